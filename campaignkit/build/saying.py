"""What a code or a link says: a text, or a kind of link and its fields, filled from each row."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit import links, phones
from campaignkit.business import Business
from campaignkit.errors import BadInput, NotFound, did_you_mean
from campaignkit.wording import Wording, compile_text

_YES, _NO = ("true", "yes", "1", "on"), ("false", "no", "0", "off", "")


@dataclass(frozen=True, slots=True)
class Saying:
    """Facts in, the text out. templates: by the key they stand under, for messages."""

    templates: Mapping[str, Wording]
    fill: Callable[[Mapping[str, Any]], str]


def of_text(text: str) -> Saying:
    """Return what says a text, Jinja over the facts."""
    template = compile_text(text, name="text")
    return Saying({"text": template}, template.render)


def of_link(kind: str, fields: Mapping[str, Any], shop: Business) -> Saying:
    """Return what says a link; a phone that is left out is the shop's.

    Raises:
        NotFound: there is no such kind.
        BadInput: a field is unknown or missing, or its template cannot be read.
    """
    check_fields(kind, fields, shop)
    templates = {
        name: compile_text(value, name=name)
        for name, value in fields.items()
        if isinstance(value, str)
    }

    def fill(facts: Mapping[str, Any]) -> str:
        filled = {name: template.render(facts) for name, template in templates.items()}
        return link(kind, {**fields, **filled}, shop)

    return Saying({f"fields.{name}": each for name, each in templates.items()}, fill)


def link(kind: str, fields: Mapping[str, Any], shop: Business | None = None) -> str:
    """Return the link of a kind, from fields that may all be texts.

    A phone in local form is read as in the shop's country; a phone left out is the shop's.

    Raises:
        NotFound: there is no such kind.
        BadInput: a field is unknown, missing, or wrong.
        TooBig: the link is longer than servers take.

    >>> link("wifi", {"ssid": "Padaria Sol", "hidden": "yes", "password": "pao quente"})
    'WIFI:T:WPA;S:Padaria Sol;P:pao quente;H:true;;'
    """
    check_fields(kind, fields, shop)
    known = _parameters(kind)
    given = {name: _typed(name, value, known[name]) for name, value in fields.items()}
    phone = given.get("phone")
    if shop is not None and isinstance(phone, str):
        given["phone"] = phones.to_e164(phone, shop.country)
    seller = _sellers_field(known)
    if shop is not None and seller is not None and given.get(seller) is None:
        given[seller] = shop
    return links.kinds()[kind](**given)


def check_fields(kind: str, fields: Mapping[str, Any], shop: Business | None) -> None:
    """Raise unless there is such a kind, it has these fields, and none is missing."""
    known = _parameters(kind)
    for name in fields:
        if name not in known:
            near = did_you_mean(name, known) or f" It has: {', '.join(known)}."
            raise BadInput(f"a {kind} link has no field {name!r}.{near}")
    given = {*fields, _sellers_field(known)} if shop is not None else set(fields)
    missing = [
        name
        for name, each in known.items()
        if each.default is inspect.Parameter.empty and name not in given
    ]
    if missing:
        raise BadInput(f"a {kind} link needs {' and '.join(missing)}. It has: {', '.join(known)}.")


def _parameters(kind: str) -> Mapping[str, inspect.Parameter]:
    known = links.kinds()
    if kind not in known:
        near = did_you_mean(str(kind), known) or f" There are: {', '.join(known)}."
        raise NotFound(f"no kind of link called {kind!r}.{near}")
    return inspect.signature(known[kind]).parameters


def _sellers_field(known: Mapping[str, inspect.Parameter]) -> str | None:
    """Return the first field, if it takes a Business: a phone, or the name on a card."""
    first = next(iter(known.values()))
    return first.name if "Business" in str(first.annotation) or first.name == "phone" else None


def _typed(name: str, value: Any, parameter: inspect.Parameter) -> Any:
    if parameter.annotation != "bool" or not isinstance(value, str):
        return value
    folded = value.strip().casefold()
    if folded not in (*_YES, *_NO):
        raise BadInput(f"{name}={value!r} is neither yes nor no. Write true or false.")
    return folded in _YES
