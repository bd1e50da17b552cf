"""Which rows are printed again: by number, key, code, a question, or what changed since a build."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple

from campaignkit import stores
from campaignkit.assets.endings import STREAMS, stream_language
from campaignkit.assets.sheet import Sheet
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.jobs.job import Job
from campaignkit.jobs.ledger import Ledger
from campaignkit.jobs.sheet_shard import SheetLook, print_series
from campaignkit.manifests.manifest import Record
from campaignkit.problems import Problem, Problems, Where
from campaignkit.rows import Rows
from campaignkit.rows.table_row import row_number
from campaignkit.wording import compile_text, is_template


@dataclass(frozen=True, slots=True)
class ReprintChoice:
    """What `Campaign.reprint` was asked for; one of these is given.

    rows: numbers. keys: what the table calls rows. payloads: what codes say. where: Jinja over the
    row that is true or not. changed: whatever is another than in `before`. before: the lines of
    an earlier build of the asset; None: nobody named one.
    """

    rows: Collection[int] | None = None
    keys: Collection[str] | None = None
    payloads: Collection[str] | None = None
    where: str | None = None
    changed: bool = False
    before: tuple[Record, ...] | None = None

    def __post_init__(self) -> None:
        given = [self.rows, self.keys, self.payloads, self.where, self.changed or None]
        if sum(each is not None for each in given) != 1:
            raise BadInput(
                "say which rows, in one way: rows=[3, 17], keys=['P7'], payloads=[…], "
                "where='city == \"Recife\"' or changed='out'.",
                rule="reprint.choice",
            )

    def picked(self, job: Job, ledger: Ledger) -> list[int]:
        """Return the numbers of the rows.

        Raises:
            NotFound: there is no such row, key or code.
            BadInput: a row is another one now than it was when it was printed; nothing changed.
        """
        if self.rows is not None:
            _check_numbers(self.rows)
            self._check_same(self.rows, ledger)
            return sorted(self.rows)
        if self.changed:
            return self._changed(job, ledger)
        if self.keys is not None:
            return _of_keys({str(key) for key in _listed("keys", self.keys)}, job, ledger)
        if self.payloads is not None:
            return _of_payloads({*_listed("payloads", self.payloads)}, job)
        return _of_question(str(self.where), job, ledger)

    def _changed(self, job: Job, ledger: Ledger) -> list[int]:
        # what failed then and is the same now would fail again: it is no change
        was = {line.row: line for line in self.before or ()}
        found = []
        for _row in ledger.rows():
            pass  # remembers them
        for number in range(1, (ledger.count or 0) + 1):
            seen, old = ledger.of(number), was.get(number)
            if seen.cells and not seen.is_held and (old is None or old.cells != seen.cells):
                found.append(number)
        if not found:
            raise BadInput(
                f"no row of {job.source.name} is another than when {job.name!r} was made.",
                rule="reprint.unchanged",
                asset=job.name,
            )
        return found

    def _check_same(self, rows: Iterable[int], ledger: Ledger) -> None:
        """Raise if a row is another one than the row of that number that was printed."""
        was = {line.row: line for line in self.before or ()}
        found = []
        for number in sorted(rows):
            old, seen = was.get(number), ledger.of(number)
            if old is None or not old.cells or not seen.cells or old.cells == seen.cells:
                continue
            old_key = f" ({old.key})" if old.key else ""
            new_key = f" ({seen.key})" if seen.key else ""
            found.append(
                Problem(
                    rule="reprint.row-changed",
                    message=f"row {number}{new_key} is not what was printed as row "
                    f"{number}{old_key}.",
                    where=Where(row=number),
                    fix="Print it by its key, or with changed= to have it as it is now.",
                    params={"row": number, "was": old.key, "now": seen.key},
                )
            )
        Problems(found).raise_errors()


def _of_keys(keys: set[str], job: Job, ledger: Ledger) -> list[int]:
    found: dict[str, int] = {}
    known: list[str] = []
    for counted, row in enumerate(ledger.rows(), 1):
        number = getattr(row, "number", counted)
        key = ledger.of(number).key
        known.append(key)
        if key in keys:
            found.setdefault(key, number)
    _check_found(keys, found, known, job, "key")
    return sorted(found.values())


def _of_payloads(payloads: set[str], job: Job) -> list[int]:
    found: dict[str, int] = {}
    known: list[str] = []
    for one in job.outcomes():
        said = getattr(one, "payload", None) or getattr(one, "text", None)
        where = getattr(one, "where", None)
        if isinstance(said, str) and where is not None and where.row is not None:
            known.append(said)
            if said in payloads:
                found.setdefault(said, where.row)
    _check_found(payloads, found, known, job, "code")
    return sorted(found.values())


def _of_question(question: str, job: Job, ledger: Ledger) -> list[int]:
    text = question if is_template(question) else f"{{{{ {question} }}}}"
    asked = compile_text(text, name="where")
    found = []
    for counted, row in enumerate(ledger.rows(), 1):
        if isinstance(row, Problem):
            continue
        try:
            said = asked.render(dict(row)).strip()
        except CampaignError as err:
            if err.rule != "row.empty-cell":
                raise
            said = ""
        if said not in ("", "False", "None", "0"):
            found.append(getattr(row, "number", counted))
    if not found:
        raise NotFound(
            f"no row of {job.source.name} answers {question!r}.",
            rule="reprint.no-row-like",
            where=question,
        )
    return found


def _check_found(
    wanted: set[str], found: Collection[str], known: list[str], job: Job, what: str
) -> None:
    for missing in sorted(wanted - {*found}):
        raise NotFound(
            f"no row of {job.source.name} has the {what} {missing!r}."
            f"{did_you_mean(missing, [each for each in known if each])}",
            rule="reprint.no-such-row",
            missing=missing,
            what=what,
        )


def _listed(name: str, given: Any) -> list[str]:
    if isinstance(given, str):
        return [given]
    if not isinstance(given, Collection) or not len(given):
        raise BadInput(
            f"{name}={given!r}: give one text, or a list of them.", rule="reprint.choice"
        )
    return [str(each) for each in given]


def _check_numbers(rows: object) -> None:
    good = isinstance(rows, Collection) and not isinstance(rows, str | bytes)
    numbers = [row for row in rows if type(row) is int and row >= 1] if good else []  # type: ignore[attr-defined]
    if not numbers or len(numbers) != len(rows):  # type: ignore[arg-type]
        raise BadInput(
            f"rows={rows!r}: give the numbers of rows, from 1, as in rows=[3, 17].",
            rule="reprint.rows",
            rows=rows,
        )


class Reprinted(NamedTuple):
    """What was printed again. pages: 0, and no file, if nothing was. problems: of the rows."""

    pages: int
    problems: Problems


def save_good(made: Sheet, path: str, *, check: bool) -> Reprinted:
    """Write a sheet less the rows that cannot be drawn or read; return what was wrong with them.

    Raises:
        CampaignError: nothing can be printed, whatever the row, or the file cannot be written.
    """
    stores.check_target(path, (".pdf", *STREAMS))
    language = stream_language(path)
    if language is not None:
        return _save_good_stream(made, path, language, check=check)
    how = {
        "printer": made.printer,
        "offset": made.offset,
        "collate": made.collate,
        "marks": made.marks,
    }
    look = SheetLook(made.stock, made.copies, made.start, made.skip, made.title, "", how)
    part = print_series(made, look, check)
    if part.pages:
        stores.write_file(path, part.pdf)
    lost = (piece.problems for piece in part.pieces if not piece.record.is_made)
    return Reprinted(part.pages, Problems(chain.from_iterable(lost)))


def _save_good_stream(made: Sheet, path: str, language: str, *, check: bool) -> Reprinted:
    from campaignkit.assets.streams import save_stream  # it loads what reads codes

    lost: list[Problem] = []
    pages = [*made.pages(undrawn=lost)]
    if pages:
        save_stream(pages, path, language, printer=made.printer, check=check, title=made.title)
    return Reprinted(len(pages), Problems(lost))


def with_picked(job: Job, rows: Collection[int]) -> Job:
    """Return a job with some of its rows alone, in memory: its table may be gone when it prints."""
    series: Any = getattr(job, "series", None)
    if not hasattr(series, "over"):
        return job
    source = job.source
    kept = tuple(
        row
        for counted, row in enumerate(source.rows.outcomes(), 1)
        if row_number(row, counted) in rows
    )
    own = Rows(lambda: iter(kept), source=source.rows.source, columns=source.rows.columns)
    return replace(job, series=series.over(replace(source, rows=own)))  # type: ignore[type-var]
