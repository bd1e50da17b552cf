"""Keys that are misspelt: a template that is read keeps and writes them, and nobody reads them.

Of a key that is like none known here nothing is said: the platform adds new ones. What its own
lists add to a template (`status`, `id` …) is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.templates import Buttons, Carousel, Template, Unknown, UnknownButton
from campaignkit.messaging.templates.components import AnyComponent, Card
from campaignkit.messaging.templates.json_values import TemplatePart, WireRecord

# What GET /{WABA-ID}/message_templates and POST have beside the keys that are read here.
_LISTED = frozenset((
    *("id", "status", "quality_score", "namespace", "topic", "usecase", "industry"),
    *("rejected_reason", "rejection_reason", "specific_rejection_reason", "created_time"),
    *("previous_category", "correct_category", "category_change", "allow_category_change"),
    *("cta_url_link_tracking_opted_out", "is_primary_device_delivery_only", "language_policy"),
    *("creative_sourcing_spec", "degrees_of_freedom_spec", "bid_spec", "owner_business_info"),
    *("last_updated_time", "updated_at", "waba_id", "account_id", "header", "body", "buttons"),
))  # fmt: skip
_OF_PARTS = frozenset(("type", "format", "text", "example", "buttons", "cards", "components"))
_EXAMPLES = frozenset((
    *("header_text", "header_text_named_params", "header_handle"),
    *("body_text", "body_text_named_params"),
))  # fmt: skip


def check(found: LintFindings) -> None:
    """Tell every key of a template that is nearly one it can have."""
    template = found.template
    for key, known, given in _owners(template):
        for name in given:
            near = () if name in known else get_close_matches(name.casefold(), known, n=1)
            if near:
                place = f"{key}.{name}" if key else name
                found.add("key-unknown", place, name, near=near[0])


def _owners(template: Template) -> Iterator[tuple[str, frozenset[str], WireRecord]]:
    """Yield each part's place, the keys that it may have, and what it has beside its own."""
    yield "", frozenset(template.KEYS) | _LISTED, template.extra
    yield from _of_parts(template.parts, "components")


def _of_parts(
    parts: tuple[AnyComponent, ...], key: str
) -> Iterator[tuple[str, frozenset[str], WireRecord]]:
    for number, part in enumerate(parts):
        place = f"{key}[{number}]"
        if isinstance(part, Unknown):
            continue
        yield place, frozenset(part.KEYS) | _OF_PARTS, part.extra
        if isinstance(example := getattr(part, "example", None), WireRecord):
            yield f"{place}.example", _EXAMPLES, example
        if isinstance(part, Buttons):
            yield from _of_buttons(part, place)
        if isinstance(part, Carousel):
            for at, card in enumerate(part.cards):
                if isinstance(card, Card):
                    yield from _of_parts(card.components, f"{place}.cards[{at}].components")


def _of_buttons(part: Buttons, key: str) -> Iterator[tuple[str, frozenset[str], WireRecord]]:
    for at, button in enumerate(part.buttons):
        if isinstance(button, TemplatePart) and not isinstance(button, UnknownButton):
            yield f"{key}.buttons[{at}]", frozenset(button.KEYS) | _OF_PARTS, button.extra
