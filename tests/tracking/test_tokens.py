"""Every piece bears its own reference: where a phone carries it back, or not at all."""

from __future__ import annotations

import pytest

import campaignkit as ck
from campaignkit.errors import BadInput
from campaignkit.tracking import is_sound
from campaignkit.tracking.references import folded

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
PLACES = [{"id": "a", "place": "Feira"}, {"id": "b", "place": "Largo"}, {"id": "c", "place": "Sé"}]


def texts(payloads):
    return [ck.parse_link(payload).text for payload in payloads]


def test_every_sticker_types_its_own_reference():
    made = ck.stickers("chat-with-us", SHOP, PLACES, text="Oi, {{ place }}", token=True)

    said = texts(one.payload for one in made)
    assert said[0].startswith("Oi, Feira (ref ")
    assert len({one.facts["token"] for one in made}) == 3
    assert all(is_sound(folded(one.facts["token"])) for one in made)


def test_a_row_keeps_its_reference_when_the_table_is_sorted_anew():
    def by_id(rows):
        made = ck.stickers("chat-with-us", SHOP, rows, text="Oi", token=True)
        return {one.facts["id"]: one.facts["token"] for one in made}

    assert by_id(PLACES) == by_id(PLACES[::-1])


def test_each_copy_is_a_piece_of_its_own():
    rows = [{"place": "Feira", "n": 3}, {"place": "Largo", "n": ""}]

    made = list(ck.stickers("chat-with-us", SHOP, rows, text="Oi", copies="{{ n }}", token=True))

    assert [one.facts["place"] for one in made] == ["Feira", "Feira", "Feira", "Largo"]
    assert len({one.payload for one in made}) == 4
    assert {one.copies for one in made} == {1}


def test_a_text_may_say_where_it_stands_and_a_pattern_how():
    (named,) = ck.stickers("chat-with-us", SHOP, PLACES[:1], text="#{{ token }} oi", token=True)
    (patterned,) = ck.stickers("chat-with-us", SHOP, PLACES[:1], text="oi", token="[{{ token }}]")

    assert texts([named.payload])[0] == f"#{named.facts['token']} oi"
    assert texts([patterned.payload])[0] == f"oi [{patterned.facts['token']}]"


def test_campaign_key_and_secret_make_it():
    def first(**options):
        tokens = ck.Tokens(**{"campaign": "spring", **options})
        (made,) = ck.stickers("chat-with-us", SHOP, PLACES[:1], text="oi", token=tokens)
        return made.facts["token"]

    assert first() == str(ck.Tokens(campaign="spring").of("a"))
    assert first(key="{{ place }}") == str(ck.Tokens(campaign="spring").of("Feira"))
    assert len({first(), first(secret="ours"), first(campaign="autumn")}) == 3


def test_codes_and_links_bear_them_too():
    rows = [{"n": 1}, {"n": 2}]

    codes = [
        code.text for code in ck.qr_codes(rows, text="https://example.com/{{ n }}", token=True)
    ]
    links = list(ck.links(rows, SHOP, text="Mesa {{ n }}", token=True))

    assert codes[0].startswith("https://example.com/1?utm_source=print&utm_medium=qr")
    assert "Mesa 1 (ref " in texts(links)[0]
    assert len({*codes, *links}) == 4


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("wifi", {"ssid": "Sol", "password": "pao quente"}, "a wifi link has no place"),
        ("pix", {"key": "a@b.com", "name": "Sol", "city": "SP"}, "a payment code has no place"),
        ("catalog", {"phone": "+5511987654321"}, "a catalog link has no place"),
    ],
)
def test_what_cannot_carry_one_back_is_told(kind, fields, words):
    made = ck.qr_codes([{"n": 1}], kind=kind, token=True, **fields)

    (failure,) = made.outcomes()
    assert words in str(failure.error)
    assert failure.error.rule == "token.no-place"


def test_mail_carries_it_in_its_body():
    (code,) = ck.qr_codes([{"n": 1}], kind="mailto", address="a@example.com", token=True)

    assert "ref" in code.text and code.text.startswith("mailto:a@example.com?body=")


def test_an_empty_campaign_or_a_strange_token_is_told():
    with pytest.raises(BadInput, match="tells no campaign from another"):
        ck.Tokens(campaign=" ")
    with pytest.raises(BadInput, match=r"token=7 is neither True"):
        ck.stickers("chat-with-us", SHOP, PLACES, token=7)


def test_from_the_printed_sheet_back_to_the_place(tmp_path):
    """Print, read the codes back from the PDF, chat, export, match: the whole way."""
    made = list(ck.stickers("chat-with-us", SHOP, PLACES, text="Oi", token=True))
    ck.sheet(made, stock="Avery L7160").save(tmp_path / "sheet.pdf")
    scanned = texts(code.text for code in ck.codes(tmp_path / "sheet.pdf"))
    said = [{"phone": f"+55119876543{n}", "message": text} for n, text in enumerate(scanned)]
    manifest = [{"payload": one.payload, "place": one.facts["place"]} for one in made]

    found = ck.replies(said).match(manifest)

    assert sorted(one.place for one in found) == ["Feira", "Largo", "Sé"]


@pytest.mark.parametrize("name", ["campaign", "pattern", "key", "secret"])
@pytest.mark.parametrize(
    "value", [5, [1], True, object()], ids=["number", "list", "truth", "object"]
)
def test_what_is_no_text_is_told(name, value):
    with pytest.raises(BadInput, match=f"{name}=.* is no text"):
        ck.Tokens(**{"campaign": "spring", name: value})
