"""The layout lints over every design, layout, size, language and length of facts: counts.

    python tests/benchmarks/lint_designs.py [DESIGN ...]

Every layout at its smallest, its largest, its widest and its tallest label, in every language
that the design speaks, with the shortest facts, typical ones and the longest. What cannot be drawn
at all is counted, too: it is told to whoever asks for it, in the words that are shown here.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from campaignkit import layout, qr
from campaignkit.business import Business
from campaignkit.drawing import Drawing
from campaignkit.errors import CampaignError
from campaignkit.layout import Design
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
FACTS = ("shortest", "typical", "longest")
LONG = {
    "title": "FEIRA LIVRE VILA NOVA CACHOEIRINHA JARDIM PERI",
    "note": "Terça-feira, 7h às 13h",
    "table": "Varanda 12",
    "price": "R$ 1.219,90",
}
LINK = "https://wa.me/5511987654321"
NEEDS = {"table": "12", "price": "R$ 9,90", "menu": LINK, "pay": LINK, "clear": "Pix R$ 12,50"}
STEPS = 24  # along the width and the height of a layout's range


class Case(NamedTuple):
    """One label of a design. size: mm."""

    design: str
    layout: str
    size: tuple[float, float]
    outline: str
    language: str
    facts: str


@cache
def sizes(design: Design) -> dict[str, tuple[tuple[float, float], ...]]:
    """Return of each layout the smallest, largest, widest and tallest label it is chosen for."""
    found = {}
    for each in design.layout:
        widths, heights = (np.linspace(*ends, STEPS) for ends in (each.width, each.height))
        fits = [
            (float(width), float(height))
            for width in widths
            for height in ({width} if each.shape == "round" else heights)
            if each.suits(width, height, each.shape)
            and design.choose(width, height, each.shape) is each
        ]
        keys = (lambda s: s[0] * s[1], lambda s: s[0] / s[1])
        ends = [pick(fits, key=key) for key in keys for pick in (min, max)]
        found[each.name] = tuple(dict.fromkeys(ends))
    return found


def cases(name: str, *, most: int = 4) -> Iterator[Case]:
    """Yield the labels of a design. most: sizes of a layout; the first two differ most in area."""
    design = layout.load(name)
    for each in design.layout:
        for size in sizes(design)[each.name][:most]:
            for language in sorted(set(design.languages) & set(NAMES)):
                for facts in FACTS:
                    yield Case(name, each.name, size, each.shape, language, facts)


def drawing(case: Case) -> Drawing:
    """Return what is printed on a label.

    Raises:
        CampaignError: it cannot be drawn.
    """
    design = layout.load(case.design)
    phone, country = PHONES[case.language]
    shop = Business(
        NAMES[case.language][FACTS.index(case.facts)],
        phone=phone,
        country=country,
        language=case.language,
    )
    ready = layout.compiled(
        design,
        shop,
        case.language,
        width=case.size[0],
        height=case.size[1],
        shape=case.outline,
    )
    facts: dict[str, Any] = {name: NEEDS.get(name, "12") for name in design.needs}
    facts |= {"clear": NEEDS["clear"], "title": "", "note": ""}
    if case.facts == "longest":
        facts |= {name: value for name, value in LONG.items() if name in facts}
    return ready.draw(facts, qr.encode(LINK))


def main(names: list[str]) -> None:
    counts: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], str] = {}
    drawn, begun = 0, time.process_time()
    for name in names:
        for case in cases(name):
            try:
                found = [
                    (f"{each.rule} {each.severity}", str(each))
                    for each in lint(drawing(case), outline=case.outline)
                ]
                drawn += 1
            except CampaignError as err:
                found = [(f"{err.rule} not drawn", str(err))]
            for what, said in found:
                key = (what, case.facts, case.design, case.layout)
                counts[key] += 1
                first.setdefault(key, f"{case.size} {case.language}: {said}")
    print(f"{drawn} labels drawn and looked at, {time.process_time() - begun:.0f} s of one core")
    for facts in FACTS:
        total: Counter[str] = Counter()
        for (what, which, *_), count in counts.items():
            if which == facts:
                total[what] += count
        print(f"{facts}: " + (", ".join(f"{n} {w}" for w, n in sorted(total.items())) or "none"))
    for key, count in sorted(counts.items()):
        print(f"{count:5} {' | '.join(key)}\n      {first[key][:170]}")


if __name__ == "__main__":
    main(sys.argv[1:] or layout.names())
