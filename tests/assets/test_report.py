"""What each place brought: the whole way from a table of places to the best of them."""

from __future__ import annotations

import csv
import random
import re
import sys
import zipfile
from datetime import date
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

import campaignkit as ck
from campaignkit.assets import report_words
from campaignkit.cli import cli
from campaignkit.errors import BadInput
from tests.assets.test_experiment_results import town as tried_town

SPEC = """
[business]
name = "Padaria Sol"
phone = "(11) 98765-4321"
country = "BR"
language = "pt_BR"

[tracking]
campaign = "spring"

[[stickers]]
name = "markets"
design = "chat-with-us"
rows = "places.csv"
text = "Oi! Vi na {{ place }}"
stock = "Avery L7160"
copies = 4
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The whole way: a build, the codes of its PDF as a phone reads them, customers, their chats.

    Whoever scans types what the code says, with slips; Feira 3 is where most do.
    """
    folder = tmp_path_factory.mktemp("town")
    places = "".join(f"p{number},Feira {number}\n" for number in range(6))
    (folder / "places.csv").write_text("id,place\n" + places, encoding="utf-8")
    (folder / "campaign.toml").write_text(SPEC, encoding="utf-8")
    built = ck.campaign(folder / "campaign.toml").build(folder / "out")
    assert built, built
    printed = [found.text for found in ck.codes(folder / "out" / "markets.pdf")]
    assert len(printed) == 24
    chance = random.Random(5)
    for person, text in enumerate(_scans([ck.parse_link(code).text for code in printed], chance)):
        _chat(folder / "chats", person, text, chance)
    return folder


def _scans(texts, chance):
    for text in texts:
        often = 9 if "Feira 3" in text else 2
        for _ in range(chance.randint(often - 1, often + 1)):
            yield text if chance.random() < 0.8 else _mistyped(text, chance)


def _mistyped(text, chance):
    """Return what a thumb makes of it: other words, small letters, two signs exchanged."""
    said = f"bom dia! {text.partition('(')[2].rstrip(')')}"
    at = said.rindex("-") + chance.randint(1, 3)
    return said[:at] + said[at + 1] + said[at] + said[at + 2 :].lower()


def _chat(folder, person, text, chance):
    """Write what a phone exports: of Android, or of an iPhone, zipped."""
    folder.mkdir(exist_ok=True)
    name, day = f"+55 11 9{person:04d}-0000", chance.randint(13, 28)
    hour = f"10:{chance.randint(10, 59)}"
    if person % 2:
        lines = (f"{day}/03/2026 {hour} - {who}" for who in (f"{name}: {text}", "Padaria Sol: Oi!"))
        path = folder / f"Conversa do WhatsApp com {name}.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        return
    head = f"[{day}/03/2026, {hour}:09]"
    with zipfile.ZipFile(folder / f"WhatsApp Chat - {name}.zip", "w") as packed:
        packed.writestr("_chat.txt", f"{head} {name}: {text}\r\n{head} Padaria Sol: Oi!\r\n")


def test_the_planted_best_poster_is_named_first(town):
    made = ck.report(town / "out", town / "chats", since=date(2026, 3, 10))

    best, *others = made
    assert best.name == "Feira 3"
    assert best.pieces == 4
    assert {one.how for one in made.conversations} == {"exact", "repaired"}
    assert all(best.fair.low > other.fair.value for other in others)
    assert sum(row.conversations for row in made) == len(list((town / "chats").iterdir()))
    assert 3 <= best.days <= 18
    assert made.compare("Feira 3", others[0].name).p < 0.01


def test_a_page_stands_alone_and_is_told_in_words(town, tmp_path):
    made = ck.report(town / "out", town / "chats", language="ar")
    made.save(tmp_path / "report.html")

    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    found: dict[str, list[dict[str, str | None]]] = {}

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.setdefault(tag, []).append(dict(attrs))

    Tags().feed(text)
    assert found["html"][0] == {"lang": "ar", "dir": "rtl"}
    assert len(found["svg"]) == 6 and all(tag["role"] == "img" for tag in found["svg"])
    assert text.count("<title>") == 7
    assert "script" not in found and "http" not in text


def test_a_language_without_words_gets_a_whole_page_in_english_that_says_why(town):
    made = ck.report(town / "out", town / "chats", language="sw")

    told = "This report is in English: it has no words in Swahili yet."
    assert told in made.html() and 'lang="en"' in made.html()
    assert [found.rule for found in made.problems() if "language" in found.rule] == [
        "report.language"
    ]
    assert told not in ck.report(town / "out", town / "chats", language="fr_CA").html()


