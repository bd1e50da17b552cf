"""[[stickers]]: a design filled from each row. [[codes]]: QR codes without a design.

Both stand on label sheets, or in files of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from campaignkit.assets.code_rows import Codes
from campaignkit.assets.code_style import BLACK, PLAIN, Look, check_level, look, open_logo
from campaignkit.assets.file_endings import STREAMS
from campaignkit.assets.sticker_rows import Stickers, StickerTexts
from campaignkit.campaigns.forms.checking import is_path
from campaignkit.campaigns.forms.form import (
    LEVELS,
    SIZE_MOST,
    Format,
    Holds,
    TrackedForm,
    printer_given,
    sheet_given,
)
from campaignkit.frozen import Frozen
from campaignkit.jobs.label_sheet import SheetJob
from campaignkit.jobs.one_file_per_row import FilesJob
from campaignkit.locales import parse
from campaignkit.merge import Templates
from campaignkit.merge.code_text import CodeText, of_link, of_text
from campaignkit.printers.profiles import chosen as printer_of
from campaignkit.sheets import Marks, checked_offset
from campaignkit.specs import Field, field_validator, model_validator
from campaignkit.stock import COPIES_MOST
from campaignkit.wording import Wording, is_template

if TYPE_CHECKING:
    from campaignkit.campaigns.forms.checking import FormCheck
    from campaignkit.jobs.job import Job
    from campaignkit.merge import Source


class PrintedForm(TrackedForm):
    """What stickers and codes have. With `stock` one sheet file, else a file for each row.

    file: the name of a row's file, Jinja; left out, its number in the table. stock: a sheet's
    name, or its measures: { page = "A4", label = [60, 40], grid = [3, 7], margin = [10, 5] }.
    level, copies: the same for all rows, or Jinja over them. printer: its name, or a table of what
    it can do: { dpi = 203, ink = "mono", margin_mm = 4.2 }; it, offset, collate and marks are those
    of `campaignkit.sheet`.
    """

    level: Annotated[str, Holds.TEMPLATE] = "M"
    size_mm: Any = None
    formats: tuple[Format, ...] = Field(default=("pdf",), min_length=1)
    file: str | None = None
    stock: Any = None
    copies: Annotated[int | str, Holds.TEMPLATE] = 1
    start: int = Field(default=1, ge=1)
    skip: tuple[int, ...] = ()
    printer: Any = None
    offset: Any = (0.0, 0.0)
    collate: bool = False
    marks: Marks | None = None

    @field_validator("level")
    @classmethod
    def _is_a_level(cls, value: str) -> str:
        if value not in LEVELS and not is_template(value):
            raise ValueError(f"level={value!r} is none. There are L, M, Q and H")
        return value

    @field_validator("copies")
    @classmethod
    def _is_a_count(cls, value: int | str) -> int | str:
        if type(value) is int and value > COPIES_MOST:
            raise ValueError(
                f"copies={value:,} is more than {COPIES_MOST:,}. Print the file several times"
            )
        if is_template(value) or (type(value) is int and value >= 1):
            return value
        raise ValueError(f"copies={value!r} is no count. Give 1 or more, or Jinja over the row")

    @field_validator("printer")
    @classmethod
    def _can_be_written(cls, value: Any) -> Any:
        return printer_given(value)

    @field_validator("stock")
    @classmethod
    def _is_a_sheet(cls, value: Any) -> Any:
        return sheet_given(value)

    @field_validator("formats")
    @classmethod
    def _each_once(cls, value: tuple[Format, ...]) -> tuple[Format, ...]:
        return tuple(dict.fromkeys(value))

    @field_validator("size_mm")
    @classmethod
    def _is_a_size(cls, value: Any) -> Any:
        sides = value if isinstance(value, list | tuple) else (value,)
        if value is None or (1 <= len(sides) <= 2 and all(map(_is_length, sides))):
            return tuple(sides) if isinstance(value, list) else value
        raise ValueError(
            f"size_mm={value!r} is no size. Give a width, or [width, height], in mm, above 0 and "
            f"at most {SIZE_MOST}"
        )

    @model_validator(mode="after")
    def _is_a_sheet_or_files(self) -> Self:
        given = self.model_fields_set  # what was written, though it be the usual: copies = 1
        one = self.formats[0] if len(self.formats) == 1 else ""
        # a label printer takes one stream of all labels: there a format goes with a sheet
        whole = {"formats"} if f".{one}" in STREAMS else set()
        if self.stock and (wrong := sorted((given & {"formats", "file"}) - whole)):
            raise ValueError(
                f"{wrong[0]} is for files of their own; on a label sheet all are in one PDF, or in "
                f'one stream: formats = ["zpl"]. Leave out {wrong[0]}, or stock'
            )
        if not self.stock and (wrong := sorted(given & {"copies", "start", "skip"})):
            raise ValueError(f"{wrong[0]} counts labels of a sheet. Say which: stock = …")
        if not self.stock and (wrong := sorted(given & {"offset", "collate", "marks"})):
            raise ValueError(f"{wrong[0]} is of a label sheet. Say which: stock = …")
        return self


class StickersForm(PrintedForm):
    """[[stickers]]: a design, filled from each row."""

    design: Annotated[str, Holds.NAME_OR_FILE]
    link: Annotated[str | None, Holds.TEMPLATE] = None
    text: Annotated[str | None, Holds.TEMPLATE] = None
    title: Annotated[str | None, Holds.TEMPLATE] = None
    note: Annotated[str | None, Holds.TEMPLATE] = None
    facts: Annotated[dict[str, Any], Holds.TEMPLATE] = Field(default_factory=dict)
    language: Annotated[str | None, Holds.TEMPLATE] = None
    theme: Annotated[str | None, Holds.NAME_OR_FILE] = None
    season: Annotated[str | None, Holds.NAME_OR_FILE] = None
    artwork: Annotated[str | None, Holds.NAME_OR_FILE] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if self.link is not None and self.text is not None:
            raise ValueError("give link or text, not both: text makes a chat link of its own")
        return self

    def job(self, check: FormCheck) -> Job | None:
        """Return the job; None if there are faults."""
        form, source = self.drawn(check)
        made = _stickers(form, check, source)
        return labels_job(form, check, made, "stickers", ("title", "note", *form.facts))

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads."""
        yield from super().inputs(folder)
        tried = [] if self.experiment is False else [*self.experiment.variants.values()]
        for named in (self.design, self.theme, self.season, self.artwork, *_named_in(tried)):
            if named and is_path(named) and not is_template(named):
                yield folder / named


