"""Messages worded row by row: one CSV with the columns of the rows, each text and its link.

The link opens the customer's chat with the text typed; without a column of phones the one in
which whoever opens it picks the chat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaignkit.assets.message_rows import MessageRow, Messages
from campaignkit.campaigns.growing import Line, RowTable, Said, grow, lines
from campaignkit.campaigns.jobs import Counted, Job, Step
from campaignkit.locales import parse
from campaignkit.merge import Failure, Source
from campaignkit.messages import wordings
from campaignkit.wording import is_template

if TYPE_CHECKING:
    from campaignkit.campaigns.making import Maker
    from campaignkit.campaigns.messages import MessagesForm
    from campaignkit.campaigns.preparing import Preparing


def worded_job(form: MessagesForm, desk: Preparing) -> Job | None:
    """Return the job of a ready wording or of one's own words; None if there are faults."""
    source = desk.source(form)
    said = "message" if form.text is None else "text"
    shops = desk.shops(form, source)
    asked = None if is_template(form.language) else form.language or desk.shop.language
    language = None if asked is None else desk.tried("language", lambda: parse(asked))
    script = desk.tried(said, lambda: _script(form, desk, language or desk.shop.language))
    texts = desk.texts({f"facts.{key}": value for key, value in form.facts.items()})
    words = desk.texts({"text": form.text, "language": form.language})
    desk.check_names({**texts, **words}, source)
    to = None if source is None else desk.recipient(form.to, source)
    own: frozenset[str] = frozenset()
    if script is not None and (
        "text" in words or form.text is None
    ):  # else it cannot be read, as is said
        own = desk.tried(said, lambda: wordings.takes(script, desk.shop)) or own
    if desk.faults or script is None or source is None or shops is None:
        return None
    columns = own if source.rows.columns is None else own & {*source.rows.columns}
    key = "facts" if form.facts else said
    given = {*form.facts, *columns}
    desk.tried(key, lambda: wordings.check_facts(script, desk.shop, given))
    if desk.faults:
        return None
    made = Messages(
        source,
        shops,
        lambda spoken: _script(form, desk, spoken),
        language=form.language,
        facts=form.facts,
        to=to,
    )
    return WordedJob(form.name, made)


def _script(form: MessagesForm, desk: Preparing, language: str) -> wordings.Script:
    if form.text is not None:
        return wordings.of_text(form.text, language)
    name = form.message or ""
    return wordings.find(str(desk.folder / name) if wordings.is_path(name) else name, language)


@dataclass(frozen=True, slots=True)
class WordedJob(Job):
    """One CSV of messages."""

    name: str
    messages: Messages
    kind: str = "messages"
    called = "a table of messages"

    @property
    def source(self) -> Source:
        """Where its rows come from."""
        return self.messages.source

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.csv"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        return Counted(1, 0, 0)

    def outcomes(self) -> Iterator[Line | Failure]:
        """Yield each row with its message and link."""
        return lines(self.messages.outcomes(), _written)

    def make(self, maker: Maker, step: Step) -> None:
        """Write the table."""
        table = RowTable(self.source.rows.columns, ("message", "link"))
        said = _advised if maker.check else _written
        grow(self, maker, table, lines(self.messages.outcomes(), said), step)


def _written(one: MessageRow) -> Said:
    return Said((one.message.text, one.link), one.link)


def _advised(one: MessageRow) -> Said:
    return _written(one)._replace(problems=one.warnings)
