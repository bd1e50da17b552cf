"""A file that somebody made, ours or not: its codes read back, and judged as phones would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from campaignkit import pictures, qr, resources
from campaignkit.arguments import check_distance, truth
from campaignkit.assets.code import Code
from campaignkit.assets.code_style import Look
from campaignkit.errors import BadInput, NotFound, TooBig, did_you_mean
from campaignkit.printers import Printer
from campaignkit.printers.profiles import chosen
from campaignkit.problems import Problems
from campaignkit.proof import pages
from campaignkit.proof.grade import Grade
from campaignkit.proof.measure import Measured
from campaignkit.proof.pages import Checked
from campaignkit.proof.reader import Found, Pixels, grayed
from campaignkit.proof.repair import Change, CodePlan, plan_of, repaired
from campaignkit.qr import MODULE_MM
from campaignkit.render import pdf_probe, raster
from campaignkit.units import MM_PER_INCH

AnyPath = str | PathLike[str]
_MARK = b"%PDF-"  # ISO 32000 7.5.2; readers look for it in the first 1,024 bytes
_MARK_WITHIN = 1024
GRADES = 24  # codes of a file that are graded, if nobody says how many; then one in 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCode:
    """A code of a file, as it was read.

    page: from 1; None in a picture. x_mm, y_mm, width_mm: of its upright box, from the page's top
    left; module_mm: the side of a module. All four are None in a picture that says no size.
    grade: its marks after ISO/IEC 15415, and how much it bears; None: it was not of the sample.
    plan: how it was drawn, as far as pixels tell.
    """

    text: str
    version: int
    level: str
    page: int | None
    x_mm: float | None
    y_mm: float | None
    width_mm: float | None
    module_mm: float | None
    grade: Grade | None
    plan: CodePlan = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON has it: the grade with its marks and what the code bears."""
        named = ("text", "version", "level", "page", "x_mm", "y_mm", "width_mm", "module_mm")
        found = {name: getattr(self, name) for name in named}
        return found | {"grade": None if self.grade is None else self.grade.as_dict()}

    def repaired(self, *, distance_mm: float | None = None, dpi: float | None = None) -> Code:
        """Return the nearest code that passes `check`, drawn anew; its `changes` say what differs.

        Where nothing of its plan had to be changed, but it would get less than a C from a
        verifier as it was found, that is what the changes say: it is drawn anew, sharp and
        uncovered. Its logo is not kept: nobody knows what lies beneath it.

        Raises:
            BadInput, TooBig: as `Code.repaired`.
        """
        plan = self.plan if self.width_mm is not None else _in_hand(self.plan)
        better, changes = repaired(plan, distance_mm=distance_mm, dpi=dpi)
        if self.grade is not None and not self.grade.is_good:
            anew = Change("drawing", str(self.grade), "drawn anew", self.grade.fix)
            changes = (*changes, anew)
        symbol = qr.encode(better.text, level=better.level)
        side = better.side_mm
        return Code(symbol, (side, side), look=Look(dark=better.dark), changes=changes)


def _in_hand(plan: CodePlan) -> CodePlan:
    """Return a plan of a code whose size nobody knows, as large as codes usually are."""
    return replace(plan, side_mm=round(MODULE_MM * (plan.modules + 2 * plan.quiet), 3))


def check(
    path: AnyPath,
    *,
    distance_mm: float | None = None,
    strict: bool = False,
    printer: str | Printer | None = None,
) -> Problems:
    """Read the codes of a PDF or a picture back; return everything that may keep phones from it.

    Args:
        path: Of a PDF, PNG, JPEG, WebP, GIF, BMP or TIFF file; every page of it is read.
        distance_mm: How far away people stand when they scan; None: no such demand.
        strict: Have a second program draw the pages, and a second decoder read the codes; takes
            ten times as long, and the extra `campaignkit[judges]`.
        printer: Read also what this printer would make of the pages of a PDF.

    Raises:
        NotFound: there is no such file or printer; or what `strict` needs is not installed.
        BadInput: it is neither a PDF nor a picture.
        TooBig: a picture of more than 50 million pixels, or 65,535 on a side; a page that takes
            too long, or too much memory, to be drawn.
    """
    machine = chosen(printer)
    strict = truth(strict, "strict")
    checked = checked_pages(path, distance_mm=distance_mm, strict=strict, printer=machine)
    return pages.all_problems(checked, file=str(path))


def codes(path: AnyPath, *, grades: int | None = GRADES) -> tuple[ReadCode, ...]:
    """Return the codes of a PDF or a picture: text, place, size, and how good each is.

    Args:
        path: As for `check`.
        grades: How many get a grade: the first so many, and after them one in 100; None: all.
            Each takes some 10 ms.

    Raises what `check` does.
    """
    return tuple(
        read_code(code, numbers, page)
        for page in checked_pages(path, grades=grades)
        for code, numbers in zip(page.found, page.measured, strict=True)
    )


