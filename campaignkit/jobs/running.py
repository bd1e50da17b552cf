"""Jobs made one after the other: shards are given out, their parts gathered, no row forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from campaignkit.errors import BadInput, CampaignError
from campaignkit.jobs.asset_lines import Asset, LineWriter
from campaignkit.jobs.builder import Builder, Step
from campaignkit.jobs.digests import address, digest
from campaignkit.jobs.job import Job
from campaignkit.jobs.ledger import Seen
from campaignkit.jobs.parts import Part, told_of
from campaignkit.jobs.shards import Shard, SharedJob
from campaignkit.jobs.whole_assets import WholeAsset
from campaignkit.jobs.workers import Result, Task
from campaignkit.manifests.manifest import Record
from campaignkit.manifests.problem_list import LOST
from campaignkit.problems import Problem, of_error
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.rows.table_row import is_held, row_number


@dataclass(eq=False, slots=True)
class Work:
    """A job that is ready, and what is known of it. steps: in all, if that is known.

    key: the content address of all that it is made of. known: what an earlier build made of that.
    """

    job: Job
    asset: Asset
    steps: int | None = None
    key: str = ""
    known: WholeAsset | None = None


def make_all(works: Iterable[Work], builder: Builder) -> None:
    """Make assets one after the other; shards of those that follow are under way meanwhile."""
    results = builder.how.workers.run(_tasks(works, builder))
    for work, group in groupby(results, key=lambda result: result.task.owner):
        assert isinstance(work, Work)  # `_tasks` says so
        make_job(work, builder, group)


def _tasks(works: Iterable[Work], builder: Builder) -> Iterator[Task]:
    """Yield what is to be done, each asset behind a task that only says that it begins."""
    for work in works:
        work.key = _whole_address(work.asset, builder)
        work.known = builder.earlier.whole.get(work.key)
        yield Task(work, None)
        job, asset = work.job, work.asset
        if work.known is not None or not isinstance(job, SharedJob):
            continue
        try:
            rows = asset.ledger.rows() if asset.ledger else job.source.rows.outcomes()
            for shard in job.shards(row for row in rows if not is_held(row)):
                yield _task(work, job, shard, builder)
        except CampaignError as err:
            yield Task(work, None, (err,))


def _task(work: Work, job: SharedJob, shard: Shard, builder: Builder) -> Task:
    asset, seen = work.asset, dict[int, Seen]()
    # rows are digested here only where an earlier build may know them; else where they are made
    if builder.earlier.may_have(asset.settings):
        seen = {} if asset.ledger is None else asset.ledger.seen(shard.rows)
        key = _address(asset, seen, check=builder.check)
        part = builder.earlier.part(key)
        if part is not None and job.fits(shard, part, builder.earlier):
            part.key = key
            return Task(work, None, (part,), seen)
    call, given = job.task(shard, check=builder.check)
    how = _HowListed(asset.bare(), LineWriter.of(asset, check=builder.check), builder.check)
    return Task(work, _made_part, (call, given, shard.rows, how), seen)


class _HowListed(NamedTuple):
    """How a part is listed by whoever makes it. lines: what writes them; None: nothing here."""

    asset: Asset
    lines: LineWriter | None
    check: bool


def _made_part(
    call: Callable[..., Part], given: tuple[Any, ...], rows: Sequence[RowOutcome], how: _HowListed
) -> Part:
    part = call(*given)
    seen = (
        {} if how.lines is None else {row_number(row, 0): how.lines.look.seen(row) for row in rows}
    )
    part.key = _address(how.asset, seen, check=how.check)
    if part.key and not part.files:  # what has files is told when they are written
        part.told = told_of(part)
        part.mark = digest(part.told, part.pdf)
    if how.lines is not None and not part.files:
        part.listing = how.lines.listing(part, seen)
    return part


def _address(asset: Asset, seen: Mapping[int, Seen], *, check: bool) -> str:
    cells = ((number, row.cells) for number, row in seen.items())
    return address(asset.settings, cells if asset.lists_rows else (), str(check))


def make_job(work: Work, builder: Builder, results: Iterator[Result[Part]]) -> None:
    """Make one asset; what goes wrong with it is recorded, never raised.

    Each row has its fate in the manifest, whatever happens: one that the work did not come to is
    listed with the reason.
    """
    asset = work.asset
    with builder.making(asset, work.key):
        step = builder.stepper(asset.shop + "/" * bool(asset.shop) + work.job.name, work.steps)
        if work.known is None:
            _make(work, builder, results, step)
            return
        builder.again(work.known)
        for _ in range(work.steps or 0):  # the bar counts what was taken over, too
            step()


def _make(work: Work, builder: Builder, results: Iterator[Result[Part]], step: Step) -> None:
    job, asset = work.job, work.asset
    try:
        if isinstance(job, SharedJob):
            job.gather(builder, _parts(results, builder), step)
        else:
            job.make(builder, step)
        # first, since an asset of which all rows are held out is well, and has its lines
        builder.held_rows()
        if not asset.began:
            raise BadInput(
                f"there is no row in {job.source.name}: nothing was made of it.",
                rule="build.no-rows",
                source=job.source.name,
            )
        fault: tuple[Problem, ...] = (LOST,)
    except CampaignError as err:
        fault = of_error(err)
        builder.held_rows()
        # rows that are left bear the fault, each in its line; else the asset has a line for it
        if not (asset.lists_rows and asset.ledger and any(asset.ledger.unlisted())):
            builder.failed(Record(job.name), fault)
            return
    if job.folds_rows and asset.ledger is not None:
        builder.folded_rows(asset.ledger.unlisted())
    if asset.lists_rows and asset.ledger is not None:
        builder.failed_rows(asset.ledger.unlisted(), fault)
        if not asset.ledger.is_balanced():
            raise AssertionError(f"{job.name}: not as many fates as rows")


def _whole_address(asset: Asset, builder: Builder) -> str:
    """Return the content address of an asset with all of its rows; empty if it has none."""
    if not asset.settings:
        return ""
    rows = ""
    if asset.ledger is not None and asset.lists_rows:
        rows = asset.ledger.digest()
        if not rows:  # they say nothing lasting, so nobody could know them again
            return ""
    how = f"{builder.check} {builder.how.strict}"
    return digest(asset.shop, asset.folder, asset.name, asset.settings, how, rows)


def _parts(results: Iterator[Result[Part]], builder: Builder) -> Iterator[Part]:
    for result in results:
        if result.fault is not None:
            raise result.fault
        made = [result.value] if result.value is not None else result.task.given
        for part in made:
            if isinstance(part, CampaignError):
                raise part
            part.seen = result.task.note or {}
            yield part
