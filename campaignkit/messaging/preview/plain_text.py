"""What a template says, in plain lines: the text alternative of its bubble."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from campaignkit.errors import BadInput
from campaignkit.messaging import markup, templates
from campaignkit.messaging.orders import Order, OrderStatus, read_status
from campaignkit.messaging.preview.bubble_parts import label
from campaignkit.messaging.preview.ordering import status_words, title, words
from campaignkit.messaging.preview.phrases import CARE, CODE, EXPIRES, counted, phrase
from campaignkit.messaging.templates.ordering import keys, kind, order_of
from campaignkit.messaging.templates.values import said
from campaignkit.messaging.templates.variables import filled, names


def words_of(template: templates.Template, *, values: Mapping[str, Any] | None = None) -> str:
    """Return what a template says as plain lines, its variables filled with values or samples.

    >>> t = templates.Template("x", language="en", body="Hello *{{1}}*, welcome.", examples=["Ana"])
    >>> words_of(t)
    'Hello Ana, welcome.'
    """
    given = shown_values(template, values)
    lines = [line for part in in_order(template.parts) for line in _lines(part, given, template)]
    order, status = ordered(template, values)
    if order is not None:
        lines += [f"{name}: {amount}" for name, amount in words(order, template.language)]
    if status is not None:
        lines.append(title(status.reference, template.language))
        lines += status_words(status, template.language)
    return "\n".join(lines)


def shown_values(template: templates.Template, values: Mapping[str, Any] | None) -> dict[str, str]:
    """Return the values of a row as the message says them.

    The platform lists a body of one-time codes with {{1}} for what a row calls code.

    >>> body = "*{{1}}* is your code."
    >>> t = templates.Template("x", language="en", category="AUTHENTICATION", body=body)
    >>> shown_values(t, {"code": 123456})
    {'code': '123456', '1': '123456'}
    """
    given = {str(key): said(value, template.language) for key, value in (values or {}).items()}
    if template.kind == "AUTHENTICATION" and "code" in given:
        of_body = names(template.body.text) if template.body else ()
        given |= dict.fromkeys(of_body, given["code"])
    return given


def body_filled(template: templates.Template, values: Mapping[str, Any]) -> str:
    """Return the body of one message; a variable without a value stays as it is written."""
    body = template.body
    words = "" if body is None else body_words(body, template)
    return filled(words, shown_values(template, values))


def ordered(
    template: templates.Template, values: Mapping[str, Any] | None
) -> tuple[Order | None, OrderStatus | None]:
    """Return the order that values describe, or the news of one; None where they do not."""
    asked, given = kind(template), values or {}
    try:
        if asked == "order" and any(given.get(key) is not None for key in keys(template)):
            return order_of(template, given), None
        if asked == "status" and given.get("reference") is not None:
            return None, read_status(given)
    except BadInput:  # told by the rows' own findings; the bubble shows what can be shown
        pass
    return None, None


def header_words(
    part: templates.Header, values: Mapping[str, str], template: templates.Template
) -> str:
    """Return a text header with its variable filled in."""
    own = values if template.is_named else {"1": values["header"]} if "header" in values else {}
    return filled(part.text or "", {**part.samples, **own})


def body_words(part: templates.Body, template: templates.Template) -> str:
    """Return the text of a body; that of a one-time code is WhatsApp's own."""
    if part.text is not None:
        return part.text
    care = phrase(CARE, template.language) if part.add_security_recommendation else ""
    return f"{phrase(CODE, template.language)} {care}".strip()


def footer_words(part: templates.Footer, template: templates.Template) -> str:
    """Return what a footer says."""
    if part.code_expiration_minutes is not None:
        return counted(EXPIRES, part.code_expiration_minutes, template.language)
    return part.text or ""


def in_order(parts: Iterable[templates.AnyComponent]) -> list[templates.AnyComponent]:
    """Return components as a phone shows them: an offer stands above the body."""
    ranks = {
        templates.Header: 0,
        templates.LimitedTimeOffer: 1,
        templates.Body: 2,
        templates.Footer: 3,
    }
    return sorted(parts, key=lambda part: ranks.get(type(part), 4))


def _lines(
    part: templates.AnyComponent, given: Mapping[str, str], template: templates.Template
) -> Iterator[str]:
    match part:
        case templates.Header(kind="TEXT"):
            yield header_words(part, given, template)
        case templates.Header():
            yield f"[{part.kind.lower() or '?'}]"
        case templates.Body():
            yield markup.plain(filled(body_words(part, template), {**part.samples, **given}))
        case templates.Footer():
            yield footer_words(part, template)
        case templates.LimitedTimeOffer():
            yield f"[offer: {part.text or ''}]"
        case templates.Buttons(buttons=buttons):
            yield from (f"[ {label(button, template.language)} ]" for button in buttons)
        case templates.Carousel(cards=cards):
            for number, card in enumerate(cards, 1):
                yield f"Card {number}:"
                prefix = f"card_{number}_"
                own = {k.removeprefix(prefix): v for k, v in given.items() if k.startswith(prefix)}
                for inner in card.components if isinstance(card, templates.Card) else ():
                    yield from _lines(inner, own, template)
        case templates.CallPermissionRequest():
            yield phrase("may_call", template.language)
            yield f"[ {phrase('choose_calls', template.language)} ]"
        case templates.Unknown():
            yield f"[{part.type or 'unknown'}]"
