"""How the parts of a list are set: one shaped text at a place, dotted leaders, papers, sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from campaignkit import text
from campaignkit.drawing import Color, Drawing, Item, Shape, Text, Use
from campaignkit.errors import NotFound, did_you_mean
from campaignkit.locales import direction

DOT_MM, PITCH_MM = 0.26, 1.15  # of a dotted leader
_ENDLESS_MM = 5000.0
_LOOSE = " ,.;:،؛–—-("  # no sign of these before "…"
_PER_EM = 6  # characters, at most; "i" and its kind
_SHRINK = 0.75  # of an entry's size, for the sake of one long word


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


def paper_named(name: str) -> Paper:
    """Return a paper by its name, in capitals or not.

    Raises:
        NotFound: there is no such paper; names them.

    >>> paper_named("a5").width
    148.0
    """
    for known, paper in PAPERS.items():
        if isinstance(name, str) and name.strip().casefold() == known.casefold():
            return paper
    near = did_you_mean(str(name), PAPERS)
    raise NotFound(
        f"no paper called {name!r}.{near} There are: {', '.join(PAPERS)}.",
        rule="price-list.paper",
        paper=name,
    )


@dataclass(frozen=True, slots=True)
class SetWords:
    """A text in a language and weight, and how large and dark it is. size: one em, mm."""

    language: str
    size: float
    color: Color
    weight: int = 400
    font: str | None = None

    @property
    def stack(self) -> text.Stack:
        """The fonts."""
        return text.stack(language=self.language, weight=self.weight, font=self.font)

    @property
    def rtl(self) -> bool:
        """Whether the language runs right to left."""
        return direction(self.language) == "rtl"


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


def wrapped(words: str, style: SetWords, width: float) -> Setting:
    """Return a text on as many lines as the width asks for; smaller if a word is too long.

    Raises:
        TooBig: a word does not fit even at three quarters of the size.
        NotFound: no font has one of its characters.
    """
    return boxed(words, style, width, _ENDLESS_MM, smallest=style.size * _SHRINK)


def shortened(words: str, style: SetWords, width: float, lines: int) -> Setting:
    """Return a text on at most so many lines; what is left out is told by "…" at a word's end.

    Raises:
        TooBig, NotFound: as `wrapped`.
    """
    most = int(lines * width / style.size * _PER_EM) + 1  # no more can stand there
    if len(words) <= most:
        whole = wrapped(words, style, width)
        if len(whole.block.lines) <= lines:
            return whole
    parts = words[:most].split()
    between = " "
    if len(parts) <= lines:  # some scripts have no spaces
        parts, between = list(words[:most]), ""
    least, most, made = 0, len(parts), wrapped("…", style, width)
    while least < most:  # the most parts that fit
        middle = (least + most + 1) // 2
        tried = wrapped(between.join(parts[:middle]).rstrip(_LOOSE) + "…", style, width)
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
    )
    return Setting(block, style.color)


def line_of(words: str, style: SetWords) -> text.Line:
    """Return one shaped line."""
    return text.shape(words, style.stack)


def leader(left: float, right: float, y: float, color: Color) -> Iterator[Item]:
    """Yield dots from `left` to `right`, on a grid all lines of a page share."""
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
