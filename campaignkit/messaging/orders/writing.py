"""An order, and news of it, as the platform takes them. What is written has been checked."""

from __future__ import annotations

from typing import Any

from campaignkit.messaging.orders import ways_to_pay
from campaignkit.messaging.orders.amounts import written
from campaignkit.messaging.orders.checking import seconds
from campaignkit.messaging.orders.facts import OrderFacts, OrderItem

Json = dict[str, Any]


def details(order: OrderFacts) -> Json:
    """Return `order_details` of a template, the parameters of an interactive message's action."""
    made: Json = {"reference_id": order.reference, "type": order.goods}
    if order.currency == "BRL":
        made["payment_type"] = "br"
    elif order.payment_configuration is not None:
        made["payment_type"] = "upi"
        made["payment_configuration"] = order.payment_configuration
    if ways := ways_to_pay.settings(order):
        made["payment_settings"] = ways
    if order.beneficiary is not None:
        made["beneficiaries"] = [dict(order.beneficiary)]
    made["currency"] = order.currency
    made["total_amount"] = written(order.amount)
    if order.items:
        made["order"] = _order(order)
    return made


def _order(order: OrderFacts) -> Json:
    made: Json = {"status": "pending"}
    if order.catalog_id is not None:
        made["catalog_id"] = order.catalog_id
    if order.expires is not None:
        when = {"timestamp": str(seconds(order.expires)), "description": order.expires_text}
        made["expiration"] = when
    made["items"] = [_item(item, number, order) for number, item in enumerate(order.items, 1)]
    made["subtotal"] = written(order.subtotal)
    made["tax"] = written(order.tax, order.texts.get("tax"))  # required, zero too
    for key in ("shipping", "discount"):
        amount, text = getattr(order, key), order.texts.get(key)
        if amount or text:
            made[key] = written(amount, text)
    return made


def _item(item: OrderItem, number: int, order: OrderFacts) -> Json:
    made: Json = {}
    if item.retailer_id is not None or order.currency == "BRL":
        made["retailer_id"] = item.retailer_id or str(number)
    made |= {"name": item.name, "amount": written(item.amount), "quantity": item.quantity}
    if item.sale_amount is not None:
        made["sale_amount"] = written(item.sale_amount)
    return made | dict(item.extra)
