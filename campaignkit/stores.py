"""Where files go: a local folder, an open stream, or any place that fsspec can write.

Nothing is left half written: a local file is written beside its name, is on the disk, and then
renamed; a remote object is sent when it is complete (`remote`). No connection is opened unless an
address with "://" asks for one.
"""

from __future__ import annotations

import errno
import io
import os
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile, SpooledTemporaryFile, TemporaryFile, gettempdir
from typing import IO, Any, BinaryIO, Literal, TypeAlias, cast
from urllib.parse import unquote

from campaignkit import remote, resources
from campaignkit.arguments import check_path
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean

Data: TypeAlias = "bytes | BinaryIO | IO[bytes] | Iterable[bytes]"
Target: TypeAlias = "str | os.PathLike[str] | BinaryIO"

NAME_BYTES = 150  # file systems take 255 (ext4, NTFS, APFS); a number and a suffix may follow
_IN_MEMORY = 16 * 1024 * 1024  # bytes of a remote file held before a temporary file takes over
_CHUNK = 1024 * 1024
_ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".7z", ".rar")
_FORBIDDEN = re.compile(r'[<>:"|?*]+')  # in names on Windows (Microsoft, "Naming Files")
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE
)
_QUOTA = getattr(errno, "EDQUOT", None)  # none on Windows
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
_SCRATCH = "campaignkit-"  # before the process that has it
_PART = ".part"  # behind the process and the thread that write it
_WRITER = re.compile(r"\.(\d{1,10})-\d+\.part$")
_JOINERS = "\u200c\u200d"  # part of spelling in Persian and Hindi


def safe_name(text: object, *, fallback: str = "file") -> str:
    """Return a name for one file, made from any text; it cannot leave its folder.

    Path separators and what Windows forbids become "-"; control and direction signs go, and so
    do dots and spaces at either end. NFC, at most 150 bytes of UTF-8. Different texts may give
    the same name: the caller makes it unique. Nothing left: `fallback`.

    >>> safe_name("Feira da Sé / 25 de Março?"), safe_name("../../etc/passwd")
    ('Feira da Sé-25 de Março', 'etc-passwd')
    >>> safe_name("con.pdf"), safe_name(" .. ", fallback="row-7")
    ('_con.pdf', 'row-7')
    """
    composed = unicodedata.normalize("NFC", str(text))
    kept = "".join(" " if sign.isspace() else sign for sign in composed if _may_stand(sign))
    parts = (part.strip(" .-") for part in re.split(r"[/\\]", _FORBIDDEN.sub("-", kept)))
    name = re.sub(r" +", " ", "-".join(part for part in parts if part))
    short = name.encode()[:NAME_BYTES].decode(errors="ignore").rstrip(" .-")
    if not short:
        return safe_name(fallback) if fallback != "file" else "file"
    return f"_{short}" if _RESERVED.fullmatch(short) else short


def _may_stand(sign: str) -> bool:
    if sign.isspace() or sign in _JOINERS:
        return True
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def write_file(target: Target, data: Data) -> Path | None:
    """Write one file and return its path; None for a stream or an address with "://".

    Raises:
        BadInput: the folder does not exist, cannot be written, or the stream takes text only.
    """
    if _is_stream(target):
        _to_stream(target, data)
        return None
    text = os.fspath(target)  # type: ignore[arg-type]
    if is_remote(text):
        folder, _, name = text.rpartition("/")
        if folder.endswith(":/"):  # memory://a.pdf; a store's own root has no files
            folder += "/"
        place(folder).write(name, data)
        return None
    path = _local(text)
    _check_folder(path)
    with _told(path), _beside(path) as file:
        _copy(data, file)
    return path


