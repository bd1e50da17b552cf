"""A template that asks to be paid, or tells news of an order: its row's facts → its component.

Source: Meta, Payments API, "Send order details template message", "Send order status template
message" (November 2025).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from campaignkit.errors import BadInput
from campaignkit.messaging import rules
from campaignkit.messaging.orders import ORDER_KEYS, STATUS_KEYS, Order, read_order, read_status
from campaignkit.messaging.templates.buttons import OpenOrder
from campaignkit.messaging.templates.template import Template
from campaignkit.problems import Problem, Where

Kind = Literal["order", "status"]
_INDIA = {"hi", "bn", "gu", "kn", "ml", "mr", "pa", "ta", "te"}  # spoken there; others may say it


def kind(template: Template) -> Kind | None:
    """Return whether a template asks to be paid, or tells news of an order.

    >>> kind(Template("t", language="en", body="Hi", sub_category="ORDER_STATUS"))
    'status'
    """
    if any(isinstance(button, OpenOrder) for button in template.buttons):
        return "order"
    formats = (template.sub_category, template.display_format)
    return "status" if any((each or "").upper() == "ORDER_STATUS" for each in formats) else None


def keys(template: Template) -> tuple[str, ...]:
    """Return what a row may say about the order."""
    return {"order": ORDER_KEYS, "status": STATUS_KEYS, None: ()}[kind(template)]


def usual_currency(language: str | None) -> str | None:
    """Return the currency that orders in a language are paid in, None where that is open.

    >>> usual_currency("pt_BR"), usual_currency("hi"), usual_currency("en")
    ('BRL', 'INR', None)
    """
    code, _, region = (language or "").partition("_")
    if region == "IN" or code in _INDIA:
        return "INR"
    return "BRL" if code == "pt" else None


def order_of(template: Template, row: Mapping[str, Any]) -> Order:
    """Return the order that a row describes.

    Raises:
        BadInput: it cannot be read; every reason at once.
    """
    return read_order(row, currency=usual_currency(template.language))


def problems(
    template: Template, row: Mapping[str, Any], number: int | None, columns: Mapping[str, str]
) -> list[Problem]:
    """Return what is wrong with the order of a row.

    row: values by slot. columns: what the row calls each slot.
    """
    try:
        if kind(template) == "status":
            found = read_status(row).problems()
        else:
            found = order_of(template, row).problems()
    except BadInput as err:
        found = err.problems
    return [_placed(problem, number, columns) for problem in found]


def _placed(problem: Problem, number: int | None, columns: Mapping[str, str]) -> Problem:
    key = (problem.where.key or "order").partition("[")[0]
    column = columns.get(key) or columns.get("order") or key
    return problem.placed(Where(row=number, column=column))


class References:
    """Finds references that two rows share: each is for one message."""

    def __init__(self, template: Template, columns: Mapping[str, str]) -> None:
        self.wanted = kind(template) == "order"
        self.columns = columns
        self.seen: dict[str, int] = {}

    def check(self, row: Mapping[str, Any], number: int) -> Iterator[Problem]:
        """Give what is wrong with the reference of a row; row: values by slot."""
        order = row.get("order")
        said = order.reference if isinstance(order, Order) else row.get("reference")
        text = "" if said is None else str(said).strip()
        first = self.seen.setdefault(text, number)
        if text and first != number:
            where = Where(row=number, column=self.columns.get("reference", "order"))
            yield rules.problem("order.reference-again", where, text, first=first)


def details(template: Template, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the action of the button that opens the order."""
    return {"order_details": order_of(template, row).to_api()}


def status(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the component that tells what became of an order."""
    told = {"type": "order_status", "order_status": read_status(row).to_api()}
    return {"type": "order_status", "parameters": [told]}
