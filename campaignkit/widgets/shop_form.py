"""The facts about the shop, as controls."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import ipywidgets as w

from campaignkit import layout, locales, phones
from campaignkit.business import Business, Colors
from campaignkit.errors import CampaignError
from campaignkit.widgets import controls
from campaignkit.widgets.calls import Call

_TEXTS = ("hours", "address", "website", "email")


class ShopForm:
    """Controls for a `Business`, filled in from one. `.box` holds them all."""

    def __init__(self, shop: Business) -> None:
        self.name = controls.line("Shop")
        self.phone = controls.line("Phone")
        self.country = controls.choice("Country", _countries(), shop.country)
        self.language = controls.suggestions("Language", languages())
        self.primary = controls.color("Colour", shop.colors.primary)
        self.accent = controls.color("Accent", shop.colors.accent)
        self.logo = controls.line("Logo", hint="path of a picture")
        self.texts = {key: controls.line(key.title()) for key in _TEXTS}
        self._other_colors: dict[str, Any] = {}
        self.fill(shop)
        self.box = controls.group(*self.all(), name="shop")

    def fill(self, shop: Business) -> None:
        """Say in the controls what is known of a shop."""
        self.name.value, self.phone.value = shop.name, _local_phone(shop)
        self.country.value, self.language.value = shop.country, shop.language
        self.primary.value, self.accent.value = shop.colors.primary, shop.colors.accent
        self.logo.value = str(shop.logo or "")
        for key, box in self.texts.items():
            box.value = getattr(shop, key) or ""
        self._other_colors = _other_colors(shop.colors)

    def all(self) -> list[w.Widget]:
        """Return every control."""
        facts = [self.name, self.phone, self.country, self.language, self.primary, self.accent]
        return [*facts, self.logo, *self.texts.values()]

    def recipe(self) -> Call:
        """Return the call that makes the shop; facts left empty are left out."""
        texts = {"logo": self.logo, **self.texts}
        options = {
            "phone": self.phone.value,
            "country": self.country.value,
            "language": self.language.value or "en",
            **({"colors": found} if (found := self._colors()) else {}),
            **{key: box.value.strip() for key, box in texts.items() if box.value.strip()},
        }
        return Call("shop", "Business", Business, (self.name.value,), options)

    def table(self) -> dict[str, Any]:
        """Return the shop as a campaign file has it."""
        return {"name": self.name.value, **self.recipe().options}

    def _colors(self) -> dict[str, str]:
        plain = Colors()
        own = {"primary": self.primary.value, "accent": self.accent.value}
        changed = {key: value for key, value in own.items() if value != getattr(plain, key)}
        return {**changed, **self._other_colors}


def languages() -> list[str]:
    """Return the languages that the built-in designs speak."""
    return sorted({code for name in layout.names() for code in layout.load(name).languages})


def _countries() -> list[tuple[str, str]]:
    named = ((f"{name} ({code})", code) for code, name in locales.countries().items())
    return sorted(named)


def _local_phone(shop: Business) -> str:
    """Return the phone as people at home write it, where that can be read back."""
    try:
        same = phones.to_e164(shop.phone_display, shop.country) == shop.phone
    except CampaignError:
        same = False
    return shop.phone_display if same else shop.phone


def _other_colors(colors: Colors) -> dict[str, Any]:
    """Return colours without a control, where they are not what would be chosen anyway."""
    usual = Colors(primary=colors.primary, accent=colors.accent)
    return {
        item.name: getattr(colors, item.name)
        for item in fields(colors)
        if item.name not in ("primary", "accent")
        and getattr(colors, item.name) != getattr(usual, item.name)
    }
