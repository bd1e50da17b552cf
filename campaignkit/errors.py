"""Every error campaignkit raises, on one screen.

    CampaignError (a ValueError)   something you asked for cannot be made
    ├── BadInput                   a value is wrong: correct it
    ├── TooBig                     it does not fit: shorten it, or give it room
    └── NotFound                   no such template, design, sheet or font

A message says what was wrong, with the numbers, then what to do. Nothing else is
raised on purpose: a TypeError or KeyError out of campaignkit is a bug.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from campaignkit.problems import Problems


_LINE = 1000  # characters of a line that are said; a value of a whole page would bury the advice


class CampaignError(ValueError):
    """Something you asked for cannot be made. `problems` lists every finding, if there are.

    >>> len(str(CampaignError("name=" + "x" * 10_000 + " is too long. Shorten it.")))
    1000
    """

    problems: Problems | None = None

    def __init__(self, message: str = "") -> None:
        super().__init__("\n".join(map(_cut, str(message).split("\n"))))


class BadInput(CampaignError):
    """A value is wrong: correct it."""


class TooBig(CampaignError):
    """It does not fit: shorten it, or give it room."""


class NotFound(CampaignError):
    """There is no such template, design, label sheet, font or file."""


def _cut(line: str) -> str:
    """Return a line without its middle, if it is too long: what is wrong, and what to do, stay."""
    half = _LINE // 2
    return line if len(line) <= _LINE else f"{line[:half]}…{line[1 - half :]}"


def did_you_mean(word: str, known: Iterable[str], *, most: int = 3) -> str:
    """Return " Did you mean 'a' or 'b'?" for the known words nearest to `word`, or "".

    >>> did_you_mean("open-for-busines", ["open-for-business", "table-number"])
    " Did you mean 'open-for-business'?"
    >>> did_you_mean("zzz", ["open-for-business"])
    ''
    """
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(str(word).casefold(), by_folded, n=most, cutoff=0.6)
    if not near:
        return ""
    return f" Did you mean {' or '.join(repr(by_folded[name]) for name in near)}?"
