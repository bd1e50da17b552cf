"""`pack`: sticker packs made, checked, mended."""

from __future__ import annotations

import sys

import click

from campaignkit.cli.shared import (
    FOUND,
    Out,
    counted,
    say_mended,
    say_problems,
    seller_options,
    shop_of,
)


@click.group()
def pack() -> None:
    """Make, check and mend sticker packs."""


@pack.command("make")
@click.argument("what", metavar="NAME | FOLDER")
@Out
@seller_options
@click.option("--phrase", "phrases", multiple=True, help="Of the pack phrases; may be repeated.")
@click.option("--emoji", "emojis", multiple=True, help="Of every picture; one to three.")
@click.option("--layout", type=click.Choice(["android", "ios"]), default="android")
def pack_make(
    what: str,
    *,
    out: str,
    language: str | None,
    phrases: tuple[str, ...],
    emojis: tuple[str, ...],
    layout: str,
    **who: str | None,
) -> None:
    """Make a pack: a built-in one by NAME, or of the pictures in FOLDER.

    OUT ends with .wastickers or .zip, or is the folder of an app's assets.

    \b
    campaignkit pack make open-for-business --shop campaign.toml -o sol.wastickers
    campaignkit pack make phrases --phrase "Bom dia" --phrase Obrigado --phrase Volte -o sol.zip ...
    """
    from campaignkit import progress
    from campaignkit.assets.pack import sticker_pack

    shop = shop_of(who["shop"], who["called"], who["phone"], who["country"], language)
    with progress.bar(desc="stickers", unit="sticker") as bar:
        made = sticker_pack(
            what,
            shop,
            language=language,
            phrases=phrases or None,
            emojis=emojis or None,
            progress=bar.update,
        )
    archive = out.lower().endswith((".wastickers", ".zip"))
    written = made.save(out) if archive else [made.save_app(out, layout=layout)]
    for path in written:
        click.echo(str(path))
    say_problems(made.problems())
    click.echo(f"{len(made)} stickers")


@pack.command("check")
@click.argument("file", metavar="FILE")
def pack_check(file: str) -> None:
    """Say everything that is wrong with the packs in FILE: .wastickers, .zip, an app's folder."""
    from campaignkit.assets.pack import pack_problems

    problems = pack_problems(file)
    say_problems(problems)
    click.echo(counted(problems))
    sys.exit(FOUND if problems.errors else 0)


@pack.command("fix")
@click.argument("file", metavar="FILE")
@Out
def pack_fix(file: str, out: str) -> None:
    """Mend what needs no person in the packs of FILE, and write them to OUT."""
    from campaignkit.assets.file_fixes import gone
    from campaignkit.assets.pack import fix, pack_problems
    from campaignkit.problems import Problem, Problems

    before = pack_problems(file)
    notes: list[Problem] = []
    written = fix(file, out, told=notes.extend)
    # of the files as they were written, which is what people will open
    left = [found for path in written for found in pack_problems(path)]
    say_mended(gone(before, (*left, *notes)))
    say_problems(Problems(notes))
    for path in written:
        click.echo(str(path))
    click.echo(f"{counted(before)} before, {counted(Problems(left))} now")
