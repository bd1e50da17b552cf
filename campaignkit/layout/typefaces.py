"""Typefaces of themes: a family's name to the font file nearest to a weight. None is required.

Families come from the pip packages `fontpkg-*`, one a family, found without importing them; the
extra `campaignkit[themes]` installs those that the themes name. What is not installed is left out,
and the Noto fonts that every installation has take its place.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from campaignkit.locales import script
from campaignkit.text import Face, open_face
from campaignkit.text.font_files import files_of_package

EXTRA = "pip install campaignkit[themes]"


def package_of(family: str) -> str:
    """Return the module of the package that holds a family.

    >>> package_of("Baloo 2")
    'fontpkg_baloo_2'
    """
    return "fontpkg_" + family.lower().replace(" ", "_")


@lru_cache(maxsize=4096)
def is_installed(family: str) -> bool:
    """Say whether the package of a family is there."""
    return bool(files_of_package(package_of(family)))


@lru_cache(maxsize=4096)
def file_of(family: str, weight: int) -> Path | None:
    """Return the upright font of a family that is nearest to a weight; None: not installed."""
    upright: list[Face] = []
    for path in files_of_package(package_of(family)):
        face = open_face(path, 0, weight)
        if not face.is_italic and "Italic" not in path.name and face.embeddable:
            upright.append(face)
    if not upright:
        return None
    return min(upright, key=lambda face: (abs(face.weight - weight), face.path.name)).path


def files(families: dict[str, str], weight: int, language: str) -> tuple[Path, ...]:
    """Return the fonts of a role, those for the language's own script first.

    families: a family for each script (ISO 15924), as in {"Latn": "Poppins", "Arab": "Cairo"}.
    """
    own = script(language)
    order = sorted(families, key=lambda code: (code != own, code != "Latn", code))
    found = (file_of(families[code], weight) for code in order)
    return tuple(dict.fromkeys(path for path in found if path is not None))
