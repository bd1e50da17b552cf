"""`init`, `build`, `plan`, `diff`, `reprint`: a campaign file begun, made, compared, reprinted."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from campaignkit.cli.shared import (
    FOUND,
    SHOWN,
    Out,
    plain,
    say_problems,
)

if TYPE_CHECKING:
    from campaignkit.campaigns import Built
    from campaignkit.progress import Progress

INTERRUPTED = 128  # and the number of the signal, as shells have it


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
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes; default: all cores if long.")
@click.option("--only", multiple=True, metavar="ASSET", help="This asset alone; may be repeated.")
@click.option("--contact", is_flag=True, help="Write contact.html: pictures, counts, problems.")
@click.option("--json", "as_json", is_flag=True, help="Say how it ended as JSON.")
def build(spec: str, out: str, **options: Any) -> None:
    """Make everything in the campaign file SPEC.

    OUT is a folder, a store such as s3://bucket/june, or june.zip. What is there and would be the
    same is not made again; a build that was interrupted goes on.
    """
    from campaignkit.campaigns import campaign

    made = campaign(spec)
    only = options["only"]
    jobs = options["jobs"] or _cores(made)
    with _interruptible(), _progress() as progress:
        built = made.build(
            out,
            check=not options["no_check"],
            strict=options["strict"],
            jobs=jobs,
            only=only or None,
            contact=options["contact"],
            progress=progress,
        )
    if options["as_json"]:
        click.echo(json.dumps(_told(built), ensure_ascii=False, indent=1))
    else:
        _say(built, out)
    sys.exit(0 if built else FOUND)


def _say(built: Built, out: str) -> None:
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
        count = f"All {built.found:,} are" if built.found != 1 else "It is"
        click.echo(f"{count} in {out.rstrip('/')}/problems.csv.", err=True)
    for line in built.how_to_print:
        click.echo(line)
    for line in built.references[:SHOWN]:
        click.echo(plain(line))
    click.echo(built.summary)


def _told(built: Built) -> dict[str, Any]:
    return {
        "out": built.out,
        "summary": built.summary,
        "how_to_print": list(built.how_to_print),
        "ok": bool(built),
        "checked": built.checked,
        "files": list(built.files),
        "made": built.made,
        "failed": built.failed,
        "reused": built.reused,
        "manifest": built.manifest,
        "references": list(built.references),
        "problems": list(built.report),
    }


@click.command()
@click.argument("spec", metavar="SPEC")
@click.option("-o", "--out", metavar="OUT", help="Tell what there no asset makes any more.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def plan(spec: str, out: str | None, as_json: bool) -> None:
    """Say what `build` would make of the campaign file SPEC, and what is wrong with it."""
    from dataclasses import asdict

    from campaignkit.campaigns import campaign
    from campaignkit.errors import CampaignError

    made = campaign(spec)
    lines = made.report()
    for line in lines[:SHOWN]:
        click.echo(plain(line), err=True)
    if len(lines) > SHOWN:
        click.echo(f"and {len(lines) - SHOWN:,} more kinds of problems", err=True)
    try:
        planned = made.plan(out)
    except CampaignError:  # of a file that is wrong the lines have said all
        sys.exit(FOUND)
    click.echo(json.dumps([asdict(each) for each in planned]) if as_json else str(planned))
    sys.exit(FOUND if any(line.startswith("error") for line in lines) else 0)


@click.command()
@click.argument("spec", metavar="SPEC")
@click.argument("out", metavar="OUT")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def diff(spec: str, out: str, as_json: bool) -> None:
    """Say what `build SPEC -o OUT` would change in the folder OUT: files, and codes row by row.

    Ends with status 1 if anything would change.
    """
    from dataclasses import asdict

    from campaignkit.campaigns import campaign

    found = campaign(spec).diff(out)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        click.echo(plain(str(found), lines=True))
    sys.exit(FOUND if found else 0)


@click.command()
@click.argument("spec", metavar="SPEC")
@click.argument("asset", metavar="ASSET")
@click.option("-o", "--out", required=True, metavar="PDF", help="Where it goes.")
@click.option("--row", "rows", type=click.IntRange(1), multiple=True, help="By number.")
@click.option("--key", "keys", multiple=True, help="By what the table calls it.")
@click.option("--payload", "payloads", multiple=True, help="By what its code says.")
@click.option("--where", metavar="QUESTION", help="Those of which it is true: city == 'Recife'.")
@click.option("--changed", metavar="OUT", help="Those that are another than in this build.")
@click.option("--was", metavar="OUT", help="With --row: refuse rows that are another than there.")
@click.option("--shop", default="", help="Whose alone; default: of all shops.")
@click.option("--stock", help="The label sheet; default: the asset's own.")
@click.option("--copies", type=click.IntRange(1), default=1, show_default=True)
@click.option("--start", type=click.IntRange(1), default=1, help="First free label of the sheet.")
@click.option("--skip", type=click.IntRange(1), multiple=True, help="A label that is used already.")
@click.option("--no-check", is_flag=True, help="Do not read codes back.")
def reprint(spec: str, asset: str, out: str, no_check: bool, **options: Any) -> None:
    """Print some rows of ASSET again, on a sheet that may be part-used.

    Rows that cannot be printed are listed, and the others printed; it ends with status 1 then.
    If --changed finds nothing that changed, it says so, and nothing is written.
    """
    from campaignkit.campaigns import campaign
    from campaignkit.errors import BadInput
    from campaignkit.jobs.reprinting import save_good

    # click gives an empty tuple for what was not said; here that would choose no row at all
    for name in ("rows", "keys", "payloads"):
        options[name] = options[name] or None
    chosen = ("rows", "keys", "payloads", "where", "changed")
    if sum(options[name] is not None for name in chosen) != 1:
        raise BadInput(
            "say which rows, in one way: --row 3 --row 17, --key P7, --payload TEXT, "
            "--where \"city == 'Recife'\" or --changed OUT.",
            rule="reprint.choice",
        )
    try:
        sheet = campaign(spec).reprint(asset, **options)
    except BadInput as err:
        if err.rule != "reprint.unchanged":
            raise
        click.echo(f"nothing to print: {plain(str(err))}")
        sys.exit(0)
    pages, problems = save_good(sheet, out, check=not no_check)
    say_problems(problems)
    if pages:
        click.echo(f"wrote {plain(out)}: {pages} page{'s' * (pages != 1)}")
    sys.exit(0 if pages and not problems.errors else FOUND)


def _cores(made: Any) -> int:
    """Return how many processes are worth it: one for short work, since each takes a second."""
    # in a container the machine has more cores than this process may use
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (cores or 1) if made.is_long() else 1


# no Exception, so that nothing on the way takes it for a bad row and goes on
class _Ended(BaseException):
    """A signal asked the command to end. number: of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def _interruptible() -> Iterator[None]:
    """End cleanly when asked to: what is whole is kept, and the status says by what."""

    def ended(number: int, _frame: object) -> None:
        raise _Ended(number)

    # SIGHUP: a terminal that is closed; Windows has none
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), ended) for name in names}
    try:
        yield
    except _Ended as end:
        click.echo(
            "Interrupted. What is whole is kept: build again, and it goes on from there.", err=True
        )
        sys.exit(INTERRUPTED + end.number)
    finally:
        # whoever calls the command from Python has handlers of their own
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


@contextmanager
def _progress() -> Iterator[Progress]:
    """Yield what shows one bar over all assets; where nobody watches, a line every ten seconds."""
    from campaignkit import progress

    log = progress.ProgressLines(lambda text: click.echo(plain(text), err=True))
    # a bar in a log is a thousand lines of it
    shown: progress.ShownProgress = progress.ProgressBar() if sys.stderr.isatty() else log
    try:
        yield shown.show
    finally:
        shown.close()
