"""Tables in: files of many kinds, records of Python, dataframes, a database's cursor, iterators.

A row is a plain `dict[str, Any]`: text stays text ("00123" and "+9198…" keep their signs), but for
whole numbers that a program wrote as "1.0", and errors of formulas (`text_cells`); a missing value
is None, numpy's scalars are Python's. Files are read as a stream, so a million
rows take no more memory than ten (a spreadsheet's shared texts are held). A line with nothing in
its cells is told and left out (`table_row`); a row whose cells do not fit the header is a finding,
never dropped or padded.
"""

from __future__ import annotations

import glob
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any, TypeAlias

from campaignkit import resources
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.problems import Problem, Problems
from campaignkit.rows.column_names import hint
from campaignkit.rows.files import TableFile, advice, lies_elsewhere, local_path, table_file
from campaignkit.rows.opening import Opening
from campaignkit.rows.table_row import TableRow, row_line, row_number, row_warnings
from campaignkit.rows.text_cells import TextCells
from campaignkit.rows.values import seen

Row: TypeAlias = dict[str, Any]
Outcome: TypeAlias = Row | Problem
Source: TypeAlias = "str | PathLike[str] | Iterable[Mapping[str, Any]] | Rows | Any"

_TEXT_FILES = (".csv", ".tsv", ".txt", ".tab")
_SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_JSON = (".json", ".jsonl", ".ndjson")
_COLUMNAR = (".parquet", ".feather", ".arrow")


class Rows:
    """A stream of rows; it can be read again where its source can.

    source: what to call it in a message. columns: names in order, None if not known before
    the first row. again: whether a second reading is possible.
    """

    def __init__(
        self,
        outcomes: Callable[[], Iterator[Outcome]],
        *,
        source: str,
        columns: tuple[str, ...] | None = None,
        again: bool = True,
    ) -> None:
        self.source = source
        self.columns = columns
        self.again = again
        self._open = outcomes
        self._used = False

    def outcomes(self) -> Iterator[Outcome]:
        """Return every row in order, or the problem that stands in its place.

        Raises:
            BadInput: a one-shot source is read a second time; the file breaks off.
        """
        if self._used and not self.again:
            raise BadInput(
                f"{self.source} can be read once, and was. Give a list: list({self.source}), "
                "a path or a dataframe.",
                rule="table.read-twice",
                source=self.source,
            )
        self._used = True
        return self._open()

    def __iter__(self) -> Iterator[Row]:
        """Return every row in order; the first problem is raised."""
        return map(self._sound, self.outcomes())

    def _sound(self, outcome: Outcome) -> Row:
        if isinstance(outcome, Problem):
            Problems([outcome]).raise_errors()
            raise AssertionError("a problem in place of a row is an error")
        return outcome

    def __eq__(self, other: object) -> bool:
        """Say whether both open the same table: equal lists, the same file read the same way."""
        if not isinstance(other, Rows):
            return NotImplemented
        if not (self.again and other.again):
            return self is other
        return (self.source, self.columns, self._open) == (
            other.source,
            other.columns,
            other._open,
        )

    def __hash__(self) -> int:
        return hash((self.source, self.columns))

    def __repr__(self) -> str:
        shown = "" if self.columns is None else f", columns: {', '.join(self.columns)}"
        return f"<Rows of {self.source}{shown}>"


def read(
    source: Source,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Rows:
    """Return the rows of anything that holds a table.

    Args:
        source: Path of a CSV or TSV (UTF-8 or UTF-16; header in its first line; also as .gz or
            alone in a .zip), a spreadsheet (XLSX, XLS, ODS), JSON (a list of objects), JSON
            Lines, Parquet or Feather (with the extra `tables`); "feiras/*.csv" reads all of
            these files. Mappings, dataclasses, named tuples or `sqlite3.Row` in a list or any
            iterable; a function that yields them; a database's cursor; a dataframe of pandas,
            polars or pyarrow, or an iterator of them. An address is fetched once for each call:
            "s3://shop/markets.csv", "https://…/markets.csv", that of a Google sheet which anyone
            with the link may see.
        encoding: Of a text file that is not Unicode, such as "cp1252".
        delimiter: Of a text file, where it cannot be told from the first lines.
        sheet: Of a spreadsheet; the first one that is not hidden if left out.
        columns: Other names for columns: {"phone": "WHATSAPP"} calls that column "phone".

    Raises:
        NotFound: no such file, sheet or column.
        BadInput: not a table; no rows in a file; a column twice; wrong encoding; two
            delimiters would do; an address that cannot be read.
        TooBig: it claims more than a table can hold.

    >>> list(read([{"stall": "00123", "price": float("nan")}]))
    [{'stall': '00123', 'price': None}]
    >>> list(read([{"WHATSAPP": "+55 11 98765 4321"}], columns={"phone": "WHATSAPP"}))
    [{'phone': '+55 11 98765 4321'}]
    """
    found = _read(source, encoding, delimiter, sheet)
    return found if columns is None else _renamed(found, columns)


def _read(source: Source, encoding: str | None, delimiter: str | None, sheet: str | None) -> Rows:
    if isinstance(source, Rows):
        return source
    if isinstance(source, (str, PathLike)):
        return _from_path(fspath(source), encoding, delimiter, sheet)
    if isinstance(source, (Mapping, bytes, bytearray)):
        kind = type(source).__name__
        raise BadInput(
            f"rows of type {kind} are no table. Give a list of dicts, or a path.",
            rule="table.no-table",
            kind=kind,
        )
    return _from_frame(source) or _from_iterable(source)


def _from_path(source: str, encoding: str | None, delimiter: str | None, sheet: str | None) -> Rows:
    for key, said in (("encoding", encoding), ("delimiter", delimiter), ("sheet", sheet)):
        if said is not None and not isinstance(said, str):
            raise BadInput(f"{key}={said!r} is not text.", rule="table.option", option=key)
    if lies_elsewhere(source):
        return _from_elsewhere(source, encoding, delimiter, sheet)
    path = local_path(source)
    if glob.has_magic(source) and not _is_there(path):
        files = _meant(source)
        if files:
            return _together(
                [_from_file(Path(file), encoding, delimiter, sheet) for file in files], source
            )
    return _from_file(path, encoding, delimiter, sheet)


def _meant(pattern: str) -> list[str]:
    """Return the files that a pattern means; none of one that no path can be."""
    try:
        return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no whole path)
    except (OSError, ValueError, re.error):
        return []


