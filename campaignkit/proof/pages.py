"""A finished PDF or picture, page by page: read, compared, measured and judged.

One page is in memory at a time, so a file of any length can be checked. Grey pixels are
enough for most pages; only one whose codes are not plainly dark on light is drawn again in
colour, because grey cannot tell green from red.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from campaignkit import payload
from campaignkit.arguments import shown
from campaignkit.errors import BadInput
from campaignkit.printers import Printer
from campaignkit.problems import Problem, Problems, Where
from campaignkit.proof import covered_codes, legibility, simulated_print
from campaignkit.proof.close_look import grade_close
from campaignkit.proof.compare import PLACE_MM, Expected, Matched, match, problems_of
from campaignkit.proof.grade import Grade
from campaignkit.proof.grading import CloseLook, looked_at
from campaignkit.proof.judge import judge, judge_grade, judge_logo
from campaignkit.proof.measure import Measured, measure
from campaignkit.proof.quick_match import PLAINLY_DARK, PLAINLY_LIGHT, plain
from campaignkit.proof.reader import Found, Pixels, grayed, paint_over, read, read_places
from campaignkit.proof.true_findings import blamed, is_doubted
from campaignkit.qr.tables import CAPACITY, LEVELS
from campaignkit.render import raster
from campaignkit.units import MM_PER_INCH

DPI = 300  # what most office printers resolve
SAMPLE = 100  # of so many codes one is graded, after the first ones of a document
# Of a first glance: at least so many pixels an inch, at which 40 codes of 40 that nobody expected
# were found with modules of 0.25 mm and more; and so many a module of those that are known,
# a few more where their modules are a guess.
GLANCE_DPI, GLANCE_PX, _GUESSED_PX = 160, 3.6, 4.0
_UNDER_A_LOGO = ("unused correction", "fixed patterns", "modulation")  # aspects that it lowers
_WORTH = 0.9  # of the usual resolution: what a glance may have at most, for it may be in vain
_HEADER_BITS = 4 + 16  # mode and count (ISO/IEC 18004 7.4.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A page: the codes read from it, the numbers of each, and all problems.

    sized: False for a picture that does not say how large it is: its mm are pixels.
    """

    page: int | None
    found: tuple[Found, ...]
    measured: tuple[Measured, ...]
    problems: Problems
    sized: bool = True


def check_pdf(
    pdf: raster.Pdf | raster.Source,
    *,
    expected: Iterable[Sequence[Expected]] | None = None,
    distance_mm: float | None = None,
    file: str | None = None,
    dpi: float = DPI,
    grades: int | None = 0,
    printer: Printer | None = None,
) -> Iterator[Checked]:
    """Check every page of a PDF, one after the other.

    Args:
        pdf: Open, or a path, bytes or a stream.
        expected: The codes that should be on each page. None: whatever is there is measured.
        distance_mm: From how far the codes are to be scanned. None: held in the hand.
        file: The name that problems carry.
        dpi: Of the pixels; less for a page that would have too many of them.
        grades: How many codes get marks (`Found.grade`): the first so many of the document, and
            after them one in SAMPLE. None: all of them. 0: none. A code takes some 10 ms.
        printer: What it would print is read, too (`proof.simulated_print`). None: no such question.

    Raises:
        BadInput, NotFound: it is no PDF, or not there: see `raster.open_pdf`.
    """
    if not isinstance(pdf, raster.Pdf):
        with raster.open_pdf(pdf) as document:
            yield from check_pdf(
                document,
                expected=expected,
                distance_mm=distance_mm,
                file=file,
                dpi=dpi,
                grades=grades,
                printer=printer,
            )
        return
    wanted = None if expected is None else iter(expected)
    reader = Proofreader(
        distance_mm=distance_mm, file=file, dpi=dpi, grades=grades, printer=printer
    )
    for number in range(1, len(pdf) + 1):
        codes = None if wanted is None else next(wanted, ())
        yield reader.page(pdf, number, expected=codes)
    for number, codes in enumerate(wanted or (), len(pdf) + 1):
        gone = problems_of(match(codes, ()), page=number, file=file)
        yield Checked(page=number, found=(), measured=(), problems=gone)


