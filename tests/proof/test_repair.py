"""The nearest code that passes: as little is changed as will do, and it does pass."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit import qr
from campaignkit.drawing import CodeBox, Drawing, Page, Placed
from campaignkit.errors import BadInput
from campaignkit.pictures import Picture
from campaignkit.proof.compare import Expected
from campaignkit.proof.pages import check_pdf
from campaignkit.proof.repair import CodePlan, repaired
from campaignkit.render import pdf

LINK = "https://wa.me/5511987654321"
GOOD = CodePlan(text=LINK, side_mm=20)


def changes(plan: CodePlan, **options: float) -> dict[str, str]:
    return {change.what: change.after for change in repaired(plan, **options)[1]}


def checked(plan: CodePlan, **options: float) -> list[str]:
    """Draw a plan, and return the rules it breaks."""
    symbol = qr.encode(plan.text, level=plan.level)
    box = CodeBox(
        x=0,
        y=0,
        side=plan.side_mm,
        symbol=symbol,
        dark=plan.dark,
        light=plan.light,
        quiet=plan.quiet,
        logo=Picture(1, 1, "RGB", bytes(3)) if plan.has_logo else None,
        cleared=qr.logo_modules(symbol.version, plan.level) if plan.has_logo else 0,
    )
    side = plan.side_mm
    out = BytesIO()
    pdf.write([Page(side, side, (Placed(0, 0, Drawing(side, side, (box,))),))], out)
    corner = plan.quiet * plan.module_mm
    code = Expected(
        text=plan.text,
        x_mm=corner,
        y_mm=corner,
        size_mm=side - 2 * corner,
        cleared=box.cleared,
    )
    (page,) = check_pdf(out.getvalue(), expected=[[code]], **options)
    return [problem.rule for problem in page.problems]


def test_of_a_good_code_nothing_is_changed() -> None:
    assert repaired(GOOD) == (GOOD, ())


def test_a_logo_at_level_m_raises_the_level_and_keeps_the_module() -> None:
    plan = CodePlan(text=LINK, side_mm=20, has_logo=True)
    better, said = repaired(plan)

    assert (better.level, [change.what for change in said]) == ("Q", ["level", "side_mm"])
    assert better.module_mm == pytest.approx(plan.module_mm, abs=0.01)


def test_a_narrow_quiet_zone_is_made_four_modules() -> None:
    assert changes(CodePlan(text=LINK, side_mm=20, quiet=1))["quiet"] == "4"


def test_light_on_dark_is_exchanged() -> None:
    plan = CodePlan(text=LINK, side_mm=20, dark="#FFFFFF", light="#075E54")

    assert changes(plan) == {"colors": "#075E54 on #FFFFFF"}


def test_a_pale_colour_is_made_as_dark_as_it_must_be() -> None:
    (change,) = repaired(CodePlan(text=LINK, side_mm=20, dark="#25D366"))[1]

    assert str(change) == (
        "colors: #25D366 on #FFFFFF -> #178841 on #FFFFFF, its contrast is too low"
    )


def test_a_dark_ground_is_made_white() -> None:
    assert changes(CodePlan(text=LINK, side_mm=20, light="#25D366")) == {
        "colors": "#000000 on #FFFFFF"
    }


def test_a_small_code_is_made_as_large_as_phones_need() -> None:
    assert changes(CodePlan(text=LINK, side_mm=8)) == {"side_mm": "10.9 mm"}


def test_a_code_for_a_wall_is_made_as_large_as_the_distance_asks() -> None:
    assert changes(GOOD, distance_mm=2000) == {"side_mm": "200 mm"}


def test_on_a_label_printer_modules_are_whole_dots() -> None:
    better, (change,) = repaired(GOOD, dpi=203)

    assert better.module_mm * 203 / 25.4 == pytest.approx(5, abs=0.01)
    assert "5 whole dots of 203 dpi" in change.why


def test_what_has_whole_dots_is_left() -> None:
    better, _ = repaired(GOOD, dpi=203)

    assert repaired(better, dpi=203) == (better, ())


def test_what_is_no_colour_is_refused() -> None:
    with pytest.raises(BadInput, match=r"'green' is no colour\. Write it as in #128C7E\."):
        repaired(CodePlan(text=LINK, side_mm=20, dark="green"))


COLORS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@settings(max_examples=25, deadline=None)
@given(
    st.builds(
        CodePlan,
        text=st.sampled_from([LINK, "A", LINK + "?text=" + "x" * 60]),
        side_mm=st.floats(5, 60),
        level=st.sampled_from(qr.LEVELS),
        quiet=st.integers(0, 6),
        dark=COLORS,
        light=COLORS,
    )
)
def test_whatever_was_planned_the_repaired_code_passes(plan: CodePlan) -> None:
    better, _ = repaired(plan)

    assert checked(better) == []
    assert repaired(better) == (better, ())
