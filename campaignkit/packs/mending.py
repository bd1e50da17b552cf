"""A pack with what can be mended mended. What is lost, or a person must say, stays as it is.

Mended: pictures of a wrong size, kind or length; bytes over the limit or after the end; frames
that stand too short; names, identifiers and texts that are too long; flags that are wrong; a
tray icon that is missing or wrong. Left: damaged or missing pictures, too few stickers, no emoji,
titles in an encoding that nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

from campaignkit import pictures
from campaignkit.errors import CampaignError
from campaignkit.packs import fitting, judge, new_packs, splitting, webp
from campaignkit.packs.converting import Converted, converted
from campaignkit.packs.rules import emit, every
from campaignkit.packs.values import Pack, PackSticker, whole
from campaignkit.pictures import Pixels
from campaignkit.problems import Problem, Where

_REMEMBERED = 32  # pictures mended: a pack's
_BARE = ("archive.", "contents.key", "contents.shape", "pack-sticker.name")
_LOST = "archive.text"  # what it was is not known, so writing it anew mends nothing


def mended(pack: Pack, progress: Callable[[int], None] | None = None) -> Pack:
    """Return the pack with what can be mended mended. A sound pack comes back as it is.

    progress: called with 1 after each sticker.
    """
    if not judge.problems(pack):
        return pack
    left: list[Problem] = []
    stickers = _distinct(tuple(_told(pack.stickers, left, progress)))
    made = splitting.numbered(replace(pack, stickers=stickers, found=(*_kept(pack), *left)))
    looks = [webp.look(each.data or b"") for each in stickers]
    sound = [look for look in looks if not look.why]
    app: dict[str, Any] = (
        {} if pack.animated is None else _said(pack, made, any(look.animated for look in sound))
    )
    name = new_packs.shortened(whole(pack.name or pack.publisher), every()["pack.name"].limit)
    publisher = new_packs.shortened(whole(pack.publisher or pack.name), every()["pack.name"].limit)
    return replace(made, name=name, publisher=publisher, tray=_tray(made), **app)


def _kept(pack: Pack) -> Iterator[Problem]:
    """Yield what reading found and writing does not mend."""
    return (
        problem
        for problem in pack.found
        if problem.rule == _LOST or not problem.rule.startswith(_BARE)
    )


def _told(
    stickers: tuple[PackSticker, ...],
    left: list[Problem],
    progress: Callable[[int], None] | None,
) -> Iterator[PackSticker]:
    """Yield stickers mended; what they lost on the way is added to `left`, with its file."""
    for each in stickers:
        made, found = _sticker(each)
        left.extend(problem.placed(Where(file=each.file)) for problem in found)
        yield made
        if progress is not None:
            progress(1)


def _distinct(stickers: tuple[PackSticker, ...]) -> tuple[PackSticker, ...]:
    """Return stickers without later copies of one, unless that would leave too few."""
    seen: dict[bytes | str, PackSticker] = {}
    for number, each in enumerate(stickers):
        seen.setdefault(each.data or f"missing {number}", each)
    return tuple(seen.values()) if len(seen) >= emit().fewest else stickers


def _said(pack: Pack, made: Pack, moving: bool) -> dict[str, Any]:
    """Return the words of an app's pack, mended."""
    wrong = {problem.rule for problem in judge.problems(pack)}
    said: dict[str, Any] = {"animated": moving}
    if {"pack.identifier", "pack.identifier-signs"} & wrong:
        said["identifier"] = new_packs.identifier(pack.identifier or pack.publisher, "", pack.name)
    if made.stickers != pack.stickers or "pack.version" in wrong or not pack.version:
        said["version"] = new_packs.version(made.stickers)
    return said


def _sticker(each: PackSticker) -> tuple[PackSticker, tuple[Problem, ...]]:
    most = every()["pack-sticker.emojis"].limit[1]
    emojis = each.emojis
    if emojis is not None:
        emojis = tuple(text for emoji in emojis[:most] if (text := whole(emoji)))
    data = each.data
    found: tuple[Problem, ...] = ()
    if data:
        with suppress(CampaignError):  # what cannot be opened cannot be mended; it is told
            data, found = _picture(data)
    kind = "animated" if webp.look(data or b"").animated else "static"
    spoken = new_packs.shortened(whole(each.spoken), every()["pack-sticker.spoken"].limit[kind])
    return replace(each, data=data, emojis=emojis, spoken=spoken), found


@lru_cache(maxsize=_REMEMBERED)
def _picture(data: bytes) -> Converted:
    if not webp.is_webp(data):
        return converted(data)
    look = webp.look(data)
    if look.why:
        return Converted(data)
    cut = data[: look.end]
    wrong = {problem.rule for problem in judge.of_picture(cut, look, Where())}
    if not wrong - {"pack-sticker.first-frame"}:
        return Converted(cut)
    frames = fitting.thinned(pictures.film(cut, emit().side))
    return Converted(fitting.encoded([(_canvas(pixels), time) for pixels, time in frames]))


def _canvas(pixels: Pixels) -> Pixels:
    """Return pixels on 512 x 512; those of that size as they are, others framed."""
    side = emit().side
    return pixels if pixels.shape[:2] == (side, side) else fitting.framed(pixels, outline=False)


def _tray(pack: Pack) -> bytes | None:
    wrong = any(problem.rule.startswith("tray.") for problem in judge.problems(pack))
    if not wrong:
        return pack.tray
    for source in (pack.tray, *(each.data for each in pack.stickers)):
        with suppress(CampaignError):
            if source:
                return new_packs.icon(source)
    return pack.tray
