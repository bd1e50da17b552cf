"""The wheel that users install: built here, unpacked, and run from where it was put."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel built from this checkout, offline."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def shipped(wheel):
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_under(folder, *, inside):
    """Return the files of a folder of the checkout, as the wheel should name them."""
    found = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in found if path.suffix != ".pyc")
    return {f"{inside}/{name}" for name in names}


def test_the_wheel_holds_every_template_of_the_checkout_and_no_other(shipped):
    in_wheel = {name for name in shipped if name.startswith("campaignkit/templates/")}

    assert in_wheel == files_under(PROJECT / "templates", inside="campaignkit/templates")


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(shipped):
    in_wheel = {name for name in shipped if not name.startswith("campaignkit/templates/")}
    about = {name for name in in_wheel if ".dist-info/" in name}

    assert in_wheel - about == files_under(PROJECT / "campaignkit", inside="campaignkit")


def test_the_wheel_says_that_its_types_may_be_trusted(shipped):
    assert "campaignkit/py.typed" in shipped


def test_the_wheel_carries_the_licence_and_the_notice(shipped):
    licences = {Path(name).name for name in shipped if "/licenses/" in name}

    assert licences == {"LICENSE", "NOTICE"}


def test_the_wheel_asks_for_what_the_project_declares(wheel, shipped):
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (name,) = (name for name in shipped if name.endswith("/METADATA"))

    with ZipFile(wheel) as archive:
        said = message_from_string(archive.read(name).decode())
    asked = [line for line in said.get_all("Requires-Dist") if ";" not in line]
    assert sorted(asked) == sorted(project["dependencies"])
    assert said["Requires-Python"] == project["requires-python"]


def test_an_unpacked_wheel_finds_its_templates_and_its_label_sheets(wheel, tmp_path):
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "from campaignkit import resources, stock\n"
        "print(resources.root())\n"
        "print(stock.find('Avery L7160').name, stock.__file__)"
    )

    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    inside = tmp_path / "campaignkit"
    assert answer.stdout.splitlines() == [
        str(inside / "templates"),
        f"Avery L7160 {inside / 'stock' / '__init__.py'}",
    ]


def test_a_zipped_wheel_can_be_used_as_it_is(wheel, tmp_path):
    code = "from campaignkit import resources; print(resources.names('', ''))"

    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(wheel)!r})\n{code}"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "'stickers'" in answer.stdout
