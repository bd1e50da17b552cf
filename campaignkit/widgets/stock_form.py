"""Which label sheet: one of the usual ones by its picture, any by name or size, or one's own.

Five numbers that a ruler gives make a sheet that no list has; it is drawn as they are typed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as w

from campaignkit import locales, stock
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.presentation import html, previews
from campaignkit.presentation.python_calls import Call
from campaignkit.stock import Stock
from campaignkit.translations import word as _
from campaignkit.units import SLACK_MM, mm_text
from campaignkit.widgets import controls
from campaignkit.widgets.debounce import Debounced

# What every stationer has; the first of them is what is chosen to begin with.
USUAL = {
    "A4": ("L7160", "L7163", "L7161", "L7173", "L7165", "L7651", "L7650"),
    "Letter": ("5160", "5163", "5161", "5164", "5293", "5167"),
}
# Plain paper, cut up with scissors or a knife: as many pieces as it has room for.
PLAIN = ("{paper} 66x35", "{paper} 95x65", "{paper} 190x130")
_PAGES = ("a3", "a4", "a5", "a6", "sra3", "letter")
LISTED = 40  # sheets in the list; more are counted
_OWN = "own sheet"
_MOST_ACROSS, _MOST_DOWN = 50, 99
_MEASURES = ("page", "label", "grid", "margin", "gap")
Pair = tuple[float, float]


class StockForm:
    """Controls that choose a label sheet. `.chosen` lists what was found, `.box` holds all.

    country: its usual sheets are offered, the first is chosen.
    """

    def __init__(self, country: str) -> None:
        paper = locales.paper(country)
        first = usual(paper)[0]
        self._name, self._offering = first.name, False
        self._watchers: list[Callable[[object], None]] = []
        self.text = controls.line(_("Find"), hint=_("words or a number, such as L7160"))
        self.width = controls.line(_("Label width"), hint=_("mm, about"))
        self.height = controls.line(_("Label height"), hint=_("mm, about"))
        self.chosen = controls.listing(_("Label sheet"), [(described(first), first.name)])
        self.words = w.HTML()
        self.own = OwnStockForm(paper, self._measured)
        self.pictures = StockPictures(usual(paper), self.fill)
        found = (self.text, self.width, self.height, self.chosen, self.words)
        plain = [stock.find(name.format(paper=paper)) for name in PLAIN]
        self.plain = StockPictures(plain, self.fill, kind="plain")
        cut = controls.note(_("Printed with lines to cut along; any paper will do."))
        self.box = controls.group(
            self.pictures.box,
            controls.fold(_("Plain paper, to cut"), controls.group(cut, self.plain.box)),
            self._finding(controls.fold(_("Find another sheet"), controls.group(*found)), paper),
            controls.fold(_("My label sheet is not here"), self.own.box),
            name="stock",
        )
        self._offer(usual(paper))
        self._mark(self._name)
        self.chosen.observe(self._chosen, "value")
        looked_for = Debounced(self._find, self._failed)
        for box in (self.text, self.width, self.height):
            box.observe(looked_for, "value")

    def watch(self, changed: Callable[[object], None]) -> None:
        """Call `changed` when another sheet is chosen."""
        self._watchers.append(changed)

    def stock(self) -> Stock:
        """Return the sheet chosen."""
        return self.own.stock() if self._name == _OWN else stock.find(self._name)

    def option(self) -> str | Call:
        """Return what `sheet` is given for it: a name, or the call that measures one's own."""
        return self.own.recipe() if self._name == _OWN else self.stock().name

    def said(self) -> str | dict[str, Any]:
        """Return what a campaign file says of it: a name, or its measures."""
        return self.own.table() if self._name == _OWN else self.stock().name

    def fill(self, said: str | Mapping[str, Any]) -> None:
        """Choose a sheet by its name, or by its measures, if `is_shown`."""
        if isinstance(said, Mapping):
            self.own.fill(said)
            return
        self._offer([stock.find(said)])
        self.words.value = ""

    def _finding(self, fold: w.VBox, paper: str) -> w.VBox:
        """List all sheets of the country's paper once they are looked for: it takes a while."""

        def opened(_change: object) -> None:
            # once is enough, and a second time would throw away what was searched for
            fold.children[0].unobserve(opened, "value")
            now = [] if self._name == _OWN else [self.stock()]
            every = (one for one in stock.search(page=paper) if one not in now)
            self._list([*now, *every], self._name if now else None)

        fold.children[0].observe(opened, "value")
        return fold

    @property
    def is_plain(self) -> bool:
        """Whether it is plain paper that is cut up."""
        return self._name in self.plain.names

    def _mark(self, name: str) -> None:
        for pictures in (self.pictures, self.plain):
            pictures.mark(name)

    def _measured(self) -> None:
        """Take the sheet of one's own, whatever was chosen before."""
        self._name = _OWN
        self._mark("")
        for changed in self._watchers:
            changed(None)

    def _failed(self, err: Exception) -> None:
        self.words.value = html.bug(err)

    def _find(self) -> None:
        try:
            found = search(self.text.value, self.width.value, self.height.value)
        except CampaignError as err:
            self.words.value = html.error(str(err))
            return
        self._offer(found)
        count = f"{len(found):,}"
        said = _("Sheets found: {count}.", count=count)
        if len(found) > LISTED:
            said = _(
                "Sheets found: {count}, the first {shown} are listed.", count=count, shown=LISTED
            )
        self.words.value = html.said(said)

    def _offer(self, found: list[Stock]) -> None:
        """List what was found; the sheet chosen before stays if it is among them."""
        names = [one.name for one in found[:LISTED]]
        self._list(found, self._name if self._name in names else names[0])
        self._chosen()

    def _list(self, found: list[Stock], marked: str | None) -> None:
        """List the first of these, and mark one."""
        self._offering = True
        self.chosen.options = [(described(one), one.name) for one in found[:LISTED]]
        self.chosen.value = marked
        self._offering = False

    def _chosen(self, _change: object = None) -> None:
        """Tell the watchers, if another sheet is chosen now; a new list alone chooses none."""
        # a list that changes sends the same notice as a person who chooses
        if self._offering or self.chosen.value == self._name:
            return
        self._name = self.chosen.value
        self._mark(self._name)
        for changed in self._watchers:
            changed(None)


