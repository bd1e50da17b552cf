"""How often a weak code is told for what weakens it. Run, do not import.

    python tests/benchmarks/verify_causes.py [plantings] [seed]

Codes of versions 1 to 12 at 3.6 to 12 pixels a module, each blurred, shaded from a side or from a
spot, printed with ink that spreads or shrinks, pale, or two of these at once, by any measure; and
some of them left as they are. Counted is, of those below C, how many marks name what was planted,
and how many findings of `check` name it and nothing else. Of two at once the larger one counts:
the one that costs the code more modulation when it is planted alone, by PLAINLY at least.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from campaignkit import qr
from campaignkit.proof.grade import Grade
from campaignkit.proof.grading import grade
from campaignkit.proof.pages import check_page
from campaignkit.proof.reader import read
from campaignkit.proof.sampling import averages, blurred

FINE, AROUND = 12, 6
PRINTED = 25.4 / 0.5  # modules an inch
PLAINLY = 0.1
Grays = np.ndarray
TOLD = {"scan.contrast": "pale", "scan.quiet-zone": "margin", "scan.damage": "covered"}


class Plant(NamedTuple):
    """A weakness: its cause, how much of it, and the picture with it."""

    cause: str
    words: str
    make: Callable[[Grays], Grays]


def soft(deviation: float) -> Plant:
    return Plant("blur", f"{deviation:.2f} modules", lambda image: blurred(image, deviation * FINE))


def spread(growth: float) -> Plant:
    level = 255 * NormalDist(0, 0.3).cdf(growth / 2)
    cause = "ink spread" if growth > 0 else "thin ink"

    def make(image: Grays) -> Grays:
        return np.where(blurred(image, 0.3 * FINE) < level, 0, 255).astype(np.float32)

    return Plant(cause, f"{growth:+.2f} modules", make)


def pale(gray: float) -> Plant:
    return Plant("pale", f"grey {gray:.0f}", lambda image: gray + image * (1 - gray / 255))


def from_a_side(share: float, angle: float) -> Plant:
    def make(image: Grays) -> Grays:
        x, y = _places(len(image))
        ramp = np.cos(angle) * x + np.sin(angle) * y
        return image * (1 - share * (ramp - ramp.min()) / np.ptp(ramp))

    return Plant("uneven ground", f"{share:.2f} linear", make)


def from_a_spot(share: float, x: float, y: float) -> Plant:
    def make(image: Grays) -> Grays:
        across, down = _places(len(image))
        far = np.hypot(across - x, down - y)
        return image * (1 - share * (far / far.max()) ** 2)

    return Plant("uneven ground", f"{share:.2f} radial", make)


def paper_shaded(share: float, angle: float) -> Plant:
    """The ground darkens, the ink on it stays black."""

    def make(image: Grays) -> Grays:
        x, y = _places(len(image))
        ramp = np.cos(angle) * x + np.sin(angle) * y
        return np.minimum(image, 255 * (1 - share * (ramp - ramp.min()) / np.ptp(ramp)))

    return Plant("uneven ground", f"{share:.2f} ground", make)


def _places(side: int) -> list[Grays]:
    return np.meshgrid(np.linspace(0, 1, side), np.linspace(0, 1, side))


def planted(modules: Grays, pixels: float, *plants: Plant) -> Grays:
    """Return a code with these weaknesses, at so many pixels a module."""
    wide = np.kron(np.pad(modules, AROUND), np.ones((FINE, FINE), bool))
    image = np.where(wide, np.float32(0), np.float32(255))
    for plant in plants:
        image = plant.make(image).astype(np.float32)
    side = len(image)
    small = averages(image, (0, 0, side, side), round(side / FINE * pixels))
    return np.clip(small + 0.5, 0, 255).astype(np.uint8)


def drawn(chance: random.Random) -> list[Plant]:
    """Return one weakness, two of different causes, or none; light, heavy and between."""
    angle = chance.uniform(0, 2 * math.pi)
    kinds: list[Callable[[], Plant]] = [
        lambda: spread(chance.choice((-1, 1)) * chance.uniform(0.2, 0.6)),
        lambda: pale(chance.uniform(120, 215)),
        lambda: from_a_side(chance.uniform(0.2, 0.85), angle),
        lambda: from_a_spot(chance.uniform(0.3, 0.85), chance.random(), chance.random()),
        lambda: paper_shaded(chance.uniform(0.2, 0.8), angle),
        lambda: soft(chance.uniform(0.15, 0.6)),
    ]
    count = chance.choice((0, 1, 1, 1, 2, 2))
    found: list[Plant] = []
    for at in sorted(chance.sample(range(len(kinds)), count)):  # ink, then light, then the lens
        plant = kinds[at]()
        if plant.cause not in {other.cause for other in found}:
            found.append(plant)
    return found


def marked(image: Grays, pixels: float) -> Grade | None:
    dpi = pixels * PRINTED
    found = read(image, dpi=dpi, thorough=True)
    return grade(image, found[0], dpi=dpi, stress=False) if found else None


def said(image: Grays, pixels: float) -> list[str]:
    """Return the causes that check() tells of a picture."""
    checked = check_page(image, dpi=pixels * PRINTED, grades=None, picture=True)
    return [
        str(each.params.get("cause") or TOLD.get(each.rule, each.rule))
        for each in checked.problems
        if each.rule.startswith("scan.")
    ]


def largest(modules: Grays, pixels: float, plants: list[Plant]) -> str:
    """Return the cause that costs most alone; empty: they cost about the same."""
    costs = []
    for plant in plants:
        alone = marked(planted(modules, pixels, plant), pixels)
        mark = (
            None if alone is None else alone["contrast" if plant.cause == "pale" else "modulation"]
        )
        costs.append((-1.0 if mark is None else mark.value, plant.cause))
    costs.sort()
    plainly = len(costs) == 1 or costs[1][0] - costs[0][0] >= PLAINLY
    return costs[0][1] if plainly else ""


def main(count: int, seed: int) -> None:
    chance = random.Random(seed)
    right: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    wrong: list[str] = []
    for _ in range(count):
        text = f"https://wa.me/55119{chance.randrange(10**8):08d}" + "?text=Oi%21" * chance.choice(
            (0, 0, 1, 3, 8, 16)
        )
        level = chance.choice(qr.LEVELS)
        modules, pixels = qr.encode(text, level=level).modules, chance.uniform(3.6, 12)
        plants = drawn(chance)
        image = planted(modules, pixels, *plants)
        marks, told = marked(image, pixels), said(image, pixels)
        if marks is None:
            whole["(not read at all)"] += 1
            continue
        words = ", ".join(f"{plant.cause} {plant.words}" for plant in plants)
        causes = {plant.cause for plant in plants}
        if not plants:
            kind, fine = "good codes: an A, and nothing told", marks.letter == "A" and not told
        elif marks.is_good:
            kind, fine = "C or better: nothing else told", set(told) <= causes
        elif len(plants) == 1:
            kind, fine = f"one: {plants[0].cause}", {marks.cause, *told} == causes
        else:
            most = largest(modules, pixels, plants)
            kind = (
                "two: the larger one told first" if most else "two, of about the same cost: either"
            )
            fine = marks.cause in ({most} if most else causes) and set(told) <= causes
        whole[kind] += 1
        right[kind] += fine
        if not fine:
            wrong.append(
                f"  {len(modules)} x {pixels:.1f} px, {words or 'nothing'}: {marks}; {told}"
            )
    for kind in sorted(whole):
        print(f"{kind:42} {right[kind]:4} of {whole[kind]:4}")
    weak = [kind for kind in whole if kind.startswith(("one", "two"))]
    total, good = sum(whole[kind] for kind in weak), sum(right[kind] for kind in weak)
    print(f"below C, told for what was planted: {good} of {total}, {good / max(total, 1):.1%}")
    print("\n".join(wrong))


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    main(*given, *(400, 1)[len(given) :])
