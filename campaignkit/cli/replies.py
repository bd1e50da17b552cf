"""The way back: `replies`, `report`, `redeem`, and what it costs: `spending`."""

from __future__ import annotations

import sys
from typing import Any

import click

from campaignkit.cli.shared import FOUND, Out, pairs, plain, say_problems, with_options
from campaignkit.display import counted

chat_options = with_options(  # how chats are read
    click.option("--dates", type=click.Choice(["dmy", "mdy", "ymd"]), help="Order in exports."),
    click.option("--shop", help="The shop's name, as the chats show it."),
    click.option(
        "--column",
        "columns_",
        multiple=True,
        metavar="NAME=COLUMN",
        help="Of a table of messages: text, sender or time. As often as needed.",
    ),
    click.option(
        "--orders", help="A table of orders: phone, reference or order number; amount; day."
    ),
    click.option("--country", help="Of phones without one: BR, IN, ..."),
    click.option("--anonymous", is_flag=True, help="Names and numbers as keyed hashes."),
    click.option("--key", help="Of the hashes; without it no two readings can be joined."),
)

cost_options = with_options(  # what was paid
    click.option(
        "--cost",
        "costs",
        multiple=True,
        metavar="WHAT=AMOUNT",
        help="Of a page, a piece, or all together: page=4.80, piece=0.50, setup=20.",
    ),
    click.option("--answers", type=float, help="Messages of the shop in a conversation."),
    click.option("--app", is_flag=True, help="It answers from the app, which costs nothing."),
    click.option("--rates", metavar="FILE", help="A table of the platform's rates."),
)


@click.command()
@click.argument("manifest", metavar="MANIFEST")
@click.argument("chats", nargs=-1, required=True, metavar="CHAT...")
@chat_options
@Out
def replies(manifest: str, chats: tuple[str, ...], out: str, **options: Any) -> None:
    """List the conversations that printed pieces began.

    MANIFEST: what a build wrote, or its folder. CHAT: exported chats (.txt, .zip), webhooks (.json,
    .jsonl), a table of messages, or folders of them. Nothing leaves this machine.
    """
    found = _matched(manifest, chats, options)
    found.save(out)
    say_problems(found.problems(), beyond=f"All stand in {out}.")
    click.echo(plain(f"{out}: {counted(len(found.matched), 'conversation')}"))
    sys.exit(FOUND if found.problems() else 0)


@click.command()
@click.argument("manifest", metavar="MANIFEST")
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@click.option("--into", required=True, metavar="FILE", help="The CSV of what was redeemed.")
@click.option("--amount", help="What was bought with it, as in 20,50.")
@click.option("--country", help="Of the shop, if its codes open no chat: BR, IN, ...")
@click.option("--till", "by", default="", help="Who takes it.")
@click.option("--look", is_flag=True, help="Only say what it is good for.")
def redeem(
    *,
    manifest: str,
    codes: tuple[str, ...],
    into: str,
    amount: str | None,
    by: str,
    look: bool,
    country: str | None,
) -> None:
    """Take coupons: say what each is good for, and that it is used now.

    MANIFEST: what a build wrote, or its folder. CODE: as the customer says it; one slip is put
    right. Ends with status 1 if one of them is not good.
    """
    from datetime import datetime

    from campaignkit.assets.coupons import coupons

    # nothing below the command looks at the clock: a moment is an argument
    known, now = coupons(manifest, into, country=country), datetime.now().replace(microsecond=0)
    found = [
        known.look_up(code, at=now) if look else known.redeem(code, at=now, amount=amount, by=by)
        for code in codes
    ]
    for one in found:
        click.echo(plain(str(one)))
    sys.exit(0 if all(found) else FOUND)


