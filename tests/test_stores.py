from __future__ import annotations

import errno
import io
import os
import pickle
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import stores
from campaignkit.errors import BadInput, NotFound, TooBig


@pytest.fixture(params=["local", "memory"])
def out(request, tmp_path):
    """A place to write: both kinds keep the same promises."""
    if request.param == "local":
        return stores.place(tmp_path / "out", create=True)
    return stores.place(f"memory://{tmp_path.name}/out")


def test_what_is_written_is_there_whatever_the_place(out):
    out.write("stickers/001.pdf", b"one")
    out.write("manifest.csv", iter([b"two", b" parts"]))
    out.write("whole.bin", io.BytesIO(b"three"))

    assert out.names() == ["manifest.csv", "stickers/001.pdf", "whole.bin"]
    assert out.read("manifest.csv") == b"two parts"
    assert out.read("whole.bin") == b"three"
    assert out.exists("stickers/001.pdf")
    assert not out.exists("stickers")


def test_of_some_names_those_that_are_files_are_present(out):
    out.write("stickers/001.pdf", b"one")
    out.write("manifest.csv", b"two")

    asked = ["stickers/001.pdf", "stickers", "stickers/002.pdf"]
    assert out.present(asked) == {"stickers/001.pdf"}
    assert out.present([]) == set()


def test_a_place_that_may_be_missing(tmp_path):
    assert stores.place_if_any(tmp_path / "none") is None
    found = stores.place_if_any(tmp_path.as_uri())
    assert found is not None
    assert found.names() == []
    with pytest.raises(BadInput, match=r"too long \(300 characters\)"):
        stores.place_if_any("x" * 300)


def test_a_place_pickles_for_other_processes(out):
    pickle.loads(pickle.dumps(out)).write("a.txt", b"there")

    assert out.read("a.txt") == b"there"


def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(out):
    out.write("a.pdf", b"old")

    with pytest.raises(ZeroDivisionError), out.open_write("a.pdf") as file:
        file.write(b"half")
        1 / 0  # noqa: B018

    assert out.names() == ["a.pdf"]
    assert out.read("a.pdf") == b"old"


def test_a_file_can_be_replaced_and_removed(out):
    out.write("a.pdf", b"old")
    out.write("a.pdf", b"new")
    assert out.read("a.pdf") == b"new"

    out.remove("a.pdf")
    out.remove("a.pdf")

    assert out.names() == []


def test_a_missing_file_names_its_neighbour(out):
    out.write("manifest.csv", b"")

    with pytest.raises(NotFound, match=r"no file 'manifst.csv'\. Did you mean 'manifest.csv'"):
        out.read("manifst.csv")


@pytest.mark.parametrize(
    "name", ["../a", "/a", "a/../../b", "a//b", "", ".", "..\\a", "C:a", "a/..", "C:/a"]
)
def test_no_name_leads_out_of_its_place(out, name):
    with pytest.raises(BadInput, match="not a name within a folder"):
        out.write(name, b"")


def test_a_folder_that_does_not_exist_is_refused_or_made_on_request(tmp_path):
    (tmp_path / "stickers").mkdir()

    with pytest.raises(BadInput, match=r"does not exist; make it first. Did you mean 'stickers'"):
        stores.place(tmp_path / "sticker")
    assert stores.place(tmp_path / "new" / "deep", create=True).names() == []
    (tmp_path / "file").write_bytes(b"")
    for create in (False, True):
        with pytest.raises(BadInput, match="is a file, not a folder"):
            stores.place(tmp_path / "file", create=create)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("nosuch://bucket", r"nobody knows nosuch://\. There are: s3, gs"),
        ("s33://bucket", r"nobody knows s33://\. Did you mean 's3"),
        ("abfs://x/y", "needs a package"),
        ("zip://out.zip", r"one file that holds others\. Give its path, as in june\.zip"),
        ("tar://out.tar", r"one file that holds others\. Give a folder, and pack it"),
        (
            "https://a.example/out",
            "https:// can only be read. Give a folder, or a store such as s3",
        ),
        ("reference://x", "can only be read"),
        (
            "simplecache::s3://shop/out",
            "wraps another place. Give the address of that place itself",
        ),
        ("s3://", r"s3:// names no bucket\. Write it as in s3://my-bucket/out"),
        ("ftp://no-such-server.invalid/out", r"ftp://no-such-server\.invalid/out: "),
    ],
)
def test_an_address_nothing_can_open_is_refused(address, says):
    with pytest.raises(BadInput, match=says):
        stores.place(address)


