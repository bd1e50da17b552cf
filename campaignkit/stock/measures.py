"""A label sheet by its measures, in one line.

    A4 3x7 63.5x38.1                                3 across, 7 down, labels 63.5 x 38.1 mm
    A4 3x7 63.5x38.1 gap 2.54x0 margin 7.2x15.15    what is not said is in the middle of the page
    A4 90x50 gap 4                                  as many as plain paper has room for
    A4 2x4                                          the whole page, cut into 2 across, 4 down
    US-Letter landscape 4x3 50 round                round labels, 50 mm across
    104x74 2x1 50x70 gap 3                          a page, or a roll, of one's own size
    25x25                                           a roll, one label after the other
    roll 3x1 33x22 gap 3                            a roll of three labels across
    roll 40 round                                   a roll of round labels

A sheet that is said without gap and margin, and that vendors sell, lies where most of theirs lie.
"""

from __future__ import annotations

import math
import re
from collections import Counter

from campaignkit.errors import BadInput
from campaignkit.stock.sheet import PAGES, Pair, Shape, Stock
from campaignkit.stock.table import folded, lines, stock_of
from campaignkit.units import mm_text

_NUMBER = r"\d+(?:\.\d+)?"
_SIZE = re.compile(rf"({_NUMBER})x({_NUMBER})")
_LINE = re.compile(
    rf"(?P<page>{_NUMBER}x{_NUMBER}|[a-z][a-z0-9-]*?) +"
    rf"(?:(?P<columns>\d+)x(?P<rows>\d+) +)?"
    rf"(?P<width>{_NUMBER})(?:x(?P<height>{_NUMBER}))?(?: *mm)?"
    rf"(?P<more>(?: +(?:gap|margin|radius) +{_NUMBER}(?:x{_NUMBER})?| +(?:round|ellipse))*)",
    re.IGNORECASE,
)
_ROLL = re.compile(
    rf"(?:roll +(?:(?P<columns>\d+)x1 +)?)?(?P<width>{_NUMBER})(?:x(?P<height>{_NUMBER}))?(?: *mm)?"
    rf"(?P<more>(?: +(?:gap|radius) +{_NUMBER}| +(?:round|ellipse))*)",
    re.IGNORECASE,
)
_OPTION = re.compile(
    rf"(gap|margin|radius) +({_NUMBER})(?:x({_NUMBER}))?|(round|ellipse)", re.IGNORECASE
)
_EDGE_MM = 5.0  # plain paper: what any office printer leaves blank at most
_COUNT_MOST = 6  # no label is so small: "A4 2x4" and "A4 3x9" count, and "A4 25x10" measures
_COUNTED_MOST = 40  # the other way; pieces of a page would be smaller than labels are
_SAME_MM = 0.35  # labels that differ by less are of one die


def by_measures(text: str) -> Stock | None:
    """Return the sheet that a line of measures tells; None if it is no such line.

    Raises:
        BadInput: the labels cannot lie so on the page; says in numbers why.

    >>> by_measures("A4 3x7 63.5x38.1").margin
    (7.2, 15.15)
    >>> by_measures("A4 90x50 gap 4").grid
    (2, 5)
    """
    plain = re.sub(r"(?<=\d),(?=\d)", ".", text.strip())
    plain = re.sub(r"(?<=\d)(?: [xX×*] |[xX×*])(?=\d)", "x", plain)
    plain = re.sub(r" +(?=landscape )", "-", plain, flags=re.IGNORECASE)
    if (roll := _ROLL.fullmatch(plain)) and (roll["height"] or plain[:1].isalpha()):
        return _roll(text, roll)
    found = _LINE.fullmatch(plain)
    page = None if found is None else _page(found["page"])
    if found is None or page is None:
        return None
    label = (float(found["width"]), float(found["height"] or found["width"]))
    if not all(label):
        raise BadInput(
            f"label sheet {text.strip()!r}: {label[0]:g} x {label[1]:g} is no size of a label, and "
            "no number of them. Every size is above 0, every count 1 or more.",
            rule="stock.nothing",
            label=label,
        )
    if not found["columns"] and not found["more"] and _counts(found):
        return _cut(text, page, (int(label[0]), int(label[1])))
    said = _options(found["more"])
    shape = _shape(said, label)
    gap = said.get("gap")
    grid = _grid(found, page, label, gap or (0.0, 0.0))
    lies = None if "gap" in said or "margin" in said else _known(page, label, grid, shape)
    if lies is not None:
        return _named(text, lies, grid)
    gap = gap or (0.0, 0.0)
    margin = said.get("margin") or _middle(page, label, grid, gap)
    radius = said.get("radius", (None, None))[0]
    return Stock(
        name=text.strip(),
        page=page,
        label=label,
        grid=grid,
        margin=margin,
        gap=gap,
        shape=shape,
        radius=radius,
        source="its measures",
    )


