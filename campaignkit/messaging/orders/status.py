"""News of an order: that it is on its way, paid, cancelled.

Sources: Meta, Payments API: Brazil, "Orders"; India, "Send order status template message".
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from campaignkit.display import ShownAsFacts
from campaignkit.errors import did_you_mean
from campaignkit.messaging import rules
from campaignkit.messaging.orders.checking import reference_problems, seconds
from campaignkit.problems import Problem, Problems, Where

STATUSES = ("pending", "processing", "partially_shipped", "shipped", "completed", "canceled")
PAYMENTS = ("pending", "captured", "failed")
_CALLED = {  # in Portuguese and Spanish
    **{"enviado": "shipped", "despachado": "shipped", "processando": "processing"},
    **{"procesando": "processing", "pendente": "pending", "pendiente": "pending"},
    **{"entregue": "completed", "entregado": "completed", "delivered": "completed"},
    **{"concluído": "completed", "completado": "completed", "cancelado": "canceled"},
}


@dataclass(frozen=True, slots=True)
class OrderStatus(ShownAsFacts):
    """What became of an order.

    reference: The one of the order. status: pending, processing, partially_shipped, shipped,
    completed or canceled. text: Up to 120 characters more. paid: pending, captured or failed;
    paid_at: when, a datetime with its zone or seconds since 1970.

    >>> OrderStatus("A-17", "shipped").to_api()
    {'reference_id': 'A-17', 'order': {'status': 'shipped'}}
    """

    reference: str
    status: str | None = None
    text: str | None = None
    paid: str | None = None
    paid_at: datetime.datetime | int | str | None = None

    def problems(self) -> Problems:
        """Return what the platform would refuse."""
        found = list(reference_problems(str(self.reference or ""), None))
        if self.status is None and self.paid is None:
            found.append(_found("status-missing", "status"))
        if self.status is not None and self._written(self.status) not in STATUSES:
            better = did_you_mean(self.status, (*STATUSES, *_CALLED), most=1)
            for name, status in _CALLED.items():
                better = better.replace(repr(name), repr(status))
            found.append(_found("status", "status", self.status, better=better))
        if self.paid is not None and self._written(self.paid) not in PAYMENTS:
            found.append(_found("status-payment", "paid", self.paid))
        if self.paid_at is not None and seconds(self.paid_at) is None:
            found.append(_found("expires", "paid_at", self.paid_at))
        length = len(str(self.text or ""))
        if length > rules.limit("order.expires-length"):
            found.append(_found("expires-length", "status_text", length))
        return Problems(found)

    def to_api(self) -> dict[str, Any]:
        """Return the status as the platform takes it.

        Raises:
            BadInput: everything that is wrong, at once.
        """
        self.problems().raise_errors(f"status of order {self.reference!r}")
        made: dict[str, Any] = {"reference_id": str(self.reference)}
        if self.status is not None:
            more = {"description": str(self.text)} if self.text else {}
            made["order"] = {"status": self._written(self.status), **more}
        if self.paid is not None:
            when = {} if self.paid_at is None else {"timestamp": seconds(self.paid_at)}
            made["payment"] = {"status": self._written(self.paid), **when}
        return made

    @staticmethod
    def _written(word: str) -> str:
        """Return a status as the platform writes it; it is also seen as "cancelled"."""
        plain = str(word).strip().lower().replace("-", "_").replace(" ", "_")
        return "canceled" if plain == "cancelled" else plain


def _found(rule: str, key: str, value: Any = None, /, **words: Any) -> Problem:
    return rules.problem(f"order.{rule}", Where(key=key), value, **words)
