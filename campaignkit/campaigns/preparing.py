"""A form, a shop and a folder made into a job; every mistake of the form named, not only the first.

Each key is tried by itself, then all of them together. Nothing is drawn but what is the same
on every sticker. Stickers and codes are made ready here; other kinds where their forms stand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from campaignkit import layout, rows, stock
from campaignkit.assets.code_rows import Codes
from campaignkit.assets.looks import PLAIN, Look, check_level, look, open_logo
from campaignkit.assets.sticker_rows import Stickers, StickerTexts
from campaignkit.business import Business
from campaignkit.campaigns.filesjob import FilesJob
from campaignkit.campaigns.forms import (
    CodesForm,
    PrintedForm,
    RowsForm,
    ShopRowsForm,
    StickersForm,
    is_path,
)
from campaignkit.campaigns.jobs import Job
from campaignkit.campaigns.sheetjob import SheetJob
from campaignkit.campaigns.streams import Labels
from campaignkit.errors import BadInput, CampaignError, did_you_mean
from campaignkit.layout import Design
from campaignkit.locales import parse
from campaignkit.merge import NO_TABLE, Source, unknown_names
from campaignkit.merge.code_text import CodeText, of_link, of_text
from campaignkit.merge.recipients import Recipient, recipient
from campaignkit.merge.shops import Shops
from campaignkit.sheets import check_position, free_positions
from campaignkit.stock import Stock
from campaignkit.wording import Wording, compile_text, is_template

T = TypeVar("T")
Fault = tuple[str, CampaignError]  # the key, and what is wrong with it
Reader = Callable[[Any], rows.Rows]

_MEASURES = ("page", "label", "grid", "margin", "gap", "shape", "radius")  # of a sheet's own


class Preparing:
    """One asset being made ready. faults: what was wrong, by key."""

    def __init__(self, shop: Business, folder: Path) -> None:
        self.shop = shop
        self.folder = folder
        self.faults: list[Fault] = []

    # -- what every kind needs -------------------------------------------------------------------

    def tried(self, key: str, make: Callable[[], T]) -> T | None:
        """Return what `make` makes; None if it cannot, which becomes a fault of the key."""
        try:
            return make()
        except CampaignError as err:
            self.faults.append((key, err))
            return None

    def source(self, form: RowsForm, read: Reader = rows.read) -> Source | None:
        """Return the rows of an asset; None if they cannot be had. read: what opens a table."""
        return self.tried("rows", lambda: _source(form, self.folder, read))

    def texts(self, given: Mapping[str, Any]) -> dict[str, Wording]:
        """Return texts ready to be filled, by key; what is no text is passed over."""
        made = {
            key: self.tried(key, partial(compile_text, value, name=key))
            for key, value in given.items()
            if isinstance(value, str)
        }
        return {key: text for key, text in made.items() if text is not None}

    def check_names(
        self,
        templates: Mapping[str, Wording],
        source: Source | None,
        facts: Iterable[str] | None = None,
    ) -> None:
        """Note each template that speaks of what is no column and no fact.

        facts: besides the columns; those of the shop if left out.
        """
        if source is None:
            return
        known = {*(self.shop.facts() if facts is None else facts)}
        for key, template in templates.items():
            self.faults += ((key, err) for err in unknown_names(key, template, source, known))

    def shops(self, form: ShopRowsForm, source: Source | None) -> Shops | None:
        """Return whose each row is; None if that cannot be told, which is a fault of its key."""
        key = "phone" if form.shop is None else "shop"
        given = self.shop if form.shop is None else form.shop
        shops = self.tried(key, lambda: Shops(given, phone=form.phone, base=self.shop))
        if shops is not None:
            self.check_names(shops.templates.texts, source, self.shop.facts())
        return shops

    def recipient(self, to: str | None, source: Source) -> Recipient | None:
        """Return whom rows are sent to; None if that is not said, or is a fault of the key."""
        if to is None:
            return None
        return self.tried("to", lambda: recipient(to, source, self.shop.facts()))

    def sheet(self, given: Any, *, start: int, skip: Collection[int]) -> Stock | None:
        """Return a label sheet with room from `start` on; None if there is none."""
        found = self.tried("stock", lambda: _sheet(given))
        if found is None:
            return None
        positions = [("start", start), *(("skip", position) for position in skip)]
        for key, value in positions:
            self.tried(key, partial(check_position, key, value, found))
        if not self.faults:
            self.tried("skip", lambda: free_positions(found, start=start, skip=skip))
        return found

    def load(self, name: str) -> Design:
        """Return a design by its name, or a merchant's own by its path in the folder.

        Raises:
            NotFound, BadInput: there is none, or it has mistakes.
        """
        return layout.load(str(self.folder / name) if is_path(name) else name)

    def design(self, given: str) -> tuple[str, Design | None]:
        """Return what names a design, a merchant's own by its full path, and the design."""
        name = str(self.folder / given) if is_path(given) else given
        return name, self.tried("design", lambda: layout.load(name))

    def facts(self, design: Design, language: str) -> Mapping[str, Any]:
        """Return the facts of the shop, and those that a design makes of them."""
        return layout.shop_facts(design, self.shop, language)

    def fits(self, given: Any, design: Design, language: str) -> None:
        """Note that a design has no layout for the label of a sheet."""
        self.tried("stock", lambda: self._fits(given, design, language))

    def _fits(self, given: Any, design: Design, language: str) -> None:
        try:
            sheet = _sheet(given)
        except CampaignError:
            return  # said under its own key
        width, height = sheet.label
        shape = "rect" if sheet.shape == "rect" else "round"
        layout.compiled(design, self.shop, language, width=width, height=height, shape=shape)

    # -- stickers and codes ----------------------------------------------------------------------

    def stickers(self, form: StickersForm) -> Job | None:
        """Return the job of a design; None if there are faults."""
        source = self.source(form)
        return self._printed(form, source, self._stickers(form, source))

    def codes(self, form: CodesForm) -> Job | None:
        """Return the job of bare codes; None if there are faults."""
        source = self.source(form)
        return self._printed(form, source, self._codes(form, source))

    def _printed(
        self, form: PrintedForm, source: Source | None, series: Labels | Codes | None
    ) -> Job | None:
        own = ("title", "note", *form.facts) if isinstance(form, StickersForm) else ()
        naming = self.texts({"file": form.file})
        self.check_names(naming, source, {*self.shop.facts(), *own})
        sheet = None
        if form.stock is not None:
            sheet = self.sheet(form.stock, start=form.start, skip=form.skip)
        if self.faults or series is None or source is None:
            return None
        kind = "stickers" if isinstance(form, StickersForm) else "codes"
        if sheet is None:
            return FilesJob(form.name, kind, series, form.formats, naming.get("file"))
        title = f"{self.shop.name}: {form.name}"
        copies = form.copies if isinstance(form.copies, int) else 1  # else each row says its own
        return SheetJob(form.name, kind, series, sheet, copies, form.start, form.skip, title)

    def _stickers(self, form: StickersForm, source: Source | None) -> Labels | None:
        shops = self.shops(form, source)
        language, facts, design = self.shop.language, self.shop.facts(), None
        if not is_template(form.language):
            said = form.language or self.shop.language
            language = self.tried("language", lambda: parse(said)) or language
        if not is_template(form.design):
            _name, design = self.design(form.design)
        if design is not None and not self.faults:
            facts = dict(layout.shop_facts(design, self.shop, language))
        options = {key: getattr(form, key) for key in ("design", "language", "level")}
        self.check_names(self.texts({**options, "copies": form.copies}), source)
        self.check_names(self.texts(_texts_of(form)), source, facts)
        if self.faults or source is None or shops is None:
            return None
        if form.stock is not None and design is not None:
            self.fits(form.stock, design, language)
        more = {key: getattr(form, key) for key in ("title", "note") if getattr(form, key)}
        made = self.tried(
            "",
            lambda: Stickers(
                shops,
                source,
                StickerTexts.of(form.link, form.text, {**form.facts, **more}),
                {**options, "copies": _row_copies(form)},
                size_mm=form.size_mm,
                load=self.load,
            ),
        )
        return None if made is None else Labels(source, made, facts, language)

    def _codes(self, form: CodesForm, source: Source | None) -> Codes | None:
        text, look = self._code_text(form), self._look(form)
        facts = self.shop.facts()
        if text is not None:
            self.check_names(text.texts, source, facts)
        shops = self.shops(form, source)
        self.check_names(self.texts({"level": form.level, "copies": form.copies}), source, facts)
        if self.faults or text is None or source is None or shops is None:
            return None
        return Codes(
            source,
            text,
            shops,
            {"level": form.level, "copies": _row_copies(form)},
            boost=form.boost,
            size_mm=form.size_mm,
            look=look,
        )

    def _look(self, form: CodesForm) -> Look:
        """Return how the codes look; each of its keys is tried by itself."""
        logo = None
        if (given := form.logo) is not None:
            logo = self.tried("logo", lambda: open_logo(given and self.folder / given))
            if not form.boost:  # else some rows may reach a level that has room
                self.tried("logo", lambda: check_level(form.level))
        self.tried("style", lambda: look(style=form.style))
        self.tried("dark", lambda: look(dark=form.dark))
        return PLAIN if self.faults else replace(look(form.style, form.dark), logo=logo)

    def _code_text(self, form: CodesForm) -> CodeText | None:
        text, kind = form.text, form.kind
        if text is not None:
            return self.tried("text", lambda: of_text(text))
        return self.tried("kind", lambda: of_link(kind or "", form.fields))


