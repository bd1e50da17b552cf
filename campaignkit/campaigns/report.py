"""What went wrong while building, gathered: each error, and each kind of warning once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from campaignkit.problems import Problem, Problems, Where

NOT_MADE = Problem(rule="build.not-made", message="Not made, because other rows have errors.")
LOST = Problem(
    rule="build.row-lost",
    message="Nothing was made of this row, and nothing said why: a fault of campaignkit.",
    fix="Please report it with the table.",
)


def said(problems: Iterable[Problem]) -> str:
    """Return problems as one cell of a table, without their places."""
    sentences = (f"{problem.message} {problem.fix}".strip() for problem in problems)
    return " ".join(dict.fromkeys(sentences))


@dataclass(slots=True)
class Findings:
    """Problems of one build. A warning that many rows share is kept once, and counted."""

    _errors: list[Problem] = field(default_factory=list)
    _warnings: dict[tuple[str | None, ...], tuple[Problem, int]] = field(default_factory=dict)

    def add(self, asset: str, problems: Iterable[Problem]) -> None:
        """Keep what was found in an asset."""
        for found in problems:
            problem = found if found.where.file else found.placed(Where(file=asset))
            if problem.severity == "error":
                self._errors.append(problem)
                continue
            same = asset, problem.rule, problem.where.column
            first, count = self._warnings.get(same, (problem, 0))
            self._warnings[same] = first, count + 1

    def every(self) -> Problems:
        """Return the errors, then the first of each kind of warning, as they were met."""
        return Problems([*self._errors, *(first for first, _count in self._warnings.values())])

    def all(self) -> Problems:
        """Return the errors in the order they were met, then the warnings."""
        counted = (_counted(*each) for each in self._warnings.values())
        return Problems([*self._errors, *counted])


def _counted(problem: Problem, count: int) -> Problem:
    if count == 1:
        return problem
    return replace(problem, message=f"{problem.message} (So in {count:,} places.)")
