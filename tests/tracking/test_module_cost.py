"""What a reference adds to a code: told before anything is printed."""

from __future__ import annotations

import pytest

import campaignkit as ck
from campaignkit.qr import encode
from campaignkit.tracking import module_cost, wording
from campaignkit.tracking.module_cost import without_reference
from campaignkit.tracking.references import reference
from campaignkit.tracking.tokens import Tokens

CHAT = "https://wa.me/5511987654321"


@pytest.mark.parametrize("language", ["pt_BR", "ar", "hi", "fr", "de"])
@pytest.mark.parametrize("text", ["", "Oi! Vi o cartaz", "مرحبا! رأيت الملصق"])
def test_what_was_added_is_taken_away_again(language, text):
    bare = ck.chat_link("+5511987654321", text)
    borne = Tokens(campaign="x").borne(bare, reference("x", "1"), language=language)

    assert str(reference("x", "1")) in borne
    assert without_reference(borne) == bare


def test_the_cost_is_that_of_the_codes_themselves():
    borne = f"{CHAT}?text=Oi%20%28ref%20K4K6-RD2H%29"
    before, after = encode(f"{CHAT}?text=Oi", level="Q"), encode(borne, level="Q")

    cost = module_cost(borne, level="Q")

    assert cost.versions == (before.version, after.version)
    assert cost.modules == (len(before.modules), len(after.modules)) and cost.is_paid
    assert f"version {after.version} of {before.version}" in str(cost)
    assert f"{len(after.modules)} modules a side for {len(before.modules)}" in str(cost)
    assert module_cost(f"{CHAT}?text=Oi", level="Q") is None
    assert wording("en").label == "ref"


SPEC = (
    '[business]\nname = "Sol"\nphone = "(11) 98765-4321"\ncountry = "BR"\n'
    '[tracking]\ncampaign = "spring"\n[[stickers]]\nname = "s"\ndesign = "chat-with-us"\n'
    'rows = "p.csv"\ntext = "Oi"\nstock = "Avery L7160"\n'
)


@pytest.fixture
def campaign(tmp_path):
    (tmp_path / "campaign.toml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "p.csv").write_text("id\na\nb\n", encoding="utf-8")
    return ck.campaign(tmp_path / "campaign.toml")


def test_a_plan_tells_it(campaign):
    plan = campaign.plan()

    assert "s: the reference makes version" in str(plan)
    assert "modules a side" in plan._repr_html_()


def test_a_build_tells_it_where_it_is_paid(campaign, tmp_path):
    first, again = campaign.build(tmp_path / "out"), campaign.build(tmp_path / "out")

    (told,) = first.references
    assert told.startswith("s: the reference makes version 4 of 3: 33 modules a side for 29")
    assert told in str(first) and told in first._repr_html_()
    assert again.references == first.references and again.reused


def test_what_costs_nothing_is_not_told_of_a_build(campaign, tmp_path):
    longer = SPEC.replace('"Oi"', f'"{"x" * 98}"')
    (tmp_path / "campaign.toml").write_text(longer, encoding="utf-8")

    made = ck.campaign(tmp_path / "campaign.toml")

    assert "the reference costs nothing: version" in str(made.plan())
    assert made.build(tmp_path / "out").references == ()


def test_each_asset_tells_it():
    shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    rows = [{"n": 1}, {"n": 2}]
    pieces = ck.stickers("chat-with-us", shop, rows, text="Oi", token=True)
    sheet = ck.sheet(pieces, stock="Avery L7160")
    codes = ck.qr_codes(rows, shop, kind="chat", text="Oi", token=True)

    costs = [pieces.reference_cost, next(iter(pieces)).reference_cost, sheet.reference_cost]

    assert {str(each) for each in [*costs, codes.reference_cost]} == {str(costs[0])}
    assert costs[0].modules == (29, 33)
    assert "33 modules a side" in pieces._repr_html_()
    assert ck.stickers("chat-with-us", shop, rows, text="Oi").reference_cost is None
    assert ck.stickers("chat-with-us", shop, iter(rows), token=True).reference_cost is None
