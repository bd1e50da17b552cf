"""A seeded sample of designs x themes x languages looks as it did when somebody looked at it."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from campaignkit import layout
from campaignkit.assets.sticker import sticker
from campaignkit.business import Business
from campaignkit.layout import themes
from campaignkit.payments import pix

SHOPS = {
    "en": ("Harbour Bakery", "020 7946 0018", "GB"),
    "pt_BR": ("Padaria Sol", "(11) 98765-4321", "BR"),
    "ar": ("مخبز الشمس", "0100 123 4567", "EG"),
    "hi": ("सूरज बेकरी", "98765 43210", "IN"),
    "es": ("Panadería El Sol", "55 1234 5678", "MX"),
}
PAYMENT = pix.payload(key="sol@example.com", name="Padaria Sol", city="Recife", amount="25.50")
LINKS = {"payment": PAYMENT, "given": "https://example.com/review"}
EACH = 3  # pictures of a theme
LONGEST_PX = 260


def draw(*words: str) -> bytes:
    """A number for these words, so that one more design changes little of the sample."""
    return hashlib.sha256(" ".join(words).encode()).digest()


def sample() -> list[tuple[str, str, str]]:
    languages = sorted(SHOPS)
    return [
        (name, theme, languages[draw(theme, name)[0] % len(languages)])
        for theme in themes.names()
        for name in sorted(layout.names(), key=lambda name, theme=theme: draw(theme, name))[:EACH]
    ]


def made(name: str, theme: str, language: str) -> Any:
    design = layout.load(name)
    called, phone, country = SHOPS[language]
    shop = Business(
        called, phone=phone, country=country, language=language, colors=["#B5451B", "#F2B632"]
    )
    given = {"hours": "8–18", "menu": LINKS["given"], "pay": PAYMENT}
    facts = {key: given.get(key, "12") for key in design.needs if key != "clear"}
    options = {"link": LINKS[design.link]} if design.link in LINKS else {}
    return sticker(name, shop, theme=theme, facts=facts, **options)


@pytest.mark.parametrize(("name", "theme", "language"), sample())
def test_a_design_in_a_theme_looks_like_its_golden_picture(
    name, theme, language, looks_like_its_golden
):
    pytest.importorskip("fontpkg_anton", reason="NOT TESTED: typefaces; install [themes]")
    one = made(name, theme, language)

    dpi = LONGEST_PX / max(one.size) * 25.4
    looks_like_its_golden(one.drawing(), f"themes/{theme}-{name}-{language}", dpi=dpi)
