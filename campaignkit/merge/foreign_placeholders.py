"""How people who know other programs write a column into a text: {Name}, [Name], «Name», <<Name>>.

Word's mail merge, label programs and chat tools each have their own brackets. Where what stands
between them is a column of the table, it is meant; where it is nearly one, it can be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from campaignkit.errors import did_you_mean
from campaignkit.rows.column_names import meant, plain

# What is ours already ({{ … }}, {% … %}) is passed over; what is between other brackets is a name.
_WRITTEN = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"
    r"|<<(?P<double>[^<>\n]{1,80})>>|«(?P<quoted>[^«»\n]{1,80})»"
    r"|\{(?P<curly>[^{}\n]{1,80})\}|\[(?P<square>[^\[\]\n]{1,80})\]",
    re.DOTALL,
)


def mark(column: str) -> str:
    """Return what stands in a text for a column.

    >>> mark("city"), mark("Nome do Produto")
    ('{{ city }}', '{{ row["Nome do Produto"] }}')
    """
    quoted = column.replace("\\", "\\\\").replace('"', '\\"')
    return f"{{{{ {column} }}}}" if column.isidentifier() else f'{{{{ row["{quoted}"] }}}}'


def understood(text: str, columns: Iterable[str]) -> str:
    """Return a text with every {Name} and [Name] that is a column written as ours.

    >>> understood("Oi {Nome}! [NOME FEIRA] às {hora}", ["nome", "nome_feira"])
    'Oi {{ nome }}! {{ nome_feira }} às {hora}'
    >>> understood("{{ nome }} [nome]", ["nome"])
    '{{ nome }} {{ nome }}'
    """
    known = {plain(column): column for column in columns}

    def written(found: re.Match[str]) -> str:
        column = known.get(plain(_name(found))) if _name(found) else None
        return found[0] if column is None else mark(column)

    return _WRITTEN.sub(written, text)


def asked(text: str, columns: Iterable[str]) -> list[tuple[str, str]]:
    """Return what looks like a column and is none, with the hint which may be meant, or "".

    >>> asked("Oi {nmoe}, {nome}! [b]", ["nome"])
    [('{nmoe}', " Did you mean 'nome'?")]
    """
    listed = list(columns)
    known = {plain(column) for column in listed}
    found = [(each[0], _name(each)) for each in _WRITTEN.finditer(text)]
    return [
        (whole, hint)
        for whole, name in found
        if name and plain(name) not in known and (hint := _hint(name, listed))
    ]


def _hint(name: str, columns: list[str]) -> str:
    near = did_you_mean(name.strip(), columns)
    called = meant(name, columns)
    return near or (did_you_mean(called[0], columns) if called else "")


def _name(found: re.Match[str]) -> str:
    return next((group for group in found.groups() if group), "")
