"""What is wrong with an order: names, lengths, and every sum to the cent."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from campaignkit.messaging import rules
from campaignkit.messaging.orders import ways_to_pay
from campaignkit.messaging.orders.facts import OrderFacts, OrderItem
from campaignkit.problems import Problem, Where

CURRENCIES = {"BRL": "Brazil", "INR": "India"}
_REFERENCE = re.compile(r"[A-Za-z0-9_.-]+")
PARTS = ("tax", "shipping", "discount")
_ADDRESSED = ("name", "address_line1", "city", "state", "country", "postal_code")
_GOODS = ("digital-goods", "physical-goods")


def problems(order: OrderFacts) -> Iterator[Problem]:
    """Give everything that is wrong with an order, or doubtful."""
    if order.currency not in CURRENCIES:
        yield _found("currency", "currency", order.currency)
    yield from reference_problems(order.reference, order.currency)
    yield from _items(order)
    yield from _sums(order)
    yield from _texts(order)
    yield from _expiry(order)
    if order.goods not in _GOODS:
        yield _found("goods", "goods", order.goods)
    yield from _ways(order)
    if order.currency == "INR":
        yield from _india(order)


def _found(rule: str, key: str, value: Any = None, /, **words: Any) -> Problem:
    return rules.problem(f"order.{rule}", Where(key=key), value, **words)


def reference_problems(text: str, currency: str | None) -> Iterator[Problem]:
    """Give what is wrong with an order's number."""
    if not text:
        yield _found("reference-missing", "reference")
        return
    if not _REFERENCE.fullmatch(text):
        better = re.sub(r"[^A-Za-z0-9_.-]+", "-", text).strip("-") or "A-17"
        yield _found("reference-signs", "reference", text, better=better)
    rule = "reference-length-india" if currency == "INR" else "reference-length"
    if len(text) > rules.limit(f"order.{rule}"):
        yield _found(rule, "reference", len(text))


def _items(order: OrderFacts) -> Iterator[Problem]:
    if not order.items:
        if order.currency == "INR":
            yield _found("items-india", "items")
        elif order.total is None:
            yield _found("items-missing", "items")
    for number, item in enumerate(order.items):
        yield from _item(item, f"items[{number}]", number + 1)
        if None not in (item.currency, order.currency) and item.currency != order.currency:
            place = f"items[{number}].currency"
            yield _found(
                "item-currency", place, item.currency, limit=order.currency, text=item.name
            )


def _item(item: OrderItem, key: str, number: int) -> Iterator[Problem]:
    if not item.name:
        yield _found("item-name", f"{key}.name", number=number)
    elif len(item.name) > rules.limit("order.item-length"):
        yield _found("item-length", f"{key}.name", len(item.name), text=item.name)
    if item.quantity < 1:
        yield _found("item-quantity", f"{key}.quantity", item.quantity, text=item.name)
    if item.amount <= 0 or item.price < 0:
        yield _found("item-amount", f"{key}.amount", f"{item.price:.2f}", text=item.name)
    if item.sale_amount is not None and item.sale_amount >= item.amount:
        yield _found(
            "item-sale",
            f"{key}.sale_amount",
            f"{item.sale_amount:.2f}",
            limit=f"{item.amount:.2f}",
            text=item.name,
        )


def _sums(order: OrderFacts) -> Iterator[Problem]:
    for key in PARTS:
        value: Decimal = getattr(order, key)
        if value < 0:
            yield _found("below-zero", key, f"{value:.2f}", what=key)
    if order.items and order.total is not None and order.total != order.amount:
        parts = {"subtotal": order.subtotal, "tax": order.tax}
        parts |= {"shipping": order.shipping, "discount": order.discount}
        said = {key: f"{value:.2f}" for key, value in parts.items()}
        yield _found("total", "total", f"{order.total:.2f}", limit=f"{order.amount:.2f}", **said)
    elif order.amount <= 0 and (order.items or order.total is not None):
        yield _found("total-zero", "total", f"{order.amount:.2f}")
    if lost := [key for key in PARTS if not order.items and getattr(order, key)]:
        yield _found("parts", lost[0], ", ".join(lost))


def _texts(order: OrderFacts) -> Iterator[Problem]:
    for key, text in order.texts.items():
        if len(text) > rules.limit("order.text-length"):
            yield _found("text-length", f"{key}_text", len(text), what=key)
    name = order.payment_configuration or ""
    if len(name) > rules.limit("order.configuration-length"):
        yield _found("configuration-length", "payment_configuration", len(name))


def _expiry(order: OrderFacts) -> Iterator[Problem]:
    if order.expires is not None and seconds(order.expires) is None:
        yield _found("expires", "expires", order.expires)
    if (order.expires is None) != (order.expires_text is None):
        yield _found("expires-text", "expires_text")
    elif len(order.expires_text or "") > rules.limit("order.expires-length"):
        yield _found("expires-length", "expires_text", len(order.expires_text or ""))


def seconds(moment: object) -> int | None:
    """Return a time in seconds since 1970, None if it cannot be one.

    >>> seconds("2026-03-04T00:00Z"), seconds("1772582400"), seconds("2026-03-04T00:00")
    (1772582400, 1772582400, None)
    """
    if isinstance(moment, str) and "T" in moment:
        try:
            moment = datetime.datetime.fromisoformat(moment.strip())
        except ValueError:
            return None
    if isinstance(moment, datetime.datetime):
        return None if moment.tzinfo is None else round(moment.timestamp())
    if isinstance(moment, str) and moment.isascii() and moment.strip().isdecimal():
        moment = int(moment)
    is_time = isinstance(moment, int) and not isinstance(moment, bool) and 10**9 <= moment < 10**10
    return int(str(moment)) if is_time else None


def _ways(order: OrderFacts) -> Iterator[Problem]:
    ours = {"BRL": ("pix", "boleto"), "INR": ("upi", "payment_configuration")}
    for currency, ways in ours.items():
        for way in ways:
            if getattr(order, way) is not None and order.currency not in (None, currency):
                yield _found("way-currency", way, way, limit=currency, currency=order.currency)
    if not any(map(order.__getattribute__, ("payment_link", *ours["BRL"], *ours["INR"]))):
        severity = "error" if order.currency == "INR" else "warning"  # optional in Brazil
        yield _found("way-missing", "payment_link", severity=severity)
    yield from ways_to_pay.problems(order)


def _india(order: OrderFacts) -> Iterator[Problem]:
    if order.goods == "physical-goods" and order.beneficiary is None:
        yield _found("beneficiary", "beneficiary")
    if order.beneficiary is not None:
        lacks = [key for key in _ADDRESSED if not str(order.beneficiary.get(key) or "").strip()]
        if lacks:
            yield _found("beneficiary-lacks", "beneficiary", ", ".join(lacks))
    for number, item in enumerate(order.items):
        if order.catalog_id is None and "country_of_origin" not in item.extra:
            yield _found("origin", f"items[{number}].country_of_origin", text=item.name)
            break
