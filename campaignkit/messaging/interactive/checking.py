"""What the platform would refuse about an interactive message: all of it at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from campaignkit import locales
from campaignkit.errors import BadInput
from campaignkit.link_kinds import judge_within
from campaignkit.messaging import markup, rules
from campaignkit.messaging.interactive import actions
from campaignkit.messaging.interactive.content import Content
from campaignkit.messaging.templates import nonsense, values
from campaignkit.problems import Problem, Where

_MEDIA_ID = re.compile(r"[0-9]+")
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")
# Which headers a kind takes: Meta, the page of each kind.
_HEADERS: dict[str, tuple[str, ...]] = {
    "button": ("text", "image", "video", "document"),
    "cta_url": ("text", "image", "video", "document"),
    "flow": ("text", "image", "video", "document"),
    "list": ("text",),
    "product_list": ("text",),
    "address_message": ("text",),
    "order_details": ("image", "text"),
    "order_status": ("text",),
}
_WITHOUT_FOOTER = ("location_request_message", "contact_request")


def problems(message: Content) -> Iterator[Problem]:
    """Give everything that is wrong with a message, or doubtful."""
    yield from _words(message)
    yield from _header(message)
    yield from _language(message.language)
    yield from _nonsense(message, "")
    yield from _nonsense(message.action, "action.")
    match message.action:
        case actions.Replies():
            yield from _replies(message.action)
        case actions.Choices():
            yield from _choices(message.action)
        case actions.Link():
            yield from _label("label-length", message.action.label, "action.label")
            if re.search(r"\S\s+\S", message.action.url):
                yield _found("url-space", "action.url", message.action.url)
            elif not _ADDRESS.fullmatch(message.action.url):
                yield _found("url", "action.url", message.action.url)
            yield from _links(message.action.url, "action.url")
        case actions.AskAddress():
            yield from _address(message.action)
        case actions.OneProduct() | actions.ManyProducts():
            yield from _products(message)
        case actions.OpenForm():
            yield from _form(message.action)
        case actions.ReviewAndPay():
            yield from _order(message)
        case actions.ReviewOrder():
            yield from message.action.status.problems()


def _language(name: str) -> Iterator[Problem]:
    try:
        locales.parse(name)
    except BadInput as err:
        said, better = err.halves()
        yield _found("language", "language", name, said=said, better=better)


def _nonsense(owner: Any, prefix: str) -> Iterator[Problem]:
    """Give the texts that a program or an unfilled table left behind, wherever they stand."""
    for field in fields(owner):
        value, key = getattr(owner, field.name), f"{prefix}{field.name}"
        if isinstance(value, tuple):
            for number, part in enumerate(value):
                if is_dataclass(part):
                    yield from _nonsense(part, f"{key}[{number}].")
        elif isinstance(value, str) and (fault := nonsense.text_fault(value)) is not None:
            rule, words = fault
            shown = value.encode("utf-8", "replace").decode()
            yield rules.problem(rule, Where(key=key), shown, what=key, **words)


def _found(rule: str, key: str, value: Any = None, /, **words: Any) -> Problem:
    return rules.problem(f"interactive.{rule}", Where(key=key), value, **words)


def _too_long(rule: str, key: str, text: str | None, **words: Any) -> Iterator[Problem]:
    if len(text or "") > rules.limit(f"interactive.{rule}"):
        yield _found(rule, key, len(text or ""), **{"text": text, **words})


def _words(message: Content) -> Iterator[Problem]:
    if not message.text.strip() and message.kind != "product":
        yield _found("text-missing", "text")
    rule = "list-text-length" if message.kind == "list" else "text-length"
    yield from _too_long(rule, "text", message.text)
    yield from _too_long("footer-length", "footer", message.footer)
    if message.footer and message.kind in _WITHOUT_FOOTER:
        yield _found("footer", "footer", message.footer, kind=message.kind)
    yield from _links(message.text, "text")
    for problem in markup.advice(message.text):
        said = f"line {problem.where.line}: {problem.message}"
        yield _found("markup", "text", problem.value, said=said, better=problem.fix)


def _links(text: str, key: str) -> Iterator[Problem]:
    """Give what is wrong with the WhatsApp addresses in a text."""
    return (problem.placed(Where(key=key)) for problem in judge_within(text))


def _header(message: Content) -> Iterator[Problem]:
    given = [key for key in ("header", "image", "video", "document") if getattr(message, key)]
    if len(given) > 1:
        yield _found("headers", "header", " and ".join(given))
    allowed = _HEADERS.get(message.kind, ())
    for key in given:
        if ("text" if key == "header" else key) not in allowed:
            yield _found("header-kind", key, key, kind=message.kind, limit=_said(allowed))
    yield from _too_long("header-length", "header", message.header)
    if message.header and markup.plain(message.header) != message.header:
        yield _found("header-signs", "header", message.header)
    if message.media is not None:
        kind, source = message.media
        if not _MEDIA_ID.fullmatch(source) and not _ADDRESS.fullmatch(source):
            yield _found("file", kind, source)
        yield from values.file_problems(kind, source, Where(key=kind))
    if message.kind == "product_list" and not message.header:
        yield _found("header-missing", "header")


def _said(allowed: tuple[str, ...]) -> str:
    return " or ".join(allowed) or "none"


def _label(rule: str, text: str, key: str) -> Iterator[Problem]:
    if not text.strip():
        yield _found("label-missing", key)
    yield from _too_long(rule, key, text)


def _twice(kind: str, values: Iterable[str], key: str) -> Iterator[Problem]:
    for value, count in Counter(values).items():
        if count > 1:
            yield _found("twice", key, value, what=kind)


def _replies(action: actions.Replies) -> Iterator[Problem]:
    count, limit = len(action.buttons), rules.limit("interactive.buttons-many")
    if not 1 <= count <= limit:
        yield _found("buttons-many", "buttons", count)
    for number, button in enumerate(action.buttons):
        yield from _label("label-length", button.title, f"buttons[{number}].title")
        yield from _too_long("reply-id", f"buttons[{number}].id", button.id)
    yield from _twice("title", (button.title for button in action.buttons), "buttons")
    yield from _twice("id", (button.id for button in action.buttons), "buttons")


def _choices(action: actions.Choices) -> Iterator[Problem]:
    yield from _label("label-length", action.label, "label")
    rows = [row for section in action.sections for row in section.rows]
    if not 1 <= len(rows) <= rules.limit("interactive.rows-many"):
        yield _found("rows-many", "sections", len(rows))
    yield from _sections(action.sections, [len(section.rows) for section in action.sections])
    for number, row in enumerate(rows):
        key = f"rows[{number}]"
        yield from _label("row-length", row.title, f"{key}.title")
        yield from _too_long("row-text-length", f"{key}.description", row.description)
        yield from _too_long("row-id", f"{key}.id", row.id)
    yield from _twice("id", (row.id for row in rows), "sections")


def _sections(sections: tuple[actions.Section, ...], sizes: list[int]) -> Iterator[Problem]:
    if len(sections) > rules.limit("interactive.sections-many"):
        yield _found("sections-many", "sections", len(sections))
    for number, (section, size) in enumerate(zip(sections, sizes, strict=True)):
        key = f"sections[{number}]"
        if len(sections) > 1 and not (section.title or "").strip():
            yield _found("section-title", f"{key}.title", number=number + 1)
        yield from _too_long("section-length", f"{key}.title", section.title)
        if size == 0:
            yield _found("section-empty", key, number=number + 1)


def _address(action: actions.AskAddress) -> Iterator[Problem]:
    if action.country != "IN":
        yield _found("address-country", "country", action.country)
    known = actions.AskAddress.FIELDS
    for what, given in (("values", action.values), ("errors", action.errors)):
        for key in given:
            if key not in known:
                yield _found("address-field", f"{what}.{key}", key, limit=", ".join(known))
    pin = action.values.get("in_pin_code", "000000")
    if not re.fullmatch("[0-9]{6}", str(pin)) and "in_pin_code" not in action.errors:
        yield _found("address-pin", "values.in_pin_code", pin)


def _products(message: Content) -> Iterator[Problem]:
    action = message.action
    assert isinstance(action, actions.OneProduct | actions.ManyProducts)
    if not action.catalog_id.strip():
        yield _found("catalog-id", "catalog_id")
    if isinstance(action, actions.OneProduct):
        if not action.product.strip():
            yield _found("product", "product")
        return
    products = [each for section in action.sections for each in section.products]
    if not 1 <= len(products) <= rules.limit("interactive.products-many"):
        yield _found("products-many", "sections", len(products))
    yield from _sections(action.sections, [len(section.products) for section in action.sections])


def _form(action: actions.OpenForm) -> Iterator[Problem]:
    yield from _label("flow-label-length", action.label, "label")
    if bool(action.id) == bool(action.name):
        yield _found("flow-which", "id", "both" if action.id else "neither")
    if not action.exchange and action.screen is None and action.data:
        yield _found("flow-screen", "screen")


def _order(message: Content) -> Iterator[Problem]:
    action = message.action
    assert isinstance(action, actions.ReviewAndPay)
    yield from action.order.problems()
    if message.media is not None and not action.order.items:
        yield _found("order-picture", message.media[0])
