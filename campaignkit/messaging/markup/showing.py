"""A formatted text as HTML, or without its marks. The HTML is escaped: data cannot add a tag."""

from __future__ import annotations

from html import escape

from campaignkit.messaging.markup.parsing import parse
from campaignkit.messaging.markup.tree import (
    Block,
    Bullets,
    Inline,
    MarkupLine,
    Mono,
    Monospaced,
    Numbers,
    PlainWords,
    QuotedLines,
    StyledWords,
    Tree,
)

_TAGS = {"*": "b", "_": "i", "~": "s"}


def to_html(text: str | Tree) -> str:
    """Return HTML without styles or scripts; line breaks are <br>.

    >>> to_html("*Sale* & _more_")
    '<b>Sale</b> &amp; <i>more</i>'
    >>> to_html("- tea\\n- <b>")
    '<ul><li>tea</li><li>&lt;b&gt;</li></ul>'
    """
    tree = parse(text) if isinstance(text, str) else text
    pieces: list[str] = []
    for number, block in enumerate(tree.blocks):
        if (
            number
            and isinstance(block, MarkupLine)
            and isinstance(tree.blocks[number - 1], MarkupLine)
        ):
            pieces.append("<br>")
        pieces.append(_block(block))
    return "".join(pieces)


def plain(text: str | Tree) -> str:
    """Return the words without their marks, as a screen reader or a list would say them.

    >>> plain("*Sale*: _today_ only")
    'Sale: today only'
    """
    tree = parse(text) if isinstance(text, str) else text
    return "\n".join(_plain_block(block) for block in tree.blocks)


def _block(block: Block) -> str:
    match block:
        case MarkupLine():
            return _inside(block.children)
        case QuotedLines(lines):
            return (
                f"<blockquote>{'<br>'.join(_inside(line.children) for line in lines)}</blockquote>"
            )
        case Bullets(items=items):
            return f"<ul>{''.join(f'<li>{_inside(item.children)}</li>' for item in items)}</ul>"
        case Numbers(numbers, items):
            pairs = zip(numbers, items, strict=True)
            inside = "".join(
                f'<li value="{int(number)}">{_inside(item.children)}</li>' for number, item in pairs
            )
            return f"<ol>{inside}</ol>"


def _inside(parts: tuple[Inline, ...]) -> str:
    return "".join(_part(part) for part in parts)


def _part(part: Inline) -> str:
    match part:
        case PlainWords(text):
            return escape(text)
        case StyledWords(mark, children):
            return f"<{_TAGS[mark]}>{_inside(children)}</{_TAGS[mark]}>"
        case Monospaced(text):
            return f"<code>{escape(text)}</code>"
        case Mono(text):
            return f"<code>{escape(text).replace(chr(10), '<br>')}</code>"


def _plain_block(block: Block) -> str:
    match block:
        case MarkupLine():
            return _words(block.children)
        case QuotedLines(lines):
            return "\n".join(_words(line.children) for line in lines)
        case Bullets(items=items):
            return "\n".join(f"- {_words(item.children)}" for item in items)
        case Numbers(numbers, items):
            pairs = zip(numbers, items, strict=True)
            return "\n".join(f"{number}. {_words(item.children)}" for number, item in pairs)


def _words(parts: tuple[Inline, ...]) -> str:
    return "".join(
        _words(part.children) if isinstance(part, StyledWords) else part.text for part in parts
    )
