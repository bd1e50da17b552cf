"""What every widget needs: changes gathered for a moment, pictures with alternative text, words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from html import escape


WAIT = 0.2  # seconds of quiet before a redraw: a word typed is one redraw


class Debounced:
    """Calls `action` once the calls to it have paused for WAIT; at once where no kernel runs."""

    def __init__(self, action: Callable[[], None]) -> None:
        self._action = action
        self._waiting: asyncio.TimerHandle | None = None

    def __call__(self, _change: object = None) -> None:
        loop = _kernel_loop()
        if loop is None:
            self._action()
            return
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = loop.call_later(WAIT, self._action)


def _kernel_loop() -> asyncio.AbstractEventLoop | None:
    """Return the running loop of a notebook's kernel; a script or a test has none."""
    from IPython import get_ipython

    if get_ipython() is None:
        return None
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def shown_call(text: str) -> str:
    """Return the Python call that makes the same thing, as HTML to copy from."""
    return (
        '<pre class="campaignkit-call" dir="ltr" style="white-space:pre-wrap;user-select:all">'
        f"{escape(text)}</pre>"
    )


def shown_error(text: str) -> str:
    """Return an error in words, as HTML that a screen reader speaks."""
    return f'<div role="alert" dir="auto" style="color:#C62828;max-width:60ch">{escape(text)}</div>'
