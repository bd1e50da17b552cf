"""How the parts of a list are set: one shaped text at a place, leaders, papers, margins, sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from campaignkit import text
from campaignkit.drawing import Color, Drawing, Item, Shape, Text, Use
from campaignkit.errors import BadInput, NotFound, did_you_mean
from campaignkit.layout import named_size
from campaignkit.locales import direction, script

DOT_MM, PITCH_MM = 0.26, 1.15  # of a dotted leader
_HAIR_MM = 0.12  # 0.34 pt: the thinnest line that offices print whole
_ENDLESS_MM = 5000.0
_LOOSE = " ,.;:،؛–—-("  # no sign of these before "…"
_PER_EM = 6  # characters, at most; "i" and its kind
_SHRINK = 0.75  # of an entry's size, for the sake of one long word
LEAST_MM = 1.77  # one em, a little over 5 pt: smaller type is warned of, so nothing is set in it
_SMALLEST_MM, _LARGEST_MM = 90.0, 500.0  # sides of a paper that lists can be set on: our guess
_COLUMN_MM = 78.0  # of a column that nobody asked for, at least
# Letters of a script that reach as high and low as most do.
_PROBES = {"Latn": "hgj", "Arab": "لطجي", "Deva": "कीकुमूद्रू", "Hebr": "לק"}
Fonts = str | tuple[str | Path, ...] | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet and its margin, mm. body: one em of an entry's name; columns: when nobody says."""

    name: str
    width: float
    height: float
    margin: float
    body: float
    columns: int


# ISO 216; ANSI/ASME Y14.1. Printers leave up to 6.35 mm blank.
PAPERS: Mapping[str, Paper] = MappingProxyType(
    {
        "A4": Paper("A4", 210.0, 297.0, 12.0, 3.5, 2),
        "Letter": Paper("Letter", 215.9, 279.4, 12.0, 3.5, 2),
        "A5": Paper("A5", 148.0, 210.0, 9.0, 3.2, 1),
    }
)


class Margins(NamedTuple):
    """What is left free at each edge of a page, mm."""

    top: float
    right: float
    bottom: float
    left: float


def paper_named(name: str) -> Paper:
    """Return a paper by its name, in capitals or not; any name of a size that sheets of it have.

    Raises:
        NotFound: there is no such paper; names them.

    >>> paper_named("a5").width, paper_named("A3 landscape").columns
    (148.0, 4)
    """
    for known, paper in PAPERS.items():
        if isinstance(name, str) and name.strip().casefold() == known.casefold():
            return paper
    try:
        size = named_size(name) if isinstance(name, str) else (0.0, 0.0)
    except BadInput:
        size = (0.0, 0.0)
    if min(size) >= _SMALLEST_MM and max(size) <= _LARGEST_MM:
        return _paper(name, *size)
    near = did_you_mean(str(name), PAPERS)
    raise NotFound(
        f"no paper called {name!r}.{near} There are: {', '.join(PAPERS)}, and other sizes from "
        f"{_SMALLEST_MM:g} to {_LARGEST_MM:g} mm, such as 'A3', 'DL' or 'A4 landscape'.",
        rule="price-list.paper",
        paper=name,
    )