def _named_in(variants: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for own in variants:
        for key in ("design", "theme", "season", "artwork"):
            if isinstance(own.get(key), str):
                yield own[key]


def labels_job(
    form: PrintedForm,
    check: FormCheck,
    series: Stickers | Codes | None,
    kind: str,
    own: Iterable[str] = (),
) -> Job | None:
    """Return the job that prints them: on label sheets, or each in a file of its own.

    own: facts of each, besides the shop's, that a file's name may speak of.
    """
    source = None if series is None else series.source
    naming = check.texts({"file": form.file})
    check.check_names(naming, source, {*check.shop_facts, *own})
    sheet = None
    if form.stock is not None:
        sheet = check.sheet(form.stock, start=form.start, skip=form.skip)
    machine = check.tried("printer", lambda: printer_of(form.printer))
    offset = check.tried("offset", lambda: checked_offset(form.offset))
    how = {"printer": machine, "offset": offset, "collate": form.collate, "marks": form.marks}
    if check.faults or series is None:
        return None
    if sheet is None:
        return FilesJob(form.name, kind, series, form.formats, naming.get("file"), machine)
    title = f"{check.shop.name}: {form.name}"
    copies = form.copies if isinstance(form.copies, int) else 1  # else each row says its own
    pieces = 1
    if form.token is not False:  # each copy is a piece of its own, which the series makes
        copies, pieces = 1, copies
    counts = (copies, form.start, form.skip)
    file = form.formats[0]
    said = check.texts({"copies": form.copies}).get("copies")
    frozen = Frozen(how)
    return SheetJob(form.name, kind, series, sheet, *counts, title, frozen, file, pieces, said)


def _stickers(form: StickersForm, check: FormCheck, source: Source | None) -> Stickers | None:
    shops = check.shops(form.shop, form.phone, source)
    language, facts, design = check.shop.language, check.shop_facts, None
    if not is_template(form.language):
        said = form.language or check.shop.language
        language = check.tried("language", lambda: parse(said)) or language
    if not is_template(form.design):
        _name, design = check.design(form.design)
    # a design that depends on the row is asked for its facts row by row
    if design is not None and not check.faults:
        facts = check.facts(design, language)
    options = {key: getattr(form, key) for key in ("design", "language", "level")}
    worn = check.worn(form.theme, form.season, form.artwork)
    options |= worn
    check.check_names(check.texts({**options, "copies": form.copies}), source)
    tokens = form.tokens(check)
    texts = check.texts(_texts_of(form))
    check.check_names(texts, source, facts if tokens is None else {*facts, *tokens.cells})
    if check.faults or source is None or shops is None:
        return None
    # what fits no label is told here, before the first of ten thousand rows is read
    if form.stock is not None and design is not None:
        check.fits(form.stock, design, language, worn)
    return check.tried(
        "",
        lambda: Stickers(
            shops,
            source,
            _compiled(form, texts),
            {**options, "copies": row_copies(form)},
            size_mm=form.size_mm,
            load=check.load,
            tokens=tokens,
        ),
    )


def row_copies(form: PrintedForm) -> int | str | None:
    """Return what tells how often a row is printed, if rows or their pieces differ."""
    return form.copies if isinstance(form.copies, str) or form.token is not False else None


def _compiled(form: StickersForm, texts: Mapping[str, Wording]) -> StickerTexts:
    """Return the texts of a form, ready to be filled; what is no text is the same in every row."""
    payload = {key: texts[key] for key in ("link", "text") if key in texts}
    facts = {name: texts.get(f"facts.{name}", value) for name, value in form.facts.items()}
    more = {key: texts[key] for key in ("title", "note") if getattr(form, key)}
    return StickerTexts(Templates(payload), Templates({**facts, **more}))


def _texts_of(form: StickersForm) -> dict[str, Any]:
    return {
        "link": form.link,
        "text": form.text,
        "title": form.title,
        "note": form.note,
        **{f"facts.{name}": value for name, value in form.facts.items()},
    }


def _is_length(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= SIZE_MOST


class CodesForm(PrintedForm):
    """[[codes]]: of a text, or of a kind of link and its fields.

    style, dark, logo: as `campaignkit.qr_code` has them.
    """

    text: Annotated[str | None, Holds.TEMPLATE] = None
    kind: str | None = None
    fields: Annotated[dict[str, Any], Holds.TEMPLATE] = Field(default_factory=dict)
    boost: bool = False
    style: str = "square"
    dark: str = BLACK
    logo: Annotated[str | None, Holds.FILE] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.text is None) == (self.kind is None):
            raise ValueError("a code says a text, or a kind of link with its fields: give one")
        if isinstance(self.size_mm, tuple):
            raise ValueError("size_mm: a code is as wide as high. Give one number")
        return self

    def job(self, check: FormCheck) -> Job | None:
        """Return the job; None if there are faults."""
        form, source = self.drawn(check)
        return labels_job(form, check, _codes(form, check, source), "codes")

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads."""
        yield from super().inputs(folder)
        if self.logo:
            yield folder / self.logo


def _codes(form: CodesForm, check: FormCheck, source: Source | None) -> Codes | None:
    text, look_, tokens = _code_text(form, check), _look(form, check), form.tokens(check)
    facts = check.shop_facts
    if text is not None:
        check.check_names(text.texts, source, facts if tokens is None else {*facts, *tokens.cells})
    shops = check.shops(form.shop, form.phone, source)
    check.check_names(check.texts({"level": form.level, "copies": form.copies}), source, facts)
    if check.faults or text is None or source is None or shops is None:
        return None
    return Codes(
        source,
        text,
        shops,
        {"level": form.level, "copies": row_copies(form)},
        boost=form.boost,
        size_mm=form.size_mm,
        look=look_,
        tokens=tokens,
    )


def _look(form: CodesForm, check: FormCheck) -> Look:
    """Return how the codes look; each of its keys is tried by itself."""
    logo = None
    if (given := form.logo) is not None:
        logo = check.tried("logo", lambda: open_logo(given and check.folder / given))
        # a level that is raised, or the row's own, may have room for it
        if not (form.boost or is_template(form.level)):
            check.tried("logo", lambda: check_level(form.level))
    check.tried("style", lambda: look(style=form.style))
    check.tried("dark", lambda: look(dark=form.dark))
    return PLAIN if check.faults else replace(look(form.style, form.dark), logo=logo)


def _code_text(form: CodesForm, check: FormCheck) -> CodeText | None:
    text, kind = form.text, form.kind
    if text is not None:
        return check.tried("text", lambda: of_text(text))
    return check.tried("kind", lambda: of_link(kind or "", form.fields))
