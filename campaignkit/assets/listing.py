"""What there is to choose from: label sheets, designs, messages, as lists that show themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from campaignkit import stock
from campaignkit.display import html_table, text_table
from campaignkit.stock import Stock
from campaignkit.units import mm_text

if TYPE_CHECKING:
    from campaignkit.layout import Design, Season, Theme
    from campaignkit.layout.palettes import ReadyPalette

T = TypeVar("T")
Columns = Mapping[str, Callable[[Any], object]]

SHOWN = 60  # rows of a notebook's table: 2,961 label sheets would bury the page


class Listing(list[T]):
    """A list that shows itself as a table. columns: the heads, and what stands below each."""

    def __init__(self, items: Iterable[T], columns: Columns) -> None:
        super().__init__(items)
        self.columns = columns

    def __reduce__(self) -> tuple[Any, ...]:
        return Listing, (list(self), self.columns)

    def cells(self) -> list[list[str]]:
        """Return the table's rows as text, without its head."""
        return [[str(show(item)) for show in self.columns.values()] for item in self]

    def __str__(self) -> str:
        return text_table(tuple(self.columns), self.cells())

    def __repr__(self) -> str:
        return f"<{len(self):,} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        return html_table(tuple(self.columns), self.cells(), most=SHOWN)


def stocks(
    text: str | None = None,
    *,
    width: float | None = None,
    height: float | None = None,
    page: str | tuple[float, float] | None = None,
    vendor: str | None = None,
    shape: stock.Shape | None = None,
) -> Listing[Stock]:
    """Return the label sheets that match everything asked for: see `campaignkit.stock.search`.

    Where no name and no description has it, a text may tell a sheet by its measures.

    >>> [sheet.name for sheet in stocks("L7160", vendor="Avery")]
    ['Avery L7160']
    """
    found = stock.search(text, width=width, height=height, page=page, vendor=vendor, shape=shape)
    is_text_alone = {width, height, page, vendor, shape} == {None}
    if not found and text and is_text_alone and (told := stock.by_measures(text)) is not None:
        found = [told]
    return Listing(found, _STOCK)


def designs() -> Listing[Design]:
    """Return the built-in sticker designs.

    >>> "chat-with-us" in [design.name for design in designs()]
    True
    """
    from campaignkit import layout

    return Listing(map(layout.load, layout.names()), _DESIGN)


def themes() -> Listing[Theme]:
    """Return the built-in themes, with the typefaces they are set in and which are not installed.

    >>> "market" in [theme.name for theme in themes()]
    True
    """
    from campaignkit.layout import load_theme
    from campaignkit.layout.themes import names

    return Listing(map(load_theme, names()), _THEME)


def seasons() -> Listing[Season]:
    """Return the built-in seasons, ornaments over any theme.

    >>> "diwali" in [season.name for season in seasons()]
    True
    """
    from campaignkit.layout import load_season
    from campaignkit.layout.themes import season_names

    return Listing(map(load_season, season_names()), _SEASON)


def palettes() -> Listing[ReadyPalette]:
    """Return pairs of colours, primary and accent, for a shop that has none.

    >>> palettes()[0].colors
    ('#5B21B6', '#F472B6')
    """
    from campaignkit.layout.palettes import ready_palettes

    return Listing(ready_palettes(), _PALETTE)


class ReadyMessage(NamedTuple):
    """A ready message. facts: those that may be left out end with "?"."""

    name: str
    languages: tuple[str, ...]
    facts: tuple[str, ...]


def ready_messages() -> Listing[ReadyMessage]:
    """Return the ready messages: in which languages they are, and what they need to know.

    >>> next(ready.facts for ready in ready_messages() if ready.name == "order-ready")
    ('order', 'customer?')
    """
    from campaignkit.messaging import wordings

    spoken = {language: wordings.names(language) for language in wordings.languages()}
    found = []
    for name in sorted({name for names in spoken.values() for name in names}):
        languages = tuple(language for language, names in spoken.items() if name in names)
        script = wordings.find(name, languages[0])
        optional = (f"{fact}?" for fact in sorted(script.optional))
        found.append(ReadyMessage(name, languages, (*sorted(script.needed or ()), *optional)))
    return Listing(found, _MESSAGE)


def _label(sheet: Stock) -> str:
    width, height = sheet.label
    if sheet.shape == "round":
        return f"{mm_text(width)} round"
    return f"{mm_text(width).removesuffix(' mm')} x {mm_text(height)}"


def _labels(sheet: Stock) -> str:
    return f"{sheet.grid[0]} x {sheet.grid[1]} = {sheet.per_sheet}"


def _needs(design: Design) -> str:
    return ", ".join(design.needs) or "-"


def _families(theme: Theme) -> str:
    return ", ".join(theme.families()) or "Noto Sans"


def _lacking(theme: Theme) -> str:
    return ", ".join(theme.lacking()) or "-"


def _languages(one: Design | ReadyMessage) -> str:
    return ", ".join(one.languages)


def _facts(ready: ReadyMessage) -> str:
    return ", ".join(ready.facts) or "-"


# Named functions and getters, so that a listing can be pickled.
_STOCK: Columns = {
    "name": attrgetter("name"),
    "label": _label,
    "labels": _labels,
    "page": attrgetter("page_name"),
    "sources": attrgetter("agreement"),
    "description": attrgetter("description"),
}
_DESIGN: Columns = {
    "name": attrgetter("name"),
    "title": attrgetter("title"),
    "needs": _needs,
    "languages": _languages,
    "description": attrgetter("description"),
}
_THEME: Columns = {
    "name": attrgetter("name"),
    "title": attrgetter("title"),
    "typefaces": _families,
    "not installed": _lacking,
    "description": attrgetter("description"),
}
_PALETTE: Columns = {
    "name": attrgetter("name"),
    "colors": attrgetter("colors"),
    "description": attrgetter("description"),
}
_SEASON: Columns = {
    "name": attrgetter("name"),
    "title": attrgetter("title"),
    "description": attrgetter("description"),
}
_MESSAGE: Columns = {"name": attrgetter("name"), "languages": _languages, "facts": _facts}