class Proofreader:
    """Checks single pages of open PDFs, as `check_pdf` does all of them.

    A page whose codes are known and large is drawn with fewer pixels first. If all of it is
    plainly right there, that is that; else it is drawn at `dpi` and looked at closely. Memory is
    used again for the next page. A reader belongs to one thread.
    """

    def __init__(
        self,
        *,
        distance_mm: float | None = None,
        file: str | None = None,
        dpi: float = DPI,
        grades: int | None = 0,
        printer: Printer | None = None,
    ) -> None:
        self._distance_mm, self._file, self._dpi = distance_mm, file, dpi
        self._printer = printer
        self._sample = Sample(grades)
        self._room = raster.PixelRoom()
        self._glances = True  # pages so far were plain: it is worth while to begin with a glance

    def page(
        self,
        pdf: raster.Pdf,
        number: int,
        *,
        expected: Sequence[Expected] | None = None,
        graded: bool = False,
    ) -> Checked:
        """Check one page, the first is 1. graded: its first code gets marks, looked at closely."""
        with raster.OpenPage(pdf, number) as sheet:
            checked = self._page(sheet, number, expected)
            if graded and checked.found:
                checked = _with_grade(checked, sheet, self._file, expected or ())
            if self._printer is None:
                return checked
            codes = simulated_print.codes_of(checked.found, expected)
            more = simulated_print.page_problems(sheet, self._printer, codes, file=self._file)
            return replace(checked, problems=checked.problems + more)

    def _page(
        self, sheet: raster.OpenPage, number: int, expected: Sequence[Expected] | None
    ) -> Checked:
        dpi = raster.fitting_dpi(sheet.size, self._dpi)
        glances = self._glances and not self._sample.takes(len(expected or ()))
        if expected and glances and (enough := _enough_dpi(expected)) < dpi * _WORTH:
            looked = _glance(sheet.gray(self._room, dpi=enough), expected, enough)
            if looked is not None:
                self._sample.pass_over(len(looked.found))
                return self._judged(looked, number)
            self._glances = False
        checked = check_page(
            sheet.gray(self._room, dpi=dpi),
            dpi=dpi,
            page=number,
            expected=expected,
            distance_mm=self._distance_mm,
            file=self._file,
            color=partial(sheet.pixels, dpi=dpi, grayscale=False),
            grades=self._sample,
        )
        if expected is not None:  # whoever knows the codes knows the texts, see `lints`
            return checked
        small = legibility.of_words(sheet.words(), number, file=self._file)
        return replace(checked, problems=checked.problems + small)

    def _judged(self, looked: _Looked, number: int) -> Checked:
        return _judged(looked, number, self._file, self._distance_mm, sized=True)


def _with_grade(
    checked: Checked, sheet: raster.OpenPage, file: str | None, expected: Sequence[Expected]
) -> Checked:
    """Return a page with the marks of its first code; one below C is a finding, if alone."""
    first, *rest = checked.found
    marks = grade_close(sheet, first)
    if marks is None:
        return checked
    near = (code for code in expected if abs(code.x_mm - first.x_mm) < code.size_mm / 2)
    wanted = next((code for code in near if code.text == first.text), None)
    row = wanted.row if wanted else None
    where = Where(file=file, row=row, page=checked.page, x=first.x_mm, y=first.y_mm)
    alone = not any(
        (problem.where.x, problem.where.y) == (where.x, where.y) for problem in checked.problems
    )
    told = _grade_told(marks, wanted, where) if alone else ()
    found = (replace(first, grade=marks), *rest)
    return replace(checked, found=found, problems=checked.problems + told)


def _grade_told(marks: Grade, wanted: Expected | None, where: Where) -> Iterable[Problem]:
    """Return what is to be said of a mark: nothing of what a logo costs that was asked for."""
    if wanted is not None and wanted.cleared and marks.worst.aspect in _UNDER_A_LOGO:
        return ()
    return judge_grade(marks, where=where)


