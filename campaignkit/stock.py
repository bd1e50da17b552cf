"""Label sheets: which sizes, where each label lies. Plain values; nothing here draws.

`stock.tsv` beside this file holds 2,961 sheets, one row each, tabs between the columns:
adding a sheet is adding a row. Sources: the gLabels template database and the dimensions
in LibreOffice's labels.xml (see NOTICE). Vendors change dies, and both sources err by up
to a few mm, so `doubt` says how far they disagree: print one sheet on plain paper and hold
it against the real one.

The table is read at the first question, not at import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pkgutil import get_data
from typing import Literal, get_args

from campaignkit.display import html_facts
from campaignkit.errors import BadInput, NotFound, did_you_mean
from campaignkit.units import SLACK_MM, mm_text

Shape = Literal["rect", "round", "ellipse"]
Pair = tuple[float, float]

# ISO 216, ISO 217 (SRA3) and ANSI/ASME Y14.1, in mm
PAGES: dict[str, Pair] = {
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A6": (105.0, 148.0),
    "SRA3": (320.0, 450.0),
    "US-Letter": (215.9, 279.4),
    "A4-landscape": (297.0, 210.0),
    "A5-landscape": (210.0, 148.0),
    "US-Letter-landscape": (279.4, 215.9),
}
_DRAWN = 400  # outlines of labels in a notebook: more are a grey field
COPIES_MOST = 100_000  # of one piece; who needs more prints the file again: our guess at a slip
NEAR_MM = 2.0  # search() by size: our guess at what people mean by "about 50 mm"
DOUBT_MM = 0.75  # a row in doubt may stick out of its page by this much; the worst does by 0.6

# Avery print-to-the-edge shapes: Avery publishes no margins, and drawings found contradict
# each other (22807 is drawn as 3 x 4 and as 4 x 5 labels).
_LARGEST = 1e6  # a kilometre, in mm: more is a slip
_PUNCTUATION = re.compile(r"[\W_]+")
_UNPUBLISHED = frozenset(
    {"22804", "22805", "22806", "22807", "22808", "22817", "22822", "22825", "22830", "22921"}
    | {"22923", "22933", "22961", "41464", "41494", "80510", "92807"}
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Stock:
    """A sheet of equal labels, measured from the page's top left, in mm.

    page, label: width, height (round: both the diameter). grid: columns, rows. margin: left,
    top of the first label. gap: between columns, between rows. radius: of a rect's corners,
    None if unknown. doubt: how far its sources disagree, 0 if they do not or there is one.

    Raises:
        BadInput: a length is no number, a label sticks out of the page or into its
            neighbour by more than SLACK_MM (a sheet in doubt: as much as it is in doubt, at
            most DOUBT_MM), a round label is not as wide as high, or a radius is too large.

    >>> mine = Stock(name="mine", page=(210, 297), label=(60, 40), grid=(3, 7), margin=(10, 5))
    >>> mine.per_sheet, mine.place(4)
    (21, (10.0, 45.0))
    """

    name: str
    page: Pair
    label: Pair
    grid: tuple[int, int]
    margin: Pair
    gap: Pair = (0.0, 0.0)
    shape: Shape = "rect"
    radius: float | None = None
    description: str = ""
    vendor: str = ""
    part: str = ""
    same_as: str = ""  # another name of the same die
    source: str = "own measurements"
    doubt: float = 0.0

    def __post_init__(self) -> None:
        for field in ("page", "label", "grid", "margin", "gap"):
            _check_pair(self.name, field, getattr(self, field))
        _check_shape(self)
        for axis in (0, 1):
            _check_axis(self, axis)

    @classmethod
    def single(cls, width: float, height: float) -> Stock:
        """Return one label a page, the page as large as the label: rolls, cards, posters.

        >>> Stock.single(100, 150).name
        '100 x 150 mm, one a page'
        """
        name = f"{mm_text(width).removesuffix(' mm')} x {mm_text(height)}, one a page"
        size = (width, height)
        return cls(name=name, page=size, label=size, grid=(1, 1), margin=(0.0, 0.0), source="size")

    @property
    def per_sheet(self) -> int:
        """How many labels a sheet has."""
        return self.grid[0] * self.grid[1]

    @property
    def pitch(self) -> Pair:
        """From a label's left (top) edge to the next one's."""
        return self.label[0] + self.gap[0], self.label[1] + self.gap[1]

    @property
    def page_name(self) -> str:
        """The page's name, such as "A4", or its size, such as "323 x 222.2 mm"."""
        for name, (width, height) in PAGES.items():
            if max(abs(width - self.page[0]), abs(height - self.page[1])) <= SLACK_MM:
                return name
        return f"{mm_text(self.page[0]).removesuffix(' mm')} x {mm_text(self.page[1])}"

    def __repr__(self) -> str:
        width, height = self.label
        labels = f"{self.grid[0]} x {self.grid[1]} of {mm_text(width)} x {mm_text(height)}"
        return f"<Stock {self.name!r}: {labels} on {self.page_name}>"

    def _repr_html_(self) -> str:
        """Return the outlines of its labels, a fifth of their size on screen, and its measures."""
        width, height = self.page
        places = [self.place(position) for position in range(1, min(self.per_sheet, _DRAWN) + 1)]
        corner = self.label[0] / 2 if self.shape == "round" else self.radius or 0
        labels = "".join(
            f'<rect x="{x:g}" y="{y:g}" width="{self.label[0]:g}" height="{self.label[1]:g}" '
            f'rx="{corner:g}" fill="none" stroke="#888" stroke-width=".5"/>'
            for x, y in places
        )
        picture = (
            f'<svg role="img" aria-label="{escape(repr(self))}" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}"><rect width="100%" height="100%" fill="#fff"/>{labels}</svg>'
        )
        facts = {
            "labels": f"{self.grid[0]} x {self.grid[1]}",
            "label": " x ".join(map(mm_text, self.label)),
            "page": self.page_name,
            "description": self.description,
            "source": self.source,
            "doubt": mm_text(self.doubt) if self.doubt else "",
        }
        return f"{picture}{html_facts(self.name, facts)}"

    def place(self, position: int) -> Pair:
        """Return the top left corner (x, y) of a label; positions run across, then down.

        Raises:
            BadInput: `position` is not in 1..per_sheet.

        >>> find("Avery L7160").place(1)
        (7.2, 15.15)
        """
        if position not in range(1, self.per_sheet + 1):
            raise BadInput(
                f"position={position!r} is not on {self.name!r}, which has {self.per_sheet} "
                f"labels. Use 1 to {self.per_sheet}.",
                rule="stock.position",
                position=position,
                name=self.name,
                per_sheet=self.per_sheet,
            )
        row, column = divmod(position - 1, self.grid[0])
        across, down = self.pitch
        return self.margin[0] + column * across, self.margin[1] + row * down

    def positions(self) -> Iterator[Pair]:
        """Return every label's top left corner, in the order of `place`."""
        return (self.place(position) for position in range(1, self.per_sheet + 1))


