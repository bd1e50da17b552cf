"""Which message: ready wording, words of one's own or a template; for one, or row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import ipywidgets as w

from campaignkit.assets.listing import ready_messages
from campaignkit.assets.message import Message, message
from campaignkit.assets.message_rows import messages
from campaignkit.assets.template import MessageTemplate
from campaignkit.campaigns import Campaign
from campaignkit.errors import BadInput, CampaignError
from campaignkit.merge import Failure
from campaignkit.messaging import wordings
from campaignkit.presentation.python_calls import Call, method
from campaignkit.rows import read
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.controls import FactBoxes
from campaignkit.widgets.shared_forms import SharedForms, escaped
from campaignkit.widgets.table_form import ColumnButtons, TableForm
from campaignkit.widgets.template_form import TemplateFile, TemplateForm, can_show, first_body

_FIRST = "order-ready"
_BEGUN = {"order": "A-17"}  # facts that are filled in to begin with
_OWN, _TYPED, _FILE = "own", "typed", "file"
_OPTIONS = ("language", "facts")  # of `message`: a fact of such a name goes into facts={…}
_PHONES = ("phone", "telefone", "celular", "whatsapp", "mobile", "tel", "téléphone", "telefono")


class MessageForm:
    """Controls for a `message` or a `MessageTemplate`. `.box` holds them all."""

    def __init__(self, shared: SharedForms) -> None:
        self._shared = shared
        self.what = controls.choice(_("Message"), _choices(), _FIRST)
        self.own = controls.area(_("Words"), hint=_("*bold*, _italic_, ~struck~"), rows=5)
        self.facts = FactBoxes(_BEGUN)
        self._proposed: dict[w.Text, str] = {}
        self.typed = TemplateForm()
        self.opened = TemplateFile()
        self.language = controls.language_menu(
            _("In language"), wordings.languages(), empty=_("the shop's")
        )
        self.table = TableForm(without=_("With a table: one message a row."))
        self.to = controls.line(_("Phones"), hint=_("the column with them"))
        self.customer = controls.phone(
            _("Customer's phone"), hint=_("the link opens a chat with it")
        )
        self.columns = ColumnButtons(self.table, {self.own.description: self.own})
        self.table.below.children = (self.columns.box, self.to)
        words = (self.what, self.own, self.typed.box, self.opened.box, self.facts.box)
        rows = controls.fold(_("A message for each row of a table"), self.table.box)
        self.box = controls.group(*words, self.customer, self.language, rows, name="message")
        self._begun = ("", "")
        self._begin()
        self._fit()
        shared.shop.language.observe(self._begin, "value")
        for control in (*self._choosing(), *self.typed.all):
            control.observe(self._fit, "value")

    def watch(self, changed: Callable[[object], None]) -> None:
        """Call `changed` when anything here changes."""
        self.facts.watch(changed)
        self.typed.samples.watch(changed)
        given = (self.what, self.own, self.language, self.to, self.customer, self.table.path)
        for control in (*given, *self.typed.all, *self.opened.all):
            control.observe(changed, "value")

    def _choosing(self) -> list[w.Widget]:
        """Return the controls that decide which others are seen."""
        return [self.what, self.table.path, self.opened.path, self.opened.which]

    @property
    def is_template(self) -> bool:
        """Whether a template is shown, and no message."""
        return self.what.value in (_TYPED, _FILE)

    @property
    def has_rows(self) -> bool:
        """Whether there is a table."""
        return self.table.source() is not None

    # -- the calls -------------------------------------------------------------------------------

    def recipe(self, asset: str) -> Call:
        """Return the calls that make the message, the template, or those of all rows.

        asset: what a campaign calls the messages of a table.
        """
        source = self.table.source()
        if self.is_template:
            template = self._template()
            return template if source is None else method(
                "bound", template, "bind", source, **self._binding()
            )  # fmt: skip
        if source is None:
            return self._message(self.own.value, self.facts.values())
        table = {"name": asset, **self.said()}
        shop = self._shared.shop.recipe()
        return Call("campaign", "Campaign", Campaign, (shop,), {"messages": [table]})

    def _template(self) -> Call:
        if self.what.value == _FILE:
            return self.opened.recipe()
        return self.typed.recipe(self.language.value.strip() or self._shared.shop.language.value)

    def _binding(self) -> dict[str, Any]:
        columns, to = self.facts.values(), self.to.value.strip()
        country = self._shared.shop.country.value
        phones = {"to": to, "country": country} if to else {}
        return {**({"columns": columns} if columns else {}), **phones}

    def _message(self, words: str, facts: dict[str, str]) -> Call:
        language = controls.filled({"language": self.language})
        if self.what.value == _OWN:
            spoken = language or {"language": self._shared.shop.language.value}
            return Call("text", "Message", Message, (words,), spoken)
        hidden = {name: facts.pop(name) for name in list(facts) if name in _OPTIONS}
        options = language | facts | ({"facts": hidden} if hidden else {})
        return Call(
            "text", "message", message, (self.what.value, self._shared.shop.recipe()), options
        )

    def of_row(self, number: int) -> Message:
        """Return the message of a row, counted from 1, as the campaign words it.

        Raises:
            CampaignError: there is something wrong with the row.
        """
        own = self.what.value == _OWN
        rows = messages(
            self.table.source(),
            self._shared.shop.recipe().make(),
            message=None if own else self.what.value,
            text=self.own.value if own else None,
            to=self.to.value.strip() or None,
            language=self.language.value.strip() or None,
            facts=self.facts.values(),
        )
        found = next(islice(rows.outcomes(), number - 1, None), None)
        if found is None:
            raise BadInput(f"there is no row {number} in {rows.source.name}.", rule="row.none")
        if isinstance(found, Failure):
            raise found.placed()
        return found.message

    # -- campaign files ----------------------------------------------------------------------------

    def said(self) -> dict[str, Any]:
        """Return the message as a campaign file has it.

        Raises:
            BadInput: a campaign file cannot say it.
        """
        source, what = self.table.source(), self.what.value
        said: dict[str, Any] = controls.filled({"language": self.language})
        if what == _FILE:
            said |= self.opened.table()
        elif what == _TYPED:
            said["template"] = self._template().make().to_api()
        else:
            said |= {"text": self.own.value} if what == _OWN else {"message": what}
        facts = self.facts.values()
        if source is None:
            return escaped({**said, **({"facts": facts} if facts and not self.is_template else {})})
        named = "columns" if self.is_template else "facts"
        to = controls.filled({"to": self.to})
        return {**said, **({named: facts} if facts else {}), **to, "rows": source}

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether the controls can say what a table says."""
        template = table.get("template")
        if isinstance(table.get("rows"), Mapping):
            return False
        if isinstance(template, Mapping):
            return can_show(MessageTemplate.from_api(template))
        ready = table.get("message") in dict.fromkeys(ready.name for ready in ready_messages())
        return template is not None or "text" in table or ready

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a table of a campaign file says."""
        self.table.fill(table.get("rows"))
        said = table if "rows" in table else self._shared.filled(table)
        template = said.get("template")
        controls.take(self.language, said.get("language", ""))
        if isinstance(template, Mapping):
            self.what.value = _TYPED
            self.typed.fill(MessageTemplate.from_api(template))
            controls.take(self.language, template.get("language") or "")
        elif template is not None:
            self.what.value = _FILE
            self.opened.fill(said)
        else:
            self.what.value = said.get("message", _OWN)
            self.own.value = said.get("text", self.own.value)
        self.to.value = said.get("to", "")
        self.facts.fill(said.get("facts") or said.get("columns") or {})

    # -- what it begins with ---------------------------------------------------------------------

    def _begin(self, _change: object = None) -> None:
        """Begin with words in the shop's language, where nothing else was written yet."""
        try:
            shop = self._shared.shop.recipe().make()
        except CampaignError:
            return  # said when it is drawn
        words = (message("greeting", shop).text, first_body(shop))
        boxes = (self.own, self.typed.body)
        for box, before, word in zip(boxes, self._begun, words, strict=True):
            if box.value == before:
                box.value = word
        self._begun = words

    # -- which controls are seen -----------------------------------------------------------------

    def _fit(self, _change: object = None) -> None:
        """Show the controls of what is chosen, and ask for the facts that it needs."""
        what, has_table = self.what.value, self.table.source() is not None
        controls.seen(self.own, what == _OWN)
        controls.seen(self.typed.box, what == _TYPED)
        controls.seen(self.typed.samples.box, not has_table)
        controls.seen(self.opened.box, what == _FILE)
        controls.seen(self.language, what != _FILE)
        controls.seen(self.to, has_table)
        controls.seen(self.customer, not has_table and not self.is_template)
        controls.seen(self.columns.box, has_table and what == _OWN)
        self.facts.ask(self._wanted())
        if has_table:
            self._suggest()

    def _wanted(self) -> Mapping[str, str]:
        """Return the facts of the wording, or what a row fills in of the template."""
        if self.is_template:
            if self.table.source() is None:
                return {}
            try:
                found: MessageTemplate = self._template().make()
            except CampaignError:
                return {}  # said when it is drawn
            return {slot.key: _("column of {value}", value=slot.said) for slot in found.slots}
        if self.what.value == _OWN:
            return {}
        script = wordings.find(self.what.value, "en")
        needed = dict.fromkeys(sorted(script.needed or ()), _("needed"))
        return needed | dict.fromkeys(sorted(script.optional), _("may be empty"))

    def _suggest(self) -> None:
        """Take the columns that are called like a fact, where nothing was typed by hand."""
        try:
            columns = read(self.table.source()).columns or ()
        except CampaignError:
            return  # said under the table
        named = {name.casefold(): name for name in columns}
        for fact in self._wanted():
            box, column = self.facts.box_of(fact), named.get(fact.casefold(), "")
            said = column if self.is_template or not column else f"{{{{ {column} }}}}"
            self._propose(box, said, _BEGUN.get(fact, ""))
        self._propose(self.to, next((named[name] for name in _PHONES if name in named), ""), "")

    def _propose(self, box: w.Text, said: str, begun: str) -> None:
        """Write into a box, unless somebody did; what was proposed of another table goes."""
        before = self._proposed.get(box, "")
        if box.value.strip() not in ("", begun, before) or not (said or before):
            return
        box.value = said or begun
        self._proposed[box] = said


def _choices() -> list[tuple[str, str]]:
    ready = [(_(each.name.replace("-", " ").capitalize()), each.name) for each in ready_messages()]
    own = [(_("Words of my own"), _OWN), (_("A template, written here"), _TYPED)]
    return [*ready, *own, (_("A template in a file"), _FILE)]
