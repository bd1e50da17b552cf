"""[[links]]: one CSV, the columns of the rows and the link of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from campaignkit.business import Business
from campaignkit.campaigns.forms import Holds, RowsForm
from campaignkit.campaigns.growing import Line, RowTable, Said, grow, lines
from campaignkit.campaigns.jobs import Counted, Job, Step
from campaignkit.merge import Failure, MergeRecord, Source
from campaignkit.merge.code_text import CodeText, advice, of_link
from campaignkit.specs import Field

if TYPE_CHECKING:
    from campaignkit.campaigns.making import Maker
    from campaignkit.campaigns.preparing import Preparing


class LinksForm(RowsForm):
    """[[links]]: a kind of link and its fields."""

    kind: str
    fields: Annotated[dict[str, Any], Holds.TEMPLATE] = Field(default_factory=dict)

    def job(self, desk: Preparing) -> Job | None:
        """Return the job; None if there are faults."""
        source = desk.source(self)
        text = desk.tried("kind", lambda: of_link(self.kind, self.fields, desk.shop))
        if text is not None:
            desk.check_names(text.texts, source)
        if desk.faults or text is None or source is None:
            return None
        return LinksJob(self.name, self.kind, source, text, desk.shop)


@dataclass(frozen=True, slots=True)
class LinksJob(Job):
    """One CSV of links. link: their kind."""

    name: str
    link: str
    source: Source
    text: CodeText
    shop: Business
    kind: str = "links"
    called = "a table of links"

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.csv"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        return Counted(1, rows, 0)

    def outcomes(self) -> Iterator[Line | Failure]:
        """Yield each row with its link."""
        return lines(self.source, self.shop.facts(), self._said)

    def make(self, maker: Maker, step: Step) -> None:
        """Write the table."""
        advised = self._said if not maker.check else self._advised
        outcomes = lines(self.source, self.shop.facts(), advised)
        grow(self, maker, RowTable(self.source.rows.columns, ("link",)), outcomes, step)

    def _said(self, record: MergeRecord) -> Said:
        text = self.text.fill(record, self.shop)
        return Said((text,), text)

    def _advised(self, record: MergeRecord) -> Said:
        said = self._said(record)
        return said._replace(problems=tuple(advice(said.link, self.link)))
