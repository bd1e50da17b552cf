"""The limits and rules of sticker packs, read from `rules.toml` beside this file.

When WhatsApp changes one, that file is the only one to edit. A rule is the linter's own kind
(`messages.rules.Rule`): an id, a limit, a severity, a sentence, a fix, and who says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data
from types import MappingProxyType
from typing import Any, NamedTuple

from campaignkit.messaging.rules import Rule

_ROOMS = ("pack", "pack-sticker", "tray", "contents", "archive")


class Emit(NamedTuple):
    """What we make: pixels, bytes and milliseconds that satisfy every known reader."""

    side: int
    tray_side: int
    margin: int
    outline: int
    static_bytes: int
    animated_bytes: int
    tray_bytes: int
    fewest: int
    most: int
    packs: int
    frame_ms: int
    total_ms: int
    step_ms: int


@cache
def every() -> Mapping[str, Rule]:
    """Return every rule by its id.

    >>> every()["pack-sticker.static-bytes"].limit, every()["pack.count"].limit
    (102400, (3, 30))
    """
    sources = _table()["sources"]
    return MappingProxyType(
        {
            f"{room}.{name}": _rule(f"{room}.{name}", row, sources)
            for room in _ROOMS
            for name, row in _table()[room].items()
        }
    )


@cache
def emit() -> Emit:
    """Return the limits of what we make.

    >>> emit().side, emit().static_bytes
    (512, 100000)
    """
    return Emit(**_table()["emit"])


@cache
def _table() -> dict[str, Any]:
    data = get_data("campaignkit.packs", "rules.toml")
    return tomllib.loads((data or b"").decode("utf-8"))


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
