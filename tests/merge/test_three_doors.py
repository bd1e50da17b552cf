"""Thirty kinds of row through the library, the campaign file and the studio: one answer."""

import csv
import datetime
import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from campaignkit.assets.code_rows import qr_codes
from campaignkit.assets.link_rows import links
from campaignkit.assets.message_rows import messages
from campaignkit.assets.printed_asset import Printed
from campaignkit.assets.sheet import sheet
from campaignkit.assets.sticker_rows import stickers
from campaignkit.business import Business
from campaignkit.campaigns import Campaign
from campaignkit.errors import BadInput, CampaignError
from campaignkit.link_kinds import parse
from campaignkit.merge import Failure
from campaignkit.widgets.message_form import MessageForm
from campaignkit.widgets.shared_forms import SharedForms
from campaignkit.wording import EMPTY_CELL

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
TEXT = "Oi {{ who }}, {{ n }}!"
KINDS: dict[str, dict[str, Any]] = {
    "text": {"who": "Ana", "n": 1},
    "nothing": {"who": "", "n": 1},
    "None": {"who": None, "n": 1},
    "a blank": {"who": " ", "n": 1},
    "a tab": {"who": "\t", "n": 1},
    "a no-break space": {"who": "\u00a0", "n": 1},
    "zero": {"who": 0, "n": 1},
    "a whole float": {"who": 2.0, "n": 1},
    "a float": {"who": 0.1, "n": 1},
    "not a number": {"who": math.nan, "n": 1},
    "infinity": {"who": math.inf, "n": 1},
    "a large integer": {"who": 10**30, "n": 1},
    "a date": {"who": datetime.date(2026, 3, 4), "n": 1},
    "a time": {"who": datetime.datetime(2026, 3, 4, 9, 30), "n": 1},
    "a decimal": {"who": Decimal("10.50"), "n": 1},
    "a fraction": {"who": Fraction(1, 3), "n": 1},
    "yes": {"who": True, "n": 1},
    "no": {"who": False, "n": 1},
    "a number as text": {"who": "007", "n": 1},
    "a missing column": {"n": 1},
    "an extra column": {"who": "Ana", "n": 1, "note": "x"},
    "half an emoji": {"who": "Ana \ud83d", "n": 1},
    "an emoji": {"who": "Ana 👩🏽‍🍳", "n": 1},
    "what looks like a formula": {"who": "=1+1", "n": 1},
    "a line break": {"who": "Ana\r\nBia", "n": 1},
    "5,000 letters": {"who": "ab" * 2500, "n": 1},
    "Arabic": {"who": "مقهى النيل", "n": 1},
    "Devanagari": {"who": "चाय की दुकान", "n": 1},
    "quotes": {"who": "Ana \"a\" 'b' `c`", "n": 1},
    "HTML": {"who": "<b>Ana</b> &amp; Bia", "n": 1},
    "Jinja": {"who": "{{ n }} {% if x %}", "n": 1},
    "chat marks": {"who": "*Ana* _Bia_", "n": 1},
    "a list": {"who": ["Ana", "Bia"], "n": 1},
    "a mapping": {"who": {"first": "Ana"}, "n": 1},
    "bytes": {"who": b"Ana", "n": 1},
}


LONG = ("5,000 letters",)  # a link and a message may be as long, a code may not


class Answer(NamedTuple):
    """What one door says of the second row: the text it made, or the rule it refused it by."""

    text: str
    rule: str


def second(outcomes: Iterator[Any]) -> Answer:
    _first, one = outcomes
    if isinstance(one, Failure):
        return Answer("", one.error.rule)
    if isinstance(one, Printed):
        try:
            list(sheet(one, stock="Avery L7160").pages())
        except CampaignError as err:
            return Answer("", err.problems[0].rule)
        return Answer(str(parse(one.payload).text), "")
    return Answer(str(parse(one.link).text), "")


