"""Rules that stand in a table: an id, a limit, a severity, a sentence, a fix, and who says so.

What a platform demands changes; then its table (rules.toml of a room) is the only file to edit.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from campaignkit.problems import Problem, Severity, Where


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. says, fix: sentences with places in braces. read: when the source was."""

    id: str
    limit: Any
    severity: Severity
    says: str
    fix: str
    source: str
    read: datetime.date

    def problem(self, where: Where, value: Any = None, /, **words: Any) -> Problem:
        """Return the finding that `value` breaks this rule.

        limit: instead of the rule's own. Other words fill the places of its sentences; `over`
        is how far a number exceeds its limit.
        """
        severity = words.pop("severity", self.severity)
        limit = words.pop("limit", self.limit)
        if isinstance(value, int) and isinstance(limit, int):
            words["over"] = value - limit
        said = {"value": value, "limit": limit, **words}
        return Problem(
            rule=self.id,
            message=self.says.format_map(said),
            where=where,
            value=value,
            limit=limit,
            fix=self.fix.format_map(said),
            severity=severity,
            source=f"{self.source} (read {self.read})",
            params=said,
        )


def rules_of(table: Mapping[str, Any], rooms: Iterable[str]) -> Mapping[str, Rule]:
    """Return the rules of a table by their ids: "template.body-length" of its room "template"."""
    sources = table["sources"]
    return MappingProxyType(
        {
            f"{room}.{name}": _rule(f"{room}.{name}", row, sources)
            for room in rooms
            for name, row in table[room].items()
        }
    )


def _rule(name: str, row: Mapping[str, Any], sources: Mapping[str, Any]) -> Rule:
    source, limit = sources[row["source"]], row.get("limit")
    return Rule(
        id=name,
        limit=tuple(limit) if isinstance(limit, list) else limit,
        severity=row.get("severity", "error"),
        says=row["says"],
        fix=row["fix"],
        source=source["title"],
        read=source["read"],
    )
