"""What was said of a code, said again for its cause, once it was looked at closely.

A finding by numbers that blur, shade or ink spoilt names what is as it should be: the colour of a
code that is out of focus, the margin of one in half shade. With its marks and its true numbers
known, it stays only where it is true; else the mark that tells the cause takes its place, and is as
grave.
"""

from __future__ import annotations

from campaignkit.problems import Problem, Problems, Severity, Where
from campaignkit.proof.grade import LETTERS, Aspect, Grade
from campaignkit.proof.grading import CloseLook
from campaignkit.proof.judge import RATIO_DOUBTED, judge, judge_grade
from campaignkit.proof.measure import Measured
from campaignkit.proof.weakness_traces import AMBIENT

# What other weaknesses than the one they name may call forth, by the aspect they are about.
_ASPECTS: dict[str, Aspect] = {
    "scan.contrast": "contrast",
    "scan.quiet-zone": "quiet zone",
    "scan.damage": "unused correction",
}


def is_doubted(numbers: Measured) -> bool:
    """Say whether something will be said of a code whose cause may be another."""
    return any(problem.rule in _ASPECTS for problem in judge(numbers))


def blamed(said: Problems, truly: Problems, look: CloseLook, where: Where) -> Problems:
    """Return what is true of what was said of a code, and what else is its cause.

    truly: what its true numbers say.
    """
    marks = look.grade
    reason = any(mark.cause in AMBIENT for mark in marks.marks)
    kept = Problems(problem for problem in truly if not (reason and _explained(problem, look)))
    rules = {problem.rule for problem in kept}
    gone = [problem for problem in said if problem.rule not in rules]
    if gone:
        severity: Severity = (
            "error" if any(each.severity == "error" for each in gone) else "warning"
        )
        return kept + judge_grade(marks, where=where, severity=severity)
    if kept and reason and _is_worse(marks, rules):
        return kept + judge_grade(marks, where=where)
    return kept


def _explained(problem: Problem, look: CloseLook) -> bool:
    """Say whether a finding is another word for what a code is weak for."""
    if problem.rule == "scan.contrast" and look.is_shaded:
        return float(str(problem.value)) >= RATIO_DOUBTED  # dark enough, on a ground in the shade
    return problem.rule == "scan.damage" and not look.grade.is_good


def _is_worse(marks: Grade, rules: set[str]) -> bool:
    """Say whether a code is weaker for its worst mark than for anything that was said of it."""
    if marks.is_good or not rules <= _ASPECTS.keys():
        return False
    told = min(LETTERS.index(marks[_ASPECTS[rule]].letter) for rule in rules)
    return LETTERS.index(marks.letter) < told
