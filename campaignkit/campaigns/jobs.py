"""What a campaign will make, checked and ready: one job for each asset.

A job knows what it will be, and makes itself with a `Builder`. Each kind of job is a file of its
own: label_sheet.py, one_file_per_row.py, links.py, messages.py, template_jobs.py, packs.py,
feeds.py, pricelists.py, tags.py.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from campaignkit.campaigns.builder import Builder, Step
from campaignkit.campaigns.manifest import Record
from campaignkit.campaigns.report import LOST
from campaignkit.errors import BadInput, CampaignError
from campaignkit.merge import Failure
from campaignkit.parallel import DIED
from campaignkit.problems import Problem, Where, of_error
from campaignkit.rows.table_row import row_number

if TYPE_CHECKING:
    from campaignkit.assets.sheet import Sheet
    from campaignkit.merge import Source
    from campaignkit.stock import Stock


class Counted(NamedTuple):
    """What becomes of so many rows; None where only making it tells."""

    files: int | None
    labels: int | None
    pages: int | None


class Job(ABC):
    """One asset. called: what it is, in a sentence that begins with its name."""

    __slots__ = ()
    called: ClassVar[str]
    lists_rows: ClassVar[bool] = True  # each row of its table is a line of the manifest

    if TYPE_CHECKING:  # fields of a job: a dataclass would take a real property for a default

        @property
        @abstractmethod
        def name(self) -> str:
            """Of its file or folder."""

        @property
        @abstractmethod
        def kind(self) -> str:
            """The table of the campaign file that it stands in."""

        @property
        @abstractmethod
        def source(self) -> Source:
            """Where its rows come from."""

    @property
    @abstractmethod
    def file(self) -> str:
        """Its files, as a plan shows them."""

    @abstractmethod
    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""

    @abstractmethod
    def outcomes(self) -> Iterable[object]:
        """Yield something for each row, as far as it can be told without drawing.

        A `Failure` stands for a row that cannot be made.
        """

    @abstractmethod
    def make(self, builder: Builder, step: Step) -> None:
        """Make it; record each row in the builder's manifest. step: called as the work goes on.

        Raises:
            CampaignError: nothing can be made of it.
        """

    def steps(self, rows: int, *, check: bool) -> int | None:
        """Return how often `step` will be called, None if that is not known."""
        return rows

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with its rows. Rows that can be read once are left for making."""
        if not self.source.rows.again:
            return
        count = 0
        try:
            for one in self.outcomes():
                count += 1
                if isinstance(one, Failure):
                    yield from of_error(one.error, one.where)
                else:
                    yield from warnings_of(one)
            if not count:
                name = self.source.name
                raise BadInput(
                    f"there is no row in {name}: nothing can be made of it.",
                    rule="build.no-rows",
                    name=name,
                )
        except CampaignError as err:
            yield from of_error(err, Where(file=self.name))

    def reprint(
        self,
        rows: Collection[int],
        *,
        stock: str | Stock | None,
        copies: int,
        start: int,
        skip: Collection[int],
    ) -> Sheet:
        """Return a sheet of some rows alone.

        Raises:
            BadInput: it has no labels, or no sheet is named.
        """
        raise BadInput(
            f"{self.name!r} is {self.called}: there is no label to print again.",
            rule="reprint.no-label",
            name=self.name,
            called=self.called,
        )


def make_job(job: Job, builder: Builder, steps: int | None) -> None:
    """Make one asset; what goes wrong with it is recorded, never raised.

    Each row has its fate in the manifest, whatever happens: one that the work did not come to is
    listed with the reason.
    """
    builder.begin()
    try:
        job.make(builder, builder.stepper(job.name, steps))
        if not builder.began:
            raise BadInput(
                f"there is no row in {job.source.name}: nothing was made of it.",
                rule="build.no-rows",
                source=job.source.name,
            )
        fault: tuple[Problem, ...] = (LOST,)
    except CampaignError as err:
        fault = of_error(err)
        if err.rule == DIED:
            builder.executor = None  # the other assets are made without it
        if not (job.lists_rows and any(_unlisted(job, builder))):
            builder.failed(Record(job.name), fault)
            return
    if job.lists_rows:
        builder.failed_rows(job.name, _unlisted(job, builder), fault)


def _unlisted(job: Job, builder: Builder) -> Iterator[int]:
    """Yield the rows of the table that the manifest does not mention yet."""
    if job.source.single or not job.source.rows.again:
        return
    try:
        for counted, row in enumerate(job.source.rows.outcomes(), 1):
            number = row_number(row, counted)  # blank lines count, and are no rows
            if not builder.is_listed(number):
                yield number
    except CampaignError:
        return  # the table breaks off here: that was told already


def warnings_of(one: object) -> Iterator[Problem]:
    """Yield what is doubtful in what a row made, with its row."""
    found: tuple[Problem, ...] = getattr(one, "warnings", ())
    where: Where = getattr(one, "where", Where())
    return (problem.placed(where) for problem in found)
