"""Tables of a campaign as a TOML document. The one door to tomlkit, which keeps what people wrote.

Where a document is there already, only what differs is changed in it: comments, the order of
keys and the way values are written stay. tomllib reads TOML and cannot write it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.items import AoT, InlineTable, Item, Table

Tables = Mapping[str, Any]


def edited(text: str, tables: Tables) -> str:
    """Return a TOML text with its tables as they are to be, and everything else as it was.

    tables: a mapping a table, a list of mappings a list of tables; empty ones are left out. Those
    of a list are known again by their `name`.

    >>> print(edited('# ours\\n[business]\\nname = "Sol"  # since 1998\\n',
    ...              {"business": {"name": "Lua"}, "codes": [{"name": "a", "text": "Oi"}]}))
    # ours
    [business]
    name = "Lua"  # since 1998
    <BLANKLINE>
    [[codes]]
    name = "a"
    text = "Oi"
    <BLANKLINE>
    """
    document = tomlkit.parse(text)
    for name in [name for name in document if not tables.get(name)]:
        del document[name]
    for name, value in tables.items():
        if not value:
            continue
        there = document.get(name)
        if isinstance(value, Mapping):
            if isinstance(there, Table):
                _change(there, value)
            else:
                document[name] = _table(value)
        elif isinstance(there, AoT):
            _change_list(there, value)
        else:
            document[name] = tomlkit.aot()
            _change_list(document[name], value)
    made: str = tomlkit.dumps(document)
    return made.removeprefix("\n")


def _change_list(there: AoT, wanted: Sequence[Tables]) -> None:
    """Change the tables of a list that are there, drop those not wanted, add the others."""
    by_name = {values.get("name"): values for values in wanted}
    for at in reversed(range(len(there))):
        values = by_name.pop(there[at].get("name"), None)
        if values is None:
            del there[at]
        else:
            _change(there[at], values)
    for values in wanted:
        if values.get("name") in by_name:
            spaced = len(there) and there[-1].as_string().endswith("\n\n")
            there.append(_table(values, indent="" if spaced else "\n"))


def _change(there: Table | InlineTable, wanted: Tables) -> None:
    """Change a table, or an inline one, to hold what is wanted."""
    for key in [key for key in there if key not in wanted]:
        del there[key]
    for key, value in wanted.items():
        old = there.get(key)
        if isinstance(value, Mapping) and isinstance(old, Table | InlineTable):
            _change(old, value)
        elif old is None:
            _add(there, key, value)
        elif _plain(old) != value:
            there[key] = _item(value)


def _add(there: Table | InlineTable, key: str, value: Any) -> None:
    """Add a key behind the last one: the comments that follow it are about the next table."""
    body, tail = there.value.body, []
    while body and body[-1][0] is None:
        tail.append(body.pop())
    there[key] = _item(value)
    body.extend(reversed(tail))


def _table(values: Tables, *, indent: str = "\n") -> Table:
    """Return a new table; indent: what stands before its head, an empty line."""
    table = tomlkit.table()
    table.trivia.indent = indent
    for key, value in values.items():
        table[key] = _item(value)
    return table


def _item(value: Any) -> Item:
    """Return a value as TOML; tables within tables are written in one line."""
    if isinstance(value, Mapping):
        inline = tomlkit.inline_table()
        inline.update({key: _item(each) for key, each in value.items()})
        return inline
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        array.extend(_item(each) for each in value)
        return array
    made: Item = tomlkit.item(value)
    return made


def _plain(value: Any) -> Any:
    return value.unwrap() if isinstance(value, Item | Container) else value
