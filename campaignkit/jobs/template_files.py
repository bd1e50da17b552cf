"""[[messages]] with a template: its JSON to hand in, or with rows what sends it to each of them.

Without rows one JSON file, unless the platform would refuse the template. With rows one file of
lines, the body of a POST /{phone-number-id}/messages each; rows that are held back (no consent, a
quiet hour, a person twice) have none: that is no fault, and they are listed with the reason.
Nothing is sent.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from campaignkit.assets.template import MessageTemplate
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError
from campaignkit.jobs.builder import Builder, Step
from campaignkit.jobs.job import Counted, Job
from campaignkit.jobs.row_files import HeldRow, RowLine, Said, TextLines, grow
from campaignkit.manifests.manifest import Record
from campaignkit.merge import Failure, MergeRecord, Source, merged
from campaignkit.merge.recipients import Recipient
from campaignkit.merge.records import Lacked
from campaignkit.messaging import recipients, rules
from campaignkit.messaging.consent import Consents, Gate
from campaignkit.messaging.recipients import identity
from campaignkit.messaging.templates import binding, ordering, sending
from campaignkit.messaging.variants import CALLBACK, Variants
from campaignkit.problems import Problem, Problems, Where
from campaignkit.proof.document import errors_in
from campaignkit.stores import encoded


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
    """What sends a template to each row, a line of JSON each. lacks: facts that the shop lacks."""

    name: str
    source: Source
    template: MessageTemplate
    checkers: Mapping[str, binding.Checker]  # by variant; "" where there are none
    to: Recipient
    shop: Business
    audience: Audience
    lacks: Mapping[str, Lacked] = field(default_factory=dict)
    kind: str = "messages"
    called = "a file of payloads"

    @property
    def file(self) -> str:
        """Its one file."""
        return f"{self.name}.jsonl"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of so many rows."""
        return Counted(1, 0, 0)

    def outcomes(self) -> Iterator[RowLine | HeldRow | Failure]:
        """Yield each row with its payload, or why it is held back."""
        drawn = self._drawn()
        for one in self._people():
            yield self._line(one, drawn) if isinstance(one, _Person) else one

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with its rows, and with the table of consents."""
        yield from Job.problems(self)
        yield from self.audience.findings()

    def make(self, builder: Builder, step: Step) -> None:
        """Write the lines."""
        builder.findings.add(self.name, self.audience.findings(), shop=builder.asset.shop)
        grow(self, builder, TextLines(), self.outcomes(), step)

    def _drawn(self) -> Mapping[int, str]:
        """Return the variant of each row that is sent."""
        variants = self.audience.variants
        if variants is None:
            return {}
        by = variants.by
        # shares are kept among all who are written to, so all of them are gone through first
        return variants.assign(
            {
                one.number: (one.to, None if by is None else one.record.row.get(by))
                for one in self._people()
                if isinstance(one, _Person)
            }
        )

    def _people(self) -> Iterator[_Person | HeldRow | Failure]:
        """Yield who each row is sent to, why it is held back, or what is wrong with it."""
        watch = self.audience.watch()  # new for each reading: it remembers whom it has met
        first = next(iter(self.checkers.values()))
        references = ordering.References(self.template, first.names)
        read = partial(self._person, watch=watch, references=references)
        return merged(self.source, self.shop.facts(), read)

    def _known(self, record: MergeRecord, variant: str) -> dict[str, Any]:
        """Return what a row knows, with the values that a variant sets."""
        variants = self.audience.variants
        own = {} if variants is None else variants.values[variant]
        return {**self.shop.facts(), **record.row, **own}

    def _person(
        self, record: MergeRecord, watch: Watch, references: ordering.References
    ) -> _Person | HeldRow:
        found: dict[Problem, None] = {}  # each once, also where all variants have it
        for variant, checker in self.checkers.items():
            wrong = checker.check(self._known(record, variant), None)
            found |= dict.fromkeys(self._at_its_cell(each, record) for each in wrong)
        column, to = self.to.column, self.to.said(record)
        try:
            to = recipients.recipient(to, self.shop.country)
        except BadInput as err:
            place = Where(column=column or None, key="to")
            found[Problem(rule="send.to", message=err.plain, where=place, value=to)] = None
        else:
            told = sending.recipient_problems(self.template, to, Where(key="to"))
            found |= dict.fromkeys(told)
        Problems(found).raise_errors()
        number = record.where.row or 0
        if references.wanted:
            variant, checker = next(iter(self.checkers.items()))
            own = checker.read(self._known(record, variant))
            repeated = [each.placed(record.where) for each in references.check(own, number)]
            Problems(repeated).raise_errors()
            found |= dict.fromkeys(repeated)
        if (held := watch.held(record.row, record.where, to, column)) is not None:
            return held
        found |= dict.fromkeys(watch.again(record.where, to, column))
        return _Person(record, to, number, tuple(found))

    def _at_its_cell(self, problem: Problem, record: MergeRecord) -> Problem:
        """Return a problem with a fact that the shop lacks, placed where the shop is told."""
        column = problem.where.column or ""
        lacked = None if column in record.row else self.lacks.get(column)
        where = None if lacked is None else lacked.where
        return problem if where is None else replace(problem, where=where)

    def _line(self, one: _Person, drawn: Mapping[int, str]) -> RowLine | Failure:
        variants, where = self.audience.variants, one.record.where
        variant = drawn.get(one.number, "")
        template = self.template if variants is None else variants.templates[variant]
        try:
            known = self._known(one.record, variant)
            own = {} if variants is None else variants.values[variant]
            filled = {**known, **self.checkers[variant].read(known), **own}
            payload = sending.payload(template, one.to, filled)
            if variants is not None:
                payload |= {CALLBACK: f"variant={variant}"}
            text = json.dumps(payload, ensure_ascii=False)
            encoded(text)  # refuses what no file can hold
        except CampaignError as err:
            return Failure(where, err)
        return RowLine(where, one.record.row, Said((text,), problems=one.found))


class _Person(NamedTuple):
    """A row that is sent: to whom, and what is doubtful in it."""

    record: MergeRecord
    to: str
    number: int
    found: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is written to, as `MessageTemplate.bind` has it. urgent: at any hour (one-time codes)."""

    consents: Consents | None = None
    at: datetime.datetime | None = None
    quiet: Any = None
    repeats: bool = False
    urgent: bool = False
    variants: Variants | None = None

    def watch(self) -> Watch:
        """Return what goes through the rows once.

        Raises:
            BadInput: no such hours; hours without a moment.
        """
        return Watch(self)

    def findings(self) -> list[Problem]:
        """Return what could not be read in the table of consents."""
        gate = self.watch().gate
        return [] if gate is None else gate.findings()


class Watch:
    """Looks at rows in their order: whether their person is written to, and was before."""

    def __init__(self, audience: Audience) -> None:
        self.gate: Gate | None = None
        if audience.consents or audience.at or audience.quiet not in (None, False):
            self.gate = Gate(
                audience.consents,
                at=audience.at,
                quiet=audience.quiet,
                repeats=audience.repeats,
                urgent=audience.urgent,
            )
        self.told = self.gate is None and not audience.repeats
        self.seen: dict[str, int] = {}

    def held(self, row: Mapping[str, Any], where: Where, to: str, column: str) -> HeldRow | None:
        """Return why a row is held back, None if it is not."""
        if self.gate is None or where.row is None:
            return None
        found = self.gate.check(row, where.row, to, column)
        return None if found is None else HeldRow(where, found)

    def again(self, where: Where, to: str, column: str) -> list[Problem]:
        """Return that a person had a row before, where nobody holds the second one back."""
        if not self.told or where.row is None:
            return []
        first = self.seen.setdefault(identity(to), where.row)
        place = Where(column=column or None)
        return [] if first == where.row else [rules.problem("send.again", place, to, first=first)]
