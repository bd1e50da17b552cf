"""Which sticker: its design, words, language and size, as controls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as w

from campaignkit import layout
from campaignkit.assets.sticker import sticker, stickers
from campaignkit.errors import BadInput
from campaignkit.widgets import controls
from campaignkit.widgets.recipe import Made
from campaignkit.widgets.shop import languages
from campaignkit.widgets.sizes import SizeForm

LEVELS = [("L: 7 % may be lost", "L"), ("M: 15 %", "M"), ("Q: 25 %", "Q"), ("H: 30 %", "H")]
# Arguments of `sticker` that are no facts: a fact of such a name goes into facts={…}.
_OPTIONS = ("link", "text", "size_mm", "language", "level", "facts")


class LabelForm:
    """Controls for a `sticker`. `.box` holds them all.

    facts: what the sticker begins with: `title`, `note`, `text`, `link`, what its design needs.
    """

    # Of a campaign file's table.
    owned = ("design", "title", "text", "link", "note", "language", "level", "facts")

    def __init__(self, design: str, facts: Mapping[str, Any]) -> None:
        begun = {key: str(value) for key, value in facts.items()}
        self.design = controls.choice("Design", _designs(design), design)
        self.title = controls.line("Title", begun.pop("title", ""), hint="empty: the design's")
        self.text = controls.area("Message", begun.pop("text", ""), hint="what customers send")
        self.link = controls.line("Or a link", begun.pop("link", ""), hint="instead of a message")
        self.note = controls.line("Note", begun.pop("note", ""), hint="one small line")
        self.language = controls.suggestions("In language", languages(), hint="empty: the shop's")
        self.level = controls.choice("Correction", LEVELS, "M")
        self.size = SizeForm(layout.load(design).size)
        self.needed = controls.group(name="needed")
        self._begun = begun
        self._asked: dict[str, w.Text] = {}
        self._watchers: list[Callable[[object], None]] = []
        words = (self.title, self.text, self.link, self.note, self.language, self.level)
        self._fixed = (self.design, *words)
        self.box = controls.group(self.design, self.needed, *words, name="label")
        self._redesign()
        self.design.observe(self._redesign, "value")

    def watch(self, changed: Callable[[object], None]) -> None:
        """Call `changed` when anything here changes, also what a later design needs."""
        self._watchers.append(changed)
        for control in (*self._fixed, *self.size.all(), *self._asked.values()):
            control.observe(changed, "value")

    def recipe(self, shop: Made) -> Made:
        """Return the call that makes one sticker, at the size asked for.

        Raises:
            BadInput: both a message and a link are typed.
        """
        size = self.size.value()
        options = self._options() | ({} if size is None else {"size_mm": size})
        return Made("label", "sticker", sticker, (self.design.value, shop), options)

    def recipe_for_sheet(self, shop: Made, rows: str | None) -> Made:
        """Return the call that makes a sheet's stickers: one, or one for each row of a table."""
        options = self._options()
        if rows is None:
            return Made("label", "sticker", sticker, (self.design.value, shop), options)
        return Made("labels", "stickers", stickers, (self.design.value, shop, rows), options)

    def table(self) -> dict[str, Any]:
        """Return the sticker as a campaign file has it, but for its size."""
        words = {"title": self.title, "text": self.text, "link": self.link, "note": self.note}
        facts = _filled(self._boxes())
        level = {} if self.level.value == "M" else {"level": self.level.value}
        return {
            "design": self.design.value,
            **_filled({**words, "language": self.language}),
            **level,
            **({"facts": facts} if facts else {}),
        }

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says; its design may be one of your own."""
        self.design.options = _designs(table["design"])
        self.design.value = table["design"]
        for name, value in table.get("facts", {}).items():
            self._ask(name, "").value = str(value)
        for name in ("title", "text", "link", "note", "language"):
            getattr(self, name).value = table.get(name, "")
        self.level.value = table.get("level", "M")

    def _options(self) -> dict[str, Any]:
        words = {"link": self.link, "text": self.text, "language": self.language}
        if self.link.value.strip() and self.text.value.strip():
            raise BadInput("A sticker opens a message or a link, not both: empty one of the two.")
        facts = {"title": self.title, "note": self.note, **self._boxes()}
        given = _filled(words) | ({} if self.level.value == "M" else {"level": self.level.value})
        typed = _filled(facts)
        hidden = {name: typed.pop(name) for name in list(typed) if name in _OPTIONS}
        return given | typed | ({"facts": hidden} if hidden else {})

    def _ask(self, name: str, what: str) -> w.Text:
        """Return the box of a fact; one that was asked for before keeps what was typed."""
        if name not in self._asked:
            label = name.replace("_", " ").capitalize()
            self._asked[name] = controls.line(label, self._begun.get(name, ""))
            for changed in self._watchers:
                self._asked[name].observe(changed, "value")
        self._asked[name].placeholder = what
        return self._asked[name]

    def _boxes(self) -> dict[str, w.Widget]:
        needs = layout.load(self.design.value).needs
        return {name: self._asked[name] for name in needs}

    def _redesign(self, _change: object = None) -> None:
        """Ask for what the design needs, and suggest its size."""
        design = layout.load(self.design.value)
        self.needed.children = [self._ask(name, what) for name, what in design.needs.items()]
        self.size.suggest(design.size)


def _designs(chosen: str) -> list[tuple[str, str]]:
    names = dict.fromkeys([*layout.names(), chosen])
    return [(layout.load(name).title, name) for name in names]


def _filled(boxes: Mapping[str, w.Widget]) -> dict[str, str]:
    """Return what is typed, as it is typed; a box with nothing but spaces is empty."""
    return {name: box.value for name, box in boxes.items() if box.value.strip()}
