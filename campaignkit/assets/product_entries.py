"""What a price list and tags say of products: order, prices of the day, titles, photos."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from campaignkit import locales, resources
from campaignkit.arguments import words
from campaignkit.errors import BadInput, CampaignError, did_you_mean
from campaignkit.problems import Problem, Problems, of_error
from campaignkit.products import Price, Product, checking
from campaignkit.products.exports.records import text_of

if TYPE_CHECKING:
    from campaignkit.pages import Entry, Paper
    from campaignkit.pictures import Picture


def by_section(products: Iterable[Product]) -> list[Product]:
    """Return products with those of one section together, sections as they are first met."""
    sections: dict[str, list[Product]] = {}
    for product in products:
        sections.setdefault(product.section, []).append(product)
    loose = sections.pop("", [])
    return [*loose, *(product for each in sections.values() for product in each)]


def current_price(product: Product, on: datetime.date | None) -> tuple[Price | None, Price | None]:
    """Return what a product costs, None on request, and what it cost before a sale that is on."""
    price, sale = product.price, product.sale_price
    if price is None:
        return None, None
    dates = product.text("sale_price_effective_date")
    lower = sale is not None and sale.currency == price.currency and sale.amount < price.amount
    if sale is None or not lower:
        return price, None
    if dates:
        span = checking.moments(dates)
        if on is None or span is None or not span[0].date() <= on <= span[1].date():
            return price, None
    return sale, price


def money_language(language: str, country: str) -> str:
    """Return the language in which a shop's prices are written: as its country writes them.

    Its digits stay those of the language: shops of one language read alike.

    >>> money_language("es", "MX"), money_language("pt_BR", "PT"), money_language("en", "BR")
    ('es_MX', 'pt_BR', 'en')
    """
    there = f"{language}_{country}"
    if "_" in language or language not in locales.languages_of(country):
        return language
    return there if locales.digits("1", there) == locales.digits("1", language) else language


def cost_of(product: Product, now: Price | None, language: str, unit: str = "") -> str:
    """Return what a product costs in words; of several prices only while none is a sale's."""
    from campaignkit.pages import cost, word

    if now is None:
        return word("on-request", language)
    several = now is product.price
    most, starts = (product.most, product.starts) if several else (None, False)
    return cost(now, language, most=most, starts=starts, unit=unit)


def line_count(descriptions: bool | int) -> int | None:
    """Return how many lines a description may have, None for all it needs."""
    if descriptions is True:
        return None
    if not isinstance(descriptions, int) or descriptions < 0:
        raise BadInput(
            f"descriptions={descriptions!r}: give True, False, or at most how many lines.",
            rule="price-list.descriptions",
            descriptions=descriptions,
        )
    return int(descriptions)


def entry_of(
    product: Product,
    language: str,
    on: datetime.date | None,
    *,
    described: bool = True,
    country: str = "",
) -> Entry:
    """Return what a price list says of a product in a language.

    country: by whose custom prices are written.

    Raises:
        BadInput: a mark of it is none.
    """
    from campaignkit.pages import Entry, read_marks

    now, before = current_price(product, on)
    paid = money_language(language, country) if country else language
    title = product.text("title", language)
    description = text_of(product.text("description", language))  # feeds may have HTML
    if description == product.text("title"):
        description = ""  # where there is none, a feed says the title again
    return Entry(
        title,
        cost_of(product, now, paid, product.text("unit", language)),
        description if described and description != title else "",
        before.text(paid) if before else "",
        product.text("product_type", language),
        read_marks(product.text("marks")),
    )


def rows_of(
    products: Sequence[Product],
    languages: Sequence[str],
    on: datetime.date | None,
    *,
    described: bool = True,
    country: str = "",
) -> list[tuple[Entry, ...]]:
    """Return the entries of each product, one a language. country: as `entry_of`.

    A description that has no translation stands once, in the first language.

    Raises:
        BadInput: marks that are none, each with its row.
    """
    rows: list[tuple[Entry, ...]] = []
    found: list[Problem] = []
    for product in products:
        try:
            made = [
                entry_of(product, each, on, described=described, country=country)
                for each in languages
            ]
        except CampaignError as err:
            found += of_error(err, replace(product.where, column="marks"))
            continue
        first = made[0].description
        rest = (
            replace(each, description="") if each.description == first else each
            for each in made[1:]
        )
        rows.append((made[0], *rest))
    Problems(found).raise_errors()
    return rows


