"""The code studio: a kind of link or payment, its fields, and the QR code that opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from campaignkit import link_kinds, payments, qr
from campaignkit.assets.code import Code, qr_code
from campaignkit.assets.looks import BLACK, STYLES
from campaignkit.errors import BadInput
from campaignkit.qr import MIN_MODULE_MM, MODULE_MM
from campaignkit.units import mm_text
from campaignkit.widgets import controls, html, previews
from campaignkit.widgets.calls import Call
from campaignkit.widgets.panel import Facts, Panel
from campaignkit.widgets.parameter_boxes import Fields
from campaignkit.widgets.shared_forms import SharedForms, escaped
from campaignkit.widgets.sticker_form import LEVELS

PLACE = 10
_ANY = ""  # the kind of a text that is no link
# What the face calls a kind: the plain ones as their file, WhatsApp's with "_link" behind.
_PLAIN = ("geo", "mailto", "sms", "tel", "vcard", "wifi")
_PAYMENTS = {"pix": "Pix", "upi": "UPI", "epc": "EPC"}  # those the face has, as people call them
_SLIDER_MM = (5.0, 200.0)
_SHOWN_MM = 60.0  # a code is shown at least so wide


class Studio(Panel):
    """Controls for a `qr_code`."""

    title = "Code"
    file_name = "code.pdf"
    listed_as = "codes"

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.kind = controls.choice("Opens", _kinds(), "chat")
        self.fields_box = controls.group(name="fields")
        self.level = controls.choice("Correction", LEVELS, "M")
        self.boost = controls.tick("Higher correction where it costs no room", value=False)
        self.own_size = controls.tick(f"As small as is safe: {mm_text(MODULE_MM)} a module")
        self.own_size.value = True
        self.size = controls.length("Width mm", 30.0)
        self.slider = controls.slider(self.size, *_SLIDER_MM)
        self.style = controls.choice("Style", [(each.capitalize(), each) for each in STYLES])
        self.dark = controls.color("Colour", BLACK)
        self.logo = controls.line("Logo", hint="path of a picture")
        self.shop_logo = controls.tick("The shop's logo in the middle", value=False)
        look = (self.style, self.dark, self.logo, self.shop_logo)
        self._refill()
        self.kind.observe(self._refill, "value")
        self.size.observe(self._sized, "value")
        self.watch([self.kind, self.level, self.boost, self.own_size, self.size, *look])
        sized = (self.own_size, self.size, self.slider)
        code = controls.group(self.kind, self.fields_box, self.level, self.boost, *sized, *look)
        self.arrange(shared.shop_fold(), code)

    def recipe(self) -> Call:
        """Return the calls that make the code."""
        return Call("code", "qr_code", qr_code, (self._content(),), self._options())

    def drawn(self, made: Code) -> str:
        """Return the code as it prints."""
        return previews.picture(made, least_mm=_SHOWN_MM)

    def told(self, made: Code) -> Facts:
        """Return what the code takes, and whether phones will read it."""
        budget = html.table(budget_facts(made, self.level.value, boost=self.boost.value))
        proof, files = previews.proven(made, self.saves)
        return Facts(words=budget + proof, files=files)

    def kept(self) -> dict[str, Any]:
        """Return the code as a campaign file has it."""
        return {**escaped(self._said()), **self._options()}

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether this is one code, of no table and on no label sheet."""
        kind = table.get("kind", _ANY)
        if {"rows", "stock"} & table.keys() or kind not in {each for _label, each in _kinds()}:
            return False
        boxes = Fields(_makers()[kind]).boxes
        return all(name in boxes for name in table.get("fields", ()))

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a code."""
        said = self.shared.filled(table)
        self.kind.value = table.get("kind", _ANY)
        self.fields.fill(said.get("fields", {}) if "kind" in said else {"text": said["text"]})
        self.level.value, self.boost.value = table.get("level", "M"), table.get("boost", False)
        self.size.value = table.get("size_mm", self.size.value)
        self.own_size.value = "size_mm" not in table
        self.style.value, self.dark.value = table.get("style", STYLES[0]), table.get("dark", BLACK)
        self.logo.value, self.shop_logo.value = table.get("logo", ""), False

    def _said(self) -> dict[str, Any]:
        said = self.fields.table()
        if self.kind.value == _ANY:
            return {"text": said.get("text", "")}
        return {"kind": self.kind.value, **({"fields": said} if said else {})}

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {}
        if self.level.value != "M":
            options["level"] = self.level.value
        if self.boost.value:
            options["boost"] = True
        if not self.own_size.value:
            options["size_mm"] = self.size.value
        if self.style.value != STYLES[0]:
            options["style"] = self.style.value
        if self.dark.value != BLACK:
            options["dark"] = self.dark.value
        if logo := self._logo():
            options["logo"] = logo
        return options

    def _logo(self) -> str:
        own = str(self.logo.value).strip()
        if own or not self.shop_logo.value:
            return own
        shops = str(self.shared.shop.logo.value).strip()
        if not shops:
            raise BadInput(
                "the shop has no logo. Give the path of a picture, here or at the shop.",
                rule="studio.logo-missing",
            )
        return shops

    def _content(self) -> Call | str:
        if self.kind.value == _ANY:
            return str(self.fields.boxes["text"].value)
        kind = self.kind.value
        args, options = self.fields.arguments(self.shared.shop.recipe())
        if kind in _PAYMENTS:
            options["name"] = options["name"].strip() or self.shared.shop.name.value
            return Call("payment", kind, payments.kinds()[kind], args, options)
        return Call("link", face_name(kind), link_kinds.kinds()[kind], args, options)

    def _refill(self, _change: object = None) -> None:
        """Ask for what the kind needs."""
        kind = self.kind.value
        self.fields = Fields(_makers()[kind])
        if kind in _PAYMENTS:
            self.fields.boxes["name"].placeholder = "empty: the shop's"
        self.fields_box.children = list(self.fields.boxes.values())
        self.watch(self.fields.boxes.values())

    def _sized(self, _change: object) -> None:
        self.own_size.value = False


def _makers() -> dict[str, Callable[..., str]]:
    return {**link_kinds.kinds(), **payments.kinds(), _ANY: any_text}


def any_text(text: str) -> str:
    """Return a text as it is: what a code says that opens no link."""
    return text


def face_name(kind: str) -> str:
    """Return what `campaignkit` calls the function of a kind of link.

    >>> face_name("chat"), face_name("wifi")
    ('chat_link', 'wifi')
    """
    return kind if kind in _PLAIN else f"{kind}_link"


def budget_facts(code: Code, level: str, *, boost: bool) -> dict[str, str]:
    """Return what a code's text takes, in words, as it is printed."""
    budget = qr.budget(code.text, level=level, boost=boost)
    module = budget.module_at(code.size[0])
    return {
        "Says": code.text,
        "Version": f"{budget.version}-{budget.level}, {budget.modules} x {budget.modules} modules",
        "Room left": f"{budget.bytes_left:,} bytes before it grows",
        "Printed": f"{mm_text(code.size[0])} wide, {mm_text(module)} a module",
        "Smallest": f"{mm_text(budget.size_at(MIN_MODULE_MM))} wide; "
        f"{mm_text(budget.size_mm)} with room for dirt and folds",
    }


def _kinds() -> list[tuple[str, str]]:
    first = dict.fromkeys(["chat", *link_kinds.kinds()])
    named = ((kind.capitalize(), kind) for kind in first)
    paid = ((label, kind) for kind, label in _PAYMENTS.items())
    return [*named, *paid, ("Any text", _ANY)]
