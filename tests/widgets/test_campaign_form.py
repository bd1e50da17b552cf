"""Campaign files, opened and saved by the studio."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.business import Business
from campaignkit.campaigns import campaign
from campaignkit.campaigns.starters import start
from campaignkit.widgets import studio

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


def call(made, name):
    return made.show(name).call.value


def test_what_is_saved_is_a_campaign_that_builds(folder):
    made = studio(SHOP, text="Oi! 100 % {# literal", title="Só hoje")
    code = made.show("code")
    code.kind.value = "wifi"
    code.fields.boxes["ssid"].value = "Sol {# literal"
    made.show("sticker").shared.label.note.value = "{# literal too #}"
    made.show("sheet").copies.value = 4

    made.file.save()
    assert not campaign("campaign.toml").problems()
    built = campaign("campaign.toml").build("out")
    assert not built.problems.errors
    assert sorted(path.name for path in (folder / "out").rglob("*.pdf")) == [
        "code.pdf",
        "sticker.pdf",
        "stickers.pdf",
    ]


def test_what_is_saved_opens_as_it_was():
    made = studio(SHOP, text='Say "Oi" {# not a comment', note="até as 18 h")
    made.panels["sticker"].shared.shop.primary.value = "#7B2D26"
    sheet = made.show("sheet")
    sheet.stocks.text.value = "Avery L7163"
    sheet.mini.grid.children[2].click()
    sheet.copies.value = 3
    sheet.file.value = "três.pdf"
    made.file.save()

    again = opened("campaign.toml")
    again.file.asset.value = "três"
    assert call(again, "sheet") == call(made, "sheet")


@pytest.mark.parametrize(("name", "button"), [("sheet", None), ("catalog", "shelf-tags")])
def test_a_sheet_of_ones_own_that_is_saved_opens_as_it_was(folder, name, button):
    (folder / "products.csv").write_text(PRODUCTS, encoding="utf-8")
    made = studio(SHOP, text="Oi")
    panel = made.show(name)
    if button is not None:
        panel.make.value = button
        panel.products.table.path.value = "products.csv"
    own = (panel.stocks if name == "sheet" else panel.sheet.stocks).own
    own.page.value, own.across.value, own.down.value = "A5", 2, 4
    own.width.value, own.height.value, own.left.value, own.rows.value = 60.0, 40.0, 10.0, 3.0
    own.use.click()
    made.file.save()

    again = opened("campaign.toml")

    assert again.front.error.value == ""
    assert "ck.Stock(" in again.front.call.value
    assert call(again, name) == call(made, name)


def test_each_asset_of_the_starter_campaign_is_shown_in_its_studio():
    start("bakery")
    made = opened("bakery/campaign.toml")
    tabs = {}

    for asset in made.file.asset.options:
        made.file.asset.value = asset
        panel = list(made.panels.values())[made.tabs.selected_index]
        assert (panel.error.value, panel.made is None) == ("", False)
        tabs[asset] = panel.title.source
    assert tabs == {
        "window": "Sticker",
        "places": "Sheet",
        "tables": "Sheet",
        "catalog": "Sticker",
        "wifi": "Code",
        "orders-ready": "Message",
        "chat-stickers": "Pack",
        "menu": "Catalog",
    }


def test_saving_an_opened_campaign_changes_what_was_changed_alone(folder):
    start("bakery")
    before = tomllib.loads((folder / "bakery/campaign.toml").read_text())
    made = opened("bakery/campaign.toml")

    made.file.asset.value = "places"
    made.front.mini.grid.children[4].click()
    made.file.asset.value = "tables"
    made.show("sheet")
    made.file.save()
    after = tomllib.loads((folder / "bakery/campaign.toml").read_text())
    changed = [one for one in after["stickers"] if one not in before["stickers"]]
    assert [one["name"] for one in changed] == ["places"]
    assert changed[0]["start"] == 5
    assert changed[0]["rows"] == "places.csv"
    assert after["codes"] == before["codes"]
    assert after["business"] == before["business"]


def test_what_was_not_looked_at_is_not_saved(folder):
    made = studio(SHOP)

    made.file.save()
    assert list(tomllib.loads((folder / "campaign.toml").read_text())) == ["business", "stickers"]


def test_an_asset_under_another_name_is_a_further_one(folder):
    made = studio(SHOP, text="Oi!")
    made.file.save()

    made.front.shared.label.title.value = "Só hoje"
    made.front.file.value = "today.pdf"
    made.file.save()
    saved = tomllib.loads((folder / "campaign.toml").read_text())["stickers"]
    assert [(each["name"], each.get("title")) for each in saved] == [
        ("sticker", None),
        ("today", "Só hoje"),
    ]


def test_two_studios_that_save_one_name_are_told(folder):
    made = studio(SHOP)
    made.front.file.value = "mine.pdf"
    made.show("sheet").file.value = "mine.pdf"

    made.file.saving.click()
    assert "Sticker and Sheet both save" in made.file.words.value
    assert not (folder / "campaign.toml").exists()


EVERYTHING = """
[business]
name = "Sol"
phone = "(11) 98765-4321"
country = "BR"

