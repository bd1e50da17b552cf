"""Whom a row is sent to: a column of the table, or Jinja over the row and the shop's facts.

The shop's own phone is no customer's: a table without a column "phone" has no {{ phone }}.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from campaignkit.arguments import check_text
from campaignkit.errors import BadInput
from campaignkit.merge.records import MergeRecord, Source
from campaignkit.merge.templates import unknown_names
from campaignkit.rows.column_names import hint
from campaignkit.wording import EMPTY_CELL, Wording, compile_text, is_empty, is_template

OWN = ("phone", "phone_e164")  # facts of the shop


@dataclass(frozen=True, slots=True)
class Recipient:
    """One of the two. It gives what the row says; whoever sends reads it as a phone."""

    column: str = ""
    text: Wording | None = None

    def said(self, record: MergeRecord) -> str:
        """Return what a row says; "" if its cell is empty.

        Raises:
            BadInput: the text cannot be filled.
        """
        if self.text is not None:
            hidden = {name for name in OWN if name not in record.row}
            known = {name: each for name, each in record.known.items() if name not in hidden}
            return self.text.render(known).strip()
        value = record.row.get(self.column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # a dataframe with a gap in the column makes its numbers so
        return "" if is_empty(value) else str(value).strip()

    def needed(self, record: MergeRecord) -> str:
        """Return what a row says.

        Raises:
            BadInput: its cell is empty; the text cannot be filled.
        """
        said = self.said(record)
        if not said and self.column:
            raise BadInput(
                f"to: the cell of {self.column!r} is empty: there is nobody to write to. Fill it "
                "in, or leave the row out.",
                rule=EMPTY_CELL,
                column=self.column,
            )
        return said


def recipient(to: str, source: Source, facts: Iterable[str]) -> Recipient:
    """Return what `to` says. facts: of the shop, that a text may name.

    Raises:
        BadInput: it is no column, or a text that names what is not there.
    """
    if is_template(to):
        text = compile_text(to, name="to")
        for error in unknown_names("to", text, source, set(facts) - set(OWN)):
            raise error
        return Recipient(text=text)
    if source.single:
        raise BadInput(
            f"to={to!r} is a column's name, and there are no rows. Add rows, or leave it out.",
            rule="row.no-rows",
        )
    check_text(to, "to")
    columns = source.rows.columns
    if columns is not None and to not in columns:
        near = hint(to, columns) or f" There are: {', '.join(columns)}."
        raise BadInput(
            f"to={to!r} is no column of {source.name}.{near}", rule="row.no-such-column", name=to
        )
    return Recipient(column=to)
