"""What the translations share: rows read by plain heads, HTML as text, pictures, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from itertools import groupby
from typing import Any

from campaignkit.products.rules import stock_of
from campaignkit.rows.column_names import folded

_BLOCKS = {"p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
_SILENT = {"script", "style", "template", "head"}
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z]+;|&#\d+;")


@dataclass(slots=True)
class ExportRecord:
    """One row of an export. row: as it was read; cells: by plain heads, as text."""

    number: int
    row: Mapping[str, Any]
    cells: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.cells = {}
        for name, value in self.row.items():
            text = cell_text(value)
            if text:
                self.cells.setdefault(folded(name), text)

    def get(self, *heads: str) -> str:
        """Return the first of these cells that is not empty, "" if none is."""
        return next((self.cells[head] for head in heads if head in self.cells), "")

    def starting(self, head: str) -> Iterator[str]:
        """Yield the cells whose head begins so: "Price [Centro]", "Current Quantity Sol"."""
        return (text for name, text in self.cells.items() if name.startswith(head))

    def options(self, name: str, value: str, most: int = 6) -> list[tuple[str, str]]:
        """Return the options of a variant; {} in the heads stands for 1, 2, …"""
        pairs = ((self.get(name.format(n)), self.get(value.format(n))) for n in range(1, most + 1))
        return [(kind, chosen) for kind, chosen in pairs if chosen]


def cell_text(value: Any) -> str:
    """Return a cell as text; a whole float of a spreadsheet as a whole number."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def together(records: Iterable[ExportRecord], *heads: str) -> Iterator[list[ExportRecord]]:
    """Yield records of one product together: those in a row whose key is the same, or empty."""
    last = ""

    def key(record: ExportRecord) -> str:
        nonlocal last
        last = record.get(*heads) or last
        return last

    for _, group in groupby(records, key):
        yield list(group)


def first(records: Iterable[ExportRecord], *heads: str) -> str:
    """Return the first of these cells in a product's records: what variants inherit."""
    return next((found for record in records if (found := record.get(*heads))), "")


# -- cells -----------------------------------------------------------------------------------------


def amount(text: str) -> Decimal | str:
    """Return a number with a dot as exactly that; anything else as it is, to be read as a price.

    Platforms write amounts for machines: "1.200" of theirs is one and a fifth, and people's twelve
    hundred.

    >>> amount("19.90"), amount("R$ 19,90")
    (Decimal('19.90'), 'R$ 19,90')
    """
    return Decimal(text) if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?", text) else text


def stock(*texts: str) -> dict[str, str]:
    """Return whether there is any, all stores together, and how many; what nobody counts is there.

    >>> stock("2", "-1")
    {'availability': 'in stock', 'quantity_to_sell_on_facebook': '2'}
    >>> stock(""), stock("agotado")
    ({'availability': 'in stock'}, {'availability': 'agotado'})
    """
    counts = [count for text in texts if (count := stock_of(text)) is not None]
    if not counts:  # a word, such as "agotado", is read like any shop's, or asked about
        return {"availability": next((text for text in texts if text), "in stock")}
    total = sum((max(Decimal(0), each) for each in counts), Decimal(0))
    return {
        "availability": "in stock" if total else "out of stock",
        "quantity_to_sell_on_facebook": str(int(total)),
    }


def last_part(text: str, between: str = ">") -> str:
    """Return the last part of a path of categories, the first path if there are several.

    >>> last_part("Kitchen > Cups, Gifts")
    'Cups'
    """
    return text.split(",", maxsplit=1)[0].rsplit(between, maxsplit=1)[-1].strip()


def pictures(text: str, between: str = ",") -> dict[str, str]:
    """Return the addresses in a cell as the feed's columns: the first, and the others."""
    found = [part.strip() for part in text.split(between) if part.strip()]
    return {"image_link": found[0] if found else "", "additional_image_link": ",".join(found[1:21])}


def variant_title(title: str, options: Iterable[tuple[str, str]]) -> str:
    """Return what a variant is called: its product, and what was chosen.

    >>> variant_title("Red Shirt", [("Size", "S"), ("Title", "Default Title")])
    'Red Shirt, S'
    """
    chosen = [value for _, value in options if value.casefold() != "default title"]
    return ", ".join(filter(None, [title, *chosen]))


_OPTIONS = {
    "color": ("color", "colour", "cor", "couleur", "farbe", "لون", "اللون", "रंग", "warna"),
    "size": (
        "size",
        "tamanho",
        "talla",
        "taille",
        "grosse",
        "tamano",
        "مقاس",
        "المقاس",
        "साइज",
        "ukuran",
    ),
    "material": ("material", "materiau", "tecido"),
}


def option_columns(options: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the feed's columns among a variant's options: color, size, material."""
    return {
        column: value
        for kind, value in options
        for column, names in _OPTIONS.items()
        if folded(kind) in names
    }


def text_of(html: str) -> str:
    """Return HTML as plain text: blocks become lines, entities signs, styles nothing.

    >>> text_of("<p>Soft&nbsp;cotton.</p><ul><li>Light</li></ul>")
    'Soft cotton.\\nLight'
    """
    if not _TAG.search(html):
        return html
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(filter(None, lines))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\n", " "))
