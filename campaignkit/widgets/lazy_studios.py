"""The studios of one shop, each made when it is first looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import ipywidgets as w

from campaignkit.widgets import controls
from campaignkit.widgets.shared_forms import SharedForms
from campaignkit.widgets.studio_panel import Panel
from campaignkit.widgets.studios import studios


class Panels(Mapping[str, Panel]):
    """The studios by their names, each made when it is first asked for, and put at its place.

    All of them are two thousand parts. A kernel that is to send as many at once to a busy machine
    loses some (ZeroMQ keeps 1,000 messages for a reader that is late), and the page stays empty.

    `.places` are the boxes they come into. `.made` are those that there are.
    """

    def __init__(self, shared: SharedForms) -> None:
        self._shared = shared
        self.places = {name: w.VBox() for name in studios()}
        self.made: dict[str, Panel] = {}

    def __getitem__(self, name: str) -> Panel:
        if name not in self.made:
            made = self.made[name] = studios()[name](self._shared)
            controls.respeak(made)  # the forms that are shared may be older than the language
            self.places[name].children = [made]
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)
