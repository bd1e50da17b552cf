"""The message studio: ready wording, words of one's own or a template, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from campaignkit.assets.message import Message
from campaignkit.assets.template import Bound, MessageTemplate
from campaignkit.campaigns import Campaign
from campaignkit.errors import CampaignError
from campaignkit.problems import Problems
from campaignkit.widgets import controls, html
from campaignkit.widgets.calls import Call
from campaignkit.widgets.controls import PageTurner
from campaignkit.widgets.message_form import MessageForm
from campaignkit.widgets.panel import Facts, Panel
from campaignkit.widgets.shared_forms import SharedForms

PLACE = 40
_READY = "Nothing is doubtful."
_APPROVED = "Nothing that the platform is known to refuse."
_ALL_ROWS = "Every row can be sent."
_SUFFIXES = (".txt", ".csv", ".json", ".jsonl")  # of a message, of many; of a template, of many
_THEMES = [
    ("a phone like this screen", "auto"),
    ("a light phone", "light"),
    ("a dark phone", "dark"),
]
_FOLDER = "out"  # where the messages of a table are built


class Studio(Panel):
    """Controls for a `message`, or a `MessageTemplate`."""

    title = "Message"
    file_name = "message.txt"
    listed_as = "messages"

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.form = MessageForm(shared)
        self.theme = controls.choice("Seen on", _THEMES, "auto")
        self.turner = PageTurner("Row")
        self.all_button = controls.button("Make the messages of all rows", main=True)
        self.all_button.on_click(self.later(self.make_all))
        for control in (self.form.what, self.form.table.path):
            control.observe(self._fit, "value")
        self.form.watch(self.touched)
        self.watch([self.turner.number])
        self.theme.observe(self.changed, "value")
        above = (self.all_button, self.turner.box)
        self.arrange(shared.shop_fold(), self.form.box, self.theme, above=above)
        self._fit()

    def recipe(self) -> Call:
        """Return the calls that make the message, the template, or those of all rows."""
        return self.form.recipe(self.asset)

    def kept(self) -> dict[str, Any]:
        """Return the message as a campaign file has it."""
        return self.form.said()

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether the controls can say what a table says."""
        return self.form.takes(table)

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a table of a campaign file says."""
        self.form.fill(table)

    # -- what is shown ---------------------------------------------------------------------------

    def drawn(self, made: Any) -> str:
        """Return the bubble, of the row that is looked at."""
        theme = self.theme.value
        self.turner.end_at(self.form.table.count())
        if isinstance(made, Bound):
            return made.html(self.turner.at, theme=theme)
        shown = self.form.of_row(self.turner.at) if isinstance(made, Campaign) else made
        return str(shown.html(theme=theme))

    def told(self, made: Any) -> Facts:
        """Return its length and its link, or how many rows there are, and what is wrong."""
        if isinstance(made, Message):
            found = made.problems()
            words = html.table({"Characters": f"{made.characters:,}", **self._link(made)})
            files = {self.saves: f"{made.text}\n".encode()}
            return Facts(words=words + html.findings(found, fine=_READY), files=files)
        if isinstance(made, MessageTemplate):
            found = made.problems()
            files = {} if found.errors else {self.saves: made.json().encode()}
            return Facts(words=html.findings(found, fine=_APPROVED), files=files)
        rows = html.table({"Rows": f"{self.form.table.count():,}"})
        found = made.problems()
        if isinstance(made, Bound):
            found = Problems([*made.template.problems(), *found])  # type: ignore[attr-defined]
        return Facts(words=rows + html.findings(found, fine=_ALL_ROWS))

    def make_all(self) -> None:
        """Make the messages of all rows, and offer them as a file."""
        self.changed.now()
        if self.made is None or not self.form.has_rows:
            return
        try:
            name, data = self._all(self.made)
        except CampaignError as err:
            self.words.value = html.refused(err)
            return
        self.links.value = html.downloads({name: data})

    def _all(self, made: Any) -> tuple[str, bytes]:
        if isinstance(made, Bound):
            out = BytesIO()
            made.save(out)
            return self.saves, out.getvalue()
        ((_name, data),) = made.files().items()
        return f"{self.asset}.csv", data

    # -- files -----------------------------------------------------------------------------------

    @property
    def saves(self) -> str:
        """The name of the file that is saved; of the messages of a table the folder."""
        return _FOLDER if self._is_built else super().saves

    @property
    def asset(self) -> str:
        """What a campaign file calls it."""
        return Path(super().saves).stem

    @property
    def _is_built(self) -> bool:
        return self.form.has_rows and not self.form.is_template

    def saving(self) -> tuple[str, dict[str, Any]]:
        """Return what saves it; the messages of a table are built into a folder."""
        return ("build", {"strict": True}) if self._is_built else ("save", {})

    def write(self, made: Any) -> str:
        """Save it; the messages of a table are built into a folder, with its manifest."""
        if not isinstance(made, Campaign):
            return super().write(made)
        built = made.build(_FOLDER, strict=True)
        built.problems.raise_errors(self.title)
        return f"Saved: {', '.join(f'{_FOLDER}/{name}' for name in built.files)}"

    def _link(self, made: Message) -> dict[str, str]:
        """Return the link that types it; where it is too long for one, what is said of that."""
        try:
            return {"Link": made.link(self.shared.shop.recipe().make())}
        except CampaignError as err:
            return {"No link": str(err)}

    def _fit(self, _change: object = None) -> None:
        """Show what goes with a table, and have the file end as what is made does."""
        has_rows = self.form.has_rows
        controls.seen(self.all_button, has_rows)
        self.name_file(f"message{_SUFFIXES[2 * self.form.is_template + has_rows]}")
        if not has_rows:
            self.turner.end_at(1)
