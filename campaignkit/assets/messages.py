"""A message for each row: ready wording or one's own words, filled and checked row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit import links, phones
from campaignkit.assets.message import Message
from campaignkit.business import Business
from campaignkit.merge import MergeRecord, Templates, needs_cell
from campaignkit.merge.recipients import Recipient
from campaignkit.messages import wordings
from campaignkit.problems import Problem, Where
from campaignkit.rows import Row
from campaignkit.stores import encoded
from campaignkit.wording import is_empty


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A row, the message it makes, and the link that opens the chat with it typed."""

    where: Where
    row: Row
    message: Message
    link: str

    def advice(self) -> tuple[Problem, ...]:
        """Return what is doubtful in the message or its link."""
        return (*self.message.problems(), *links.advice(self.link))


@dataclass(frozen=True, slots=True)
class Worder:
    """Words rows. own: the facts that a column may be. facts: over those. to: who gets it."""

    shop: Business
    script: wordings.Script
    asked: str  # the language
    own: frozenset[str]
    facts: Templates
    to: Recipient | None = None

    def __call__(self, record: MergeRecord) -> MessageRow:
        """Return the message of a row.

        Raises:
            CampaignError: a fact is missing or empty; the phone is none.
        """
        worded = wordings.say(self.script, self.shop, self._given(record))
        message = Message(worded.text, worded.language, worded.name, self.asked)
        encoded(message.text)  # refuses what no file can hold
        phone = None
        if self.to is not None:
            phone = phones.to_e164(self.to.said(record), self.shop.country)
        return MessageRow(record.where, record.row, message, message.link(phone))

    def _given(self, record: MergeRecord) -> Mapping[str, Any]:
        """Return the facts of a row; an empty one that may be left out is."""
        given = {name: record.known[name] for name in self.own if name in record.row}
        given |= self.facts.fill(record, optional=self.script.optional)
        for name in (self.script.needed or frozenset()) & given.keys():
            needs_cell(name, given[name], of=f"message {self.script.name!r}")
        may_lack = self.script.optional
        return {
            name: value
            for name, value in given.items()
            if not (name in may_lack and is_empty(value))
        }
