"""One value of a row: how it is said in a message, and what the platform would refuse about it.

Source: Meta, "Sending template messages" and "Error codes" (132000, 132005, 132012, 132018).
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from campaignkit import locales
from campaignkit.errors import BadInput
from campaignkit.messaging import markup, rules
from campaignkit.messaging.templates import addresses, nonsense
from campaignkit.messaging.templates.money import Amount, Moment
from campaignkit.messaging.templates.slots import Slot
from campaignkit.problems import Problem, Where

_SPACES = re.compile(" {5,}")
_BAD_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2800\ud800-\udfff*_~`{}#]| {5}")
_MEDIA_ID = re.compile(r"[0-9]+")
_ENDINGS = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "gif"), "image"),
    **dict.fromkeys(("mp4", "3gp", "mov"), "video"),
    **dict.fromkeys(("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx"), "document"),
}
_MILLISECONDS = 10**11  # fewer would be before 1973: seconds, by a slip
_SHOWN_DECIMALS = 4  # a float with more was calculated, not typed


def said(value: Any, language: str | None) -> str:
    """Return a value as text: dates and times as the language writes them, money as shown.

    >>> said(datetime.date(2026, 3, 4), "pt_BR"), said(3.0, "en")
    ('4 de março de 2026', '3')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Amount | Moment):
        return value.shown
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():  # tables write a day as its midnight
            return locales.moment(value, language or "en")
        value = value.date()
    if isinstance(value, datetime.date):
        return locales.date(value, language or "en")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def is_plain(value: Any) -> bool:
    """Say whether a value is a text that nothing can be wrong with but its length."""
    if type(value) is not str or _BAD_TEXT.search(value) is not None:
        return False
    return not nonsense.is_blank(value) and value.strip() not in nonsense.NOTHING


def milliseconds(value: Any) -> int | None:
    """Return a time in milliseconds since 1970, None if it cannot be one.

    >>> milliseconds(datetime.datetime(2026, 3, 4, tzinfo=datetime.UTC))
    1772582400000
    """
    if isinstance(value, datetime.datetime):
        return None if value.tzinfo is None else round(value.timestamp() * 1000)
    try:
        exact = int(value)
    except (TypeError, ValueError):
        return None
    return exact if exact >= _MILLISECONDS else None


