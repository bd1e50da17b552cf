"""[[messages]]: what is sent to customers, worded row by row or filled into a template.

Of a wording or one's own words: one CSV, the columns of the rows with each text and its link,
which opens the customer's chat with the text typed; without a column of phones, the one in which
whoever opens it picks the chat. Of a template see template_jobs.py. Nothing is sent from here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from campaignkit.assets.message_rows import MessageRow, Messages
from campaignkit.assets.template import MessageTemplate
from campaignkit.campaigns.forms.form import Holds, ShopRowsForm
from campaignkit.campaigns.forms.template_choice import known_column, picked, unknown
from campaignkit.errors import BadInput, near_or_all
from campaignkit.jobs.job import Job
from campaignkit.jobs.row_files import Said, TableJob
from campaignkit.jobs.template_files import Audience, PayloadsJob, TemplateJob
from campaignkit.locales import parse
from campaignkit.merge import Source
from campaignkit.messaging import wordings
from campaignkit.messaging.consent import Consents
from campaignkit.messaging.templates import Template, binding
from campaignkit.messaging.variants import Variants
from campaignkit.problems import Problems
from campaignkit.rows.files import file_in, located
from campaignkit.specs import Field, Given, field_validator, model_validator
from campaignkit.wording import is_template

if TYPE_CHECKING:
    from campaignkit.campaigns.forms.checking import FormCheck


_OF_ROWS = ("consent", "consent_dates", "at", "quiet", "repeats", "variants", "shares", "by")


class MessagesForm(ShopRowsForm):
    """[[messages]]: of a ready wording, of words of one's own, or of a template.

    message: its name, or the path of the shop's own .txt.j2. text: the words, Jinja. template:
    the path of a JSON file, of which template_name and language pick one out of several; or the
    template itself, as the platform has it. to: the column with the customer's
    phone, in any local form, or Jinja. shop_column: of many shops ([shops]), the column that says
    whose customer each row is; `by` is another thing here. facts: of the wording, Jinja; a column
    that bears the name of one is taken by itself. columns: column by place of the template, or
    Jinja.

    Of a template with rows: consent, the table of who agreed and who no longer does, whose days
    such as 04/03/2026 are "day-first" or "month-first" (consent_dates); at, when it
    is sent, with its zone (2026-12-01T10:00:00-03:00), and quiet, other hours than the country's;
    repeats, a person may have several rows. variants of a test by name: {} as it is, values such
    as { "1" = "10%" }, or the name of another template of the file; shares, seed and by divide
    the people as `MessageTemplate.bind` does.
    """

    message: Annotated[str | None, Holds.NAME_OR_FILE] = None
    text: Annotated[str | None, Holds.TEMPLATE] = None
    template: Annotated[Any, Holds.FILE] = None
    language: Annotated[str | None, Holds.TEMPLATE] = None
    to: str | None = None
    shop_column: str | None = None
    facts: Annotated[dict[str, Any], Holds.TEMPLATE] = Field(default_factory=dict)
    template_name: str | None = None
    columns: dict[str, str] = Field(default_factory=dict)
    consent: Annotated[Any, Holds.FILE] = None
    consent_dates: Literal["day-first", "month-first"] | None = None
    at: datetime.datetime | None = None
    quiet: str | dict[str, str] | bool | None = None
    repeats: bool = False
    variants: dict[str, str | dict[str, Any]] | None = None
    shares: dict[str, float] | None = None
    seed: int | str = 0
    by: str | None = None

    @field_validator("facts", "template_name", "columns")
    @classmethod
    def _goes_with_what_is_given(cls, value: Any, given: Given) -> Any:
        wanted = "message" if given.field_name == "facts" else "template"
        for other in ("message", "text", "template"):
            if given.data.get(other) is not None and given.data.get(wanted) is None:
                raise ValueError(f"{given.field_name} goes with {wanted}, and this is a {other}")
        return value

    @field_validator("template")
    @classmethod
    def _is_a_path_or_a_template(cls, value: Any) -> Any:
        if value is None or isinstance(value, str | dict):
            return value  # looked at when it is needed
        raise ValueError(
            f"template={value!r:.80} is none. Give the path of a JSON file, or a table with name, "
            "language and components"
        )

    @field_validator("to", "columns")
    @classmethod
    def _speaks_of_rows(cls, value: Any, given: Given) -> Any:
        if value and given.data.get("template") is not None and given.data.get("rows", 0) is None:
            raise ValueError(f"{given.field_name} speaks of rows, and there are none. Add rows = …")
        return value

    @field_validator("at")
    @classmethod
    def _has_a_zone(cls, value: datetime.datetime | None) -> datetime.datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(
                f"at={value.isoformat()} has no zone. Add it: {value.isoformat()}-03:00"
            )
        return value

    @model_validator(mode="after")
    def _is_sent_to_rows(self) -> Self:
        given = [key for key in _OF_ROWS if getattr(self, key)]
        if given and (self.template is None or self.rows is None):
            # elsewhere that is what `by` means
            whose = f"; whose each row is says shop_column = {self.by!r}"
            meant = whose if given[0] == "by" and self.rows is not None else ""
            raise ValueError(f"{given[0]} goes with a template and rows{meant}")
        if self.variants is None and (self.shares is not None or self.by is not None):
            raise ValueError("shares and by divide variants, and there are none")
        return self

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if [self.message, self.text, self.template].count(None) != 2:
            raise ValueError(
                "what is sent is a message (a ready wording), a text (words of your own) or a "
                "template (a JSON file): give one"
            )
        if self.template is not None and (self.shop is not None or self.phone is not None):
            raise ValueError("shop and phone are whose wording it is; a template has its own")
        if self.template is not None and self.rows is not None and self.to is None:
            raise ValueError("a template with rows needs to: the column with the customers' phones")
        return self

    @property
    def shop_key(self) -> str:
        """The key that names the column in which the shop of each row stands."""
        return "shop_column"  # `by` divides variants

    def job(self, check: FormCheck) -> Job | None:
        """Return the job; None if there are faults."""
        if self.template is not None:
            return _template_job(self, check)
        return _messages_job(self, check)

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads."""
        yield from super().inputs(folder)
        if isinstance(self.template, str):
            yield folder / self.template
        if isinstance(self.consent, str) and (table := file_in(folder, self.consent)):
            yield table
        if self.message is not None and wordings.is_path(self.message):
            yield folder / self.message


