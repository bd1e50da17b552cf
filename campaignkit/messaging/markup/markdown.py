"""Markdown → WhatsApp's marks, for texts that were written elsewhere.

`**x**` and `__x__` become bold, `*x*` and `_x_` italic, `~~x~~` struck out. What WhatsApp has not
is said otherwise (a convention of our own): a heading is a bold line, a link `text (address)`.
A style in the middle of a word is dropped, because its marks would show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaignkit.messaging.markup.building import (
    Marked,
    bold,
    code,
    italic,
    join,
    literal,
    mono,
    strike,
)

_FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n`]*\n(?P<inside>.*?)^(?P=fence)[ \t]*$", re.M | re.S
)
_INLINE = re.compile(
    r"""
      (?P<ticks>`+)(?P<code>[^`\n]+)(?P=ticks)
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | !?\[(?P<words>[^\]\n]*)\]\((?P<address>[^\s()]*(?:\([^\s()]*\))?[^\s()]*)(?:\s+"[^"\n]*")?\)
    | <(?P<auto>(?:https?://|mailto:)[^\s<>]+)>
    | (?P<url>https?://[^\s<>*]+)
    | (?P<three>\*\*\*|(?<!\w)___)(?=\S)(?P<both>[^\n]+?)(?<=\S)(?P=three)
    | (?P<two>\*\*|(?<!\w)__(?!_))(?=\S)(?P<strong>[^\n]+?)(?<=\S)(?P=two)
    | (?P<one>\*|(?<!\w)_)(?=[^\s*_])(?P<soft>[^\n]*?[^\s*]|[^\s*])(?P=one)(?![*\w])
    | ~~(?=\S)(?P<gone>[^\n]+?)(?<=\S)~~
    """,
    re.X,
)
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:(?P<bullet>[-*+])|(?P<number>[0-9]{1,2})[.)])[ \t]+(?=\S)")
_QUOTED = re.compile(r"[ \t]?(?:>[ \t]?)+")


def from_markdown(text: str) -> Marked:
    """Return Markdown in WhatsApp's marks.

    >>> from_markdown("# Sale\\n**Tea** from _today_, [menu](https://sol.example)")
    '*Sale*\\n*Tea* from _today_, menu (https://sol.example)'
    """
    pieces, last = [], 0
    for found in _FENCED.finditer(text):
        pieces += list(_lines(text[last : found.start()]))
        pieces.append(_fenced(found["inside"].removesuffix("\n")))
        last = found.end()
    pieces += list(_lines(text[last:]))
    return Marked("".join(pieces))


def _fenced(inside: str) -> str:
    return mono(inside.replace("`", "\N{MODIFIER LETTER GRAVE ACCENT}"))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        ending = line[len(line.rstrip("\r\n")) :]
        yield _line(line.rstrip("\r\n")) + ("\n" if ending else "")


def _line(line: str) -> str:
    if heading := _HEADING.match(line):
        return bold(_inline(heading["words"]))
    if quoted := _QUOTED.match(line):
        return f"> {_inline(line[quoted.end() :])}"
    if item := _ITEM.match(line):
        marker = f"{item['number']}." if item["number"] else "-"
        return f"{marker} {_inline(line[item.end() :])}"
    return _inline(line.rstrip(" "))


def _inline(text: str) -> Marked:
    pieces: list[str] = []
    last = 0
    for found in _INLINE.finditer(text):
        pieces += [literal(text[last : found.start()]), _piece(found)]
        last = found.end()
    return join(*pieces, literal(text[last:]))


def _piece(found: re.Match[str]) -> Marked:
    styles = {"both": (bold, italic), "strong": (bold,), "soft": (italic,), "gone": (strike,)}
    for name, builders in styles.items():
        if found[name]:
            words = _inline(found[name])
            for build in builders:
                words = build(words)
            return words
    if found["code"]:
        return code(found["code"])
    if found["address"] is not None:
        return _link(_inline(found["words"]), found["address"])
    return literal(found["escaped"] or found["auto"] or found["url"] or "")


def _link(words: Marked, address: str) -> Marked:
    where = literal(address)
    if not words or words == where:
        return where
    return Marked(f"{words} ({where})") if where else words
