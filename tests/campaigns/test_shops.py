"""Many shops in one campaign: everything once for each, and a bad shop is an outcome."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import campaignkit as ck
from campaignkit.campaigns.forms.form import ShopsForm
from campaignkit.campaigns.shops import Seller, Sellers
from campaignkit.jobs.ledger import Snapshots

SHOPS = """\
code,Nome da loja,WhatsApp,País,Idioma,Cor,overrides
sol,Padaria Sol,(11) 98765-4321,BR,pt_BR,#7B2D26,
lua,Bar Lua,612 345 678,ES,es,#1F4E79,"places = { title = ""Solo {{ place }}"" }"
bad,Sem Fone,12,BR,pt_BR,,
mar,Casa Mar,(21) 98123-4567,BR,pt_BR,,"window = false"
"""
PLACES = "id,shop,place\na,sol,Metro\nb,sol,Feira\nc,lua,Plaza\nd,bad,Rua\ne,nobody,Lugar\n"
LABEL = {"name": "door", "design": "chat-with-us", "text": "Oi", "size_mm": [100, 140]}
FILE = """\
[shops]
rows = "shops.csv"

[[stickers]]
name = "window"
design = "open-for-business"
size_mm = [100, 140]

[[stickers]]
name = "places"
design = "chat-with-us"
rows = "places.csv"
by = "shop"
text = "Oi {{ place }}"
title = "{{ place }}"
stock = "Avery L7160"
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("shops.csv").write_text(SHOPS, encoding="utf-8")
    Path("places.csv").write_text(PLACES, encoding="utf-8")
    Path("campaign.toml").write_text(FILE, encoding="utf-8")
    return tmp_path


