"""`stocks`, `designs`, `themes`: what there is to choose from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from campaignkit.cli.shared import (
    FOUND,
)

if TYPE_CHECKING:
    pass


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


@click.command()
def designs() -> None:
    """List the built-in sticker designs."""
    from campaignkit.assets.listing import designs as found

    click.echo(str(found()))


@click.command()
@click.option("--seasons", is_flag=True, help="The seasons instead: ornaments over any theme.")
def themes(seasons: bool) -> None:
    """List the themes that change how every design looks."""
    from campaignkit.assets import listing

    click.echo(str(listing.seasons() if seasons else listing.themes()))