def _from_elsewhere(
    address: str, encoding: str | None, delimiter: str | None, sheet: str | None
) -> Rows:
    """Return the rows of what lies in a store or on the web, out of a copy of it."""
    from campaignkit.rows import fetching

    suffixes = (*_TEXT_FILES, *_SPREADSHEETS, *_JSON, *_COLUMNAR, ".gz", ".zip")
    path = fetching.copy_of(address, suffixes, advice=advice(address))
    try:
        found = _from_file(path, encoding, delimiter, sheet)
    except CampaignError as err:
        fetching.kept_by(err, path)
        said = err.plain.replace(str(path), address)
        raise type(err)(said, rule=err.rule, **err.params) from err
    found.source = address
    fetching.kept_by(found, path)
    return found


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _from_file(path: Path, encoding: str | None, delimiter: str | None, sheet: str | None) -> Rows:
    _check_exists(path)
    try:
        file = table_file(path)
        columns, opening = _opened(file, encoding, delimiter, sheet)
    except OSError as err:
        raise BadInput(
            f"{path} cannot be read: {err.strerror or err}.", rule="table.unreadable"
        ) from err
    is_text = file.suffix not in _SPREADSHEETS
    outcomes = TextCells(opening, str(path)) if is_text else opening
    return Rows(outcomes, source=str(path), columns=columns)


def _opened(
    file: TableFile, encoding: str | None, delimiter: str | None, sheet: str | None
) -> tuple[tuple[str, ...] | None, Opening]:
    suffix = file.suffix
    if suffix in _SPREADSHEETS and not file.is_packed:
        from campaignkit.rows import workbook

        return workbook.table(file.path, sheet=sheet)
    if suffix in _JSON and not (encoding or delimiter):
        from campaignkit.rows import json_rows

        return None, Opening(json_rows.rows, (file,))
    if suffix in _COLUMNAR and not file.is_packed:
        from campaignkit.rows import columnar

        return columnar.columns(file.path), Opening(columnar.rows, (file.path,))
    if suffix in _TEXT_FILES or encoding or delimiter is not None:
        from campaignkit.rows import delimited

        tab = "\t" if suffix in (".tsv", ".tab") else None
        return delimited.table(file, encoding, tab if delimiter is None else delimiter)
    known = ", ".join((*_TEXT_FILES[:2], *_SPREADSHEETS, *_JSON, *_COLUMNAR))
    raise BadInput(
        f"{file} is not a table by its name. Its name must end in one of {known}; of text also "
        "with .gz after it.",
        rule="table.kind",
        suffix=suffix,
    )


def _check_exists(path: Path) -> None:
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except (OSError, ValueError) as err:  # a name longer than the system takes; a NUL
        why = getattr(err, "strerror", None) or str(err)
        raise NotFound(
            f"there is no file {str(path)!r:.200}: {why}.", rule="table.no-file"
        ) from err
    if is_folder:
        raise BadInput(
            f"{path} is a folder. Give the path of one file in it, or of all: "
            f"{str(path / '*.csv')!r}.",
            rule="table.folder",
        )
    resources.check_ordinary(path, what="table")
    if not is_file:
        beside = resources.names_beside(path)
        near = did_you_mean(path.name, beside)
        raise NotFound(f"there is no file {str(path)!r}.{near}", rule="table.no-file")


def _together(tables: list[Rows], source: str) -> Rows:
    """Return the rows of several files, one after another, as one table."""
    first = tables[0]
    for table in tables[1:]:
        if set(table.columns or ()) != set(first.columns or ()):
            odd = sorted(set(table.columns or ()) ^ set(first.columns or ()))
            raise BadInput(
                f"{source}: {table.source} and {first.source} have not the same columns; only one "
                f"of them has {', '.join(odd[:5])}. Name them alike, or read them one by one.",
                rule="table.columns-differ",
                columns=odd,
            )
    outcomes = Opening(_one_after_another, (tuple(tables),))
    return Rows(outcomes, source=source, columns=first.columns)


