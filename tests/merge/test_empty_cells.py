"""An empty cell is told with its row wherever a text prints it, unless the text says what then."""

import csv
from pathlib import Path
from typing import Any

import pytest

from campaignkit.assets.message_rows import messages
from campaignkit.assets.sticker_rows import stickers
from campaignkit.business import Business
from campaignkit.campaigns import Campaign
from campaignkit.errors import BadInput
from campaignkit.merge import Failure
from campaignkit.wording import EMPTY_CELL, compile_text, marked

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
EMPTY: tuple[Any, ...] = ("", None, "  ", "\t", "\u00a0", "\u200b", "\u2800 ", float("nan"))


@pytest.mark.parametrize("cell", EMPTY, ids=repr)
def test_every_asset_gives_one_answer_to_an_empty_cell(tmp_path: Path, cell: Any) -> None:
    rows, text = [{"who": "Ana", "n": 1}, {"who": cell, "n": 2}], "Oi {{ who }}!"
    made = Campaign(
        SHOP,
        stickers=[
            {"name": "s", "design": "chat-with-us", "rows": rows, "text": text, "stock": "L7160"}
        ],
        codes=[{"name": "c", "kind": "chat", "fields": {"text": text}, "rows": rows}],
        links=[{"name": "l", "kind": "chat", "fields": {"text": text}, "rows": rows}],
        messages=[{"name": "m", "text": text, "rows": rows}],
    )

    made.build(tmp_path, check="none")
    with (tmp_path / "manifest.csv").open(encoding="utf-8") as file:
        lines = [line for line in csv.DictReader(file) if line["row"] == "2"]
    assert {line["asset"] for line in lines} == {"s", "c", "l", "m"}
    assert {line["status"] for line in lines} == {"failed"}
    (said,) = {line["problem"] for line in lines}
    assert said == (
        "text: the cell of 'who' is empty, and the text speaks of it. Fill it in, or say what "
        "then: {{ who | default('…') }}, or {% if who %}…{% endif %}."
    )


@pytest.mark.parametrize("cell", EMPTY, ids=repr)
def test_a_row_with_nobody_to_write_to_is_told_as_an_empty_cell(cell: Any) -> None:
    rows = [{"fone": "(11) 98765-4321"}, {"fone": cell}]

    _, failed = messages(rows, SHOP, text="Oi!", to="fone").outcomes()

    assert isinstance(failed, Failure)
    assert (failed.where.row, failed.error.rule) == (2, EMPTY_CELL)
    assert "the cell of 'fone' is empty: there is nobody to write to" in str(failed.error)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Oi {{ who or 'amigo' }}!", "Oi amigo!"),
        ("Oi {{ who | default('amigo') }}!", "Oi amigo!"),
        ("Oi {{ who | default('amigo', true) }}!", "Oi amigo!"),
        ("Oi{% if who %} {{ who }}{% endif %}!", "Oi!"),
        ("Oi{{ ' ' ~ who if who else '' }}!", "Oi!"),
        ("Oi {{ (who or 'amigo') | upper }}!", "Oi AMIGO!"),
        ("{% if who == '' %}ninguém{% endif %}", "ninguém"),
        ("{% if who is none %}ninguém{% endif %}", "ninguém"),
        ("{{ who | length }}", "0"),
        ("{{ [who, n] | select | join(', ') }}", "2"),
        ("{% if who | trim %}a{% else %}b{% endif %}", "b"),
        ("{% if who.strip() %}a{% else %}b{% endif %}", "b"),
        ('{{ row["who"] or n }}', "2"),
    ],
)
@pytest.mark.parametrize("cell", ["", None, " "])
def test_a_text_that_says_what_then_is_filled(text: str, said: str, cell: Any) -> None:
    assert compile_text(text).render(marked({"who": cell, "n": 2})) == said


