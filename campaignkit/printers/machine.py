"""One printer as a value. Lengths in mm, from the page's top left, y downward."""

from __future__ import annotations

import math
import numbers
from dataclasses import dataclass
from html import escape
from typing import Literal, get_args

from campaignkit.arguments import shown
from campaignkit.display import html_facts
from campaignkit.errors import BadInput
from campaignkit.units import MM_PER_INCH, mm_text

Ink = Literal["mono", "color"]
Pair = tuple[float, float]
Four = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]  # as in PDF: x' = a x + c y + e

UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DOTS_A_MM = {203: 8.0}  # sold as 203 dpi, built with 8 dots a mm (203.2); others are as they say
# Where a slip begins, our guesses: no office printer is off by more.
_DPI = (50, 10_000)
_MARGIN_MOST, _OFFSET_MOST, SKEW_MOST = 50.0, 20.0, 1.0
_SCALE = (0.9, 1.1)
_SPREAD = (-0.2, 0.3)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Printer:
    """What a printer can do, and how what is sent to it must be moved to land in its place.

    dpi: Dots an inch; None: unknown, nothing is put on its dots. 203 is taken for 8 dots a mm.
    ink: "mono" has one ink, and screens every grey and colour; "color" has several.
    margin_mm: What it leaves blank: one length, or (left, top, right, bottom).
    offset_mm: How far all marks are moved, to the right and down (negative: left, up).
    scale: How much larger all marks are made, seen from the page's top left: one number, or
        (across, down); 1.002 makes 100 mm to 100.2.
    skew: How far all marks are turned about the page's top left, degrees clockwise.
    spread_mm: How far ink runs beyond each edge; less than 0: it falls short of it.
    name: What it is called in messages.

    Marks are scaled first, then turned, then moved; `measure_printer` finds the three.

    Raises:
        BadInput: a number is none, or so large that it must be a slip; says the most.

    >>> counter = Printer(dpi=203, ink="mono", margin_mm=4.2, offset_mm=(0.5, -0.3))
    >>> counter.dot_mm, counter.moved(10, 10)
    (0.125, (10.5, 9.7))
    """

    dpi: float | None = None
    ink: Ink = "color"
    margin_mm: float | Four = 0.0
    offset_mm: Pair = (0.0, 0.0)
    scale: float | Pair = 1.0
    skew: float = 0.0
    spread_mm: float = 0.0
    name: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.name, str):
            raise no_name(self.name)
        if not isinstance(self.ink, str) or self.ink not in get_args(Ink):
            raise BadInput(
                f"ink={self.ink!r} is not known. Use 'mono' for one ink, or 'color'.",
                rule="printer.ink",
                ink=self.ink,
            )
        if self.dpi is not None:
            _check("dpi", self.dpi, *_DPI, "dots an inch")
        object.__setattr__(self, "margin_mm", _several("margin_mm", self.margin_mm, 4))
        object.__setattr__(self, "scale", _several("scale", self.scale, 2))
        if isinstance(self.offset_mm, numbers.Real):
            raise BadInput(
                f"offset_mm={shown(self.offset_mm)} is one number. Give two: (right, down).",
                rule="printer.offset",
                offset_mm=self.offset_mm,
            )
        object.__setattr__(self, "offset_mm", _several("offset_mm", self.offset_mm, 2))
        for margin in self.margins:
            _check("margin_mm", margin, 0, _MARGIN_MOST, "mm")
        for offset in self.offset_mm:
            _check("offset_mm", offset, -_OFFSET_MOST, _OFFSET_MOST, "mm")
        for scale in self.scales:
            _check("scale", scale, *_SCALE, "times")
        _check("skew", self.skew, -SKEW_MOST, SKEW_MOST, "degrees")
        _check("spread_mm", self.spread_mm, *_SPREAD, "mm")

    @property
    def dot_mm(self) -> float | None:
        """One dot, mm; None if unknown.

        >>> Printer(dpi=203).dot_mm, Printer().dot_mm
        (0.125, None)
        """
        if self.dpi is None:
            return None
        return 1 / _DOTS_A_MM.get(round(self.dpi), self.dpi / MM_PER_INCH)

    @property
    def margins(self) -> Four:
        """What it leaves blank at the left, top, right and bottom, mm."""
        margin = self.margin_mm
        assert isinstance(margin, tuple)  # made so
        return margin

    @property
    def scales(self) -> Pair:
        """How much larger marks are made across, and down."""
        assert isinstance(self.scale, tuple)  # made so
        return self.scale

    @property
    def matrix(self) -> Matrix:
        """What moves marks: (a, b, c, d, e, f), x' = a x + c y + e and y' = b x + d y + f.

        >>> Printer(scale=(1.01, 1.0), offset_mm=(2, 3)).matrix
        (1.01, 0.0, 0.0, 1.0, 2.0, 3.0)
        """
        across, down = self.scales
        turn = math.radians(self.skew)
        cos, sin = math.cos(turn), math.sin(turn)
        x, y = self.offset_mm
        return across * cos, across * sin, -down * sin + 0.0, down * cos, x, y

    @property
    def moves(self) -> bool:
        """Whether anything is moved at all."""
        return self.matrix != UNMOVED

    def moved(self, x: float, y: float) -> Pair:
        """Return where a mark at (x, y) is put."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def unmoved(self, x: float, y: float) -> Pair:
        """Return which place is put to (x, y): the other way round.

        >>> [round(length, 9) for length in Printer(offset_mm=(1, 2), skew=1).unmoved(1, 2)]
        [0.0, 0.0]
        """
        a, b, c, d, e, f = self.matrix
        det = a * d - b * c
        return (d * (x - e) - c * (y - f)) / det, (a * (y - f) - b * (x - e)) / det

    def facts(self) -> dict[str, str]:
        """Return what is known of it, for people."""
        margin = self.margins if len({*self.margins}) > 1 else self.margins[:1]
        known = {
            "dots": f"{self.dpi:g} dpi, {self.dot_mm:.3f} mm" if self.dpi else "",
            "ink": "one" if self.ink == "mono" else "colour",
            "margin": " / ".join(map(mm_text, margin)) if any(margin) else "",
            "moves marks by": " right, ".join(map(mm_text, self.offset_mm)) + " down"
            if any(self.offset_mm)
            else "",
            "scales by": " x ".join(f"{each:.4f}" for each in self.scales)
            if set(self.scales) != {1.0}
            else "",
            "turns by": f"{self.skew:.3f}°" if self.skew else "",
            "ink spreads by": mm_text(self.spread_mm) if self.spread_mm else "",
        }
        return {key: value for key, value in known.items() if value}

    def __str__(self) -> str:
        return self.name or "the printer"

    def __repr__(self) -> str:
        said = ", ".join(f"{key} {value}" for key, value in self.facts().items())
        return f"<Printer{f' {self.name!r}' if self.name else ''}: {said}>"

    def _repr_html_(self) -> str:
        return html_facts(escape(self.name) or "Printer", self.facts())


def _several(name: str, value: object, count: int) -> tuple[float, ...]:
    """Return so many numbers of one, or of so many."""
    given = tuple(value) if isinstance(value, tuple | list) else (value,) * count
    if len(given) != count or not all(map(_is_number, given)):
        what = "two numbers, across and down" if count == 2 else "left, top, right, bottom"
        raise BadInput(
            f"{name}={shown(value)} is neither a number nor {count} of them ({what}).",
            rule="printer.number",
            name=name,
            value=value,
        )
    return tuple(map(float, given))  # type: ignore[arg-type]


def _check(name: str, value: object, least: float, most: float, unit: str) -> None:
    if not _is_number(value) or not least <= value <= most:  # type: ignore[operator]
        raise BadInput(
            f"{name}={shown(value)} is no number from {least:g} to {most:g} {unit}.",
            rule="printer.number",
            name=name,
            value=value,
            least=least,
            most=most,
        )


def _is_number(value: object) -> bool:
    """Say whether it is a finite number: Python's or numpy's, no truth value."""
    if not isinstance(value, numbers.Real) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number of more than 308 digits
        return False


def no_name(given: object) -> BadInput:
    """Return the error of what should name a printer, and is no text."""
    return BadInput(
        f"{shown(given)} is no name of a printer. Give it as text, as in 'laser'.",
        rule="printer.name",
        name=given,
    )
