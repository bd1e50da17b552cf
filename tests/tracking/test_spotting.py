"""References in what people write: found through slips, never found where there is none."""

from __future__ import annotations

import random

import pytest

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
