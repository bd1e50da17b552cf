"""A finished PDF or picture, page by page: read, compared, measured and judged.

One page is in memory at a time, so a file of any length can be checked. Grey pixels are
enough for most pages; only one whose codes are not plainly dark on light is drawn again in
colour, because grey cannot tell green from red.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from campaignkit import links
from campaignkit.problems import Problem, Problems, Where
from campaignkit.proof import cover
from campaignkit.proof.compare import Expected, match, problems_of
from campaignkit.proof.judge import judge
from campaignkit.proof.measure import Measured, measure
from campaignkit.proof.reader import Found, Pixels, read
from campaignkit.render import raster
from campaignkit.units import MM_PER_INCH

DPI = 300  # what most office printers resolve
# Whatever its hue, a colour this dark or this light in grey passes judge's limits.
PLAINLY_DARK, PLAINLY_LIGHT = 67, 245


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A page: the codes read from it, the numbers of each, and all problems."""

    page: int | None
    found: tuple[Found, ...]
    measured: tuple[Measured, ...]
    problems: Problems


def check_pdf(
    pdf: raster.Pdf | raster.Source,
    *,
    expected: Iterable[Sequence[Expected]] | None = None,
    distance_mm: float | None = None,
    file: str | None = None,
    dpi: float = DPI,
) -> Iterator[Checked]:
    """Check every page of a PDF, one after the other.

    Args:
        pdf: Open, or a path, bytes or a stream.
        expected: The codes that should be on each page. None: whatever is there is measured.
        distance_mm: From how far the codes are to be scanned. None: held in the hand.
        file: The name that problems carry.
        dpi: Of the pixels; less for a page that would have too many of them.

    Raises:
        BadInput, NotFound: it is no PDF, or not there: see `raster.open_pdf`.
    """
    if not isinstance(pdf, raster.Pdf):
        with raster.open_pdf(pdf) as document:
            yield from check_pdf(
                document, expected=expected, distance_mm=distance_mm, file=file, dpi=dpi
            )
        return
    wanted = None if expected is None else iter(expected)
    for number in range(1, len(pdf) + 1):
        sharp = raster.fitting_dpi(raster.page_size(pdf, number), dpi)
        yield check_page(
            raster.page(pdf, number, dpi=sharp),
            dpi=sharp,
            page=number,
            expected=None if wanted is None else next(wanted, ()),
            distance_mm=distance_mm,
            file=file,
            color=partial(raster.page, pdf, number, dpi=sharp, grayscale=False),
        )
    for number, codes in enumerate(wanted or (), len(pdf) + 1):
        gone = problems_of(match(codes, ()), page=number, file=file)
        yield Checked(page=number, found=(), measured=(), problems=gone)


def check_page(
    image: Pixels,
    *,
    dpi: float | None,
    page: int | None = 1,
    expected: Sequence[Expected] | None = None,
    distance_mm: float | None = None,
    file: str | None = None,
    color: Callable[[], Pixels] | None = None,
) -> Checked:
    """Check one page or picture.

    Args:
        image: Grey (height, width) or RGB (height, width, 3), one byte a value.
        dpi: Pixels an inch. None, for a picture that does not say how large it will print:
            a pixel stands for a mm, places are left out, and sizes are not judged.
        page: The number that problems carry; None for a picture.
        color: Gives the same page in RGB, should it be needed; for a grey `image`.

    The other arguments are those of `check_pdf`.
    """
    scale = MM_PER_INCH if dpi is None else dpi
    found = read(image, dpi=scale, thorough=expected is None)
    problems: list[Problem] = []
    pairs: dict[Found, Expected] = {}
    if expected is not None:
        matched = match(expected, found)
        if matched.missing:
            found = read(image, dpi=scale, thorough=True)
            matched = match(expected, found)
        problems += problems_of(matched, page=page, file=file)
        pairs = {other: code for code, other in matched.pairs}
    spoilt = cover.covered(image, pairs, dpi=scale)
    measured = _measured(image, found, scale, color)
    for code, numbers in zip(found, measured, strict=True):
        wanted = pairs.get(code)
        where = Where(file=file, row=wanted.row if wanted else None, page=page)
        if dpi is not None:
            where = replace(where, x=code.x_mm, y=code.y_mm)
        problems += judge(numbers, where=where, distance_mm=distance_mm, sized=dpi is not None)
        if code in spoilt:
            problems.append(cover.problem(spoilt[code], found=code, code=pairs[code], where=where))
        if (doubt := links.doubt(code.text)) is not None:
            problems.append(replace(doubt, where=where))
    return Checked(
        page=page, found=tuple(found), measured=tuple(measured), problems=Problems(problems)
    )


def all_problems(checked: Iterable[Checked], *, file: str | None = None) -> Problems:
    """Return the problems of all pages; that no page has a code is one, too."""
    problems: list[Problem] = []
    count = 0
    for page in checked:
        problems += page.problems
        count += len(page.found)
    return Problems(problems) if count or problems else Problems([_nothing(file)])


def _nothing(file: str | None) -> Problem:
    return Problem(
        rule="scan.missing",
        message="There is no QR code that can be read.",
        where=Where(file=file),
        value=0,
        limit=1,
        fix="Look at the page: is a code there, dark on light, whole and uncovered?",
        source="read back from the finished page",
    )


def _measured(
    image: Pixels, found: Sequence[Found], dpi: float, color: Callable[[], Pixels] | None
) -> list[Measured]:
    measured = [measure(image, code, dpi=dpi) for code in found]
    if color is None or image.ndim == 3 or all(map(_is_plain, measured)):
        return measured
    colored = color()
    return [measure(colored, code, dpi=dpi) for code in found]


def _is_plain(code: Measured) -> bool:
    return max(code.dark) <= PLAINLY_DARK and min(code.light) >= PLAINLY_LIGHT
