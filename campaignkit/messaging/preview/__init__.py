"""A message or template as a chat bubble: static HTML that needs nothing from anywhere.

Own drawing, no logo. Styles are inline and there is no script, so a saved or exported notebook
shows it too; pictures have text alternatives, and each line runs in its own direction. It shows
what is written where; fonts, widths and colours of real phones differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from campaignkit import locales
from campaignkit.errors import BadInput
from campaignkit.messaging import markup, templates
from campaignkit.messaging.interactive import Interactive
from campaignkit.messaging.orders import Order
from campaignkit.messaging.preview import bubble_parts, interactive, ordering
from campaignkit.messaging.preview.bubble_parts import embedded
from campaignkit.messaging.preview.phrases import phrase
from campaignkit.messaging.preview.plain_text import (
    body_filled,
    body_words,
    footer_words,
    header_words,
    in_order,
    ordered,
    shown_values,
    words_of,
)
from campaignkit.messaging.preview.styles import FONT, Theme, paint, scheme
from campaignkit.messaging.templates.components import MEDIA
from campaignkit.messaging.templates.ordering import kind

__all__ = [
    "WIDTH",
    "Theme",
    "body_filled",
    "document",
    "embedded",
    "of_interactive",
    "of_template",
    "of_text",
    "words_of",
]

WIDTH = 360  # CSS pixels, about a phone's


def of_text(text: str, *, language: str = "en", theme: Theme = "auto") -> str:
    """Return a message as a bubble."""
    html = bubble_parts.directed(markup.to_html(text), _direction(language))
    body = bubble_parts.block(bubble_parts.styled(html, theme), "")
    said = f"Message: {markup.plain(text)}"
    return _ground(_bubble([body], "", theme), said, language, theme)


def of_template(
    template: templates.Template,
    *,
    theme: Theme = "auto",
    values: Mapping[str, Any] | None = None,
    picture: str = "",
) -> str:
    """Return a template as a bubble, its variables filled with `values` or its own samples.

    picture: a data address that stands in the header.
    """
    if values is not None and not isinstance(values, Mapping):
        raise BadInput(
            f"values={values!r} is no mapping, such as {{'1': 'Ana'}}.",
            rule="template.values",
            values=values,
        )
    shown = _Shown(template, theme, shown_values(template, values), picture)
    order, status = ordered(template, values)
    inside = [piece for part in in_order(template.parts) if (piece := shown.piece(part))]
    language, asks = template.language, kind(template)
    if asks == "order":
        inside.insert(int(template.header is not None), ordering.box(order, language, theme))
    elif asks == "status":
        inside.insert(0, ordering.status_box(status, language, theme))
    below = bubble_parts.buttons(template.buttons, template.language, theme)
    if any(isinstance(part, templates.CallPermissionRequest) for part in template.parts):
        mark = bubble_parts.MARKS["VOICE_CALL"]
        below += bubble_parts.row(phrase("choose_calls", template.language), mark, theme)
    if asks is not None:
        below += _ways(template, order, theme)
    cards = shown.cards(template.carousel) if template.carousel else ""
    said = f"Message template {template.name}: {words_of(template, values=values)}"
    return _ground(_bubble(inside, below, theme) + cards, said, template.language or "en", theme)


def of_interactive(message: Interactive, *, theme: Theme = "auto", picture: str = "") -> str:
    """Return an interactive message as a bubble.

    picture: a data address that stands in the header.
    """
    direction = _direction(message.language)
    inside = interactive.inside(message, theme, direction, picture)
    bubble = _bubble(inside, interactive.below(message, theme), theme)
    said = f"Message: {interactive.words_of(message)}"
    return _ground(bubble, said, message.language, theme)


def _ways(template: templates.Template, order: Order | None, theme: Theme) -> str:
    """Return the buttons that WhatsApp adds to an order's own one."""
    language = template.language
    if kind(template) == "status":
        return bubble_parts.row(phrase("details", language), "", theme)
    there = {bubble_parts.label(button, language).casefold() for button in template.buttons}
    added = ordering.ways(order, language)
    return "".join(
        bubble_parts.row(each, "", theme) for each in added if each.casefold() not in there
    )


def document(bubbles: Iterable[str], *, title: str, theme: Theme = "auto") -> str:
    """Return bubbles side by side as a page: one file that fetches nothing and runs nothing."""
    row = "display:flex;flex-wrap:wrap;align-items:flex-start;gap:24px"
    ground = paint(theme, background="page")
    return (
        '<!doctype html>\n<html>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n"
        f'<body style="{scheme(theme)}{ground}margin:24px"><main style="{row}">\n'
        + "\n".join(bubbles)
        + "\n</main></body>\n</html>\n"
    )


