"""Lines as HarfBuzz and Noto make them, in every script of the default install and of the extras.

The strings, counts and widths were measured and looked at on rendered pages with Noto Sans 2.015
and Noto Sans Arabic 2.012 at weight 400.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

from campaignkit.errors import BadInput, NotFound
from campaignkit.text import Line, missing, no_font_for, shape, stack
from campaignkit.text.font_files import in_default_packages


class Golden(NamedTuple):
    text: str
    direction: str
    glyphs: int
    clusters: int
    width: float  # em
    language: str = "en"
    package: str = "fontpkg_noto_sans"


RTL, INDIA, EMOJI = "justmytype_intl_rtl", "justmytype_intl_south_asia", "deckr_fonts"
THAI, CJK = "fontpkg_noto_sans_thai", "justmytype_intl_cjk"
GOLDEN = [
    Golden("السلام عليكم", "rtl", 13, 12, 4.937),
    Golden("لا إله إلا الله", "rtl", 17, 15, 4.444),
    Golden("الأحد الإثنين الآن", "rtl", 26, 18, 6.531),
    Golden("مُحَمَّدٌ رَسُولُ", "rtl", 17, 16, 4.820),
    Golden("مرحبـــا بكم", "rtl", 14, 12, 4.513),
    Golden("خصم 50% على iPhone 15 Pro!", "rtl", 27, 26, 13.198),
    Golden("السعر ١٢٣٫٤٥ ر.س (شامل الضريبة)", "rtl", 36, 31, 14.125),
    Golden("Price: 25 ريال (SAR) only", "auto", 26, 25, 10.795),
    Golden("اتصل: +966 50 123 4567", "rtl", 23, 22, 10.960),
    Golden("اردو میں خوش آمدید — ٹھیک ہے", "rtl", 35, 28, 13.052, "ur"),
    Golden("می‌خواهم کتاب‌ها", "rtl", 19, 16, 6.890, "fa"),
    Golden("שלום עולם, 20% הנחה (היום)", "rtl", 26, 26, 12.420, "he", RTL),
    Golden("שָׁלוֹם", "rtl", 7, 6, 2.227, "he", RTL),
    Golden("हिन्दी", "ltr", 5, 3, 1.889, "hi"),
    Golden("क्षत्रिय ज्ञान श्री", "ltr", 11, 8, 5.050, "hi"),
    Golden("धर्म वर्षा कार्य", "ltr", 13, 8, 4.733, "hi"),
    Golden("दिवाली ऑफ़र: 50% छूट ₹1,499", "ltr", 26, 22, 12.361, "hi"),
    Golden("বাংলা ভাষা কৃষ্ণ স্ত্রী", "ltr", 18, 11, 7.559, "bn", INDIA),
    Golden("தமிழ் கொக்கு ஸ்ரீ", "ltr", 12, 9, 9.045, "ta", INDIA),
    Golden("ภาษาไทย น้ำ ที่นี่", "ltr", 19, 12, 6.323, "th", THAI),
    Golden("Promoção: São João — você não perde! R$ 19,90", "ltr", 45, 45, 22.607, "pt_BR"),
    Golden("Tiếng Việt giảm giá", "ltr", 19, 19, 8.977, "vi"),
    Golden("简体中文，欢迎光临！", "ltr", 10, 10, 10.000, "zh", CJK),
    Golden("Sale 🎉 ❤️ 👨‍👩‍👧 👍🏽 🇸🇦", "ltr", 14, 14, 9.458, "en", EMOJI),
    Golden("Hello مرحبا नमस्ते 😀 2025", "ltr", 25, 23, 11.215, "en", EMOJI),
]


def texts_of(line: Line) -> list[str]:
    """Return what stands on the line, from left to right."""
    return [cluster.text for run in line.runs for cluster in run.clusters]


@pytest.mark.parametrize("case", GOLDEN, ids=range(1, 26))
def test_a_string_has_the_glyphs_clusters_and_width_that_were_looked_at(case: Golden) -> None:
    if find_spec(case.package) is None:
        pytest.skip(f"NOT TESTED: {case.text}; the font package {case.package} is not installed")
    line = shape(case.text, stack(language=case.language), direction=case.direction)
    clusters = [cluster for run in line.runs for cluster in run.clusters]
    glyphs = [gid for cluster in clusters for gid, _, _ in cluster.parts]

    assert (len(glyphs), len(clusters)) == (case.glyphs, case.clusters)
    assert line.width == pytest.approx(case.width, rel=0.02)
    assert 0 not in glyphs
    assert sorted("".join(texts_of(line))) == sorted(case.text)


def test_arabic_starts_at_the_right_and_latin_inside_it_keeps_its_order() -> None:
    line = shape("خصم 50% على iPhone 15 Pro!", stack(language="ar"))

    assert line.direction == "rtl"
    assert "".join(texts_of(line)) == "!iPhone 15 Pro ىلع %50 مصخ"


def test_a_phone_number_reads_from_left_to_right_in_arabic() -> None:
    line = shape("اتصل: +966 50 123 4567", stack(language="ar"))

    assert "".join(texts_of(line)) == "+966 50 123 4567 :لصتا"


def test_the_short_i_of_hindi_stands_before_its_consonant() -> None:
    ((consonant, _, _),) = shape("ह", stack()).runs[0].clusters[0].parts
    first, second = shape("हि", stack()).runs[0].clusters[0].parts

    assert first[0] != consonant == second[0]
    assert first[1] < second[1]


def test_lam_and_alef_join_across_bold_and_regular_alike() -> None:
    regular = shape("لا", stack(language="ar"))
    bold = shape("لا", stack(language="ar", weight=700))

    assert [len(run.clusters) for run in (*regular.runs, *bold.runs)] == [2, 2]
    assert bold.width > regular.width


def test_language_changes_the_forms_of_letters() -> None:
    serbian = shape("бг", stack(language="sr"))
    russian = shape("бг", stack(language="ru"))

    assert serbian.runs[0].clusters[0].parts != russian.runs[0].clusters[0].parts


def test_text_is_composed_and_freed_of_controls() -> None:
    decomposed = shape("Sa\u0303o\tJoa\u0303o\ufeff", stack())

    assert decomposed.text == "São João"
    assert texts_of(decomposed) == list("São João")


def test_direction_controls_are_obeyed_but_not_drawn_or_copied() -> None:
    line = shape("abc \u2067def שלום\u2069", stack())

    assert "".join(texts_of(line)) == "abc םולש def"


def test_kerning_is_kept_apart_from_advances_so_that_clusters_are_shared() -> None:
    (run,) = shape("AVA", stack()).runs
    first, _, last = run.clusters

    assert first is last
    assert run.kerns[0] < 0
    total = sum(cluster.advance for cluster in run.clusters) + sum(run.kerns)
    assert run.width == pytest.approx(total / run.face.upem)


def test_the_same_text_gives_the_same_clusters_whatever_was_shaped_before() -> None:
    fonts = stack(language="ar")
    alone = shape("مُحَمَّدٌ", fonts).runs[0]
    inside = shape("رَسُولُ مُحَمَّدٌ", fonts).runs[0]

    assert set(alone.clusters) <= set(inside.clusters)


def test_ink_reaches_beyond_the_line_where_marks_do() -> None:
    plain = shape("a", stack())
    stacked = shape("Ế", stack())

    assert plain.ink[3] < 0.6
    assert stacked.ink[3] > 0.9
    assert shape(" ", stack()).ink == (0, 0, 0, 0)
    assert shape("", stack()).runs == ()


def test_brackets_of_a_pair_come_from_one_font() -> None:
    runs = shape("ok (مرحبا) ok", stack()).runs
    faces = {cluster.text: run.face for run in runs for cluster in run.clusters}

    assert faces["("] is faces[")"]


def test_a_character_no_font_has_is_an_error_that_names_script_and_code() -> None:
    lost = "\U000e1234"  # in no block of Unicode
    with pytest.raises(NotFound, match=r"No installed font has the character U\+E1234\.") as caught:
        shape(f"Preço {lost}", stack())

    assert caught.value.problems is not None
    (problem,) = caught.value.problems
    assert problem.value == (lost,)
    assert missing(f"Preço {lost} {lost}", stack()) == (lost,)


@pytest.mark.parametrize(
    ("characters", "name", "extra"),
    [
        ("বা", "Bengali", "india"),
        ("தமி", "Tamil", "india"),
        ("తె", "Telugu", "india"),
        ("ש", "Hebrew", "hebrew"),
        ("ไ", "Thai", "thai"),
        ("简", "Chinese", "cjk"),
        ("カ", "Japanese", "cjk"),
        ("한", "Korean", "cjk"),
        ("🎉", "emoji", "emoji"),
        *((sign, "Chinese or Japanese sign", "cjk") for sign in "【】『～￥〒、。"),
    ],
)
def test_the_error_for_a_script_names_what_to_install(
    characters: str, name: str, extra: str
) -> None:
    message = str(no_font_for([characters]))

    assert f"No installed font has {name} {characters} (U+" in message
    assert f"pip install campaignkit[{extra}]" in message


def test_missing_characters_of_a_document_are_one_error_with_a_problem_a_script() -> None:
    error = no_font_for(["ש", "বা", "ל", "ש"])

    assert error.problems is not None
    assert [problem.value for problem in error.problems] == [("ש", "ל"), ("বা",)]
    assert {problem.rule for problem in error.problems} == {"text.missing-glyph"}


def test_a_line_break_belongs_to_fit() -> None:
    with pytest.raises(BadInput, match=r"has more than one line. Use fit\(\)"):
        shape("one\ntwo", stack())


def test_an_unknown_direction_is_refused() -> None:
    with pytest.raises(BadInput, match="direction='up' is none"):
        shape("one", stack(), direction="up")


def test_spaces_of_every_width_are_blank_and_never_a_box() -> None:
    for code in (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000):
        line = shape(f"a{chr(code)}b", stack())
        clusters = [cluster for run in line.runs for cluster in run.clusters]

        assert [cluster.ink is None for cluster in clusters] == [False, True, False]
        assert 0 not in [gid for cluster in clusters for gid, _, _ in cluster.parts]


def test_a_font_that_shows_a_box_for_what_it_claims_to_have_is_an_error(tmp_path: Path) -> None:
    font = TTFont(next(path for path in in_default_packages() if "NotoSans[" in path.name))
    del font["GSUB"]
    addOpenTypeFeaturesFromString(font, "feature ccmp { sub Q by .notdef; } ccmp;")
    font.save(tmp_path / "liar.ttf")

    with pytest.raises(NotFound, match=r"No installed font has Latin Q \(U\+0051\)"):
        shape("Q", stack(font=tmp_path / "liar.ttf"))
