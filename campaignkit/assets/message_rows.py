"""A message for each row: `messages` words it, each with the link that opens its chat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from typing import Any

from campaignkit.arguments import check_mapping, check_text
from campaignkit.assets.message import Message
from campaignkit.assets.row_stream import RowStream
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.locales import parse
from campaignkit.merge import Failure, MergeRecord, Source, Templates, merged, needs_cell
from campaignkit.merge.duplicates import Duplicates
from campaignkit.merge.judging import is_of_words, judged
from campaignkit.merge.recipients import Recipient, recipient
from campaignkit.merge.shops import Shops
from campaignkit.messaging import wordings
from campaignkit.problems import Problem, Where
from campaignkit.rows import Row, read
from campaignkit.stores import encoded
from campaignkit.wording import Wording, compile_text, is_empty, is_template

_REMEMBERED = 256  # scripts found for a shop and a language


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A row, the message it makes, and the link that opens the chat with it typed.

    warnings: what is doubtful in its table, in the message, in its link, and beside other rows.
    """

    where: Where
    row: Row
    message: Message
    link: str
    warnings: tuple[Problem, ...] = ()


class Messages(RowStream[MessageRow, Message]):
    """A message for each row. Can be read again as often as its rows can.

    find: gives the wording in a language. language: Jinja over the row, or None: the shop's.
    facts: of the wording, over the columns that bear the names of facts. to: who gets it.
    """

    made = "messages"

    def __init__(
        self,
        source: Source,
        shops: Shops,
        find: Callable[[str], wordings.MessageScript],
        *,
        language: str | None = None,
        facts: Mapping[str, Any] | None = None,
        to: Recipient | None = None,
    ) -> None:
        self.source, self._shops, self._find, self._to = source, shops, find, to
        self._language = Templates.of({"language": language})
        self._facts = Templates.of(facts or {})
        self._scripts: dict[
            tuple[str, Business], tuple[wordings.MessageScript, frozenset[str]]
        ] = {}

    def check(self, own_words: Mapping[str, Wording]) -> None:
        """Raise for what is wrong in every row. own_words: of the message, by their key.

        Raises:
            CampaignError: there is no such wording or language; a text names what is no column;
                a fact that the wording needs is neither column nor given.
        """
        self._shops.check({**own_words, **self._facts.texts, **self._language.texts}, self.source)
        shop, columns = self._shops.only, self.source.rows.columns
        told = self._language.by_key.get("language")
        if shop is None or (told is not None and is_template(told.source)):
            return
        script, own = self._script(shop, shop.language if told is None else told.source)
        if columns is not None:
            wordings.check_facts(script, shop, {*self._facts.by_key, *(own & {*columns})})

    def outcomes(self) -> Iterator[MessageRow | Failure]:
        """Yield each row with its message, or why it has none."""
        seen = Duplicates() if self._to is not None else None
        for one in merged(self.source, self._shops.facts_of_all(), self._worded):
            if seen is None or isinstance(one, Failure):
                yield one
            else:
                found = seen.of(one.link, one.where, what="message, to the same phone,")
                yield replace(one, warnings=(*one.warnings, *found)) if found else one

    def _worded(self, record: MergeRecord) -> MessageRow:
        shop, record = self._shops.placed(record)
        if shop is None:
            raise BadInput("a message needs a shop, who writes it.", rule="shop.not-a-business")
        told = self._language.fill(record, optional=("language",)).get("language")
        asked = parse(told) if told else shop.language
        script, own = self._script(shop, asked)
        worded = wordings.say(script, shop, self._given(record, script, own))
        message = Message(worded.text, worded.language, worded.name, asked, shop.country)
        encoded(message.text)  # refuses what no file can hold
        phone = None
        if self._to is not None:
            phone = record.phone(self._to.needed(record), shop.country)
        link = message.link(phone)
        told = message.problems()  # of its words, too
        doubtful = (*told, *(each for each in judged(link) if not is_of_words(each)))
        return MessageRow(record.where, record.row, message, link, doubtful)

    def _script(
        self, shop: Business, language: str
    ) -> tuple[wordings.MessageScript, frozenset[str]]:
        """Return the wording for a shop, and the facts that a column may be."""
        key = parse(language), shop
        if key not in self._scripts:
            if len(self._scripts) >= _REMEMBERED:
                self._scripts.clear()
            script = self._find(key[0])
            self._scripts[key] = script, wordings.takes(script, shop)
        return self._scripts[key]

    def _given(
        self, record: MergeRecord, script: wordings.MessageScript, own: frozenset[str]
    ) -> Mapping[str, Any]:
        """Return the facts of a row; an empty one that may be left out is."""
        given = {name: record.known[name] for name in own if name in record.row}
        needed = script.needed or frozenset()
        given |= self._facts.fill(record, optional=script.optional | needed)
        for name in sorted(needed & given.keys()):
            needs_cell(name, given[name], of=f"message {script.name!r}")
        return {
            name: value
            for name, value in given.items()
            if not (name in script.optional and is_empty(value))
        }

    def _thing(self, one: MessageRow) -> Message:
        return one.message

    def _said(self, one: MessageRow) -> str:
        return one.message.text


def messages(
    rows: Any,
    /,
    shop: Business | Mapping[str, Any] | str,
    *,
    message: str | PathLike[str] | None = None,
    text: str | None = None,
    to: str | None = None,
    phone: str | None = None,
    language: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    facts: Mapping[str, Any] | None = None,
    **more: Any,
) -> Messages:
    """Return a stream of messages, one a row.

    Args:
        rows: The path of a CSV or XLSX table, a list of mappings, a dataframe, any iterable.
        shop: Who writes, as `stickers` takes it: one Business; its fields, templates over the
            row; or "{{ column }}". phone: of the shop, instead of its own.
        message: A ready wording, such as "order-ready"; or the path of your own .txt.j2.
        text: Words of your own instead, Jinja over the row.
        to: The column with the customers' phones, or Jinja: each row's link opens that chat.
        language: The shop's, if left out; Jinja over the row.
        columns, encoding, sheet: How the table is read, as `ck.table`: {"phone": "WHATSAPP"}.
        facts, more: Of the wording, Jinja over the row. Columns that bear their names are taken.

    Raises:
        NotFound: there is no such wording or table.
        BadInput: both message and text, or neither; a fact is missing; a template names what
            is no column.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> rows = [{"who": "Ana"}, {"who": "Bia"}]
    >>> [str(message) for message in messages(rows, shop, text="Oi {{ who }}!")]
    ['Oi Ana!', 'Oi Bia!']
    """
    if (message is None) == (text is None):
        raise BadInput(
            "give message=, a ready wording, or text=, words of your own.", rule="message.which"
        )
    if not isinstance(language, str | None):
        parse(language)  # says what a language is
    check_mapping(facts, "facts")
    check_text(phone, "phone")
    source, shops = (
        Source(read(rows, columns=columns, encoding=encoding, sheet=sheet)),
        Shops(shop, phone=phone),
    )
    of_language = wordings.find if text is None else wordings.of_text
    made = Messages(
        source,
        shops,
        partial(of_language, str(message) if text is None else text),
        language=language,
        facts={**(facts or {}), **more},
        to=None if to is None else recipient(to, source, shops.facts()),
    )
    made.check({} if text is None else {"text": compile_text(text)})
    return made
