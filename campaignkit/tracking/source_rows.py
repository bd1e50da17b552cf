"""The rows that pieces were made from: what a manifest does not list, their table tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaignkit import rows
from campaignkit.errors import BadInput
from campaignkit.tracking.pieces import Piece, Pieces


@dataclass(frozen=True, slots=True)
class SourceRows:
    """The rows of a table by what pieces call them: their key, or their number."""

    columns: tuple[str, ...]
    by_name: Mapping[str, Mapping[str, Any]]
    by_key: bool

    @classmethod
    def of(cls, table: Any, pieces: Pieces) -> SourceRows:
        """Read a table, and see how the pieces of a manifest name its rows.

        Raises:
            NotFound, BadInput: it cannot be read; no piece was made from it.

        >>> pieces = Pieces.of([{"payload": "Oi", "key": "a", "row": 1}], name="manifest")
        >>> rows = [{"id": "b", "bairro": "Sé"}, {"id": "a", "bairro": "Mooca"}]
        >>> SourceRows.of(rows, pieces).cell(pieces.every[0], "bairro")
        'Mooca'
        """
        read = [dict(row) for row in rows.read(table)]
        columns = tuple(dict.fromkeys(name for row in read for name in row))
        keys = {_name(piece.facts.get("key")) for piece in pieces.every} - {""}
        column = _key_column(read, columns, keys)
        if column is not None:
            return cls(columns, {_name(row.get(column)): row for row in read}, by_key=True)
        numbered = {str(number): row for number, row in enumerate(read, 1)}
        if not any(_name(piece.facts.get("row")) in numbered for piece in pieces.every):
            raise BadInput(
                f"no piece was made from these rows: they have {', '.join(map(str, columns))}, and "
                "the manifest names neither their keys nor their numbers. Give the table of the "
                "build.",
                rule="report.rows",
                columns=len(columns),
            )
        return cls(columns, numbered, by_key=False)

    def cell(self, piece: Piece, column: str) -> str:
        """Return what a column says of the row of a piece; "" if it has no such row."""
        row = self.by_name.get(_name(piece.facts.get("key" if self.by_key else "row")), {})
        return _name(row.get(column))


def _key_column(
    read: Sequence[Mapping[str, Any]], columns: Sequence[str], keys: set[str]
) -> str | None:
    """Return the column that has all keys of the pieces, each in one row; None: none has.

    Keys that are the numbers of rows are found by those.
    """
    if not keys or keys <= {str(number) for number in range(1, len(read) + 1)}:
        return None
    for column in columns:
        cells = [_name(row.get(column)) for row in read]
        if keys <= set(cells) and len(set(cells)) == len(cells):
            return column
    return None


def _name(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a frame with gaps makes 5.0 of 5
    return "" if cell is None else str(cell).strip()
