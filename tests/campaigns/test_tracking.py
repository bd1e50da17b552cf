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
    def build(text, table=None):
        if table is not None:
            (tmp_path / "own.csv").write_text(table, encoding="utf-8")
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


@pytest.mark.parametrize(
    "head", ["Ponto de venda", "NOME_FEIRA", "Loja", "Punto de venta", "اسم المكان", "दुकान"]
)
def test_the_place_of_a_piece_is_known_by_what_people_call_the_column(built, head):
    tracked = f"[tracking]\n{STICKERS}".replace("{{ place }}", f"{{{{ row['{head}'] }}}}")
    table = f"id,{head}\na,Feira\nb,Largo\n"

    lines = built(tracked.replace("places.csv", "own.csv"), table)
    assert [line["place"] for line in lines] == ["Feira", "Feira", "Largo", "Largo"]


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


def test_a_piece_in_two_formats_is_one(tmp_path, built):
    sticker = '[[stickers]]\nname = "m"\ndesign = "chat-with-us"\nformats = ["pdf", "png"]\n'
    lines = built("[tracking]\n" + sticker)
    said = [{"phone": "+5511987650001", "message": ck.parse_link(lines[0]["payload"]).text}]

    found = ck.replies(said).match(tmp_path / "out")

    assert len(lines) == 2 and len(found.pieces.every) == 1
    assert [one.how for one in found] == ["exact"]
    assert [(row.pieces, row.conversations) for row in ck.report(tmp_path / "out", said)] == [
        (1, 1)
    ]


def test_a_campaign_built_again_tells_the_same_pieces(tmp_path, built):
    before = built("[tracking]\n" + STICKERS)
    rows = [*reversed(before)]  # its table was sorted anew
    again = [line | {"row": str(number)} for number, line in enumerate(rows, 1)]
    said = [{"phone": "+5511987650001", "message": ck.parse_link(before[0]["payload"]).text}]

    found = ck.replies(said).match([*before, *again])

    assert len(found.pieces.every) == 6
    assert [(one.how, one.place) for one in found] == [("exact", "Feira")]


def test_assets_of_one_campaign_name_have_references_of_their_own(tmp_path, built):
    both = '[tracking]\ncampaign = "natal"\n' + STICKERS + STICKERS.replace('"markets"', '"b"')

    lines = built(both)

    assert len({line["token"] for line in lines}) == 12
    alone = ck.campaign(tmp_path / "campaign.toml").build(tmp_path / "alone", only="b")
    assert not alone.problems
    with (tmp_path / "alone/manifest.csv").open(encoding="utf-8", newline="") as file:
        made = [line["token"] for line in csv.DictReader(file)]
    assert made == [line["token"] for line in lines if line["asset"] == "b"]
    assert [line["token"] for line in built(both)] == [line["token"] for line in lines]


def test_shops_have_references_of_their_own(tmp_path, built):
    shops = tmp_path / "shops.csv"
    head = "code,name,phone,country,language\n"
    sol, lua = "sol,Sol,(11) 98765-4321,BR,pt_BR\n", "lua,Lua,(21) 98123-4567,BR,pt_BR\n"
    shops.write_text(head + sol, encoding="utf-8")
    text = '[shops]\nrows = "shops.csv"\n[tracking]\n' + STICKERS

    first = built(text)
    shops.write_text(head + lua + sol, encoding="utf-8")
    lines = built(text)

    assert len({line["token"] for line in lines}) == 12
    kept = [line["token"] for line in lines if line["shop"] == "sol"]
    assert kept == [line["token"] for line in first]  # a shop more changes no other's
    shops.write_text(head + lua + sol.replace("sol,", "sol-2,", 1), encoding="utf-8")
    renamed = built(text)
    assert not set(kept) & {line["token"] for line in renamed}


def test_a_reference_on_two_pieces_is_told(tmp_path):
    sticker = 'design = "chat-with-us"\ntext = "Oi (ref K4K6-RD2H)"\nformats = ["pdf", "png"]\n'
    text = "".join(f'[[stickers]]\nname = "{name}"\n{sticker}' for name in ("a", "b"))
    (tmp_path / "campaign.toml").write_text(SHOP + "[tracking]\n" + text, encoding="utf-8")

    result = ck.campaign(tmp_path / "campaign.toml").build(tmp_path / "out")

    (problem,) = result.problems
    assert (problem.rule, problem.severity) == ("build.reference-twice", "warning")
    assert problem.value == "K4K6-RD2H" and problem.where.file == "b"
    (again,) = ck.campaign(tmp_path / "campaign.toml").build(tmp_path / "out").problems
    assert again.message == problem.message
