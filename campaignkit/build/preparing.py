"""A form, a shop and a folder made into a job; every mistake of the form named, not only the first.

Each key is tried by itself, then all of them together. Nothing is drawn but what is the same
on every sticker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from campaignkit import layout, rows, stock
from campaignkit.assets.sticker import stickers
from campaignkit.build.forms import AssetForm, CodesForm, LinksForm, PrintedForm, StickersForm
from campaignkit.build.jobs import FilesJob, Job, SheetJob, TableJob
from campaignkit.build.saying import Saying, of_link, of_text
from campaignkit.build.streams import NO_TABLE, Codes, Labels, Series, Source
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError, did_you_mean
from campaignkit.layout import Design
from campaignkit.locales import parse
from campaignkit.sheets import check_position, free_positions
from campaignkit.stock import Stock
from campaignkit.wording import Wording, compile_text

T = TypeVar("T")
Fault = tuple[str, CampaignError]  # the key, and what is wrong with it

_MEASURES = ("page", "label", "grid", "margin", "gap", "shape", "radius")  # of a sheet's own


class Preparing:
    """One asset being made ready. faults: what was wrong, by key."""

    def __init__(self, form: AssetForm, shop: Business, folder: Path) -> None:
        self._form = form
        self._shop = shop
        self._folder = folder
        self.faults: list[Fault] = []

    def job(self) -> Job | None:
        """Return the job; None if there are faults."""
        form = self._form
        source = self._tried("rows", self._source)
        if isinstance(form, LinksForm):
            return self._links(form, source)
        if isinstance(form, StickersForm):
            return self._printed(form, source, self._stickers(form, source))
        assert isinstance(form, CodesForm)
        return self._printed(form, source, self._codes(form, source))

    def inputs(self) -> Iterator[Path]:
        """Yield the files it reads."""
        form = self._form
        table = form.rows.get("file") if isinstance(form.rows, dict) else form.rows
        if isinstance(table, str | Path):
            yield self._folder / table
        if isinstance(form, StickersForm) and _is_path(form.design):
            yield self._folder / form.design

    # -- what is to be made ----------------------------------------------------------------------

    def _printed(
        self, form: PrintedForm, source: Source | None, series: Series | None
    ) -> Job | None:
        naming = None
        if form.file is not None:
            naming = self._tried("file", lambda: compile_text(form.file or "", name="file"))
            self._check_names({"file": naming}, source, self._facts(form))
        sheet = self._stock(form)
        if self.faults or series is None or source is None:
            return None
        kind = "stickers" if isinstance(form, StickersForm) else "codes"
        if sheet is None:
            return FilesJob(form.name, kind, series, form.formats, naming)
        title = f"{self._shop.name}: {form.name}"
        return SheetJob(form.name, kind, series, sheet, form.copies, form.start, form.skip, title)

    def _links(self, form: LinksForm, source: Source | None) -> TableJob | None:
        saying = self._tried("kind", lambda: of_link(form.kind, form.fields, self._shop))
        if saying is not None:
            self._check_names(saying.templates, source, self._shop.facts())
        if self.faults or saying is None or source is None:
            return None
        columns = source.rows.columns or ()
        return TableJob(form.name, "links", form.kind, source, saying, self._shop, columns)

    def _stickers(self, form: StickersForm, source: Source | None) -> Labels | None:
        name = str(self._folder / form.design) if _is_path(form.design) else form.design
        design = self._tried("design", lambda: layout.load(name))
        language = self._tried("language", lambda: parse(form.language or self._shop.language))
        facts = self._shop.facts()
        if design is not None and language is not None:
            facts = layout.shop_facts(design, self._shop, language)
        self._check_names(self._templates(form), source, facts)
        if self.faults or source is None or design is None or language is None:
            return None
        self._tried(
            "stock" if form.stock else "size_mm", lambda: self._fits(form, design, language)
        )
        more = {key: getattr(form, key) for key in ("title", "note") if getattr(form, key)}
        made = self._tried(
            "",
            lambda: stickers(
                name,
                self._shop,
                source.rows,
                link=form.link,
                text=form.text,
                size_mm=form.size_mm,
                language=form.language,
                level=form.level,
                facts={**form.facts, **more},
            ),
        )
        return None if made is None else Labels(source, made, facts, language)

    def _codes(self, form: CodesForm, source: Source | None) -> Codes | None:
        saying = self._saying(form)
        facts = self._shop.facts()
        if saying is not None:
            self._check_names(saying.templates, source, facts)
        if self.faults or saying is None or source is None:
            return None
        size = form.size_mm
        return Codes(source, saying, facts, form.level, form.boost, size, self._shop.language)

    def _saying(self, form: CodesForm) -> Saying | None:
        text, kind = form.text, form.kind
        if text is not None:
            return self._tried("text", lambda: of_text(text))
        return self._tried("kind", lambda: of_link(kind or "", form.fields, self._shop))

    # -- what it is made from --------------------------------------------------------------------

    def _source(self) -> Source:
        given = self._form.rows
        if given is None:
            return NO_TABLE
        if isinstance(given, dict):
            options = {key: value for key, value in given.items() if key != "file"}
            return Source(rows.read(self._folder / given["file"], **options))
        if isinstance(given, str | Path):
            return Source(rows.read(self._folder / given))
        return Source(rows.read(given))

    def _stock(self, form: PrintedForm) -> Stock | None:
        if form.stock is None:
            return None
        sheet = self._tried("stock", lambda: _sheet(form.stock))
        if sheet is None:
            return None
        positions = [("start", form.start), *(("skip", position) for position in form.skip)]
        for key, value in positions:
            self._tried(key, partial(check_position, key, value, sheet))
        if not self.faults:
            options = {"start": form.start, "skip": form.skip}
            self._tried("skip", lambda: free_positions(sheet, **options))  # type: ignore[arg-type]
        return sheet

    def _fits(self, form: StickersForm, design: Design, language: str) -> None:
        """Raise unless the design has a layout for the label."""
        if form.stock is None:
            return
        try:
            sheet = _sheet(form.stock)
        except CampaignError:
            return  # said under its own key
        width, height = sheet.label
        shape = "rect" if sheet.shape == "rect" else "round"
        layout.compiled(design, self._shop, language, width=width, height=height, shape=shape)

    def _templates(self, form: StickersForm) -> Mapping[str, Wording | None]:
        texts: dict[str, Any] = {
            "link": form.link,
            "text": form.text,
            "title": form.title,
            "note": form.note,
            **{f"facts.{name}": value for name, value in form.facts.items()},
        }
        return {
            key: self._tried(key, partial(compile_text, value, name=key))
            for key, value in texts.items()
            if isinstance(value, str)
        }

    def _facts(self, form: PrintedForm) -> Iterable[str]:
        own = ("title", "note", *form.facts) if isinstance(form, StickersForm) else ()
        return {*self._shop.facts(), *own}

    def _check_names(
        self,
        templates: Mapping[str, Wording | None],
        source: Source | None,
        facts: Iterable[str],
    ) -> None:
        """Note each template that speaks of what is no column and no fact of the shop."""
        if source is None or source.rows.columns is None:
            return
        known = {*source.rows.columns, *facts}
        for key, template in templates.items():
            for name in sorted(template.names - known) if template is not None else ():
                near = did_you_mean(name, known) or f" There are: {', '.join(sorted(known))}."
                what = "no fact of the shop" if source.single else f"no column of {source.name}"
                self.faults.append(
                    (key, BadInput(f"{key} speaks of {name!r}, which is {what}.{near}"))
                )

    def _tried(self, key: str, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except CampaignError as err:
            self.faults.append((key, err))
            return None


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


def _is_path(design: str) -> bool:
    return design.endswith(".toml") or "/" in design or "\\" in design