def _roll(text: str, found: re.Match[str]) -> Stock | None:
    """Return a roll without margins: a page is what lies side by side, usually one label.

    None: no label is so small, so that "roll 3x1" counts labels and leaves out their size.
    """
    width, height = float(found["width"]), float(found["height"] or found["width"])
    if min(width, height) <= _COUNT_MOST:
        return None
    said = _options(found["more"])
    across, gap = int(found["columns"] or 1), said.get("gap", (0.0, 0.0))[0]
    return Stock(
        name=text.strip(),
        page=(round(across * width + (across - 1) * gap, 3), height),
        label=(width, height),
        grid=(across, 1),
        margin=(0.0, 0.0),
        gap=(gap, 0.0),
        shape=_shape(said, (width, height)),
        radius=said.get("radius", (None, None))[0],
        source="its measures",
    )


def _shape(said: dict[str, Pair], label: Pair) -> Shape:
    if "round" in said or "ellipse" in said:
        return "round" if label[0] == label[1] else "ellipse"
    return "rect"


def _counts(found: re.Match[str]) -> bool:
    """Say whether what might be a size is a number of labels each way."""
    sides = found["width"], found["height"] or ""
    if not all(map(str.isdigit, sides)):
        return False
    fewer, more = sorted(map(int, sides))
    return 1 <= fewer <= _COUNT_MOST and more <= _COUNTED_MOST


def _cut(text: str, page: Pair, grid: tuple[int, int]) -> Stock:
    """Return a page cut into equal pieces, without anything between or around them."""
    return Stock(
        name=text.strip(),
        page=page,
        label=(page[0] / grid[0], page[1] / grid[1]),
        grid=grid,
        margin=(0.0, 0.0),
        radius=0.0,
        source="its measures",
    )


def _page(said: str) -> Pair | None:
    known = {folded(name): size for name, size in PAGES.items()}
    size = _SIZE.fullmatch(said)
    if size is not None:
        return float(size[1]), float(size[2])
    return known.get(folded(said)) or known.get("us" + folded(said))


def _options(more: str) -> dict[str, Pair]:
    found: dict[str, Pair] = {}
    for name, first, second, shape in _OPTION.findall(more):
        if shape:
            found[shape.lower()] = (0.0, 0.0)
        else:
            found[name.lower()] = (float(first), float(second or first))
    return found


def _grid(found: re.Match[str], page: Pair, label: Pair, gap: Pair) -> tuple[int, int]:
    if found["columns"]:
        return int(found["columns"]), int(found["rows"])
    counts = [
        math.floor((length - 2 * _EDGE_MM + between) / (side + between))
        for length, side, between in zip(page, label, gap, strict=True)
    ]
    if min(counts) < 1:
        raise BadInput(
            f"a label of {mm_text(label[0])} x {mm_text(label[1])} does not fit a page of "
            f"{mm_text(page[0])} x {mm_text(page[1])}, less {mm_text(_EDGE_MM)} at each edge. Make "
            "it smaller, or say the grid, as in 'A4 1x1 210x297'.",
            rule="stock.no-room",
            label=label,
            page=page,
        )
    return counts[0], counts[1]


def _known(page: Pair, label: Pair, grid: tuple[int, int], shape: Shape) -> Stock | None:
    """Return the sheet of these measures that most vendors sell."""
    alike = [
        sheet
        for sheet in map(stock_of, _of_grid(grid))
        if sheet.shape == shape
        and not sheet.differs
        and max(abs(a - b) for a, b in zip(sheet.page, page, strict=True)) < _SAME_MM
        and max(abs(a - b) for a, b in zip(sheet.label, label, strict=True)) < _SAME_MM
    ]
    if not alike:
        return None
    lies = Counter((sheet.margin, sheet.pitch) for sheet in alike)
    most, _ = lies.most_common(1)[0]
    return next(sheet for sheet in alike if (sheet.margin, sheet.pitch) == most)


def _of_grid(grid: tuple[int, int]) -> list[str]:
    columns, rows = map(str, grid)
    return [line for line in lines() if line.split("\t", 9)[7:9] == [columns, rows]]


def _named(text: str, sheet: Stock, grid: tuple[int, int]) -> Stock:
    return Stock(
        name=text.strip(),
        page=sheet.page,
        label=sheet.label,
        grid=grid,
        margin=sheet.margin,
        gap=sheet.gap,
        shape=sheet.shape,
        radius=sheet.radius,
        same_as=sheet.name,
        source=f"its measures; lies as {sheet.name} does",
        doubt=sheet.doubt,
        agreement=sheet.agreement,
    )


def _middle(page: Pair, label: Pair, grid: tuple[int, int], gap: Pair) -> Pair:
    left, top = (
        round((length - count * side - (count - 1) * between) / 2, 3)
        for length, side, count, between in zip(page, label, grid, gap, strict=True)
    )
    return left, top
