"""The command line: a thin face over the public functions. The one door to click and tqdm.

Exit status 0: all is well. 1: the work was done, or the file was read, and there are problems.
2: it was asked wrongly: an option, a missing file, a value that cannot be. What is found goes to
standard output; errors and progress go to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from campaignkit.errors import BadInput, CampaignError

if TYPE_CHECKING:
    from campaignkit.build.making import Progress
    from campaignkit.problems import Problems
    from campaignkit.proof.pages import Checked

FOUND, ASKED_WRONGLY = 1, 2
_SHOWN = 20  # problems printed by build; the manifest has all of them

Out = click.option("-o", "--out", required=True, metavar="OUT", help="Where it goes.")


class _Commands(click.Group):
    """Says our errors in one line or as a list, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CampaignError as err:
            click.echo(f"campaignkit: {_plain(str(err), lines=True)}", err=True)
            ctx.exit(ASKED_WRONGLY if err.problems is None else FOUND)


@click.group(cls=_Commands, no_args_is_help=False, invoke_without_command=True)
@click.version_option(package_name="campaignkit", message="campaignkit %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """From a few facts about a shop and a table: stickers, sheets, codes and links that scan."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main() -> NoReturn:
    """Run the command and leave with its exit status. No text stops it: a terminal that lacks a
    letter shows its number.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="campaignkit")
    raise AssertionError("click leaves by itself")


@cli.command()
@click.argument("folder", metavar="DIR")
@click.option("--from", "name", default=None, help="Which starter campaign; default: bakery.")
def init(folder: str, name: str | None) -> None:
    """Write a starter campaign into a new folder DIR."""
    from campaignkit.build import starters

    for path in starters.start(folder, name or starters.FIRST):
        click.echo(f"wrote {path}")
    click.echo(f"Change it into yours, then:  campaignkit build {folder}/campaign.toml -o out")


@cli.command()
@click.argument("spec", metavar="SPEC")
@Out
@click.option("--no-check", is_flag=True, help="Do not read the codes back.")
@click.option("--strict", is_flag=True, help="Make nothing of an asset that has an error.")
def build(spec: str, out: str, no_check: bool, strict: bool) -> None:
    """Make everything in the campaign file SPEC."""
    from campaignkit.build import campaign

    made = campaign(spec)
    with _progress() as progress:
        built = made.build(
            out, check="none" if no_check else "all", strict=strict, progress=progress
        )
    for name in built.files[:_SHOWN]:
        click.echo(f"{out}/{_plain(name)}")
    if len(built.files) > _SHOWN:
        click.echo(f"and {len(built.files) - _SHOWN:,} more files in {out}")
    _say_problems(built.problems, beyond=f"All of them are in {built.manifest}.")
    click.echo(str(built).partition("\n")[0])
    sys.exit(0 if built else FOUND)


@cli.command()
@click.argument("file", metavar="FILE")
@click.option("--distance-mm", type=float, help="How far away people stand when they scan.")
def check(file: str, distance_mm: float | None) -> None:
    """Read the codes of a PDF or picture back, and say what may keep phones from it."""
    from campaignkit.assets.reading import checked_pages
    from campaignkit.proof.pages import all_problems

    pages = _printed(checked_pages(file, distance_mm=distance_mm))
    problems = all_problems(pages, file=file)
    _say_problems(problems)
    if not problems:
        click.echo("no problems")
    sys.exit(FOUND if problems.errors else 0)


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, metavar="TEXT | KIND FIELD=VALUE...")
@Out
@click.option("--level", type=click.Choice(["L", "M", "Q", "H"]), default="M", show_default=True)
@click.option("--boost", is_flag=True, help="Raise the level while the code stays as large.")
@click.option("--size-mm", type=float, help="Width, quiet zone included; default 0.4 mm a module.")
def qr(words: tuple[str, ...], out: str, level: str, boost: bool, size_mm: float | None) -> None:
    """Make one code of a TEXT, or of a KIND of link: .pdf, .png or .svg.

    \b
    campaignkit qr https://wa.me/5511987654321 -o code.svg
    campaignkit qr chat phone=+5511987654321 text=Oi -o code.png
    campaignkit qr wifi ssid=Padaria password=paoquente -o wifi.pdf
    campaignkit qr pix key=sol@example.com name=Sol city=Recife amount=12.50 -o pix.png
    """
    from campaignkit.assets.code import qr_code

    code = qr_code(_said(words), level=level, boost=boost, size_mm=size_mm)
    code.save(out)
    width, _height = code.size
    click.echo(
        f"{out}: version {code.version}-{code.level}, {width:g} mm wide, read back: "
        f"{_plain(code.text)}"
    )


@cli.command()
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


@cli.command()
def designs() -> None:
    """List the built-in sticker designs."""
    from campaignkit.assets.listing import designs as found

    click.echo(str(found()))


def _said(words: tuple[str, ...]) -> str:
    """Return the text of a code: one word as it is, or a kind of link and its fields."""
    from campaignkit.build.saying import kinds, link

    first, *rest = words
    known = kinds()
    if not rest and first not in known:
        return first
    pairs = [word.partition("=") for word in rest]
    if first not in known and not all(sign for _name, sign, _value in pairs):
        raise BadInput(
            f"{len(words)} words were given. Put a text in quotes; a kind of link is one of "
            f"{', '.join(known)}."
        )
    loose = [name for name, sign, _value in pairs if not sign]
    if loose:
        raise BadInput(f"{loose[0]!r} is no field. Write fields as in phone=+5511987654321.")
    fields: dict[str, str] = {}
    for name, _sign, value in pairs:
        if name in fields:
            raise BadInput(f"the field {name!r} is given twice. Leave one out.")
        fields[name] = value
    return link(first, fields)


def _printed(pages: Iterable[Checked]) -> Iterator[Checked]:
    """Yield pages on, saying the codes of each."""
    for page in pages:
        for code, measured in zip(page.found, page.measured, strict=True):
            place = f"page {page.page}, " if page.page is not None else ""
            size = f"version {code.version}-{code.level}"
            if page.problems is not None and page.page is not None:
                place += f"{code.x_mm:.0f} x {code.y_mm:.0f} mm: "
                size += f", modules of {measured.module_mm:.2f} mm"
            click.echo(f"{place}{_plain(code.text)} ({size})")
        yield page


def _say_problems(problems: Problems, *, beyond: str = "") -> None:
    for problem in problems[:_SHOWN] if beyond else problems:
        click.echo(f"{problem.severity}: {_plain(str(problem))}", err=True)
    if beyond and len(problems) > _SHOWN:
        click.echo(f"and {len(problems) - _SHOWN:,} more problems. {beyond}", err=True)


def _plain(text: str, *, lines: bool = False) -> str:
    """Return text that cannot steer a terminal: control signs as their escapes."""
    kept = "\n" if lines else ""
    return "".join(
        sign if sign.isprintable() or sign in kept else ascii(sign)[1:-1] for sign in text
    )


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
