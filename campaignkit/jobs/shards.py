"""An asset that is made in shards: rows that go together, to whoever has a core free."""

from __future__ import annotations

import pickle
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from campaignkit.errors import CampaignError
from campaignkit.jobs.builder import Builder, Step
from campaignkit.jobs.earlier_builds import Earlier
from campaignkit.jobs.job import Job
from campaignkit.jobs.parts import Part
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.rows.table_row import PackedRows, packed, unpacked

T = TypeVar("T")
NO_NAMES: Mapping[int | None, str | CampaignError] = {}


class RowBlock(tuple[RowOutcome, ...]):
    """Rows that are sent together: the columns of all are said once."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return _block_of, (packed(self),)


def _block_of(rows: PackedRows) -> RowBlock:
    return RowBlock(unpacked(rows))


class Shard(NamedTuple):
    """Rows that are made together. first, only: of the asset.

    names: of their files, by row, where a row may choose.
    """

    rows: tuple[RowOutcome, ...]
    first: bool = False
    only: bool = False
    names: Mapping[int | None, str | CampaignError] = NO_NAMES


class SharedJob(Job):
    """An asset that is made in shards, by whoever has a core free, and put together here."""

    __slots__ = ()

    @abstractmethod
    def shards(self, rows: Iterable[RowOutcome]) -> Iterator[Shard]:
        """Yield its rows in shards: the same ones whoever makes them.

        Raises:
            CampaignError: the table breaks off.
        """

    @abstractmethod
    def task(self, shard: Shard, *, check: bool) -> tuple[Callable[..., Part], tuple[Any, ...]]:
        """Return the call that makes a shard anywhere: a function of a module, and plain values."""

    @abstractmethod
    def gather(self, builder: Builder, parts: Iterator[Part], step: Step) -> None:
        """Write what was made of the shards, in order, and record each row.

        Raises:
            CampaignError: what `parts` raises: nothing came of a shard.
        """

    def fits(self, shard: Shard, part: Part, earlier: Earlier) -> bool:
        """Say whether a part of an earlier build is what a shard would become."""
        return True

    def make(self, builder: Builder, step: Step) -> None:
        """Raise: it is gathered, not made."""
        raise NotImplementedError


class Packed(Generic[T]):
    """What many tasks need: sent as the same bytes each time, and opened once in a worker."""

    __slots__ = ("_data", "value")

    def __init__(self, value: T, data: bytes = b"") -> None:
        self.value, self._data = value, data

    def __reduce__(self) -> tuple[Any, ...]:
        self._data = self._data or pickle.dumps(self.value)
        return _opened, (self._data,)


@lru_cache(maxsize=8)
def _opened(data: bytes) -> Packed[Any]:
    return Packed(pickle.loads(data), data)  # written by `Packed`, in the process that asks
