from __future__ import annotations

import pickle
from collections.abc import Iterator
from itertools import count, islice

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.errors import BadInput, CampaignError, TooBig
from campaignkit.qr import QUIET_MODULES, Symbol, encode, encode_many

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


def scanned(symbol: Symbol) -> list[bytes]:
    """What a reader finds in the symbol drawn with its quiet zone, four pixels a module."""
    light = np.pad(~symbol.modules, QUIET_MODULES, constant_values=True)
    picture = np.kron(light, np.full((4, 4), 255, np.uint8))
    return [found.bytes for found in zxingcpp.read_barcodes(np.ascontiguousarray(picture))]


def message(text: object, **options: str) -> str:
    with pytest.raises(CampaignError) as caught:
        encode(text, **options)  # type: ignore[arg-type]
    return str(caught.value)


@given(TEXTS, st.sampled_from("LMQH"))
@settings(deadline=None)
def test_a_reader_gets_the_text_back(text: str, level: str):
    symbol = encode(text, level=level)

    assert scanned(symbol) == [text.encode()]


@given(TEXTS, st.sampled_from("LMQH"))
@settings(deadline=None)
def test_segments_joined_are_the_text_in_utf_8(text: str, level: str):
    symbol = encode(text, level=level)

    assert b"".join(data for _, data in symbol.segments) == text.encode()
    assert all(a != b for (a, _), (b, _) in zip(symbol.segments, symbol.segments[1:], strict=False))


@given(st.lists(TEXTS, max_size=30), st.booleans())
@settings(deadline=None, max_examples=25)
def test_many_are_the_very_symbols_of_one_by_one(texts: list[str], boost: bool):
    many = [*encode_many(texts, boost=boost)]

    assert many == [encode(text, boost=boost) for text in texts]
    assert [symbol.text for symbol in many] == texts


def test_the_longest_texts_fit():
    symbols = [encode("7" * 7089, level="L"), encode("A" * 4296, level="L")]
    symbols += [encode("a" * 2953, level="L"), encode("é" * 636, level="H")]

    assert [symbol.version for symbol in symbols] == [40] * 4
    assert scanned(symbols[2]) == [b"a" * 2953]


def test_blocks_of_nothing_but_zeros_can_be_read():
    # python-qrcode 8.2 raises here: its glog(0) is undefined
    zeros = encode("0" * 300, level="H")
    nothing = encode("\0" * 300, level="Q")

    assert scanned(zeros) == [b"0" * 300]
    assert scanned(nothing) == [b"\0" * 300]


def test_the_level_asked_for_is_the_level_drawn():
    for level in "LMQH":
        assert encode("https://wa.me/5511987654321", level=level).level == level


def test_boost_raises_the_level_while_the_version_stays():
    plain = encode("1" * 17, level="L")

    boosted = encode("1" * 17, level="L", boost=True)

    assert (plain.version, plain.level) == (1, "L")
    assert (boosted.version, boosted.level) == (1, "H")
    assert encode("1" * 18, level="L", boost=True).level == "Q"
    assert encode("a" * 17, level="L", boost=True).level == "L"


def test_boost_never_lowers_the_level():
    assert encode("a", level="H", boost=True).level == "H"


def test_equal_input_makes_equal_symbols():
    assert encode("Oi!") == encode("Oi!")
    assert hash(encode("Oi!")) == hash(encode("Oi!"))
    assert encode("Oi!") != encode("Oi?")
    assert encode("Oi!") != encode("Oi!", level="Q")
    assert encode("Oi!") != "Oi!"


def test_modules_are_a_square_of_booleans_that_cannot_be_written():
    modules = encode("Oi!").modules

    assert (modules.shape, modules.dtype) == ((21, 21), np.bool_)
    with pytest.raises(ValueError, match="read-only"):
        modules[0, 0] = False


def test_a_symbol_travels_to_another_process():
    symbol = encode("नमस्ते, 5511987654321")

    travelled = pickle.loads(pickle.dumps(symbol))

    assert travelled == symbol
    assert travelled.segments == symbol.segments
    assert not travelled.modules.flags.writeable
    assert len(pickle.dumps(symbol)) < 400


def test_a_symbol_says_what_it_is():
    assert repr(encode("Oi!")).startswith("<QR code 1-M, mask ")
    assert repr(encode("Oi!")).endswith(": 'Oi!'>")


