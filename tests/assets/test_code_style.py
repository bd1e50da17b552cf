"""Codes with a style, a colour and a logo are read back without a finding, or told why not."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from campaignkit import pictures, qr
from campaignkit.assets.code import Code, qr_code
from campaignkit.assets.code_style import STYLES, Look, look
from campaignkit.assets.sheet import sheet
from campaignkit.errors import BadInput, TooBig

LINK = "https://wa.me/5511987654321?text=Oi%21"
GOLDEN = Path(__file__).parent.parent / "golden" / "codes.png"


@pytest.fixture(scope="module")
def logos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pictures that are hard on a code: dark, light, of many colours, see-through, wide."""
    folder = tmp_path_factory.mktemp("logos")
    noise = np.random.default_rng(1).integers(0, 255, (12, 12, 3), dtype=np.uint8)
    sun = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(sun).ellipse((5, 5, 295, 295), fill="#C0392B")
    ImageDraw.Draw(sun).pieslice((60, 80, 240, 260), 180, 360, fill="#FFE0A3")
    made = {
        "black": Image.new("RGB", (90, 90), "black"),
        "pale": Image.new("RGB", (90, 90), "#DDDDDD"),
        "noise": Image.fromarray(noise).resize((240, 240), Image.Resampling.NEAREST),
        "sun": sun,
        "wide": Image.new("RGB", (300, 120), "#E53935"),
    }
    for name, picture in made.items():
        picture.save(folder / f"{name}.png")
    return {name: folder / f"{name}.png" for name in made}


def found(one):
    """Return the rules that are broken; that a logo on level M is fragile is told elsewhere."""
    return [problem.rule for problem in one.check() if problem.rule != "scan.logo"]


def filling(version: int, level: str) -> str:
    """Return the longest text of letters that this version and level hold."""
    text = "k"
    while qr.budget(f"{text}k", level=level).version <= version:
        text += "kaxy"[len(text) % 4]
    return text


# -- every one is read back -----------------------------------------------------------------------


@pytest.mark.parametrize("version", range(1, 13))
def test_every_style_and_level_is_read_back_without_a_finding(
    version: int, logos: dict[str, Path]
) -> None:
    for level in qr.LEVELS:
        text = filling(version, level)
        room = bool(qr.logo_modules(version, level))
        for style in STYLES:
            for logo in (None, *(logos.values() if room else ())):
                code = qr_code(text, level=level, style=style, logo=logo)

                assert (code.version, code.level) == (version, level)
                assert found(code) == [], (level, style, logo)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("dark", ["#075E54", "#7B2D26", "#1B3A6B"])
def test_a_brand_colour_that_is_dark_enough_is_no_finding(style: str, dark: str) -> None:
    assert found(qr_code(LINK, style=style, dark=dark)) == []


def test_a_colour_that_is_too_light_is_the_proofs_matter() -> None:
    (problem,) = qr_code(LINK, dark="#25D366").check()

    assert problem.rule == "scan.contrast"
    assert "#25D366" in problem.message


def test_the_smallest_safe_modules_are_read_back_in_every_style(logos: dict[str, Path]) -> None:
    side = 33 * qr.MIN_MODULE_MM
    for style in STYLES:
        code = qr_code("https://wa.me/5511987654321", size_mm=side, style=style, logo=logos["sun"])

        assert found(code) == []


@pytest.mark.parametrize("ending", ["pdf", "png", "svg"])
def test_a_styled_code_saves_as_everything(
    ending: str, logos: dict[str, Path], tmp_path: Path
) -> None:
    code = qr_code(LINK, style="dots", dark="#075E54", logo=logos["sun"])

    path = code.save(tmp_path / f"code.{ending}")
    assert path is not None
    assert path.stat().st_size > 1000


def test_styled_codes_on_a_sheet_are_read_back(logos: dict[str, Path]) -> None:
    codes = [
        qr_code(f"{LINK}{number}", style=style, logo=logos["sun"])
        for number, style in enumerate(STYLES * 4)
    ]

    assert found(sheet(codes, stock="Avery L7160")) == []


def test_a_logo_is_in_a_sheets_file_once(logos: dict[str, Path]) -> None:
    one, many = BytesIO(), BytesIO()
    code = qr_code(LINK, logo=logos["noise"])

    sheet(code, stock="Avery L7160", copies=1).save(one)
    sheet(code, stock="Avery L7160", copies=21).save(many)
    assert many.getvalue().count(b"/Subtype /Image") == one.getvalue().count(b"/Subtype /Image")


