"""A price list or menu, ready to print: it saves, checks and shows itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from campaignkit.arguments import truth
from campaignkit.assets.paged_asset import FinishedPage, Paged
from campaignkit.drawing import Page
from campaignkit.errors import BadInput
from campaignkit.pages import PricePages, filled, fitted
from campaignkit.printers import Printer
from campaignkit.problems import Problem
from campaignkit.sheets import aligned, check_count


class PriceList(Paged):
    """Pages of products. Nothing is set before it is shown, saved or checked."""

    def __init__(
        self,
        plan: PricePages,
        *,
        most: int | None = None,
        columns: int | None = None,
        printer: Printer | None = None,
        doubts: Iterable[Problem] = (),
    ) -> None:
        """most: pages that it may take; sizes, and columns where none are asked for, are found.

        None: as many as it needs; one page that is not full is set larger.

        printer: what its pages are moved for, and its codes put on the dots of.

        doubts: what is doubtful in its words.
        """
        self._doubts = tuple(doubts)
        self._asked = plan
        self.printer = printer
        self._fit = (most, columns)

    @cached_property
    def plan(self) -> PricePages:
        """How it is set.

        Raises:
            TooBig: it cannot be made to fit so many pages.
        """
        most, columns = self._fit
        if most is None:
            return filled(self._asked, columns=columns)
        return fitted(self._asked, most, columns=columns)

    @property
    def title(self) -> str:
        """What it is, and whose."""
        return f"{self._asked.shop.name}: {self._asked.titles[0]}"

    @property
    def language(self) -> str:
        """Its first language."""
        return self._asked.languages[0]

    @property
    def page_count(self) -> int:
        """How many pages there are.

        Raises:
            CampaignError: everything that cannot be set; `problems` has the rows.
        """
        return self.plan.count

    def pages(self, *, notes: list[Problem] | None = None) -> Iterator[Page]:
        """Yield the finished pages. notes: gets what is doubtful in its words.

        Raises:
            CampaignError: everything that cannot be set; `problems` has the rows.
        """
        if notes is not None:
            notes += self._doubts
        return (aligned(page, self.printer) for page in self.plan.pages())

    def page(self, number: int, *, counted: bool = True) -> FinishedPage:
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
        page = self.plan.page(number) if truth(counted, "counted") else self.plan.glance(number)
        if page is None:
            raise BadInput(
                f"there is no page {number}: the list has {self.page_count}.",
                rule="price-list.no-page",
                page=number,
                pages=self.page_count,
            )
        return FinishedPage(aligned(page, self.printer), number, self._alternative(page, number))

    def _alternative(self, page: Page, number: int) -> str:
        return f"{self.title}, page {number}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PriceList) and self._key == other._key

    @property
    def _key(self) -> tuple[object, ...]:
        return self._asked, self._fit

    def __hash__(self) -> int:
        return hash(self.title)