def lines(folder: str = "out") -> list[dict[str, str]]:
    with Path(folder, "manifest.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_each_shop_has_a_folder_and_the_rows_that_are_its_own():
    built = ck.campaign("campaign.toml").build("out")

    assert built.files == (
        *("sol/window.pdf", "sol/places.pdf"),
        *("lua/window.pdf", "lua/places.pdf"),
    )
    places = [line for line in lines() if line["asset"] == "places" and line["status"] == "ok"]
    assert [(line["shop"], line["row"], line["line"], line["key"]) for line in places] == [
        *(("sol", "1", "2", "a"), ("sol", "2", "3", "b"), ("lua", "3", "4", "c")),
    ]
    assert {line["payload"].partition("?")[0] for line in places} == {
        "https://wa.me/5511987654321",
        "https://wa.me/34612345678",
    }


def test_every_row_has_its_fate_whatever_its_shop_is():
    built = ck.campaign("campaign.toml").build("out")

    fates = {(line["shop"], line["asset"], line["row"]): line["status"] for line in lines()}
    assert fates["bad", "window", ""] == fates["bad", "places", "4"] == "failed"
    assert fates["", "places", "5"] == "failed"
    assert fates["mar", "window", ""] == "held"
    assert {row for _shop, asset, row in fates if asset == "places"} == {"1", "2", "3", "4", "5"}
    assert not built
    assert {each.rule for each in built.problems.errors} >= {"shop.unknown"}
    assert str(built).count("12' has") == 1  # a bad shop is told once, not once an asset


def test_a_shop_speaks_its_own_language_and_has_its_own_settings():
    ck.campaign("campaign.toml").build("out")

    text = ck.check("out/lua/places.pdf")
    assert not text.errors
    import pypdf

    page = pypdf.PdfReader("out/lua/places.pdf").pages[0].extract_text()
    assert "Solo Plaza" in " ".join(page.split())
    assert "Bar Lua" in page  # and not its key, though the column is called like the fact
    assert "Solo" not in pypdf.PdfReader("out/sol/places.pdf").pages[0].extract_text()


def test_the_plan_counts_all_shops():
    (window, places) = ck.campaign("campaign.toml").plan()

    assert (window.files, window.file) == (3, "*/window.pdf")
    assert (places.rows, places.labels, places.pages) == (3, 3, 2)


@pytest.mark.parametrize(
    "head",
    [
        "Loja,Telefone,País,Idioma,Horário,Endereço",
        "shop,phone,country,language,hours,address",
        "Negócio,Zap,País,Língua,Horário de atendimento,Endereço",
        "Tienda,Móvil,País,Idioma,Horario,Dirección",
        "Boutique,Portable,Pays,Langue,Horaires,Adresse",
        "नाम,फ़ोन,देश,भाषा,समय,पता",
        "दुकान,मोबाइल नंबर,देश,भाषा,खुलने का समय,पता",
        "اسم المتجر,رقم الجوال,الدولة,اللغة,مواعيد العمل,العنوان",
        "المحل,واتساب,البلد,اللغة,ساعات العمل,العنوان",
    ],
)
def test_the_columns_of_shops_are_known_by_what_people_call_them(head: str):
    row = "Padaria Sol,(11) 98765-4321,Brasil,pt_BR,6h-20h,Rua A 1"
    Path("own.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")

    (seller,) = sellers_of("own.csv")
    assert seller.shop == ck.Business(
        "Padaria Sol",
        phone="(11) 98765-4321",
        country="BR",
        language="pt_BR",
        hours="6h-20h",
        address="Rua A 1",
    )
    assert seller.key == "Padaria Sol"


def test_a_column_called_shop_is_the_key_where_another_has_the_names():
    table = [{"shop": "s1", "name": "Sol", "phone": "(11) 98765-4321", "country": "BR"}]

    (seller,) = sellers_of(table)
    assert (seller.key, seller.shop and seller.shop.name) == ("s1", "Sol")


@pytest.mark.parametrize("needed", ["name", "phone"])
def test_a_table_of_shops_without_names_or_phones_is_told_once(needed: str):
    row = {"name": "Sol", "phone": "(11) 98765-4321", "country": "BR", "obs": "x"}
    del row[needed]

    with pytest.raises(ck.BadInput, match=f"no column of the shops' {needed}s.*There are: .*obs"):
        ck.Campaign(shops=[row], codes=[{"name": "c", "text": "Oi"}]).plan()


def sellers_of(table: Any) -> list[Seller]:
    with Snapshots() as snapshots:
        return [*Sellers(ShopsForm(rows=table), Path(), None, snapshots)]


def test_a_fault_of_the_campaign_is_told_once_and_nothing_is_made():
    Path("campaign.toml").write_text(FILE.replace("chat-with-us", "chta-with-us"), encoding="utf-8")

    with pytest.raises(ck.BadInput, match=r"line 11.*Did you mean 'chat-with-us'") as caught:
        ck.campaign("campaign.toml").build("out")
    assert len(caught.value.problems) == 1
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "change, said",
    [
        (('rows = "shops.csv"', 'rows = "shop.csv"'), "Did you mean 'shops.csv'"),
        (('rows = "shops.csv"', 'rows = "shops.csv"\nkey = "cod"'), "key='cod' is no column"),
        (
            ('rows = "shops.csv"', 'rows = "shops.csv"\nkey = "zzzz"'),
            "'zzzz' is.* There are: .*Idioma",
        ),
        (('by = "shop"', 'by = "shp"'), "by='shp' is no column.*'shop'"),
        (('[shops]\nrows = "shops.csv"\n', ""), "nobody sells"),
    ],
)
def test_a_table_of_shops_that_cannot_be_used_is_said(change: tuple[str, str], said: str):
    Path("campaign.toml").write_text(FILE.replace(*change), encoding="utf-8")

    with pytest.raises(ck.CampaignError, match=said):
        ck.campaign("campaign.toml").plan()


