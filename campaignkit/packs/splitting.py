"""One pack into packs of 3 to 30 of one kind, and packs into the files of an app."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from campaignkit.packs import contents, new_packs, webp
from campaignkit.packs.rules import emit
from campaignkit.packs.values import PICTURE_SUFFIX, TRAY, Pack, PackSticker


def split(pack: Pack) -> list[Pack]:
    """Return packs that hold one kind each and at most 30, as even as can be.

    What has fewer than 3 of a kind stays a pack of its own, which no reader takes: `problems()`
    says so. A pack that needs no splitting comes back as it is.
    """
    kinds: dict[bool, list[PackSticker]] = {}
    for each in pack.stickers:
        kinds.setdefault(webp.look(each.data or b"").animated, []).append(each)
    groups = [(kind, part) for kind, every in sorted(kinds.items()) for part in _even(every)]
    if len(groups) < 2:
        return [pack]
    return [
        _part(pack, number, len(groups), kind, tuple(part))
        for number, (kind, part) in enumerate(groups, 1)
    ]


def _even(stickers: list[PackSticker]) -> list[list[PackSticker]]:
    """Return the stickers in the fewest groups, none more than one larger than another."""
    count = math.ceil(len(stickers) / emit().most)
    edges = [round(len(stickers) * part / count) for part in range(count + 1)]
    return [stickers[start:end] for start, end in pairwise(edges)]


def _part(
    pack: Pack, number: int, count: int, kind: bool, stickers: tuple[PackSticker, ...]
) -> Pack:
    renamed = tuple(
        replace(each, file=f"{at:02}{PICTURE_SUFFIX}") for at, each in enumerate(stickers, 1)
    )
    return replace(
        pack,
        identifier=f"{pack.identifier}-{number}" if pack.identifier else "",
        name=f"{new_packs.shortened(pack.name, 118)} {number}/{count}",
        stickers=renamed,
        animated=None if pack.animated is None else kind,
        version=None if pack.version is None else new_packs.version(renamed),
    )


def for_archive(pack: Pack) -> Pack:
    """Return a pack as a .wastickers has it: plain names, nothing else said of it."""
    bare = tuple(replace(each, emojis=None, spoken="") for each in numbered(pack).stickers)
    return Pack(
        identifier="",
        name=pack.name,
        publisher=pack.publisher,
        stickers=bare,
        tray=pack.tray,
        source=pack.source,
        found=pack.found,
    )


def for_app(pack: Pack) -> Pack:
    """Return a pack as an app has it: one out of an archive gets an identifier and a version."""
    if pack.animated is not None:
        return pack
    moving = bool(pack.stickers) and all(
        webp.look(each.data or b"").animated for each in pack.stickers
    )
    return replace(
        numbered(pack),
        identifier=pack.identifier or new_packs.identifier(pack.publisher, "stickers", pack.name),
        animated=moving,
        version=new_packs.version(pack.stickers),
    )


def numbered(pack: Pack) -> Pack:
    """Return a pack whose files are called 01.webp and on, and tray.png."""
    stickers = tuple(
        replace(each, file=f"{at:02}{PICTURE_SUFFIX}") for at, each in enumerate(pack.stickers, 1)
    )
    return replace(pack, stickers=stickers, tray_file=TRAY)


def app_files(packs: Sequence[Pack], *, ios: bool) -> dict[str, bytes]:
    """Return the files of an app's assets by name, as the samples for the two systems have them."""
    files = {
        contents.IOS_NAME if ios else contents.NAME: contents.write(packs, ios=ios),
    }
    for pack in packs:
        inside = [(pack.tray_file, pack.tray), *((each.file, each.data) for each in pack.stickers)]
        for file, data in inside:
            name = contents.ios_name(pack, file) if ios else f"{pack.identifier}/{file}"
            files[name] = data or b""
    return files
