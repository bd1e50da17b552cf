"""The frame of every studio: controls on one side; picture, words, files and call on the other.

A studio says which calls its controls mean (`recipe`), how the thing made is drawn and what is
told of it. The frame does the rest: it waits for a pause, keeps the last good picture, and says
our errors in words. Anything else that is raised is a bug, and is not caught.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import ipywidgets as w

from campaignkit.errors import CampaignError
from campaignkit.widgets import controls, html
from campaignkit.widgets.desk import Desk
from campaignkit.widgets.look import STYLE
from campaignkit.widgets.recipe import Made
from campaignkit.widgets.wiring import Debounced

_CALL_WIDTH = 66  # characters that fit a narrow column; longer lines are wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of the thing made: HTML, and files to download by name."""

    words: str
    files: Mapping[str, bytes] = field(default_factory=dict)


class Panel(ABC):
    """One studio. `.made` is the last good thing, `.ui` the widget; it shows itself.

    title: of its tab. file_name: what it saves if no other name is typed.
    """

    title = ""
    file_name = ""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.made: Any = None
        self.picture, self.words, self.error, self.links = (w.HTML() for _ in range(4))
        self.call = controls.area("Python")
        self.call.add_class("ck-call")
        self.file = controls.line("Save as", hint=self.file_name)
        self.save_button = controls.button("Save the file")
        self.saved = w.HTML()
        self.changed = self.later(self.redraw)
        self.save_button.on_click(self.later(self._save))
        self.file.observe(self.changed, "value")
        self.ui: w.Widget = w.VBox()

    @abstractmethod
    def recipe(self) -> Made:
        """Return the calls that the controls mean."""

    @abstractmethod
    def drawn(self, made: Any) -> str:
        """Return the picture of the thing made, as HTML."""

    @abstractmethod
    def told(self, made: Any) -> Facts:
        """Return what is to be said of it, and its files. Slower; the picture is seen before."""

    @abstractmethod
    def kept(self) -> tuple[str, dict[str, Any]]:
        """Return what a campaign file has of it: the name of the list, and the table."""

    @abstractmethod
    def takes(self, kind: str, table: Mapping[str, Any]) -> bool:
        """Say whether a table of a campaign file is shown here."""

    @abstractmethod
    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a table of a campaign file says."""

    def redraw(self) -> None:
        """Show what the controls say; on a mistake say it, and keep the last good picture."""
        self.saved.value = self.links.value = ""
        try:
            recipe = self.recipe()
            self.made = recipe.make()
            self.picture.value = self.drawn(self.made)
            self._draw_call(recipe)
            facts = self.told(self.made)
        except CampaignError as err:
            self.refuse(html.error(str(err)))
            return
        self.words.value = facts.words
        self.links.value = html.downloads(facts.files)

    def _draw_call(self, recipe: Made) -> None:
        self.call.value = recipe.source(save=self.saves)
        lines = self.call.value.split("\n")
        self.call.rows = 1 + sum(1 + len(line) // _CALL_WIDTH for line in lines)
        self.error.value = ""
        self.picture.remove_class("ck-old")

    def refuse(self, why: str) -> None:
        """Say what is wrong; what could be downloaded is no longer what is asked for."""
        self.made = None
        self.error.value = why
        self.words.value = ""
        self.picture.add_class("ck-old")

    @property
    def saves(self) -> str:
        """The name of the file that is saved."""
        return str(self.file.value).strip() or self.file_name

    def later(self, action: Callable[[], None]) -> Debounced:
        """Return an action for a button or a change, that sees what was typed before.

        While a kernel works, a notebook holds back what is typed, but not a click.
        """
        return Debounced(action, lambda err: self.refuse(html.bug(err)))

    def watch(self, watched: Iterable[w.Widget]) -> None:
        """Redraw when one of these changes."""
        for control in watched:
            control.observe(self.changed, "value")

    def arrange(self, *left: w.Widget, above: Iterable[w.Widget] = ()) -> None:
        """Lay out the controls, and beside them what they make; `above` stands over the picture."""
        saving = controls.row(self.file, self.save_button)
        shown = (*above, self.picture, self.error, self.words, self.links)
        result = controls.group(*shown, saving, self.saved, self.call, name="result")
        self.ui = w.HBox([controls.style(STYLE), controls.group(*left, name="controls"), result])
        self.ui.add_class("campaignkit")
        self.ui.add_class("ck-panel")

    def close(self) -> None:
        """Forget the widgets: a kernel keeps every open one."""
        self.ui.close()

    def _save(self) -> None:
        self.changed.now()
        if self.made is None:
            return
        try:
            path = self.made.save(self.saves)
        except CampaignError as err:
            self.saved.value = html.error(str(err))
        else:
            self.saved.value = html.said(f"Saved: {path}", kind="fine")

    def still(self) -> str:
        """Return what is seen where no kernel runs: the last good picture, and its call."""
        return f"{self.picture.value}{html.code(self.call.value)}"

    def __repr__(self) -> str:
        return f"<{self.title} studio of {self.desk.shop.name.value}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        return shown(self.ui, repr(self), self.still(), **kwargs)


def shown(ui: w.Widget, name: str, still: str, **kwargs: Any) -> dict[str, Any]:
    """Return what a notebook shows: the widget, and HTML where the notebook is only read."""
    bundle = ui._repr_mimebundle_(**kwargs)
    found = bundle[0] if isinstance(bundle, tuple) else bundle
    return {**found, "text/plain": name, "text/html": still}
