"""A message template, written in controls or opened from a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from campaignkit.assets.template import MessageTemplate
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError
from campaignkit.messaging.markup import Marked
from campaignkit.messaging.templates import AnyButton, Body, Buttons, Footer, Header
from campaignkit.messaging.templates.buttons import PhoneButton, QuickReply, UrlButton
from campaignkit.messaging.templates.variables import names
from campaignkit.messaging.wordings import write
from campaignkit.presentation import html
from campaignkit.presentation.python_calls import Call, method
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.controls import FactBoxes
from campaignkit.widgets.uploads import upload


class TemplateFile:
    """Controls for `MessageTemplate.open`. `.box` holds them all."""

    def __init__(self) -> None:
        self.path = controls.line(_("File"), hint=_("path of a template's JSON"))
        self.words = w.HTML()
        self.upload = upload(_("Upload a template"), (".json",), self._uploaded, self.words)
        self.which = controls.choice(_("Template"), [("", None)])
        self.mend = controls.tick(_("Mend what can be mended"))
        self.all = (self.path, self.which, self.mend)
        self.box = controls.group(self.upload, self.path, self.words, self.which, self.mend)
        self.path.observe(self._list, "value")
        self._list()

    def recipe(self) -> Call:
        """Return the call that opens the template.

        Raises:
            BadInput: no file is named.
        """
        path = self.path.value.strip()
        if not path:
            raise _no_file()
        opened = Call("template", "MessageTemplate.open", MessageTemplate.open, (path,))
        if self.which.value is not None:
            name, language = self.which.value
            options = {"name": name, "language": language}
            opened = Call("template", opened.name, opened.function, opened.args, options)
        return method("template", opened, "fixed") if self.mend.value else opened

    def table(self) -> dict[str, Any]:
        """Return what a campaign file says of it.

        Raises:
            BadInput: no file is named; or it is mended, which a campaign file cannot say.
        """
        if not self.path.value.strip():
            raise _no_file()
        if self.mend.value:
            raise BadInput(
                "Save the mended template first, and open that file: it is the new one.",
                rule="studio.template-unsaved",
            )
        said: dict[str, Any] = {"template": self.path.value.strip()}
        if self.which.value is not None:
            said |= dict(zip(("template_name", "language"), self.which.value, strict=True))
        return said

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says."""
        self.mend.value = False
        self.path.value = table["template"]
        name, language = table.get("template_name"), table.get("language")
        # a file of one template needs no name, so that either may be left out
        for _label, which in self.which.options:
            if which and name in (None, which[0]) and language in (None, which[1]):
                self.which.value = which
                return

    def _uploaded(self, names: list[str]) -> None:
        self.path.value = names[0]

    def _list(self, _change: object = None) -> None:
        """Offer the templates of the file, if there are several."""
        path = self.path.value.strip()
        self.words.value = ""
        found: list[MessageTemplate] = []
        try:
            found = MessageTemplate.open_all(path) if path else []
        except CampaignError as err:
            self.words.value = html.error(str(err))
        named = [(f"{each.name} ({each.language})", (each.name, each.language)) for each in found]
        several = len(named) > 1
        self.which.options = named if several else [("", None)]
        controls.seen(self.which, several)


_CATEGORIES = ("MARKETING", "UTILITY")
_PHONE = re.compile(r"\+[\d\s()-]+")
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_PARTS = (Header, Body, Footer, Buttons)
_KEYS = {"name", "language", "category", "components", "parameter_format"}


class TemplateForm:
    """Controls for a `MessageTemplate`. `.box` holds them all.

    A button is a line: "Yes" answers, "Shop | https://…" opens a page, "Call | +55…" calls.
    """

    def __init__(self) -> None:
        self.name = controls.line(_("Name"), "order_ready", hint=_("small letters, digits, _"))
        named = zip((_("Marketing"), _("Utility")), _CATEGORIES, strict=True)
        self.category = controls.choice(_("Category"), list(named), "UTILITY")
        self.header = controls.line(_("Header"), hint=_("may be empty"))
        self.body = controls.area(_("Body"), rows=5)
        self.footer = controls.line(_("Footer"), hint=_("may be empty"))
        self.buttons = controls.area(_("Buttons"), hint=_("a line each: Yes, or Shop | https://…"))
        self.samples = FactBoxes({"1": "Ana", "2": "A-17"}, name="samples")
        texts = (self.header, self.body, self.footer, self.buttons)
        self.all = (self.name, self.category, *texts)
        self.box = controls.group(*self.all, self.samples.box, name="template")
        for box in texts:
            box.observe(self._ask, "value")
        self._ask()

    def recipe(self, language: str) -> Call:
        """Return the call that makes the template.

        Raises:
            BadInput: a button's line cannot be read.
        """
        parts = self._parts()
        # what the short call cannot say is written as the platform has it
        plain = not any(part["type"] == "BUTTONS" or _has_sample(part) for part in parts)
        name, category = self.name.value.strip(), self.category.value
        if plain:
            given = {part["type"].lower(): part["text"] for part in parts} | self._body_samples()
            options = {"language": language, "category": category, **given}
            return Call("template", "MessageTemplate", MessageTemplate, (name,), options)
        api = {"name": name, "language": language, "category": category, "components": parts}
        if any(not each.isdecimal() for part in parts for each in names(part.get("text"))):
            api["parameter_format"] = "named"
        return Call("template", "MessageTemplate.from_api", MessageTemplate.from_api, (api,))

    def fill(self, template: MessageTemplate) -> None:
        """Say in the controls what a template that `can_show` says."""
        self.name.value, self.category.value = template.name or "", template.category
        texts = ((template.header, self.header), (template.footer, self.footer))
        for part, box in (*texts, (template.body, self.body)):
            box.value = (part.text if part else "") or ""
        self.buttons.value = "\n".join(_line(each.written()) for each in template.buttons)
        self.samples.fill(_samples(template))

    def _parts(self) -> list[dict[str, Any]]:
        """Return the template's components as the platform has them."""
        samples = self.samples.values()
        parts: list[dict[str, Any]] = []
        if self.header.value.strip():
            parts.append({"type": "HEADER", "format": "TEXT", "text": self.header.value.strip()})
            asked = [name for name in names(self.header.value) if name]
            given = {name: samples.get(_of_header(name)) or "" for name in asked}
            if given:
                numbered = all(name.isdecimal() for name in given)
                listed = tuple(given.values()) if numbered else given
                parts[-1]["example"] = _as_api(listed, of="header")
        body: dict[str, Any] = {"type": "BODY", "text": self.body.value}
        if examples := self._body_samples().get("examples"):
            body["example"] = _as_api(examples)
        parts.append(body)
        if self.footer.value.strip():
            parts.append({"type": "FOOTER", "text": self.footer.value.strip()})
        if buttons := [_button(line) for line in self.buttons.value.splitlines() if line.strip()]:
            parts.append({"type": "BUTTONS", "buttons": buttons})
        return parts

    def _body_samples(self) -> dict[str, Any]:
        given = self.samples.values()
        asked = tuple(dict.fromkeys(names(self.body.value)))
        if not any(name in given for name in asked):
            return {}
        if all(name.isdecimal() for name in asked):
            return {"examples": tuple(given.get(name, "") for name in asked)}
        return {"examples": {name: given[name] for name in asked if name in given}}

    def _ask(self, _change: object = None) -> None:
        heads, bodies = _("sample in the header"), _("sample in the body")
        header = {_of_header(name): heads for name in names(self.header.value)}
        body = {name: bodies for name in names(self.body.value) if name}
        self.samples.ask(header | body)


