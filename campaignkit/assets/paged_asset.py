"""What every asset of several pages can do: save itself, prove itself, show itself page by page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from campaignkit import stores
from campaignkit.arguments import check_call, check_distance, truth
from campaignkit.assets.file_endings import STREAMS, stream_language
from campaignkit.assets.notebook_display import Bundle, bundle, figure
from campaignkit.assets.printed_asset import PICTURE_DPI, PREVIEW_DPI
from campaignkit.drawing import Page
from campaignkit.errors import CampaignError
from campaignkit.printers import Printer
from campaignkit.printers.profiles import chosen
from campaignkit.problems import Problem, Problems

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from campaignkit.proof.document import Document  # reading back loads two more libraries
    from campaignkit.proof.lints.faces import Outline

SHOWN_PAGES = 3  # in a notebook

Progress = Callable[[int], None]


class FinishedPage:
    """One finished page. alternative: what it shows, in words. number: from 1."""

    def __init__(self, page: Page, number: int, alternative: str) -> None:
        self.content = page
        self.number = number
        self.alternative = alternative

    def pdf(self) -> bytes:
        """Return the page as a PDF of its own."""
        from campaignkit.render import pdf

        out = BytesIO()
        pdf.write([self.content], out, title=self.alternative)
        return out.getvalue()

    def png(self, *, dpi: float = PICTURE_DPI) -> bytes:
        """Return the page as it prints, PNG."""
        from campaignkit import pictures
        from campaignkit.render import raster

        return pictures.png(raster.page(self.pdf(), 1, dpi=dpi, grayscale=False), dpi=dpi)

    def shown(self) -> tuple[bytes, float, str]:
        """Return what a notebook shows of it: PNG, width in mm, alternative text."""
        return self.png(dpi=PREVIEW_DPI / 2), self.content.width, self.alternative

    def __repr__(self) -> str:
        return f"<{self.alternative}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        png, width, alternative = self.shown()
        return bundle(png, width_mm=width, alternative=alternative)


class Paged(ABC):
    """Pages that are drawn when they are shown, saved or checked, and one at a time.

    `len()` is the number of pages. printer: the machine they are made for, if it is known.
    """

    printer: Printer | None = None

    if TYPE_CHECKING:  # fields: a dataclass would take a real property for a default

        @property
        @abstractmethod
        def title(self) -> str:
            """What it is, and whose."""

        @property
        @abstractmethod
        def language(self) -> str:
            """The language of its words."""

    @property
    def outline(self) -> Outline | None:
        """Of the faces that lie on its pages; None: its pages are no faces but lists."""
        return None

    @property
    @abstractmethod
    def page_count(self) -> int:
        """How many pages there are."""

    @abstractmethod
    def pages(self, *, notes: list[Problem] | None = None) -> Iterator[Page]:
        """Yield the finished pages, one in memory at a time. notes: gets what is doubtful."""

    @property
    def on_paper(self) -> bool:
        """Whether its pages are sheets that go through a printer as they are."""
        return True

    @abstractmethod
    def _alternative(self, page: Page, number: int) -> str:
        """Return what a page shows, in words."""

    def save(
        self,
        path: str | Path | BinaryIO,
        *,
        check: bool = True,
        executor: Executor | None = None,
        progress: Progress | None = None,
    ) -> Path | None:
        """Write one PDF, or the stream of a label printer; return the path.

        Args:
            path: A .pdf file, or an open binary stream, which gets a PDF; .zpl, .tspl, .escpos or
                .ql for a label printer, a page being a label (or a row of them).
            check: First read every code back from the finished pages.
            executor: Any `concurrent.futures.Executor`: its workers read back, a few pages each.
                The file is the same to the byte. None: all in this process.
            progress: Called with the count of pages written, and of pages proven.

        Raises:
            CampaignError: something cannot be drawn, or a code does not scan; `problems` says
                which, with rows. Nothing is written then: not even half a file.
        """
        stores.check_target(path, (".pdf", *STREAMS))
        check = truth(check, "check")
        check_call(progress, "progress")
        if (language := stream_language(path)) is not None:
            from campaignkit.assets.printer_stream import save_stream

            return save_stream(
                self.pages(),
                path,
                language,
                printer=self.printer,
                check=check,
                title=self.title,
            )
        step = None if progress is None else lambda: progress(1)
        with self._finished(step, unread=not check) as made:
            if check:
                found = made.problems(executor=executor, step=step, printer=self.printer)
                named = str(path) if isinstance(path, str | Path) else self.title
                found.raise_errors(named, kind=found.kind)
            made.pdf.seek(0)
            return stores.write_file(path, made.pdf)

    def check(
        self,
        *,
        distance_mm: float | None = None,
        executor: Executor | None = None,
        progress: Progress | None = None,
        printer: str | Printer | None = None,
    ) -> Problems:
        """Make the pages and read every code back; return everything that was found.

        distance_mm: how far away people stand when they scan; None: no such demand. printer: read
        also what this printer would make of the pages; None: the one they are made for, if any.
        The other arguments are those of `save`.
        """
        from campaignkit.proof.document import together

        check_distance(distance_mm)
        check_call(progress, "progress")
        step = None if progress is None else lambda: progress(1)
        machine = self.printer if printer is None else chosen(printer)
        notes: list[Problem] = []
        try:
            # a printer that is named says what it leaves blank; of any other that is told once
            with self._finished(step, notes=notes, paper=machine is None) as made:
                found = made.problems(
                    distance_mm=distance_mm, executor=executor, step=step, printer=machine
                )
        except CampaignError as err:  # a check tells what it can, and raises none of it
            found = err.problems
        return Problems(together(notes, found))

    def _finished(
        self,
        step: Callable[[], None] | None,
        *,
        unread: bool = False,
        notes: list[Problem] | None = None,
        paper: bool = False,
    ) -> AbstractContextManager[Document]:
        from campaignkit.proof.document import finished

        return finished(
            self.pages(notes=notes),
            title=self.title,
            language=self.language,
            texts=not unread,
            outline=self.outline,
            step=step,
            unread=unread,
            paper=paper and self.on_paper,
        )

    def __len__(self) -> int:
        return self.page_count

    def __bool__(self) -> bool:
        return True  # and no page is counted for it

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.title}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        pages = list(islice(self.pages(), SHOWN_PAGES + 1))  # the last tells that there are more
        shown = [
            FinishedPage(page, number, self._alternative(page, number))
            for number, page in enumerate(pages[:SHOWN_PAGES], 1)
        ]
        data, metadata = shown[0]._repr_mimebundle_()
        data["text/html"] = "".join(figure(*page.shown(), note=page.alternative) for page in shown)
        data["text/html"] += "<p>More pages follow.</p>" if len(pages) > SHOWN_PAGES else ""
        return data, metadata
