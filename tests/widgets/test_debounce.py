"""Two threads may redraw: JupyterLab sends what is typed to another one than what a cell does."""

from __future__ import annotations

import threading

from campaignkit.widgets.debounce import Debounced

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
