"""[[messages]] with a template: its JSON to hand in, or with rows what sends it to each of them.

Without rows one JSON file, unless the platform would refuse the template. With rows one file of
lines, the body of a POST /{phone-number-id}/messages each. Nothing is sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaignkit.assets.template import MessageTemplate
from campaignkit.business import Business
from campaignkit.campaigns.builder import Step
from campaignkit.campaigns.jobs import Counted, Job
from campaignkit.campaigns.manifest import Record
from campaignkit.campaigns.row_files import Line, Said, TextLines, grow
from campaignkit.errors import BadInput
from campaignkit.merge import Failure, MergeRecord, Source, merged
from campaignkit.merge.recipients import Recipient
from campaignkit.messaging import recipients
from campaignkit.messaging.templates import binding, sending
from campaignkit.problems import Problem, Problems, Where
from campaignkit.proof.document import errors_in
from campaignkit.stores import encoded

if TYPE_CHECKING:
    from campaignkit.campaigns.builder import Builder


@dataclass(frozen=True, slots=True)
class TemplateJob(Job):
    """One template as JSON."""

    name: str
    source: Source
    template: MessageTemplate
    kind: str = "messages"
    called = "a message template"

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.json"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of it."""
        return Counted(1, 0, 0)

    def outcomes(self) -> Iterator[object]:
        """Yield the template."""
        yield self.template

    def problems(self) -> Iterator[Problem]:
        """Yield what the platform would refuse, or what is doubtful."""
        place = Where(file=self.name)
        return (problem.placed(place) for problem in self.template.problems())

    def make(self, builder: Builder, step: Step) -> None:
        """Write it, unless it has errors."""
        found = tuple(self.problems())
        if errors_in(found):
            builder.failed(Record(self.name), found)
            return
        digest = builder.save(self.file, encoded(self.template.json()))
        step()
        builder.made(Record(self.name, file=self.file, sha256=digest), found)


@dataclass(frozen=True, slots=True)
class PayloadsJob(Job):
    """What sends a template to each row, a line of JSON each."""

    name: str
    source: Source
    template: MessageTemplate
    checker: binding.Checker
    to: Recipient
    shop: Business
    kind: str = "messages"
    called = "a file of payloads"

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.jsonl"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        return Counted(1, 0, 0)

    def outcomes(self) -> Iterator[Line | Failure]:
        """Yield each row with its payload."""
        return merged(self.source, self.shop.facts(), self._line)

    def make(self, builder: Builder, step: Step) -> None:
        """Write the lines."""
        grow(self, builder, TextLines(), self.outcomes(), step)

    def _line(self, record: MergeRecord) -> Line:
        known = {**self.shop.facts(), **record.row}
        found = list(self.checker.check(known, None))
        to = self.to.said(record)
        try:
            to = recipients.recipient(to, self.shop.country)
        except BadInput as err:
            place = Where(column=self.to.column or None, key="to")
            found.append(Problem(rule="send.to", message=str(err), where=place, value=to))
        else:
            found += sending.recipient_problems(self.template, to, Where(key="to"))
        Problems(found).raise_errors()
        filled = {**known, **self.checker.read(known)}
        payload = sending.payload(self.template, to, filled)
        text = json.dumps(payload, ensure_ascii=False)
        encoded(text)  # refuses what no file can hold
        return Line(record.where, record.row, Said((text,), problems=tuple(found)))
