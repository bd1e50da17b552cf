"""What a campaign will make, checked and ready: one job for each asset.

A job knows what it will be, and makes itself with a `Builder`. Each kind of job stands with its
form or in a file of its own: label_sheet.py, one_file_per_row.py, row_files.py, messages.py,
template_jobs.py, packs.py, product_files.py. Rows come in, and what is made of each goes out: a
bad row is an outcome with its error, not the end.
"""

from __future__ import annotations

import pickle
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar

from campaignkit.assets.printing import Printed
from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.campaigns.builder import Asset, Builder, Step
from campaignkit.campaigns.digests import address
from campaignkit.campaigns.kept import Earlier, Part
from campaignkit.campaigns.manifest import Record
from campaignkit.campaigns.report import LOST
from campaignkit.campaigns.workers import Result, Task
from campaignkit.errors import BadInput, CampaignError, NotFound
from campaignkit.frozen import Frozen
from campaignkit.merge import Failure, Source
from campaignkit.problems import Problem, Where, of_error
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.rows.table_row import row_number

if TYPE_CHECKING:
    from campaignkit.stock import Stock


_NO_MORE: Mapping[str, Any] = Frozen()
T = TypeVar("T")
NO_NAMES: Mapping[int | None, str | CampaignError] = {}


class Counted(NamedTuple):
    """What becomes of so many rows; None where only making it tells."""

    files: int | None
    labels: int | None
    pages: int | None


