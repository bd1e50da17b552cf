"""Text in, a shaped `Line` out: bidi levels, runs of one font and script, HarfBuzz.

The order of the work: clean, find the base direction, levels, runs in logical order, the visual
order of runs, shape each. A Line is free of size, so it is remembered and shared.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import is_normalized, normalize

from campaignkit.errors import BadInput
from campaignkit.text import bidi, clusters
from campaignkit.text.bidi import base_direction, is_rtl
from campaignkit.text.faces import INVISIBLE, Face, Glyph, Shaped, script_of
from campaignkit.text.glyphs import Cluster, Direction, Line, Run
from campaignkit.text.stacks import Stack, missing, no_font_for

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff]")
NEW_LINE = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‘": "’"}


class Paragraph(NamedTuple):
    """Cleaned text of one paragraph, its base direction and the bidi level of each character."""

    text: str
    direction: Direction
    levels: bytes


class Item(NamedTuple):
    """A piece of text of one level, font and script."""

    start: int
    end: int
    level: int
    face: Face
    script: str


def clean(text: str) -> str:
    """Return `text` in composed form (NFC), tabs as spaces, controls dropped, lines as "\\n".

    >>> clean("Sa\\u0303o\\tJoa\\u0303o\\r\\n\\ufeffok")
    'São João\\nok'
    """
    if text.isprintable() and (text.isascii() or is_normalized("NFC", text)):
        return text
    lines = NEW_LINE.sub("\n", text).replace("\t", " ")
    return normalize("NFC", _CONTROLS.sub("", lines))


def base(text: str, stack: Stack, direction: str) -> Direction:
    """Return the base direction of a paragraph: as asked, or by its letters, or its language."""
    if direction == "auto":
        return base_direction(text, "rtl" if is_rtl(stack.language) else "ltr")
    if direction == "ltr":
        return "ltr"
    if direction == "rtl":
        return "rtl"
    raise BadInput(f"direction={direction!r} is none. Use 'ltr', 'rtl' or 'auto'.")


def shape(text: str, stack: Stack, *, direction: str = "auto") -> Line:
    """Return one line of text, shaped.

    Args:
        text: One line in logical order, in any languages.
        direction: "ltr", "rtl", or "auto": that of the first strong letter, else the language's.

    Raises:
        BadInput: `text` has a line break; `direction` is none.
        NotFound: no font has one of its characters; names the script and what to install.

    >>> from campaignkit.text import stack
    >>> line = shape("हिन्दी", stack(language="hi"))
    >>> [cluster.text for run in line.runs for cluster in run.clusters]
    ['हि', 'न्', 'दी']
    >>> round(line.width, 2)
    1.89
    """
    return _shape(text, stack, direction)


@lru_cache(maxsize=4096)
def _shape(text: str, stack: Stack, direction: str) -> Line:
    cleaned = clean(text)
    if "\n" in cleaned:
        raise BadInput(f"{text!r} has more than one line. Use fit(), or shape each line.")
    return shape_slice(paragraph(cleaned, stack, direction), 0, len(cleaned), stack)


def paragraph(text: str, stack: Stack, direction: str) -> Paragraph:
    """Return cleaned text without line breaks as a paragraph, its levels resolved."""
    side = base(text, stack, direction)
    return Paragraph(text, side, bidi.levels(text, side))


def shape_slice(whole: Paragraph, start: int, end: int, stack: Stack) -> Line:
    """Return the line from `start` to `end` of a paragraph; spaces at its ends are kept."""
    items = itemize(whole, start, end, stack)
    if len(items) > 1:
        items = [items[index] for index in bidi.visual_order([item.level for item in items])]
    runs: list[Run] = []
    pen = 0.0
    for item in items:
        run = _run(whole.text, item, pen, stack.tag)
        pen += run.width
        runs.append(run)
    faces = [run.face for run in runs] or [stack.first]
    return Line(
        whole.text[start:end],
        whole.direction,
        tuple(runs),
        pen,
        max(face.ascent / face.upem for face in faces),
        max(face.descent / face.upem for face in faces),
        _ink(runs),
    )


def _ink(runs: list[Run]) -> tuple[float, float, float, float]:
    """Return (left, bottom, right, top) in em of everything that is dark; zeros for nothing."""
    boxes = []
    for run in runs:
        pen = 0
        upem = run.face.upem
        kerns = run.kerns or (0,) * len(run.clusters)
        for cluster, kern in zip(run.clusters, kerns, strict=True):
            if cluster.ink is not None:
                left, bottom, right, top = cluster.ink
                boxes.append(
                    (
                        run.x + (pen + left) / upem,
                        bottom / upem,
                        run.x + (pen + right) / upem,
                        top / upem,
                    )
                )
            pen += cluster.advance + kern
    if not boxes:
        return (0.0, 0.0, 0.0, 0.0)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def itemize(whole: Paragraph, start: int, end: int, stack: Stack) -> list[Item]:
    """Return the pieces of a paragraph from `start` to `end`, in logical order.

    Raises:
        NotFound: no font has one of its clusters.
    """
    items: list[Item] = []
    last: Face | None = None
    opened: list[tuple[str, Face]] = []
    at = start
    text = whole.text[start:end]
    for piece in clusters.split(text):
        script = script_of(piece[0])
        face = _face(piece, script, last, opened, stack)
        if face is None:
            raise no_font_for(missing(text, stack))
        last = last if face.is_emoji else face
        _extend(items, Item(at, at + len(piece), whole.levels[at], face, script))
        at += len(piece)
    return items


def _face(
    piece: str, script: str, last: Face | None, opened: list[tuple[str, Face]], stack: Stack
) -> Face | None:
    """Return the font of a cluster: signs keep the font before, brackets that of their pair."""
    if INVISIBLE.issuperset(piece) or piece.isspace():
        return last or stack.first
    if opened and piece == opened[-1][0]:
        return opened.pop()[1]
    face = None
    if not script and last is not None and not clusters.is_emoji(piece):
        face = last if last.covers(piece) else None
    face = face or stack.face_for(piece)
    if face is not None and piece in _BRACKETS:
        opened.append((_BRACKETS[piece], face))
    return face


def _extend(items: list[Item], item: Item) -> None:
    """Add a piece, joined with the one before if level, font and script agree."""
    if not items:
        items.append(item)
        return
    last = items[-1]
    same = last.level == item.level and last.face is item.face
    agree = last.script == item.script or not last.script or not item.script
    if same and agree:
        items[-1] = last._replace(end=item.end, script=last.script or item.script)
    else:
        items.append(item if item.script else item._replace(script=last.script))


def _run(text: str, item: Item, x: float, language: str) -> Run:
    rtl = bool(item.level & 1)
    glyphs = item.face.glyphs(
        text, item.start, item.end, rtl=rtl, script=item.script or "Latn", language=language
    )
    shaped = _clusters(text, item, glyphs)
    upem = item.face.upem
    width = shaped.shift + sum(c.advance for c in shaped.clusters) + sum(shaped.kerns)
    kerns = tuple(shaped.kerns) if any(shaped.kerns) else ()
    return Run(item.face, tuple(shaped.clusters), kerns, x + shaped.shift / upem, width / upem)


def _clusters(text: str, item: Item, glyphs: list[Glyph]) -> Shaped:
    """Return shared clusters: an x offset of one glyph becomes kerns before and after it."""
    face = item.face
    found: list[Cluster] = []
    kerns: list[int] = []
    shift = 0
    for group, piece in _groups(text, item, glyphs):
        gid, _, advance, x_offset, y_offset = group[0]
        if len(group) == 1 and not y_offset:
            cluster = face.single(gid, piece)
        else:
            x_offset = 0
            cluster, advance = _merge(face, group, piece)
        if x_offset:
            shift += 0 if kerns else x_offset
            if kerns:
                kerns[-1] += x_offset
        found.append(cluster)
        kerns.append(advance - cluster.advance - x_offset)
    return Shaped(found, kerns, shift)


def _merge(face: Face, group: list[Glyph], piece: str) -> tuple[Cluster, int]:
    """Return the cluster of several glyphs and its advance with kerning."""
    parts = []
    pen = own = 0
    for gid, _, advance, x_offset, y_offset in group:
        parts.append((gid, pen + x_offset, y_offset))
        pen += advance
        own += face.advance(gid) if advance else 0
    return face.merged(tuple(parts), own, piece), pen


def _groups(text: str, item: Item, glyphs: list[Glyph]) -> list[tuple[list[Glyph], str]]:
    """Return the glyphs of each cluster and its text, left to right, without bidi controls."""
    groups: list[list[Glyph]] = []
    last = -1
    for glyph in glyphs:
        if glyph[1] == last:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
            last = glyph[1]
    starts = [group[0][1] for group in groups]
    ends = [item.end, *starts[:-1]] if item.level & 1 else [*starts[1:], item.end]
    pieces = zip(groups, (text[a:b] for a, b in zip(starts, ends, strict=True)), strict=True)
    if not _BIDI_CONTROLS.search(text, item.start, item.end):
        return list(pieces)
    bare = ((group, _BIDI_CONTROLS.sub("", piece)) for group, piece in pieces)
    return [(group, piece) for group, piece in bare if piece]
