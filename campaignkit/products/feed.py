"""Products as the platform's feed: CSV or XML (RSS 2.0), UTF-8.

Prices, choices and addresses are written in the feed's own form. A cell of the CSV that a
spreadsheet would run as a formula gets a ' before it. Source: Meta Business Help Centre,
"Product data specifications for catalogs"; RFC 4180; Google Merchant namespace "g".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from campaignkit.products.checking import FORMULA, NO_XML
from campaignkit.products.items import Items, Product
from campaignkit.products.rules import FOR_PRINT, REQUIRED, TRANSLATED, chosen_of, columns

_QUOTED = re.compile(r'[",\s]')
_NAMESPACE = "http://base.google.com/ns/1.0"


def names(items: Items) -> tuple[str, ...]:
    """Return the columns of a feed: the required ones, then what else the table has.

    The column of pictures is there in any case, to be filled in.
    """
    have = {"image_link", *items.columns, *items.filled} - set(FOR_PRINT)
    required = [name for name in REQUIRED if name in have]
    return (*required, *(name for name in columns() if name in have - set(REQUIRED)))


def cells(items: Items, language: str | None = None) -> Iterator[list[str]]:
    """Yield the names of a feed's columns, then the cells of each product.

    language: of a language feed: id, override, and the columns that are translated.
    """
    if language is None:
        wanted = names(items)
        yield list(wanted)
        yield from ([_written(each, name) for name in wanted] for each in items.products)
        return
    chosen = [name for name in TRANSLATED[:3] if _has(items, name, language)]
    yield ["id", "override", *chosen]
    for each in items.products:
        # the others stay in the first language: an empty cell would override it
        if language in each.translations:
            yield [each.id, language, *(each.translations[language].get(n, "") for n in chosen)]


def csv(items: Items, language: str | None = None) -> Iterator[bytes]:
    """Yield the lines of a CSV feed, of a language feed where one is named.

    >>> _cell('Tea "Earl", 20g'), _cell("=1+1")
    ('"Tea ""Earl"", 20g"', "'=1+1")
    """
    yield from _lines(cells(items, language))


def xml(items: Items, *, title: str, link: str) -> Iterator[bytes]:
    """Yield the lines of an RSS 2.0 feed. title, link: of the channel, the shop's."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<rss version="2.0" xmlns:g="{_NAMESPACE}">\n<channel>\n'.encode()
    yield f"<title>{_text(title)}</title>\n<link>{_text(link)}</link>\n".encode()
    yield f"<description>{_text(title)}</description>\n".encode()
    wanted = names(items)
    for product in items.products:
        cells = ((name, _written(product, name)) for name in wanted)
        tags = "".join(f"<g:{name}>{_text(cell)}</g:{name}>\n" for name, cell in cells if cell)
        yield f"<item>\n{tags}</item>\n".encode()
    yield b"</channel>\n</rss>\n"


def _has(items: Items, column: str, language: str) -> bool:
    return any(each.translations.get(language, {}).get(column) for each in items.products)


def _written(product: Product, name: str) -> str:
    """Return a cell in the feed's own form."""
    text = product.text(name)
    if name == "price":
        return "" if product.price is None else str(product.price)
    if name == "sale_price":
        return "" if product.sale_price is None else str(product.sale_price)
    if columns()[name].kind == "choice":
        return chosen_of(name, text) or text
    return text


def _lines(rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    for row in rows:
        yield (",".join(map(_cell, row)) + "\r\n").encode("utf-8", "replace")


def _cell(text: str) -> str:
    # a feed is opened in a spreadsheet before it is uploaded
    safe = f"'{text}" if text.startswith(FORMULA) else text
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe


def _text(value: str) -> str:
    return escape(NO_XML.sub("", value))
