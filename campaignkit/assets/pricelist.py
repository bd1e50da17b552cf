"""A price list or menu, ready to print: it saves, checks and shows itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from campaignkit import stores
from campaignkit.assets.sheet import SheetPage
from campaignkit.assets.showing import Bundle, figure
from campaignkit.drawing import Page
from campaignkit.errors import BadInput, CampaignError
from campaignkit.pages import PricePages
from campaignkit.problems import Problems
from campaignkit.sheets import check_count

if TYPE_CHECKING:
    from campaignkit.assets.proving import Expectations

SHOWN_PAGES = 3
Progress = Callable[[int], None]


class PriceList:
    """Pages of products. Nothing is set before it is shown, saved or checked."""

    def __init__(self, plan: PricePages) -> None:
        self.plan = plan

    @property
    def title(self) -> str:
        """What it is, and whose."""
        return f"{self.plan.shop.name}: {self.plan.titles[0]}"

    def pages(self) -> Iterator[Page]:
        """Yield the finished pages.

        Raises:
            CampaignError: everything that cannot be set; `problems` has the rows.
        """
        return self.plan.pages()

    @property
    def page_count(self) -> int:
        """How many pages there are.

        Raises:
            CampaignError: everything that cannot be set; `problems` has the rows.
        """
        return self.plan.count

    def page(self, number: int, *, counted: bool = True) -> PricePage:
        """Return one page, counted from 1: it shows itself, and has `.png()` and `.pdf()`.

        Args:
            number: Of the page.
            counted: False: for a first look, soon. Later pages of a long list are not set, and
                its foot says "Page 1 of …".

        Raises:
            BadInput: there is no such page.
            CampaignError: everything that cannot be set; `problems` has the rows.
        """
        check_count("page", number)
        page = self.plan.page(number) if counted else self.plan.glance(number)
        if page is None:
            raise BadInput(f"there is no page {number}: the list has {self.page_count}.")
        return PricePage(page, number, self.title)

    def save(
        self, path: str | Path | BinaryIO, *, check: bool = True, progress: Progress | None = None
    ) -> Path | None:
        """Write one PDF; return the path.

        Args:
            path: A .pdf file, or an open binary stream.
            check: First read every code back from the finished pages.
            progress: Called with the count of pages written, and of pages proven.

        Raises:
            CampaignError: an entry cannot be set, or a code does not scan. Nothing is written.
        """
        from campaignkit.assets.proving import Expectations, prove

        stores.check_target(path, (".pdf",))
        with stores.scratch() as made, Expectations() as expected:
            self._write(made, expected if check else None, progress)
            if check:
                made.seek(0)
                prove(made, expected, progress=progress).raise_errors(self.title)
            made.seek(0)
            return stores.write_file(path, made)

    def check(self, *, distance_mm: float | None = None) -> Problems:
        """Make the pages and read every code back; return everything that was found.

        distance_mm: how far away people stand when they scan; None: no such demand.
        """
        from campaignkit.assets.proving import Expectations, prove

        with stores.scratch() as made, Expectations() as expected:
            try:
                self._write(made, expected, None)
            except CampaignError as err:
                return err.problems
            made.seek(0)
            return prove(made, expected, distance_mm=distance_mm)

    def _write(
        self, out: BinaryIO, expected: Expectations | None, progress: Progress | None
    ) -> None:
        from campaignkit.render import pdf

        def counted() -> Iterator[Page]:
            for page in self.pages():
                if expected is not None:
                    expected.add(page)
                yield page
                if progress is not None:
                    progress(1)

        pdf.write(counted(), out, title=self.title, language=self.plan.languages[0])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        pages = list(islice(self.pages(), SHOWN_PAGES + 1))
        shown = [PricePage(page, n, self.title) for n, page in enumerate(pages, 1)][:SHOWN_PAGES]
        data, metadata = shown[0]._repr_mimebundle_()
        data["text/html"] = "".join(figure(*page.shown(), note=page.alternative) for page in shown)
        data["text/html"] += "<p>More pages follow.</p>" if len(pages) > SHOWN_PAGES else ""
        return data, metadata


class PricePage(SheetPage):
    """One finished page of a price list."""

    def __init__(self, page: Page, number: int, title: str) -> None:
        self.content = page
        self.number = number
        self._title = title

    @property
    def alternative(self) -> str:
        """What the page shows, in words."""
        return f"{self._title}, page {self.number}"
