"""A campaign file whose rows tell shop, phone, design, language, level and copies themselves."""

import csv
from pathlib import Path
from typing import Any

import pytest

from campaignkit.assets.code_rows import qr_codes
from campaignkit.assets.link_rows import links
from campaignkit.assets.message_rows import messages
from campaignkit.assets.sticker_rows import stickers
from campaignkit.business import Business
from campaignkit.campaigns import Campaign
from campaignkit.errors import BadInput
from campaignkit.merge import Failure

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
ROWS = [
    {
        "store": "Centro",
        "tel": "11 91234-5678",
        "d": "chat-with-us",
        "l": "pt_BR",
        "e": "Q",
        "n": 2,
    },
    {"store": "Sé", "tel": "11 3333-4444", "d": "open-for-business", "l": "en", "e": "", "n": ""},
    {"store": "Luz", "tel": "12", "d": "chat-with-us", "l": "en", "e": "M", "n": 1},
    {"store": "Brás", "tel": "11 95555-6666", "d": "chat", "l": "en", "e": "M", "n": 1},
    {"store": "Pari", "tel": "11 95555-6666", "d": "chat-with-us", "l": "xx", "e": "M", "n": 1},
    {"store": "Mooca", "tel": "11 95555-6666", "d": "chat-with-us", "l": "en", "e": "Z", "n": 1},
]
PHONES = [
    "https://wa.me/5511912345678",
    "https://wa.me/551133334444",
    "",
    "https://wa.me/5511955556666",
    "https://wa.me/5511955556666",
    "https://wa.me/5511955556666",
]


def manifest(out: Path) -> list[dict[str, str]]:
    with (out / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_row_tells_how_its_sticker_is_made(tmp_path: Path) -> None:
    table = {
        "name": "stores", "rows": ROWS, "design": "{{ d }}", "language": "{{ l }}",
        "level": "{{ e }}", "shop": {"name": "Padaria Sol {{ store }}", "phone": "{{ tel }}"},
    }  # fmt: skip

    built = Campaign(SHOP, stickers=[table]).build(tmp_path, check="none")
    lines = manifest(tmp_path)
    assert [line["status"] for line in lines] == ["unchecked"] * 2 + ["failed"] * 4
    assert [line["payload"] for line in lines[:2]] == PHONES[:2]
    assert [line["level"] for line in lines[:2]] == ["Q", "M"]
    for line, words in zip(lines[2:], ("'12'", "'chat'", "xx", "level='Z'"), strict=True):
        assert words in line["problem"]
    assert len(built.problems.errors) == 4


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        ("codes", {"kind": "chat"}),
        ("links", {"kind": "chat"}),
        ("messages", {"text": "{{ phone }}"}),
    ],
)
def test_the_phone_of_codes_links_and_messages_may_stand_in_the_row(
    tmp_path: Path, kind: str, table: dict[str, Any]
) -> None:
    rows = ROWS[:4]
    given = {"name": "stores", "rows": rows, "phone": "{{ tel }}", **table}

    Campaign(SHOP, **{kind: [given]}).build(tmp_path, check="none")
    failed = {
        line["row"]: line["problem"] for line in manifest(tmp_path) if line["status"] == "failed"
    }
    assert list(failed) == ["3"]
    assert "'12'" in failed["3"]
    if kind != "messages":
        said = {line["row"]: line["payload"] for line in manifest(tmp_path)}
        assert [said[str(row)] for row in (1, 2, 4)] == [PHONES[0], PHONES[1], PHONES[3]]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"shop": {"nome": "{{ store }}"}}, r"a shop has no field 'nome'.*'name'"),
        ({"phone": "{{ telefone }}"}, r"phone speaks of 'telefone', which is no column"),
        ({"language": "{{ lingua }}"}, r"language speaks of 'lingua', which is no column"),
        ({"design": "{{ desenho }}"}, r"design speaks of 'desenho', which is no column"),
        ({"level": "{{ nivel }}"}, r"level speaks of 'nivel', which is no column"),
        ({"level": "Z"}, r"level='Z' is none. There are L, M, Q and H"),
        ({"copies": 0, "stock": "Avery L7160"}, r"copies=0 is no count"),
    ],
)
def test_what_no_row_can_tell_is_told_at_its_key(table: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        given = {"name": "stores", "rows": ROWS, "design": "chat-with-us", **table}
        Campaign(SHOP, stickers=[given]).problems().raise_errors()


def test_a_column_whose_name_is_no_single_word_is_told_as_a_text_can_say_it():
    def placas(title: str) -> Campaign:
        rows = [{"id": 1, "Ponto de venda": "Feira"}]
        given = {"name": "placas", "rows": rows, "design": "chat-with-us", "title": title}
        return Campaign(SHOP, stickers=[given])

    with pytest.raises(BadInput) as told:
        placas("{{ Ponto_de_venda }}").problems().raise_errors()

    assert "Write it as {{ row['Ponto de venda'] }}." in str(told.value)
    assert not placas("{{ row['Ponto de venda'] }}").problems().errors


def test_a_fact_that_the_shop_of_a_row_lacks_is_an_empty_cell():
    shop = {"name": "{{ who }}", "phone": "{{ fone }}", "country": "BR", "address": "{{ rua }}"}
    rows = [
        {"who": "Sol", "fone": "(11) 98765-4321", "rua": "Rua A"},
        {"who": "Lua", "fone": "(11) 98765-4322", "rua": ""},
    ]
    noted = stickers("chat-with-us", shop, rows, text="Oi", note="{{ address }}")
    said = stickers("chat-with-us", shop, rows, text="Oi {{ address }}")

    assert [one.facts["note"] for one in noted] == ["Rua A", ""]
    assert "the cell of 'address' is empty: note is left out" in str(noted.problems())
    assert [isinstance(one, Failure) for one in said.outcomes()] == [False, True]
    assert "the cell of 'address' is empty, and the text speaks of it" in str(said.problems())


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("+54 11 15-2345-6789", "phone.rewritten"),
        ("468591777", "phone.two-readings"),
        (468591777.0, "phone.two-readings"),
    ],
)
def test_what_was_changed_in_a_number_or_may_be_meant_otherwise_is_told_by_every_stream(
    written: Any, rule: str
) -> None:
    shop = Business("Sol", phone="+46 70 123 45 67", country="SE")
    rows = [{"to": written}]

    for made in (
        *qr_codes(rows, shop, kind="chat", phone="{{ to }}").outcomes(),
        *links(rows, shop, phone="{{ to }}").outcomes(),
        *messages(rows, shop, to="to", text="Hej").outcomes(),
    ):
        assert rule in [problem.rule for problem in made.warnings]
