"""Who agreed to be written to, and who no longer does: a table, an event a row, with its proof.

The last word of a person counts; on the same moment, and without a moment, a "no" does. A "yes"
needs proof: when it was given, and how. Policies of the platform and laws (LGPD, DPDP, GDPR) ask
the sender for it.
Source: Meta, WhatsApp Business Platform, "Get opt-in" (November 2025).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from campaignkit import rows as tables
from campaignkit.arguments import check_mapping, shown
from campaignkit.display import html_facts
from campaignkit.errors import BadInput, near_or_all
from campaignkit.frozen import Frozen
from campaignkit.messaging import rules
from campaignkit.messaging.consent.moments import ORDERS, Dates, figures, moment_of, orders
from campaignkit.messaging.contacts import Contacts
from campaignkit.messaging.recipients import identity, recipient
from campaignkit.problems import Problem, Problems, Where

# What tables call each of the columns, in the languages of the wordings.
NAMES = {
    "person": """phone to number recipient user_id whatsapp mobile cell tel telefone celular
        telefono móvil movil numero número contact wa_id الهاتف رقم फ़ोन फोन मोबाइल""",
    "when": """when date at timestamp time consent_date opt_in_date data quando fecha cuando
        cuándo التاريخ متى तारीख कब""",
    "how": """how source channel method origin origem canal como cómo origen fonte كيف المصدر
        कैसे स्रोत""",
    "wording": "wording text statement consent_text texto redação frase نص النص पाठ",
    "status": """status consent state action event opt opted consentimento consentimiento situação
        estado accion acción الحالة स्थिति""",
    "until": """opt_out opted_out opt_out_date opted_out_at revoked revoked_at unsubscribed_at
        saída baja cancelado_em""",
}
_YES = """in opt-in opt_in optin opted-in opted_in yes y true 1 granted given subscribed accepted
    active start sim aceito aceite entrar inscrito si sí alta acepto suscrito نعم موافق اشترك
    हाँ हां स्वीकार"""
_NO = """out opt-out opt_out optout opted-out opted_out no n false 0 revoked withdrawn unsubscribed
    stop inactive blocked não nao parar sair cancelado descadastrado baja salir cancelar
    لا إيقاف ايقاف नहीं नही रोकें बंद"""
_SAID = dict.fromkeys(_YES.split(), True) | dict.fromkeys(_NO.split(), False)


@dataclass(frozen=True, slots=True)
class Consent:
    """One event: a person said yes or no. row: of the table it stands in."""

    given: bool
    when: datetime.datetime | None
    how: str | None
    wording: str | None
    row: int
    unread: str | None = None  # what the table says of when, where that is no day

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a yes needs as its proof, and has not."""
        has = {"when": self.when, "how": self.how}
        told = {"when": f"when ({self.unread!r} cannot be read as a day)"} if self.unread else {}
        return tuple(told.get(key, key) for key, value in has.items() if value is None)


