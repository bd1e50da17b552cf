"""Fonts in order: the first that has a whole cluster shows it. Nothing is ever shown as a box.

The order: the user's `font=`; the folders of CAMPAIGNKIT_FONTS; the fonts campaignkit depends on;
other installed font packages; the system's. Each is opened only when those before lack a
character. Emoji fonts, which hold digits too, serve emoji only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from os import environ
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from campaignkit.errors import BadInput, CampaignError, NotFound
from campaignkit.problems import Problem, Problems
from campaignkit.text import clusters, font_files
from campaignkit.text.faces import Face, open_face, script_of
from campaignkit.text.scripts import SCRIPTS, script_named

# For a language written in Han characters, its own forms of them.
_HAN = {"ja": "JP", "ko": "KR", "zh_tw": "TC", "zh_hk": "TC", "zh_hant": "TC"}
_PLACES = (  # after the user's own
    font_files.in_variable,
    font_files.in_default_packages,
    font_files.in_packages,
    font_files.in_system,
)
SYSTEM = len(_PLACES)
MISSING_GLYPH = "text.missing-glyph"  # the rule of a problem whose value is the clusters
_KEPT = 65536  # clusters remembered before starting over
_LOCK = RLock()


class Tier(NamedTuple):
    """The fonts of one place, in order."""

    text: tuple[Face, ...]
    emoji: tuple[Face, ...]


class Stack:
    """The fonts of one language and weight. Make it with `stack`, which shares equal ones."""

    def __init__(self, language: str, weight: int, fonts: tuple[Path, ...]) -> None:
        self.language = language
        self.weight = weight
        self.tag = language.replace("_", "-")
        self.own = [_own_face(path, weight) for font in fonts for path in font_files.given(font)]
        self._tiers = [_tier(self.own)]
        self._found: dict[str, Face | None] = {}
        self._uniform: dict[tuple[Face, str], set[str]] = {}

    @property
    def faces(self) -> tuple[Face, ...]:
        """The fonts opened so far, place by place."""
        return tuple(face for tier in self._tiers for pile in tier for face in pile)

    @cached_property
    def first(self) -> Face:
        """The font of ordinary text: the first of all."""
        for place in range(SYSTEM + 1):
            if self._tier(place).text:
                return self._tier(place).text[0]
        raise NotFound(
            "no font is installed. Run `pip install fontpkg-noto-sans`, or give font=.",
            rule="font.none",
        )

    def face_for(self, cluster: str) -> Face | None:
        """Return the first font that has all of `cluster`, or None."""
        try:
            return self._found[cluster]
        except KeyError:
            if len(self._found) >= _KEPT:
                self._found.clear()
            face = self._found[cluster] = self._search(cluster)
            return face

    def has_all(self, text: str, face: Face, script: str) -> bool:
        """Return whether every character of `text` is for this font and of this script, or any."""
        known = self._uniform.setdefault((face, script), set())
        return known.issuperset(text) or all(
            self._is_for(character, face, script, known) for character in set(text) - known
        )

    def _is_for(self, character: str, face: Face, script: str, known: set[str]) -> bool:
        own = script_of(character)
        if own not in ("", script) or clusters.is_emoji(character):
            return False
        if not face.covers(character) or (own and self.face_for(character) is not face):
            return False
        known.add(character)
        return True

    def _search(self, cluster: str) -> Face | None:
        candidates = self._for_emoji() if clusters.is_emoji(cluster) else self._for_text(cluster)
        return next((face for face in candidates if _serves(face, cluster)), None)

    def _for_text(self, cluster: str) -> Iterator[Face]:
        """Yield fonts in order; which are open already makes no difference."""
        for place in range(SYSTEM + 1):
            tier = self._tier(place)
            yield from tier.text
            if cluster[0] >= "\u2000":  # a sign such as ❤, that is no letter or digit
                yield from tier.emoji

    def _for_emoji(self) -> Iterator[Face]:
        installed = [self._tier(place) for place in range(SYSTEM)]
        yield from (face for tier in installed for face in tier.emoji)
        yield from (face for tier in installed for face in tier.text)
        yield from self._tier(SYSTEM).emoji
        yield from self._tier(SYSTEM).text

    def _tier(self, place: int) -> Tier:
        """Return the fonts of a place, which are opened the first time."""
        if len(self._tiers) <= place:
            with _LOCK:  # two threads must not open the same place twice
                while len(self._tiers) <= place:
                    paths = _PLACES[len(self._tiers) - 1]()
                    self._tiers.append(_tier(_usable(paths, self.weight, self._rank)))
        return self._tiers[place]

    def _rank(self, face: Face) -> tuple[bool, bool]:
        """Return what sorts fonts with this language's Han forms first, then Noto Sans."""
        key = self.language.lower().replace("-", "_")
        region = _HAN.get(key, _HAN.get(key.split("_")[0], "SC"))
        return not face.family.endswith(f" {region}"), not face.family.startswith("Noto Sans")


def _tier(faces: Iterable[Face]) -> Tier:
    piles: tuple[list[Face], list[Face]] = ([], [])
    for face in faces:
        piles[face.is_emoji].append(face)
    return Tier(tuple(piles[0]), tuple(piles[1]))