@pytest.mark.parametrize(
    "cell, said",
    [
        ("places = 3", "are no table"),
        ("places = {", "are no TOML"),
        ("own.toml", "cannot be read"),
        ("places = { titel = 'x' }", "titel"),
    ],
)
def test_settings_of_a_shop_that_cannot_be_are_its_own_fault(cell: str, said: str):
    shops = [
        {"id": "a", "name": "Sol", "phone": "(11) 98765-4321", "country": "BR", "overrides": cell},
        {"id": "b", "name": "Lua", "phone": "(11) 98765-4322", "country": "BR", "overrides": ""},
    ]
    codes = {"name": "places", "text": "{{ phone }}"}
    built = ck.Campaign(shops=shops, codes=[codes]).build("out", check=False)

    assert built.files == ("b/places.pdf",)
    assert said in str(built)


def test_settings_of_an_asset_that_there_is_not_are_told():
    text = FILE.replace('name = "window"', 'name = "windows"')
    Path("campaign.toml").write_text(text, encoding="utf-8")

    (told,) = [one for one in ck.campaign("campaign.toml").report() if "settings are" in one]
    assert told.startswith("warning: shops.csv, shop mar, line 5, row 4: the shop's own settings ")
    assert "are about 'window', and no asset is called so. Did you mean 'windows'?" in told


def test_shops_come_as_values_too_and_take_what_they_lack_from_the_campaigns():
    base = ck.Business("Agency", phone="(11) 98765-0000", country="BR", language="pt_BR")
    own = ck.Business("Duka", phone="0712 345 678", country="KE", language="en")
    rows = [{"name": "Sol", "phone": "(11) 98765-4321"}, {"name": "Lua", "phone": ""}]

    made = ck.Campaign(base, shops=rows, codes=[{"name": "c", "text": "{{ phone_e164 }}"}])
    made.build("out", check=False)
    ck.Campaign(shops=[own], codes=[{"name": "c", "text": "{{ phone_e164 }}"}]).build("own")

    assert [(x["shop"], x["payload"], x["status"]) for x in lines()] == [
        ("Sol", "+5511987654321", "unchecked"),
        ("Lua", "", "failed"),
    ]
    assert lines("own")[0]["payload"] == "+254712345678"


def test_where_the_rows_name_shops_by_another_column_it_is_told_which():
    shops = [{"Ref.": "K1", "Nome": "Sol", "WhatsApp / Cel.": "(11) 98765-4321", "País": "BR"}]
    rows = [{"cliente": "K1", "n": 1}, {"cliente": "K1", "n": 2}]
    codes = {"name": "c", "text": "{{ n }}", "rows": rows, "by": "cliente"}

    built = ck.Campaign(shops=shops, codes=[codes]).build("out", check=False)
    keyed = ck.Campaign(shops={"rows": shops, "key": "Ref."}, codes=[codes])

    assert "'K1' is no shop of list. It stands in 'Ref.' there: write key = 'Ref.' below" in str(
        built
    )
    assert keyed.build("keyed", check=False).made == 2


def test_all_that_is_wrong_with_a_shop_is_told_at_once_with_its_columns():
    shops: list[dict[str, Any]] = [
        {"Loja": "Sol", "Fone": "12", "País": "BR", "accent": "#FC0", "primary": "azulado"},
        {"Loja": "Lua", "Fone": "", "País": " ", "accent": "#1", "primary": ""},
    ]

    built = ck.Campaign(shops=shops, codes=[{"name": "c", "text": "x"}]).build("out", check=False)

    found = [(each.where.row, each.where.column, each.rule) for each in built.problems.errors]
    assert sorted(found, key=str) == [
        (1, "Fone", "phone.length"),
        (1, "primary", "color.hex"),
        (2, "Fone", "shop.empty"),
        (2, "País", "shop.empty"),
        (2, "accent", "color.hex"),
    ]
    assert "column primary: primary='azulado' is not a colour" in str(built)


