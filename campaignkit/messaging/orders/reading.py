"""A table of orders: a row an order, or a row a line of one.

A row names an order's facts as `Order` does (`reference`, `total`, `pix` …); `items` is a list,
or JSON text; or `order` holds it all. Where a table has a line for each item, `order_rows` puts
the lines of one reference together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from inspect import signature
from typing import Any

from campaignkit import rows as tables
from campaignkit.arguments import check_mapping
from campaignkit.errors import BadInput, near_or_all
from campaignkit.messaging import rules
from campaignkit.messaging.orders.facts import meant
from campaignkit.messaging.orders.order import Order
from campaignkit.messaging.orders.status import OrderStatus
from campaignkit.problems import Problem, Problems, Where

_FACTS = signature(Order).parameters.values()
ORDER_KEYS = ("order", *(each.name for each in _FACTS if each.kind is not each.VAR_KEYWORD))
STATUS_KEYS = ("reference", "status", "status_text", "paid", "paid_at")
LINE_KEYS = {
    "item": "name",
    "price": "amount",
    "quantity": "quantity",
    "sale_price": "sale_amount",
    "item_id": "retailer_id",
}


def read_order(values: Mapping[str, Any], *, currency: str | None = None) -> Order:
    """Return the order that a row describes.

    currency: where neither the row nor its way to pay says it.

    Raises:
        BadInput: it cannot be read; every reason at once.

    >>> read_order({"reference": "A-17", "total": "12,50", "payment_link": "https://p.example/1"},
    ...            currency="BRL").amount
    Decimal('12.50')
    """
    facts = {key: values[key] for key in ORDER_KEYS if not _is_empty(values.get(key))}
    whole = facts.pop("order", None)
    if isinstance(whole, Order):
        return whole
    if whole is not None:
        facts = {**_object(whole, "order"), **facts}
    if isinstance(facts.get("items"), str):
        facts["items"] = _json(facts["items"], "items")
    unknown = [key for key in facts if key not in ORDER_KEYS[1:]]  # no order in an order
    if unknown:
        raise BadInput(
            f"an order has no {', '.join(map(repr, unknown))}. It has {', '.join(ORDER_KEYS[1:])}.",
            rule="order.unknown",
            keys=unknown,
        )
    made = Order(**{"reference": "", **facts})
    if made.currency is None and currency is not None:
        made = Order(**{"reference": "", **facts, "currency": currency})
    return made


def read_status(values: Mapping[str, Any]) -> OrderStatus:
    """Return the news that a row has of an order."""
    facts = {key: None if _is_empty(values.get(key)) else values[key] for key in STATUS_KEYS}
    text = facts.pop("status_text")
    return OrderStatus(
        str(facts["reference"] or ""),
        None if facts["status"] is None else str(facts["status"]),
        None if text is None else str(text),
        None if facts["paid"] is None else str(facts["paid"]),
        facts["paid_at"],
    )


def order_rows(source: Any, *, columns: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return one row an order from a table with one line an item, in the order of the table.

    Args:
        source: A path, dicts, a dataframe or an iterator. Lines with the same `reference` are one
            order; `item`, `price`, `quantity`, `sale_price` and `item_id` are the line's own.
        columns: Where they are called otherwise: {"item": "PRODUTO", "reference": "PEDIDO"}.

    Raises:
        BadInput: a line has no reference, no item or no price; two lines of one order disagree
            about what belongs to the whole. Everything at once, each with its row.

    >>> lines = [{"reference": "A-17", "item": "Bolo", "price": "12.50", "phone": "+5511…"},
    ...          {"reference": "A-17", "item": "Café", "price": "5", "phone": "+5511…"}]
    >>> (row,) = order_rows(lines)
    >>> row["phone"], [item["name"] for item in row["items"]]
    ('+5511…', ['Bolo', 'Café'])
    """
    check_mapping(columns, "columns")
    names = {key: (columns or {}).get(key, key) for key in ("reference", *LINE_KEYS)}
    made: dict[str, dict[str, Any]] = {}
    first: dict[str, int] = {}
    _check_columns(columns or {}, names)
    found: list[Problem] = []
    for number, outcome in enumerate(tables.read(source).outcomes(), 1):
        if isinstance(outcome, Problem):
            found.append(outcome)
            continue
        missing = [
            key for key in ("reference", "item", "price") if _is_empty(outcome.get(names[key]))
        ]
        for key in missing:
            where = Where(row=number, column=names[key])
            found.append(rules.problem("order.line", where, what=key))
        if not missing:
            found += _add(outcome, number, names, made, first)
    Problems(found).raise_errors("orders")
    return list(made.values())


def _add(
    line: Mapping[str, Any],
    number: int,
    names: Mapping[str, str],
    made: dict[str, dict[str, Any]],
    first: dict[str, int],
) -> Iterable[Problem]:
    """Add a line to its order; give where it disagrees with the order's first line."""
    own = set(names.values())
    reference = str(line[names["reference"]]).strip()
    whole = {key: value for key, value in line.items() if key not in own}
    item = {
        new: line[names[key]]
        for key, new in LINE_KEYS.items()
        if not _is_empty(line.get(names[key]))
    }
    for key in whole:
        if (near := _unsaid(key, line, names)) is not None:
            yield rules.problem("order.line-column", Where(row=number, column=key), what=near)
    order = made.setdefault(reference, {"reference": reference, "items": [], **whole})
    order["items"].append(item)
    at = first.setdefault(reference, number)
    for key, value in whole.items():
        if _is_empty(order.get(key)):
            order[key] = value
        elif not _is_empty(value) and value != order[key]:
            words = {"limit": order[key], "reference": reference, "first": at}
            yield rules.problem("order.lines", Where(row=number, column=key), value, **words)


def _unsaid(key: str, line: Mapping[str, Any], names: Mapping[str, str]) -> str | None:
    """Return what of a line a column seems to be that nobody has said: "quantity" of "qty"."""
    if key in ORDER_KEYS:
        return None
    meaning = meant(key)
    near = next((line_key for line_key, new in LINE_KEYS.items() if new == meaning), None)
    is_open = near in ("quantity", "sale_price") and names[near] not in line
    return near if is_open else None


def _check_columns(columns: Mapping[str, str], names: Mapping[str, str]) -> None:
    for key in columns:
        if key not in names:
            near = near_or_all(key, names)
            raise BadInput(
                f"a line of an order has no place called {key!r}.{near}",
                rule="order.line-place",
                key=key,
            )


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _object(value: Any, key: str) -> dict[str, Any]:
    given = _json(value, key) if isinstance(value, str) else value
    if not isinstance(given, Mapping):
        raise BadInput(
            f"{key}={given!r} is no order: give an Order, or a mapping of its facts.",
            rule="order.form",
            value=given,
        )
    return dict(given)


def _json(text: str, key: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as err:
        raise BadInput(
            f"{key}={text[:60]!r} is not JSON (after {err.pos} signs). Write it as in "
            '[{"name": "Bolo", "amount": "12.50", "quantity": 2}].',
            rule="order.json",
            key=key,
        ) from err
