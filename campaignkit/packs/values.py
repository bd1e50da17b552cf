"""A sticker pack as it is, right or wrong: reading one never fails for a fault in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from campaignkit import characters
from campaignkit.errors import BadInput, TooBig
from campaignkit.problems import Problem

if TYPE_CHECKING:
    from campaignkit.drawing import Drawing

PICTURE_SUFFIX = ".webp"
TRAY = "tray.png"
MOST_STICKERS = 1000  # made or read at once; ten packs of 30 are the most an app has


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


def whole(text: str) -> str:
    """Return a text without signs that no file can hold: control signs, halves of emoji.

    >>> whole("Sol " + chr(0xD83D)), whole("Sol 😀")
    ('Sol ', 'Sol 😀')
    """
    if characters.wrong(text) is None:
        return text
    return "".join(sign for sign in text if characters.wrong(sign) is None)


def check_count(count: int) -> None:
    """Refuse more stickers at once than could ever be meant.

    Raises:
        TooBig: there are more than MOST_STICKERS.
    """
    if count > MOST_STICKERS:
        raise TooBig(
            f"{count:,} stickers; at most {MOST_STICKERS:,} are taken at once, and an app has 10 "
            "packs of 30. Take a part of them.",
            rule="pack.too-many",
            count=count,
            limit=MOST_STICKERS,
        )


def encoded(text: str, file: str) -> bytes:
    """Return what is written into a file, UTF-8.

    Raises:
        BadInput: it has half a character.
    """
    try:
        return text.encode()
    except UnicodeEncodeError as err:
        raise BadInput(
            f"{file} would have half a character, near {whole(text[err.start :])[:40]!r}: an emoji "
            "was cut. Type it again; fixed() leaves the half out.",
            rule="pack.half-character",
            file=file,
        ) from err
