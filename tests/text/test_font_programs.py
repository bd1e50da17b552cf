"""The embedded font, read back with fontTools."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from campaignkit.text import Cluster, Face, font_program, font_programs, shape, stack, widths


def shaped(text: str, language: str = "en") -> tuple[Face, list[Cluster]]:
    runs = shape(text, stack(language=language)).runs
    return runs[0].face, list(dict.fromkeys(c for run in runs for c in run.clusters))


def bounds(font: TTFont, name: str) -> tuple[float, float, float, float] | None:
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    found: tuple[float, float, float, float] | None = pen.bounds
    return found


def test_each_cluster_is_one_glyph_after_notdef() -> None:
    face, clusters = shaped("हिन्दी क्षत्रिय", "hi")
    font = TTFont(BytesIO(font_program(face, clusters)))

    assert font["maxp"].numGlyphs == len(clusters) + 1
    assert font.getGlyphOrder()[0] == ".notdef"
    assert [font["hmtx"][name][0] for name in font.getGlyphOrder()] == [
        0,
        *(cluster.advance for cluster in clusters),
    ]


@pytest.mark.parametrize(
    ("text", "language"), [("Promoção Ế", "pt"), ("مُحَمَّدٌ", "ar"), ("हिन्दी र्क", "hi")]
)
def test_outlines_fill_the_ink_of_their_clusters(text: str, language: str) -> None:
    face, clusters = shaped(text, language)
    font = TTFont(BytesIO(font_program(face, clusters)))

    for name, cluster in zip(font.getGlyphOrder()[1:], clusters, strict=True):
        box = bounds(font, name)
        if cluster.ink is None:
            assert box is None
        else:
            assert box == pytest.approx(cluster.ink, abs=1.5)


def test_it_holds_only_the_tables_a_pdf_needs() -> None:
    font = TTFont(BytesIO(font_program(*shaped("Oi"))))

    assert sorted(tag for tag in font.keys() if tag != "GlyphOrder") == [  # noqa: SIM118
        *("glyf", "head", "hhea", "hmtx", "loca", "maxp"),
    ]
    assert font["head"].unitsPerEm == 1000
    assert font["hhea"].descent < 0 < font["hhea"].ascent


def test_the_same_clusters_give_the_same_bytes_in_another_process() -> None:
    code = (
        "from campaignkit.text import *; from hashlib import sha256;"
        "shape({before!r}, stack(language='ar'));"
        "run, = shape('مُحَمَّدٌ', stack(language='ar')).runs;"
        "print(sha256(font_program(run.face, run.clusters)).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code.format(before=before)],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for before, seed in (("", "1"), ("رَسُولُ مُحَمَّدٌ", "2"))
    }

    assert len(digests) == 1


def test_widths_are_thousandths_of_an_em() -> None:
    face, clusters = shaped("W i")

    assert widths(face, clusters) == [0.0, *(c.advance * 1000 / face.upem for c in clusters)]


def test_cubic_curves_of_an_opentype_font_become_quadratic_ones(tmp_path: Path) -> None:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    pen = T2CharStringPen(600, {})
    pen.moveTo((100, 0))
    pen.curveTo((100, 300), (500, 300), (500, 0))
    pen.closePath()
    empty = T2CharStringPen(600, {})
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "o"])
    builder.setupCharacterMap({ord("o"): "o"})
    builder.setupCFF("Arc", {}, {".notdef": empty.getCharString(), "o": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "o": (600, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Arc", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "arc.otf")
    (run,) = shape("o", stack(font=tmp_path / "arc.otf")).runs

    font = TTFont(BytesIO(font_program(run.face, run.clusters)))
    assert bounds(font, font.getGlyphOrder()[1]) == pytest.approx((100, 0, 500, 225), abs=2)


# -- fontTools writes the same --------------------------------------------------------------------


def written_by_fonttools(face: Face, clusters: list[Cluster]) -> bytes:
    glyphs = {".notdef": Glyph()}
    glyphs |= {f"g{at}": font_programs._outline(face, each) for at, each in enumerate(clusters, 1)}
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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(("Promoção Ế 0123", "pt"), ("مُحَمَّدٌ لله", "ar"), ("हिन्दी क्षत्रिय र्क", "hi")),
        *((" ", "en"), ("a", "en"), ("iiii llll", "en"), ("ก็ ไทย", "th"), ("0000", "en")),
        ("".join(map(chr, [*range(33, 127), *range(0xAE, 0x250), *range(0x410, 0x450)])), "en"),
    ],
)
def test_it_is_what_fonttools_writes_to_the_byte(text: str, language: str) -> None:
    face, clusters = shaped(text, language)

    assert font_program(face, clusters) == written_by_fonttools(face, clusters)
    assert font_program(face, clusters[:1]) == written_by_fonttools(face, clusters[:1])
    assert font_program(face, []) == written_by_fonttools(face, [])


def test_one_too_long_for_short_places_is_what_fonttools_writes_too() -> None:
    face, clusters = shaped("Rua Ó, 12 ß@&%§", "en")
    wide = [replace(each, advance=each.advance + more) for more in range(400) for each in clusters]

    made = font_program(face, wide)
    assert TTFont(BytesIO(made))["head"].indexToLocFormat == 1
    assert made == written_by_fonttools(face, wide)
