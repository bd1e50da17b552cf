"""What every built-in design promises, on every label it takes, in every language it speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from campaignkit import layout, qr, stock
from campaignkit.assets.printed_asset import pdf_page
from campaignkit.business import Business, contrast
from campaignkit.drawing import CodeBox, Drawing, Text, Use
from campaignkit.errors import BadInput
from campaignkit.layout.palette import palette
from campaignkit.link_kinds import chat
from campaignkit.proof.document import finished

DESIGNS = ("chat-with-us", "open-for-business", "see-our-catalog", "table-number")
LANGUAGES = ("en", "pt_BR", "ar", "hi", "es")
LAYOUTS = (
    *("lying", "strip", "square", "lying card", "wide card"),
    *("upright", "poster", "slender", "round"),
)
L7160 = (63.5, 38.1)
EDGE_MM = 1.5  # the die and the feed of a printer may be off by so much

SHOPS = {
    "en": ("Harbour Coffee & Bakes", "020 7946 0018", "GB"),
    "pt_BR": ("Padaria Sol", "(11) 98765-4321", "BR"),
    "ar": ("مخبز الشمس", "0100 123 4567", "EG"),
    "hi": ("सूरज बेकरी", "98765 43210", "IN"),
    "es": ("Panadería El Sol", "55 1234 5678", "MX"),
}
PLAIN = {"title": "", "note": "", "table": "12"}
LONG_NAME = "Mercearia e Padaria Nossa Senhora Fátima"  # 40 characters
LONG = {
    "title": "FEIRA LIVRE VILA NOVA CACHOEIRINHA JARDIM PERI",
    "note": "Terça-feira, 7h às 13h",
    "table": "Varanda 12",
}


def shop_of(language: str, **more: Any) -> Business:
    name, phone, country = SHOPS[language]
    return Business(more.pop("name", name), phone=phone, country=country, language=language, **more)


@cache
def symbol() -> qr.Symbol:
    greeting = "Oi! Vi o adesivo na vitrine e quero saber mais"
    return qr.encode(chat.link(shop_of("pt_BR"), greeting))


def drawn(
    name: str,
    size: tuple[float, float],
    facts: Mapping[str, Any] = PLAIN,
    *,
    shop: Business | None = None,
    round_: bool = False,
) -> Drawing:
    seller = shop or shop_of("pt_BR")
    shape = "round" if round_ else "rect"
    ready = layout.compiled(
        layout.load(name), seller, seller.language, width=size[0], height=size[1], shape=shape
    )
    return ready.draw(facts, symbol())


@cache
def extremes(name: str) -> dict[str, tuple[tuple[float, float], ...]]:
    """Return the smallest and the largest label that each layout is chosen for, up to A5.

    Bare ones are for smaller labels: test_small_labels.
    """
    design, found = layout.load(name), {}
    for width in np.arange(21.0, 213.0):
        for height in np.arange(20.0, 217.0):
            for shape in ("rect", "round") if width == height else ("rect",):
                try:
                    chosen = design.choose(width, height, shape)
                except BadInput:
                    continue
                if chosen.bare:
                    continue
                found.setdefault(chosen.name, []).append((float(width), float(height)))
    area = lambda size: size[0] * size[1]  # noqa: E731
    return {key: (min(sizes, key=area), max(sizes, key=area)) for key, sizes in found.items()}


def texts(
    drawing: Drawing, x: float = 0.0, y: float = 0.0
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield every line of a drawing with the box of its ink: left, top, right, bottom in mm."""
    for item in drawing.items:
        if isinstance(item, Use):
            yield from texts(item.drawing, x + item.x, y + item.y)
        elif isinstance(item, Text):
            left, bottom, right, top = (edge * item.size for edge in item.line.ink)
            at, base = x + item.x, y + item.y
            yield item.line.text, (at + left, base - top, at + right, base - bottom)


def sizes_of(drawing: Drawing, words: str) -> list[float]:
    """Return the size, mm of one em, of each line that shows some of `words`."""
    inner = [item.drawing for item in drawing.items if isinstance(item, Use)]
    here = [item for item in drawing.items if isinstance(item, Text)]
    shown = [item.size for item in here if item.line.text.strip() in words]
    return shown + [size for each in inner for size in sizes_of(each, words)]


def meet(one: tuple[float, ...], other: tuple[float, ...], slack: float = 0.05) -> bool:
    return (
        one[0] < other[2] - slack
        and other[0] < one[2] - slack
        and one[1] < other[3] - slack
        and other[1] < one[3] - slack
    )


