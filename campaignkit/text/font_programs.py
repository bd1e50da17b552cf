"""The font file a PDF embeds: one glyph a cluster, merged outlines, nothing it does not need.

One glyph a cluster makes text copy well, because every glyph has text of its own. Outlines come
from HarfBuzz, so TrueType, CFF, collections and variable fonts are all the same here; cubic
curves become quadratic ones. fontTools writes each glyph, once, and puts the tables together; the
six tables of numbers are packed here, in the bytes that it would write. Where each row of a table
is a file of its own, each has fonts of its own with nearly the same glyphs, and written anew by
fontTools they took two thirds of all the time.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from campaignkit.text.faces import Face, Segment
from campaignkit.text.glyphs import Cluster

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

CURVE_ERROR = 0.001  # em: how far a quadratic may leave the cubic it stands for
OVERLAP = 0x40  # glyf flag OVERLAP_SIMPLE: contours of merged glyphs may cross


def font_program(face: Face, clusters: Sequence[Cluster]) -> bytes:
    """Return a TrueType file: glyph 0 is .notdef, glyph i + 1 is clusters[i].

    The tables are those a CIDFontType2 needs (ISO 32000-1, 9.9: glyf, head, hhea, hmtx, loca,
    maxp). The same face and clusters give the same bytes.
    """
    return _program(face, tuple(clusters))


@lru_cache(maxsize=64)  # a page that is shown again after a change has most of its fonts unchanged
def _program(face: Face, clusters: tuple[Cluster, ...]) -> bytes:
    from fontTools.ttLib.sfnt import SFNTWriter

    glyphs = [_NOTHING, *(_glyph(face, cluster) for cluster in clusters)]
    lefts = (glyph.box[0] for glyph in glyphs)
    metrics = [*zip((0, *(cluster.advance for cluster in clusters)), lefts, strict=True)]
    outlines, locations = _glyf(glyphs)
    advances, long_metrics = _hmtx(metrics)
    is_long = locations[-1] >= _SHORT
    tables = {
        "head": _head(face, glyphs, is_long=is_long),
        "hhea": _hhea(face, glyphs, metrics, long_metrics),
        "maxp": _maxp(glyphs),
        "hmtx": advances,
        "loca": struct.pack(f">{len(locations)}L", *locations)
        if is_long
        else struct.pack(f">{len(locations)}H", *(at // 2 for at in locations)),
        "glyf": outlines,
    }
    file = BytesIO()
    writer = SFNTWriter(file, len(tables))
    for tag, data in tables.items():
        writer[tag] = data
    writer.close()
    return file.getvalue()


class _Glyph(NamedTuple):
    """A glyph as the glyf table has it, and what other tables say of it.

    box: left, bottom, right, top of its outline; zeros without one.
    """

    data: bytes
    box: tuple[int, int, int, int]
    points: int
    contours: int


_NOTHING = _Glyph(b"", (0, 0, 0, 0), 0, 0)
_SHORT = 0x20000  # bytes of a glyf table whose places are told in two bytes, halved


@lru_cache(maxsize=8192)
def _glyph(face: Face, cluster: Cluster) -> _Glyph:
    """Return a cluster's glyph, written."""
    made = _outline(face, cluster)
    if made.numberOfContours == 0:
        return _NOTHING
    from fontTools.ttLib import newTable

    data = bytes(made.compile(newTable("glyf"), recalcBBoxes=True))
    box = made.xMin, made.yMin, made.xMax, made.yMax
    return _Glyph(data, box, len(made.coordinates), made.numberOfContours)


def _glyf(glyphs: Sequence[_Glyph]) -> tuple[bytes, list[int]]:
    """Return the outlines one after the other, and where each begins; at even places if it fits."""
    pieces = [glyph.data for glyph in glyphs]
    if sum(len(data) + len(data) % 2 for data in pieces) < _SHORT:
        pieces = [data + bytes(len(data) % 2) for data in pieces]
    return b"".join(pieces) or b"\0", [0, *accumulate(map(len, pieces))]