def problems(slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    """Give what is wrong with one value of a row."""
    better = f"Fill in {(where.column or slot.key)!r}."
    if nonsense.is_missing(value):
        if slot.needed:
            yield rules.problem("send.missing", where, what=slot.said, better=better)
        return
    if isinstance(value, str) and nonsense.is_blank(value):
        if slot.needed:
            yield rules.problem("send.empty", where, value, what=slot.said, better=better)
        return
    if slot.kind in _READ and (fault := nonsense.fault(value)) is not None:
        rule, words = fault
        yield rules.problem(rule, where, _quotable(value), what=slot.said, **words)
        return
    yield from _CHECKS.get(slot.kind, _nothing)(slot, value, where)


def _quotable(value: Any) -> Any:
    """Return a value that can stand in a message of ours: no half of an emoji."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _nothing(_slot: Slot, _value: Any, _where: Where) -> Iterator[Problem]:
    return iter(())


def _text(slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    if isinstance(value, float):
        decimals = repr(value).partition(".")[2]
        if len(decimals) > _SHOWN_DECIMALS:
            yield rules.problem("send.number", where, value)
        return
    text = said(value, None)
    for sign, name in (("\n", "line break"), ("\r", "line break"), ("\t", "tab")):
        if sign in text:
            yield rules.problem("send.newline", where, value, what=slot.said, sign=name)
            break
    if runs := _SPACES.findall(text):
        yield rules.problem("send.spaces", where, max(map(len, runs)), what=slot.said)
    if slot.kind == "text" and not isinstance(value, markup.Marked):
        yield from _marks(slot, text, where)


def _marks(slot: Slot, text: str, where: Where) -> Iterator[Problem]:
    """Give a warning for words that phones would format, such as a name with an asterisk."""
    spaced = text.replace("\N{NO-BREAK SPACE}", " ")
    better = markup.literal(text).replace("\N{NO-BREAK SPACE}", " ")
    if better != spaced:
        yield rules.problem("send.marks", where, text, what=slot.said, better=better)


def _suffix(slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    text = said(value, None)
    if addresses.is_elsewhere(slot.address, text):
        yield rules.problem("send.suffix", where, text, limit=slot.address)
    elif not addresses.ending(slot.address, text):
        better = "Write what comes after it."
        yield rules.problem("send.empty", where, text, what=slot.said, better=better)
    yield from _text(slot, value, where)


def _coupon(_slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    text = str(value)
    if not (text.isascii() and text.isalnum()):
        better = re.sub("[^A-Za-z0-9]", "", text)
        yield rules.problem("send.coupon-characters", where, text, better=better)
    if len(text) > rules.limit("send.coupon-length"):
        yield rules.problem("send.coupon-length", where, len(text))
    elif len(text) > rules.limit("send.coupon-length-old"):
        yield rules.problem("send.coupon-length-old", where, len(text))


def _code(slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    text = said(value, None)
    if len(text) > rules.limit("send.otp-length"):
        yield rules.problem("send.otp-length", where, len(text))
    if not text.replace("-", "").isalnum():
        yield rules.problem("send.otp-signs", where, text)


def _payload(slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    rule = "send.call-payload-length" if slot.kind == "call" else "send.payload-length"
    if len(str(value)) > rules.limit(rule):
        yield rules.problem(rule, where, len(str(value)))


def _minutes(_slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    if not str(value).isdecimal() or not 1 <= int(value) <= 43_200:
        yield rules.problem("send.call-minutes", where, value)


def kind_of_file(source: str) -> str | None:
    """Return what the ending of an address says that its file is, None if it does not say.

    >>> kind_of_file("https://shop.example/menu.PDF?v=1"), kind_of_file("https://shop.example/1")
    ('document', None)
    """
    path = source.partition("?")[0].partition("#")[0]
    return _ENDINGS.get(path.rpartition(".")[2].casefold())


def file_problems(kind: str, source: str, where: Where) -> Iterator[Problem]:
    """Give the finding that a file is of another kind; a document may be any."""
    found = kind_of_file(source)
    if kind != "document" and found not in (None, kind):
        yield rules.problem("send.media-kind", where, source, what=found, limit=kind)


def _media(slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    text = str(value)
    if not _MEDIA_ID.fullmatch(text) and not re.match(r"https?://[^\s/]+\.[^\s]+$", text):
        yield rules.problem("send.media", where, value)
    yield from file_problems(slot.name, text, where)


def _place(slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    most = 90 if slot.key == "latitude" else 180
    try:
        degrees = float(value)
    except (TypeError, ValueError):
        degrees = float("nan")
    if not -most <= degrees <= most:
        span = f"-{most} to {most}"
        yield rules.problem("send.place", where, value, what=slot.key, limit=span)


def _time(_slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    if milliseconds(value) is None:
        yield rules.problem("send.offer-time", where, value)


def _sections(_slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    try:
        made = sections(value)
    except BadInput as err:
        yield rules.problem("send.sections", where, said=err.plain)
        return
    products = sum(len(section["product_items"]) for section in made)
    if not 1 <= len(made) <= 10 or not 1 <= products <= 30:
        told = f"there are {len(made)} sections with {products} products."
        yield rules.problem("send.sections", where, products, said=told)
    if len(made) > 1 and not all(section.get("title") for section in made):
        yield rules.problem("send.sections", where, said="one of several sections has no title.")
    for section in made:
        title = section.get("title", "")
        if len(title) > rules.limit("send.section-title"):
            yield rules.problem("send.section-title", where, len(title), text=title)


def sections(value: Any) -> list[dict[str, Any]]:
    """Return lists of products as the API takes them.

    value: product ids by section title, or the API's own list.

    Raises:
        BadInput: it is neither.

    >>> sections({"Teas": ["T-1"]})
    [{'title': 'Teas', 'product_items': [{'product_retailer_id': 'T-1'}]}]
    """
    if isinstance(value, Mapping):
        return [{"title": str(title), "product_items": _items(ids)} for title, ids in value.items()]
    if isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(x, Mapping) and isinstance(x.get("product_items"), list) for x in value):
            return [dict(section) for section in value]
        if all(isinstance(x, str) for x in value):
            return [{"product_items": _items(value)}]
    raise BadInput(
        "sections are not product ids by title, as in {'Teas': ['T-1', 'T-2']}.",
        rule="send.sections-form",
        value=value,
    )


def _items(ids: Any) -> list[dict[str, str]]:
    if isinstance(ids, str) or not isinstance(ids, Sequence):
        raise BadInput(
            "the products of a section are not a list of ids.",
            rule="send.sections-form",
            value=ids,
        )
    return [{"product_retailer_id": str(name)} for name in ids]


def _cards(_slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    count = len(value) if isinstance(value, list | tuple) else 1
    if not 2 <= count <= 10:
        yield rules.problem("send.cards", where, count)


def _flow(slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    if slot.key == "flow_data" and flow_data(value) is None:
        yield rules.problem("send.flow-data", where, value)


def flow_data(value: Any) -> dict[str, Any] | None:
    """Return what a form begins with: a mapping, or the JSON text of one; None if it is neither.

    >>> flow_data('{"name": "Ana"}'), flow_data("{bad")
    ({'name': 'Ana'}, None)
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return dict(value) if isinstance(value, Mapping) else None


_CHECKS: dict[str, Callable[[Slot, Any, Where], Iterator[Problem]]] = {
    "text": _text,
    "suffix": _suffix,
    "coupon": _coupon,
    "code": _code,
    "payload": _payload,
    "call": _payload,
    "minutes": _minutes,
    "media": _media,
    "place": _place,
    "time": _time,
    "sections": _sections,
    "cards": _cards,
    "flow": _flow,
}
_READ = {"text", "suffix", "code", "coupon", "plain", "media", "product", "thumbnail"}
