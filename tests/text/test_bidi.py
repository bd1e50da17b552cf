"""UAX #9, held by Unicode's own test file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from campaignkit.locales import money
from campaignkit.text import is_rtl, shape, stack
from campaignkit.text.bidi import _ask, base_direction, levels, resolve, visual_order
from campaignkit.text.lines import Direction

UNICODE = Path("/usr/share/unicode/BidiCharacterTest.txt")  # Debian package unicode-data
_MARKS = re.compile("[\u200e\u200f]")
needs_unicode = pytest.mark.skipif(
    not UNICODE.is_file(), reason=f"NOT TESTED: UAX #9; install unicode-data for {UNICODE}"
)


class Case(NamedTuple):
    """A line of the file: text, asked direction, its levels ("x": removed by X9), its order."""

    text: str
    asked: Direction | None
    levels: list[str]
    order: list[int]


def cases() -> Iterator[Case]:
    with UNICODE.open() as file:
        for line in file:
            if line[0] in "#\n":
                continue
            codes, asked, _, found, order = line.rstrip("\n").split(";")
            yield Case(
                "".join(chr(int(code, 16)) for code in codes.split()),
                {"0": "ltr", "1": "rtl", "2": None}[asked],
                found.split(),
                [int(index) for index in order.split()],
            )


def with_l1(text: str, found: bytes, base: int) -> list[int]:
    """Return levels after rule L1, which lines apply to the spaces at their ends."""
    from unicodedata import bidirectional

    done = list(found)
    trailing = True
    for at in range(len(text) - 1, -1, -1):
        kind = bidirectional(text[at])
        if kind in ("S", "B"):
            trailing = True
        if trailing and kind in ("S", "B", "WS", "LRI", "RLI", "FSI", "PDI"):
            done[at] = base
        elif kind not in ("BN", "LRE", "RLE", "LRO", "RLO", "PDF"):
            trailing = False
    return done


@needs_unicode
def test_all_lines_of_unicodes_test_file_pass() -> None:
    wrong, count = [], 0
    for case in cases():
        direction = case.asked or base_direction(case.text)
        found = with_l1(case.text, resolve(case.text, direction), int(direction == "rtl"))
        shown = [at for at, level in enumerate(case.levels) if level != "x"]
        order = [shown[at] for at in visual_order([found[at] for at in shown])]
        same = [str(found[at]) for at in shown] == [case.levels[at] for at in shown]
        if not same or order != case.order:
            wrong.append(case)
        count += 1

    assert count == 91_707
    assert wrong == []


def test_a_run_of_one_class_is_asked_as_one_character_and_gets_the_same_levels() -> None:
    alphabet = "abאבמع12٣٤ .,+-()[]%$\u0300\u200d\u202b\u202c\u2067\u2069"
    chance = Random(9)
    words = ("".join(chance.choices(alphabet, k=chance.randrange(2, 20))) for _ in range(500))
    texts = ["".join(c * chance.randrange(1, 4) for c in word) for word in words]

    for text in texts:
        assert resolve(text, "rtl") == _ask(text, "rtl")
        assert resolve(text, "ltr") == _ask(text, "ltr")


def test_texts_that_need_no_algorithm_get_the_levels_it_would_give() -> None:
    chance = Random(10)
    right = "ابتثجحخאבגד .,:;!?()[]«»-+*/&%$#@\"'،؟ـ\u064e"
    left = "abc XYZ 123 .,:;!?()[]%$#@ éßΩЖअ中"

    for alphabet, direction in ((right, "rtl"), (left, "ltr")):
        for _ in range(300):
            text = "".join(chance.choices(alphabet, k=chance.randrange(1, 20)))
            assert levels(text, direction) == _ask(text, direction)  # type: ignore[arg-type]


def test_a_phone_number_in_an_arabic_sentence_is_isolated_without_changing_the_text() -> None:
    text = "اتصل: +966 50 123 4567"
    found = levels(text, "rtl")

    assert len(found) == len(text)
    assert set(found[:6]) == {1}
    assert set(found[6:]) == {2}


@pytest.mark.parametrize(
    "currency", ["BRL", "USD", "CAD", "HKD", "SAR", "AED", "INR", "EUR", "XOF"]
)
@pytest.mark.parametrize("around", ["{}", "المبلغ: {}", "المبلغ: {}، شكرا", "{} / {}"])
def test_the_sign_of_a_currency_is_drawn_in_its_own_order_in_arabic(currency, around) -> None:  # type: ignore[no-untyped-def]
    amount = money("25.50", currency, "ar")
    line = shape(around.format(amount, amount), stack(language="ar"))

    drawn = "".join(cluster.text for run in line.runs for cluster in run.clusters)
    number, _, sign = _MARKS.sub("", amount).partition("\xa0")
    assert f"{sign if sign.isascii() or 'CFA' in sign else sign[::-1]}\xa0{number}" in drawn


def test_the_first_strong_letter_outside_isolates_decides_the_direction() -> None:
    assert base_direction("(12) Price: 25 ريال") == "ltr"
    assert base_direction("(12) ريال Price") == "rtl"
    assert base_direction("\u2067שלום\u2069 hello") == "ltr"
    assert base_direction("12:30") == "ltr"
    assert base_direction("12:30", "rtl") == "rtl"
    assert base_direction("") == "ltr"


def test_languages_written_from_right_to_left() -> None:
    right = [language for language in ("ar", "ar_EG", "fa", "he", "ur-PK") if is_rtl(language)]
    left = [language for language in ("en", "hi", "pt_BR", "pa", "az", "bn") if is_rtl(language)]

    assert right == ["ar", "ar_EG", "fa", "he", "ur-PK"]
    assert left == []
