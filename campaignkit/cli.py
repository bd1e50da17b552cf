"""The command line: a thin face over the public functions. The one door to click and tqdm.

Exit status 0: all is well. 1: the work was done, or the file was read, and there are problems.
2: it was asked wrongly: an option, a missing file, a value that cannot be. What is found goes to
standard output; errors and progress go to standard error.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from campaignkit.errors import BadInput, CampaignError

if TYPE_CHECKING:
    from campaignkit.assets.catalog import Catalog
    from campaignkit.business import Business
    from campaignkit.campaigns.making import Progress
    from campaignkit.problems import Problems
    from campaignkit.proof.pages import Checked

FOUND, ASKED_WRONGLY = 1, 2
_SHOWN = 20  # problems printed by build; the manifest has all of them

Out = click.option("-o", "--out", required=True, metavar="OUT", help="Where it goes.")
Theme = click.option(
    "--theme", type=click.Choice(["auto", "light", "dark"]), default="auto", show_default=True
)


class _Commands(click.Group):
    """Says our errors in one line or as a list, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CampaignError as err:
            click.echo(f"campaignkit: {_plain(str(err), lines=True)}", err=True)
            ctx.exit(FOUND if err.gathers else ASKED_WRONGLY)


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
    from campaignkit.campaigns import starters

    for path in starters.start(folder, name or starters.FIRST):
        click.echo(f"wrote {path}")
    click.echo(f"Change it into yours, then:  campaignkit build {folder}/campaign.toml -o out")


@cli.command()
@click.argument("spec", metavar="SPEC")
@Out
@click.option("--no-check", is_flag=True, help="Do not read codes back, nor judge packs.")
@click.option("--strict", is_flag=True, help="Make nothing of an asset that has an error.")
def build(spec: str, out: str, no_check: bool, strict: bool) -> None:
    """Make everything in the campaign file SPEC."""
    from campaignkit.campaigns import campaign

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
@click.option("--style", metavar="STYLE", default="square", help="square, dots or rounded modules.")
@click.option("--dark", metavar="#RRGGBB", default="#000000", help="Colour of the modules.")
@click.option("--logo", metavar="PICTURE", help="In the middle, if the level can spare it: not L.")
def qr(
    words: tuple[str, ...],
    *,
    out: str,
    level: str,
    boost: bool,
    size_mm: float | None,
    style: str,
    dark: str,
    logo: str | None,
) -> None:
    """Make one code of a TEXT, or of a KIND of link: .pdf, .png or .svg.

    \b
    campaignkit qr https://wa.me/5511987654321 -o code.svg
    campaignkit qr chat phone=+5511987654321 text=Oi -o code.png
    campaignkit qr wifi ssid=Padaria password=paoquente -o wifi.pdf
    campaignkit qr pix key=sol@example.com name=Sol city=Recife amount=12.50 -o pix.png
    campaignkit qr https://example.com --level Q --style dots --logo sol.png -o code.pdf
    """
    from campaignkit.assets.code import qr_code

    code = qr_code(
        _said(words), level=level, boost=boost, size_mm=size_mm, style=style, dark=dark, logo=logo
    )
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


@cli.command()
@click.argument("name", required=False)
@click.argument("facts", nargs=-1, metavar="[FACT=VALUE]...")
@click.option("--shop", metavar="SPEC", help="A campaign file; its [business] writes.")
@click.option("--name", "called", help="Of the shop, where there is no file.")
@click.option("--phone", help="Of the shop, in any form.")
@click.option("--country", help="Of the shop: BR, IN, ...")
@click.option("--language", help="Of the message; default: the shop's.")
@click.option("--link", "to", metavar="PHONE", help="Also say the link that types it to PHONE.")
@click.option("-o", "--out", metavar="OUT", help="Also draw the chat bubble: x.html.")
@Theme
def message(
    *,
    name: str | None,
    facts: tuple[str, ...],
    language: str | None,
    to: str | None,
    out: str | None,
    theme: str,
    **who: str | None,
) -> None:
    """Write a message in the customer's language. Without NAME: which there are, and their facts.

    \b
    campaignkit message order-ready order=A-17 --shop campaign.toml --language hi
    campaignkit message greeting --name Sol --phone +5511987654321 --country BR -o hi.html
    """
    if name is None:
        from campaignkit.assets.listing import messages

        click.echo(str(messages()))
        return
    from campaignkit.assets.message import message as worded

    shop = _shop(who["shop"], who["called"], who["phone"], who["country"], language)
    said = worded(name, shop, language=language, facts=_fields(facts, "fact", "order=A-17"))
    link = said.link(to) if to is not None else None
    if out is not None:
        _save_page(out, [said.html(theme=theme)], name, theme)  # type: ignore[arg-type]
    click.echo(_readable(said.text))
    if link is not None:
        click.echo(f"\n{link}")
    _say_problems(said.problems())


