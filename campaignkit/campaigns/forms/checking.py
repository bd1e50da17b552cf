"""The check of one table of a campaign file: every mistake in it, not only the first.

Each key is tried by itself, then all of them together; nothing is drawn but what is the same on
every sticker. What a form asks for is had here: rows, texts, label sheets, designs, whose row is
whose.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from campaignkit import layout, rows, stock
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError, near_or_all
from campaignkit.jobs.ledger import Snapshots
from campaignkit.layout import Design
from campaignkit.merge import NO_TABLE, Source, unknown_names
from campaignkit.merge.recipients import Recipient, recipient
from campaignkit.merge.records import Lacked
from campaignkit.merge.shops import Shops
from campaignkit.rows.column_names import hint
from campaignkit.rows.files import located
from campaignkit.sheets import check_position, free_positions
from campaignkit.stock import Stock
from campaignkit.wording import Wording, compile_text, is_template

T = TypeVar("T")


Fault = tuple[str, CampaignError]  # the key, and what is wrong with it


Reader = Callable[[Any], rows.Rows]


Key = str | Wording  # what rows are called by: a column, or Jinja over the row


_MEASURES = ("page", "label", "grid", "margin", "gap", "shape", "radius")  # of a sheet's own


class FormCheck:
    """One asset being made ready. faults: what was wrong, by key."""

    def __init__(
        self,
        shop: Business,
        folder: Path,
        snapshots: Snapshots | None = None,
        *,
        within: tuple[str, ...] = (),
        lacks: Mapping[str, Lacked] | None = None,
    ) -> None:
        """snapshots: keeps tables as they are now, for a build. within: as of `Tokens`. lacks: what
        the shop might have, as other shops of its table have it.
        """
        self._snapshots = snapshots
        self.shop = shop
        self.folder = folder
        self.within = within
        self.lacks = lacks or {}
        self.faults: list[Fault] = []

    def __getstate__(self) -> dict[str, Any]:
        """Leave the tables here: what opens a design for a row goes to workers without them."""
        return {**vars(self), "_snapshots": None, "faults": []}

    def again(self) -> FormCheck:
        """Return a check of the same for the same shop, in which nothing is wrong yet."""
        return FormCheck(
            self.shop, self.folder, self._snapshots, within=self.within, lacks=self.lacks
        )

    @property
    def shop_facts(self) -> Mapping[str, Any]:
        """The facts of the shop, and those that it lacks."""
        return {**self.lacks, **self.shop.facts()}

    # -- what every kind needs -------------------------------------------------------------------

    def tried(self, key: str, make: Callable[[], T]) -> T | None:
        """Return what `make` makes; None if it cannot, which becomes a fault of the key."""
        try:
            return make()
        except CampaignError as err:
            self.faults.append((key, err))
            return None

    def source(self, given: Any, read: Reader = rows.read) -> Source | None:
        """Return the rows of an asset; None if they cannot be had. read: what opens a table."""
        found = self.tried("rows", lambda: source_of(given, self.folder, read))
        if found is None or found.single or self._snapshots is None:
            return found
        return Source(self._snapshots.of(found.rows, now=found.rows.again))

    def key(self, said: str | None, source: Source) -> Key | None:
        """Return what rows are called by; None if that is not said, or is a fault of the key."""
        if said is None:
            return None
        if is_template(said):
            text = self.texts({"key": said}).get("key")
            self.check_names({} if text is None else {"key": text}, source, ())
            return text
        columns = source.rows.columns
        if columns is not None and said not in columns:
            near = hint(said, columns) or f" There are: {', '.join(columns)}."
            err = BadInput(
                f"key={said!r} is no column of {source.name}.{near}",
                rule="row.no-column",
                name=said,
            )
            self.faults.append(("key", err))
        return said

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
        known = {*(self.shop_facts if facts is None else facts)}
        for key, template in templates.items():
            self.faults += ((key, err) for err in unknown_names(key, template, source, known))

    def shops(self, shop: Any, phone: str | None, source: Source | None) -> Shops | None:
        """Return whose each row is; None if that cannot be told, which is a fault of its key."""
        key = "phone" if shop is None else "shop"
        given = self.shop if shop is None else shop
        made = partial(Shops, given, phone=phone, base=self.shop, lacks=self.lacks)
        shops = self.tried(key, made)
        if shops is not None:
            self.check_names(shops.templates.texts, source)
        return shops

    def recipient(self, to: str | None, source: Source) -> Recipient | None:
        """Return whom rows are sent to; None if that is not said, or is a fault of the key."""
        if to is None:
            return None
        return self.tried("to", lambda: recipient(to, source, self.shop_facts))

    def sheet(self, given: Any, *, start: int, skip: Collection[int]) -> Stock | None:
        """Return a label sheet with room from `start` on; None if there is none."""
        found = self.tried("stock", lambda: _sheet(given))
        if found is None:
            return None
        positions = [("start", start), *(("skip", position) for position in skip)]
        for key, value in positions:
            self.tried(key, partial(check_position, key, value, found))
        if not self.faults:  # else it would say the same of a position
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

    def at_folder(self, key: str, value: Any) -> Any:
        """Return the value of a key, a merchant's own file by its full path."""
        named = isinstance(value, str) and key in ("design", "theme", "season", "artwork")
        if not named or is_template(value) or not is_path(value):
            return value
        return str(self.folder / value)

    def facts(self, design: Design, language: str) -> Mapping[str, Any]:
        """Return the facts of the shop, and those that a design makes of them."""
        return {**self.lacks, **layout.shop_facts(design, self.shop, language)}

    def worn(
        self, theme: str | None, season: str | None, artwork: str | None
    ) -> dict[str, str | None]:
        """Return theme, season and artwork, those of the merchant's own by their full paths."""
        said = {"theme": theme, "season": season, "artwork": artwork}
        worn = {key: self.at_folder(key, value) for key, value in said.items()}
        for key, value in worn.items():
            if value and not is_template(value):
                self.tried(key, partial(layout.styling, **{key: value}))
        return worn

    def fits(
        self,
        given: Any,
        design: Design,
        language: str,
        worn: Mapping[str, str | None] | None = None,
    ) -> None:
        """Note that a design has no layout for the label of a sheet."""
        fixed = {key: v for key, v in (worn or {}).items() if not is_template(v)}
        self.tried("stock", lambda: self._fits(given, design, language, fixed))

    def _fits(
        self, given: Any, design: Design, language: str, worn: Mapping[str, str | None]
    ) -> None:
        try:
            sheet = _sheet(given)
        except CampaignError:
            return  # said under its own key
        width, height = sheet.label
        shape = "rect" if sheet.shape == "rect" else "round"
        dress = layout.styling(**worn)
        layout.compiled(
            design, self.shop, language, width=width, height=height, shape=shape, dress=dress
        )


