"""Tags, price lists and kits know what prints them."""

from __future__ import annotations

from io import BytesIO

import pytest

import campaignkit as ck
from campaignkit.errors import NotFound
from campaignkit.printers import Printer

SHOP = ck.Business("Padaria Sol", phone="+5511987654321", country="BR", language="pt_BR")
ROWS = [
    {"id": "1", "title": "Pão", "price": "1,50 BRL"},
    {"id": "2", "title": "Bolo", "price": "9"},
]
MOVED = Printer(dpi=203, ink="mono", margin_mm=4.2, offset_mm=(2.0, 1.0), name="counter")


def products() -> ck.Catalog:
    return ck.catalog(ROWS, SHOP, currency="BRL")


def matrices(asset: object) -> set[tuple[float, ...]]:
    return {page.matrix for page in asset.pages()}


def test_a_price_list_is_moved_as_the_profile_says_and_its_code_lies_on_the_dots():
    made = products().price_list(printer=MOVED)

    assert made.printer == MOVED
    assert matrices(made) == {MOVED.matrix}
    (page,) = made.pages()
    (code,) = (code for placed in page.placed for code in placed.drawing.codes())
    assert code.module / 0.125 == pytest.approx(round(code.module / 0.125))
    assert made.page(1).content.matrix == MOVED.matrix
    assert not made.check().errors


def test_tags_are_moved_and_keep_clear_of_what_the_printer_leaves_blank():
    made = products().shelf_tags(stock="Avery Zweckform 3651", copies=20, printer=MOVED)

    assert made.printer == MOVED
    assert matrices(made) == {MOVED.matrix}
    assert not [each for each in made.check() if each.rule == "print.margin"]


def test_tags_take_an_offset_as_sheets_do():
    plain = products().shelf_tags(stock="Avery L7160")
    moved = products().shelf_tags(stock="Avery L7160", offset=(1.5, -0.5))

    (before, *_), (after, *_) = (next(each.pages()).placed for each in (plain, moved))
    assert (after.x - before.x, after.y - before.y) == pytest.approx((1.5, -0.5))


def test_a_kit_is_made_for_a_printer():
    made = ck.kit(SHOP, catalog=products(), printer=MOVED)

    assert made.printer == MOVED
    assert matrices(made["labels"]) == {MOVED.matrix}
    assert matrices(made["price-list"]) == {MOVED.matrix}


def test_a_printer_that_nobody_knows_is_named():
    with pytest.raises(NotFound, match=r"no printer called 'latser'.*'laser'"):
        products().price_list(printer="latser")


@pytest.mark.parametrize(
    "asset",
    [
        {"make": "price-list", "printer": "latser"},
        {"make": "shelf-tags", "stock": "Avery L7160", "printer": "latser"},
    ],
)
def test_a_campaign_file_with_such_a_printer_says_so_with_its_key(asset):
    found = ck.Campaign(SHOP, catalogs=[{"name": "a", "rows": ROWS, "currency": "BRL", **asset}])

    (problem,) = found.problems().errors
    assert problem.where.key == "catalogs.1.printer"


def test_a_campaign_prints_lists_and_tags_for_its_printer(tmp_path):
    machine = {"kind": "laser", "offset_mm": [2.0, 1.0]}
    rows = {"rows": ROWS, "currency": "BRL", "printer": machine}
    made = ck.Campaign(
        SHOP,
        catalogs=[
            {"name": "list", "make": "price-list", **rows},
            {"name": "tags", "make": "shelf-tags", "stock": "Avery L7160", **rows},
        ],
    )

    built = made.build(tmp_path / "out")
    assert built.files == ("list.pdf", "tags.pdf")
    out = BytesIO()
    products().price_list(printer=Printer(**{**_laser(), "offset_mm": (2.0, 1.0)})).save(out)
    assert (tmp_path / "out" / "list.pdf").read_bytes() == out.getvalue()


def _laser() -> dict[str, object]:
    laser = ck.printer("laser")
    return {"dpi": laser.dpi, "ink": laser.ink, "margin_mm": 4.2, "spread_mm": laser.spread_mm}
