"""Which label sheet: found by words or by the size of a label."""

from __future__ import annotations

import math
from collections.abc import Callable

import ipywidgets as w

from campaignkit import locales, stock
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.stock import Stock
from campaignkit.units import mm_text
from campaignkit.widgets import controls, html
from campaignkit.widgets.wiring import Debounced

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
        raise NotFound("no sheet has labels of about this size. Leave one of the two empty.")
    named = stock.search(words, page=page)
    if named:
        raise NotFound(f"no sheet has both these words and this size: {described(named[0])}.")
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
        raise BadInput(f"{label}: {typed!r} is no length. Write millimetres, as in 63.5.")
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
        raise NotFound(f"no label sheet called {text!r}.{near}") from err
