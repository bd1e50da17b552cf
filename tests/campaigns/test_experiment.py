"""[experiment] in a campaign file: drawn, planned, listed, and the same whoever builds."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import pytest

import campaignkit as ck
from campaignkit.errors import BadInput

SHOP = '[business]\nname = "Sol"\nphone = "(11) 98765-4321"\ncountry = "BR"\nlanguage = "pt_BR"\n'
TRIED = """
[tracking]
campaign = "spring"

[experiment]
holdout = 0.2
seed = 7
strata = "city"
begins = 2026-11-01
ends = 2026-12-31

[experiment.variants.short]
text = "Oi"

[experiment.variants.long]
text = "Oi, vi na {{ Lugar }}"
"""
STICKERS = """
[[stickers]]
name = "markets"
design = "chat-with-us"
rows = "places.csv"
stock = "Avery L7160"
"""


@pytest.fixture
def campaign(tmp_path):
    def make(text, order=1):
        lines = [f"p{n},Feira {n},{'SP' if n % 3 else 'Rio'}" for n in range(40)][::order]
        (tmp_path / "places.csv").write_text(
            "\n".join(["id,Lugar,city", *lines]) + "\n", encoding="utf-8"
        )
        (tmp_path / "campaign.toml").write_text(SHOP + text, encoding="utf-8")
        return ck.campaign(tmp_path / "campaign.toml")

    return make


def listed(folder):
    return list(csv.DictReader((folder / "manifest.csv").read_text("utf-8").splitlines()))


def test_every_row_has_its_fate_and_its_arm(campaign, tmp_path):
    built = campaign(TRIED + STICKERS).build(tmp_path / "out")

    lines = listed(tmp_path / "out")
    assert built and len(lines) == 40
    assert Counter((line["variant"], line["status"]) for line in lines) == {
        ("short", "ok"): 16,
        ("long", "ok"): 16,
        ("none", "held"): 8,
    }
    assert {line["block"] for line in lines} == {"SP", "Rio"}
    assert {line["experiment"] for line in lines} == {"seed=7 begins=2026-11-01 ends=2026-12-31"}
    held = next(line for line in lines if line["status"] == "held")
    assert held["problem"] == "Held out of the experiment: nothing is printed here."
    assert held["place"].startswith("Feira") and not held["payload"] and not held["file"]


def test_a_line_says_where_it_hangs_what_it_looks_like_and_what_it_speaks(campaign, tmp_path):
    campaign(STICKERS).build(tmp_path / "out")

    (first, *_) = listed(tmp_path / "out")
    assert (
        first["place"],
        first["design"],
        first["language"],
        first["page"],
        first["position"],
    ) == (
        *("Feira 0", "chat-with-us", "pt_BR"),
        *("1", "1"),
    )
    assert first["variant"] == first["experiment"] == ""


def test_the_bytes_are_the_same_in_processes_and_a_second_build_makes_nothing(campaign, tmp_path):
    made = campaign(TRIED + STICKERS)
    made.build(tmp_path / "one")
    with ProcessPoolExecutor(2) as executor:
        made.build(tmp_path / "two", executor=executor)

    for name in ("manifest.csv", "markets.pdf"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    again = made.build(tmp_path / "one")
    assert again.reused == again.made == 32


def test_neither_the_process_nor_its_hash_seed_changes_a_byte(campaign, tmp_path):
    text = STICKERS.replace('stock = "Avery L7160"\n', 'formats = ["svg"]\n')
    campaign(TRIED.replace('"city"', '["city", "Lugar"]\nmatch = "n"') + text)
    rows = "".join(f"p{n},Feira {n % 4},{'SP' if n % 3 else 'Rio'},{n % 7}\n" for n in range(40))
    (tmp_path / "places.csv").write_text("id,Lugar,city,n\n" + rows, encoding="utf-8")
    build = "import sys; from campaignkit import campaign; campaign(sys.argv[1]).build(sys.argv[2])"
    for seed in ("1", "4242"):
        command = [sys.executable, "-c", build, tmp_path / "campaign.toml", tmp_path / seed]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})

    one, other = ((tmp_path / seed / "manifest.csv").read_bytes() for seed in ("1", "4242"))
    assert len({line["variant"] for line in listed(tmp_path / "1")}) == 3
    assert one == other


def test_a_table_sorted_anew_draws_the_same(campaign, tmp_path):
    def arms(order):
        campaign(TRIED + STICKERS, order).build(tmp_path / str(order))
        return {line["key"]: line["variant"] for line in listed(tmp_path / str(order))}

    assert arms(1) == arms(-1)


def test_all_assets_draw_as_one_and_each_may_stay_out(campaign, tmp_path):
    codes = '[[codes]]\nname = "codes"\nrows = "places.csv"\ntext = "{{ Lugar }}"\n'
    links = '[[links]]\nname = "links"\nkind = "chat"\nrows = "places.csv"\nexperiment = false\n'
    links += 'fields = { text = "x" }\n'
    campaign(TRIED + STICKERS + codes + links).build(tmp_path / "out")

    by_asset: dict[str, dict[str, str]] = {}
    for line in listed(tmp_path / "out"):
        by_asset.setdefault(line["asset"], {})[line["key"]] = line["variant"]
    assert by_asset["markets"] == by_asset["codes"]
    assert set(by_asset["links"].values()) == {""}


def test_files_of_their_own_and_links_pass_over_what_is_held_out(campaign, tmp_path):
    files = STICKERS.replace('stock = "Avery L7160"\n', "")
    links = '[[links]]\nname = "links"\nkind = "chat"\nrows = "places.csv"\n'
    text = TRIED.replace("text =", "title =") + files + "experiment = { holdout = 0.5 }\n"
    campaign(text + links + "experiment = { holdout = 0.5, name = 'x' }\n").build(
        tmp_path / "out", check=False
    )

    states = Counter((line["asset"], line["status"]) for line in listed(tmp_path / "out"))
    assert states == {
        **{("markets", "unchecked"): 20, ("markets", "held"): 20},
        **{("links", "unchecked"): 20, ("links", "held"): 20},
    }


def test_the_plan_says_who_gets_what_and_what_will_show(campaign):
    plan = campaign(TRIED.replace("seed = 7", "seed = 7\nexpected = 6") + STICKERS).plan()

    (asset,) = plan
    assert (asset.rows, asset.labels) == (32, 32)
    assert "short 16, long 16, none 8; balanced in each city (SP 26, Rio 14); where" in str(plan)
    assert "x or more shows 4 times in 5" in plan._repr_html_()


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("text =", "stock =", "in which variants cannot differ"),
        ('text = "Oi"', 'design = "no-such"', "no-such"),
        ('strata = "city"', 'strata = "town"', "no column of"),
        ("holdout = 0.2", "holdout = 2", "no share of the rows"),
        ("[experiment]", "[[experiment]]", "experiment"),
    ],
)
def test_what_is_wrong_is_told(campaign, was, now, words):
    text = TRIED.replace(was, now)
    if now.startswith("[["):
        text = "[[experiment]]\nholdout = 0.2\n"

    with pytest.raises(BadInput, match=words):
        campaign(text + STICKERS).plan()


def test_each_mistake_of_a_variant_is_told_at_its_own_key_and_line(campaign):
    text = TRIED.replace('"Oi"', '"Oi {{ nowhere }}"').replace("{{ Lugar }}", "{{ Lugar }")
    text += 'design = "no-such"\n'

    problems = campaign(text + STICKERS).problems()

    assert sorted((each.where.line, each.where.key) for each in problems) == [
        (18, "experiment.variants.short.text"),
        (21, "experiment.variants.long.text"),
        (22, "experiment.variants.long.design"),
    ]


def test_what_variants_have_in_common_is_told_once_where_it_stands(campaign):
    own = "experiment = { variants = { a = {}, b = { title = 'Oi', tekst = 'x' } } }\n"
    wrong = STICKERS + 'note = "{{ nowhere }}"\ntext = "{{ nobody }}"\n' + own

    problems = campaign(wrong).problems()

    assert sorted(each.where.key for each in problems) == [
        "stickers.1.experiment.variants.b.tekst",
        "stickers.1.note",
        "stickers.1.text",
    ]


def test_a_mistake_of_what_all_assets_share_is_told_in_their_table(campaign):
    text = '[tracking]\npattern = "no reference"\n'

    (problem,) = campaign(text + STICKERS).problems()

    assert (problem.where.key, problem.where.line) == ("tracking", 6)


def test_saved_elsewhere_it_is_the_same(campaign, tmp_path):
    made = campaign(TRIED + STICKERS)
    (tmp_path / "there").mkdir()

    made.save(tmp_path / "there" / "campaign.toml")

    again = ck.campaign(tmp_path / "there" / "campaign.toml")
    assert str(again.plan()) == str(made.plan())
