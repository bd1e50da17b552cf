"""The frame of a studio whose thing has pages: turned one by one, then proven as one PDF."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO, Protocol

import ipywidgets as w

from campaignkit import stores
from campaignkit.errors import CampaignError
from campaignkit.widgets import controls, html
from campaignkit.widgets.controls import PageTurner
from campaignkit.widgets.panel import Panel
from campaignkit.widgets.shared_forms import SharedForms

PROVEN = "Every code was read back from the finished pages, to the letter."


class Pages(Protocol):
    """What is saved as one PDF, page by page."""

    def save(self, path: BinaryIO, *, progress: Callable[[int], None]) -> Any:
        """Write it, read back; `progress` gets the pages written, then those read."""


class PagedPanel(Panel):
    """A studio with a page number, and a button that makes the PDF and reads it back."""

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.turner = PageTurner("Page")
        self.build_button = controls.button("Make the PDF, read every code back", main=True)
        self.build_button.on_click(self.later(self.build))
        self.watch([self.turner.number])

    def pages(self, made: Any) -> int:
        """Return how many pages there are."""
        raise NotImplementedError

    def build(self) -> None:
        """Make the PDF, read every code back, and offer it."""
        self.changed.now()
        if self.made is None:
            return
        out = BytesIO()
        try:
            stores.check_target(self.saves, (".pdf",))
            self.made.save(out, progress=_Progress(self.words, self.pages(self.made)))
        except CampaignError as err:
            self.words.value = html.refused(err)
            return
        self.words.value = html.said(f"✓ {PROVEN}", kind="fine")
        self.links.value = html.downloads({self.saves: out.getvalue()})


class _Progress:
    """Counts pages made, then pages read back, in words."""

    def __init__(self, words: w.HTML, pages: int) -> None:
        self._words, self._pages, self._done = words, pages, 0

    def __call__(self, count: int) -> None:
        self._done += count
        at = self._done if self._done <= self._pages else self._done - self._pages
        doing = "Call" if self._done <= self._pages else "Read back"
        self._words.value = html.said(f"{doing} page {at:,} of {self._pages:,} …")
