"""What each place brought: the whole way from a table of places to the best of them."""

from __future__ import annotations

import csv
import random
from datetime import date
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

import campaignkit as ck
from campaignkit.cli import cli
from campaignkit.errors import BadInput

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
PLACES = [{"id": f"p{number}", "place": f"Feira {number}", "n": 4} for number in range(6)]


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Printed pieces, their manifest, and the chats of a town in which Feira 3 is the best."""
    folder = tmp_path_factory.mktemp("town")
    made = list(ck.stickers("chat-with-us", SHOP, PLACES, text="Oi!", copies="{{ n }}", token=True))
    ck.sheet(made, stock="Avery L7160").save(folder / "sheet.pdf")
    place_of = {one.payload: one.facts["place"] for one in made}
    printed = [found.text for found in ck.codes(folder / "sheet.pdf")]
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["asset", "row", "place", "payload", "status"])
        writer.writerows(["m", n, place_of[text], text, "ok"] for n, text in enumerate(printed, 1))
    chance = random.Random(5)
    for person, payload in enumerate(_scans(printed, place_of, chance)):
        _chat(folder / "chats", person, ck.parse_link(payload).text, chance)
    return folder


def _scans(printed, place_of, chance):
    for payload in printed:
        often = 9 if place_of[payload] == "Feira 3" else 2
        yield from [payload] * chance.randint(often - 1, often + 1)


def _chat(folder, person, text, chance):
    folder.mkdir(exist_ok=True)
    name = f"+55 11 9{person:04d}-0000"
    day = f"{chance.randint(13, 28)}/03/2026 10:{chance.randint(10, 59)}"
    lines = f"{day} - {name}: {text}\n{day} - Padaria Sol: Bom dia!\n"
    (folder / f"Conversa do WhatsApp com {name}.txt").write_text(lines, encoding="utf-8")


def test_the_planted_best_poster_is_named_first(town):
    made = ck.report(town / "manifest.csv", town / "chats", since=date(2026, 3, 10))

    best, *others = made
    assert best.name == "Feira 3"
    assert best.pieces == 4
    assert all(best.fair.low > other.fair.value for other in others)
    assert sum(row.conversations for row in made) == len(list((town / "chats").iterdir()))
    assert 3 <= best.days <= 18
    assert made.compare("Feira 3", others[0].name).p < 0.01


def test_a_page_stands_alone_and_is_told_in_words(town, tmp_path):
    made = ck.report(town / "manifest.csv", town / "chats", language="ar")
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


@pytest.mark.parametrize("language", ["en", "pt_BR", "es", "ar", "hi"])
def test_every_word_is_said_in_every_language(town, language):
    made = ck.report(town / "manifest.csv", town / "chats", language=language)

    assert ("Conversations" in made.html()) is (language == "en")


def test_a_table_has_the_limits(town, tmp_path):
    ck.report(town / "manifest.csv", town / "chats").save(tmp_path / "report.csv")

    first, *_ = csv.DictReader(
        (tmp_path / "report.csv").read_text(encoding="utf-8-sig").splitlines()
    )
    assert first["place"] == "Feira 3"
    assert float(first["low"]) < float(first["rate"]) < float(first["high"])


def test_groups_are_any_column_and_a_wrong_one_is_told(town):
    assert [row.name for row in ck.report(town / "manifest.csv", town / "chats", by="asset")] == [
        "m"
    ]
    with pytest.raises(BadInput, match=r"has no column 'plase'. Did you mean 'place'"):
        ck.report(town / "manifest.csv", town / "chats", by="plase")


def test_what_is_not_known_is_said(town):
    said = [{"phone": "+551", "message": "Oi (ref K4K6-RD2H)"}]

    rules = {problem.rule for problem in ck.report(town / "manifest.csv", said).problems()}

    assert rules == {"replies.unknown-reference", "report.few"}


def test_the_commands_do_the_same(town, tmp_path):
    paths = [str(town / "manifest.csv"), str(town / "chats")]

    listed = CliRunner().invoke(cli, ["replies", *paths, "-o", str(tmp_path / "found.csv")])
    told = CliRunner().invoke(cli, ["report", *paths, "-o", str(tmp_path / "report.html")])

    assert (listed.exit_code, told.exit_code) == (0, 0), listed.output + told.output
    assert told.output.startswith("Feira 3: ")
    assert "conversations" in listed.output


@pytest.mark.parametrize(
    ("option", "words"), [("by", "is no column"), ("since", "is no day"), ("columns", "no mapping")]
)
def test_an_option_of_a_wrong_type_is_told(option, words):
    said = [{"phone": "+551", "message": "Oi"}]

    with pytest.raises(BadInput, match=words):
        ck.report([{"payload": "Oi"}], said, **{option: [5]})


@pytest.mark.parametrize("language", ["pt_BR", "ar", "hi"])
def test_it_is_printed_in_the_shops_language(town, tmp_path, language):
    made = ck.report(town / "manifest.csv", town / "chats", language=language)

    made.save(tmp_path / "report.pdf")

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert made.paper().page_count == 1 and made.paper().language == language
    assert not made.paper().check().errors