def source_of(given: Any, folder: Path, read: Reader) -> Source:
    """Return the rows that a form names.

    Raises:
        CampaignError: they cannot be had.
    """
    if given is None:
        return NO_TABLE
    if isinstance(given, dict):
        options = {key: value for key, value in given.items() if key != "file"}
        return Source(rows.read(located(folder, given["file"]), **options))
    return Source(read(located(folder, given) if isinstance(given, str | PathLike) else given))


def _sheet(given: str | Mapping[str, Any] | Stock) -> Stock:
    """Return a label sheet by its name, or of its own measures."""
    if isinstance(given, Stock):
        return given
    if isinstance(given, str):
        return stock.find(given)
    for key in given:
        if key not in _MEASURES:
            near = near_or_all(key, _MEASURES)
            raise BadInput(
                f"a label sheet has no {key!r}.{near}", rule="stock.measure-unknown", key=key
            )
    if not isinstance(given.get("radius", 0), int | float):
        raise BadInput(f"radius={given['radius']!r} is no length. Give mm.", rule="stock.radius")
    missing = [key for key in ("page", "label", "grid", "margin") if key not in given]
    if missing:
        raise BadInput(
            f"a label sheet of its own needs {', '.join(missing)}, in mm.",
            rule="stock.measure-missing",
        )
    lengths: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in given.items()
    }
    lengths["page"] = stock.page_size(lengths["page"])
    return Stock(**{"name": "own sheet", **lengths})


def is_path(design: str) -> bool:
    """Say whether this is a merchant's own file rather than a name."""
    return Path(design).suffix != "" or "/" in design or "\\" in design
