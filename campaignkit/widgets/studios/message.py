"""The message studio: ready wording, words of one's own or a template, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from campaignkit import phones
from campaignkit.assets.message import Message
from campaignkit.assets.template import Bound, MessageTemplate
from campaignkit.campaigns import Campaign
from campaignkit.errors import CampaignError
from campaignkit.presentation import html
from campaignkit.presentation.python_calls import Call
from campaignkit.problems import Problems
from campaignkit.translations import again
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.controls import PageTurner
from campaignkit.widgets.message_form import MessageForm
from campaignkit.widgets.shared_forms import SharedForms
from campaignkit.widgets.studio_panel import Facts, Panel

PLACE = 40
_SUFFIXES = (".txt", ".csv", ".json", ".jsonl")  # of a message, of many; of a template, of many
_FOLDER = "out"  # where the messages of a table are built


class MessageStudio(Panel):
    """Controls for a `message`, or a `MessageTemplate`."""

    title = _("Message")
    file_name = "message.txt"
    listed_as = "messages"

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.form = MessageForm(shared)
        self.theme = controls.choice(_("Seen on"), _themes(), "auto")
        self.turner = PageTurner(_("Row"), _("Previous row"), _("Next row"))
        self.all_button = controls.button(_("Make the messages of all rows"), main=True)
        self.all_button.on_click(self.clicked(self.make_all))
        for control in (self.form.what, self.form.table.path):
            control.observe(self._fit, "value")
        self.form.watch(self.touched)
        self.watch([self.turner.number])
        self.theme.observe(self.changed, "value")
        above = (self.all_button, self.turner.box)
        seen = controls.fold(_("More"), self.theme)
        self.arrange(shared.shop_fold(), self.form.box, seen, above=above)
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

    def places(self) -> Mapping[str, Any]:
        """Return the controls that rules speak of."""
        return {**super().places(), "table": self.form.table.upload}

    def drawn(self, made: Any) -> str:
        """Return the bubble, of the row that is looked at."""
        theme = self.theme.value
        self.turner.end_at(self.form.table.count())
        if isinstance(made, Bound):
            return html.named(made.html(self.turner.at, theme=theme))
        shown = self.form.of_row(self.turner.at) if isinstance(made, Campaign) else made
        return html.named(shown.html(theme=theme))

    def told(self, made: Any) -> Facts:
        """Return its length and its link, or how many rows there are, and what is wrong."""
        if isinstance(made, Message):
            found = made.problems()
            words = self._sending(made) + html.table(
                {_("Characters"): f"{made.characters:,}", **self._link(made)}
            )
            files = {self.saves: f"{made.text}\n".encode()}
            fine = _("Nothing is doubtful.")
            return Facts(words=words + html.findings(found, fine=fine), files=files)
        if isinstance(made, MessageTemplate):
            found = made.problems()
            files = {} if found.errors else {self.saves: made.json().encode()}
            fine = _("Nothing that the platform is known to refuse.")
            return Facts(words=html.findings(found, fine=fine), files=files)
        rows = html.table({_("Rows"): f"{self.form.table.count():,}"})
        found = made.problems()
        if isinstance(made, Bound):
            found = Problems([*made.template.problems(), *found])  # type: ignore[attr-defined]
        return Facts(words=rows + html.findings(found, fine=_("Every row can be sent.")))

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
        built.problems.raise_errors(str(again(self.title)))
        return _("Saved: {name}", name=", ".join(f"{_FOLDER}/{name}" for name in built.files))

    def _link(self, made: Message) -> dict[str, str]:
        """Return the link that types it; where it is too long for one, what is said of that."""
        try:
            return {_("Link"): self._address(made)}
        except CampaignError as err:
            return {_("No link"): str(err)}

    def _address(self, made: Message) -> str:
        """Return the link to the customer's chat; without a customer, to the shop's."""
        shop = self.shared.shop.recipe().make()
        customer = self.form.customer.value.strip()
        return made.link(phones.to_e164(customer, shop.country) if customer else shop)

    def _sending(self, made: Message) -> str:
        """Return what copies the text, and what opens it in WhatsApp."""
        try:
            link = html.opened(self._address(made), _("Open in WhatsApp"))
        except CampaignError:
            link = ""  # the words say why
        return html.actions(html.copied(made.text), link)

    def _fit(self, _change: object = None) -> None:
        """Show what goes with a table, and have the file end as what is made does."""
        has_rows = self.form.has_rows
        controls.seen(self.all_button, has_rows)
        self.name_file(f"message{_SUFFIXES[2 * self.form.is_template + has_rows]}")
        if not has_rows:
            self.turner.end_at(1)


def _themes() -> list[tuple[str, str]]:
    named = (_("a phone like this screen"), _("a light phone"), _("a dark phone"))
    return list(zip(named, ("auto", "light", "dark"), strict=True))
