"""Orders that are paid in a chat: Pix, boleto and payment links (Brazil), UPI (India).

amounts.py  boletos.py   money to the cent; a boleto's line
facts.py  order.py       what is bought: its facts; the order that checks and writes itself
status.py                what became of it
ways_to_pay.py  checking.py   the ways to pay; everything that is wrong
writing.py  reading.py   as the platform takes it; from a table
"""

from campaignkit.messaging.orders.facts import OrderItem
from campaignkit.messaging.orders.order import Order
from campaignkit.messaging.orders.reading import (
    ORDER_KEYS,
    STATUS_KEYS,
    order_rows,
    read_order,
    read_status,
)
from campaignkit.messaging.orders.status import OrderStatus

__all__ = [
    "ORDER_KEYS",
    "STATUS_KEYS",
    "Order",
    "OrderItem",
    "OrderStatus",
    "order_rows",
    "read_order",
    "read_status",
]
