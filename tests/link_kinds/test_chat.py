"""The forms of a chat link: WhatsApp Help Center, "How to use click to chat"."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import link_kinds
from campaignkit.business import Business
from campaignkit.errors import BadInput, TooBig
from campaignkit.link_kinds import chat

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR")


@pytest.mark.parametrize(
    ("phone", "text", "expected"),
    [
        ("15551234567", "", "https://wa.me/15551234567"),
        ("+1 (555) 123-4567", "", "https://wa.me/15551234567"),
        ("+001-(555)1234567", "", "https://wa.me/15551234567"),
        ("0091 98765 43210", "", "https://wa.me/919876543210"),
        ("+44 (0)20 7946 0958", "", "https://wa.me/442079460958"),
        (SHOP, "", "https://wa.me/5511987654321"),
        (
            "15551234567",
            "I'd like 2 teas",
            "https://wa.me/15551234567?text=I%27d%20like%202%20teas",
        ),
        (
            "5511912345678",
            "Olá! Quero 2 cafés ☕\nEntrega hoje?",
            "https://wa.me/5511912345678?text=Ol%C3%A1%21%20Quero%202%20caf%C3%A9s%20%E2%98%95"
            "%0AEntrega%20hoje%3F",
        ),
        (
            None,
            "Compra 1+1 = 50% & frete #grátis",
            "https://wa.me/?text=Compra%201%2B1%20%3D%2050%25%20%26%20frete%20%23gr%C3%A1tis",
        ),
        (
            "919876543210",
            "नमस्ते",
            "https://wa.me/919876543210?text=%E0%A4%A8%E0%A4%AE%E0%A4%B8%E0%A5%8D%E0%A4%A4"
            "%E0%A5%87",
        ),
        (
            "971501234567",
            "مرحبا 👋",
            "https://wa.me/971501234567?text=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7%20%F0%9F%91%8B",
        ),
        (
            "15551234567",
            "*Sale* _today_",
            "https://wa.me/15551234567?text=%2ASale%2A%20_today_",
        ),
        ("15551234567", "Line1\r\nLine2", "https://wa.me/15551234567?text=Line1%0ALine2"),
        ("15551234567", "👩‍🍳", "https://wa.me/15551234567?text=%F0%9F%91%A9%E2%80%8D%F0%9F%8D%B3"),
        ("15551234567", "5 × R$10", "https://wa.me/15551234567?text=5%20%C3%97%20R%2410"),
        ("15551234567", "(a)[b]{c}", "https://wa.me/15551234567?text=%28a%29%5Bb%5D%7Bc%7D"),
        ("15551234567", "a+b", "https://wa.me/15551234567?text=a%2Bb"),
    ],
)
def test_a_chat_link_is_written_strictly(phone, text, expected):
    assert chat.link(phone, text) == expected


@pytest.mark.parametrize(
    ("phone", "text", "error", "says"),
    [
        ("98765 43210", "", BadInput, "no country code"),
        ("+1555123456789012", "", BadInput, "has 16 digits"),
        ("@padaria", "", BadInput, "no link for user names"),
        (None, "", BadInput, "needs a phone, a text, or both"),
        ("15551234567", "Hi \ud83d", BadInput, r"half a character \(U\+D83D\) at place 4"),
        ("15551234567", "न" * 900, TooBig, r"8,131 characters; servers take 8,000"),
    ],
)
def test_what_gives_no_working_link_is_refused(phone, text, error, says):
    with pytest.raises(error, match=says):
        chat.link(phone, text)


@pytest.mark.parametrize(
    ("written", "phone", "text"),
    [
        (
            "https://api.whatsapp.com/send?phone=15551234567&text=Hi%20there",
            "15551234567",
            "Hi there",
        ),
        (
            "https://api.whatsapp.com/send/?phone=14155552671&text=hello+world"
            "&type=phone_number&app_absent=0",
            "14155552671",
            "hello world",
        ),
        ("https://wa.me/15551234567?text=a+b", "15551234567", "a b"),
        ("https://wa.me/15551234567?text=a%2Bb", "15551234567", "a+b"),
        ("http://wa.me/15551234567/", "15551234567", ""),
        ("wa.me/15551234567", "15551234567", ""),
        ("www.wa.me/15551234567", "15551234567", ""),
        ("HTTPS://WA.ME/15551234567", "15551234567", ""),
        ("https://web.whatsapp.com/send?phone=%2B15551234567", "15551234567", ""),
        ("whatsapp://send?phone=15551234567&text=Hi", "15551234567", "Hi"),
        ("whatsapp://send?text=Hi", None, "Hi"),
        ("https://wa.me/?text=Hi", None, "Hi"),
        ("https://wa.me/%2B1-555-123-4567", "15551234567", ""),
    ],
)
def test_every_form_in_use_is_read(written, phone, text):
    found = link_kinds.parse(written)

    assert (found.kind, found.phone, found.text) == ("chat", phone, text)


def test_a_redirected_link_is_rebuilt_in_the_documented_form():
    found = link_kinds.parse(
        "https://api.whatsapp.com/send/?phone=14155552671&text=hello+world&type=phone_number"
    )

    assert link_kinds.rebuild(found) == "https://wa.me/14155552671?text=hello%20world"


@pytest.mark.parametrize(
    "written",
    [
        "https://wa.me/padariasol",
        "https://wa.me/u/padariasol",
        "https://wa.me/",
        "https://wa.me@example.com/15551234567",
        "https://wa.me:8080/15551234567",
        "https://wa.me/15551234567?text=%FF",
        "http://[wa.me/1",
        "https://example.com/15551234567",
        "wa.me",
        "",
    ],
)
def test_what_is_no_chat_link_is_not_taken_for_one(written):
    assert chat.read(written) is None
    with pytest.raises(BadInput, match="is no link of a known kind"):
        link_kinds.parse(written)


def test_a_link_to_a_user_name_is_refused_with_the_reason():
    with pytest.raises(BadInput, match="no link for user names"):
        link_kinds.parse("https://wa.me/padariasol")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=80))
def test_any_text_comes_back_as_it_was_typed(text):
    made = chat.link(SHOP, text)

    assert made.isascii()
    assert link_kinds.parse(made).text == text
    assert link_kinds.rebuild(link_kinds.parse(made)) == made
    assert unquote(made.partition("?text=")[2]) == text


def test_a_long_message_is_advised_against_before_it_is_refused():
    rules = [problem.rule for problem in link_kinds.advice(chat.link(SHOP, "न" * 250))]

    assert rules == ["link.long"]
    assert [p.rule for p in link_kinds.advice(chat.link(SHOP, "a" * 1001))] == ["link.long-text"]


def test_a_number_that_cannot_work_is_found_in_a_link_made_elsewhere():
    (problem,) = link_kinds.advice("https://wa.me/0712345678")

    assert (problem.rule, problem.severity) == ("link.phone", "error")
    assert "no country code" in problem.message


def test_a_user_id_is_refused_with_the_reason():
    with pytest.raises(BadInput, match="a user id, which only the platform's API can write to"):
        chat.link("US.13491208655302741918")


@pytest.mark.parametrize(
    "written",
    [
        "wa.me/55",
        "https://wa.me/551198",
        "https://wa.me/5511987654321123",
        "https://api.whatsapp.com/send?phone=55&text=Oi",
        "https://wa.me/c/55",
    ],
)
def test_a_number_that_none_can_have_opens_no_chat(written):
    with pytest.raises(BadInput, match=r"digits, and a full one has 7 to 15") as caught:
        link_kinds.parse(written)

    assert caught.value.rule == "link.number-length"
    assert link_kinds.judge(written).errors
    assert link_kinds.advice(written).errors


def test_short_numbers_are_called():
    assert link_kinds.parse("tel:190").kind == "tel"
