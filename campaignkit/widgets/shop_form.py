"""The facts about the shop, as controls."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import ipywidgets as w

from campaignkit import layout, locales, phones
from campaignkit.business import Business, Colors
from campaignkit.errors import CampaignError
from campaignkit.presentation.python_calls import Call
from campaignkit.translations import in_use
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.uploads import PictureForm

# Where most of those who use it are; they stand first in the menu.
_FIRST = ("BR", "IN", "AE", "SA", "EG", "MX", "CO", "AR", "ID", "NG", "PT", "ES", "GB", "US")


class ShopForm:
    """Controls for a `Business`, filled in from one. `.box` holds them all.

    A country that is chosen brings its language, unless a language was chosen by hand.
    """

    def __init__(self, shop: Business) -> None:
        self.name = controls.line(_("Shop"))
        self.phone = controls.phone(_("Phone"))
        self.country = controls.choice(
            _("Country"), _countries(), shop.country, called=_country_label
        )
        self.language = controls.language_menu(_("Language"), languages(), "en")
        self.primary = controls.color(_("Colour"), shop.colors.primary)
        self.accent = controls.color(_("Accent"), shop.colors.accent)
        self.picture = PictureForm(_("Upload your logo"), _("Logo"))
        self.logo = self.picture.path
        self.texts = {
            "hours": controls.line(_("Hours")),
            "address": controls.line(_("Address")),
            "website": controls.line(_("Website")),
            "email": controls.line(_("Email")),
        }
        self._other_colors: dict[str, Any] = {}
        self._brought = ""  # the language that the country brought
        self.fill(shop)
        more = controls.group(self.primary, self.accent, *self.texts.values(), self.logo)
        first = (self.name, self.phone, self.country, self.language, self.picture.box)
        self.box = controls.group(*first, controls.fold(_("More"), more), name="shop")
        self.country.observe(self._moved, "value")

    def fill(self, shop: Business) -> None:
        """Say in the controls what is known of a shop."""
        self.name.value, self.phone.value = shop.name, _local_phone(shop)
        self.country.value = shop.country
        controls.take(self.language, shop.language)
        self.primary.value, self.accent.value = shop.colors.primary, shop.colors.accent
        self.logo.value = str(shop.logo or "")
        for key, box in self.texts.items():
            box.value = getattr(shop, key) or ""
        self._other_colors = _other_colors(shop.colors)
        self._brought = shop.language

    def all(self) -> list[w.Widget]:
        """Return every control."""
        facts = [self.name, self.phone, self.country, self.language, self.primary, self.accent]
        return [*facts, self.logo, *self.texts.values()]

    def places(self) -> dict[str, w.Widget]:
        """Return the controls by the subject of the rules that speak of them."""
        colors = {"color": self.primary, "palette": self.primary}
        return {
            **{"phone": self.phone, "country": self.country, "language": self.language},
            **{"business.name": self.name, "business.logo": self.picture.box},
            **{f"business.{key}": box for key, box in self.texts.items()},
            **dict.fromkeys(("logo", "picture", "svg"), self.picture.box),
            **colors,
        }

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

    def _moved(self, _change: object) -> None:
        """Speak the language of the country chosen, if its language is one of ours."""
        if self.language.value != self._brought:
            return
        codes = [code for _label, code in self.language.options]
        self._brought = _spoken_in(self.country.value, codes) or self._brought
        self.language.value = self._brought


def languages() -> list[str]:
    """Return every language that a built-in design has wording in."""
    return sorted({code for name in layout.names() for code in layout.load(name).languages})


def _spoken_in(country: str, codes: list[str]) -> str | None:
    """Return the language, of those there are, that most people of a country speak.

    >>> _spoken_in("BR", ["en", "pt_BR"]), _spoken_in("EG", ["ar", "en"])
    ('pt_BR', 'ar')
    """
    for spoken in locales.languages_of(country):
        for code in (f"{spoken}_{country}", spoken):
            if code in codes:
                return code
        near = [code for code in codes if code.partition("_")[0] == spoken.partition("_")[0]]
        if near:
            return near[0]
    return None


def _countries() -> list[tuple[str, str]]:
    named = sorted((_country_label(code), code) for code in locales.countries())
    first = [(_country_label(code), code) for code in _FIRST]
    return [*first, *(pair for pair in named if pair[1] not in _FIRST)]


def _country_label(code: str) -> str:
    return f"{locales.country_name(code, in_use())} ({code})"


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
