"""A sticker pack: made from a design, from phrases or from pictures; opened, judged, mended, saved.

What is saved is read back and judged again before it counts as saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from campaignkit import pictures, resources, stores
from campaignkit.assets.printing import Printed
from campaignkit.assets.showing import Bundle, bundle
from campaignkit.business import Business
from campaignkit.drawing import Drawing, Image, Use
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.locales import parse
from campaignkit.packs import archives, contact, designs, judge, making, mending, reading, splitting
from campaignkit.packs.values import Pack, PackSticker
from campaignkit.problems import Problem, Problems, Where
from campaignkit.qr import Symbol
from campaignkit.units import MM_PER_INCH

AnyPath: TypeAlias = "str | PathLike[str]"
SUFFIXES = (".wastickers", ".zip")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".apng", ".bmp", ".tif", ".tiff", ".svg")
_SHOWN_DPI = 144  # a sticker is an inch wide on the page
_MOST_FILES = 3000
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
        raise BadInput(f"{path} holds {len(found)} packs ({names}). Use StickerPack.open_all().")

    @staticmethod
    def open_all(path: AnyPath | BinaryIO) -> list[StickerPack]:
        """Return every pack in an archive or a folder. Raises what `open` does."""
        name, files = _files(path)
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

    def fixed(self) -> StickerPack:
        """Return a pack with what can be mended mended; `problems()` then has the rest."""
        return StickerPack(mending.mended(self.pack))

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
        told = making.reworded(self.pack, emojis=emojis, spoken=spoken or {})
        return StickerPack(making.renamed(told, name=name, publisher=publisher))

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
            for target, made in zip(_targets(path, len(data)), data, strict=True)
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
        if check:
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
            BadInput: the packs have errors; nothing is written then.
        """
        if layout not in ("android", "ios"):
            raise BadInput(f"layout={layout!r}: there are 'android' and 'ios'.")
        ios = layout == "ios"
        packs = [splitting.for_app(part) for part in splitting.split(self.pack)]
        files = splitting.app_files(packs, ios=ios)
        if check:
            judge.together(packs).raise_errors(f"pack {self.name!r}")
            again = reading.read(_Held(files), str(folder))
            judge.together(again).raise_errors(str(folder))
        place = stores.place(folder, create=True)
        for name, data in files.items():
            place.write(name, data)
        return Path(fspath(folder))

    def labels(self, *, size_mm: float = 40.0) -> list[PackLabel]:
        """Return its stickers to be printed, for `sheet()`; size_mm where no label decides."""
        return [PackLabel(each, self.name, float(size_mm)) for each in self.stickers]

    def png(self) -> bytes:
        """Return all its stickers in one picture, on light and on dark wallpaper, PNG."""
        return pictures.png(contact.contact(self.stickers), dpi=_SHOWN_DPI, level=6)

    @property
    def alternative(self) -> str:
        """What it shows, in words."""
        said = (
            " ".join((each.spoken or each.file, *(each.emojis or ()))) for each in self.stickers
        )
        return f"Sticker pack {self.name}, {len(self)} stickers: {'; '.join(said)}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        across = max(1, min(contact.COLUMNS, len(self))) * contact.CELL
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
) -> StickerPack:
    """Return a sticker pack of a shop.

    Args:
        what: A built-in pack ("open-for-business", "phrases"); or pictures: a folder, or a list
            of paths and bytes (PNG, JPEG, WebP, GIF, APNG; SVG of plain shapes). What moves stays
            moving. A picture that already is a sticker stays as it is.
        shop: Whose name, colours and logo it bears.
        language: One, or several for one sticker in each; default: the shop's.
        phrases: For "phrases": words for a sticker each, or such lists by language.
        name, publisher: Of the pack; default: by its design, and the shop's name.
        emojis: For every picture, or by file name without suffix; one to three.
        spoken: What a screen reader says, by file name without suffix; default: that name.
        outline: A white line of 8 pixels around pictures.

    Raises:
        NotFound: no such pack, folder or picture.
        BadInput: a picture is damaged or of no known kind; all of them are named at once.
        TooBig: words do not fit on a sticker, or a picture under the limits.
    """
    languages = _languages(language, shop)
    if phrases is not None and what != "phrases":
        raise BadInput(f"phrases= goes with sticker_pack('phrases', …), not with {what!r}.")
    facts: dict[str, Any] = {"name": name, "publisher": publisher}
    if isinstance(what, str) and not _is_path(what):
        return StickerPack(making.from_design(what, shop, languages, phrases=phrases, **facts))
    sources = _pictures(what)
    made, found = [], []
    for stem, source in sources:
        try:
            made.append((stem, making.from_picture(source, outline=outline)))
        except CampaignError as err:
            where = Where(file=str(source) if not isinstance(source, bytes) else stem)
            found.append(Problem(rule="sticker.picture", message=str(err), where=where))
    Problems(found).raise_errors("the pictures")
    stickers = making.worded(made, emojis=emojis, spoken=spoken or {})
    return StickerPack(making.from_stickers(stickers, shop, languages[0], **facts))


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
    if not isinstance(what, str) or _is_path(what):
        return []
    return making.sketched(what, shop, _languages(language, shop), phrases=phrases)


