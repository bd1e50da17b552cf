"""What a row is called, so that it is known again when the table is sorted anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaignkit.rows.column_names import plain
from campaignkit.wording import Wording, compile_text, is_template

_KEYS = ("id", "key", "code", "sku", "codigo", "ref", "reference", "slug")


@dataclass(frozen=True, slots=True)
class RowKey:
    """Says what rows are called: by a column, Jinja over the row, or as tables usually do.

    column: of that name; None: one called id, key, code or sku, else the row's number.
    """

    column: str | None = None
    text: Wording | None = None

    @classmethod
    def said(cls, key: str | None) -> RowKey:
        """Return what `key=` says.

        Raises:
            BadInput: it is Jinja that cannot be read.
        """
        if key is not None and is_template(key):
            return cls(text=compile_text(key, name="key"))
        return cls(column=key)

    def of(self, row: Mapping[str, Any], number: int, known: Mapping[str, Any]) -> str:
        """Return what one row is called. known: what templates see of it.

        >>> RowKey().of({"SKU": "P-7"}, 3, {}), RowKey().of({"place": "Feira"}, 3, {})
        ('P-7', '3')
        """
        if self.text is not None:
            return self.text.render(known)
        if self.column is not None:
            return str(row.get(self.column, ""))
        named = {plain(name): cell for name, cell in row.items()}
        usual = (named.get(name) for name in _KEYS)
        return next((str(cell) for cell in usual if cell not in (None, "")), str(number))


USUAL = RowKey()