def test_codes_look_like_their_golden_picture(logos: dict[str, Path], tmp_path: Path) -> None:
    shown = [
        qr_code("https://wa.me/5511987654321", level="Q", style=style, dark="#075E54", logo=logo)
        for style in STYLES
        for logo in (None, logos["sun"])
    ]
    pages = [np.asarray(Image.open(BytesIO(code.png(dpi=300))).convert("RGB")) for code in shown]
    fresh = np.hstack(pages)
    (tmp_path / "codes.png").write_bytes(pictures.png(fresh, level=9))

    assert GOLDEN.exists(), f"look at {tmp_path}, and if it is right keep it as {GOLDEN}"
    wanted = pictures.open_picture(GOLDEN).array()
    assert wanted.shape == fresh.shape
    assert np.abs(wanted.astype(int) - fresh.astype(int)).mean() <= 3.0


# -- what stays as it was -------------------------------------------------------------------------


def test_a_plain_code_is_what_it_was_before_there_were_styles() -> None:
    assert qr_code(LINK).look == Look()
    assert qr_code(LINK).pdf() == qr_code(LINK, style="square", dark="#000", logo=None).pdf()


def test_the_modules_are_those_of_the_text_whatever_the_look(logos: dict[str, Path]) -> None:
    plain, styled = qr_code(LINK), qr_code(LINK, style="dots", logo=logos["black"])

    assert np.array_equal(plain.modules, styled.modules)


# -- what cannot be -------------------------------------------------------------------------------


def test_at_level_l_the_levels_that_would_do_are_named(logos: dict[str, Path]) -> None:
    with pytest.raises(BadInput, match=r"level='L' leaves no room .*'M' \(5%\), 'Q' \(8%\), 'H'"):
        qr_code(LINK, level="L", logo=logos["sun"])


def test_a_code_raised_from_level_l_may_have_a_logo(logos: dict[str, Path]) -> None:
    code = qr_code("https://qr.me/55119876", level="L", boost=True, logo=logos["sun"])

    assert (code.version, code.level) == (2, "Q")
    assert found(code) == []


@pytest.mark.parametrize(
    ("text", "level", "fix"),
    [
        ("a" * 13, "M", "Use level Q, at which it has 25 x 25."),
        ("a" * 9, "M", "Use level H, at which it has 25 x 25."),
        ("a" * 7, "H", "Use level H and a longer text: at least 1 bytes more."),
        ("a", "M", "Use level H and a longer text: at least 7 bytes more."),
    ],
)
def test_a_code_too_small_for_a_logo_says_what_would_do(
    text: str, level: str, fix: str, logos: dict[str, Path]
) -> None:
    with pytest.raises(TooBig) as told:
        qr_code(text, level=level, logo=logos["sun"])
    assert "21 x 21 modules cannot spare the 5 x 5" in str(told.value)
    assert str(told.value).endswith(fix)


def test_what_is_said_to_do_does(logos: dict[str, Path]) -> None:
    assert found(qr_code("a" * 13, level="Q", logo=logos["sun"])) == []
    assert found(qr_code("a" * 8, level="H", logo=logos["sun"])) == []


def test_a_logo_that_would_be_a_line_is_refused_with_the_shape_that_would_do(
    tmp_path: Path,
) -> None:
    Image.new("RGB", (700, 100)).save(tmp_path / "line.png")
    Image.new("RGB", (600, 100)).save(tmp_path / "fits.png")
    text = "a" * 60

    assert qr_code(text, logo=tmp_path / "fits.png").look.logo is not None
    with pytest.raises(BadInput, match=r"700 x 100 pixels: in the 7 x 7 modules.*at most 6 times"):
        qr_code(text, logo=tmp_path / "line.png")


def test_a_huge_logo_is_made_to_fit(tmp_path: Path) -> None:
    Image.new("RGB", (3000, 1500), "navy").save(tmp_path / "huge.png")

    logo = look(logo=tmp_path / "huge.png").logo
    assert logo is not None
    assert (logo.width, logo.height) == (1200, 600)


def test_a_code_that_cannot_carry_its_look_is_never_made(logos: dict[str, Path]) -> None:
    with pytest.raises(TooBig):
        Code(qr.encode("a"), (10, 10), look=look(logo=logos["sun"]))
