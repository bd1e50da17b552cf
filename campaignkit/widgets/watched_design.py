"""A design that is being drawn: its picture follows the file each time it is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from html import escape
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from ipywidgets import HTML, Image, VBox

from campaignkit import resources
from campaignkit.assets.printed_asset import PREVIEW_DPI
from campaignkit.assets.sticker import sticker
from campaignkit.business import Business
from campaignkit.errors import CampaignError

_EVERY = 0.5  # seconds between two looks at the file
_WIDTH_PX = 480


def live_design(
    path: str | PathLike[str], shop: Business, /, *, every: float = _EVERY, **options: Any
) -> VBox:
    """Return a picture of a design of one's own that is drawn anew when its file changes.

    What is wrong stands under it, and the last good picture stays. It ends when it is closed.

    Args:
        path: Of the design, .svg or .toml.
        shop: Whose sticker it shows.
        every: Seconds between two looks at the file.
        options: As `sticker`.
    """
    picture, note = Image(format="png", width=_WIDTH_PX), HTML()
    box = VBox([picture, note])
    name = fspath(path)

    def redraw() -> None:
        try:
            made = sticker(name, shop, **options)
            picture.value = made.png(dpi=PREVIEW_DPI)
            note.value = escape(str(made.check() or "")).replace("\n", "<br>")
        except CampaignError as err:
            note.value = escape(str(err)).replace("\n", "<br>")

    seen = resources.as_of(Path(name))  # before it is read: what is saved meanwhile counts
    redraw()

    def changed() -> bool:
        nonlocal seen
        before, seen = seen, resources.as_of(Path(name))
        return before != seen

    _follow(changed, redraw, every, lambda: box.comm is not None)
    return box


def _follow(
    changed: Callable[[], bool],
    redraw: Callable[[], None],
    every: float,
    going: Callable[[], bool],
) -> None:
    """Call `redraw` whenever something changed, in the loop of the notebook, if there is one."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return  # no notebook: it shows what there is

    async def watch() -> None:
        while going():
            await asyncio.sleep(every)
            if changed():
                redraw()

    task = loop.create_task(watch())
    _WATCHING.add(task)
    task.add_done_callback(_WATCHING.discard)


_WATCHING: set[asyncio.Task[None]] = set()  # a loop keeps no hold of its tasks
