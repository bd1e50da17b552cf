"""One finished document: pages in; a PDF, and a verdict for every label on it, out.

Stickers, sheets, price lists, shelf tags and campaigns all come through here: what is saved is
the very file whose codes were read back. Pages are taken one by one and what each should hold
is kept beside the memory, so a hundred thousand labels cost none. Reading back is shared among
the workers of any executor, a range of pages a task: the same ranges with any of them, so that
nothing that is said depends on who was free. The workers must see this machine's temporary folder.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, NamedTuple

from campaignkit.disk_list import Spooled
from campaignkit.drawing import CodeBox, Page, Placed
from campaignkit.parallel import chunks, ordered
from campaignkit.printers import Printer
from campaignkit.problems import Problem, Problems
from campaignkit.proof.expected import Expected
from campaignkit.stores import named_scratch

if TYPE_CHECKING:
    from campaignkit.proof.grade import Grade
    from campaignkit.proof.lints import Lints  # a document that is not read needs no reader
    from campaignkit.proof.lints.faces import Outline
    from campaignkit.proof.pages import Checked

GRADED_PAGES = 16  # of so many pages the first code of the first one is graded
PAGES = 8  # a task of reading back: about half a second on full sheets of 21

Step = Callable[[], None]
Verdict = dict[int, tuple[Problem, ...]]  # what was found, by the label's place in its page
Marks = dict[int, str]  # of graded codes, likewise


class Label(NamedTuple):
    """One drawing on a page. box: left, top, width, height, mm. codes: most have one."""

    row: int | None
    position: int | None
    box: tuple[float, float, float, float]
    codes: tuple[Expected, ...]
    version: int | None
    level: str

    @property
    def payload(self) -> str:
        """What its code says; empty if it has none."""
        return self.codes[0].text if self.codes else ""


class _Kept(NamedTuple):
    """What a page should hold, and what was found in its texts while it was drawn."""

    labels: list[Label]
    texts: list[Problem]


class _How(NamedTuple):
    """How pages are read back: see `Document.verdicts`."""

    distance_mm: float | None
    printer: Printer | None
    graded: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF that is drawn and not yet kept. Made by `finished`.

    grades: of the codes that were graded, by page from 1 and the label's place in it: "A", or
    "D: pale". Known once its verdicts are.
    """

    pdf: IO[bytes]
    _pages: Spooled[_Kept]
    grades: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return len(self._pages)

    def labels(self) -> Iterator[list[Label]]:
        """Yield what each page holds."""
        return (kept.labels for kept in self._pages)

    def verdicts(
        self,
        *,
        distance_mm: float | None = None,
        executor: Executor | None = None,
        step: Step | None = None,
        printer: Printer | None = None,
        graded: bool = True,
    ) -> Iterator[Verdict]:
        """Read the pages back; yield what is wrong with each label of each, in order.

        Args:
            distance_mm: How far away people stand when they scan; None: no such demand.
            executor: Any `concurrent.futures.Executor`; None: here, one page after the other.
            step: Called after every page.
            printer: What it would make of the pages is read, too; None: no such question.
            graded: The first code gets a grade, and one of every GRADED_PAGES pages.

        Raises:
            BadInput: a worker died.
        """
        firsts = enumerate(chunks(self._pages, PAGES))
        how = _How(distance_mm, printer, graded)
        tasks = ((self.pdf.name, 1 + at * PAGES, kept, how) for at, kept in firsts)
        page = 0
        for verdicts in ordered(_read_range, tasks, executor):
            for verdict, marks in verdicts:
                page += 1
                self.grades.update({(page, at): mark for at, mark in marks.items()})
                if step is not None:
                    step()
                yield verdict

    def problems(
        self,
        *,
        distance_mm: float | None = None,
        executor: Executor | None = None,
        step: Step | None = None,
        printer: Printer | None = None,
        graded: bool = True,
    ) -> Problems:
        """Read the pages back; return everything that is wrong, page by page. As `verdicts`."""
        found = self.verdicts(
            distance_mm=distance_mm, executor=executor, step=step, printer=printer, graded=graded
        )
        return Problems(
            problem for verdict in found for problems in verdict.values() for problem in problems
        )


