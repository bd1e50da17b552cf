"""Everything that is wrong with a pack, in one pass: file, rule, measured value, limit, fix.

Judged as both validators of WhatsApp's samples would, all rules and not the first; where those two
disagree it is a warning. Nothing is said twice: a missing picture has no wrong size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from campaignkit import characters, pictures
from campaignkit.errors import CampaignError
from campaignkit.packs import webp
from campaignkit.packs.rules import emit, every
from campaignkit.packs.values import Pack, PackSticker, utf16
from campaignkit.packs.webp import WebpLook
from campaignkit.problems import Problem, Problems, Where
from campaignkit.unfinished_text import left_in

_SIGNS = re.compile(r"[\w\-.,'\s]+", re.ASCII)  # StickerPackValidator.java
_README_SIGNS = re.compile(r"[A-Za-z0-9_\-. ]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_KINDS = {
    b"\x89PNG": "a PNG",
    b"\xff\xd8\xff\xe0": "a JPEG",
    b"\xff\xd8\xff\xe1": "a JPEG",
    b"GIF8": "a GIF",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip",
    b"\x1a\x45\xdf\xa3": "a WebM film",
}
_BEGINNINGS = {b"\x1f\x8b": "a TGS film, a Telegram sticker", b"BM": "a BMP"}
_MOST_TRAY_PIXELS = 4_000_000


def problems(pack: Pack) -> Problems:
    """Return everything that is wrong with one pack."""
    looks = [webp.look(each.data) if each.data else None for each in pack.stickers]
    found = [*pack.found, *_said(pack), *_counted(pack, looks), *_tray(pack)]
    for number, (each, look) in enumerate(zip(pack.stickers, looks, strict=True), 1):
        found.extend(_sticker(pack, each, number, look))
    found.extend(_twice(pack))
    return Problems(found)


def together(packs: Sequence[Pack]) -> Problems:
    """Return everything that is wrong with the packs of one app."""
    found = [problem for pack in packs for problem in problems(pack)]
    if len(packs) > every()["pack.packs"].limit:
        found.append(every()["pack.packs"].problem(Where(file=packs[0].source), len(packs)))
    seen: set[str] = set()
    for pack in packs:
        if pack.identifier and pack.identifier in seen:
            found.append(every()["pack.identifier-twice"].problem(_at(pack), pack.identifier))
        seen.add(pack.identifier)
    return Problems(dict.fromkeys(found))


def without_emoji(packs: Sequence[Pack]) -> Problems:
    """Return the stickers without an emoji, which an app for Android refuses."""
    rule = every()["pack-sticker.no-emoji"]
    return Problems(
        rule.problem(_at(pack, file=each.file), 0, severity="error")
        for pack in packs
        for each in pack.stickers
        if not each.emojis
    )


def is_bare(pack: Pack) -> bool:
    """Say whether it comes from an archive, which has no identifier, emojis or spoken texts."""
    return pack.animated is None


def moves(look: WebpLook | None) -> bool:
    """Say whether a sticker is taken for a moving one."""
    return look is not None and look.animated


# -- what a pack says of itself --------------------------------------------------------------------


def _said(pack: Pack) -> Iterator[Problem]:
    rules = every()
    missing = {found.where.key for found in pack.found if found.rule == "archive.title"}
    told = {found.where.key for found in pack.found}  # that it was read wrongly, among others
    for what, text in (("name", pack.name), ("publisher", pack.publisher)):
        if what in missing and not text.strip():
            continue  # its file is not there, which is told
        if not 1 <= utf16(text.strip()) <= rules["pack.name"].limit:
            yield rules["pack.name"].problem(_at(pack, what), utf16(text.strip()), what=what)
        if (sign := characters.wrong(text)) is not None:
            yield rules["pack.signs"].problem(_at(pack, what), f"U+{ord(sign):04X}", what=what)
        if what not in told:
            yield from (each.placed(_at(pack, what)) for each in left_in(text, what))
    if is_bare(pack):
        return
    yield from _identifier(pack)
    if pack.version is not None and not pack.version.strip():
        yield rules["pack.version"].problem(_at(pack, "image_data_version"), pack.version)
    addresses = {
        "publisher_website": pack.website,
        "privacy_policy_website": pack.privacy,
        "license_agreement_website": pack.license,
    }
    for key, value in addresses.items():
        if value and not _host(value):
            yield rules["pack.website"].problem(_at(pack, key), value, key=key)
    if pack.email and not _EMAIL.fullmatch(pack.email):
        yield rules["pack.email"].problem(_at(pack, "publisher_email"), pack.email)
    for rule, key, value in (
        ("pack.play-link", "android_play_store_link", pack.play_link),
        ("pack.ios-link", "ios_app_store_link", pack.ios_link),
    ):
        if value and _host(value) != rules[rule].limit:
            yield rules[rule].problem(_at(pack, key), value)


def _identifier(pack: Pack) -> Iterator[Problem]:
    rules, value = every(), pack.identifier
    limit = rules["pack.identifier"].limit
    wrong = ""
    if not value.strip():
        wrong = "no sign in it"
    elif utf16(value) > limit:
        wrong = f"{utf16(value)} characters, at most {limit}"
    elif ".." in value:
        wrong = "two dots in a row"
    elif not _SIGNS.fullmatch(value):
        wrong = "signs other than A-Z a-z 0-9 _ . - and space"
    if wrong:
        yield rules["pack.identifier"].problem(_at(pack, "identifier"), value[:200], chars=wrong)
    elif not _README_SIGNS.fullmatch(value):
        yield rules["pack.identifier-signs"].problem(_at(pack, "identifier"), value)


def _host(address: str) -> str:
    """Return the host of an http address, "" if it is none."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _counted(pack: Pack, looks: Sequence[WebpLook | None]) -> Iterator[Problem]:
    rules = every()
    fewest, most = rules["pack.count"].limit
    count = len(pack.stickers)
    if not fewest <= count <= most:
        more = f"Add {fewest - count}." if count < fewest else "save() makes several packs of it."
        yield rules["pack.count"].problem(_at(pack), count, advice=more)
    known = [look for look in looks if look is not None and not look.why]
    moving = sum(map(moves, known))
    still = len(known) - moving
    if moving and still:
        yield rules["pack.mixed"].problem(_at(pack), (still, moving))
    elif known and pack.animated is not None and pack.animated != bool(moving):
        yield rules["pack.animated-flag"].problem(
            _at(pack, "animated_sticker_pack"),
            "true" if pack.animated else "false",
            what="move" if moving else "stand still",
            right="true" if moving else "false",
        )