@cli.group()
def template() -> None:
    """Check, show and mend message templates: JSON files in the Cloud API's own form."""


@template.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def template_check(files: tuple[str, ...]) -> None:
    """Say everything the platform would refuse in the templates of each FILE, and what is doubtful.

    A file holds one template, a list of them, or the platform's listing. Languages of one
    template are compared, also across files.
    """
    from campaignkit.assets.template import check_files

    problems = check_files(*files)
    _say_problems(problems)
    click.echo(_counted(problems))
    sys.exit(FOUND if problems.errors else 0)


@template.command("preview")
@click.argument("file", metavar="FILE")
@Out
@Theme
def template_preview(file: str, out: str, theme: str) -> None:
    """Draw the templates of FILE as chat bubbles, on a page that needs nothing: x.html."""
    from campaignkit.assets.template import MessageTemplate

    found = MessageTemplate.open_all(file)
    bubbles = [each.html(theme=theme) for each in found]  # type: ignore[arg-type]
    _save_page(out, bubbles, ", ".join(str(each.name) for each in found), theme)
    click.echo(f"{out}: {len(found)} {'template' if len(found) == 1 else 'templates'}")


@template.command("fix")
@click.argument("file", metavar="FILE")
@Out
def template_fix(file: str, out: str) -> None:
    """Mend in the templates of FILE what needs no person, and say what is left: x.json."""
    from campaignkit.assets.template import check_files, fix_file

    before = check_files(file)
    left = fix_file(file, out)
    _say_problems(left)
    click.echo(f"{out}: {_counted(before)} before, {_counted(left)} now")
    sys.exit(FOUND if left.errors else 0)


def _seller(command: Any) -> Any:
    """Add the options that say whose shop it is."""
    for option in reversed(
        (
            click.option("--shop", metavar="SPEC", help="A campaign file; its [business] sells."),
            click.option("--name", "called", help="Of the shop, where there is no file."),
            click.option("--phone", help="Of the shop, in any form."),
            click.option("--country", help="Of the shop: BR, IN, ..."),
            click.option("--language", help="Of the wording; default: the shop's."),
        )
    ):
        command = option(command)
    return command


@cli.group()
def pack() -> None:
    """Make, check and mend sticker packs."""


@pack.command("make")
@click.argument("what", metavar="NAME | FOLDER")
@Out
@_seller
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
    from campaignkit.assets.pack import sticker_pack

    shop = _shop(who["shop"], who["called"], who["phone"], who["country"], language)
    made = sticker_pack(
        what, shop, language=language, phrases=phrases or None, emojis=emojis or None
    )
    archive = out.lower().endswith((".wastickers", ".zip"))
    written = made.save(out) if archive else [made.save_app(out, layout=layout)]
    for path in written:
        click.echo(str(path))
    _say_problems(made.problems())
    click.echo(f"{len(made)} stickers")


@pack.command("check")
@click.argument("file", metavar="FILE")
def pack_check(file: str) -> None:
    """Say everything that is wrong with the packs in FILE: .wastickers, .zip, an app's folder."""
    from campaignkit.assets.pack import pack_problems

    problems = pack_problems(file)
    _say_problems(problems)
    click.echo(_counted(problems))
    sys.exit(FOUND if problems.errors else 0)


@pack.command("fix")
@click.argument("file", metavar="FILE")
@Out
def pack_fix(file: str, out: str) -> None:
    """Mend what needs no person in the packs of FILE, and write them to OUT."""
    from campaignkit.assets.pack import fix, pack_problems

    before = pack_problems(file)
    for path in fix(file, out):
        click.echo(str(path))
    click.echo(f"{_counted(before)} before")


