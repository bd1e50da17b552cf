"""Designs for counters, shelves, tables and walls: every label, every language, every code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from campaignkit import layout, qr, resources, stock
from campaignkit.assets.printed_asset import pdf_page
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Text, Use
from campaignkit.errors import BadInput
from campaignkit.payments import clear_text, epc, pix
from campaignkit.proof.document import finished

LANGUAGES = ("en", "pt_BR", "ar", "hi", "es")
SHOPS = {
    "en": ("Harbour Coffee & Bakes", "020 7946 0018", "GB"),
    "pt_BR": ("Padaria Sol", "(11) 98765-4321", "BR"),
    "ar": ("مخبز الشمس", "0100 123 4567", "EG"),
    "hi": ("सूरज बेकरी", "98765 43210", "IN"),
    "es": ("Panadería El Sol", "55 1234 5678", "MX"),
}
EDGE_MM = 1.5
# Below these a long title and a note have no room at 4 pt, and are refused.
ROOMY_MM, ROUND_ROOMY_MM = 21.2, 45
CHAT = "https://wa.me/5511987654321?text=Oi%21%20Quero%20saber%20mais%20do%20produto"  # version 6
UPI = "upi://pay?pa=chaishop@okhdfcbank&pn=Chai%20Shop"
EPC = epc.payload(
    name="Baeckerei Sonne", iban="DE89370400440532013000", amount="12.50", text="Rechnung 4711"
)
PIX = pix.payload(key="sol@example.com", name="Padaria Sol", city="Recife", amount="12.50")
LABELS = ("shelf-tag", "pay-here")
# The smallest, the largest and the usual sizes of each design, width and height in mm.
SIZES = {
    "shelf-tag": [(38, 21.2), (63.5, 38.1), (100, 26), (210, 148), (21, 38), (50, 50), (105, 148)],
    "pay-here": [(63.5, 38.1), (99.1, 57), (100, 40), (210, 148), (40, 90), (70, 70), (105, 148)],
    "table-card": [(85, 55), (148, 105), (105, 148), (148, 210), (210, 148)],
    "poster": [(148, 210), (210, 297), (297, 420), (420, 594), (609.6, 914.4)],
}
ROUND = [(38.1, 38.1), (60, 60), (100, 100)]
OWN = {"shelf-tag": CHAT, "pay-here": EPC, "table-card": CHAT, "poster": CHAT}


def shop_of(language: str) -> Business:
    name, phone, country = SHOPS[language]
    colors = ["#7B2D26", "#F2A541"]
    return Business(name, phone=phone, country=country, language=language, colors=colors)


def drawn(
    name: str,
    size: tuple[float, float],
    language: str = "pt_BR",
    *,
    payload: str | None = None,
    round_: bool = False,
    **more: Any,
) -> Drawing:
    paid = payload if payload == UPI else EPC
    clear = "\n".join(f"{label}: {value}" for label, value in clear_text(paid, language))
    facts = {"price": "R$ 1.219,90", "clear": clear, "menu": CHAT, "pay": PIX}
    shape = "round" if round_ else "rect"
    ready = layout.compiled(
        layout.load(name), shop_of(language), language, width=size[0], height=size[1], shape=shape
    )
    words = {"title": "", "note": ""}
    return ready.draw({**words, **facts, **more}, qr.encode(payload or OWN[name]))


def texts(
    drawing: Drawing, x: float = 0.0, y: float = 0.0
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    for item in drawing.items:
        if isinstance(item, Use):
            yield from texts(item.drawing, x + item.x, y + item.y)
        elif isinstance(item, Text):
            left, bottom, right, top = (edge * item.size for edge in item.line.ink)
            at, base = x + item.x, y + item.y
            yield item.line.text, (at + left, base - top, at + right, base - bottom)


@cache
def every_drawing(name: str) -> list[tuple[str, Drawing]]:
    """Return a design in its sizes and languages, plain, and with a title and a note."""
    more = {"title": "Café torrado e moído em grãos 500 g", "note": "antes R$ 1.300,00"}
    made = []
    for size in SIZES[name]:
        for language in LANGUAGES:
            made.append((f"{size} {language}", drawn(name, size, language)))
        if min(size) >= ROOMY_MM:
            made.append((f"{size} long", drawn(name, size, **more)))
    for size in ROUND if name in LABELS else ():
        payload = UPI if name == "pay-here" else CHAT
        for language in LANGUAGES:
            one = drawn(name, size, language, payload=payload, round_=True)
            made.append((f"round {size} {language}", one))
        if min(size) >= ROUND_ROOMY_MM:
            one = drawn(name, size, payload=payload, round_=True, **more)
            made.append((f"round {size} long", one))
    return made


def meet(one: tuple[float, ...], other: tuple[float, ...], slack: float) -> bool:
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


@pytest.mark.parametrize("name", SIZES)
def test_a_design_speaks_five_languages_with_the_same_keys(name):
    design = layout.load(name)

    assert set(design.wording) == set(LANGUAGES)
    assert len({frozenset(words) for words in design.wording.values()}) == 1


@pytest.mark.parametrize(("name", "payload"), [("shelf-tag", CHAT), ("pay-here", UPI)])
def test_a_design_fits_every_rectangular_label_on_sale_from_38_by_21_mm_to_a5(name, payload):
    sizes = {found.label for found in stock.search(shape="rect")}
    ordinary = {each for each in sizes if 21 <= min(each) <= 148 and 38 <= max(each) <= 210}

    if name == "pay-here":  # an address of 19 letters and a code of 18 mm need 44 mm side by side
        ordinary = {each for each in ordinary if each[0] >= 44 or each[0] < each[1]}
    assert len(ordinary) > 500
    for size in ordinary:
        assert drawn(name, size, payload=payload).codes()[0].module >= 0.37, size


@pytest.mark.parametrize("name", SIZES)
def test_no_line_of_text_runs_over_another_or_into_a_code(name):
    for what, drawing in every_drawing(name):
        found = list(texts(drawing))
        for number, (words, box) in enumerate(found):
            for code in drawing.codes():
                panel = (code.x, code.y, code.x + code.side, code.y + code.side)
                slack = code.quiet * code.module / 2
                assert not meet(box, panel, slack), f"{what}: {words!r} is in a code"
            for others, other in found[number + 1 :]:
                assert not meet(box, other, 0.15), f"{what}: {words!r} is over {others!r}"


@pytest.mark.parametrize("name", SIZES)
def test_what_matters_stays_clear_of_the_edge_of_the_label(name):
    for what, drawing in every_drawing(name):
        boxes = dict(texts(drawing))
        for code in drawing.codes():
            corner = code.quiet * code.module
            end = code.side - corner
            ink = (code.x + corner, code.y + corner, code.x + end, code.y + end)
            boxes[code.symbol.text] = ink
        for words, (left, top, right, bottom) in boxes.items():
            assert min(left, top) >= EDGE_MM - 0.02, f"{what}: {words!r}"
            assert right <= drawing.width - EDGE_MM + 0.02, f"{what}: {words!r}"
            assert bottom <= drawing.height - EDGE_MM + 0.02, f"{what}: {words!r}"


@pytest.mark.parametrize("name", LABELS)
def test_text_on_a_round_label_stays_on_its_disc(name):
    for what, drawing in every_drawing(name):
        radius = drawing.width / 2
        for words, (left, top, right, bottom) in texts(drawing) if "round" in what else ():
            corners = [(x - radius, y - radius) for x in (left, right) for y in (top, bottom)]
            assert max(np.hypot(x, y) for x, y in corners) <= radius - 0.8, f"{what}: {words!r}"


@pytest.mark.parametrize("name", SIZES)
def test_every_code_is_read_back_from_the_page(name):
    chosen = [d for what, d in every_drawing(name) if "pt_BR" in what or "ar" in what.split()]
    pages = [pdf_page(drawing) for drawing in chosen if drawing.width * drawing.height < 70_000]
    with finished(pages, title="all", language="en", texts=False) as made:
        assert len(pages) >= 4
        assert not made.problems().errors


def test_a_pay_here_sticker_shows_every_line_of_what_its_code_says():
    for language in LANGUAGES:
        shown = " ".join(text for text, _ in texts(drawn("pay-here", (99.1, 57), language)))

        for label, value in clear_text(EPC, language):
            assert label in shown
            assert all(part in shown for part in value.split(" "))


def test_a_table_card_has_three_codes_of_three_texts():
    drawing = drawn("table-card", (85, 55))

    assert [code.symbol.text for code in drawing.codes()] == [CHAT, CHAT, PIX]
    assert {code.symbol.level for code in drawing.codes()} == {"M"}
    assert min(code.module for code in drawing.codes()) >= 0.35


def test_a_code_of_its_own_text_may_have_its_own_level(tmp_path):
    path = tmp_path / "two.toml"
    path.write_text(
        'title = "Two"\nsize = [80, 40]\n[wording.en]\nheadline = "x"\n'
        '[[layout]]\nname = "one"\nwidth = [60, 100]\nheight = [30, 60]\nelement = [\n'
        '{ kind = "qr", box = [0, 0, 40, 40] },\n'
        '{ kind = "qr", text = "{{ other }}", level = "H", box = [40, 0, 40, 40] } ]\n',
        encoding="utf-8",
    )

    design = layout.load(str(path))
    ready = layout.compiled(design, shop_of("en"), "en", width=80, height=40)
    first, second = ready.draw({"other": "HELLO"}, qr.encode(CHAT)).codes()
    assert "other" in design.fact_names()
    assert (first.symbol.level, second.symbol.level) == ("M", "H")
    assert second.symbol.text == "HELLO"
    with pytest.raises(BadInput):
        ready.draw({"other": " "}, qr.encode(CHAT))


@pytest.mark.parametrize("name", SIZES)
def test_a_design_looks_like_its_golden_picture(name, looks_like_its_golden):
    size = layout.load(name).size

    dpi = 100 if name != "poster" else 25
    looks_like_its_golden(drawn(name, size, note="Só hoje"), f"stickers/{name}", dpi=dpi)


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("size = [105, 74]", 'size = "A6 landscapee"'), 3, "Did you mean 'A6 landscape'"),
        (("size = [105, 74]", "size = [105]"), 3, 'or a name such as "A6 landscape"'),
        (('["voucher", "invite"]', '["vouchers"]'), 4, "Did you mean 'voucher'?"),
        (("{{ offer }}", "{{ offer }"), 16, "price: '}' is not expected there"),
    ],
)
def test_a_slip_in_a_copied_design_is_told_with_file_line_and_key(tmp_path, change, line, said):
    path = tmp_path / "ours.toml"
    copied = resources.text("stickers", "coupon", ".toml", what="design")
    path.write_text(copied.replace(*change), encoding="utf-8")

    with pytest.raises(BadInput, match=rf"ours\.toml, line {line}, key ") as told:
        layout.load(str(path))
    assert said in str(told.value)


def test_the_size_of_a_design_may_be_a_name(tmp_path):
    path = tmp_path / "ours.toml"
    copied = resources.text("stickers", "coupon", ".toml", what="design")
    path.write_text(copied.replace("size = [105, 74]", 'size = "A6 landscape"'), encoding="utf-8")

    assert layout.load(str(path)).size == (148.0, 105.0)
