"""A sticker is a design with facts; a table makes one a row. Mistakes are said at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from campaignkit import layout, pictures
from campaignkit.assets.sheet import sheet
from campaignkit.assets.sticker import Sticker, sticker
from campaignkit.assets.sticker_rows import stickers
from campaignkit.business import Business
from campaignkit.campaigns import Campaign
from campaignkit.drawing import Drawing, Text
from campaignkit.errors import BadInput, NotFound, TooBig
from campaignkit.merge import Failure
from campaignkit.text.font_files import in_default_packages

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
CHAT = "https://wa.me/5511987654321"


def test_without_a_link_its_code_opens_a_chat_with_the_shop() -> None:
    assert sticker("chat-with-us", SHOP).payload == CHAT


def test_a_text_becomes_a_chat_link() -> None:
    assert sticker("chat-with-us", SHOP, text="Oi!").payload == f"{CHAT}?text=Oi%21"


def test_a_link_is_any_text_for_the_code() -> None:
    assert sticker("chat-with-us", SHOP, link="WIFI:S:Sol;;").payload == "WIFI:S:Sol;;"


def test_a_catalog_design_opens_the_catalog() -> None:
    assert sticker("see-our-catalog", SHOP).payload == "https://wa.me/c/5511987654321"


def test_its_size_is_its_designs_unless_said() -> None:
    designed = sticker("chat-with-us", SHOP)

    assert sticker("chat-with-us", SHOP, size_mm=(99, 57)).size == (99, 57)
    narrow = sticker("chat-with-us", SHOP, size_mm=designed.size[0] / 2)
    assert narrow.size == pytest.approx([side / 2 for side in designed.size])


def test_a_fact_may_bear_any_name() -> None:
    made = sticker("chat-with-us", SHOP, facts={"language": "x", "text": "y", "title": "Sol"})

    assert made.facts["text"] == "y"
    assert made.language == "pt_BR"


def test_its_alternative_text_says_who_what_and_where_to() -> None:
    made = sticker("chat-with-us", SHOP, title="Pão quente")

    assert made.alternative == f"Sticker of Padaria Sol: Pão quente. Code: {CHAT}"


@pytest.mark.parametrize(
    ("design", "options", "error", "words"),
    [
        ("chat-with-uss", {}, NotFound, r"no design called 'chat-with-uss'.*'chat-with-us'"),
        ("", {}, BadInput, r"design='' is not a name or a path"),
        ("table-number", {}, BadInput, r"needs the fact 'table'"),
        ("chat-with-us", {"titel": "x"}, BadInput, r"has no fact 'titel'. Did you mean 'title'"),
        ("chat-with-us", {"link": "x", "text": "y"}, BadInput, r"give link= or text=, not both"),
        ("chat-with-us", {"link": " "}, BadInput, r"link=' ' is empty"),
        ("chat-with-us", {"link": 5}, BadInput, r"link=5 is empty|link=5 is not"),
        ("chat-with-us", {"level": "m"}, BadInput, r"level='m' is not .*: L, M, Q or H"),
        ("chat-with-us", {"size_mm": -5}, BadInput, r"size_mm=-5 is not a size"),
        ("chat-with-us", {"size_mm": (60, 0)}, BadInput, r"size_mm=\(60, 0\) is not a size"),
        ("chat-with-us", {"size_mm": "60"}, BadInput, r"size_mm='60' is not a size"),
        ("chat-with-us", {"size_mm": (1, 2, 3)}, BadInput, r"is not a size"),
        ("chat-with-us", {"size_mm": float("nan")}, BadInput, r"size_mm=nan is not a size"),
        ("chat-with-us", {"language": "xx"}, BadInput, r"xx"),
        ("chat-with-us", {"facts": "title"}, BadInput, r"facts='title' is not a mapping"),
        (
            "chat-with-us",
            {"facts": {"title": "a"}, "title": "b"},
            BadInput,
            r"title: given both as an option and in facts=",
        ),
    ],
)
def test_a_mistake_is_said_at_once(
    design: str, options: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        sticker(design, SHOP, **options)


def test_a_shop_must_be_a_business() -> None:
    with pytest.raises(BadInput, match=r"shop='Padaria Sol' is not a Business"):
        sticker("chat-with-us", "Padaria Sol")  # type: ignore[arg-type]


def test_what_needs_drawing_is_said_when_it_is_drawn() -> None:
    made = sticker("chat-with-us", SHOP, title="Pindamonhangaba " * 30)

    with pytest.raises(TooBig, match=r"mm"):
        made.drawing()


def test_a_code_too_fine_to_print_is_refused_with_the_size_it_needs() -> None:
    made = sticker("chat-with-us", SHOP, link="x" * 900, size_mm=(63.5, 38.1))

    with pytest.raises(TooBig, match=r"below the smallest safe 0.33 mm. Give the code [\d.]+ mm"):
        made.drawing()


def test_a_size_no_layout_suits_names_those_that_do() -> None:
    with pytest.raises(BadInput, match=r"no layout for a label of 5 x 5 mm, .*It suits"):
        sticker("chat-with-us", SHOP, size_mm=(5, 5)).drawing()


def test_one_sticker_a_row_strings_are_templates() -> None:
    rows = [{"name": "Sé", "stall": 4}, {"name": "Luz", "stall": 9}]

    made = list(stickers("chat-with-us", SHOP, rows, text="Banca {{ stall }}", title="{{ name }}"))

    assert [one.payload for one in made] == [
        f"{CHAT}?text=Banca%204",
        f"{CHAT}?text=Banca%209",
    ]
    assert [one.facts["title"] for one in made] == ["Sé", "Luz"]
    assert [one.where.row for one in made] == [1, 2]


def test_a_table_in_a_file_can_be_read_again(tmp_path: Path) -> None:
    table = tmp_path / "stalls.csv"
    table.write_text("table\n1\n2\n", encoding="utf-8")
    stream = stickers("table-number", SHOP, str(table))

    assert list(stream) == list(stream)
    assert len(list(stream)) == 2


def test_a_template_that_names_no_column_is_refused_before_any_row(tmp_path: Path) -> None:
    table = tmp_path / "stalls.csv"
    table.write_text("name,stall\nSé,4\n", encoding="utf-8")

    with pytest.raises(BadInput, match=r"title speaks of 'nome'.*Did you mean 'name'"):
        stickers("chat-with-us", SHOP, str(table), title="{{ nome }}")


def test_a_needed_fact_that_is_no_column_is_refused_before_any_row(tmp_path: Path) -> None:
    table = tmp_path / "stalls.csv"
    table.write_text("tables\n4\n", encoding="utf-8")

    with pytest.raises(BadInput, match=r"needs the fact 'table'.*Did you mean 'tables'"):
        stickers("table-number", SHOP, str(table))


def test_a_bad_row_is_an_outcome_and_the_rest_is_made() -> None:
    rows = [{"table": 1}, {"number": 2}, {"table": 3}]

    outcomes = list(stickers("table-number", SHOP, rows).outcomes())

    assert [type(one) for one in outcomes] == [Sticker, Failure, Sticker]
    failed = outcomes[1]
    assert isinstance(failed, Failure)
    assert failed.where.row == 2


def test_reading_the_stickers_raises_at_the_bad_row() -> None:
    stream = stickers("table-number", SHOP, [{"table": 1}, {"number": 2}])

    with pytest.raises(BadInput, match=r"row 2.*needs the fact 'table'"):
        list(stream)


def test_a_stream_takes_only_what_is_asked_of_it() -> None:
    taken = []

    def rows() -> Iterator[dict[str, int]]:
        for table in range(10**9):
            taken.append(table)
            yield {"table": table}

    stream = iter(stickers("table-number", SHOP, rows()))

    assert next(stream).facts["table"] == 0
    assert len(taken) < 10


def test_a_font_of_ones_own_is_tried_first() -> None:
    own = next(path for path in in_default_packages() if "Arabic" in path.name)

    plain, styled = (
        sticker("chat-with-us", SHOP, title="Sol", font=font).drawing() for font in (None, own)
    )

    def faces(drawing: Drawing) -> set[str]:
        texts = [item for item in drawing.items if isinstance(item, Text)]
        return {run.face.family for text in texts for run in text.line.runs}

    assert "Noto Sans" in faces(plain)
    assert faces(styled) == {"Noto Sans Arabic"}


def test_a_font_that_is_not_there_is_said_at_once() -> None:
    with pytest.raises(NotFound, match=r"nowhere\.ttf"):
        sticker("chat-with-us", SHOP, font="nowhere.ttf")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("clear.png", (0, 0, 0, 0), "transparent everywhere, so nothing of it would be seen"),
        ("white.png", (255, 255, 255, 255), "white and nothing else"),
    ],
)
def test_an_empty_logo_is_refused_whether_this_label_shows_it_or_not(tmp_path, name, data, why):
    picture = pictures.Picture(2, 2, "RGBA", bytes(data) * 4)
    (tmp_path / name).write_bytes(pictures.png(picture))
    shop = Business("Sol", phone="(11) 98765-4321", country="BR", logo=tmp_path / name)

    with pytest.raises(BadInput, match=why):
        sticker("open-for-business", shop)


def test_a_logo_that_nobody_would_see_is_told_by_check_save_and_sheet(tmp_path):
    white = b"<svg viewBox='0 0 1 1'><path fill='#fff' d='M0 0h1v1z'/></svg>"
    (tmp_path / "white.svg").write_bytes(white)
    shop = Business("Sol", phone="(11) 98765-4321", country="BR", logo=tmp_path / "white.svg")
    label = sticker("open-for-business", shop, size_mm=(148, 105))

    assert [problem.rule for problem in label.check()] == ["picture.faint"]
    found = sheet([label, label], stock="Avery L7169").check()
    assert [problem.rule for problem in found] == ["picture.faint"]


# -- a language that a design does not speak ------------------------------------------------------

FRENCH = Business("Café Nord", phone="06 12 34 56 78", country="FR", language="fr")
NO_FRENCH = "design 'chat-with-us' has no wording in French (fr): what it says of its own is in"


def test_a_design_that_does_not_speak_the_shops_language_says_so():
    (told,) = sticker("chat-with-us", FRENCH).warnings

    assert (told.rule, told.severity) == ("design.no-wording", "warning")
    assert str(told) == (
        f"{NO_FRENCH} English. Give title=… in French; for its other words, a design of your own "
        "that has [wording.fr]."
    )
    assert sticker("chat-with-us", FRENCH, title="Écrivez-nous").warnings == ()
    assert sticker("chat-with-us", FRENCH, language="es").warnings == ()


def test_a_language_is_spoken_as_in_another_country_before_it_is_english():
    shop = Business("Sol", phone="912 345 678", country="PT", language="pt_PT")
    made = sticker("chat-with-us", shop)

    assert made.title == "Fale com a gente"
    assert made.warnings == ()


@pytest.mark.parametrize("stock", [{"stock": "Avery L7160"}, {}])
def test_it_is_told_once_for_each_design_and_language_not_per_row(tmp_path, stock):
    rows = [{"n": n, "lang": "sw" if n % 2 else "fr"} for n in range(200 if stock else 40)]
    asset = {"name": "s", "design": "chat-with-us", "language": "{{ lang }}", "rows": rows, **stock}

    built = Campaign(FRENCH, stickers=[asset]).build(tmp_path, check=False)
    assert [each.value for each in built.problems] == ["fr", "sw"]
    assert len(built.report) == 2
    assert "in French (fr)" in built.report[0] and "in Swahili (sw)" in built.report[1]


def test_it_invites_to_what_its_code_opens_if_that_is_known() -> None:
    def invited(design: str, link: str) -> str | None:
        return sticker(design, SHOP, link=link).facts.get(layout.INVITATION)

    assert invited("chat-with-us", "tel:+5511987654321") == layout.invitation("call", "pt_BR")
    assert invited("see-our-catalog", "Mesa 7") == layout.invitation("other", "pt_BR")
    # a text that nothing opens is as good as a chat: the design's own words stay
    assert invited("chat-with-us", "Mesa 7") is None
    assert invited("chat-with-us", CHAT) is None
