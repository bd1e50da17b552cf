"""Tables in: a CSV or spreadsheet path, a list of dicts, a dataframe, any iterator of mappings.

A row is a plain `dict[str, Any]`: text stays text ("00123" and "+9198…" keep their signs), a
missing value is None, numpy's scalars are Python's. Files are read as a stream, so a million
rows take no more memory than ten (a spreadsheet's shared texts are held). A line with nothing in
its cells is told and left out (`table_row`); a row whose cells do not fit the header is a finding,
never dropped or padded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

from campaignkit.errors import BadInput, NotFound, did_you_mean
from campaignkit.problems import Problem, Problems, Where
from campaignkit.resources import check_ordinary
from campaignkit.rows.values import clean

Row: TypeAlias = dict[str, Any]
Outcome: TypeAlias = Row | Problem
Source: TypeAlias = "str | PathLike[str] | Iterable[Mapping[str, Any]] | Rows | Any"

_TEXT_FILES = (".csv", ".tsv", ".txt", ".tab")
_SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_DATAFRAME_FILES = (".parquet", ".feather", ".arrow", ".json", ".jsonl", ".ndjson")


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
                "a path or a dataframe."
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

    def __repr__(self) -> str:
        shown = "" if self.columns is None else f", columns: {', '.join(self.columns)}"
        return f"<Rows of {self.source}{shown}>"


def read(
    source: Source,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Rows:
    """Return the rows of anything that holds a table.

    Args:
        source: Path of a CSV or TSV (UTF-8 or UTF-16; header in its first line) or of a
            spreadsheet (XLSX, XLS, ODS); mappings in a list or any iterable; a dataframe of
            pandas, polars or pyarrow.
        encoding: Of a text file that is not Unicode, such as "cp1252".
        delimiter: Of a text file, where it cannot be told from the first lines.
        sheet: Of a spreadsheet; the first one that is not hidden if left out.

    Raises:
        NotFound: no such file or sheet.
        BadInput: not a table; no rows in a file; a column twice; wrong encoding; two
            delimiters would do.

    >>> list(read([{"stall": "00123", "price": float("nan")}]))
    [{'stall': '00123', 'price': None}]
    """
    if isinstance(source, Rows):
        return source
    if isinstance(source, (str, PathLike)):
        return _from_file(Path(source), encoding, delimiter, sheet)
    if isinstance(source, (Mapping, bytes, bytearray)):
        kind = type(source).__name__
        raise BadInput(f"rows of type {kind} are no table. Give a list of dicts, or a path.")
    return _from_frame(source) or _from_iterable(source)


def _from_file(path: Path, encoding: str | None, delimiter: str | None, sheet: str | None) -> Rows:
    for key, said in (("encoding", encoding), ("delimiter", delimiter), ("sheet", sheet)):
        if said is not None and not isinstance(said, str):
            raise BadInput(f"{key}={said!r} is not text.")
    _check_exists(path)
    suffix = path.suffix.casefold()
    try:
        if suffix in _SPREADSHEETS:
            from campaignkit.rows import workbook

            columns, outcomes = workbook.table(path, sheet=sheet)
        elif suffix in _TEXT_FILES or encoding or delimiter is not None:
            from campaignkit.rows import delimited

            tab = "\t" if suffix in (".tsv", ".tab") else None
            columns, outcomes = delimited.table(
                path, encoding, tab if delimiter is None else delimiter
            )
        else:
            raise BadInput(_unreadable(path, suffix))
    except OSError as err:
        raise BadInput(f"{path} cannot be read: {err.strerror}.") from err
    return Rows(outcomes, source=str(path), columns=columns)


def _check_exists(path: Path) -> None:
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as err:  # a name longer than the system takes
        raise NotFound(f"there is no file {str(path)!r:.200}: {err.strerror}.") from err
    if is_folder:
        raise BadInput(f"{path} is a folder. Give the path of one file in it.")
    check_ordinary(path, what="table")
    if not is_file:
        beside = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        raise NotFound(f"there is no file {str(path)!r}.{did_you_mean(path.name, beside)}")


def _unreadable(path: Path, suffix: str) -> str:
    if suffix in _DATAFRAME_FILES:
        return f"{path}: read it with pandas or polars, and give the dataframe."
    known = ", ".join((*_TEXT_FILES[:2], *_SPREADSHEETS))
    return f"{path} is not a table by its name. Its name must end in one of {known}."


def _from_frame(source: object) -> Rows | None:
    from campaignkit.rows import frames

    if not frames.is_frame(source):
        return None
    columns, outcomes = frames.table(source)
    return Rows(outcomes, source=type(source).__name__, columns=columns)


def _from_iterable(source: Any) -> Rows:
    try:
        iterator = iter(source)
    except TypeError as err:
        raise BadInput(
            f"rows of type {type(source).__name__} are no table. Give a path, a list of dicts, "
            "a dataframe, or an iterator of dicts."
        ) from err
    again = iterator is not source
    name = type(source).__name__
    columns = None
    if isinstance(source, (list, tuple)) and source and isinstance(source[0], Mapping):
        columns = tuple(map(str, source[0]))
    return Rows(lambda: _mapped(source, name), source=name, columns=columns, again=again)


def _mapped(source: Iterable[object], name: str) -> Iterator[Outcome]:
    for number, row in enumerate(source, 1):
        if isinstance(row, Mapping):
            yield {str(key): clean(value) for key, value in row.items()}
        else:
            yield Problem(
                rule="rows.not-a-mapping",
                message=f"this row is a {type(row).__name__}, not a dict.",
                where=Where(file=name, row=number),
                fix="Give each row as {'column': value}.",
            )
