"""Tables of a campaign file as TOML text (toml.io, version 1.0); Python itself only reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def text(tables: Mapping[str, Any]) -> str:
    """Return tables, and lists of tables, as TOML; empty ones are left out.

    >>> print(text({"business": {"name": "Sol"}, "codes": [{"text": 'Say "Oi"', "size_mm": 30.0}]}))
    [business]
    name = "Sol"
    <BLANKLINE>
    [[codes]]
    text = "Say \\"Oi\\""
    size_mm = 30.0
    """
    blocks = [
        "\n".join([head, *(f"{_key(name)} = {_value(value)}" for name, value in table.items())])
        for head, table in _headed(tables)
    ]
    return "\n\n".join(blocks)


def _headed(tables: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, found in tables.items():
        if isinstance(found, Mapping):
            yield f"[{_key(name)}]", found
        else:
            yield from ((f"[[{_key(name)}]]", table) for table in found)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _string(name)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(name)} = {_value(one)}" for name, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)


def _string(value: str) -> str:
    """JSON's strings are TOML's, but for one sign that TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
