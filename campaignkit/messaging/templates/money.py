"""Money and times that each phone writes its own way.

Source: Meta, "Sending template messages" (currency and date_time parameters).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Amount:
    """Money that each phone writes its own way. shown: for phones that cannot.

    The platform takes thousandths: 12.50 is amount_1000 12500.
    """

    amount: Decimal
    currency: str
    shown: str

    def parameter(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        exact = {"fallback_value": self.shown, "code": self.currency}
        return {"type": "currency", "currency": exact | {"amount_1000": int(self.amount * 1000)}}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, as it is to be read."""

    shown: str

    def parameter(self) -> dict[str, Any]:
        """Return it as the API takes it."""
        return {"type": "date_time", "date_time": {"fallback_value": self.shown}}