@pytest.mark.parametrize(
    "text",
    [
        "{{ who }}",
        "{{ who | upper }}",
        "{{ who | money }}",
        "{{ who.title() }}",
        "{{ 'Oi ' ~ who }}",
        "{{ 'Oi ' + who }}",
        "{{ 'Oi %s' % who }}",
        "{{ [who] | join }}",
        '{{ row["who"] }}',
        "{% if who > 3 %}x{% endif %}",
        "{% set name = who %}{{ name }}",
    ],
)
def test_a_text_that_prints_an_empty_cell_however_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"the cell of 'who' is empty") as caught:
        compile_text(text).render(marked({"who": "", "currency": "BRL", "language": "en"}))

    assert caught.value.rule == EMPTY_CELL


def test_zero_and_no_are_values() -> None:
    assert compile_text("{{ a }} {{ b }}").render(marked({"a": 0, "b": False})) == "0 False"


@pytest.mark.parametrize("key", ["note", "hours", "address", "website"])
def test_an_optional_line_that_is_nothing_but_an_empty_cell_is_left_out_and_told(key: str) -> None:
    rows = [{"place": "Sé", "n": 1}, {"place": "", "n": 2}]
    texts = {"title": "{{ n }}", key: "{{ place }}"}

    first, second = stickers("chat-with-us", SHOP, rows, **texts)
    assert (first.facts[key], second.facts[key]) == ("Sé", "")
    assert first.warnings == ()
    (told,) = second.warnings
    assert (told.rule, told.severity, told.where.row, told.where.column) == (
        *(EMPTY_CELL, "warning", 2, "place"),
    )
    assert str(told) == (
        f"list, row 2, column place: the cell of 'place' is empty: {key} is left out here. Fill it "
        "in, or say in the text what then, with default('…')."
    )


@pytest.mark.parametrize("key", ["hours", "address", "website", "email"])
def test_a_fact_of_a_rows_own_shop_that_is_left_out_is_told(key: str) -> None:
    shop = {"name": "{{ who }}", "phone": "{{ fone }}", "country": "BR", key: "{{ own }}"}
    rows = [{"who": "Sol", "fone": "(11) 98765-4321", "own": ""}]

    (one,) = stickers("chat-with-us", shop, rows, title="Oi")
    assert [(each.where.row, each.where.column) for each in one.warnings] == [(1, "own")]


def test_a_line_that_says_what_then_is_no_finding() -> None:
    rows = [{"place": ""}]
    note = "{{ place | default('') }}"

    (one,) = stickers("chat-with-us", SHOP, rows, title="Oi", note=note)
    assert (one.facts["note"], one.warnings) == ("", ())


