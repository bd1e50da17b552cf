"""Campaign.save(): a campaign written as a file, with the comments of the one it came from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import campaignkit as ck

SHOP = ck.Business(
    "Padaria Sol",
    phone="(11) 98765-4321",
    country="BR",
    language="pt_BR",
    colors=["#7B2D26", "#F0C987"],
)
FILE = """# Begun in March
[business]
name = "Padaria Sol"  # since 1998
phone = "(11) 98765-4321"
country = "BR"

[[codes]]
name = "tables"
text = "Mesa {{ n }}"
rows = "tables.csv"
"""


def test_a_campaign_of_a_file_is_saved_with_its_comments(tmp_path: Path) -> None:
    (tmp_path / "campaign.toml").write_text(FILE)

    saved = ck.campaign(tmp_path / "campaign.toml").save(tmp_path / "copy.toml")

    assert saved == tmp_path / "copy.toml"
    assert saved.read_text() == FILE


def test_paths_are_written_as_seen_from_the_new_place(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "old" / "tables.csv").write_text("n\n1\n2\n")
    (tmp_path / "old" / "campaign.toml").write_text(FILE)

    saved = ck.campaign(tmp_path / "old" / "campaign.toml").save(tmp_path / "new" / "c.toml")

    assert 'rows = "../old/tables.csv"' in saved.read_text()
    assert [each.rows for each in ck.campaign(saved).plan()] == [2]


def test_each_path_of_a_list_is_written_as_seen_from_the_new_place(tmp_path: Path) -> None:
    pack = {"name": "bread", "title": "Sol", "pictures": ["a.png", "b.png"], "emojis": "🥖"}
    made = ck.Campaign(SHOP, packs=[pack], folder=tmp_path)
    (tmp_path / "new").mkdir()

    saved = made.save(tmp_path / "new" / "campaign.toml")

    assert 'pictures = ["../a.png", "../b.png"]' in saved.read_text()


def test_a_campaign_of_values_makes_the_same_from_its_file(tmp_path: Path) -> None:
    rows = [{"n": 1, "day": date(2026, 3, 4)}, {"n": 2, "day": date(2026, 3, 5)}]
    table = {"name": "tables", "text": "Mesa {{ n }}", "rows": rows, "size_mm": 30}
    made = ck.Campaign(SHOP, codes=[table])

    again = ck.campaign(made.save(tmp_path / "campaign.toml"))

    assert again.files() == made.files()


def test_rows_that_no_file_could_hold_are_refused_with_what_to_do(tmp_path: Path) -> None:
    table = {"name": "tables", "text": "{{ n }}", "rows": [{"n": object()}]}

    with pytest.raises(ck.BadInput, match=r"rows of 'tables' are no file.*Save them as a CSV"):
        ck.Campaign(SHOP, codes=[table]).save(tmp_path / "campaign.toml")
    assert list(tmp_path.iterdir()) == []