def test_two_shops_of_one_key_are_told_and_folders_differ():
    shops: list[dict[str, Any]] = [
        {"id": "a", "name": "Sol", "phone": "(11) 98765-4321", "country": "BR"},
        {"id": "A", "name": "Lua", "phone": "(11) 98765-4322", "country": "BR"},
        {"id": "a", "name": "Mar", "phone": "(11) 98765-4323", "country": "BR"},
    ]
    built = ck.Campaign(shops=shops, codes=[{"name": "c", "text": "x"}]).build("out", check=False)

    assert built.files == ("a/c.pdf", "A-2/c.pdf")
    assert [each.rule for each in built.problems.errors] == ["shop.key-twice"]


def test_a_row_of_a_key_that_two_shops_have_is_the_first_ones_alone():
    shops: list[dict[str, Any]] = [
        {"id": "a", "name": "Sol", "phone": "(11) 98765-4321", "country": "BR"},
        {"id": "a", "name": "Lua", "phone": "(11) 98765-4322", "country": "BR"},
    ]
    rows = [{"shop": "a", "place": place} for place in "xyz"]
    codes = {"name": "c", "text": "{{ place }}", "rows": rows, "by": "shop", "stock": "L7160"}
    made = ck.Campaign(shops=shops, codes=[codes])

    built = made.build("out", check=False)

    assert [(x["shop"], x["row"], x["status"]) for x in lines()] == [
        *(("a", row, "unchecked") for row in "123"),
        ("row 2", "", "failed"),
    ]
    (problem,) = built.problems.errors
    assert (problem.rule, problem.where.row) == ("shop.key-twice", 2)
    assert made.reprint("c", shop="a", rows=[2]).page_count == 1


def test_a_second_build_of_many_shops_makes_only_what_changed():
    made = ck.campaign("campaign.toml")
    made.build("out")
    Path("places.csv").write_text(PLACES.replace("Metro", "Tram"), encoding="utf-8")

    again = made.build("out")

    assert again.reused == again.made - 2  # both labels of one sheet
    assert [each.shop for each in made.diff("out").rows] == []


def test_one_row_of_one_shop_is_printed_again():
    sheet = ck.campaign("campaign.toml").reprint("places", shop="sol", keys="b", start=5)

    (page,) = sheet.pages()
    assert [(placed.drawing.row, placed.label) for placed in page.placed] == [(2, 5)]
    with pytest.raises(ck.NotFound, match="no shop 'nope'"):
        ck.campaign("campaign.toml").reprint("places", shop="nope", rows=[1])
    with pytest.raises(ck.NotFound, match=r"no shop 'zz'\. .* There are \d+, such as .*sol"):
        ck.campaign("campaign.toml").reprint("places", shop="zz", rows=[1])
    with pytest.raises(ck.NotFound, match=r"no shop 'Sol'\. .* Did you mean 'sol'\?"):
        ck.campaign("campaign.toml").reprint("places", shop="Sol", rows=[1])


def test_only_some_assets_are_made_for_every_shop():
    built = ck.campaign("campaign.toml").build("out", only=["window"])

    assert {Path(name).name for name in built.files} == {"window.pdf"}
    assert {line["asset"] for line in lines()} == {"window"}


def test_shops_may_come_from_anything_that_holds_a_table_even_once(tmp_path: Path):
    shops = (row for row in csv.DictReader(SHOPS.splitlines()))
    windows = {"name": "window", "design": "open-for-business", "size_mm": [100, 140]}

    built = ck.Campaign(shops=shops, stickers=[windows]).build(tmp_path / "out", check=False)

    assert built.files == ("sol/window.pdf", "lua/window.pdf")


def test_a_table_may_lie_at_an_address(tmp_path: Path):
    (tmp_path / "my shops.csv").write_text(SHOPS, encoding="utf-8")
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    addresses = [(tmp_path / name).as_uri() for name in ("my shops.csv", "places.csv")]
    file = tmp_path / "elsewhere/campaign.toml"
    file.parent.mkdir()
    text = FILE.replace("shops.csv", addresses[0]).replace("places.csv", addresses[1])
    file.write_text(text, encoding="utf-8")
    made = ck.campaign(file)

    again = ck.campaign(made.save(tmp_path / "moved.toml"))

    assert [each.rows for each in made.plan()] == [3, 3]
    assert [each.rows for each in again.plan()] == [3, 3]


