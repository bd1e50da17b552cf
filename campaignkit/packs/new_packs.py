"""New packs: out of a design, of phrases, or of pictures."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import cycle, product
from typing import Any

from campaignkit import characters, pictures
from campaignkit.arguments import check_text, words
from campaignkit.business import Business
from campaignkit.drawing import Drawing
from campaignkit.errors import BadInput
from campaignkit.layout import Compiled, Design
from campaignkit.packs import design_stickers, designs, fitting, webp
from campaignkit.packs.rules import emit, every
from campaignkit.packs.values import (
    PICTURE_SUFFIX,
    Pack,
    PackSticker,
    check_count,
    utf16,
)
from campaignkit.problems import Problem

PHRASES = "phrases"
_EMOJI = ("💬",)
_ANY_EMOJI = ("🏪",)  # of a picture that nobody gave an emoji


def from_design(
    what: str,
    shop: Business,
    languages: Sequence[str],
    /,
    *,
    phrases: Any = None,
    name: str | None = None,
    publisher: str | None = None,
) -> Pack:
    """Return a built-in pack in these languages, or phrases on its shapes.

    Raises:
        NotFound: no such pack; or no font has a character.
        TooBig: words do not fit.
        BadInput: phrases are missing or no texts.
    """
    check_text(name, "name")
    design, wanted = _wanted(what, shop, languages, phrases)
    files = design_stickers.finished([(each.ready, each.title) for each in wanted])
    stickers = [
        PackSticker(file="", data=data, emojis=each.emojis, spoken=each.spoken, art=each.art)
        for each, data in zip(wanted, files, strict=True)
    ]
    title = name or design.title(shop, languages[0])
    base = "-".join((what, *languages))
    return from_stickers(stickers, shop, languages[0], base=base, name=title, publisher=publisher)


def sketched(
    what: str, shop: Business, languages: Sequence[str], /, *, phrases: Any = None
) -> list[tuple[str, bytes]]:
    """Return what the first stickers of a pack say, each with a small PNG; see `sketches`.

    Raises what `from_design` does.
    """
    _, wanted = _wanted(what, shop, languages, phrases)
    small = design_stickers.sketches([(each.ready, each.title) for each in wanted])
    return [(each.spoken, data) for each, data in zip(wanted, small, strict=False)]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A sticker that is to be made. title: its words, "" for those of its design."""

    ready: Compiled
    title: str
    emojis: tuple[str, ...]
    spoken: str
    art: Callable[..., Drawing]


def _wanted(
    what: str, shop: Business, languages: Sequence[str], phrases: Any
) -> tuple[designs.PackDesign, list[_Wanted]]:
    """Return a ready pack's design, and its stickers in these languages or with these phrases."""
    design = designs.load(what)
    every_one = list(design.stickers.values())
    if what == PHRASES:
        rows = zip(_phrases(phrases, languages), cycle(every_one))
        return design, [_want(which, shop, language, text) for (language, text), which in rows]
    pairs = product(languages, every_one)
    return design, [_want(which, shop, language) for language, which in pairs]


def _want(
    which: tuple[tuple[str, ...], Design], shop: Business, language: str, title: str = ""
) -> _Wanted:
    emojis, design = which
    return _Wanted(
        ready=designs.ready(design, shop, language),
        title=title,
        emojis=emojis,
        spoken=_short(title or designs.spoken(design, shop, language)),
        art=partial(designs.drawing, design, shop, language, title=title),
    )


def _phrases(phrases: Any, languages: Sequence[str]) -> list[tuple[str, str]]:
    if phrases is None:
        raise BadInput(
            "sticker_pack('phrases', …) needs phrases=, such as ['Bom dia!'].",
            rule="pack.phrases-missing",
        )
    by_language = phrases if isinstance(phrases, Mapping) else {languages[0]: phrases}
    rows = [(code, text) for code, texts in by_language.items() for text in _list(texts)]
    bad = [text for _, text in rows if not isinstance(text, str) or not text.strip()]
    if bad or not rows:
        raise BadInput(
            f"phrases has {bad[0] if bad else 'nothing'!r}; each is a text to print.",
            rule="pack.phrases",
            phrase=bad[0] if bad else None,
        )
    for _, text in rows:
        characters.checked(text, key="phrases")
    check_count(len(rows))
    return [(code, text.strip()) for code, text in rows]


