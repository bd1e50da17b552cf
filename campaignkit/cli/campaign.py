"""`init` and `build`: a campaign file begun, and everything in it made."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from campaignkit.cli.shared import (
    FOUND,
    SHOWN,
    Out,
    plain,
)

if TYPE_CHECKING:
    from campaignkit.campaigns.builder import Progress


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--from", "name", default=None, help="Which starter campaign; default: bakery.")
def init(folder: str, name: str | None) -> None:
    """Write a starter campaign into a new folder DIR."""
    from campaignkit.campaigns import starters

    for path in starters.start(folder, name or starters.FIRST):
        click.echo(f"wrote {path}")
    click.echo(f"Change it into yours, then:  campaignkit build {folder}/campaign.toml -o out")


@click.command()
@click.argument("spec", metavar="SPEC")
@Out
@click.option("--no-check", is_flag=True, help="Do not read codes back, nor judge packs.")
@click.option("--strict", is_flag=True, help="Make nothing of an asset that has an error.")
def build(spec: str, out: str, no_check: bool, strict: bool) -> None:
    """Make everything in the campaign file SPEC."""
    from campaignkit.campaigns import campaign

    made = campaign(spec)
    with _progress() as progress:
        built = made.build(out, check=not no_check, strict=strict, progress=progress)
    for name in built.files[:SHOWN]:
        click.echo(f"{out}/{plain(name)}")
    if len(built.files) > SHOWN:
        click.echo(f"and {len(built.files) - SHOWN:,} more files in {out}")
    lines = built.report
    for line in lines[:SHOWN]:
        click.echo(plain(line), err=True)
    if len(lines) > SHOWN:
        click.echo(f"and {len(lines) - SHOWN:,} more kinds of problems", err=True)
    if lines:
        click.echo(f"All {len(built.problems):,} are in {out.rstrip('/')}/problems.csv.", err=True)
    click.echo(built.summary)
    sys.exit(0 if built else FOUND)


@click.command()
@click.argument("spec", metavar="SPEC")
def plan(spec: str) -> None:
    """Say what `build` would make of the campaign file SPEC, and what is wrong with it."""
    from campaignkit.campaigns import campaign
    from campaignkit.campaigns.report import grouped

    made = campaign(spec)
    problems = made.problems()
    for line in grouped(problems):
        click.echo(plain(line), err=True)
    if problems.errors:
        sys.exit(FOUND)
    click.echo(str(made.plan()))


@click.command()
@click.argument("spec", metavar="SPEC")
@click.argument("out", metavar="OUT")
def diff(spec: str, out: str) -> None:
    """Say what `build SPEC -o OUT` would change in the folder OUT: files, and codes row by row.

    Ends with status 1 if anything would change.
    """
    from campaignkit.campaigns import campaign

    found = campaign(spec).diff(out)
    click.echo(plain(str(found), lines=True))
    sys.exit(FOUND if found else 0)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Yield what shows a bar for each asset, on a terminal; elsewhere None."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def show(asset: str, done: int, total: int | None) -> None:
        if asset not in bars:
            _close(bars)
            bars[asset] = tqdm(total=total, desc=asset, leave=False, unit="step")
        bars[asset].update(done - bars[asset].n)

    try:
        yield show
    finally:
        _close(bars)


def _close(bars: Mapping[str, Any]) -> None:
    for bar in bars.values():
        bar.close()
