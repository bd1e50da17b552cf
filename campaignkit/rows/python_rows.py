"""Rows out of Python: mappings, records of many kinds, cursors, and iterators of frames."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from campaignkit.errors import BadInput
from campaignkit.problems import Problem, Where
from campaignkit.rows import frames
from campaignkit.rows.table_row import sound
from campaignkit.rows.values import PLAIN, clean

_AT_ONCE = 1000  # rows of a cursor
_TEXT = frozenset({str})


def as_mapping(item: Any) -> Mapping[Any, Any] | None:
    """Return a record as a mapping, None if it is none.

    >>> from collections import namedtuple
    >>> as_mapping(namedtuple("Stall", "name table")("Mooca", 3)), as_mapping(("Mooca", 3))
    ({'name': 'Mooca', 'table': 3}, None)
    """
    if isinstance(item, Mapping):
        return item
    if isinstance(item, type):
        return None
    if dataclasses.is_dataclass(item):
        return {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}
    if isinstance(mapping := getattr(item, "_mapping", None), Mapping):  # SQLAlchemy's Row
        return mapping
    if callable(keys := getattr(item, "keys", None)) and hasattr(item, "__getitem__"):
        return {key: item[key] for key in keys()}  # sqlite3.Row and its kin
    # Named tuples, and pydantic's models.
    dump = getattr(item, "_asdict", None) or getattr(item, "model_dump", None)
    return dict(dump()) if callable(dump) else None


def mapped(source: Iterable[Any], name: str) -> Iterator[dict[str, Any] | Problem]:
    """Yield each item as a row; a dataframe or batch among them gives all of its rows."""
    number = 0
    for item in source:
        if type(item) is dict:  # nearly always
            number += 1
            yield sound(_plain(item), name, number)
            continue
        if frames.is_frame(item):
            for row in frames.table(item)[1]():
                number += 1
                yield sound(row, name, number)
            continue
        number += 1
        mapping = as_mapping(item)
        if mapping is not None:
            row = {str(key): clean(value) for key, value in mapping.items()}
            yield sound(row, name, number)
        else:
            yield Problem(
                rule="rows.not-a-mapping",
                message=f"this row is a {type(item).__name__}, not a dict.",
                where=Where(file=name, row=number),
                fix="Give each row as {'column': value}.",
            )


def _plain(item: dict[Any, Any]) -> dict[str, Any]:
    """Return a record with names of columns and plain cells; a copy, whatever it holds."""
    if _TEXT.issuperset(map(type, item)) and PLAIN.issuperset(map(type, item.values())):
        return item.copy()
    return {str(key): clean(value) for key, value in item.items()}


def is_cursor(source: Any) -> bool:
    """Say whether it is a database's cursor (PEP 249) that holds the answer of a query."""
    return hasattr(source, "description") and callable(getattr(source, "fetchmany", None))


def cursor_columns(cursor: Any) -> tuple[str, ...]:
    """Return the columns of a query's answer.

    Raises:
        BadInput: it holds none.
    """
    if not cursor.description:
        raise BadInput(
            "the cursor holds no rows. Execute a SELECT with it first, then give it.",
            rule="table.cursor",
        )
    return tuple(str(column[0]) for column in cursor.description)


def fetched(cursor: Any, columns: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """Yield what is left of a query's answer, some rows at a time."""
    while some := cursor.fetchmany(_AT_ONCE):
        for row in some:
            yield row if isinstance(row, Mapping) else dict(zip(columns, row, strict=False))
