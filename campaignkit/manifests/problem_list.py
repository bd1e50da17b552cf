"""What went wrong while building: all of it in problems.csv, and each kind of it in one line.

A hundred thousand bad rows cost no memory: they are written as they are found. Errors come first,
and a fault that many rows share is told once, with its rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from campaignkit.formulas import guarded
from campaignkit.manifests.manifest import Table
from campaignkit.problems import Problem, Problems, Where

NOT_MADE = Problem(rule="build.not-made", message="Not made, because other rows have errors.")
HELD_OUT = Problem(
    rule="experiment.held-out",
    message="Held out of the experiment: nothing is printed here.",
    severity="warning",
)
LOST = Problem(
    rule="build.row-lost",
    message="Nothing was made of this row, and nothing said why: a fault of campaignkit.",
    fix="Please report it with the table.",
)
FOLDED = Problem(
    rule="product.folded",
    message="The row is more of a product that another row begins: it has no piece of its own.",
    severity="warning",
)
COLUMNS = (
    *("severity", "rule", "shop", "asset", "file", "line", "row", "column", "key", "page"),
    *("message", "value", "limit", "fix", "source"),
)
_EACH = ("design.no-wording",)  # rules whose every sentence is told: another language in each
_OF_MACHINE = ("theme.face-missing",)  # of what is installed: one sentence, whatever met it
_KEPT = 5_000  # errors held in memory; all are in the list
_FEW = 3  # rows with one fault that are told one by one
_SPANS = 6  # ranges of rows that are named in one line
_NAMED = 6  # shops, likewise


def said(problems: Iterable[Problem]) -> str:
    """Return problems as one cell of a table, without their places."""
    sentences = (f"{problem.message} {problem.fix}".strip() for problem in problems)
    return " ".join(dict.fromkeys(sentences))


@dataclass(slots=True)
class Kind:
    """Problems of one kind in one file: the first of them, how many, their rows and their shops."""

    first: Problem
    few: list[Problem] = field(default_factory=list)
    count: int = 0
    rows: list[tuple[int, int]] = field(default_factory=list)  # from, to; in the order met
    shops: dict[str, None] = field(default_factory=dict)  # many of them, where there are many

    def add(self, problem: Problem) -> None:
        """Count one more."""
        self.count += 1
        if len(self.few) <= _FEW or (problem.where.row is None and len(self.few) < _KEPT):
            self.few.append(problem)
        if problem.where.shop and len(self.shops) < _KEPT:
            self.shops[problem.where.shop] = None
        row = problem.where.row
        if row is None:
            return
        last = self.rows[-1] if self.rows else (0, -1)
        if row == last[1] + 1:
            self.rows[-1] = last[0], row
        elif not last[0] <= row <= last[1]:
            self.rows.append((row, row))

    def lines(self) -> Iterator[str]:
        """Yield it as people read it: few rows one by one, many in one line."""
        spans = _joined(self.rows)
        rows = sum(high - low + 1 for low, high in spans)
        if not rows and self.count > _FEW:
            yield f"{self.first.severity}: {_counted(self)}"
            return
        if rows <= _FEW and self.count <= len(self.few):
            yield from (f"{each.severity}: {each}" for each in self.few)
            return
        first = min(self.few, key=lambda each: each.where.row or 0)
        file = f"{first.where.file}, " if first.where.file else ""
        many = f"{rows:,} rows" if rows > 1 else "row"
        told = f"{first.message} {first.fix}".strip()
        yield (
            f"{first.severity}: {file}{many} ({_written(spans)}){self.of_shops()}, such as row "
            f"{first.where.row}: {told}"
        )

    def of_shops(self) -> str:
        """Return " of 4 shops (sol, lua, mar, …)", or nothing where there is one shop."""
        if not self.shops:
            return ""
        named = ", ".join(
            [*islice(self.shops, _NAMED), *(["…"] if len(self.shops) > _NAMED else [])]
        )
        more = "+" if len(self.shops) >= _KEPT else ""
        count = len(self.shops)
        return f" of the shop {named}" if count == 1 else f" of {count:,}{more} shops ({named})"


class ProblemList:
    """Problems of one build. Errors are kept, up to a number; of each kind of warning the first."""

    def __init__(self) -> None:
        self._errors: list[Problem] = []
        self._kinds: dict[tuple[str | None, ...], Kind] = {}
        self._of_machine: set[Problem] = set()
        self.table = Table(COLUMNS, marked=True)

    def add(self, asset: str, problems: Iterable[Problem], *, shop: str = "") -> None:
        """Keep what was found in an asset."""
        place = Where(shop=shop or None)
        for told in once(problems, self._of_machine):
            everywhere = told.rule in _OF_MACHINE
            found = told if everywhere else told.placed(place)
            by_name = found.where.file or everywhere
            problem = found if by_name else found.placed(Where(file=asset or None))
            self.table.add(_cells(found, asset, shop))
            where = problem.where
            each = problem.message if problem.rule in _EACH else None
            key = problem.severity, problem.rule, asset, where.file, where.column, each
            kind = self._kinds.get(key)
            if kind is None:
                kind = self._kinds[key] = Kind(problem)
            kind.add(problem)
            if problem.severity == "error" and len(self._errors) < _KEPT:
                self._errors.append(problem)

    def keep(self, asset: str, problem: Problem, *, shop: str) -> None:
        """Keep a line of an earlier list as it is: this build did not look."""
        self.table.add(_cells(problem, asset, shop))

    def all(self) -> Problems:
        """Return the errors in the order they were met, then the warnings."""
        warnings = (each for each in self._kinds.values() if each.first.severity != "error")
        return Problems([*self._errors, *map(_counted, warnings)])

    def lines(self) -> tuple[str, ...]:
        """Return what went wrong in lines, errors first."""
        kinds = sorted(self._kinds.values(), key=lambda kind: kind.first.severity != "error")
        # two assets of one table find the same in its rows
        return tuple(dict.fromkeys(line for kind in kinds for line in kind.lines()))


def once(problems: Iterable[Problem], told: set[Problem]) -> Iterator[Problem]:
    """Yield problems, and what is said of the machine only once. told: what was."""
    for problem in problems:
        if problem.rule not in _OF_MACHINE:
            yield problem
        elif (found := replace(problem, where=Where())) not in told:
            told.add(found)
            yield found


def read(data: bytes) -> Iterator[tuple[str, str, Problem]]:
    """Yield shop, asset and problem of each line of a problems.csv; none of what is no such."""
    lines = csv.DictReader(io.StringIO(data.decode("utf-8-sig", errors="replace"), newline=""))
    if set(COLUMNS) - set(lines.fieldnames or ()):
        return
    for line in lines:
        cells = {name: _unguarded(line[name] or "") for name in COLUMNS}
        numbers = {
            name: int(cells[name]) if cells[name].isdecimal() else None
            for name in ("line", "row", "page")
        }
        texts = {name: cells[name] or None for name in ("file", "column", "key")}
        yield (
            cells["shop"],
            cells["asset"],
            Problem(
                rule=cells["rule"],
                message=cells["message"],
                where=Where(shop=cells["shop"] or None, **texts, **numbers),  # type: ignore[arg-type]
                value=cells["value"] or None,
                limit=cells["limit"] or None,
                fix=cells["fix"],
                severity="warning" if cells["severity"] == "warning" else "error",
                source=cells["source"],
            ),
        )


def _cells(problem: Problem, asset: str, shop: str) -> list[Any]:
    where = problem.where
    place = [where.file, where.line, where.row, where.column, where.key, where.page]
    told = [problem.message, _short(problem.value), _short(problem.limit), problem.fix]
    return [problem.severity, problem.rule, shop, asset, *place, *told, problem.source]


def _short(value: Any) -> str:
    return "" if value is None else f"{value}"[:200]


def _unguarded(text: str) -> str:
    bare = text.removeprefix("'")
    return bare if bare != text and guarded(bare).value == text else text


def _counted(kind: Kind) -> Problem:
    if kind.count == 1:
        return kind.first
    said = f"{kind.first.message} (So in {kind.count:,} places{kind.of_shops()}.)"
    where = kind.first.where if len(kind.shops) == 1 else replace(kind.first.where, shop=None)
    return replace(kind.first, message=said, where=where)


def _joined(rows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, those that touch or overlap as one."""
    spans: list[tuple[int, int]] = []
    for low, high in sorted(rows):
        if spans and low <= spans[-1][1] + 1:
            spans[-1] = spans[-1][0], max(high, spans[-1][1])
        else:
            spans.append((low, high))
    return spans


def _written(spans: list[tuple[int, int]]) -> str:
    """Return ranges as people write them: "3-5, 9"."""
    shown = [f"{low:,}-{high:,}" if high > low else f"{low:,}" for low, high in spans[:_SPANS]]
    return ", ".join([*shown, "…"] if len(spans) > _SPANS else shown)
