"""What a shop sells: rows in, checked products and the platform's feed out. Nothing here draws."""

from __future__ import annotations

from campaignkit.prices import Price
from campaignkit.products.items import Items, Product, read

__all__ = ["Items", "Price", "Product", "read"]