def read_code(code: Found, numbers: Measured, page: Checked) -> ReadCode:
    """Return a code of a checked page as a user sees it."""
    sized = page.sized
    return ReadCode(
        text=code.text,
        version=code.version,
        level=code.level,
        page=page.page,
        x_mm=round(code.x_mm, 2) if sized else None,
        y_mm=round(code.y_mm, 2) if sized else None,
        width_mm=round(numbers.width_mm, 2) if sized else None,
        module_mm=round(numbers.module_mm, 3) if sized else None,
        grade=code.grade,
        plan=plan_of(code, numbers),
    )


def checked_pages(
    path: AnyPath,
    *,
    distance_mm: float | None = None,
    grades: int | None = GRADES,
    strict: bool = False,
    printer: Printer | None = None,
) -> Iterator[Checked]:
    """Yield each page of a PDF or a TIFF, each frame of a film, or the one picture there is.

    Raises what `check` does, at the first page.
    """
    check_distance(distance_mm)
    if not isinstance(path, str | PathLike):
        raise BadInput(
            f"{path!r} is not a path. Give the path of a PDF or a picture.", rule="check.no-path"
        )
    file = str(path)
    if _is_pdf(Path(path)):
        pdf_probe.tried(Path(path))
        checked = pages.check_pdf(
            Path(path), distance_mm=distance_mm, file=file, grades=grades, printer=printer
        )
        yield from _seconded(checked, Path(path), file) if strict else checked
        return
    looked = pictures.every_picture(path)
    several = list(islice(looked, 2))
    sample = pages.Sample(grades)
    for number, picture in enumerate(chain(several, looked), 1):
        _check_sides(picture, file)
        image = _on_white(picture)
        page = pages.check_page(
            image,
            dpi=picture.dpi,
            page=number if len(several) > 1 else None,
            distance_mm=distance_mm,
            file=file,
            grades=sample,
            picture=True,
        )
        yield _with_opinions(page, image, picture.dpi or MM_PER_INCH, file) if strict else page


def first_page_pixels(path: AnyPath) -> Pixels:
    """Return the grey pixels of a picture, or of the first page of a PDF at 300 dpi.

    Raises what `check` does.
    """
    if not isinstance(path, str | PathLike):
        raise BadInput(
            f"{path!r} is not a path. Give the path of a PDF or a picture.", rule="check.no-path"
        )
    if _is_pdf(Path(path)):
        pdf_probe.tried(Path(path))
        return raster.page(Path(path), 1, dpi=pages.DPI)
    return grayed(_on_white(next(iter(pictures.every_picture(path)))))


def _check_sides(picture: pictures.Picture, file: str) -> None:
    width, height = picture.width, picture.height
    longest = max(width, height)
    if longest > raster.SIDE_MOST:
        raise TooBig(
            f"{file} has {width:,} x {height:,} pixels; a side may have {raster.SIDE_MOST:,}. Make "
            "it smaller, or cut it in two.",
            rule="check.side",
            file=file,
            longest=longest,
            limit=raster.SIDE_MOST,
        )


def _seconded(checked: Iterable[Checked], path: Path, file: str) -> Iterator[Checked]:
    """Yield the pages of a PDF with what another renderer and another decoder think of them."""
    from campaignkit.proof import second_opinion

    drawn = second_opinion.pages_drawn(path, dpi=raster.fitting_dpi)
    for page in checked:
        assert page.page is not None  # of a PDF they are counted
        image, dpi = drawn(page.page)
        yield _with_opinions(page, image, dpi, file, drawn_anew=True)


def _with_opinions(
    page: Checked, image: Pixels, dpi: float, file: str, *, drawn_anew: bool = False
) -> Checked:
    from campaignkit.proof import second_opinion

    more = second_opinion.opinions(
        image,
        page.found,
        dpi=dpi,
        page=page.page,
        file=file,
        drawn_anew=drawn_anew,
        sized=page.sized,
    )
    return replace(page, problems=page.problems + more)


def _is_pdf(path: Path) -> bool:
    resources.check_ordinary(path, what="PDF or picture")
    try:
        with path.open("rb") as file:
            return _MARK in file.read(_MARK_WITHIN)
    except FileNotFoundError as err:
        beside = resources.names_beside(path)
        near = did_you_mean(path.name, beside) or " Check the path."
        raise NotFound(
            f"there is no file {str(path)!r}.{near}", rule="check.no-file", file=str(path)
        ) from err
    except IsADirectoryError as err:
        raise BadInput(
            f"{path} is a folder. Give the path of one file in it.",
            rule="check.folder",
            file=str(path),
        ) from err
    except (OSError, ValueError) as err:  # ValueError: a NUL in the path
        raise BadInput(
            f"{str(path)!r} cannot be read: {err}.", rule="check.unreadable", file=str(path)
        ) from err


def _on_white(picture: pictures.Picture) -> Pixels:
    """Return RGB pixels; what shines through is paper."""
    pixels = picture.array()
    if picture.mode == "RGB":
        return pixels
    share = pixels[:, :, 3:].astype(np.uint16)
    mixed = (pixels[:, :, :3] * share + 255 * (255 - share)) // 255
    return mixed.astype(np.uint8)