class _Shown:
    """Draws the components of one template."""

    def __init__(
        self, template: templates.Template, theme: Theme, values: Mapping[str, str], picture: str
    ) -> None:
        self.template = template
        self.theme = theme
        self.values = values
        self.picture = picture

    def piece(self, part: templates.AnyComponent) -> str:
        """Return what stands inside the bubble."""
        match part:
            case templates.Header():
                return self._header(part, self.picture)
            case templates.Body():
                return self._body(part)
            case templates.Footer():
                soft = f"font-size:.86em;margin-top:6px;{paint(self.theme, color='soft')}"
                return bubble_parts.block(escape(footer_words(part, self.template)), soft)
            case templates.LimitedTimeOffer():
                codes = [
                    b.sample or ""
                    for b in self.template.buttons
                    if isinstance(b, templates.CopyCode)
                ]
                code = codes[0] if codes else ""
                ends = part.has_expiration is not False
                return bubble_parts.offer(
                    part.text or "",
                    code,
                    counts_down=ends,
                    language=self.template.language,
                    theme=self.theme,
                )
            case templates.CallPermissionRequest():
                soft = f"font-size:.86em;margin-top:6px;{paint(self.theme, color='soft')}"
                return bubble_parts.block(escape(phrase("may_call", self.template.language)), soft)
        return ""

    def _header(self, part: templates.Header, source: str) -> str:
        if part.kind in MEDIA or part.kind in ("LOCATION", "PRODUCT"):
            return bubble_parts.picture(part.kind, self.theme, source)
        words = header_words(part, self.values, self.template)
        return bubble_parts.block(f"<b>{escape(words)}</b>", "margin-bottom:4px")

    def _body(self, part: templates.Body) -> str:
        words = body_words(part, self.template)
        given = {**part.samples, **self.values}
        direction = _direction(self.template.language)
        return bubble_parts.block(
            bubble_parts.text(words, given, self.theme, direction), "margin-top:2px"
        )

    def cards(self, carousel: templates.Carousel) -> str:
        """Return the cards side by side; the row scrolls."""
        made = "".join(self._card(card, number) for number, card in enumerate(carousel.cards, 1))
        row = "display:flex;gap:8px;overflow-x:auto;margin-top:8px;padding-bottom:4px"
        return f'<div role="list" style="{row}">{made}</div>'

    def _card(self, card: templates.Card | templates.Unknown, number: int) -> str:
        parts = card.components if isinstance(card, templates.Card) else ()
        below = [b for part in parts if isinstance(part, templates.Buttons) for b in part.buttons]
        prefix = f"card_{number}_"
        own = {k.removeprefix(prefix): v for k, v in self.values.items() if k.startswith(prefix)}
        shown = _Shown(self.template, self.theme, own, "")
        inside = [piece for part in parts if (piece := shown.piece(part))]
        bubble = _bubble(
            inside, bubble_parts.buttons(below, self.template.language, self.theme), self.theme
        )
        return f'<div role="listitem" style="flex:0 0 220px">{bubble}</div>'


def _bubble(inside: list[str], below: str, theme: Theme) -> str:
    style = (
        f"{paint(theme, background='bubble', color='ink')}border-radius:10px;padding:6px;"
        "box-shadow:0 1px 1px #0003;max-width:100%;box-sizing:border-box"
    )
    words = f'<div style="padding:2px 4px 6px">{"".join(inside)}</div>'
    return f'<div style="{style}">{words}{below}</div>'


def _ground(inner: str, said: str, language: str, theme: Theme) -> str:
    style = (
        f"{scheme(theme)}{paint(theme, background='ground')}{FONT};font-size:15px;line-height:1.35;"
        f"width:{WIDTH}px;max-width:100%;padding:14px;border-radius:12px;box-sizing:border-box;"
        "text-align:start"
    )
    tag = escape(language.replace("_", "-"), quote=True)
    alternative = escape(said, quote=True)
    return (
        f'<div role="figure" aria-label="{alternative}" lang="{tag}" dir="{_direction(language)}" '
        f'style="{style}">{inner}</div>'
    )


def _direction(language: str | None) -> str:
    """Return how a language runs; one that nobody knows, from the left."""
    try:
        return locales.direction(language or "en")
    except BadInput:
        return "ltr"
