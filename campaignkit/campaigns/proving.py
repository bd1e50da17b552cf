"""Finished pages read back, a range at a time, so that workers can share one file.

What a worker gets and gives is plain: a path, a page number, the labels that should be there.
The workers must see the temporary folder of the process that builds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, NamedTuple

from campaignkit.campaigns.parallel import chunks, ordered
from campaignkit.drawing import CodeBox, Page, Placed
from campaignkit.problems import Problem

if TYPE_CHECKING:  # an unchecked build does without the libraries of reading
    from campaignkit.render.raster import Pdf

PAGES = 8  # a task: about half a second of reading on a full sheet of 21

Verdict = dict[int, tuple[Problem, ...]]  # what was found, by the label's place in its page


class Square(NamedTuple):
    """A code without its quiet zone: its text, its left, top and side in mm from the page's.

    cleared: as `CodeBox` has it.
    """

    text: str
    x_mm: float
    y_mm: float
    size_mm: float
    cleared: int = 0


class Label(NamedTuple):
    """One drawing on a page. box: left, top, width, height, mm. codes: most have one."""

    row: int | None
    position: int | None
    box: tuple[float, float, float, float]
    codes: tuple[Square, ...]
    version: int | None
    level: str

    @property
    def payload(self) -> str:
        """What its code says; empty if it has none."""
        return self.codes[0].text if self.codes else ""


def labels_of(page: Page) -> list[Label]:
    """Return what a page holds, for the manifest and for the proof."""
    return [_label(placed) for placed in page.placed]


def read_back(
    path: str, pages: Iterable[Sequence[Label]], executor: Executor | None
) -> Iterator[Verdict]:
    """Yield what is wrong on each page of the PDF at `path`, in order."""
    firsts = enumerate(chunks(pages, PAGES))
    tasks = ((path, 1 + number * PAGES, chunk) for number, chunk in firsts)
    for verdicts in ordered(_read_range, tasks, executor):
        yield from verdicts


def _read_range(path: str, first: int, pages: list[Sequence[Label]]) -> list[Verdict]:
    from campaignkit.render import raster

    with raster.open_pdf(path) as pdf:
        return [read_page(pdf, number, labels) for number, labels in enumerate(pages, first)]


def read_page(pdf: Pdf, number: int, labels: Sequence[Label]) -> Verdict:
    """Return what is wrong on one page, by label."""
    from campaignkit.proof.compare import Expected
    from campaignkit.proof.pages import DPI, check_page
    from campaignkit.render import raster

    dpi = raster.fitting_dpi(raster.page_size(pdf, number), DPI)
    checked = check_page(
        raster.page(pdf, number, dpi=dpi),
        dpi=dpi,
        page=number,
        expected=[
            Expected(**code._asdict(), row=label.row, position=label.position)
            for label in labels
            for code in label.codes
        ],
        color=lambda: raster.page(pdf, number, dpi=dpi, grayscale=False),
    )
    found: dict[int, tuple[Problem, ...]] = {}
    for problem in checked.problems:
        at = _holder(problem, labels)
        found[at] = (*found.get(at, ()), problem)
    return found


def _label(placed: Placed) -> Label:
    drawing = placed.drawing
    codes = drawing.codes()
    box = (placed.x, placed.y, drawing.width, drawing.height)
    symbol = codes[0].symbol if codes else None
    return Label(
        drawing.row,
        placed.label or None,
        box,
        tuple(_square(placed, code) for code in codes),
        symbol.version if symbol else None,
        symbol.level if symbol else "",
    )


def _square(placed: Placed, box: CodeBox) -> Square:
    quiet = box.quiet * box.module
    x, y = placed.x + box.x + quiet, placed.y + box.y + quiet
    return Square(box.symbol.text, x, y, box.side - 2 * quiet, box.cleared)


def _holder(problem: Problem, labels: Sequence[Label]) -> int:
    """Return which label a problem lies on; the first one, if on none."""
    x, y = problem.where.x, problem.where.y
    if x is None or y is None:
        return 0
    for number, label in enumerate(labels):
        left, top, width, height = label.box
        if left <= x <= left + width and top <= y <= top + height:
            return number
    return 0