@cli.group()
def catalog() -> None:
    """Check a table of products, and make feeds, price lists and shelf tags of it."""


@catalog.command("check")
@click.argument("table", metavar="TABLE")
@_seller
@click.option("--currency", help="Of prices that name none: BRL, INR, ...")
@click.option("--as-feed", is_flag=True, help="TABLE is uploaded as it is, not through `feed`.")
def catalog_check(
    table: str, *, currency: str | None, as_feed: bool, language: str | None, **who: str | None
) -> None:
    """Say everything that is wrong with the products of TABLE, row by row."""
    problems = _catalog(table, currency, language, who).problems(as_feed=as_feed)
    _say_problems(problems)
    click.echo(_counted(problems))
    sys.exit(FOUND if problems.errors else 0)


@catalog.command("feed")
@click.argument("table", metavar="TABLE")
@Out
@_seller
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
@_seller
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
@_seller
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
        shop = _shop(who["shop"], who["called"], who["phone"], who["country"], language)
    return read(table, shop=shop, currency=currency)


@cli.command()
@click.argument("file", required=False, default="")
@click.option("--port", type=int, help="Where the page answers; default: any free port.")
@click.option("--no-browser", is_flag=True, help="Only say the address.")
def studio(file: str, port: int | None, no_browser: bool) -> None:
    """Open the studio as a page of this machine, with the campaign file FILE or an example."""
    from campaignkit.widgets.page import open_page

    open_page(file, port=port, browser=not no_browser, say=click.echo)


def _shop(
    spec: str | None,
    name: str | None,
    phone: str | None,
    country: str | None,
    language: str | None,
) -> Business:
    """Return who writes, from a campaign file or from three facts."""
    facts = (name, phone, country)
    if spec is not None and facts == (None, None, None):
        from campaignkit.campaigns import seller

        return seller(spec)
    if spec is None and name is not None and phone is not None and country is not None:
        from campaignkit.business import Business

        with _asked():
            return Business(name, phone=phone, country=country, language=language or "en")
    raise BadInput(
        "say who writes: either --shop campaign.toml, or --name, --phone and --country together."
    )


def _save_page(out: str, bubbles: list[str], title: str, theme: Any) -> None:
    from campaignkit import stores
    from campaignkit.messages import preview

    stores.check_target(out, (".html",))
    stores.write_file(out, preview.document(bubbles, title=title, theme=theme).encode())


def _counted(problems: Problems) -> str:
    """Return how many there are, in words: "no problems", "2 errors, 1 warning"."""
    counts = ((len(problems.errors), "error"), (len(problems.warnings), "warning"))
    said = [f"{count:,} {word}{'s' * (count != 1)}" for count, word in counts if count]
    return ", ".join(said) or "no problems"


def _said(words: tuple[str, ...]) -> str:
    """Return the text of a code: one word as it is, or a kind of link and its fields."""
    from campaignkit.campaigns.saying import kinds, link

    first, *rest = words
    known = kinds()
    if not rest and first not in known:
        return first
    if first not in known and not all("=" in word for word in rest):
        raise BadInput(
            f"{len(words)} words were given. Put a text in quotes; a kind of link is one of "
            f"{', '.join(known)}."
        )
    fields = _fields(tuple(rest), "field", "phone=+5511987654321")
    with _asked():
        return link(first, fields)


def _fields(words: tuple[str, ...], what: str, example: str) -> dict[str, str]:
    """Return what NAME=VALUE words say."""
    fields: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise BadInput(f"{word!r} is no {what}. Write {what}s as in {example}.")
        if name in fields:
            raise BadInput(f"the {what} {name!r} is given twice. Leave one out.")
        fields[name] = value
    return fields


@contextmanager
def _asked() -> Iterator[None]:
    """Have values of the command's own words end it as a wrong usage, however many are wrong."""
    try:
        yield
    except CampaignError as err:
        raise BadInput(str(err)) from err


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


def _readable(text: str) -> str:
    """Return a message as it is sent, joiners and direction signs included, less control signs."""
    return "".join(
        sign if sign == "\n" or unicodedata.category(sign) != "Cc" else ascii(sign)[1:-1]
        for sign in text
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
