"""Formatted text → tree, in time proportional to its length. Never raises, never loses a character.

The adjacency rules are those on which the WhatsApp bridges of Matrix (mautrix) and Texts agree:

- a mark opens at the start of a line, after white space or after another kind of mark, and
  not before white space;
- it closes after anything but white space and before the end of the line, white space,
  punctuation or an emoji; the first mark that can close, does;
- something stands between the two; a style ends with its line; different marks nest;
- nothing is formatted inside backticks, whose neighbours do not matter.

Where the two disagree the text stays as typed, and `disputes` says so.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from campaignkit.messaging.markup import tree

MARKS = "*_~"
FENCE = "```"
_CODE = re.compile(r"(?<!`)`(?!`)([^`]+)`(?!`)")
_LIST = re.compile(r"(?P<bullet>[-*]) (?=\S)|(?P<number>[0-9]{1,2})\. (?=\S)|(?P<quote>>) ")


def parse(text: str) -> tree.Tree:
    """Return the tree of a text. `parse(text).source == text`, whatever it is.

    >>> parse("*Sale* today").lines[0].children
    (StyledWords(mark='*', children=(PlainWords(text='Sale'),)), PlainWords(text=' today'))
    """
    return tree.Tree(tuple(_blocks(_lines(text))))


def can_open(before: str, mark: str, after: str) -> bool:
    """Say whether `mark` opens between these two characters ("" at the ends of a line)."""
    if before and not before.isspace() and (before not in MARKS or before == mark):
        return False
    return bool(after) and not after.isspace() and not _joins(after)


def can_close(before: str, after: str) -> bool:
    """Say whether a mark closes between these two characters ("" at the ends of a line)."""
    return bool(before) and not before.isspace() and not (after and is_wordy(after))


def is_wordy(character: str) -> bool:
    """Say whether a character holds a mark before it back from closing: letters, digits."""
    return unicodedata.category(character)[0] in "LN" or _joins(character)


def _joins(character: str) -> bool:
    """Say whether a character belongs to the one before it: an accent, the keycap of *️⃣."""
    return unicodedata.category(character)[0] == "M"


_Spans = dict[int, tuple[int, tree.Monospaced | tree.Mono]]  # start → end, node


@dataclass(frozen=True, slots=True)
class _Raw:
    """One line as typed, and where its code is: start → (end, node)."""

    text: str
    code: _Spans


def _lines(text: str) -> Iterator[_Raw]:
    start = 0
    code: _Spans = {}
    fences = dict(_fences(text))
    at = 0
    while (brk := _next_break(text, at, fences)) is not None:
        position, is_fence = brk
        if is_fence:
            end = fences[position]
            node = tree.Mono(text[position + len(FENCE) : end - len(FENCE)])
            code[position - start] = (end - start, node)
            at = end
        else:
            yield _raw(text[start:position], code)
            start = at = position + 1
            code = {}
    yield _raw(text[start:], code)


def _next_break(text: str, at: int, fences: dict[int, int]) -> tuple[int, bool] | None:
    """Return the next line break or code block from `at` on, and whether it is a block."""
    newline = text.find("\n", at)
    until = len(text) if newline < 0 else newline
    fence = text.find(FENCE, at, until)
    while fence >= 0:
        if fence in fences:
            return fence, True
        fence = text.find(FENCE, fence + 1, until)
    return None if newline < 0 else (newline, False)


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Give where each code block starts and ends; one with nothing in it is left as typed."""
    start = text.find(FENCE)
    while start >= 0:
        close = text.find(FENCE, start + len(FENCE))
        if close < 0:
            return
        if text[start + len(FENCE) : close].strip():
            yield start, close + len(FENCE)
            start = text.find(FENCE, close + len(FENCE))
        else:
            start = close


def _raw(text: str, blocks: _Spans) -> _Raw:
    code = dict(blocks)
    at = 0
    for start, (end, _) in sorted(blocks.items()):
        code.update(_codes(text, at, start))
        at = end
    code.update(_codes(text, at, len(text)))
    return _Raw(text, code)


