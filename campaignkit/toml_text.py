"""TOML that people wrote, changed where it is to differ, and left as it was elsewhere.

The one door to tomlkit, which keeps comments and spellings; tomllib reads TOML and cannot write it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.items import AoT, InlineTable, Item
from tomlkit.items import Table as TomlTable

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
    # a table that is empty says nothing: its head alone would be a fault
    for name in [name for name in document if not tables.get(name)]:
        del document[name]
    for name, value in tables.items():
        if not value:
            continue
        there = document.get(name)
        if isinstance(value, Mapping):
            if isinstance(there, TomlTable):
                _change(there, value)
            else:
                document[name] = _table(value)
        elif isinstance(there, AoT):
            _change_list(there, value)
        else:
            document[name] = tomlkit.aot()
            _change_list(document[name], value)
    made: str = tomlkit.dumps(document)
    # a new document begins with the empty line that stands before each head
    return made.removeprefix("\n")


def with_table(text: str, name: str, values: Tables) -> str:
    """Return a TOML text in which one table holds some values, and everything else is as it was.

    >>> print(with_table("# of the counter\\n[a]\\ndpi = 203  # Zebra\\n", "b c", {"dpi": 300}))
    # of the counter
    [a]
    dpi = 203  # Zebra
    <BLANKLINE>
    ["b c"]
    dpi = 300
    <BLANKLINE>
    """
    document = tomlkit.parse(text)
    there = document.get(name)
    if isinstance(there, TomlTable | InlineTable):
        _change(there, values)
    else:
        document[name] = _table(values)
    return tomlkit.dumps(document).removeprefix("\n")


def _change_list(there: AoT, wanted: Sequence[Tables]) -> None:
    """Change the tables of a list that are there, drop those not wanted, add the others."""
    # by name, not by place: an asset that was moved up keeps the comments that people wrote in it
    by_name = {values.get("name"): values for values in wanted}
    # from the end, so that the places of those still to be looked at stay what they are
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


def _change(there: TomlTable | InlineTable, wanted: Tables) -> None:
    """Change a table, or an inline one, to hold what is wanted."""
    for key in [key for key in there if key not in wanted]:
        del there[key]
    for key, value in wanted.items():
        old = there.get(key)
        if isinstance(value, Mapping) and isinstance(old, TomlTable | InlineTable):
            _change(old, value)
        elif old is None:
            _add(there, key, value)
        # what is equal is left as it was typed: 1_000 stays 1_000, and a literal string literal
        elif _unwrapped(old) != value:
            there[key] = _item(value)


def _add(there: TomlTable | InlineTable, key: str, value: Any) -> None:
    """Add a key behind the last one: the comments that follow it are about the next table."""
    # tomlkit counts comments behind a table as its own
    body, tail = there.value.body, []
    while body and body[-1][0] is None:
        tail.append(body.pop())
    there[key] = _item(value)
    body.extend(reversed(tail))


def _table(values: Tables, *, indent: str = "\n") -> TomlTable:
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


def _unwrapped(value: Any) -> Any:
    return value.unwrap() if isinstance(value, Item | Container) else value