def check_target(target: Target, suffixes: tuple[str, ...]) -> None:
    """Refuse, before long work, a file that could not be written after it.

    Raises:
        BadInput: it does not end with one of `suffixes`; its folder does not exist; it is a
            folder. An open stream passes.
    """
    if _is_stream(target):
        return
    text = os.fspath(target)  # type: ignore[arg-type]
    suffix = PurePosixPath(text).suffix.lower()
    if suffix not in suffixes:
        raise BadInput(
            f"{text}: a file ends with {' or '.join(suffixes)}; this one with {suffix!r}.",
            rule="file.ending",
            text=text,
            suffix=suffix,
        )
    if not is_remote(text):
        _check_folder(_local(text))


def encoded(text: str, *, key: str = "the text") -> bytes:
    """Return a text as UTF-8.

    key: what a message is to call it.

    Raises:
        BadInput: it holds half an emoji, which no file can; says where.

    >>> encoded("Olá")
    b'Ol\xc3\xa1'
    """
    try:
        return text.encode()
    except UnicodeEncodeError as err:
        line = text.count("\n", 0, err.start)
        place = err.start - text.rfind("\n", 0, err.start)
        on = f" of line {line + 1}" if "\n" in text.rstrip() else ""
        raise BadInput(
            f"{key} has half a character (U+{ord(text[err.start]):04X}) at place {place}{on}: an "
            "emoji was cut in two. Type it again.",
            rule="text.half-character",
            key=key,
            place=place,
            on=on,
        ) from err


def is_remote(text: str) -> bool:
    """Say whether this is an address that fsspec opens, such as s3://bucket/out.

    >>> is_remote("s3://shop/out"), is_remote("out/a.pdf"), is_remote("file:///tmp/a.pdf")
    (True, False, False)
    """
    return "://" in text and not text.startswith("file://")


def place(
    folder: str | os.PathLike[str],
    *,
    create: bool = False,
    options: Mapping[str, Any] | None = None,
) -> Place:
    """Return a folder to write into.

    Args:
        folder: Local path, or any address that fsspec knows: memory://, s3://, …
        create: Make a local folder that does not exist.
        options: fsspec's storage options, such as credentials.

    Raises:
        BadInput: the folder does not exist; the address is of no kind that can be written to,
            needs a package that is missing, or names a bucket that is not there (none is made).
    """
    check_path(folder, "folder", is_optional=False)
    text = os.fspath(folder)
    if is_remote(text):
        made = Place(text.rstrip("/") if not text.endswith("://") else text, dict(options or {}))
        remote.check_bucket(made.address, *made.opened())
        return made
    path = _local(text)
    with _possible(path):
        is_file = path.is_file()
    if create and not is_file:
        _check_no_archive(path)
        with _told(path):
            path.mkdir(parents=True, exist_ok=True)
    with _possible(path):
        if not path.is_dir():
            raise BadInput(_no_folder(path), rule="store.folder-missing")
    return Place(str(path))


def place_if_any(folder: str | os.PathLike[str]) -> Place | None:
    """Return a folder to read from; None if there is no such local folder.

    Raises:
        BadInput: the path cannot be one, or the address needs a package that is missing.
    """
    text = os.fspath(folder)
    if not is_remote(text):
        with _possible(path := _local(text)):
            if not path.is_dir():
                return None
    return place(folder)


