"""What a row must supply to send a template, and what a row calls it.

A row names a value as the template does: `who` for {{who}}, `1` for the body's {{1}}. The rest
has names of its own, counted from 1 as the variables are:

    header                       the header's {{1}}
    image video document         the header's file: an https address, or the id of an upload
    filename                     what to call a document
    latitude longitude place address      of a location header
    product catalog_id           of a product header
    button_1                     of the first button: the end of its address, the coupon code,
                                 or the payload of a quick reply or call
    button_1_minutes             how long a call button works
    code                         the one-time code
    expires                      when a limited-time offer ends
    thumbnail sections           of a catalog or list of products
    flow_token flow_data         of a form
    card_1_image card_1_1 card_1_button_1 …     of the first card of a carousel
    products                     of a product carousel: 2 to 10 product ids
    reference items total pix …  of an order to be paid, as `orders.Order` calls them; or `order`
    reference status paid …      of news of an order, as `orders.OrderStatus` calls them
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from campaignkit.messaging.templates import components, ordering
from campaignkit.messaging.templates.buttons import (
    AnyButton,
    CopyCode,
    OneTimeCode,
    OpenFlow,
    QuickReply,
    UrlButton,
    ViewCatalog,
    ViewItems,
    VoiceCall,
)
from campaignkit.messaging.templates.template import Template
from campaignkit.messaging.templates.variables import names

Kind = Literal[
    "text", "media", "place", "product", "suffix", "coupon", "code", "payload", "call", "minutes",
    "thumbnail", "sections", "flow", "time", "cards", "plain", "order",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One value: what a row calls it, where it goes (as in "buttons[0]"), whether it must be."""

    key: str
    where: str
    kind: Kind
    name: str = ""  # of a variable in a text
    needed: bool = True
    address: str = ""  # of a suffix: the template's

    @property
    def said(self) -> str:
        """What a message calls it."""
        if self.kind == "text":
            return f"{{{{{self.name}}}}} of the {self.where}"
        return f"{self.key} ({self.where})"


def slots(template: Template) -> tuple[Slot, ...]:
    """Return what a row must or may supply, in the order of the template.

    >>> t = Template("x", language="en", header="For {{1}}", body="Hello {{1}}, see {{2}} now.")
    >>> [slot.key for slot in slots(t)]
    ['header', '1', '2']
    """
    found = [slot for part in template.parts for slot in _slots(part, template)]
    found += [Slot(key, "order", "order", needed=False) for key in ordering.keys(template)]
    return tuple({(slot.key, slot.kind): slot for slot in found}.values())


def _slots(part: components.AnyComponent, template: Template) -> Iterator[Slot]:
    match part:
        case components.Header():
            yield from _header(part, template.is_named, "", "header")
        case components.Body() if template.kind == "AUTHENTICATION":
            yield Slot("code", "body", "code")
        case components.Body():
            yield from _texts(part.text, "body", "")
        case components.Buttons(buttons=buttons):
            if template.kind == "AUTHENTICATION":
                buttons = tuple(button for button in buttons if not isinstance(button, UrlButton))
            yield from _buttons(buttons, "", "")
        case components.LimitedTimeOffer() if part.has_expiration is not False:
            yield Slot("expires", "limited_time_offer", "time")
        case components.Carousel(cards=cards):
            if part.has_products:
                yield Slot("products", "carousel", "cards")
                yield Slot("catalog_id", "carousel", "product")
            for number, card in enumerate(cards):
                if isinstance(card, components.Card):
                    yield from _card(card, number, template.is_named)


def _texts(text: str | None, where: str, prefix: str) -> Iterator[Slot]:
    for name in names(text):
        yield Slot(f"{prefix}{name}", where, "text", name)


def _header(part: components.Header, is_named: bool, prefix: str, where: str) -> Iterator[Slot]:
    match part.kind:
        case "TEXT":
            for name in names(part.text):
                key = name if is_named else "header"
                yield Slot(f"{prefix}{key}", where, "text", name)
        case kind if kind in components.MEDIA:
            name = "video" if kind == "GIF" else kind.lower()
            yield Slot(f"{prefix}{name}", where, "media", name)
            if kind == "DOCUMENT":
                yield Slot(f"{prefix}filename", where, "plain", needed=False)
        case "LOCATION":
            for name in ("latitude", "longitude"):
                yield Slot(name, where, "place", name)
            for name in ("place", "address"):
                yield Slot(name, where, "plain", needed=False)
        case "PRODUCT":
            yield Slot(f"{prefix}product", where, "product")
            yield Slot("catalog_id", where, "product")


def _buttons(buttons: tuple[AnyButton, ...], prefix: str, owner: str) -> Iterator[Slot]:
    for number, button in enumerate(buttons):
        where = f"{owner}buttons[{number}]"
        key = f"{prefix}button_{number + 1}"
        match button:
            case UrlButton() if button.is_dynamic:
                yield Slot(key, where, "suffix", address=button.url or "")
            case QuickReply():
                yield Slot(key, where, "payload", needed=False)
            case CopyCode():
                yield Slot(key, where, "coupon")
            case OneTimeCode():
                yield Slot("code", where, "code")
            case ViewCatalog():
                yield Slot("thumbnail", where, "thumbnail", needed=False)
            case ViewItems():
                yield Slot("thumbnail", where, "thumbnail")
                yield Slot("sections", where, "sections")
            case OpenFlow():
                yield Slot("flow_token", where, "flow", needed=False)
                yield Slot("flow_data", where, "flow", needed=False)
            case VoiceCall():
                yield Slot(key, where, "call", needed=False)
                yield Slot(f"{key}_minutes", where, "minutes", needed=False)


def _card(card: components.Card, number: int, is_named: bool) -> Iterator[Slot]:
    prefix, owner = f"card_{number + 1}_", f"carousel.cards[{number}]."
    for part in card.components:
        match part:
            case components.Header(kind="PRODUCT"):
                pass  # the carousel's `products`
            case components.Header():
                yield from _header(part, is_named, prefix, f"{owner}header")
            case components.Body():
                yield from _texts(part.text, f"{owner}body", prefix)
            case components.Buttons(buttons=buttons):
                yield from _buttons(buttons, prefix, owner)
