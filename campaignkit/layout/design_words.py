"""What a design says of its own: its headline and its other words, in the nearest language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from campaignkit.layout.design import Design
from campaignkit.layout.svg_designs import UNDETERMINED
from campaignkit.locales import language_name, nearest
from campaignkit.problems import Problem
from campaignkit.wording import compile_text

NO_WORDING = "design.no-wording"  # which is told once


def words(design: Design, language: str) -> dict[str, str]:
    """Return the wording of a design in a language, or in the nearest it has."""
    return design.wording[_spoken(design, language)]


@lru_cache(maxsize=128)
def optional_slots(design: Design) -> Mapping[str, frozenset[str]]:
    """Return the slots that say nothing unless one of some options is given, with these options.

    >>> from campaignkit.layout.design import load
    >>> optional_slots(load("flyer"))
    {'list': frozenset({'offer'})}
    """
    found: dict[str, frozenset[str]] = {}
    blank = {
        **dict.fromkeys(design.options, ""),
        "wording": next(iter(design.wording.values()), {}),
    }
    for slot, text in design.texts.items():
        template = compile_text(text, name=slot)
        options = template.names & design.options.keys()
        if options and template.names <= blank.keys() and not template.render(blank).strip():
            found[slot] = frozenset(options)
    return found


def _spoken(design: Design, language: str) -> str:
    there = [nearest(language, design.wording), "en", *design.wording]
    return next(each for each in there if each in design.wording)


def unworded(design: Design, language: str) -> Iterator[Problem]:
    """Yield that a design speaks another language than it is asked for, if it is known to."""
    if UNDETERMINED in design.wording or nearest(language, design.wording) is not None:
        return
    other = language_name(_spoken(design, language), within="en")
    asked = language_name(language, within="en")
    yield Problem(
        rule="design.no-wording",
        message=f"design {design.name!r} has no wording in {asked} ({language}): what it says of "
        f"its own is in {other}.",
        value=language,
        fix=f"Give title=… in {asked}; for its other words, a design of your own that has "
        f"[wording.{language}].",
        severity="warning",
        params={"design": design.name, "asked": asked, "language": language, "other": other},
    )