def _row_copies(form: PrintedForm) -> str | None:
    """Return what tells how often a row is printed, if rows differ."""
    return form.copies if isinstance(form.copies, str) else None


def _texts_of(form: StickersForm) -> dict[str, Any]:
    return {
        "link": form.link,
        "text": form.text,
        "title": form.title,
        "note": form.note,
        **{f"facts.{name}": value for name, value in form.facts.items()},
    }


def _source(form: RowsForm, folder: Path, read: Reader) -> Source:
    given = form.rows
    if given is None:
        return NO_TABLE
    if isinstance(given, dict):
        options = {key: value for key, value in given.items() if key != "file"}
        return Source(rows.read(folder / given["file"], **options))
    return Source(read(folder / given if isinstance(given, str | PathLike) else given))


def _sheet(given: str | Mapping[str, Any] | Stock) -> Stock:
    """Return a label sheet by its name, or of its own measures."""
    if isinstance(given, Stock):
        return given
    if isinstance(given, str):
        return stock.find(given)
    for key in given:
        if key not in _MEASURES:
            near = did_you_mean(key, _MEASURES) or f" There are: {', '.join(_MEASURES)}."
            raise BadInput(f"a label sheet has no {key!r}.{near}")
    if not isinstance(given.get("radius", 0), int | float):
        raise BadInput(f"radius={given['radius']!r} is no length. Give mm.")
    missing = [key for key in ("page", "label", "grid", "margin") if key not in given]
    if missing:
        raise BadInput(f"a label sheet of its own needs {', '.join(missing)}, in mm.")
    lengths: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in given.items()
    }
    lengths["page"] = stock.page_size(lengths["page"])
    return Stock(**{"name": "own sheet", **lengths})
