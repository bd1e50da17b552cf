"""An order to be paid in a chat: what is bought, what it costs to the cent, how it is paid.

Brazil pays by Pix, boleto or a payment link, India by UPI. Nothing is charged from here: the
shop's bank makes the codes, and only the shop sees that money came.

Sources: Meta, WhatsApp Business Platform, Payments API: Brazil, "Orders" (March 2026), "Offsite
Pix payments", "Boleto", "Payment links"; India, "Receive UPI Payments Through WhatsApp".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from campaignkit.display import counted, html_table
from campaignkit.messaging.orders import checking, writing
from campaignkit.messaging.orders.facts import OrderFacts
from campaignkit.problems import Problems


class Order(OrderFacts):
    """What a customer is asked to pay. It may be wrong: `problems()` says all.

    Args:
        reference: The shop's own number of this order, never used twice: letters, digits and
            _ - . ; 60 characters in Brazil, 35 in India.
        items: What is bought; India wants them, Brazil takes a bare total.
        currency: BRL or INR. Left out: that of the way to pay.
        tax, shipping, discount: Amounts; `…_text` says what for, up to 60 characters.
        total: What the shop's own books say. It must be items + tax + shipping - discount.
        goods: "digital-goods" (services, too) or "physical-goods".
        pix: A Pix code (`ck.pix` makes one). pix_name and pix_key are read from it; where it
            leads to a charge at the bank, the key is not in it.
        boleto: The line of digits. payment_link: An address.
        upi: A UPI link (`ck.upi` makes one). payment_configuration: What it is called in
            WhatsApp Manager, for shops that have set one up.
        expires: When the button stops working: a datetime with its zone, text such as
            "2026-03-04T18:00-03:00", or seconds since 1970.
            expires_text: Says so, up to 120 characters.
        catalog_id: Of the catalog that the items are in.
        beneficiary: Where goods are shipped to (India): name, address_line1, city, state,
            country, postal_code.

    >>> from campaignkit.messaging.orders import OrderItem
    >>> order = Order("A-17", [OrderItem("Bolo", "12.50", 2)], shipping="5", boleto=None,
    ...               payment_link="https://pay.example/A-17", currency="BRL")
    >>> order.subtotal, order.amount
    (Decimal('25.00'), Decimal('30.00'))
    """

    __slots__ = ()

    def problems(self) -> Problems:
        """Return what the platform, the payer or the bank would stumble over."""
        return Problems(checking.problems(self))

    def to_api(self) -> dict[str, Any]:
        """Return the order as the platform takes it: `order_details`, or an action's parameters.

        Raises:
            BadInput: everything that is wrong, at once.
        """
        self.problems().raise_errors(f"order {self.reference!r}")
        return writing.details(self)

    def __repr__(self) -> str:
        items = counted(len(self.items), "item")
        return f"<Order {self.reference!r}: {items}, {self._asked()}>"

    def _repr_html_(self) -> str:
        lines = [(item.name, item.quantity, item.price, item.sum) for item in self.items]
        more = [(name, "", "", amount) for name, amount in self._more() if amount]
        table = html_table(
            ("item", "quantity", "each", "sum"), [*lines, *more, ("total", "", "", self._asked())]
        )
        told = self.problems()
        return table + (told._repr_html_() if told else "")

    def _more(self) -> tuple[tuple[str, Decimal], ...]:
        return ("tax", self.tax), ("shipping", self.shipping), ("discount", -self.discount)

    def _asked(self) -> str:
        return f"{self.amount} {self.currency or ''}".strip()
