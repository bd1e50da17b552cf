"""Proof that what prints will scan: codes read back from the finished page's pixels.

The maker and the judge are not the same code: the codes are drawn from our own modules,
and read here by zxing-cpp. A decoder that succeeds is not yet proof, for it is kinder than
a phone in a market: so each code's modules, quiet zone and contrast are measured as well.

    pages.py          a PDF or picture -> its pages, each read, compared, measured and judged
    reader.py         pixels -> the codes found, with their places (the door to zxing-cpp)
    compare.py        what should be there against what was found
    quick_match.py    all codes of a page at once: which are plainly as they were drawn
    measure.py        one code's pixels -> numbers: module, quiet zone, colours
    covered_codes.py  an expected code's pixels -> its modules, each as it was drawn or covered
    judge.py          those numbers against the limits -> problems
    grade.py          marks, A to F, in the terms of ISO/IEC 15415, and what would raise each
    grading.py        one code's pixels -> its marks
    close_look.py     one code of a page, drawn again alone and graded
    stress.py         one code's pixels -> how much blur, tilt, shade, spread and damage it bears
    lints/            drawings -> texts that touch, hide, are cut off, too pale or too small
    legibility.py     texts of others' files -> which are too small to be read
    repair.py         a planned code -> the nearest that passes, and what was changed
    sampling.py       pixels averaged over cells, and blurred
"""
