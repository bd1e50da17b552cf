"""What keeps its left-to-right order inside right-to-left text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.text import isolate
from campaignkit.text.isolates import spans

ARABIC = "مرحبا"


@pytest.mark.parametrize(
    "token",
    [
        "+966 50 123 4567",
        "(11) 98765-4321",
        "+55 (11) 98765-4321",
        "0712-345-678",
        "٠٥٠ ١٢٣ ٤٥٦٧",
        "2025-05-12",
        "10:00-22:00",
        "-20",
        "+5",
        "https://wa.me/966501234567?text=Hi%21",
        "www.padaria-sol.com.br/menu",
        "wa.me/966501234567",
        "padaria.sol@example.com",
        "@padaria_sol",
        "#black_friday",
        "SKU-123/AB",
        "R$ 19,90",
        "R$",
        "US$",
        "US$ 5",
        "SAR 25",
        "₹1,499",
    ],
)
def test_a_token_is_wrapped_whole(token: str) -> None:
    assert isolate(f"{ARABIC} {token} {ARABIC}") == f"{ARABIC} \u2066{token}\u2069 {ARABIC}"


@pytest.mark.parametrize(
    "text",
    [
        "خصم 50% على iPhone 15 Pro!",
        "السعر ١٢٣٫٤٥ ر.س",
        "12/05/2025",
        "10:00 – 22:00",
        "مرحبا - أهلا",
        "iPhone",
        "",
    ],
)
def test_what_the_algorithm_has_right_is_left_alone(text: str) -> None:
    assert isolate(text) == text


def test_the_stop_after_an_address_stays_outside() -> None:
    assert isolate(f"{ARABIC} wa.me/5511.") == f"{ARABIC} \u2066wa.me/5511\u2069."
    assert isolate(f"{ARABIC} (a@b.co)، ") == f"{ARABIC} (\u2066a@b.co\u2069)، "


def test_what_the_author_isolated_is_left_alone() -> None:
    text = f"{ARABIC} \u2066+966 50 123 4567\u2069"

    assert isolate(text) == text
    assert isolate(isolate(f"{ARABIC} +1 2 3")) == isolate(f"{ARABIC} +1 2 3")


@given(st.text("مرحبا abc123 +-.,:/()@#%$₹\u2066\u2069", max_size=40))
def test_nothing_but_isolates_is_added(text: str) -> None:
    bare = str.maketrans("", "", "\u2066\u2069")

    assert isolate(text).translate(bare) == text.translate(bare)
    assert isolate(text).count("\u2066") - text.count("\u2066") == len(spans(text))


@pytest.mark.parametrize("piece", ["1", "1,", "-", "a.", "+", "\u2066", "1 ", "a@", "http://"])
def test_time_grows_with_the_length_and_not_with_its_square(piece: str, ends) -> None:  # type: ignore[no-untyped-def]
    with ends():
        assert isolate(piece * 20_000)
