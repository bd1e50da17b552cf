"""Plain values shown in a terminal and a notebook: tables, and facts as pairs. Text is escaped.

Every public object has a `_repr_html_` or a mimebundle; those without a picture use these.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from html import escape

Cells = Sequence[object]


class ShownAsFacts:
    """A dataclass that a notebook shows as a table of its fields.

    A field that is left out of its repr, such as a secret, is left out of the table, too.
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        assert dataclasses.is_dataclass(self)
        fields = (field for field in dataclasses.fields(self) if field.repr)
        facts = {field.name.replace("_", " "): getattr(self, field.name) for field in fields}
        return html_facts(type(self).__name__, facts)


def text_table(head: Sequence[str], rows: Iterable[Cells]) -> str:
    """Return a table whose columns stand below each other.

    >>> print(text_table(("asset", "rows"), [("markets", 12)]))
    asset    rows
    markets  12
    """
    table = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in table)


def html_table(head: Sequence[str], rows: Sequence[Cells], *, most: int | None = None) -> str:
    """Return a table, at most so many rows of it; what is left out is counted.

    >>> html_table(["a"], [["<1>"]]).count("&lt;1&gt;")
    1
    """
    top = "".join(f"<th scope='col'>{escape(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:most])
    left = len(rows) - len(rows[:most])
    more = f"<p>{left:,} more.</p>" if left else ""
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>{more}"


def html_facts(caption: str, facts: Mapping[str, object]) -> str:
    """Return what is known of one thing, a row each; what is None or empty is left out.

    >>> "note" in html_facts("Padaria Sol", {"phone": "+5511987654321", "note": ""})
    False
    """
    rows = "".join(
        f"<tr><th scope='row' style='text-align:start'>{escape(name)}</th>{_cell(value)}</tr>"
        for name, value in facts.items()
        if value not in (None, "", (), {})
    )
    title = f"<caption dir='auto'>{escape(caption)}</caption>"
    return f"<table>{title}<tbody>{rows}</tbody></table>"


def _cell(value: object) -> str:
    return f"<td dir='auto'>{'' if value is None else escape(str(value))}</td>"


def counted(number: int, one: str) -> str:
    """Return a number of things, in English.

    >>> counted(1, "piece"), counted(1200, "piece")
    ('1 piece', '1,200 pieces')
    """
    return f"{number:,} {one}" + ("" if number == 1 else "s")
