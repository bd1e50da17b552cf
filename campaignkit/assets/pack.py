"""A sticker pack: made from a design, from phrases or from pictures; opened, judged, mended, saved.

What is saved is read back and judged again before it counts as saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import Any, BinaryIO

from campaignkit import pictures, stores
from campaignkit.arguments import check_mapping, check_number, check_path, truth, words
from campaignkit.assets.notebook_display import Bundle, bundle
from campaignkit.assets.pack_files import (
    PICTURES,
    SUFFIXES,
    AnyPath,
    Held,
    file_names,
    is_folder,
    is_path,
    opened,
    targets,
)
from campaignkit.assets.pack_files import pictures as pictures_of
from campaignkit.assets.printed_asset import Printed
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Image, Use
from campaignkit.errors import BadInput, CampaignError
from campaignkit.locales import parse
from campaignkit.packs import (
    archives,
    contact_sheet,
    designs,
    judge,
    mending,
    new_packs,
    reading,
    splitting,
)
from campaignkit.packs.converting import converted
from campaignkit.packs.values import Pack, PackSticker
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.qr import Symbol
from campaignkit.spec_errors import quoted
from campaignkit.units import MM_PER_INCH

__all__ = [
    "PICTURES",
    "SUFFIXES",
    "PackLabel",
    "StickerPack",
    "file_names",
    "fix",
    "is_folder",
    "pack_problems",
    "sketched",
    "sticker_pack",
]
Progress = Callable[[int], None]
_SHOWN_DPI = 144  # a sticker is an inch wide on the page
_MOST_PIXELS = 4_000_000
_NOWHERE = Where()
_IN_CIRCLE = 0.7071  # the largest square in a circle


@dataclass(frozen=True, slots=True)
class PackLabel(Printed):
    """A sticker of a pack on paper: a picture without a code, as sharp as it was made.

    Where its drawing is not known, or would be below 20 mm, the 512 pixels are printed.
    """

    sticker: PackSticker
    title: str
    side: float
    level: str = "L"
    where: Where = _NOWHERE
    language: str = "en"
    copies: int | None = None
    warnings: tuple[Problem, ...] = ()

    @property
    def payload(self) -> str:
        """Nothing is drawn of it: a pack's sticker has no code. Here, its file's name."""
        return self.sticker.file

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, mm, where no label decides."""
        return self.side, self.side

    @property
    def alternative(self) -> str:
        """What it shows, in words."""
        return self.sticker.spoken or self.sticker.file

    def drawn(
        self, symbol: Symbol | None, *, width: float, height: float, shape: str = "rect"
    ) -> Drawing:
        """Return its drawing, centred on a label of width x height mm.

        Raises:
            BadInput: the picture is missing or damaged.
        """
        side = min(width, height) * (1.0 if shape == "rect" else _IN_CIRCLE)
        x, y = (width - side) / 2, (height - side) / 2
        if self.sticker.art is not None and side >= designs.SMALLEST_MM:
            return Drawing(width, height, (Use(drawing=self.sticker.art(side=side), x=x, y=y),))
        picture = pictures.open_picture(self.sticker.data or b"", max_pixels=_MOST_PIXELS)
        image = Image(x=x, y=y, width=side, height=side, picture=picture)
        return Drawing(width, height, (image,))


