"""A sheet of equal labels as a value: sizes, places, and checks in numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Literal, get_args

from campaignkit.arguments import check_number
from campaignkit.display import html_facts
from campaignkit.errors import BadInput
from campaignkit.units import SLACK_MM, mm_text

Shape = Literal["rect", "round", "ellipse"]
Pair = tuple[float, float]
Four = tuple[float, float, float, float]

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
DOUBT_MM = 0.75  # a row in doubt may stick out of its page by this much; the worst does by 0.6
ONE_SOURCE, TWO_AGREE = "one source", "two agree"
_LARGEST = 1e6  # a kilometre, in mm: more is a slip
_MOST_LABELS = 10_000  # on one page; the densest sheet sold has 486


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Stock:
    """A sheet of equal labels, measured from the page's top left, in mm.

    page, label: width, height (round: both the diameter). grid: columns, rows. margin: left,
    top of the first label. gap: between columns, between rows. radius: of a rect's corners,
    None if unknown. doubt: how far its sources disagree, 0 if they do not or there is one.
    agreement: what a comparison of all sources, turned too, and of all sheets of its die says:
    "one source", "two agree" or "differ by x mm"; "" of one's own. mended: what was corrected, and
    why. blank: what the printers of a roll leave blank at each label's left, top, right and bottom.
    tape: the shortest and longest label of a continuous tape; None: it is none.

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
    agreement: str = ""
    mended: str = ""
    blank: Four = (0.0, 0.0, 0.0, 0.0)
    tape: Pair | None = None

    def __post_init__(self) -> None:
        for field in ("page", "label", "grid", "margin", "gap"):
            check_pair(self.name, field, getattr(self, field))
        _check_shape(self)
        for axis in (0, 1):
            _check_axis(self, axis)

    @classmethod
    def single(cls, width: float, height: float) -> Stock:
        """Return one label a page, the page as large as the label: rolls, cards, posters.

        >>> Stock.single(100, 150).name
        '100 x 150 mm, one a page'
        """
        check_number(width, "width", above=-math.inf, is_optional=False)
        check_number(height, "height", above=-math.inf, is_optional=False)
        name = f"{mm_text(width).removesuffix(' mm')} x {mm_text(height)}, one a page"
        size = (width, height)
        return cls(name=name, page=size, label=size, grid=(1, 1), margin=(0.0, 0.0), source="size")

    @property
    def differs(self) -> bool:
        """Whether what is known of it disagrees: print one page on plain paper, and compare."""
        return self.agreement.startswith("differ")

    def of_length(self, length: float) -> Stock:
        """Return a tape cut at `length` mm, no shorter and no longer than it can be.

        >>> tape = Stock.single(62, 100)
        >>> tape.of_length(40) == tape  # which is no tape
        True
        """
        if self.tape is None:
            return self
        least, most = self.tape
        size = (self.label[0], round(min(max(length, least), most), 2))
        return replace(self, page=size, label=size)

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
            "agreement": self.agreement,
            "mended": self.mended,
        }
        return f"{picture}{html_facts(self.name, facts)}"

    def place(self, position: int) -> Pair:
        """Return the top left corner (x, y) of a label; positions run across, then down.

        Raises:
            BadInput: `position` is not in 1..per_sheet.

        >>> Stock.single(50, 30).place(1)
        (0.0, 0.0)
        """
        if not isinstance(position, int) or position not in range(1, self.per_sheet + 1):
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


def check_pair(name: str, field: str, value: object) -> None:
    fine = isinstance(value, tuple) and len(value) == 2 and all(map(is_number, value))
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


def is_number(value: object) -> bool:
    # the bounds refuse infinity and NaN, too
    return isinstance(value, int | float) and -_LARGEST <= value <= _LARGEST


def _check_shape(stock: Stock) -> None:
    check_known_shape(stock.shape)
    width, height = stock.label
    if stock.shape == "round" and abs(width - height) > SLACK_MM:
        raise BadInput(
            f"label sheet {stock.name!r}: a round label is as wide as high, not "
            f"{mm_text(width)} x {mm_text(height)}. Use shape='ellipse'.",
            rule="stock.round",
            name=stock.name,
        )
    most = min(width, height) / 2
    check_number(stock.doubt, "doubt", above=-SLACK_MM, is_optional=False)
    radius = stock.radius
    if radius is not None and not (is_number(radius) and 0 <= radius <= most + SLACK_MM):
        raise BadInput(
            f"label sheet {stock.name!r}: radius={stock.radius!r} does not fit the label. "
            f"Use 0 to {mm_text(most)}, or None if unknown.",
            rule="stock.radius",
            name=stock.name,
            radius=stock.radius,
        )


def check_known_shape(shape: str | None) -> None:
    if shape is not None and not (isinstance(shape, str) and shape in get_args(Shape)):
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
