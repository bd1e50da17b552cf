"""Which font shows what, and where fonts come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from campaignkit.errors import BadInput, NotFound
from campaignkit.text import open_face, shape, stack
from campaignkit.text.font_files import in_default_packages, in_packages
from campaignkit.text.font_stacks import Stack

NOTO, ARABIC = (
    next(path for path in in_default_packages() if path.name.startswith(start))
    for start in ("NotoSans[", "NotoSansArabic[")
)


def renamed(path: Path, folder: Path, family: str, **changes: int) -> Path:
    """Return a copy of a font under another family name; `changes` are OS/2 fields."""
    font = TTFont(path)
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = family
    for field, value in changes.items():
        setattr(font["OS/2"], field, value)
    copy = folder / f"{family}.ttf"
    font.save(copy)
    return copy


def test_latin_and_hindi_come_from_noto_sans_and_arabic_from_its_sister() -> None:
    fonts = stack()
    found = [fonts.face_for(letter) for letter in "aйαहع"]

    assert [face.name if face else None for face in found] == [
        *["NotoSans-400"] * 4,
        "NotoSansArabic-400",
    ]


def test_equal_stacks_are_one() -> None:
    assert stack(language="ar") is stack(language="ar")
    assert stack(language="ar") is not stack(language="ur")


def test_a_variable_font_is_set_to_the_weight() -> None:
    regular, bold = stack().first, stack(weight=700).first

    assert (regular.weight, bold.weight) == (400, 700)
    assert shape("Sol", stack(weight=700)).width > shape("Sol", stack()).width


def test_upright_fonts_are_chosen_over_italic_ones() -> None:
    paths = [path for path in in_default_packages() if "Italic" in path.name]

    assert paths
    assert not [face for face in stack().faces if face.is_italic]


def test_the_users_font_comes_first_for_what_it_has_and_the_rest_falls_back() -> None:
    fonts = stack(font=ARABIC)

    assert fonts.first.path == ARABIC.resolve()
    assert fonts.face_for("a") is fonts.first  # Noto Sans Arabic has Latin letters too
    assert fonts.face_for("ह") is not fonts.first


def test_a_folder_of_fonts_is_used_in_the_order_of_its_names(tmp_path: Path) -> None:
    renamed(ARABIC, tmp_path, "B")
    renamed(NOTO, tmp_path, "A")
    fonts = stack(font=tmp_path)

    assert [face.family for face in fonts.own] == ["A", "B"]


def test_folders_of_the_environment_come_before_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = renamed(NOTO, tmp_path, "Mine")
    monkeypatch.setenv("CAMPAIGNKIT_FONTS", str(tmp_path))

    assert stack().first.path == mine.resolve()
    assert stack(font=ARABIC).first.path == ARABIC.resolve()


def test_of_a_family_in_a_folder_the_file_nearest_to_the_weight_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fontTools.varLib.instancer import instantiateVariableFont

    for weight in (400, 700):
        font = TTFont(ARABIC)
        instantiateVariableFont(font, {"wght": weight, "wdth": 100}, inplace=True)
        font["OS/2"].usWeightClass = weight
        font.save(tmp_path / f"static-{weight}.ttf")
    monkeypatch.setenv("CAMPAIGNKIT_FONTS", str(tmp_path))

    assert stack(weight=600).first.path.name == "static-700.ttf"
    assert stack(weight=300).first.path.name == "static-400.ttf"


def test_no_system_font_is_opened_while_the_default_ones_suffice() -> None:
    fonts = Stack("ar", 400, ())
    shape("Olá مرحبا नमस्ते Привет Γειά", fonts)

    assert {face.path for face in fonts.faces} <= set(map(Path.resolve, in_default_packages()))


def test_emoji_fonts_never_serve_plain_text() -> None:
    pytest.importorskip("deckr_fonts", reason="NOT TESTED: emoji; deckr-fonts is missing")
    fonts = stack()
    found = [fonts.face_for(cluster) for cluster in ("1", "#", "*", " ", "©", "🎉", "❤️", "1️⃣")]

    assert [face.is_emoji for face in found if face] == [False] * 5 + [True] * 3


@pytest.mark.parametrize(
    ("language", "region"), [("zh", "SC"), ("zh_TW", "TC"), ("ja", "JP"), ("ko", "KR")]
)
def test_han_letters_come_in_the_forms_of_the_language(
    language: str, region: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SC", "TC", "JP", "KR"):
        renamed(ARABIC, tmp_path, f"Noto Sans {name}")
    monkeypatch.setenv("CAMPAIGNKIT_FONTS", str(tmp_path))

    assert stack(language=language).first.family == f"Noto Sans {region}"


def test_a_font_without_the_rules_of_a_script_is_passed_over(tmp_path: Path) -> None:
    font = TTFont(NOTO)
    del font["GSUB"]
    font.save(tmp_path / "unruly.ttf")
    fonts = stack(font=tmp_path / "unruly.ttf")

    assert fonts.face_for("a") is fonts.first
    assert fonts.face_for("ह") is not fonts.first


def test_a_font_that_forbids_embedding_is_refused(tmp_path: Path) -> None:
    locked = renamed(NOTO, tmp_path, "Locked", fsType=0x0002)

    with pytest.raises(BadInput, match=r"forbids embedding \(its OS/2 fsType says so\)"):
        stack(font=locked)


def test_a_font_in_a_folder_that_forbids_embedding_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed(NOTO, tmp_path, "Locked", fsType=0x0002)
    (tmp_path / "broken.ttf").write_bytes(b"not a font")
    monkeypatch.setenv("CAMPAIGNKIT_FONTS", str(tmp_path))

    assert stack().first.name == "NotoSans-400"


def test_a_missing_or_broken_font_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"not a font")
    (tmp_path / "empty").mkdir()

    with pytest.raises(NotFound, match=r"no font file at none\.ttf"):
        stack(font="none.ttf")
    with pytest.raises(NotFound, match="no font file in the folder"):
        stack(font=tmp_path / "empty")
    with pytest.raises(BadInput, match=r"broken\.ttf is not a font"):
        stack(font=tmp_path / "broken.ttf")


def test_a_weight_out_of_range_is_refused() -> None:
    with pytest.raises(BadInput, match="weight=0 is not a font weight"):
        stack(weight=0)


def test_fonts_of_packages_are_found_in_one_order_noto_first() -> None:
    names = [path.name for path in in_packages()]
    noto = [name for name in names if "NotoSans" in name]

    assert names[: len(noto)] == sorted(noto)
    assert in_packages() == in_packages.__wrapped__()


def test_names_of_faces_are_stable_and_tell_the_weights_apart() -> None:
    assert open_face(NOTO, 0, 700).name == "NotoSans-700"
    assert open_face(NOTO, 0, 400).family == "Noto Sans"


@pytest.mark.parametrize("cluster", ["©️", "❤", "❤️", "→", "★", "⭐", "☎", "한", "✓"])
def test_what_was_looked_for_before_makes_no_difference(cluster: str) -> None:
    fresh, used = Stack("en", 400, ()), Stack("en", 400, ())
    used.face_for("\U000e1234")  # opens everything there is

    assert fresh.face_for(cluster) is used.face_for(cluster)