def find(name: str | int) -> Stock:
    """Return the sheet called `name`; case, spaces and punctuation do not matter.

    The part number alone will do if every vendor using it means the same sheet.

    Raises:
        NotFound: no such sheet (names the nearest), several different ones (names them), or
            one whose measures its vendor does not publish.

    >>> find("avery l7160").label
    (63.5, 38.1)
    >>> find("L7160").name
    'Avery L7160'
    """
    name = str(name)  # a part number may come from a table as a number
    wanted = _folded(name)
    line = _exactly(name) or _by_name().get(wanted)
    if line is not None:
        return _stock(line)
    same_part = [_stock(found) for found in _by_part().get(wanted, ())]
    if len({_geometry(stock) for stock in same_part}) == 1:
        return same_part[0]
    raise _not_found(name, same_part)


def search(
    text: str | None = None,
    *,
    width: float | None = None,
    height: float | None = None,
    page: str | Pair | None = None,
    vendor: str | None = None,
    shape: Shape | None = None,
) -> list[Stock]:
    """Return the sheets that match everything asked for; no question gives them all.

    Args:
        text: Words that all occur in the name or the description, in any order.
        width, height: Of the label, mm, within NEAR_MM; the nearest come first.
        page: "A4", "US-Letter" ("Letter" will do), "A4-landscape" ..., or (width, height).
        vendor: Such as "Avery"; case does not matter.
        shape: "rect", "round" or "ellipse".

    Raises:
        BadInput: `shape` is none of the three.
        NotFound: no such page or vendor.

    >>> [stock.name for stock in search("round", width=50, page="A4", vendor="Tower")]
    ['Tower CIL-W117']
    """
    _check_known_shape(shape)
    for key, value in {"text": text, "vendor": vendor}.items():
        if value is not None and not isinstance(value, str):
            raise BadInput(
                f"{key}={value!r} is not text, as in {key}='Avery'.",
                rule="stock.search-text",
                key=key,
                value=value,
            )
    for key, length in {"width": width, "height": height}.items():
        if length is not None and not _is_number(length):
            raise BadInput(
                f"{key}={length!r} is no length. Give mm.",
                rule="stock.search-length",
                key=key,
                length=length,
            )
    size = None if page is None else page_size(page)
    maker = None if vendor is None else _vendor(vendor)
    words = () if text is None else tuple(text.casefold().split())
    found = [
        (off, stock)
        for stock in map(_stock, _lines())
        if (maker is None or stock.vendor == maker)
        and (shape is None or stock.shape == shape)
        and (size is None or _off(stock.page, size) <= SLACK_MM)
        and (off := _off(stock.label, (width, height))) <= NEAR_MM
        and all(word in _words(stock) for word in words)
    ]
    return [stock for _, stock in sorted(found, key=lambda pair: pair[0])]


