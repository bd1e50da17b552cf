"""What must wait until a file is finished, kept beside the memory: a hundred thousand cost none."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import Generic, NoReturn, TypeVar

from campaignkit.closeable import Closing

T = TypeVar("T")

_IN_MEMORY = 4_000_000  # bytes; then a temporary file takes over


class Spooled(Closing, Generic[T]):
    """Values in; the same values out, in order and as often as asked, one reading at a time."""

    def __init__(self) -> None:
        self._kept = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 closed by close()
        self._count = 0

    def close(self) -> None:
        """Let the file go."""
        self._kept.close()

    def __reduce__(self) -> NoReturn:
        raise TypeError("what is kept beside the memory stays here: it is not pickled")

    def add(self, value: T) -> int:
        """Keep a value that can be pickled; of one that cannot nothing is written.

        Returns:
            Where it is, for `value_at`.
        """
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        at = self._kept.seek(0, SEEK_END)
        self._kept.write(data)
        self._count += 1
        return at

    def value_at(self, at: int) -> T:
        """Return the value that `add` kept there."""
        self._kept.seek(at)
        value: T = pickle.load(self._kept)  # written by `add`, never by anybody else
        return value

    def read_apart(self) -> Iterator[T]:
        """Yield the values while others are being read: every reading knows where it is."""
        place = 0
        for _ in range(self._count):
            self._kept.seek(place)
            value = pickle.load(self._kept)
            place = self._kept.tell()
            yield value

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        self._kept.seek(0)
        for _ in range(self._count):
            yield pickle.load(self._kept)  # written by `add` above, never by anybody else
