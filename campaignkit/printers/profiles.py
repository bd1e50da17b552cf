"""Printers by name: kinds that are ready, and those of the user's own in one small TOML file.

The file is `printers.toml` in $CAMPAIGNKIT_HOME; without that variable in
$XDG_CONFIG_HOME/campaignkit or ~/.config/campaignkit (Linux), ~/Library/Application
Support/campaignkit (macOS), %APPDATA%\\campaignkit (Windows). One table a printer:

    [counter]
    kind = "laser"          # what is not said here is as it is there
    margin_mm = 4.2
    offset_mm = [0.8, -0.3]
"""

from __future__ import annotations

import os
import sys
import unicodedata
from dataclasses import fields, replace
from os import PathLike
from pathlib import Path
from typing import Any

from campaignkit import resources, stores
from campaignkit.arguments import shown
from campaignkit.errors import BadInput, NotFound, did_you_mean, near_or_all
from campaignkit.printers.machine import Printer, no_name
from campaignkit.toml_text import with_table

# Blank margins and spread after print.md 3.3; one brand's machine differs from the next.
KINDS: dict[str, Printer] = {
    "laser": Printer(dpi=600, ink="mono", margin_mm=4.2, spread_mm=0.02),
    "inkjet": Printer(dpi=600, margin_mm=(3.4, 3.0, 3.4, 5.0), spread_mm=0.03),
    "thermal-203": Printer(dpi=203, ink="mono", margin_mm=1.0, spread_mm=0.01),
    "thermal-300": Printer(dpi=300, ink="mono", margin_mm=1.0, spread_mm=0.01),
    "press": Printer(dpi=2400, spread_mm=0.01),
}
FIELDS = tuple(field.name for field in fields(Printer) if field.name != "name")
_NAME_MOST, _NAME_SIGNS = 60, " .-_\u200c\u200d"  # with the two that join and part letters
_FORM = "Write a table a printer: [counter], then lines such as dpi = 600."


def printer(name: str, *, file: str | PathLike[str] | None = None) -> Printer:
    """Return a printer by its name: one of the user's, or a ready kind.

    Args:
        name: As it was saved, or "laser", "inkjet", "thermal-203", "thermal-300", "press".
        file: A TOML file of printers; default: the user's own (see `profiles_file`).

    Raises:
        NotFound: there is no printer of that name; or no `file`.
        BadInput: what the file says of it is wrong.

    >>> printer("thermal-203").dot_mm
    0.125
    """
    tables = _tables(file)
    if not isinstance(name, str):
        raise no_name(name)
    if name in tables:
        return from_table(name, tables[name])
    if name in KINDS:
        return replace(KINDS[name], name=name)
    known = list(dict.fromkeys([*tables, *KINDS]))
    near = did_you_mean(name, known) or f" There are: {', '.join(known)}."
    raise NotFound(
        f"no printer called {name!r} in {_path(file)}.{near} measure_printer() adds one.",
        rule="printer.unknown",
        name=name,
    )


def known(*, file: str | PathLike[str] | None = None) -> list[Printer]:
    """Return the user's own printers, then the ready kinds that have no namesake among them."""
    own = {name: from_table(name, table) for name, table in _tables(file).items()}
    kinds = (replace(kind, name=name) for name, kind in KINDS.items() if name not in own)
    return [*own.values(), *kinds]


def chosen(given: object) -> Printer | None:
    """Return the printer that an option `printer=` means: a value, a name, its fields, or none.

    Raises:
        BadInput, NotFound: it is none of these, as `printer` says.
    """
    given = getattr(given, "printer", given)  # what measure_printer() returns has one
    if given is None or isinstance(given, Printer):
        return given
    if isinstance(given, str):
        return printer(given)
    if isinstance(given, dict):
        return from_table("", given)
    raise _no_printer(given)


def _no_printer(given: object) -> BadInput:
    return BadInput(
        f"printer={shown(given)} is no printer. Give a name such as 'laser', or a Printer(dpi=…).",
        rule="printer.given",
        given=given,
    )


def save(profile: Printer, name: str, *, file: str | PathLike[str] | None = None) -> Path:
    """Keep a printer under a name, for `printer(name)`; return the file.

    The others stay, and what people wrote beside them.

    Raises:
        BadInput: the name has other signs than letters of any script, digits, space, point, - and
            _, begins or ends with a space, or has more than 60; it is no printer; or the file
            cannot be read or written, or says of another printer what is wrong.
    """
    if not isinstance(profile, Printer):
        raise _no_printer(profile)
    if not isinstance(name, str) or not _can_name(name):
        raise BadInput(
            f"name={shown(name)} cannot name a printer. Use letters, digits, spaces, - and _.",
            rule="printer.name",
            name=name,
        )
    path = _path(file)
    before = resources.user_text(str(path), what="printers") if path.is_file() else ""
    for other, table in (_tables(path) if before else {}).items():
        if other != name:
            from_table(other, table)  # what is wrong there is told, not left for the next reader
    if file is None:
        stores.place(path.parent, create=True)
    stores.write_file(path, with_table(before, name, to_table(profile)).encode())
    return path


def _can_name(name: str) -> bool:
    known = all(sign in _NAME_SIGNS or unicodedata.category(sign)[0] in "LMN" for sign in name)
    said = any(map(str.isalnum, name)) and name == name.strip()
    return known and said and len(name) <= _NAME_MOST


def profiles_file() -> Path:
    """Return the user's own file of printers; it need not exist."""
    if home := os.environ.get("CAMPAIGNKIT_HOME"):
        return Path(home) / "printers.toml"
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home())
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "campaignkit" / "printers.toml"


def from_table(name: str, table: Any) -> Printer:
    """Return the printer that a table of a file says.

    Raises:
        BadInput: it has a key that is none, or a value that is wrong.
    """
    if not isinstance(table, dict):
        raise BadInput(f"printer {name!r} is no table. {_FORM}", rule="printer.table", printer=name)
    known = ("kind", *FIELDS)
    for key in table:
        if key not in known:
            near = near_or_all(key, known)
            raise BadInput(
                f"printer {name!r} has no {key!r}.{near}", rule="printer.key", printer=name, key=key
            )
    kind = table.get("kind")
    if kind is not None and not (isinstance(kind, str) and kind in KINDS):
        near = did_you_mean(str(kind), KINDS) or f" There are: {', '.join(KINDS)}."
        raise BadInput(
            f"printer {name!r}: kind={kind!r} is not known.{near}", rule="printer.kind", kind=kind
        )
    said: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
        if key != "kind"
    }
    return replace(KINDS[kind] if kind else Printer(), **said, name=name)


def to_table(profile: Printer) -> dict[str, Any]:
    """Return what a file keeps of a printer: what differs from a printer nothing is known of."""
    plain = Printer()
    return {key: value for key in FIELDS if (value := getattr(profile, key)) != getattr(plain, key)}


def _path(file: str | PathLike[str] | None) -> Path:
    if file is None:
        return profiles_file()
    if not isinstance(file, str | PathLike):
        raise BadInput(
            f"file={file!r} is not a path. Give a TOML file of printers.",
            rule="printer.path",
            value=type(file).__name__,
        )
    return Path(file)


def _tables(file: str | PathLike[str] | None) -> dict[str, Any]:
    path = _path(file)
    if file is None and not path.is_file():
        return {}
    text = resources.user_text(str(path), what="printers")
    try:
        return resources.toml(text)
    except ValueError as err:
        raise BadInput(
            f"{path} is not TOML: {err}. {_FORM}", rule="printer.syntax", file=str(path)
        ) from err