def page_size(page: str | Pair) -> Pair:
    """Return a page's width and height in mm, from its name or as given.

    Raises:
        NotFound: no page of that name.

    >>> page_size("letter")
    (215.9, 279.4)
    """
    if not isinstance(page, str):
        _check_pair("page", "page", page)
        return page
    known = {_folded(name): size for name, size in PAGES.items()}
    wanted = _folded(page)
    size = known.get(wanted) or known.get("us" + wanted)
    if size is None:
        near = did_you_mean(page, PAGES) or f" There are: {', '.join(PAGES)}."
        raise NotFound(
            f"no page called {page!r}.{near} Or give (width, height) in mm.",
            rule="stock.page",
            page=page,
        )
    return size


def names() -> list[str]:
    """Return every sheet's name, in the table's order."""
    return [" ".join(line.split("\t", 2)[:2]) for line in _lines()]


def _check_pair(name: str, field: str, value: object) -> None:
    fine = isinstance(value, tuple) and len(value) == 2 and all(map(_is_number, value))
    if not fine:
        raise BadInput(
            f"label sheet {name!r}: {field}={value!r} is not two numbers. "
            f"Give ({'columns, rows' if field == 'grid' else 'across, down'}), lengths in mm.",
            rule="stock.pair",
            field=field,
            value=value,
        )
    if field == "grid" and value[0] * value[1] > _MOST_LABELS:  # type: ignore[index]
        raise BadInput(
            f"label sheet {name!r}: grid={value!r} has more than {_MOST_LABELS:,} labels on a "
            "page. Give columns and rows.",
            rule="stock.grid",
            value=value,
            limit=_MOST_LABELS,
        )


_MOST_LABELS = 10_000  # on one page; the densest sheet sold has 486


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and -_LARGEST <= value <= _LARGEST


def _check_shape(stock: Stock) -> None:
    _check_known_shape(stock.shape)
    width, height = stock.label
    if stock.shape == "round" and abs(width - height) > SLACK_MM:
        raise BadInput(
            f"label sheet {stock.name!r}: a round label is as wide as high, not "
            f"{mm_text(width)} x {mm_text(height)}. Use shape='ellipse'.",
            rule="stock.round",
            name=stock.name,
        )
    most = min(width, height) / 2
    radius = stock.radius
    if radius is not None and not (_is_number(radius) and 0 <= radius <= most + SLACK_MM):
        raise BadInput(
            f"label sheet {stock.name!r}: radius={stock.radius!r} does not fit the label. "
            f"Use 0 to {mm_text(most)}, or None if unknown.",
            rule="stock.radius",
            name=stock.name,
            radius=stock.radius,
        )


def _check_known_shape(shape: str | None) -> None:
    if shape is not None and shape not in get_args(Shape):
        raise BadInput(
            f"shape={shape!r} is not known. Use {', '.join(get_args(Shape))}.",
            rule="stock.shape",
            shape=shape,
        )


def _check_axis(stock: Stock, axis: int) -> None:
    what, side, end = (("wide", "left", "right"), ("high", "top", "bottom"))[axis]
    page, label, count = stock.page[axis], stock.label[axis], stock.grid[axis]
    margin, gap = stock.margin[axis], stock.gap[axis]
    if count < 1 or count != int(count) or page <= 0 or label <= 0:
        raise BadInput(
            f"label sheet {stock.name!r}: {count} labels {mm_text(label)} {what} on a page "
            f"{mm_text(page)} {what} is no sheet. Every size is above 0, every count 1 or more.",
            rule="stock.grid",
            name=stock.name,
            count=count,
            what=what,
        )
    slack = SLACK_MM + min(stock.doubt, DOUBT_MM)
    over = margin + count * label + (count - 1) * gap - page
    if margin < -slack or over > slack:
        edge, much = (side, -margin) if margin < -slack else (end, over)
        raise BadInput(
            f"label sheet {stock.name!r}: its labels stick out of the page by {mm_text(much)} at "
            f"the {edge}. Make margin, label or gap smaller, or the page larger.",
            rule="stock.outside",
            name=stock.name,
            edge=edge,
        )
    if count > 1 and gap < -slack:
        raise BadInput(
            f"label sheet {stock.name!r}: labels overlap by {mm_text(-gap)}. Give the gap between "
            "two labels: their pitch less their size.",
            rule="stock.overlap",
            name=stock.name,
        )


