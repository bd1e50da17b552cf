"""Where font files are: the user's, those of pip packages, the system's. Opens none of them.

Packages are found by their entry points, without being imported. Each list is sorted, so the
same installation gives the same order; nothing is downloaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from campaignkit.errors import NotFound

SUFFIXES = (".ttf", ".otf", ".ttc")
VARIABLE = "CAMPAIGNKIT_FONTS"  # folders, separated as in PATH
DEFAULT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
GROUPS = ("fontpkg.family", "justmytype.packs")


def files_under(folder: Path) -> list[Path]:
    """Return the font files in a folder and below, sorted."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def given(font: Path) -> list[Path]:
    """Return the font files a user means by the path of a file or folder.

    Raises:
        NotFound: there is nothing, or no font in the folder.
    """
    try:
        is_folder, is_file = font.is_dir(), font.is_file()
    except OSError as err:  # a name longer than the system takes
        raise NotFound(
            f"no font file at {font}: {err.strerror}.", rule="font.file-missing", font=font
        ) from err
    if is_folder:
        found = files_under(font)
        if not found:
            raise NotFound(
                f"no font file in the folder {font}. Fonts end with .ttf, .otf or .ttc.",
                rule="font.folder-empty",
                font=font,
            )
        return found
    if not is_file:
        raise NotFound(
            f"no font file at {font}. Correct the path given as font=.",
            rule="font.file-missing",
            font=font,
        )
    return [font]


def in_variable() -> list[Path]:
    """Return the font files in the folders CAMPAIGNKIT_FONTS names; missing folders have none."""
    folders = [part for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    return [path for folder in folders for path in files_under(Path(folder).expanduser())]


@cache
def in_default_packages() -> tuple[Path, ...]:
    """Return the fonts of the packages that campaignkit depends on."""
    return tuple(_of_modules(DEFAULT_PACKAGES))


@lru_cache(maxsize=256)
def files_of_package(module: str) -> tuple[Path, ...]:
    """Return the font files inside one package, sorted; none if it is not installed."""
    return tuple(_of_modules([module]))


@cache
def in_packages() -> tuple[Path, ...]:
    """Return the fonts of every installed font package, Noto families first."""
    from importlib.metadata import entry_points  # 20 ms, and most texts do without

    modules = {point.value.split(":")[0] for group in GROUPS for point in entry_points(group=group)}
    return tuple(
        sorted(_of_modules(modules), key=lambda path: ("NotoSans" not in path.name, path.name))
    )


@cache
def in_system() -> tuple[Path, ...]:
    """Return the fonts of matplotlib, if it is there, and of the operating system."""
    bundled = _of_modules(["matplotlib"])
    return (*bundled, *(path for folder in system_folders() for path in files_under(folder)))


def system_folders() -> list[Path]:
    """Return the folders in which this operating system keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        return [
            Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
            Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts",
        ]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    return [Path(folder) / "fonts" for folder in [own, *shared.split(":")]]


def _of_modules(modules: Iterable[str]) -> Iterator[Path]:
    for module in sorted(modules):
        spec = find_spec(module.split(".")[0])
        if spec is not None and spec.origin is not None:
            yield from files_under(Path(spec.origin).parent)
