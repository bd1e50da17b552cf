"""What people get wrong in the studio: a slip each, made by hand, and everything that is then said.

A mistake is a function of a studio that does what a person would do, and returns nothing. Each has
its own studio, in a folder that `litter` filled.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from pathlib import Path

import ipywidgets as w

from campaignkit.business import Business

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
MISTAKES: dict[str, Callable] = {}
_SHOWN = re.compile(r'<(?:div|ul)[^>]* role="(?:alert|status)"[^>]*>.*?(?:</div>|$)', re.DOTALL)
_FINDINGS = re.compile(r'<ul class="ck-findings">.*?</ul>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def mistake(function):
    """Keep a mistake under its function's name, as words."""
    MISTAKES[function.__name__.replace("_", " ")] = function
    return function


def litter(folder: Path) -> None:
    """Put the files into a folder that the mistakes are made with."""
    texts = {
        "empty.csv": "",
        "head.csv": "nome,fone\n",
        "places.csv": "nome,fone,copias\nFeira da Sé,(11) 98765-4321,2\nCentro,,x\n",
        "twice.csv": "nome,nome\na,b\n",
        "ragged.csv": "nome,fone\na,b,c,d\n",
        "nameless.csv": "nome,\na,b\n",
        "failed.csv": "nome,fone\n#N/A,1\n",
        "phones.csv": "nome,phone\nAna,(11) 98765-4321\nBia,12\nCaio,0800\nAna,(11) 98765-4321\n",
        "products.csv": "id,title,price\np1,Pão,5\np1,Bolo,x\n,Café,3\n",
        "no-price.csv": "id,title\np1,Pão\n",
        "template.json": '{"name": 5, "components": [5]}',
        "broken.json": '{"name": ',
        "wrong.toml": '[busines]\nname = "x"\n',
        "cut.toml": "[business\n",
        "chat.txt": "this is no chat\n",
        "manifest.csv": "a,b\n1,2\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("binary.bin", "binary.csv", "logo.png", "broken.pdf", "broken.xlsx"):
        (folder / name).write_bytes(bytes(range(256)))
    (folder / "latin.csv").write_bytes("nome\nPão\n".encode("utf-16-le"))
    (folder / "pack.wastickers").write_bytes(b"PK\x03\x04 no archive")
    (folder / "small.png").write_bytes(picture(8, 8))
    (folder / "good.png").write_bytes(picture(64, 64))


def picture(width: int, height: int) -> bytes:
    """Return a PNG of one colour."""
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (width, height), "#C0392B").save(out, "PNG")
    return out.getvalue()


def send(button: w.FileUpload, name: str, data: bytes | None = None) -> None:
    """Upload a file of the folder, or of these bytes."""
    content = Path(name).read_bytes() if data is None else data
    day = datetime(2026, 11, 28, tzinfo=UTC)
    file = {"name": name, "type": "", "size": len(content), "last_modified": day}
    button.value = ({**file, "content": memoryview(content)},)


def said(panel: w.Widget) -> list[str]:
    """Return what is said in words below a widget: errors, findings, remarks; each as its text."""
    found = []
    for each in every(panel):
        if isinstance(each, w.HTML) and each.layout.display != "none":
            found += _FINDINGS.findall(each.value) or _SHOWN.findall(each.value)
    texts = (unescape(_TAG.sub(" ", text)) for text in found)
    return list(dict.fromkeys(" ".join(text.split()) for text in texts))