def _no_file() -> BadInput:
    return BadInput(
        "No template yet: type the path of a JSON file, or upload one.",
        rule="studio.template-missing",
    )


def first_body(shop: Business) -> str:
    """Return a template to begin with, in the shop's language: that an order is ready.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> first_body(shop).splitlines()[0]
    'Boa notícia, {{1}}! Seu pedido *{{2}}* está pronto. ✅'
    """
    facts = {"customer": Marked("{{1}}"), "order": Marked("{{2}}")}
    return write("order-ready", shop, facts, language=shop.language).text.translate(_ISOLATES)


def can_show(template: MessageTemplate) -> bool:
    """Say whether the controls can say everything that a template says."""
    api = template.to_api()
    # a template with more than the controls show would lose it when it is saved
    kinds = [type(part) for part in template.parts]
    if Body not in kinds or kinds != [kind for kind in _PARTS if kind in kinds]:
        return False
    named = isinstance(template.name, str) and api.keys() <= _KEYS
    if not named or template.category not in _CATEGORIES:
        return False
    texts = all(_is_text(part.written()) for part in template.parts if type(part) is not Buttons)
    return texts and all(_is_line(button) for button in template.buttons)


def _is_text(part: Mapping[str, Any]) -> bool:
    is_plain = part.keys() <= {"type", "format", "text", "example"}
    return is_plain and isinstance(part.get("text"), str) and part.get("format", "TEXT") == "TEXT"


def _is_line(button: AnyButton) -> bool:
    """Say whether a button can be written as a line, and read from it again."""
    if type(button) not in (QuickReply, UrlButton, PhoneButton):
        return False
    written = button.written()
    if not all(isinstance(each, str | list) for each in written.values()):
        return False
    try:
        return _button(_line(written)) == written
    except BadInput:
        return False


def _has_sample(part: Mapping[str, Any]) -> bool:
    return part["type"] == "HEADER" and "example" in part


def _of_header(name: str) -> str:
    return f"header {name}"


def _as_api(examples: Any, *, of: str = "body") -> dict[str, Any]:
    """Return samples as the platform has them: a header's are one list, a body's a list of such."""
    if isinstance(examples, tuple):
        return {f"{of}_text": list(examples) if of == "header" else [list(examples)]}
    listed = [{"param_name": name, "example": value} for name, value in examples.items()]
    return {f"{of}_text_named_params": listed}


def _samples(template: MessageTemplate) -> dict[str, str]:
    """Return the samples of a template by the names of their boxes."""
    found = dict(template.body.samples) if template.body else {}
    if template.header:
        found |= {_of_header(name): value for name, value in template.header.samples.items()}
    return found


def _button(line: str) -> dict[str, Any]:
    text, *rest = (part.strip() for part in line.split("|"))
    if not rest:
        return {"type": "QUICK_REPLY", "text": text}
    if rest[0].startswith(("https://", "http://")) and len(rest) <= 2:
        sample = {"example": rest[1:]} if len(rest) == 2 else {}
        return {"type": "URL", "text": text, "url": rest[0], **sample}
    if _PHONE.fullmatch(rest[0]) and len(rest) == 1:
        return {"type": "PHONE_NUMBER", "text": text, "phone_number": rest[0]}
    raise BadInput(
        f"the button {line.strip()!r} cannot be read. Write a label alone, or behind it | and an "
        "address that begins with https:// (a sample of its {{1}} behind another |), or a phone "
        "number that begins with +.",
        rule="studio.button",
    )


def _line(button: Mapping[str, Any]) -> str:
    """Return a button as the line that `_button` reads."""
    opened = button.get("url") or button.get("phone_number")
    parts = [button.get("text", ""), *([opened] if opened else []), *button.get("example", ())]
    return " | ".join(parts)
