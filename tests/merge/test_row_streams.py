"""`stickers`, `qr_codes`, `links` and `messages`: one a row, read again, told in full."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from campaignkit.assets.code_rows import qr_codes
from campaignkit.assets.link_rows import links
from campaignkit.assets.message_rows import messages
from campaignkit.assets.row_stream import RowStream
from campaignkit.assets.sheet import sheet
from campaignkit.assets.sticker_rows import stickers
from campaignkit.business import Business
from campaignkit.campaigns import Campaign
from campaignkit.errors import BadInput, CampaignError, NotFound
from campaignkit.merge import Failure

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
OTHER = Business("Chai Shop", phone="098123 45678", country="IN", language="hi")
CHAT, OTHERS = "https://wa.me/5511987654321", "https://wa.me/919812345678"
TEXT = "Oi {{ who }}!"


def of_stickers(rows: Any, shop: Any = SHOP, **more: Any) -> RowStream[Any, Any]:
    return stickers("chat-with-us", shop, rows, **{"text": TEXT, **more})


def of_codes(rows: Any, shop: Any = SHOP, **more: Any) -> RowStream[Any, Any]:
    return qr_codes(rows, shop, **{"kind": "chat", "text": TEXT, **more})


def of_links(rows: Any, shop: Any = SHOP, **more: Any) -> RowStream[Any, Any]:
    return links(rows, shop, **{"text": TEXT, **more})


def of_messages(rows: Any, shop: Any = SHOP, **more: Any) -> RowStream[Any, Any]:
    return messages(rows, shop, **{"text": TEXT, **more})


Maker = Callable[..., RowStream[Any, Any]]
EVERY = pytest.mark.parametrize("made", [of_stickers, of_codes, of_links, of_messages])


@EVERY
def test_a_stream_can_be_read_again_and_shows_itself(made: Maker) -> None:
    stream = made([{"who": "Ana"}, {"who": "Bia"}])

    assert list(map(str, stream)) == list(map(str, stream))
    assert len(list(stream)) == 2
    assert repr(stream) == f"<{stream.made}, one a row of list>"
    assert "Bia" in stream._repr_html_()


@EVERY
def test_to_show_rows_that_can_be_read_once_does_not_use_them_up(made: Maker) -> None:
    stream = made(iter([{"who": "Ana"}]))

    assert "read once" in stream._repr_html_()
    assert len(list(stream)) == 1


@EVERY
def test_a_bad_row_is_an_outcome_and_raised_when_iterated(made: Maker) -> None:
    stream = made([{"who": "Ana"}, {"who": ""}, {"who": "Bia"}])

    kinds = [isinstance(one, Failure) for one in stream.outcomes()]
    assert kinds == [False, True, False]
    with pytest.raises(BadInput, match=r"list, row 2.*the cell of 'who' is empty"):
        list(stream)
    (problem,) = stream.problems()
    assert (problem.rule, problem.where.row) == ("row.empty-cell", 2)


@EVERY
def test_a_name_that_is_no_column_is_told_before_any_row(made: Maker) -> None:
    with pytest.raises(BadInput, match=r"'quem', which is no column of list.*There are: "):
        made([{"who": "Ana"}], text="Oi {{ quem }}")


def test_codes_of_links_and_texts() -> None:
    rows = [{"who": "Ana"}, {"who": "Bia"}]

    assert [code.text for code in qr_codes(rows, text="Mesa {{ who }}")] == ["Mesa Ana", "Mesa Bia"]
    assert [code.text for code in qr_codes(rows, SHOP, kind="chat")] == [CHAT, CHAT]
    assert [code.text for code in qr_codes(rows, kind="wifi", ssid="{{ who }}")] == [
        "WIFI:T:nopass;S:Ana;;",
        "WIFI:T:nopass;S:Bia;;",
    ]


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({}, BadInput, r"give text= or kind="),
        ({"text": "a", "ssid": "b"}, BadInput, r"ssid: fields go with kind="),
        ({"kind": "wify", "ssid": "b"}, NotFound, r"no kind of code called 'wify'.*'wifi'"),
        ({"kind": "wifi", "sid": "b"}, BadInput, r"has no field 'sid'.*'ssid'"),
        ({"kind": "call"}, BadInput, r"a call code needs phone"),
        ({"text": "a", "level": "m"}, BadInput, r"level='m' is not .*: L, M, Q or H"),
        ({"text": "a", "size_mm": -1}, BadInput, r"size_mm=-1"),
    ],
)
def test_a_mistake_in_codes_is_told_at_once(
    options: dict[str, Any], error: type[CampaignError], words: str
) -> None:
    with pytest.raises(error, match=words):
        qr_codes([{"who": "Ana"}], **options)


# -- everything from the row -----------------------------------------------------------------------


def test_design_language_level_and_copies_may_be_told_by_the_row() -> None:
    rows = [
        {"d": "chat-with-us", "l": "en", "e": "H", "n": 3},
        {"d": "open-for-business", "l": "", "e": "", "n": None},
        {"d": "chat-with-us", "l": "ar", "e": "Q", "n": 2.0},
    ]

    made = list(
        stickers(
            "{{ d }}", SHOP, rows, language="{{ l }}", level="{{ e }}", copies="{{ n }}", text="Oi"
        )
    )
    assert [one.design.name for one in made] == [row["d"] for row in rows]
    assert [one.language for one in made] == ["en", "pt_BR", "ar"]
    assert [one.level for one in made] == ["H", "M", "Q"]
    assert [one.copies for one in made] == [3, None, 2]


def test_a_shop_may_be_told_by_the_row_in_three_ways() -> None:
    fields = [{"loja": "Chai Shop", "tel": "098123 45678", "pais": "IN"}]
    told = {"name": "{{ loja }}", "phone": "{{ tel }}", "country": "{{ pais }}", "language": "hi"}

    for shop, rows in (
        (told, fields),
        ("{{ shop }}", [{"shop": OTHER}]),
        ("{{ shop }}", [{"shop": {"name": "Chai Shop", "phone": "098123 45678", "country": "IN"}}]),
    ):
        (made,) = stickers("chat-with-us", shop, rows)
        assert (made.shop.name, made.payload) == ("Chai Shop", OTHERS)
    (code,) = qr_codes(fields, told, kind="chat")
    (link,) = links(fields, told)
    (words,) = messages(fields, told, text="{{ shop }}: {{ loja }}")
    assert (code.text, link) == (OTHERS, OTHERS)
    assert (words.text, words.language) == ("Chai Shop: Chai Shop", "hi")


def test_a_phone_alone_may_be_told_by_the_row() -> None:
    rows = [{"tel": "11 91234-5678"}, {"tel": "11 98765-4321"}]

    made = list(stickers("chat-with-us", SHOP, rows, phone="{{ tel }}"))
    assert [one.payload for one in made] == ["https://wa.me/5511912345678", CHAT]
    assert {one.shop.name for one in made} == {"Padaria Sol"}


@pytest.mark.parametrize(
    ("options", "good", "bad", "words"),
    [
        ({"design": "{{ x }}"}, "chat-with-us", "chat-with", r"no design called 'chat-with'"),
        ({"language": "{{ x }}"}, "en", "klingon", r"klingon"),
        ({"phone": "{{ x }}"}, "11 91234-5678", "12", r"phone='12'"),
        ({"phone": "{{ x }}"}, "11 91234-5678", "", r"the cell of 'x' is empty"),
        ({"level": "{{ x }}"}, "H", "Z", r"level='Z' is not"),
        ({"copies": "{{ x }}"}, "2", "two", r"copies='two' is no count"),
        ({"copies": "{{ x }}"}, 2, 0, r"copies='0' is no count"),
    ],
)
def test_what_a_row_tells_wrong_is_that_rows_outcome_never_the_end(
    options: dict[str, Any], good: Any, bad: Any, words: str
) -> None:
    rows = [{"x": good}, {"x": bad}, {"x": good}]
    given = {"design": "chat-with-us", **options}

    made = stickers(given.pop("design"), SHOP, rows, **given)
    outcomes = list(made.outcomes())
    assert [isinstance(one, Failure) for one in outcomes] == [False, True, False]
    with pytest.raises(CampaignError, match=words):
        list(made)


def test_the_language_of_messages_may_be_told_by_the_row() -> None:
    rows = [{"order": "A-1", "l": "en"}, {"order": "A-2", "l": "es"}, {"order": "A-3", "l": None}]

    made = list(messages(rows, SHOP, message="order-ready", language="{{ l }}"))
    assert [one.language for one in made] == ["en", "es", "pt_BR"]


def test_messages_open_the_chat_of_each_customer() -> None:
    rows = [{"who": "Ana", "tel": "11 91234-5678"}, {"who": "Bia", "tel": ""}]

    first, second = messages(rows, SHOP, text=TEXT, to="tel").outcomes()
    assert first.link == "https://wa.me/5511912345678?text=Oi%20Ana%21"  # type: ignore[union-attr]
    assert isinstance(second, Failure)


# -- what is told of good rows ---------------------------------------------------------------------


def test_a_broken_address_is_its_rows_error() -> None:
    rows = [{"link": CHAT}, {"link": "https://wa.me/"}, {"link": "https://wa.me/nan"}]

    for stream in (
        stickers("chat-with-us", SHOP, rows, link="{{ link }}"),
        qr_codes(rows, text="{{ link }}"),
    ):
        outcomes = [isinstance(one, Failure) for one in stream.outcomes()]
        assert outcomes == [False, True, True]


def test_rows_that_say_the_same_where_each_should_differ_are_told_with_both_rows() -> None:
    rows = [{"who": "Ana"}, {"who": "Bia"}, {"who": "Ana"}]

    for stream in (of_stickers(rows), of_links(rows), qr_codes(rows, text=TEXT)):
        (problem,) = stream.problems()
        assert (problem.rule, problem.severity) == ("row.same-code", "warning")
        assert (problem.where.row, problem.limit) == (3, 1)


def test_rows_that_all_open_the_same_chat_are_not_told() -> None:
    rows = [{"who": "Ana"}, {"who": "Bia"}]

    assert not stickers("chat-with-us", SHOP, rows, title="{{ who }}").problems()
    assert not stickers("chat-with-us", SHOP, rows, text="Oi, {{ shop }}").problems()


def test_a_row_says_how_often_a_sheet_prints_it() -> None:
    rows = [{"who": "Ana", "n": 3}, {"who": "Bia", "n": None}, {"who": "Caio", "n": 20}]
    made = sheet(of_stickers(rows, copies="{{ n }}"), stock="Avery L7160", copies=2)

    pages = [[label.drawing.row for label in page.placed] for page in made.pages()]
    assert pages == [[1] * 3 + [2] * 2 + [3] * 16, [3] * 4]
    assert [label.drawing.row for label in made.page(2).content.placed] == [3] * 4
    with pytest.raises(BadInput, match=r"there is no page 3: the sheet has 2"):
        made.page(3)


def test_a_campaign_tells_what_is_doubtful_in_a_row_once(tmp_path: Path) -> None:
    rows = [{"who": "Ana"}, {"who": "Ana"}, {"who": "Bia"}]
    sheets = {"name": "s", "design": "chat-with-us", "text": TEXT, "rows": rows, "stock": "L7160"}
    files = {"name": "f", "kind": "chat", "fields": {"text": TEXT}, "rows": rows}
    table = {"name": "l", "kind": "chat", "fields": {"text": TEXT}, "rows": rows}
    made = Campaign(SHOP, stickers=[sheets], codes=[files], links=[table])

    told = [(problem.rule, problem.where.row) for problem in made.problems()]
    assert told == [("row.same-code", 2)] * 3
    built = made.build(tmp_path, check="none")
    assert [problem.rule for problem in built.problems] == ["row.same-code"] * 3
    with (tmp_path / "manifest.csv").open(encoding="utf-8") as file:
        doubtful = [line for line in csv.DictReader(file) if line["problem"]]
    assert {(line["asset"], line["row"], line["status"]) for line in doubtful} == {
        (asset, "2", "unchecked") for asset in "sfl"
    }
