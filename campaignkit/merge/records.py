"""The rows of one asset, each with what templates see of it; a bad row is an outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from campaignkit import phones
from campaignkit.errors import BadInput, CampaignError
from campaignkit.missing_words import RULE as MISSING_WORD
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.rows import Row, Rows
from campaignkit.rows.table_row import is_held, row_number, row_warnings
from campaignkit.wording import EMPTY_CELL, Empty, marked

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """A row of which nothing was made, and why."""

    where: Where
    error: CampaignError

    @classmethod
    def of(cls, problem: Problem) -> Failure:
        """Return the failure that a row's own problem makes."""
        return cls(problem.where, Problems([problem]).error())

    def placed(self) -> CampaignError:
        """Return its error with its place, to be raised."""
        return Problems(of_error(self.error, self.where)).error(kind=type(self.error))


class Lacked(Empty):
    """A fact that its shop lacks, since its cell is empty where the shops are told. where: there.

    As any empty cell: it may be asked about, never printed.
    """

    __slots__ = ("where",)

    def __init__(self, name: str, where: Where | None = None) -> None:
        super().__init__(name)
        self.where = where

    def __reduce__(self) -> tuple[Any, ...]:
        return Lacked, (self.name, self.where)


@dataclass(frozen=True, slots=True)
class MergeRecord:
    """One row. row: its cells as they came. known: what templates see, empty cells marked.

    warnings: what its table says of it, such as that it is hidden there. found: what was doubtful
    when its texts were filled.
    """

    where: Where
    row: Row
    known: Mapping[str, Any]
    warnings: tuple[Problem, ...] = ()
    found: list[Problem] = field(default_factory=list)

    def phone(self, said: str, country: str) -> str:
        """Return a number of this row as E.164, and note what was changed in it, or is doubtful.

        Raises:
            BadInput: as `phones.to_e164`.
        """
        number = phones.to_e164(said, country)
        self.found.extend(each.placed(self.where) for each in phones.reading_doubts(said, country))
        return number

    def leaves_out(self, key: str, column: str) -> None:
        """Note that a text is left out, since the cell that it prints is empty."""
        if any(each.rule == MISSING_WORD and each.where.column == column for each in self.warnings):
            return  # that it is empty was said, and why
        where = self.place_of(column)
        column = where.column or column
        self.found.append(
            Problem(
                rule="row.empty-cell",
                message=f"the cell of {column!r} is empty: {key} is left out here.",
                where=where,
                fix="Fill it in, or say in the text what then, with default('…').",
                severity="warning",
                params={"column": column, "key": key},
            )
        )

    def place_of(self, column: str) -> Where:
        """Return where an empty cell stands: in the row, or in that of its shop."""
        value = self.known.get(column)
        if isinstance(value, Lacked):
            return value.where or self.where
        return replace(self.where, column=column)

    def under(self, facts: Mapping[str, Any]) -> MergeRecord:
        """Return it with more facts under its cells, such as those of the row's own shop."""
        # a column called "name" is the row's own, whatever its shop is called
        cells = {name: self.known[name] for name in self.row}
        return replace(self, known={**facts, **cells})


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of one asset. single: there is no table, so what is made comes from no row."""

    rows: Rows
    single: bool = False

    @property
    def name(self) -> str:
        """What to call it in a message: a file without its folders."""
        return self.rows.source.replace("\\", "/").rpartition("/")[2]

    def where(self, number: int) -> Where:
        """Return where a row stands, counted from 1."""
        return Where() if self.single else Where(file=self.rows.source, row=number)

    def records(self, facts: Mapping[str, Any]) -> Iterator[MergeRecord | Failure]:
        """Yield each row, or why it cannot be read. facts: under the row's own cells.

        Rows of which nothing is made on purpose are passed over.
        """
        for number, row in enumerate(self.rows.outcomes(), 1):
            if isinstance(row, Problem):
                yield Failure.of(row)
            elif not is_held(row):
                where = self.where(row_number(row, number))
                yield MergeRecord(where, row, {**facts, **marked(row)}, row_warnings(row))


NO_TABLE = Source(Rows(lambda: iter([{}]), source="the campaign", columns=()), single=True)


def merged(
    source: Source, facts: Mapping[str, Any], make: Callable[[MergeRecord], T]
) -> Iterator[T | Failure]:
    """Yield what `make` makes of each row, or why it makes nothing.

    >>> from campaignkit.rows import read
    >>> from campaignkit.wording import compile_text
    >>> text = compile_text("Oi {{ who }}!")
    >>> rows = read([{"who": "Ana"}, {"who": ""}])
    >>> for one in merged(Source(rows), {}, lambda record: text.render(record.known)):
    ...     print(one if isinstance(one, str) else one.error.rule)
    Oi Ana!
    row.empty-cell
    """
    for record in source.records(facts):
        if isinstance(record, Failure):
            yield record
            continue
        try:
            made = make(record)
            yield _warned(made, (*record.warnings, *record.found))
        # only our own: anything else is a bug, and no row is to hide it
        except CampaignError as err:
            yield Failure(
                record.where, _told_in_full(at_its_cell(err, record.known), record.warnings)
            )


def at_its_cell(error: CampaignError, known: Mapping[str, Any]) -> CampaignError:
    """Return an error of a text; if it is about a fact that the shop lacks, placed at its cell."""
    lacked = known.get(str(error.params.get("column"))) if error.rule == EMPTY_CELL else None
    if not isinstance(lacked, Lacked) or lacked.where is None:
        return error
    return Problems(of_error(error, lacked.where)).error(kind=type(error))


def _told_in_full(error: CampaignError, warnings: tuple[Problem, ...]) -> CampaignError:
    """Return why a row makes nothing, with what its table says of the row.

    A cell that was taken as empty for the word in it is told as what it is.
    """
    if not warnings:
        return error
    if error.rule == EMPTY_CELL:
        column = error.params.get("column")
        for told in warnings:
            if told.rule == MISSING_WORD and told.where.column == column:
                word, rest = told.value, tuple(each for each in warnings if each is not told)
                error = BadInput(
                    f"the cell of {column!r} holds {word!r}, which programs write where nothing "
                    "is, and it would be printed. Fill it in or clear it.",
                    rule="row.missing-word",
                    column=column,
                    word=word,
                )
                return _told_in_full(error, rest)
    return Problems((*of_error(error), *warnings)).error(kind=type(error))


def _warned(made: T, warnings: tuple[Problem, ...]) -> T:
    """Return what a row made with the warnings of its table before its own."""
    # a text or a link has no place for them, and 100,000 rows rarely have any
    if not warnings or not hasattr(made, "warnings"):
        return made
    own: Any = made
    changed: T = replace(own, warnings=(*warnings, *own.warnings))
    return changed
