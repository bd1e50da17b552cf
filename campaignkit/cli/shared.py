"""What several commands share: options, whose shop it is, problems said in lines, plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from campaignkit.errors import BadInput, CampaignError

if TYPE_CHECKING:
    from campaignkit.business import Business
    from campaignkit.problems import Problems

FOUND, ASKED_WRONGLY = 1, 2
SHOWN = 20  # problems printed by build; the manifest has all of them

Out = click.option("-o", "--out", required=True, metavar="OUT", help="Where it goes.")
Theme = click.option(
    "--theme", type=click.Choice(["auto", "light", "dark"]), default="auto", show_default=True
)


def with_options(*each: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return what adds options to a command; --help lists them in this order."""

    def added(command: Any) -> Any:
        # the last one applied is the first in --help
        for option in reversed(each):
            command = option(command)
        return command

    return added


seller_options = with_options(
    click.option("--shop", metavar="SPEC", help="A campaign file; its [business] sells."),
    click.option("--name", "called", help="Of the shop, where there is no file."),
    click.option("--phone", help="Of the shop, in any form."),
    click.option("--country", help="Of the shop: BR, IN, ..."),
    click.option("--language", help="Of the wording; default: the shop's."),
)


def shop_of(
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

        with as_usage():
            return Business(name, phone=phone, country=country, language=language or "en")
    raise BadInput(
        "say who writes: either --shop campaign.toml, or --name, --phone and --country together.",
        rule="command.shop",
    )


def save_page(out: str, bubbles: list[str], title: str, theme: Any) -> None:
    from campaignkit import stores
    from campaignkit.messaging import preview

    stores.check_target(out, (".html",))
    stores.write_file(out, preview.document(bubbles, title=title, theme=theme).encode())


def counted(problems: Problems) -> str:
    """Return how many there are, in words: "no problems", "2 errors, 1 warning"."""
    counts = ((len(problems.errors), "error"), (len(problems.warnings), "warning"))
    said = [f"{count:,} {word}{'s' * (count != 1)}" for count, word in counts if count]
    return ", ".join(said) or "no problems"


def fields(words: tuple[str, ...], what: str, example: str) -> dict[str, str]:
    """Return what NAME=VALUE words say."""
    fields: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise BadInput(
                f"{word!r} is no {what}. Write {what}s as in {example}.",
                rule="command.field",
                word=word,
                what=what,
                example=example,
            )
        if name in fields:
            raise BadInput(
                f"the {what} {name!r} is given twice. Leave one out.",
                rule="command.field-twice",
                what=what,
                name=name,
            )
        fields[name] = value
    return fields


def pairs(option: str, told: tuple[str, ...]) -> dict[str, str] | None:
    """Return what an option that may be repeated says, as in "title=Nome do Produto"."""
    parts = [each.partition("=") for each in told]
    for each, (name, sign, text) in zip(told, parts, strict=True):
        if not (name.strip() and sign and text.strip()):
            raise click.BadParameter(f"{each!r} is not NAME=TEXT.", param_hint=option)
    return {name.strip(): text.strip() for name, _, text in parts} or None


@contextmanager
def as_usage() -> Iterator[None]:
    """Have values of the command's own words end it as a wrong usage, however many are wrong."""
    try:
        yield
    except CampaignError as err:
        # several problems gathered mean "found", status 1; a wrong word on the command line is
        # status 2
        raise BadInput(str(err), rule=err.rule, **err.params) from err


def say_problems(problems: Problems, *, beyond: str = "") -> None:
    for problem in problems[:SHOWN] if beyond else problems:
        click.echo(f"{problem.severity}: {plain(str(problem))}", err=True)
    if beyond and len(problems) > SHOWN:
        click.echo(f"and {len(problems) - SHOWN:,} more problems. {beyond}", err=True)


def say_mended(problems: Problems) -> None:
    """Say what a file had, and has no more."""
    for problem in problems:
        click.echo(f"mended: {plain(str(problem))}", err=True)


def plain(text: str, *, lines: bool = False) -> str:
    """Return text that cannot steer a terminal: control signs as their escapes."""
    kept = "\n" if lines else ""
    return "".join(
        sign if sign.isprintable() or sign in kept else ascii(sign)[1:-1] for sign in text
    )