@dataclass(frozen=True, slots=True, repr=False)
class StickerPack:
    """One pack, or what will become several: save() makes packs of 3 to 30 of one kind."""

    pack: Pack

    @staticmethod
    def open(path: AnyPath | BinaryIO) -> StickerPack:
        """Return the pack in a .wastickers or zip archive, or in an app's folder of assets.

        A pack with faults is read all the same: `problems()` has them.

        Raises:
            NotFound: there is no such file or folder.
            BadInput: it holds no pack, or several; it leads out of itself, or is damaged.
            TooBig: it unpacks to more than any pack could.
        """
        found = StickerPack.open_all(path)
        if len(found) == 1:
            return found[0]
        names = ", ".join(repr(each.pack.name) for each in found[:5])
        raise BadInput(
            f"{path} holds {len(found)} packs ({names}). Use StickerPack.open_all().",
            rule="pack.several",
            count=len(found),
        )

    @staticmethod
    def open_all(path: AnyPath | BinaryIO) -> list[StickerPack]:
        """Return every pack in an archive or a folder. Raises what `open` does."""
        name, files = opened(path)
        return [StickerPack(pack) for pack in reading.read(files, name)]

    @property
    def name(self) -> str:
        """What the pack is called."""
        return self.pack.name

    @property
    def stickers(self) -> tuple[PackSticker, ...]:
        """Its stickers: file, data, emojis, spoken."""
        return self.pack.stickers

    def __len__(self) -> int:
        return len(self.pack.stickers)

    def __repr__(self) -> str:
        return f"<StickerPack {self.name!r}: {len(self)} stickers>"

    def problems(self) -> Problems:
        """Return everything that is wrong with it as one pack."""
        return judge.problems(self.pack)

    def fixed(self, *, progress: Progress | None = None) -> StickerPack:
        """Return a pack with what can be mended mended; `problems()` then has the rest.

        progress: called with 1 after each sticker; long films take seconds.
        """
        return StickerPack(mending.mended(self.pack, progress))

    def worded(
        self,
        *,
        emojis: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
        spoken: Mapping[str, str] | None = None,
        name: str | None = None,
        publisher: str | None = None,
    ) -> StickerPack:
        """Return it with emojis and spoken words: for all, or by file name without suffix.

        A .wastickers has neither; an app needs an emoji for each sticker. name, publisher: of the
        pack; its identifier stays. What is not given stays.

        Raises:
            BadInput: no sticker's file is called so.
        """
        check_mapping(spoken, "spoken")
        told = new_packs.reworded(self.pack, emojis=emojis, spoken={} if spoken is None else spoken)
        return StickerPack(new_packs.renamed(told, name=name, publisher=publisher))

    def split(self) -> list[StickerPack]:
        """Return packs of 3 to 30 stickers that all stand still or all move."""
        return [StickerPack(pack) for pack in splitting.split(self.pack)]

    def save(self, path: AnyPath | BinaryIO, *, check: bool = True) -> list[Path]:
        """Write it as .wastickers for Sticker Maker apps; return the files written.

        More than 30 stickers, or both kinds, make several files: x-1.wastickers, x-2.wastickers.
        The format has no room for emojis and spoken texts. Same pack, same bytes.

        Raises:
            BadInput: a pack has errors (`problems` has them), before or after writing; or the
                path does not end so, or its folder does not exist. Nothing is written then.
        """
        stores.check_target(path, SUFFIXES)
        data = self.archives(check=check)
        return [
            file
            for target, made in zip(targets(path, len(data)), data, strict=True)
            if (file := stores.write_file(target, made)) is not None
        ]

    def archives(self, *, check: bool = True) -> list[bytes]:
        """Return the files that `save` writes: one for each pack of `split`.

        Raises:
            BadInput: a pack has errors.
        """
        parts = splitting.split(self.pack)
        ready = [splitting.for_archive(part) for part in parts]
        data = [archives.pack_up(reading.members(part)) for part in ready]
        if truth(check, "check"):
            for part, made in zip(parts, data, strict=True):
                _checked(part, made)
        return data

    def save_app(self, folder: AnyPath, *, layout: str = "android", check: bool = True) -> Path:
        """Write it into an app's folder of assets, as WhatsApp's samples have them.

        Args:
            folder: For Android `app/src/main/assets`: contents.json and a folder a pack. For
                iPhone the app's folder: sticker_packs.wasticker and all pictures beside it.
            layout: "android" or "ios".
            check: Judge it first, and again as it will be read.

        Raises:
            BadInput: the packs have errors, or for Android a sticker without an emoji; nothing is
                written then.
        """
        check_path(folder, "folder", is_optional=False)
        check = truth(check, "check")
        if not isinstance(layout, str) or layout not in ("android", "ios"):
            raise BadInput(
                f"layout={layout!r}: there are 'android' and 'ios'.",
                rule="pack.layout",
                layout=layout,
            )
        ios = layout == "ios"
        packs = [splitting.for_app(part) for part in splitting.split(self.pack)]
        files = splitting.app_files(packs, ios=ios)
        if check:
            found = judge.together(packs)
            if not ios:
                found += judge.without_emoji(packs)
            found.raise_errors(f"pack {self.name!r}")
            again = reading.read(Held(files), str(folder))
            judge.together(again).raise_errors(str(folder))
        place = stores.place(folder, create=True)
        for name, data in files.items():
            place.write(name, data)
        return Path(fspath(folder))

    def labels(self, *, size_mm: float = 40.0) -> list[PackLabel]:
        """Return its stickers to be printed, for `sheet()`; size_mm where no label decides."""
        check_number(size_mm, "size_mm", is_optional=False)
        return [PackLabel(each, self.name, float(size_mm)) for each in self.stickers]

    def png(self) -> bytes:
        """Return all its stickers in one picture, on light and on dark wallpaper, PNG."""
        return pictures.png(contact_sheet.contact(self.stickers), dpi=_SHOWN_DPI, level=6)

    @property
    def alternative(self) -> str:
        """What it shows, in words."""
        said = (
            " ".join((each.spoken or each.file, *(each.emojis or ()))) for each in self.stickers
        )
        return f"Sticker pack {self.name}, {len(self)} stickers: {'; '.join(said)}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        across = max(1, min(contact_sheet.COLUMNS, len(self))) * contact_sheet.CELL
        note = f"{self.name} · {self.pack.publisher} · {len(self)}"
        width_mm = across / _SHOWN_DPI * MM_PER_INCH
        return bundle(self.png(), width_mm=width_mm, alternative=self.alternative, note=note)


