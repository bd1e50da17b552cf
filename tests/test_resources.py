from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from campaignkit import resources
from campaignkit.errors import BadInput, NotFound

PROJECT = Path(__file__).resolve().parent.parent
FIRST = "import campaignkit.resources as resources; print(resources.root())"


def run_with(package: Path) -> subprocess.CompletedProcess[str]:
    """Ask the campaignkit that stands in `package`'s parent where its templates are."""
    command = [sys.executable, "-S", "-c", FIRST]  # -S: no site-packages, so no other campaignkit
    return subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=False)


@pytest.fixture
def copied(tmp_path):
    """A campaignkit copied to another place, without its templates."""
    return Path(shutil.copytree(PROJECT / "campaignkit", tmp_path / "somewhere" / "campaignkit"))


def test_a_checkout_reads_the_templates_at_its_top():
    assert Path(str(resources.root())) == PROJECT / "templates"


def test_an_installed_package_reads_the_templates_inside_it(copied):
    (copied / "templates").mkdir()

    assert run_with(copied).stdout.strip() == str(copied / "templates")


def test_a_templates_folder_beside_the_package_is_ours_only_next_to_a_pyproject_toml(copied):
    beside = copied.parent / "templates"
    beside.mkdir()

    refused = run_with(copied)
    (copied.parent / "pyproject.toml").touch()
    assert "NotFound" in refused.stderr
    assert run_with(copied).stdout.strip() == str(beside)


def test_templates_in_neither_place_are_not_found_and_both_places_are_named(copied):
    said = run_with(copied).stderr.splitlines()[-1]

    assert said == (
        f"campaignkit.errors.NotFound: The templates are missing: looked in {copied / 'templates'} "
        f"and {copied.parent / 'templates'}. Install campaignkit again."
    )


@pytest.fixture
def designs(tmp_path, monkeypatch):
    """Two designs and a folder, in place of the real ones."""
    folder = tmp_path / "stickers"
    (folder / "artwork").mkdir(parents=True)
    (folder / "table-number.toml").write_text("# मेज़\n", encoding="utf-8")
    (folder / "chat-with-us.toml").write_text("", encoding="utf-8")
    (folder / "notes.txt").write_text("", encoding="utf-8")
    monkeypatch.setattr(resources, "root", lambda: tmp_path)


@pytest.mark.usefixtures("designs")
def test_names_are_sorted_and_without_their_suffix():
    assert resources.names("stickers", ".toml") == ["chat-with-us", "table-number"]
    assert resources.names("stickers", "") == ["artwork"]


@pytest.mark.usefixtures("designs")
def test_text_is_read_as_utf8_whatever_the_machine_prefers():
    assert resources.text("stickers", "table-number", ".toml") == "# मेज़\n"


@pytest.mark.usefixtures("designs")
def test_a_misspelt_name_is_not_found_and_the_near_one_is_offered():
    with pytest.raises(NotFound, match=r"no template called 'table-numbr'\. Did you mean 'table-n"):
        resources.text("stickers", "table-numbr", ".toml")


@pytest.mark.usefixtures("designs")
def test_a_strange_name_is_not_found_and_all_names_are_listed():
    with pytest.raises(NotFound, match=r"There are: chat-with-us, table-number\.$"):
        resources.text("stickers", "zzz", ".toml")


@pytest.mark.usefixtures("designs")
@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "artwork/../table-number", ""])
def test_a_name_cannot_leave_its_folder(name):
    with pytest.raises(NotFound):
        resources.text("stickers", name, ".toml")


def test_a_users_file_is_read_as_utf8_with_or_without_a_mark(tmp_path):
    (tmp_path / "campaign.toml").write_bytes("\ufeffname = 'Açaí'".encode())

    text = resources.user_text(str(tmp_path / "campaign.toml"), what="campaign")
    assert text == "name = 'Açaí'"


def test_a_users_missing_file_is_answered_with_the_near_one_beside_it(tmp_path):
    (tmp_path / "campaign.toml").touch()

    with pytest.raises(
        NotFound, match=r"no campaign file .*campain\.toml\. Did you mean 'campaign"
    ):
        resources.user_text(str(tmp_path / "campain.toml"), what="campaign")


def test_a_users_file_in_a_missing_folder_says_to_check_the_path(tmp_path):
    with pytest.raises(NotFound, match=r"no design file .*\. Check the path\.$"):
        resources.user_text(str(tmp_path / "nowhere" / "mine.toml"), what="design")


def test_a_folder_in_place_of_a_file_cannot_be_read(tmp_path):
    with pytest.raises(BadInput, match=r"design file .* cannot be read: Is a directory"):
        resources.user_text(str(tmp_path), what="design")


def test_a_file_in_another_encoding_is_refused_with_the_line(tmp_path):
    (tmp_path / "latin.toml").write_bytes("a = 1\nb = 'Açaí'\n".encode("latin-1"))

    with pytest.raises(
        BadInput, match=r"latin\.toml, line 2, is not UTF-8 text\. Save it as UTF-8"
    ):
        resources.user_text(str(tmp_path / "latin.toml"), what="campaign")


def test_a_folder_that_is_not_there_is_said():
    with pytest.raises(NotFound, match=r"no folder 'messages/xx' among the templates"):
        resources.names("messages/xx", ".j2")
