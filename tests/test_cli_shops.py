"""The commands of packs and catalogs: thin, in words, with an exit status."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import campaignkit as ck
from campaignkit.cli import cli

SOL = ("--name", "Sol", "--phone", "+5511987654321", "--country", "BR", "--language", "pt_BR")
TABLE = "id,title,price,description,availability,condition,link,image_link,brand\n" + "".join(
    f"p{n},Pão {n},R$ {n}\\,50,Assado hoje,in stock,new,https://sol.example/{n},"
    f"https://sol.example/{n}.jpg,Sol\n".replace("\\,", ".")
    for n in range(1, 6)
)


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "products.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_pack_is_made_and_found_good(tmp_path: Path) -> None:
    target = tmp_path / "sol.wastickers"

    made = run("pack", "make", "open-for-business", "-o", target, *SOL)
    checked = run("pack", "check", target)

    assert (made.exit_code, checked.exit_code) == (0, 0), made.output + checked.output
    assert len(ck.StickerPack.open(target)) >= 12


def test_a_pack_of_words_becomes_an_apps_folder(tmp_path: Path) -> None:
    words = ("--phrase", "Bom dia", "--phrase", "Obrigado", "--phrase", "Volte sempre")

    made = run("pack", "make", "phrases", *words, "-o", tmp_path / "assets", *SOL)

    assert made.exit_code == 0, made.output
    assert (tmp_path / "assets" / "contents.json").is_file()


def test_a_broken_pack_is_said_and_mended(tmp_path: Path) -> None:
    whole = tmp_path / "sol.wastickers"
    run("pack", "make", "open-for-business", "-o", whole, *SOL)

    assert run("pack", "fix", whole, "-o", tmp_path / "again.wastickers").exit_code == 0
    assert run("pack", "check", tmp_path / "again.wastickers").exit_code == 0
    (tmp_path / "bad.wastickers").write_bytes(whole.read_bytes()[:-300])
    refused = run("pack", "check", tmp_path / "bad.wastickers")
    assert refused.exit_code in (1, 2)
    assert "Traceback" not in refused.output


def test_a_pack_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    refused = run("pack", "make", "open-for-busines", "-o", tmp_path / "x.zip", *SOL)

    assert refused.exit_code == 2
    assert "open-for-business" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_a_good_table_passes_and_becomes_a_feed(table: Path, tmp_path: Path) -> None:
    checked = run("catalog", "check", table, *SOL)
    fed = run("catalog", "feed", table, "-o", tmp_path / "feed.csv", *SOL)

    assert (checked.exit_code, fed.exit_code) == (0, 0), checked.output + fed.output
    assert (tmp_path / "feed.csv").read_text(encoding="utf-8-sig").count("\n") == 6


def test_faults_of_a_table_are_said_with_their_rows(table: Path) -> None:
    table.write_text(TABLE.replace("R$ 3.50", "three"), encoding="utf-8")

    checked = run("catalog", "check", table, *SOL)

    assert checked.exit_code == 1
    assert "row 3" in checked.output


def test_a_price_list_and_tags_are_printed_and_read_back(table: Path, tmp_path: Path) -> None:
    listed = run("catalog", "price-list", table, "-o", tmp_path / "list.pdf", *SOL)
    tagged = run(
        *("catalog", "tags", table, "-o", tmp_path / "tags.pdf"), "--stock", "Avery L7160", *SOL
    )

    assert (listed.exit_code, tagged.exit_code) == (0, 0), listed.output + tagged.output
    assert not ck.check(tmp_path / "list.pdf").errors
    assert not ck.check(tmp_path / "tags.pdf").errors


def test_a_price_list_without_a_shop_says_who_is_missing(table: Path, tmp_path: Path) -> None:
    refused = run("catalog", "price-list", table, "-o", tmp_path / "list.pdf")

    assert refused.exit_code in (1, 2)
    assert "shop" in refused.output.lower()
    assert not (tmp_path / "list.pdf").exists()


def test_a_file_with_a_shop_alone_says_who_sells(tmp_path: Path) -> None:
    spec = tmp_path / "shop.toml"
    spec.write_text('[business]\nname = "Sol"\nphone = "(11) 98765-4321"\ncountry = "BR"\n')

    said = run("message", "greeting", "--shop", spec)

    assert said.exit_code == 0, said.output
    assert "Sol" in said.output


BAKERY = """\
Padaria do Zé;;;;
Tabela de março;;;;
Cód.;Produto;Preço/kg;Tem em estoque?;Foto
101;Pão francês;16,90;sim;https://ze.example/101.jpg
102;Bolo de fubá;25;esgotado;
"""


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    path = tmp_path / "tabela.csv"
    path.write_text(BAKERY, encoding="utf-8")
    return path


def test_a_shops_own_table_becomes_a_feed_and_a_list_without_renaming(bakery: Path) -> None:
    feed, fill = (
        bakery.with_name("feed.csv"),
        ("--fill", "image_link=https://z.example/{{ id }}.jpg"),
    )

    asked = run("catalog", "feed", bakery, "-o", feed, *SOL)
    made = run("catalog", "feed", bakery, "-o", feed, *SOL, *fill)
    printed = run("catalog", "price-list", bakery, "-o", bakery.with_name("list.pdf"), *SOL)

    assert (asked.exit_code, "row 2, column image_link" in asked.output) == (1, True)
    assert (made.exit_code, printed.exit_code) == (0, 0), made.output + printed.output
    assert "lines 1 to 2 are no header and no row" in printed.stderr
    with feed.open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["price"], second["availability"]) == ("16.90 BRL", "out of stock")
    assert second["image_link"] == "https://z.example/102.jpg"


def test_a_feed_that_the_platform_would_refuse_is_written_if_that_is_asked(bakery: Path) -> None:
    feed = bakery.with_name("feed.csv")

    made = run("catalog", "feed", bakery, "-o", feed, "--no-check", *SOL)

    assert (made.exit_code, "1 error" in made.stdout) == (0, True)
    assert "image_link is empty" in made.stderr
    assert feed.exists()


@pytest.mark.parametrize("wrong", [("--fill", "image_link"), ("--column", "=x")])
def test_a_pair_that_is_none_is_a_wrong_usage(bakery: Path, wrong: tuple[str, str]) -> None:
    refused = run("catalog", "check", bakery, *SOL, *wrong)

    assert (refused.exit_code, "is not NAME=TEXT" in refused.output) == (2, True)


def test_a_table_without_pictures_becomes_a_feed_to_fill_in_and_that_is_an_error(
    tmp_path: Path,
) -> None:
    path, feed = tmp_path / "t.csv", tmp_path / "feed.csv"
    path.write_text("اسم المنتج,السعر\nقهوة,٢٥\n", encoding="utf-8")

    made = run("catalog", "feed", path, "-o", feed, *SOL)

    assert (made.exit_code, "there is no column 'image_link'" in made.stderr) == (1, True)
    with feed.open(encoding="utf-8", newline="") as file:
        (product,) = csv.DictReader(file)
    assert (product["title"], product["image_link"]) == ("قهوة", "")
