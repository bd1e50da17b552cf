"""Exports of shops, known by their header: each file here recognises one and translates its rows.

A platform's rows are not always products: variants stand below each other, pictures have rows of
their own, texts are HTML. What comes out are rows by the feed's column names, each with the number
of the row it began in. What is left out on purpose (drafts, parts of sets) is told.

To add a platform, add a file: NAME, MARKS (heads that together only its exports have, folded; a
set of heads stands for one of them, in any of its languages) and `products(records, told)`. A
column that a merchant added under the feed's own name stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from campaignkit.problems import Problem, Where
from campaignkit.products.exports.records import ExportRecord
from campaignkit.products.rules import column_of, columns, problem, translated_column
from campaignkit.rows.column_names import folded

_NAMED = 5  # rows named in a message
_HELP = ("records",)


@dataclass(slots=True)
class Told:
    """What a translation leaves out, and what is doubtful, by reason; rows are named together."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    notes: dict[str, list[int]] = field(default_factory=dict)
    taxless: bool = False  # prices were given without tax only

    def left_out(self, row: int, why: str) -> None:
        """Note that a row becomes no product. why: said of several rows, as in "are drafts"."""
        self.rows.setdefault(why, []).append(row)

    def noted(self, row: int, why: str) -> None:
        """Note what is doubtful about a row. why: said of several rows, as in "cost 0"."""
        self.notes.setdefault(why, []).append(row)

    def problems(self, source: str) -> Iterator[Problem]:
        """Yield a finding for each reason."""
        for rule, told in (("export-left-out", self.rows), ("export-note", self.notes)):
            for why, rows in told.items():
                more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
                named = ", ".join(map(str, rows[:_NAMED])) + more
                where = Where(file=source, row=rows[0])
                yield problem(rule, where, len(rows), why=why, rows=named)
        if self.taxless:
            yield problem("export-tax", Where(file=source, column="price"))


def find(header: Iterable[str]) -> ModuleType | None:
    """Return the platform whose export has such a header, None if none is known.

    >>> find(["Handle", "Title", "Variant Price", "Image Src"]).NAME
    'Shopify'
    """
    heads = {folded(name) for name in header}
    found = (
        (len(mark), module)
        for module in _platforms()
        for mark in module.MARKS
        if all(head in heads if isinstance(head, str) else head & heads for head in mark)
    )
    return max(found, key=lambda each: each[0], default=(0, None))[1]


def translated(
    platform: ModuleType, rows: Iterable[tuple[int, Mapping[str, Any]]], told: Told
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the products of an export: the row it begins in, and its cells."""
    records = [ExportRecord(number, row) for number, row in rows]
    own = {record.number: record for record in records}
    for number, cells in platform.products(records, told):
        kept = {name: value for name, value in cells.items() if value not in (None, "")}
        yield number, {**_added(own[number].row), **kept}


def _added(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells that stand under the feed's own names, or in another language."""
    return {
        name: value
        for name, value in row.items()
        if value not in (None, "") and (name in columns() or _is_translation(name))
    }


def _is_translation(name: str) -> bool:
    return column_of(name) is None and translated_column(name) is not None


@cache
def _platforms() -> tuple[ModuleType, ...]:
    found = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}") for name in found if name not in _HELP)
