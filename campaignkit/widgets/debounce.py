"""Changes gathered for a moment, so that a word typed is one redraw.

JupyterLab sends what is typed to a thread of its own (a subshell of the kernel), once that has
begun; until then, and what a cell does, it sends to the main one. So two threads may redraw: one
after the other, or an older redraw that ends last would say what is no longer so.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

import ipywidgets as w

_ONE_AT_A_TIME = threading.RLock()  # of all studios: they share the forms of the shop
LONGEST = 1.5  # seconds for the page to answer: a guess; without an answer a click still counts
# Seconds of quiet before a redraw: as long as the last one took, within these. A word typed is one
# slow redraw, seen within 0.4 s; a quick one may follow every letter.
SHORTEST, WAIT = 0.08, 0.18


class Debounced:
    """Calls `action` once the calls to it have paused a moment; at once where no kernel runs.

    bug: called with what `action` raises in a kernel. A timer has no caller there, and its
    traceback is seen in the notebook's log alone.
    """

    def __init__(self, action: Callable[[], None], bug: Callable[[Exception], None]) -> None:
        self._action, self._bug = action, bug
        self._waiting: asyncio.TimerHandle | None = None
        self._took = WAIT  # seconds, the last time; not known yet

    def __call__(self, _change: object = None) -> None:
        loop = _kernel_loop()
        if loop is None:
            with _ONE_AT_A_TIME:
                self._action()
            return
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = loop.call_later(min(WAIT, max(SHORTEST, self._took)), self._run)

    def now(self) -> None:
        """Do at once what is waiting, if anything is."""
        if self._waiting is not None:
            self.at_once()

    def at_once(self) -> None:
        """Do it without a wait, and only once if it is waiting."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._run()

    def _run(self) -> None:
        self._waiting = None
        shell = _shell()
        if shell is None:
            with _ONE_AT_A_TIME:
                self._action()
            return
        try:
            with _ONE_AT_A_TIME:
                began = monotonic()
                self._action()
                self._took = monotonic() - began
        except Exception as err:
            shell.showtraceback()
            self._bug(err)


class AfterTyping:
    """Calls an action after a click, and after what was typed before it.

    A notebook sends a click at once, but holds back what is typed while the kernel works: the
    click overtakes it, and a file would be saved under the name before. So the page is asked for
    an answer, by a number that it copies from one hidden widget to another: the answer comes
    behind what it had held back. Where no page answers, it is done after LONGEST.
    """

    def __init__(self) -> None:
        self._asked, self._answered = w.IntText(), w.IntText()
        self._link = w.jsdlink((self._asked, "value"), (self._answered, "value"))
        self._due: list[Callable[[], None]] = []
        self._patience: asyncio.TimerHandle | None = None
        self._answered.observe(self._run, "value")

    def __call__(self, action: Debounced) -> Callable[[object], None]:
        """Return what a button is to call."""

        def clicked(_button: object = None) -> None:
            loop = _kernel_loop()
            if loop is None:
                action()
                return
            self._due.append(action.at_once)
            self._be_patient(loop)
            self._asked.value += 1

        return clicked

    def _be_patient(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._patience is not None:
            self._patience.cancel()
        self._patience = loop.call_later(LONGEST, self._run)

    def _run(self, _change: object = None) -> None:
        if self._patience is not None:
            self._patience.cancel()
        due, self._due = self._due, []
        for action in due:
            action()


def _kernel_loop() -> asyncio.AbstractEventLoop | None:
    """Return the running loop of a notebook's kernel; a script or a test has none."""
    if _shell() is None:
        return None
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _shell() -> Any:
    from IPython import get_ipython

    return get_ipython()
