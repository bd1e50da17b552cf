"""The limits of a layout, each with where it comes from, and the findings in words.

| rule | limit | severity |
|---|---|---|
| layout.touch | texts TOUCH_EM apart, NEXT_EM on a line; no text on a code or a logo | error |
| | edges of shapes TOUCH_MM away; an error where text cannot be read beyond | warning |
| layout.hidden | nothing is drawn over a text | error |
| layout.cut | no text goes beyond the face | error |
| layout.contrast | CONTRAST against what it stands on; below CONTRAST_REFUSED an error | both |
| layout.edge | `edge_mm` from the edge of a face, unless it bleeds | warning |
| layout.code-share | CODE_SHARE of the face, or CODE_SIDE of its shorter side | warning |
| layout.empty | EMPTY_MOST of the face in one rectangle | warning |
| text.small | SMALL_PT; REVERSED_PT for light type; below REFUSED_PT an error | both |
"""

from __future__ import annotations

from campaignkit.problems import Problem, Severity, Where
from campaignkit.proof.judge import floor
from campaignkit.proof.legibility import small_type
from campaignkit.units import mm_text

# Text keeps 0.08 em between its own lines (`text.fitting.GAP`); a word space is 0.25 em. What is
# nearer than these reads as one.
TOUCH_EM, NEXT_EM = 0.07, 0.25
TOUCH_MM = 0.15  # to the edge of a shape: plates are off by a tenth of a mm
CONTRAST, CONTRAST_REFUSED = 4.5, 3.0  # WCAG 2.2, 1.4.3: text; large text
EDGE_MOST_MM, EDGE_LEAST_MM, EDGE_SHARE = 3.0, 1.0, 0.03  # printers cut a sheet within 1 mm
CODE_SHARE, CODE_SIDE = 0.08, 0.4  # our guess: below it a code looks like an ornament
EMPTY_MOST = 0.45  # our guess: above it something seems to be missing

_SHOWN = 40  # characters of a text quoted in a message
_PRINT = "printers' rule for what is cut"


def edge_mm(width: float, height: float) -> float:
    """Return how far from the edge of a face its ink keeps, mm: 3 % of the shorter side.

    At most 3 mm, what printers ask for; at least 1 mm, what a die or a feed may be off by.

    >>> edge_mm(105, 148), edge_mm(63.5, 38.1), edge_mm(38, 21)
    (3.0, 1.143, 1.0)
    """
    return max(EDGE_LEAST_MM, min(EDGE_MOST_MM, EDGE_SHARE * min(width, height)))


def quoted(words: str) -> str:
    """Return the beginning of a text, for a message."""
    return repr(words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…")


def touching(words: str, other: str, where: Where, *, refused: bool = True) -> Problem:
    """other: what it touches, in words. refused: neither can be read there."""
    return Problem(
        rule="layout.touch",
        message=f"{quoted(words)} touches {other}.",
        where=where,
        fix="Shorten it, take a larger label, or give it more room in the design.",
        severity="error" if refused else "warning",
        source="ink of the finished drawing",
        params={"words": words, "other": other},
    )


def hidden(words: str, where: Where) -> Problem:
    return Problem(
        rule="layout.hidden",
        message=f"{quoted(words)} lies under a shape or a picture that is drawn after it.",
        where=where,
        fix="In the design, put the text after what it stands on.",
        source="ink of the finished drawing",
        params={"words": words},
    )


def cut(words: str, where: Where) -> Problem:
    return Problem(
        rule="layout.cut",
        message=f"{quoted(words)} goes beyond the edge and is cut off.",
        where=where,
        fix="Move its box inside, or make it smaller.",
        source="ink of the finished drawing",
        params={"words": words},
    )


def pale(words: str, ratio: float, where: Where) -> Problem:
    severity: Severity = "error" if ratio < CONTRAST_REFUSED else "warning"
    return Problem(
        rule="layout.contrast",
        message=f"{quoted(words)} has a contrast of {floor(ratio, 1):.1f} to 1 against what it "
        f"stands on; text needs {CONTRAST}.",
        where=where,
        value=floor(ratio, 2),
        limit=CONTRAST,
        fix="Make it darker on light, or lighter on dark.",
        severity=severity,
        source="WCAG 2.2, 1.4.3",
        params={"words": words, "ratio": floor(ratio, 2)},
    )


def near_edge(what: str, free: float, least: float, where: Where) -> Problem:
    return Problem(
        rule="layout.edge",
        message=f"{what} is {mm_text(max(round(free, 2), 0.0))} from the edge: a printer or a die "
        "may cut it.",
        where=where,
        value=round(free, 2),
        limit=round(least, 2),
        fix=f"Keep {mm_text(round(least, 2))} free, or let it run over the edge.",
        severity="warning",
        source=_PRINT,
        params={"what": what, "free": round(free, 2), "least": round(least, 2)},
    )


def small_code(share: float, where: Where) -> Problem:
    return Problem(
        rule="layout.code-share",
        message=f"The code takes {share:.1%} of the face: people overlook it.",
        where=where,
        value=round(share, 3),
        limit=CODE_SHARE,
        fix=f"Give it {CODE_SHARE:.0%} at least.",
        severity="warning",
        source="a rule of this project",
        params={"share": round(share, 3)},
    )


def empty(share: float, where: Where) -> Problem:
    return Problem(
        rule="layout.empty",
        message=f"{share:.0%} of the face is one empty area.",
        where=where,
        value=round(share, 2),
        limit=EMPTY_MOST,
        fix="Make the texts or the code larger, or take a smaller label.",
        severity="warning",
        source="a rule of this project",
        params={"share": round(share, 2)},
    )


__all__ = [
    "cut",
    "edge_mm",
    "empty",
    "hidden",
    "near_edge",
    "pale",
    "quoted",
    "small_code",
    "small_type",
    "touching",
]
