"""Every error campaignkit raises, on one screen.

    CampaignError (a ValueError)   something you asked for cannot be made
    ├── BadInput                   a value is wrong: correct it
    ├── TooBig                     it does not fit: shorten it, or give it room
    └── NotFound                   no such template, design, sheet or font

A message says what was wrong, with the numbers, then what to do; `rule` is its stable id and
`params` what it speaks of. `problems` lists every finding, the error itself if it is the only one.
Nothing else is raised on purpose: a TypeError or KeyError out of campaignkit is a bug.

    raise BadInput(f"copies={copies} prints nothing. Give 1 or more.",
                   rule="sheet.copies", copies=copies)
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from campaignkit.problems import BadInput, CampaignError, NotFound, TooBig

__all__ = ["BadInput", "CampaignError", "NotFound", "TooBig", "did_you_mean", "near_or_all"]

for _kind in (BadInput, CampaignError, NotFound, TooBig):
    _kind.__module__ = __name__  # where tracebacks and help() send a reader: here the tree stands


def slips(one: str, other: str, *, most: int = 3) -> int:
    """Return how many letters are added, left out, changed or exchanged with their neighbour.

    `most` + 1 where the lengths alone say that there are more (Damerau-Levenshtein).

    >>> slips("wa.mee", "wa.me"), slips("waem", "wame"), slips("a", "whatsapp")
    (1, 1, 4)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, wanted in enumerate(other, 1):
            cost = min(last[to] + 1, row[-1] + 1, last[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


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


def near_or_all(word: str, known: Iterable[str], *, there: str = "There are:") -> str:
    """Return the known words nearest to `word` as `did_you_mean` does; if none is near, all.

    >>> near_or_all("colour", ["color", "size"]), near_or_all("zzz", ["color", "size"])
    (" Did you mean 'color'?", ' There are: color, size.')
    """
    names = list(known)
    return did_you_mean(word, names) or f" {there} {', '.join(names)}."
