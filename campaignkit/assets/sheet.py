"""Stickers on a label sheet: pages, a PDF, and the proof that each code on it scans.

Everything streams: stickers are taken in blocks, drawn, placed and written page by page.
Problems of single stickers are gathered and raised once, with their rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING, Any

from campaignkit import stock
from campaignkit.arguments import truth
from campaignkit.assets.paged_asset import FinishedPage, Paged
from campaignkit.assets.printed_asset import Printed
from campaignkit.assets.sheet_pieces import FittedSticker, StickerSource, encoded
from campaignkit.drawing import Page
from campaignkit.errors import BadInput, CampaignError
from campaignkit.layout import FaintPictures
from campaignkit.merge import Failure
from campaignkit.printers import Printer
from campaignkit.printers.profiles import chosen as printer_of
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.sheets import (
    Fits,
    Marks,
    aligned,
    check_copies,
    check_count,
    check_marks,
    checked_offset,
    free_positions,
    impose,
    marks_of,
    page_count,
    slots_of,
)
from campaignkit.stock import Stock
from campaignkit.text import MISSING_GLYPH, no_font_for
from campaignkit.tracking import ModuleCost, first_cost

if TYPE_CHECKING:
    from campaignkit.proof.lints.faces import Outline  # a sheet that is not read needs no reader


def sheet(
    stickers: Printed | Iterable[Any],
    *,
    stock: str | Stock,
    copies: int = 1,
    start: int = 1,
    skip: Iterable[int] = (),
    printer: str | Printer | None = None,
    offset: tuple[float, float] = (0.0, 0.0),
    collate: bool = False,
    marks: Marks | None = None,
) -> Sheet:
    """Return stickers on the labels of a sheet, across then down.

    Args:
        stickers: One sticker or code, or any iterable of them; the label decides their size.
        stock: A label sheet by its name, such as "Avery L7160", or a `Stock`.
        copies: How often each is printed, side by side, at most 100,000; a row that says its own
            count keeps it.
        start: First free position on the first page, counted across then down from 1.
        skip: Positions of the first page that are used already.
        printer: The machine, by its name or as a `Printer`: marks are moved as its profile says,
            codes lie on its dots, labels at the paper's edge keep clear of what it leaves blank,
            and `check` reads what it would print.
        offset: How far to the right and down the labels lie from where the stock says, mm.
        collate: Print the whole set, then the whole set again, instead of copies side by side.
        marks: "outlines" draws a thin line along each label, to compare with the sheet on plain
            paper; "cut" draws marks to cut plain paper by. None: nothing.

    Raises:
        NotFound: there is no such label sheet, or printer; names the nearest.
        BadInput: a count or position is not on the sheet, or `stickers` is nothing to print.
    """
    chosen = stock if isinstance(stock, Stock) else find_stock(stock)
    if chosen.tape is not None:
        chosen = _cut_to(chosen, stickers)
    check_copies(copies)
    used = _positions(skip)
    free_positions(chosen, start=start, skip=used)
    check_marks(marks)
    return Sheet(
        stickers,
        chosen,
        copies=copies,
        start=start,
        skip=used,
        printer=printer_of(printer),
        offset=checked_offset(offset),
        collate=truth(collate, "collate"),
        marks=marks,
    )


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
        printer: Printer | None = None,
        offset: tuple[float, float] = (0.0, 0.0),
        collate: bool = False,
        marks: Marks | None = None,
    ) -> None:
        self.stock = stock
        self.copies, self.start, self.skip = copies, start, skip
        self.printer, self.offset = printer, offset
        self.collate, self.marks = collate, marks
        self._source = StickerSource(stickers)

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
    def on_paper(self) -> bool:
        """Whether its pages are sheets of paper: one label a page is a roll, a card or a poster."""
        return self.stock.per_sheet > 1 or self.stock.label != self.stock.page

    @property
    def page_count(self) -> int:
        """How many pages there are. Its stickers are counted, and none is drawn.

        Raises:
            BadInput: they came from an iterator, which can be read only once.
        """
        return page_count(self.label_count, self.stock, start=self.start, skip=self.skip)

    @property
    def label_count(self) -> int:
        """How many labels are printed, copies and what each row says of them counted.

        Raises:
            BadInput: they came from an iterator, which can be read only once.
        """
        # to count would use up an iterator, and nothing would be left to print
        self._source.check_again()
        return sum(
            self._times(one) for one in self._source.outcomes() if not isinstance(one, Failure)
        )

    @property
    def reference_cost(self) -> ModuleCost | None:
        """What the reference of its first code costs in modules; None: it bears none.

        Raises:
            BadInput: its stickers came from an iterator, which can be read only once.
        """
        self._source.check_again()
        return first_cost(self._source.outcomes())

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what is on it, each once, or why there is nothing of a row."""
        return self._source.outcomes()

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
        # who measured an offset has held the sheet against the labels
        if notes is not None and self.stock.differs and self.offset == (0.0, 0.0):
            notes.append(_doubted(self.stock))
        drawings = self._drawings(problems, notes)
        yield from self._imposed(drawings, start=self.start, skip=self.skip)
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
        # labels that are used up are missing on the first page only
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
        (page,) = self._imposed(labels, start=start, skip=skip)
        return FinishedPage(page, number, self._alternative(page, number))

    def _imposed(
        self, drawings: Iterable[Fits], *, start: int, skip: tuple[int, ...]
    ) -> Iterator[Page]:
        """Yield the pages as the printer is to get them."""
        slots = slots_of(self.stock, printer=self.printer, offset=self.offset)
        under = marks_of(self.stock, self.marks, self.offset)
        pages = impose(drawings, self.stock, start=start, skip=skip, slots=slots, under=under)
        return (aligned(page, self.printer) for page in pages)

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
        how = self.printer, self.offset, self.collate, self.marks
        return self.stock, self.copies, self.start, self.skip, *how

    def __repr__(self) -> str:
        return f"<Sheet of {self.stock.name}: {self.title}>"

    def _times(self, one: Printed) -> int:
        """Return how often one is printed: as its row says, else as the sheet says."""
        return self.copies if one.copies is None else one.copies

    def _sequence(self) -> Iterator[tuple[Printed | Failure, int]]:
        """Yield what is printed in its order, and how often side by side."""
        if not self.collate:
            for one in self._source.outcomes():
                yield one, 0 if isinstance(one, Failure) else self._times(one)
            return
        # collated, each round reads the stickers anew: keeping a hundred thousand would cost more
        rounds = 1
        for one in self._source.outcomes():  # the first time with what failed
            rounds = max(rounds, 0 if isinstance(one, Failure) else self._times(one))
            yield one, 0 if isinstance(one, Failure) else 1
        for done in range(1, rounds):
            for one in self._source.outcomes():
                if not isinstance(one, Failure) and self._times(one) > done:
                    yield one, 1

    def _after(self, begin: int) -> tuple[Iterator[tuple[Printed | Failure, int]], int]:
        """Return the stickers from the one that label `begin` shows, and the labels before it."""
        sequence, before = self._sequence(), 0
        while before < begin and (found := next(sequence, None)) is not None:
            # copies of one sticker may begin on the page before
            if before + found[1] > begin:
                return chain([found], sequence), before
            before += found[1]
        return sequence, before

    def _drawings(self, problems: list[Problem], notes: list[Problem] | None) -> Iterator[Fits]:
        found = False
        for drawing, times in self._drawn(self._sequence(), problems, notes):
            found = True
            yield from repeat(drawing, times)
        if not found and not problems:
            raise BadInput(
                "there is no sticker to print: the stickers are empty.", rule="sheet.empty"
            )

    def _drawn(
        self,
        stickers: Iterator[tuple[Printed | Failure, int]],
        problems: list[Problem],
        notes: list[Problem] | None = None,
    ) -> Iterator[tuple[Fits, int]]:
        """Yield each drawing, and how often it is printed."""
        width, height = self.stock.label
        shape = "rect" if self.stock.shape == "rect" else "round"
        faint = FaintPictures()
        for one, symbol, times in encoded(stickers, problems):
            try:
                drawn = one.drawn(symbol, width=width, height=height, shape=shape)
            except CampaignError as err:
                problems.extend(of_error(err, one.where))
            else:
                if notes is not None:
                    found = (*one.warnings, *faint.of(drawn))
                    notes += (each.placed(one.where) for each in found)
                # a sticker is drawn again, smaller, only where a printer leaves an edge blank
                whole = self.printer is None and not any(self.stock.blank)
                fits = drawn if whole else FittedSticker(one, symbol, drawn, shape)
                yield fits, times

    def _raise(self, problems: list[Problem]) -> None:
        found = _once(problems)
        found.raise_errors(kind=found.kind)


def _cut_to(tape: Stock, stickers: object) -> Stock:
    """Return a tape cut as long as its first sticker is tall, seen as wide as the tape."""
    first = stickers[0] if isinstance(stickers, Sequence) and stickers else stickers
    if not isinstance(first, Printed):
        return tape
    width, height = first.size
    return tape.of_length(tape.label[0] * height / width)


def _doubted(stock: Stock) -> Problem:
    return Problem(
        rule="stock.differs",
        message=f"What is known of {stock.name} does not agree: sources, or sheets of the same "
        f"die, {stock.agreement}.",
        value=stock.agreement,
        fix="Print one page on plain paper with marks='outlines', hold it against the labels, and "
        "give what is off as offset=(right, down).",
        severity="warning",
        source=stock.source,
        params={"name": stock.name, "agreement": stock.agreement},
    )


def _once(problems: list[Problem]) -> Problems:
    """Return the problems, characters that no font has gathered: once for the whole document."""
    # one font to install mends them all, so ten thousand rows say it once
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