def test_many_takes_an_endless_generator_and_reads_one_block_ahead():
    taken: list[int] = []

    def endless() -> Iterator[str]:
        for number in count():
            taken.append(number)
            yield f"https://wa.me/55119876{number:05}"

    symbols = encode_many(endless())
    assert taken == []
    first = list(islice(symbols, 512))
    assert len(taken) == 512
    next(symbols)
    assert len(taken) == 1024

    assert [symbol.text[-5:] for symbol in first] == [f"{number:05}" for number in range(512)]


def test_many_reads_fewer_ahead_when_texts_are_long():
    taken: list[int] = []

    next(encode_many(taken.append(number) or "a" * 2000 for number in count()))

    assert len(taken) == 33


def test_many_of_none_are_none():
    assert list(encode_many([])) == []


def test_many_yields_all_before_a_bad_text_and_names_its_place():
    texts = [*(str(number) for number in range(600)), "", "never reached"]
    symbols = encode_many(texts)

    before = [next(symbols).text for _ in range(600)]

    assert before == texts[:600]
    with pytest.raises(BadInput, match=r"^texts\[600\]: the text is empty\. Give the code at"):
        next(symbols)


def test_many_says_which_text_is_too_long():
    symbols = encode_many(["a", "b" * 3000, "c"])

    assert next(symbols).text == "a"
    with pytest.raises(TooBig, match=r"^texts\[1\]: 3,000 bytes do not fit a QR code at level M"):
        next(symbols)


def test_a_level_is_checked_before_any_text_is_read():
    with pytest.raises(BadInput, match=r"^level='m' is no error correction level\. Use 'L', 'M'"):
        encode_many(["a"], level="m")


@pytest.mark.parametrize("level", ["", "LM", "h", "low", None, 2])
def test_levels_are_four_letters(level: object):
    with pytest.raises(BadInput, match="is no error correction level"):
        encode("a", level=level)  # type: ignore[arg-type]


def test_an_empty_text_is_refused():
    assert message("") == "the text is empty. Give the code at least one character."


def test_what_is_no_text_is_refused():
    assert message(b"a") == "b'a' is of type bytes, not str. Give the text of the code."
    assert message(None).startswith("None is of type NoneType, not str.")


def test_half_a_surrogate_pair_is_refused():
    assert message("ab\ud83d") == (
        "the text has half a character at place 2 ('\\ud83d', a lone surrogate). "
        "Decode its source as UTF-8, or remove it."
    )


def test_too_long_a_text_learns_which_level_holds_it():
    assert message("a" * 2400, level="H") == (
        "2,400 bytes do not fit a QR code at level H (it holds 1,273). Use level L, which holds "
        "them, or shorten the text by its last 1,127 bytes."
    )


def test_the_nearest_level_that_holds_it_is_advised():
    assert "Use level Q, which holds them" in message("a" * 1500, level="H")
    assert "Use level M, which holds them" in message("a" * 2000, level="H")


def test_a_text_too_long_for_every_level_learns_how_much_to_cut():
    said = "3,000 bytes do not fit a QR code at level L (it holds 2,953). "
    assert message("a" * 3000, level="L") == said + "Shorten the text by its last 47 bytes."
    assert message("1" * 90_000, level="L").endswith("Shorten the text by its last 82,911 bytes.")


@pytest.mark.parametrize("level", "LMQH")
def test_the_advice_for_mixed_texts_is_true(level: str):
    text = "नमस्ते 12345678901234567890 %E0%A4%A8%E0%A4%AE " * 90

    cut = int(message(text, level=level).split()[-2].replace(",", ""))
    kept = text.encode()[:-cut].decode()
    assert encode(kept, level=level).version == 40
    with pytest.raises(TooBig):
        encode(text[: len(kept) + 1], level=level)


@pytest.mark.parametrize(
    ("text", "level", "rule"),
    [
        ("", "M", "qr.empty"),
        (3, "M", "qr.no-text"),
        ("\ud800", "M", "qr.half-character"),
        ("x" * 3000, "M", "qr.too-long"),
        ("x", "X", "qr.level"),
    ],
)
def test_every_refusal_has_its_rule(text: object, level: str, rule: str):
    with pytest.raises(CampaignError) as caught:
        encode(text, level=level)  # type: ignore[arg-type]

    assert (caught.value.rule, caught.value.problems[0].rule) == (rule, rule)