def _list(texts: Any) -> list[Any]:
    return [texts] if isinstance(texts, str) else list(texts)


def _emojis(given: Any) -> list[str]:
    return [given] if isinstance(given, str) else words(given, "emojis")


def worded(
    made: Iterable[tuple[str, bytes]],
    *,
    emojis: Sequence[str] | Mapping[str, Sequence[str]] | None,
    spoken: Mapping[str, str],
) -> list[PackSticker]:
    """Return stickers with their emojis and spoken words, found by the pictures' names.

    Raises:
        BadInput: a name that no picture has; an emoji or a text with half a character.
    """
    rows = list(made)
    own = emojis if isinstance(emojis, Mapping) else {}
    unknown = sorted({*own, *spoken} - {stem for stem, _ in rows})
    if unknown:
        names = ", ".join(stem for stem, _ in rows)
        raise BadInput(
            f"no picture is called {unknown[0]!r}. There are: {names:.300}.",
            rule="pack-sticker.unknown",
            name=unknown[0],
        )
    usual = _ANY_EMOJI if emojis is None or own else tuple(_emojis(emojis))
    said = [*usual, *spoken.values(), *(emoji for each in own.values() for emoji in _emojis(each))]
    for text in said:
        characters.checked(text, key="emojis or spoken")
    return [
        PackSticker(
            file="",
            data=data,
            emojis=tuple(_emojis(own.get(stem, usual))),
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


def renamed(pack: Pack, *, name: str | None, publisher: str | None) -> Pack:
    """Return a pack with another name and publisher; None: it keeps its own.

    What could not be read of the old ones is no longer told.

    Raises:
        BadInput: one has half a character.
    """
    limit = every()["pack.name"].limit
    told = {key for key, text in (("name", name), ("publisher", publisher)) if text is not None}
    return replace(
        pack,
        name=pack.name if name is None else _named("name", name, limit),
        publisher=pack.publisher if publisher is None else _named("publisher", publisher, limit),
        found=tuple(each for each in pack.found if each.where.key not in told),
    )


def _named(key: str, text: str, limit: int) -> str:
    return shortened(characters.checked(text, key=key, one_line=True), limit)


def _readable(stem: str) -> str:
    """Return a file's name as words.

    >>> _readable("01_good-morning")
    'good morning'
    """
    return " ".join(re.sub(r"^[\d\s_.-]+(?=\D)|[_\-]+", " ", stem).split())


def _short(text: str, limit: int | None = None) -> str:
    return shortened(text, limit or every()["pack-sticker.spoken"].limit["static"])


def from_stickers(
    stickers: Sequence[PackSticker],
    shop: Business,
    language: str,
    *,
    base: str = "stickers",
    name: str | None = None,
    publisher: str | None = None,
    found: Iterable[Problem] = (),
) -> Pack:
    """Return a pack of these stickers, named and numbered, with its icon and a version.

    The version is told from the pictures: it changes when one does. found: what making them
    showed.

    Raises:
        BadInput: the name or publisher has half a character.
    """
    limit = every()["pack.name"].limit
    numbered = tuple(
        replace(each, file=f"{number:02}{PICTURE_SUFFIX}")
        for number, each in enumerate(stickers, 1)
    )
    first = numbered[0].data or b""
    check_text(name, "name")
    check_text(publisher, "publisher")
    called = _named("name", name or shop.name, limit)
    return Pack(
        identifier=identifier(shop.name, base, name or ""),
        name=called,
        publisher=_named("publisher", publisher or shop.name, limit),
        stickers=numbered,
        tray=icon(first),
        animated=all(webp.look(each.data or b"").animated for each in numbered),
        version=version(numbered),
        website=shop.website or "",
        email=shop.email or "",
        found=tuple(found),
    )


@lru_cache(maxsize=32)
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
    kept = text[: limit - 1]  # no text has fewer units than characters
    while utf16(kept) > limit - 1:
        kept = kept[:-1]
    words = kept.rsplit(" ", 1)[0] if text[len(kept)] != " " and " " in kept else kept
    return f"{words.rstrip(' ,.;:')}…"
