"""Two threads may redraw: JupyterLab sends what is typed to another one than what a cell does."""

from __future__ import annotations

import asyncio
import threading
from types import SimpleNamespace

import pytest

from campaignkit.widgets import debounce
from campaignkit.widgets.debounce import AfterTyping, Debounced

LONG = 120  # seconds: only a deadlock takes so long


def test_the_last_change_is_what_is_shown_though_an_older_redraw_takes_longer() -> None:
    typed, shown = ["wrong"], []
    begun, may_end = threading.Event(), threading.Event()

    def redraw() -> None:
        seen = typed[-1]
        if seen == "wrong":
            begun.set()
            assert may_end.wait(LONG)
        shown.append(seen)

    changed = Debounced(redraw, lambda _bug: None)
    slow = threading.Thread(target=changed)
    slow.start()
    assert begun.wait(LONG)
    typed.append("good")
    later = threading.Thread(target=changed)
    later.start()
    later.join(0.05)  # it waits for the older one
    may_end.set()
    for each in (slow, later):
        each.join(LONG)

    assert shown == ["wrong", "good"]


def test_a_redraw_that_changes_a_control_may_redraw_again() -> None:
    depth = []

    def redraw() -> None:
        depth.append(len(depth))
        if len(depth) < 3:
            changed()

    changed = Debounced(redraw, lambda _bug: None)
    changed()

    assert depth == [0, 1, 2]


@pytest.fixture
def kernel(monkeypatch):
    """A loop runs, and it is taken for that of a kernel."""
    monkeypatch.setattr(debounce, "_shell", object)


@pytest.mark.usefixtures("kernel")
@pytest.mark.parametrize(
    ("took", "waits"), [(0.01, debounce.SHORTEST), (0.12, 0.12), (3.0, debounce.WAIT)]
)
def test_the_pause_is_as_long_as_the_last_redraw_within_limits(took, waits, monkeypatch) -> None:
    clock, pauses = [0.0], []

    class Loop:
        def call_later(self, pause: float, _action: object) -> SimpleNamespace:
            pauses.append(pause)
            return SimpleNamespace(cancel=bool)

    def redraw() -> None:
        clock[0] += took

    monkeypatch.setattr(debounce, "monotonic", lambda: clock[0])
    monkeypatch.setattr(debounce, "_kernel_loop", Loop)
    changed = Debounced(redraw, lambda _bug: None)

    changed()
    changed.now()
    changed()
    assert pauses == [debounce.WAIT, pytest.approx(waits)]


def clicks(*answers: bool) -> list[str]:
    """Return what is done by a click for each of these: whether the page answers it, and when."""
    said: list[str] = []

    async def page() -> None:
        after_typing = AfterTyping()
        after_typing._link.close()  # nobody copies the number but we
        clicked = after_typing(Debounced(lambda: said.append("done"), lambda _bug: None))
        for is_answered in answers:
            clicked()
            said.append("typed")
            if is_answered:
                after_typing._answered.value = after_typing._asked.value
        await asyncio.sleep(2 * debounce.LONGEST)

    asyncio.run(page())
    return said


@pytest.mark.usefixtures("kernel")
def test_a_click_waits_for_what_was_typed_before_it(monkeypatch):
    monkeypatch.setattr(debounce, "LONGEST", 0.05)

    assert clicks(True) == ["typed", "done"]


@pytest.mark.usefixtures("kernel")
def test_a_click_counts_once_though_no_page_answers(monkeypatch):
    monkeypatch.setattr(debounce, "LONGEST", 0.05)

    assert clicks(False) == ["typed", "done"]
    assert clicks(True, False) == ["typed", "done", "typed", "done"]


def test_where_no_kernel_runs_a_click_is_done_at_once():
    said: list[str] = []

    AfterTyping()(Debounced(lambda: said.append("done"), lambda _bug: None))()

    assert said == ["done"]
