"""Templates that ask to be paid or tell news of an order: what Brazil and India ask of them."""

from __future__ import annotations

from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.templates import Buttons, Header, OpenOrder
from campaignkit.messaging.templates.ordering import kind

_HEADERS = ("TEXT", "IMAGE", "DOCUMENT")
_CATEGORIES = ("UTILITY", "MARKETING")


def check(found: LintFindings) -> None:
    """Check a template of orders; any other has nothing to check."""
    template = found.template
    asked = (template.display_format or "").upper()
    if kind(template) == "order":
        _details(found, asked)
    elif asked == "ORDER_DETAILS":
        found.add("order-button", "buttons", len(template.buttons))
    if kind(template) == "status":
        _status(found)


def _details(found: LintFindings, asked: str) -> None:
    template = found.template
    if template.kind not in _CATEGORIES:
        found.add("order-category", "category", template.category, category=template.kind)
    if template.kind == "MARKETING" and asked != "ORDER_DETAILS":
        found.add("order-format", "display_format", template.display_format)
    header = template.header
    if header and header.kind not in _HEADERS:
        found.add("order-header", "header.format", header.kind)
    others = [button for button in template.buttons if not isinstance(button, OpenOrder)]
    if others:
        found.add("order-alone", "buttons", len(others))


def _status(found: LintFindings) -> None:
    template = found.template
    if template.kind != "UTILITY":
        found.add("status-category", "category", template.category, category=template.kind)
    for part in template.parts:
        if isinstance(part, Header | Buttons):
            found.add("status-part", part.TYPE.lower(), f"a {part.TYPE} component")