@contextmanager
def finished(
    pages: Iterable[Page],
    *,
    title: str,
    language: str,
    texts: bool = True,
    outline: Outline | None = None,
    step: Step | None = None,
    paper: bool = False,
    unread: bool = False,
) -> Iterator[Document]:
    """Write pages into a temporary PDF that is gone when the block ends.

    Args:
        pages: Taken one by one.
        title, language: Of the PDF, for whoever has it read aloud.
        texts: Look at the layout while it is drawn (`lints`); a verdict has what was found.
        outline: Of the faces on its pages, "rect" or "round"; None: they are lists.
        step: Called after every page.
        paper: Its pages are sheets for a printer nobody named: say so, once, where codes lie near
            their edges.
        unread: Nobody will ask for its labels or verdicts: nothing is kept of them.

    Raises:
        CampaignError: what `pages` raises; or the disk of the temporary folder is full.
    """
    from campaignkit.render.pdf import write

    lints = _lints(outline) if texts else None
    edges = _edges() if texts and paper else None

    def held(page: Page, number: int) -> _Kept:
        nonlocal edges
        found = [] if lints is None else list(lints.of_page(page, number))
        labels = labels_of(page)
        if edges is not None and (told := edges(labels, page, number)) is not None:
            found, edges = [*found, told], None
        return _Kept(labels, found)

    def drawn(kept: Spooled[_Kept]) -> Iterator[Page]:
        for number, page in enumerate(pages, 1):
            if not unread:
                kept.add(held(page, number))
            yield page
            if step is not None:
                step()

    with named_scratch(".pdf") as pdf, Spooled[_Kept]() as spooled:
        write(drawn(spooled), pdf, title=title, language=language)
        pdf.flush()
        pdf.seek(0)
        yield Document(pdf, spooled)


def _lints(outline: Outline | None) -> Lints:
    from campaignkit.proof.lints import Lints

    return Lints(outline)


def _edges() -> Callable[[Sequence[Label], Page, int], Problem | None]:
    from campaignkit.proof.simulated_print import near_the_edge

    return lambda labels, page, number: near_the_edge(
        _codes(labels), (page.width, page.height), number=number
    )


def labels_of(page: Page) -> list[Label]:
    """Return what a page holds, for the manifest and for the proof."""
    return [_label(placed, page) for placed in page.placed]


def together(notes: Iterable[Problem], found: Iterable[Problem]) -> list[Problem]:
    """Return what was known of rows, and what was found on their pages; the same only once."""
    seen = list(found)
    told = {(problem.rule, problem.where.row) for problem in seen}
    return [*(note for note in notes if (note.rule, note.where.row) not in told), *seen]


def errors_in(problems: Iterable[Problem]) -> bool:
    """Say whether one of them is an error."""
    return any(problem.severity == "error" for problem in problems)


def _read_range(
    path: str, first: int, pages: Sequence[_Kept], how: _How
) -> list[tuple[Verdict, Marks]]:
    """Return the verdicts of some pages of the PDF at `path`; the work of one task."""
    from campaignkit.proof.pages import Proofreader
    from campaignkit.render import raster

    reader = Proofreader(distance_mm=how.distance_mm, printer=how.printer)
    with raster.open_pdf(path) as pdf:
        return [
            _verdict(
                kept,
                reader.page(
                    pdf,
                    number,
                    expected=_codes(kept.labels),
                    graded=how.graded and number % GRADED_PAGES == 1,
                ),
            )
            for number, kept in enumerate(pages, first)
        ]


def _verdict(kept: _Kept, page: Checked) -> tuple[Verdict, Marks]:
    marks = {
        _at(code.x_mm, code.y_mm, kept.labels): told(code.grade)
        for code in page.found
        if code.grade is not None
    }
    return _by_label([*kept.texts, *page.problems], kept.labels), marks


def told(grade: Grade) -> str:
    """Return a grade as the manifest has it: "A", or "D: pale"."""
    return f"{grade.letter}: {grade.cause}" if grade.cause else grade.letter


def _codes(labels: Sequence[Label]) -> list[Expected]:
    return [code for label in labels for code in label.codes]


def _by_label(problems: Iterable[Problem], labels: Sequence[Label]) -> Verdict:
    found: Verdict = {}
    for problem in problems:
        at = _holder(problem, labels)
        found[at] = (*found.get(at, ()), problem)
    return found


def _holder(problem: Problem, labels: Sequence[Label]) -> int:
    """Return which label a problem lies on; the first one, if on none."""
    x, y = problem.where.x, problem.where.y
    return 0 if x is None or y is None else _at(x, y, labels)


def _at(x: float, y: float, labels: Sequence[Label]) -> int:
    for number, label in enumerate(labels):
        left, top, width, height = label.box
        if left <= x <= left + width and top <= y <= top + height:
            return number
    return 0


def _label(placed: Placed, page: Page) -> Label:
    drawing = placed.drawing
    boxes = drawing.codes()
    symbol = boxes[0].symbol if boxes else None
    return Label(
        row=drawing.row,
        position=placed.label or None,
        box=(*page.moved(placed.x, placed.y), drawing.width, drawing.height),
        codes=tuple(_expected(placed, box, page) for box in boxes),
        version=symbol.version if symbol else None,
        level=symbol.level if symbol else "",
    )


def _expected(placed: Placed, box: CodeBox, page: Page) -> Expected:
    quiet = box.quiet * box.module
    x, y = page.moved(placed.x + box.x + quiet, placed.y + box.y + quiet)
    a, b, *_ = page.matrix
    return Expected(
        text=box.symbol.text,
        x_mm=x,
        y_mm=y,
        size_mm=(box.side - 2 * quiet) * math.hypot(a, b),
        row=placed.drawing.row,
        position=placed.label or None,
        cleared=box.cleared,
        modules=len(box.symbol.modules),
        turn=math.atan2(b, a),
    )
