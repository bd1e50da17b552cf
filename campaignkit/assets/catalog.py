"""What a shop sells, from one table: checked, sent as a feed, printed as lists and tags."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from campaignkit import locales, prices, stores
from campaignkit.arguments import check_path, check_text, shown, truth, words
from campaignkit.assets.product_entries import (
    by_section,
    checked_arrangement,
    column_count,
    line_count,
    list_titles,
    photographer,
    rows_of,
    special_numbers,
)
from campaignkit.assets.product_rows import read_rows
from campaignkit.business import Business, the_shop
from campaignkit.errors import BadInput, CampaignError, did_you_mean
from campaignkit.link_kinds import catalog as catalog_link
from campaignkit.link_kinds import chat
from campaignkit.printers import Printer
from campaignkit.printers.profiles import chosen as printer_of
from campaignkit.problems import Problem, Problems, of_error
from campaignkit.products import (
    Items,
    Product,
    checking,
    feed,
    product_messages,
)
from campaignkit.products import read as read_items
from campaignkit.products.unfinished_cells import left_over
from campaignkit.rows import Rows
from campaignkit.unfinished_text import left_in

if TYPE_CHECKING:
    from campaignkit.assets.price_list import PriceList
    from campaignkit.assets.shelf_tags import ShelfTags, TagLabel
    from campaignkit.pages import Arrangement
    from campaignkit.stock import Stock

__all__ = ["Catalog", "catalog", "read_rows"]

SHOWN = 60  # rows of a notebook's table
_FEEDS = (".csv", ".xml")


def catalog(
    source: Any,
    for_shop: Business | None = None,
    /,
    *,
    shop: Business | None = None,
    currency: str | None = None,
    columns: Mapping[str, str] | None = None,
    fill: Mapping[str, str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Catalog:
    """Return the products of a table, one a row, or of a platform's export or feed.

    Columns may be called as people call them: "SKU", "Nome", "Preço", "Foto"; `title_ar` holds
    the Arabic title. Prices are read as they are typed, by how the shop's country writes numbers.
    Exports of Shopify, WooCommerce, Square, Loyverse, Tiendanube, Wix, PrestaShop and Odoo are
    known by their header; feeds in XML are read too.

    Args:
        source: Path of a CSV, XLSX, JSON or XML file, a list of mappings, a dataframe, any
            iterable.
        for_shop: Who sells: settles currency, language and colours; needed to print.
        shop: The same, as the first edition had it.
        currency: ISO 4217, of prices that name none; the currency of the shop's country if
            left out.
        columns: Which column is which, where its name does not say: {"title": "Nome do Produto"}.
        fill: What empty cells and missing columns get, Jinja over the product's cells:
            {"image_link": "https://shop.example/{{ id }}.jpg"}. Without it an empty id,
            description, availability, condition, brand or link is filled by rule, and told.
        encoding, delimiter, sheet: As `rows.read`.

    Raises:
        NotFound: there is no such file or sheet.
        BadInput: it is no table; `columns` names none of it; `fill` none of the feed's columns.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> bread = catalog([{"Nome": "Pão francês", "Preço": "R$ 1,20"}], shop)
    >>> str(bread.products[0].price)
    '1.20 BRL'
    """
    shop = the_shop(for_shop, shop, "shop")
    if shop is not None and not isinstance(shop, Business):
        raise BadInput(
            f"shop={shop!r} is not a Business. Make one: Business('Name', phone=…).",
            rule="catalog.shop",
        )
    if currency is not None and not (isinstance(currency, str) and prices.is_currency(currency)):
        raise BadInput(
            f"currency={currency!r} is not a currency code. Write it as in BRL (ISO 4217).",
            rule="catalog.currency",
            currency=currency,
        )
    folder = ""
    if isinstance(source, str | PathLike):
        folder = str(Path(fspath(source)).parent)
    table = read_rows(source, encoding=encoding, delimiter=delimiter, sheet=sheet)
    items = read_items(table, shop=shop, currency=currency, columns=columns, fill=fill)
    return Catalog(items, shop, folder)


@dataclass(frozen=True, slots=True, repr=False)
class Catalog:
    """Products, and who sells them. Make it with `catalog`. folder: where its pictures lie."""

    items: Items
    shop: Business | None
    folder: str = ""

    @property
    def products(self) -> tuple[Product, ...]:
        """Every product, in the order of the table."""
        return self.items.products

    def problems(self, *, as_feed: bool = False) -> Problems:
        """Return what is wrong or doubtful for the platform's feed, by row and column.

        as_feed: the table itself will be uploaded as it stands; `save_feed` is not used.
        """
        as_feed = truth(as_feed, "as_feed")
        return checking.check(self.items, folder=self.folder, as_feed=as_feed)

    def save_feed(
        self,
        path: str | Path | BinaryIO,
        *,
        language: str | None = None,
        format: Literal["csv", "xml"] | None = None,  # noqa: A002 what people call it
        check: bool = True,
    ) -> Path | None:
        """Write the platform's feed, .csv or .xml; return the path.

        Args:
            path: The file, or an open binary stream.
            language: Write the translations into a language instead, CSV.
            format: Of a stream, CSV if left out; a file's name says it.
            check: First refuse what the platform would.

        Raises:
            BadInput: there are problems, and nothing is written; `problems` has them all. No
                translation into the language.
        """
        spoken = None if language is None else self._spoken(language)
        stores.check_target(path, _feeds(format, spoken))
        if truth(check, "check"):
            self.problems().raise_errors()
        if format == "xml" or (isinstance(path, str | Path) and _is_xml(path)):
            title = self.shop.name if self.shop else "Catalog"
            link = (self.shop and (self.shop.website or chat.link(self.shop))) or "https://wa.me/"
            return stores.write_file(path, feed.xml(self.items, title=title, link=link))
        return stores.write_file(path, feed.csv(self.items, spoken))

    def feed_rows(self, *, language: str | None = None) -> Iterator[list[str]]:
        """Yield what a feed says, cell by cell: the names of its columns, then each product.

        language: as `save_feed`.
        """
        spoken = None if language is None else self._spoken(language)
        return feed.cells(self.items, spoken)

    def _spoken(self, language: str) -> str:
        wanted = locales.parse(language)
        if wanted in self.items.languages:
            return wanted
        have = ", ".join(self.items.languages) or "none"
        raise BadInput(
            f"there are no translations into {wanted!r}; there are: {have}. "
            f"Add a column title_{wanted}.",
            rule="feed.no-translation",
            language=wanted,
        )

    def price_list(
        self,
        *,
        language: str | None = None,
        beside: str | None = None,
        title: str | tuple[str, str] | None = None,
        note: str = "",
        paper: str | None = None,
        columns: int | None = None,
        photos: bool = False,
        descriptions: bool | int = True,
        link: str | None = None,
        on: datetime.date | None = None,
        font: str | PathLike[str] | None = None,
        theme: str | None = None,
        season: str | None = None,
        artwork: str | PathLike[str] | None = None,
        arrangement: Arrangement = "list",
        pages: int | None = None,
        cover: bool = False,
        specials: Collection[str] | None = None,
        on_request: bool = False,
        printer: str | Printer | None = None,
    ) -> PriceList:
        """Return a price list, menu or board of all products, section by section.

        A column `marks` says what dishes are and what is in them ("vegan, nuts", "picante",
        "नॉन वेज"): small drawings and numbers of allergens stand behind the name, and a legend at
        the foot. A column `special` (or "destaque", "مميز") puts products into a box of their own.

        Args:
            language: The shop's, if left out.
            beside: A second language, set beside the first, mirrored where it runs the other way.
            title: Instead of "Price list"; with `beside` one for each. "menu" is translated.
            note: A line under it, such as "Prices include VAT".
            paper: "A4", "A5", "Letter", or another size by its name, such as "A3 landscape"; that
                of the shop's country if left out.
            columns: 1 to 4; with `beside` 1, except on a grid. Left out: by the width of the
                paper; with `pages`, or where one page is not full, as many as let letters be large.
            photos: Show the pictures of the column `image`; a grid has them anyway.
            descriptions: Whole, on as many lines as they need; False: none; a number: on so many
                lines at most, cut at a word, which "…" tells.
            link: Of the code on each page; the shop's catalog if left out.
            on: The day of which sale prices count; left out: sales with dates are not shown.
            font: Your own font, the path of a file or folder.
            theme, season, artwork: How it looks, as `sticker`.
            arrangement: "list", in columns; "grid", cards with large photos; "board", few dishes
                of the day in large letters on one page, under the date `on`.
            pages: At most so many (with the cover): letters are as large as fit, from 2.3 mm an em
                (6.5 pt; nothing below 5 pt) to 7.5 mm, or 13 mm on a board. Left out: as many as it
                needs; one page that is not full is set as large as fits, and a little over onto
                a further page is set tighter: letters by a sixth, photos of cards flatter.
            cover: Begin with a page that shows the shop, the title and the code large.
            specials: Ids or titles of products for the box on the first page; left out, those
                whose column `special` says yes.
            on_request: Print products without a price, too, and "On request" in its place; a row
                with nothing but a title is a product then. Without it they are refused, but for
                those whose cell says so ("sob consulta", "ask"). `check()` tells which they are.
            printer: The machine, as `sheet`: pages are moved as its profile says, and `check`
                reads what it makes of them.

        Raises:
            BadInput: products without title or price; no shop; a wrong option; a mark that is none.
            NotFound: no such paper, theme, season or drawing.
            TooBig: when it is shown or saved: it does not fit so many pages.
        """
        from campaignkit import layout
        from campaignkit.assets.price_list import PriceList
        from campaignkit.pages import PricePages, paper_named

        for key, value in (("language", language), ("paper", paper), ("link", link)):
            check_text(value, key)
        check_text(note, "note")
        check_path(font, "font")
        shop = self._seller()
        asked = truth(on_request, "on_request")
        self.unprintable(on_request=asked).raise_errors()
        spoken = [locales.parse(language or shop.language)]
        if beside is not None:
            spoken.append(locales.parse(beside))
        said = {"title": list_titles(title, spoken), "note": (note or "",)}
        left = [
            each for key, texts in said.items() for text in texts for each in left_in(text, key)
        ]
        Problems(left).raise_errors()
        lines = line_count(descriptions)
        pictured = truth(photos, "photos")
        chosen = paper_named(paper or locales.paper(shop.country))
        checked_arrangement(arrangement, pages)
        ordered = by_section(self.products)
        board, grid = arrangement == "board", arrangement == "grid"
        usual = "today" if board and title is None else title
        dated = locales.date(on, spoken[0], style="full") if board and on is not None else ""
        plan = PricePages(
            shop=shop,
            languages=tuple(spoken),
            rows=rows_of(ordered, spoken, on, described=lines != 0, country=shop.country),
            places=[each.where for each in ordered],
            titles=list_titles(usual, spoken),
            paper=chosen,
            columns=column_count(columns, beside, chosen, arrangement),
            link=link or catalog_link.link(shop),
            note=note or dated,
            photo=photographer(ordered, self.folder, large=grid) if pictured or grid else None,
            font=None if font is None else fspath(font),
            lines=lines or None,
            dress=layout.styling(theme, season, artwork),
            arrangement=arrangement,
            special=special_numbers(ordered, specials),
            cover=truth(cover, "cover"),
        )
        most = 1 if board and pages is None else pages
        unpriced = self.unpriced() if asked else ()
        doubts = (*left, *left_over(self.items.problems.warnings), *unpriced)
        return PriceList(
            plan, most=most, columns=columns, printer=printer_of(printer), doubts=doubts
        )

    def shelf_tags(
        self,
        *,
        stock: str | Stock,
        design: str = "shelf-tag",
        language: str | None = None,
        copies: int = 1,
        start: int = 1,
        skip: Collection[int] = (),
        link: str = "{{ link }}",
        on: datetime.date | None = None,
        font: str | PathLike[str] | None = None,
        printer: str | Printer | None = None,
        offset: tuple[float, float] = (0.0, 0.0),
    ) -> ShelfTags:
        """Return a tag for every product on the labels of a sheet.

        Args:
            stock, copies, start, skip, printer, offset: As `sheet`.
            design: A design that needs the fact `price`.
            language: The shop's, if left out.
            link: Of each code, a Jinja template over the product's cells, such as
                "https://wa.me/5511987654321?text={{ id }}"; its own link if left out, and without
                one a chat that names the product: by its title, or where that makes the code too
                dense for the label by its id, which `check()` and `notes` tell with the row.
            on: The day of which sale prices count, as in `price_list`.
            font: Your own font, the path of a file or folder.

        Raises:
            BadInput: products without title or price; no shop; a wrong option.
            NotFound: no such label sheet or design.
        """
        from campaignkit.assets.sheet import find_stock, sheet
        from campaignkit.assets.shelf_tags import LINK, ShelfTags, TagLabel
        from campaignkit.assets.sticker_rows import stickers
        from campaignkit.stock import Stock

        check_text(language, "language")
        check_text(link, "link")
        shop = self._seller()
        spoken = locales.parse(language or shop.language)
        chosen = stock if isinstance(stock, Stock) else find_stock(stock)
        label = TagLabel(design, chosen, font) if link == LINK else None
        rows, notes = self.tags_on(label, spoken, on)
        made = stickers(design, shop, rows, link=link, language=spoken, font=font)
        counts: dict[str, Any] = {"copies": copies, "start": start, "skip": skip}
        paper = sheet(made, stock=chosen, printer=printer, offset=offset, **counts)
        return ShelfTags(paper, made, notes)

    def tags(self, language: str, on: datetime.date | None = None) -> Rows:
        """Return what stands on the tag of each product: its cells, title, price, note, link.

        Raises:
            BadInput: products without title or price, or with a title too long for the chat link
                of its tag; no shop.
        """
        check_text(language, "language", is_optional=False)
        return self.tags_on(None, language, on)[0]

    def tags_on(
        self, label: TagLabel | None, language: str, on: datetime.date | None = None
    ) -> tuple[Rows, Problems]:
        """Return the tags, and what was changed so that their codes scan on a label.

        label: None: nothing is known of it, and nothing changed. Raises what `tags` does.
        """
        from campaignkit.assets.shelf_tags import lightened, tag

        shop = self._seller()
        checking.unprintable(self.items).raise_errors()
        tags: list[dict[str, Any]] = []
        found: list[Problem] = []
        for each in self.products:
            try:
                tags.append(tag(each, shop, language, on))
            except CampaignError as err:  # its title is too long for a chat link
                found += of_error(err, each.where)
        Problems(found).raise_errors()
        notes = Problems()
        if label is not None:
            ours = "link" in self.items.filled
            notes = lightened(tags, self.products, shop, language, label, made=ours)
        names = tuple(dict.fromkeys(name for tag in tags for name in tag))
        return Rows(tags.__iter__, source=self.items.source, columns=names), notes

    def notes(self) -> Problems:
        """Return what is doubtful about how the table was read, whatever is made of it.

        Lines that were passed over, blank and hidden rows, columns that mean the same, what was
        left out of a platform's export.
        """
        return Problems(each for each in self.items.problems.warnings if _is_of_reading(each))

    def unprintable(self, *, on_request: bool = False) -> Problems:
        """Return what keeps products from a price list or a tag, by row.

        on_request: as `price_list`.
        """
        return checking.unprintable(self.items, on_request=on_request)

    def unpriced(self) -> Problems:
        """Return, as warnings, which products have no price."""
        return checking.unpriced(self.items)

    def without(self, rows: Collection[int | None]) -> Catalog:
        """Return it less the products of some rows, and without what was wrong with these."""
        if isinstance(rows, str | bytes) or not isinstance(rows, Collection):
            raise BadInput(
                f"rows={shown(rows)} is no list of row numbers. Write rows=[3, 17].",
                rule="catalog.rows",
            )
        items = replace(
            self.items,
            products=tuple(each for each in self.products if each.where.row not in rows),
            problems=Problems(each for each in self.items.problems if each.where.row not in rows),
        )
        return replace(self, items=items)

    def product_message(
        self, to: str, product: str, *, catalog_id: str, body: str = "", footer: str = ""
    ) -> dict[str, Any]:
        """Return the payload that shows one product in a chat; see `products.product_messages`.

        Raises:
            BadInput: the table has no product of that id; names the nearest.
        """
        self._known([product])
        return product_messages.single(to, product, catalog_id=catalog_id, body=body, footer=footer)

    def products_message(
        self,
        to: str,
        ids: Iterable[str] | None = None,
        *,
        catalog_id: str,
        header: str,
        body: str,
        footer: str = "",
    ) -> dict[str, Any]:
        """Return the payload that shows products in their sections; all, if no ids are given.

        Raises:
            BadInput: an id is not in the table. TooBig: more than 30 products or 10 sections.
        """
        wanted = [each.id for each in self.products] if ids is None else list(ids)
        self._known(wanted)
        sections: dict[str, list[str]] = {}
        for product in by_section([each for each in self.products if each.id in wanted]):
            sections.setdefault(product.section, []).append(product.id)
        if len(sections) > 1 and "" in sections:
            sections[header[: product_messages.SECTION]] = sections.pop("")
        return product_messages.several(
            to, sections, catalog_id=catalog_id, header=header, body=body, footer=footer
        )

    def _known(self, ids: Iterable[str]) -> None:
        known = {each.id for each in self.products}
        for name in words(ids, "products"):
            if not name or name not in known:
                near = did_you_mean(name, known) or " Check the column id."
                raise BadInput(
                    f"there is no product with the id {name!r}.{near}",
                    rule="catalog.product",
                    id=name,
                )

    def _seller(self) -> Business:
        if self.shop is None:
            raise BadInput(
                "to print, say who sells: catalog(…, shop=Business(…)).", rule="catalog.no-shop"
            )
        return self.shop

    def __repr__(self) -> str:
        count = len(self.products)
        kind = f", an export of {self.items.platform}" if self.items.platform else ""
        return f"<Catalog of {count} product{'s' * (count != 1)} from {self.items.source}{kind}>"

    def _repr_html_(self) -> str:
        names = ("id", "title", "product_type", "price", "sale_price", "availability")
        shown = [name for name in names if name in self.items.columns]
        head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in shown)
        rows = "".join(
            f"<tr>{''.join(_cell(each, name) for name in shown)}</tr>"
            for each in self.products[:SHOWN]
        )
        count = len(self.products)
        more = f"<p>{count - SHOWN:,} more.</p>" if count > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _feeds(form: str | None, language: str | None) -> tuple[str, ...]:
    """Return how the file of a feed may end."""
    if form is not None and not (isinstance(form, str) and form in ("csv", "xml")):
        raise BadInput(
            f"format={form!r} is no form of a feed. Use 'csv' or 'xml'.",
            rule="feed.format",
            format=form,
        )
    if form == "xml" and language is not None:
        raise BadInput(
            "the translations into a language are CSV: leave out format='xml'.", rule="feed.format"
        )
    if form is not None:
        return (f".{form}",)
    return _FEEDS if language is None else _FEEDS[:1]


def _is_of_reading(told: Problem) -> bool:
    subject, _, name = told.rule.partition(".")
    return subject == "table" or name.startswith(("export", "column-left", "title-taken"))


def _is_xml(path: str | Path) -> bool:
    return str(path).lower().endswith(".xml")


def _cell(product: Product, name: str) -> str:
    price = {"price": product.price, "sale_price": product.sale_price}.get(name)
    text = product.text(name) if price is None else str(price)
    return f"<td dir='auto'>{escape(text)}</td>"
