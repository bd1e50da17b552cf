"""Which sticker: its design, words, language and size, as controls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as w

from campaignkit import layout
from campaignkit.assets.sticker import sticker
from campaignkit.assets.sticker_rows import stickers
from campaignkit.errors import BadInput
from campaignkit.layout import themes
from campaignkit.presentation import html
from campaignkit.presentation.python_calls import Call
from campaignkit.translations import word as _
from campaignkit.units import mm_text
from campaignkit.widgets import controls
from campaignkit.widgets.controls import FactBoxes
from campaignkit.widgets.shop_form import languages

_SLIDER_MM = (10, 300)  # our guess at what most people print
_DESIGNED, _OWN = "designed", "own"
Size = tuple[float, float]


def usual() -> dict[str, Size]:
    """Return the sizes that most people print, by what they are called."""
    return {
        _("Label 63.5 x 38.1 mm"): (63.5, 38.1),
        _("Label 99.1 x 67.7 mm"): (99.1, 67.7),
        _("Business card 85 x 55 mm"): (85.0, 55.0),
        _("Square 60 x 60 mm"): (60.0, 60.0),
        _("A6 upright"): (105.0, 148.0),
        _("A5 upright"): (148.0, 210.0),
        _("A4 upright"): (210.0, 297.0),
    }


class SizeForm:
    """Controls for a sticker's size. `.box` holds them all."""

    def __init__(self, designed: Size) -> None:
        self._designed = designed
        self._setting = False
        self.usual = controls.choice(_("Size"), self._usual(), _DESIGNED)
        self.width = controls.length(_("Width mm"), designed[0])
        self.height = controls.length(_("Height mm"), designed[1])
        self.slider = controls.slider(self.width, *_SLIDER_MM)
        self.box = controls.group(self.usual, self.width, self.slider, self.height, name="size")
        self.usual.observe(self._chosen, "value")
        for side in (self.width, self.height):
            side.observe(self._typed, "value")

    def all(self) -> tuple[w.Widget, ...]:
        """Return every control that decides."""
        return self.usual, self.width, self.height

    def value(self) -> Size | None:
        """Return width and height in mm, None for the design's own."""
        return None if self.usual.value == _DESIGNED else (self.width.value, self.height.value)

    def fill(self, size: Any) -> None:
        """Take a size as a campaign file has it: a width, a pair, or None for the design's own."""
        if size is None:
            self.usual.value = _DESIGNED
            return
        sides = tuple(map(float, size)) if isinstance(size, list | tuple) else (float(size),)
        across, down = self._designed
        pair = sides if len(sides) == 2 else (sides[0], sides[0] * down / across)
        self.usual.value = pair if pair in usual().values() else _OWN
        self.width.value, self.height.value = pair

    def suggest(self, designed: Size) -> None:
        """Take another design's own size, unless a size was chosen."""
        self._designed = designed
        chosen = self.usual.value
        # new options choose the first of them, which is nobody's choice
        self._setting = True
        self.usual.options = self._usual()
        self.usual.value = chosen
        self._setting = False
        self._chosen()

    def _usual(self) -> list[tuple[str, Any]]:
        width, height = self._designed
        sides = f"{mm_text(width).removesuffix(' mm')} x {mm_text(height)}"
        own = _("As designed: {sides}", sides=sides)
        return [(own, _DESIGNED), *usual().items(), (_("As typed below"), _OWN)]

    def _chosen(self, _change: object = None) -> None:
        size = self._designed if self.usual.value == _DESIGNED else self.usual.value
        if size == _OWN or self._setting:
            return
        self._setting = True
        self.width.value, self.height.value = size
        self._setting = False

    def _typed(self, _change: object = None) -> None:
        if not self._setting:
            self.usual.value = _OWN


def levels() -> list[tuple[str, str]]:
    """Return the levels of correction, and how much of a code each can lose."""
    lost = {"L": "7", "M": "15", "Q": "25", "H": "30"}
    return [
        (_("{level}: {share} % may be lost", level=level, share=share), level)
        for level, share in lost.items()
    ]


# Arguments of `sticker` that are no facts: a fact of such a name goes into facts={…}.
_OPTIONS = ("link", "text", "size_mm", "language", "level", "facts", "theme", "season", "artwork")


