"""Messages that show products in a chat: one, several in sections, or the whole catalog.

They may be sent within 24 hours of the customer's last message. Source: Meta, WhatsApp Business
Platform, "Share products with customers" (read 2026-03-01); facebook/openapi,
business-messaging-api_v23.0.yaml (read 2025-11-21). Nothing here sends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from campaignkit import phones
from campaignkit.arguments import check_text
from campaignkit.errors import BadInput, TooBig

BODY, FOOTER, HEADER, SECTION = 1024, 60, 60, 24  # characters
SECTIONS, PRODUCTS = 10, 30  # of a message with several products


def single(
    to: str, product: str, *, catalog_id: str, body: str = "", footer: str = ""
) -> dict[str, Any]:
    """Return the message that shows one product.

    Args:
        to: Who gets it, an international number.
        product: Its id in the catalog's feed.
        catalog_id: Of the catalog, as Commerce Manager shows it.
        body, footer: May be left out; this message has no header.

    Raises:
        BadInput, TooBig: a value is empty or too long.

    >>> message = single("+5511987654321", "SKU-1", catalog_id="194836987003835")
    >>> message["interactive"]["action"]
    {'catalog_id': '194836987003835', 'product_retailer_id': 'SKU-1'}
    """
    words = _words(body=(body, BODY, False), footer=(footer, FOOTER, False))
    action = {
        "catalog_id": _id("catalog_id", catalog_id),
        "product_retailer_id": _id("product", product),
    }
    return _message(to, {"type": "product", **words, "action": action})


def several(
    to: str,
    sections: Mapping[str, Sequence[str]],
    *,
    catalog_id: str,
    header: str,
    body: str,
    footer: str = "",
) -> dict[str, Any]:
    """Return the message that shows products in sections: at most 30 products in 10 sections.

    sections: ids of products by the section's title, which may be "" if there is only one.

    Raises:
        BadInput, TooBig: a value is empty, twice or too long, or there are too many.
    """
    _check_sections(sections)
    words = _words(body=(body, BODY, True), footer=(footer, FOOTER, False))
    (head,) = _words(header=(header, HEADER, True)).values()
    listed = [
        {
            **({"title": title} if title else {}),
            "product_items": [{"product_retailer_id": _id("product", each)} for each in ids],
        }
        for title, ids in sections.items()
    ]
    action = {"catalog_id": _id("catalog_id", catalog_id), "sections": listed}
    shown = {"header": {"type": "text", **head}, **words, "action": action}
    return _message(to, {"type": "product_list", **shown})


def whole(to: str, *, body: str, footer: str = "", thumbnail: str | None = None) -> dict[str, Any]:
    """Return the message that opens the whole catalog.

    thumbnail: id of the product whose picture is shown; the catalog's first if left out.

    >>> whole("+5511987654321", body="Oi!")["interactive"]["action"]
    {'name': 'catalog_message'}
    """
    words = _words(body=(body, BODY, True), footer=(footer, FOOTER, False))
    action: dict[str, Any] = {"name": "catalog_message"}
    if thumbnail is not None:
        action["parameters"] = {"thumbnail_product_retailer_id": _id("thumbnail", thumbnail)}
    return _message(to, {"type": "catalog_message", **words, "action": action})


def _check_sections(sections: Mapping[str, Sequence[str]]) -> None:
    count = sum(map(len, sections.values()))
    if not sections or not all(sections.values()):
        raise BadInput(
            "sections are empty. Give each a title and at least one product.",
            rule="product-message.empty",
        )
    if len(sections) > SECTIONS:
        raise TooBig(
            f"there are {len(sections)} sections; at most {SECTIONS}. Join some.",
            rule="product-message.sections",
            count=len(sections),
            limit=SECTIONS,
        )
    if count > PRODUCTS:
        raise TooBig(
            f"there are {count} products; at most {PRODUCTS}. Send a second message.",
            rule="product-message.products",
            count=count,
            limit=PRODUCTS,
        )
    for title in sections:
        if len(title) > SECTION:
            raise TooBig(
                f"the section {title!r} has {len(title)} characters; at most {SECTION}. "
                f"Shorten it by {len(title) - SECTION}.",
                rule="product-message.section-length",
                title=title,
                limit=SECTION,
            )
        if not title.strip() and len(sections) > 1:
            raise BadInput(
                "a section has no title. With more than one, each needs it.",
                rule="product-message.section-title",
            )


def _words(**texts: tuple[str, int, bool]) -> dict[str, Any]:
    made = {}
    for name, (text, most, needed) in texts.items():
        check_text(text, name, is_optional=False)
        if needed and not text.strip():
            raise BadInput(
                f"the {name} is empty. Write a sentence.", rule="product-message.words", part=name
            )
        if len(text) > most:
            raise TooBig(
                f"the {name} has {len(text)} characters; at most {most}. "
                f"Shorten it by {len(text) - most}.",
                rule="product-message.length",
                part=name,
                limit=most,
            )
        if text:
            made[name] = {"text": text}
    return made


def _id(name: str, value: object) -> str:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text.strip() or len(text) > 100:
        raise BadInput(
            f"{name}={value!r} is no id. Give 1 to 100 characters.",
            rule="product-message.id",
            part=name,
        )
    return text


def _message(to: str, interactive: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": phones.to_e164(to, None).removeprefix("+"),
        "type": "interactive",
        "interactive": dict(interactive),
    }