_NO = frozenset({"", "0", "no", "n", "não", "nao", "false", "لا", "नहीं", "-"})


def special_numbers(products: Sequence[Product], named: Collection[str] | None) -> frozenset[int]:
    """Return which of the products are specials: those named, else those whose column says so.

    named: ids or titles.

    Raises:
        BadInput: there is no such product; names the nearest.
    """
    if named is None:
        told = (product.text("special").casefold() not in _NO for product in products)
        return frozenset(at for at, special in enumerate(told) if special)
    known = {word: at for at, each in enumerate(products) for word in (each.title, each.id) if word}
    listed = words(named, "specials")
    for name in listed:
        if name not in known:
            near = did_you_mean(str(name), known) or " Give ids or titles of the table."
            raise BadInput(
                f"specials={name!r}: there is no such product.{near}",
                rule="price-list.special",
                value=name,
            )
    return frozenset(known[name] for name in listed)


def list_titles(title: str | tuple[str, str] | None, languages: list[str]) -> tuple[str, ...]:
    """Return what a list is called in each language; "menu" and "today" are translated.

    Raises:
        BadInput: there is not one text for each.
    """
    from campaignkit.pages import word

    if title is None or (isinstance(title, str) and title in ("menu", "today")):
        name = "price-list" if title is None else title
        return tuple(word(name, language) for language in languages)
    given = (title,) * len(languages) if isinstance(title, str) else title
    given = tuple(given) if isinstance(given, list | tuple) else ()
    if len(given) != len(languages) or not all(isinstance(each, str) for each in given):
        raise BadInput(
            f"title={title!r}: give one text, or one for each of {', '.join(languages)}.",
            rule="price-list.title",
        )
    return given


def column_count(
    columns: int | None, beside: str | None, paper: Paper, arrangement: str = "list"
) -> int:
    """Return how many columns a page has."""
    if columns is None:
        if arrangement == "grid":
            return min(4, paper.columns + 1)
        return 1 if beside is not None or arrangement == "board" else paper.columns
    if not isinstance(columns, int) or isinstance(columns, bool):
        raise BadInput(
            f"columns={columns!r} is not a whole number.",
            rule="price-list.columns",
            columns=columns,
        )
    return columns


PAGES_MOST = 10_000  # of a list; our guess at a slip
ARRANGEMENTS = ("list", "grid", "board")


def checked_arrangement(arrangement: object, pages: object) -> None:
    """Raise BadInput if there is no such arrangement, or `pages` is no number of pages."""
    if not isinstance(arrangement, str) or arrangement not in ARRANGEMENTS:
        near = did_you_mean(str(arrangement), ARRANGEMENTS)
        raise BadInput(
            f"arrangement={arrangement!r} is unknown.{near} There are: {', '.join(ARRANGEMENTS)}.",
            rule="price-list.arrangement",
            value=arrangement,
        )
    whole = isinstance(pages, int) and not isinstance(pages, bool)
    if pages is not None and not (whole and 1 <= pages <= PAGES_MOST):  # type: ignore[operator]
        raise BadInput(
            f"pages={pages!r} is no number of pages. Give 1 to 10,000.",
            rule="price-list.page-count",
            value=pages,
        )


def photographer(
    products: list[Product], folder: str, *, large: bool = False
) -> Callable[[int], Picture | None]:
    """Return what gives the photo of the nth product, None where it has none.

    large: as a card shows it, else square and small.
    """
    from campaignkit.products import product_pictures

    @cache
    def photo(at: int) -> Picture | None:
        path = product_pictures.path_of(products[at], folder)
        return None if path is None else _small(path, resources.as_of(path), large=large)

    return photo


@lru_cache(maxsize=256)  # 37 MB; of a list that is changed, no photo is opened anew
def _small(path: Path, _state: object, *, large: bool) -> Picture:
    from campaignkit.pages import CARD_ASPECT, CARD_PIXELS, PHOTO_PX, thumbnail
    from campaignkit.pictures import head, open_within, seen

    pixels, aspect = (CARD_PIXELS, CARD_ASPECT) if large else (PHOTO_PX, 1.0)
    found = head(path)
    longest = max(found.width, found.height)
    side = round(pixels * aspect * longest / max(1, min(found.width, found.height)))
    opened = seen(open_within(path, min(longest, side)), str(path))
    return thumbnail(opened, pixels=pixels, aspect=aspect)
