"""The frame of every studio: controls on one side; picture, words, files and call on the other.

A studio says which calls its controls mean (`recipe`), how the thing made is drawn and what is
told of it. The frame does the rest: it waits for a pause, keeps the last good picture, and says
our errors in words. Anything else that is raised is a bug, and is not caught.

Only what is looked at is drawn: a studio behind another catches up when it comes to the front.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ipywidgets as w

from campaignkit.errors import BadInput, CampaignError
from campaignkit.widgets import controls, html
from campaignkit.widgets.calls import Call
from campaignkit.widgets.debounce import Debounced
from campaignkit.widgets.html import STYLE
from campaignkit.widgets.shared_forms import SharedForms

_ENDING = re.compile(r"\.[A-Za-z]\w*$")  # of a file's name: v1.2 has none
_CALL_WIDTH = 66  # characters that fit a narrow column; longer lines are wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of the thing made: HTML, and files to download by name."""

    words: str
    files: Mapping[str, bytes] = field(default_factory=dict)


class Panel(w.HBox):  # type: ignore[misc]  # ipywidgets is untyped
    """One studio, a widget. `.made` is the last good thing.

    title: of its tab. file_name: what it saves if no other name is typed. listed_as: the list of
    a campaign file in which it is kept.
    """

    title = ""
    file_name = ""
    listed_as = ""

    def __init__(self, shared: SharedForms) -> None:
        super().__init__()
        self.shared = shared
        self.is_front, self.is_drawn = False, False
        self.is_kept = False  # in a campaign file that is saved: something was changed here
        self.made: Any = None
        self.picture, self.words, self.error, self.links = (w.HTML() for _ in range(4))
        self.call = controls.area("Python")
        self.call.add_class("ck-call")
        self.file = controls.line("Save as", hint=self.file_name)
        self.save_button = controls.button("Save the file")
        self.saved = w.HTML()
        self.changed, self._catch_up = self.later(self._change), self.later(self.redraw)
        self.save_button.on_click(self.later(self._save))
        self.file.observe(self.touched, "value")
        for control in shared.shop.all():
            control.observe(self.changed, "value")

    # -- what a studio says of itself ------------------------------------------------------------

    def recipe(self) -> Call:
        """Return the calls that the controls mean."""
        raise NotImplementedError

    def sketched(self, recipe: Call) -> str:
        """Return a picture that is seen until the thing is made; "" if it is made as soon."""
        return ""

    def drawn(self, made: Any) -> str:
        """Return the picture of the thing made, as HTML."""
        raise NotImplementedError

    def told(self, made: Any) -> Facts:
        """Return what is to be said of it, and its files. Slower; the picture is seen before."""
        raise NotImplementedError

    def saving(self) -> tuple[str, dict[str, Any]]:
        """Return the method that saves the thing made, and its options beside the file's name."""
        return "save", {}

    def kept(self) -> dict[str, Any]:
        """Return the table that a campaign file has of it, but for its name.

        Raises:
            BadInput: a campaign file cannot say it.
        """
        raise NotImplementedError

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether a table of its kind is shown here, and not in another studio."""
        return True

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a table of a campaign file says."""
        raise NotImplementedError

    def write(self, made: Any) -> str:
        """Save the thing made under the name typed; return what to say.

        Raises:
            CampaignError: it cannot be written, or should not.
        """
        by, options = self.saving()
        getattr(made, by)(self.saves, **options)
        return f"Saved: {self.saves}"

    # -- what the frame does ---------------------------------------------------------------------

    def come_forward(self) -> None:
        """Show it: draw what has changed while it was behind, and follow every change."""
        self.is_front = True
        if not self.is_drawn:
            self._catch_up.at_once()

    def go_behind(self) -> None:
        """Follow no change until it comes forward again."""
        self.is_front = False

    def _change(self) -> None:
        if self.is_front:
            self.redraw()
        else:
            self.is_drawn = False

    def redraw(self) -> None:
        """Show what the controls say; on a mistake say it, and keep the last good picture."""
        self.is_drawn = True
        self.saved.value = self.links.value = ""
        try:
            recipe = self.recipe()
            self.picture.value = self.sketched(recipe) or self.picture.value
            self.made = recipe.make()
            self.picture.value = self.drawn(self.made)
            self._draw_call(recipe)
            facts = self.told(self.made)
        except CampaignError as err:
            self.refuse(html.error(str(err)))
            return
        self.words.value = facts.words
        self.links.value = html.downloads(facts.files)

    def _draw_call(self, recipe: Call) -> None:
        by, options = self.saving()
        self.call.value = recipe.source(save=self.saves, by=by, **options)
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
        """The name of the file that is saved; one typed without an ending gets the usual one.

        Raises:
            BadInput: what is typed names no file.
        """
        typed = str(self.file.value).strip() or self.file_name
        if Path(typed).name in ("", ".."):
            raise BadInput(
                f"Save as: {typed!r} names no file. Write a name such as {self.file_name}.",
                rule="studio.file-name",
                typed=typed,
                file_name=self.file_name,
            )
        return typed if _ENDING.fullmatch(Path(typed).suffix) else f"{typed}{self._ending}"

    @property
    def asset(self) -> str:
        """What a campaign file calls it: as the file that is saved, without its ending."""
        name = Path(self.saves).name
        return name.removesuffix(_ENDING.search(name)[0])  # type: ignore[index]  # it has one

    @property
    def _ending(self) -> str:
        return Path(self.file_name).suffix

    def name_file(self, file_name: str) -> None:
        """Have the file be called so; what was typed instead ends as it now does."""
        before = self._ending
        self.file_name = self.file.placeholder = file_name
        typed = str(self.file.value).strip()
        if typed.endswith(before):
            self.file.value = f"{typed.removesuffix(before)}{self._ending}"

    def later(self, action: Callable[[], None]) -> Debounced:
        """Return an action for a button or a change, that sees what was typed before.

        While a kernel works, a notebook holds back what is typed, but not a click.
        """
        return Debounced(action, lambda err: self.refuse(html.bug(err)))

    def watch(self, watched: Iterable[w.Widget]) -> None:
        """Redraw when one of these changes: controls of its own, for the shop's are watched."""
        for control in watched:
            control.observe(self.touched, "value")

    def touched(self, _change: object = None) -> None:
        """Redraw, and keep in mind that something of its own was changed while it was in front."""
        self.is_kept = self.is_kept or self.is_front
        self.changed()

    def arrange(
        self, *left: w.Widget, above: Iterable[w.Widget] = (), below: Iterable[w.Widget] = ()
    ) -> None:
        """Lay out the controls, and beside them what they make, between `above` and `below`."""
        saving = controls.row(self.file, self.save_button)
        shown = (*above, self.picture, self.error, self.words, self.links, *below)
        result = controls.group(*shown, saving, self.saved, self.call, name="result")
        self.children = [controls.style(STYLE), controls.group(*left, name="controls"), result]
        self.add_class("campaignkit")
        self.add_class("ck-panel")

    def _save(self) -> None:
        self.changed.now()
        if self.made is None:
            return
        try:
            said = self.write(self.made)
        except CampaignError as err:
            self.saved.value = html.refused(err)
        else:
            self.saved.value = html.said(said, kind="fine")

    def still(self) -> str:
        """Return what is seen where no kernel runs: the last good picture, and its call."""
        return f"{self.picture.value}{html.code(self.call.value)}"

    def __repr__(self) -> str:
        return f"<{self.title} studio of {self.shared.shop.name.value}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        return shown(super()._repr_mimebundle_(**kwargs), repr(self), self.still())


def shown(bundle: Any, name: str, still: str) -> dict[str, Any]:
    """Return what a notebook shows: the widget, and HTML where the notebook is only read."""
    found = bundle[0] if isinstance(bundle, tuple) else bundle
    return {**found, "text/plain": name, "text/html": still}
