"""Finds what ships beside the code: designs, messages, campaigns. The only code that knows where.

An installed campaignkit has `templates/` inside the package; a checkout has it at its top.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from campaignkit.errors import BadInput, NotFound, did_you_mean

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
        "Install campaignkit again."
    )


def names(folder: str, suffix: str) -> list[str]:
    """Return the sorted names in `folder` that end with `suffix`, without it ("" gives folders).

    Raises:
        NotFound: there is no such folder.
    """
    place = root().joinpath(folder)
    if not place.is_dir():
        raise NotFound(f"there is no folder {folder!r} among the templates.")
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
        near = did_you_mean(name, known) or f" There are: {', '.join(known)}."
        raise NotFound(f"no {what} called {name!r}.{near}")
    return root().joinpath(folder, name + suffix).read_text(encoding="utf-8")


def as_of(file: Path) -> AsOf:
    """Return what changes when a file is written anew: time and size; None if it is not there."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None  # said by whoever opens it
    return found.st_mtime_ns, found.st_size


def user_text(path: str, *, what: str) -> str:
    """Return the text of a user's own file. `what` says what it should be, in messages.

    Raises:
        NotFound: there is no such file; names the nearest in its folder.
        BadInput: it cannot be read, or is not UTF-8; says at which line.
    """
    file = Path(path)
    try:
        data = file.read_bytes()
    except FileNotFoundError as err:
        beside = [entry.name for entry in file.parent.iterdir()] if file.parent.is_dir() else []
        near = did_you_mean(file.name, beside) or " Check the path."
        raise NotFound(f"there is no {what} file {path}.{near}") from err
    except OSError as err:
        raise BadInput(f"{what} file {path} cannot be read: {err.strerror or err}.") from err
    except ValueError as err:  # a NUL, or half a character, in the path
        raise BadInput(f"{what} file {path!r} cannot be read: {err}.") from err
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = data[: err.start].count(b"\n") + 1
        raise BadInput(
            f"{what} file {path}, line {line}, is not UTF-8 text. Save it as UTF-8."
        ) from err
