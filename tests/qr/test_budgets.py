from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.errors import BadInput, TooBig
from campaignkit.qr import MIN_MODULE_MM, MODULE_MM, QUIET_MODULES, budget, encode

LINK = "https://wa.me/5511987654321"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(TEXTS, st.sampled_from("LMQH"), st.booleans())
@settings(deadline=None)
def test_the_budget_foretells_the_code(text: str, level: str, boost: bool):
    symbol = encode(text, level=level, boost=boost)

    found = budget(text, level=level, boost=boost)

    assert (found.version, found.level) == (symbol.version, symbol.level)
    assert found.modules == len(symbol.modules)
    assert found.bytes_used == len(text.encode())
    assert found.bits_used <= found.bits_held


@given(TEXTS, st.sampled_from("LMQH"), st.sampled_from("0A~"))
@settings(deadline=None)
def test_the_bytes_left_may_be_any(text: str, level: str, more: str):
    found = budget(text, level=level)

    grown = budget(text + more * found.bytes_left, level=level)

    assert grown.version == found.version


def test_one_byte_more_than_is_left_needs_the_next_version():
    found = budget("a" * 10)

    assert (found.version, found.bytes_left) == (1, 4)
    assert budget("a" * 14).version == 1
    assert budget("a" * 15).version == 2


def test_capacity_is_counted_in_bits_with_headers():
    found = budget("01234567")

    assert (found.bits_used, found.bits_held) == (41, 128)


def test_sizes_include_the_quiet_zone_on_both_sides():
    found = budget(LINK)

    assert found.modules == 25
    assert found.size_mm == pytest.approx(33 * 0.40)
    assert found.size_at(MIN_MODULE_MM) == pytest.approx(33 * 0.33)
    assert found.module_at(33) == pytest.approx(1.0)
    assert (QUIET_MODULES, MIN_MODULE_MM, MODULE_MM) == (4, 0.33, 0.40)


def test_a_code_read_from_afar_needs_larger_modules():
    # 10 cm at one metre for a code of 33 modules across, as the rule of the trade has it
    found = budget(LINK, distance_mm=1000)

    assert found.module_mm == pytest.approx(1000 / 330)
    assert found.size_mm == pytest.approx(100)


def test_a_denser_code_must_be_larger_at_the_same_distance():
    assert (
        budget("a" * 200, distance_mm=1000).size_mm > 1.5 * budget(LINK, distance_mm=1000).size_mm
    )


def test_near_codes_keep_the_module_of_the_surface():
    assert budget(LINK, distance_mm=50).module_mm == MODULE_MM
    assert budget(LINK, distance_mm=50, module_mm=0.5).module_mm == 0.5


def test_a_budget_is_a_sentence():
    assert str(budget(LINK)) == (
        "version 2-M, 25 modules, 3 bytes to spare, at least 13.2 mm wide with its quiet zone"
    )


@pytest.mark.parametrize("module_mm", [0.32, 0, -1])
def test_modules_below_the_floor_are_refused(module_mm: float):
    with pytest.raises(BadInput, match=r"is below the smallest module .* Use at least 0\.33"):
        budget(LINK, module_mm=module_mm)


@pytest.mark.parametrize("distance_mm", [0, -5, float("nan")])
def test_a_distance_is_above_nothing(distance_mm: float):
    with pytest.raises(BadInput, match="is no distance"):
        budget(LINK, distance_mm=distance_mm)


def test_texts_and_levels_are_refused_as_by_encode():
    with pytest.raises(BadInput, match="the text is empty"):
        budget("")
    with pytest.raises(BadInput, match="is no error correction level"):
        budget("a", level="X")
    with pytest.raises(TooBig, match="or shorten the text by its last 69 bytes"):
        budget("a" * 2400)
