"""How far long work is: lines in a log, a bar in a notebook, and nobody told who did not ask."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from campaignkit import progress


def notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))


def test_a_log_has_a_line_every_ten_seconds_over_all_assets(monkeypatch: pytest.MonkeyPatch):
    now = 100.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    said: list[str] = []
    lines = progress.ProgressLines(said.append)

    for steps in range(1, 26):
        now += 1.0
        lines.show("tags", steps, 25)
    for steps in range(1, 11):
        now += 1.0
        lines.show("codes", steps, 10)

    assert said == [
        "tags: 10 of 25 steps",
        "tags: 20 of 25 steps",
        "codes: 30 of 35 steps",
    ]


def test_outside_a_notebook_nobody_is_told_who_did_not_ask():
    def mine(*_told: object) -> None: ...

    with progress.watched(None) as nobody, progress.watched(mine) as asked:
        assert nobody is None
        assert asked is mine


def test_a_notebook_has_a_bar_of_all_steps_and_may_refuse_it(monkeypatch: pytest.MonkeyPatch):
    notebook(monkeypatch)
    made = SimpleNamespace(total=None, done=0, closed=False)
    monkeypatch.setattr(progress, "bar", lambda **how: Bar(made, how))

    with progress.watched(False) as refused:
        assert refused is None
    with progress.watched(None) as told:
        told("tags", 1, 4)
        told("tags", 4, 4)
        told("codes", 1, 2)

    assert (made.total, made.done, made.closed) == (6, 5, True)


class Bar:
    """What tqdm is asked for: it has a total, counts, and goes away."""

    def __init__(self, made: SimpleNamespace, how: dict[str, object]) -> None:
        self.made = made
        self.total = how["total"]

    def set_description(self, _text: str, *, refresh: bool) -> None: ...

    def update(self, steps: int) -> None:
        self.made.done += steps

    def close(self) -> None:
        self.made.total, self.made.closed = self.total, True
