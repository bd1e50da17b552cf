"""Makes formatted text that every phone reads alike, whatever the words are.

A plain `str` is taken literally: marks in it that a phone could take for formatting become
look-alikes (U+2217 for *, U+FF3F for _, U+223C for ~), because there is no official escape.
A `Marked`, which every builder returns, keeps its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from campaignkit.errors import BadInput, TooBig
from campaignkit.messaging.markup.parsing import FENCE, MARKS, can_close, can_open, parse
from campaignkit.messaging.markup.tree import Inline, StyledWords

_LOOK_ALIKE = {"*": "\N{ASTERISK OPERATOR}", "_": "\N{FULLWIDTH LOW LINE}"} | {
    "~": "\N{TILDE OPERATOR}",
    "`": "\N{MODIFIER LETTER GRAVE ACCENT}",
}
_IN_ADDRESS = {"*": "%2A", "_": "%5F", "~": "%7E"}  # RFC 3986, 2.1: the same address
_ADDRESS = re.compile(r"https?://\S+")
_RISKY = re.compile(r"`|(?<![^\W_])[*_~]|[*_~](?![A-Za-z0-9])")
_LINE_MARKER = re.compile(r"^([-*>]|[0-9]{1,2}\.) (?=\S|$)", re.MULTILINE)
_MARKER = re.compile(r"(?:[-*>]|[0-9]{1,2}\.) (?=\S)|")
_MOST_NUMBERED = 99  # a numbered line has one or two digits


class Marked(str):
    """Text whose marks are meant."""

    __slots__ = ()


def literal(text: str) -> Marked:
    """Return words that stay as they are wherever they stand in a message.

    A mark between letters (snake_case, ana_sol@example.com) is harmless and stays; in an
    address it is percent-encoded; a marker at a line's start gets a no-break space.

    >>> literal("Ana *Sol*"), literal("snake_case")
    ('Ana ∗Sol∗', 'snake_case')
    """
    if isinstance(text, Marked):
        return text
    pieces, last = [], 0
    for found in _ADDRESS.finditer(text):
        pieces += [_look_alikes(text[last : found.start()]), _address(found[0])]
        last = found.end()
    pieces.append(_look_alikes(text[last:]))
    return Marked(_LINE_MARKER.sub("\\1\N{NO-BREAK SPACE}", "".join(pieces)))


def bold(text: str) -> Marked:
    """Return bold text; line by line, spaces at its ends left outside.

    >>> bold("Sale"), bold(" Sale "), bold("5*3")
    ('*Sale*', ' *Sale* ', '*5∗3*')
    """
    return _styled(text, "*")


def italic(text: str) -> Marked:
    """Return italic text, as `bold` does.

    >>> italic(bold("x"))
    '_*x*_'
    """
    return _styled(text, "_")


def strike(text: str) -> Marked:
    """Return struck-out text, as `bold` does."""
    return _styled(text, "~")


def code(text: str) -> Marked:
    """Return words of one line as code; with a line break or a backtick in them, as `mono`."""
    if not text.strip():
        return Marked(text)
    return mono(text) if "\n" in text or "`" in text else Marked(f"`{text}`")


def mono(text: str) -> Marked:
    """Return lines in letters of equal width.

    Raises:
        BadInput: there are three backticks in them, or one at an end.
    """
    if FENCE in text or text.startswith("`") or text.endswith("`"):
        raise BadInput(
            f"mono text {text[:40]!r} has backticks where its own would stand. "
            "Take them out, or put a space beside them.",
            rule="text.backticks",
            text=text,
        )
    return Marked(f"{FENCE}{text}{FENCE}" if text.strip() else text)


def quote(text: str) -> Marked:
    """Return every line as a quotation.

    >>> quote("a\\nb")
    '> a\\n> b'
    """
    return Marked("\n".join(f"> {line}" for line in literal(text).split("\n")))


def bullets(items: Iterable[str]) -> Marked:
    """Return a list, one line an item.

    >>> bullets(["tea", "coffee"])
    '- tea\\n- coffee'
    """
    return Marked("\n".join(f"- {_one_line(item)}" for item in items))


def numbered(items: Iterable[str], *, start: int = 1) -> Marked:
    """Return a numbered list, one line an item.

    Raises:
        TooBig: a number would have three digits, which phones do not read as a list.

    >>> numbered(["mix", "bake"])
    '1. mix\\n2. bake'
    """
    lines = [f"{number}. {_one_line(item)}" for number, item in enumerate(items, start)]
    last = start + len(lines) - 1
    if start < 0 or last > _MOST_NUMBERED:
        raise TooBig(
            f"a numbered list goes to {_MOST_NUMBERED}; this one is {start} to {last}.",
            rule="text.numbered",
            start=start,
            last=last,
            limit=_MOST_NUMBERED,
        )
    return Marked("\n".join(lines))


def join(*pieces: str) -> Marked:
    """Return the pieces in a row. A style that phones would not read there is dropped.

    >>> join("Price: ", bold("R$ 10"), "!"), join("un", bold("believ"), "able")
    ('Price: *R$ 10*!', 'unbelievable')
    """
    safe = [literal(piece) for piece in pieces]
    for number, piece in enumerate(safe):
        before = "".join(safe[:number])[-1:]
        after = "".join(safe[number + 1 :])[:1]
        safe[number] = _fitting(piece, before, after)
    return Marked("".join(safe))


def _fitting(piece: Marked, before: str, after: str) -> Marked:
    """Return `piece`, without an outer style that could not open or close between these two."""
    if not piece:
        return piece
    before, after = before.replace("\n", ""), after.replace("\n", "")
    mark = piece[0]
    if mark in MARKS and before and not can_open(before, mark, piece[1:2]):
        return _fitting(_without_first(piece), before, after)
    mark = piece[-1]
    if mark in MARKS and after and not can_close(piece[-2:-1], after):
        return _fitting(_without_last(piece), before, after)
    return piece


def _without_first(piece: str) -> Marked:
    first = parse(piece).lines[0].children[0]
    return Marked(_bare(first) + piece[len(first.source) :])


def _without_last(piece: str) -> Marked:
    last = parse(piece).lines[-1].children[-1]
    return Marked(piece[: len(piece) - len(last.source)] + _bare(last))


def _bare(part: Inline) -> str:
    if isinstance(part, StyledWords):
        return "".join(child.source for child in part.children)
    return _look_alikes(part.source)


def _styled(text: str, mark: str) -> Marked:
    lines = literal(text) if isinstance(text, Marked) else _literal_inside(text, mark)
    return Marked("\n".join(_styled_line(line, mark) for line in lines.split("\n")))


def _literal_inside(text: str, mark: str) -> str:
    """Return literal words that stand between two marks: their own mark is never in them."""
    return "".join(
        _address(part, always=mark)
        if _ADDRESS.match(part)
        else part.replace(mark, _LOOK_ALIKE[mark])
        for part in re.split(rf"({_ADDRESS.pattern})", literal(text))
    )


def _styled_line(line: str, mark: str) -> str:
    found = _MARKER.match(line)
    marker = found[0] if found else ""
    bare = line[len(marker) :]
    words = bare.strip()
    if not words:
        return line
    inside = "".join(_plain(part, mark) for part in parse(words).lines[0].children)
    lead = bare[: len(bare) - len(bare.lstrip())]
    return f"{marker}{lead}{mark}{inside}{mark}{bare[len(lead) + len(words) :]}"


def _plain(part: Inline, mark: str) -> str:
    """Return a part as typed, without any style of this mark."""
    if not isinstance(part, StyledWords):
        return part.source
    inside = "".join(_plain(child, mark) for child in part.children)
    return inside if part.mark == mark else f"{part.mark}{inside}{part.mark}"


def _one_line(item: str) -> str:
    return " ".join(literal(item).split("\n")).strip()


def _look_alikes(text: str) -> str:
    return _RISKY.sub(lambda found: _LOOK_ALIKE[found[0]], text)


def _address(text: str, *, always: str = "") -> str:
    if always:
        return text.replace(always, _IN_ADDRESS[always])
    return _RISKY.sub(lambda found: _IN_ADDRESS.get(found[0], "%60"), text)