def by_library(rows: list[dict[str, Any]]) -> dict[str, Answer]:
    return {
        "stickers": second(stickers("chat-with-us", SHOP, rows, text=TEXT).outcomes()),
        "codes": second(qr_codes(rows, SHOP, kind="chat", text=TEXT).outcomes()),
        "links": second(links(rows, SHOP, text=TEXT).outcomes()),
        "messages": second(messages(rows, SHOP, text=TEXT).outcomes()),
    }


def by_campaign(rows: list[dict[str, Any]], out: Path) -> dict[str, Answer]:
    chat = {"kind": "chat", "fields": {"text": TEXT}}
    label = {"design": "chat-with-us", "text": TEXT}
    made = Campaign(
        SHOP,
        stickers=[{"name": "stickers", **label, "rows": rows, "stock": "Avery L7160"}],
        codes=[{"name": "codes", **chat, "rows": rows, "stock": "Avery L7160"}],
        links=[{"name": "links", **chat, "rows": rows}],
        messages=[{"name": "messages", "text": TEXT, "rows": rows}],
    )
    rules = {each.message: each.rule for each in made.build(out, check="none").problems.errors}
    with (out / "manifest.csv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["row"] == "2"]
    return {
        line["asset"]: Answer(str(parse(line["payload"]).text), "")
        if line["status"] != "failed"
        else Answer("", next(rule for said, rule in rules.items() if said in line["problem"]))
        for line in lines
    }


def by_studio(rows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> Answer:
    form = MessageForm(SharedForms.of(SHOP))
    form.what.value, form.own.value = "own", TEXT
    monkeypatch.setattr(form.table, "source", lambda: rows)
    try:
        return Answer(form.of_row(2).text, "")
    except CampaignError as err:
        return Answer("", err.problems[0].rule)


@pytest.mark.parametrize("kind", KINDS)
def test_every_door_says_the_same_of_a_row(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"who": "Zé", "n": 0}, KINDS[kind]]
    library = by_library(rows)

    assert by_campaign(rows, tmp_path) == library
    assert by_studio(rows, monkeypatch) == library["messages"]
    assert len({bool(answer.rule) for answer in library.values()}) == 1 or kind in LONG


@pytest.mark.parametrize("kind", ["nothing", "None", "a blank", "a tab", "a no-break space"])
def test_an_empty_cell_has_one_rule_in_all_assets(kind: str) -> None:
    answers = by_library([{"who": "Zé", "n": 0}, KINDS[kind]])

    assert set(answers.values()) == {Answer("", EMPTY_CELL)}


def test_the_kinds_are_thirty_and_more() -> None:
    assert len(KINDS) >= 30


@pytest.mark.parametrize("facts", [{}, {"order": "{{ order }}"}, {"order": "{{ row['order'] }}"}])
@pytest.mark.parametrize("row", [{"order": "A-1", "customer": ""}, {"order": "", "customer": "Bo"}])
def test_every_door_says_the_same_of_ready_wording(
    row: dict[str, Any], facts: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"order": "A-0", "customer": "Zé"}, row]
    table = {"name": "messages", "message": "order-ready", "rows": rows, "facts": facts}
    form = MessageForm(SharedForms.of(SHOP))
    form.what.value = "order-ready"
    form.facts.fill(facts)
    monkeypatch.setattr(form.table, "source", lambda: rows)
    made = messages(rows, SHOP, message="order-ready", facts=facts)
    _first, outcome = made.outcomes()

    Campaign(SHOP, messages=[table]).build(tmp_path, check="none")
    with (tmp_path / "manifest.csv").open(encoding="utf-8", newline="") as file:
        line = next(line for line in csv.DictReader(file) if line["row"] == "2")
    if isinstance(outcome, Failure):
        said = "message 'order-ready' needs the fact 'order', and here it is empty"
        assert said in str(outcome.error)
        assert said in line["problem"]
        with pytest.raises(BadInput, match=said):
            form.of_row(2)
    else:
        assert form.of_row(2) == outcome.message
        assert line["payload"] == outcome.link
