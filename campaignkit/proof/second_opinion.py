"""A second opinion: pages drawn by another renderer, codes read by another decoder.

The door to two packages that checks do without, pylopdf (MIT, hayro) and OpenCV: both are loaded
only when asked for, and named with their install line where they are missing. What PDFium and
zxing-cpp agree on may still be a peculiarity of theirs; what four programs of four houses agree
on is none. Found by trial: PyMuPDF draws as well, but under the AGPL; of renderers under a free
licence with a wheel, pylopdf is the one that is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from campaignkit.errors import BadInput, NotFound
from campaignkit.problems import Problem, Where
from campaignkit.proof.reader import Found, Pixels, grayed, read_places
from campaignkit.units import MM_PER_INCH, PT_PER_MM

_EXTRA = 'pip install "campaignkit[judges]"'
_MARGIN = 0.2  # of a code's side, around it
_BESIDE_PX = 12  # white around what OpenCV looks at: it misses codes at the edge of a picture


def pages_drawn(source: Path | bytes, *, dpi: Callable[[tuple[float, float]], float]) -> Any:
    """Return a function that draws a page, by its number from 1, in grey: (pixels, dpi).

    dpi: gives the resolution for a page's width and height in mm.

    Raises:
        NotFound: pylopdf is not installed.
        BadInput: it cannot open the file, or draw a page.
    """
    pylopdf = _package("pylopdf")
    try:
        document = (
            pylopdf.Document(stream=source)
            if isinstance(source, bytes)
            else pylopdf.Document(str(source))
        )
    except Exception as err:
        raise _unreadable(err) from err

    def drawn(number: int) -> tuple[Pixels, float]:
        try:
            page = document[number - 1]
            width, height = page.rect.width / PT_PER_MM, page.rect.height / PT_PER_MM
            sharp = dpi((width, height))
            made = page.get_pixmap(dpi=sharp, background=(255, 255, 255))
        except Exception as err:
            raise _unreadable(err) from err
        flat = np.frombuffer(made.samples, np.uint8)
        return grayed(flat.reshape(made.height, made.width, -1)[..., :3]), sharp

    return drawn


def opinions(
    image: Pixels,
    codes: Sequence[Found],
    *,
    dpi: float,
    page: int | None,
    file: str | None = None,
    drawn_anew: bool = True,
    sized: bool = True,
) -> Iterator[Problem]:
    """Yield what a second renderer and a second decoder think of codes that were read.

    Args:
        image: The page as the other renderer drew it, or the picture; grey or RGB.
        codes: What was read on it.
        dpi: Of these pixels.
        page, file, sized: Where problems are.
        drawn_anew: False for a picture: there was nothing to draw.

    Raises:
        NotFound: OpenCV is not installed.
    """
    gray = grayed(image)
    places = [(code.x_mm, code.y_mm, max(code.width_mm, code.height_mm)) for code in codes]
    again = read_places(gray, places, dpi=dpi, thorough=True) if drawn_anew else codes
    for code, other in zip(codes, again, strict=True):
        where = Where(file=file, page=page)
        if sized:
            where = Where(file=file, page=page, x=code.x_mm, y=code.y_mm)
        if other is None or other.raw != code.raw:
            yield _renderers_differ(code, where)
        elif not _is_read(gray, code, dpi):
            yield _decoders_differ(code, where)


def _is_read(gray: Pixels, code: Found, dpi: float) -> bool:
    """Say whether OpenCV reads a code, with either of its detectors."""
    scale = dpi / MM_PER_INCH
    margin = max(code.width_mm, code.height_mm) * _MARGIN
    left, top = (max(int((at - margin) * scale), 0) for at in (code.x_mm, code.y_mm))
    right = int((code.x_mm + code.width_mm + margin) * scale) + 1
    bottom = int((code.y_mm + code.height_mm + margin) * scale) + 1
    area = np.pad(gray[top:bottom, left:right], _BESIDE_PX, constant_values=255)
    return any(code.text in _read(detector, area) for detector in _detectors())


def _read(detector: Any, area: Pixels) -> tuple[str, ...]:
    try:
        found, texts, *_ = detector.detectAndDecodeMulti(area)
        one, *_ = detector.detectAndDecode(area)
    except Exception:  # OpenCV raises its own, of no kind, for codes it makes no sense of
        return ()
    return (*(texts if found else ()), one)


@cache
def _detectors() -> tuple[Any, ...]:
    cv2 = _package("cv2")
    return cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()


def _package(name: str) -> Any:
    """Return one of the two packages.

    Raises:
        NotFound: it is not installed.
    """
    try:
        if name == "cv2":
            import cv2

            return cv2
        import pylopdf
    except ImportError as err:
        raise NotFound(
            f"strict=True needs {'OpenCV' if name == 'cv2' else name}, which is not installed. "
            f"Run: {_EXTRA}",
            rule="scan.no-second",
            package=name,
        ) from err
    return pylopdf


def _unreadable(err: Exception) -> BadInput:
    return BadInput(
        f"a second renderer cannot draw this file: {err}. Another viewer may not, either: export "
        "it again.",
        rule="scan.second-renderer",
    )


def _renderers_differ(code: Found, where: Where) -> Problem:
    return Problem(
        rule="scan.second-renderer",
        message=f"Another program draws the code that says {code.text[:60]!r} otherwise: it cannot "
        "be read there.",
        where=where,
        value=code.text,
        fix="Export the file again, with all its fonts and pictures in it, for PDF 1.7.",
        source="drawn by hayro, read by zxing-cpp",
    )


def _decoders_differ(code: Found, where: Where) -> Problem:
    return Problem(
        rule="scan.second-decoder",
        message=f"The code that says {code.text[:60]!r} is read by one decoder, not by another.",
        where=where,
        value=code.text,
        fix="Larger modules, square finder patterns, black on white: see its grade for what is "
        "weakest.",
        severity="warning",
        source="read by zxing-cpp, not by OpenCV",
    )