@dataclass(frozen=True, slots=True, repr=False)
class Consents:
    """A table of consents. found: what could not be read in it."""

    events: Mapping[str, tuple[Consent, ...]]
    source: str
    found: Problems

    @classmethod
    def read(
        cls,
        source: Any,
        *,
        columns: Mapping[str, str] | None = None,
        country: str | None = None,
        contacts: Contacts | None = None,
        dates: Dates | None = None,
    ) -> Self:
        """Return the consents of a table.

        Args:
            source: A path, dicts, a dataframe or an iterator; a row an event.
            columns: What the table calls `person` (phone number or user id), `when`, `how`,
                `wording`, `status` (opt-in or opt-out; without it every row is a yes) and `until`
                (the day of an opt-out), where it is not seen from their names.
            country: ISO 3166-1 code of the country in whose local form numbers may be written.
            contacts: Whose username is which id, where the table has usernames.
            dates: How days such as 04/03/2026 are written: "day-first" or "month-first". Left
                out: as one of them tells by a number above 12; where none does, that is told
                once, and such days are no proof.

        Raises:
            BadInput: no column says whose consent it is; `columns` names what is not there; there
                is no such `dates`.

        >>> table = [{"phone": "+5511987654321", "when": "2026-03-04", "how": "balcão"}]
        >>> Consents.read(table).last("+5511987654321").given
        True
        """
        if isinstance(source, cls):
            return source
        check_mapping(columns, "columns")
        if contacts is not None and not isinstance(contacts, Contacts):
            raise BadInput(
                f"contacts={shown(contacts)} are none. Give what Contacts(…) made.",
                rule="consent.contacts",
            )
        reader = _ConsentReader(dict(columns or {}), country, contacts)
        table = tables.read(source)
        outcomes = table.outcomes if table.again else list(table.outcomes()).__iter__
        reader.choose(checked_dates(dates), outcomes())
        for number, outcome in enumerate(outcomes(), 1):
            reader.take(outcome, number)
        reader.tell()
        events = {person: tuple(said) for person, said in reader.events.items()}
        return cls(Frozen(events), table.source, Problems(reader.found))

    def last(self, to: str, at: datetime.datetime | None = None) -> Consent | None:
        """Return a person's last word, None if there is none; at: not what was said later."""
        said = [
            each
            for each in self.events.get(identity(to), ())
            if at is None or each.when is None or each.when <= at
        ]
        timeless = [each for each in said if each.when is None and not each.given]
        if timeless:
            return timeless[-1]
        return max(said, key=_order, default=None)

    def problems(self) -> Problems:
        """Return what could not be read in the table."""
        return self.found

    def __len__(self) -> int:
        return len(self.events)

    def __repr__(self) -> str:
        return f"<Consents of {len(self):,} people in {self.source}: {len(self.found)} findings>"

    def _repr_html_(self) -> str:
        told = self.found._repr_html_() if self.found else ""
        return html_facts("Consents", {"people": len(self), "source": self.source}) + told


def _order(said: Consent) -> tuple[datetime.datetime, bool]:
    return said.when or datetime.datetime.min.replace(tzinfo=datetime.UTC), not said.given


