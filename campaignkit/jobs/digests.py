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
from functools import cache, lru_cache
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import Any

from campaignkit import resources
from campaignkit.problems import Problem
from campaignkit.rows.table_row import PackedRows, row_warnings
from campaignkit.text import font_files

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
    """Return a digest of a row's cells, and of what its table says of it.

    Empty if there are objects among them that say nothing lasting.
    """
    if isinstance(row, Problem):
        return digest(row.rule, row.message)
    cells = _digest_of_cells(row)
    notes = row_warnings(row)
    if not notes or not cells:
        return cells
    return digest(cells, *(f"{note.rule} {note.message}" for note in notes))


def _digest_of_cells(row: Mapping[str, Any]) -> str:
    if _REPEATABLE.issuperset(map(type, row.values())):
        # What Python writes of these tells their kinds and values apart, whatever stands in them.
        return hashlib.sha256(repr([*row.items()]).encode()).hexdigest()[:_DIGITS]
    try:
        return digest(*(f"{name}={plainly(value)}" for name, value in row.items()))
    except TypeError:
        return ""


def told_of_place(row: Mapping[str, Any] | Problem, number: int, line: int | None) -> str:
    """Return a text of a row as it stands in its table; empty if it could not tell it apart."""
    cells = digest_of_row(row)
    return f"{number} {line} {cells}" if cells else ""


_REPEATABLE = frozenset((str, int, float, bool, type(None)))
_WITH_NO_NOTES = _REPEATABLE | {tuple}


def told_of_rows(rows: PackedRows) -> str:
    """Return packed rows as a text that tells them apart; empty if it could not.

    >>> told_of_rows([(("n",), [(1, 2, (), "a")])])
    "[(('n',), [(1, 2, (), 'a')])]"
    """
    for one in rows:
        if not isinstance(one, tuple):
            return ""
        if any(cells[2] for cells in one[1]):
            return ""  # notes have places, and say them at length
        if not _WITH_NO_NOTES.issuperset(map(type, chain.from_iterable(one[1]))):
            return ""
    return repr(rows)


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


def digest_of_fonts() -> str:
    """Return a digest of the fonts that texts may be set in, besides those they name.

    Of those in CAMPAIGNKIT_FONTS all bytes count; of packages and the system's, names and sizes.
    """
    own = [(path, path.stat()) for path in font_files.in_variable()]
    return _of_fonts(tuple((path, stat.st_size, stat.st_mtime_ns) for path, stat in own))


@lru_cache(maxsize=4)
def _of_fonts(own: tuple[tuple[Path, int, int], ...]) -> str:
    """Return the digest of fonts. own: they are read again if their size or their time differ."""
    others = (*font_files.in_packages(), *font_files.in_system())
    told = sorted({f"{path.name} {path.stat().st_size}" for path in others if path.is_file()})
    return digest(*told, *(path.read_bytes() for path, _size, _time in own))


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
