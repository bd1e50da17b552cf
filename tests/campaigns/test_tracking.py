"""References in a campaign file: every piece listed with its own, and known again when it scans."""

from __future__ import annotations

import csv

import pytest

import campaignkit as ck
from campaignkit.errors import BadInput

SHOP = '[business]\nname = "Sol"\nphone = "(11) 98765-4321"\ncountry = "BR"\nlanguage = "pt_BR"\n'
STICKERS = """
[[stickers]]
name = "markets"
design = "chat-with-us"
rows = "places.csv"
text = "Oi! Vi na {{ place }}"
stock = "Avery L7160"
copies = 2
"""


@pytest.fixture
def built(tmp_path):
    def build(text):
        (tmp_path / "places.csv").write_text("id,place\na,Feira\nb,Largo\nc,Sé\n", encoding="utf-8")
        (tmp_path / "campaign.toml").write_text(SHOP + text, encoding="utf-8")
        ck.campaign(tmp_path / "campaign.toml").build(tmp_path / "out")
        lines = (tmp_path / "out" / "manifest.csv").read_text(encoding="utf-8").splitlines()
        return list(csv.DictReader(lines))

    return build


def test_every_piece_has_its_reference_in_the_manifest(built):
    lines = built("[tracking]\ncampaign = 'spring'\n" + STICKERS)

    assert [line["row"] for line in lines] == ["1", "1", "2", "2", "3", "3"]
    assert len({line["token"] for line in lines}) == 6
    assert all(line["token"] in line["payload"] for line in lines)
    assert lines[0]["token"] == str(ck.Tokens(campaign="spring").of("a"))


def test_an_asset_may_have_its_own_or_none(built):
    own = STICKERS.replace('"markets"', '"b"') + 'token = "[{{ token }}]"\n'
    none = STICKERS.replace('"markets"', '"c"') + "token = false\n"

    lines = built("[tracking]\n" + STICKERS + own + none)

    by_asset = {line["asset"]: line for line in lines}
    assert "%20%28ref%20" in by_asset["markets"]["payload"]
    assert "%20%5B" in by_asset["b"]["payload"]
    assert by_asset["c"]["token"] == "" and "ref" not in by_asset["c"]["payload"]


def test_the_plan_counts_each_copy(tmp_path, built):
    built(STICKERS + "token = true\n")

    (asset,) = ck.campaign(tmp_path / "campaign.toml").plan().assets
    assert asset.labels == 6


def test_codes_and_links_are_tracked_too(built):
    lines = built(
        '[tracking]\n[[codes]]\nname = "codes"\nrows = "places.csv"\ntext = "{{ place }}"\n'
        '[[links]]\nname = "links"\nkind = "chat"\nrows = "places.csv"\n'
        'fields = { text = "{{ place }}" }\n'
    )

    assert len({line["token"] for line in lines}) == 6


def test_from_a_build_to_the_place_that_brought_most(tmp_path, built):
    lines = built("[tracking]\n" + STICKERS)
    said = [
        {"phone": f"+5511987650{n:03d}", "message": ck.parse_link(line["payload"]).text}
        for n, line in enumerate(
            line for line in lines for _ in range(1 + 4 * (line["key"] == "b"))
        )
    ]

    made = ck.report(tmp_path / "out", said, by="key")

    assert [(row.name, row.pieces, row.conversations) for row in made][:1] == [("b", 2, 10)]


def test_what_is_wrong_is_told_with_its_line(tmp_path, built):
    with pytest.raises(BadInput, match="does not say where the reference stands"):
        built(STICKERS + 'token = "ref"\n')
    with pytest.raises(BadInput, match="tracking"):
        built("tracking = 5\n" + STICKERS)


def test_what_is_wrong_with_the_references_of_all_is_told_once_where_it_stands(built):
    with pytest.raises(BadInput) as caught:
        built('[tracking]\ncampain = "spring"\n' + STICKERS)

    (problem,) = caught.value.problems
    assert (problem.where.key, problem.where.line) == ("tracking.campain", SHOP.count("\n") + 2)


def test_what_has_no_place_for_a_reference_stays_without_one(built):
    fields = 'fields = { ssid = "Sol", password = "pao quente" }\n'
    wifi = f'[[codes]]\nname = "wifi"\nkind = "wifi"\n{fields}'

    lines = built("[tracking]\n" + STICKERS + wifi)

    (code,) = [line for line in lines if line["asset"] == "wifi"]
    assert (code["status"], code["token"]) == ("ok", "")
    failed = built(wifi + "token = true\n")
    assert "has no place for a reference" in failed[0]["problem"]
