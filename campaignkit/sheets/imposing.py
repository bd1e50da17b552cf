"""Imposition: drawings onto the labels of a sheet, across then down, page after page.

Streams in, streams out: one page is held at a time, so a million drawings cost what one
page costs. Nothing is scaled or cut: a drawing larger than its label is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat

from campaignkit.drawing import Drawing, Page, Placed
from campaignkit.errors import BadInput, TooBig
from campaignkit.sheets.slots import SheetSlot, slots_of
from campaignkit.stock import COPIES_MOST, Stock
from campaignkit.units import SLACK_MM, mm_text

# A drawing, or what draws itself for the width and height of the place it gets.
Fits = Drawing | Callable[[float, float], Drawing]
_MOST = 10**9  # pages: our guess at a slip


def impose(
    drawings: Iterable[Fits],
    stock: Stock,
    *,
    copies: int = 1,
    start: int = 1,
    skip: Collection[int] = (),
    slots: Sequence[SheetSlot] | None = None,
    under: tuple[Placed, ...] = (),
) -> Iterator[Page]:
    """Return the pages: each drawing `copies` times, side by side, in order.

    Args:
        drawings: Each at most as large as a label; a smaller one is centred on it. One that can
            be asked draws itself for the place it gets.
        stock: The label sheet.
        copies: How often each drawing is placed, 1 or more.
        start: The first position used on the first page, counted across then down from 1.
        skip: Positions of the first page that are used up already.
        slots: The places of the labels, see `slots_of`; default: the whole labels.
        under: What lies below the labels of every page, and is none.

    Raises:
        BadInput: a count or position is not on the sheet. Said at once, before any page.
        TooBig: a drawing is larger than a label; when its page is made.
    """
    free = free_positions(stock, start=start, skip=skip)
    check_copies(copies)
    places = slots_of(stock) if slots is None else slots
    pages = _pages(drawings, stock, copies, free, places)
    return (replace(page, under=under) for page in pages) if under else pages


def free_positions(stock: Stock, *, start: int = 1, skip: Collection[int] = ()) -> list[int]:
    """Return the positions of the first page that may be printed on.

    >>> free_positions(Stock.single(50, 30))
    [1]
    """
    last = stock.per_sheet
    check_position("start", start, stock)
    for position in skip:
        check_position("skip", position, stock)
    free = [position for position in range(start, last + 1) if position not in skip]
    if not free:
        raise BadInput(
            f"start={start} and skip={sorted(skip)} leave no label free on {stock.name}, "
            f"which has {last}. Put in a new sheet and leave both out.",
            rule="sheet.no-label-free",
            start=start,
            name=stock.name,
            last=last,
        )
    return free


def check_position(name: str, value: object, stock: Stock) -> None:
    """Raise BadInput unless `value` is a position on the sheet."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= stock.per_sheet:
        raise BadInput(
            f"{name}={value!r} is no position on {stock.name}: its labels are counted across, "
            f"then down, from 1 to {stock.per_sheet}.",
            rule="sheet.position",
            name=name,
            value=value,
            per_sheet=stock.per_sheet,
        )


def check_copies(copies: object) -> None:
    """Raise BadInput unless `copies` is a whole number from 1 to COPIES_MOST."""
    check_count("copies", copies)
    if isinstance(copies, int) and copies > COPIES_MOST:
        raise TooBig(
            f"copies={copies:,} is more than {COPIES_MOST:,}. Print the file several times.",
            rule="sheet.copies-most",
            copies=copies,
            limit=COPIES_MOST,
        )


def check_count(name: str, value: object) -> None:
    """Raise BadInput unless `value` is a whole number from 1 to a billion."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
        raise BadInput(
            f"{name}={value!r} is not a whole number from 1 to {_MOST:,}.",
            rule="sheet.count",
            name=name,
            value=value,
        )


def page_count(labels: int, stock: Stock, *, start: int = 1, skip: Collection[int] = ()) -> int:
    """Return how many pages `labels` labels take.

    >>> page_count(880, Stock.single(50, 30))
    880
    """
    beyond = labels - len(free_positions(stock, start=start, skip=skip))
    return (1 if labels else 0) + max(0, -(-beyond // stock.per_sheet))


def _pages(
    drawings: Iterable[Fits],
    stock: Stock,
    copies: int,
    free: list[int],
    slots: Sequence[SheetSlot],
) -> Iterator[Page]:
    width, height = stock.page
    placed: list[Placed] = []
    for drawing in drawings:
        for one in repeat(drawing, copies):
            placed.append(_place(one, stock, slots[free[len(placed)] - 1]))
            if len(placed) == len(free):
                yield Page(width, height, tuple(placed))
                placed, free = [], list(range(1, stock.per_sheet + 1))
    if placed:
        yield Page(width, height, tuple(placed))


def _place(fits: Fits, stock: Stock, slot: SheetSlot) -> Placed:
    drawing = fits if isinstance(fits, Drawing) else fits(slot.width, slot.height)
    x, y, width, height = slot.x, slot.y, slot.width, slot.height
    if drawing.width > width + SLACK_MM or drawing.height > height + SLACK_MM:
        x, y, width, height = slot.whole  # part of it will be blank: the check says so
    if drawing.width > width + SLACK_MM or drawing.height > height + SLACK_MM:
        raise TooBig(
            f"a sticker of {mm_text(drawing.width)} x {mm_text(drawing.height)} does not fit the "
            f"labels of {stock.name}, {mm_text(width)} x {mm_text(height)}. Choose a larger label, "
            "or leave size_mm out: a sheet then draws the sticker to fit.",
            rule="sheet.label-small",
            name=stock.name,
        )
    return Placed(
        x + (width - drawing.width) / 2, y + (height - drawing.height) / 2, drawing, slot.position
    )
