"""Campaign files, opened and saved by the studio."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.build import campaign
from campaignkit.build.starters import start
from campaignkit.business import Business
from campaignkit.widgets import studio, tomltext

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def opened(path):
    made = studio()
    made.file.path.value = str(path)
    made.file.open()
    return made


def calls(made):
    return {name: panel.call.value for name, panel in made.panels.items()}


def test_what_is_saved_is_a_campaign_that_builds(folder):
    made = studio(SHOP, text="Oi! 100 % {{ literal }}", title="Só hoje")
    made.panels["code"].kind.value = "wifi"
    made.panels["code"].fields.boxes["ssid"].value = "Sol"
    made.panels["sheet"].copies.value = 4

    made.file.save()
    assert not campaign("campaign.toml").problems()
    built = campaign("campaign.toml").build("out")
    assert not built.problems.errors
    assert sorted(path.name for path in (folder / "out").rglob("*.pdf")) == [
        "code.pdf",
        "sheet.pdf",
        "sticker.pdf",
    ]


def test_what_is_saved_opens_as_it_was():
    made = studio(SHOP, text='Say "Oi" {{ not a fact }}', note="até as 18 h")
    made.panels["sticker"].desk.shop.primary.value = "#7B2D26"
    made.panels["sheet"].stocks.text.value = "Avery L7163"
    made.panels["sheet"].mini.grid.children[2].click()
    made.panels["sheet"].copies.value = 3
    made.file.save()

    again = opened("campaign.toml")
    again.file.asset.value = "sheet"
    assert calls(again)["sheet"] == calls(made)["sheet"]


def test_each_asset_of_the_starter_campaign_is_shown_in_its_studio():
    start("bakery")
    made = opened("bakery/campaign.toml")
    tabs = {}

    for asset in made.file.asset.options:
        made.file.asset.value = asset
        panel = list(made.panels.values())[made.tabs.selected_index]
        assert (panel.error.value, panel.made is None) == ("", False)
        tabs[asset] = panel.title
    assert tabs == {
        "window": "Sticker",
        "places": "Sheet",
        "tables": "Sheet",
        "catalog": "Sticker",
        "wifi": "Code",
    }


def test_saving_an_opened_campaign_changes_what_was_changed_alone(folder):
    start("bakery")
    before = tomllib.loads((folder / "bakery/campaign.toml").read_text())
    made = opened("bakery/campaign.toml")

    made.file.asset.value = "places"
    made.panels["sheet"].mini.grid.children[4].click()
    made.file.save()
    after = tomllib.loads((folder / "bakery/campaign.toml").read_text())
    changed = [one for one in after["stickers"] if one not in before["stickers"]]
    assert [one["name"] for one in changed] == ["places"]
    assert changed[0]["start"] == 5
    assert changed[0]["rows"] == "places.csv"
    assert after["codes"] == before["codes"]
    assert after["business"] == before["business"]


def test_a_file_that_was_not_opened_is_not_written_over(folder):
    (folder / "campaign.toml").write_text("mine", encoding="utf-8")
    made = studio(SHOP)

    made.file.box.children[0].children[2].click()
    assert "Open it first" in made.file.words.value
    assert (folder / "campaign.toml").read_text() == "mine"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[business", "is not TOML"),
        ('[business]\nname = "x"\nphone = "1"\ncountry = "BR"\n[[codes]]\nname = "c"', "codes"),
    ],
)
def test_a_broken_file_is_answered_in_words(folder, text, said):
    (folder / "campaign.toml").write_text(text, encoding="utf-8")
    made = studio(SHOP)

    made.file.box.children[0].children[1].click()
    assert 'role="alert"' in made.file.words.value
    assert said in made.file.words.value
    assert made.panels["sticker"].made is not None


def test_a_file_that_is_not_there_is_answered_with_the_nearest(folder):
    (folder / "campaing.toml").write_text("", encoding="utf-8")
    made = studio(SHOP)

    made.file.box.children[0].children[1].click()
    assert "Did you mean" in made.file.words.value


VALUES = st.recursive(
    st.text(st.characters(codec="utf-8"))
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("aé .\"'"), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.text("ab-Ω .", min_size=1), VALUES, max_size=4))
def test_toml_that_is_written_is_read_as_it_was(table):
    assert tomllib.loads(tomltext.text({"one": table, "many": [table, {}]})) == {
        "one": table,
        "many": [table, {}],
    }


def test_a_day_is_written_as_a_day():
    assert tomltext.text({"a": {"day": date(2026, 3, 4)}}) == "[a]\nday = 2026-03-04"