@cache
def every_drawing(name: str) -> list[tuple[str, Drawing]]:
    """Return each layout at both its extremes, in each language, with plain and with long facts."""
    made = []
    for key, sizes in extremes(name).items():
        for size in sizes:
            for language in LANGUAGES:
                drawing = drawn(name, size, shop=shop_of(language), round_=key == "round")
                made.append((f"{key} {size} {language}", drawing))
        long = drawn(
            name, sizes[1], LONG, shop=shop_of("pt_BR", name=LONG_NAME), round_=key == "round"
        )
        made.append((f"{key} {sizes[1]} long", long))
    return made


def test_the_designs_of_a_shops_stickers_are_in_the_folder():
    assert set(DESIGNS) < set(layout.names())


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_speaks_five_languages_with_the_same_keys(name):
    design = layout.load(name)

    assert set(design.wording) == set(LANGUAGES)
    assert len({frozenset(words) for words in design.wording.values()}) == 1


@pytest.mark.parametrize("name", DESIGNS)
def test_every_layout_is_chosen_for_some_label(name):
    assert set(extremes(name)) == set(LAYOUTS)


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_fits_every_rectangular_label_on_sale_from_38_by_21_mm_to_a5(name):
    sizes = {found.label for found in stock.search(shape="rect") if is_ordinary(*found.label)}

    assert len(sizes) > 500
    for size in sizes:
        assert drawn(name, size).codes()[0].module >= 0.37, size


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("diameter", [38.1, 40.0, 50.0, 63.5, 76.2, 100.0])
def test_a_design_has_a_layout_for_round_labels(name, diameter):
    assert layout.load(name).choose(diameter, diameter, "round").name == "round"


def is_ordinary(width: float, height: float) -> bool:
    short, long = sorted((width, height))
    return 21 <= short <= 148 and 38 <= long <= 210


@pytest.mark.parametrize("name", DESIGNS)
def test_no_line_of_text_runs_over_another_or_into_the_code(name):
    for what, drawing in every_drawing(name):
        found = list(texts(drawing))
        (code,) = drawing.codes()
        quiet = code.quiet * code.module
        panel = (code.x, code.y, code.x + code.side, code.y + code.side)

        for number, (words, box) in enumerate(found):
            assert not meet(box, panel, slack=quiet / 2), f"{what}: {words!r} is in the code"
            for others, other in found[number + 1 :]:
                assert not meet(box, other, slack=0.15), f"{what}: {words!r} is over {others!r}"


@pytest.mark.parametrize("name", DESIGNS)
def test_what_matters_stays_clear_of_the_edge_of_the_label(name):
    for what, drawing in every_drawing(name):
        (code,) = drawing.codes()
        corner = code.quiet * code.module
        symbol_box = (code.x + corner, code.y + corner, code.x + code.side - corner)
        boxes = [box for _, box in texts(drawing)]

        assert min(symbol_box) >= EDGE_MM, what
        assert symbol_box[2] <= drawing.width - EDGE_MM, what
        for left, top, right, bottom in boxes:
            assert min(left, top) >= EDGE_MM - 0.02, what
            assert right <= drawing.width - EDGE_MM + 0.02, what
            assert bottom <= drawing.height - EDGE_MM + 0.02, what


@pytest.mark.parametrize("name", DESIGNS)
def test_text_on_a_round_label_stays_on_its_disc(name):
    for what, drawing in every_drawing(name):
        if not what.startswith("round"):
            continue
        radius = drawing.width / 2
        for words, (left, top, right, bottom) in texts(drawing):
            corners = [(x - radius, y - radius) for x in (left, right) for y in (top, bottom)]
            reach = max(np.hypot(x, y) for x, y in corners)

            assert reach <= radius - 0.8, f"{what}: {words!r}"


@pytest.mark.parametrize("name", DESIGNS)
def test_every_code_is_read_back_from_the_page_at_both_ends_of_every_layout(name):
    chosen = [d for what, d in every_drawing(name) if "pt_BR" in what or "ar" in what.split()]
    pages = [pdf_page(drawing) for drawing in chosen if drawing.width * drawing.height < 25_000]
    with finished(pages, title="all", language="en", texts=False) as made:
        assert len(pages) >= 20
        assert not made.problems()


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("size", [(38.0, 21.0), (38.1, 21.17), (45.72, 21.2), L7160, (38.1, 25.4)])
def test_a_version_6_code_has_modules_of_0_40_mm_on_the_smallest_labels(name, size):
    (code,) = drawn(name, size).codes()

    assert code.symbol.version == 6
    assert code.module >= 0.40


