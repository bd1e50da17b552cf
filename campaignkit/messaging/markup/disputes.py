"""Where phones may disagree about a text's formatting: warnings, never errors.

Each is a case in which the two implementations compared (the WhatsApp bridges of Matrix and of
Texts) differ, or which the syntax leaves open. The text is shown here as typed; rewrite it and
every phone shows the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaignkit.messaging.markup.parsing import MARKS, can_close, can_open, is_wordy, parse
from campaignkit.messaging.markup.tree import (
    Block,
    Bullets,
    Inline,
    MarkupLine,
    PlainWords,
    StyledWords,
    Tree,
)
from campaignkit.problems import Problem, Problems, Where

_SOURCE = "mautrix/whatsapp and TextsHQ/platform-whatsapp, compared August 2026"
_OPENING = {mark: re.compile(rf"(?:^|\s){re.escape(mark)}(?=\S)") for mark in MARKS}
_CLOSING = {mark: re.compile(rf"(?<=\S){re.escape(mark)}(?!\w)") for mark in MARKS}
_PAIR = re.compile(r"(?P<mark>[*_~])(?P<inside>[^\n]+?)(?P=mark)")
_ADDRESS_LENGTH = 200  # a mark further into an address is warned about
_SAYS = {
    "after-sign": ("the mark stands right after {before!r}.", "Put a space before the mark."),
    "space-inside": ("a space stands right inside the marks.", "Move the space outside."),
    "accent-after": ("{after!r} stands right after the mark.", "Put a space after the mark."),
    "across-lines": ("the style begins on one line and ends on another.", "Close it on each line."),
    "overlap": ("two styles overlap.", "Close the inner one first."),
    "nested": ("one style stands inside another: some readers show the outer one only.", ""),
    "bullet-or-bold": (
        "'* ' at the start of the line is a list, and the line has another '*'.",
        "Begin lists with '- ', bold without a space.",
    ),
}


def advice(text: str) -> Problems:
    """Return a warning for each place whose formatting phones may show differently.

    >>> print(advice("(*new*)"))
    line 1: '*new*': the mark stands right after '('. Put a space before the mark.
    """
    tree = parse(text)
    found: list[Problem] = []
    number = 1
    for block in tree.blocks:
        for line in _lines(block):
            found += [_problem(number, *said) for said in _line(line, block)]
            number += 1 + line.source.count("\n")
    return Problems([*found, *_across(tree, found)])


def _lines(block: Block) -> tuple[MarkupLine, ...]:
    return Tree((block,)).lines


def _line(line: MarkupLine, block: Block) -> Iterator[tuple[str, str, str, str]]:
    """Give (rule, the words in question, character before, character after)."""
    if isinstance(block, Bullets) and block.marker == "*" and "*" in line.source:
        yield "bullet-or-bold", f"* {line.source}", "", ""
    yield from _parts(line.children, "")


def _parts(parts: tuple[Inline, ...], outer: str) -> Iterator[tuple[str, str, str, str]]:
    for number, part in enumerate(parts):
        if isinstance(part, StyledWords):
            if outer:
                yield "nested", f"{outer}{part.source}{outer}", "", ""
            yield from _parts(part.children, part.mark)
        elif isinstance(part, PlainWords):
            before = parts[number - 1].source[-1:] if number else outer
            after = parts[number + 1].source[:1] if number + 1 < len(parts) else outer
            yield from _text(part.text, before, after, outer)
    yield from _overlaps(parts)


def _text(text: str, before: str, after: str, outer: str) -> Iterator[tuple[str, str, str, str]]:
    at = 0
    while found := _PAIR.search(text, at):
        lead = text[found.start() - 1] if found.start() else before
        tail = text[found.end()] if found.end() < len(text) else after
        rule = _rule(found["mark"], found["inside"], lead, tail)
        if rule and found["mark"] != outer and not _in_address(text, found.start()):
            yield rule, found[0], lead, tail
            at = found.end()
        else:
            at = found.start() + 1


def _rule(mark: str, inside: str, before: str, after: str) -> str:
    """Return which dispute a pair of marks that is shown as typed falls under, "" for none."""
    if not inside.strip(f"{MARKS} \t") or (before and (before.isalnum() or before in MARKS)):
        return ""
    opens = can_open(before, mark, inside[0])
    closes = can_close(inside[-1], after)
    if opens and not closes and after and inside[-1].strip():
        return "accent-after" if is_wordy(after) and not after.isascii() else ""
    if after and is_wordy(after):
        return ""
    if not inside[0].strip() or not inside[-1].strip():
        return "space-inside"
    return "" if opens or before.isspace() else "after-sign"


def _in_address(text: str, at: int) -> bool:
    words = text[max(0, at - _ADDRESS_LENGTH) : at].split()
    return bool(words) and not text[at - 1].isspace() and "://" in words[-1]


def _overlaps(parts: tuple[Inline, ...]) -> Iterator[tuple[str, str, str, str]]:
    """Give each style with a mark inside that opens there and closes after it."""
    closing: set[str] = set()  # marks that close further right
    for part in reversed(parts):
        if isinstance(part, PlainWords):
            closing |= {mark for mark in MARKS if _closes(part.text, mark)}
        if isinstance(part, StyledWords):
            loose = [child.text for child in part.children if isinstance(child, PlainWords)]
            for mark in closing - {part.mark}:
                if any(_opens(text, mark) for text in loose):
                    yield "overlap", part.source, "", ""


def _opens(text: str, mark: str) -> bool:
    return mark in text and _OPENING[mark].search(text) is not None


def _closes(text: str, mark: str) -> bool:
    return mark in text and _CLOSING[mark].search(text) is not None


def _across(tree: Tree, found: list[Problem]) -> Iterator[Problem]:
    """Give each style that opens on a line and closes on a later one."""
    told = {problem.where.line for problem in found}
    waiting: dict[str, tuple[int, str]] = {}
    number = 1
    for line in tree.lines:
        loose = [part.text for part in line.children if isinstance(part, PlainWords)]
        for mark in MARKS:
            if mark in waiting and any(_closes(part, mark) for part in loose):
                start, words = waiting.pop(mark)
                said = ("across-lines", f"{words} … {line.source}", "", "")
                yield _problem(start, *said)
            elif number not in told and any(_opens(part, mark) for part in loose):
                waiting[mark] = (number, line.source)
        number += 1 + line.source.count("\n")


def _problem(line: int, rule: str, words: str, before: str, after: str) -> Problem:
    says, fix = _SAYS[rule]
    return Problem(
        rule=f"markup.{rule}",
        message=f"{words!r}: " + says.format(before=before, after=after),
        where=Where(line=line),
        value=words,
        fix=fix,
        severity="warning",
        source=_SOURCE,
    )
