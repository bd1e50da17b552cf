"""Which label sheet, where on it to begin, and how many of each: as controls."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

import ipywidgets as w

from campaignkit import locales, stock
from campaignkit.assets.sheet import Sheet
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.sheets import free_positions, page_count
from campaignkit.stock import Stock
from campaignkit.units import mm_text
from campaignkit.widgets import controls, html
from campaignkit.widgets.debounce import Debounced

USUAL = {"A4": "Avery L7160", "Letter": "Avery 5160"}  # what every stationer has
_PAGES = ("a3", "a4", "a5", "a6", "sra3", "letter")
LISTED = 40  # sheets in the list; more are counted


class StockForm:
    """Controls that choose a label sheet. `.chosen` lists what was found, `.box` holds all.

    country: its usual sheet is chosen first.
    """

    def __init__(self, country: str) -> None:
        paper = locales.paper(country)
        first = stock.find(USUAL[paper])
        self._name, self._offering = first.name, False
        self._watchers: list[Callable[[object], None]] = []
        self.text = controls.line("Find", hint="words or a number, such as L7160")
        self.width = controls.line("Label width", hint="mm, about")
        self.height = controls.line("Label height", hint="mm, about")
        self.chosen = controls.listing("Label sheet", [(described(first), first.name)])
        self.words = w.HTML()
        self.box = controls.group(
            self.text, self.width, self.height, self.chosen, self.words, name="stock"
        )
        self._offer([first, *(one for one in stock.search(page=paper) if one != first)])
        self.chosen.observe(self._chosen, "value")
        found = Debounced(self._find, self._failed)
        for box in (self.text, self.width, self.height):
            box.observe(found, "value")

    def watch(self, changed: Callable[[object], None]) -> None:
        """Call `changed` when another sheet is chosen."""
        self._watchers.append(changed)

    def stock(self) -> Stock:
        """Return the sheet chosen."""
        return stock.find(self._name)

    def fill(self, name: str) -> None:
        """Choose a sheet by its name."""
        chosen = stock.find(name)
        self._offer([chosen])
        self.words.value = ""

    def _failed(self, err: Exception) -> None:
        self.words.value = html.bug(err)

    def _find(self) -> None:
        try:
            found = search(self.text.value, self.width.value, self.height.value)
        except CampaignError as err:
            self.words.value = html.error(str(err))
            return
        self._offer(found)
        more = f", the first {LISTED} are listed" if len(found) > LISTED else ""
        sheets = "1 sheet" if len(found) == 1 else f"{len(found):,} sheets"
        self.words.value = html.said(f"{sheets}{more}.")

    def _offer(self, found: list[Stock]) -> None:
        """List what was found; the sheet chosen before stays if it is among them."""
        listed = [(described(one), one.name) for one in found[:LISTED]]
        names = [name for _, name in listed]
        kept = self._name if self._name in names else names[0]
        self._offering = True
        self.chosen.options = listed
        self.chosen.value = kept
        self._offering = False
        self._chosen()

    def _chosen(self, _change: object = None) -> None:
        """Tell the watchers, if another sheet is chosen now; a new list alone chooses none."""
        if self._offering or self.chosen.value == self._name:
            return
        self._name = self.chosen.value
        for changed in self._watchers:
            changed(None)


def search(text: str, width: str = "", height: str = "") -> list[Stock]:
    """Return the sheets that fit what was typed, the likeliest first.

    Raises:
        BadInput: a size is no number.
        NotFound: there is none; names the nearest.

    >>> [one.name for one in search("l7160 avery a4")][:1]
    ['Avery L7160']
    """
    across, down = _mm("Label width", width), _mm("Label height", height)
    page, words = _page(text)
    found = stock.search(words, width=across, height=down, page=page)
    if found:
        return sorted(found, key=lambda one: one.part.casefold() != (words or "").casefold())
    if words is None:
        raise NotFound(
            "no sheet has labels of about this size. Leave one of the two empty.",
            rule="studio.no-sheet-of-size",
        )
    named = stock.search(words, page=page)
    if named:
        raise NotFound(
            f"no sheet has both these words and this size: {described(named[0])}.",
            rule="studio.no-sheet-of-both",
        )
    return [_nearly(text)]


def described(one: Stock) -> str:
    """Return a sheet in a line.

    >>> described(stock.find("Avery L7160"))
    'Avery L7160: 63.5 x 38.1 mm, 21 on A4'
    """
    width, height = one.label
    size = f"{mm_text(width).removesuffix(' mm')} x {mm_text(height)}"
    label = f"{mm_text(width)} round" if one.shape == "round" else size
    return f"{one.name}: {label}, {one.per_sheet} on {one.page_name}"


def _mm(label: str, typed: str) -> float | None:
    """Return what was typed as mm; a comma will do for the point."""
    text = typed.strip().casefold().removesuffix("mm").strip().replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise BadInput(
            f"{label}: {typed!r} is no length. Write millimetres, as in 63.5.",
            rule="studio.length",
            label=label,
            typed=typed,
        )
    return value


def _page(text: str) -> tuple[str | None, str | None]:
    """Return the page that is named among the words, and the other words; None for neither."""
    words = text.split()
    pages = [word for word in words if word.casefold() in _PAGES]
    others = [word for word in words if word not in pages]
    return pages[0] if pages else None, " ".join(others) or None


def _nearly(text: str) -> Stock:
    """Return the sheet called so; else say which was meant, by its name or by its number alone."""
    try:
        return stock.find(text)
    except NotFound as err:
        near = did_you_mean(text, {one.part for one in stock.search()})
        if "Did you mean" in str(err) or not near:
            raise
        raise NotFound(
            f"no label sheet called {text!r}.{near}", rule="studio.no-sheet", text=text
        ) from err


WIDTH_PX = 210
MOST = 320  # buttons; a sheet with more labels is told in numbers alone (the largest has 315)
_BEGINS, _USED = "begin", "used"


class Marks(NamedTuple):
    """What is to be seen of the first page: positions, counted across then down from 1."""

    start: int
    skip: frozenset[int]
    printed: frozenset[int]

    def of(self, position: int) -> str:
        """Return what a position is, in a word: start, printed, used or free."""
        if position in self.skip or position < self.start:
            return "used"
        if position == self.start:
            return "start"
        return "printed" if position in self.printed else "free"


class MiniSheet:
    """The buttons. `.start` and `.skip` are what was clicked; `clicked` is called after."""

    def __init__(self, clicked: Callable[[], None]) -> None:
        self.start, self.skip = 1, frozenset[int]()
        self._clicked = clicked
        self._cells: list[w.Button] = []
        self._shown: list[str] = []
        self._stock: Stock | None = None
        self.mode = controls.choice(
            "A click says", [("begin here", _BEGINS), ("this label is used up", _USED)], _BEGINS
        )
        self.grid = w.GridBox()
        self.grid.add_class("ck-sheet")
        self.box = controls.group(self.mode, self.grid, name="minisheet")

    def show(self, stock: Stock, printed: Collection[int]) -> None:
        """Draw a sheet; `printed` are the positions of the first page that are used now."""
        if stock != self._stock:
            self._build(stock)
        marks = Marks(self.start, self.skip, frozenset(printed))
        for number, cell in enumerate(self.grid.children, 1):
            mark = marks.of(number)
            if self._shown[number - 1] == mark:
                continue
            cell.description = f"position {number}, {mark}"
            cell.remove_class(f"ck-{self._shown[number - 1]}").add_class(f"ck-{mark}")
            self._shown[number - 1] = mark

    def reset(self) -> None:
        """Begin with a new sheet."""
        self.start, self.skip = 1, frozenset()

    def _build(self, stock: Stock) -> None:
        self._stock = stock
        count = stock.per_sheet if stock.per_sheet <= MOST else 0
        while len(self._cells) < count:
            self._cells.append(self._cell(len(self._cells) + 1))
        for number, cell in enumerate(self._cells, 1):
            cell.description = f"position {number}, free"
            cell._dom_classes = ["ck-cell", "ck-free", *(["ck-round"] * (stock.shape != "rect"))]
        self._shown = ["free"] * count
        self._lay_out(stock)
        self.grid.children = self._cells[:count]

    def _cell(self, number: int) -> w.Button:
        cell = w.Button(tooltip=f"position {number}")
        cell.on_click(lambda _button: self._click(number))
        return cell

    def _click(self, number: int) -> None:
        if self.mode.value == _BEGINS:
            self.start = number
            self.skip = frozenset(used for used in self.skip if used > number)
        else:
            self.skip = self.skip ^ {number}
        self._clicked()

    def _lay_out(self, stock: Stock) -> None:
        """Set the buttons where the labels are, in a picture WIDTH_PX wide."""
        scale = WIDTH_PX / stock.page[0]
        columns, rows = stock.grid
        left, top = (max(0.0, side) * scale for side in stock.margin)
        layout = self.grid.layout
        layout.width = f"{WIDTH_PX}px"
        layout.height = f"{stock.page[1] * scale:.1f}px"
        layout.padding = f"{top:.1f}px 0 0 {left:.1f}px"
        layout.grid_template_columns = f"repeat({columns}, {stock.label[0] * scale:.2f}px)"
        layout.grid_template_rows = f"repeat({rows}, {stock.label[1] * scale:.2f}px)"
        gap_x, gap_y = (max(0.0, gap) * scale for gap in stock.gap)
        layout.grid_gap = f"{gap_y:.2f}px {gap_x:.2f}px"


class SheetForm:
    """Controls for the sheet that a `sheet` is printed on.

    country: its usual sheet is chosen first. changed: called when anything is chosen.
    """

    def __init__(self, country: str, changed: Callable[[], None]) -> None:
        self.stocks = StockForm(country)
        self.copies = controls.count("Copies")
        self.mini = MiniSheet(changed)
        self.stocks.watch(lambda _change: self.mini.reset())
        self.stocks.watch(lambda _change: changed())
        self.copies.observe(lambda _change: changed(), "value")

    def options(self) -> dict[str, Any]:
        """Return the options of `sheet` that the controls mean."""
        options: dict[str, Any] = {"stock": self.stocks.stock().name}
        if self.copies.value != 1:
            options["copies"] = self.copies.value
        if self.mini.start != 1:
            options["start"] = self.mini.start
        if self.mini.skip:
            options["skip"] = tuple(sorted(self.mini.skip))
        return options

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a sheet."""
        self.stocks.fill(table["stock"])
        self.mini.start, self.mini.skip = table.get("start", 1), frozenset(table.get("skip", ()))
        self.copies.value = table.get("copies", 1)

    def show(self, made: Sheet, labels: int) -> int:
        """Mark the labels of the first page that are printed; return how many pages there are."""
        free = free_positions(made.stock, start=made.start, skip=made.skip)
        self.mini.show(made.stock, free[:labels])
        return pages(made, labels)


def pages(made: Sheet, labels: int) -> int:
    """Return how many pages so many labels take, at least one."""
    return max(1, page_count(labels, made.stock, start=made.start, skip=made.skip))
