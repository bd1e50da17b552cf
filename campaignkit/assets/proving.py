"""The finished PDF against what it should hold: every code at its place, with its exact text."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import BinaryIO

from campaignkit.drawing import CodeBox, Page, Placed
from campaignkit.problems import Problem, Problems
from campaignkit.proof.compare import Expected
from campaignkit.proof.legible import SmallType
from campaignkit.proof.pages import check_pdf

_IN_MEMORY = 4_000_000  # bytes of expectations kept off the disk: about 20,000 codes


class Expectations:
    """What each page should hold, kept beside the file until it is read back.

    A temporary file holds them, so a hundred thousand codes cost no memory.
    """

    def __init__(self) -> None:
        self._kept = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 closed by __exit__
        self._pages = 0
        self._type = SmallType()
        self.small_type: list[Problem] = []  # texts of the pages so far that few can read

    def __enter__(self) -> Expectations:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kept.close()

    def add(self, page: Page) -> None:
        """Keep what this page, the next one, should hold."""
        found = [_expected(placed, box) for placed in page.placed for box in placed.drawing.codes()]
        pickle.dump(found, self._kept, protocol=pickle.HIGHEST_PROTOCOL)
        self._pages += 1
        self.small_type += self._type.of_page(page, self._pages)

    def __iter__(self) -> Iterator[list[Expected]]:
        self._kept.seek(0)
        for _ in range(self._pages):
            yield pickle.load(self._kept)  # written by `add` above, never by anybody else


def prove(
    pdf: BinaryIO,
    expected: Expectations,
    *,
    distance_mm: float | None = None,
    progress: Callable[[int], None] | None = None,
) -> Problems:
    """Return what is wrong with a finished PDF: codes missing, moved, wrong, or hard to scan."""
    problems: list[Problem] = list(expected.small_type)
    for page in check_pdf(pdf, expected=expected, distance_mm=distance_mm):
        problems.extend(page.problems)
        if progress is not None:
            progress(1)
    return Problems(problems)


def _expected(placed: Placed, box: CodeBox) -> Expected:
    corner = box.quiet * box.module
    return Expected(
        text=box.symbol.text,
        x_mm=placed.x + box.x + corner,
        y_mm=placed.y + box.y + corner,
        size_mm=box.side - 2 * corner,
        row=placed.drawing.row,
        position=placed.label or None,
        cleared=box.cleared,
    )
