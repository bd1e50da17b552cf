"""A payment code, read: its format and the arguments of that format's `payload()`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from campaignkit.display import html_facts
from campaignkit.frozen import Frozen


@dataclass(frozen=True, slots=True)
class Payment:
    """What a payment code says.

    kind: the format's name. fields: the keyword arguments that make it again; what the code
    leaves out is not there, and what we do not know stands under "extra". text: the code as it
    was read. signed: it bears a signature that any rewriting would break. Nothing in it is
    judged: `payments.advice` does that.

    >>> Payment("upi", {"name": "Chai Shop", "amount": Decimal("50.00")}, "upi://pay?…").amount
    Decimal('50.00')
    """

    kind: str
    fields: Mapping[str, Any]
    text: str
    signed: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", Frozen(self.fields))

    def _repr_html_(self) -> str:
        return html_facts(f"{self.kind} payment", {**self.fields, "text": self.text})

    @property
    def name(self) -> str:
        """Who is paid, as written in the code; "" if nobody is named."""
        return str(self.fields.get("name", ""))

    @property
    def amount(self) -> Decimal | None:
        """What is to be paid; None: the payer types it."""
        return self.fields.get("amount")