def test_a_sheet_on_the_web_that_cannot_be_fetched_is_told_in_words():
    codes = [{"name": "c", "text": "Mesa", "rows": "https://1drv.ms/x/abc"}]
    shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR")

    (problem,) = ck.Campaign(shop, codes=codes).problems().errors

    assert "Download a Copy" in str(problem)


THREE = """\
id,name,phone,country,theme
a,Um,(11) 98765-4321,BR,bold
b ,Dois,(11) 98765-4322,BR,
c,Três,(11) 98765-4323,BR,
"""
CUSTOMERS = [
    {"who": "Ana", "fone": "(11) 91234-0001", "loja": " a "},
    {"who": "Bia", "fone": "(11) 91234-0002", "loja": "b"},
]
HELLO = {"name": "hello", "text": "Oi {{ who }}", "rows": CUSTOMERS, "to": "fone"}


def three(**assets: Any) -> ck.Campaign:
    Path("three.csv").write_text(THREE, encoding="utf-8")
    return ck.Campaign(shops="three.csv", **assets)


def test_a_shop_writes_to_its_own_customers_only():
    built = three(messages=[{**HELLO, "shop_column": "loja"}]).build("out")

    assert built.files == ("a/hello.csv", "b/hello.csv")
    assert [(line["shop"], line["row"], line["status"]) for line in lines()] == [
        *(("a", "1", "ok"), ("b", "2", "ok")),
    ]


@pytest.mark.parametrize("only", [["hello"], None])
def test_messages_that_do_not_say_whose_customers_they_are_for_are_refused(only: Any):
    made = three(messages=[HELLO], codes=[{"name": "c", "text": "x"}])

    with pytest.raises(ck.BadInput, match=r"shop_column.*who, fone, loja") as caught:
        made.build("out", only=only)

    assert [(p.rule, p.where.key) for p in caught.value.problems] == [
        ("shop.no-column", "messages.1.rows")
    ]
    assert not Path("out").exists()


def test_the_column_of_the_shop_is_not_the_one_that_divides_variants():
    with pytest.raises(ck.BadInput, match="shop_column='shp' is no column"):
        three(messages=[{**HELLO, "shop_column": "shp"}]).plan()
    with pytest.raises(ck.BadInput, match="whose each row is says shop_column = 'loja'"):
        three(messages=[{**HELLO, "by": "loja"}])


@pytest.mark.parametrize(
    "options", [{"make": "shelf-tags", "stock": "Avery L7160"}, {"make": "feed"}]
)
def test_the_theme_of_a_shop_is_left_out_where_an_asset_has_none(options: dict[str, Any]):
    products = [{"id": "1", "title": "Pão", "price": "5,00 BRL", "description": "Pão"}]
    made = three(catalogs=[{"name": "goods", "rows": products, **options}])

    assert not [each for each in made.problems() if "theme" in str(each)]
    assert made.plan()


def test_each_row_of_the_same_unknown_shop_is_told():
    codes = {"name": "c", "text": "x", "rows": [{"of": "xyz"}, {"of": "xyz"}], "by": "of"}

    told = str(three(codes=[codes]).problems())

    assert "row 1, column of: 'xyz' is no shop" in told
    assert "row 2, column of: 'xyz' is no shop" in told


def test_a_key_is_told_by_its_letters_and_the_nearest_one_is_named():
    rows = [{"of": "a "}, {"of": "A"}, {"of": "xyz"}]
    codes = {"name": "c", "text": "x", "rows": rows, "by": "of"}
    made = three(codes=[codes])
    built = made.build("out", check=False)

    assert "row 2, column of: 'A' is no shop" in str(made.problems())
    assert [(line["shop"], line["row"], line["status"]) for line in lines()] == [
        *(("a", "1", "unchecked"), ("", "2", "failed"), ("", "3", "failed")),
    ]
    assert "'A' is no shop of three.csv. Did you mean 'a'?" in str(built.problems)
    assert "'xyz' is no shop of three.csv." in str(built.problems)


