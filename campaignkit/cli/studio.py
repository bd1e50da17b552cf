"""`studio`: the page with knobs."""

from __future__ import annotations

import click


@click.command()
@click.argument("file", required=False, default="")
@click.option("--port", type=int, help="Where the page answers; default: any free port.")
@click.option("--no-browser", is_flag=True, help="Only say the address.")
def studio(file: str, port: int | None, no_browser: bool) -> None:
    """Open the studio as a page of this machine, with the campaign file FILE or an example."""
    from campaignkit.serving import open_page

    open_page(file, port=port, browser=not no_browser, say=click.echo)
