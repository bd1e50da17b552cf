"""Stickers on a label sheet: pages, a PDF, and the proof that each code on it scans.

Everything streams: stickers are taken in blocks, drawn, placed and written page by page.
Problems of single stickers are gathered and raised once, with their rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, Any

from campaignkit import qr, stock
from campaignkit.assets.paged import FinishedPage, Paged
from campaignkit.assets.printing import Printed
from campaignkit.drawing import Drawing, Page
from campaignkit.errors import BadInput, CampaignError
from campaignkit.layout import FaintPictures
from campaignkit.merge import Failure
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.qr import Symbol
from campaignkit.sheets import check_copies, check_count, free_positions, impose, page_count
from campaignkit.stock import Stock
from campaignkit.text import MISSING_GLYPH, no_font_for

if TYPE_CHECKING:
    from campaignkit.proof.lints.faces import Outline  # a sheet that is not read needs no reader

BLOCK = 256  # stickers whose codes are encoded together


def sheet(
    stickers: Printed | Iterable[Any],
    *,
    stock: str | Stock,
    copies: int = 1,
    start: int = 1,
    skip: Iterable[int] = (),
) -> Sheet:
    """Return stickers on the labels of a sheet, across then down.

    Args:
        stickers: One sticker or code, or any iterable of them; the label decides their size.
        stock: A label sheet by its name, such as "Avery L7160", or a `Stock`.
        copies: How often each is printed, side by side, at most 100,000; a row that says its own
            count keeps it.
        start: First free position on the first page, counted across then down from 1.
        skip: Positions of the first page that are used already.

    Raises:
        NotFound: there is no such label sheet; names the nearest.
        BadInput: a count or position is not on the sheet, or `stickers` is nothing to print.
    """
    chosen = stock if isinstance(stock, Stock) else find_stock(stock)
    check_copies(copies)
    used = _positions(skip)
    free_positions(chosen, start=start, skip=used)
    return Sheet(stickers, chosen, copies=copies, start=start, skip=used)


def _positions(skip: Iterable[int]) -> tuple[int, ...]:
    """Return positions that were given in any way, even by an iterator, which is read once."""
    if isinstance(skip, str | bytes) or not isinstance(skip, Iterable):
        raise BadInput(
            f"skip={skip!r} is no list of positions. Write it as in skip=[1, 2, 5].",
            rule="sheet.skip",
            skip=skip,
        )
    return tuple(skip)


def find_stock(name: str) -> Stock:
    """Return a label sheet by its name; see `campaignkit.stock.find`."""
    return stock.find(name)


class Sheet(Paged):
    """Pages of stickers. Nothing is drawn before it is shown, saved or checked.

    Sheets of equal stickers on equal labels are equal.
    """

    def __init__(
        self,
        stickers: Printed | Iterable[Any],
        stock: Stock,
        *,
        copies: int,
        start: int,
        skip: tuple[int, ...],
    ) -> None:
        self.stock = stock
        self.copies, self.start, self.skip = copies, start, skip
        self._source = _Source(stickers)

    @property
    def title(self) -> str:
        """What its stickers are, and whose."""
        return self._source.title

    @property
    def language(self) -> str:
        """The language of its stickers' words."""
        return self._source.language

    @property
    def outline(self) -> Outline:
        """Of its labels."""
        return "rect" if self.stock.shape == "rect" else "round"

    @property
    def page_count(self) -> int:
        """How many pages there are. Its stickers are counted, and none is drawn.

        Raises:
            BadInput: they came from an iterator, which can be read only once.
        """
        self._source.check_again()
        labels = sum(
            self._times(one) for one in self._source.outcomes() if not isinstance(one, Failure)
        )
        return page_count(labels, self.stock, start=self.start, skip=self.skip)

    def pages(
        self, *, undrawn: list[Problem] | None = None, notes: list[Problem] | None = None
    ) -> Iterator[Page]:
        """Yield the finished pages, one in memory at a time.

        Args:
            undrawn: Gets what was wrong with single stickers, each with its row; they are left
                out. None: it is raised after the last page.
            notes: Gets what is doubtful in single rows.

        Raises:
            CampaignError: after the last page, everything that was wrong with single stickers;
                `problems` has their rows.
            BadInput: there is no sticker, or a one-shot iterator is read a second time.
        """
        problems: list[Problem] = [] if undrawn is None else undrawn
        drawings = self._drawings(problems, notes)
        yield from impose(drawings, self.stock, start=self.start, skip=self.skip)
        if undrawn is None:
            self._raise(problems)

    def page(self, number: int) -> FinishedPage:
        """Return one page, counted from 1: it shows itself, and has `.png()` and `.pdf()`.

        Only this page is drawn; the stickers before it are passed over.

        Raises:
            BadInput: there is no such page.
            CampaignError: a sticker of this page cannot be made; `problems` says which.
        """
        check_count("page", number)
        free = free_positions(self.stock, start=self.start, skip=self.skip)
        each, first = self.stock.per_sheet, number == 1
        begin = 0 if first else len(free) + (number - 2) * each
        problems: list[Problem] = []
        stickers, before = self._after(begin)
        copies = (
            repeat(drawing, times - (0 if at else begin - before))
            for at, (drawing, times) in enumerate(self._drawn(stickers, problems))
        )
        labels = list(islice(chain.from_iterable(copies), len(free) if first else each))
        self._raise(problems)
        if not labels:
            count = page_count(before, self.stock, start=self.start, skip=self.skip)
            raise BadInput(
                f"there is no page {number}: the sheet has {count}.",
                rule="sheet.no-page",
                page=number,
                pages=count,
            )
        start, skip = (self.start, self.skip) if first else (1, ())
        (page,) = impose(labels, self.stock, start=start, skip=skip)
        return FinishedPage(page, number, self._alternative(page, number))

    def _alternative(self, page: Page, number: int) -> str:
        count = len(page.placed)
        labels = f"{count} sticker{'s' if count != 1 else ''}"
        return f"Page {number}: {labels} on {self.stock.name}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sheet):
            return NotImplemented
        return self._key() == other._key() and self._source == other._source

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return self.stock, self.copies, self.start, self.skip

    def __repr__(self) -> str:
        return f"<Sheet of {self.stock.name}: {self.title}>"

    def _times(self, one: Printed) -> int:
        """Return how often one is printed: as its row says, else as the sheet says."""
        return self.copies if one.copies is None else one.copies

    def _after(self, begin: int) -> tuple[Iterator[Printed | Failure], int]:
        """Return the stickers from the one that label `begin` shows, and the labels before it."""
        stickers, before = self._source.outcomes(), 0
        while before < begin and (one := next(stickers, None)) is not None:
            times = 0 if isinstance(one, Failure) else self._times(one)
            if before + times > begin:
                return chain([one], stickers), before
            before += times
        return stickers, before

    def _drawings(self, problems: list[Problem], notes: list[Problem] | None) -> Iterator[Drawing]:
        found = False
        for drawing, times in self._drawn(self._source.outcomes(), problems, notes):
            found = True
            yield from repeat(drawing, times)
        if not found and not problems:
            raise BadInput(
                "there is no sticker to print: the stickers are empty.", rule="sheet.empty"
            )

    def _drawn(
        self,
        stickers: Iterator[Printed | Failure],
        problems: list[Problem],
        notes: list[Problem] | None = None,
    ) -> Iterator[tuple[Drawing, int]]:
        """Yield each drawing, and how often it is printed."""
        width, height = self.stock.label
        shape = "rect" if self.stock.shape == "rect" else "round"
        faint = FaintPictures()
        for one, symbol in _encoded(stickers, problems):
            try:
                drawn = one.drawn(symbol, width=width, height=height, shape=shape)
            except CampaignError as err:
                problems.extend(of_error(err, one.where))
            else:
                if notes is not None:
                    found = (*one.warnings, *faint.of(drawn))
                    notes += (each.placed(one.where) for each in found)
                yield drawn, self._times(one)

    def _raise(self, problems: list[Problem]) -> None:
        found = _once(problems)
        found.raise_errors(kind=found.kind)


