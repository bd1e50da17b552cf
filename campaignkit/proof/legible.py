"""Text that nobody can read: too small for the eye, or for what a printer can keep open.

| rule | limit | severity |
|---|---|---|
| text.small | SMALL_PT; REVERSED_PT where light type stands in dark ink | warning |

What a drawing knows of its texts is judged as it is, for nothing is more exact; of a file that
somebody else made, PDFium tells them. The same words at the same size are told once a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from campaignkit.drawing import Drawing, Page, Text, Use
from campaignkit.problems import Problem, Where
from campaignkit.proof.judge import floor
from campaignkit.proof.measure import luminance
from campaignkit.render.raster import Words
from campaignkit.units import PT_PER_MM

SMALL_PT = 5.0  # what printers take for the least on labels and packs: a rule of the trade
REVERSED_PT = 7.0  # ink runs into light letters: printers ask for two points more
_LIGHT = 0.5  # relative luminance: a colour lighter than this can only stand on a dark ground
_SLACK_PT = 0.05
_SAME_LINE_MM = 0.2
_SHOWN = 40  # characters of a text quoted in a message


class Type(NamedTuple):
    """A text as it is printed. size: of its type, pt. x, y: mm from the page's top left."""

    words: str
    size: float
    is_light: bool
    x: float
    y: float
    row: int | None = None


def judge_type(size: float, *, is_light: bool = False) -> float | None:
    """Return the size that type of `size` pt should have at least; None: it is large enough.

    is_light: it is lighter than what it stands on.

    >>> judge_type(4.0), judge_type(6.0), judge_type(6.0, is_light=True)
    (5.0, None, 7.0)
    """
    least = REVERSED_PT if is_light else SMALL_PT
    return least if size < least - _SLACK_PT else None


class SmallType:
    """Gathers what is too small in a document, each text at each size once."""

    def __init__(self, *, file: str | None = None) -> None:
        self._file = file
        self._told: set[tuple[str, int, bool]] = set()

    def of_page(self, page: Page, number: int) -> Iterator[Problem]:
        """Yield what is too small on a page of drawings, with its row."""
        for text in texts_of(page):
            least = judge_type(text.size, is_light=text.is_light)
            key = (text.words, round(text.size * 10), text.is_light)
            if least is not None and key not in self._told:
                self._told.add(key)
                yield self._problem(text, least, number)

    def of_words(self, words: Iterable[Words], number: int) -> Iterator[Problem]:
        """Yield what is too small on a page that somebody else made: one finding a size.

        Programs cut lines into any number of texts, down to single letters.
        """
        alike: dict[tuple[int, bool], list[Type]] = {}
        for text in map(_type_of, words):
            if judge_type(text.size, is_light=text.is_light) is not None:
                alike.setdefault((round(text.size * 10), text.is_light), []).append(text)
        for (_, light), texts in sorted(alike.items()):
            first = texts[0]
            line = [text.words for text in texts if abs(text.y - first.y) < _SAME_LINE_MM]
            between = "" if max(map(len, line)) == 1 else " "
            least = REVERSED_PT if light else SMALL_PT
            more = len(texts) - len(line)
            yield self._problem(first._replace(words=between.join(line)), least, number, more)

    def _problem(self, text: Type, least: float, number: int, more: int = 0) -> Problem:
        words = text.words if len(text.words) <= _SHOWN else text.words[: _SHOWN - 1] + "…"
        others = f" and {more} more like it" if more else ""
        ground = " in light letters on a dark ground" if text.is_light else ""
        size = floor(text.size + _SLACK_PT / 2, 1)
        return Problem(
            rule="text.small",
            message=f"{words!r}{others}: set in {size} pt{ground}: few can read that in print.",
            where=Where(file=self._file, row=text.row, page=number, x=text.x, y=text.y),
            value=size,
            limit=least,
            fix=f"Give it {least:g} pt: shorten it, or take a larger label.",
            severity="warning",
            source="what printers take for the least",
            params={"words": words, "size": size, "least": least},
        )


def _type_of(words: Words) -> Type:
    light = luminance(words.color) >= _LIGHT
    return Type(words.text, words.size * PT_PER_MM, light, words.x, words.y)


def texts_of(page: Page) -> Iterator[Type]:
    """Yield the texts of a page that are smaller than any limit, where they stand."""
    for placed in page.placed:
        for text in _small(placed.drawing):
            yield text._replace(x=placed.x + text.x, y=placed.y + text.y, row=placed.drawing.row)


def _small(drawing: Drawing) -> Iterator[Type]:
    for item in drawing.items:
        if isinstance(item, Text):
            size = item.size * PT_PER_MM
            if size < REVERSED_PT and item.line.text.strip():
                yield Type(item.line.text.strip(), size, is_light(item.fill), item.x, item.y)
        elif isinstance(item, Use):
            for text in _shared(item.drawing):
                yield text._replace(x=item.x + text.x, y=item.y + text.y)


@lru_cache(maxsize=256)
def _shared(drawing: Drawing) -> tuple[Type, ...]:
    """Return the small texts of a drawing that many share."""
    return tuple(_small(drawing))


@lru_cache(maxsize=256)
def is_light(color: str) -> bool:
    """Say whether a colour, "#RRGGBB", is so light that it must stand on a dark ground.

    >>> is_light("#FFFFFF"), is_light("#25D366"), is_light("#777777")
    (True, False, False)
    """
    red, green, blue = bytes.fromhex(color[1:7])
    return luminance((red, green, blue)) >= _LIGHT
