"""Text in pieces of one level, font and script: what HarfBuzz can shape in one go.

Most texts are of one script and font; that is found by one set operation. In mixed ones digits,
spaces and signs keep the font before them, or that of the first letter, and a closing bracket
has the font of its opening one.
"""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from campaignkit.text import clusters
from campaignkit.text.faces import INVISIBLE, Face, script_of
from campaignkit.text.font_stacks import Stack, missing, no_font_for
from campaignkit.text.lines import Direction

_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‘": "’", "<": ">"}


class Paragraph(NamedTuple):
    """Cleaned text of one paragraph, its base direction and the bidi level of each character."""

    text: str
    direction: Direction
    levels: bytes


class Item(NamedTuple):
    """The text from `start` to `end`, of one level, font and script."""

    start: int
    end: int
    level: int
    face: Face
    script: str


def itemize(whole: Paragraph, start: int, end: int, stack: Stack) -> list[Item]:
    """Return the pieces of a paragraph from `start` to `end`, in logical order.

    Raises:
        NotFound: no font has one of its clusters.
    """
    text = whole.text[start:end]
    levels = whole.levels[start:end]
    if not text:
        return []
    letter = next(filter(script_of, text), text[0])
    script = script_of(letter) or "Latn"
    face = stack.face_for(letter)
    if face is not None and stack.has_all(text, face, script):
        if levels.count(levels[0]) == len(levels):
            return [Item(start, end, levels[0], face, script)]
        fonts = [(face, script)] * len(text)
    else:
        fonts = _fonts(text, face, script, stack)
    return _joined(fonts, levels, start)


def _joined(fonts: list[tuple[Face, str]], levels: bytes, start: int) -> list[Item]:
    """Return the longest items in which font, script and level are the same."""
    items = []
    for (level, (face, script)), same in groupby(zip(levels, fonts, strict=True)):
        end = start + len(list(same))
        items.append(Item(start, end, level, face, script))
        start = end
    return items


def _fonts(text: str, face: Face | None, script: str, stack: Stack) -> list[tuple[Face, str]]:
    """Return the font and script of each character of a mixed text."""
    found: list[tuple[Face, str]] = []
    opened: list[tuple[str, Face]] = []
    last = None if face is None or face.is_emoji else face
    for piece in clusters.split(text):
        script = script_of(piece[0]) or script
        face = _face(piece, last, opened, stack)
        if face is None:
            raise no_font_for(missing(text, stack))
        last = last if face.is_emoji else face
        found += [(face, script)] * len(piece)
    return found


def _face(
    piece: str, last: Face | None, opened: list[tuple[str, Face]], stack: Stack
) -> Face | None:
    """Return the font of a cluster: signs keep the font before, brackets that of their pair."""
    if script_of(piece[0]) or clusters.is_emoji(piece):
        return stack.face_for(piece)
    if piece == " " or INVISIBLE.issuperset(piece):
        return last or stack.first
    if opened and piece == opened[-1][0]:
        return opened.pop()[1]
    face = last if last is not None and last.covers(piece) else stack.face_for(piece)
    if face is None and piece.isspace():
        return last or stack.first  # HarfBuzz makes the wide and narrow spaces of a plain one
    if face is not None and piece in _BRACKETS:
        opened.append((_BRACKETS[piece], face))
    return face
