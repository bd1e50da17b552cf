"""Tables as they were when a build began: read once, whatever happens to their files meanwhile.

A build goes through its rows more than once, and counts them at the end. A file that somebody
saves in between would give good rows another number, or lose them.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import ExitStack
from types import TracebackType

from campaignkit.errors import CampaignError
from campaignkit.rows import Outcome as RowOutcome
from campaignkit.rows import Rows
from campaignkit.spooled import Spooled


class Snapshots:
    """Keeps the rows of tables beside the memory until the build ends."""

    def __init__(self) -> None:
        self._open = ExitStack()

    def __enter__(self) -> Snapshots:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def of(self, rows: Rows, *, now: bool) -> Rows:
        """Return the same rows, read from their source once: now, or at the first reading."""
        kept = _Kept(rows, self._open)
        if now:
            kept.outcomes()
        return Rows(kept.outcomes, source=rows.source, columns=rows.columns)


class _Kept:
    """The rows of one table. What cannot be kept in a file stays in memory: objects of a list."""

    def __init__(self, rows: Rows, stack: ExitStack) -> None:
        self._rows, self._stack = rows, stack
        self._spooled: Spooled[RowOutcome] | None = None
        self._objects: list[RowOutcome] = []
        self._broke: CampaignError | None = None

    def outcomes(self) -> Iterator[RowOutcome]:
        if self._spooled is None:
            self._spooled = self._stack.enter_context(Spooled[RowOutcome]())
            self._read(self._spooled)
        return self._again(self._spooled)

    def _read(self, spooled: Spooled[RowOutcome]) -> None:
        try:
            for outcome in self._rows.outcomes():
                if self._objects:
                    self._objects.append(outcome)
                    continue
                try:
                    spooled.add(outcome)
                except (pickle.PicklingError, TypeError, AttributeError):
                    self._objects.append(outcome)
        except CampaignError as err:
            self._broke = err

    def _again(self, spooled: Spooled[RowOutcome]) -> Iterator[RowOutcome]:
        # Two readings may go on at once (a count while another is under way): each has its place.
        yield from spooled.read_apart()
        yield from self._objects
        if self._broke is not None:
            raise self._broke
