"""Every built-in design, at both ends of every layout, in every language, with any facts.

`tests/benchmarks/lint_designs.py` walks more sizes and prints counts.
"""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from campaignkit import layout
from campaignkit.errors import TooBig
from campaignkit.problems import Problem
from campaignkit.proof.lints import lint

ROOMY_MM = 38  # of a label's shorter side: here the longest facts fit, too
# Those with layouts of their own; compositions are walked by tests/layout/test_compositions.py.
DESIGNS = [name for name in layout.names() if layout.load(name).layout]
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def _walk() -> ModuleType:
    spec = spec_from_file_location("lint_designs", BENCHMARKS / "lint_designs.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


walk = _walk()


def findings(case) -> list[Problem]:
    return lint(walk.drawing(case), outline=case.outline)


@pytest.mark.parametrize("name", DESIGNS)
def test_short_and_usual_facts_stand_on_every_label(name):
    cases = [case for case in walk.cases(name, most=2) if case.facts != "longest"]

    assert len(cases) >= 20
    for case in cases:
        told = findings(case)
        assert not [str(each) for each in told if each.severity == "error"], case
        # Small type on the smallest labels, and the end of a long strip, are doubtful only.
        assert {each.rule for each in told} <= {"text.small", "layout.empty"}, (case, told)


@pytest.mark.parametrize("name", DESIGNS)
def test_the_longest_facts_stand_or_are_refused_and_never_touch(name):
    for case in walk.cases(name, most=2):
        if case.facts != "longest":
            continue
        try:
            errors = [each for each in findings(case) if each.severity == "error"]
        except TooBig:
            assert min(case.size) < ROOMY_MM, case
            continue
        assert {each.rule for each in errors} <= {"text.small"}, (case, errors)
        assert not errors or min(case.size) < ROOMY_MM, (case, errors)
