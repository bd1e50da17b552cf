"""A sheet printed into a temporary file and read back, with what each page should hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO, cast

from campaignkit.build.findings import errors_in, of_error
from campaignkit.build.jobs import SheetJob
from campaignkit.build.proving import Label, Verdict, labels_of, read_back
from campaignkit.build.spool import Spool
from campaignkit.drawing import Page
from campaignkit.errors import CampaignError
from campaignkit.problems import Problem, Where

Failed = dict[int | None, tuple[Problem, ...]]  # by row
Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet that is drawn and proven but not yet kept.

    undrawn: what was wrong with rows that are not on it. verdicts: what was found on its pages,
    by page.
    """

    pdf: IO[bytes]
    labels: Spool[list[Label]]  # of each page
    undrawn: tuple[Problem, ...]
    verdicts: dict[int, Verdict]

    def unread(self) -> Failed:
        """Return the rows whose code does not scan, with the reason."""
        found: Failed = {}
        faulty = {page for page, verdict in self.verdicts.items() if _has_errors(verdict)}
        for page, labels in enumerate(self.labels if faulty else (), 1):
            if page not in faulty:
                continue
            for at, problems in self.verdicts[page].items():
                if errors_in(problems):
                    found.setdefault(labels[at].row, problems)
        return found


@contextmanager
def printed(
    job: SheetJob,
    *,
    without: Collection[int | None],
    check: bool,
    executor: Executor | None,
    step: Step,
) -> Iterator[Printed]:
    """Print a job's sheet, less some rows, and read it back. step: called for every page of each.

    Raises:
        CampaignError: the table breaks off, or there is nothing in it.
    """
    with NamedTemporaryFile(suffix=".pdf") as pdf, Spool[list[Label]]() as labels:
        undrawn = _draw(job, without, cast(BinaryIO, pdf), labels, step)
        verdicts: dict[int, Verdict] = {}
        for page, verdict in enumerate(read_back(pdf.name, labels if check else (), executor), 1):
            step()
            if verdict:
                verdicts[page] = verdict
        pdf.seek(0)
        yield Printed(pdf, labels, undrawn, verdicts)


def _draw(
    job: SheetJob,
    without: Collection[int | None],
    out: BinaryIO,
    labels: Spool[list[Label]],
    step: Step,
) -> tuple[Problem, ...]:
    from campaignkit.render import pdf

    undrawn: list[Problem] = []

    def pages() -> Iterator[Page]:
        try:
            for page in job.sheet(without=without).pages():
                labels.add(labels_of(page))
                yield page
                step()
        except CampaignError as err:
            if err.problems is None and not without:
                raise
            undrawn.extend(of_error(err, Where()) if err.problems else ())

    pdf.write(pages(), out, title=job.title, language=job.series.language)
    out.flush()
    return tuple(undrawn)


def _has_errors(verdict: Verdict) -> bool:
    return any(errors_in(problems) for problems in verdict.values())
