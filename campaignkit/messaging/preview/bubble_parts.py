"""The pieces of a bubble as HTML: text, picture, buttons, offer. All data is escaped."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape, unescape

from campaignkit.messaging.markup import to_html
from campaignkit.messaging.preview.phrases import COPY, COUPON, ENDS, OPTIONS, SHARE, phrase
from campaignkit.messaging.preview.styles import CODE, Theme, paint
from campaignkit.messaging.templates.buttons import AnyButton, OpenOrder, UnknownButton
from campaignkit.messaging.templates.variables import pieces as split

_REVIEW = "review and pay"
_SHOWN = 3  # more buttons: two, and an entry that opens the rest (Meta, "Template components")
MARKS = {
    "QUICK_REPLY": "\u21a9\ufe0e",
    "URL": "\u2197\ufe0e",
    "PHONE_NUMBER": "\u260e\ufe0e",
    "VOICE_CALL": "\u260e\ufe0e",
    "COPY_CODE": "\u2750",
    "OTP": "\u2750",
    "CATALOG": "\u25a6",
    "MPM": "\u2630",
    "SPM": "\u25a6",
    "FLOW": "\u270e\ufe0e",
    "APP": "\u2197\ufe0e",
}
_FIXED_LABELS = {"COPY_CODE": COPY, "OTP": COPY, "REQUEST_CONTACT_INFO": SHARE}
_SIGN = "#7d8d96"
_BLOCKS = re.compile(r"(<br>|</?(?:ul|ol|li|blockquote)\b[^>]*>)")
_NO_WORDS = re.compile("<[^>]*>|\u2066[^\u2069]*\u2069")  # tags, and isolates (UAX #9, P2)
_WORDS = {
    "IMAGE": "Picture",
    "VIDEO": "Video",
    "GIF": "Animation",
    "DOCUMENT": "Document",
    "LOCATION": "Map",
    "PRODUCT": "Product",
}
# Own drawings, 16 x 9 with a sign in the middle, on what the element is painted with.
_DRAWN = {
    "IMAGE": "<path d='M0 90 45 40 75 70 105 30 160 90z'/><circle cx='40' cy='22' r='9'/>",
    "VIDEO": "<path d='M65 25v40l35-20z'/>",
    "GIF": "<path d='M65 25v40l35-20z'/>",
    "DOCUMENT": "<path d='M62 15h26l12 12v48H62z'/>",
    "LOCATION": "<path d='M80 75 64 44a18 18 0 1 1 32 0z'/>",
    "PRODUCT": "<path d='M60 35h40l5 40H55zM68 35a12 12 0 0 1 24 0h-5a7 7 0 0 0-14 0z'/>",
}


def text(words: str, samples: Mapping[str, str], theme: Theme, direction: str = "ltr") -> str:
    """Return formatted text with its variables filled in, or marked where there is no sample."""
    holes: list[str] = []
    parts = list(split(words))
    for at in range(1, len(parts), 2):
        sample = samples.get(parts[at])
        if not sample:
            holes.append(parts[at])
            sample = f"\ue000{len(holes) - 1}\ue001"
        parts[at] = sample
    made = styled(directed(to_html("".join(parts)), direction), theme)
    return re.sub("\ue000([0-9]+)\ue001", lambda hit: _hole(hit, holes, theme), made)


def _hole(hit: re.Match[str], holes: Sequence[str], theme: Theme) -> str:
    number = int(hit[1])
    if number >= len(holes):
        return hit[0]
    style = f"{paint(theme, background='mark')}border-radius:3px;padding:0 2px"
    return f'<span style="{style}">{{{{{escape(holes[number])}}}}}</span>'


def styled(html: str, theme: Theme) -> str:
    """Return the HTML of `markup.to_html` with its lists, quotes and code styled.

    Words cannot be mistaken for tags: every "<" of theirs is escaped.
    """
    bar = f"margin:2px 0;padding:0 8px;border-inline-start:4px solid;{paint(theme, color='soft')}"
    code = f"{CODE};border-radius:3px;padding:0 3px;{paint(theme, background='box', color='ink')}"
    return (
        html.replace("<blockquote>", f'<blockquote style="{bar}">')
        .replace("<ul>", '<ul style="margin:2px 0;padding-inline-start:20px">')
        .replace("<ol>", '<ol style="margin:2px 0;padding-inline-start:24px">')
        .replace("<code>", f'<code style="{code}">')
    )


def directed(html: str, direction: str) -> str:
    """Return text with a mark of its direction (U+200F) before each line that has no letter.

    A phone sets such a line, "7:00", as its reader's language runs; a browser, from the left.
    """
    if direction == "ltr":
        return html
    pieces = _BLOCKS.split(html)  # lines, and between them tags
    pieces[::2] = [
        f"\u200f{line}" if line and not _has_letter(line) else line for line in pieces[::2]
    ]
    return "".join(pieces)


def _has_letter(line: str) -> bool:
    words = unescape(_NO_WORDS.sub("", line))
    return any(unicodedata.bidirectional(sign) in ("L", "R", "AL") for sign in words)


def block(inner: str, style: str) -> str:
    """Return a paragraph; each of its lines runs in its own direction."""
    lines = "unicode-bidi:plaintext;white-space:pre-wrap;overflow-wrap:anywhere;"
    return f'<div style="{lines}{style}">{inner}</div>'


def picture(kind: str, theme: Theme, source: str = "", *, words: str = "") -> str:
    """Return a picture (a data address in `source`), or a drawing that stands for it."""
    said = escape(words or _WORDS.get(kind, "Picture"), quote=True)
    ground = "" if source else paint(theme, background="blank")
    shape = (
        f"display:block;width:100%;aspect-ratio:16/9;object-fit:cover;border-radius:6px;"
        f"margin-bottom:6px;{ground}"
    )
    address = source or _drawing(kind)
    return f'<img alt="{said}" style="{shape}" src="{escape(address, quote=True)}">'


def _drawing(kind: str) -> str:
    """Return a sign in one grey on nothing, which stands on light and on dark."""
    shape = _DRAWN.get(kind, _DRAWN["IMAGE"])
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 90'>"
        f"<g fill='{_SIGN}'>{shape}</g></svg>"
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def embedded(data: bytes, kind: str) -> str:
    """Return a picture's bytes as an address; `kind` as in "png"."""
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


