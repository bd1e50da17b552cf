"""The font file a PDF embeds: one glyph a cluster, merged outlines, nothing it does not need.

One glyph a cluster makes text copy well, because every glyph has text of its own. Outlines come
from HarfBuzz, so TrueType, CFF, collections and variable fonts are all the same here; cubic
curves become quadratic ones. fontTools writes the tables: 286 clusters take it 44 ms of CPU once
and 19 ms afterwards, where tables packed by hand took 12 and 10; once a file, that does not pay.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from campaignkit.text.faces import Face, Segment
from campaignkit.text.glyphs import Cluster
from campaignkit.undisturbed import hidden_environment

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
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    glyphs = {".notdef": Glyph()}
    glyphs |= {f"g{at}": _outline(face, cluster) for at, cluster in enumerate(clusters, 1)}
    with hidden_environment():  # it asks for the date, even one that is set afterwards
        builder = FontBuilder(face.upem, isTTF=True)
    builder.updateHead(created=0, modified=0)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    advances = (0, *(cluster.advance for cluster in clusters))
    builder.setupHorizontalMetrics(
        {
            name: (advance, getattr(table[name], "xMin", 0))
            for name, advance in zip(glyphs, advances, strict=True)
        }
    )
    builder.setupHorizontalHeader(ascent=face.ascent, descent=-face.descent)
    builder.font.recalcTimestamp = False
    file = BytesIO()
    builder.font.save(file)
    return file.getvalue()


def widths(face: Face, clusters: Sequence[Cluster]) -> list[float]:
    """Return the width of each glyph of `font_program` in thousandths of an em, 0 first."""
    return [0.0, *(cluster.advance * 1000 / face.upem for cluster in clusters)]


@lru_cache(maxsize=8192)
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
