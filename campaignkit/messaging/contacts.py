"""Whose username is which id: what a shop keeps of the messages it received.

The platform sends nothing to a username. But each message of a customer tells the username and
the user id (`user_id`) together; a table of them makes usernames recipients.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from campaignkit import rows as tables
from campaignkit.errors import BadInput
from campaignkit.frozen import Frozen
from campaignkit.messaging import rules
from campaignkit.messaging.recipients import is_user_id, is_username, recipient
from campaignkit.problems import Problem, Where
from campaignkit.rows.table_row import TableRow, row_line, row_number, row_warnings

_NAMES = ("username", "user_name", "name", "handle", "usuario", "usuário")
_IDS = ("user_id", "bsuid", "id", "phone", "wa_id", "to", "telefone")


@dataclass(frozen=True, slots=True, repr=False)
class Contacts:
    """The id or the number of each username."""

    ids: Mapping[str, str]

    @classmethod
    def read(cls, source: Any) -> Self:
        """Return the contacts of a mapping, or of a table.

        source: {"@jasper.market": "US.13491208655302741918"}; or a path, dicts, a dataframe with
            the columns username and user_id (or phone). Lines without a username say nothing.

        Raises:
            BadInput: the columns are not there.

        >>> Contacts.read({"@Jasper.Market": "US.1349"}).of("jasper.market")
        'US.1349'
        """
        if isinstance(source, cls):
            return source
        if isinstance(source, Mapping):
            return cls(Frozen({_plain(name): str(to) for name, to in source.items()}))
        found: dict[str, str] = {}
        for row in tables.read(source):
            name, to = _first(row, _NAMES), _first(row, _IDS)
            if name is None and to is None:
                raise BadInput(
                    f"the contacts have no username and user_id. There are: {', '.join(row)}.",
                    rule="send.contacts",
                    columns=list(row),
                )
            if name and to and row[name] and row[to]:
                found[_plain(row[name])] = str(row[to]).strip()
        return cls(Frozen(found))

    def of(self, to: Any) -> Any:
        """Return whom a cell means: the id of a username that is known, else the cell."""
        if not isinstance(to, str) or is_user_id(to.strip()) or not is_username(to):
            return to
        return self.ids.get(_plain(to), to)

    def resolved(
        self, rows: tables.Rows, column: str, *, country: str | None = None
    ) -> tables.Rows:
        """Return rows whose usernames in a column are ids, as far as they are known.

        A row whose username is mapped to what is no recipient is a problem of the contacts.
        country: ISO 3166-1 code of the country whose local form a number may have.
        """

        def outcomes() -> Iterator[tables.Outcome]:
            for counted, row in enumerate(rows.outcomes(), 1):
                cell = None if isinstance(row, Problem) else row.get(column)
                if isinstance(row, Problem) or (said := self.of(cell)) is cell:
                    yield row
                    continue
                place = Where(file=rows.source, row=row_number(row, counted), line=row_line(row))
                yield _taken({**row, column: said}, row, column, country, place)

        return tables.Rows(outcomes, source=rows.source, columns=rows.columns, again=rows.again)

    def __len__(self) -> int:
        return len(self.ids)

    def __repr__(self) -> str:
        return f"<Contacts: {len(self):,} usernames>"


def _taken(
    made: tables.Row, row: tables.Row, column: str, country: str | None, place: Where
) -> tables.Outcome:
    """Return a row with the id of its username, or that the contacts have none that is one."""
    try:
        recipient(made[column], country)
    except BadInput as err:
        where, name = replace(place, column=column), row[column]
        return rules.problem("send.contacts-id", where, made[column], name=name, why=str(err))
    return TableRow(dict(made), place.row or 0, row_warnings(row), place.line)


def _plain(name: Any) -> str:
    return str(name).strip().removeprefix("@").lower()


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next((column for name in names for column in row if column.lower() == name), None)
