"""Designs x themes x layouts x sizes x languages x facts: a seeded sample of the whole space.

`tests/benchmarks/lint_designs.py` walks all of it and prints counts.
"""

from __future__ import annotations

import random
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from campaignkit import layout
from campaignkit.layout import themes

ROOMY_MM = 38  # of a label's shorter side: here the longest facts fit, too
EACH = 14  # labels of every theme
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
WORN = ("", *themes.names())


def _walk() -> ModuleType:
    spec = spec_from_file_location("lint_designs", BENCHMARKS / "lint_designs.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


walk = _walk()


def sample(theme: str, *, longest: bool) -> list:
    chance = random.Random(f"{theme} {longest}")
    found = []
    for name in chance.sample(layout.names(), EACH):
        some = [c for c in walk.cases(name, (theme,)) if (c.facts == "longest") is longest]
        found.append(chance.choice(some))
    return found


@pytest.mark.parametrize("theme", WORN)
def test_short_and_usual_facts_stand_on_every_label(theme):
    for case in sample(theme, longest=False):
        told = walk.findings(case)
        roomy = min(case.size) >= ROOMY_MM

        # What is doubtful on the smallest labels is small type; nothing is an error or not drawn.
        bad = [each for each in told if "warning" not in each.what]
        assert not bad or not roomy, bad
        assert not [each for each in bad if "not drawn" not in each.what], bad


@pytest.mark.parametrize("theme", WORN)
def test_the_longest_facts_stand_or_are_refused_and_never_touch(theme):
    for case in sample(theme, longest=True):
        bad = [each for each in walk.findings(case) if "warning" not in each.what]

        refused = {"not drawn" in each.what or each.what == "text.small error" for each in bad}
        assert refused <= {True}, bad
        assert not bad or min(case.size) < ROOMY_MM, bad


def test_the_walk_meets_every_layout_of_every_design():
    for name in layout.names():
        design = layout.load(name)
        met = {case.layout for case in walk.cases(name, ("market",), most=1)}

        assert met and met <= {each.name for each in walk.arranged(design, "market").composed}


@pytest.mark.parametrize(
    ("name", "theme", "label", "language", "facts"),
    [
        ("pay-here", "bold", (29, 29, "rect"), "es", "typical"),
        ("catalogue-cover", "photo", (20.5, 50, "rect"), "hi", "longest"),
        ("we-deliver", "photo", (20.5, 215.2, "rect"), "es", "typical"),
        ("poster", "bold", (36, 90, "rect"), "es", "longest"),
        ("pay-here", "minimal", (46, 46, "round"), "hi", "longest"),
    ],
)
def test_words_keep_clear_of_the_light_of_a_code_and_of_a_bent_line(
    name, theme, label, language, facts
):
    *size, outline = label
    case = walk.Case(name, theme, "", tuple(size), outline, language, facts)

    assert not [each for each in walk.findings(case) if each.what.startswith("layout.touch")]
