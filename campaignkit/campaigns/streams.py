"""Rows in, what is made of each out. A bad row is an outcome with its error, not the end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Protocol

from campaignkit import qr
from campaignkit.assets.code import Code
from campaignkit.assets.looks import PLAIN, Look
from campaignkit.assets.printing import Printed
from campaignkit.assets.sticker import Sticker, Stickers
from campaignkit.business import Business
from campaignkit.errors import CampaignError, NotFound
from campaignkit.merge import Failure, MergeRecord, Source, merged
from campaignkit.merge.code_text import CodeText
from campaignkit.problems import Where
from campaignkit.qr import MODULE_MM, QUIET_MODULES, Symbol

_BLOCK = 256  # codes encoded together


@dataclass(frozen=True, slots=True)
class Codes:
    """A code for each row. Can be read again as often as its rows can."""

    source: Source
    text: CodeText
    shop: Business
    facts: Mapping[str, Any]
    level: str
    boost: bool
    size_mm: float | None
    language: str
    look: Look = PLAIN

    def items(self) -> Iterator[tuple[Mapping[str, Any], Code | Failure]]:
        """Yield each row's facts, and its code or why there is none."""
        stream = merged(self.source, self.facts, self._filled)
        while block := list(islice(stream, _BLOCK)):
            texts = [text for _, text in (each for each in block if not isinstance(each, Failure))]
            symbols = iter(self._symbols(texts))
            for each in block:
                if isinstance(each, Failure):
                    yield {}, each
                    continue
                record, _text = each
                yield {**self.facts, **record.row}, self._code(record, next(symbols))

    def _filled(self, record: MergeRecord) -> tuple[MergeRecord, str]:
        return record, self.text.fill(record, self.shop)

    def outcomes(self) -> Iterator[Code | Failure]:
        """Yield the codes alone, as a sheet takes them."""
        return (outcome for _facts, outcome in self.items())

    def _code(self, row: MergeRecord, symbol: Symbol | CampaignError) -> Code | Failure:
        if isinstance(symbol, CampaignError):
            return Failure(row.where, symbol)
        own = (len(symbol.modules) + 2 * QUIET_MODULES) * MODULE_MM
        side = own if self.size_mm is None else float(self.size_mm)
        try:
            return Code(symbol, (side, side), self.language, row.where, self.look)
        except CampaignError as err:  # it cannot spare the modules of a logo
            return Failure(row.where, err)

    def _symbols(self, texts: list[str]) -> list[Symbol | CampaignError]:
        if not self.boost:
            try:
                return list(qr.encode_many(texts, level=self.level))
            except CampaignError:
                pass  # one of them cannot be encoded: below it is found
        return [self._symbol(text) for text in texts]

    def _symbol(self, text: str) -> Symbol | CampaignError:
        try:
            return qr.encode(text, level=self.level, boost=self.boost)
        except CampaignError as err:
            return err


@dataclass(frozen=True, slots=True)
class Labels:
    """Stickers with the facts of their rows."""

    source: Source
    stickers: Stickers
    facts: Mapping[str, Any]
    language: str

    def items(self) -> Iterator[tuple[Mapping[str, Any], Sticker | Failure]]:
        """Yield each row's facts, and its sticker or why there is none."""
        for one in self.stickers.outcomes():
            own = {} if isinstance(one, Failure) else one.facts
            yield {**self.facts, **own}, self._placed(one)

    def outcomes(self) -> Iterator[Sticker | Failure]:
        """Yield the stickers alone, as a sheet takes them."""
        return map(self._placed, self.stickers.outcomes())

    def _placed(self, one: Sticker | Failure) -> Sticker | Failure:
        return replace(one, where=Where()) if self.source.single else one


class Series(Protocol):
    """What a sheet can be made of: labels, codes, tags."""

    @property
    def source(self) -> Source:
        """Where its rows come from."""

    @property
    def language(self) -> str:
        """Of its words."""

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what stands on a label for each row, or why nothing does."""


@dataclass(frozen=True, slots=True)
class Without:
    """A series less some rows."""

    series: Series
    rows: Collection[int | None]

    def __iter__(self) -> Iterator[Printed | Failure]:
        return self.outcomes()

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what is left."""
        return (one for one in self.series.outcomes() if one.where.row not in self.rows)


@dataclass(frozen=True, slots=True)
class Only:
    """Some rows of a series, in the series' order; the others are never made."""

    series: Series
    rows: Collection[int]

    def __iter__(self) -> Iterator[Printed | Failure]:
        return self.outcomes()

    def outcomes(self) -> Iterator[Printed | Failure]:
        """Yield what was picked, stopping after the last of it; a row that is not there fails."""
        left = set(self.rows)
        count = 0
        for one in self.series.outcomes():
            count += 1
            if one.where.row in left:
                left.discard(one.where.row)
                yield one
            if not left:
                return
        for row in sorted(left):
            name = self.series.source.name
            missing = NotFound(f"there is no row {row} in {name}, which has {count}.")
            yield Failure(Where(file=name, row=row), missing)
