"""What nobody gives on purpose: devices and pipes, endless nesting, halves of emoji, odd codecs.

Each is answered in our words, at once.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
import pytest

import campaignkit as ck
from campaignkit import resources, rows, stores

SHOP = '[business]\nname = "Sol"\nphone = "(11) 98765-4321"\ncountry = "BR"\n'
CODES = SHOP + '[[codes]]\nname = "a"\ntext = "x"\n'
LONG = "x" * 300
TO = "+5511987654321"


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def shop():
    return ck.Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def template(body="Your order is ready.", **more):
    return ck.MessageTemplate("ready", language="en", category="UTILITY", body=body, **more)


def logo_of(path):
    return ck.Business("Sol", phone="(11) 98765-4321", country="BR", logo=path)


READERS = {
    "template": ck.MessageTemplate.open,
    "campaign": ck.campaign,
    "logo of a code": lambda path: ck.qr_code("x", logo=path),
    "logo of a shop": logo_of,
    "picture of a template": lambda path: template().html(picture=path),
    "pack": ck.StickerPack.open,
    "picture of a pack": lambda path: ck.sticker_pack([path], logo_of(None)),
    "design": lambda path: ck.sticker(path, logo_of(None)),
    "message": lambda path: ck.message(path, logo_of(None)),
    "rows": rows.read,
    "rows with an encoding": lambda path: rows.read(path, encoding="cp1252"),
    "catalog": ck.catalog,
    "check": ck.check,
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("what", READERS)
def test_a_device_and_a_pipe_are_no_ordinary_files(what):
    os.mkfifo("./pipe.json")

    for path in ("/dev/zero", "./pipe.json"):
        with pytest.raises(
            ck.BadInput, match=r"(zero|pipe.json) is no ordinary file. Give the path of a"
        ):
            READERS[what](path)


@pytest.mark.parametrize(
    ("read", "size", "words"),
    [
        (ck.MessageTemplate.open, 11_000_000, "has 11.0 MB; a template file may have 10 MB"),
        (ck.campaign, 11_000_000, "has 11.0 MB; a campaign file may have 10 MB"),
        (lambda path: ck.qr_code("x", logo=path), 201_000_000, "picture file may have 200 MB"),
    ],
)
def test_a_file_too_large_is_not_read(read, size, words):
    with Path("big").open("wb") as file:
        file.truncate(size)  # holes take no room

    with pytest.raises(ck.TooBig, match=words):
        read("big")


def test_what_is_not_there_is_left_to_who_opens_it():
    resources.check_ordinary(Path("nowhere"), what="picture")
    resources.check_ordinary(Path(), what="picture")


@pytest.mark.parametrize("read", [ck.MessageTemplate.open, ck.catalog])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "has brackets nested too deep"),
        (f"[{'1' * 5000}]", "has a number of too many digits"),
        ("[\n{", "line 2, column 2, is not JSON"),
    ],
)
def test_json_without_end_is_refused(read, text, words):
    Path("a.json").write_text(text, encoding="utf-8")

    with pytest.raises(ck.BadInput, match=f"file a.json.* {words}|file a.json, {words}"):
        read("a.json")


def test_a_template_nested_too_deep_is_refused():
    deep = "x"
    for _ in range(200):
        deep = [deep]

    with pytest.raises(ck.BadInput, match="nested more than 100 deep"):
        ck.MessageTemplate.from_api({"name": "x", "more": deep})


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("rows = " + "[" * 5000, "brackets are nested too deep"),
        ("copies = " + "1" * 5000, "a number has too many digits"),
    ],
)
def test_a_campaign_file_without_end_is_refused(line, words):
    Path("campaign.toml").write_text(CODES + line, encoding="utf-8")

    with pytest.raises(ck.BadInput, match=f"campaign.toml: .*{words}"):
        ck.campaign("campaign.toml")


@pytest.mark.parametrize(
    "make",
    [
        lambda: template("Half \ud800 a sign.").save("a.json", check=False),
        lambda: template("Half \ud800 a sign.").save("a.json"),
        lambda: template("Half \ud800 a sign.").json(),
        lambda: (
            template("Hello {{1}}, welcome.")
            .bind([{"1": "\ud800", "to": TO}], to="to")
            .save("a.jsonl")
        ),
        lambda: ck.Message("Half \ud800 a sign."),
        lambda: ck.Message.of_text("Half {{ a }}", logo_of(None), a="\ud800"),
    ],
)
def test_half_a_character_is_named_with_its_place(make):
    with pytest.raises(ck.BadInput, match=r"half a character \(U\+D800\) at place \d+"):
        make()
    assert list(Path().iterdir()) == []


def test_the_line_of_half_a_character_is_told():
    with pytest.raises(ck.BadInput, match=r"the note has half a character .* at place 3 of line 2"):
        stores.encoded("one\ntw\udc00", key="the note")


@pytest.mark.parametrize(
    "use",
    [
        lambda: ck.qr_code("x").save(f"{LONG}.pdf"),
        lambda: ck.qr_code("x").save(f"{LONG}/a.pdf"),
        lambda: stores.place(LONG),
        lambda: stores.place(".").exists(LONG),
        lambda: stores.place(".").read(LONG),
        lambda: stores.write_file(LONG, b""),
        lambda: logo_of(LONG),
        lambda: rows.read(LONG),
    ],
)
def test_a_name_longer_than_the_system_takes_is_refused_in_words(use):
    with pytest.raises(ck.CampaignError, match=r"(?i)too long"):
        use()


@pytest.mark.parametrize("text", ["{{ 12 | round(method='x') }}", "{{ {} | dictsort(by='x') }}"])
def test_an_argument_that_a_filter_does_not_take_is_told(text, shop):
    with pytest.raises(ck.BadInput, match="Look at the filter"):
        ck.Message.of_text(text, shop)


@pytest.mark.parametrize("text", ["{{ '' | first }}", "{{ [] | max }}", "{{ [] | last }}"])
def test_nothing_has_no_first(text, shop):
    with pytest.raises(ck.BadInput, match="an empty list or text has no first"):
        ck.Message.of_text(text, shop)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((5, "shop"), "text=5 is no message"),
        (("oi", "shop"), "shop='shop' is not a Business"),
    ],
)
def test_a_text_of_ones_own_is_checked_as_a_message_is(given, words):
    with pytest.raises(ck.BadInput, match=words):
        ck.Message.of_text(*given)


def test_facts_of_a_text_are_a_mapping(shop):
    with pytest.raises(ck.BadInput, match=re.escape("facts=[1] is not a mapping")):
        ck.Message.of_text("oi", shop, facts=[1])


@pytest.mark.parametrize("out", [None, 5, ""])
def test_a_build_goes_into_a_folder(out, shop):
    campaign = ck.Campaign(shop, codes=[{"name": "a", "text": "x"}])

    for ask in (campaign.build, campaign.diff):
        with pytest.raises(ck.BadInput, match=f"out={out!r} is no folder"):
            ask(out)


NO_TEXT = ("rot13", "hex", "base64", "zip", "bz2", "uu", "undefined", "punycode", "idna", "\0")


@pytest.mark.parametrize("encoding", [*NO_TEXT, "unicode_escape"])
def test_what_is_no_encoding_of_text_files_is_refused(encoding, shop):
    Path("t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    told = {"file": "t.csv", "encoding": encoding}
    campaign = ck.Campaign(shop, codes=[{"name": "a", "text": "x", "rows": told}])

    with pytest.raises(ck.BadInput, match=r"is none of text files. Write it as in 'cp1252'"):
        rows.read("t.csv", encoding=encoding)
    assert "is none of text files" in str(campaign.problems())


def test_utf_16_without_its_mark_is_told():
    Path("t.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(ck.BadInput, match="is not UTF-16"):
        rows.read("t.csv", encoding="utf-16")


@pytest.mark.parametrize("delimiter", ["\n", "\r", '"', "", "ab", "\0"])
def test_what_cannot_part_cells_is_refused(delimiter):
    Path("t.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(ck.BadInput, match=re.escape(f"delimiter={delimiter!r} is not one")):
        rows.read("t.csv", delimiter=delimiter)


def test_a_contrast_that_is_short_never_seems_to_reach_the_limit():
    (problem,) = ck.qr_code("x", dark="#777777").check()

    assert "a contrast of 4.4 to 1, where phones want 4.5" in problem.message
    assert problem.value < problem.limit


def test_half_a_character_in_a_cell_fails_its_row_alone(shop):
    table = [{"who": "Ana"}, {"who": "Z\ud800"}, {"who": "Zé"}]
    links = {"name": "links", "kind": "chat", "fields": {"text": "Oi"}, "rows": table}
    words = {"name": "words", "text": "Oi!", "rows": table}

    built = ck.Campaign(shop, links=[links], messages=[words]).build("out")

    assert [each.where.row for each in built.problems] == [2, 2]
    assert all("the cell of 'who' has half a character" in str(each) for each in built.problems)
    for name in ("links.csv", "words.csv"):
        text = Path("out", name).read_text(encoding="utf-8-sig")
        assert "Ana" in text and "Zé" in text and "Z?" not in text


@pytest.mark.parametrize(
    ("sign", "words"), [("\x00", "control sign"), ("\x01", "control sign"), ("\ud800", "half a")]
)
def test_a_sign_that_no_feed_can_hold_is_told_by_row_and_column(sign, words):
    good = {"id": "1", "title": "Bolo"}
    found = ck.catalog([good, {"id": "2", "title": f"Pão{sign}"}]).problems()

    (problem,) = [each for each in found if each.rule == "feed.signs"]
    assert (problem.where.row, problem.where.column, problem.severity) == (2, "title", "error")
    assert words in problem.message
    assert "at place 4" in problem.message


def test_a_logo_of_which_nothing_would_be_seen_is_refused():
    from campaignkit import pictures

    Path("logo.png").write_bytes(pictures.png(np.zeros((40, 40, 4), dtype=np.uint8)))

    with pytest.raises(ck.BadInput, match="transparent everywhere"):
        ck.qr_code("https://x.com/a-long-enough-address", level="H", logo="logo.png")
