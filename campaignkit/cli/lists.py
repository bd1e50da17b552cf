"""`stocks`, `designs`, `themes`: what there is to choose from."""

from __future__ import annotations

import sys
from typing import Any

import click

from campaignkit.cli.shared import FOUND, seller_options, shop_of


@click.command()
@click.argument("text", required=False)
@click.option("--width", type=float, help="Of the label, mm, within 2.")
@click.option("--height", type=float, help="Of the label, mm, within 2.")
@click.option("--page", help="A4, US-Letter, ...")
@click.option("--vendor", help="Such as Avery.")
@click.option("--shape", type=click.Choice(["rect", "round", "ellipse"]))
def stocks(text: str | None, **asked: Any) -> None:
    """List the label sheets whose name or description has TEXT in it."""
    from campaignkit.assets.listing import stocks as found

    listing = found(text, **asked)
    if not listing:
        click.echo("campaignkit: no label sheet matches. Ask for less, or by its size.", err=True)
        sys.exit(FOUND)
    click.echo(str(listing))


@click.group(invoke_without_command=True)
@click.pass_context
def designs(context: click.Context) -> None:
    """List the built-in sticker designs; copy one to make it your own, or show it."""
    from campaignkit.assets.listing import designs as found

    if context.invoked_subcommand is None:
        click.echo(str(found()))


@designs.command()
@click.argument("name")
@click.option("-o", "--out", metavar="FILE", help="Where it goes; default: NAME.toml, here.")
def copy(name: str, out: str | None) -> None:
    """Write the design NAME into a file of your own, to be changed and named by its path."""
    from campaignkit.assets.design_files import copy_design

    path = copy_design(name, out or f"{name}.toml")
    click.echo(f"wrote {path}")
    click.echo(f'Change it, then use it by its path: design = "{path}"')


@designs.command()
@click.argument("name")
@click.option("-o", "--out", metavar="FILE", help="A picture of it on each kind of label, PNG.")
@click.option("--theme", help="In this theme.")
def show(name: str, out: str | None, theme: str | None) -> None:
    """Say what the design NAME (or the file of your own) needs, and which labels it suits."""
    from campaignkit.assets.design_files import DesignCard

    card = DesignCard.of(name, theme=theme)
    click.echo(str(card))
    if out is not None:
        from campaignkit import stores

        stores.check_target(out, (".png",))
        stores.write_file(out, card.png())
        click.echo(f"wrote {out}")


@click.command()
@click.option("--seasons", is_flag=True, help="The seasons instead: ornaments over any theme.")
def themes(seasons: bool) -> None:
    """List the themes that change how every design looks."""
    from campaignkit.assets import listing

    click.echo(str(listing.seasons() if seasons else listing.themes()))


@click.command()
@seller_options
@click.option("-o", "--out", required=True, metavar="DIR", help="A folder; made if not there.")
@click.option("--theme", help="A name out of `campaignkit themes`, or a file of your own.")
@click.option("--season", help="A name out of `campaignkit themes --seasons`.")
@click.option("--artwork", help="A drawing, a trade such as bakery, or your own picture.")
@click.option("--payment", help="What the pay sign's code says, as `campaignkit qr pix` makes it.")
@click.option("--catalog", "table", metavar="TABLE", help="Products, for a price list or menu.")
@click.option("--text", help="What a chat begins with.")
@click.option("--no-check", is_flag=True, help="Do not read codes back.")
def kit(
    shop: str | None,
    out: str,
    *,
    no_check: bool,
    table: str | None,
    called: str | None,
    phone: str | None,
    country: str | None,
    language: str | None,
    **worn: Any,
) -> None:
    """Make a shop's matched set: poster, cards, labels, signs, stickers, pictures for a status."""
    from campaignkit.assets.kit import kit as made

    seller = shop_of(shop, called, phone, country, language)
    products = None
    if table is not None:
        from campaignkit.assets.catalog import catalog

        products = catalog(table, seller)
    whole = made(seller, language=language, catalog=products, **worn)
    for name in whole.save(out, check=not no_check):
        click.echo(f"wrote {out}/{name}")
    for name, why in whole.left_out.items():
        click.echo(f"without {name}: {why}", err=True)
