"""A formatted text as HTML, or without its marks. The HTML is escaped: data cannot add a tag."""

from __future__ import annotations

from html import escape

from campaignkit.messaging.markup import tree
from campaignkit.messaging.markup.parsing import parse

_TAGS = {"*": "b", "_": "i", "~": "s"}


def to_html(text: str | tree.Tree) -> str:
    """Return HTML without styles or scripts; line breaks are <br>.

    >>> to_html("*Sale* & _more_")
    '<b>Sale</b> &amp; <i>more</i>'
    >>> to_html("- tea\\n- <b>")
    '<ul><li>tea</li><li>&lt;b&gt;</li></ul>'
    """
    parsed = parse(text) if isinstance(text, str) else text
    pieces: list[str] = []
    for number, block in enumerate(parsed.blocks):
        if (
            number
            and isinstance(block, tree.MarkupLine)
            and isinstance(parsed.blocks[number - 1], tree.MarkupLine)
        ):
            pieces.append("<br>")
        pieces.append(_block(block))
    return "".join(pieces)


def plain(text: str | tree.Tree) -> str:
    """Return the words without their marks, as a screen reader or a list would say them.

    >>> plain("*Sale*: _today_ only")
    'Sale: today only'
    """
    parsed = parse(text) if isinstance(text, str) else text
    return "\n".join(_plain_block(block) for block in parsed.blocks)


def _block(block: tree.Block) -> str:
    match block:
        case tree.MarkupLine():
            return _inside(block.children)
        case tree.QuotedLines(lines):
            return (
                f"<blockquote>{'<br>'.join(_inside(line.children) for line in lines)}</blockquote>"
            )
        case tree.Bullets(items=items):
            return f"<ul>{''.join(f'<li>{_inside(item.children)}</li>' for item in items)}</ul>"
        case tree.Numbers(numbers, items):
            pairs = zip(numbers, items, strict=True)
            inside = "".join(
                f'<li value="{int(number)}">{_inside(item.children)}</li>' for number, item in pairs
            )
            return f"<ol>{inside}</ol>"


def _inside(parts: tuple[tree.Inline, ...]) -> str:
    return "".join(_part(part) for part in parts)


def _part(part: tree.Inline) -> str:
    match part:
        case tree.PlainWords(text):
            return escape(text)
        case tree.StyledWords(mark, children):
            return f"<{_TAGS[mark]}>{_inside(children)}</{_TAGS[mark]}>"
        case tree.Monospaced(text):
            return f"<code>{escape(text)}</code>"
        case tree.Mono(text):
            return f"<code>{escape(text).replace(chr(10), '<br>')}</code>"


def _plain_block(block: tree.Block) -> str:
    match block:
        case tree.MarkupLine():
            return _words(block.children)
        case tree.QuotedLines(lines):
            return "\n".join(_words(line.children) for line in lines)
        case tree.Bullets(items=items):
            return "\n".join(f"- {_words(item.children)}" for item in items)
        case tree.Numbers(numbers, items):
            pairs = zip(numbers, items, strict=True)
            return "\n".join(f"{number}. {_words(item.children)}" for number, item in pairs)


def _words(parts: tuple[tree.Inline, ...]) -> str:
    return "".join(
        _words(part.children) if isinstance(part, tree.StyledWords) else part.text for part in parts
    )
