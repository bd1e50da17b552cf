"""`message` and `template`: wording in the customer's language, templates judged and mended."""

from __future__ import annotations

import sys
import unicodedata

import click

from campaignkit.cli.shared import (
    FOUND,
    Out,
    Theme,
    counted,
    fields,
    save_page,
    say_mended,
    say_problems,
    shop_of,
)


@click.command()
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
        from campaignkit.assets.listing import ready_messages

        click.echo(str(ready_messages()))
        return
    from campaignkit.assets.message import message as worded

    shop = shop_of(who["shop"], who["called"], who["phone"], who["country"], language)
    said = worded(name, shop, language=language, facts=fields(facts, "fact", "order=A-17"))
    # before anything is written or said, since a wrong number is a wrong usage
    link = said.link(to) if to is not None else None
    if out is not None:
        save_page(out, [said.html(theme=theme)], name, theme)  # type: ignore[arg-type]
    click.echo(_readable(said.text))
    if link is not None:
        click.echo(f"\n{link}")
    say_problems(said.problems())


@click.group()
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
    say_problems(problems)
    click.echo(counted(problems))
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
    save_page(out, bubbles, ", ".join(str(each.name) for each in found), theme)
    click.echo(f"{out}: {len(found)} {'template' if len(found) == 1 else 'templates'}")


@template.command("fix")
@click.argument("file", metavar="FILE")
@Out
def template_fix(file: str, out: str) -> None:
    """Mend in the templates of FILE what needs no person, and say what is left: x.json."""
    from campaignkit.assets.file_fixes import check_templates, fix

    before = check_templates(file)
    left = fix(file, out)
    say_problems(left)
    say_mended(left.mended)
    click.echo(f"{out}: {counted(before)} before, {counted(left)} now")
    sys.exit(FOUND if left.errors else 0)


def _readable(text: str) -> str:
    """Return a message as it is sent, joiners and direction signs included, less control signs."""
    return "".join(
        sign if sign == "\n" or unicodedata.category(sign) != "Cc" else ascii(sign)[1:-1]
        for sign in text
    )