def _messages_job(form: MessagesForm, check: FormCheck) -> Job | None:
    """Return the job of a ready wording or of one's own words; None if there are faults."""
    source = check.source(form.rows)
    said = "message" if form.text is None else "text"
    shops = check.shops(form.shop, form.phone, source)
    asked = None if is_template(form.language) else form.language or check.shop.language
    language = None if asked is None else check.tried("language", lambda: parse(asked))
    script = check.tried(said, lambda: _script(form, check, language or check.shop.language))
    texts = check.texts({f"facts.{key}": value for key, value in form.facts.items()})
    words = check.texts({"text": form.text, "language": form.language})
    check.check_names({**texts, **words}, source)
    to = None if source is None else check.recipient(form.to, source)
    own: frozenset[str] = frozenset()
    readable = "text" in words or form.text is None  # else that is said
    if script is not None and readable:
        own = check.tried(said, lambda: wordings.takes(script, check.shop)) or own
    if check.faults or script is None or source is None or shops is None:
        return None
    columns = own if source.rows.columns is None else own & {*source.rows.columns}
    key = "facts" if form.facts else said
    given = {*form.facts, *columns}
    check.tried(key, lambda: wordings.check_facts(script, check.shop, given))
    if check.faults:
        return None
    made = Messages(
        source,
        shops,
        lambda spoken: _script(form, check, spoken),
        language=form.language,
        facts=form.facts,
        to=to,
    )
    called = "a table of messages"
    return TableJob(form.name, made, ("message", "link"), _written, "messages", called)


def _script(form: MessagesForm, check: FormCheck, language: str) -> wordings.MessageScript:
    if form.text is not None:
        return wordings.of_text(form.text, language)
    name = form.message or ""
    return wordings.find(str(check.folder / name) if wordings.is_path(name) else name, language)


def _written(one: MessageRow, advised: bool) -> Said:
    said = Said((one.message.text, one.link), one.link)
    return said._replace(problems=one.warnings) if advised else said


