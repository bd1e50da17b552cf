"""What a campaign tells: the plan before, what was built after, and what would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from campaignkit.problems import Problems

_SHOWN = 40  # files listed in a notebook: a build can have a hundred thousand


@dataclass(frozen=True, slots=True)
class Planned:
    """One asset. rows, labels and pages are None for rows that can be read only once."""

    asset: str
    kind: str
    file: str
    rows: int | None
    files: int | None
    labels: int | None
    pages: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be made, one line an asset. Rows that turn out wrong are counted too."""

    assets: tuple[Planned, ...]

    def __iter__(self) -> Iterator[Planned]:
        return iter(self.assets)

    def __len__(self) -> int:
        return len(self.assets)

    def _cells(self) -> list[list[str]]:
        return [
            [each.asset, each.kind, each.file, *map(_count, (each.rows, each.labels, each.pages))]
            for each in self.assets
        ]

    def __str__(self) -> str:
        return _as_text(_PLAN_HEAD, self._cells())

    def _repr_html_(self) -> str:
        return _as_html(_PLAN_HEAD, self._cells())


@dataclass(frozen=True, slots=True)
class Built:
    """What was made. Falsy if there were errors.

    out: the folder or address. files: within it, in the order of the campaign. manifest: the
    path of the list of every code. checked: whether the codes were read back.
    """

    out: str
    files: tuple[str, ...]
    problems: Problems
    manifest: str
    checked: bool

    def __bool__(self) -> bool:
        return not self.problems.errors

    def __str__(self) -> str:
        count = len(self.files)
        proof = "every code read back" if self.checked else "codes not read back"
        made = f"{count:,} file{'' if count == 1 else 's'} in {self.out}, {proof}."
        if not count:
            made = f"Nothing was made in {self.out}."
        return f"{made}\n{self.problems}" if self.problems else made

    def _repr_html_(self) -> str:
        shown = "".join(f"<li><code>{escape(name)}</code></li>" for name in self.files[:_SHOWN])
        more = len(self.files) - _SHOWN
        rest = f"<li>and {more:,} more</li>" if more > 0 else ""
        head = escape(str(self).partition("\n")[0])
        return f"<p dir='auto'>{head}</p><ul>{shown}{rest}</ul>{self.problems._repr_html_()}"


@dataclass(frozen=True, slots=True)
class Diff:
    """A build against what lies in a folder. Falsy if nothing would change.

    new: not there yet, or lost. changed: there, with other bytes. same. gone: listed in its
    manifest and no longer made; a build does not remove them.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    def _cells(self) -> list[list[str]]:
        named = (("new", self.new), ("changed", self.changed), ("gone", self.gone))
        return [[what, name] for what, names in named for name in names]

    def __str__(self) -> str:
        same = f"{len(self.same):,} files stay as they are."
        return "\n".join([*("  ".join(cells) for cells in self._cells()), same])

    def _repr_html_(self) -> str:
        table = _as_html(("what", "file"), self._cells()[: _SHOWN * 3])
        return f"{table}<p>{len(self.same):,} files stay as they are.</p>"


_PLAN_HEAD = ("asset", "kind", "file", "rows", "labels", "pages")


def _count(value: int | None) -> str:
    return "?" if value is None else f"{value:,}"


def _as_text(head: tuple[str, ...], rows: list[list[str]]) -> str:
    table = [list(head), *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in table)


def _as_html(head: tuple[str, ...], rows: list[list[str]]) -> str:
    top = "".join(f"<th scope='col'>{escape(name)}</th>" for name in head)
    body = "".join(
        "<tr>" + "".join(f"<td dir='auto'>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
