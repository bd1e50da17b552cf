"""[kit] in a campaign file: the matched set, in a folder, in the manifest."""

from __future__ import annotations

import csv

import pytest

import campaignkit as ck

SHOP = """
[business]
name = "Padaria Sol"
phone = "(11) 98765-4321"
country = "BR"
language = "pt_BR"
"""


def test_a_kit_is_made_into_a_folder_of_its_own_and_listed(tmp_path):
    spec = tmp_path / "campaign.toml"
    spec.write_text(f'{SHOP}\n[kit]\ntheme = "market"\n', "utf-8")
    (tmp_path / "out").mkdir()

    report = ck.campaign(str(spec)).build(str(tmp_path / "out"), check=False)

    assert not report.problems.errors
    made = {path.name for path in (tmp_path / "out" / "kit").iterdir()}
    assert {"window-poster.pdf", "labels.pdf", "links.csv", "contact-sheet.png"} <= made
    with (tmp_path / "out" / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {row["file"] for row in csv.DictReader(file) if row["file"]}
    assert {f"kit/{name}" for name in made} <= listed


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('theme = "markte"', "no theme called 'markte'"),
        ('stock = "Avery L9999x"', "Avery"),
        ('them = "market"', "them"),
    ],
)
def test_a_slip_in_a_kit_is_told_before_anything_is_made(line, words, tmp_path):
    spec = tmp_path / "campaign.toml"
    spec.write_text(f"{SHOP}\n[kit]\n{line}\n", "utf-8")

    try:
        told = str(ck.campaign(str(spec)).problems())
    except ck.CampaignError as err:  # a key that no kit has
        told = str(err)
    assert words in told