@pytest.mark.parametrize(
    ("head", "fact"),
    [("Endréço", "address"), ("Adress", "address"), ("Horáro", "hours"), ("Idoma", "language")],
)
def test_a_column_that_is_nearly_called_as_a_fact_is_told(head: str, fact: str):
    Path("shops.csv").write_text(f"name,phone,{head},note\nSol,(11) 98765-4321,x,y\n", "utf-8")
    shop = ck.Business("Base", phone="(11) 98765-4321", country="BR")
    made = ck.Campaign(shop, shops="shops.csv", stickers=[LABEL])

    (problem,) = made.problems()
    assert str(problem) == (
        f"shops.csv, column {head}: the column {head!r} is not read: no fact of a shop is called "
        f'so. If it is the {fact}, call it {fact!r}, or write columns = {{ {fact} = "…" }}.'
    )
    assert (problem.rule, problem.severity) == ("shop.column-unread", "warning")


def test_a_table_whose_phone_is_misspelt_is_told_which_column_it_may_be():
    Path("shops.csv").write_text("name,Teléfno,country\nSol,(11) 98765-4321,BR\n", "utf-8")

    with pytest.raises(ck.BadInput, match="Did you mean the column 'Teléfno'"):
        ck.Campaign(shops="shops.csv", stickers=[LABEL]).build("out")


ADDRESSES = """\
code,nome,fone,país,idioma,endereço,site
sol,Padaria Sol,(11) 98765-4321,BR,Português,Rua A 1,sol.com.br
lua,Bar Lua,612 345 678,Espanha,Español,,
"""


def addresses(**assets: Any) -> ck.Campaign:
    Path("addresses.csv").write_text(ADDRESSES, encoding="utf-8")
    return ck.Campaign(shops="addresses.csv", **assets)


@pytest.mark.parametrize("rows", [None, [{"place": "Feira"}, {"place": "Metro"}]])
def test_a_line_of_a_sticker_that_its_shop_has_no_words_for_is_left_out_and_told(rows: Any):
    made = addresses(stickers=[{**LABEL, "note": "{{ address }}", "rows": rows}])

    built = made.build("out", check=False)

    assert built.failed == 0
    assert str(built.problems[-1]).startswith(
        "addresses.csv, shop lua, line 3, row 2, column endereço: the cell of 'endereço' is empty: "
        "note is left out here."
    )
    assert {each.severity for each in built.problems} == {"warning"}
    assert {line["shop"] for line in lines() if line["problem"]} == {"lua"}


@pytest.mark.parametrize(
    "assets",
    [
        {"stickers": [{**LABEL, "text": "Oi {{ address }}"}]},
        {"stickers": [{**LABEL, "text": "Oi {{ address }}", "rows": [{"place": "Feira"}]}]},
        {"stickers": [{**LABEL, "file": "{{ address }}", "rows": [{"place": "Feira"}]}]},
        {"codes": [{"name": "c", "kind": "chat", "fields": {"text": "Oi {{ address }}"}}]},
        {"links": [{"name": "l", "kind": "chat", "fields": {"text": "Oi {{ address }}"}}]},
        {"packs": [{"name": "p", "pack": "phrases", "phrases": ["Oi!", "{{ address }}"]}]},
        {"messages": [{"name": "m", "text": "Oi {{ address }}"}]},
    ],
    ids=", ".join,
)
def test_a_text_that_cannot_do_without_what_a_shop_lacks_fails_for_that_shop(assets: Any):
    built = addresses(**assets).build("out", check=False)

    (error,) = built.problems.errors
    assert (error.where.file, error.where.row, error.where.shop) == ("addresses.csv", 2, "lua")
    assert "the cell of 'address' is empty" in str(error) or "'address' is missing" in str(error)
    assert {line["status"] for line in lines() if line["shop"] == "lua"} == {"failed"}
    assert "failed" not in {line["status"] for line in lines() if line["shop"] == "sol"}


