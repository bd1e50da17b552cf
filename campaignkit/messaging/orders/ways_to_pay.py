"""The ways to pay an order, as the platform takes them: Pix, boleto, link, UPI.

Each is read before it goes in: a code that asks for another amount than the order is refused.
Sources: Meta, Payments API: Brazil, "Offsite Pix payments", "Boleto", "Payment links"; India,
"Receive UPI Payments Through WhatsApp" (dynamic VPA).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from campaignkit.errors import BadInput
from campaignkit.messaging import rules
from campaignkit.messaging.orders import boletos
from campaignkit.messaging.orders.facts import OrderFacts
from campaignkit.payments import pix, upi
from campaignkit.problems import Problem, Where

_PIX_NAME = 25  # characters that a Pix code has for the name (Banco Central, Manual do BR Code)
_LINKED = {"pa": "address", "pn": "name", "mc": "category", "purpose": "purpose"}
_SAID_ELSEWHERE = {"amount", "reference", *_LINKED.values()}  # the order itself says them
_ADDRESS = re.compile(r"https://[^\s/]+\.[^\s]+")


def problems(order: OrderFacts) -> Iterator[Problem]:
    """Give what is wrong with the ways to pay an order."""
    if order.pix is not None:
        yield from _pix_problems(order)
    if order.boleto is not None:
        yield from _boleto_problems(order)
    if order.payment_link is not None and re.search(r"\s", order.payment_link):
        yield _found("link-space", "payment_link", order.payment_link)
    elif order.payment_link is not None and not _ADDRESS.fullmatch(order.payment_link):
        yield _found("link-form", "payment_link", order.payment_link)
    if order.upi is not None:
        yield from _upi_problems(order)


def settings(order: OrderFacts) -> list[dict[str, Any]]:
    """Return `payment_settings`; every way is sound (`problems`)."""
    made: list[dict[str, Any]] = []
    if order.pix is not None:
        name, key, kind = _pix_facts(order)
        code = {"code": order.pix.strip(), "merchant_name": name, "key": key, "key_type": kind}
        made.append({"type": "pix_dynamic_code", "pix_dynamic_code": code})
    if order.payment_link is not None:
        made.append({"type": "payment_link", "payment_link": {"uri": order.payment_link}})
    if order.boleto is not None and isinstance(read := boletos.read(order.boleto), boletos.Boleto):
        made.append({"type": "boleto", "boleto": {"digitable_line": read.line}})
    if order.upi is not None:
        made.append({"type": "upi_intent_link", "upi_intent_link": {"link": _upi_link(order)}})
    return made


def _found(rule: str, key: str, value: Any = None, /, **words: Any) -> Problem:
    return rules.problem(f"order.{rule}", Where(key=key), value, **words)


def _sentence(err: BadInput) -> str:
    return err.plain.splitlines()[0]


def _pix_fields(order: OrderFacts) -> Mapping[str, Any]:
    return pix.parse(order.pix or "").fields


def _pix_problems(order: OrderFacts) -> Iterator[Problem]:
    try:
        fields = _pix_fields(order)
    except BadInput as err:
        yield _found("pix-form", "pix", order.pix, said=_sentence(err))
        return
    yield from _other_amount("pix-amount", "pix", fields.get("amount"), order)
    if fields.get("amount") is None and "url" not in fields:
        yield _found("pix-open", "pix", limit=f"{order.amount:.2f}")
    if order.pix_key is None and "key" not in fields:
        yield _found("pix-key", "pix_key", said="the code leads to a charge at the bank.")
    elif order.pix_key is not None:
        try:
            key, _ = _stored(order.pix_key)
        except BadInput as err:
            yield _found("pix-key", "pix_key", order.pix_key, said=_sentence(err))
        else:
            yield from _other("pix_key", key, fields.get("key"))
    if not (order.pix_name or fields.get("name")):
        yield _found("pix-name", "pix_name")
    elif order.pix_name is not None:
        yield from _other("pix_name", order.pix_name, fields.get("name"))


def _other(key: str, said: str, own: Any) -> Iterator[Problem]:
    """Give the finding that the order shows another payee than the code pays.

    Another name is a warning: a shop's on the sign and at the bank may differ.
    """
    if own is not None and _folded(said) != _folded(str(own)):
        severity = "error" if key == "pix_key" else "warning"
        yield _found("pix-other", key, said, limit=str(own), what=key, severity=severity)


def _folded(text: str) -> str:
    """Return what is left of a name or key in a Pix code: English letters, 25 at most."""
    plain = "".join(x for x in unicodedata.normalize("NFKD", text) if not unicodedata.combining(x))
    return " ".join(plain.split()).casefold()[:_PIX_NAME]


def _pix_facts(order: OrderFacts) -> tuple[str, str, str]:
    """Return the holder's name, the key, and what kind of key it is."""
    fields = _pix_fields(order)
    name = order.pix_name or str(fields.get("name"))
    key, kind = str(fields.get("key")), str(fields.get("key_type"))
    if order.pix_key is not None:
        key, kind = _stored(order.pix_key)
    return name, key, kind.upper()


def _stored(key: str) -> tuple[str, str]:
    """Return a Pix key as banks store it, and its kind: the code made of it says so."""
    fields = pix.parse(pix.payload(key=key, name="X", city="X")).fields
    return fields["key"], fields["key_type"]


def _other_amount(
    rule: str, key: str, asked: Decimal | None, order: OrderFacts
) -> Iterator[Problem]:
    if asked is not None and asked != order.amount:
        yield _found(rule, key, f"{asked:.2f}", limit=f"{order.amount:.2f}")


def _boleto_problems(order: OrderFacts) -> Iterator[Problem]:
    read = boletos.read(order.boleto or "")
    if isinstance(read, str):
        yield _found("boleto-form", "boleto", order.boleto, said=read)
    else:
        yield from _other_amount("boleto-amount", "boleto", read.amount, order)


def _upi_problems(order: OrderFacts) -> Iterator[Problem]:
    try:
        payment = upi.parse(order.upi or "")
        if payment.signed:
            raise BadInput(
                "the link is signed, and WhatsApp takes no signature.", rule="upi.signed"
            )
        upi.vpa(payment.fields["address"])
    except BadInput as err:
        yield _found("upi-form", "upi", order.upi, said=_sentence(err))
        return
    fields = payment.fields
    yield from _other_amount("upi-amount", "upi", fields.get("amount"), order)
    reference = fields.get("reference")
    if reference is not None and reference != order.reference:
        yield _found("upi-reference", "upi", reference, limit=order.reference)
    if lost := sorted(fields.keys() - _SAID_ELSEWHERE):
        yield _found("upi-dropped", "upi", ", ".join(lost))


def _upi_link(order: OrderFacts) -> str:
    """Return the link with what WhatsApp takes: who is paid, what for, and the reference."""
    fields = upi.parse(order.upi or "").fields
    said = {key: fields[name] for key, name in _LINKED.items() if fields.get(name)}
    said["tr"] = order.reference
    query = "&".join(f"{key}={quote(str(value), safe='@')}" for key, value in said.items())
    return f"upi://pay?{query}"
