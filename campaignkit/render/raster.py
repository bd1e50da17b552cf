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
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from campaignkit.errors import BadInput, NotFound, TooBig
from campaignkit.units import MM_PER_INCH, PT_PER_INCH, PT_PER_MM, mm_text

Pixels = NDArray[np.uint8]
Source = str | Path | bytes | BinaryIO

PIXELS_MOST = 200_000_000  # a page: A0 at 300 dpi has 140 million
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY of fpdfview.h
_SHY = 1 - 1e-5  # sizes are rounded up: 500.00006 pixels would become 501
_NOTHING = (0, 0, 0, 0)
_LOCK = RLock()


class Pdf:
    """An open PDF. Close it, or use it in a `with`; pages count from 1."""

    def __init__(self, document: Any, name: str) -> None:
        self._document = document
        self.name = name

    def __enter__(self) -> Pdf:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

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
        raise NotFound(f"there is no file {name}. Check the path.")
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
    with _opened(pdf) as document, _sheet(document, number) as sheet:
        return _size(sheet)


def page(pdf: Pdf | Source, number: int, *, dpi: float = 300, grayscale: bool = True) -> Pixels:
    """Return one page, the first is 1, as grey pixels or as RGB.

    Raises:
        BadInput: there is no such page, or it cannot be drawn.
        TooBig: it would have more than PIXELS_MOST pixels.
    """
    with _opened(pdf) as document, _sheet(document, number) as sheet:
        return _drawn(sheet, number, dpi, grayscale)


def cutout(pdf: Pdf | Source, number: int = 1, *, dpi: float = 300) -> Pixels:
    """Return one page without paper: RGBA, transparent where nothing is drawn.

    Colours are straight, not multiplied by alpha. Raises what `page` does.
    """
    with _opened(pdf) as document, _sheet(document, number) as sheet:
        return _drawn(sheet, number, dpi, grayscale=False, fill_color=_NOTHING)


def pages(pdf: Pdf | Source, *, dpi: float = 300, grayscale: bool = True) -> Iterator[Pixels]:
    """Return every page in order, one in memory at a time. Raises what `page` does."""
    with _opened(pdf) as document:
        for number in range(1, len(document) + 1):
            yield page(document, number, dpi=dpi, grayscale=grayscale)


def fitting_dpi(size: tuple[float, float], dpi: float = 300) -> float:
    """Return `dpi`, or the most a page of `size` mm allows within PIXELS_MOST.

    >>> fitting_dpi((210, 297)), fitting_dpi((3000, 3000))
    (300, 119.0)
    """
    width, height = (length / MM_PER_INCH for length in size)
    most = math.sqrt(PIXELS_MOST / (width * height))
    return dpi if dpi < most else float(math.floor(most))


@contextmanager
def _opened(pdf: Pdf | Source) -> Iterator[Pdf]:
    if isinstance(pdf, Pdf):
        yield pdf
        return
    with open_pdf(pdf) as document:
        yield document


@contextmanager
def _sheet(document: Pdf, number: int) -> Iterator[Any]:
    count = len(document)
    if number not in range(1, count + 1):
        raise BadInput(f"{document.name} has no page {number!r}. It has pages 1 to {count}.")
    with _LOCK, _in_our_words(document.name, number):
        sheet = document._document[number - 1]
        try:
            yield sheet
        finally:
            sheet.close()


def _size(sheet: Any) -> tuple[float, float]:
    width, height = sheet.get_size()
    return width / PT_PER_MM, height / PT_PER_MM


def _drawn(sheet: Any, number: int, dpi: float, grayscale: bool, **more: Any) -> Pixels:
    width, height = _size(sheet)
    if not dpi > 0:
        raise BadInput(f"dpi={dpi!r} is no resolution. Use 300 to check codes, 96 for a preview.")
    most = fitting_dpi((width, height), dpi)
    if most < dpi:
        raise TooBig(
            f"page {number} is {mm_text(width)} x {mm_text(height)}: too many pixels at {dpi:g} "
            f"dpi. Use at most {most:g}."
        )
    scale = dpi / PT_PER_INCH * _SHY
    bitmap = sheet.render(scale=scale, grayscale=grayscale, rev_byteorder=True, **more)
    pixels: Pixels = bitmap.to_numpy()
    return pixels.reshape(pixels.shape[:2]) if grayscale else pixels


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
            raise BadInput(f"{name} is locked by a password. Save a copy without one.") from err
        what = f"page {number} of {name} cannot be drawn" if number else f"{name} is no PDF"
        raise BadInput(f"{what}, or it is damaged. Export it again.") from err