class StockPictures:
    """Sheets, a button each with its outlines. `.box` holds them. kind: part of their style."""

    def __init__(
        self, sheets: list[Stock], choose: Callable[[str], None], *, kind: str = "stock"
    ) -> None:
        self._sheets, self._kind = sheets, kind
        self.buttons = [self._button(one, choose) for one in sheets]
        pictures = (
            f".ck-{kind}-{at}::before{{background-image:url({previews.outline(one)})}}"
            for at, one in enumerate(sheets)
        )
        row = controls.row(*self.buttons)
        row.add_class("ck-pictures")
        self.box = controls.group(controls.style(f"<style>{''.join(pictures)}</style>"), row)

    @property
    def names(self) -> list[str]:
        """What the sheets are called."""
        return [one.name for one in self._sheets]

    def mark(self, name: str) -> None:
        """Mark the sheet that is chosen."""
        for one, button in zip(self._sheets, self.buttons, strict=True):
            if one.name == name:
                button.add_class("ck-picked")
            else:
                button.remove_class("ck-picked")

    def _button(self, one: Stock, choose: Callable[[str], None]) -> w.Button:
        label = _("{size} · {count}", size=_size(one), count=one.per_sheet)
        made = controls.button(label, hint=described(one))
        made.add_class("ck-picture").add_class(f"ck-{self._kind}-{self._sheets.index(one)}")
        made.on_click(lambda _button: choose(one.name))
        return made


class OwnStockForm:
    """A sheet measured with a ruler. `.box` holds the controls; taken: called when it is right.

    Labels lie in the middle of the page, as on nearly all sheets; where they do not, the top edge
    and the space between rows can be said.
    """

    def __init__(self, paper: str, taken: Callable[[], None]) -> None:
        self._paper, self._taken = paper, taken
        pages = [
            (page, page) for page in (paper, *(p for p in ("A4", "Letter", "A5") if p != paper))
        ]
        self.page = controls.choice(_("Page size"), pages, paper)
        self.across = controls.count(_("Labels across"), 3, most=_MOST_ACROSS)
        self.down = controls.count(_("Labels down"), 7, most=_MOST_DOWN)
        self.width = controls.length(_("Label width mm"), 63.5)
        self.height = controls.length(_("Label height mm"), 38.1)
        self.left = controls.distance(_("Left edge mm"), 7.2)
        self.top = controls.distance(_("Top edge mm"), 0.0)
        self.rows = controls.distance(_("Between rows mm"), 0.0)
        self.picture, self.words = w.HTML(), w.HTML()
        how = controls.note(
            _("Hold a ruler to the sheet: the left edge is from the paper to the first label.")
        )
        more = controls.note(_("Top edge 0: the labels stand in the middle."))
        five = (self.across, self.down, self.width, self.height, self.left)
        rest = controls.fold(_("More"), controls.group(self.page, self.top, self.rows, more))
        self.box = controls.group(how, *five, rest, self.picture, self.words, name="own")
        self.use = controls.button(_("Use this sheet"))
        self.use.on_click(lambda _button: self._take())
        self.box.children = (*self.box.children, self.use)
        self.all = (*five, self.page, self.top, self.rows)
        for box in self.all:
            box.observe(self._draw, "value")
        self._is_used = False
        self._draw()

    def stock(self) -> Stock:
        """Return the sheet.

        Raises:
            BadInput: labels of this size do not fit the page so.
        """
        made = self.recipe().make()
        assert isinstance(made, Stock)
        return made

    def recipe(self) -> Call:
        """Return the call that makes the sheet."""
        table = self.table()
        options = {"name": str(_("my sheet")), **table, "page": stock.page_size(table["page"])}
        return Call("labels_of_mine", "Stock", Stock, (), options)

    def table(self) -> dict[str, Any]:
        """Return its measures as a campaign file has them."""
        return _measures(
            self.page.value,
            (self.width.value, self.height.value),
            (self.across.value, self.down.value),
            (self.left.value, self.top.value),
            self.rows.value,
        )

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a sheet's measures, and take it."""
        self._is_used = False  # half of them are no sheet yet
        controls.take_other(self.page, table["page"])
        self.width.value, self.height.value = table["label"]
        self.across.value, self.down.value = table["grid"]
        self.left.value, self.top.value = table["margin"]
        self.rows.value = table.get("gap", (0, 0))[1]
        self._take()

    def _take(self) -> None:
        self._is_used = True
        self._draw()

    def _draw(self, _change: object = None) -> None:
        """Draw it as it is typed; say what does not fit."""
        try:
            made = self.stock()
        except CampaignError as err:
            self.words.value = html.error(str(err))
            return
        self.words.value = ""
        self.picture.value = previews.drawn_stock(made, described(made))
        # what is only being typed is shown here, and does not change what is printed
        if self._is_used:
            self._taken()