class Sample:
    """Which codes of a document are graded, in the order they are met.

    most: the first so many, and after them one in SAMPLE; None: all; 0: none.

    >>> few = Sample(2)
    >>> few.takes(1), [few.take() for _ in range(4)], few.takes(90), few.takes(97)
    (True, [True, True, False, False], False, True)
    """

    def __init__(self, most: int | None) -> None:
        if most is not None and (not isinstance(most, int) or isinstance(most, bool) or most < 0):
            raise BadInput(
                f"grades={shown(most)} is no count. Give a whole number, or None for all.",
                rule="check.grades",
            )
        self._most, self._met = most, 0

    def take(self) -> bool:
        """Count the next code; say whether it is graded."""
        chosen = self.takes(1)
        self._met += 1
        return chosen

    def takes(self, count: int) -> bool:
        """Say whether any of the next codes is graded."""
        if self._most is None:
            return True
        if not self._most:
            return False
        return self._met < self._most or -self._met % SAMPLE < count

    def pass_over(self, count: int) -> None:
        """Count codes that are not graded."""
        self._met += count


def check_page(
    image: Pixels,
    *,
    dpi: float | None,
    page: int | None = 1,
    expected: Sequence[Expected] | None = None,
    distance_mm: float | None = None,
    file: str | None = None,
    color: Callable[[], Pixels] | None = None,
    grades: Sample | int | None = 0,
    picture: bool = False,
) -> Checked:
    """Check one page or picture.

    Args:
        image: Grey (height, width) or RGB (height, width, 3), one byte a value.
        dpi: Pixels an inch. None, for a picture that does not say how large it will print:
            a pixel stands for a mm, places are left out, and sizes are not judged.
        page: The number that problems carry; None for a picture.
        color: Gives the same page in RGB, should it be needed; for a grey `image`.
        picture: Somebody made these pixels, and may make more of them: they are judged as well.

    The other arguments are those of `check_pdf`.
    """
    scale = MM_PER_INCH if dpi is None else dpi
    if expected is None:
        found, matched = read(image, dpi=scale, thorough=True), match((), ())
    else:
        found = _read_expected(image, expected, scale)
        matched = match(expected, found)
    pairs = {seen: code for code, seen in matched.pairs}
    numbers = _plain_ones(image, pairs, scale)
    close = [seen for seen in found if seen not in numbers]
    spoilt = covered_codes.covered(
        image, {seen: pairs[seen] for seen in close if seen in pairs}, dpi=scale
    )
    numbers |= zip(close, _measured(image, close, scale, color), strict=True)
    sample = grades if isinstance(grades, Sample) else Sample(grades)
    chosen = {seen for seen in found if sample.take()}
    doubted = {seen for seen in close if is_doubted(numbers[seen])}
    looks = {
        seen: looked_at(image, seen, dpi=scale, measured=numbers[seen], stress=seen in chosen)
        for seen in found
        if seen in chosen or seen in doubted
    }
    looked = _Looked(
        found=tuple(found),
        measured=tuple(numbers[seen] for seen in found),
        matched=matched,
        spoilt=spoilt,
        looks=looks,
        graded=chosen,
    )
    return _judged(looked, page, file, distance_mm, sized=dpi is not None, picture=picture)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """What a page shows, not yet judged. spoilt: see `covered_codes.covered`.

    looks: close ones at some. graded: those that were to get marks.
    """

    found: tuple[Found, ...]
    measured: tuple[Measured, ...]
    matched: Matched
    spoilt: Mapping[Found, covered_codes.Modules]
    looks: Mapping[Found, CloseLook]
    graded: Collection[Found]


def _judged(
    looked: _Looked,
    page: int | None,
    file: str | None,
    distance_mm: float | None,
    *,
    sized: bool,
    picture: bool = False,
) -> Checked:
    problems = list(problems_of(looked.matched, page=page, file=file))
    pairs = {seen: code for code, seen in looked.matched.pairs}
    for code, numbers in zip(looked.found, looked.measured, strict=True):
        wanted = pairs.get(code)
        where = Where(
            file=file,
            row=wanted.row if wanted else None,
            page=page,
            x=code.x_mm if sized else None,
            y=code.y_mm if sized else None,
        )
        said = partial(judge, where=where, distance_mm=distance_mm, sized=sized, picture=picture)
        own = list(said(numbers))
        if looked.looks and code in looked.looks:
            look = looked.looks[code]
            own = list(blamed(Problems(own), said(look.numbers), look, where))
        if looked.spoilt and code in looked.spoilt:
            spoilt = looked.spoilt[code]
            own.append(covered_codes.problem(spoilt, found=code, code=pairs[code], where=where))
        if wanted is not None and wanted.cleared:
            own += judge_logo(code.level, where=where)
        if not own and looked.graded and code in looked.graded:
            own += _grade_told(looked.looks[code].grade, wanted, where)
        own += [replace(each, where=where) for each in payload.judge(code.text)]
        problems += own
    marked = (
        replace(code, grade=looked.looks[code].grade) if code in looked.graded else code
        for code in looked.found
    )
    return Checked(
        page=page,
        found=tuple(marked) if looked.graded else looked.found,
        measured=looked.measured,
        problems=Problems(problems),
        sized=sized,
    )


