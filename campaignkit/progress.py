"""How far long work is: one bar over all of it, or lines in a log. The one door to `tqdm`.

What is shown is called with the asset, the steps done, and how many there are, if that is known;
steps of several assets are summed, so that the bar never begins anew.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, Protocol

Progress = Callable[[str, int, int | None], None]  # asset, steps done, steps in all if known

SECONDS = 10.0  # between two lines of a log
_DELAY_S = 0.5  # what is done sooner needs no bar


class ShownProgress(Protocol):
    """What shows progress."""

    def show(self, asset: str, steps: int, of: int | None) -> None:
        """Count the steps of an asset."""

    def close(self) -> None:
        """Say no more."""


class ProgressLines:
    """Progress for a log: a line every ten seconds. Short work says nothing.

    >>> lines = ProgressLines(print)
    >>> lines.show("tags", 1, 20)
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._done: dict[str, int] = {}
        self._known: dict[str, int] = {}
        self._next = time.monotonic() + SECONDS

    def show(self, asset: str, steps: int, of: int | None) -> None:
        """Count the steps of an asset."""
        self._done[asset] = steps
        self._known[asset] = of or steps
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + SECONDS
            done, known = sum(self._done.values()), sum(self._known.values())
            self._say(f"{asset}: {done:,} of {known:,} steps")

    def close(self) -> None:
        """Say no more."""


class ProgressBar:
    """One bar over all assets, which grows as they are met; of widgets in a notebook."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._done: dict[str, int] = {}

    def show(self, asset: str, steps: int, of: int | None) -> None:
        """Count the steps of an asset."""
        if self._bar is None:
            self._bar = bar(total=of, desc=asset, unit="step")
        elif asset not in self._done:
            # assets are met one by one: of many shops nobody knows how many follow
            self._bar.total = (self._bar.total or 0) + (of or 0)
            self._bar.set_description(asset, refresh=False)
        self._bar.update(steps - self._done.get(asset, 0))
        self._done[asset] = steps

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()


def bar(**how: Any) -> Any:
    """Return a bar of tqdm's, which goes away when it is closed; none where nobody watches."""
    if in_notebook():
        from tqdm.auto import tqdm

        return tqdm(leave=False, delay=_DELAY_S, **how)
    from tqdm import tqdm as plain

    return plain(leave=False, disable=None, **how)


@contextmanager
def watched(given: Progress | Literal[False] | None) -> Iterator[Progress | None]:
    """Yield who is told of the work. given: whoever it is; None: a bar, in a notebook; False: none.

    >>> with watched(None) as told:
    ...     told is None
    True
    """
    if given is not None or not in_notebook():
        yield given or None
        return
    shown = ProgressBar()
    try:
        yield shown.show
    finally:
        shown.close()


def in_notebook() -> bool:
    """Say whether this runs in a notebook's kernel. IPython is not loaded to find out."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return hasattr(shell, "kernel")
