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
    say_problems,
    seller_options,
    shop_of,
)

if TYPE_CHECKING:
    from campaignkit.assets.catalog import Catalog


@click.group()
def catalog() -> None:
    """Check a table of products, and make feeds, price lists and shelf tags of it."""


@catalog.command("check")
@click.argument("table", metavar="TABLE")
@seller_options
@click.option("--currency", help="Of prices that name none: BRL, INR, ...")
@click.option("--as-feed", is_flag=True, help="TABLE is uploaded as it is, not through `feed`.")
def catalog_check(
    table: str, *, currency: str | None, as_feed: bool, language: str | None, **who: str | None
) -> None:
    """Say everything that is wrong with the products of TABLE, row by row."""
    problems = _catalog(table, currency, language, who).problems(as_feed=as_feed)
    say_problems(problems)
    click.echo(counted(problems))
    sys.exit(FOUND if problems.errors else 0)


@catalog.command("feed")
@click.argument("table", metavar="TABLE")
@Out
@seller_options
@click.option("--currency", help="Of prices that name none: BRL, INR, ...")
@click.option("--translation", metavar="LANGUAGE", help="Write the texts in LANGUAGE instead.")
def catalog_feed(
    table: str,
    *,
    out: str,
    currency: str | None,
    language: str | None,
    translation: str | None,
    **who: str | None,
) -> None:
    """Write the platform's feed of the products of TABLE: .csv or .xml."""
    found = _catalog(table, currency, language, who)
    found.save_feed(out, language=translation)
    click.echo(f"{out}: {len(found.products):,} products")


@catalog.command("price-list")
@click.argument("table", metavar="TABLE")
@Out
@seller_options
@click.option("--currency", help="Of prices that name none: BRL, INR, ...")
@click.option("--beside", metavar="LANGUAGE", help="A second language beside the first.")
@click.option("--title", help="Of the list.")
@click.option("--paper", help="A4, A5, US-Letter; default: the country's.")
@click.option("--columns", type=int, help="On a page.")
@click.option("--photos", is_flag=True, help="With the products' pictures.")
def catalog_price_list(
    table: str, *, out: str, currency: str | None, language: str | None, **given: Any
) -> None:
    """Print the products of TABLE as a price list or menu: .pdf, every code read back."""
    who = {key: given.pop(key) for key in ("shop", "called", "phone", "country")}
    made = _catalog(table, currency, language, who).price_list(language=language, **given)
    made.save(out)
    click.echo(out)


@catalog.command("tags")
@click.argument("table", metavar="TABLE")
@Out
@seller_options
@click.option("--currency", help="Of prices that name none: BRL, INR, ...")
@click.option("--stock", required=True, help="The label sheet, such as 'Avery L7160'.")
@click.option("--design", default="shelf-tag", show_default=True)
@click.option("--copies", type=int, default=1, show_default=True)
@click.option("--start", type=int, default=1, show_default=True, help="First free label.")
def catalog_tags(
    table: str, *, out: str, currency: str | None, language: str | None, **given: Any
) -> None:
    """Print a shelf tag for every product of TABLE on label sheets: .pdf, every code read back."""
    who = {key: given.pop(key) for key in ("shop", "called", "phone", "country")}
    _catalog(table, currency, language, who).shelf_tags(language=language, **given).save(out)
    click.echo(out)


def _catalog(
    table: str, currency: str | None, language: str | None, who: Mapping[str, str | None]
) -> Catalog:
    from campaignkit.assets.catalog import catalog as read

    shop = None
    if any(who.values()):
        shop = shop_of(who["shop"], who["called"], who["phone"], who["country"], language)
    return read(table, shop=shop, currency=currency)
