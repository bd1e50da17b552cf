"""A finished document read back before it is kept, and the line of each label in the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from campaignkit.assets.paged_asset import Paged
from campaignkit.assets.printed_asset import Printed
from campaignkit.assets.sheet import Sheet
from campaignkit.drawing import Page
from campaignkit.errors import CampaignError
from campaignkit.jobs.builder import Builder, Step
from campaignkit.layout import FaintPictures
from campaignkit.manifests.manifest import Record
from campaignkit.manifests.problem_list import NOT_MADE
from campaignkit.problems import Problem, of_error
from campaignkit.proof.document import Document, Label, Verdict, errors_in, finished

ByRow = dict[int | None, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Proof:
    """A document that is drawn and read back but not yet kept. verdicts: by page, from 1."""

    document: Document
    verdicts: Mapping[int, Verdict]

    def unread(self) -> ByRow:
        """Return the rows whose code does not scan, with the reason."""
        found: ByRow = {}
        faulty = {
            page for page, verdict in self.verdicts.items() if any(map(errors_in, verdict.values()))
        }
        # labels wait on the disk, and nearly always none of them is asked for
        for page, labels in enumerate(self.document.labels() if faulty else (), 1):
            if page in faulty:
                for at, problems in self.verdicts[page].items():
                    if errors_in(problems):
                        found.setdefault(labels[at].row, problems)
        return found


@contextmanager
def proven(
    asset: Paged,
    *,
    check: bool,
    executor: Executor | None = None,
    step: Step | None = None,
    title: str | None = None,
    undrawn: list[Problem] | None = None,
    faint: list[Problem] | None = None,
) -> Iterator[Proof]:
    """Print an asset's pages and read them back. step: called for every page of each.

    undrawn: gets what was wrong with single stickers of a sheet, which are left out. faint: gets
    the pictures that nobody would see.

    Raises:
        CampaignError: the table breaks off, or there is nothing in it; without `undrawn` also
            everything that cannot be drawn.
    """
    pages = asset.pages()
    if isinstance(asset, Sheet):
        pages = asset.pages(undrawn=undrawn)
    if faint is not None:
        pages = _faint_told(pages, faint)
    with finished(
        pages,
        title=asset.title if title is None else title,
        language=asset.language,
        texts=check,
        outline=asset.outline,
        step=step,
        paper=asset.printer is None and asset.on_paper,
    ) as document:
        found: Iterable[Verdict] = ()
        if check:
            found = document.verdicts(executor=executor, step=step, printer=asset.printer)
        # a file has thousands of pages, and few of them have anything to tell
        verdicts = {page: verdict for page, verdict in enumerate(found, 1) if verdict}
        yield Proof(document, verdicts)


def _faint_told(pages: Iterable[Page], faint: list[Problem]) -> Iterator[Page]:
    """Yield pages on; what of their pictures nobody would see is told once."""
    pictures = FaintPictures()
    for page in pages:
        for placed in page.placed:
            faint.extend(pictures.of(placed.drawing))
        yield page


def keep(job: Any, builder: Builder, proof: Proof, *, withheld: bool) -> None:
    """Write a finished PDF, unless it is withheld, and record each label or page."""
    digest = ""
    unwritten: tuple[Problem, ...] = ()
    if proof.document.page_count and not withheld:
        try:
            digest = builder.save(job.file, proof.document.pdf)
        except CampaignError as err:
            unwritten = of_error(err)
    for page, labels in enumerate(proof.document.labels(), 1):
        verdict = proof.verdicts.get(page, {})
        for at, label in enumerate(labels):
            grade = proof.document.grades.get((page, at), "")
            record = of_label(job.name, page, label)._replace(grade=grade)
            problems = verdict.get(at, ())
            if digest:
                builder.made(record._replace(file=job.file, sha256=digest), problems)
            elif errors_in(problems):
                builder.failed(record, problems)
            else:
                builder.failed(record, unwritten or (NOT_MADE,))


def by_row(problems: Iterable[Problem]) -> ByRow:
    """Return problems by the row they are of."""
    found: ByRow = {}
    for problem in problems:
        found[problem.where.row] = (*found.get(problem.where.row, ()), problem)
    return found


def of_label(asset: str, page: int | None, label: Label) -> Record:
    """Return the line of a label."""
    return Record(
        asset,
        label.row,
        label.position,
        page,
        payload=label.payload,
        version=label.version,
        level=label.level,
        module_mm=module_of(label),
    )


def of_thing(asset: str, row: int | None, one: Printed) -> Record:
    """Return the line of a row of which this is to be made."""
    return with_looks(Record(asset, row, payload=one.payload, level=one.level), one)


def with_looks(record: Record, one: Printed | None) -> Record:
    """Return a line with the design of its thing, if it has one, and the language."""
    if one is None:
        return record
    design = getattr(one, "design", None)
    named = "" if design is None else design.name
    return record._replace(design=named, language=one.language)


def module_of(label: Label) -> float | None:
    """Return how wide a module of its code is, mm; None if it has none."""
    if not label.codes or label.version is None:
        return None
    # ISO/IEC 18004: 21 modules a side at version 1, four more with each
    return round(label.codes[0].size_mm / (17 + 4 * label.version), 3)