def _template_job(form: MessagesForm, check: FormCheck) -> Job | None:
    """Return the job of a template; None if there are faults."""
    source = check.source(form.rows)
    there = check.tried("template", lambda: _templates(form, check))
    template = None if there is None else picked(there, form.template_name, form.language, check)
    if form.rows is None:
        if check.faults or template is None or source is None:
            return None
        return TemplateJob(form.name, source, template)
    to = None if source is None else check.recipient(form.to, source)
    _check_columns(form, check, source)
    if check.faults or template is None or source is None or to is None:
        return None
    audience = _audience(form, check, template, there or ())
    if audience is None:
        return None
    if audience.variants is not None and audience.variants.by is not None:
        check.tried("by", lambda: known_column(form.by or "", source))
    checkers = _checkers(form, check, source, template, audience.variants)
    if check.faults:
        return None
    return PayloadsJob(form.name, source, template, checkers, to, check.shop, audience, check.lacks)


def _templates(form: MessagesForm, check: FormCheck) -> list[MessageTemplate]:
    if isinstance(form.template, Mapping):
        return [MessageTemplate.from_api(form.template)]
    return MessageTemplate.open_all(check.folder / (form.template or ""))


def _checkers(
    form: MessagesForm,
    check: FormCheck,
    source: Source,
    template: MessageTemplate,
    variants: Variants | None,
) -> dict[str, binding.Checker]:
    """Return what checks rows, by variant; "" where there are none."""
    asked: Mapping[str, Template] = {"": template} if variants is None else variants.templates
    made = {}
    for at, (name, each) in enumerate(asked.items()):
        own = {} if variants is None else variants.values[name]
        columns = source.rows.columns
        known = None if columns is None else (*columns, *check.shop_facts, *own)
        chosen = binding.of_slots(form.columns, tuple(asked.values()), at)
        checker = check.tried("columns", partial(binding.Checker, each, chosen, known, None))
        if checker is None:
            continue
        check.tried("template", Problems(checker.broken).raise_errors)
        key = "columns" if form.columns else "template"
        check.tried(key, Problems(checker.absent).raise_errors)
        made[name] = checker
    return made


def _audience(
    form: MessagesForm,
    check: FormCheck,
    template: MessageTemplate,
    there: Sequence[MessageTemplate],
) -> Audience | None:
    """Return who is written to; None if there are faults."""
    consents = None
    if (given := form.consent) is not None:
        table = located(check.folder, given) if isinstance(given, str | PathLike) else given
        country = check.shop.country
        dates = form.consent_dates
        consents = check.tried(
            "consent", lambda: Consents.read(table, country=country, dates=dates)
        )
    variants = None
    if form.variants is not None:
        variants = check.tried("variants", lambda: _variants(form, template, there))
    urgent = template.kind == "AUTHENTICATION"
    made = Audience(consents, form.at, form.quiet, form.repeats, urgent, variants)
    check.tried("quiet", made.watch)
    return None if check.faults else made


def _variants(
    form: MessagesForm, template: MessageTemplate, there: Sequence[MessageTemplate]
) -> Variants:
    given: dict[str, Any] = {}
    for name, what in (form.variants or {}).items():
        same = [each for each in there if each.name == what and each.language == template.language]
        if isinstance(what, str) and len(same) != 1:
            spoken = [each for each in there if each.language == template.language]
            unknown(what, spoken)
        given[name] = same[0] if isinstance(what, str) else what or None
    made = Variants.of(template, given, shares=form.shares, seed=form.seed, by=form.by)
    binding.check_values(made, form.columns)
    return made


def _check_columns(form: MessagesForm, check: FormCheck, source: Source | None) -> None:
    """Note each of `columns` that is no column of the rows, and Jinja that speaks of none."""
    plain = {slot: name for slot, name in form.columns.items() if not is_template(name)}
    texts = {f"columns.{s}": name for s, name in form.columns.items() if s not in plain}
    check.check_names(check.texts(texts), source)
    columns = None if source is None else source.rows.columns
    if source is None or columns is None:
        return
    known = {*columns, *check.shop_facts}
    for slot, name in plain.items():
        if name not in known:
            near = near_or_all(name, columns)
            err = BadInput(
                f"{name!r} is no column of {source.name}.{near}", rule="row.no-column", name=name
            )
            check.faults.append((f"columns.{slot}", err))
