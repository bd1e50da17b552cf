"""Limited-time offers and carousels."""

from __future__ import annotations

from campaignkit.messaging import rules, templates
from campaignkit.messaging.lint import buttons as linted_buttons
from campaignkit.messaging.lint import texts
from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.templates.buttons import AnyButton

_CARDS = range(2, 11)
_MEDIA_BUTTONS = ("QUICK_REPLY", "URL", "PHONE_NUMBER")
_PRODUCT_BUTTONS = ("SPM", "URL")


def offer(found: LintFindings, part: templates.LimitedTimeOffer) -> None:
    """Check a limited-time offer and what stands around it."""
    template, key = found.template, "limited_time_offer"
    if template.kind != "MARKETING":
        found.add("offer-category", "category", template.category, category=template.kind)
    if not (part.text or "").strip():
        found.add("text-missing", f"{key}.text", part="limited-time offer")
    found.too_long("offer-length", f"{key}.text", part.text)
    if template.footer:
        found.add("offer-footer", "footer", template.footer.text)
    if template.header and template.header.kind not in ("IMAGE", "VIDEO"):
        found.add("offer-header", "header.format", template.header.kind)
    kinds = [linted_buttons.type_of(button) for button in template.buttons]
    if kinds not in (["COPY_CODE", "URL"], ["URL"]):
        found.add("offer-buttons", "buttons", ", ".join(kinds) or "none")


def carousel(found: LintFindings, part: templates.Carousel) -> None:
    """Check a carousel and each of its cards."""
    if found.template.kind != "MARKETING":
        kind = found.template.kind
        found.add("carousel-category", "category", found.template.category, category=kind)
    count, key = len(part.cards), "carousel.cards"
    if count not in _CARDS:
        found.add("carousel-cards", key, count)
    elif part.has_products and count != rules.limit("template.carousel-product-cards"):
        found.add("carousel-product-cards", key, count)
    for number, card in enumerate(part.cards):
        place = f"{key}[{number}]"
        if isinstance(card, templates.Card):
            _card(found, card, number + 1, place, products=part.has_products)
        else:
            found.add("card-form", place, None, number=number + 1)
    shapes = [_shape(card) for card in part.cards if isinstance(card, templates.Card)]
    for number, shape in enumerate(shapes[1:], 2):
        if shape != shapes[0]:
            first = shapes[0]
            found.add("carousel-alike", f"{key}[{number - 1}]", shape, number=number, limit=first)


def _shape(card: templates.Card) -> str:
    """Return what a card is made of, in words."""
    return ", ".join(word for part in card.components for word in _words(part)) or "nothing"


def _words(part: object) -> list[str]:
    match part:
        case templates.Header():
            return [f"header {part.kind}"]
        case templates.Buttons(buttons=buttons):
            return [f"button {linted_buttons.type_of(button)}" for button in buttons]
        case templates.Unknown():
            return [part.type or "?"]
    return [type(part).__name__.lower()]


def _card(
    found: LintFindings, card: templates.Card, number: int, key: str, *, products: bool
) -> None:
    kinds = [part.kind for part in card.components if isinstance(part, templates.Header)]
    if len(kinds) != 1 or kinds[0] not in ("IMAGE", "VIDEO", "PRODUCT"):
        said = f"a {kinds[0]} header" if len(kinds) == 1 else f"{len(kinds)} headers"
        found.add("card-header", f"{key}.header", said, number=number)
    for part in card.components:
        match part:
            case templates.Header():
                if part.kind in ("IMAGE", "VIDEO"):
                    texts.header(found, part, f"{key}.header")
            case templates.Body():
                _card_body(found, part, number, f"{key}.body.text")
            case templates.Buttons(buttons=buttons):
                _card_buttons(found, buttons, number, key, products=products)
            case _:
                said = part.type if isinstance(part, templates.Unknown) else part.TYPE
                found.add("card-part", key, f"a {said or '?'} component", number=number)


def _card_body(found: LintFindings, part: templates.Body, number: int, key: str) -> None:
    text = part.text or ""
    if not text.strip():
        found.add("text-missing", key, part=f"body of card {number}")
        return
    found.too_long("card-body-length", key, text, number=number)
    if text.count("\n") > rules.limit("template.card-body-lines"):
        found.add("card-body-lines", key, text.count("\n"), number=number)
    texts.flow(found, f"body of card {number}", key, text, severity="warning")
    texts.check_variables(found, part, f"body of card {number}", key, text)


def _card_buttons(
    found: LintFindings, buttons: tuple[AnyButton, ...], number: int, key: str, *, products: bool
) -> None:
    most = 1 if products else rules.limit("template.card-buttons-many")
    if len(buttons) > most:
        found.add("card-buttons-many", f"{key}.buttons", len(buttons), number=number, limit=most)
    allowed = _PRODUCT_BUTTONS if products else _MEDIA_BUTTONS
    for at, button in enumerate(buttons):
        kind, place = linted_buttons.type_of(button), f"{key}.buttons[{at}]"
        if kind not in allowed:
            said = ", ".join(allowed)
            found.add("card-buttons-kind", place, kind, number=number, limit=said)
        linted_buttons.one(found, button, place)