def _paper(name: str, width: float, height: float) -> Paper:
    """Return a paper of any size, its margin and letters as those of A5 and A4 have them."""
    shorter = min(width, height)
    margin, body = max(7.0, shorter * 0.057), 3.0 + min(shorter, 420.0) / 420
    columns = int((width - 2 * margin) // _COLUMN_MM)
    return Paper(name, width, height, margin, body, min(4, max(1, columns)))


@dataclass(frozen=True, slots=True)
class SetWords:
    """A text in a language and weight, and how large and dark it is. size: one em, mm."""

    language: str
    size: float
    color: Color
    weight: int = 400
    font: Fonts = None

    @property
    def stack(self) -> text.Stack:
        """The fonts."""
        return text.stack(language=self.language, weight=self.weight, font=self.font)

    @property
    def rtl(self) -> bool:
        """Whether the language runs right to left."""
        return direction(self.language) == "rtl"

    @property
    def rise(self) -> float:
        """How far the letters of its script reach above the baseline, mm; marks may go further."""
        return max(self.stack.first.cap_height / self.stack.first.upem, self._reach[1]) * self.size

    @property
    def fall(self) -> float:
        """How far they reach below it, mm."""
        return max(text.fitting.DESCENDER, -self._reach[0]) * self.size

    @property
    def _reach(self) -> tuple[float, float]:
        return _reach(self.stack, _PROBES.get(script(self.language), ""))


@lru_cache(maxsize=256)
def _reach(stack: text.Stack, probe: str) -> tuple[float, float]:
    """Return the lowest and highest ink of some letters, em."""
    if not probe:
        return 0.0, 0.0
    _, bottom, _, top = text.shape(probe, stack).ink
    return bottom, top


@dataclass(frozen=True, slots=True)
class Setting:
    """A text set in a width, and its colour."""

    block: text.Block
    color: Color

    @property
    def height(self) -> float:
        """From the first ascent to the last descent, mm."""
        return self.block.height

    @property
    def baseline(self) -> float:
        """Of the last line, below the top, mm."""
        return self.block.lines[-1][1] if self.block.lines else 0.0

    @property
    def first(self) -> float:
        """The baseline of the first line, below the top, mm."""
        return self.block.lines[0][1] if self.block.lines else 0.0

    @property
    def last(self) -> tuple[float, float]:
        """The left and right end of the last line."""
        x, _, line = self.block.lines[-1]
        return x, x + line.width * self.block.size_mm

    def draw(self, x: float, y: float) -> Iterator[Item]:
        """Yield the lines, the box's top left at (x, y)."""
        for left, baseline, line in self.block.lines:
            yield Text(
                x=x + left, y=y + baseline, size=self.block.size_mm, line=line, fill=self.color
            )


def wrapped(words: str, style: SetWords, width: float, *, leading: float | None = None) -> Setting:
    """Return a text on as many lines as the width asks for; smaller if a word is too long.

    leading: em from line to line.

    Raises:
        TooBig: a word does not fit even at three quarters of the size, or at 5 pt.
        NotFound: no font has one of its characters.
    """
    least = max(style.size * _SHRINK, LEAST_MM)
    return boxed(words, style, width, _ENDLESS_MM, smallest=least, leading=leading)


def shortened(
    words: str, style: SetWords, width: float, lines: int, *, leading: float | None = None
) -> Setting:
    """Return a text on at most so many lines; what is left out is told by "…" at a word's end.

    Raises:
        TooBig, NotFound: as `wrapped`.
    """
    most = int(lines * width / style.size * _PER_EM) + 1  # no more can stand there
    if len(words) <= most:
        whole = wrapped(words, style, width, leading=leading)
        if len(whole.block.lines) <= lines:
            return whole
    parts = words[:most].split()
    between = " "
    if len(parts) <= lines:  # some scripts have no spaces
        parts, between = list(words[:most]), ""
    least, most, made = 0, len(parts), wrapped("…", style, width, leading=leading)
    while least < most:  # the most parts that fit
        middle = (least + most + 1) // 2
        said = between.join(parts[:middle]).rstrip(_LOOSE) + "…"
        tried = wrapped(said, style, width, leading=leading)
        if len(tried.block.lines) <= lines:
            least, made = middle, tried
        else:
            most = middle - 1
    return made


def boxed(
    words: str,
    style: SetWords,
    width: float,
    height: float,
    *,
    smallest: float,
    align: text.fitting.Align = "start",
    valign: text.fitting.Valign = "top",
    lines: int | None = None,
    leading: float | None = None,
) -> Setting:
    """Return a text that shrinks down to `smallest`, one em in mm, until it fits a box."""
    block = text.fit(
        words,
        width_mm=width,
        height_mm=height,
        size_mm=style.size,
        min_size_mm=min(smallest, style.size),
        stack=style.stack,
        direction="rtl" if style.rtl else "ltr",
        align=align,
        valign=valign,
        max_lines=lines,
        leading=leading,
    )
    return Setting(block, style.color)


def line_of(words: str, style: SetWords) -> text.Line:
    """Return one shaped line."""
    return text.shape(words, style.stack)


def leader(
    left: float, right: float, y: float, color: Color, *, kind: str = "dots"
) -> Iterator[Item]:
    """Yield dots from `left` to `right`, on a grid all lines of a page share; or a thin line."""
    if kind == "line" and right - left > PITCH_MM:
        path = rectangle(left, y - _HAIR_MM, right - left, _HAIR_MM)
        yield Shape(path=path, fill=color)
    if kind != "dots":
        return
    first = -(-left // PITCH_MM)
    count = int(right / PITCH_MM - first) + 1 if right > left else 0
    if count >= 2:
        yield Use(drawing=_dots(count, color), x=first * PITCH_MM, y=y - DOT_MM)


@lru_cache(maxsize=512)
def _dots(count: int, color: Color) -> Drawing:
    """Return so many dots; drawn once for all leaders of that length."""
    path = tuple(
        segment
        for number in range(count)
        for segment in rectangle(number * PITCH_MM, 0.0, DOT_MM, DOT_MM)
    )
    width = (count - 1) * PITCH_MM + DOT_MM
    return Drawing(width, DOT_MM, (Shape(path=path, fill=color),))


def rectangle(
    x: float, y: float, width: float, height: float
) -> tuple[tuple[str, *tuple[float, ...]], ...]:
    """Return the path of a rectangle."""
    right, bottom = x + width, y + height
    return (("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",))


def filled(x: float, y: float, width: float, height: float, color: Color) -> Shape:
    """Return a filled rectangle."""
    return Shape(path=rectangle(x, y, width, height), fill=color)
