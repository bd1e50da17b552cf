"""An interactive message as a bubble: its words, and what the reader can tap."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from campaignkit.messaging import markup
from campaignkit.messaging.interactive import Interactive, actions
from campaignkit.messaging.preview import bubble_parts, ordering
from campaignkit.messaging.preview.phrases import SHARE, counted, phrase
from campaignkit.messaging.preview.styles import Theme, paint


def inside(message: Interactive, theme: Theme, direction: str, picture: str = "") -> list[str]:
    """Return what stands in the bubble, piece by piece."""
    made = [*_above(message, theme, picture)]
    if message.text:
        html = bubble_parts.directed(markup.to_html(message.text), direction)
        made.append(bubble_parts.block(bubble_parts.styled(html, theme), "margin-top:2px"))
    if message.footer:
        soft = f"font-size:.86em;margin-top:6px;{paint(theme, color='soft')}"
        made.append(bubble_parts.block(escape(message.footer), soft))
    return made


def _above(message: Interactive, theme: Theme, picture: str) -> Iterator[str]:
    if message.media is not None:
        yield bubble_parts.picture(message.media[0].upper(), theme, picture)
    if message.header:
        yield bubble_parts.block(f"<b>{escape(message.header)}</b>", "margin-bottom:4px")
    match message.action:
        case actions.ReviewAndPay(order=order):
            yield ordering.box(order, message.language, theme)
        case actions.ReviewOrder(status=status):
            yield ordering.status_box(status, message.language, theme)
        case actions.OneProduct() | actions.OpenCatalog():
            yield bubble_parts.picture("PRODUCT", theme)
        case actions.ManyProducts(sections=sections):
            count = sum(len(section.products) for section in sections)
            yield bubble_parts.picture("PRODUCT", theme)
            said = escape(counted("items", count, message.language))
            yield bubble_parts.block(said, f"font-size:.86em;{paint(theme, color='soft')}")


def below(message: Interactive, theme: Theme) -> str:
    """Return the buttons under the bubble; a list opens."""
    if isinstance(message.action, actions.Choices):
        return _list(message.action, theme)
    return "".join(bubble_parts.row(label, mark, theme) for label, mark in labels(message))


def labels(message: Interactive) -> list[tuple[str, str]]:
    """Return what can be tapped: each label, and the sign before it."""
    language = message.language
    match message.action:
        case actions.Replies(buttons=buttons):
            return [(button.title, bubble_parts.MARKS["QUICK_REPLY"]) for button in buttons]
        case actions.Choices(label=label):
            return [(label, "\N{TRIGRAM FOR HEAVEN}")]
        case actions.Link(label=label):
            return [(label, bubble_parts.MARKS["URL"])]
        case actions.OpenForm(label=label):
            return [(label, bubble_parts.MARKS["FLOW"])]
        case actions.ReviewAndPay(order=order):
            ways = ordering.ways(order, language)
            return [(phrase("review", language), ""), *((way, "") for way in ways)]
    name, mark = _OWN[type(message.action)]
    return [(phrase(name, language), mark)]


# What WhatsApp writes on a button itself, and the sign before it.
_OWN: dict[type, tuple[str, str]] = {
    actions.AskLocation: ("send_location", "\N{BULLSEYE}"),
    actions.AskAddress: ("give_address", "\N{BULLSEYE}"),
    actions.AskContact: (SHARE, ""),
    actions.OpenCatalog: ("view_catalog", bubble_parts.MARKS["CATALOG"]),
    actions.OneProduct: ("view_item", bubble_parts.MARKS["SPM"]),
    actions.ManyProducts: ("view_items", bubble_parts.MARKS["MPM"]),
    actions.ReviewOrder: ("details", ""),
}


def _list(action: actions.Choices, theme: Theme) -> str:
    rows = "".join(_section(section, theme) for section in action.sections)
    sign = '<span aria-hidden="true">\N{TRIGRAM FOR HEAVEN} </span>'
    style = f"{bubble_parts.row_style(theme)};cursor:pointer;list-style:none"
    return (
        f'<details><summary style="{style}">{sign}{escape(action.label)}</summary>{rows}</details>'
    )


def _section(section: actions.Section, theme: Theme) -> str:
    soft = f"font-size:.86em;{paint(theme, color='soft')}"
    head = f"padding:12px 8px 6px;{soft}"
    made = (
        [f'<div dir="auto" style="{head}">{escape(section.title)}</div>'] if section.title else []
    )
    for row in section.rows:
        more = f'<div style="{soft}">{escape(row.description)}</div>' if row.description else ""
        line = f"border-top:1px solid;{paint(theme, border_top_color='line')}padding:8px"
        made.append(f'<div dir="auto" style="{line}">{escape(row.title)}{more}</div>')
    return "".join(made)


def words_of(message: Interactive) -> str:
    """Return a message as plain lines: the text alternative of its bubble."""
    lines = [f"[{message.media[0]}]"] if message.media else []
    lines += [text for text in (message.header, markup.plain(message.text)) if text]
    match message.action:
        case actions.ReviewAndPay(order=order):
            lines += [
                f"{name}: {amount}" for name, amount in ordering.words(order, message.language)
            ]
        case actions.ReviewOrder(status=status):
            lines.append(ordering.title(status.reference, message.language))
            lines += ordering.status_words(status, message.language)
    lines += [message.footer] if message.footer else []
    lines += [f"[ {label} ]" for label, _mark in labels(message)]
    if isinstance(message.action, actions.Choices):
        for section in message.action.sections:
            lines += [section.title] if section.title else []
            lines += [f"- {_said(row)}" for row in section.rows]
    return "\n".join(lines)


def _said(row: actions.Choice) -> str:
    return f"{row.title}: {row.description}" if row.description else row.title
