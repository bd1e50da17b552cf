"""Mends what can be mended without asking a person. The meaning of a text is never touched.

Mended: names, language codes, variables' names (their examples go along), the parameter format,
the form of samples, spaces and line breaks, signs that headers, footers and labels may not have,
the order of buttons, labels that WhatsApp writes itself. Lengths, missing words and missing
examples are left to the writer.

Numbers are what a table's columns are matched by, and every language of a template is sent the
same values: a gap in them is closed in all languages at once (`fixed_together`), never in one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from campaignkit.messaging import markup, rules
from campaignkit.messaging.lint.characters import without_emoji
from campaignkit.messaging.lint.samples import is_flat
from campaignkit.messaging.lint.variables import better_name as better_variable
from campaignkit.messaging.templates import (
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
from campaignkit.messaging.templates.json_values import WireRecord
from campaignkit.messaging.templates.sendable import better_name
from campaignkit.messaging.templates.variables import (
    filled,
    has_stray_brace,
    is_number,
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


def fixed_together(templates: Sequence[T]) -> list[T]:
    """Return templates mended, and gaps in their numbers closed where all languages agree.

    A text that is numbered 1 and 3 in every language of its template becomes 1 and 2 in each;
    where the languages differ, or none has a gap, the numbers stay.

    >>> two = [Template("t", language=code, body="Hi {{1}}, here is {{3}} for you today, thanks.")
    ...        for code in ("en", "es")]
    >>> [t.body.text[:17] for t in fixed_together(two)]
    ['Hi {{1}}, here is', 'Hi {{1}}, here is']
    """
    mended = [fixed(template) for template in templates]
    by_name: dict[str | None, list[int]] = {}
    for at, template in enumerate(mended):
        by_name.setdefault(template.name, []).append(at)
    for group in by_name.values():
        texts = [dict(_numbered_texts(mended[at].parts, ())) for at in group]
        for place in set().union(*texts):
            used = {frozenset(each[place]) for each in texts if place in each}
            new = _closed(next(iter(used))) if len(used) == 1 else {}
            for at in group if new else ():
                mended[at] = mended[at].with_(components=_renumbered(mended[at].parts, place, new))
    return mended


_Place = tuple[int | str, ...]


def _numbered_texts(
    parts: Sequence[AnyComponent], before: _Place
) -> Iterator[tuple[_Place, tuple[str, ...]]]:
    """Give each text that has numbers only: its place, such as ("body",), and its numbers."""
    for part in parts:
        match part:
            case Header() | Body():
                found = names(part.text)
                if found and all(map(is_number, found)) and not has_stray_brace(part.text or ""):
                    yield (*before, part.TYPE), found
            case Carousel():
                for number, card in enumerate(part.cards):
                    if isinstance(card, Card):
                        yield from _numbered_texts(card.components, (*before, number))


def _closed(used: frozenset[str]) -> dict[str, str]:
    """Return new numbers, none if there is no gap."""
    new = {old: str(at) for at, old in enumerate(sorted(used, key=int), 1)}
    return {} if all(old == name for old, name in new.items()) else new


def _renumbered(
    parts: tuple[AnyComponent, ...], place: _Place, new: Mapping[str, str]
) -> tuple[AnyComponent, ...]:
    return tuple(_renumbered_part(part, place, new) for part in parts)


def _renumbered_part(part: AnyComponent, place: _Place, new: Mapping[str, str]) -> AnyComponent:
    match part:
        case Header() if place == (part.TYPE,):
            return _moved(part, renamed(part.text or "", new), new)
        case Body() if place == (part.TYPE,):
            return _moved(part, renamed(part.text or "", new), new)
        case Carousel() if len(place) > 1:
            cards = list(part.cards)
            card = cards[int(place[0])]
            if isinstance(card, Card):
                inside = _renumbered(card.components, place[1:], new)
                cards[int(place[0])] = card.with_(components=inside)
            return part.with_(cards=tuple(cards))
    return part


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
            return _with_form(_with_text(part, _spaced))
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


def _with_form(part: Body) -> Body:
    """Return a body with its samples in a list of their own; without any if it has no variable."""
    example = part.example
    if not isinstance(example, WireRecord):
        return part
    if not names(part.text):
        empty = set(example) == {"body_text"} and not any(part.samples.values())
        return part.with_(example=None) if empty else part
    listed = example.get("body_text", ())
    if not is_flat(listed) or not all(isinstance(item, str) for item in listed):
        return part
    return part.with_(example=WireRecord({**example, "body_text": [list(listed)]}))


def _with_text(part: H, change: Callable[[str], str]) -> H:
    if not part.text:
        return part
    text = _changed(part.text, change)
    new = _new_names(text)
    text = renamed(text, new) if new or _has_spaces(text) else text
    return part if text == part.text else _moved(part, text, new)


def _moved(part: H, text: str, new: Mapping[str, str]) -> H:
    """Return a part with another text, whose samples follow their variables' new names."""
    samples = part.samples
    if not new or not samples:
        return part.with_(text=text)
    written = list(dict.fromkeys(names(part.text)))
    # numbers with a gap, and a sample for each: those belong to them as they stand
    if len(samples) == len(written) and all(map(str.isdecimal, written)):
        samples = dict(zip(written, samples.values(), strict=True))
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
    if numbered:
        return {}
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
