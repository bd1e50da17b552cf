"""One row, one file (or one in each format): drawn and proven by whoever has a core free."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from campaignkit.assets.printing import PICTURE_DPI, Printed, pdf_page
from campaignkit.campaigns.jobs import warnings_of
from campaignkit.campaigns.proving import Label, labels_of, read_page
from campaignkit.campaigns.report import errors_in
from campaignkit.errors import CampaignError
from campaignkit.merge import Failure
from campaignkit.problems import Problem, of_error
from campaignkit.stores import safe_name

if TYPE_CHECKING:
    from campaignkit.assets.code_rows import Codes
    from campaignkit.assets.sticker_rows import Stickers
    from campaignkit.wording import Wording


class Ordered(NamedTuple):
    """What to make of a row, and the name of its file without the ending."""

    name: str
    thing: Printed | Failure


class Made(NamedTuple):
    """What became of a row: its files by ending; none if a problem is an error."""

    name: str
    row: int | None
    payload: str
    version: int | None
    level: str
    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]


def named(series: Stickers | Codes, naming: Wording | None, single: str) -> Iterator[Ordered]:
    """Yield each row with the name of its file: unique, whatever the case of its letters.

    naming: Jinja over the row; None: its number. single: the name where there are no rows.
    """
    taken: set[str] = set()
    for facts, thing in series.items():
        row = thing.where.row
        number = f"{row:04d}" if row is not None else single
        if naming is None or isinstance(thing, Failure):
            yield Ordered(number, thing)
            continue
        try:
            wanted = safe_name(naming.render(facts), fallback=number)
        except CampaignError as err:
            yield Ordered(number, Failure(thing.where, err))
            continue
        yield Ordered(_unique(wanted, taken), thing)


def _unique(name: str, taken: set[str]) -> str:
    number, chosen = 1, name
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{name}-{number}"
    taken.add(chosen.casefold())
    return chosen


def make_rows(rows: list[Ordered], formats: tuple[str, ...], check: bool) -> list[Made]:
    """Return what became of each row."""
    return [_made(row, formats, check) for row in rows]


def _made(ordered: Ordered, formats: tuple[str, ...], check: bool) -> Made:
    name, thing = ordered
    if isinstance(thing, Failure):
        return Made(name, thing.where.row, "", None, "", (), of_error(thing.error, thing.where))
    try:
        return _drawn(name, thing, formats, check)
    except CampaignError as err:
        problems = of_error(err, thing.where)
        return Made(name, thing.where.row, thing.payload, None, thing.level, (), problems)


def _drawn(name: str, thing: Printed, formats: tuple[str, ...], check: bool) -> Made:
    from campaignkit.render import pdf

    page = pdf_page(thing.drawing())
    (label,) = labels_of(page)
    out = BytesIO()
    pdf.write([page], out, title=thing.title, language=thing.language)
    data = out.getvalue()
    read_back = _read_back(data, label) if check else ()
    problems = (*warnings_of(thing), *read_back)
    sound = not errors_in(problems)
    files = tuple((ending, _file(ending, thing, data)) for ending in formats) if sound else ()
    return Made(name, label.row, label.payload, label.version, label.level, files, problems)


def _read_back(data: bytes, label: Label) -> tuple[Problem, ...]:
    from campaignkit.render import raster

    with raster.open_pdf(data) as document:
        return read_page(document, 1, [label]).get(0, ())


def _file(ending: str, thing: Printed, data: bytes) -> bytes:
    """Return it in a format; a picture is the very PDF in pixels."""
    if ending == "pdf":
        return data
    if ending == "svg":
        return thing.svg()
    from campaignkit import pictures
    from campaignkit.render import raster

    pixels = raster.page(data, 1, dpi=PICTURE_DPI, grayscale=False)
    return pictures.png(pixels, dpi=PICTURE_DPI)