@pytest.mark.parametrize("name", ["out.zip", "OUT.ZIP", "a/b.tar", "c.7z"])
def test_a_folder_is_not_named_as_an_archive(name, tmp_path):
    with pytest.raises(
        BadInput, match="is the name of an archive, and what is made goes into a fol"
    ):
        stores.place(tmp_path / name, create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_named_as_an_archive_stays_one(tmp_path):
    (tmp_path / "old.zip").mkdir()

    stores.place(tmp_path / "old.zip", create=True).write("a.txt", b"1")


def test_a_file_goes_to_a_path_a_stream_or_an_address(tmp_path):
    stream = io.BytesIO()

    assert stores.write_file(tmp_path / "a.pdf", b"1") == tmp_path / "a.pdf"
    assert stores.write_file(str(tmp_path / "b.pdf"), io.BytesIO(b"2")) == tmp_path / "b.pdf"
    assert stores.write_file(stream, b"3") is None
    assert stores.write_file(f"memory://{tmp_path.name}/c.pdf", b"4") is None

    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.pdf", "b.pdf"]
    assert (tmp_path / "b.pdf").read_bytes() == b"2"
    assert stream.getvalue() == b"3"
    assert stores.place(f"memory://{tmp_path.name}").read("c.pdf") == b"4"


def test_a_written_file_has_the_rights_of_any_other(tmp_path):
    stores.write_file(tmp_path / "a.pdf", b"")
    (tmp_path / "b.pdf").write_bytes(b"")

    assert (tmp_path / "a.pdf").stat().st_mode == (tmp_path / "b.pdf").stat().st_mode


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("nodir/x.pdf", "the folder nodir does not exist; make it first"),
        (io.StringIO(), "takes text only. Open it with mode 'wb'"),
        (7, "7 is no path and no open file"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_reason(target, says):
    with pytest.raises(BadInput, match=says):
        stores.write_file(target, b"x")


def test_what_the_disk_refuses_is_told_with_the_path(tmp_path):
    with pytest.raises(BadInput, match="cannot be written: File name too long"):
        stores.write_file(tmp_path / ("x" * 250 + ".pdf"), b"x")


def test_a_target_is_checked_before_the_work(tmp_path):
    stores.check_target(tmp_path / "a.PDF", (".pdf",))
    stores.check_target(io.BytesIO(), (".pdf",))
    stores.check_target("s3://bucket/a.pdf", (".pdf",))

    with pytest.raises(BadInput, match=r"a file ends with .pdf; this one with '.jpg'"):
        stores.check_target(tmp_path / "a.jpg", (".pdf",))
    with pytest.raises(BadInput, match="does not exist"):
        stores.check_target(tmp_path / "no" / "a.pdf", (".pdf",))
    with pytest.raises(BadInput, match="is a folder"):
        (tmp_path / "x.pdf").mkdir()
        stores.check_target(tmp_path / "x.pdf", (".pdf",))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Padaria Sol", "Padaria Sol"),
        ("مخبز الشمس", "مخبز الشمس"),
        ("Cafe\u0301", "Café"),
        ("a\nb\tc", "a b c"),
        ("..\\..\\boot.ini", "boot.ini"),
        (".bashrc", "bashrc"),
        ("-rf", "rf"),
        ("LPT1", "_LPT1"),
        ("CONIN$", "_CONIN$"),
        ("conout$.csv", "_conout$.csv"),
        ("Fei\u200bra\u2060", "Feira"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("name. . .", "name"),
        ("file\0.pdf", "file.pdf"),
        ("", "row-7"),
        ("///", "row-7"),
        (None, "None"),
    ],
)
def test_a_name_is_made_from_any_text(text, name):
    assert stores.safe_name(text, fallback="row-7") == name


@given(st.text(st.characters(codec=None), max_size=400))
def test_no_text_makes_a_name_that_could_do_harm(text):
    name = stores.safe_name(text, fallback="row")

    assert 1 <= len(name.encode()) <= 151
    assert not set(name) & set('/\\<>:"|?*\0\n')
    assert name == name.strip(" .")
    assert unicodedata.is_normalized("NFC", name)
    assert stores._inside(name) == name


@contextmanager
def no_room():
    """A disk that takes files of 1,000 bytes; only within, for what pytest says may be a file."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_and_no_half_file_stays(tmp_path):
    with no_room(), pytest.raises(BadInput, match=r"a\.pdf cannot be written: it is larger"):
        stores.write_file(tmp_path / "a.pdf", b"x" * 100_000)
    with no_room(), pytest.raises(BadInput, match=r"b\.pdf cannot be written: it is larger"):
        stores.place(tmp_path).write("b.pdf", b"x" * 100_000)

    assert list(tmp_path.iterdir()) == []


def test_a_full_temporary_folder_is_told_with_the_way_out():
    said = r"larger than a file may be in .* or name a folder elsewhere as TMPDIR"

    with no_room(), pytest.raises(BadInput, match=said), stores.scratch() as file:
        file.write(b"x" * 100_000)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full: .*Make room, or name a folder elsewhere as TMPDIR"),
        (errno.EDQUOT, "your share of the disk is used up: .*Delete files of yours"),
        (errno.EFBIG, r"larger than a file may be .*ulimit -f"),
    ],
)
def test_each_way_of_finding_no_room_has_its_own_words(number: int, said: str):
    with pytest.raises(BadInput, match=said), stores.full_disk_told():
        raise OSError(number, "no")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full. Make room there, or save elsewhere."),
        (errno.EDQUOT, "your share of the disk is used up. Delete files of yours there"),
        (errno.EFBIG, r"it is larger than a file may be there. Raise the limit \(ulimit -f\)"),
        (errno.EIO, "Input/output error."),
        (errno.EROFS, r"Read-only file system\. Give a folder that you may write into\."),
        (errno.EACCES, r"Permission denied\. Give a folder that you may write into\."),
    ],
)
def test_a_file_that_is_not_taken_is_told_with_why(number: int, said: str, tmp_path: Path):
    def content() -> Iterator[bytes]:
        yield b"x"
        raise OSError(number, os.strerror(number))

    with pytest.raises(BadInput, match=rf"a\.pdf cannot be written: {said}") as caught:
        stores.write_file(tmp_path / "a.pdf", content())

    assert caught.value.rule == "store.write"
    assert list(tmp_path.iterdir()) == []


def test_another_fault_is_not_taken_for_a_full_disk():
    with pytest.raises(PermissionError), stores.full_disk_told():
        raise PermissionError(errno.EACCES, "no")


def test_a_full_stream_is_told():
    class Full(io.RawIOBase):
        def write(self, data):
            raise OSError(28, "No space left on device")

    with pytest.raises(BadInput, match=r"the stream cannot be written: .*No space left on device"):
        stores.write_file(Full(), b"x")


def test_what_was_wrong_with_the_content_stays_what_was_said(tmp_path):
    def content():
        yield b"half"
        raise TooBig("a text does not fit.")

    with pytest.raises(TooBig, match=r"^a text does not fit\.$"):
        stores.write_file(tmp_path / "a.pdf", content())
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from campaignkit import stores
place = stores.place(sys.argv[1])
with place.open_write("deep/whole.pdf") as file, stores.named_scratch(".pdf") as scratch:
    file.write(b"half")
    print(scratch.name, flush=True)
    os._exit(9)
"""


def test_what_a_killed_writer_left_is_swept_and_what_others_write_is_not(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    out = stores.place(tmp_path / "out", create=True)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, out.address], capture_output=True, text=True, check=False
    )
    half = list((tmp_path / "out/deep").iterdir())
    assert len(half) == 1

    with out.open_write("deep/other.pdf") as file, stores.named_scratch(".pdf") as mine:
        out.sweep()
        stores.sweep_scratch()
        file.write(b"whole")
        assert Path(mine.name).exists()

    assert out.names() == ["deep/other.pdf"]
    assert out.read("deep/other.pdf") == b"whole"
    assert not Path(killed.stdout.strip()).exists()


def test_a_file_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    seen = []
    synced = os.fsync

    def noted(number):
        seen.append(sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".part"))
        synced(number)

    monkeypatch.setattr(os, "fsync", noted)
    out = stores.place(tmp_path)
    out.write("a.pdf", b"one")
    out.write("b.part-of-a-build", b"two", lasting=False)

    assert seen == [[]]


def test_a_missing_file_is_asked_about_without_a_walk_through_all_that_lies_there(
    tmp_path, monkeypatch
):
    deep = tmp_path / "disk" / "of" / "somebody"
    deep.mkdir(parents=True)
    (tmp_path / "manifest.csv").touch()
    monkeypatch.setattr(Path, "rglob", lambda *_: pytest.fail("the whole disk was walked"))

    with pytest.raises(NotFound, match=r"Did you mean .manifest\.csv."):
        stores.place(str(tmp_path)).read("manifst.csv")
