"""[[links]]: one CSV, the columns of the rows and the link of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from campaignkit.assets.link_rows import LinkRow, Links
from campaignkit.campaigns.builder import Step
from campaignkit.campaigns.forms import Holds, ShopRowsForm
from campaignkit.campaigns.jobs import Counted, Job
from campaignkit.campaigns.row_files import Line, RowTable, Said, grow, lines
from campaignkit.merge import Failure, Source
from campaignkit.merge.code_text import of_link
from campaignkit.specs import Field

if TYPE_CHECKING:
    from campaignkit.campaigns.builder import Builder
    from campaignkit.campaigns.form_check import FormCheck


class LinksForm(ShopRowsForm):
    """[[links]]: a kind of link and its fields."""

    kind: str
    fields: Annotated[dict[str, Any], Holds.TEMPLATE] = Field(default_factory=dict)

    def job(self, check: FormCheck) -> Job | None:
        """Return the job; None if there are faults."""
        source = check.source(self.rows)
        text = check.tried("kind", lambda: of_link(self.kind, self.fields))
        if text is not None:
            check.check_names(text.texts, source)
        shops = check.shops(self.shop, self.phone, source)
        if check.faults or text is None or source is None or shops is None:
            return None
        return LinksJob(self.name, Links(source, text, shops))


@dataclass(frozen=True, slots=True)
class LinksJob(Job):
    """One CSV of links."""

    name: str
    links: Links
    kind: str = "links"
    called = "a table of links"

    @property
    def source(self) -> Source:
        """Where its rows come from."""
        return self.links.source

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.csv"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        return Counted(1, rows, 0)

    def outcomes(self) -> Iterator[Line | Failure]:
        """Yield each row with its link."""
        return lines(self.links.outcomes(), self._written)

    def make(self, builder: Builder, step: Step) -> None:
        """Write the table."""
        columns = self.source.rows.columns
        grow(self, builder, RowTable(columns, ("link",)), self.outcomes(), step)

    def _written(self, one: LinkRow) -> Said:
        return Said((one.link,), one.link, one.warnings)
