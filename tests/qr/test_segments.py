from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.errors import TooBig
from campaignkit.qr import Mode, encode
from campaignkit.qr.bits import message_bytes
from campaignkit.qr.segments import bits_of_beginnings, plan

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
COUNT_BITS = {1: (10, 9, 8), 10: (12, 11, 16), 27: (14, 13, 16)}  # ISO/IEC 18004 table 3


def pieces(*kinds: str, most: int) -> st.SearchStrategy[str]:
    """Texts of runs from several alphabets: where divisions are hard."""
    runs = [st.text(alphabet=kind, min_size=1, max_size=9) for kind in kinds]
    return st.lists(st.one_of(runs), min_size=1, max_size=most).map("".join)


def fewest_bits(text: str, first_version: int) -> int:
    """Try every division into segments, by the standard's own words and without haste."""
    sizes = COUNT_BITS[first_version]

    @cache
    def rest(at: int) -> int:
        if at == len(text):
            return 0
        found = []
        for end in range(at + 1, len(text) + 1):
            part, n = text[at:end], end - at
            found.append(4 + sizes[2] + 8 * n + rest(end))
            if all(c in ALPHANUMERIC for c in part):
                found.append(4 + sizes[1] + 11 * (n // 2) + 6 * (n % 2) + rest(end))
            if all(c in "0123456789" for c in part):
                found.append(4 + sizes[0] + 10 * (n // 3) + (0, 4, 7)[n % 3] + rest(end))
        return min(found)

    return rest(0)


def picture(modules: np.ndarray) -> np.ndarray:
    """Four pixels a module, four modules of light around."""
    light = np.pad(~modules, 4, constant_values=True)
    return np.ascontiguousarray(np.kron(light, np.full((4, 4), 255, np.uint8)))


def segments(text: str, **options: str) -> list[tuple[str, str]]:
    return [(str(mode), data.decode()) for mode, data in encode(text, **options).segments]


def test_a_phone_number_in_a_link_is_written_as_a_number():
    found = segments("https://wa.me/5511987654321")

    assert found == [("byte", "https://wa.me/"), ("numeric", "5511987654321")]


def test_percent_escapes_are_alphanumeric():
    hindi = "?text=" + "%E0%A4%A8%E0%A4%AE%E0%A4%B8"

    found = segments(hindi)

    assert found == [("byte", "?text="), ("alphanumeric", "%E0%A4%A8%E0%A4%AE%E0%A4%B8")]


def test_short_runs_are_not_worth_a_segment():
    found = segments("ab12cd")

    assert found == [("byte", "ab12cd")]


def test_one_alphabet_is_one_segment():
    assert segments("8675309") == [("numeric", "8675309")]
    assert segments("HTTPS://WA.ME") == [("alphanumeric", "HTTPS://WA.ME")]
    assert segments("नमस्ते") == [("byte", "नमस्ते")]


def test_modes_are_the_standards_indicators():
    assert [int(mode) for mode in Mode] == [0b0001, 0b0010, 0b0100]
    assert [str(mode) for mode in Mode] == ["numeric", "alphanumeric", "byte"]


@given(pieces("0123456789", ALPHANUMERIC, "abc?=", "é", most=9))
def test_no_other_division_has_fewer_bits(text: str):
    letters = "".join(c if c.isascii() else "zz" for c in text)  # a byte each, as the oracle counts

    division = plan([letters.encode()], 1)

    assert division.version[0] < 10
    assert division.bits[0] == fewest_bits(letters, 1)


@pytest.mark.parametrize(("padding", "first"), [(250, 10), (1200, 27)])
def test_larger_versions_are_divided_at_their_own_prices(padding: int, first: int):
    text = "z" * padding + "12345678A0123456b123456789012345%C3%A9%C3%A9z1234567"

    division = plan([text.encode()], 1)

    assert first <= division.version[0]
    assert division.bits[0] - 8 * (padding - 1) == fewest_bits(text[padding - 1 :], first)


@given(st.lists(pieces("0123456789", ALPHANUMERIC, "abc?=é😀", most=40), min_size=1, max_size=9))
def test_a_text_is_divided_alike_alone_and_among_others(texts: list[str]):
    encoded = [text.encode() for text in texts]

    together = plan(encoded, 0)

    alone = [plan([data], 0) for data in encoded]
    assert together.bits.tolist() == [int(one.bits[0]) for one in alone]
    assert together.version.tolist() == [int(one.version[0]) for one in alone]
    assert together.run_mode.tolist() == [mode for one in alone for mode in one.run_mode.tolist()]


@given(pieces("0123456789", ALPHANUMERIC, "abc?=é", most=7))
def test_every_beginning_of_a_text_is_priced_as_if_it_stood_alone(text: str):
    letters = "".join(c if c.isascii() else "zz" for c in text)

    found = bits_of_beginnings(letters.encode())

    assert found.tolist() == [fewest_bits(letters[:n], 27) for n in range(1, len(letters) + 1)]


def test_texts_of_very_different_length_share_a_batch():
    short, long = b"1a" * 3, b"1a" * 1400
    texts = [short] * 300 + [long] + [short] * 300

    division = plan(texts, 0)

    assert division.bits[300] == plan([long], 0).bits[0]
    assert np.unique(np.delete(division.bits, 300)).tolist() == plan([short], 0).bits.tolist()


@pytest.mark.parametrize(
    "text",
    [
        "WIFI:T:WPA;S:Café São João;P:12345678;;",
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:Jürgen Müller\r\nEND:VCARD\r\n",
        "SMSTO:+5511987654321:Olá!",
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:" + "सूरज बेकरी " * 60 + "\r\nEND:VCARD\r\n",
    ],
)
def test_an_eci_mark_stands_before_cards_and_networks_with_accents(text):
    data = text.encode()
    marked = plan([b"x", data, b"12"], 1)
    head = message_bytes(plan([data], 1))[0].tobytes()[:2]

    assert marked.lead.tolist() == [0, 12, 0]
    assert int.from_bytes(head, "big") >> 4 == 0b0111_00011010  # ECI, 26: UTF-8
    alone = message_bytes(plan([data], 1))[0].tobytes()
    assert message_bytes(marked)[1].tobytes() == alone  # the same beside others
    (read,) = zxingcpp.read_barcodes(picture(encode(text).modules))
    assert read.text == text
    assert [str(mode) for mode, _ in encode(text).segments] == ["byte"]


@pytest.mark.parametrize(
    "text",
    [
        "WIFI:T:WPA;S:Padaria Sol;P:12345678;;",
        "नमस्ते",
        "BCD\n002\n1\nSCT\n\nCafé\nDE33100205000001194700",
        "https://wa.me/5511987654321?text=Ol%C3%A1",
    ],
)
def test_no_eci_mark_stands_elsewhere(text):
    assert plan([text.encode()], 1).lead.tolist() == [0]


def test_the_mark_counts_among_the_bits_of_a_text():
    marked, plain = "SMSTO:é", "smsto:é"

    assert plan([marked.encode()], 1).bits[0] == plan([plain.encode()], 1).bits[0] + 12


def test_a_marked_text_fills_the_largest_code_but_for_its_mark():
    most = "WIFI:" + "é" * 1473  # 2,951 bytes of 2,953; two more would fit without the mark

    assert encode(most, level="L").version == 40
    with pytest.raises(TooBig, match="2,953 bytes do not fit a QR code at level L"):
        encode(most + "xx", level="L")