@dataclass(frozen=True)
class Place:
    """A folder, local or remote. It can be pickled; names in it use "/"."""

    address: str
    options: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)

    def write(self, name: str, data: Data, *, lasting: bool = True) -> None:
        """Write one whole file; folders in its name are made.

        lasting: it is on the disk before it has its name, so that not even a power cut leaves
        half of it. False: for what is read back with a digest, and made again if it is not whole.

        Raises:
            BadInput: the name leads out of the place, or it cannot be written.
        """
        with _told(Path(name)), self.open_write(name, lasting=lasting) as file:
            _copy(data, file)

    @contextmanager
    def open_write(self, name: str, *, lasting: bool = True) -> Iterator[IO[bytes]]:
        """Open a file that appears when the block ends well, and does not if it fails."""
        if not is_remote(self.address):
            path = self._path(name)
            with _told(path):
                path.parent.mkdir(parents=True, exist_ok=True)
            with _beside(path, lasting=lasting) as file:
                yield file
            return
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
            yield whole
            whole.seek(0)
            system, root = self.opened()
            target = f"{root}/{_inside(name)}"
            remote.write(f"{self.address}/{name}", system, target, cast(BinaryIO, whole))

    def exists(self, name: str) -> bool:
        """Say whether there is such a file."""
        if not is_remote(self.address):
            with _possible(path := self._path(name)):
                return path.is_file()
        system, root = self.opened()
        target = f"{root}/{_inside(name)}"
        return remote.tried(f"{self.address}/{name}", lambda: bool(system.isfile(target)))

    @contextmanager
    def open_read(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file to read it piece by piece; a remote one is fetched whole.

        Raises:
            NotFound: there is none; names the nearest.
        """
        if is_remote(self.address):
            yield io.BytesIO(self.read(name))
            return
        self._check_exists(name)
        with _told(path := self._path(name)):
            file = path.open("rb")
        with file:
            yield file

    def _check_exists(self, name: str) -> None:
        if not self.exists(name):
            near = did_you_mean(name, self._names_near(name))
            raise NotFound(
                f"{self.address} has no file {name!r}.{near}",
                rule="store.file-missing",
                address=self.address,
                name=name,
            )

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            NotFound: there is none; names the nearest.
        """
        if not is_remote(self.address):
            self._check_exists(name)
            with _told(self._path(name)):
                return self._path(name).read_bytes()
        system, root = self.opened()
        target = f"{root}/{_inside(name)}"
        try:
            return remote.tried(f"{self.address}/{name}", lambda: bytes(system.cat_file(target)))
        except BadInput as err:
            # only now: to ask first would be a request for each file
            if isinstance(err.__cause__, FileNotFoundError):
                self._check_exists(name)
            raise

    def _names_near(self, name: str) -> list[str]:
        """Return the names of what lies where a file should: a folder may hold a whole disk."""
        if is_remote(self.address):
            return self.names()
        above = name.rpartition("/")[0]
        beside = resources.names_beside(self._path(name))
        return [f"{above}/{each}" if above else each for each in beside]

    def names(self) -> list[str]:
        """Return the sorted names of all files, those in folders with their folder."""
        if not is_remote(self.address):
            folder = Path(self.address)
            files = (entry for entry in folder.rglob("*") if entry.is_file())
            return sorted(entry.relative_to(folder).as_posix() for entry in files)
        system, root = self.opened()
        found = remote.tried(self.address, lambda: system.find(root) if system.exists(root) else [])
        return sorted(name.removeprefix(root).lstrip("/") for name in found)

    def present(self, names: Iterable[str]) -> set[str]:
        """Return those of some names that are files here; a remote place is listed once.

        Raises:
            BadInput: one of them leads out of the place.
        """
        if not is_remote(self.address):
            return {name for name in names if self.exists(name)}
        return set(names).intersection(self.names())

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        if not is_remote(self.address):
            with _told(self._path(name)):
                self._path(name).unlink(missing_ok=True)
        elif self.exists(name):
            system, root = self.opened()
            target = f"{root}/{_inside(name)}"
            remote.tried(f"{self.address}/{name}", lambda: system.rm_file(target))

    def sweep(self) -> None:
        """Remove what killed writers left beside their files; those at work keep theirs."""
        if is_remote(self.address):
            return
        for path in Path(self.address).rglob(f".*{_PART}"):
            writer = _WRITER.search(path.name)
            if writer and not _is_at_work(int(writer[1])):
                with suppress(OSError):
                    path.unlink()

    def opened(self) -> tuple[Any, str]:
        """Return fsspec's file system, and the path of this place in it."""
        return remote.opened(self.address, self.options)

    def _path(self, name: str) -> Path:
        return Path(self.address) / _inside(name)


@contextmanager
def scratch() -> Iterator[BinaryIO]:
    """Open a temporary file that is gone when the block ends.

    Raises:
        BadInput: the disk of the temporary folder is full.
    """
    with full_disk_told(), TemporaryFile() as file:
        yield cast(BinaryIO, file)


@contextmanager
def named_scratch(suffix: str) -> Iterator[BinaryIO]:
    """Open a temporary file with a name, for those who read it by that; gone after the block.

    One that a killed process left is gone after the next `sweep_scratch`.

    Raises:
        BadInput: the disk of the temporary folder is full.
    """
    prefix = f"{_SCRATCH}{os.getpid()}-"
    with full_disk_told(), NamedTemporaryFile(prefix=prefix, suffix=suffix) as file:
        yield cast(BinaryIO, file)


def sweep_scratch() -> None:
    """Remove the temporary files of ours that killed processes left."""
    for path in Path(gettempdir()).glob(f"{_SCRATCH}*-*"):
        owner = path.name.removeprefix(_SCRATCH).partition("-")[0]
        if owner.isdecimal() and not _is_at_work(int(owner)):
            with suppress(OSError):
                path.unlink()


Full = Literal["disk", "quota", "file"]


def full(err: BaseException | None) -> Full | None:
    """Return what has no room left, if that is why something could not be written.

    "disk"; "quota", the share of it that one may use; "file", which may not become so large.

    >>> full(OSError(errno.EFBIG, "File too large")), full(OSError(errno.EACCES, "No"))
    ('file', None)
    """
    if not isinstance(err, OSError) or err.errno is None:
        return None
    known: dict[int | None, Full] = {errno.ENOSPC: "disk", _QUOTA: "quota", errno.EFBIG: "file"}
    return known.get(err.errno)


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Say in our words that there is no room in the temporary folder.

    Raises:
        BadInput: there is none.
    """
    try:
        yield
    except OSError as err:
        what = full(err)
        if what is None:
            raise
        raise _no_room(what) from err


def _no_room(what: Full) -> BadInput:
    folder = gettempdir()
    if what == "quota":
        return BadInput(
            f"your share of the disk is used up: there is no room for what is being made, in "
            f"{folder}. Delete files of yours, or name a folder elsewhere as TMPDIR.",
            rule="store.quota",
            folder=folder,
        )
    if what == "file":
        return BadInput(
            f"what is being made is larger than a file may be in {folder}. Raise the limit (ulimit "
            "-f), or name a folder elsewhere as TMPDIR.",
            rule="store.file-limit",
            folder=folder,
        )
    return BadInput(
        f"the disk is full: there is no room for what is being made, in {gettempdir()}. Make "
        "room, or name a folder elsewhere as TMPDIR.",
        rule="store.disk-full",
    )


def _inside(name: str) -> str:
    """Return a file's name, unless it leads out of its place."""
    parts = name.split("/")
    if "\\" in name or ":" in parts[0] or any(part in ("", ".", "..") for part in parts):
        raise BadInput(
            f"{name!r} is not a name within a folder. Make names with safe_name().",
            rule="store.name",
            name=name,
        )
    return name


def _is_stream(target: object) -> bool:
    if isinstance(target, (str, os.PathLike)):
        return False
    if hasattr(target, "write"):
        return True
    raise BadInput(
        f"{target!r} is no path and no open file. Give a path such as 'out.pdf'.",
        rule="store.target",
        target=target,
    )


def _to_stream(stream: Any, data: Data) -> None:
    try:
        _copy(data, stream)
    except TypeError as err:
        raise BadInput(
            "the stream takes text only. Open it with mode 'wb'.", rule="store.text-stream"
        ) from err
    except (OSError, ValueError) as err:
        raise BadInput(f"the stream cannot be written: {err}.", rule="store.stream") from err


def _copy(data: Data, file: IO[bytes]) -> None:
    if isinstance(data, bytes):
        file.write(data)
        return
    read = getattr(data, "read", None)
    for chunk in data if read is None else iter(lambda: read(_CHUNK), b""):
        file.write(chunk)


def _local(text: str) -> Path:
    return Path(unquote(text.removeprefix("file://")) if text.startswith("file://") else text)


def _check_folder(path: Path) -> None:
    with _possible(path):
        if path.is_dir():
            raise BadInput(
                f"{path} is a folder. Give the name of a file in it.",
                rule="store.is-folder",
                path=path,
            )
        if not path.parent.is_dir():
            raise BadInput(_no_folder(path.parent), rule="store.folder-missing")


def _check_no_archive(path: Path) -> None:
    if path.suffix.lower() in _ARCHIVES and not path.exists():
        raise BadInput(
            f"{path} is the name of an archive, and what is made goes into a folder. Give "
            f"{path.stem!r}, and pack it when it is done.",
            rule="store.archive",
            path=path,
        )


def _no_folder(path: Path) -> str:
    if path.exists():
        return f"{path} is a file, not a folder."
    beside = resources.names_beside(path)
    return f"the folder {path} does not exist; make it first.{did_you_mean(path.name, beside)}"


@contextmanager
def _possible(path: Path) -> Iterator[None]:
    """Say in our words that a path cannot be one: a name in it is longer than the system takes."""
    try:
        yield
    except OSError as err:
        said = f"{str(path)!r:.200}"
        long = err.errno == errno.ENAMETOOLONG
        why = f"a name in it is too long ({max(map(len, path.parts))} characters)" if long else None
        raise BadInput(
            f"{said} cannot be used: {why or err.strerror}. Give another path.", rule="store.path"
        ) from err


@contextmanager
def _beside(path: Path, *, lasting: bool = True) -> Iterator[IO[bytes]]:
    """Open a file beside `path`, which takes its place when the block ends well.

    lasting: its bytes are on the disk by then: a name without them would be an empty file after a
    power cut, in place of the one that was whole.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}{_PART}")
    try:
        with _told(path):
            file = part.open("wb")
        with file:
            yield file
            if lasting:
                with _told(path):
                    file.flush()
                    os.fsync(file.fileno())
        with _told(path):
            part.replace(path)
    except BaseException:
        with suppress(OSError, ValueError):
            part.unlink()
        raise


def _is_at_work(process: int) -> bool:
    """Say whether a process is there; on Windows, where asking would end it, an open file tells."""
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


def unwritten(path: Path, err: OSError) -> BadInput:
    """Return the error of a file that a system does not take, with the way out if one is known."""
    what = full(err)
    if what == "disk":
        return BadInput(
            f"{path} cannot be written: the disk is full. Make room there, or save elsewhere.",
            rule="store.write",
            path=path,
        )
    if what == "quota":
        return BadInput(
            f"{path} cannot be written: your share of the disk is used up. Delete files of yours "
            "there, or save elsewhere.",
            rule="store.write",
            path=path,
        )
    if what == "file":
        return BadInput(
            f"{path} cannot be written: it is larger than a file may be there. Raise the limit "
            "(ulimit -f), or save elsewhere.",
            rule="store.write",
            path=path,
        )
    if err.errno in _NOT_ALLOWED:
        return BadInput(
            f"{path} cannot be written: {err.strerror or err}. Give a folder that you may write "
            "into.",
            rule="store.write",
            path=path,
        )
    return BadInput(
        f"{path} cannot be written: {err.strerror or err}.", rule="store.write", path=path
    )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except CampaignError:
        raise
    except OSError as err:
        raise unwritten(path, err) from err
    except ValueError as err:  # Python refuses a path with a NUL in it
        raise BadInput(f"{str(path)!r} cannot be written: {err}.", rule="store.write") from err
