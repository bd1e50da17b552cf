"""Content addresses: digests of rows, of files, of settings, and of the code that draws them.

No clock and no machine in them: equal things have equal digests anywhere. A value that says
nothing lasting of itself, such as an object of an unknown class, has none, and what is made of it
is always made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, time
from decimal import Decimal
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from campaignkit import resources
from campaignkit.problems import Problem

NO_CELLS = "-"  # of a line of the manifest that is about no single row
_DIGITS = 16  # of a digest, hexadecimal: 64 bits


def digest(*texts: str | bytes) -> str:
    """Return a short digest of some texts.

    >>> digest("a", "b") != digest("ab")
    True
    """
    made = hashlib.sha256()
    for text in texts:
        data = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
        made.update(b"%d:" % len(data))
        made.update(data)
    return made.hexdigest()[:_DIGITS]


def digest_of_row(row: Mapping[str, Any] | Problem) -> str:
    """Return a digest of a row's cells; empty if they hold objects that say nothing lasting."""
    if isinstance(row, Problem):
        return digest(row.rule, row.message)
    if _REPEATABLE.issuperset(map(type, row.values())):
        # What Python writes of these tells their kinds and values apart, whatever stands in them.
        return hashlib.sha256(repr([*row.items()]).encode()).hexdigest()[:_DIGITS]
    try:
        return digest(*(f"{name}={plainly(value)}" for name, value in row.items()))
    except TypeError:
        return ""


_REPEATABLE = frozenset((str, int, float, bool, type(None)))
_PLAIN = (str, int, float, bool, type(None), date, time, Decimal)


def plainly(value: Any) -> str:
    """Return a value as text that is the same wherever the value is.

    Raises:
        TypeError: it is an object that says nothing lasting of itself.
    """
    if isinstance(value, _PLAIN):
        return f"{type(value).__name__}:{value}"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{name}={plainly(each)}' for name, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(plainly, value))}]"
    if getattr(type(value), "__dataclass_fields__", None):
        return f"{type(value).__name__}{plainly(asdict(value))}"
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)


@cache
def digest_of_code() -> str:
    """Return a digest of campaignkit as it is installed, its templates and its dependencies."""
    package = Path(__file__).parent.parent
    texts = [path.read_bytes() for path in sorted(package.rglob("*.py"))]
    texts += [path.read_bytes() for path in sorted(package.rglob("*.toml"))]
    root = resources.root()
    shipped = sorted(Path(str(root)).rglob("*")) if Path(str(root)).is_dir() else []
    texts += [path.read_bytes() for path in shipped if path.is_file()]
    return digest(*texts, *_versions())


def _versions() -> Iterator[str]:
    for line in sorted(metadata.requires("campaignkit") or ()):
        name = line.partition(";")[0].split("[")[0].strip(" ()<>=~!.,0123456789")
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue


def digest_of_files(paths: Iterable[Path]) -> str:
    """Return a digest of files; one that is not there counts as such."""
    return digest(*(path.read_bytes() if path.is_file() else str(path) for path in sorted(paths)))


def address(settings: str, rows: Iterable[tuple[int, str]], *more: str) -> str:
    """Return the content address of a part; empty if one of its rows has no digest."""
    known = list(rows)
    if not settings or not all(cells for _number, cells in known):
        return ""
    return digest(settings, *more, *(f"{number}={cells}" for number, cells in known))