class StickerForm:
    """Controls for a `sticker`. `.box` holds them all.

    facts: what the sticker begins with: `title`, `note`, `text`, `link`, what its design needs.
    """

    def __init__(self, design: str, facts: Mapping[str, Any]) -> None:
        begun = {key: str(value) for key, value in facts.items()}
        title, text = begun.pop("title", ""), begun.pop("text", "")
        self.design = controls.choice(_("Design"), design_menu(design), design)
        self.title = controls.line(_("Title"), title, hint=_("empty: the design's"))
        self.text = controls.area(_("Message"), text, hint=_("what customers send"))
        self.link = controls.line(
            _("Or a link"), begun.pop("link", ""), hint=_("instead of a message")
        )
        self.note = controls.line(_("Note"), begun.pop("note", ""), hint=_("one small line"))
        self.language = controls.language_menu(_("In language"), languages(), empty=_("the shop's"))
        self.level = controls.choice(_("Correction"), levels(), "M")
        self.theme, self.season = dress_menus()
        self.size = SizeForm(layout.load(design).size)
        self.facts = FactBoxes(begun)
        self._others: tuple[str, dict[str, Any]] = ("", {})  # further facts a file has of a design
        words = (self.title, self.text, self.link, self.note, self.language, self.level)
        self._fixed = (self.design, self.theme, self.season, *words)
        more = controls.group(self.link, self.note, self.season, self.language, self.level)
        self.logo_words = w.HTML()
        first = (self.design, self.theme, self.logo_words, self.facts.box, self.title, self.text)
        self.box = controls.group(*first, controls.fold(_("More"), more), name="label")
        self._redesign()
        self.design.observe(self._redesign, "value")

    def watch(self, changed: Callable[[object], None]) -> None:
        """Call `changed` when anything here changes, also what a later design needs."""
        self.facts.watch(changed)
        for control in (*self._fixed, *self.size.all()):
            control.observe(changed, "value")

    def places(self) -> dict[str, w.Widget]:
        """Return the controls by the subject of the rules that speak of them."""
        menus = {"design": self.design, "theme": self.theme, "season": self.season}
        return {"message": self.text, "link": self.link, **menus}

    def say_logo(self, has_logo: bool, size: Size | None = None, shape: str = "rect") -> None:
        """Say that the design has no place for the shop's logo at a size, if there is a logo."""
        design = layout.load(self.design.value)
        lost = has_logo and not design.shows_logo(*(size or design.size), shape)
        said = _("Your logo is not shown: this design has no place for it at this size.")
        self.logo_words.value = html.said(said) if lost else ""

    def recipe(self, shop: Call) -> Call:
        """Return the call that makes one sticker, at the size asked for.

        Raises:
            BadInput: both a message and a link are typed.
        """
        size = self.size.value()
        options = self._options() | ({} if size is None else {"size_mm": size})
        return Call("label", "sticker", sticker, (self.design.value, shop), options)

    def recipe_for_sheet(
        self, shop: Call, rows: str | None, roles: Mapping[str, str] | None = None
    ) -> Call:
        """Return the call that makes a sheet's stickers: one, or one for each row of a table.

        roles: options that the row says, as templates over it.
        """
        options = self._options() | (dict(roles or {}) if rows is not None else {})
        if rows is None:
            return Call("label", "sticker", sticker, (self.design.value, shop), options)
        return Call("labels", "stickers", stickers, (self.design.value, shop, rows), options)

    def table(self) -> dict[str, Any]:
        """Return the sticker as a campaign file has it, but for its size."""
        words = {"title": self.title, "text": self.text, "link": self.link, "note": self.note}
        facts = self._further() | self.facts.values()
        level = {} if self.level.value == "M" else {"level": self.level.value}
        return {
            "design": self.design.value,
            **controls.filled({**words, "language": self.language, **self._dress()}),
            **level,
            **({"facts": facts} if facts else {}),
        }

    def _dress(self) -> dict[str, w.Widget]:
        return {"theme": self.theme, "season": self.season}

    def begin(self, table: Mapping[str, Any]) -> None:
        """Begin with a design and a size; what was typed stays."""
        self.design.value = table["design"]
        self.size.fill(table.get("size_mm"))

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says; its design may be one of your own."""
        self.design.options = design_menu(table["design"])
        self.design.value = table["design"]
        facts, needs = table.get("facts", {}), layout.load(table["design"]).needs
        self.facts.fill({name: value for name, value in facts.items() if name in needs})
        others = {name: value for name, value in facts.items() if name not in needs}
        self._others = table["design"], others
        for name in ("title", "text", "link", "note"):
            getattr(self, name).value = table.get(name, "")
        controls.take(self.language, table.get("language", ""))
        for name, menu in self._dress().items():
            controls.take_other(menu, table.get(name, ""))
        self.level.value = table.get("level", "M")

    def _options(self) -> dict[str, Any]:
        opened = {"link": self.link, "text": self.text, "language": self.language} | self._dress()
        if self.link.value.strip() and self.text.value.strip():
            raise BadInput(
                "A sticker opens a message or a link, not both: empty one of the two.",
                rule="sticker.link-and-text",
            )
        level = {} if self.level.value == "M" else {"level": self.level.value}
        given = controls.filled(opened) | level
        words = controls.filled({"title": self.title, "note": self.note})
        typed = self._further() | words | self.facts.values()
        hidden = {name: typed.pop(name) for name in list(typed) if name in _OPTIONS}
        return given | typed | ({"facts": hidden} if hidden else {})

    def _further(self) -> dict[str, Any]:
        design, facts = self._others
        return facts if design == self.design.value else {}

    def _redesign(self, _change: object = None) -> None:
        """Ask for what the design needs, and suggest its size."""
        design = layout.load(self.design.value)
        self.facts.ask(design.needs)
        self.size.suggest(design.size)


def design_menu(*chosen: str, needs: str = "") -> list[tuple[str, str]]:
    """Return the designs there are, and those chosen, by their titles. needs: a fact they show."""
    listed = [name for name in layout.names() if not needs or needs in layout.load(name).needs]
    names = dict.fromkeys([*listed, *chosen])
    return [(_(layout.load(name).title), name) for name in names]


def dress_menus() -> tuple[w.Dropdown, w.Dropdown]:
    """Return the menus of ready themes and seasons, by their titles."""
    looks = [(_(themes.load_theme(name).title), name) for name in themes.names()]
    feasts = [(_(themes.load_season(name).title), name) for name in themes.season_names()]
    return (
        controls.choice(_("Theme"), [(_("as designed"), ""), *looks]),
        controls.choice(_("Season"), [(_("none"), ""), *feasts]),
    )
