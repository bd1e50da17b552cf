"""contents.json: what an app's sticker packs are called and made of. Read with all its faults.

Source: WhatsApp/stickers, ContentFileParser.java: an unknown key at the top or in a sticker stops
it, one in a pack is skipped; names of files have no folder in them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from campaignkit.errors import TooBig
from campaignkit.packs.rules import every
from campaignkit.packs.values import PICTURE_SUFFIX, Pack, PackSticker, check_count, encoded
from campaignkit.problems import Problem, Where

NAME = "contents.json"
IOS_NAME = "sticker_packs.wasticker"
MOST_BYTES = 4_000_000
MOST_PACKS = 100  # read; an app has 10
Find = Callable[[str, str], "bytes | None"]  # (identifier, file name) -> the file

_TOP = ("android_play_store_link", "ios_app_store_link", "sticker_packs")
_STICKER = ("image_file", "emojis", "accessibility_text")
_REQUIRED = ("identifier", "name", "publisher", "tray_image_file", "image_data_version")
_IOS_REQUIRED = ("identifier", "name", "publisher", "tray_image_file")
_OPTIONAL = {
    "email": "publisher_email",
    "website": "publisher_website",
    "privacy": "privacy_policy_website",
    "license": "license_agreement_website",
}


@dataclass
class _Reading:
    """What has been found so far, and where."""

    file: str
    ios: bool
    found: list[Problem] = field(default_factory=list)

    def tell(self, rule: str, place: str, value: Any = None, **words: Any) -> None:
        where = Where(file=self.file, key=place or None)
        self.found.append(every()[rule].problem(where, value, **{"key": place, **words}))

    def text(self, table: Mapping[str, Any], key: str, place: str, *, needed: bool) -> str:
        if key not in table:
            if needed:
                self.tell("contents.required", f"{place}{key}")
            return ""
        value = table[key]
        if isinstance(value, str):
            return value
        self.tell("contents.shape", f"{place}{key}", _short(value), limit="text")
        return ""

    def tables(self, table: Mapping[str, Any], key: str, place: str) -> list[Mapping[str, Any]]:
        value = table.get(key, [])
        if not isinstance(value, list):
            self.tell("contents.shape", f"{place}{key}", _short(value), limit="a list")
            return []
        good: list[Mapping[str, Any]] = []
        for number, item in enumerate(value, 1):
            if isinstance(item, dict):
                good.append(item)
            else:
                what = _short(item)
                self.tell("contents.shape", f"{place}{key} {number}", what, limit="a table")
        return good


def read(data: bytes, find: Find, *, file: str, source: str) -> list[Pack]:
    """Return the packs that a contents.json (or the sample's file for iPhone) describes.

    find: gives a file by the pack's identifier and the file's name, None if there is none. It is
    asked for plain names only. A file of no use gives one empty pack with the reasons.

    Raises:
        TooBig: it describes more packs or stickers than any app could have.
    """
    reading = _Reading(file, file.endswith(IOS_NAME))
    top = _table(data, reading)
    for key in top:
        if key not in _TOP and not reading.ios:
            reading.tell("contents.key", str(key), str(key))
    play = reading.text(top, "android_play_store_link", "", needed=False)
    ios = reading.text(top, "ios_app_store_link", "", needed=False)
    tables = reading.tables(top, "sticker_packs", "")
    if not tables and not reading.found:
        reading.tell("contents.packs", "sticker_packs")
    _check_size(tables, file)
    shared: dict[str, Any] = {"play_link": play, "ios_link": ios, "source": source}
    packs = []
    for number, table in enumerate(tables, 1):
        inner = _Reading(file, reading.ios)
        fields = _pack(table, number, find, inner)
        packs.append(Pack(**fields, **shared, found=(*reading.found, *inner.found)))
    if packs:
        return packs
    empty: dict[str, Any] = dict.fromkeys(("identifier", "name", "publisher"), "")
    return [Pack(**empty, stickers=(), **shared, found=tuple(reading.found))]


def _check_size(tables: list[Mapping[str, Any]], file: str) -> None:
    """Refuse, before a picture is opened, more packs and stickers than any app could have."""
    if len(tables) > MOST_PACKS:
        raise TooBig(
            f"{file} describes {len(tables):,} packs; an app has at most 10, and {MOST_PACKS} are "
            "read. Take a part of them.",
            rule="contents.too-many",
            count=len(tables),
            limit=MOST_PACKS,
        )
    rows = (table.get("stickers") for table in tables)
    check_count(sum(len(each) for each in rows if isinstance(each, list)))


def _table(data: bytes, reading: _Reading) -> dict[str, Any]:
    try:
        if len(data) > MOST_BYTES:
            reading.tell(
                "contents.json", "", why=f"it has {len(data):,} bytes, at most {MOST_BYTES:,}"
            )
            return {}
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as err:
        reading.tell("contents.json", "", why=err)
        return {}
    if isinstance(value, dict):
        return value
    reading.tell("contents.shape", "", _short(value), key="it", limit="a table in braces")
    return {}


def _pack(table: Mapping[str, Any], number: int, find: Find, reading: _Reading) -> dict[str, Any]:
    place = f"sticker_packs {number}."
    required = _IOS_REQUIRED if reading.ios else _REQUIRED
    said = {key: reading.text(table, key, place, needed=key in required) for key in _REQUIRED}
    identifier = said["identifier"]
    animated = table.get("animated_sticker_pack", False)
    if not isinstance(animated, bool):
        reading.tell(
            "contents.shape",
            f"{place}animated_sticker_pack",
            _short(animated),
            limit="true or false",
        )
        animated = False
    if "stickers" not in table:
        reading.tell("contents.required", f"{place}stickers")
    rows = reading.tables(table, "stickers", place)
    tray = said["tray_image_file"]
    return {
        "identifier": identifier,
        "name": said["name"],
        "publisher": said["publisher"],
        "version": said["image_data_version"] if "image_data_version" in table else None,
        "tray_file": tray,
        "tray": find(identifier, tray) if is_plain(tray) else None,
        "animated": animated,
        "stickers": tuple(
            _sticker(row, f"{place}stickers {at}.", identifier, find, reading)
            for at, row in enumerate(rows, 1)
        ),
        **{name: reading.text(table, key, place, needed=False) for name, key in _OPTIONAL.items()},
    }


def _sticker(
    row: Mapping[str, Any], place: str, identifier: str, find: Find, reading: _Reading
) -> PackSticker:
    for key in row:
        if key not in _STICKER and not reading.ios:
            reading.tell("contents.key", f"{place}{key}", str(key))
    file = reading.text(row, "image_file", place, needed=True)
    suffixes = (PICTURE_SUFFIX, ".png") if reading.ios else (PICTURE_SUFFIX,)
    if file and not (is_plain(file) and file.endswith(suffixes)):
        reading.tell("pack-sticker.name", f"{place}image_file", file[:100])
    return PackSticker(
        file=file,
        data=find(identifier, file) if is_plain(file) else None,
        emojis=tuple(_emojis(row, place, reading)),
        spoken=reading.text(row, "accessibility_text", place, needed=False),
    )


def _emojis(row: Mapping[str, Any], place: str, reading: _Reading) -> Iterator[str]:
    value = row.get("emojis", [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        reading.tell("contents.shape", f"{place}emojis", _short(value), limit="a list of texts")
        return
    yield from (each for each in value if each)


def is_plain(name: str) -> bool:
    """Say whether this is a file's name and nothing more.

    >>> is_plain("01.webp"), is_plain("../01.webp"), is_plain("a/01.webp"), is_plain("")
    (True, False, False, False)
    """
    return bool(name) and not any(part in name for part in ("/", "\\", "..", ":", "\0"))


def write(packs: Sequence[Pack], *, ios: bool = False) -> bytes:
    """Return the contents.json of these packs, or what the sample for iPhone reads.

    All packs share the store links of the first. Same packs, same bytes.
    """
    first = packs[0]
    top = {
        "android_play_store_link": first.play_link,
        "ios_app_store_link": first.ios_link,
        "sticker_packs": [_pack_table(pack, ios) for pack in packs],
    }
    return encoded(json.dumps(top, ensure_ascii=False, indent=2) + "\n", NAME)


def ios_name(pack: Pack, file: str) -> str:
    """Return a file's name in an iPhone app, where all packs share one folder."""
    return f"{pack.identifier.replace(' ', '_')}_{file}"


def _pack_table(pack: Pack, ios: bool) -> dict[str, Any]:
    named = (lambda file: ios_name(pack, file)) if ios else (lambda file: file)
    table: dict[str, Any] = {
        "identifier": pack.identifier,
        "name": pack.name,
        "publisher": pack.publisher,
        "tray_image_file": named(pack.tray_file),
        "image_data_version": pack.version or "1",
        **{key: getattr(pack, name) for name, key in _OPTIONAL.items()},
        "animated_sticker_pack": bool(pack.animated),
        "stickers": [
            {
                "image_file": named(each.file),
                "emojis": list(each.emojis or ()),
                "accessibility_text": each.spoken,
            }
            for each in pack.stickers
        ],
    }
    return table


def _short(value: Any) -> str:
    names = {dict: "a table", list: "a list", str: "text", bool: "true or false"}
    kind = names.get(type(value))
    return kind or ("nothing" if value is None else "a number")
