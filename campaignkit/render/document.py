"""A PDF file written object by object. The one door to reportlab.

reportlab's own `Canvas` and `PDFDocument` hold every page until the file is saved. This
keeps reportlab's object layer (dictionaries, streams, cross references, metadata) and
writes each object as soon as it is complete, so a file of any length needs the memory of
one page. The bytes depend on the content alone: no clock, no machine (`invariant`).

Nor do they depend on the environment: reportlab takes settings from `RL_…` variables, its date
from SOURCE_DATE_EPOCH, and runs a file `reportlab_settings.py` or `~/.reportlab_settings`. None of
that is looked at here (`fixed_environment`).

Streams are compressed by libdeflate: on pages of QR runs it takes a third of zlib's time
for the same size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, BinaryIO

import deflate

from campaignkit.errors import BadInput
from campaignkit.fixed_environment import fixed_flags, hidden_environment

with hidden_environment():
    from reportlab import rl_config
    from reportlab.pdfbase import pdfdoc
    from reportlab.pdfbase.pdfdoc import (
        PDFArray,
        PDFDictionary,
        PDFName,
        PDFObject,
        PDFObjectReference,
        PDFStream,
        PDFString,
    )

_COMPRESSION = 5  # of 12: a page of codes is 2 % larger than at 6, in three quarters of the time
_VERSION = (1, 7)  # /PickTrayByPDFSize is of ISO 32000-1


# Print at 100 %, whatever the dialogue's default is, on paper of the page's size (ISO 32000-2,
# table 147).
_PREFERENCES = {
    "PrintScaling": PDFName("None"),
    "Enforce": PDFArray([PDFName("PrintScaling")]),
    "PickTrayByPDFSize": True,
    "DisplayDocTitle": True,
}


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """What is known of a document, and nothing else: no author and no date that nobody gave."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        entries = {"Title": self.title, "Producer": "campaignkit", "Creator": "campaignkit"}
        told = {key: PDFString(value) for key, value in entries.items()}
        found: bytes = PDFDictionary({**told, "Trapped": PDFName("False")}).format(document)
        return found


class _Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc]
    """The root of a file. It says 2.0, for /Enforce is of ISO 32000-2; old viewers pass it over."""

    __NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, "Version")
    __Refs__ = pdfdoc.PDFCatalog.__NoDefault__

    def __init__(self, other: Any) -> None:
        super().__init__()
        self.__dict__.update(other.__dict__)
        self.Version = PDFName("2.0")


