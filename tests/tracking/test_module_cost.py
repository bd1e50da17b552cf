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

    told = module_cost(borne, level="Q")

    assert f"version {after.version} of {before.version}" in told
    assert f"{len(after.modules)} modules a side for {len(before.modules)}" in told
    assert module_cost(f"{CHAT}?text=Oi", level="Q") == ""
    assert wording("en").label == "ref"


def test_a_plan_tells_it(tmp_path):
    (tmp_path / "campaign.toml").write_text(
        '[business]\nname = "Sol"\nphone = "(11) 98765-4321"\ncountry = "BR"\n'
        '[tracking]\ncampaign = "spring"\n[[stickers]]\nname = "s"\ndesign = "chat-with-us"\n'
        'rows = "p.csv"\ntext = "Oi"\nstock = "Avery L7160"\n',
        encoding="utf-8",
    )
    (tmp_path / "p.csv").write_text("id\na\nb\n", encoding="utf-8")

    plan = ck.campaign(tmp_path / "campaign.toml").plan()

    assert "s: the reference makes version" in str(plan)
    assert "modules a side" in plan._repr_html_()