def every(widget: w.Widget):
    """Yield a widget, and all that is in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


# -- the shop --------------------------------------------------------------------------------------


@mistake
def a_phone_that_is_too_short(studio):
    studio.show("sticker").shared.shop.phone.value = "9876-432"


@mistake
def a_phone_of_two_digits(studio):
    studio.show("sticker").shared.shop.phone.value = "12"


@mistake
def a_phone_that_is_too_long(studio):
    studio.show("sticker").shared.shop.phone.value = "(11) 98765-43210"


@mistake
def no_phone(studio):
    studio.show("sticker").shared.shop.phone.value = ""


@mistake
def a_phone_with_words(studio):
    studio.show("sticker").shared.shop.phone.value = "call me"


@mistake
def a_phone_of_another_country(studio):
    studio.show("sticker").shared.shop.phone.value = "+44 20 7946"


@mistake
def two_phones(studio):
    studio.show("sticker").shared.shop.phone.value = "(11) 98765-4321 / 3333-4444"


@mistake
def no_shop(studio):
    studio.show("sticker").shared.shop.name.value = ""


@mistake
def a_shop_whose_name_is_a_story(studio):
    studio.show("sticker").shared.shop.name.value = "Padaria " * 40


@mistake
def a_name_in_a_script_without_a_font(studio):
    studio.show("sticker").shared.shop.name.value = "ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ"


@mistake
def a_title_in_chinese(studio):
    studio.show("sticker").shared.label.title.value = "面包店 🥐"


@mistake
def a_title_with_an_emoji(studio):
    studio.show("sticker").shared.label.title.value = "Pão 🥐"


@mistake
def a_website_without_an_address(studio):
    studio.show("sticker").shared.shop.texts["website"].value = "my site"


@mistake
def an_email_without_a_place(studio):
    studio.show("sticker").shared.shop.texts["email"].value = "sol@"


@mistake
def hours_over_several_lines(studio):
    studio.show("sticker").shared.shop.texts["hours"].value = "x" * 300


@mistake
def colours_that_are_alike(studio):
    shop = studio.show("sticker").shared.shop
    shop.primary.value = "#FFFF00"
    shop.accent.value = "#FFFFFF"


@mistake
def a_colour_that_is_none(studio):
    studio.show("sticker").shared.shop.primary.value = "papayawhip"


@mistake
def a_logo_that_is_no_picture(studio):
    studio.show("sticker").shared.shop.logo.value = "logo.png"


@mistake
def a_logo_that_is_not_there(studio):
    studio.show("sticker").shared.shop.logo.value = "nowhere.png"


@mistake
def a_logo_that_is_a_table(studio):
    send(studio.show("sticker").shared.shop.picture.button, "places.csv")


@mistake
def a_logo_of_a_few_dots(studio):
    studio.show("sticker").shared.shop.logo.value = "small.png"


@mistake
def a_logo_the_design_has_no_place_for(studio):
    panel = studio.show("sticker")
    panel.shared.shop.logo.value = "good.png"
    panel.shared.label.design.value = "gift-tag"


# -- the sticker -----------------------------------------------------------------------------------


@mistake
def a_size_too_small_for_the_design(studio):
    label = studio.show("sticker").shared.label
    label.size.fill((20.0, 12.0))


@mistake
def a_size_too_small_for_the_words(studio):
    label = studio.show("sticker").shared.label
    label.title.value = "Uma frase que é comprida demais para uma etiqueta tão pequena"
    label.size.fill((38.0, 21.0))


@mistake
def a_title_of_a_page(studio):
    studio.show("sticker").shared.label.title.value = "muito " * 200


@mistake
def a_message_of_a_book(studio):
    studio.show("sticker").shared.label.text.value = "muito " * 900


@mistake
def a_message_and_a_link(studio):
    studio.show("sticker").shared.label.link.value = "https://sol.example"


@mistake
def a_link_that_is_none(studio):
    label = studio.show("sticker").shared.label
    label.text.value, label.link.value = "", "htps:/x y"


@mistake
def a_whatsapp_link_with_a_short_number(studio):
    label = studio.show("sticker").shared.label
    label.text.value, label.link.value = "", "https://wa.me/123"


@mistake
def a_whatsapp_link_without_a_number(studio):
    label = studio.show("sticker").shared.label
    label.text.value, label.link.value = "", "https://wa.me/"


@mistake
def a_fact_left_empty(studio):
    label = studio.show("sticker").shared.label
    label.design.value = "coupon" if "coupon" in dict(label.design.options).values() else "wifi"


@mistake
def a_note_that_is_long(studio):
    studio.show("sticker").shared.label.note.value = "uma nota " * 60


@mistake
def a_file_without_a_name(studio):
    studio.show("sticker").file.value = ".."


@mistake
def a_file_of_a_wrong_kind(studio):
    panel = studio.show("sticker")
    panel.file.value = "label.docx"
    panel.save_button.click()


@mistake
def a_file_in_a_folder_that_is_not_there(studio):
    panel = studio.show("sticker")
    panel.file.value = "nowhere/label.pdf"
    panel.save_button.click()


@mistake
def a_sheet_of_a_wrong_kind(studio):
    panel = studio.show("sheet")
    panel.file.value = "label.png"
    panel.build_button.click()


# -- the sheet and its table -----------------------------------------------------------------------


@mistake
def a_column_that_is_not_there(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{{ cidade }}"


@mistake
def a_column_nearly_there(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{{ Nome }}"


@mistake
def a_column_in_brackets_that_is_not_there(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{nme} [rua]"


@mistake
def a_cell_that_is_empty(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{{ fone }}"


@mistake
def a_cell_of_copies_that_is_a_word(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.roles.menus["copies"].value = "copias"


@mistake
def a_cell_of_language_that_is_none(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.roles.menus["language"].value = "nome"


@mistake
def a_cell_of_phone_that_is_none(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.roles.menus["phone"].value = "nome"


@mistake
def a_formula_that_failed(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "failed.csv"
    panel.shared.label.title.value = "{{ nome }}"


@mistake
def braces_that_are_not_closed(studio):
    studio.show("sticker").shared.label.title.value = "{{ nome"


@mistake
def braces_that_are_not_closed_beside_a_table(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{{ nome"


@mistake
def a_block_that_is_not_closed(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{% if nome"


@mistake
def a_filter_that_there_is_not(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{{ nome|nope }}"


@mistake
def a_column_with_a_space(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{{ nome da feira }}"


@mistake
def a_table_that_is_empty(studio):
    studio.show("sheet").shared.table.path.value = "empty.csv"


@mistake
def a_table_of_heads_alone(studio):
    studio.show("sheet").shared.table.path.value = "head.csv"


@mistake
def a_table_that_is_not_there(studio):
    studio.show("sheet").shared.table.path.value = "nowhere.csv"


@mistake
def a_table_that_is_a_picture(studio):
    studio.show("sheet").shared.table.path.value = "good.png"


@mistake
def a_table_that_is_bytes(studio):
    studio.show("sheet").shared.table.path.value = "binary.csv"


@mistake
def a_workbook_that_is_broken(studio):
    studio.show("sheet").shared.table.path.value = "broken.xlsx"


@mistake
def a_table_with_a_column_twice(studio):
    studio.show("sheet").shared.table.path.value = "twice.csv"


@mistake
def a_table_with_a_row_too_long(studio):
    studio.show("sheet").shared.table.path.value = "ragged.csv"


@mistake
def a_table_with_a_column_without_a_name(studio):
    studio.show("sheet").shared.table.path.value = "nameless.csv"


@mistake
def a_table_that_is_too_large_to_upload(studio):
    send(studio.show("sheet").shared.table.upload, "large.csv", b"x" * 9_500_000)


@mistake
def labels_that_do_not_exist(studio):
    studio.show("sheet").stocks.text.value = "L71999"


@mistake
def labels_by_words_nobody_uses(studio):
    studio.show("sheet").stocks.text.value = "etiquetas redondas pimaco"


@mistake
def labels_of_a_width_in_words(studio):
    studio.show("sheet").stocks.width.value = "wide"


@mistake
def labels_of_a_size_nobody_makes(studio):
    stocks = studio.show("sheet").stocks
    stocks.width.value, stocks.height.value = "201", "3"


@mistake
def labels_of_both_words_and_size(studio):
    stocks = studio.show("sheet").stocks
    stocks.text.value, stocks.height.value = "L7160", "3"


@mistake
def labels_of_ones_own_that_are_too_wide(studio):
    own = studio.show("sheet").stocks.own
    own.width.value = 120.0
    own.use.click()


@mistake
def labels_of_ones_own_that_are_too_high(studio):
    own = studio.show("sheet").stocks.own
    own.height.value = 70.0


@mistake
def more_copies_than_are_sensible(studio):
    studio.show("sheet").copies.value = 1_000_000


@mistake
def a_printer_measured_with_strange_numbers(studio):
    printer = studio.show("sheet").form.printer
    printer.left.value = 90.0
    printer.use.click()


@mistake
def a_printer_of_a_wrong_scale(studio):
    printer = studio.show("sheet").form.printer
    printer.across.value = 60.0
    printer.use.click()


@mistake
def a_printer_without_a_name(studio):
    printer = studio.show("sheet").form.printer
    printer.name.value = ""
    printer.use.click()


@mistake
def a_printer_called_as_a_ready_one(studio):
    printer = studio.show("sheet").form.printer
    printer.name.value = "laser"
    printer.use.click()


@mistake
def a_scan_that_is_another_picture(studio):
    send(studio.show("sheet").form.printer.scan, "good.png")


@mistake
def a_scan_that_is_no_picture(studio):
    send(studio.show("sheet").form.printer.scan, "broken.pdf")


@mistake
def a_coupon_without_an_end(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{{ nome }}"
    panel.trial.value.value = "10 %"


@mistake
def secret_words_that_are_short(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{{ nome }}"
    panel.trial.value.value = "10 %"
    panel.trial.secret.value = "a"


@mistake
def a_trial_without_enough_rows(studio):
    panel = studio.show("sheet")
    panel.shared.table.path.value = "places.csv"
    panel.shared.label.title.value = "{{ nome }}"
    panel.trial.holdout.value = panel.trial.holdout.options[-1][1]


# -- codes, links, payments ------------------------------------------------------------------------


def _coded(kind, **fields):
    def made(studio):
        panel = studio.show("code")
        panel.kind.value = kind
        for name, value in fields.items():
            panel.fields.boxes[name].value = value

    return made


MISTAKES |= {
    "a Wi-Fi without a name": _coded("wifi", ssid=""),
    "a Wi-Fi with a short password": _coded("wifi", ssid="Sol", password="123"),
    "a place beyond the pole": _coded("geo", latitude="123", longitude="0"),
    "a place in words": _coded("geo", latitude="abc", longitude="0"),
    "a mail to nobody": _coded("mailto", address="abc"),
    "a call to a word": _coded("tel", phone="abc"),
    "a card without a name": _coded("vcard", name=""),
    "a code of nothing": _coded("", text=""),
    "a code of a book": _coded("", text="x" * 4000),
    "a Pix code with a wrong key": _coded("pix", key="abc", name="Sol", city="Recife"),
}


@mistake
def a_code_that_is_too_small(studio):
    panel = studio.show("code")
    panel.own_size.value = False
    panel.size.value = 5.0


@mistake
def a_code_in_yellow(studio):
    studio.show("code").dark.value = "#FFFF66"


@mistake
def a_code_with_a_logo_that_is_no_picture(studio):
    studio.show("code").logo.value = "binary.bin"


@mistake
def a_code_with_a_logo_of_a_shop_without_one(studio):
    studio.show("code").shop_logo.value = True


def _paid(format_, amount="", **fields):
    def made(studio):
        panel = studio.show("pay")
        panel.format.value = format_
        for name, value in fields.items():
            panel.boxes[format_][name].value = value
        panel.amount.value = amount

    return made


MISTAKES |= {
    "nothing to be paid with": _paid("pix"),
    "a Pix key of a word": _paid("pix", key="sol", city="Recife"),
    "a Pix key that is no CPF": _paid("pix", key="123.456.789-00", city="Recife"),
    "a Pix key that is no CNPJ": _paid("pix", key="12.345.678/0001-00", city="Recife"),
    "a Pix key without a city": _paid("pix", key="sol@example.com"),
    "a Pix city in Arabic": _paid("pix", key="sol@example.com", city="القاهرة"),
    "a Pix city that is long": _paid("pix", key="sol@example.com", city="São José dos Campos"),
    "a Pix description that is long": _paid(
        "pix", key="sol@example.com", city="Recife", description="muito " * 30
    ),
    "an amount in words": _paid("pix", "doze", key="sol@example.com", city="Recife"),
    "an amount of nothing": _paid("pix", "0", key="sol@example.com", city="Recife"),
    "an amount below nothing": _paid("pix", "-5", key="sol@example.com", city="Recife"),
    "an amount of three decimals": _paid("pix", "1,005", key="sol@example.com", city="Recife"),
    "an amount with another currency": _paid("pix", "$ 5", key="sol@example.com", city="Recife"),
    "an amount of billions": _paid("pix", "99999999999999", key="sol@example.com", city="Recife"),
    "a UPI address without a bank": _paid("upi", address="sol"),
    "a UPI address of an e-mail": _paid("upi", address="sol@example.com"),
    "a UPI amount of too much": _paid("upi", "500000", address="sol@okbank"),
    "an IBAN with a slip": _paid("epc", iban="DE89370400440532013001"),
    "an IBAN that is short": _paid("epc", iban="DE8937"),
    "an IBAN of no country": _paid("epc", iban="XX89370400440532013001"),
    "an EPC text that is long": _paid("epc", iban="DE89370400440532013000", text="x" * 200),
    "a copied code that is none": _paid("copied", code="hello"),
    "a copied code that was cut": _paid("copied", code="00020126330014br.gov.bcb.pix0111"),
}


# -- messages --------------------------------------------------------------------------------------


def _message(do):
    def made(studio):
        do(studio.show("message").form)

    made.__name__ = do.__name__
    return mistake(made)


@_message
def a_fact_that_the_message_needs(form):
    form.what.value = "order-ready"
    for box in form.facts.box.children:
        box.value = ""


@_message
def no_words(form):
    form.what.value, form.own.value = "own", ""


@_message
def words_of_a_book(form):
    form.what.value, form.own.value = "own", "muito " * 1200


@_message
def words_with_a_star_left_open(form):
    form.what.value, form.own.value = "own", "Oi *Ana, tudo _bem?"


@_message
def words_with_braces(form):
    form.what.value, form.own.value = "own", "Oi {{ nome }}, [nome]"


@_message
def a_customer_without_a_number(form):
    form.customer.value = "Ana"


@_message
def phones_of_a_column_that_is_not_there(form):
    form.what.value, form.own.value = "own", "Oi {{ nome }}"
    form.table.path.value, form.to.value = "phones.csv", "celular"


@_message
def phones_that_are_wrong_in_some_rows(form):
    form.what.value, form.own.value = "own", "Oi {{ nome }}"
    form.table.path.value = "phones.csv"


@_message
def a_template_with_a_wrong_name(form):
    form.what.value, form.typed.name.value = "typed", "Pedido Pronto"


@_message
def a_template_without_a_body(form):
    form.what.value, form.typed.body.value = "typed", ""


@_message
def a_template_with_a_hole_in_its_numbers(form):
    form.what.value, form.typed.body.value = "typed", "Oi {{1}}, pedido {{3}} pronto."


@_message
def a_template_that_ends_with_a_place(form):
    form.what.value, form.typed.body.value = "typed", "Oi {{1}}"


@_message
def a_template_with_a_long_footer(form):
    form.what.value, form.typed.footer.value = "typed", "x" * 80


@_message
def a_template_with_too_many_buttons(form):
    form.what.value, form.typed.buttons.value = "typed", "\n".join(f"Sim {n}" for n in range(12))


@_message
def a_template_with_a_button_that_opens_nothing(form):
    form.what.value, form.typed.buttons.value = "typed", "Loja | sol\nLigar | +55"


@_message
def a_template_without_a_file(form):
    form.what.value = "file"


@_message
def a_template_of_a_broken_file(form):
    form.what.value, form.opened.path.value = "file", "broken.json"


@_message
def a_template_of_a_wrong_file(form):
    form.what.value, form.opened.path.value = "file", "template.json"


# -- catalogs, packs, kits, reports, files ---------------------------------------------------------


def _listed(path, make="price-list", **boxes):
    def made(studio):
        panel = studio.show("catalog")
        stock = {"stock": "Avery L7160"} if make == "shelf-tags" else {}
        panel.fill({"rows": path, "make": make, **stock})
        for name, value in boxes.items():
            getattr(panel.form, name).value = value

    return made


MISTAKES |= {
    "products with a price in words": _listed("products.csv"),
    "products without a price": _listed("no-price.csv"),
    "products of no columns": _listed("places.csv"),
    "products of a picture": _listed("good.png"),
    "products for the platform": _listed("products.csv", "feed"),
    "shelf tags of wrong products": _listed("products.csv", "shelf-tags"),
    "a second title without a first": _listed(None, beside="en", title_beside="Menu"),
    "a special that is no product": _listed(None, arrangement="board", specials="Nada disso"),
    "too many columns": _listed(None, columns=4, paper="A6"),
    "too few pages": _listed(None, pages_most=1, paper="A6"),
}


def _packed(do):
    def made(studio):
        do(studio.show("pack").form)

    made.__name__ = do.__name__
    return mistake(made)


@_packed
def phrases_that_are_not_there(form):
    form.what.value = "phrases"
    for box in form.phrases.values():
        box.value = ""


@_packed
def one_phrase(form):
    form.what.value = "phrases"
    for box in form.phrases.values():
        box.value = "Bom dia"


@_packed
def a_phrase_of_a_page(form):
    form.what.value = "phrases"
    for box in form.phrases.values():
        box.value = "muito " * 60 + "\nDois\nTrês"


@_packed
def forty_phrases(form):
    form.what.value = "phrases"
    for box in form.phrases.values():
        box.value = "\n".join(f"Frase {n}" for n in range(40))


@_packed
def no_pictures(form):
    form.what.value = "pictures"


@_packed
def pictures_that_are_none(form):
    form.what.value, form.pictures.value = "pictures", "binary.bin\nlogo.png\nplaces.csv"


@_packed
def pictures_of_a_few_dots(form):
    form.what.value, form.pictures.value = "pictures", "small.png"


@_packed
def a_folder_and_pictures(form):
    form.what.value, form.pictures.value = "pictures", ".\ngood.png"


@_packed
def no_pack(form):
    form.what.value = "opened"


@_packed
def a_pack_that_is_broken(form):
    form.what.value, form.path.value = "opened", "pack.wastickers"


@_packed
def emojis_that_are_none(form):
    form.what.value, form.pictures.value = "pictures", "good.png"
    form.emojis.value = "abc"


@_packed
def words_for_no_sticker(form):
    form.what.value, form.pictures.value = "pictures", "good.png"
    form.spoken.value = "pão"


@_packed
def words_for_a_sticker_that_is_not_there(form):
    form.what.value, form.pictures.value = "pictures", "good.png"
    form.spoken.value = "pão: um pão"


@_packed
def a_pack_with_a_long_name(form):
    form.name.value = "x" * 200


@mistake
def a_kit_with_a_code_that_is_none(studio):
    studio.show("kit").payment.value = "abc"


@mistake
def a_kit_with_products_without_prices(studio):
    studio.show("kit").products.table.path.value = "no-price.csv"


@mistake
def a_report_without_files(studio):
    studio.show("report")


@mistake
def a_report_of_a_list_that_is_none(studio):
    panel = studio.show("report")
    panel.manifest.value, panel.chats.value = "manifest.csv", "chat.txt"


@mistake
def a_report_of_files_that_are_not_there(studio):
    panel = studio.show("report")
    panel.manifest.value, panel.chats.value = "nowhere.csv", "nowhere.txt"


def _opened(name):
    def made(studio):
        studio.file.path.value = name
        studio.file.opening.click()

    return made


MISTAKES |= {
    "a campaign file that is not there": _opened("nowhere.toml"),
    "a campaign file with a wrong word": _opened("wrong.toml"),
    "a campaign file that was cut": _opened("cut.toml"),
    "a campaign file that is a picture": _opened("good.png"),
}


@mistake
def a_campaign_file_that_is_there_already(studio):
    studio.show("sticker")
    studio.file.path.value = "wrong.toml"
    studio.file.saving.click()