class Stream(PDFStream):  # type: ignore[misc]
    """A compressed stream with the entries given; `format` gives its bytes.

    packed_as: the filter that unpacks the content, if it comes packed, such as "DCTDecode".
    """

    def __init__(
        self,
        content: bytes,
        entries: Mapping[str, Any] | None = None,
        *,
        packed_as: str | None = None,
    ) -> None:
        super().__init__(dictionary(entries or {}), content if packed_as else packed(content))
        self.dictionary["Filter"] = PDFName(packed_as or "FlateDecode")

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the stream as the file holds it; Length counts the bytes between the keywords."""
        self.dictionary["Length"] = len(self.content)
        head: bytes = self.dictionary.format(document)
        return b"".join((head, b"\nstream\n", self.content, b"\nendstream\n"))


class PdfWriter(pdfdoc.PDFDocument):  # type: ignore[misc]
    """One PDF being written to `out`. Add objects, then `close` with the pages' order."""

    def __init__(self, out: BinaryIO, *, title: str, language: str) -> None:
        with hidden_environment():
            super().__init__(
                compression=1, invariant=1, pdfVersion=_VERSION, lang=language.replace("_", "-")
            )
        self.info = _Info()
        self._out = out
        self._at = 0
        self._fingerprint = sha256()
        self.setTitle(title)
        self.Catalog: Any = _Catalog(self.Catalog)
        self.Catalog.ViewerPreferences = dictionary(_PREFERENCES)
        self.Outlines = self.outline = self.Catalog.Outlines = None
        self._write(b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % _VERSION)

    def add(self, item: PDFObject, key: str | None = None) -> PDFObjectReference:
        """Write an object now; return the reference to it. `key` fulfils an earlier `later`."""
        reference = self.Reference(item, key)
        self._emit(reference.name)
        return reference

    def add_page(self, width: float, height: float, content: bytes, resources: PDFObject) -> None:
        """Write one page; lengths in points."""
        contents = self.add(Stream(content))
        page = dictionary(
            {
                "Type": name("Page"),
                "Parent": self.Reference(self.Pages),
                "MediaBox": numbers(0, 0, width, height),
                "Contents": contents,
                "Resources": resources,
            }
        )
        self.Pages.addPage(self.add(page))

    def close(self) -> None:
        """Write what is left, the cross references and the trailer."""
        catalog, info = self.Reference(self.Catalog), self.Reference(self.info)
        self.info.invariant = 1
        self.info.digest(self.signature)
        counter = 1
        while counter in self.numberToId:  # formatting may register further objects
            key = self.numberToId[counter]
            if key not in self.idToOffset:
                self._emit(key)
            counter += 1
        start = self._at
        self._write(self._cross_references(counter))
        trailer = dictionary({"Size": counter, "Root": catalog, "Info": info})
        mark = self._fingerprint.hexdigest()[:32].encode()
        entries = self._formatted(trailer).rstrip().removesuffix(b">>")
        self._write(b"trailer\n%s /ID [<%s> <%s>]\n>>\n" % (entries, mark, mark))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _emit(self, key: str) -> None:
        item = self.idToObject[key]
        self.idToOffset[key] = self._at
        number, _ = self.idToObjectNumberAndVersion[key]
        body = self._formatted(item)
        end = b"endobj\n" if body.endswith(b"\n") else b"\nendobj\n"
        self._write(b"%d 0 obj\n%s%s" % (number, body, end))
        self.idToObject[key] = None  # written: its content is no longer needed

    def _formatted(self, item: PDFObject) -> bytes:
        with fixed_flags(rl_config):
            return pdfdoc.format(item, self, toplevel=1)  # type: ignore[no-any-return]

    def _cross_references(self, count: int) -> bytes:
        lines = [b"xref\n0 %d\n0000000000 65535 f \n" % count]
        for number in range(1, count):
            lines.append(b"%010d 00000 n \n" % self.idToOffset[self.numberToId[number]])
        return b"".join(lines)

    def _write(self, data: bytes) -> None:
        self._fingerprint.update(data)
        self._out.write(data)
        self._at += len(data)


def packed(content: bytes) -> bytes:
    """Return the content of a `Stream` as the file holds it, to be given to several of them."""
    return bytes(deflate.zlib_compress(content, _COMPRESSION))


def formatted(item: PDFObject) -> bytes:
    """Return an object that refers to no other as any file holds it."""
    with fixed_flags(rl_config):
        return pdfdoc.format(item, None)  # type: ignore[no-any-return]


def name(text: str) -> Any:
    """Return a PDF name: /text."""
    return PDFName(text)


def string(text: str) -> Any:
    """Return a PDF text string."""
    return PDFString(text)


def dictionary(entries: Mapping[str, Any]) -> Any:
    """Return a PDF dictionary of names, references, numbers, booleans and other objects."""
    return PDFDictionary({key: _value(value) for key, value in entries.items()})


def array(items: Iterable[Any]) -> Any:
    """Return a PDF array."""
    return PDFArray([_value(item) for item in items])


def numbers(*values: float) -> Any:
    """Return a PDF array of numbers, at most four decimals each."""
    return PDFArray([number(value) for value in values])


@lru_cache(maxsize=65536)
def number(value: float) -> str:
    """Return a number as PDF writes it.

    Raises:
        BadInput: it is none (nan, inf): no file shows that.

    >>> number(2.50001), number(-0.00001), number(12.0)
    ('2.5', '0', '12')
    """
    if not math.isfinite(value):
        raise BadInput(
            f"a length of the drawing is {value}, which is no number. Look at its design.",
            rule="drawing.number",
            value=value,
        )
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
