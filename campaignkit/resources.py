"""Finds what ships beside the code: designs, messages, campaigns. The only code that knows where.

An installed campaignkit has `templates/` inside the package; a checkout has it at its top.
"""

from __future__ import annotations

import json
import stat
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from pkgutil import get_data
from typing import Any

from campaignkit.errors import BadInput, NotFound, TooBig, did_you_mean, near_or_all

TEXT_MOST = 10_000_000  # bytes of a text that somebody wrote; our guess at a slip
_MB = 1_000_000
_NAMES_MOST = 10_000

AsOf = tuple[int, int] | None


@cache
def root() -> Traversable:
    """Return the folder `templates`.

    Raises:
        NotFound: it is in neither place; the installation is broken.

    >>> sorted(entry.name for entry in root().iterdir() if entry.name == "stickers")
    ['stickers']
    """
    installed = files("campaignkit") / "templates"
    if installed.is_dir():
        return installed
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "templates").is_dir():
        return checkout / "templates"
    raise NotFound(
        f"The templates are missing: looked in {installed} and {checkout / 'templates'}. "
        "Install campaignkit again.",
        rule="templates.missing",
        installed=installed,
    )


def names(folder: str, suffix: str) -> list[str]:
    """Return the sorted names in `folder` that end with `suffix`, without it ("" gives folders).

    Raises:
        NotFound: there is no such folder.
    """
    place = root().joinpath(folder)
    if not place.is_dir():
        raise NotFound(
            f"there is no folder {folder!r} among the templates.",
            rule="templates.folder",
            folder=folder,
        )
    entries = place.iterdir()
    if not suffix:
        return sorted(entry.name for entry in entries if entry.is_dir())
    return sorted(
        entry.name.removesuffix(suffix) for entry in entries if entry.name.endswith(suffix)
    )


def text(folder: str, name: str, suffix: str, *, what: str = "template") -> str:
    """Return the text of the template `name` in `folder`. `what` it is, for messages.

    Raises:
        NotFound: no such template; names the nearest ones.
    """
    known = names(folder, suffix)
    if name not in known:
        near = near_or_all(name, known)
        raise NotFound(
            f"no {what} called {name!r}.{near}", rule="templates.unknown", what=what, name=name
        )
    return root().joinpath(folder, name + suffix).read_text(encoding="utf-8")


def table(room: str, name: str) -> dict[str, Any]:
    """Return what a TOML file says that stands beside the code of a room.

    >>> sorted(table("packs", "rules"))[:2]
    ['archive', 'contents']
    """
    data = get_data(f"campaignkit.{room}", f"{name}.toml")
    return tomllib.loads((data or b"").decode("utf-8"))


def toml(text: str) -> dict[str, Any]:
    """Return what a text of TOML says.

    Raises:
        ValueError: it is none, or what Python's reader stumbles over; says which, in words.

    >>> toml("dpi = 203")
    {'dpi': 203}
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as err:
        raise ValueError("its brackets are nested too deep") from err
    except ValueError as err:  # Python reads whole numbers of at most 4,300 digits
        raise ValueError("a number has too many digits") from err


def as_of(file: Path) -> AsOf:
    """Return what changes when a file is written anew: time and size; None if it is not there."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None  # said by whoever opens it
    return found.st_mtime_ns, found.st_size


def names_beside(path: Path) -> list[str]:
    """Return the names in a path's folder, to guess which of them was meant.

    Never more than 10,000 of them, and none where the folder cannot be read.
    """
    try:
        return [entry.name for entry in islice(path.parent.iterdir(), _NAMES_MOST)]
    except (OSError, ValueError):
        return []


def check_ordinary(path: Path, *, what: str, most: int | None = None) -> None:
    """Refuse what would be read without end or waited for: a device, a pipe, a file too large.

    What is not there, or is a folder, is left to whoever opens it.

    Args:
        what: It should be, for messages: "picture".
        most: Bytes that it may have; None: any number.

    Raises:
        BadInput: it is no ordinary file.
        TooBig: it has more bytes than that.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        return  # said by whoever opens it
    if stat.S_ISDIR(found.st_mode):
        return
    if not stat.S_ISREG(found.st_mode):
        raise BadInput(
            f"{path} is no ordinary file. Give the path of a {what} file.",
            rule="file.not-ordinary",
            path=path,
            what=what,
        )
    if most is not None and found.st_size > most:
        size = f"{found.st_size / _MB:,.1f}"
        raise TooBig(
            f"{path} has {size} MB; a {what} file may have {most // _MB:,} MB. Is it the right "
            "file? Make it smaller.",
            rule="file.large",
            path=path,
            size=size,
            what=what,
        )


def user_json(path: str, *, what: str, form: str) -> Any:
    """Return what a user's own JSON file holds.

    form: what should stand in it, a sentence for messages.

    Raises:
        NotFound, BadInput, TooBig: as `user_text`; or it is not JSON.
    """
    text = user_text(path, what=what)
    try:
        return json.loads(text)
    except json.JSONDecodeError as err:
        raise BadInput(
            f"{what} file {path}, line {err.lineno}, column {err.colno}, is not JSON: {err.msg}. "
            f"{form}",
            rule="json.syntax",
            what=what,
            path=path,
            form=form,
        ) from err
    except RecursionError as err:
        raise BadInput(
            f"{what} file {path} has brackets nested too deep. {form}",
            rule="json.nested",
            what=what,
            path=path,
            form=form,
        ) from err
    except ValueError as err:  # Python reads numbers of at most 4,300 digits
        raise BadInput(
            f"{what} file {path} has a number of too many digits. Put long numbers in quotes.",
            rule="json.digits",
            what=what,
            path=path,
        ) from err


def user_text(path: str, *, what: str) -> str:
    """Return the text of a user's own file. `what` says what it should be, in messages.

    Raises:
        NotFound: there is no such file; names the nearest in its folder.
        BadInput: it cannot be read, or is not UTF-8; says at which line.
        TooBig: it has more than 10 MB.
    """
    file = Path(path)
    check_ordinary(file, what=what, most=TEXT_MOST)
    try:
        data = file.read_bytes()
    except FileNotFoundError as err:
        beside = names_beside(file)
        near = did_you_mean(file.name, beside) or " Check the path."
        raise NotFound(
            f"there is no {what} file {path}.{near}", rule="file.missing", what=what, path=path
        ) from err
    except OSError as err:
        raise BadInput(
            f"{what} file {path} cannot be read: {err.strerror or err}.",
            rule="file.unreadable",
            what=what,
            path=path,
        ) from err
    except ValueError as err:  # a NUL, or half a character, in the path
        raise BadInput(
            f"{what} file {path!r} cannot be read: {err}.",
            rule="file.unreadable",
            what=what,
            path=path,
        ) from err
    try:
        return data.decode("utf-8-sig").lstrip(
            "\ufeff"
        )  # two marks: joined by a tool that knows none
    except UnicodeDecodeError as err:
        line = data[: err.start].count(b"\n") + 1
        raise BadInput(
            f"{what} file {path}, line {line}, is not UTF-8 text. Save it as UTF-8.",
            rule="file.not-utf-8",
            what=what,
            path=path,
            line=line,
        ) from err
