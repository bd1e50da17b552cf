"""What a campaign will make, checked and ready: one job for each asset.

A job knows what it will be, and makes itself with a `Builder`. Rows come in, and what is made of
each goes out: a bad row is an outcome with its error, not the end.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol

from campaignkit.assets.printed_asset import Printed
from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.errors import BadInput, CampaignError, NotFound
from campaignkit.frozen import Frozen
from campaignkit.jobs.builder import Builder, Step
from campaignkit.merge import Failure, Source
from campaignkit.problems import Problem, Where, of_error
from campaignkit.rows import Outcome as RowOutcome

if TYPE_CHECKING:
    from campaignkit.stock import Stock


_NO_MORE: Mapping[str, Any] = Frozen()


class Counted(NamedTuple):
    """What becomes of so many rows; None where only making it tells."""

    files: int | None
    labels: int | None
    pages: int | None


class HasOutcomes(Protocol):
    """What yields labels: a series, or a sheet of one."""

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what stands on a label for each row, or why nothing does."""


class Series(HasOutcomes, Protocol):
    """What a sheet can be made of: labels, codes, tags."""

    @property
    def source(self) -> Source:
        """Where its rows come from."""

    @property
    def language(self) -> str:
        """Of its words."""


@dataclass(frozen=True, slots=True)
class Without:
    """A series less some rows. told: gets each label as it is made."""

    series: HasOutcomes
    rows: Collection[int | None]
    told: Callable[[Printed], None]

    def __iter__(self) -> Iterator[Printed | Failure]:
        return self.outcomes()

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what is left."""
        for one in self.series.outcomes():
            if one.where.row in self.rows:
                continue
            if isinstance(one, Printed):
                self.told(one)
            yield one


@dataclass(frozen=True, slots=True)
class Only:
    """Some rows of a series, in the series' order; the others are never made."""

    series: Series
    rows: Collection[int]

    def __iter__(self) -> Iterator[Printed | Failure]:
        return self.outcomes()

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what was picked, stopping after the last of it; a row that is not there fails."""
        left = set(self.rows)
        count = 0
        for one in self.series.outcomes():
            count += 1
            number = 1 if one.where.row is None else one.where.row  # without a table: one piece
            if number in left:
                left.discard(number)
                yield one
            if not left:
                return
        for row in sorted(left):
            name = self.series.source.name
            missing = NotFound(
                f"there is no row {row} in {name}, which has {count}.",
                rule="reprint.no-row",
                row=row,
                name=name,
                count=count,
            )
            yield Failure(Where(file=name, row=row), missing)


class Reprint(NamedTuple):
    """Which rows are printed again, and where. stock: None: the asset's own."""

    rows: Collection[int]
    stock: str | Stock | None
    copies: int
    start: int
    skip: Collection[int]

    def sheet(
        self, name: str, series: Series, own: Stock | None, how: Mapping[str, Any] = _NO_MORE
    ) -> Sheet:
        """Return the sheet of an asset. own: what it is printed on. how: more options of `sheet`.

        Raises:
            BadInput: nobody says on what.
        """
        paper = own if self.stock is None else self.stock
        if paper is None:
            raise BadInput(
                f"{name!r} is not on a sheet. Say on which stock, such as 'Avery L7160'.",
                rule="reprint.no-sheet",
                name=name,
            )
        only = Only(series, self.rows)
        counts: dict[str, Any] = {"copies": self.copies, "start": self.start, "skip": self.skip}
        return sheet(only, stock=paper, **counts, **how)


class Job(ABC):
    """One asset. called: what it is, in a sentence that begins with its name."""

    __slots__ = ()
    lists_rows: ClassVar[bool] = True  # each row of its table is a line of the manifest
    folds_rows: ClassVar[bool] = False  # several rows may be one product, and one line

    if TYPE_CHECKING:  # fields of a job: a dataclass would take a real property for a default
        called: str  # of what has labels, nobody asks

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

    def counted_of(self, rows: Iterable[RowOutcome]) -> Counted:
        """Return what becomes of these rows, where they may say it themselves."""
        return self.counted(sum(1 for _ in rows))

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

    def reprint(self, wanted: Reprint) -> Sheet:
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


def warnings_of(one: object) -> Iterator[Problem]:
    """Yield what is doubtful in what a row made, with its row."""
    found: tuple[Problem, ...] = getattr(one, "warnings", ())
    where: Where = getattr(one, "where", Where())
    return (problem.placed(where) for problem in found)
