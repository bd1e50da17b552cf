"""The layout lints over every design, theme, layout, size, language and length of facts: counts.

    python tests/benchmarks/lint_designs.py [DESIGN ...] [--themes NAME ...] [--sample N] [--seed N]
                                            [--shard K/N] [--found FILE]

Every layout at its smallest, its largest, its widest and its tallest label, in every theme and
without one, in every language that the design speaks, with the shortest facts, typical ones and
the longest (and a logo, hours, an address, a website). What cannot be drawn at all is counted,
too: it is told to whoever asks for it, in the words that are shown here.

Faces (a layout at one size in one theme, in all languages and facts) come in an order by chance,
the same for a seed: wherever it stops, what was walked is a fair sample of all. --sample: so many
labels. --shard 2/8: the second of eight parts. --found: findings are kept in this file, a line a
face; started again with it, it goes on where it stopped. SIGINT (ctrl-C) ends it with its report.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from campaignkit import layout, qr
from campaignkit.business import Business
from campaignkit.drawing import Drawing
from campaignkit.errors import CampaignError
from campaignkit.layout import Design, themes
from campaignkit.payments import pix
from campaignkit.problems import Problem
from campaignkit.proof.lints import lint

NAMES = {
    "en": ("Joe's", "Harbour Coffee & Bakes", "Harbour Street Fishmongers & Fresh Seafood"),
    "pt_BR": ("Sol", "Padaria Sol", "Mercearia e Padaria Nossa Senhora de Fátima"),
    "ar": ("شمس", "مخبز الشمس", "مخبز وحلويات الشمس الذهبية للمعجنات"),
    "hi": ("सूरज", "सूरज बेकरी", "श्री गणेश किराना एवं जनरल स्टोर्स"),
    "es": ("Sol", "Panadería El Sol", "Panadería y Pastelería San Juan Bautista"),
}
PHONES = {
    "en": ("020 7946 0018", "GB"),
    "pt_BR": ("(11) 98765-4321", "BR"),
    "ar": ("0100 123 4567", "EG"),
    "hi": ("98765 43210", "IN"),
    "es": ("55 1234 5678", "MX"),
}
LOGO = Path(__file__).parents[2] / "templates" / "campaigns" / "bakery" / "logo.png"
MORE = {"hours": "7h–20h", "address": "Rua das Acácias, 120", "website": "https://sol.example"}
FACTS = ("shortest", "typical", "longest")
LINK = "https://wa.me/5511987654321"
PAYMENT = pix.payload(key="sol@example.com", name="Padaria Sol", city="Recife", amount="12.50")
TYPICAL = {
    "table": "12",
    "price": "R$ 9,90",
    "menu": LINK,
    "pay": LINK,
    "clear": "Pix R$ 12,50",
    "ingredients": "500 g · 100 %",
    "event": "Sol 2027",
    "when": "12/6 · 19:00",
    "number": "0047",
    "to": "M. Souza",
    "address_to": "Rua Augusta 1500\n01304-001 São Paulo",
    "network": "PadariaSol",
    "password": "paoquentinho",
    "offer": "20 %",
}
LONG = {
    "title": "FEIRA LIVRE VILA NOVA CACHOEIRINHA JARDIM PERI",
    "note": "Terça-feira, 7h às 13h",
    "table": "Varanda 12",
    "price": "R$ 1.219,90",
    "clear": "Recebedor: Padaria Sol\nChave Pix: sol@example.com\nValor: R$ 12,50",
    "ingredients": "farinha de trigo, água, fermento natural, sal, azeite de oliva",
    "event": "Noite dos Pães de Fermentação Natural",
    "when": "sábado, 12/6, 19:00",
    "to": "Maria Aparecida de Souza",
    "network": "Padaria Sol - Clientes",
    "offer": "20 % em pães",
}
STEPS = 24  # along the width and the height of a layout's range


class Case(NamedTuple):
    """One label of a design. theme: "" for none; size: mm."""

    design: str
    theme: str
    layout: str
    size: tuple[float, float]
    outline: str
    language: str
    facts: str


class Finding(NamedTuple):
    """What is wrong with one label. what: rule and severity, or that it was not drawn."""

    case: Case
    what: str
    words: str


def arranged(design: Design, theme: str) -> Design:
    """Return a design with the layouts that a theme has for it; "" has none."""
    return themes.load_theme(theme).arranged(design) if theme else design


@cache
def sizes(design: Design, theme: str) -> dict[str, tuple[tuple[float, float], ...]]:
    """Return of each layout the smallest, largest, widest and tallest label it is chosen for."""
    found = {}
    design = arranged(design, theme)
    for each in design.layouts(themed=bool(theme)):
        widths, heights = (np.linspace(*ends, STEPS) for ends in (each.width, each.height))
        fits = [
            (float(width), float(height))
            for width in widths
            for height in ({width} if each.shape == "round" else heights)
            if each.suits(width, height, each.shape)
            and design.choose(width, height, each.shape, themed=bool(theme)) is each
        ]
        if not fits:
            continue  # behind others of its size, or tried after those
        keys = (lambda s: s[0] * s[1], lambda s: s[0] / s[1])
        ends = [pick(fits, key=key) for key in keys for pick in (min, max)]
        folds = design.fold and each.shape == "rect"
        ends = [(width, height * (1 + folds)) for width, height in ends]
        found[each.name] = tuple(dict.fromkeys(ends))
    return found


def cases(name: str, worn: Iterable[str] = ("",), *, most: int = 4) -> Iterator[Case]:
    """Yield the labels of a design. most: sizes of a layout; the first two differ most in area."""
    design = layout.load(name)
    spoken = sorted(set(design.languages) & set(NAMES))
    for theme in worn:
        worn = arranged(design, theme).layouts(themed=bool(theme))
        shapes = {each.name: each.shape for each in worn}
        for which, ends in sizes(design, theme).items():
            for size in ends[:most]:
                for language in spoken:
                    for facts in FACTS:
                        yield Case(name, theme, which, size, shapes[which], language, facts)


@cache
def shop(language: str, facts: str) -> Business:
    phone, country = PHONES[language]
    more = {**MORE, "logo": LOGO} if facts == "longest" else {}
    return Business(
        NAMES[language][FACTS.index(facts)],
        phone=phone,
        country=country,
        language=language,
        colors=["#B5451B", "#F2B632"],
        **more,
    )


def drawing(case: Case) -> Drawing:
    """Return what is printed on a label.

    Raises:
        CampaignError: it cannot be drawn.
    """
    design = layout.load(case.design)
    ready = layout.compiled(
        design,
        shop(case.language, case.facts),
        case.language,
        width=case.size[0],
        height=case.size[1],
        shape=case.outline,
        dress=layout.styling(case.theme),
    )
    wanted = {*design.needs, *({"clear"} if design.link == "payment" else set())}
    facts: dict[str, Any] = {"title": "", "note": ""}
    facts |= {name: TYPICAL.get(name, "12") for name in wanted}
    facts |= {name: "" for name in design.options if name not in facts}
    if case.facts == "longest":
        facts |= {name: value for name, value in LONG.items() if name in facts}
    payment = design.link == "payment" and case.facts != "shortest"
    return ready.draw(facts, _code(PAYMENT if payment else LINK))


@cache
def _code(text: str) -> qr.Symbol:
    return qr.encode(text)


def findings(case: Case) -> list[Finding]:
    """Return what is wrong with a label."""
    try:
        found: list[Problem] = lint(drawing(case), outline=case.outline)
    except CampaignError as err:
        return [Finding(case, f"{err.rule} not drawn", str(err))]
    return [Finding(case, f"{each.rule} {each.severity}", str(each)) for each in found]


def faces(chosen: Iterable[str], worn: Sequence[str], seed: int) -> list[list[Case]]:
    """Return the labels of designs, those of one layout, size and theme together, by chance."""
    every = (case for name in chosen for case in cases(name, worn))
    found = [list(same) for _, same in groupby(every, key=lambda case: case[:5])]
    random.Random(seed).shuffle(found)
    return found


def walked(asked: Sequence[list[Case]], file: Path | None) -> Iterator[list[Finding]]:
    """Yield what is wrong with each face, from a file what was found before, and add to that."""
    known = {}
    if file is not None and file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            face, labels = json.loads(line)
            known[json.dumps(face)] = labels
    with nullcontext() if file is None else file.open("a", encoding="utf-8") as out:
        for face in asked:
            key = json.dumps(face[0][:5])
            if (labels := known.get(key)) is None:
                told = ((at, each) for at, case in enumerate(face) for each in findings(case))
                labels = [[at, each.what, each.words] for at, each in told]
                if out is not None:
                    print(json.dumps([face[0][:5], labels]), file=out, flush=True)
            yield [Finding(face[at], what, words) for at, what, words in labels]


def report(found: list[Finding], looked: int) -> None:
    """Print counts by length of facts, then by kind and place, each with its first example."""
    bad = {each.case for each in found}
    print(f"{looked} labels looked at, {looked - len(bad)} without a finding")
    for facts in FACTS:
        total = Counter(each.what for each in found if each.case.facts == facts)
        print(f"{facts}: " + (", ".join(f"{n} {w}" for w, n in sorted(total.items())) or "none"))
    places: dict[tuple[str, ...], list[Finding]] = {}
    for each in found:
        case = each.case
        key = (each.what, case.facts, case.design, case.theme or "no theme", case.layout)
        places.setdefault(key, []).append(each)
    for key, some in sorted(places.items()):
        case = some[0].case
        width, height = case.size
        said = f"{width:g} x {height:g} {case.language}: {some[0].words}"
        print(f"{len(some):5} {' | '.join(key)}\n      {said[:170]}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("designs", nargs="*", default=layout.names())
    asked.add_argument("--themes", nargs="*", default=["", *themes.names()])
    asked.add_argument("--sample", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--shard", default="1/1")
    asked.add_argument("--found", type=Path)
    given = asked.parse_args()
    begun = time.process_time()
    shard, shards = map(int, given.shard.split("/"))
    every = faces(given.designs, given.themes, given.seed)
    chosen = every[shard - 1 :: shards]
    found: list[Finding] = []
    looked = 0
    try:
        for face, some in zip(chosen, walked(chosen, given.found), strict=True):
            found += some
            looked += len(face)
            if looked >= given.sample > 0:
                break
    except KeyboardInterrupt:
        print("stopped")
    report(found, looked)
    print(f"{looked} of {sum(map(len, every))} labels, shard {given.shard}, seed {given.seed}")
    print(f"{time.process_time() - begun:.0f} s of one core")


if __name__ == "__main__":
    main()
