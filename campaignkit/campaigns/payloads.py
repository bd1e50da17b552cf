"""[[messages]] with a template: its JSON to hand in, or with rows what sends it to each of them.

Without rows one JSON file, unless the platform would refuse the template. With rows one file of
lines, the body of a POST /{phone-number-id}/messages each. Nothing is sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaignkit.assets.template import MessageTemplate
from campaignkit.business import Business
from campaignkit.campaigns.findings import errors_in
from campaignkit.campaigns.growing import Line, Said, TextLines, grow
from campaignkit.campaigns.jobs import Counted, Job, Step
from campaignkit.campaigns.manifest import Record
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.locales import parse
from campaignkit.merge import Failure, MergeRecord, Source, merged
from campaignkit.merge.recipients import Recipient
from campaignkit.messages import recipients
from campaignkit.messages.templates import binding, sending
from campaignkit.problems import Problem, Problems, Where
from campaignkit.stores import encoded
from campaignkit.wording import is_template

if TYPE_CHECKING:
    from campaignkit.campaigns.making import Maker
    from campaignkit.campaigns.messages import MessagesForm
    from campaignkit.campaigns.preparing import Preparing


def payloads_job(form: MessagesForm, desk: Preparing) -> Job | None:
    """Return the job of a template; None if there are faults."""
    source = desk.source(form)
    there = desk.tried("template", lambda: _templates(form, desk))
    template = None if there is None else _picked(form, desk, there)
    if form.rows is None:
        if desk.faults or template is None or source is None:
            return None
        return TemplateJob(form.name, source, template)
    to = None if source is None else desk.recipient(form.to, source)
    _check_columns(form, desk, source)
    if desk.faults or template is None or source is None or to is None:
        return None
    columns = source.rows.columns
    known = None if columns is None else (*columns, *desk.shop.facts())
    checker = desk.tried("columns", lambda: binding.Checker(template, form.columns, known, None))
    if checker is not None:
        desk.tried("template", lambda: Problems(checker.broken).raise_errors())
        key = "columns" if form.columns else "template"
        desk.tried(key, lambda: Problems(checker.absent).raise_errors())
    if desk.faults or checker is None:
        return None
    return PayloadsJob(form.name, source, template, checker, to, desk.shop)


def _templates(form: MessagesForm, desk: Preparing) -> list[MessageTemplate]:
    if isinstance(form.template, Mapping):
        return [MessageTemplate.from_api(form.template)]
    return MessageTemplate.open_all(desk.folder / (form.template or ""))


def _picked(
    form: MessagesForm, desk: Preparing, there: Sequence[MessageTemplate]
) -> MessageTemplate | None:
    """Return the one template that is meant; None if that is not one, which is a fault."""
    if not there:
        return desk.tried("template", lambda: _several(there))
    named = [each for each in there if form.template_name in (None, each.name)]
    if not named:
        return desk.tried("template_name", lambda: _unknown(form.template_name or "", there))
    if form.language is not None:
        found = [each for each in named if _spoken(each.language) == _spoken(form.language or "")]
        if not found:
            return desk.tried("language", lambda: _not_in(form.language or "", named))
    else:
        own = [each for each in named if _spoken(each.language) == desk.shop.language]
        found = named if len(named) == 1 or len(own) != 1 else own
    if len(found) == 1:
        return found[0]
    return desk.tried("template", lambda: _several(found))


def _unknown(name: str, there: Sequence[MessageTemplate]) -> MessageTemplate:
    names = list(dict.fromkeys(str(each.name) for each in there))
    near = did_you_mean(name, names) or f" There are: {', '.join(names)}."
    raise NotFound(f"there is no template called {name!r} in it.{near}")


def _not_in(language: str, there: Sequence[MessageTemplate]) -> MessageTemplate:
    spoken = ", ".join(dict.fromkeys(str(each.language) for each in there))
    raise NotFound(f"the template is not there in {language!r}. It is in: {spoken}.")


def _several(there: Sequence[MessageTemplate]) -> MessageTemplate:
    if not there:
        raise BadInput("there is no template in it.")
    listed = ", ".join(f"{each.name} [{each.language}]" for each in there)
    raise BadInput(
        f"there are {len(there)} templates in it: {listed}. Say which with template_name and "
        "language."
    )


def _spoken(language: object) -> str:
    """Return a language's usual spelling; the platform may know some that we do not."""
    try:
        return parse(str(language))
    except CampaignError:
        return str(language)


def _check_columns(form: MessagesForm, desk: Preparing, source: Source | None) -> None:
    """Note each of `columns` that is no column of the rows, and Jinja that speaks of none."""
    plain = {slot: name for slot, name in form.columns.items() if not is_template(name)}
    texts = {f"columns.{s}": name for s, name in form.columns.items() if s not in plain}
    desk.check_names(desk.texts(texts), source)
    columns = None if source is None else source.rows.columns
    if source is None or columns is None:
        return
    known = {*columns, *desk.shop.facts()}
    for slot, name in plain.items():
        if name not in known:
            near = did_you_mean(name, columns) or f" There are: {', '.join(columns)}."
            err = BadInput(f"{name!r} is no column of {source.name}.{near}")
            desk.faults.append((f"columns.{slot}", err))


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

    def make(self, maker: Maker, step: Step) -> None:
        """Write it, unless it has errors."""
        found = tuple(self.problems())
        if errors_in(found):
            maker.failed(Record(self.name), found)
            return
        digest = maker.save(self.file, encoded(self.template.json()))
        step()
        maker.made(Record(self.name, file=self.file, sha256=digest), found)


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

    def make(self, maker: Maker, step: Step) -> None:
        """Write the lines."""
        grow(self, maker, TextLines(), self.outcomes(), step)

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