def _twice(pack: Pack) -> Iterator[Problem]:
    seen: dict[bytes, str] = {}
    for each in pack.stickers:
        if each.data and each.data in seen:
            yield every()["pack-sticker.twice"].problem(_at(pack, file=each.file), seen[each.data])
        elif each.data:
            seen[each.data] = each.file


# -- its tray icon ---------------------------------------------------------------------------------


def _tray(pack: Pack) -> Iterator[Problem]:
    rules, where = every(), _at(pack, file=pack.tray_file)
    if not pack.tray:
        yield rules["tray.missing"].problem(where, pack.tray_file[:100])
        return
    if len(pack.tray) > rules["tray.bytes"].limit:
        yield rules["tray.bytes"].problem(where, len(pack.tray))
    try:
        icon = pictures.open_picture(pack.tray, max_pixels=_MOST_TRAY_PIXELS)
        frames = len(tuple(islice(pictures.film(pack.tray, 8), 2)))
    except CampaignError as err:
        yield rules["tray.damaged"].problem(where, why=err)
        return
    size = (icon.width, icon.height)
    smallest, largest = rules["tray.pixels"].limit
    if not smallest <= min(size) <= max(size) <= largest:
        yield rules["tray.pixels"].problem(where, size)
    elif size != rules["tray.square"].limit:
        yield rules["tray.square"].problem(where, size)
    if frames > 1:
        yield rules["tray.animated"].problem(where)


# -- its stickers ----------------------------------------------------------------------------------


def _sticker(
    pack: Pack, each: PackSticker, number: int, look: WebpLook | None
) -> Iterator[Problem]:
    where = _at(pack, f"stickers {number}", file=each.file)
    yield from _words(pack, each, where, moving=moves(look))
    if each.data is None:
        yield every()["pack-sticker.missing"].problem(where)
    elif look is None:
        yield every()["pack-sticker.empty"].problem(where)
    elif not webp.is_webp(each.data):
        yield every()["pack-sticker.format"].problem(where, kind_of(each.data))
    else:
        yield from of_picture(each.data, look, where)


