"""What somebody who never saw the studio gets wrong, and what it then says."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from campaignkit.business import Business
from campaignkit.presentation import html
from campaignkit.translations import use_language, word
from campaignkit.widgets import studio
from tests.rows.books import book

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
STALLS = [["Feira"], ["Sé"], ["Lapa"]]
TWO = {"Capa": [["Padaria Sol"]], "Feiras": STALLS, "Lojas": [["Loja", "Rua"], ["A", "B"]]}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    use_language("pt_BR")
    yield tmp_path
    use_language("en")


@pytest.fixture
def made():
    shown = studio(SHOP)
    yield shown
    shown.close()


def upload(form, name, data):
    """Give a table to the button of a form, as a browser does."""
    sent = {"name": name, "type": "", "size": 1, "content": memoryview(data)}
    form.upload.value = ({**sent, "last_modified": datetime(2026, 3, 4, tzinfo=UTC)},)


def said(text):
    return " ".join(re.sub("<[^>]+>", " ", text).split())


def test_the_sheet_of_a_workbook_is_chosen(made):
    form = made.show("sheet").shared.table

    upload(form, "feiras.xlsx", book(TWO))
    assert form.sheet.options == ("Feiras", "Lojas")
    assert form.sheet.layout.display is None
    assert form.columns == ("Feira",)
    form.sheet.value = "Lojas"
    assert form.columns == ("Loja", "Rua")
    form.sheet.value = "Feiras"
    assert form.columns == ("Feira",)


def test_where_one_sheet_has_a_table_nothing_is_asked(made):
    form = made.show("sheet").shared.table

    upload(form, "feiras.xlsx", book({"Capa": [["Padaria Sol"]], "Feiras": STALLS}))
    assert form.columns == ("Feira",)
    assert form.sheet.layout.display == "none"
    upload(form, "a.csv", b"stall\n1\n")
    assert form.sheet.layout.display == "none"


def test_a_misspelt_head_is_proposed_and_can_be_changed(made):
    panel = made.show("catalog")

    upload(panel.products.table, "a.csv", "Prodto,Preço\nPão,R$ 1\n".encode())
    menus = panel.products.matches.menus
    assert (menus["title"].value, menus["price"].value) == ("Prodto", "Preço")
    assert panel.error.value == ""
    assert panel.made is not None


def test_a_column_that_is_missed_is_asked_for_at_its_menu(made):
    panel = made.show("catalog")
    menus = panel.products.matches.menus

    upload(panel.products.table, "a.csv", "Bugiganga,Preço\nPão,R$ 1\n".encode())
    told = said(panel.error.value)
    assert "nenhuma coluna da planilha foi tomada como Produto" in told
    menus["title"].value = "Bugiganga"
    assert panel.error.value == ""


def test_problems_of_a_table_call_its_columns_as_it_does(made):
    panel = made.show("catalog")

    upload(panel.products.table, "a.csv", "Produto,Valor\nPão,grátis\n,3\n".encode())
    told = said(panel.error.value)
    assert "coluna Valor" in told
    assert "coluna Produto: Produto está vazio" in told
    assert not re.search(r"\b(price|title)\b", told)


@pytest.mark.parametrize("typed", ["12", "call me", "٠٠"])
def test_what_is_said_at_a_field_begins_with_what_was_typed(typed):
    panel = (shown := studio()).show("sheet")

    panel.shared.shop.phone.value = typed
    assert panel.error in panel.shared.shop.box.children
    told = said(panel.error.value)
    assert told
    assert "=" not in told.partition(" ")[0]
    shown.close()


def test_what_is_said_elsewhere_names_the_field(made):
    panel = made.show("sheet")  # the shop is folded: its owner has given it

    panel.shared.shop.phone.value = "12"
    assert said(panel.error.value).startswith("Celular: &#x27;12&#x27; tem")


def test_a_payment_is_said_without_a_programs_names(made):
    panel = made.show("pay")
    boxes = panel.boxes["pix"]
    boxes["key"].value, boxes["city"].value = "sol@exemplo", "Recife"

    told = said(panel.error.value)
    assert told.startswith("&#x27;sol@exemplo&#x27; não é um e-mail")
    boxes["key"].value, panel.amount.value = "sol@example.com", "dez reais"
    assert said(panel.error.value).startswith("&#x27;dez reais&#x27; não é um valor")


def test_a_finding_names_its_field_as_people_do():
    assert "Nome: &#x27;Sol&#x27; deixa" in html.error("Nome='Sol' deixa o código maior.")
    assert "upi: Nome: &#x27;Sol&#x27;" in html.error("upi: Nome='Sol' deixa.")
    assert "नाम: &#x27;Sol&#x27; में" in html.error("नाम='Sol' में")
    assert "pix: \u2068المبلغ\u2069: 0" in html.error("pix: \u2068المبلغ\u2069=0")
    assert "https://sol.example/?a=1" in html.error("Veja https://sol.example/?a=1.")


def test_a_file_that_is_no_chat_can_be_taken_out(made, folder):
    panel = made.show("report")
    assert panel.without.layout.display == "none"

    panel.manifest.value = "manifest.csv"
    (folder / "logo.png").write_bytes(b"no chat")
    panel.chats.value = "logo.png"
    assert panel.without.layout.display is None
    panel.without.click()
    assert panel.chats.value == ""
    assert panel.without.layout.display == "none"


def test_what_a_ruler_cannot_say_is_said_without_a_programs_names(made):
    form = made.show("sheet").form.printer

    form.across.value = 10.0
    form.use.click()
    told = said(form.words.value)
    assert "não é o que uma régua mostra" in told
    assert "readings" not in told


def test_a_logo_that_cannot_be_drawn_is_said_at_its_button(folder):
    panel = (shown := studio()).show("sheet")
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>Sol</text></svg>'
    )

    panel.shared.shop.logo.value = "logo.svg"
    assert panel.error in panel.shared.shop.box.children
    shown.close()


@pytest.mark.parametrize("head", ["Qtde", "Quantidade", "العدد", "मात्रा", "Qty"])
def test_how_many_of_a_row_is_known_by_what_people_call_it(made, head):
    shared = made.show("sheet").shared

    upload(shared.table, "a.csv", f"Feira,{head}\nSé,2\n".encode())
    assert shared.roles.menus["copies"].value == head


def test_thousands_are_written_as_the_language_does():
    assert word("{count} and more", count="3,304") == "3.304 and more"
    assert word("{count} and more", count="1,5") == "1,5 and more"


def test_a_slider_of_whole_mm_leaves_a_size_that_was_chosen(made):
    size = made.show("sticker").shared.label.size
    size.fill((210.0, 297.0))

    assert size.slider.value == 210
    assert isinstance(size.slider.value, int)  # floats come back changed from the browser


def test_another_table_brings_its_own_column_of_phones(made):
    form = made.show("message").form

    upload(form.table, "a.csv", b"Nome,Telefone\nAna,(11) 98765-4321\n")
    assert form.to.value == "Telefone"
    upload(form.table, "b.csv", b"Nome,Celular\nAna,(11) 98765-4321\n")
    assert form.to.value == "Celular"
    form.to.value = "Nome"
    upload(form.table, "a.csv", b"Nome,Telefone\nAna,(11) 98765-4321\n")
    assert form.to.value == "Nome"


@pytest.mark.parametrize("kind", ["channel", "wifi", "upi", ""])
def test_a_kind_of_code_first_asks_for_what_it_needs(made, kind):
    panel = made.show("code")

    panel.kind.value = kind
    told = said(panel.error.value)
    assert told.startswith("Preencha: ")
    assert "alert" not in panel.error.value