def _glance(image: Pixels, expected: Sequence[Expected], dpi: float) -> _Looked | None:
    """Return what was seen, if it is plainly what should be there and nothing else; else None.

    The codes are painted over: a copy of the page would cost as much as reading it.
    """
    seen = read_places(image, [code.place for code in expected], dpi=dpi, sharp=True)
    pairs = tuple((code, one) for code, one in zip(expected, seen, strict=True) if one is not None)
    measured = plain(image, pairs, dpi=dpi) if len(pairs) == len(expected) else [None]
    numbers = [each for each in measured if each is not None]
    found = [one for _, one in pairs]
    if len(numbers) < len(measured) or read(paint_over(image, found, dpi=dpi), dpi=dpi):
        return None
    matched = Matched(pairs=pairs, missing=(), extra=())
    return _Looked(
        found=tuple(found), measured=tuple(numbers), matched=matched, spoilt={}, looks={}, graded=()
    )


def _enough_dpi(expected: Sequence[Expected]) -> float:
    """Return the resolution at which the smallest module has GLANCE_PX."""
    finest = max(
        (code.modules * GLANCE_PX if code.modules else _guessed(code) * _GUESSED_PX) / code.size_mm
        for code in expected
    )
    return max(GLANCE_DPI, finest * MM_PER_INCH)


def _guessed(code: Expected) -> int:
    """Return the modules of a code whose text is taken for bytes at level M."""
    bits = 8 * len(code.text.encode()) + _HEADER_BITS
    return 21 + 4 * int(np.searchsorted(CAPACITY[LEVELS.index("M")], bits))


def _read_expected(image: Pixels, expected: Sequence[Expected], dpi: float) -> list[Found]:
    """Return the codes that lie where they should, and whatever else is on the page."""
    found = _once(read_places(image, [code.place for code in expected], dpi=dpi))
    gray = grayed(image)
    rest = paint_over(gray.copy() if gray is image else gray, found, dpi=dpi)
    found += read(rest, dpi=dpi)
    missing = match(expected, found).missing
    if missing:
        again = read_places(rest, [code.place for code in missing], dpi=dpi, thorough=True)
        found = _once([*found, *again])
        found = _once([*found, *read(paint_over(rest, found, dpi=dpi), dpi=dpi, thorough=True)])
    return sorted(found, key=lambda code: (round(code.y_mm), code.x_mm))


def _once(found: Iterable[Found | None]) -> list[Found]:
    """Return codes without those that were read twice, from two places that overlap."""
    codes = [code for code in found if code is not None]
    middles = np.array([(c.x_mm + c.width_mm / 2, c.y_mm + c.height_mm / 2) for c in codes])
    if len(codes) < 2:
        return codes
    apart = np.abs(middles[:, None] - middles).max(axis=2)
    twice = {
        int(later)
        for first, later in np.argwhere(np.triu(apart < PLACE_MM, 1))
        if codes[first].raw == codes[later].raw
    }
    return [code for number, code in enumerate(codes) if number not in twice]


def _plain_ones(
    image: Pixels, pairs: Mapping[Found, Expected], dpi: float
) -> dict[Found, Measured]:
    some = [(code, seen) for seen, code in pairs.items()]
    measured = plain(grayed(image), some, dpi=dpi) if some else []
    return {
        seen: numbers
        for (_, seen), numbers in zip(some, measured, strict=True)
        if numbers is not None
    }


def all_problems(checked: Iterable[Checked], *, file: str | None = None) -> Problems:
    """Return the problems of all pages; that no page has a code is one, too."""
    problems: list[Problem] = []
    count = 0
    for page in checked:
        problems += page.problems
        count += len(page.found)
    looked = count or any(problem.rule.startswith("scan.") for problem in problems)
    return Problems(problems if looked else [_nothing(file), *problems])


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
