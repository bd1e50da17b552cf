"""What a template says, in plain lines: the text alternative of its bubble."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaignkit.messages import markup
from campaignkit.messages.preview.pieces import label
from campaignkit.messages.templates import (
    AnyComponent,
    Body,
    Buttons,
    CallPermissionRequest,
    Card,
    Carousel,
    Footer,
    Header,
    LimitedTimeOffer,
    Template,
    Unknown,
)
from campaignkit.messages.templates.variables import filled

# Our rendering of WhatsApp's own text; phones show it in the template's language.
CODE_BODY = "*{{code}}* is your verification code."


def words_of(template: Template, *, values: Mapping[str, Any] | None = None) -> str:
    """Return what a template says as plain lines, its variables filled with values or samples.

    >>> t = Template("x", language="en", body="Hello *{{1}}*, welcome.", examples=["Ana"])
    >>> words_of(t)
    'Hello Ana, welcome.'
    """
    given = {str(key): str(value) for key, value in (values or {}).items()}
    return "\n".join(line for part in template.parts for line in _lines(part, given, template))


def header_words(part: Header, values: Mapping[str, str], template: Template) -> str:
    """Return a text header with its variable filled in."""
    own = values if template.is_named else {"1": values["header"]} if "header" in values else {}
    return filled(part.text or "", {**part.samples, **own})


def footer_words(part: Footer) -> str:
    """Return what a footer says."""
    if part.code_expiration_minutes is not None:
        return f"This code expires in {part.code_expiration_minutes} minutes."
    return part.text or ""


def _lines(part: AnyComponent, given: Mapping[str, str], template: Template) -> Iterator[str]:
    match part:
        case Header(kind="TEXT"):
            yield header_words(part, given, template)
        case Header():
            yield f"[{part.kind.lower() or '?'}]"
        case Body():
            yield markup.plain(filled(part.text or CODE_BODY, {**part.samples, **given}))
        case Footer():
            yield footer_words(part)
        case LimitedTimeOffer():
            yield f"[offer: {part.text or ''}]"
        case Buttons(buttons=buttons):
            yield from (f"[ {label(button)} ]" for button in buttons)
        case Carousel(cards=cards):
            for number, card in enumerate(cards, 1):
                yield f"Card {number}:"
                prefix = f"card_{number}_"
                own = {k.removeprefix(prefix): v for k, v in given.items() if k.startswith(prefix)}
                for inner in card.components if isinstance(card, Card) else ():
                    yield from _lines(inner, own, template)
        case CallPermissionRequest():
            yield "[ asks for permission to call ]"
        case Unknown():
            yield f"[{part.type or 'unknown'}]"