class Series(Protocol):
    """What a sheet can be made of: labels, codes, tags."""

    @property
    def source(self) -> Source:
        """Where its rows come from."""

    @property
    def language(self) -> str:
        """Of its words."""

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what stands on a label for each row, or why nothing does."""


@dataclass(frozen=True, slots=True)
class Without:
    """A series less some rows. told: gets each label as it is made."""

    series: Series
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
            if one.where.row in left:
                left.discard(one.where.row)
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
        paper = self.stock or own
        if paper is None:
            raise BadInput(
                f"{name!r} is not on a sheet. Say on which: stock='Avery L7160'.",
                rule="reprint.no-sheet",
                name=name,
            )
        only = Only(series, self.rows)
        counts: dict[str, Any] = {"copies": self.copies, "start": self.start, "skip": self.skip}
        return sheet(only, stock=paper, **counts, **how)


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


class Shard(NamedTuple):
    """Rows that are made together. first, only: of the asset.

    names: of their files, by row, where a row may choose.
    """

    rows: tuple[RowOutcome, ...]
    first: bool = False
    only: bool = False
    names: Mapping[int | None, str | CampaignError] = NO_NAMES


class SharedJob(Job):
    """An asset that is made in shards, by whoever has a core free, and put together here."""

    __slots__ = ()

    @abstractmethod
    def shards(self, rows: Iterable[RowOutcome]) -> Iterator[Shard]:
        """Yield its rows in shards: the same ones whoever makes them.

        Raises:
            CampaignError: the table breaks off.
        """

    @abstractmethod
    def task(self, shard: Shard, *, check: bool) -> tuple[Callable[..., Part], tuple[Any, ...]]:
        """Return the call that makes a shard anywhere: a function of a module, and plain values."""

    @abstractmethod
    def gather(self, builder: Builder, parts: Iterator[Part], step: Step) -> None:
        """Write what was made of the shards, in order, and record each row.

        Raises:
            CampaignError: what `parts` raises: nothing came of a shard.
        """

    def fits(self, shard: Shard, part: Part, earlier: Earlier) -> bool:
        """Say whether a part of an earlier build is what a shard would become."""
        return True

    def make(self, builder: Builder, step: Step) -> None:
        """Raise: it is gathered, not made."""
        raise NotImplementedError


@dataclass(eq=False, slots=True)
class Work:
    """A job that is ready, and what is known of it. steps: in all, if that is known."""

    job: Job
    asset: Asset
    steps: int | None = None


class Packed(Generic[T]):
    """What many tasks need: sent as the same bytes each time, and opened once in a worker."""

    __slots__ = ("_data", "value")

    def __init__(self, value: T, data: bytes = b"") -> None:
        self.value, self._data = value, data

    def __reduce__(self) -> tuple[Any, ...]:
        self._data = self._data or pickle.dumps(self.value)
        return _opened, (self._data,)


@lru_cache(maxsize=8)
def _opened(data: bytes) -> Packed[Any]:
    return Packed(pickle.loads(data), data)  # written by `Packed`, in the process that asks


def make_all(works: Iterable[Work], builder: Builder) -> None:
    """Make assets one after the other; shards of those that follow are under way meanwhile."""
    results = builder.how.workers.run(_tasks(works, builder))
    for work, group in groupby(results, key=lambda result: result.task.owner):
        assert isinstance(work, Work)  # `_tasks` says so
        make_job(work, builder, group)


def _tasks(works: Iterable[Work], builder: Builder) -> Iterator[Task]:
    """Yield what is to be done, each asset behind a task that only says that it begins."""
    for work in works:
        yield Task(work, None)
        job, asset = work.job, work.asset
        if not isinstance(job, SharedJob):
            continue
        try:
            rows = asset.ledger.rows() if asset.ledger else job.source.rows.outcomes()
            for shard in job.shards(rows):
                yield _task(work, job, shard, builder)
        except CampaignError as err:
            yield Task(work, None, (err,))


def _task(work: Work, job: SharedJob, shard: Shard, builder: Builder) -> Task:
    key = _address(work.asset, shard, builder)
    part = builder.earlier.part(key)
    if part is not None and job.fits(shard, part, builder.earlier):
        part.key = key
        return Task(work, None, (part,))
    call, given = job.task(shard, check=builder.check)
    return Task(work, _made_part, (call, key, given))


def _made_part(call: Callable[..., Part], key: str, given: tuple[Any, ...]) -> Part:
    part = call(*given)
    part.key = key
    return part


def _address(asset: Asset, shard: Shard, builder: Builder) -> str:
    ledger, check = asset.ledger, str(builder.check)
    if ledger is None or not asset.lists_rows:
        return address(asset.settings, (), check)
    numbers = (row_number(row, 0) for row in shard.rows)
    return address(asset.settings, ((each, ledger.of(each).cells) for each in numbers), check)


def make_job(work: Work, builder: Builder, results: Iterator[Result[Part]]) -> None:
    """Make one asset; what goes wrong with it is recorded, never raised.

    Each row has its fate in the manifest, whatever happens: one that the work did not come to is
    listed with the reason.
    """
    job, asset = work.job, work.asset
    builder.asset = asset
    step = builder.stepper(asset.shop + "/" * bool(asset.shop) + job.name, work.steps)
    try:
        if isinstance(job, SharedJob):
            job.gather(builder, _parts(results, builder), step)
        elif (known := builder.earlier.part(_whole_address(asset, builder))) is not None:
            builder.again(known)
        else:
            job.make(builder, step)
        if not asset.began:
            raise BadInput(
                f"there is no row in {job.source.name}: nothing was made of it.",
                rule="build.no-rows",
                source=job.source.name,
            )
        fault: tuple[Problem, ...] = (LOST,)
    except CampaignError as err:
        fault = of_error(err)
        if not (asset.lists_rows and asset.ledger and any(asset.ledger.unlisted())):
            builder.failed(Record(job.name), fault)
            return
    if asset.lists_rows and asset.ledger is not None:
        builder.failed_rows(asset.ledger.unlisted(), fault)
        if not asset.ledger.is_balanced():
            raise AssertionError(f"{job.name}: not as many fates as rows")


def _whole_address(asset: Asset, builder: Builder) -> str:
    rows: Iterable[tuple[int, str]] = ()
    if asset.ledger is not None and asset.lists_rows and asset.settings:
        rows = asset.ledger.digests()
    return address(asset.settings, rows, str(builder.check))


def _parts(results: Iterator[Result[Part]], builder: Builder) -> Iterator[Part]:
    for result in results:
        if result.fault is not None:
            raise result.fault
        if result.value is not None:
            yield result.value
            continue
        for given in result.task.given:
            if isinstance(given, CampaignError):
                raise given
            yield given


def warnings_of(one: object) -> Iterator[Problem]:
    """Yield what is doubtful in what a row made, with its row."""
    found: tuple[Problem, ...] = getattr(one, "warnings", ())
    where: Where = getattr(one, "where", Where())
    return (problem.placed(where) for problem in found)
