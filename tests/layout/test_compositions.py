"""Every design x theme x language on labels of every kind: drawn, apart, readable, scannable."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest

from campaignkit import layout, qr
from campaignkit.artwork import artwork
from campaignkit.assets.sticker import Sticker, sticker
from campaignkit.business import Business
from campaignkit.drawing import Text, Use
from campaignkit.layout import themes
from campaignkit.payments import pix
from campaignkit.proof.lints import lint

LANGUAGES = ("en", "pt_BR", "ar", "hi", "es")
SHOPS = {
    "en": ("Harbour Coffee & Bakes", "020 7946 0018", "GB"),
    "pt_BR": ("Padaria Sol", "(11) 98765-4321", "BR"),
    "ar": ("مخبز الشمس", "0100 123 4567", "EG"),
    "hi": ("सूरज बेकरी", "98765 43210", "IN"),
    "es": ("Panadería El Sol", "55 1234 5678", "MX"),
}
LONG_NAMES = {
    "en": "Harbour Street Fishmongers & Fresh Seafood",
    "pt_BR": "Mercearia e Padaria Nossa Senhora de Fátima",
    "ar": "مخبز وحلويات الشمس الذهبية للمعجنات",
    "hi": "श्री गणेश किराना एवं जनरल स्टोर्स",
    "es": "Panadería y Pastelería San Juan Bautista",
}
COLORS = (["#B5451B", "#F2B632"], ["#0F4C5C", "#E36414"], ["#FFD600", "#222222"], ["#111111"])
STRIP = (120.0, 40.0)
SIZES = (
    *((63.5, 38.1), (99.1, 67.7), (148.0, 105.0), (297.0, 210.0), STRIP),
    *((105.0, 148.0), (148.0, 210.0), (297.0, 420.0), (70.0, 70.0), (150.0, 150.0)),
)
PAYMENT = pix.payload(key="sol@example.com", name="Padaria Sol", city="Recife", amount="25.50")
FACTS = {
    "table": "12",
    "price": "R$ 4,50",
    "menu": "https://wa.me/c/5511987654321",
    "pay": PAYMENT,
    "ingredients": "wheat flour, water, sourdough, salt, olive oil",
    "event": "The Night of Bread",
    "when": "12/6, 19:00",
    "number": "0047",
    "to": "Maria Souza",
    "address_to": "Rua Augusta 1500\n01304-001 São Paulo",
    "network": "PadariaSol",
    "password": "paoquentinho",
    "offer": "20%",
    "hours": "8–18",
}
# What a customer can read no more, or a printer cuts; warnings are told and left to the shop.
COMPOSED = sorted(name for name in layout.names() if layout.load(name).composition)


def shop(language: str, *, long: bool = False, colors: Any = COLORS[0]) -> Business:
    name, phone, country = SHOPS[language]
    return Business(
        LONG_NAMES[language] if long else name,
        phone=phone,
        country=country,
        language=language,
        colors=colors,
        address="12 Quay Street",
    )


def made(name: str, language: str, **options: Any) -> Sticker:
    design = layout.load(name)
    facts = {key: FACTS[key] for key in design.needs if key in FACTS}
    seller = options.pop("seller", None) or shop(language)
    if design.link in ("payment", "given"):
        links = {"payment": PAYMENT, "given": "https://g.page/r/CbX1sol/review"}
        options["link"] = links[design.link]
    return sticker(name, seller, facts=facts, **options)


@cache
def every_case() -> list[tuple[Any, ...]]:
    return [
        (name, theme, language, size, long)
        for name in COMPOSED
        for theme in themes.names()
        for language in LANGUAGES
        for size in SIZES
        for long in (False, True)
        if (name, size)
        != ("table-card", STRIP)  # three codes, the longest a payment: not 40 mm high
    ]


def test_there_are_the_designs_that_are_promised():
    assert len(layout.names()) >= 24
    assert {
        *("opening-hours", "we-deliver", "pay-here", "scan-to-order", "review-us", "follow-us"),
        *("loyalty-card", "thank-you-card", "gift-tag", "price-tag", "product-label"),
        *("business-card", "flyer", "table-tent", "door-hanger", "window-cling", "poster"),
        *("street-banner", "parcel-label", "appointment-card", "event-ticket", "wifi-card"),
        *("coupon", "catalogue-cover"),
    } <= set(layout.names())


@pytest.mark.parametrize("name", COMPOSED)
def test_a_design_speaks_five_languages_and_names_artwork_that_there_is(name):
    design = layout.load(name)

    assert set(LANGUAGES) <= set(design.wording)
    assert len({frozenset(words) for words in design.wording.values()}) == 1
    if design.artwork not in ("", "none"):
        assert artwork(design.artwork).shapes


@pytest.mark.parametrize("name", COMPOSED)
def test_a_design_stands_in_its_own_size_in_every_theme(name):
    first = COMPOSED.index(name)
    for number, theme in enumerate(themes.names(), first):
        language = LANGUAGES[number % len(LANGUAGES)]
        one = made(name, language, theme=theme)

        errors = [problem for problem in lint(one.drawing()) if problem.severity == "error"]
        assert errors == [], (theme, language)


@pytest.mark.parametrize("seed", range(6))
def test_no_text_touches_another_on_a_sample_of_the_whole_space(seed):
    chance = random.Random(seed)
    for name, theme, language, size, long in chance.sample(every_case(), 16):
        seller = shop(language, long=long, colors=chance.choice(COLORS))
        one = made(name, language, seller=seller, theme=theme)
        symbol = qr.encode(one.payload)
        drawing = one.drawn(symbol, width=size[0], height=size[1])

        errors = [problem for problem in lint(drawing) if problem.severity == "error"]
        assert errors == [], (name, theme, language, size, long)


@pytest.mark.parametrize("theme", themes.names())
def test_every_theme_is_round_on_round_labels(theme):
    for language in LANGUAGES:
        one = made("chat-with-us", language, theme=theme)
        for side in (45.0, 60.0, 120.0):
            drawing = one.drawn(qr.encode(one.payload), width=side, height=side, shape="round")
            found = lint(drawing, outline="round")

            assert [problem for problem in found if problem.severity == "error"] == []


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        *(("table-tent", "market"), ("window-cling", "bold"), ("business-card", "craft")),
        *(("loyalty-card", "one-ink"), ("coupon", "minimal"), ("wifi-card", "classic")),
    ],
)
def test_the_codes_of_what_is_folded_mirrored_or_hung_are_read_back(name, theme):
    found = made(name, "pt_BR", theme=theme).check()

    assert [problem for problem in found if problem.severity == "error"] == []


def test_a_tent_has_two_faces_the_upper_one_on_its_head():
    drawing = made("table-tent", "en", theme="classic").drawing()

    faces = [use for use in drawing.items if hasattr(use, "turned") and use.drawing.codes() == ()]
    assert [use.turned for use in faces[:2]] == [False, True]
    lower, upper = drawing.codes()
    assert upper.y + upper.side < drawing.height / 2 < lower.y
    assert upper.x == pytest.approx(drawing.width - lower.x - lower.side)


def test_a_cling_is_printed_as_in_a_mirror():
    plain = made("open-for-business", "en", theme="classic", size_mm=(200, 200)).drawing()
    turned = made("window-cling", "en", theme="classic").drawing()
    (code,), (mirrored,) = plain.codes(), turned.codes()

    assert (mirrored.symbol.modules == code.symbol.modules[:, ::-1]).all()
    assert mirrored.x == pytest.approx(200 - code.x - code.side)


def test_what_is_asked_to_be_done_follows_what_the_code_opens():
    seller = shop("en")
    invited = lambda **more: sticker("chat-with-us", seller, **more).facts.get("invitation")  # noqa: E731

    assert invited() is None  # the design's own words
    assert invited(link="tel:+442079460018") == "Scan to call us"
    assert invited(link=PAYMENT) == "Scan with your bank's app"
    assert invited(link="WIFI:T:WPA;S:Sol;P:paoquentinho;;") == "Scan to join the Wi-Fi"


def test_a_wifi_card_makes_its_own_code_and_a_review_needs_an_address():
    assert made("wifi-card", "en").payload.startswith("WIFI:")
    with pytest.raises(ValueError, match="does not know what its code is to open"):
        sticker("review-us", shop("en"))


def sizes_of(drawing):
    """Return the sizes of all texts of a drawing, mm."""
    for item in drawing.items:
        if isinstance(item, Use):
            yield from sizes_of(item.drawing)
        elif isinstance(item, Text):
            yield item.size


@pytest.mark.parametrize("theme", ["bold", "market"])
def test_an_option_that_nobody_gives_takes_no_room_from_the_words(theme):
    shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR")

    without = max(sizes_of(sticker("flyer", shop, theme=theme).drawing()))
    given = max(sizes_of(sticker("flyer", shop, theme=theme, offer="20 %").drawing()))
    assert without > given * 1.2


def test_a_profile_picture_is_smaller_only_below_ornaments_that_are_seen():
    shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR")

    def drawn(theme, season):
        return sticker("profile-picture", shop, theme=theme, season=season).png(dpi=30)

    assert drawn("market", "carnaval") == drawn("market", None)
    assert drawn("craft", "carnaval") != drawn("craft", None)
