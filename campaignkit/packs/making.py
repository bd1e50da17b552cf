"""New packs: out of a design, of phrases, or of pictures."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle
from typing import Any

import numpy as np

from campaignkit import pictures
from campaignkit.business import Business
from campaignkit.errors import BadInput
from campaignkit.packs import designs, fitting, judge, svg, webp
from campaignkit.packs.rules import emit, every
from campaignkit.packs.values import PICTURE_SUFFIX, Pack, PackSticker, utf16
from campaignkit.problems import Where

PHRASES = "phrases"
_EMOJI = ("💬",)
_ANY_EMOJI = ("🏪",)  # of a picture that nobody gave an emoji
_PHOTO_SIDE = 1024  # pixels that a photo is unpacked at: twice a sticker's


def from_design(
    what: str,
    shop: Business,
    languages: Sequence[str],
    /,
    *,
    phrases: Any = None,
    **facts: str | None,
) -> Pack:
    """Return a built-in pack in these languages, or phrases on its shapes.

    Raises:
        NotFound: no such pack; or no font has a character.
        TooBig: words do not fit.
        BadInput: phrases are missing or no texts.
    """
    design = designs.load(what)
    if what == PHRASES:
        rows = _phrases(phrases, languages)
        stickers = [
            _drawn(which, shop, language, title=text)
            for (language, text), which in zip(rows, cycle(design.stickers.values()))
        ]
    else:
        stickers = [
            _drawn(which, shop, language)
            for language in languages
            for which in design.stickers.values()
        ]
    title = facts.get("name") or design.title(shop, languages[0])
    base = "-".join((what, *languages))
    return from_stickers(stickers, shop, languages[0], base=base, **{**facts, "name": title})


def _drawn(
    which: tuple[tuple[str, ...], Any], shop: Business, language: str, *, title: str = ""
) -> PackSticker:
    emojis, design = which
    art = partial(designs.drawing, design, shop, language, title=title)
    data = fitting.encoded([(designs.pixels(art()), 0)])
    said = title or designs.spoken(design, shop, language)
    return PackSticker(file="", data=data, emojis=emojis, spoken=_short(said), art=art)


def _phrases(phrases: Any, languages: Sequence[str]) -> list[tuple[str, str]]:
    if phrases is None:
        raise BadInput("sticker_pack('phrases', …) needs phrases=, such as ['Bom dia!'].")
    by_language = phrases if isinstance(phrases, Mapping) else {languages[0]: phrases}
    rows = [(code, text) for code, texts in by_language.items() for text in _list(texts)]
    bad = [text for _, text in rows if not isinstance(text, str) or not text.strip()]
    if bad or not rows:
        raise BadInput(f"phrases has {bad[0] if bad else 'nothing'!r}; each is a text to print.")
    return [(code, text.strip()) for code, text in rows]


def _list(texts: Any) -> list[Any]:
    return [texts] if isinstance(texts, str) else list(texts)


def from_picture(source: Any, *, outline: bool = True) -> bytes:
    """Return a picture as a sticker; one that is a sticker already stays as it is.

    Raises:
        NotFound: no such file.
        BadInput: it is no picture, or damaged.
        TooBig: it has too many pixels, or cannot be made small enough.
    """
    data = pictures.data_of(source)
    if _is_sticker(data):
        return data
    if svg.is_svg(data):
        drawn = svg.drawing(data, side=designs.SIDE_MM, margin=0.0)
        return fitting.still(designs.bare_pixels(drawn), outline=outline)
    frames = fitting.thinned(pictures.film(data, emit().side)) if _moves(data) else []
    if len(frames) > 1:
        return fitting.moving(frames, outline=outline)
    return fitting.still(_rgba(pictures.open_within(data, _PHOTO_SIDE)), outline=outline)


def _is_sticker(data: bytes) -> bool:
    """Say whether a picture breaks no rule of stickers as it is."""
    if not webp.is_webp(data):
        return False
    return not judge.of_picture(data, webp.look(data), Where())


def _moves(data: bytes) -> bool:
    looked = webp.look(data)
    return looked.animated if webp.is_webp(data) else data[:4] == b"GIF8" or b"acTL" in data[:4096]


def _rgba(picture: pictures.Picture) -> pictures.Pixels:
    array = picture.array()
    if picture.mode == "RGBA":
        return array
    return np.dstack([array, np.full(array.shape[:2], 255, np.uint8)])


def worded(
    made: Iterable[tuple[str, bytes]],
    *,
    emojis: Sequence[str] | Mapping[str, Sequence[str]] | None,
    spoken: Mapping[str, str],
) -> list[PackSticker]:
    """Return stickers with their emojis and spoken words, found by the pictures' names.

    Raises:
        BadInput: a name that no picture has.
    """
    rows = list(made)
    own = emojis if isinstance(emojis, Mapping) else {}
    unknown = sorted({*own, *spoken} - {stem for stem, _ in rows})
    if unknown:
        names = ", ".join(stem for stem, _ in rows)
        raise BadInput(f"no picture is called {unknown[0]!r}. There are: {names:.300}.")
    usual = _ANY_EMOJI if emojis is None or own else tuple(_list(emojis))
    return [
        PackSticker(
            file="",
            data=data,
            emojis=tuple(_list(own.get(stem, usual))),
            spoken=_short(spoken.get(stem, _readable(stem))),
        )
        for stem, data in rows
    ]


def reworded(
    pack: Pack,
    *,
    emojis: Sequence[str] | Mapping[str, Sequence[str]] | None,
    spoken: Mapping[str, str],
) -> Pack:
    """Return a pack with other emojis and spoken words, found by its files' names without suffix.

    What is not given stays. Raises what `worded` does.
    """
    stems = [each.file.rpartition(".")[0] or each.file for each in pack.stickers]
    new = worded(((stem, b"") for stem in stems), emojis=emojis, spoken=spoken)
    told = set(emojis) if isinstance(emojis, Mapping) else set(stems if emojis else ())
    changed = (
        replace(
            each,
            emojis=given.emojis if stem in told else each.emojis,
            spoken=given.spoken if stem in spoken else each.spoken,
        )
        for each, stem, given in zip(pack.stickers, stems, new, strict=True)
    )
    return replace(pack, stickers=tuple(changed))


def _readable(stem: str) -> str:
    """Return a file's name as words.

    >>> _readable("01_good-morning")
    'good morning'
    """
    return " ".join(re.sub(r"^[\d\s_.-]+(?=\D)|[_\-]+", " ", stem).split())


def _short(text: str, limit: int | None = None) -> str:
    return shortened(text, limit or every()["sticker.spoken"].limit["static"])


def from_stickers(
    stickers: Sequence[PackSticker],
    shop: Business,
    language: str,
    *,
    base: str = "stickers",
    name: str | None = None,
    publisher: str | None = None,
) -> Pack:
    """Return a pack of these stickers, named and numbered, with its icon and a version.

    The version is told from the pictures: it changes when one does.
    """
    numbered = tuple(
        replace(each, file=f"{number:02}{PICTURE_SUFFIX}")
        for number, each in enumerate(stickers, 1)
    )
    first = numbered[0].data or b""
    return Pack(
        identifier=identifier(shop.name, base, name or ""),
        name=shortened(name or shop.name, every()["pack.name"].limit),
        publisher=shortened(publisher or shop.name, every()["pack.name"].limit),
        stickers=numbered,
        tray=icon(first),
        animated=all(webp.look(each.data or b"").animated for each in numbered),
        version=version(numbered),
        website=shop.website or "",
        email=shop.email or "",
    )


def icon(sticker: bytes) -> bytes:
    """Return the tray icon made of a sticker's first frame."""
    pixels, _ = next(iter(pictures.film(sticker, emit().side)))
    return fitting.tray(pixels)


