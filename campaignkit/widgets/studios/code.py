"""The code studio: a kind of link or payment, its fields, and the QR code that opens it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

import ipywidgets as w

from campaignkit import link_kinds, payments, qr
from campaignkit.assets.code import Code, qr_code
from campaignkit.assets.code_style import BLACK, STYLES
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.presentation import html, previews
from campaignkit.presentation.python_calls import Call
from campaignkit.qr import MIN_MODULE_MM, MODULE_MM
from campaignkit.translations import word as _
from campaignkit.units import mm_text
from campaignkit.widgets import controls
from campaignkit.widgets.shared_forms import SharedForms, escaped
from campaignkit.widgets.sticker_form import levels
from campaignkit.widgets.studio_panel import Facts, Panel
from campaignkit.widgets.uploads import PictureForm

PLACE = 10
_ANY = ""  # the kind of a text that is no link
# What the face calls a kind: the plain ones as their file, WhatsApp's with "_link" behind.
_PLAIN = ("geo", "mailto", "sms", "tel", "vcard", "wifi")
_PAYMENTS = {"pix": "Pix", "upi": "UPI", "epc": "EPC"}  # those the face has, as people call them
_SLIDER_MM = (5, 200)
_LONG = ("text", "body", "note", "address", "message")  # arguments with several lines
_SHOWN_MM = 60.0  # a code is shown at least so wide


class CodeStudio(Panel):
    """Controls for a `qr_code`."""

    title = _("Code")
    file_name = "code.pdf"
    listed_as = "codes"

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.kind = controls.choice(_("Opens"), _kinds(), "chat")
        self.fields_box = controls.group(name="fields")
        self.level = controls.choice(_("Correction"), levels(), "M")
        self.boost = controls.tick(_("Higher correction where it costs no room"))
        self.own_size = controls.tick(
            _("As small as is safe: squares of {module}", module=mm_text(MODULE_MM))
        )
        self.own_size.value = True
        self.size = controls.length(_("Width mm"), 30.0)
        self.slider = controls.slider(self.size, *_SLIDER_MM)
        self.style = controls.choice(_("Style"), [(_(each.capitalize()), each) for each in STYLES])
        self.dark = controls.color(_("Colour"), BLACK)
        self.own_logo = PictureForm(_("Upload a logo for the middle"), _("Logo"))
        self.logo = self.own_logo.path
        self.shop_logo = controls.tick(_("The shop's logo in the middle"))
        look = (self.style, self.dark, self.logo, self.shop_logo)
        self._refill()
        self.kind.observe(self._refill, "value")
        self.size.observe(self._sized, "value")
        self.watch([self.kind, self.level, self.boost, self.own_size, self.size, *look])
        sized = (self.own_size, self.size, self.slider)
        first = controls.group(self.kind, self.fields_box, *sized)
        shown = controls.group(self.style, self.dark, self.own_logo.box, self.shop_logo)
        more = controls.group(self.level, self.boost, self.logo)
        looks = controls.fold(_("How it looks"), shown)
        self.arrange(shared.shop_fold(), first, looks, controls.fold(_("More"), more))

    def recipe(self) -> Call:
        """Return the calls that make the code."""
        return Call("code", "qr_code", qr_code, (self._content(),), self._options())

    def lacking(self) -> tuple[str, str]:
        """Ask for what the kind cannot be without."""
        own = {"name"} if self.kind.value in _PAYMENTS else set()  # the shop's, if it is empty
        empty = [label for name, label in self.fields.empty().items() if name not in own]
        return (_("Fill in: {names}.", names=_(", ").join(empty)) if empty else ""), ""

    def drawn(self, made: Code) -> str:
        """Return the code as it prints."""
        return previews.picture(made, least_mm=_SHOWN_MM)

    def told(self, made: Code) -> Facts:
        """Return what the code takes, and whether phones will read it."""
        budget = html.table(budget_facts(made, self.level.value, boost=self.boost.value))
        proof, files = previews.proven(made, self.saves, example=self.shared.has_examples_phone)
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
        self.kind.value = table.get("kind", _ANY)  # first: it makes the boxes that are filled next
        self.fields.fill(said.get("fields", {}) if "kind" in said else {"text": said["text"]})
        self.level.value, self.boost.value = table.get("level", "M"), table.get("boost", False)
        self.size.value = table.get("size_mm", self.size.value)
        self.own_size.value = "size_mm" not in table  # last: a width that changes unticks it
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
            self.fields.boxes["name"].placeholder = _("empty: the shop's")
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
        _("Code says"): code.text,
        _("Squares a side"): str(budget.modules),
        _("Room left"): _(
            "{count} plain letters, then the squares get smaller", count=f"{budget.bytes_left:,}"
        ),
        _("Printed"): _(
            "{width} wide, squares of {module}",
            width=mm_text(code.size[0]),
            module=mm_text(module),
        ),
        _("Smallest"): _(
            "{least} wide; {safe} with room for dirt and folds",
            least=mm_text(budget.size_at(MIN_MODULE_MM)),
            safe=mm_text(budget.size_mm),
        ),
    }


def _kinds() -> list[tuple[str, str]]:
    first = dict.fromkeys(["chat", *link_kinds.kinds()])
    named = ((_(kind.capitalize()), kind) for kind in first)
    paid = ((label, kind) for kind, label in _PAYMENTS.items())
    return [*named, *paid, (_("Any text"), _ANY)]


class Fields:
    """Controls for a function's arguments. What is left empty is left out of the call.

    The first argument that may be a Business is the shop when it is empty. An argument that is a
    mapping has no control.
    """

    def __init__(self, function: Callable[..., str]) -> None:
        hints = get_type_hints(function)
        self._parameters = {
            name: parameter
            for name, parameter in inspect.signature(function).parameters.items()
            if not _is_mapping(hints[name])
        }
        self._shop = next((name for name in self._parameters if _is_shop(hints[name])), None)
        self.boxes = {
            name: self._box(name, hints[name], parameter)
            for name, parameter in self._parameters.items()
        }

    def arguments(self, shop: Call) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return what the controls say: the first argument, and the others by their names.

        All by their names, if the function takes them so.
        """
        given: dict[str, Any] = {}
        for name, box in self.boxes.items():
            usual = self._parameters[name].default
            if name == self._shop and not box.value.strip():
                given[name] = shop
            elif usual is inspect.Parameter.empty or box.value not in ("", None, usual):
                given[name] = box.value
        first = next(iter(self.boxes))
        if self._parameters[first].kind is inspect.Parameter.KEYWORD_ONLY:
            return (), given
        head = (given.pop(first),) if first in given else ()
        return head, given

    def empty(self) -> dict[str, str]:
        """Return the labels of those that must be filled in and are not, by their names."""
        must = (
            name
            for name, parameter in self._parameters.items()
            if parameter.default is inspect.Parameter.empty and name != self._shop
        )
        return {name: str(self.boxes[name].description) for name in must if not self._has(name)}

    def _has(self, name: str) -> bool:
        value = self.boxes[name].value
        return bool(value.strip()) if isinstance(value, str) else value is not None

    def fill(self, values: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says."""
        for name, value in values.items():
            box = self.boxes[name]
            box.value = str(value) if isinstance(box.value, str) else value

    def table(self) -> dict[str, Any]:
        """Return what the controls say as a campaign file has it; the shop is left out."""
        said = {name: box.value for name, box in self.boxes.items()}
        return {
            name: value
            for name, value in said.items()
            if value not in ("", None, self._parameters[name].default)
        }

    def _box(self, name: str, hint: Any, parameter: inspect.Parameter) -> w.Widget:
        label = name.replace("_", " ")
        label = f"Other {label}" if name == self._shop else label.capitalize()
        label = _(label)
        usual = "" if parameter.default in (parameter.empty, None) else parameter.default
        choices = _choices(hint)
        if choices:
            pairs = [(str(value), value) for value in choices]
            missing = [] if usual else [(_("as usual"), None)]
            return controls.choice(label, [*missing, *pairs], usual or None)
        if hint is bool:
            return controls.tick(label, value=bool(usual))
        if name in _LONG:
            return controls.area(label, str(usual))
        hint_text = _("empty: the shop's") if name == self._shop else ""
        return controls.line(label, str(usual), hint=hint_text)


def _is_shop(hint: Any) -> bool:
    return Business in (hint, *get_args(hint))


def _is_mapping(hint: Any) -> bool:
    return any(get_origin(each) is Mapping for each in (hint, *get_args(hint)))


def _choices(hint: Any) -> tuple[Any, ...]:
    """Return the values of a Literal, alone or beside None."""
    for each in (hint, *get_args(hint)):
        if get_origin(each) is Literal:
            return get_args(each)
    return ()