def label(button: AnyButton, language: str | None) -> str:
    """Return what a button says; WhatsApp writes some labels itself."""
    if isinstance(button, UnknownButton):
        return button.type or "?"
    if isinstance(button, OpenOrder) and (button.text or _REVIEW).casefold() == _REVIEW:
        return phrase("review", language)  # phones say the platform's own word in their language
    fixed = _FIXED_LABELS.get(button.TYPE)
    own = phrase(fixed, language) if fixed else button.TYPE
    return getattr(button, "text", None) or own


def buttons(listed: Sequence[AnyButton], language: str | None, theme: Theme) -> str:
    """Return the buttons below a text; of more than three, two and the rest in a list."""
    made = [_button(button, language, theme) for button in listed]
    if len(listed) <= _SHOWN:
        return "".join(made)
    summary = f"{row_style(theme)};cursor:pointer;list-style:none"
    more = (
        f'<details><summary style="{summary}"><span aria-hidden="true">\u2630 </span>'
        f"{escape(phrase(OPTIONS, language))}</summary>{''.join(made[2:])}</details>"
    )
    return "".join(made[:2]) + more


def row_style(theme: Theme) -> str:
    """Return the style of a button below a bubble."""
    return (
        f"display:block;border-top:1px solid;{paint(theme, border_top_color='line')}"
        f"{paint(theme, color='link')}padding:9px 4px;text-align:center;font-weight:500;"
        "unicode-bidi:plaintext"
    )


def _button(button: AnyButton, language: str | None, theme: Theme) -> str:
    mark = MARKS.get("" if isinstance(button, UnknownButton) else button.TYPE, "")
    return row(label(button, language), mark, theme)


def row(said: str, mark: str, theme: Theme) -> str:
    """Return a button below a bubble; mark: the sign before its label."""
    sign = f'<span aria-hidden="true">{mark} </span>' if mark else ""
    return f'<div role="button" style="{row_style(theme)}">{sign}{escape(said)}</div>'


def offer(words: str, code: str, *, counts_down: bool, language: str | None, theme: Theme) -> str:
    """Return the box of a limited-time offer."""
    box = f"border-radius:6px;padding:8px 10px;margin:6px 0;{paint(theme, background='box')}"
    below = [phrase(ENDS, language)] if counts_down else []
    below += [phrase(COUPON, language).format(code=code)] if code else []
    soft = paint(theme, color="soft")
    lines = [f"<b>{escape(words)}</b>"]
    lines += [f'<span style="{soft}">{escape(line)}</span>' for line in below]
    return block("<br>".join(lines), box)
