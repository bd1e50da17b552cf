"""What the studios of one shop have in common: the shop, the sticker, the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit.business import Business
from campaignkit.widgets.label import LabelForm
from campaignkit.widgets.shop import ShopForm
from campaignkit.widgets.tables import TableForm

DESIGN = "open-for-business"


@dataclass(frozen=True, slots=True)
class Desk:
    """The forms that several studios share: what is typed in one is known in all."""

    shop: ShopForm
    label: LabelForm
    table: TableForm

    @classmethod
    def of(
        cls,
        shop: Business,
        *,
        design: str = DESIGN,
        facts: Mapping[str, Any] | None = None,
        rows: str = "",
    ) -> Desk:
        """Return the desk of a shop.

        Raises:
            NotFound: there is no such design.
        """
        return cls(ShopForm(shop), LabelForm(design, facts or {}), TableForm(rows))
