"""`catalog`: a table of products checked, and feeds, price lists, shelf tags made of it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from campaignkit.cli.shared import (
    FOUND,
    Out,
    counted,
    pairs,
    say_problems,
    seller_options,
    shop_of,
    with_options,
)

if TYPE_CHECKING:
    from campaignkit.assets.catalog import Catalog
    from campaignkit.problems import Problem


table_options = with_options(  # how TABLE is read
    click.option("--currency", help="Of prices that name none: BRL, INR, ..."),
    click.option(
        "--column",
        "columns_",
        multiple=True,
        metavar="NAME=COLUMN",
        help="What a column of TABLE is: title='Nome do Produto'. As often as needed.",
    ),
    click.option(
        "--fill",
        multiple=True,
        metavar="NAME=TEXT",
        help="What empty cells get: image_link='https://shop.example/{{ id }}.jpg'.",
    ),
    click.option("--encoding", help="Of a text file that is not Unicode, such as cp1252."),
    click.option("--delimiter", help="Of a text file, where it cannot be told."),
    click.option("--sheet", help="Of a workbook; default: the first."),
)


@click.group()
def catalog() -> None:
    """Check a table of products, and make feeds, price lists and shelf tags of it."""


@catalog.command("check")
@click.argument("table", metavar="TABLE")
@seller_options
@table_options
@click.option("--as-feed", is_flag=True, help="TABLE is uploaded as it is, not through `feed`.")
def catalog_check(table: str, *, as_feed: bool, language: str | None, **who: Any) -> None:
    """Say everything that is wrong with the products of TABLE, row by row."""
    problems = _catalog(table, language, who).problems(as_feed=as_feed)
    say_problems(problems)
    click.echo(counted(problems))
    sys.exit(FOUND if problems.errors else 0)


@catalog.command("feed")
@click.argument("table", metavar="TABLE")
@Out
@seller_options
@table_options
@click.option("--translation", metavar="LANGUAGE", help="Write the texts in LANGUAGE instead.")
@click.option("--no-check", is_flag=True, help="Write it even if the platform would refuse it.")
def catalog_feed(
    table: str,
    *,
    out: str,
    language: str | None,
    translation: str | None,
    no_check: bool,
    **who: Any,
) -> None:
    """Write the platform's feed of the products of TABLE: .csv or .xml.

    Where no product has a picture, it is written with an empty column image_link, to be filled in,
    and the command ends with 1: the platform takes no product without one.
    """
    found = _catalog(table, language, who)
    problems = found.problems()
    pictureless = all(_is_of_pictures(each) for each in problems.errors)
    # a shop without a web page has no pictures yet: it fills the column in by hand
    found.save_feed(out, language=translation, check=not (no_check or pictureless))
    say_problems(problems, beyond=_ALL)
    click.echo(f"{out}: {len(found.products):,} products, {counted(problems)}")
    sys.exit(FOUND if problems.errors and not no_check else 0)


def _is_of_pictures(error: Problem) -> bool:
    """Say whether no product has a picture: a feed can be written, its column be filled in."""
    return error.rule == "feed.column-missing" and error.where.column == "image_link"


@catalog.command("price-list")
@click.argument("table", metavar="TABLE")
@Out
@seller_options
@table_options
@click.option("--beside", metavar="LANGUAGE", help="A second language beside the first.")
@click.option("--title", help="Of the list.")
@click.option("--paper", help="A4, A5, Letter, 'A3 landscape', ...; default: the country's.")
@click.option("--columns", type=int, help="On a page.")
@click.option("--photos", is_flag=True, help="With the products' pictures.")
@click.option(
    "--descriptions",
    default="all",
    show_default=True,
    metavar="all|none|LINES",
    help="Of products: whole, left out, or cut to so many lines.",
)
@click.option("--theme", help="A name out of `campaignkit themes`, or a file of your own.")
@click.option("--season", help="A name out of `campaignkit themes --seasons`.")
@click.option("--artwork", help="A drawing, a trade such as bakery, or your own picture.")
@click.option(
    "--arrangement",
    type=click.Choice(["list", "grid", "board"]),
    default="list",
    show_default=True,
    help="In columns, as cards with photos, or the dishes of the day in large letters.",
)
@click.option("--pages", type=int, help="At most so many: letters as large as fit.")
@click.option("--cover", is_flag=True, help="Begin with a page of its own.")
@click.option(
    "--special", "specials", multiple=True, help="An id or title for the box of specials."
)
@click.option("--on-request", is_flag=True, help="List what has no price, and say so.")
@click.option("--printer", metavar="NAME", help="What prints it.")
def catalog_price_list(
    table: str, *, out: str, language: str | None, descriptions: str, **given: Any
) -> None:
    """Print the products of TABLE as a price list, menu or board: .pdf, every code read back.

    Marks of dishes (vegan, nuts, picante, ...) stand in a column `marks` of TABLE.
    """
    # click gives an empty tuple for what was not said
    given["specials"] = given["specials"] or None
    # what is left are options of `price_list`, by its own names
    who = {key: given.pop(key) for key in _READING}
    given["descriptions"] = _lines(descriptions)
    found = _catalog(table, language, who)
    made = found.price_list(language=language, **given)
    made.save(out)
    say_problems(found.notes() + (found.unpriced() if given["on_request"] else ()), beyond=_ALL)
    click.echo(out)


@catalog.command("tags")
@click.argument("table", metavar="TABLE")
@Out
@seller_options
@table_options
@click.option("--stock", required=True, help="The label sheet, such as 'Avery L7160'.")
@click.option("--design", default="shelf-tag", show_default=True)
@click.option("--copies", type=int, default=1, show_default=True)
@click.option("--start", type=int, default=1, show_default=True, help="First free label.")
@click.option("--printer", metavar="NAME", help="What prints them.")
def catalog_tags(table: str, *, out: str, language: str | None, **given: Any) -> None:
    """Print a shelf tag for every product of TABLE on label sheets: .pdf, every code read back."""
    who = {key: given.pop(key) for key in _READING}
    found = _catalog(table, language, who)
    made = found.shelf_tags(language=language, **given)
    made.save(out)
    say_problems(found.notes() + made.notes, beyond=_ALL)
    click.echo(out)


def _lines(told: str) -> bool | int:
    """Return whether and how far descriptions are printed."""
    if told.isdigit():
        return int(told)
    if told not in ("all", "none"):
        raise click.BadParameter(f"{told!r}: all, none, or a number.", param_hint="--descriptions")
    return told == "all"


_ALL = "`campaignkit catalog check` tells all."
_SELLER = ("shop", "called", "phone", "country")
_READING = (*_SELLER, "currency", "columns_", "fill", "encoding", "delimiter", "sheet")


def _catalog(table: str, language: str | None, given: Mapping[str, Any]) -> Catalog:
    from campaignkit.assets.catalog import catalog as read

    who = {key: given[key] for key in _SELLER}
    shop = None
    if any(who.values()):
        shop = shop_of(who["shop"], who["called"], who["phone"], who["country"], language)
    reading = {key: given[key] for key in ("currency", "encoding", "delimiter", "sheet")}
    columns, fill = pairs("--column", given["columns_"]), pairs("--fill", given["fill"])
    return read(table, shop, columns=columns, fill=fill, **reading)
