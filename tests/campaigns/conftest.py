"""What tests of single tables share: a folder, a campaign file in it, and its manifest."""

from __future__ import annotations

import csv
from types import SimpleNamespace

import pytest

import campaignkit as ck

BUSINESS = """\
[business]
name = "Padaria Sol"
phone = "(11) 98765-4321"
country = "BR"
language = "pt_BR"
"""


class Bench(SimpleNamespace):
    """A folder: files are written into it, campaigns of it made, what they make looked at."""

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def campaign(self, *tables):
        self.write("campaign.toml", "\n".join((BUSINESS, *tables)))
        return ck.campaign(self.folder / "campaign.toml")

    def line(self, problem):
        """Return the line of the campaign file that a problem stands in."""
        text = (self.folder / "campaign.toml").read_text(encoding="utf-8")
        return text.splitlines()[problem.where.line - 1]

    def manifest(self, out="out"):
        with (self.folder / out / "manifest.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def files(self, out="out"):
        """Return the bytes of every file made, by its name."""
        root = self.folder / out
        below = (path for path in root.rglob("*") if path.is_file())
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in below}

    def table(self, name, out="out"):
        with (self.folder / out / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def bench(tmp_path):
    return Bench(folder=tmp_path, out=tmp_path / "out")


@pytest.fixture
def sol():
    return ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