class _Source:
    """The stickers of a sheet, whatever they came as; says so when they can be read only once."""

    def __init__(self, stickers: Printed | Iterable[Any]) -> None:
        self._single = isinstance(stickers, Printed)
        if not self._single and (isinstance(stickers, str | bytes) or not _iterable(stickers)):
            raise BadInput(
                f"stickers={stickers!r} is nothing to print. Give a sticker, or several: "
                "ck.sheet(ck.sticker(…), stock=…).",
                rule="sheet.nothing",
                stickers=stickers,
            )
        self._stickers: Any = stickers
        self._used = False
        first = stickers[0] if isinstance(stickers, Sequence) and stickers else stickers
        self.title: str = getattr(first, "title", "Stickers")
        self.language: str = getattr(first, "language", "en")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Source) and bool(self._stickers == other._stickers)

    def __hash__(self) -> int:
        return hash((self.title, self.language))

    def check_again(self) -> None:
        """Raise unless the stickers can be read once more after this time."""
        if not self._single and iter(self._stickers) is self._stickers:
            raise BadInput(
                "these stickers come from an iterator, which can be read only once: counting its "
                "pages would use it up. Keep them in a list.",
                rule="sheet.once",
            )

    def outcomes(self) -> Iterator[Printed | Failure]:
        if self._single:
            yield self._stickers
            return
        once = iter(self._stickers) is self._stickers
        if once and self._used:
            raise BadInput(
                "these stickers came from an iterator, which can be read only once, and it was. "
                "Keep them in a list, or give stickers() a path or a list of rows.",
                rule="sheet.used-up",
            )
        self._used = True
        outcomes = getattr(self._stickers, "outcomes", None)
        for number, one in enumerate(outcomes() if outcomes else self._stickers, 1):
            if not isinstance(one, Printed | Failure):
                raise BadInput(
                    f"item {number} of the stickers is a {type(one).__name__}.",
                    rule="sheet.item",
                    item=number,
                    type=type(one).__name__,
                )
            yield one


