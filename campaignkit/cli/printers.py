"""`calibrate`, `measure` and `printers`: the machine that prints, measured and kept by name."""

from __future__ import annotations

import click

from campaignkit.cli.shared import Out


@click.command()
@click.argument("stock", default="A4")
@Out
def calibrate(stock: str, out: str) -> None:
    """Write the sheet that measures a printer, for the label sheet or page STOCK."""
    from campaignkit.assets.calibration import calibration

    calibration(stock).save(out)
    click.echo(f"wrote {out}: print it at 100 %, scan it whole, then: campaignkit measure SCAN")


@click.command()
@click.argument("scan")
@click.option("--name", help="Keep the profile under this name.")
@click.option("--kind", help="What else it is: laser, inkjet, thermal-203, thermal-300, press.")
def measure(scan: str, name: str | None, kind: str | None) -> None:
    """Say what a printer does, by a SCAN or photograph of its calibration sheet."""
    from campaignkit.assets.calibration import measure_printer

    found = measure_printer(scan, name=name, kind=kind)
    click.echo(str(found))
    if name is not None:
        from campaignkit.printers import profiles_file

        click.echo(f"kept as {name!r} in {profiles_file()}")


@click.command()
def printers() -> None:
    """List the printers that are known by name."""
    from campaignkit.display import text_table
    from campaignkit.printers.profiles import known

    rows = [
        (each.name, ", ".join(f"{key} {value}" for key, value in each.facts().items()))
        for each in known()
    ]
    click.echo(text_table(("name", "what it does"), rows))