def of_picture(data: bytes, look: WebpLook, where: Where) -> Problems:
    """Return what is wrong with the picture of a sticker, which is a WebP."""
    return Problems(_picture(data, look, where))


def kind_of(data: bytes) -> str:
    """Return what a file is, by how it begins.

    >>> kind_of(b"GIF89a"), kind_of(b"hello")
    ('a GIF', 'no picture we know')
    """
    if data[4:8] == b"ftyp":
        return "an MP4 film, or a photo of its family"
    return _KINDS.get(data[:4]) or _BEGINNINGS.get(data[:2], "no picture we know")


def _words(pack: Pack, each: PackSticker, where: Where, *, moving: bool) -> Iterator[Problem]:
    rules = every()
    limit = rules["pack-sticker.spoken"].limit["animated" if moving else "static"]
    if utf16(each.spoken) > limit:
        yield rules["pack-sticker.spoken"].problem(where, utf16(each.spoken), limit=limit)
    for what, text in (
        ("its spoken text", each.spoken),
        *(("an emoji", e) for e in each.emojis or ()),
    ):
        if (sign := characters.wrong(text)) is not None:
            yield rules["pack-sticker.signs"].problem(where, f"U+{ord(sign):04X}", what=what)
    yield from (told.placed(where) for told in left_in(each.spoken, "text"))
    if each.emojis is None:
        return
    most = rules["pack-sticker.emojis"].limit[1]
    if not each.emojis:
        yield rules["pack-sticker.no-emoji"].problem(where, 0)
    elif len(each.emojis) > most:
        yield rules["pack-sticker.emojis"].problem(where, len(each.emojis))
    for emoji in each.emojis:
        if emoji.isascii() or any(sign.isalpha() for sign in emoji):
            yield rules["pack-sticker.emoji"].problem(where, emoji[:40])


def _picture(data: bytes, look: WebpLook, where: Where) -> Iterator[Problem]:
    rules = every()
    if look.why:
        yield rules["pack-sticker.damaged"].problem(where, why=look.why)
        return
    if look.end < len(data):
        yield rules["pack-sticker.trailing"].problem(where, len(data) - look.end)
    rule = rules["pack-sticker.animated-bytes" if look.animated else "pack-sticker.static-bytes"]
    if len(data) > rule.limit:
        yield rule.problem(where, len(data))
    elif look.animated and len(data) > rules["pack-sticker.animated-iphone"].limit:
        yield rules["pack-sticker.animated-iphone"].problem(where, len(data))
    size = (look.width, look.height)
    if size != rules["pack-sticker.pixels"].limit:
        yield rules["pack-sticker.pixels"].problem(where, size)
    if look.animated:
        yield from _times(look, where)
    if max(size) <= 4 * emit().side and len(look.times) <= rules["pack-sticker.frames"].limit:
        yield from _unpacked(data, where)


def _times(look: WebpLook, where: Where) -> Iterator[Problem]:
    rules, times = every(), look.times
    if len(times) < rules["pack-sticker.one-frame"].limit:
        yield rules["pack-sticker.one-frame"].problem(where, len(times))
    if len(times) > rules["pack-sticker.frames"].limit:
        yield rules["pack-sticker.frames"].problem(where, len(times))
    shortest = min(times, default=0)
    if times and shortest < rules["pack-sticker.frame-time"].limit:
        frame = times.index(shortest) + 1
        yield rules["pack-sticker.frame-time"].problem(where, shortest, frame=frame)
    if sum(times) > rules["pack-sticker.total-time"].limit:
        yield rules["pack-sticker.total-time"].problem(where, sum(times))


def _unpacked(data: bytes, where: Where) -> Iterator[Problem]:
    """Unpack every frame, small: the one proof that none is damaged."""
    try:
        frames: Iterable[Any] = pictures.film(data, emit().side // 8)
        for number, (pixels, time) in enumerate(frames):
            if number == 0 and time and not pixels[:, :, 3].any():
                yield every()["pack-sticker.first-frame"].problem(where)
    except CampaignError as err:
        yield every()["pack-sticker.damaged"].problem(where, why=err.halves()[0].rstrip("."))


def _at(pack: Pack, key: str | None = None, *, file: str = "") -> Where:
    place = "/".join(part for part in (pack.source, file) if part)
    return Where(file=place or None, key=key)