@pytest.mark.parametrize("words", report_words._words().values(), ids=report_words._words())
def test_no_language_lacks_a_word_or_what_is_filled_in(words):
    english = report_words._words()["en"]
    fields = re.compile(r"\{\w+\}")

    assert {key: sorted(fields.findall(said)) for key, said in words.items()} == {
        key: sorted(fields.findall(said)) for key, said in english.items()
    }


def test_what_somebody_calls_a_column_or_a_variant_is_no_word_of_ours():
    pieces = [{"payload": "Oi 1", "row": 1, "status": "ok"}]

    made = ck.report(pieces, [{"text": "Oi 1"}], by="few", rows=[{"few": "a"}], language="pt_BR")

    assert "<th>few</th>" in made.html()


@pytest.mark.parametrize("language", ["en", "pt_BR", "es", "ar", "hi", "de", "it", "id"])
def test_every_word_is_said_in_every_language(town, language):
    made = ck.report(town / "out", town / "chats", language=language)

    assert ("Conversations" in made.html()) is (language == "en")


def test_a_table_has_the_limits(town, tmp_path):
    ck.report(town / "out", town / "chats").save(tmp_path / "report.csv")

    first, *_ = csv.DictReader(
        (tmp_path / "report.csv").read_text(encoding="utf-8-sig").splitlines()
    )
    assert first["place"] == "Feira 3"
    assert float(first["low"]) < float(first["rate"]) < float(first["high"])


def test_groups_are_any_column_and_a_wrong_one_is_told(town):
    assert [row.name for row in ck.report(town / "out", town / "chats", by="asset")] == ["markets"]
    with pytest.raises(BadInput, match=r"has no column 'plase'. Did you mean 'place'"):
        ck.report(town / "out", town / "chats", by="plase")


def test_what_is_not_known_is_said(town):
    said = [{"phone": "+551", "message": "Oi (ref K4K6-RD2H)"}]

    rules = {problem.rule for problem in ck.report(town / "out", said).problems()}

    assert rules == {"replies.unknown-reference", "report.few"}


def test_the_commands_do_the_same(town, tmp_path):
    paths = [str(town / "out"), str(town / "chats")]

    listed = CliRunner().invoke(cli, ["replies", *paths, "-o", str(tmp_path / "found.csv")])
    told = CliRunner().invoke(cli, ["report", *paths, "-o", str(tmp_path / "report.html")])

    assert (listed.exit_code, told.exit_code) == (0, 0), listed.output + told.output
    assert told.output.startswith("Feira 3: ")
    assert "conversations" in listed.output


def test_the_command_tells_what_it_cost_and_what_was_tried(town, tmp_path):
    paths = [str(town / "out"), str(town / "chats"), "-o", str(tmp_path / "r.csv")]
    costs = ["--cost", "page=4.80", "--cost", "piece=0.10", "--app"]
    plan = ["spending", str(town / "out"), "--country", "BR", "--expected", "2"]

    after = CliRunner().invoke(cli, ["report", *paths, "--country", "BR", *costs])
    before = CliRunner().invoke(cli, [*plan, "--at", "2026-12-01", *costs])
    tried = CliRunner().invoke(cli, ["report", *paths, "--experiment"])
    without = CliRunner().invoke(cli, ["report", *paths, *costs])

    assert after.exit_code == before.exit_code == 0, after.output + before.output
    assert "conversations came" in after.output and "48 conversations expected" in before.output
    assert before.output.splitlines()[2].split()[-2:] == ["12.00", "0.2500"]  # two sheets of 21
    assert tried.exit_code == 2 and "names no variant" in tried.output
    assert without.exit_code == 2 and "--cost needs --country" in without.output


@pytest.mark.parametrize(
    ("option", "words"), [("by", "is no column"), ("since", "is no day"), ("columns", "no mapping")]
)
def test_an_option_of_a_wrong_type_is_told(option, words):
    said = [{"phone": "+551", "message": "Oi"}]

    with pytest.raises(BadInput, match=words):
        ck.report([{"payload": "Oi"}], said, **{option: [5]})


@pytest.mark.parametrize("language", ["pt_BR", "ar", "hi", "fr"])
def test_it_is_printed_in_the_shops_language(town, tmp_path, language):
    made = ck.report(town / "out", town / "chats", language=language)

    made.save(tmp_path / "report.pdf")

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert made.paper().page_count == 1 and made.paper().language == language
    assert not made.paper().check().errors


PLACES = [
    {"id": "p3", "bairro": "Mooca"},
    *({"id": f"p{n}", "bairro": "Sé"} for n in range(6) if n != 3),
]