def _iterable(value: object) -> bool:
    return hasattr(value, "__iter__")


def _encoded(
    outcomes: Iterable[Printed | Failure], problems: list[Problem]
) -> Iterator[tuple[Printed, Symbol]]:
    """Yield each sticker with its code; codes are encoded in blocks."""
    stream = iter(outcomes)
    while block := list(islice(stream, BLOCK)):
        good = []
        for one in block:
            if isinstance(one, Failure):
                problems.extend(of_error(one.error, one.where))
            else:
                good.append(one)
        yield from _encoded_block(good, problems)


def _encoded_block(
    block: list[Printed], problems: list[Problem]
) -> Iterator[tuple[Printed, Symbol]]:
    levels = {one.level for one in block}
    if len(levels) == 1:
        try:
            symbols = list(qr.encode_many([one.payload for one in block], level=levels.pop()))
        except CampaignError:
            pass  # one of them cannot be encoded: the loop below finds which
        else:
            yield from zip(block, symbols, strict=True)
            return
    for one in block:
        try:
            yield one, qr.encode(one.payload, level=one.level)
        except CampaignError as err:
            problems.extend(of_error(err, one.where))


def _once(problems: list[Problem]) -> Problems:
    """Return the problems, characters that no font has gathered: once for the whole document."""
    glyphs = [problem for problem in problems if problem.rule == MISSING_GLYPH]
    if len(glyphs) < 2:
        return Problems(problems)
    others = [problem for problem in problems if problem.rule != MISSING_GLYPH]
    lost = no_font_for(cluster for problem in glyphs for cluster in problem.value).problems
    rows = {problem.where.row: None for problem in glyphs if problem.where.row is not None}
    place = Where(file=glyphs[0].where.file, row=next(iter(rows), None))
    said = f" In {len(rows)} rows, the first is row {place.row}." if len(rows) > 1 else ""
    gathered = [replace(each, where=place, message=each.message + said) for each in lost or ()]
    return Problems([*others, *gathered])