def version(stickers: Iterable[PackSticker]) -> str:
    """Return a text that changes whenever a picture does."""
    digest = hashlib.sha256()
    for each in stickers:
        data = each.data or b""
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:8]


def identifier(shop: str, base: str, name: str) -> str:
    """Return letters, digits, "_" and "-" that are the same for the same shop and pack."""
    plain = unicodedata.normalize("NFKD", shop).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:40].strip("-")
    tail = hashlib.sha256(f"{shop}\0{base}\0{name}".encode()).hexdigest()[:6]
    kind = re.sub(r"[^A-Za-z0-9_-]+", "-", base)[:60]
    return "-".join(part for part in (words, kind, tail) if part)


def shortened(text: str, limit: int) -> str:
    """Return a text of at most `limit` UTF-16 units, cut at a word where it can be.

    >>> shortened("Bom dia a todos", 10), shortened("Bom dia", 7)
    ('Bom dia a…', 'Bom dia')
    """
    text = " ".join(text.split())
    if utf16(text) <= limit:
        return text
    kept = text
    while utf16(kept) > limit - 1:
        kept = kept[:-1]
    words = kept.rsplit(" ", 1)[0] if text[len(kept)] != " " and " " in kept else kept
    return f"{words.rstrip(' ,.;:')}…"
