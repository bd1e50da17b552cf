"""[[packs]]: sticker packs for WhatsApp, of a ready design, of phrases, or of pictures.

More than 30 stickers, or still and moving ones, make several files: sol-1.wastickers, …
Texts are Jinja over the shop's facts; there are no rows. The format keeps neither emojis nor
what a screen reader says: they are checked, and an app's folder (`save_app`) has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from math import ceil
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from campaignkit import resources
from campaignkit.business import Business
from campaignkit.campaigns.forms.form import AssetForm, Holds
from campaignkit.errors import BadInput, NotFound, did_you_mean, near_or_all
from campaignkit.jobs.builder import Step
from campaignkit.jobs.job import Counted, Job
from campaignkit.locales import parse
from campaignkit.manifests.manifest import Record
from campaignkit.merge import NO_TABLE, Source
from campaignkit.problems import Problem
from campaignkit.specs import Field, Given, field_validator, model_validator

if TYPE_CHECKING:
    from campaignkit.assets.pack import StickerPack
    from campaignkit.campaigns.forms.checking import FormCheck
    from campaignkit.jobs.builder import Builder

_PHRASES = "phrases"  # the pack that has no words of its own
_FACTS = ("title", "publisher")


class PacksForm(AssetForm):
    """[[packs]]: see `campaignkit.sticker_pack`.

    pack: a ready one. pictures: a folder, or a list of paths. title: what the pack is called.
    phrases: of the pack "phrases", in the first language, or lists by language. emojis, spoken,
    outline: of pictures; emojis for all, or by a picture's name, as spoken is.
    """

    pack: str | None = None
    pictures: Annotated[Any, Holds.FILE] = None
    language: tuple[str, ...] = ()
    phrases: Annotated[Any, Holds.TEMPLATE] = None
    title: Annotated[str | None, Holds.TEMPLATE] = None
    publisher: Annotated[str | None, Holds.TEMPLATE] = None
    emojis: Any = None
    spoken: dict[str, str] = Field(default_factory=dict)
    outline: bool = True

    @field_validator("pictures")
    @classmethod
    def _are_paths(cls, value: Any) -> Any:
        if value is None or (isinstance(value, str | PathLike) and str(value)):
            return value
        listed = isinstance(value, list | tuple) and len(value) > 0
        if listed and all(isinstance(one, str | PathLike) and str(one) for one in value):
            return tuple(value)
        raise ValueError(f"pictures={value!r:.80} is no folder and no list of paths of pictures")

    @field_validator("language", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("emojis")
    @classmethod
    def _are_emojis(cls, value: Any) -> Any:
        if value is None:
            return value
        lists = value if isinstance(value, dict) else {"": value}
        listed = {name: [one] if isinstance(one, str) else one for name, one in lists.items()}
        if not all(map(_are_words, listed.values())):
            raise ValueError(
                f"emojis={value!r:.80}: give one to three, or such lists by a picture's name"
            )
        return listed if isinstance(value, dict) else listed[""]

    @field_validator("phrases")
    @classmethod
    def _are_texts(cls, value: Any, given: Given) -> Any:
        if value is None:
            return value
        if given.data.get("pack", _PHRASES) != _PHRASES:
            raise ValueError(f'phrases goes with pack = "{_PHRASES}"')
        lists = value if isinstance(value, dict) else {"": value}
        if not lists or not all(map(_are_words, lists.values())):
            raise ValueError(
                f"phrases={value!r:.80}: give a list of texts, or such lists by language"
            )
        return value

    @field_validator("emojis", "spoken", "outline")
    @classmethod
    def _of_pictures(cls, value: Any, given: Given) -> Any:
        if given.data.get("pack") is not None:
            raise ValueError(f"{given.field_name} is for pictures; a ready pack has its own")
        return value

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.pack is None) == (self.pictures is None):
            raise ValueError("a pack is a ready one (pack) or made of pictures: give one")
        if self.pack == _PHRASES and self.phrases is None:
            raise ValueError('the pack "phrases" needs phrases, such as ["Bom dia!", "Tem pão!"]')
        return self

    def job(self, check: FormCheck) -> Job | None:
        """Return the job; None if there are faults."""
        what = self._what(check)
        # a list of phrases may be in a language that no key "language" names
        for language in (*self.language, *_by_language(self.phrases)):
            check.tried("language", partial(parse, language))
        given = {key: getattr(self, key) for key in _FACTS}
        texts = check.texts({**given, **dict(_phrases(self.phrases))})
        check.check_names(texts, NO_TABLE)
        if check.faults or what is None:
            return None
        facts = check.shop_facts
        said = {key: check.tried(key, partial(text.render, facts)) for key, text in texts.items()}
        if check.faults:
            return None
        options: dict[str, Any] = {
            "language": self.language or None,
            "phrases": _filled(self.phrases, said),
            "name": said.get("title"),
            "publisher": said.get("publisher"),
        }
        if self.pack is None:
            options |= {"emojis": self.emojis, "spoken": self.spoken, "outline": self.outline}
        return PackJob(self.name, what, check.shop, options, self._stickers())

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the pictures."""
        given = self.pictures
        for one in given if isinstance(given, tuple) else (() if given is None else (given,)):
            path = folder / one
            # a folder stands for what lies in it now: a picture more is another pack
            yield from path.iterdir() if path.is_dir() else (path,)

    def _stickers(self) -> int | None:
        """Return how many stickers a ready pack will have; None for pictures."""
        from campaignkit.packs import designs

        if self.pack is None:
            return None
        if self.phrases is not None:
            return sum(1 for _ in _phrases(self.phrases))
        languages = {parse(language) for language in self.language}
        # a ready pack is drawn once in each language
        return len(designs.load(self.pack).stickers) * max(1, len(languages))

    def _what(self, check: FormCheck) -> Any:
        """Return what the pack is made of; None if that is not there."""
        from campaignkit.packs import designs

        if self.pack is not None:
            return check.tried("pack", lambda: _known(self.pack or "", designs.names()))
        several = isinstance(self.pictures, tuple)
        paths = [check.folder / one for one in (self.pictures if several else (self.pictures,))]
        for path in paths:
            check.tried("pictures", partial(_there, path))
        return paths if several else paths[0]


