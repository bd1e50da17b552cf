"""Pages as the stream of a label printer: written, decoded again, and what it prints is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from campaignkit import stores
from campaignkit.drawing import Page
from campaignkit.errors import BadInput
from campaignkit.label_streams import DPI, Bits, dots_of, machine_for, read, written
from campaignkit.printers import Printer
from campaignkit.problems import Problem, Problems
from campaignkit.proof.document import labels_of
from campaignkit.proof.pages import check_page
from campaignkit.units import MM_PER_INCH

_TIMES = 4  # pixels a dot each way, for whoever measures edges


def save_stream(
    pages: Iterable[Page],
    path: str | Path | BinaryIO,
    language: str,
    *,
    printer: Printer | None,
    check: bool,
    title: str,
) -> Path | None:
    """Write the labels of pages as one stream; return the path.

    Raises:
        TooBig: a code would have modules of less than three dots, or of no whole number of them.
        BadInput: a code is not read back from the dots that the stream decodes to.
    """
    problems: list[Problem] = []
    parts = list(_parts(pages, language, printer, problems if check else None))
    found = Problems(problems)
    found.raise_errors(str(path) if isinstance(path, str | Path) else title, kind=found.kind)
    return stores.write_file(path, b"".join(parts))


def stream_of(pages: Iterable[Page], language: str, *, printer: Printer | None) -> bytes:
    """Return the stream of pages, proven. Raises what `save_stream` does."""
    problems: list[Problem] = []
    data = b"".join(_parts(pages, language, printer, problems))
    found = Problems(problems)
    found.raise_errors(f"the {language.upper()} stream", kind=found.kind)
    return data


def _parts(
    pages: Iterable[Page], language: str, printer: Printer | None, problems: list[Problem] | None
) -> Iterator[bytes]:
    """Yield the stream of each page. problems: gets what a reader of it finds; None: not read."""
    machine = machine_for(printer, DPI[language])
    dot = machine.dot_mm
    assert dot is not None  # `machine_for` says it
    for number, page in enumerate(pages, 1):
        ready, bits = dots_of(page, machine)
        data = written([bits], language, dpi=MM_PER_INCH / dot)
        if problems is not None:
            again = _decoded(data, language, bits, number)
            problems += _read(again, ready, number, dpi=MM_PER_INCH / dot)
        yield data


def _decoded(data: bytes, language: str, bits: Bits, number: int) -> Bits:
    """Return the dots that a stream prints, which must be those that were drawn."""
    (again,) = read(data, language)
    rows, columns = bits.shape
    part = again[:rows, :columns]
    if part.shape != bits.shape or not np.array_equal(part, bits) or again[rows:].any():
        raise BadInput(
            f"label {number}: the {language.upper()} stream does not print what was drawn. This is "
            "a mistake of ours.",
            rule="stream.wrong",
            language=language,
        )
    return part


def _read(bits: Bits, page: Page, number: int, *, dpi: float) -> Problems:
    """Read the codes of what a stream prints."""
    gray = np.where(bits, 0, 255).astype(np.uint8)
    large = gray.repeat(_TIMES, axis=0).repeat(_TIMES, axis=1)
    codes = [code for label in labels_of(page) for code in label.codes]
    return check_page(large, dpi=dpi * _TIMES, page=number, expected=codes).problems
