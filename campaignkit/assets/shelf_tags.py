"""Shelf tags of a catalog: what stands on each, and a code light enough for its label.

A chat link spells a title in Arabic or Hindi with six or nine characters a letter. Where that
makes a code whose modules would be too small on the label, the chat names the product by its id
instead, and a warning says so with the row. A link of the shop's own is never changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import Any, NamedTuple

from campaignkit import qr
from campaignkit.assets.product_entries import cost_of, current_price, money_language
from campaignkit.assets.sheet import Sheet
from campaignkit.assets.sticker_rows import stickers
from campaignkit.business import Business
from campaignkit.drawing import Page
from campaignkit.errors import CampaignError
from campaignkit.link_kinds import chat
from campaignkit.problems import Problem, Problems
from campaignkit.products import Product
from campaignkit.qr.budgets import MODULE_MM, QUIET_MODULES
from campaignkit.rows import Rows
from campaignkit.stock import Stock
from campaignkit.units import SLACK_MM, mm_text

LINK = "{{ link }}"  # the template of a tag's code, if nobody gives another


class TagLabel(NamedTuple):
    """On what a tag is printed: decides how dense its code may be."""

    design: str
    stock: Stock
    font: str | PathLike[str] | None = None


class ShelfTags(Sheet):
    """A sheet of shelf tags. notes: what was changed so that their codes scan, by row."""

    def __init__(self, made: Sheet, tags: Any, notes: Problems) -> None:
        where = {"copies": made.copies, "start": made.start, "skip": made.skip}
        machine = {"printer": made.printer, "offset": made.offset}
        super().__init__(tags, made.stock, **where, **machine)  # type: ignore[arg-type]
        self.notes = notes

    def pages(
        self, *, undrawn: list[Problem] | None = None, notes: list[Problem] | None = None
    ) -> Iterator[Page]:
        """Yield the finished pages, as `Sheet.pages`; what was changed is among the notes."""
        if notes is not None:
            notes += self.notes
        yield from super().pages(undrawn=undrawn, notes=notes)


def tag(
    product: Product, shop: Business, language: str, on: datetime.date | None
) -> dict[str, Any]:
    """Return what stands on a product's tag: its cells, title, price, note and link.

    Raises:
        BadInput, TooBig: its title makes no chat link.
    """
    from campaignkit.pages import word

    now, before = current_price(product, on)
    unit = product.text("unit", language)
    paid = money_language(language, shop.country)
    was = word("was", language, price=before.text(paid)) if before else ""
    title = product.text("title", language)
    return {
        **product.cells,
        "title": title,
        "price": cost_of(product, now, paid),
        "note": "  ·  ".join(filter(None, (f"/ {unit}" if unit else "", was))),
        "link": product.text("link") or chat.link(shop, title),
    }


def lightened(
    tags: list[dict[str, Any]],
    products: Iterable[Product],
    shop: Business,
    language: str,
    label: TagLabel,
    *,
    made: bool,
) -> Problems:
    """Shorten, in place, the chat links that are too dense for the label; return what was.

    made: whether the links of the table's column are ours, not the shop's.
    """
    most = most_modules(tags, shop, language, label)
    found = []
    for at, product in enumerate(products):
        is_ours = made or "link" in product.filled or not product.text("link")
        if most is None or not product.id or not is_ours:
            continue
        has = qr.budget(tags[at]["link"]).modules
        short = chat.link(shop, product.id)
        if has > most and qr.budget(short).modules < has:
            tags[at]["link"] = short
            found.append(_note(product, has, most, label.stock))
    return Problems(found)


def most_modules(
    tags: list[dict[str, Any]], shop: Business, language: str, label: TagLabel
) -> int | None:
    """Return how many modules a tag's code may have across, None where no tag can be drawn."""
    sample = Rows(lambda: iter(tags[:1]), source="tags", columns=tuple(tags[0]) if tags else ())
    plain = chat.link(shop)
    width, height = label.stock.label
    try:
        tag = next(
            iter(
                stickers(label.design, shop, sample, link=plain, language=language, font=label.font)
            )
        )
        shape = "rect" if label.stock.shape == "rect" else "round"
        drawn = tag.drawn(qr.encode(plain, level="M"), width=width, height=height, shape=shape)
    except (CampaignError, StopIteration):
        return None  # what keeps a tag from being drawn is told when they are
    sides = [code.side for code in drawn.codes() if code.symbol.text == plain]
    if not sides:
        return None
    return int((min(sides) + SLACK_MM) / MODULE_MM) - 2 * QUIET_MODULES


def _note(product: Product, has: int, most: int, stock: Stock) -> Problem:
    width, height = stock.label
    size = f"{mm_text(width).removesuffix(' mm')} x {mm_text(height)}"
    words: Mapping[str, Any] = {"modules": has, "limit": most, "id": product.id}
    return Problem(
        rule="tag.dense",
        message=f"a chat link with the title makes a code of {has} modules; on a label of {size} "
        f"at most {most} are large enough to scan. The code names the id {product.id!r} instead.",
        where=product.where,
        value=has,
        limit=most,
        fix="Give link=, or a column link with short addresses, if the chat should say more.",
        severity="warning",
        source="Denso Wave, How to set the size of a QR Code",
        params=words,
    )
