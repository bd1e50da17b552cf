"""The command line: a thin face over the public functions. The one door to click.

Exit status 0: all is well. 1: the work was done, or the file was read, and there are problems.
2: it was asked wrongly: an option, a missing file, a value that cannot be. What is found goes to
standard output; errors and progress go to standard error.
"""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import click

from campaignkit.cli.campaign import build, diff, init, plan, reprint
from campaignkit.cli.catalog import catalog
from campaignkit.cli.code import check, qr
from campaignkit.cli.lists import designs, kit, stocks, themes
from campaignkit.cli.message import message, template
from campaignkit.cli.pack import pack
from campaignkit.cli.printers import calibrate, measure, printers
from campaignkit.cli.replies import redeem, replies, report, spending
from campaignkit.cli.shared import ASKED_WRONGLY, FOUND, plain
from campaignkit.cli.studio import studio
from campaignkit.errors import CampaignError


class _Commands(click.Group):
    """Says our errors in one line or as a list, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CampaignError as err:
            click.echo(f"campaignkit: {plain(str(err), lines=True)}", err=True)
            # problems of data are a finding; anything else was asked wrongly
            ctx.exit(FOUND if err.gathers else ASKED_WRONGLY)


@click.group(cls=_Commands, no_args_is_help=False, invoke_without_command=True)
@click.version_option(package_name="campaignkit", message="campaignkit %(version)s")
@click.option(
    "--language",
    envvar="CAMPAIGNKIT_LANGUAGE",
    help="What is found is said in: pt_BR, es, ar, hi or en.",
)
@click.pass_context
def cli(context: click.Context, language: str | None) -> None:
    """From a few facts about a shop and a table: stickers, sheets, codes and links that scan."""
    if language:
        from campaignkit.translations import use_language

        use_language(language)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main() -> NoReturn:
    """Run the command and leave with its exit status. No text stops it: a terminal that lacks a
    letter shows its number.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a stream of tests or of another program has it not
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="campaignkit")
    raise AssertionError("click leaves by itself")


for _command in (
    *(init, build, plan, diff, reprint, check, qr, stocks, designs, themes, kit),
    *(calibrate, measure, printers),
    *(message, template, pack, catalog, studio, replies, report, redeem, spending),
):
    cli.add_command(_command)