@click.command()
@click.argument("manifest", metavar="MANIFEST")
@click.argument("chats", nargs=-1, required=True, metavar="CHAT...")
@chat_options
@click.option("--by", default="place", show_default=True, help="A column of the manifest or rows.")
@click.option("--rows", metavar="FILE", help="The table of the build, if --by is a column of it.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="When the pieces went up.")
@click.option("--language", default="en", show_default=True, help="Of the page.")
@click.option("--experiment", is_flag=True, help="Judge its variants, too.")
@click.option("--outcomes", metavar="FILE", help="What each place sold: judges what was held out.")
@cost_options
@Out
def report(
    *,
    manifest: str,
    chats: tuple[str, ...],
    by: str,
    rows: str | None,
    since: Any,
    language: str,
    experiment: bool,
    outcomes: str | None,
    out: str,
    **options: Any,
) -> None:
    """Tell what each place, design or variant brought.

    MANIFEST: what a build wrote, or its folder. CHAT: exported chats (.txt, .zip), webhooks (.json,
    .jsonl), a table of messages, or folders of them. Nothing leaves this machine. OUT: a page
    (.html), paper (.pdf) or a table (.csv). With --experiment also what its variants did, with
    --cost also what a conversation and an order cost.

    \b
    campaignkit report out chats/ -o report.html
    campaignkit report out chats/ --by design -o report.csv
    campaignkit report out chats/ --experiment --outcomes sales.csv -o report.pdf
    campaignkit report out chats/ --country BR --cost page=4.80 -o report.html
    """
    from campaignkit.assets.report import report as made_report

    costs = pairs("--cost", options["costs"])
    if costs and not options["country"]:
        raise click.UsageError("--cost needs --country: which currency, whose rates?")
    found = _matched(manifest, chats, options)
    made = made_report(
        manifest,
        found,
        by=by,
        rows=rows,
        shop=options["shop"],
        country=options["country"],
        since=None if since is None else since.date(),
        outcomes=outcomes,
        costs=_costs(costs, options) if costs else None,
        language=language,
    )
    made.save(out)
    for row in made.rows[:10]:
        click.echo(
            plain(
                f"{row.name}: {counted(row.conversations, 'conversation')} from "
                f"{counted(row.pieces, 'piece')}"
            )
        )
    say_problems(made.problems(), beyond=f"More stands in {out}.")
    if experiment or outcomes:
        # None: nothing was tried, and asked again it says so
        _say_lines(made.experiment(outcomes) if made.tried is None else made.tried)
    if made.spent is not None:
        _say_lines(made.spent)
    click.echo(plain(out))


@click.command()
@click.argument("manifest", metavar="MANIFEST")
@click.option("--country", required=True, help="Of the shop: BR, IN, ...")
@click.option("--expected", type=float, required=True, help="Conversations a piece will bring.")
@click.option("--orders", "bought", type=float, help="Orders that it will bring in all.")
@click.option(
    "--at", type=click.DateTime(["%Y-%m-%d"]), required=True, help="A day of the answers."
)
@cost_options
def spending(
    *, manifest: str, expected: float, bought: float | None, at: Any, **options: Any
) -> None:
    """Tell what a campaign will cost: paper, and the platform's fees for answers.

    MANIFEST: what a build wrote, or its folder. Afterwards `report --cost` tells what it did cost.

    \b
    campaignkit spending out --country BR --expected 2 --at 2026-12-01 --cost page=4.80
    """
    costs = pairs("--cost", options["costs"]) or {}
    plan = {"expected": expected, "orders": bought, "at": at.date()}
    _say_lines(_spent(manifest, None, costs, options, **plan))


def _say_lines(told: object) -> None:
    for line in str(told).splitlines():
        click.echo(plain(line))


def _costs(costs: dict[str, str], options: dict[str, Any]) -> dict[str, Any]:
    from campaignkit.assets.spending import ANSWERS

    if wrong := costs.keys() - {"page", "piece", "setup"}:
        raise click.BadParameter(
            f"{min(wrong)!r} is none of page, piece, setup.", param_hint="--cost"
        )
    answers = ANSWERS if options["answers"] is None else options["answers"]
    return {"answers": answers, "app": options["app"], "rates": options["rates"], **costs}


def _spent(
    manifest: str, found: Any, costs: dict[str, str], options: dict[str, Any], **plan: Any
) -> Any:
    from campaignkit.assets.spending import spending as told

    return told(manifest, found, country=options["country"], **_costs(costs, options), **plan)


def _matched(manifest: str, chats: tuple[str, ...], options: dict[str, Any]) -> Any:
    from campaignkit.assets.replies import replies as read_replies

    read = read_replies(
        list(chats),
        shop=options["shop"],
        dates=options["dates"],
        columns=pairs("--column", options["columns_"]),
        anonymous=options["anonymous"],
        key=options["key"],
    )
    return read.match(manifest, orders=options["orders"], country=options["country"])