def test_a_cell_that_holds_a_word_for_nothing_is_told_once(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("n,place\n1,nan\n", encoding="utf-8")

    (one,) = stickers("chat-with-us", SHOP, table, title="{{ n }}", note="{{ place }}").outcomes()
    assert [each.rule for each in one.warnings] == ["table.missing-word"]


def test_a_plan_and_a_build_tell_a_line_that_is_left_out(tmp_path: Path) -> None:
    rows = [{"n": "1", "place": ""}, {"n": "2", "place": "Sé"}]
    asset = {"name": "s", "design": "chat-with-us", "rows": rows, "stock": "Avery L7160"}
    made = Campaign(SHOP, stickers=[{**asset, "title": "{{ n }}", "note": "{{ place }}"}])

    (told,) = made.report()
    assert told.startswith("warning: list, row 1, column place: the cell of 'place' is empty")
    assert made.build(tmp_path, check=False).report == (told,)


@pytest.mark.parametrize("cell", EMPTY, ids=repr)
def test_no_headline_of_the_design_stands_for_a_title_whose_cell_is_empty(cell: Any) -> None:
    rows = [{"place": "Sé"}, {"place": cell}]

    _, failed = stickers("chat-with-us", SHOP, rows, title="{{ place }}").outcomes()

    assert isinstance(failed, Failure)
    assert (failed.where.row, failed.error.rule) == (2, EMPTY_CELL)
    assert "title: the cell of 'place' is empty" in str(failed.error)


def test_a_title_that_says_what_then_may_leave_it_to_the_design() -> None:
    (made,) = stickers("chat-with-us", SHOP, [{"place": ""}], title="{{ place or '' }}")

    assert made.facts["title"] == ""


def test_an_optional_fact_that_says_more_around_an_empty_cell_fails() -> None:
    rows = [{"place": ""}]

    (outcome,) = stickers("chat-with-us", SHOP, rows, title="Feira {{ place }}").outcomes()
    assert isinstance(outcome, Failure)
    assert outcome.error.rule == EMPTY_CELL
    assert outcome.where.row == 1


@pytest.mark.parametrize("cell", EMPTY, ids=repr)
def test_a_card_without_the_number_it_needs_is_not_printed(cell: Any) -> None:
    (outcome,) = stickers("table-number", SHOP, [{"table": cell}]).outcomes()

    assert isinstance(outcome, Failure)
    assert "needs the fact 'table', and here it is empty" in str(outcome.error)


def test_a_blank_row_prints_no_blank_headline() -> None:
    (made,) = stickers("chat-with-us", SHOP, [{"title": "  ", "note": None}])

    assert (made.facts["title"], made.facts["note"]) == ("", "")


@pytest.mark.parametrize("word", ["nan", "None", "<NA>", "NaT", "NULL"])
def test_every_asset_names_the_word_that_a_program_wrote_for_nothing(
    tmp_path: Path, word: str
) -> None:
    rows, text = [{"who": "Ana", "n": 1}, {"who": word, "n": 2}], "Oi {{ who }}!"
    made = Campaign(
        SHOP,
        stickers=[
            {"name": "s", "design": "chat-with-us", "rows": rows, "text": text, "stock": "L7160"}
        ],
        codes=[{"name": "c", "kind": "chat", "fields": {"text": text}, "rows": rows}],
        links=[{"name": "l", "kind": "chat", "fields": {"text": text}, "rows": rows}],
        messages=[{"name": "m", "text": text, "rows": rows}],
    )

    built = made.build(tmp_path, check="none")
    with (tmp_path / "manifest.csv").open(encoding="utf-8") as file:
        lines = [line for line in csv.DictReader(file) if line["row"] == "2"]
    assert {line["asset"] for line in lines} == {"s", "c", "l", "m"}
    assert {line["status"] for line in lines} == {"failed"}
    assert {line["problem"].partition(", and")[0] for line in lines} == {
        f"the cell of 'who' holds {word!r}, which programs write where nothing is"
    }
    assert {problem.where.row for problem in built.problems} == {2}


def test_a_text_that_can_do_without_is_made_and_the_word_is_told() -> None:
    rows = [{"who": "None", "n": 2}]

    made = stickers("chat-with-us", SHOP, rows, text="Oi {{ who | default('amigo') }}!")
    with pytest.warns(UserWarning, match="this cell holds 'None'"):
        (one,) = made
    assert one.payload.endswith("?text=Oi%20amigo%21")
    assert [each.rule for each in made.problems()] == ["table.missing-word"]


def test_a_row_that_fails_is_told_with_what_its_table_says_of_it() -> None:
    rows = [{"who": "", "n": "nan"}]

    found = stickers("chat-with-us", SHOP, rows, text="Oi {{ who }}!").problems()
    assert {each.rule for each in found} == {EMPTY_CELL, "table.missing-word"}
    assert len(found.errors) == 1


@pytest.mark.parametrize("key", ["text", "title"])
def test_a_cell_of_true_or_false_is_no_word_for_customers(key: str) -> None:
    rows = [{"open": True}, {"open": False}]
    said = {"text": "Oi", key: "Aberto: {{ open }}"}

    found = list(stickers("chat-with-us", SHOP, rows, **said).outcomes())
    assert [each.error.rule for each in found if isinstance(each, Failure)] == [
        "row.true-or-false"
    ] * 2
    assert "{{ '…' if open else '…' }}" in str(found[0].error)


def test_a_cell_of_true_or_false_decides_what_is_said() -> None:
    rows = [{"open": True}, {"open": False}]

    made = stickers("chat-with-us", SHOP, rows, text="{{ 'Sim' if open else 'Não' }}")
    assert [each.payload[-3:] for each in made] == ["Sim", "A3o"]