def test_groups_are_a_column_of_the_table_that_the_pieces_came_from(town):
    made = ck.report(town / "out", town / "chats", by="bairro", rows=PLACES)

    assert [(row.name, row.pieces) for row in made] == [("Mooca", 4), ("Sé", 20)]
    with pytest.raises(BadInput, match=r"no column 'bairro'\. It has: place, .*rows='places\.csv'"):
        ck.report(town / "out", town / "chats", by="bairro")
    with pytest.raises(BadInput, match=r"nor the rows have a column 'barrio'\. Did you mean 'bai"):
        ck.report(town / "out", town / "chats", by="barrio", rows=PLACES)
    with pytest.raises(BadInput, match="no piece was made from these rows"):
        ck.report(town / "out", town / "chats", by="x", rows=[])


def test_rows_without_a_key_are_found_by_their_number():
    pieces = [{"payload": f"Oi {n}", "row": n, "status": "ok"} for n in (1, 2)]

    made = ck.report(pieces, [{"text": "Oi 2"}], by="city", rows=[{"city": "SP"}, {"city": "Rio"}])

    assert [(row.name, row.conversations) for row in made] == [("Rio", 1), ("SP", 0)]


ORDERS = [{"phone": "+55 11 90000-0000", "amount": "1.500,50"}, {"phone": "+1 212 555 0100"}]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("All together", "What it cost", "BRL", "R$1,500.50", "They are in no number")),
        ("pt_BR", ("Todas juntas", "Quanto custou", "R$\xa01.500,50", "R$\xa09,70")),
        ("es", ("Todas juntas", "Lo que costó", "1.500,50", "Por pedido")),
        ("ar_EG", ("المجموع", "كم كلّفت", "١٬٥٠٠٫٥٠", "لكل طلب")),
        ("hi", ("सब मिलाकर", "कितना खर्च हुआ", "1,500.50", "हर ऑर्डर पर")),
    ],
)
def test_the_page_tells_whose_it_is_all_of_it_and_what_it_cost(town, language, words):
    costs = {"page": "4,80", "setup": "0,10", "answers": 1}
    made = ck.report(
        town / "out",
        town / "chats",
        shop="Padaria Sol",
        orders=ORDERS,
        costs=costs,
        language=language,
    )

    page = made.html()
    assert "Padaria Sol" in page
    assert [word for word in words if word not in page] == ([] if language != "en" else ["BRL"])
    assert made.paper().page_count == 1 and not made.paper().check().errors


def test_the_page_tells_what_was_tried():
    lines, messages, sold = tried_town(2.5, holdout=0.2)

    texts = {
        language: ck.report(lines, messages, by="variant", outcomes=sold, language=language).html()
        for language in ("en", "pt_BR", "ar", "hi")
    }

    assert "What was tried" in texts["en"] and "Nothing printed" in texts["en"]
    assert "against where nothing hung (+" in texts["en"] and "under 0.1%" in texts["en"]
    assert "O que foi testado" in texts["pt_BR"] and "menos de 0,1%" in texts["pt_BR"]
    assert all("What" not in page and "Nothing" not in page for page in list(texts.values())[1:])


def test_costs_without_a_country_ask_for_it():
    with pytest.raises(BadInput, match=r"say in whose money, and how much, as in country='BR'"):
        ck.report([{"payload": "Oi"}], [{"text": "Oi"}], costs={"page": 1})


def test_one_is_said_of_one():
    assert repr(ck.report([{"payload": "Oi"}], [{"text": "Oi"}])) == (
        "<report by place: 1 group, 1 conversation, best: >"
    )


@pytest.mark.parametrize(("language", "side"), [("pt_BR", None), ("ar", "right")])
def test_a_chart_is_a_value_to_restyle(town, language, side):
    pytest.importorskip("altair")
    made = ck.report(town / "out", town / "chats", shop="Padaria Sol", language=language)

    spec = made.chart().properties(width=300).to_dict()

    bars, limits = spec["layer"]
    values = spec["data"]["values"] if "data" in spec else bars["data"]["values"]
    assert values[0]["name"] == "Feira 3" and len(values) == 6
    assert bars["encoding"]["x"]["field"] == "fair" and limits["encoding"]["x2"]["field"] == "high"
    assert bars["encoding"]["y"].get("axis", {}).get("orient") == side
    assert "Padaria Sol" in spec["title"] and spec["description"]


def test_a_chart_without_its_extra_names_the_install_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "altair", None)

    with pytest.raises(BadInput, match=r"pip install 'campaignkit\[plots\]'"):
        ck.report([{"payload": "Oi"}], [{"text": "Oi"}]).chart()
