"""The message studio as a program sees it."""

from __future__ import annotations

import json
import re

import pytest

from campaignkit.assets.template import MessageTemplate
from campaignkit.business import Business
from campaignkit.link_kinds.chat import link
from campaignkit.widgets import message_studio

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
ORDERS = "ORDER,Customer,Telefone\nA-1,Ana,(11) 98765-4321\nA-2,Bia,(11) 98765-4322\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    return tmp_path


def seen(panel):
    """Return the words of the bubble."""
    return re.search(r'aria-label="([^"]*)"', panel.picture.value)[1]


# -- the call that is shown makes the same thing ---------------------------------------------------


def test_the_call_of_a_ready_message_makes_the_same_text(files, run):
    panel = message_studio(SHOP)

    panel.form.what.value = "payment-reminder"
    panel.form.facts.box_of("total").value = "1250.50"
    panel.form.facts.box_of("customer").value = 'Ana "Bia"'
    assert "R$\u00a01.250,50" in seen(panel)
    assert run(panel) == files(panel)["message.txt"]


def test_the_call_of_words_of_ones_own_makes_the_same_text(files, run):
    panel = message_studio(SHOP)

    panel.form.what.value = "own"
    panel.form.own.value = "*Só hoje*: {{ 20 }} % 🎉\nVem!"
    assert "Só hoje: {{ 20 }} %" in seen(panel)
    assert run(panel) == files(panel)["message.txt"]


BUTTONS = "Sim\nCardápio | https://sol.example/{{1}} | bolos\nLigar | +55 11 98765-4321"


@pytest.mark.parametrize(
    ("header", "buttons", "body"),
    [
        ("", "", "Olá {{1}}, seu pedido {{2}} chegou hoje."),
        ("Pedido {{order}}", "", "Olá {{who}}, seu pedido chegou hoje."),
        ("Oba!", BUTTONS, "Olá {{who}}, seu pedido {{order}} chegou hoje."),
    ],
)
def test_the_call_of_a_template_makes_the_same_file(files, run, header, buttons, body):
    panel = message_studio(SHOP)

    panel.form.what.value = "typed"
    panel.form.typed.header.value, panel.form.typed.body.value = header, body
    panel.form.typed.footer.value, panel.form.typed.buttons.value = "Padaria Sol", buttons
    for box in panel.form.typed.samples.box.children:
        box.value = "Ana"
    assert not re.search("ck-error", panel.words.value + panel.error.value)
    assert run(panel) == files(panel)["message.json"]


def test_the_call_of_a_mended_template_makes_the_same_file(files, run):
    bad = MessageTemplate("Order-Ready", language="pt-BR", body="Seu pedido está pronto.")
    bad.save("bad.json", check=False)
    panel = message_studio(SHOP)

    panel.form.what.value = "file"
    panel.form.opened.path.value = "bad.json"
    assert "Order-Ready" in panel.words.value
    assert files(panel) == {}
    panel.form.opened.mend.value = True
    assert "refuse" in panel.words.value
    assert ".fixed()" in panel.call.value
    assert run(panel) == files(panel)["message.json"]


def test_the_call_of_a_table_makes_the_same_messages(files, run):
    panel = message_studio(SHOP)

    panel.form.table.path.value = "orders.csv"
    panel.all_button.click()
    (name, data), *_ = files(panel).items()
    assert name == "message.csv"
    assert run(panel, "out/message.csv") == data


def test_the_call_of_a_bound_template_makes_the_same_payloads(files, run):
    panel = message_studio(SHOP)

    panel.form.what.value = "typed"
    panel.form.table.path.value = "orders.csv"
    panel.form.facts.box_of("1").value = "Customer"
    panel.form.facts.box_of("2").value = "{{ ORDER }}!"
    panel.all_button.click()
    made = files(panel)["message.jsonl"]
    first = json.loads(made.splitlines()[0])
    assert first["to"] == "+5511987654321"
    assert run(panel) == made


# -- row by row ------------------------------------------------------------------------------------


def test_columns_that_are_called_like_a_fact_are_taken():
    panel = message_studio(SHOP)

    panel.form.table.path.value = "orders.csv"
    assert panel.form.facts.values() == {"order": "{{ ORDER }}", "customer": "{{ Customer }}"}
    assert "A-1" in panel.picture.value
    assert panel.form.to.value == "Telefone"


