"""Stores that fsspec opens, such as s3:// and gs://: what may be one, and its errors in our words.

The one door to `fsspec`, which is imported only when an address is opened. No bucket is ever made:
a name that was mistyped would become a place of its own. A fault that passes (a connection that
was reset, a server that is busy) is tried again after a while, three times; what stays is told.
"""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from shutil import copyfileobj
from typing import Any, BinaryIO, NoReturn, TypeVar

from campaignkit.errors import BadInput, did_you_mean

T = TypeVar("T")

_PIECE = 1 << 20  # bytes at a time
_WAIT_S = 30  # for a server to begin its answer; a guess
_PATIENCE: Mapping[str, Mapping[str, Any]] = {
    scheme: {"client_kwargs": {"trust_env": True}, "timeout": _WAIT_S}
    for scheme in ("http", "https")
}

WAITS_S = (0.25, 1.0, 4.0)  # before the second, third and fourth trial
_USUAL = ("s3", "gs", "abfs", "sftp", "smb", "webdav", "memory", "file")
_ARCHIVES = ("zip", "tar", "libarchive")
_READ_ONLY = ("http", "https", "data", "git", "github", "gist", "reference", "pyscript", "dvc")
_WRAPPERS = (
    *("blockcache", "cached", "dask", "dir", "filecache", "generic", "simplecache"),
    *("async_wrapper", "asyncwrapper", "asynclocal"),
)
_BUCKETS = ("s3", "s3a", "gs", "gcs", "oss", "abfs", "abfss", "adl", "az", "oci", "tos")
_LASTING = (
    *(FileNotFoundError, PermissionError, FileExistsError, IsADirectoryError, NotADirectoryError),
    *(NotImplementedError, ImportError, ValueError, TypeError, KeyError, socket.gaierror),
)
_LASTING_NUMBERS = (errno.EINVAL, errno.ENAMETOOLONG, errno.ENOSPC)
_PASSING_WORDS = ("timeout", "connection", "disconnected", "throttl", "slowdown", "unavailable")
_PASSING_STATUS = (408, 429, 500, 502, 503, 504)


def scheme_of(address: str) -> str:
    """Return what stands before "://".

    >>> scheme_of("s3://shop/out")
    's3'
    """
    return address.partition("://")[0]


def opened(address: str, options: Mapping[str, Any]) -> tuple[Any, str]:
    """Return fsspec's file system of an address, and the path of the place in it.

    Raises:
        BadInput: nobody knows such a place, it cannot be written to, its package is missing, or
            its server cannot be reached.
    """
    from fsspec.core import url_to_fs
    from fsspec.registry import known_implementations, registry

    scheme = scheme_of(address)
    _check_scheme(address, scheme, {*known_implementations, *registry})
    if scheme in _BUCKETS and not address.partition("://")[2].strip("/"):
        raise BadInput(
            f"{address} names no bucket. Write it as in {scheme}://my-bucket/out.",
            rule="store.no-bucket",
            address=address,
        )
    try:
        system, root = url_to_fs(address, **options)
    except ImportError as err:
        raise BadInput(
            f"{scheme}:// needs a package that is not installed: {err}.",
            rule="store.package",
            scheme=scheme,
        ) from err
    except Exception as err:  # some connect here already
        _tell(address, err, trials=1)
    return system, str(root).rstrip("/")


def _check_scheme(address: str, scheme: str, known: set[str]) -> None:
    if scheme in _ARCHIVES:
        way = "Give its path, as in june.zip" if scheme == "zip" else "Give a folder, and pack it"
        why = f"{scheme}:// is one file that holds others. {way}."
    elif scheme in _READ_ONLY:
        why = f"{scheme}:// can only be read. Give a folder, or a store such as s3://my-bucket/out."
    elif scheme in _WRAPPERS or "::" in scheme:
        why = "this wraps another place. Give the address of that place itself."
    elif scheme in known:
        return
    else:
        near = did_you_mean(scheme, known) or f" There are: {', '.join(_USUAL)}."
        why = f"nobody knows {scheme}://.{near} Or give a folder."
    raise BadInput(
        f"{address} is no place to write to: {why}", rule="store.scheme", address=address
    )


def check_bucket(address: str, system: Any, root: str) -> None:
    """Refuse a bucket that is not there: a name that was mistyped.

    Raises:
        BadInput: it is not, or its store cannot be reached.
    """
    if scheme_of(address) not in _BUCKETS:
        return
    bucket = root.strip("/").partition("/")[0]
    if not tried(address, lambda: system.exists(bucket)):
        _refuse_bucket(address, bucket)


