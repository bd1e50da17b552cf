"""Text that nobody can read: too small for the eye, or for what a printer can keep open.

| rule | limit | severity |
|---|---|---|
| text.small | SMALL_PT; REVERSED_PT where light type stands in dark ink | warning |
| | REFUSED_PT, in what was drawn here | error |

What a drawing knows of its texts is judged as it is, for nothing is more exact (`lints`); of a
file that somebody else made, PDFium tells them, and small print in it is somebody else's choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from campaignkit.problems import Problem, Where
from campaignkit.proof.judge import floor
from campaignkit.proof.measure import luminance
from campaignkit.render.raster import PageText
from campaignkit.units import PT_PER_MM

SMALL_PT = 5.0  # what printers take for the least on labels and packs: a rule of the trade
REVERSED_PT = 7.0  # ink runs into light letters: printers ask for two points more
REFUSED_PT = 4.0  # nobody reads it held in the hand, and a laser printer closes its letters
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


def judge_type(size: float, *, is_light: bool = False) -> float | None:
    """Return the size that type of `size` pt should have at least; None: it is large enough.

    is_light: it is lighter than what it stands on.

    >>> judge_type(4.0), judge_type(6.0), judge_type(6.0, is_light=True)
    (5.0, None, 7.0)
    """
    least = REVERSED_PT if is_light else SMALL_PT
    return least if size < least - _SLACK_PT else None


def small_type(
    text: Type, least: float, where: Where, *, more: int = 0, refused: bool = False
) -> Problem:
    """Return what is to be said of a text below `least` pt. more: texts like it."""
    words = text.words if len(text.words) <= _SHOWN else text.words[: _SHOWN - 1] + "…"
    others = f" and {more} more like it" if more else ""
    ground = " in light letters on a dark ground" if text.is_light else ""
    size = floor(text.size + _SLACK_PT / 2, 1)
    return Problem(
        rule="text.small",
        message=f"{words!r}{others}: set in {size} pt{ground}: few can read that in print.",
        where=where,
        value=size,
        limit=least,
        fix=f"Give it {least:g} pt: shorten it, or take a larger label.",
        severity="error" if refused else "warning",
        source="what printers take for the least",
        params={"words": words, "size": size, "least": least},
    )


def is_refused(size: float) -> bool:
    """Say whether type of `size` pt is too small to be printed at all."""
    return size < REFUSED_PT - _SLACK_PT


def of_words(
    words: Iterable[PageText], number: int, *, file: str | None = None
) -> Iterator[Problem]:
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
        whole = first._replace(words=between.join(line))
        where = Where(file=file, page=number, x=first.x, y=first.y)
        yield small_type(whole, least, where, more=len(texts) - len(line))


def _type_of(words: PageText) -> Type:
    light = luminance(words.color) >= _LIGHT
    return Type(words.text, words.size * PT_PER_MM, light, words.x, words.y)