def pack_problems(path: AnyPath) -> Problems:
    """Return everything that is wrong with the packs in an archive or folder."""
    return judge.together([each.pack for each in StickerPack.open_all(path)])


def fix(path: AnyPath, out: AnyPath) -> list[Path]:
    """Write what is in `path`, mended, to `out`; return the files written.

    An `out` that ends with .wastickers or .zip becomes an archive, another an app's folder.
    """
    written: list[Path] = []
    packs = [each.fixed() for each in StickerPack.open_all(path)]
    archive = Path(fspath(out)).suffix.lower() in SUFFIXES
    if not archive and len(packs) > 1:
        raise BadInput(f"{path} holds {len(packs)} packs. Mend each into its own .wastickers.")
    for target, each in zip(_targets(out, len(packs)), packs, strict=True):
        written += each.save(target) if archive else [each.save_app(fspath(out))]
    return written


# -- files -----------------------------------------------------------------------------------------


class _Held:
    """Files that are not written yet."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def names(self) -> list[str]:
        return list(self._files)

    def read(self, name: str) -> bytes | None:
        return self._files.get(name)


class _Folder:
    """The files of a folder, read when asked for. Links are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: list[str] = []
        for entry in sorted(root.rglob("*")):
            if entry.is_file() and not entry.is_symlink():
                self._names.append(entry.relative_to(root).as_posix())
            if len(self._names) > _MOST_FILES:
                raise BadInput(f"{root} has more than {_MOST_FILES:,} files: it is no pack.")

    def names(self) -> list[str]:
        return self._names

    def read(self, name: str) -> bytes | None:
        path = self._root / name
        if name not in self._names:
            return None
        with path.open("rb") as file:
            return file.read(archives.MOST_EACH)


def is_folder(path: AnyPath) -> bool:
    """Say whether there is a folder at a path; at what cannot be a path there is none."""
    try:
        return Path(path).is_dir()
    except OSError:  # a name longer than the system takes
        return False


def _files(source: AnyPath | BinaryIO) -> tuple[str, reading.Files]:
    if not isinstance(source, str | PathLike):
        data = source.read(archives.MOST_BYTES + 1)
        name = str(getattr(source, "name", "the archive"))
        return name, reading.Archived(data, name)
    path = Path(fspath(source))
    try:
        if path.is_dir():
            return str(path), _Folder(path)
        resources.check_ordinary(path, what="sticker pack")
        with path.open("rb") as file:
            return str(path), reading.Archived(file.read(archives.MOST_BYTES + 1), str(path))
    except FileNotFoundError as err:
        beside = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        near = did_you_mean(path.name, beside) or " Check the path."
        raise NotFound(f"there is no sticker pack {str(path)!r}.{near}") from err
    except (OSError, ValueError) as err:
        if isinstance(err, CampaignError):
            raise
        raise BadInput(f"{str(path)!r} cannot be read: {err}.") from err


def _targets(path: Any, count: int) -> list[Any]:
    if count == 1:
        return [path]
    if not isinstance(path, str | PathLike):
        raise BadInput(f"this makes {count} packs, and a stream takes one. Give a path.")
    return file_names(fspath(path), count)


def file_names(path: str, count: int) -> list[str]:
    """Return what `save` calls its files, where it writes so many.

    >>> file_names("sol.wastickers", 1), file_names("sol.wastickers", 2)
    (['sol.wastickers'], ['sol-1.wastickers', 'sol-2.wastickers'])
    """
    stem, dot, suffix = path.rpartition(".")
    numbered = [f"{stem}-{number}{dot}{suffix}" for number in range(1, count + 1)]
    return [path] if count == 1 else numbered


def _checked(part: Pack, data: bytes) -> None:
    judge.problems(part).raise_errors(f"pack {part.name!r}")
    (again,) = reading.read(reading.Archived(data, part.name), part.name)
    judge.problems(again).raise_errors(f"pack {part.name!r}, read back")


# -- what was asked for ----------------------------------------------------------------------------


def _languages(language: str | Sequence[str] | None, shop: Business) -> tuple[str, ...]:
    if language is None:
        return (shop.language,)
    asked = [language] if isinstance(language, str) else list(language)
    if not asked:
        raise BadInput("language=[] names none. Leave it out for the shop's own.")
    return tuple(dict.fromkeys(parse(each) for each in asked))


def _is_path(what: str) -> bool:
    suffix = Path(what).suffix.lower()
    return "/" in what or "\\" in what or suffix in PICTURES or what in (".", "..")


def _pictures(what: Any) -> list[tuple[str, Any]]:
    """Return the pictures asked for, each with a name."""
    if isinstance(what, str | PathLike):
        path = Path(fspath(what))
        if not is_folder(path):
            return [(path.stem, path)]
        found = sorted(entry for entry in path.iterdir() if entry.suffix.lower() in PICTURES)
        if not found:
            raise BadInput(f"{path} has no pictures ({', '.join(PICTURES)}). Choose another.")
        return [(entry.stem, entry) for entry in found]
    if not isinstance(what, Iterable) or isinstance(what, bytes):
        raise BadInput(f"{what!r:.80}: give a pack's name, a folder, or a list of pictures.")
    return [
        (Path(fspath(one)).stem if isinstance(one, str | PathLike) else f"{number:02}", one)
        for number, one in enumerate(what, 1)
    ]