def test_a_template_that_needs_what_a_shop_lacks_is_told_at_the_cell_of_the_shop():
    body = {"type": "BODY", "text": "Oi {{1}}, na {{2}}!", "example": {"body_text": [["a", "b"]]}}
    template = {"name": "hi", "language": "pt_BR", "category": "UTILITY", "components": [body]}
    rows = [
        {"shop": "sol", "who": "Ana", "tel": "(11) 98765-4321"},
        {"shop": "lua", "who": "Eva", "tel": "612345678"},
    ]
    columns = {"1": "who", "2": "address"}
    to = {"to": "tel", "columns": columns, "shop_column": "shop", "rows": rows}

    built = addresses(messages=[{"name": "m", "template": template, **to}]).build("out")

    (error,) = built.problems.errors
    assert str(error).startswith(
        "addresses.csv, shop lua, line 3, row 2, column endereço: there is no value for {{2}}"
    )
    fates = {(line["shop"], line["row"]): line["status"] for line in lines()}
    assert (fates["sol", "1"], fates["lua", "2"]) == ("ok", "failed")


@pytest.mark.parametrize(
    "text",
    ["Oi {{ address | default('da feira') }}", "Oi{% if address %} {{ address }}{% endif %}"],
)
def test_a_text_may_say_what_then_of_a_fact_that_a_shop_lacks(text: str):
    assert addresses(stickers=[{**LABEL, "text": text}]).build("out", check=False).made == 2


def test_rows_are_called_by_their_own_cells_and_by_no_fact_of_the_shop():
    rows = [{"place": "Feira"}]
    made = addresses(stickers=[{**LABEL, "key": "{{ shop }}-{{ place }}", "rows": rows}])

    assert "key speaks of 'shop', which is no column" in str(made.build("out").problems)


def test_a_fact_that_no_shop_can_have_is_still_told_as_none():
    made = addresses(stickers=[{**LABEL, "note": "{{ hours }}"}])

    with pytest.raises(ck.BadInput, match="'hours', which is no fact of the shop"):
        made.build("out")


def test_what_is_wrong_for_all_shops_is_told_with_the_column_that_may_be_why():
    Path("shops.csv").write_text(
        "Nome,Telefone,País,Endréço\nSol,(11) 98765-4321,Brasil,Rua A 1\n", encoding="utf-8"
    )
    Path("campaign.toml").write_text(
        '[shops]\nrows = "shops.csv"\n\n[[stickers]]\nname = "tag"\ndesign = "chat-with-us"\n'
        'text = "Oi"\nnote = "{{ address }}"\nstock = "Avery L7160"\n',
        encoding="utf-8",
    )
    made = ck.campaign("campaign.toml")

    found = made.problems()
    assert [(each.severity, each.where.column) for each in found] == [
        ("error", None),
        ("warning", "Endréço"),
    ]
    with pytest.raises(ck.BadInput, match="no fact of the shop") as caught:
        made.build("out")
    assert [*caught.value.problems] == [*found]
    assert not Path("out").exists()


@pytest.mark.parametrize("table", ["gone.csv", "empty.csv", "other.csv"])
def test_a_table_of_shops_that_cannot_be_read_is_a_problem_and_not_an_error_of_problems(table):
    Path("empty.csv").write_text("")
    Path("other.csv").write_text("Cor\nred\n", encoding="utf-8")
    text = Path("campaign.toml").read_text(encoding="utf-8").replace("shops.csv", table)
    Path("campaign.toml").write_text(text, encoding="utf-8")
    made = ck.campaign("campaign.toml")

    found = made.problems()
    assert found.errors
    with pytest.raises(ck.CampaignError) as caught:
        made.build("out")
    assert [each.message for each in caught.value.problems] == [each.message for each in found]
