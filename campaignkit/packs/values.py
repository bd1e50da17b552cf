"""A sticker pack as it is, right or wrong: reading one never fails for a fault in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from campaignkit.problems import Problem

if TYPE_CHECKING:
    from campaignkit.drawing import Drawing

PICTURE_SUFFIX = ".webp"
TRAY = "tray.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSticker:
    """One sticker of a pack.

    data: the file; None: there is none. emojis: None where the format has no room for them.
    spoken: what a screen reader says, "" for nothing. art: gives its drawing at a side in mm, where
    it was made of one.
    """

    file: str
    data: bytes | None = field(repr=False)
    emojis: tuple[str, ...] | None = None
    spoken: str = ""
    art: Callable[..., Drawing] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One pack. animated: as contents.json says; None where the format does not say.

    version: changes whenever a picture does. found: what reading it showed. source: the file or
    folder it was read from, "" if it was made here.
    """

    identifier: str
    name: str
    publisher: str
    stickers: tuple[PackSticker, ...]
    tray: bytes | None = field(default=None, repr=False)
    tray_file: str = TRAY
    animated: bool | None = None
    version: str | None = None
    email: str = ""
    website: str = ""
    privacy: str = ""
    license: str = ""
    play_link: str = ""
    ios_link: str = ""
    source: str = ""
    found: tuple[Problem, ...] = field(default=(), repr=False)


def utf16(text: str) -> int:
    """Return a text's length as Java counts it: UTF-16 units.

    >>> utf16("olá"), utf16("😀")
    (3, 2)
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