def sticker_pack(
    what: str | PathLike[str] | Sequence[Any],
    shop: Business,
    /,
    *,
    language: str | Sequence[str] | None = None,
    phrases: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    name: str | None = None,
    publisher: str | None = None,
    emojis: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    spoken: Mapping[str, str] | None = None,
    outline: bool = True,
    progress: Progress | None = None,
) -> StickerPack:
    """Return a sticker pack of a shop.

    Args:
        what: A built-in pack ("open-for-business", "phrases"); or pictures: a folder, or a list
            of paths and bytes (PNG, JPEG, WebP, GIF, APNG, SVG; with the extra
            films WebM, MP4 and Telegram's .tgs). What moves stays moving, ten seconds at most;
            `problems()` says what was left out. A picture that already is a sticker stays as it is.
        shop: Whose name, colours and logo it bears.
        language: One, or several for one sticker in each; default: the shop's.
        phrases: For "phrases": words for a sticker each, or such lists by language.
        name, publisher: Of the pack; default: by its design, and the shop's name.
        emojis: For every picture, or by file name without suffix; one to three.
        spoken: What a screen reader says, by file name without suffix; default: that name.
        outline: A white line of 8 pixels around pictures.
        progress: Called with 1 after each picture; a long film takes seconds.

    Raises:
        NotFound: no such pack, folder or picture.
        BadInput: a picture is damaged or of no known kind; all of them are named at once.
        TooBig: words do not fit on a sticker, or a picture under the limits.
    """
    if not isinstance(shop, Business):
        raise BadInput(
            f"shop={shop!r} is not a Business. Make one: Business('Name', phone=…).",
            rule="shop.type",
            shop=shop,
        )
    languages = _languages(language, shop)
    if phrases is not None and what != "phrases":
        raise BadInput(
            f"phrases= goes with sticker_pack('phrases', …), not with {what!r}.",
            rule="pack.phrases-unused",
        )
    facts: dict[str, Any] = {"name": name, "publisher": publisher}
    if isinstance(what, str) and not is_path(what):
        return StickerPack(new_packs.from_design(what, shop, languages, phrases=phrases, **facts))
    sources, found = pictures_of(what)
    if not sources and not found:
        raise BadInput(
            f"{quoted(what)} has no picture in it. Give a folder, or a list of paths.",
            rule="pack.no-pictures",
        )
    made, told = [], list(found)
    wrong: list[Problem] = []
    for stem, source in sources:
        where = Where(file=stem if isinstance(source, bytes) else str(source))
        try:
            data, left = converted(source, outline=outline)
        except CampaignError as err:
            wrong += of_error(err, where)
        else:
            made.append((stem, data))
            told += [each.placed(where) for each in left]
        if progress is not None:
            progress(1)
    Problems(wrong).raise_errors("the pictures")
    stickers = new_packs.worded(made, emojis=emojis, spoken=spoken or {})
    return StickerPack(new_packs.from_stickers(stickers, shop, languages[0], found=told, **facts))


def sketched(
    what: Any,
    shop: Business,
    /,
    *,
    language: str | Sequence[str] | None = None,
    phrases: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
) -> list[tuple[str, bytes]]:
    """Return what the first stickers of a built-in pack say, each with a small PNG.

    It takes a third of the time of `sticker_pack`, and what it draws is used there. Nothing where
    that will be as quick, or where a pack is made of pictures. Raises what `sticker_pack` does.
    """
    if not isinstance(what, str) or is_path(what):
        return []
    return new_packs.sketched(what, shop, _languages(language, shop), phrases=phrases)


def pack_problems(path: AnyPath) -> Problems:
    """Return everything that is wrong with the packs in an archive or folder."""
    return judge.together([each.pack for each in StickerPack.open_all(path)])


def fix(
    path: AnyPath, out: AnyPath, *, told: Callable[[Problems], object] | None = None
) -> list[Path]:
    """Write what is in `path`, mended, to `out`; return the files written.

    An `out` that ends with .wastickers or .zip becomes an archive, another an app's folder. told:
    called with what is left to say of each pack, such as films that were cut.
    """
    written: list[Path] = []
    packs = [each.fixed() for each in StickerPack.open_all(path)]
    archive = Path(fspath(out)).suffix.lower() in SUFFIXES
    if not archive and len(packs) > 1:
        raise BadInput(
            f"{path} holds {len(packs)} packs. Mend each into its own .wastickers.",
            rule="pack.several",
            count=len(packs),
        )
    for target, each in zip(targets(out, len(packs)), packs, strict=True):
        if told is not None:
            told(each.problems())
        written += each.save(target) if archive else [each.save_app(fspath(out))]
    return written


def _checked(part: Pack, data: bytes) -> None:
    judge.problems(part).raise_errors(f"pack {part.name!r}")
    (again,) = reading.read(reading.Archived(data, part.name), part.name)
    judge.problems(again).raise_errors(f"pack {part.name!r}, read back")


# -- what was asked for ----------------------------------------------------------------------------


def _languages(language: str | Sequence[str] | None, shop: Business) -> tuple[str, ...]:
    if language is None:
        return (shop.language,)
    asked = [language] if isinstance(language, str) else words(language, "language")
    if not asked:
        raise BadInput(
            "language=[] names none. Leave it out for the shop's own.", rule="pack.no-language"
        )
    return tuple(dict.fromkeys(parse(each) for each in asked))
