"""What goes on a sheet, one after the other: whatever it came as, with its code, for its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from campaignkit import qr
from campaignkit.assets.printed_asset import Printed
from campaignkit.drawing import Drawing
from campaignkit.errors import BadInput, CampaignError
from campaignkit.merge import Failure
from campaignkit.problems import Problem, of_error
from campaignkit.qr import Symbol

BLOCK = 256  # stickers whose codes are encoded together


class FittedSticker:
    """A sticker that draws itself for the place it gets; the same place, the same drawing."""

    def __init__(self, one: Printed, symbol: Symbol, whole: Drawing, shape: str) -> None:
        self._one, self._symbol, self._whole, self._shape = one, symbol, whole, shape
        self._drawn = {(whole.width, whole.height): whole}

    def __call__(self, width: float, height: float) -> Drawing:
        """Return its drawing; that of the whole label, if it does not fit a smaller place."""
        size = (width, height)
        if size not in self._drawn:
            try:
                self._drawn[size] = self._one.drawn(
                    self._symbol, width=width, height=height, shape=self._shape
                )
            except CampaignError:
                self._drawn[size] = self._whole
        return self._drawn[size]


class StickerSource:
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
        return isinstance(other, StickerSource) and bool(self._stickers == other._stickers)

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
        once = iter(self._stickers) is self._stickers  # so it is of iterators, and of nothing else
        if once and self._used:
            raise BadInput(
                "these stickers came from an iterator, which can be read only once, and it was. "
                "Keep them in a list, or give stickers() a path or a list of rows.",
                rule="sheet.used-up",
            )
        self._used = True
        # a series tells of rows that make nothing, at which going through it would end
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


def encoded(
    sequence: Iterable[tuple[Printed | Failure, int]], problems: list[Problem]
) -> Iterator[tuple[Printed, Symbol, int]]:
    """Yield each sticker with its code, and how often; codes are encoded in blocks."""
    stream = iter(sequence)
    while block := list(islice(stream, BLOCK)):
        good = []
        for one, times in block:
            if isinstance(one, Failure):
                problems.extend(of_error(one.error, one.where))
            else:
                good.append((one, times))
        yield from _encoded_block(good, problems)


def _encoded_block(
    block: list[tuple[Printed, int]], problems: list[Problem]
) -> Iterator[tuple[Printed, Symbol, int]]:
    levels = {one.level for one, _ in block}
    if len(levels) == 1:
        try:
            symbols = list(qr.encode_many([one.payload for one, _ in block], level=levels.pop()))
        except CampaignError:
            pass  # one of them cannot be encoded: the loop below finds which
        else:
            for (one, times), symbol in zip(block, symbols, strict=True):
                yield one, symbol, times
            return
    for one, times in block:
        try:
            yield one, qr.encode(one.payload, level=one.level), times
        except CampaignError as err:
            problems.extend(of_error(err, one.where))