@cache
def _table() -> str:
    return (get_data("campaignkit", "stock.tsv") or b"").decode("utf-8")


@cache
def _lines() -> list[str]:
    return _table().splitlines()[1:]


def _exactly(name: str) -> str | None:
    """Return the row of a name spelled as in the table, in a tenth of the time of `_by_name`."""
    vendor, *parts = name.split(" ")
    while parts:
        start = _table().find(f"\n{vendor}\t{' '.join(parts)}\t")
        if start >= 0:
            return _table()[start + 1 : _table().find("\n", start + 1)]
        vendor = f"{vendor} {parts.pop(0)}"
    return None


@cache
def _by_name() -> dict[str, str]:
    return {_folded("".join(line.split("\t", 2)[:2])): line for line in _lines()}


@cache
def _by_part() -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for line in _lines():
        parts.setdefault(_folded(line.split("\t", 2)[1]), []).append(line)
    return parts


def _folded(text: str) -> str:
    return _PUNCTUATION.sub("", text).casefold()


def _stock(line: str) -> Stock:
    vendor, part, page, shape, width, height, radius, columns, rows, left, top, *rest = line.split(
        "\t"
    )
    pitch_x, pitch_y, doubt, same_as, source, description = rest
    label = (float(width), float(height))
    return Stock(
        name=f"{vendor} {part}",
        page=PAGES.get(page) or _custom(page),
        label=label,
        grid=(int(columns), int(rows)),
        margin=(float(left), float(top)),
        gap=(_gap(pitch_x, label[0]), _gap(pitch_y, label[1])),
        shape=shape,  # type: ignore[arg-type]  # Stock checks it
        radius=float(radius) if radius else None,
        description=description,
        vendor=vendor,
        part=part,
        same_as=same_as,
        source=source,
        doubt=float(doubt or 0),
    )


def _custom(page: str) -> Pair:
    width, height = page.split("x")
    return float(width), float(height)


def _gap(pitch: str, label: float) -> float:
    return round(float(pitch) - label, 3) if pitch else 0.0  # the table has three decimals


def _geometry(stock: Stock) -> tuple[object, ...]:
    return stock.page, stock.label, stock.grid, stock.margin, stock.gap, stock.shape


def _off(size: Pair, wanted: tuple[float | None, float | None]) -> float:
    pairs = zip(size, wanted, strict=True)
    return max((abs(is_ - want) for is_, want in pairs if want is not None), default=0.0)


def _words(stock: Stock) -> str:
    return f"{stock.name} {stock.description} {stock.shape}".casefold()


def _vendor(name: str) -> str:
    vendors = [line.split("\t", 1)[0] for line in _lines()]
    known = {vendor.casefold(): vendor for vendor in vendors}
    if name.casefold() not in known:
        near = did_you_mean(name, known.values()) or f" There are: {', '.join(known.values())}."
        raise NotFound(f"no vendor called {name!r}.{near}", rule="stock.vendor", name=name)
    return known[name.casefold()]


def _not_found(name: str, same_part: Iterable[Stock]) -> NotFound:
    several = [
        f"{stock.name!r} ({_size(stock)}, {stock.per_sheet} on {stock.page_name})"
        for stock in same_part
    ]
    if several:
        return NotFound(
            f"{name!r} is {len(several)} different sheets. Say {' or '.join(several)}.",
            rule="stock.ambiguous",
            name=name,
        )
    if _folded(name).removeprefix("avery") in _UNPUBLISHED:
        return NotFound(
            f"{name!r}: its vendor does not publish its margins. Measure a sheet and pass "
            "Stock(name=..., page=..., label=..., grid=..., margin=..., gap=...).",
            rule="stock.unpublished",
            name=name,
        )
    alike = [known for known in names() if _seen(known) == _seen(name)]
    near = (
        f" Did you mean {alike[0]!r}?"
        if alike
        else did_you_mean(name, names()) or " stock.search() finds one by its size."
    )
    return NotFound(f"no label sheet called {name!r}.{near}", rule="stock.unknown", name=name)


def _seen(name: str) -> str:
    """Return a name as it looks on a box: the letters O, I and L are taken for 0 and 1."""
    return _folded(name).translate(str.maketrans("oil", "011"))


def _size(stock: Stock) -> str:
    width, height = stock.label
    if stock.shape == "round":
        return f"{mm_text(width)} across"
    return f"{mm_text(width).removesuffix(' mm')} x {mm_text(height)}"
