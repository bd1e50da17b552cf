"""[[catalogs]]: a feed, a price list or shelf tags, out of one table of products.

What the platform would refuse of a feed, or what lacks a title or price on paper, is left out
row by row and recorded; the rest is made. The jobs are in product_files.py.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from campaignkit.campaigns.forms.checking import is_path
from campaignkit.campaigns.forms.form import Holds, RowsForm, printer_given, sheet_given
from campaignkit.errors import BadInput, CampaignError
from campaignkit.frozen import Frozen
from campaignkit.locales import parse
from campaignkit.merge import NO_TABLE
from campaignkit.printers.profiles import chosen as printer_of
from campaignkit.sheets import checked_offset
from campaignkit.specs import Field, Given, field_validator, model_validator

if TYPE_CHECKING:
    from campaignkit.campaigns.forms.checking import FormCheck
    from campaignkit.jobs.job import Job
    from campaignkit.jobs.product_files import Products

_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "feed": ("format", "language"),
    "price-list": (
        *("language", "beside", "title", "note", "paper", "columns", "photos", "descriptions"),
        *("link", "on", "theme", "season", "artwork", "arrangement", "pages", "cover", "specials"),
        *("on_request", "printer"),
    ),
    "shelf-tags": (
        *("stock", "design", "language", "copies", "start", "skip", "link", "on"),
        *("printer", "offset"),
    ),
}
_EVERY = tuple(dict.fromkeys(name for names in _OPTIONS.values() for name in names))


class CatalogsForm(RowsForm):
    """[[catalogs]]: see `Catalog.save_feed`, `.price_list` and `.shelf_tags`.

    make: which of them. currency: of prices that name none. column: which column of the table is
    which, where its name does not say: { title = "Nome do Produto" }. The other keys are the
    options of what is made; title, note and the link of a price list are Jinja over the shop's
    facts, the link of tags over a product's cells.
    """

    rows: Annotated[Any, Holds.FILE]
    make: Literal["feed", "price-list", "shelf-tags"]
    currency: str | None = None
    column: dict[str, str] | None = None
    fill: dict[str, str] | None = None
    format: Literal["csv", "xml"] = "csv"
    language: str | None = None
    beside: str | None = None
    title: str | tuple[str, str] | None = None
    note: str = ""
    paper: str | None = None
    columns: int | None = Field(default=None, ge=1, le=4)
    photos: bool = False
    descriptions: bool | Annotated[int, Field(ge=0)] = True
    link: Annotated[str | None, Holds.TEMPLATE] = None
    on: datetime.date | None = None
    stock: Any = None
    design: Annotated[str, Holds.NAME_OR_FILE] = "shelf-tag"
    copies: int = Field(default=1, ge=1)
    start: int = Field(default=1, ge=1)
    skip: tuple[int, ...] = ()
    theme: Annotated[str | None, Holds.NAME_OR_FILE] = None
    season: Annotated[str | None, Holds.NAME_OR_FILE] = None
    artwork: Annotated[str | None, Holds.NAME_OR_FILE] = None
    arrangement: Literal["list", "grid", "board"] = "list"
    pages: int | None = Field(default=None, ge=1)
    cover: bool = False
    specials: tuple[str, ...] | None = None
    on_request: bool = False
    printer: Any = None
    offset: Any = (0.0, 0.0)

    @field_validator(*_EVERY, mode="before")
    @classmethod
    def _goes_with_what_is_made(cls, value: Any, given: Given) -> Any:
        make, key = given.data.get("make"), str(given.field_name)
        # "make" that is wrong itself is told once, not at every other key too
        if make is not None and key not in _OPTIONS[make]:
            others = (f'make = "{name}"' for name, keys in _OPTIONS.items() if key in keys)
            raise ValueError(f"{key} goes with {' or '.join(others)}, and this is a {make}")
        return value

    @field_validator("rows")
    @classmethod
    def _is_there(cls, value: Any) -> Any:
        if value is None:
            raise ValueError("a catalog is made of rows: one product each")
        return value

    @field_validator("language")
    @classmethod
    def _is_csv(cls, value: Any, given: Given) -> Any:
        # translations are a feed of their own beside the main one, and are written as CSV alone
        if value is not None and given.data.get("format") == "xml":
            raise ValueError("language: translations are a CSV of their own. Leave out format")
        return value

    @field_validator("title", mode="before")
    @classmethod
    def _is_one_or_two(cls, value: Any) -> Any:
        two = isinstance(value, list | tuple) and len(value) == 2
        if value is None or isinstance(value, str) or (two and all(map(_is_text, value))):
            return value
        raise ValueError(f"title={value!r:.80}: give one text, or two with beside")

    @field_validator("on", mode="before")
    @classmethod
    def _is_a_day(cls, value: Any) -> Any:
        if value is None or isinstance(value, str | datetime.date):
            return value
        raise ValueError(f"on={value!r:.80} is no day. Write it as in on = 2026-11-28")

    @field_validator("printer")
    @classmethod
    def _can_be_written(cls, value: Any) -> Any:
        return printer_given(value)

    @field_validator("stock")
    @classmethod
    def _is_a_sheet(cls, value: Any) -> Any:
        return sheet_given(value)

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.make == "shelf-tags" and self.stock is None:
            raise ValueError(
                'shelf-tags are printed on labels. Say on which: stock = "Avery L7160"'
            )
        # each card of a grid has both languages; elsewhere they stand in two columns
        beside = self.beside is not None and self.arrangement != "grid"
        if self.columns not in (None, 1) and beside:
            raise ValueError("columns: with beside the two languages are the columns. Leave it out")
        if isinstance(self.title, tuple) and self.beside is None:
            raise ValueError("title has two texts, and there is one language. Add beside, or one")
        return self

    def job(self, check: FormCheck) -> Job | None:
        """Return the job; None if there are faults."""
        from campaignkit.assets.catalog import read_rows
        from campaignkit.jobs.product_files import Products

        source = check.source(self.rows, read_rows)
        if self.currency is not None:
            check.tried("currency", lambda: _check_currency(self.currency or ""))
        language = check.tried("language", lambda: parse(self.language or check.shop.language))
        if language is None:
            return None
        # pictures are named from where the table lies, which may be another folder
        home = self.table(check.folder)
        folder = str(check.folder if home is None else home.parent)
        products = None
        if source is not None:
            products = Products(source, check.shop, self.currency, folder, self.column, self.fill)
        if self.make == "feed":
            job: Job | None = self._feed(products)
        elif self.make == "price-list":
            job = self._price_list(check, products, language)
        else:
            job = self._tags(check, products, language)
        return None if check.faults else job

    def takes(self, key: str) -> bool:
        """Say whether what is made has such a key."""
        return super().takes(key) and (key not in _EVERY or key in _OPTIONS[self.make])

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the table, the pictures that it names, and a design of the shop's own."""
        yield from super().inputs(folder)
        for named in (self.design, self.theme, self.season, self.artwork):
            if named and is_path(named):
                yield folder / named
        home = self.table(folder)
        # a change of a picture makes what shows it anew, as a change of the table does
        given = self.rows if home is None else home
        yield from product_pictures(given, folder if home is None else home.parent)

    def _feed(self, products: Products | None) -> Job | None:
        from campaignkit.jobs.product_files import FeedJob

        if products is None:
            return None
        return FeedJob(self.name, products, self.format, self.language)

    def _price_list(self, check: FormCheck, products: Products | None, language: str) -> Job | None:
        from campaignkit.jobs.product_files import PriceListJob
        from campaignkit.pages import paper_named

        if self.paper is not None:
            check.tried("paper", lambda: paper_named(self.paper or ""))
        beside = None
        if self.beside is not None:
            beside = check.tried("beside", lambda: _other(self.beside or "", language))
        worn = check.worn(self.theme, self.season, self.artwork)
        check.tried("printer", lambda: printer_of(self.printer))
        # each of two titles is told under its own place: "title.2"
        titles = self.title if isinstance(self.title, tuple) else (self.title,)
        keys = [f"title.{at}" if len(titles) > 1 else "title" for at in range(1, len(titles) + 1)]
        given = dict(zip(keys, titles, strict=True))
        texts = check.texts({**given, "note": self.note, "link": self.link})
        facts = check.shop_facts
        check.check_names(texts, None if products is None else NO_TABLE)
        if check.faults or products is None:
            return None
        said = {key: check.tried(key, partial(text.render, facts)) for key, text in texts.items()}
        title = tuple(said[key] for key in keys) if len(keys) > 1 else said.get("title")
        options: dict[str, Any] = {
            "language": language,
            "beside": beside,
            "title": title,
            "note": said.get("note") or "",
            "paper": self.paper,
            "columns": self.columns,
            "photos": self.photos,
            "descriptions": self.descriptions,
            "link": said.get("link"),
            "on": self.on,
            "arrangement": self.arrangement,
            "pages": self.pages,
            "cover": self.cover,
            "specials": self.specials,
            "on_request": self.on_request,
            "printer": self.printer,
            **worn,
        }
        return PriceListJob(self.name, products, options)

    def _tags(self, check: FormCheck, products: Products | None, language: str) -> Job | None:
        from campaignkit.jobs.product_files import Tags, TagsJob, cells_of

        name, design = check.design(self.design)
        stock = check.sheet(self.stock, start=self.start, skip=self.skip)
        link = self.link if self.link is not None else "{{ link }}"
        machine = check.tried("printer", lambda: printer_of(self.printer))
        offset = check.tried("offset", lambda: checked_offset(self.offset))
        if design is not None and stock is not None:
            check.fits(stock, design, language)
        if design is None or stock is None or products is None or check.faults:
            return None
        tags = Tags(products, name, language, link, self.on, stock)
        cells = cells_of(products.source)
        facts = check.facts(design, language)
        check.check_names(check.texts({"link": link}), cells, facts)
        if not check.faults:
            check.tried("design", lambda: tags.stickers(cells.rows))
        title = f"{check.shop.name}: {self.name}"
        how = Frozen({"printer": machine, "offset": offset})
        options = (self.copies, self.start, self.skip, title, how)
        return TagsJob(self.name, "catalogs", tags, stock, *options)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _check_currency(code: str) -> None:
    from campaignkit import prices

    if not prices.is_currency(code):
        raise BadInput(
            f"currency={code!r} is no currency of ISO 4217. Write it as in 'BRL'.",
            rule="catalog.currency",
            code=code,
        )


def _other(beside: str, language: str) -> str:
    found = parse(beside)
    if found == language:
        raise BadInput(
            f"beside={beside!r} is the first language already. Choose another.",
            rule="catalog.beside",
            beside=beside,
        )
    return found


def product_pictures(table: Any, folder: Path) -> Iterator[Path]:
    """Yield where the pictures of the products of a table lie; none of one that cannot be read."""
    from campaignkit.assets.catalog import read_rows

    try:
        rows = read_rows(table)
        if rows.again:
            yield from _pictures(rows.outcomes(), folder)
    except CampaignError:
        return  # it is said when the table is read


def _pictures(outcomes: Iterator[Any], folder: Path) -> Iterator[Path]:
    from campaignkit.products.product_pictures import looks_local
    from campaignkit.products.rules import column_of

    for row in outcomes:
        for name, value in row.items() if isinstance(row, dict) else ():
            column, text = column_of(name), str(value or "").strip()
            local = column == "image" or (column == "image_link" and looks_local(text))
            if text and local:
                yield folder / text
