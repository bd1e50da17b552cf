"""Labels below the usual ones: small, tall, round. All designs of a shop have a layout there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import campaignkit as ck
from campaignkit import layout, qr
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Text, Use
from campaignkit.errors import BadInput, TooBig
from campaignkit.proof.lints import lint
from campaignkit.qr import MIN_MODULE_MM
from campaignkit.render import raster
from campaignkit.stock import Stock

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
LINK = "https://wa.me/5511987654321"
SIZES = [(54, 17), (17, 54), (25, 25), (34, 22), (44.5, 12.7), (12.7, 44.5), (20, 30), (87, 16.9)]


def drawn(name: str, width: float, height: float, shape: str = "rect") -> Drawing:
    ready = layout.compiled(
        layout.load(name), SHOP, "pt_BR", width=width, height=height, shape=shape
    )
    return ready.draw({"title": "", "note": ""}, qr.encode(LINK))


def words(drawing: Drawing) -> list[str]:
    found = []
    for item in drawing.items:
        if isinstance(item, Use):
            found += words(item.drawing)
        elif isinstance(item, Text):
            found.append(item.line.text)
    return found


@pytest.mark.parametrize(
    "name", ["chat-with-us", "open-for-business", "review-us", "see-our-catalog"]
)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_small_label_has_a_code_that_scans_the_words_and_the_shop(name, width, height):
    made = drawn(name, width, height)
    (code,) = made.codes()

    assert (made.width, made.height) == (width, height)
    assert code.module >= MIN_MODULE_MM
    assert min(code.x, code.y) >= 0
    assert code.x + code.side <= width and code.y + code.side <= height
    assert SHOP.name in " ".join(words(made))
    assert not [each for each in lint(made) if each.severity == "error"]


@pytest.mark.parametrize("diameter", [24, 30, 40, 50, 60])
def test_a_round_label_has_its_words_inside_the_disc(diameter):
    made = drawn("chat-with-us", diameter, diameter, "round")

    assert made.codes()[0].module >= MIN_MODULE_MM
    assert not [each for each in lint(made, outline="round") if each.severity == "error"]


def test_a_tall_label_is_the_lying_one_a_quarter_turned():
    lying, tall = drawn("chat-with-us", 54, 17), drawn("chat-with-us", 17, 54)

    assert tall.upright is not None
    assert words(tall) == words(lying)
    (at,), (turned,) = lying.codes(), tall.codes()
    assert (turned.x, turned.y) == pytest.approx((17 - at.y - at.side, at.x))


def test_a_tall_label_that_a_layout_suits_stays_as_it_is():
    assert drawn("chat-with-us", 38, 63).upright is None


def pixels(path: Path, width: float, height: float) -> np.ndarray:
    ck.sticker("chat-with-us", SHOP, link=LINK, size_mm=(width, height)).save(path)
    return raster.page(str(path), 1, dpi=254).astype(np.int16)


def test_what_is_printed_on_its_side_is_what_is_printed_lying(tmp_path):
    lying = pixels(tmp_path / "lying.pdf", 54, 17)
    tall = pixels(tmp_path / "tall.pdf", 17, 54)
    (code,) = drawn("chat-with-us", 54, 17).codes()
    words = slice(0, int(code.x * 10) - 1)  # the code itself stays upright

    turned = np.rot90(tall, 1)
    assert np.mean(abs(lying - turned)[:, words] > 100) < 0.01  # edges fall between other pixels
    assert np.mean(lying[:, words] < 100) > 0.05


def test_a_sheet_of_tall_labels_reads_back_at_its_places():
    stock = Stock(
        name="spines",
        page=(60, 60),
        label=(12.7, 44.5),
        grid=(3, 1),
        margin=(5, 5),
        gap=(3, 0),
        source="test",
    )
    sheet = ck.sheet(ck.sticker("chat-with-us", SHOP, link=LINK), stock=stock, copies=3)

    assert not sheet.check().errors


def test_what_is_wrong_on_a_label_on_its_side_is_told_where_it_is_seen():
    long = Business(
        "Mercearia e Padaria Nossa Senhora de Fátima", phone="+5511987654321", country="BR"
    )
    ready = layout.compiled(layout.load("chat-with-us"), long, "pt_BR", width=12.7, height=44.5)
    made = ready.draw(
        {"title": "", "note": "aberto todos os dias, das 8h às 20h30"}, qr.encode(LINK)
    )
    assert made.upright is not None
    small = next(each for each in lint(made.upright) if each.rule == "text.small")

    told = next(each for each in lint(made) if each.message == small.message)
    assert (told.where.x, told.where.y) == pytest.approx((12.7 - small.where.y, small.where.x))


def test_a_tag_with_a_price_has_it_on_a_label_of_25_mm():
    ready = layout.compiled(layout.load("price-tag"), SHOP, "pt_BR", width=25, height=25)
    made = ready.draw({"title": "", "note": "", "price": "R$ 9,90", "unit": ""}, qr.encode(LINK))

    assert "R$ 9,90" in words(made)


def test_a_label_that_no_layout_suits_hears_all_limits_of_the_nearest():
    with pytest.raises(BadInput) as caught:
        drawn("chat-with-us", 8, 40)

    said = str(caught.value)
    layouts = layout.load("chat-with-us").layouts()
    nearest = sorted(
        (one for one in layouts if one.shape == "rect" and not one.fallback),
        key=lambda one: one.beyond(8, 40),
    )
    assert "no layout for a label of 8 x 40 mm, 0.2 times as wide as high. It suits" in said
    every = {each.limits(0.2) for each in nearest}
    five = [each.limits(0.2) for each in nearest[:5]]
    assert all(each in said for each in five)
    assert said.endswith(f"; … (+{len(every - {*five})}).")


def test_a_round_label_that_no_layout_suits_hears_its_own_size_not_that_of_a_box_inside():
    with pytest.raises(BadInput, match="no layout for a label of 12 x 12 mm, round"):
        drawn("chat-with-us", 12, 12, "round")


TICKET = {"event": "Sol 2027", "when": "12/6 · 19:00", "number": "0047"}
PARCEL = {"to": "M. Souza", "address_to": "Rua Augusta 1500\n01304-001 São Paulo"}
USUAL = {
    "event-ticket": TICKET,
    "table-number": {"table": "12"},
    "parcel-label": PARCEL,
    "gift-tag": {},
    "loyalty-card": {},
    "thank-you-card": {},
    "appointment-card": {},
}
DISC = (24, 24, "round")


def of(name: str, label: tuple, *, theme: str | None = None, **facts: str) -> Drawing:
    one = ck.sticker(name, SHOP, theme=theme, **facts)
    return one.drawn(
        qr.encode(LINK), **dict(zip(("width", "height", "shape"), label, strict=False))
    )


@pytest.mark.parametrize("design", USUAL)
@pytest.mark.parametrize("label", [(25, 25), (20, 30), (30, 20)])
def test_usual_facts_stand_on_the_smallest_labels_in_type_of_5_points(design, label):
    found = lint(of(design, label, **USUAL[design]))

    assert not [each for each in found if each.rule == "text.small" or each.severity == "error"]


@pytest.mark.parametrize("design", ["table-number", "gift-tag", "loyalty-card", "thank-you-card"])
def test_usual_facts_stand_on_discs_of_24_mm_in_type_of_5_points(design):
    found = lint(of(design, DISC, **USUAL[design]), outline="round")

    assert not [each for each in found if each.rule == "text.small" or each.severity == "error"]


@pytest.mark.parametrize("label", [(28, 11), (61, 11)])
def test_a_short_address_has_its_code_on_the_lowest_labels(label):
    assert of("open-for-business", label, theme="craft").codes()[0].module >= MIN_MODULE_MM


def test_where_there_are_more_words_the_code_leaves_them_room():
    few, many = of("open-for-business", (25, 25)), of("event-ticket", (25, 25), **TICKET)

    assert many.codes()[0].side < few.codes()[0].side


def test_a_design_spares_its_own_words_and_never_those_of_the_sticker():
    assert "Peça por aqui" not in words(of("table-number", DISC, table="12"))
    assert "Dez carimbos" not in " ".join(words(of("loyalty-card", DISC)))
    with pytest.raises(TooBig):
        of("loyalty-card", DISC, reward="Dez carimbos e o próximo é por nossa conta")


def test_a_name_too_long_for_an_emblem_stands_among_the_words():
    made = of("table-number", (66, 92), table="Varanda 12", theme="craft")

    assert "Varanda 12" in " ".join(words(made))


def test_what_has_room_in_no_layout_is_refused_with_what_it_needs():
    with pytest.raises(TooBig, match=r"needs \d+ lines, [\d.]+ mm high"):
        of("parcel-label", DISC, **PARCEL)
