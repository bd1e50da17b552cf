"""Which rows are printed again: by number, key, code, a question, or what changed since a build."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple

from campaignkit import stores
from campaignkit.assets.file_endings import STREAMS, stream_language
from campaignkit.assets.printed_asset import Printed
from campaignkit.assets.sheet import Sheet, sheet
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.jobs.job import Job, Reprint
from campaignkit.jobs.ledger import Ledger
from campaignkit.jobs.sheet_shard import SheetLook, print_series
from campaignkit.manifests.manifest import Record
from campaignkit.merge import Failure
from campaignkit.problems import Problem, Problems, Where
from campaignkit.rows import Rows
from campaignkit.rows.table_row import row_number
from campaignkit.wording import compile_text, is_template

_OWNERS = 5  # shops that an error names


class FoundRows(NamedTuple):
    """Numbers of rows, by what was asked for: a number, a key, a code. known: keys or codes."""

    rows: Mapping[Any, int]
    known: tuple[str, ...] = ()


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

    def of_shop(self, shop: str) -> ReprintChoice:
        """Return the same of one shop's lines alone; empty: the campaign has one shop."""
        if self.before is None:
            return self
        return replace(self, before=tuple(each for each in self.before if each.shop == shop))

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
        found = self.found(job, ledger)
        self.check([found], job)
        return sorted({*found.rows.values()})

    def found(self, job: Job, ledger: Ledger) -> FoundRows:
        """Return what is there of what was asked for; `check` says what is not."""
        if self.rows is not None:
            _check_numbers(self.rows)
            there = {number: number for number in _numbers(ledger) if number in self.rows}
            self._check_same(there, ledger)
            return FoundRows(there)
        if self.changed:
            return FoundRows({number: number for number in self._changed(job, ledger)})
        if self.keys is not None:
            return _of_keys({str(key) for key in _listed("keys", self.keys)}, ledger)
        if self.payloads is not None:
            return _of_payloads({*_listed("payloads", self.payloads)}, job)
        return FoundRows({number: number for number in _of_question(str(self.where), ledger)})

    def check(self, found: Collection[FoundRows], job: Job) -> None:
        """Raise if something that was asked for was found nowhere. job: one that it may be of."""
        if self.keys is not None:
            _check_found({str(key) for key in self.keys}, found, job, "key")
        elif self.payloads is not None:
            _check_found({*map(str, self.payloads)}, found, job, "code")
        elif any(each.rows for each in found):
            return
        elif self.rows is not None:
            row, name = min(self.rows), job.source.name
            raise NotFound(
                f"there is no row {row} in {name}.", rule="reprint.no-row", row=row, name=name
            )
        elif self.changed:
            raise BadInput(
                f"no row of {job.source.name} is another than when {job.name!r} was made.",
                rule="reprint.unchanged",
                asset=job.name,
            )
        else:
            raise NotFound(
                f"no row of {job.source.name} answers {self.where!r}.",
                rule="reprint.no-row-like",
                where=self.where,
            )

    def _changed(self, job: Job, ledger: Ledger) -> Iterator[int]:
        # what failed then and is the same now would fail again: it is no change
        was = {_number(line.row): line for line in self.before or ()}
        # another phone of the shop changes what every code says, and no cell of the table
        says = {_number(row): said for row, said in _payloads(job)}
        for number in _numbers(ledger):
            seen, old = ledger.of(number), was.get(number)
            if job.source.single:
                is_another = old is None
            elif not seen.cells or seen.is_held:
                continue
            else:
                is_another = old is None or old.cells != seen.cells
            now = says.get(number)
            if is_another or (old is not None and old.is_made and now not in (None, old.payload)):
                yield number

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


def _number(row: int | None) -> int:
    """Return the number of a row; what has no table is one piece."""
    return 1 if row is None else row


def _numbers(ledger: Ledger) -> list[int]:
    """Return the numbers of the rows: of one shop's share of a table they are not 1, 2, 3."""
    return [row_number(row, counted) for counted, row in enumerate(ledger.rows(), 1)]


def _of_keys(keys: set[str], ledger: Ledger) -> FoundRows:
    found: dict[Any, int] = {}
    known: list[str] = []
    for number in _numbers(ledger):
        key = ledger.of(number).key
        known.append(key)
        if key in keys:
            found.setdefault(key, number)
    return FoundRows(found, tuple(known))


def _payloads(job: Job) -> Iterator[tuple[int | None, str]]:
    """Yield what the code of each row says, with the number of the row."""
    for one in job.outcomes():
        said = getattr(one, "payload", None) or getattr(one, "text", None)
        where = getattr(one, "where", None)
        if isinstance(said, str) and where is not None:
            yield where.row, said


def _of_payloads(payloads: set[str], job: Job) -> FoundRows:
    found: dict[Any, int] = {}
    known: list[str] = []
    for row, said in _payloads(job):
        known.append(said)
        if said in payloads:
            found.setdefault(said, _number(row))
    return FoundRows(found, tuple(known))


