"""The limits and rules of sticker packs, read from `rules.toml` beside this file.

When WhatsApp changes one, that file is the only one to edit. A rule is as
those of messages: an id, a limit, a severity, a sentence, a fix, and who says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from campaignkit import resources
from campaignkit.rule_tables import Rule, rules_of

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
    return rules_of(_table(), _ROOMS)


@cache
def emit() -> Emit:
    """Return the limits of what we make.

    >>> emit().side, emit().static_bytes
    (512, 100000)
    """
    return Emit(**_table()["emit"])


@cache
def _table() -> dict[str, Any]:
    return resources.table("packs", "rules")