[[catalogs]]
name = "menu"
make = "price-list"
rows = "products.csv"
title = ["Menu {{ '{{' }} x", "القائمة"]
beside = "ar"
note = "{{ shop }}"
on = 2026-11-28

[[catalogs]]
name = "tags"
make = "shelf-tags"
rows = "products.csv"
stock = "Avery L7160"
link = "https://sol.example/{{ id }}"
start = 3
on = "2026-11-28"

[[catalogs]]
name = "feed"
make = "feed"
rows = "products.csv"
format = "xml"

[[packs]]
name = "ready-stickers"
pack = "open-for-business"
language = ["ar", "pt_BR"]
title = "{{ shop }} {{ '{{' }}"

[[packs]]
name = "phrases"
pack = "phrases"
phrases = { pt_BR = ["Bom dia {{ '{{' }}", "Oi", "Tchau"], ar = ["أهلا"] }

[[packs]]
name = "pictures"
pictures = ["a.png", "b.png", "c.png"]
emojis = ["🥐"]
spoken = { a = "Um pão" }
outline = false

[[messages]]
name = "sale"
text = "Oi {{ who }}! {{ '{{' }}"
rows = "people.csv"
to = "tel"

[[messages]]
name = "ready"
message = "order-ready"
facts = { order = "{{ shop }}-1" }

[[messages]]
name = "template"
template = "ready.json"
template_name = "ready"
language = "pt_BR"

[[messages]]
name = "typed"
template = { name = "x", language = "pt_BR", category = "UTILITY", components = [
  { type = "BODY", text = "Oi {{1}}, chegou o seu pedido.", example = { body_text = [["Ana"]] } },
  { type = "BUTTONS", buttons = [{ type = "URL", text = "Site", url = "https://sol.example" }] },
] }
rows = "people.csv"
to = "tel"
columns = { "1" = "who" }
"""


PRODUCTS = """\
id,title,title_ar,description,availability,condition,price,link,image_link,brand
p1,Pão,خبز,Um pão,in stock,new,5.00 BRL,https://sol.example/p1,https://sol.example/p1.jpg,Sol
"""


def test_every_asset_opens_in_its_studio_and_is_saved_as_the_same(folder):
    from campaignkit.assets.template import MessageTemplate

    (folder / "c").mkdir()
    (folder / "c/products.csv").write_text(PRODUCTS, encoding="utf-8")
    (folder / "c/people.csv").write_text("who,tel\nAna,(11) 98765-4322\n")
    for number, name in enumerate("abc"):
        pixels = np.full((400, 300, 3), 60 * (number + 1), np.uint8)
        (folder / f"c/{name}.png").write_bytes(pictures.png(pixels))
    body = "Seu pedido chegou hoje."
    MessageTemplate("ready", language="pt_BR", category="UTILITY", body=body).save("c/ready.json")
    (folder / "c/campaign.toml").write_text(EVERYTHING, encoding="utf-8")
    before = campaign("c/campaign.toml").files(check="none")
    made = opened("c/campaign.toml")

    for asset in made.file.asset.options:
        made.file.asset.value = asset
        panel = made.front
        assert (asset, panel.error.value, panel.made is None) == (asset, "", False)
        panel.is_kept = True  # as if something had been changed, and back
    made.file.path.value = "again.toml"
    made.file.save()
    assert campaign("again.toml").files(check="none") == before
    assert len(made.file.asset.options) == 10


SHOWN_NOWHERE = """
[business]
name = "Sol"
phone = "(11) 98765-4321"
country = "BR"

[[codes]]
name = "doors"
text = "Porta {{ n }} {{ website or 'x' }}"
rows = [{ n = 1 }, { n = 2 }]
stock = "Avery L7160"

[[stickers]]
name = "files"
design = "chat-with-us"
rows = [{ n = 1 }]
title = "{{ n }}"

[[stickers]]
name = "askew"
design = "chat-with-us"
stock = { page = "A4", label = [60, 30], grid = [3, 8], margin = [5, 20], gap = [5, 0] }

