"""What is wrong with products for the platform's feed, row by row and column by column.

Everything at once, in the order of the table. The limits and sentences are in `rules.toml`.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from campaignkit.errors import did_you_mean
from campaignkit.problems import Problem, Problems, Where
from campaignkit.products import product_pictures
from campaignkit.products.items import Items, Product, lacking
from campaignkit.products.rules import REQUIRED, Column, chosen_of, columns, problem
from campaignkit.products.unfinished_cells import is_left_over, left_over

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, "CSV Injection"
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0, 2.2
_FEED_PRICE = re.compile(r"[0-9]+(\.[0-9]+)? ?[A-Z]{3}")
_WEB = re.compile(r"https?://[^\s/?#.]+\.[^\s]+", re.IGNORECASE)
_LINK_WITHIN = re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*[^<>]*>")
_MOMENT = ("%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d")
_CASED = 0.75  # of its letters: an Arabic title may name USB or HDMI
_MANY = 3  # letters of a title from which capitals are shouting: "TV" is not

_PICTURES = (
    " Or say where the pictures are: fill={'image_link': 'https://shop.example/{{ id }}.jpg'} "
    "(--fill image_link=…)."
)

Cell = Callable[[Column, str, Where], Iterator[Problem]]


def check(items: Items, *, folder: str = "", as_feed: bool = False) -> Problems:
    """Return everything that is wrong or doubtful.

    Args:
        items: The products.
        folder: From which paths of local pictures start.
        as_feed: The table itself will be uploaded as it stands: what `feed.write` would mend,
            such as a price "R$ 10" or "In Stock", is then wrong too.
    """
    found = [
        *_whole(items, as_feed),
        *(each for each in items.problems if not _mended(each, as_feed)),
    ]
    first: dict[str, int] = {}
    for product in items.products:
        found += _product(product, items, folder, as_feed)
        found += _twice(product, first)
    found += _currencies(items)
    order = {name: at for at, name in enumerate(columns())}
    return Problems(
        sorted(found, key=lambda each: (each.where.row or 0, order.get(each.where.column or "", 0)))
    )


def _mended(told: Problem, as_feed: bool) -> bool:
    """Say whether a cell was filled that nobody fills in a table that is uploaded as it is."""
    return as_feed and told.rule == "feed.missing"


def _whole(items: Items, as_feed: bool) -> Iterator[Problem]:
    if not items.products and not items.problems.errors:
        yield problem("empty", items.where())
        return
    for name in REQUIRED:
        have = {*items.columns, *items.filled}
        if name not in have and (name != "brand" or not have & {"gtin", "mpn"}):
            better = _PICTURES if name == "image_link" else ""
            yield problem("column-missing", items.where(name), better=better)
    for name, value in items.filled.items():
        if as_feed and name in REQUIRED:  # nobody fills it then
            yield problem("column-missing", items.where(name))
        else:
            yield problem("filled", items.where(name), value)


def _product(product: Product, items: Items, folder: str, as_feed: bool) -> Iterator[Problem]:
    where = product.where
    if product.is_heading and "price" in items.columns:
        yield problem("heading", replace(where, column="title"), product.text("title"))
        return
    for name in items.columns:
        place, text = replace(where, column=name), product.text(name)
        if text and not (as_feed and name in product.filled):
            yield from _cell(columns()[name], text, place, as_feed)
        elif name in REQUIRED and name != "brand":
            yield problem("missing", place)
    if {"brand", "gtin", "mpn"} & set(items.columns) and not any(
        product.text(name) for name in ("brand", "gtin", "mpn")
    ):
        yield problem("identity", replace(where, column="brand"))
    for texts in product.translations.values():
        for name, text in texts.items():
            yield from _signs(text, replace(where, column=name))
    yield from _words(product, items.columns)
    yield from _sale(product)
    yield from _prices(product, as_feed)
    yield from product_pictures.check(product, folder)


def _cell(column: Column, text: str, where: Where, as_feed: bool) -> Iterator[Problem]:
    yield from _signs(text, where)
    if column.kind != "count" and column.most is not None and len(text) > column.most:
        yield problem("length", where, len(text), limit=column.most)
    elif column.advised is not None and len(text) > column.advised:
        yield problem("length-advised", where, len(text), limit=column.advised)
    if column.kind == "text" and text.startswith(FORMULA):
        yield problem("formula", where, text[:1])
    if column.kind == "choice":
        yield from _choice(column, text, where, as_feed)
    elif column.kind in _CELLS:
        yield from _CELLS[column.kind](column, text, where)


def _signs(text: str, where: Where) -> Iterator[Problem]:
    """Give a sign that an XML feed cannot hold, or, half a character, no file at all."""
    if sign := NO_XML.search(text):
        shown = f"U+{ord(sign.group()):04X}"
        half = "\ud800" <= sign.group() <= "\udfff"
        what = "half a character" if half else "a control sign"
        yield problem("signs", where, shown, what=what, place=sign.start() + 1)


def _choice(column: Column, text: str, where: Where, as_feed: bool) -> Iterator[Problem]:
    chosen = chosen_of(column.name, text)
    if chosen is None:
        near = did_you_mean(text, column.choices)
        yield problem(
            "choice",
            where,
            text,
            limit=" or ".join(map(repr, column.choices[:3]))
            + ("" if len(column.choices) <= 3 else " or another of the feed's"),
            better=near,
        )
    # written by us it is spelt as the feed has it; only a table that goes up as it is keeps its own
    elif chosen != text and as_feed:
        yield problem("spelling", where, text, limit=chosen)


def _web(column: Column, text: str, where: Where) -> Iterator[Problem]:
    if _WEB.fullmatch(text):
        return
    if _WEB.match(text):
        yield problem("web-spaces", where, text, better=re.sub(r"\s", "%20", text))
    elif column.name == "image_link" and product_pictures.looks_local(text):
        yield problem("image-local", where, text)
    else:
        yield problem("web", where, text)


def _webs(column: Column, text: str, where: Where) -> Iterator[Problem]:
    parts = [part.strip() for part in text.split(",")]
    if column.count is not None and len(parts) > column.count:
        yield problem("web-count", where, len(parts), limit=column.count)
    for part in parts:
        yield from _web(column, part, where)


def _count(column: Column, text: str, where: Where) -> Iterator[Problem]:
    if not re.fullmatch("[0-9]+", text) or int(text) > (column.most or 0):
        yield problem("count", where, text, limit=column.most)


def _day(_column: Column, text: str, where: Where) -> Iterator[Problem]:
    if _moment(text, ("%Y-%m-%d",)) is None:
        yield problem("day", where, text)


def _gtin(_column: Column, text: str, where: Where) -> Iterator[Problem]:
    if not is_gtin(text):
        yield problem("gtin", where, text)


def is_gtin(text: str) -> bool:
    """Say whether this is a GTIN with its check digit (GS1 General Specifications 7.9).

    >>> is_gtin("4006381333931"), is_gtin("4006381333932")
    (True, False)
    """
    # no isdigit(): Arabic digits are digits to Python, and no GTIN to the platform
    if not re.fullmatch("[0-9]+", text) or len(text) not in (8, 12, 13, 14):
        return False
    weighed = sum(int(digit) * (3, 1)[at % 2] for at, digit in enumerate(reversed(text[:-1])))
    return (10 - weighed % 10) % 10 == int(text[-1])


def _range(_column: Column, text: str, where: Where) -> Iterator[Problem]:
    found = moments(text)
    if found is None:
        yield problem("sale-range", where, text)
    elif found[1] <= found[0]:
        yield problem("sale-backwards", where, *text.split("/")[:1], limit=text.split("/")[1])


def moments(text: str) -> tuple[datetime.datetime, datetime.datetime] | None:
    """Return when a sale begins and ends, None if the text does not say; UTC where no zone is.

    >>> begin, end = moments("2026-11-01T12:00-0300/2026-12-01T00:00-0300")
    >>> begin.isoformat()
    '2026-11-01T12:00:00-03:00'
    """
    parts = [_moment(part.strip(), _MOMENT) for part in text.split("/")]
    if len(parts) != 2 or parts[0] is None or parts[1] is None:
        return None
    return parts[0], parts[1]


def _moment(text: str, forms: tuple[str, ...]) -> datetime.datetime | None:
    for form in forms:
        try:
            found = datetime.datetime.strptime(text, form)
        except ValueError:
            continue  # the next form may be its own
        return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)
    return None


_CELLS: Mapping[str, Cell] = {
    "web": _web,
    "webs": _webs,
    "count": _count,
    "day": _day,
    "gtin": _gtin,
    "range": _range,
}


def _words(product: Product, columns_given: Collection[str]) -> Iterator[Problem]:
    title, description = product.title, product.text("description")
    letters = [sign for sign in title if sign.isalpha()]
    # Arabic, Hindi and Thai have no capitals: nothing of theirs shouts
    cased = [sign for sign in letters if sign.lower() != sign.upper()]
    if len(cased) > _MANY and len(cased) >= _CASED * len(letters) and title.isupper():
        place = replace(product.where, column="title")
        yield problem("capitals", place, title, better=title.capitalize())
    own = "description" in columns_given and "description" not in product.filled
    if title and own and description.casefold() == title.casefold():
        yield problem("same-text", replace(product.where, column="description"), description)
    for name in ("title", "description"):
        text, place = product.text(name), replace(product.where, column=name)
        if (link := _LINK_WITHIN.search(text)) is not None:
            yield problem("link-within", place, link[0])
        if (markup := _MARKUP.search(text)) is not None and not is_left_over(markup[0]):
            yield problem("markup", place, markup[0])
    if product.id != "".join(product.id.split()):
        place = replace(product.where, column="id")
        yield problem("id-spaces", place, product.id, better="-".join(product.id.split()))


def _sale(product: Product) -> Iterator[Problem]:
    price, sale = product.price, product.sale_price
    place = replace(product.where, column="sale_price")
    if price is not None and sale is not None:
        if sale.currency != price.currency:
            yield problem("sale-currency", place, sale.currency, limit=price.currency)
        elif sale.amount >= price.amount:
            yield problem("sale-not-lower", place, str(sale), limit=str(price))
    if product.text("sale_price_effective_date") and not product.text("sale_price"):
        place = replace(product.where, column="sale_price_effective_date")
        yield problem("sale-without-price", place)


def _prices(product: Product, as_feed: bool) -> Iterator[Problem]:
    for name, price in (("price", product.price), ("sale_price", product.sale_price)):
        if price is None:
            if name == "price" and product.is_on_request:
                place = replace(product.where, column=name)
                yield problem("price-on-request", place, product.text(name))
            continue
        place, text = replace(product.where, column=name), product.text(name)
        if not price.amount:
            yield problem("price-zero", place, text)
        if name == "price" and not product.is_single:
            yield problem("price-lowest", place, text, limit=str(price))
        if as_feed and not _FEED_PRICE.fullmatch(text):
            yield problem("price-form", place, text, limit=str(price))
        elif as_feed and " " not in text:
            yield problem("price-space", place, text, limit=str(price))


def _twice(product: Product, first: dict[str, int]) -> Iterator[Problem]:
    row = product.where.row or 0
    if product.id and first.setdefault(product.id, row) != row:
        place = replace(product.where, column="id")
        yield problem("duplicate-id", place, product.id, limit=first[product.id])


def _currencies(items: Items) -> Iterator[Problem]:
    priced = [product for product in items.products if product.price is not None]
    counted = Counter(product.price.currency for product in priced if product.price is not None)
    if len(counted) < 2:
        return
    ((usual, _),) = counted.most_common(1)
    for product in priced:
        assert product.price is not None
        if product.price.currency != usual:
            place = replace(product.where, column="price")
            yield problem("price-currency", place, product.price.currency, limit=usual)


def unprintable(items: Items, *, on_request: bool = False) -> Problems:
    """Return what keeps products from a price list or a tag: no title, or no price.

    on_request: those without a price are printed, and customers are to ask.
    """
    errors = items.problems.errors
    found = [each for each in errors if each.where.column in (None, *_NEEDED)]
    found += (each for each in left_over(errors) if each not in found)
    for name in _NEEDED[:1] if on_request else _NEEDED:
        if name not in items.columns:
            found.append(problem("column-missing", items.where(name)))
        else:
            found += [_lacks(each, name) for each in lacking(items, name)]
    if not items.products and not found:
        found.append(problem("empty", items.where()))
    return Problems(found)


_NEEDED = ("title", "price")


def _lacks(product: Product, column: str) -> Problem:
    if product.is_heading:
        return problem("heading", replace(product.where, column="title"), product.text("title"))
    place = replace(product.where, column=column)
    if column == "price" and product.title:
        return problem("unpriced", place, product.title)
    return problem("missing", place)


def unpriced(items: Items) -> Problems:
    """Return, as warnings, which products say nothing about a price."""
    return Problems(
        problem("listed-on-request", replace(each.where, column="price"), each.title)
        for each in items.products
        if each.title and not each.text("price")
    )
