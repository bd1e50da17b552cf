"""References in what people write: found through slips, never found where there is none."""

from __future__ import annotations

import random
import unicodedata

import pytest

import campaignkit as ck
from campaignkit.tracking import Reference, Spotter, reference

CODES: dict[str, int] = {}
for number in range(2000):
    CODES[reference("spring", str(number), taken=CODES).code] = number
SPOTTER = Spotter(CODES)
KEYS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def slip(shown: str, kind: str, chance: random.Random) -> str:
    at = chance.randrange(len(shown) - 1)
    match kind:
        case "substitution":
            return shown[:at] + chance.choice(KEYS) + shown[at + 1 :]
        case "deletion":
            return shown[:at] + shown[at + 1 :]
        case "insertion":
            return shown[:at] + chance.choice(KEYS) + shown[at:]
        case "transposition":
            return shown[:at] + shown[at + 1] + shown[at] + shown[at + 2 :]
        case "case":
            return shown.lower()
    return shown.translate(ARABIC)


@pytest.mark.parametrize(
    "written", ["{}-{}", "{}{}", "{} {}", "{} - {}", "{}\u00a0{}", "{}. {}", "{}–{}"]
)
def test_a_reference_without_a_word_before_it_is_found_however_it_is_set(written):
    for code in [*CODES][:200]:
        shown = written.format(code[:4], code[4:])
        for typed in (shown, shown.lower(), shown.translate(ARABIC)):
            (found,) = SPOTTER.found(f"vi esta aqui {typed} na rua")
            assert (found.how, found.code) == ("exact", code)


def test_digits_in_fours_are_a_phone_and_no_reference():
    spotter = Spotter({"23456789"})

    assert not [*spotter.found("2345 6789")]
    assert [found.code for found in spotter.found("2345-6789")] == ["23456789"]


@pytest.mark.parametrize(
    "kind", ["substitution", "deletion", "insertion", "transposition", "case", "arabic digits"]
)
def test_after_one_slip_the_piece_is_found_or_nothing_is_claimed(kind):
    chance = random.Random(kind)
    recovered = 0
    for code in CODES:
        said = f"Oi! Vi na feira (ref {slip(str(Reference(code)), kind, chance)})"
        (found,) = SPOTTER.found(said)
        assert found.code in (code, None)
        recovered += found.code == code

    assert recovered >= 0.95 * len(CODES)


@pytest.mark.parametrize(
    "text",
    [
        "my order is ABCD-1234, the plate KRT-4321",
        "ref: the cake of yesterday",
        "ref 1234567890 do pagamento",
        "código PIX 7f3a-9c2d",
        "HAHAHAHA kkkkkkkk 23456789",
        "reference K4K6",
        "referência da peça A4-23579",
    ],
)
def test_ordinary_words_are_no_piece(text):
    assert [found for found in SPOTTER.found(text) if found.code] == []


@pytest.mark.parametrize(
    "around",
    ["({})", "[{}]", "ref {}", "Ref: {}", "(رمز {})", "vi o cartaz {} na rua", "{}", "REF#{}."],
)
def test_the_reference_is_found_however_it_stands(around):
    (found,) = SPOTTER.found(around.format(Reference(next(iter(CODES)))))

    assert (found.how, found.code) == ("exact", next(iter(CODES)))


def test_a_reference_of_another_campaign_is_told():
    other = reference("autumn", "1")
    (found,) = SPOTTER.found(f"Oi (ref {other})")

    assert (found.how, found.code, found.typed) == ("unknown", None, str(other))


def test_two_pieces_in_one_message_are_two():
    one, two = (Reference(code) for code in list(CODES)[:2])

    assert [found.code for found in SPOTTER.found(f"(ref {one}) (ref {two}) (ref {one})")] == [
        one.code,
        two.code,
    ]


SLIPS = ["K4K6-RDH2", "K4K6-RD3H", "K4K6-RDH", "K4K6-RRD2H", "K4K6 RD2H", "K4K6-\nRD2H"]


@pytest.mark.parametrize("typed", SLIPS)
@pytest.mark.parametrize(
    "pattern", ["[{}]", "<{}>", "*{}*", "#{}", "código [{}]", "(código {})", "«{}»", "(ref {})"]
)
def test_what_stands_around_a_reference_in_a_campaign_is_its_label(pattern, typed):
    printed = [{"payload": f"Oi {pattern.format('K4K6-RD2H')}", "token": "K4K6-RD2H"}]
    chat = ck.replies([{"phone": "+5511987654321", "message": f"Oi {pattern.format(typed)}"}])

    (found,) = chat.match(printed)
    assert found.piece.code == "K4K6RD2H"


@pytest.mark.parametrize("said", ["codigo", unicodedata.normalize("NFD", "Código"), "CÓDIGO"])
def test_a_label_is_known_without_its_accents(said):
    (found,) = Spotter({"K4K6RD2H"}, ["código"]).found(f"Oi ({said} K4K6-RDH2)")

    assert found.code == "K4K6RD2H"


@pytest.mark.parametrize(
    "text",
    ["[25/11/25, 4:03] Ana: Oi", "[link 2345-6789] ok", "pedido [1234-5678]", "(11) 98765-4321"],
)
def test_brackets_of_ordinary_words_hold_no_piece(text):
    spotter = Spotter(CODES, frames=[("[", "]"), ("(", ")"), ("#", "")])

    assert list(spotter.found(text)) == []


def test_a_label_before_the_end_of_a_line_takes_no_word_of_the_next():
    (found,) = SPOTTER.found(f"ref {Reference(next(iter(CODES)))}\nobrigado, 2 bolos")

    assert (found.how, found.typed) == ("exact", str(Reference(next(iter(CODES)))))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("ref 7K4C-RD2H", "7K4C-RD2H"),  # our signs on both sides, and no reference of anybody
        ("ref 7K4C–RD2H", "7K4C–RD2H"),
        ("ref 2345-6789", None),  # a phone
        ("ref CDFH-JKMN", None),  # two words
        ("ref 7K4CRD2H", None),  # nothing that shows what was meant
    ],
)
def test_what_was_meant_as_a_reference_is_told_and_nothing_else(written, told):
    found = [*SPOTTER.found(written)]

    assert [one.typed for one in found] == ([] if told is None else [told])
    assert all((one.how, one.code) == ("unknown", None) for one in found)