[[codes]]
name = "shop"
text = "{{ shop }}: {{ phone }}"
formats = ["svg"]
"""


def test_what_the_studios_cannot_show_is_kept_as_it_is(folder):
    (folder / "campaign.toml").write_text(SHOWN_NOWHERE, encoding="utf-8")
    before = tomllib.loads(SHOWN_NOWHERE)
    made = studio()
    made.file.path.value = "campaign.toml"

    made.file.opening.click()
    assert "Kept as they are: doors, files, askew." in made.file.words.value
    assert made.front.made.text == "Sol: (11) 98765-4321"
    made.front.level.value = "H"
    made.file.save()
    after = tomllib.loads((folder / "campaign.toml").read_text())
    assert after["codes"][0] == before["codes"][0]
    assert after["stickers"] == before["stickers"]
    assert after["codes"][1] == {**before["codes"][1], "level": "H"}


KEEPS = """
[business]
name = "Sol"
phone = "(11) 98765-4321"
country = "BR"
colors = { primary = "#7B2D26", ink = "#111111" }

[[stickers]]
name = "st"
design = "table-number"
text = "Oi {{ shop }}"
facts = { table = "{{ shop }} 1" }
size_mm = [2000, 3]

[[stickers]]
name = "sh"
design = "chat-with-us"
stock = "Avery L7160"
copies = 20_000
"""


def kept(folder):
    (folder / "c.toml").write_text(KEEPS, encoding="utf-8")
    return tomllib.loads(KEEPS), opened("c.toml")


def read(folder):
    return tomllib.loads((folder / "c.toml").read_text(encoding="utf-8"))


def test_what_was_not_changed_stands_as_it_stood(folder):
    before, made = kept(folder)

    made.show("sticker").shared.label.note.value = "Já volto"
    made.panels["sticker"].shared.shop.name.value = "Lua"
    made.file.save()
    first, second = read(folder)["stickers"]
    assert first == {**before["stickers"][0], "note": "Já volto"}
    assert second == before["stickers"][1]
    assert read(folder)["business"] == {**before["business"], "name": "Lua"}


def test_turning_to_another_asset_adds_none(folder):
    _, made = kept(folder)

    made.show("sticker").shared.label.note.value = "A"
    made.file.asset.value = "sh"
    made.file.save()
    assert [(each["name"], each.get("note")) for each in read(folder)["stickers"]] == [
        ("st", "A"),
        ("sh", None),
    ]


def test_a_file_that_somebody_else_changed_is_not_written_over(folder):
    _, made = kept(folder)
    longer = KEEPS + '[[codes]]\nname = "new"\ntext = "x"\n'
    (folder / "c.toml").write_text(longer, encoding="utf-8")

    made.show("sticker").shared.label.note.value = "A"
    made.file.saving.click()
    assert "was changed since it was opened" in made.file.words.value
    assert (folder / "c.toml").read_text(encoding="utf-8") == longer


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: setattr(made.front.shared.shop.phone, "value", "(11) 9876"),
        lambda made: setattr(made.front.shared.label.link, "value", "https://sol.example"),
        lambda made: setattr(made.front.file, "value", "manifest.pdf"),
        lambda made: setattr(made.front.file, "value", "a:b.pdf"),
        lambda made: setattr(made.front.file, "value", "SH.pdf"),
        lambda made: setattr(made.front.shared.label.note, "value", "\ud800"),
    ],
)
def test_nothing_is_written_that_could_not_be_opened_again(folder, spoil):
    _, made = kept(folder)

    spoil(made)
    made.file.saving.click()
    assert "ck-error" in made.file.words.value
    assert (folder / "c.toml").read_text(encoding="utf-8") == KEEPS


@pytest.mark.parametrize(
    "table",
    [
        'text = "x"\ndark = "nope"',
        'kind = "wifi"\nfields = { ssid = "x", hidden = "yes" }',
        'kind = "wifi"\nfields = { ssid = "x", security = "nope" }',
    ],
)
def test_a_value_that_no_control_has_is_said_and_kept(folder, table):
    text = KEEPS.partition("[[")[0] + f'[[codes]]\nname = "c"\n{table}\n'
    (folder / "c.toml").write_text(text, encoding="utf-8")
    made = studio(SHOP)
    made.file.path.value = "c.toml"

    made.file.opening.click()
    assert "that no control can show" in made.file.words.value
    made.file.save()
    assert read(folder) == tomllib.loads(text)


def test_a_file_that_was_not_opened_is_not_written_over(folder):
    (folder / "campaign.toml").write_text("mine", encoding="utf-8")
    made = studio(SHOP)

    made.file.saving.click()
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

    made.file.opening.click()
    assert 'role="alert"' in made.file.words.value
    assert said in made.file.words.value
    assert made.panels["sticker"].made is not None


def test_a_file_that_is_not_there_is_answered_with_the_nearest(folder):
    (folder / "campaing.toml").write_text("", encoding="utf-8")
    made = studio(SHOP)

    made.file.opening.click()
    assert "Did you mean" in made.file.words.value


def test_a_file_name_that_no_system_takes_is_said():
    made = studio(SHOP)

    made.file.path.value = "x" * 300 + ".toml"
    made.file.saving.click()
    assert "ck-error" in made.file.words.value
