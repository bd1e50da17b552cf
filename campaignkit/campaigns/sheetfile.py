"""Pages printed into a temporary file and read back, with what each page should hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO, cast

from campaignkit.campaigns.making import Step
from campaignkit.campaigns.proving import Label, Verdict, labels_of, read_back
from campaignkit.campaigns.report import errors_in
from campaignkit.campaigns.spool import Spool
from campaignkit.drawing import Page
from campaignkit.errors import CampaignError
from campaignkit.problems import Problem, of_error

Failed = dict[int | None, tuple[Problem, ...]]  # by row


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF that is drawn and proven but not yet kept.

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
    pages: Iterable[Page],
    *,
    title: str,
    language: str,
    partial: bool,
    check: bool,
    executor: Executor | None,
    step: Step,
) -> Iterator[Printed]:
    """Print pages and read them back. step: called for every page of each.

    partial: rows were left out before, so that nothing is left is no error.

    Raises:
        CampaignError: the table breaks off, or there is nothing in it.
    """
    from campaignkit.render.pdf import write

    undrawn: list[Problem] = []
    with NamedTemporaryFile(suffix=".pdf") as pdf, Spool[list[Label]]() as labels:
        told = _counted(_told(pages, undrawn, partial=partial), labels, step)
        write(told, cast(BinaryIO, pdf), title=title, language=language)
        pdf.flush()
        verdicts: dict[int, Verdict] = {}
        for page, verdict in enumerate(read_back(pdf.name, labels if check else (), executor), 1):
            step()
            if verdict:
                verdicts[page] = verdict
        pdf.seek(0)
        yield Printed(pdf, labels, tuple(undrawn), verdicts)


def _told(pages: Iterable[Page], undrawn: list[Problem], *, partial: bool) -> Iterator[Page]:
    """Yield the pages; what is said after the last of them about single rows is kept."""
    try:
        yield from pages
    except CampaignError as err:
        if err.gathers:
            undrawn.extend(of_error(err))
        elif not partial:
            raise


def _counted(pages: Iterable[Page], labels: Spool[list[Label]], step: Step) -> Iterator[Page]:
    """Yield the pages, and keep what each should hold."""
    for page in pages:
        labels.add(labels_of(page))
        yield page
        step()


def _has_errors(verdict: Verdict) -> bool:
    return any(errors_in(problems) for problems in verdict.values())