def _one_after_another(tables: tuple[Rows, ...]) -> Iterator[Outcome]:
    before = 0
    for table in tables:
        last = 0
        for counted, row in enumerate(table.outcomes(), 1):
            last = row_number(row, counted)
            if isinstance(row, Problem):
                yield row
            else:
                yield TableRow(row, before + last, row_warnings(row), row_line(row))
        before += last


def _from_frame(source: object) -> Rows | None:
    from campaignkit.rows import frames

    if not frames.is_frame(source):
        return None
    columns, outcomes = frames.table(source)
    name = type(source).__name__
    return Rows(TextCells(outcomes, name), source=name, columns=columns)


def _from_iterable(source: Any) -> Rows:
    from campaignkit.rows import python_rows

    name = type(source).__name__
    if hasattr(source, "read") and hasattr(source, "readline"):
        file = getattr(source, "name", None)
        shown = file if isinstance(file, str) else "markets.csv"
        raise BadInput(
            f"an open file is no table: it is opened anew for each reading. Give its path: "
            f"{shown!r}.",
            rule="table.open-file",
            file=shown,
        )
    if python_rows.is_cursor(source):
        columns = python_rows.cursor_columns(source)
        fetched = Opening(_of_cursor, (source, columns, name))
        return Rows(fetched, source=name, columns=columns, again=False)
    if inspect.isroutine(source):
        return Rows(Opening(_of_function, (source,)), source=source.__name__)
    try:
        iterator = iter(source)
    except TypeError as err:
        raise BadInput(
            f"rows of type {name} are no table. Give a path, a list of dicts, a dataframe, or an "
            "iterator of dicts.",
            rule="table.no-table",
            kind=name,
        ) from err
    again = iterator is not source
    of_first = None
    if isinstance(source, (list, tuple)) and source:
        of_first = python_rows.as_mapping(source[0])
    columns_ = None if of_first is None else tuple(map(str, of_first))
    opening: Callable[[], Iterator[Outcome]] = Opening(python_rows.mapped, (source, name))
    if isinstance(source, (list, tuple)):
        opening = TextCells(opening, name, looked_at=True)
    return Rows(opening, source=name, columns=columns_, again=again)


def _of_cursor(cursor: Any, columns: tuple[str, ...], name: str) -> Iterator[Outcome]:
    from campaignkit.rows import python_rows

    return python_rows.mapped(python_rows.fetched(cursor, columns), name)


def _of_function(function: Callable[[], Any]) -> Iterator[Outcome]:
    """Yield the rows of what a function returns; it is called for each reading."""
    from campaignkit.rows import python_rows

    try:
        inspect.signature(function).bind()
    except (TypeError, ValueError) as err:
        raise BadInput(
            f"{function.__name__} needs arguments. Give what it returns, or a function of none.",
            rule="table.no-table",
        ) from err
    made = function()
    if isinstance(made, Iterable) and not isinstance(made, (str, bytes, Mapping)):
        return python_rows.mapped(made, function.__name__)
    raise BadInput(
        f"{function.__name__}() returns a {type(made).__name__}, no rows. Let it return or yield "
        "dicts.",
        rule="table.no-table",
    )


def check_columns(columns: object) -> None:
    """Raise unless this says which column is which.

    Raises:
        BadInput: it is no mapping.
    """
    if not isinstance(columns, Mapping):
        raise BadInput(
            f"columns={columns!r} is no mapping. Write {{'phone': 'WHATSAPP'}}.",
            rule="table.option",
            option="columns",
        )


def _renamed(found: Rows, columns: Mapping[str, str]) -> Rows:
    check_columns(columns)
    by_column = {seen(str(column)): str(name) for name, column in columns.items()}
    names = None
    if found.columns is not None:
        for column in by_column:
            if column not in found.columns:
                near = hint(column, found.columns)
                raise NotFound(
                    f"{found.source} has no column {column!r}."
                    f"{near or ' There are: ' + ', '.join(found.columns[:30]) + '.'}",
                    rule="table.no-column",
                    column=column,
                )
        names = tuple(by_column.get(column, column) for column in found.columns)
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise BadInput(
                f"columns: {found.source} has a column {', '.join(twice)} already. Give that one "
                "another name, too.",
                rule="table.column-twice",
                columns=twice,
            )
    outcomes = Opening(_under_other_names, (found, tuple(by_column.items())))
    return Rows(outcomes, source=found.source, columns=names, again=found.again)


def _under_other_names(found: Rows, pairs: tuple[tuple[str, str], ...]) -> Iterator[Outcome]:
    by_column = dict(pairs)
    for counted, row in enumerate(found.outcomes(), 1):
        if isinstance(row, Problem):
            yield row
        else:
            cells = {by_column.get(column, column): cell for column, cell in row.items()}
            number = row_number(row, counted)
            yield TableRow(cells, number, row_warnings(row), row_line(row))