def _hmtx(metrics: list[tuple[int, int]]) -> tuple[bytes, int]:
    """Return the widths, and how many are told: the last one is that of all glyphs behind it."""
    count = len(metrics)
    while count > 1 and metrics[count - 2][0] == metrics[-1][0]:
        count -= 1
    told = struct.pack(f">{'Hh' * count}", *(number for pair in metrics[:count] for number in pair))
    rest = [left for _, left in metrics[count:]]
    return told + struct.pack(f">{len(rest)}h", *rest), count


def _head(face: Face, glyphs: Sequence[_Glyph], *, is_long: bool) -> bytes:
    """OpenType 1.9, "head". No date: the same glyphs, the same bytes."""
    boxes = [glyph.box for glyph in glyphs if glyph.contours] or [(0, 0, 0, 0)]
    left, bottom, right, top = zip(*boxes, strict=True)
    box = min(left), min(bottom), max(right), max(top)
    numbers = 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, face.upem, 0, 0, *box, 0, 3, 2, is_long, 0
    return struct.pack(">4L2H2q4h2H3h", *numbers)


def _hhea(face: Face, glyphs: Sequence[_Glyph], metrics: list[tuple[int, int]], told: int) -> bytes:
    """OpenType 1.9, "hhea". told: widths in hmtx."""
    drawn = [
        (advance, left, glyph.box[2] - glyph.box[0])
        for glyph, (advance, left) in zip(glyphs, metrics, strict=True)
        if glyph.contours
    ]
    first = min((left for _, left, _ in drawn), default=0)
    last = min((advance - left - width for advance, left, width in drawn), default=0)
    extent = max((left + width for _, left, width in drawn), default=0)
    widest = max(advance for advance, _ in metrics)
    numbers = 0x10000, face.ascent, -face.descent, 0, widest, first, last, extent, 1
    return struct.pack(">L3hH11hH", *numbers, *[0] * 7, told)


def _maxp(glyphs: Sequence[_Glyph]) -> bytes:
    """OpenType 1.9, "maxp"."""
    most = max(glyph.points for glyph in glyphs), max(glyph.contours for glyph in glyphs)
    return struct.pack(">L14H", 0x10000, len(glyphs), *most, 0, 0, 2, *[0] * 8)


def widths(face: Face, clusters: Sequence[Cluster]) -> list[float]:
    """Return the width of each glyph of `font_program` in thousandths of an em, 0 first."""
    return [0.0, *(cluster.advance * 1000 / face.upem for cluster in clusters)]


def _outline(face: Face, cluster: Cluster) -> Glyph:
    """Return the merged outlines of a cluster as a glyph of the glyf table."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    curves = Cu2QuPen(pen, CURVE_ERROR * face.upem, reverse_direction=False)
    for gid, x, y in () if face.is_color else cluster.parts:
        outline = face.outline(gid)
        cubic = any(segment[0] == "C" for segment in outline)
        _draw(outline, x, y, curves if cubic else pen)
    glyph = pen.glyph(dropImpliedOnCurves=False)
    if glyph.numberOfContours > 0:
        glyph.flags[0] |= OVERLAP
    return glyph


def _draw(outline: tuple[Segment, ...], x: int, y: int, pen: Any) -> None:
    """Draw an outline moved by x and y; points halfway between two controls are left out."""
    controls: list[tuple[float, float]] = []
    for letter, *numbers in (*outline, ("M",)):
        points = [(a + x, b + y) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        if controls and letter == "Q" and _halfway(controls[-2], controls[-1], points[0]):
            controls[-1:] = points
            continue
        if controls:
            pen.qCurveTo(*controls)
            controls = []
        if letter == "Q":
            controls = points
        elif points:
            {"M": pen.moveTo, "L": pen.lineTo, "C": pen.curveTo}[letter](*points)
        elif letter == "Z":
            pen.closePath()


def _halfway(
    first: tuple[float, float], middle: tuple[float, float], last: tuple[float, float]
) -> bool:
    return (
        abs(first[0] + last[0] - 2 * middle[0]) < 0.02
        and abs(first[1] + last[1] - 2 * middle[1]) < 0.02
    )
