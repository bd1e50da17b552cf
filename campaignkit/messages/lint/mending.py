"""Mends what can be mended without asking a person. The meaning of a text is never touched.

Mended: names, language codes, variables' names and numbers (their examples go along), the
parameter format, spaces and line breaks, signs that headers, footers and labels may not have,
the order of buttons, labels that WhatsApp writes itself. Lengths, missing words and missing
examples are left to the writer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TypeVar

from campaignkit.messages import markup, rules
from campaignkit.messages.lint.identity import better_name
from campaignkit.messages.lint.signs import without_emoji
from campaignkit.messages.lint.variables import better_name as better_variable
from campaignkit.messages.templates import (
    AnyButton,
    AnyComponent,
    Body,
    Buttons,
    Card,
    Carousel,
    Footer,
    Header,
    QuickReply,
    Template,
    UrlButton,
    ViewCatalog,
    ViewItems,
    ViewProduct,
)
from campaignkit.messages.templates.variables import (
    filled,
    has_stray_brace,
    names,
    raw_names,
    renamed,
)

T = TypeVar("T", bound=Template)
_VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
_FIXED: dict[type[AnyButton], str] = {
    ViewCatalog: "View catalog",
    ViewItems: "View items",
    ViewProduct: "View",
}


def fixed(template: T) -> T:
    """Return the template with what can be mended mechanically mended; sound ones come back equal.

    >>> t = Template("Promo 1", language="pt-BR", body="Oi {{ Nome }},\\n\\n\\n\\ntudo bem hoje?")
    >>> made = fixed(t)
    >>> made.name, made.language, made.body.text
    ('promo_1', 'pt_BR', 'Oi {{nome}},\\n\\ntudo bem hoje?')
    """
    changes: dict[str, object] = {}
    if template.name and better_name(template.name) != template.name and _is_bad(template.name):
        changes["name"] = better_name(template.name)
    code = template.language or ""
    if code not in rules.language_codes() and (better := rules.better_code(code)):
        changes["language"] = better
    parts = tuple(_component(part) for part in template.parts)
    if parts != template.parts:
        changes["components"] = parts
    if any(_is_named(part) for part in parts) and not template.is_named:
        changes["parameter_format"] = "named"
    return template.with_(**changes) if changes else template


def _is_bad(name: str) -> bool:
    return re.fullmatch("[a-z0-9_]+", name) is None


def _is_named(part: AnyComponent) -> bool:
    text = part.text if isinstance(part, Header | Body) else None
    found = names(text)
    return bool(found) and not any(name.isdecimal() for name in found)


def _component(part: AnyComponent) -> AnyComponent:
    match part:
        case Header(kind="TEXT"):
            return _with_text(part, _plain)
        case Body():
            return _with_text(part, _spaced)
        case Footer() if part.text:
            text = _changed(part.text, _plain)
            return part if text == part.text else part.with_(text=text)
        case Buttons():
            return _buttons(part)
        case Carousel():
            cards = tuple(_card(card) if isinstance(card, Card) else card for card in part.cards)
            return part if cards == part.cards else part.with_(cards=cards)
    return part


def _card(card: Card) -> Card:
    parts = tuple(_component(part) for part in card.components)
    return card if parts == card.components else card.with_(components=parts)


H = TypeVar("H", Header, Body)


def _with_text(part: H, change: Callable[[str], str]) -> H:
    if not part.text:
        return part
    text = _changed(part.text, change)
    new = _new_names(text)
    text = renamed(text, new) if new or _has_spaces(text) else text
    if text == part.text:
        return part
    samples = part.samples
    if not new or not samples:
        return part.with_(text=text)
    moved = {new.get(name, name): sample for name, sample in samples.items()}
    numbered = all(name.isdecimal() for name in moved)
    ordered = [moved[key] for key in sorted(moved, key=int)] if numbered else moved
    return part.with_(text=text, example=ordered)


def _changed(text: str, change: Callable[[str], str]) -> str:
    """Return the text changed, unless a broken brace makes it unclear what is a variable."""
    return text if has_stray_brace(text) else change(text)


def _has_spaces(text: str) -> bool:
    return any(name != name.strip() for name in raw_names(text))


def _new_names(text: str) -> Mapping[str, str]:
    """Return new names for the variables that need one, none if they are mixed or would clash."""
    found = list(dict.fromkeys(names(text)))
    numbered = [name for name in found if name.isdecimal()]
    if numbered and len(numbered) != len(found):
        return {}
    if numbered:
        new = {name: str(number) for number, name in enumerate(found, 1)}
    else:
        new = {name: name if _sound(name) else better_variable(name) for name in found}
    clash = len(set(new.values())) != len(new)
    return {} if clash else {old: name for old, name in new.items() if old != name}


def _sound(name: str) -> bool:
    return re.fullmatch("[a-z][a-z0-9_]*", name) is not None


def _spaced(text: str) -> str:
    """Return a body with at most one empty line, four spaces, no tabs, no break at its ends."""
    text = text.replace("\r\n", "\n").replace("\t", " ").strip("\n")
    text = re.sub(r"\n(?:[ ]*\n){2,}", "\n\n", text)
    return re.sub(" {5,}", " ", text)


def _plain(text: str) -> str:
    """Return one line without formatting marks and emoji, its variables kept."""
    bare = " ".join(text.split("\n")) if "\n" in text else text
    last = ""
    while _is_marked(bare) and bare != last:  # `_a_` is formatted once its backticks are gone
        last, bare = bare, without_emoji(markup.plain(bare))
    if "*" not in _VARIABLE.sub("", bare):
        return bare
    pieces = re.split(f"({_VARIABLE.pattern})", bare)
    without = "".join(x if _VARIABLE.fullmatch(x) else x.replace("*", "") for x in pieces)
    return re.sub("  +", " ", without).strip()


def _is_marked(text: str) -> bool:
    """Say whether a text, its variables filled in, has formatting or emoji."""
    said = filled(text, dict.fromkeys(names(text), "x"))
    return markup.plain(said) != said or without_emoji(said) != said


def _buttons(part: Buttons) -> Buttons:
    made = tuple(_button(button) for button in part.buttons)
    replies = [button for button in made if isinstance(button, QuickReply)]
    others = [button for button in made if not isinstance(button, QuickReply)]
    runs = [isinstance(button, QuickReply) for button in made]
    if sum(one != two for one, two in pairwise(runs)) > 1:
        made = tuple([*replies, *others] if runs[0] else [*others, *replies])
    return part if made == part.buttons else part.with_(buttons=made)


def _button(button: AnyButton) -> AnyButton:
    if wanted := _FIXED.get(type(button)):
        is_right = getattr(button, "text", None) in (None, wanted)
        return button if is_right else button.with_(text=wanted)
    text = getattr(button, "text", None)
    if isinstance(text, str) and text and "{" not in text:
        better = _plain(text)
        if better and better != text:
            button = button.with_(text=better)
    if isinstance(button, UrlButton) and button.url and _has_spaces(button.url):
        button = button.with_(url=renamed(button.url, {}))
    return button