def _of_question(question: str, ledger: Ledger) -> Iterator[int]:
    text = question if is_template(question) else f"{{{{ {question} }}}}"
    asked = compile_text(text, name="where")
    for counted, row in enumerate(ledger.rows(), 1):
        if isinstance(row, Problem):
            continue
        try:
            said = asked.render(dict(row)).strip()
        except CampaignError as err:
            if err.rule != "row.empty-cell":
                raise
            said = ""  # an empty cell answers no question
        if said not in ("", "False", "None", "0"):  # as what is not true is printed
            yield row_number(row, counted)


def _check_found(wanted: set[str], found: Collection[FoundRows], job: Job, what: str) -> None:
    there = {wish for each in found for wish in each.rows}
    known = [word for each in found for word in each.known if word]
    for missing in sorted(wanted - there):
        raise NotFound(
            f"no row of {job.source.name} has the {what} {missing!r}."
            f"{did_you_mean(missing, known)}",
            rule="reprint.no-such-row",
            missing=missing,
            what=what,
        )


class Asked(NamedTuple):
    """What one shop is asked for, and what it has."""

    choice: ReprintChoice
    job: Job
    ledger: Ledger


def rows_of_shops(asked: Mapping[str, Asked]) -> dict[str, list[int]]:
    """Return the numbers of the rows that were asked for, by shop. asked: by shop, some.

    Raises:
        NotFound: there is no such row, key or code in any shop.
        BadInput: one number is a row of several shops: it must be said whose.
    """
    found = {shop: each.choice.found(each.job, each.ledger) for shop, each in asked.items()}
    first = next(iter(asked.values()))
    first.choice.check(found.values(), first.job)
    owners = {shop: sorted({*each.rows.values()}) for shop, each in found.items() if each.rows}
    numbers = [number for rows in owners.values() for number in rows]
    if len({*numbers}) < len(numbers):
        such = ", ".join(repr(shop) for shop in [*owners][:_OWNERS])
        more = f" and {len(owners) - _OWNERS:,} more" if len(owners) > _OWNERS else ""
        raise BadInput(
            f"what was asked for is of {len(owners):,} shops: {such}{more}. Say of which shop, "
            "as the manifest calls it.",
            rule="reprint.several-shops",
            shops=[*owners],
        )
    return owners


@dataclass(frozen=True, slots=True)
class _Together:
    """What stands on a sheet for several shops."""

    parts: tuple[Iterable[Printed | Failure], ...]

    def __iter__(self) -> Iterator[Printed | Failure]:
        return self.outcomes()

    def outcomes(self) -> Iterator[Printed | Failure]:
        return chain.from_iterable(self.parts)


def sheet_of_shops(jobs: Mapping[str, Job], rows: Mapping[str, list[int]], how: Reprint) -> Sheet:
    """Return one sheet of the rows of some shops. jobs, rows: by shop.

    Raises:
        CampaignError: nothing can be printed of any shop, or not on one sheet.
    """
    parts: list[Iterable[Printed | Failure]] = []
    sheets: list[Sheet] = []
    for shop, job in jobs.items():
        try:
            sheets.append(job.reprint(how._replace(rows=rows[shop])))
            parts.append(_Outcomes(sheets[-1]))
        except CampaignError as err:
            if len(jobs) == 1:
                raise
            place = Where(file=job.source.name, shop=shop, row=rows[shop][0])
            parts.append([Failure(place, err)])  # it has one fault, however many rows
    if len(jobs) == 1:
        return sheets[0]
    if not sheets:
        raise next(one.error for part in parts for one in part if isinstance(one, Failure))
    first = sheets[0]
    if len({(one.stock, one.printer, one.offset, one.collate, one.marks) for one in sheets}) > 1:
        raise BadInput(
            "these shops have their labels on sheets of different kinds. Say on which stock, or "
            "print them shop by shop.",
            rule="reprint.several-sheets",
        )
    return sheet(
        _Together(tuple(parts)),
        stock=first.stock,
        copies=first.copies,
        start=first.start,
        skip=first.skip,
        printer=first.printer,
        offset=first.offset,
        collate=first.collate,
        marks=first.marks,
    )


@dataclass(frozen=True, slots=True)
class _Outcomes:
    """What stands on a sheet, as often as asked."""

    sheet: Sheet

    def __iter__(self) -> Iterator[Printed | Failure]:
        return self.sheet.outcomes()


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
    from campaignkit.assets.printer_stream import save_stream  # it loads what reads codes

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
    kept: list[Any] = []
    missing = {*rows}
    for counted, row in enumerate(source.rows.outcomes(), 1):
        if (number := row_number(row, counted)) in rows:
            kept.append(row)
            missing.discard(number)
    kept += [_no_row_of_shop(number, source.name) for number in sorted(missing)]
    own = Rows(lambda: iter(kept), source=source.rows.source, columns=source.rows.columns)
    return replace(job, series=series.over(replace(source, rows=own)))  # type: ignore[type-var]


def _no_row_of_shop(number: int, name: str) -> Problem:
    return Problem(
        rule="reprint.no-row",
        message=f"row {number} of {name} is none of this shop's.",
        where=Where(file=name, row=number),
        params={"row": number, "name": name},
    )