def _codes(
    text: str, at: int, until: int
) -> Iterator[tuple[int, tuple[int, tree.Monospaced | tree.Mono]]]:
    for found in _CODE.finditer(text, at, until):
        if found[1].strip():
            yield found.start(), (found.end(), tree.Monospaced(found[1]))


def _blocks(lines: Iterator[_Raw]) -> Iterator[tree.Block]:
    """Join neighbouring lines of one kind into a quote or a list."""
    kind = ""
    numbers: list[str] = []
    items: list[tree.MarkupLine] = []
    for raw in lines:
        this, number, skip = _marker(raw)
        if kind and this != kind:
            yield _block(kind, numbers, items)
            kind, numbers, items = "", [], []
        line = tree.MarkupLine(tuple(_Inlines(raw).between(skip, len(raw.text))))
        if not this:
            yield line
            continue
        kind = this
        numbers.append(number)
        items.append(line)
    if kind:
        yield _block(kind, numbers, items)


def _marker(raw: _Raw) -> tuple[str, str, int]:
    """Return what a line is part of ("" for none), its number, and how long its marker is."""
    found = _LIST.match(raw.text)
    if found is None:
        return "", "", 0
    kind = "1" if found["number"] else found["bullet"] or ">"
    return kind, found["number"] or "", found.end()


def _block(kind: str, numbers: list[str], items: list[tree.MarkupLine]) -> tree.Block:
    if kind == ">":
        return tree.QuotedLines(tuple(items))
    if kind == "1":
        return tree.Numbers(tuple(numbers), tuple(items))
    return tree.Bullets(kind, tuple(items))


@dataclass(slots=True)
class _Inlines:
    """Reads the styles of one line."""

    raw: _Raw
    first: int = 0
    closers: dict[str, list[int]] = field(default_factory=dict)
    solid: list[int] = field(default_factory=list)

    def between(self, start: int, end: int) -> list[tree.Inline]:
        """Return the parts of the line from `start` on, a list's marker left out."""
        if not self.raw.code and not any(mark in self.raw.text for mark in MARKS):
            return [tree.PlainWords(self.raw.text[start:])] if start < end else []
        self.first = start
        self._measure(start, end)
        return self._read(start, end, "")

    def _measure(self, start: int, end: int) -> None:
        """Find every place where a mark can close, and the next solid character from each."""
        text = self.raw.text
        self.closers = {mark: [] for mark in MARKS}
        self.solid = [end] * (end + 1)
        inside = start
        for at in range(start, end):
            if at in self.raw.code:
                inside = self.raw.code[at][0]
            if at < inside or text[at] not in MARKS:
                continue
            if at > start and can_close(text[at - 1], text[at + 1 : at + 2]):
                self.closers[text[at]].append(at)
        for at in range(end - 1, start - 1, -1):
            hollow = text[at] in MARKS or text[at].isspace()
            self.solid[at] = self.solid[at + 1] if hollow else at

    def _read(self, start: int, end: int, open_marks: str) -> list[tree.Inline]:
        text, parts, last, at = self.raw.text, list[tree.Inline](), start, start
        node: tree.Inline
        while at < end:
            if at in self.raw.code:
                after, node = self.raw.code[at]
            elif (close := self._close(at, end, open_marks)) is not None:
                after = close + 1
                inner = self._read(at + 1, close, open_marks + text[at])
                node = tree.StyledWords(text[at], tuple(inner))
            else:
                at += 1
                continue
            if at > last:
                parts.append(tree.PlainWords(text[last:at]))
            parts.append(node)
            last = at = after
        if end > last:
            parts.append(tree.PlainWords(text[last:end]))
        return parts

    def _close(self, at: int, end: int, open_marks: str) -> int | None:
        """Return where the mark at `at` is closed, if it is one that opens."""
        text, mark = self.raw.text, self.raw.text[at]
        if mark not in MARKS or mark in open_marks:
            return None
        before = text[at - 1] if at > self.first else ""
        if not can_open(before, mark, text[at + 1 : at + 2]):
            return None
        places = self.closers[mark]
        # our guess: a row of marks alone (____ to fill in, *** as a rule) is not a style
        found = bisect_left(places, self.solid[at + 1] + 1)
        return places[found] if found < len(places) and places[found] < end else None
