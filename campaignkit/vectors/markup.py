"""Bytes into XML, with limits, and what each element says of its looks.

Entities are refused, but for the addresses of namespaces and the styles that Illustrator writes so:
they can grow without end. Nothing is fetched.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from xml.etree import ElementTree

from campaignkit.errors import BadInput, TooBig
from campaignkit.vectors.style_sheets import Name, StyleSheet, declarations

MOST_BYTES = 2_000_000
_SVG = "http://www.w3.org/2000/svg"
_ENTITY = re.compile(
    rb"<!ENTITY(?:\s+[\w.-]+\s+(?:\"[\w-]+:[^\"&%<]{1,200}\"|'[\w-]+:[^'&%<]{1,200}')\s*>)?",
    re.IGNORECASE,
)
_ENTITY_BYTES = 200_000  # of a file that has any: what they can grow it to stays bearable
_LONGEST = 10_000  # letters of an attribute, but for those that hold shapes and pictures
_LINK = "{http://www.w3.org/1999/xlink}href"
_LONG = ("d", "points", "href", "transform", "gradientTransform", _LINK)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(r"\A\s*<\?xml[^>]*\?>")  # says the encoding, which is another now
Element = ElementTree.Element


def is_svg(data: bytes) -> bool:
    """Say whether a file looks like SVG.

    >>> is_svg(b"<?xml version='1.0'?><svg/>"), is_svg(b"GIF89a"), is_svg("<svg/>".encode("utf-16"))
    (True, False, True)
    """
    head = _as_utf8(data[:4000]).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    starts = head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg"))
    return starts and b"<svg" in head


def _as_utf8(data: bytes) -> bytes:
    """Return a file as UTF-8, so that it is looked through in one encoding only."""
    if not data.startswith(_UTF16):
        return data
    text = data[: len(data) // 2 * 2].decode("utf-16", errors="replace")
    return _DECLARED.sub("", text, count=1).encode("utf-8", errors="replace")


def parsed(data: bytes) -> Element:
    """Return the root of an SVG.

    Raises:
        BadInput: it is none, or declares entities.
        TooBig: it has more than 2,000,000 bytes.
    """
    if len(data) > MOST_BYTES:
        raise TooBig(
            f"the SVG has {len(data):,} bytes; at most {MOST_BYTES:,}. Save it as PNG.",
            rule="svg.bytes",
        )
    data = _as_utf8(data)
    declared = [found[0] for found in _ENTITY.finditer(data)]
    grows = any(not each.endswith(b">") for each in declared)
    if grows or (declared and len(data) > _ENTITY_BYTES):
        raise BadInput(
            "the SVG declares entities, which can grow without end. Save it plainly.",
            rule="svg.entities",
        )
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as err:
        line, _ = getattr(err, "position", (1, 0))
        raise BadInput(
            f"the SVG cannot be read: it breaks off, or has a slip, in line {line}. "
            "Export it again.",
            rule="svg.damaged",
            line=line,
        ) from err
    if tag(root) != "svg":
        raise BadInput(
            f"this is XML, but no SVG: it begins with <{tag(root)[:40]}>.", rule="svg.none"
        )
    return root


def tag(element: Element) -> str:
    """Return the name of an element; "" for one of another vocabulary."""
    space, brace, name = str(element.tag).rpartition("}")
    return name if not brace or space[1:] == _SVG else ""


def name_of(element: Element) -> Name:
    """Return what selectors see of it."""
    classes = frozenset(element.get("class", "").split())
    return Name(tag(element), element.get("id", ""), classes)


def said(element: Element, sheet: StyleSheet, ancestors: Sequence[Name]) -> dict[str, str]:
    """Return attributes, above them the rules of the sheet, above those its own style."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    for name, value in attributes.items():
        if len(value) > _LONGEST and name not in _LONG:
            raise TooBig(
                f"the SVG has {len(value):,} letters in {name[:20]}; at most {_LONGEST:,}. "
                "Save it as PNG.",
                rule="svg.attribute",
                value=len(value),
                limit=_LONGEST,
            )
    own = declarations(attributes.pop("style", ""))
    return {**attributes, **sheet.said(ancestors), **own}


def link(element: Element) -> str:
    """Return the id that an element refers to, "" if to none in this file."""
    address = element.get("href") or element.get(_LINK) or ""
    return address.strip()[1:] if address.strip().startswith("#") else ""


def address_of(element: Element) -> str:
    """Return what an element shows, such as "data:image/png;base64,…"."""
    return (element.get("href") or element.get(_LINK) or "").strip()


def referred(text: str) -> tuple[str, str] | None:
    """Return the id of "url(#id) rest", and the rest; None: it refers to nothing.

    >>> referred("url(#a) red"), referred("red")
    (('a', 'red'), None)
    """
    found = re.match(r"url\(\s*['\"]?#([^)'\"]*)['\"]?\s*\)\s*(.*)", text.strip(), re.DOTALL)
    return (found[1].strip(), found[2].strip()) if found else None
