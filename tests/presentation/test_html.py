"""What a studio says in HTML: how much of it is shown, and that the rest is counted."""

from __future__ import annotations

import pytest

from campaignkit.presentation import html
from campaignkit.problems import Problem, Where


def problems(count: int) -> list[Problem]:
    return [
        Problem(rule="row.name", message=f"row {n} has no name.", where=Where(row=n))
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (3, 3), (4, 3), (7, 3)])
def test_of_many_findings_the_first_are_shown_and_all_others_counted(count: int, shown: int):
    said = html.findings(problems(count), fine="fine", most=3)

    assert said.count('<li class="ck-error"') == shown
    assert ("more" in said) == (count > 3)
    if count > 3:
        assert f"… and {count - 3} more." in said


def test_nothing_found_is_said_as_such():
    assert html.findings([], fine="All is well") == html.said("✓ All is well", kind="fine")
    assert "ck-findings" not in html.findings([], fine="All is well")
