"""The text inside a code or link: a text, or a kind and its fields, filled from each row.

A kind is a kind of link (chat, wifi, …) or a payment format (pix, upi, …).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from campaignkit import link_kinds, payments, phones
from campaignkit.business import Business
from campaignkit.errors import BadInput, NotFound, did_you_mean, near_or_all
from campaignkit.merge.records import MergeRecord
from campaignkit.merge.templates import check_truths, speaks_of_rows
from campaignkit.wording import Wording, compile_text

_YES, _NO = ("true", "yes", "1", "on"), ("false", "no", "0", "off", "")


@dataclass(frozen=True, slots=True)
class CodeText:
    """What fills the text of a code. texts: by the key they stand under, for messages.

    kind: of a link or payment with these fields; "" where it is a text of one's own.
    """

    kind: str
    fields: Mapping[str, Any]
    texts: Mapping[str, Wording]

    def fill(self, record: MergeRecord, shop: Business | None) -> str:
        """Return the text of a row. shop: fills in what the fields leave out.

        Raises:
            CampaignError: a text cannot be filled, or a field is wrong.
        """
        # a field such as "hidden" may well be true or false; what people read may not
        for key, text in self.texts.items():
            if key.rpartition(".")[2] == "text":
                check_truths(text, record.known, key)
        if not self.kind:
            return self.texts["text"].render(record.known)
        filled = {
            name: self.texts[f"fields.{name}"].render(record.known)
            if f"fields.{name}" in self.texts
            else value
            for name, value in self.fields.items()
        }
        # here and not in link(): the row is told what was changed in its number
        if shop is not None and isinstance(phone := filled.get("phone"), str):
            filled["phone"] = record.phone(phone, shop.country)
        return link(self.kind, filled, shop)

    def differs(self, shared: Collection[str]) -> bool:
        """Say whether it changes from row to row. shared: facts that are the same in all."""
        return any(speaks_of_rows(text, shared) for text in self.texts.values())


def of_text(text: str) -> CodeText:
    """Return what says a text, Jinja over the facts.

    Raises:
        BadInput: it is no Jinja.
    """
    return CodeText("", {}, {"text": compile_text(text, name="text")})


def of_link(kind: str, fields: Mapping[str, Any], *, has_shop: bool = True) -> CodeText:
    """Return what says a link or a payment. has_shop: what a shop knows may be left out.

    Raises:
        NotFound: there is no such kind.
        BadInput: a field is unknown or missing, or its template cannot be read.
    """
    check_fields(kind, fields, has_shop=has_shop)
    texts = {
        f"fields.{name}": compile_text(value, name=name)
        for name, value in fields.items()
        if isinstance(value, str)
    }
    return CodeText(kind, dict(fields), texts)


def link(kind: str, fields: Mapping[str, Any], shop: Business | None = None) -> str:
    """Return the link or the payment code of a kind, from fields that may all be texts.

    A phone in local form is read as in the shop's country. Left out, the phone of a link is the
    shop's, and who is paid is the shop.

    Raises:
        NotFound: there is no such kind.
        BadInput: a field is unknown, missing, or wrong.
        TooBig: the link is longer than servers take.

    >>> link("wifi", {"ssid": "Padaria Sol", "hidden": "yes", "password": "pao quente"})
    'WIFI:T:WPA;S:Padaria Sol;P:pao quente;H:true;;'
    """
    check_fields(kind, fields, has_shop=shop is not None)
    known = _parameters(kind)
    given = {name: _typed(name, value, known[name]) for name, value in fields.items()}
    phone = given.get("phone")
    if shop is not None and isinstance(phone, str):
        given["phone"] = phones.to_e164(phone, shop.country)
    return _makers()[kind](**{**_from_shop(kind, shop), **given})


def kinds() -> list[str]:
    """Return every kind there is.

    >>> "wifi" in kinds(), "pix" in kinds()
    (True, True)
    """
    return list(_makers())


def check_fields(kind: str, fields: Mapping[str, Any], *, has_shop: bool) -> None:
    """Raise unless there is such a kind, it has these fields, and none is missing."""
    known = _parameters(kind)
    for name in fields:
        if name not in known:
            near = near_or_all(name, known, there="It has:")
            raise BadInput(
                f"a {kind} code has no field {name!r}.{near}",
                rule="kind.field-unknown",
                kind=kind,
                name=name,
            )
    # what the shop fills in is not missing: a chat link without a phone is to the shop
    given = {*fields, *(_known_of(kind) if has_shop else ())}
    missing = [
        name
        for name, each in known.items()
        if each.default is inspect.Parameter.empty and name not in given
    ]
    if missing:
        raise BadInput(
            f"a {kind} code needs {' and '.join(missing)}. It has: {', '.join(known)}.",
            rule="kind.field-missing",
            kind=kind,
        )


@cache
def _makers() -> dict[str, Callable[..., str]]:
    return {**link_kinds.kinds(), **payments.kinds()}


@cache
def _parameters(kind: str) -> Mapping[str, inspect.Parameter]:
    known = _makers()
    if kind not in known:
        near = did_you_mean(str(kind), known) or f" There are: {', '.join(known)}."
        raise NotFound(f"no kind of code called {kind!r}.{near}", rule="kind.unknown", kind=kind)
    return inspect.signature(known[kind]).parameters


@cache
def _known_of(kind: str) -> tuple[str, ...]:
    """Return the fields that a shop fills: the phone of a link, the name of who is paid."""
    parameters = _parameters(kind)
    if kind in payments.kinds():
        return ("name",) if "name" in parameters else ()
    # a kind that takes a shop takes it first; sms and tel take its number
    first = next(iter(parameters.values()))
    takes_shop = "Business" in str(first.annotation) or first.name == "phone"
    return (first.name,) if takes_shop else ()


def _from_shop(kind: str, shop: Business | None) -> dict[str, Any]:
    if shop is None:
        return {}
    # a payment says who is paid by name; its key or address is no fact of a shop
    told = shop.name if kind in payments.kinds() else shop
    return dict.fromkeys(_known_of(kind), told)


def _typed(name: str, value: Any, parameter: inspect.Parameter) -> Any:
    if parameter.annotation != "bool" or not isinstance(value, str):
        return value
    folded = value.strip().casefold()
    if folded not in (*_YES, *_NO):
        raise BadInput(
            f"{name}={value!r} is neither yes nor no. Write true or false.",
            rule="kind.yes-no",
            name=name,
            value=value,
        )
    return folded in _YES