class _ConsentReader:
    """Reads rows of consents, and gathers what cannot be read."""

    def __init__(
        self, columns: Mapping[str, str], country: str | None, contacts: Contacts | None
    ) -> None:
        for key in columns:
            if key not in NAMES:
                near = near_or_all(key, NAMES)
                raise BadInput(
                    f"a table of consents has no {key!r}.{near}", rule="consent.columns", key=key
                )
        self.named = dict(columns)
        self.country = country
        self.contacts = contacts
        self.columns: dict[tuple[str, ...], dict[str, str]] = {}  # by the names of a row
        self.events: dict[str, list[Consent]] = {}
        self.found: list[Problem] = []
        self.wordless = 0
        self.dates: Dates | None = None
        self.doubtful: list[str] = []  # days that may be two, where the table does not tell

    def choose(self, dates: Dates | None, outcomes: Iterable[tables.Outcome]) -> None:
        """Settle how days are written: as asked, else as all of them tell."""
        rows = (each for each in outcomes if dates is None and not isinstance(each, Problem))
        keys = ("when", "until")
        said = (row.get(self._columns(row).get(key, "")) for row in rows for key in keys)
        self._possible = (dates,) if dates is not None else orders(said)
        self.dates = self._possible[0] if len(self._possible) == 1 else None

    def _columns(self, row: tables.Row) -> dict[str, str]:
        """Return which column of such rows is which."""
        known = self.columns.get(tuple(row))
        if known is None:
            known = self.columns[tuple(row)] = self._found(row)
        return known

    def take(self, outcome: tables.Row | Problem, number: int) -> None:
        """Take the event of a row."""
        if isinstance(outcome, Problem):
            self.found.append(outcome)
            return
        columns = self._columns(outcome)
        given = {key: outcome.get(column) for key, column in columns.items()}
        try:
            said = given["person"]
            person = recipient(
                said if self.contacts is None else self.contacts.of(said), self.country
            )
        except BadInput as err:
            where = Where(row=number, column=columns["person"])
            self._add("consent.person", where, given["person"], said=err.plain)
            return
        for event in self._events(given, number, columns):
            self.events.setdefault(identity(person), []).append(event)

    def _found(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Return which column is which."""
        missing = [name for name in self.named.values() if name not in row]
        made = dict(self.named)
        for key, names in NAMES.items():
            there = [column for column in row if _folded(column) in names.split()]
            if key not in made and there:
                made[key] = there[0]
        if "person" not in made or missing:
            said = ", ".join(map(repr, missing)) or "with phone numbers"
            raise BadInput(
                f"the table of consents has no column {said}. There are: {', '.join(row)}. Say "
                "which: Consents.read(…, columns={'person': '…'}).",
                rule="consent.columns",
                columns=list(row),
            )
        return made

    def _events(
        self, given: Mapping[str, Any], number: int, columns: Mapping[str, str]
    ) -> Iterable[Consent]:
        how, wording = _text(given.get("how")), _text(given.get("wording"))
        yes = self._yes(given, number, columns)
        when = self._moment(given, "when", number, columns)
        self.wordless += yes and wording is None
        unread = _text(given.get("when")) if when is None else None
        yield Consent(yes, when, how, wording, number, unread)
        if _text(given.get("until")) is not None:
            until = self._moment(given, "until", number, columns)
            yield Consent(given=False, when=until, how=how, wording=wording, row=number)

    def _yes(self, given: Mapping[str, Any], number: int, columns: Mapping[str, str]) -> bool:
        if "status" not in columns:
            return True
        said = _SAID.get(_folded(given["status"]))
        if said is None:
            where = Where(row=number, column=columns["status"])
            self._add("consent.status", where, given["status"])
        return bool(said)

    def _moment(
        self, given: Mapping[str, Any], key: str, number: int, columns: Mapping[str, str]
    ) -> datetime.datetime | None:
        value = given.get(key)
        moment = moment_of(value, self.dates)
        if moment is None and len(self._possible) > 1 and figures(value) is not None:
            self.doubtful.append(str(value).strip())
        elif moment is None and _text(value) is not None:
            self._add("consent.when", Where(row=number, column=columns[key]), value)
        return moment

    def _add(self, rule: str, where: Where, value: Any, **words: Any) -> None:
        self.found.append(rules.problem(rule, where, value, **words))

    def tell(self) -> None:
        """Note what is doubtful in the table as a whole."""
        if self.doubtful:
            self.found.insert(0, _asked(self.doubtful))
        if self.wordless:
            self.found.append(rules.problem("consent.wording", Where(), self.wordless))


def _asked(doubtful: list[str]) -> Problem:
    """Return the question which number of a day comes first."""
    two = [moment_of(doubtful[0], dates) for dates in ORDERS]
    first, second = (each.date().isoformat() if each else "" for each in two)
    return rules.problem(
        "consent.day-or-month",
        Where(),
        doubtful[0],
        first=first,
        second=second,
        count=len(doubtful),
    )


def checked_dates(dates: object) -> Dates | None:
    """Return how days are written, as it was asked for.

    Raises:
        BadInput: it is neither of the two.
    """
    if dates is None:
        return None
    for known in ORDERS if isinstance(dates, str) else ():
        if dates == known:
            return known
    raise BadInput(
        f"dates={shown(dates)} is none. Use 'day-first' (04/03 is in March) or 'month-first'.",
        rule="consent.dates",
        value=dates,
    )


def _folded(value: object) -> str:
    text = str(value).strip().casefold()
    return text if " " not in text else re.sub(r"\s+", "_", text)


def _text(value: Any) -> str | None:
    text = "" if value is None else str(value).strip()
    return text or None
