"""What a price list and tags say of products: order, prices of the day, titles, photos."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from campaignkit import resources
from campaignkit.errors import BadInput
from campaignkit.products import Price, Product, checking
from campaignkit.products.exports.records import text_of

if TYPE_CHECKING:
    from campaignkit.pages import Entry, Paper
    from campaignkit.pictures import Picture


def by_section(products: Iterable[Product]) -> list[Product]:
    """Return products with those of one section together, sections as they are first met."""
    sections: dict[str, list[Product]] = {}
    for product in products:
        sections.setdefault(product.section, []).append(product)
    loose = sections.pop("", [])
    return [*loose, *(product for each in sections.values() for product in each)]


def current_price(product: Product, on: datetime.date | None) -> tuple[Price, Price | None]:
    """Return what a product costs, and what it cost before a sale that is on."""
    price, sale = product.price, product.sale_price
    assert price is not None  # `unprintable` has seen to it
    dates = product.text("sale_price_effective_date")
    lower = sale is not None and sale.currency == price.currency and sale.amount < price.amount
    if sale is None or not lower:
        return price, None
    if dates:
        span = checking.moments(dates)
        if on is None or span is None or not span[0].date() <= on <= span[1].date():
            return price, None
    return sale, price


def cost_of(product: Product, now: Price, language: str, unit: str = "") -> str:
    """Return what a product costs in words; of several prices only while none is a sale's."""
    from campaignkit.pages import cost

    several = now is product.price
    most, starts = (product.most, product.starts) if several else (None, False)
    return cost(now, language, most=most, starts=starts, unit=unit)


def line_count(descriptions: bool | int) -> int | None:
    """Return how many lines a description may have, None for all it needs."""
    if descriptions is True:
        return None
    if not isinstance(descriptions, int) or descriptions < 0:
        raise BadInput(
            f"descriptions={descriptions!r}: give True, False, or at most how many lines.",
            rule="price-list.descriptions",
            descriptions=descriptions,
        )
    return int(descriptions)


def entry_of(
    product: Product, language: str, on: datetime.date | None, *, described: bool = True
) -> Entry:
    """Return what a price list says of a product in a language."""
    from campaignkit.pages import Entry

    now, before = current_price(product, on)
    title = product.text("title", language)
    description = text_of(product.text("description", language))  # feeds may have HTML
    return Entry(
        title,
        cost_of(product, now, language, product.text("unit", language)),
        description if described and description != title else "",
        before.text(language) if before else "",
        product.text("product_type", language),
    )


def list_titles(title: str | tuple[str, str] | None, languages: list[str]) -> tuple[str, ...]:
    """Return what a list is called in each language; "menu" is translated.

    Raises:
        BadInput: there is not one text for each.
    """
    from campaignkit.pages import word

    if title in (None, "menu"):
        return tuple(word("price-list" if title is None else "menu", name) for name in languages)
    given = (title,) * len(languages) if isinstance(title, str) else tuple(title or ())
    if len(given) != len(languages) or not all(isinstance(each, str) for each in given):
        raise BadInput(
            f"title={title!r}: give one text, or one for each of {', '.join(languages)}.",
            rule="price-list.title",
        )
    return given


def column_count(columns: int | None, beside: str | None, paper: Paper) -> int:
    """Return how many columns a page has."""
    if columns is None:
        return 1 if beside is not None else paper.columns
    if not isinstance(columns, int) or isinstance(columns, bool):
        raise BadInput(
            f"columns={columns!r} is not a whole number.",
            rule="price-list.columns",
            columns=columns,
        )
    return columns


def photographer(products: list[Product], folder: str) -> Callable[[int], Picture | None]:
    """Return what gives the photo of the nth product, None where it has none."""
    from campaignkit.products import pictures_of

    @cache
    def photo(at: int) -> Picture | None:
        path = pictures_of.path_of(products[at], folder)
        return None if path is None else _small(path, resources.as_of(path))

    return photo


@lru_cache(maxsize=256)  # 37 MB; of a list that is changed, no photo is opened anew
def _small(path: Path, _state: object) -> Picture:
    from campaignkit.pages import PHOTO_PX, thumbnail
    from campaignkit.pictures import head, open_within, seen

    found = head(path)
    longest = max(found.width, found.height)
    side = PHOTO_PX * longest // max(1, min(found.width, found.height))
    return thumbnail(seen(open_within(path, min(longest, side)), str(path)))
