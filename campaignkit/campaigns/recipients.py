"""Whom a row is sent to: a column of the table, or Jinja over the row and the shop's facts.

The shop's own phone is no customer's: a table without a column "phone" has no {{ phone }}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit.campaigns.preparing import Preparing
from campaignkit.campaigns.streams import Source
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.wording import Wording

Row = Mapping[str, Any]
_OWN = ("phone", "phone_e164")  # facts of the shop


@dataclass(frozen=True, slots=True)
class Recipient:
    """One of the two. It gives what the row says; whoever sends reads it as a phone."""

    column: str = ""
    text: Wording | None = None

    def said(self, row: Row, known: Row) -> str:
        """Return what a row says. known: the row over the shop's facts."""
        if self.text is not None:
            others = {name: value for name, value in known.items() if name not in _OWN}
            return self.text.render({**others, **row}).strip()
        value = row.get(self.column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # a dataframe with a gap in the column makes its numbers so
        return "" if value is None else str(value).strip()


def is_jinja(text: str) -> bool:
    """Say whether this is Jinja over the row rather than the name of a column."""
    return "{{" in text or "{%" in text


def recipient(desk: Preparing, to: str, source: Source | None) -> Recipient | None:
    """Return what `to` says; None if it is no column, which becomes a fault of the key."""
    if is_jinja(to):
        texts = desk.texts({"to": to})
        desk.check_names(texts, source, desk.shop.facts().keys() - {*_OWN})
        return Recipient(text=texts.get("to"))
    return desk.tried("to", lambda: _column(to, source))


def _column(name: str, source: Source | None) -> Recipient:
    if source is not None and source.single:
        raise BadInput(
            f"to={name!r} is a column's name, and there are no rows. Add rows, or leave it out."
        )
    columns = None if source is None else source.rows.columns
    if source is not None and columns is not None and name not in columns:
        near = did_you_mean(name, columns) or f" There are: {', '.join(columns)}."
        raise BadInput(f"to={name!r} is no column of {source.name}.{near}")
    return Recipient(column=name)