def _are_words(given: Any) -> bool:
    if not isinstance(given, list | tuple) or not given:
        return False
    return all(isinstance(one, str) and bool(one.strip()) for one in given)


def _known(name: str, names: Sequence[str]) -> str:
    if name not in names:
        near = near_or_all(name, names)
        raise NotFound(f"no sticker pack called {name!r}.{near}", rule="pack.unknown", name=name)
    return name


def _there(path: Path) -> None:
    try:
        if path.exists():
            return
        beside = resources.names_beside(path)
    except (OSError, ValueError) as err:  # a name longer than the system takes, a NUL in it
        raise BadInput(f"{str(path)!r:.200} cannot be a path: {err}.", rule="picture.path") from err
    raise NotFound(
        f"there is no picture or folder {str(path)!r}.{did_you_mean(path.name, beside)}",
        rule="picture.missing",
    )


def _by_language(phrases: Any) -> Mapping[str, Sequence[str]]:
    return phrases if isinstance(phrases, dict) else {}


def _phrases(phrases: Any) -> Iterator[tuple[str, str]]:
    """Yield each phrase with the key that it stands under."""
    for language, texts in _by_language(phrases).items():
        for number, text in enumerate(texts, 1):
            yield f"phrases.{language}.{number}", text
    if isinstance(phrases, list | tuple):
        for number, text in enumerate(phrases, 1):
            yield f"phrases.{number}", text


def _filled(phrases: Any, said: Mapping[str, str | None]) -> Any:
    """Return phrases with the shop's facts in them."""
    if not isinstance(phrases, dict):
        return None if phrases is None else [said[key] for key, _text in _phrases(phrases)]
    return {
        language: [said[f"phrases.{language}.{number}"] for number in range(1, len(texts) + 1)]
        for language, texts in phrases.items()
    }


@dataclass(frozen=True, slots=True)
class PackJob(Job):
    """One sticker pack, or what becomes several. stickers: how many, if that is known."""

    name: str
    what: Any
    shop: Business
    options: Mapping[str, Any]
    stickers: int | None
    source: Source = NO_TABLE
    kind: str = "packs"
    called = "a sticker pack"

    @property
    def file(self) -> str:
        """Its file, or those that it is split into."""
        return f"{self.name}{'-*' if (self._files or 1) > 1 else ''}.wastickers"

    @property
    def _files(self) -> int | None:
        """Into how many files it is split; pictures tell when they are drawn."""
        from campaignkit.packs.rules import emit

        return None if self.stickers is None else ceil(self.stickers / emit().most)

    def counted(self, rows: int) -> Counted:
        """Return what becomes of it."""
        return Counted(self._files, 0, 0)

    def outcomes(self) -> Iterator[object]:
        """Yield nothing: it has no rows."""
        yield from ()

    def problems(self) -> Iterator[Problem]:
        """Yield nothing: what is wrong with its stickers is seen when they are drawn."""
        yield from ()

    def pack(self) -> StickerPack:
        """Return it, drawn.

        Raises:
            CampaignError: as `sticker_pack`.
        """
        from campaignkit.assets.pack import sticker_pack

        return sticker_pack(self.what, self.shop, **self.options)

    def make(self, builder: Builder, step: Step) -> None:
        """Draw it, judge it, and write all its files or none."""
        made = []
        parts = self.pack().split()
        for number, part in enumerate(parts, 1):
            out = BytesIO()
            part.save(out, check=builder.check)
            ending = "" if len(parts) == 1 else f"-{number}"
            file = f"{self.name}{ending}.wastickers"
            if file.casefold() in map(str.casefold, builder.files):
                raise BadInput(
                    f"{file} is made by another asset already. Rename this one.",
                    rule="build.file-twice",
                    file=file,
                )
            made.append((file, out.getvalue(), part.problems() if builder.check else ()))
        for file, data, problems in made:
            digest = builder.save(file, data)
            builder.made(Record(self.name, file=file, sha256=digest), problems)
        step()
