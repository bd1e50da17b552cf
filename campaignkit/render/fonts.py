"""Shaped runs in, the fonts of one PDF file out.

Every cluster of a face that the file shows becomes one glyph of one embedded subset font
(CIDFontType2, Identity-H), so that a reader copies the cluster's text whole: base letter and
marks, conjuncts, a vowel sign before its consonant. Only what is shown is embedded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from campaignkit.render.document import (
    PdfWriter,
    Stream,
    array,
    dictionary,
    formatted,
    name,
    numbers,
    packed,
    string,
)
from campaignkit.text import Cluster, Face, Run, font_program

_PACKED = "FlateDecode"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Fonts:
    """The faces one file has shown, each with its clusters in the order they were first shown.

    Equal faces and clusters are one, however many were made: threads, and caches that forget,
    may make the same one twice.
    """

    def __init__(self) -> None:
        self._tables: dict[Face, _Table] = {}
        self._by_font: dict[tuple[object, ...], _Table] = {}

    def show(self, run: Run) -> tuple[str, bytes]:
        """Return the font's name on the page, and the operators that show the run."""
        table = self._tables.get(run.face)
        if table is None:
            table = self._tables[run.face] = self._table(run.face)
        codes = table.codes
        try:
            shown = [codes[cluster] for cluster in run.clusters]
        except KeyError:
            shown = [table.code(cluster) for cluster in run.clusters]
        if not any(run.kerns):
            return table.name, b"(" + b"".join(shown) + b") Tj\n"
        return table.name, _kerned(shown, run.kerns, run.face.upem)

    def add_to(self, document: PdfWriter) -> dict[str, Any]:
        """Write every font; return references to them by their names on the page."""
        return {
            table.name: _add_font(document, table.face, table.clusters)
            for table in self._by_font.values()
        }

    def _table(self, face: Face) -> _Table:
        font = (face.path, face.index, face.weight)
        known = self._by_font.get(font)
        if known is None:
            known = self._by_font[font] = _Table(f"F{len(self._by_font)}", face)
        return known


class _Table:
    """One face's clusters. A cluster's code is its glyph id in the subset: two bytes, from 1."""

    __slots__ = ("_by_value", "clusters", "codes", "face", "name")

    def __init__(self, name: str, face: Face) -> None:
        self.name, self.face = name, face
        self.clusters: list[Cluster] = []
        self.codes: dict[Cluster, bytes] = {}
        self._by_value: dict[tuple[object, ...], bytes] = {}

    def code(self, cluster: Cluster) -> bytes:
        found = self.codes.get(cluster)
        if found is None:
            value = (cluster.parts, cluster.advance, cluster.text)
            found = self._by_value.get(value)
            if found is None:
                self.clusters.append(cluster)
                found = self._by_value[value] = _literal(len(self.clusters))
            self.codes[cluster] = found
        return found


def _literal(glyph: int) -> bytes:
    """Return two bytes as they stand in a PDF literal string (ISO 32000-1, 7.3.4.2)."""
    escapes = {0x0D: b"\\r", 0x28: b"\\(", 0x29: b"\\)", 0x5C: b"\\\\"}
    return b"".join(escapes.get(byte, bytes((byte,))) for byte in glyph.to_bytes(2, "big"))


def _kerned(shown: list[bytes], kerns: tuple[int, ...], upem: int) -> bytes:
    moved = shown.copy()
    for at, kern in enumerate(kerns):
        if kern:  # TJ moves left by thousandths of the size
            moved[at] += b") %d (" % round(-kern * 1000 / upem)
    return b"[(" + b"".join(moved) + b")] TJ\n"


class _Subset(NamedTuple):
    """What a file holds of a font that is the same in every file. program, texts: packed.

    length: of the program. widths: as they stand in the file.
    """

    tag: str
    program: bytes
    length: int
    texts: bytes
    widths: bytes


@lru_cache(maxsize=64)  # files of one table's rows: what is in two of them is made once
def _subset(face: Face, clusters: tuple[Cluster, ...]) -> _Subset:
    program = font_program(face, clusters)
    unit = 1000 / face.upem
    widths = formatted(array([1, numbers(*(cluster.advance * unit for cluster in clusters))]))
    texts = packed(_to_unicode(clusters))
    return _Subset(_tag(program), packed(program), len(program), texts, widths)


def _add_font(document: PdfWriter, face: Face, clusters: list[Cluster]) -> Any:
    made = _subset(face, tuple(clusters))
    font_name = name(f"{made.tag}+{face.name}")
    unit = 1000 / face.upem
    program = Stream(made.program, {"Length1": made.length}, packed_as=_PACKED)
    descriptor = dictionary(
        {
            "Type": name("FontDescriptor"),
            "FontName": font_name,
            "Flags": 4,  # symbolic: its codes are its own
            "FontBBox": numbers(*(edge * unit for edge in face.bounds)),
            "Ascent": round(face.ascent * unit),
            "Descent": round(-face.descent * unit),
            "CapHeight": round(face.ascent * unit),
            "ItalicAngle": 0,
            "StemV": 80,
            "FontFile2": document.add(program),
        }
    )
    system = {"Registry": string("Adobe"), "Ordering": string("Identity"), "Supplement": 0}
    descendant = dictionary(
        {
            "Type": name("Font"),
            "Subtype": name("CIDFontType2"),
            "BaseFont": font_name,
            "CIDSystemInfo": dictionary(system),
            "FontDescriptor": document.add(descriptor),
            "DW": 0,
            "W": made.widths,
            "CIDToGIDMap": name("Identity"),
        }
    )
    font = dictionary(
        {
            "Type": name("Font"),
            "Subtype": name("Type0"),
            "BaseFont": font_name,
            "Encoding": name("Identity-H"),
            "DescendantFonts": array([document.add(descendant)]),
            "ToUnicode": document.add(Stream(made.texts, packed_as=_PACKED)),
        }
    )
    return document.add(font)


def _tag(program: bytes) -> str:
    """Return the six letters that mark a subset, made from its content."""
    digest = int.from_bytes(sha256(program).digest()[:8], "big")
    return "".join(_LETTERS[digest // 26**i % 26] for i in range(6))


def _to_unicode(clusters: Sequence[Cluster]) -> bytes:
    lines = [
        f"<{glyph:04X}> <{cluster.text.encode('utf-16-be').hex().upper()}>"
        for glyph, cluster in enumerate(clusters, 1)
        if cluster.text
    ]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]  # ISO 32000-1, 9.7.5.4
    body = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
