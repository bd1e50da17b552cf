"""`qr` and `check`: one code made, and the codes of any file read back."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from campaignkit.cli.shared import (
    FOUND,
    Out,
    as_usage,
    fields,
    plain,
    say_problems,
)
from campaignkit.errors import BadInput

if TYPE_CHECKING:
    from campaignkit.problems import Problem, Problems
    from campaignkit.proof.pages import Checked


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--distance-mm", type=float, help="How far away people stand when they scan.")
@click.option("--printer", metavar="NAME", help="Read also what this printer would make of it.")
@click.option("--strict", is_flag=True, help="A second renderer and a second decoder look, too.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
def check(
    file: str, distance_mm: float | None, printer: str | None, *, strict: bool, as_json: bool
) -> None:
    """Read the codes of a PDF or picture back, and say what may keep phones from it.

    Codes are graded A to F in the terms of ISO/IEC 15415: the first 24, and then one in 100.
    """
    from campaignkit.assets.file_check import checked_pages
    from campaignkit.printers.profiles import chosen
    from campaignkit.proof.pages import all_problems

    machine = chosen(printer)
    pages = checked_pages(file, distance_mm=distance_mm, strict=strict, printer=machine)
    seen: list[Checked] = []
    said = _kept(pages, seen) if as_json else _said_of(pages)
    problems = all_problems(said, file=file)
    if as_json:
        click.echo(_json(file, seen, problems))
    else:
        say_problems(problems)
        if not problems:
            click.echo("no problems")
    sys.exit(FOUND if problems.errors else 0)


def _kept(pages: Iterable[Checked], seen: list[Checked]) -> Iterator[Checked]:
    # pages are judged as they pass, and the one object of JSON wants all of them at its end
    for page in pages:
        seen.append(page)
        yield page


def _json(file: str, pages: Iterable[Checked], problems: Problems) -> str:
    """Return what was read and found; codes by page, in the order they were read."""
    from campaignkit.assets.file_check import read_code

    codes = [
        read_code(code, measured, page).as_dict()
        for page in pages
        for code, measured in zip(page.found, page.measured, strict=True)
    ]
    found = [_told(problem) for problem in problems]
    return json.dumps(
        {"file": file, "codes": codes, "problems": found},
        ensure_ascii=False,
        indent=2,
        default=str,
    )


def _told(problem: Problem) -> dict[str, Any]:
    where = {
        item.name: value
        for item in dataclasses.fields(problem.where)
        if (value := getattr(problem.where, item.name)) is not None
    }
    named = ("rule", "severity", "message", "value", "limit", "fix", "source")
    return {name: getattr(problem, name) for name in named} | {"where": where}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, metavar="TEXT | KIND FIELD=VALUE...")
@Out
@click.option("--level", type=click.Choice(["L", "M", "Q", "H"]), default="M", show_default=True)
@click.option("--boost", is_flag=True, help="Raise the level while the code stays as large.")
@click.option("--size-mm", type=float, help="Width, quiet zone included; default 0.4 mm a module.")
@click.option("--style", metavar="STYLE", default="square", help="square, dots or rounded modules.")
@click.option("--dark", metavar="#RRGGBB", default="#000000", help="Colour of the modules.")
@click.option("--logo", metavar="PICTURE", help="In the middle, if the level can spare it: not L.")
@click.option("--country", metavar="CODE", help="Where a phone in local form is from, such as BR.")
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
    country: str | None,
) -> None:
    """Make one code of a TEXT, or of a KIND of link: .pdf, .png or .svg.

    \b
    campaignkit qr https://wa.me/5511987654321 -o code.svg
    campaignkit qr chat phone=+5511987654321 text=Oi -o code.png
    campaignkit qr chat phone="(11) 98765-4321" --country BR -o code.png
    campaignkit qr wifi ssid=Padaria password=paoquente -o wifi.pdf
    campaignkit qr pix key=sol@example.com name=Sol city=Recife amount=12.50 -o pix.png
    campaignkit qr https://example.com --level Q --style dots --logo sol.png -o code.pdf
    """
    from campaignkit.assets.code import qr_code

    code = qr_code(
        code_text(words, country),
        level=level,
        boost=boost,
        size_mm=size_mm,
        style=style,
        dark=dark,
        logo=logo,
    )
    # saved, then doubted: what is doubtful may still be what was wanted; what fails raises here
    code.save(out)
    say_problems(code.check())
    width, _height = code.size
    click.echo(
        f"{out}: version {code.version}-{code.level}, {width:g} mm wide, read back: "
        f"{plain(code.text)}"
    )


def code_text(words: tuple[str, ...], country: str | None = None) -> str:
    """Return the text of a code: one word as it is, or a kind of link and its fields.

    country: where a phone in local form is from.
    """
    from campaignkit.merge.code_text import kinds, link

    first, *rest = words
    known = kinds()
    # a word that is a kind is taken for the kind: its missing fields are told
    if not rest and first not in known:
        return first
    if first not in known and not all("=" in word for word in rest):
        raise BadInput(
            f"{len(words)} words were given. Put a text in quotes; a kind of link is one of "
            f"{', '.join(known)}.",
            rule="command.words",
        )
    named = fields(tuple(rest), "field", "phone=+5511987654321")
    with as_usage():
        if phone := named.get("phone"):
            named["phone"] = _full(phone, country)
        return link(first, named)


def _full(phone: str, country: str | None) -> str:
    """Return a phone in full; an error names the option that says its country."""
    from campaignkit import phones

    try:
        return phones.to_e164(phone, country)
    except BadInput as err:
        raise phones.asking(err, "say where it is from: --country BR") from err


def _said_of(pages: Iterable[Checked]) -> Iterator[Checked]:
    """Yield pages on, saying the codes of each."""
    for page in pages:
        for code, measured in zip(page.found, page.measured, strict=True):
            place = [] if page.page is None else [f"page {page.page}"]
            size = f"version {code.version}-{code.level}"
            graded = "" if code.grade is None else f", {code.grade}"
            if place and page.sized:  # else its mm are pixels
                place.append(f"{code.x_mm:.0f} x {code.y_mm:.0f} mm")
                size += f", modules of {measured.module_mm:.2f} mm"
            at = f"{', '.join(place)}: " if place else ""
            click.echo(f"{at}{plain(code.text)} ({size}{graded})")
        yield page
