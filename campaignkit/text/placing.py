"""Glyphs to shared clusters: which belong together, how far apart they stand, where their ink is.

The hot path of the room: what HarfBuzz says of each piece of text is looked up in the face's
memory, and worked out only when it is new. An offset of a lone glyph along the line becomes kerns
before and after it; then it needs no outline of its own in the PDF's font.
"""

from __future__ import annotations

import re
from itertools import accumulate
from operator import add, sub
from typing import NamedTuple

from campaignkit.text.faces import Entry, Extent, Face, Glyph
from campaignkit.text.font_stacks import no_font_for
from campaignkit.text.glyphs import Cluster
from campaignkit.text.lines import Line, Run
from campaignkit.text.runs import Item

_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FAR = 1 << 30
_NO_INK = (_FAR, _FAR, -_FAR, -_FAR)
# A piece of text and its glyphs, left to right: the key of the memory.
Known = tuple[str, tuple[Glyph, ...]]


class PlacedGlyphs(NamedTuple):
    """Clusters left to right, in font units from the run's left end."""

    clusters: tuple[Cluster, ...]
    kerns: tuple[int, ...]  # after each; empty: all zero
    shift: int  # before the first
    width: int
    ink: Extent | None  # None: nothing dark


def place(text: str, item: Item, language: str) -> PlacedGlyphs:
    """Return the clusters of one item."""
    rtl = item.level & 1
    face = item.face
    glyphs, starts = face.glyphs(
        text, item.start, item.end, rtl=bool(rtl), script=item.script, language=language
    )
    if not rtl and starts == list(range(item.start, item.end)):
        keys: list[Known] = list(zip(text[item.start : item.end], zip(glyphs), strict=True))
    else:
        keys = _groups(text, item, glyphs, starts)
    if _CONTROLS.search(text, item.start, item.end):
        bare = [(_CONTROLS.sub("", piece), group) for piece, group in keys]
        keys = [(piece, group) for piece, group in bare if piece]
    known = face.known
    try:
        found = [known[key] for key in keys]
    except KeyError:
        found = [known.get(key) or _work_out(face, key) for key in keys]
    return _measured(found)


def is_plain(line: Line) -> bool:
    """Say whether a line is of one font, left to right, and each of its letters a cluster."""
    runs = line.runs
    return len(runs) == 1 and line.direction == "ltr" and len(runs[0].clusters) == len(line.text)


def between_spaces(line: Line, start: int, end: int) -> Line | None:
    """Return the part of a shaped line that stands between spaces, or None if that is unclear.

    Shaping does not reach across a space, so what was shaped once need not be shaped again.
    """
    text = line.text
    whole = (start == 0 or text[start - 1] == " ") and (end == len(text) or text[end] == " ")
    if not whole or not is_plain(line):
        return None
    run = line.runs[0]
    clusters = run.clusters[start:end]
    kerns = (*run.kerns[start : end - 1], 0) if run.kerns else ()
    advances = [cluster.advance for cluster in clusters]
    pens = list(accumulate(map(add, advances, kerns) if kerns else advances, initial=0))
    width = pens.pop() / run.face.upem
    inks = [cluster.ink or _NO_INK for cluster in clusters]
    lefts, bottoms, rights, tops = zip(*inks, strict=True)
    ink = (0.0, 0.0, 0.0, 0.0)
    if max(tops) > -_FAR:
        unit = 1 / run.face.upem
        left, right = min(map(add, pens, lefts)), max(map(add, pens, rights))
        ink = (left * unit, min(bottoms) * unit, right * unit, max(tops) * unit)
    part = Run(run.face, clusters, kerns if any(kerns) else (), 0.0, width)
    return Line(text[start:end], "ltr", (part,), width, line.ascent, line.descent, ink)


def _groups(text: str, item: Item, glyphs: list[Glyph], starts: list[int]) -> list[Known]:
    """Return the glyphs of each cluster with its text, left to right."""
    rtl = item.level & 1
    groups: list[Known] = []
    last = 0
    edges = [at for at in range(1, len(starts)) if starts[at] != starts[at - 1]]
    end = item.end
    for edge in (*edges, len(starts)):
        at = starts[last]
        if not rtl:
            end = starts[edge] if edge < len(starts) else item.end
        groups.append((text[at:end], tuple(glyphs[last:edge])))
        end, last = at, edge
    return groups


def _work_out(face: Face, key: Known) -> Entry:
    """Return what is to be known of a piece shaped so, and remember it.

    Raises:
        NotFound: the font has every character, or said so, and yet shows a box.
    """
    piece, glyphs = key
    if any(not gid for gid, *_ in glyphs):
        raise no_font_for([piece])
    if len(glyphs) == 1 and not glyphs[0][3]:
        gid, advance, x, _ = glyphs[0]
        cluster = face.single(gid, piece)
    else:
        parts = []
        advance = own = x = 0
        for gid, step, right, up in glyphs:
            parts.append((gid, advance + right, up))
            advance += step
            own += face.advance(gid) if step else 0
        cluster = face.merged(tuple(parts), own, piece)
    kern = advance - cluster.advance
    entry = (cluster, kern, x, advance, *(cluster.ink or _NO_INK))
    return face.known.setdefault(key, entry)


def _measured(found: list[Entry]) -> PlacedGlyphs:
    """Return clusters with their ink; the moves of lone glyphs go into the kerns around them."""
    if not found:
        return PlacedGlyphs((), (), 0, 0, None)
    clusters, kerns, moves, advances, lefts, bottoms, rights, tops = zip(*found, strict=True)
    pens = list(accumulate(advances, initial=0))
    width = pens.pop()
    shift = moves[0]
    if any(moves):
        pens = list(map(add, pens, moves))
        kerns = tuple(map(add, map(sub, kerns, moves), (*moves[1:], 0)))
    ink = None
    top = max(tops)
    if top > -_FAR:
        ink = (min(map(add, pens, lefts)), min(bottoms), max(map(add, pens, rights)), top)
    return PlacedGlyphs(clusters, kerns if any(kerns) else (), shift, width, ink)