def _refuse_bucket(address: str, bucket: str) -> NoReturn:
    raise BadInput(
        f"{address}: there is no bucket {bucket!r}, or it is not yours to see. Correct its name, "
        "or make it first: a mistyped name must not become a bucket.",
        rule="store.bucket",
        address=address,
        bucket=bucket,
    )


def write(address: str, system: Any, target: str, whole: BinaryIO) -> None:
    """Write one whole object; `whole` is read from its beginning, as often as need be.

    Raises:
        BadInput: it could not be written; nothing of it is left.
    """
    folder = target.rpartition("/")[0]

    def once() -> None:
        if scheme_of(address) not in _BUCKETS:  # there folders are but a part of names
            system.makedirs(folder, exist_ok=True)
        whole.seek(0)
        file = system.open(target, "wb")
        try:
            copyfileobj(whole, file)
        except BaseException:
            _abandon(file)
            raise
        file.close()

    tried(address, once)


def _abandon(file: Any) -> None:
    """Throw away what was sent: closing would make half an object."""
    with suppress(Exception):
        file.discard()
    with suppress(Exception):
        file.closed = True


def copied(address: str, target: BinaryIO, *, most: int) -> bool:
    """Copy what lies at an address into an open file; say whether it had at most so many bytes.

    Nothing is written at the address, so that "https://" will do, too.

    Raises:
        BadInput: nobody knows such a place, its package is missing, or it cannot be read.
    """
    from fsspec.core import url_to_fs
    from fsspec.registry import known_implementations, registry

    scheme = scheme_of(address)
    known = {*known_implementations, *registry}
    if scheme in (*_ARCHIVES, *_WRAPPERS) or scheme not in known:
        good = known.difference(_ARCHIVES, _WRAPPERS)
        near = did_you_mean(scheme, good) or f" There are: {', '.join(('https', *_USUAL))}."
        raise BadInput(
            f"{address} is nothing that can be read: nobody knows {scheme}://.{near}",
            rule="store.scheme",
            address=address,
        )

    def once() -> bool:
        system, path = url_to_fs(address, **_PATIENCE.get(scheme, {}))
        target.seek(0)
        target.truncate()
        with system.open(path, "rb") as file:
            while piece := file.read(_PIECE):
                target.write(piece)
                if target.tell() > most:
                    return False
        return True

    try:
        return tried(address, once)
    except BadInput as err:
        if isinstance(err.__cause__, ImportError):
            raise BadInput(
                f"{scheme}:// needs a package that is not installed: {err.__cause__}.",
                rule="store.package",
                scheme=scheme,
            ) from err
        raise


def tried(address: str, work: Callable[[], T]) -> T:
    """Return what work returns; while it fails as what passes does, try again after a while.

    Raises:
        BadInput: it failed for good.
    """
    for trial in range(1, len(WAITS_S) + 2):
        try:
            return work()
        except Exception as err:
            if trial > len(WAITS_S) or not passes(err):
                _tell(address, err, trials=trial)
        time.sleep(WAITS_S[trial - 1])
    raise AssertionError("the last trial returns or raises")


def passes(err: BaseException) -> bool:
    """Say whether a fault may be gone when it is tried again.

    >>> passes(ConnectionResetError()), passes(PermissionError()), passes(FileNotFoundError())
    (True, False, False)
    """
    if isinstance(err, _LASTING):
        return False
    if isinstance(err, OSError):
        return err.errno not in _LASTING_NUMBERS
    name = type(err).__name__.casefold()
    return any(word in name for word in _PASSING_WORDS) or _status(err) in _PASSING_STATUS


def _status(err: BaseException) -> Any:
    response = getattr(err, "response", None)
    if isinstance(response, Mapping):
        return response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    found = (getattr(err, name, None) for name in ("status", "status_code", "code"))
    return next((each for each in found if isinstance(each, int)), None)


def _tell(address: str, err: BaseException, *, trials: int) -> NoReturn:
    said = " ".join(str(err).split()).rstrip(".") or type(err).__name__
    if isinstance(err, FileNotFoundError):
        why = f"it is not there ({said}). Correct the address, or make it first."
    elif isinstance(err, PermissionError):
        why = f"its store does not allow that ({said}). Check the credentials and what they may do."
    elif "credential" in type(err).__name__.casefold():
        why = f"its store wants credentials ({said}). Set them as its package says."
    elif isinstance(err, socket.gaierror):
        why = f"no such server is known ({said}). Correct the address."
    elif passes(err):
        often = "" if trials == 1 else f", {trials} times"
        why = f"its store failed{often} ({said}). Try again later: what is finished stays."
    else:
        why = f"{type(err).__name__}: {said}. Correct the address, or give a folder."
    raise BadInput(
        f"{address}: {why}", rule="store.remote", address=address, trials=trials
    ) from err
