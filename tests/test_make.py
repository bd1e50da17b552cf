"""What `make` says to someone whose machine lacks something: in words, and then it stops."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
MAKE = shutil.which("make")

pytestmark = pytest.mark.skipif(MAKE is None, reason="make is not installed")


@pytest.fixture
def desk(tmp_path):
    """A folder with the Makefile and a folder `bin` of programs that stand before the real ones."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(PROJECT / name, tmp_path)
    (tmp_path / "bin").mkdir()
    return tmp_path


def program(desk, name, *lines):
    path = desk / "bin" / name
    path.write_text("\n".join(["#!/bin/sh", *lines]) + "\n", encoding="utf-8")
    path.chmod(0o755)


def make(desk, *words, path=None, **variables):
    """Run make; return its status and all that it said."""
    search = f"{desk / 'bin'}{os.pathsep}{os.environ['PATH'] if path is None else path}"
    done = subprocess.run(
        [MAKE, "--no-print-directory", *words],
        cwd=desk,
        env={"PATH": search, "HOME": str(desk), **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_make_alone_says_what_it_can_do(desk):
    status, said = make(desk)

    assert status == 0
    assert [line.split("  ")[0] for line in said.splitlines()] == [
        "make demo",
        "make test",
        "make test-lowest",
        "make clean",
    ]


def test_a_machine_without_python_is_told_which_one_is_needed(desk):
    status, said = make(desk, "test", "PYTHON=python9")

    assert status == 2
    assert "There is no python9 here. campaignkit needs Python 3.11 or newer" in said
    assert "make test PYTHON=/path/to/python3.12" in said
    assert not (desk / ".venv").exists()


def test_an_older_python_is_named_with_its_version(desk):
    program(desk, "python3", 'test "$1" = --version && echo Python 3.9.2 && exit', "exit 1")

    status, said = make(desk, "demo")
    assert status == 2
    assert "python3 is Python 3.9.2. campaignkit needs Python 3.11 or newer." in said
    assert not (desk / ".venv").exists()


def test_a_python_without_venv_is_answered_with_the_package_to_install(desk):
    program(desk, "id", "echo 1000")  # not root
    (desk / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")

    status, said = make(desk, "demo", f"PYTHON={sys.executable}", PYTHONPATH=str(desk))
    version = "{}.{}".format(*sys.version_info)
    assert status == 2
    assert f"as root:  apt-get install python{version}-venv\nThen run make again." in said
    assert not (desk / ".venv").exists()


def test_a_failed_download_says_that_the_network_is_needed_once(desk):
    status, said = make(desk, "demo", f"PYTHON={sys.executable}", PIP_NO_INDEX="1")

    assert status == 2
    assert "This step needs the network, once;" in said
    assert (desk / ".venv/.made").exists()
    assert not (desk / ".venv/.runs").exists()


def test_missing_tools_do_not_stop_the_tests_but_are_named(desk):
    status, said = make(desk, "tools", path="")

    assert status == 0
    assert "Not installed: poppler-utils mupdf-tools qpdf" in said
    assert "as root:  apt-get install poppler-utils mupdf-tools qpdf" in said
