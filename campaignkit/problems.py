"""What every doctor says: one `Problem` a finding, all of them at once.

The template linter, the sticker pack, the feed, the campaign file and the scannability
report share this form. A `Problems` is falsy when empty, reads as a list of sentences,
and shows itself in a notebook as a table. Only findings of severity "error" are raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from html import escape
from typing import Any, Literal, overload

from campaignkit.errors import BadInput, CampaignError

Severity = Literal["error", "warning"]

_SAID = 100  # problems in the words of an error
_SHOWN = 500  # rows of a notebook's table


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place, as far as it is known. Lines, rows, pages count from 1; a header is no row."""

    file: str | None = None
    line: int | None = None
    row: int | None = None
    column: str | None = None
    key: str | None = None
    page: int | None = None
    x: float | None = None  # mm from the page's left edge
    y: float | None = None  # mm from the page's top edge

    def __str__(self) -> str:
        said = [] if self.file is None else [self.file]
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or field.name == "file":
                continue
            unit = " mm" if field.name in ("x", "y") else ""
            shown = f"{value:.1f}" if isinstance(value, float) else str(value)
            said.append(f"{field.name} {shown}{unit}")
        return ", ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding.

    rule: a stable id, such as "scan.quiet-zone". message: what is wrong, a sentence.
    value: what was measured. limit: what would have been right. fix: a sentence, or the
    corrected value. source: who says so.
    """

    rule: str
    message: str
    where: Where = Where()
    value: Any = None
    limit: Any = None
    fix: str = ""
    severity: Severity = "error"
    source: str = ""

    def placed(self, where: Where) -> Problem:
        """Return it with what it does not know of its place filled in from `where`.

        >>> late = Problem(rule="x", message="No.", where=Where(key="title"))
        >>> str(late.placed(Where(file="a.csv", row=3, key="link")))
        'a.csv, row 3, key title: No.'
        """
        known = {item.name: getattr(self.where, item.name) for item in fields(Where)}
        given = {name: value for name, value in known.items() if value is not None}
        return replace(self, where=replace(where, **given))

    def __str__(self) -> str:
        place = str(self.where)
        head = f"{place}: " if place else ""
        return " ".join(part for part in (f"{head}{self.message}", self.fix) if part)


class Problems(Sequence[Problem]):
    """Findings in the order they were met. Falsy when there are none."""

    def __init__(self, items: Iterable[Problem] = ()) -> None:
        self._items = tuple(items)

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> Problems: ...
    def __getitem__(self, index: int | slice) -> Problem | Problems:
        return Problems(self._items[index]) if isinstance(index, slice) else self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problems) and self._items == other._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __add__(self, other: Iterable[Problem]) -> Problems:
        return Problems((*self._items, *other))

    @property
    def errors(self) -> Problems:
        """The findings that stop the work."""
        return Problems(item for item in self._items if item.severity == "error")

    @property
    def warnings(self) -> Problems:
        """The findings to think about."""
        return Problems(item for item in self._items if item.severity == "warning")

    def raise_errors(self, what: str = "", *, kind: type[CampaignError] = BadInput) -> None:
        """Raise `kind` holding every error, if there is one; `problems` has the warnings too."""
        errors = self.errors
        if not errors:
            return
        head = f"{what}: " if what else ""
        error = kind(f"{head}{errors.listed(_SAID)}")
        error.problems = self
        raise error

    def __str__(self) -> str:
        return self.listed()

    def listed(self, most: int | None = None) -> str:
        """Return them as a list of sentences, at most so many; the count of all is said."""
        if not self._items:
            return "no problems"
        if len(self._items) == 1:
            return str(self._items[0])
        lines = [f"  {item.severity}: {item}" for item in self._items[:most]]
        if left := len(self._items) - len(lines):
            lines.append(f"  and {left:,} more: the error's `problems` has them all")
        return "\n".join([f"{len(self._items)} problems", *lines])

    def __repr__(self) -> str:
        return f"Problems({len(self.errors)} errors, {len(self.warnings)} warnings)"

    def _repr_html_(self) -> str:
        if not self._items:
            return "<p>No problems.</p>"
        names = ("severity", "where", "message", "value", "limit", "fix", "rule", "source")
        head = "".join(f"<th scope='col'>{name}</th>" for name in names)
        rows = "".join(
            f"<tr>{''.join(_cell(getattr(item, name)) for name in names)}</tr>"
            for item in self._items[:_SHOWN]
        )
        left = len(self._items) - _SHOWN
        more = f"<p>{left:,} more.</p>" if left > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _cell(value: object) -> str:
    return f"<td dir='auto'>{'' if value is None else escape(str(value))}</td>"