def _measures(
    page: str, label: Pair, grid: tuple[int, int], margin: Pair, between_rows: float
) -> dict[str, Any]:
    """Return a sheet as a campaign file has it. margin: left and top; a top of 0: in the middle."""
    across, down = stock.page_size(page)
    columns, rows = grid
    space = across - 2 * margin[0] - columns * label[0]
    between = space / (columns - 1) if columns > 1 else 0.0
    tall = rows * label[1] + (rows - 1) * between_rows
    # 0 cannot be meant: no printer reaches the edge of the paper
    top = margin[1] or (down - tall) / 2
    return {
        "page": page,
        "label": label,
        "grid": grid,
        "margin": (margin[0], round(top, 3)),
        "gap": (round(between, 3), between_rows),
    }


def is_shown(said: object) -> bool:
    """Say whether the controls can say what a campaign file says of a sheet.

    They have no place for round labels, or for a right edge that is another than the left one.

    >>> mine = {"page": "A4", "label": [60, 30], "grid": [3, 8], "margin": [10, 20]}
    >>> is_shown("Avery L7160"), is_shown(mine | {"gap": [5, 0]}), is_shown(mine | {"gap": [4, 0]})
    (True, True, False)
    """
    if not isinstance(said, Mapping):
        return isinstance(said, str)
    if not said.keys() <= {*_MEASURES} or not isinstance(said.get("page"), str):
        return False
    given = {"gap": (0, 0), **said}
    try:
        label, grid, margin, gap = (tuple(given[key]) for key in _MEASURES[1:])
        again = _measures(given["page"], label, grid, margin, gap[1])
        pairs = [pair for key in _MEASURES[1:] for pair in zip(given[key], again[key], strict=True)]
        fits = grid[0] <= _MOST_ACROSS and grid[1] <= _MOST_DOWN and min(*margin, *gap) >= 0
    except (KeyError, TypeError, ValueError, CampaignError):  # whoever opens it says what is wrong
        return False
    return fits and all(abs(one - other) <= SLACK_MM for one, other in pairs)


def usual(paper: str) -> list[Stock]:
    """Return the sheets that every stationer has, for a country's paper.

    >>> usual("A4")[0].name, usual("Letter")[0].name
    ('Avery L7160', 'Avery 5160')
    """
    return [stock.find(f"Avery {part}") for part in USUAL[paper]]


def _size(one: Stock) -> str:
    """Return a label's size, short, to the whole or half mm."""
    width, height = (f"{round(side * 2) / 2:g}" for side in one.label)
    return f"⌀ {width} mm" if one.shape == "round" else f"{width} × {height} mm"


def search(text: str, width: str = "", height: str = "") -> list[Stock]:
    """Return the sheets that fit what was typed, the likeliest first.

    Raises:
        BadInput: a size is no number.
        NotFound: there is none; names the nearest.

    >>> [one.name for one in search("l7160 avery a4")][:1]
    ['Avery L7160']
    """
    across, down = _mm(_("Label width"), width), _mm(_("Label height"), height)
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
    label = _("{width} round", width=mm_text(width)) if one.shape == "round" else size
    return _(
        "{name}: {label}, {count} on {page}",
        name=one.name,
        label=label,
        count=one.per_sheet,
        page=one.page_name,
    )


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
        if "Did you mean" in str(err.args[0]) or not near:
            raise
        raise NotFound(
            f"no label sheet called {text!r}.{near}", rule="studio.no-sheet", text=text
        ) from err