@pytest.mark.parametrize("name", DESIGNS)
def test_a_title_of_46_characters_is_readable_on_avery_l7160(name):
    shop = shop_of("pt_BR", name=LONG_NAME)
    for facts in (LONG, {**LONG, "note": ""}):
        sizes = sizes_of(drawn(name, L7160, facts, shop=shop), LONG["title"])

        assert 2 <= len(sizes) <= 4
        assert min(sizes) >= (1.5 if name == "table-number" else 1.75)  # 4.3 pt, 5 pt


@pytest.mark.parametrize("name", DESIGNS)
def test_a_title_stands_in_for_the_headline(name):
    words = layout.words(layout.load(name), "en")["headline"]
    shown = " ".join(text for text, _ in texts(drawn(name, L7160, shop=shop_of("en"))))
    own = drawn(name, L7160, {**PLAIN, "title": "Bread"}, shop=shop_of("en"))
    replaced = [text for text, _ in texts(own)]

    assert words in shown
    assert "Bread" in replaced
    assert words not in " ".join(replaced)


@pytest.mark.parametrize("name", DESIGNS)
def test_a_note_is_shown_only_when_it_is_given(name):
    without = [text for text, _ in texts(drawn(name, L7160))]
    noted = [text for text, _ in texts(drawn(name, L7160, {**PLAIN, "note": "Só hoje"}))]

    assert "Só hoje" in noted
    said = " ".join(each for each in noted if each != "Só hoje")
    assert sorted(said.split()) == sorted(" ".join(without).split())


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("size", [L7160, (99.1, 38.1), (38.0, 21.0), (148.0, 105.0), (50.0, 50.0)])
def test_sides_change_in_arabic_but_not_the_code_itself(name, size):
    (here,) = drawn(name, size, shop=shop_of("en")).codes()
    (there,) = drawn(name, size, shop=shop_of("ar")).codes()

    assert here.x > size[0] / 2 - here.side / 2
    assert there.x == pytest.approx(size[0] - here.x - here.side, abs=0.01)
    assert there.symbol is here.symbol


@pytest.mark.parametrize("name", DESIGNS)
def test_hours_address_and_logo_of_a_shop_stand_on_its_cards(name):
    logo = Path(__file__).parents[2] / "templates" / "campaigns" / "bakery" / "logo.png"
    shop = shop_of("pt_BR", hours="6h às 20h", address="Rua das Acácias, 120", logo=logo)
    drawing = drawn(name, (148.0, 105.0), shop=shop)

    assert {"6h às 20h", "Rua das Acácias, 120"} <= {text for text, _ in texts(drawing)}
    assert "Image" in str([type(item).__name__ for item in flat(drawing)])


def flat(drawing: Drawing) -> Iterator[Any]:
    for item in drawing.items:
        if isinstance(item, Use):
            yield from flat(item.drawing)
        else:
            yield item


@pytest.mark.parametrize("color", ["#FFD600", "#F8BBD0", "#000000", "#25D366", "#FFFFFF"])
def test_any_brand_colour_leaves_text_readable_and_the_code_scannable(color):
    shop = shop_of("pt_BR", colors=color)
    named = palette(shop)
    pages = [pdf_page(drawn(name, L7160, shop=shop)) for name in DESIGNS]
    with finished(pages, title="all", language="en", texts=False) as made:
        assert not made.problems()
    grounds = {"on_primary": "primary", "on_accent": "accent"}
    for ink in ("on_primary", "on_accent", "strong", "ink", "muted"):
        assert contrast(named[ink], named[grounds.get(ink, "paper")]) >= 4.5
    assert contrast(named["ink"], named["tint"]) >= 4.5


@pytest.mark.parametrize("name", DESIGNS)
def test_a_sticker_looks_like_its_golden_picture(name, looks_like_its_golden):
    shop = shop_of("pt_BR", colors=["#7B2D26", "#F2A541"])

    looks_like_its_golden(
        drawn(name, L7160, {**PLAIN, "note": "Pão quente"}, shop=shop), f"stickers/{name}"
    )


def test_every_code_box_is_a_square_on_paper():
    for name in DESIGNS:
        for _, drawing in every_drawing(name):
            (code,) = drawing.codes()

            assert isinstance(code, CodeBox)
            assert code.quiet >= qr.QUIET_MODULES
            assert code.light == "#FFFFFF"
