"""Product feeds in XML as rows: RSS 2.0 and Atom with Google's namespace, ours among them.

Read as a stream by the standard library's expat; a document type or entity is refused before it
could grow. Elements told several times, such as additional pictures, are joined by commas.
Source: Google Merchant Center Help, "Product data specification", XML; RSS 2.0; RFC 4287.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from campaignkit.errors import BadInput

_PRODUCTS = ("item", "entry")
_CHUNK = 1 << 16
_HEAD = 4096
_DEEPEST = 30  # elements in elements; feeds have four
_MOST_CELL = 200_000  # characters of one element


def rows(file: BinaryIO, name: str) -> Iterator[dict[str, str]]:
    """Yield the elements of each product by their names, in the order of the file.

    Raises:
        BadInput: it is no XML, breaks off, or declares what could grow without end.
    """
    parser: Any = XMLPullParser(events=("start", "end"))
    open_elements: list[Element] = []
    at_start = True
    try:
        while chunk := file.read(_CHUNK):
            if at_start and b"<!DOCTYPE" in chunk[:_HEAD].upper():
                raise _refused(name, "declares a document type, which no feed needs")
            at_start = False
            parser.feed(chunk)
            yield from _ended(parser.read_events(), open_elements, name)
        parser.close()
        yield from _ended(parser.read_events(), open_elements, name)
    except ParseError as err:
        line, column = err.position
        raise BadInput(
            f"{name}, line {line}, column {column + 1}, is not XML ({err}). Export the feed anew.",
            rule="feed.xml",
            file=name,
            line=line,
        ) from err


def _ended(events: Any, open_elements: list[Element], name: str) -> Iterator[dict[str, str]]:
    for event, element in events:
        if event == "start":
            open_elements.append(element)
            if len(open_elements) > _DEEPEST:
                raise _refused(name, f"nests deeper than {_DEEPEST}")
            continue
        open_elements.pop()
        if _local(element) in _PRODUCTS:
            yield _cells(element, name)
            element.clear()
            if open_elements:
                open_elements[-1].remove(element)  # or a long feed would be held whole


def _cells(product: Element, name: str) -> dict[str, str]:
    cells: dict[str, str] = {}
    for child in product:
        text = "".join(child.itertext()).strip() or child.get("href", "")
        if len(text) > _MOST_CELL:
            raise _refused(name, f"has more than {_MOST_CELL:,} characters in one element")
        key = _local(child)
        cells[key] = f"{cells[key]},{text}" if cells.get(key) and text else cells.get(key) or text
    return cells


def _local(element: Element) -> str:
    """Return an element's name without its namespace: "{http://base.google.com/ns/1.0}id"."""
    return str(element.tag).rpartition("}")[2]


def _refused(name: str, why: str) -> BadInput:
    return BadInput(f"{name} {why}. Export the feed anew.", rule="feed.xml", file=name)