def test_rows_are_turned_within_what_there_is():
    panel = message_studio(SHOP)

    panel.form.what.value = "own"
    panel.form.own.value = "Oi {{ Customer }}!"
    panel.form.table.path.value = "orders.csv"
    assert seen(panel) == "Message: Oi Ana!"
    for _ in range(4):
        panel.turner.after.click()
    assert (panel.turner.at, seen(panel)) == (2, "Message: Oi Bia!")


def test_every_row_with_a_mistake_is_named(folder, files):
    (folder / "orders.csv").write_text(ORDERS.replace("(11) 98765-4322", "12"), encoding="utf-8")
    panel = message_studio(SHOP)

    panel.form.table.path.value = "orders.csv"
    assert "row 2" in panel.words.value
    panel.all_button.click()
    assert files(panel) == {}


def test_nothing_is_saved_of_a_table_with_a_row_that_cannot_be_sent(folder):
    (folder / "orders.csv").write_text(ORDERS.replace("(11) 98765-4322", "12"), encoding="utf-8")
    panel = message_studio(SHOP)

    panel.form.table.path.value = "orders.csv"
    panel.save_button.click()
    assert "row 2" in panel.saved.value
    assert not (folder / "out/message.csv").exists()


def test_a_message_too_long_for_a_link_is_still_offered(files):
    panel = message_studio(SHOP)

    panel.form.what.value = "own"
    panel.form.own.value = "palavra " * 4000
    assert "No link" in panel.words.value
    assert len(files(panel)["message.txt"]) > 30_000


def test_what_a_ready_message_says_is_in_its_link():
    panel = message_studio(SHOP)

    text = panel.made.text
    assert link(SHOP, text) in panel.words.value


# -- mistakes --------------------------------------------------------------------------------------

WRONG = [
    (
        "ready",
        lambda panel: setattr(panel.form.facts.box_of("order"), "value", ""),
        "'order' is missing",
    ),
    ("own", lambda panel: setattr(panel.form.own, "value", "  "), "no message"),
    (
        "typed",
        lambda panel: setattr(panel.form.typed.buttons, "value", "A | nowhere"),
        "cannot be read",
    ),
    ("typed", lambda panel: setattr(panel.form.typed.body, "value", "{{"), "body"),
    ("typed", lambda panel: setattr(panel.form.typed.name, "value", "É"), "name"),
    ("file", lambda panel: setattr(panel.form.opened.path, "value", "no.json"), "no template"),
    ("file", lambda panel: setattr(panel.form.opened.path, "value", "orders.csv"), "not JSON"),
    ("own", lambda panel: setattr(panel.form.table.path, "value", "no.csv"), "there is no file"),
    ("own", lambda panel: setattr(panel.file, "value", "text.docx"), None),
]


@pytest.mark.parametrize(("what", "mistake", "said"), WRONG)
def test_a_mistake_is_said_in_words(what, mistake, said):
    panel = message_studio(SHOP)
    if what != "ready":
        panel.form.what.value = what
    before = panel.picture.value

    mistake(panel)
    if said is None:
        panel.save_button.click()
        assert ".txt" in panel.saved.value
        return
    words = (panel.error.value + panel.words.value).replace("&#x27;", "'")
    assert said in words
    assert "Traceback" not in words
    assert panel.picture.value
    if panel.made is None:
        assert panel.picture.value == before


def test_words_that_speak_of_no_column_name_the_nearest():
    panel = message_studio(SHOP)

    panel.form.what.value = "own"
    panel.form.table.path.value = "orders.csv"
    panel.form.own.value = "{{ Costumer }}"
    assert "Did you mean 'Customer'" in (panel.error.value + panel.words.value).replace(
        "&#x27;", "'"
    )


@pytest.mark.parametrize(
    "template",
    [
        {"name": "x", "components": 5},
        {"name": "x", "components": [5]},
        {"name": "x", "category": "UTILITY", "components": [{"type": "BODY", "text": 5}]},
        {
            "name": "x",
            "category": "UTILITY",
            "components": [
                {"type": "BODY", "text": "Oi"},
                {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "a", "url": 5}]},
            ],
        },
        {
            "name": "x",
            "category": "UTILITY",
            "components": [{"type": "BODY", "text": "Oi", "new_key": 1}],
        },
    ],
)
def test_a_template_that_the_controls_cannot_say_is_not_taken(template):
    assert not message_studio(SHOP).takes({"template": template})
