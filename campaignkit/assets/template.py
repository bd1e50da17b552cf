"""A message template that checks, mends, fills, saves and shows itself."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from os import PathLike
from pathlib import Path
from typing import Any, Self

from campaignkit import resources, stores
from campaignkit import rows as tables
from campaignkit.arguments import check_path, check_text, truth
from campaignkit.assets.notebook_display import Bundle
from campaignkit.errors import BadInput, NotFound, near_or_all
from campaignkit.messaging import advice as advising
from campaignkit.messaging import lint, preview, pricing
from campaignkit.messaging.consent import Consents, Gate
from campaignkit.messaging.consent.overlap import overlap
from campaignkit.messaging.contacts import Contacts
from campaignkit.messaging.lint import parity
from campaignkit.messaging.lint.mending import fixed, fixed_together
from campaignkit.messaging.preview import Theme
from campaignkit.messaging.pricing import Cost
from campaignkit.messaging.templates import Template, binding
from campaignkit.messaging.templates.nonsense import is_missing
from campaignkit.messaging.templates.slots import Slot, slots
from campaignkit.messaging.variants import Variants
from campaignkit.problems import Problem, Problems

Columns = Mapping[str, str]
_LISTED = 8  # templates named in a message
_FORM = "Write one template, or a list of them, as the platform has it."


@dataclass(frozen=True, slots=True, repr=False)
class Bound(binding.BoundRows):
    """A template with the rows that fill it, as `MessageTemplate.bind` gives it."""

    def save(self, path: stores.Target, *, check: bool = True) -> Path | None:
        """Write the payloads of all rows as JSON Lines (.jsonl), one a row; return the path.

        check: first refuse rows with errors; False leaves those rows out.

        Raises:
            BadInput: rows have errors (`problems` has them), no column says whom to send to, or
                the file cannot be written. Nothing is written then.
        """
        stores.check_target(path, (".jsonl",))
        # a bad row may come after many good ones, and then no file is to be there
        with stores.scratch() as made:
            for payload in self.payloads(check=check):
                text = json.dumps(payload, ensure_ascii=False)
                made.write(stores.encoded(text, key="a payload") + b"\n")
            made.seek(0)
            return stores.write_file(path, made)

    def texts(self) -> Iterator[str]:
        """Yield the filled body of each row that can be read, as the customer will read it.

        A variable for which a row has no value stays as it is written: {{1}}.
        """
        for number, _raw, row in self.filled():
            given = {key: value for key, value in row.items() if not is_missing(value)}
            yield preview.body_filled(self.template_of(number), given)

    def cost(
        self,
        rates: Any = None,
        *,
        at: datetime.date | None = None,
        service_until: str | None = None,
        free_until: str | None = None,
        abroad: bool = False,
    ) -> Cost:
        """Return what sending to these rows will cost, by country and currency.

        Args:
            rates: A table (path, dicts, dataframe; the platform's rate card will do), or Rates;
                left out: the one that comes along, which says how old it is.
            at: When they are sent: rates older than 90 days by then are told. A datetime with its
                zone where a window is named.
            service_until, free_until: Columns that say until when the customer's 24-hour window,
                and the free one of 72 hours after an ad, are open.
            abroad: One-time codes go abroad, where that has a rate of its own.

        Raises:
            BadInput: no column says whom to send to, or one is not there; the rates cannot be
                read.
        """
        for key, column in (("service_until", service_until), ("free_until", free_until)):
            binding.check_column(key, column, self.rows.columns)
        return pricing.cost(
            self.sendable(),
            category=self.template.kind,
            rates=rates,
            at=at,
            service_until=service_until,
            free_until=free_until,
            abroad=abroad,
        )

    def advice(self, *, limit: int | None = None) -> Problems:
        """Return what is good to know before a send: limits, pacing, life time, who gets none.

        limit: How many people the business may write to in 24 hours.
        """
        return advising.advice(self.template, self.sendable(), limit=limit)

    def html(self, number: int, *, theme: Theme = "auto") -> str:
        """Return the bubble of one row, counted from 1, as HTML.

        Raises:
            BadInput: there is no such row, or it cannot be read.
        """
        rows = (row for at, _raw, row in self.filled() if at == number)
        row = next(rows, None)
        if row is None:
            raise BadInput(
                f"there is no row {number} that can be read: the table has {self.count:,} rows.",
                rule="send.no-row",
                row=number,
                count=self.count,
            )
        given = {key: value for key, value in row.items() if not is_missing(value)}
        return preview.of_template(self.template_of(number), theme=theme, values=given)


class MessageTemplate(Template):
    """A WhatsApp message template, as the Cloud API has it. It shows itself as a chat bubble.

    >>> t = MessageTemplate("order_ready", language="en", category="UTILITY",
    ...     body="Hello {{who}}, your order {{order}} is ready.",
    ...     examples={"who": "Ana", "order": "A-17"})
    >>> bool(t.problems())
    False
    >>> t.payload("+5511987654321", {"who": "Ana", "order": "A-17"})["template"]["name"]
    'order_ready'
    """

    __slots__ = ()

    def problems(self) -> Problems:
        """Return what the platform would refuse (errors), and what is doubtful (warnings)."""
        return lint.problems(self)

    def fixed(self) -> Self:
        """Return the template with everything mended that can be mended without a person.

        Numbers of variables stay: all languages must change theirs together (`fix_file`).
        """
        return fixed(self)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """What a row must or may supply."""
        return slots(self)

    def bind(
        self,
        rows: Any,
        *,
        columns: Columns | None = None,
        to: str | None = None,
        country: str | None = None,
        consent: Any = None,
        at: datetime.datetime | None = None,
        quiet: Any = None,
        language: str | None = None,
        repeats: bool = False,
        contacts: Any = None,
        variants: Mapping[str, Template | Mapping[str, Any] | None] | None = None,
        shares: Mapping[str, float] | None = None,
        seed: int | str = 0,
        by: str | None = None,
    ) -> Bound:
        """Return the template with rows that fill it, each checked.

        What is returned has `.problems()`, `.outcomes()`, `.payloads()`, `.texts()`, `.cost()`,
        `.advice()`, `.save()` and `.html()`.

        Args:
            rows: A path, dicts, a dataframe or an iterator.
            columns: Column by slot where they differ: {"1": "NAME"}; or Jinja over the row.
            to: The column with the recipient's phone number.
            country: ISO 3166-1 code of the country in whose local form numbers may be written.
            consent: A table of who agreed and who no longer does (phone, when, how, wording,
                status), or `Consents`. Rows of all others are held back, with the reason.
            at: When the messages are sent, with its zone. Rows whose hour is quiet then are held
                back; one-time codes are not.
            quiet: Other quiet hours: "22:00-07:00", or by country {"BR": "20:00-09:00", "*": ""};
                False: none.
            language: The column with a person's language (`language` or `idioma` is seen by
                itself): one person in two is held back.
            repeats: A person may have several rows. Otherwise a second one is a warning, and with
                `consent` or `at` held back.
            contacts: Whose username is which user id: a mapping, or a table with username and
                user_id. The platform sends to ids and numbers alone.
            variants: For a test, by name: a template, values that the variant sets, or None for
                this template. Everybody's is decided by a hash of `seed` and the recipient, and
                comes back with each status (`biz_opaque_callback_data`: "variant=a").
            shares: How much each variant gets: {"a": 0.8, "b": 0.2}; alike if left out.
            by: The column whose values are each divided evenly.

        Raises:
            BadInput: a column is missing, or an argument is not what it should be.
        """
        if contacts is not None and to is not None:
            known_ids = Contacts.read(contacts)
            rows = known_ids.resolved(tables.read(rows), to, country=country)
            # who agreed may be written as a username, too
            if consent is not None and not isinstance(consent, Consents):
                consent = Consents.read(consent, country=country, contacts=known_ids)
        gate = None
        if consent is not None or at is not None or not (quiet is None or quiet is False):
            known = None if consent is None else Consents.read(consent, country=country)
            urgent = self.kind == "AUTHENTICATION"
            gate = Gate(
                known, at=at, quiet=quiet, language=language, repeats=repeats, urgent=urgent
            )
        trial = None
        if variants is None and (shares is not None or by is not None):
            raise BadInput(
                "shares= and by= divide variants, and there are none. Give them, as in "
                "variants={'a': …, 'b': …}.",
                rule="variant.none",
            )
        if variants is not None:
            trial = Variants.of(self, variants, shares=shares, seed=seed, by=by)
        bound = binding.bind(
            self,
            rows,
            columns=columns,
            to=to,
            country=country,
            gate=gate,
            variants=trial,
            repeats=repeats,
            language=language,
        )
        # rows are bound on a lower floor, which knows no files, pictures or prices
        return Bound(*(getattr(bound, item.name) for item in fields(bound)))

    def payload(
        self, to: str, row: Mapping[str, Any] | Sequence[Any], *, columns: Columns | None = None
    ) -> dict[str, Any]:
        """Return the JSON that sends it to one person (POST /{phone-number-id}/messages).

        Raises:
            BadInput: everything that is wrong with the values or with `to`, at once.
        """
        return binding.payload(self, to, row, columns=columns)

    def html(
        self,
        *,
        theme: Theme = "auto",
        values: Mapping[str, Any] | None = None,
        picture: str | PathLike[str] | None = None,
    ) -> str:
        """Return the bubble as HTML.

        Args:
            theme: "auto" (follows the reader's), "light" or "dark".
            values: Instead of the samples, by slot.
            picture: A PNG, JPEG, WebP or GIF to stand in the header.
        """
        check_path(picture, "picture")
        check_text(theme, "theme")
        source = "" if picture is None else header_picture(Path(picture))
        return preview.of_template(self, theme=theme, values=values, picture=source)

    def json(self) -> str:
        """Return the template as JSON text, as the platform takes it.

        Raises:
            BadInput: it holds half an emoji, or a value that is not JSON.
        """
        return _text(self.to_api())

    def save(self, target: stores.Target, *, check: bool = True) -> None:
        """Write the JSON that creates the template on the platform.

        Raises:
            BadInput: there are errors (unless `check` is False), or it cannot be written.
        """
        stores.check_target(target, (".json",))
        if truth(check, "check"):
            self.problems().raise_errors(f"template {self.name!r}")
        stores.write_file(target, stores.encoded(self.json()))

    @classmethod
    def open(
        cls, path: str | PathLike[str], *, name: str | None = None, language: str | None = None
    ) -> Self:
        """Return the one template of a JSON file, or of several the one called so.

        Raises:
            NotFound: there is no such file, or no such template in it; names the nearest.
            BadInput: as `open_all`; or several are left.
        """
        check_text(name, "name")
        check_text(language, "language")
        found = cls.open_all(path)
        for key, wanted in (("name", name), ("language", language)):
            if wanted is not None:
                have = [str(getattr(each, key)) for each in found]
                found = [each for each in found if getattr(each, key) == wanted]
                if not found:
                    near = near_or_all(wanted, have)
                    raise NotFound(
                        f"{path} has no template with the {key} {wanted!r}.{near}",
                        rule="template.unknown",
                        path=str(path),
                        key=key,
                        value=wanted,
                    )
        if len(found) == 1:
            return found[0]
        listed = ", ".join(f"{each.name} ({each.language})" for each in found[:_LISTED]) or "none"
        raise BadInput(
            f"{path} holds {len(found)} templates: {listed}. Say which, with name= and language=.",
            rule="template.several",
            path=str(path),
            count=len(found),
        )

    @classmethod
    def open_all(cls, path: str | PathLike[str]) -> list[Self]:
        """Return the templates of a JSON file: one, a list of them, or the platform's listing.

        Raises:
            NotFound: there is no such file.
            BadInput: it is not JSON, or holds no template.
        """
        data = resources.user_json(str(path), what="template", form=_FORM)
        # as the platform's listing has them: {"data": […]}
        if isinstance(data, Mapping) and isinstance(data.get("data"), list):
            data = data["data"]
        listed = data if isinstance(data, list) else [data]
        return [cls.from_api(item) for item in listed]

    def __str__(self) -> str:
        return preview.words_of(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        problems = self.problems()
        told = f"<div>{problems._repr_html_()}</div>" if problems else ""
        plain = f"{self}\n{problems}" if problems else str(self)
        return {"text/plain": plain, "text/html": f"{self.html()}{told}"}, {}


def language_problems(templates: Iterable[Template]) -> Problems:
    """Return where the languages of one template differ: variables, buttons, parts."""
    return parity.problems(list(templates))


def people_twice(*sends: Bound) -> Problems:
    """Return the rows whose person an earlier send writes to, too: again, or in another language.

    Raises:
        BadInput: one is no `Bound`; no column of a send says whom it goes to.
    """
    for send in sends:
        if not isinstance(send, Bound):
            raise BadInput(
                f"{send!r} is no send. Give templates with their rows: "
                "people_twice(one.bind(rows, to='phone'), other.bind(more, to='phone')).",
                rule="consent.send",
                value=send,
            )
    return overlap((send.template, send.sendable()) for send in sends)


def check_files(*paths: str | PathLike[str]) -> Problems:
    """Return everything wrong with the templates of JSON files, each finding with its place.

    Languages of one template are compared, also where they stand in several files.

    Raises:
        NotFound, BadInput: as `MessageTemplate.open_all`.
    """
    return _problems([(str(path), MessageTemplate.open_all(path)) for path in paths])


def fix_file(path: str | PathLike[str], target: stores.Target) -> Problems:
    """Mend the templates of a JSON file, write them to another, and return what is left.

    One template is written as itself, several as a list. Gaps in the numbers of variables are
    closed, in all languages of a template alike.

    Raises:
        NotFound, BadInput: as `MessageTemplate.open_all`; or `target` cannot be written.
    """
    stores.check_target(target, (".json",))
    mended = fixed_together(MessageTemplate.open_all(path))
    listed = [template.to_api() for template in mended]
    stores.write_file(target, _text(listed[0] if len(listed) == 1 else listed).encode())
    return _problems([(str(target), mended)])


def _problems(files: Sequence[tuple[str, Sequence[MessageTemplate]]]) -> Problems:
    found: list[Problem] = []
    for path, templates in files:
        several = len(templates) > 1
        for template in templates:
            prefix = f"{template.name}[{template.language}]." if several else ""
            found += [_placed(item, path, prefix) for item in template.problems()]
    file = files[0][0] if len(files) == 1 else None
    # languages of one template may stand in several files
    every = [template for _path, templates in files for template in templates]
    found += [_placed(item, file, "") for item in language_problems(every)]
    return Problems(found)


def _placed(problem: Problem, file: str | None, prefix: str) -> Problem:
    key = f"{prefix}{problem.where.key or ''}"
    return replace(problem, where=replace(problem.where, file=file, key=key))


def _text(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    stores.encoded(text, key="the template's JSON")  # refuses what no file can hold
    return text


def header_picture(path: Path) -> str:
    """Return a picture as a data address, at most twice as wide as the bubble."""
    from campaignkit import pictures

    picture = pictures.open_within(path, 2 * preview.WIDTH)
    return preview.embedded(pictures.png(picture, level=9), "png")
