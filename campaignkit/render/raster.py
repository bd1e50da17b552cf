"""A PDF's pages as pixels: what the preview shows, what the checker reads. The door to pypdfium2.

PDFium is not thread-safe, so one lock guards every call: use processes to go faster.
A page comes as an array of bytes, row by row from the top: (height, width) in grey
(30 % red, 59 % green, 11 % blue), or (height, width, 3) in RGB. Paper is white; `cutout` has
none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_float, c_uint
from pathlib import Path
from threading import RLock
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw as pdfium

from campaignkit.arguments import check_number
from campaignkit.closeable import Closing
from campaignkit.errors import BadInput, NotFound, TooBig
from campaignkit.units import MM_PER_INCH, PT_PER_INCH, PT_PER_MM, mm_text

Pixels = NDArray[np.uint8]
Source = str | Path | bytes | BinaryIO
Matrix = tuple[float, float, float, float, float, float]

PIXELS_MOST = 200_000_000  # a page: A0 at 300 dpi has 140 million
SIDE_MOST = 65_535  # pixels: what zxing-cpp reads
_COARSEST = 10  # dpi; a code of 10 cm is lost there: our guess at a size that nobody meant
_THINNEST = 0.01  # mm
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY of fpdfview.h
_WHITE = 255
_UNSMOOTHED = (
    pdfium.FPDF_RENDER_NO_SMOOTHPATH
    | pdfium.FPDF_RENDER_NO_SMOOTHTEXT
    | pdfium.FPDF_RENDER_NO_SMOOTHIMAGE
)
_SHY = 1 - 1e-5  # sizes are rounded up: 500.00006 pixels would become 501
_NOTHING = (0, 0, 0, 0)
_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)
_DEEPEST = 12  # forms within forms: our guess at a loop
_LOCK = RLock()


class PixelRoom:
    """Memory that pages' grey pixels are drawn into, again and again.

    Fresh memory of this size costs as much as clearing and drawing a simple page. What was drawn
    before is gone with the next page. A room belongs to one thread.
    """

    def __init__(self) -> None:
        self._kept = np.empty(0, np.uint8)

    def pixels(self, height: int, width: int) -> Pixels:
        """Return an array of this size; what is in it is anything."""
        if self._kept.size < height * width:
            self._kept = np.empty(height * width, np.uint8)
        return self._kept[: height * width].reshape(height, width)


class PageText(NamedTuple):
    """A text object of a page: what it says, the height of its type and its place, mm; its colour.

    x, y: of its first baseline, from the page's top left. color: red, green, blue, 0 to 255.
    """

    text: str
    size: float
    x: float
    y: float
    color: tuple[int, int, int]


class OpenPage(Closing):
    """An open page of an open PDF, read once however often it is drawn. Close it, or use `with`."""

    def __init__(self, document: Pdf, number: int) -> None:
        count = len(document)
        if number not in range(1, count + 1):
            raise BadInput(
                f"{document.name} has no page {number!r}. It has pages 1 to {count}.",
                rule="pdf.no-page",
                page=number,
                pages=count,
            )
        self.number = number
        self._name = document.name
        with _LOCK, _in_our_words(document.name, number):
            self._sheet = document._document[number - 1]
            width, height = self._sheet.get_size()
        self.size = (width / PT_PER_MM, height / PT_PER_MM)

    def close(self) -> None:
        """Give its memory back."""
        with _LOCK:
            self._sheet.close()

    def pixels(self, *, dpi: float = 300, grayscale: bool = True, **more: Any) -> Pixels:
        """Return it as grey pixels or as RGB, in memory of its own.

        Raises:
            BadInput: it cannot be drawn, or `dpi` is no resolution.
            TooBig: it would have more than PIXELS_MOST pixels.
        """
        scale = self._scale(dpi)
        with _LOCK, _in_our_words(self._name, self.number):
            bitmap = self._sheet.render(
                scale=scale, grayscale=grayscale, rev_byteorder=True, **more
            )
            pixels: Pixels = bitmap.to_numpy()
        return pixels.reshape(pixels.shape[:2]) if grayscale else pixels

    def gray(self, room: PixelRoom, *, dpi: float = 300) -> Pixels:
        """Return it in grey, drawn into `room`, at exactly so many pixels an inch.

        `pixels` stretches a page to whole pixels, by up to one over its length; here the last row
        and column may lie half outside it, and be paler. Raises what that does.
        """
        scale = self._scale(dpi)
        points = [length * PT_PER_MM for length in self.size]
        width, height = (math.ceil(length * scale) for length in points)
        pixels = room.pixels(height, width)
        pixels.fill(_WHITE)
        matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, 0, 0)
        clip = pdfium.FS_RECTF(0, 0, width, height)
        self._draw(pixels, matrix, clip, pdfium.FPDF_GRAYSCALE | pdfium.FPDF_ANNOT)
        return pixels

    def dots(
        self, left: int, top: int, width: int, height: int, *, dpi: float, smooth: bool = False
    ) -> Pixels:
        """Return a part of it as a printer's raster asks for it: a grey pixel a dot.

        A dot is what covers most of it; smooth: as dark as it is covered. left, top, width,
        height: in dots, from the page's top left. Unlike `pixels` nothing is stretched: a dot lies
        exactly where the printer has it. Raises what `pixels` does.
        """
        scale = self._scale(dpi)
        drawn = np.full((height, width), _WHITE, np.uint8)
        matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, -left, -top)
        clip = pdfium.FS_RECTF(0, 0, width, height)
        flags = pdfium.FPDF_GRAYSCALE | pdfium.FPDF_ANNOT
        self._draw(drawn, matrix, clip, flags if smooth else flags | _UNSMOOTHED)
        return drawn

    def _draw(self, pixels: Pixels, matrix: Any, clip: Any, flags: int) -> None:
        height, width = pixels.shape
        with _LOCK, _in_our_words(self._name, self.number):
            kind = pdfium.FPDFBitmap_Gray
            bitmap = pdfium.FPDFBitmap_CreateEx(width, height, kind, pixels.ctypes.data, width)
            try:
                pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, self._sheet.raw, matrix, clip, flags)
            finally:
                pdfium.FPDFBitmap_Destroy(bitmap)

    def words(self) -> list[PageText]:
        """Return the texts that are drawn, in the order of the file; not what is an outline.

        Of text that is hidden, as in a scan that was read by a machine, nothing is returned.
        """
        height = self.size[1] * PT_PER_MM
        with _LOCK:
            page = self._sheet.raw
            read = pdfium.FPDFText_LoadPage(page)
            count = pdfium.FPDFPage_CountObjects(page)
            objects = (pdfium.FPDFPage_GetObject(page, number) for number in range(count))
            try:
                return [
                    words._replace(x=words.x / PT_PER_MM, y=(height - words.y) / PT_PER_MM)
                    for item in objects
                    for words in _words(item, _UNMOVED, read)
                ]
            finally:
                pdfium.FPDFText_ClosePage(read)

    def _scale(self, dpi: float) -> float:
        """Return pixels a point."""
        check_number(dpi, "dpi", above=-math.inf, is_optional=False)
        if not dpi > 0:
            raise BadInput(
                f"dpi={dpi!r} is no resolution. Use 300 to check codes, 96 for a preview.",
                rule="pdf.resolution",
                dpi=dpi,
            )
        most = fitting_dpi(self.size, dpi)
        if most < dpi:
            width, height = map(mm_text, self.size)
            raise TooBig(
                f"page {self.number} is {width} x {height}: too many pixels at {dpi:g} dpi. "
                f"Use at most {most:g}.",
                rule="pdf.too-many-pixels",
                page=self.number,
                width=width,
                height=height,
                dpi=dpi,
                most=most,
            )
        return dpi / PT_PER_INCH * _SHY


class Pdf(Closing):
    """An open PDF. Close it, or use it in a `with`; pages count from 1."""

    def __init__(self, document: Any, name: str) -> None:
        self._document = document
        self.name = name

    def close(self) -> None:
        """Give the file and the memory back. May be called again."""
        with _LOCK:
            self._document.close()

    def __len__(self) -> int:
        with _LOCK:
            return len(self._document)


def open_pdf(source: Source) -> Pdf:
    """Open a PDF: a path, its bytes, or a binary stream (one that seeks is not read whole).

    Raises:
        NotFound: no file there.
        BadInput: it is no PDF, is damaged, has no pages, or needs a password.
    """
    name = _name(source)
    if isinstance(source, str | Path) and not Path(source).is_file():
        raise NotFound(f"there is no file {name}. Check the path.", rule="pdf.missing", file=name)
    with _LOCK, _in_our_words(name):
        return Pdf(pypdfium2.PdfDocument(_readable(source), autoclose=False), name)


def page_count(pdf: Pdf | Source) -> int:
    """Return how many pages a PDF has."""
    with _opened(pdf) as document:
        return len(document)


def page_size(pdf: Pdf | Source, number: int) -> tuple[float, float]:
    """Return a page's width and height in mm, as it is shown (rotation applied).

    Raises:
        BadInput: there is no such page.
    """
    with _opened(pdf) as document, OpenPage(document, number) as sheet:
        return sheet.size


def page(pdf: Pdf | Source, number: int, *, dpi: float = 300, grayscale: bool = True) -> Pixels:
    """Return one page, the first is 1, as grey pixels or as RGB.

    Raises:
        BadInput: there is no such page, or it cannot be drawn.
        TooBig: it would have more than PIXELS_MOST pixels.
    """
    with _opened(pdf) as document, OpenPage(document, number) as sheet:
        return sheet.pixels(dpi=dpi, grayscale=grayscale)


def cutout(pdf: Pdf | Source, number: int = 1, *, dpi: float = 300) -> Pixels:
    """Return one page without paper: RGBA, transparent where nothing is drawn.

    Colours are straight, not multiplied by alpha. Raises what `page` does.
    """
    with _opened(pdf) as document, OpenPage(document, number) as sheet:
        return sheet.pixels(dpi=dpi, grayscale=False, fill_color=_NOTHING)


def pages(pdf: Pdf | Source, *, dpi: float = 300, grayscale: bool = True) -> Iterator[Pixels]:
    """Return every page in order, one in memory at a time. Raises what `page` does."""
    with _opened(pdf) as document:
        for number in range(1, len(document) + 1):
            yield page(document, number, dpi=dpi, grayscale=grayscale)


def fitting_dpi(size: tuple[float, float], dpi: float = 300) -> float:
    """Return `dpi`, or the most a page of `size` mm allows within PIXELS_MOST and SIDE_MOST.

    Raises:
        TooBig: that is less than 10 dpi.

    >>> fitting_dpi((210, 297)), fitting_dpi((3000, 3000))
    (300, 119.0)
    """
    width, height = (max(length, _THINNEST) / MM_PER_INCH for length in size)
    most = min(math.sqrt(PIXELS_MOST / (width * height)), SIDE_MOST / max(width, height))
    if most < _COARSEST:
        said = " x ".join(f"{length:,.0f}" for length in size)
        raise TooBig(
            f"a page of {said} mm cannot be read: it would have less than {_COARSEST} dpi. Is that "
            "its size? PDF counts in points, 1/72 inch.",
            rule="pdf.page-size",
            size=size,
        )
    return dpi if dpi < most else float(math.floor(most))


@contextmanager
def _opened(pdf: Pdf | Source) -> Iterator[Pdf]:
    if isinstance(pdf, Pdf):
        yield pdf
        return
    with open_pdf(pdf) as document:
        yield document


def _words(item: Any, outer: Matrix, read: Any, depth: int = 0) -> Iterator[PageText]:
    """Yield the texts of a page object, in points from the page's bottom left."""
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind not in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM):
        return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, own)
    matrix = _joined((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        count = pdfium.FPDFFormObj_CountObjects(item) if depth < _DEEPEST else 0
        for number in range(count):
            inner = pdfium.FPDFFormObj_GetObject(item, number)
            yield from _words(inner, matrix, read, depth + 1)
        return
    if pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return
    length = pdfium.FPDFTextObj_GetText(item, read, None, 0)
    buffer = (pdfium.FPDF_WCHAR * (length // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, read, buffer, length)
    text = bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace").strip("\0 ")
    size, color = c_float(), [c_uint() for _ in range(4)]
    pdfium.FPDFTextObj_GetFontSize(item, size)
    pdfium.FPDFPageObj_GetFillColor(item, *color)
    _, _, c, d, x, y = matrix
    red, green, blue, _ = (channel.value for channel in color)
    height = size.value * math.hypot(c, d) / PT_PER_MM
    if text:
        yield PageText(text, height, x, y, (red, green, blue))


def _joined(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that does what `inner` does, and then what `outer` does."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        *(a * p + b * r, a * q + b * s),
        *(c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def _readable(source: Source) -> Any:
    if isinstance(source, str | Path):
        return Path(source)
    if isinstance(source, bytes) or source.seekable():
        return source
    return source.read()


def _name(source: Source) -> str:
    if isinstance(source, str | Path):
        return repr(str(source))
    return "the data" if isinstance(source, bytes) else repr(getattr(source, "name", "the data"))


@contextmanager
def _in_our_words(name: str, number: int | None = None) -> Iterator[None]:
    try:
        yield
    except pypdfium2.PdfiumError as err:
        code = getattr(err, "err_code", None)
        if code in (_PASSWORD, _SECURITY):
            raise BadInput(
                f"{name} is locked by a password. Save a copy without one.",
                rule="pdf.locked",
                file=name,
            ) from err
        what = f"page {number} of {name} cannot be drawn" if number else f"{name} is no PDF"
        raise BadInput(
            f"{what}, or it is damaged. Export it again.",
            rule="pdf.damaged",
            file=name,
            page=number,
        ) from err
