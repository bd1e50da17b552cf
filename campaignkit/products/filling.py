"""What empty cells get, and columns that a table lacks: by rule, or by what the caller said.

A column that is not there and a cell that is empty get the same. Either is told: the column once,
the cell with its row. A price, a title and a picture are never made up.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit.business import Business
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.link_kinds import chat
from campaignkit.products.rules import QUANTITY, chosen_of, columns
from campaignkit.wording import Wording, compile_text, marked

Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a column. said: what it gives, in words. blames: the column a fault is told of.

    sees_row: whether it is given the table's own cells beside those by the feed's names.
    """

    make: Callable[[Cells], str]
    said: str
    blames: str = ""
    sees_row: bool = False

    def is_told(self, cells: Cells) -> bool:
        """Say whether another cell says it, so that nothing was made up."""
        return self.make is _availability and bool(cells.get(QUANTITY))


def usual(shop: Business | None) -> dict[str, Filler]:
    """Return what is filled by rule; what the shop is known for, if there is one."""
    made = {
        "id": Filler(made_id, "an id made of its title or bar code"),
        "description": Filler(lambda cells: cells.get("title") or "", "its title"),
        "availability": Filler(_availability, "in stock"),
        "condition": Filler(lambda _cells: "new", "new"),
    }
    if shop is not None:
        seller = shop
        made["brand"] = Filler(lambda cells: _brand(cells, seller), seller.name)
        made["link"] = Filler(
            lambda cells: chat.link(seller, cells.get("title") or ""), "a link to the chat", "title"
        )
    return made


def given(fill: Mapping[str, str] | None) -> dict[str, Filler]:
    """Return what the caller said.

    Raises:
        BadInput: it is no mapping of the feed's columns to texts; a text cannot be read.
    """
    if fill is None:
        return {}
    if not isinstance(fill, Mapping):
        raise BadInput(
            f"fill={fill!r} is no mapping. Write {{'image_link': 'https://…/{{{{ id }}}}.jpg'}}.",
            rule="feed.fill",
        )
    for column, text in fill.items():
        if column not in columns():
            near = did_you_mean(str(column), columns()) or f" There are: {', '.join(columns())}."
            raise BadInput(
                f"fill={{{column!r}: …}}: the feed has no column {column!r}.{near}",
                rule="feed.fill",
                column=column,
            )
        if not isinstance(text, str) or not text.strip():
            raise BadInput(
                f"fill={{{column!r}: {text!r}}} is no text. Write what empty cells get.",
                rule="feed.fill",
                column=column,
            )
    return {
        column: Filler(_rendered(compile_text(text, name=f"fill {column}")), text, sees_row=True)
        for column, text in fill.items()
    }


def _rendered(text: Wording) -> Callable[[Cells], str]:
    return lambda cells: text.render(marked(cells)).strip()


def _availability(cells: Cells) -> str:
    """Return whether there is any, where a table tells only how many."""
    count = cells.get(QUANTITY)
    # whoever lists a product without a word on stock is selling it
    return (chosen_of("availability", str(count)) if count else None) or "in stock"


def _brand(cells: Cells, shop: Business) -> str:
    # the feed wants a brand or a number of the maker; what a bakery bakes has neither
    return "" if cells.get("gtin") or cells.get("mpn") else shop.name


def made_id(cells: Cells) -> str:
    """Return an id for a product that has none: its bar code, or one made of its title.

    >>> made_id({"title": "Pão francês"}), made_id({"gtin": "789", "title": "Pão"})
    ('pao-frances', '789')
    """
    if code := cells.get("gtin") or cells.get("mpn"):
        return str(code)
    title = cells.get("title") or ""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    signs = sum(sign.isalnum() for sign in title)
    # half of the letters are enough to tell products apart; of fewer two titles may make one id
    if not title or 2 * sum(sign.isalnum() for sign in words) >= max(1, signs):
        return words
    return f"p-{zlib.crc32(title.encode('utf-8', 'replace')):08x}"  # a title in another script