def _own_face(path: Path, weight: int) -> Face:
    face = open_face(path.resolve(), 0, weight)
    if not face.embeddable:
        raise BadInput(
            f"the font {face.name} in {path} forbids embedding (its OS/2 fsType says so). "
            "Use another font, or ask its maker for an embeddable one.",
            rule="font.embedding",
            name=face.name,
            path=path,
        )
    return face


def _usable(
    paths: Iterable[Path], weight: int, rank: Callable[[Face], tuple[bool, bool]]
) -> list[Face]:
    """Return upright, embeddable fonts: of each family the file nearest to `weight`."""
    best: dict[str, Face] = {}
    for path in paths:
        face = _openable(path, weight)
        if face is None or face.is_italic or not face.embeddable:
            continue
        rival = best.get(face.family)
        if rival is None or abs(face.weight - weight) < abs(rival.weight - weight):
            best[face.family] = face
    return sorted(best.values(), key=rank)


def _openable(path: Path, weight: int) -> Face | None:
    """Return the font, or None for a file in a font folder that is none."""
    try:
        return open_face(path.resolve(), 0, weight)
    except CampaignError:
        return None


def _serves(face: Face, cluster: str) -> bool:
    """Return whether a font has the characters of `cluster` and the rules of its script."""
    if not face.covers(cluster):
        return False
    tags = script_named(script_of(cluster[0])).tags
    return not tags or not face.script_tags.isdisjoint((*tags, "morx"))


def stack(
    *,
    language: str = "en",
    weight: int = 400,
    font: str | Path | Sequence[str | Path] | None = None,
) -> Stack:
    """Return the fonts for a language, in the order they are tried.

    Args:
        language: BCP 47 or locale name; changes letter forms ("ur", "mr", "sr") and Han variants.
        weight: 100 (thin) to 900 (black); 400 is regular, 700 bold.
        font: Files or folders to try first.

    Raises:
        NotFound: `font` is not there.
        BadInput: `font` is no font, or forbids embedding; `weight` is out of range.

    >>> stack(language="hi").face_for("ह").name
    'NotoSans-400'
    """
    if not 1 <= weight <= 1000:
        raise BadInput(
            f"weight={weight} is not a font weight. Use 100 to 900; 400 is regular.",
            rule="font.weight",
            weight=weight,
        )
    fonts = () if font is None else (font,) if isinstance(font, str | Path) else tuple(font)
    return _stack(language, weight, tuple(map(Path, fonts)), environ.get(font_files.VARIABLE, ""))


@lru_cache(maxsize=64)
def _stack(language: str, weight: int, fonts: tuple[Path, ...], _folders: str) -> Stack:
    return Stack(language, weight, fonts)


def missing(text: str, stack: Stack) -> tuple[str, ...]:
    """Return the clusters of `text` that no font has, each once, in order.

    >>> missing("Olá \\uffff!", stack())
    ('\\uffff',)
    """
    wanted = dict.fromkeys(clusters.split(text))
    return tuple(
        cluster for cluster in wanted if not cluster.isspace() and stack.face_for(cluster) is None
    )


def no_font_for(missing: Iterable[str]) -> NotFound:
    """Return the error for clusters no font has: a problem a script, with the fix.

    Gather those of a whole document and raise one. `problems` holds one `Problem` a script,
    whose value is the clusters.
    """
    by_script: dict[str, list[str]] = {}
    for cluster in dict.fromkeys(missing):
        by_script.setdefault(_sort_of(cluster), []).append(cluster)
    problems = Problems(_problem(script, found) for script, found in by_script.items())
    said = " ".join(str(problem) for problem in problems)
    return NotFound(said, rule=MISSING_GLYPH, gathered=problems)


_WIDE = "wide"  # signs of no script that East Asian fonts have: 【】, ～, full-width forms


def _sort_of(cluster: str) -> str:
    """Return the script of a cluster, or "emoji", or what wide signs are called here."""
    if clusters.is_emoji(cluster):
        return "emoji"
    script = script_of(cluster[0])
    sign = cluster[0]
    is_wide = unicodedata.east_asian_width(sign) in "WF" or "\u3000" <= sign <= "\u33ff"
    is_wide = is_wide and unicodedata.category(sign)[0] != "C"  # not given to anything yet
    return _WIDE if is_wide and script not in SCRIPTS else script


def _problem(code: str, found: list[str]) -> Problem:
    name, _, extra = script_named(code)
    if code == "emoji":
        name, extra = "emoji", "emoji"
    elif code == _WIDE:
        name, extra = "Chinese or Japanese sign", "cjk"
    shown = ", ".join(map(_shown, found[:6]))
    more = f" and {len(found) - 6} more" if len(found) > 6 else ""
    remedy = f"run `pip install campaignkit[{extra}]`, or give" if extra else "give"
    return Problem(
        rule=MISSING_GLYPH,
        message=f"No installed font has {name or 'the character'} {shown}{more}.",
        value=tuple(found),
        fix=f"To mend it, {remedy} a font that has it with font= or {font_files.VARIABLE}.",
    )


def _shown(cluster: str) -> str:
    """Return a cluster as a message can show it; half a surrogate pair cannot even be printed."""
    codes = " ".join(f"U+{ord(character):04X}" for character in cluster)
    return f"{cluster} ({codes})" if cluster.isprintable() else codes
