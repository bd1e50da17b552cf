"""Messages worded row by row: one CSV with the columns of the rows, each text and its link.

The link opens the customer's chat with the text typed; without a column of phones the one in
which whoever opens it picks the chat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from campaignkit import links, phones
from campaignkit.assets.message import Message
from campaignkit.assets.sticker import Failure
from campaignkit.business import Business
from campaignkit.campaigns.growing import Line, Row, RowTable, Said, grow, lines
from campaignkit.campaigns.jobs import Counted, Job, Step
from campaignkit.campaigns.recipients import Recipient, recipient
from campaignkit.campaigns.streams import Source
from campaignkit.locales import parse
from campaignkit.messages import wordings
from campaignkit.stores import encoded
from campaignkit.wording import Wording

if TYPE_CHECKING:
    from campaignkit.campaigns.making import Maker
    from campaignkit.campaigns.messages import MessagesForm
    from campaignkit.campaigns.preparing import Preparing


def worded_job(form: MessagesForm, desk: Preparing) -> Job | None:
    """Return the job of a ready wording or of one's own words; None if there are faults."""
    source = desk.source(form)
    said = "message" if form.text is None else "text"
    language = desk.tried("language", lambda: parse(form.language or desk.shop.language))
    script = desk.tried(said, lambda: _script(form, desk, language or desk.shop.language))
    facts = desk.texts({f"facts.{key}": value for key, value in form.facts.items()})
    words = desk.texts({"text": form.text})
    desk.check_names({**facts, **words}, source)
    to = None if form.to is None else recipient(desk, form.to, source)
    own: frozenset[str] = frozenset()
    if script is not None and (words or form.text is None):  # else it cannot be read, as is said
        own = desk.tried(said, lambda: wordings.takes(script, desk.shop)) or own
    if desk.faults or script is None or source is None or language is None:
        return None
    columns = own if source.rows.columns is None else own & {*source.rows.columns}
    key = "facts" if form.facts else said
    given = {*form.facts, *columns}
    desk.tried(key, lambda: wordings.check_facts(script, desk.shop, given))
    if desk.faults:
        return None
    filled = {key: facts.get(f"facts.{key}", value) for key, value in form.facts.items()}
    return WordedJob(form.name, source, desk.shop, script, language, own, filled, to)


def _script(form: MessagesForm, desk: Preparing, language: str) -> wordings.Script:
    if form.text is not None:
        return wordings.of_text(form.text, language)
    name = form.message or ""
    return wordings.find(str(desk.folder / name) if wordings.is_path(name) else name, language)


@dataclass(frozen=True, slots=True)
class WordedJob(Job):
    """One CSV of messages. asked: the language. own: the facts that a column may be."""

    name: str
    source: Source
    shop: Business
    script: wordings.Script
    asked: str
    own: frozenset[str]
    facts: Mapping[str, Wording | Any]
    to: Recipient | None
    kind: str = "messages"
    called = "a table of messages"

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.csv"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        return Counted(1, 0, 0)

    def outcomes(self) -> Iterator[Line | Failure]:
        """Yield each row with its message and link."""
        return lines(self.source, self.shop.facts(), self._said)

    def make(self, maker: Maker, step: Step) -> None:
        """Write the table."""
        said = self._advised if maker.check else self._said
        table = RowTable(self.source.rows.columns, ("message", "link"))
        grow(self, maker, table, lines(self.source, self.shop.facts(), said), step)

    def _said(self, row: Row, known: Row) -> Said:
        message, link = self._message(row, known)
        return Said((message.text, link), link)

    def _advised(self, row: Row, known: Row) -> Said:
        message, link = self._message(row, known)
        advice = (*message.problems(), *links.advice(link))
        return Said((message.text, link), link, advice)

    def _message(self, row: Row, known: Row) -> tuple[Message, str]:
        given = {name: row[name] for name in self.own if name in row}
        given |= {
            name: value.render(known) if isinstance(value, Wording) else value
            for name, value in self.facts.items()
        }
        facts = {name: value for name, value in given.items() if value not in (None, "")}
        worded = wordings.say(self.script, self.shop, facts)
        message = Message(worded.text, worded.language, worded.name, self.asked)
        encoded(message.text)  # refuses what no file can hold
        if self.to is None:
            return message, message.link()
        phone = phones.to_e164(self.to.said(row, known), self.shop.country)
        return message, message.link(phone)
