"""What holds for every test: none is judged by the clock, for machines are shared and noisy."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run, so that what fails is the change and not the draw. New examples:
# `pytest --hypothesis-profile search`, beside `--hypothesis-seed N` to have them again.
settings.register_profile(
    "search", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=False
)
settings.register_profile("campaignkit", settings.get_profile("search"), derandomize=True)
settings.load_profile("campaignkit")

HANG = 60.0  # seconds of this process's own work; what is measured takes a hundredth of that


@contextmanager
def _ends(seconds: float = HANG) -> Iterator[None]:
    """Fail if the block works longer than so many seconds of processor time: it hangs."""

    def hung(_signal: int, _frame: object) -> None:
        raise AssertionError(f"still at work after {seconds:g} s of processor time")

    before = signal.signal(signal.SIGPROF, hung)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture
def ends() -> Callable[..., AbstractContextManager[None]]:
    """Give what fails a block that hangs, however busy the machine is: `with ends(): …`."""
    return _ends


@pytest.fixture
def as_in_a_terminal() -> Iterator[None]:
    """Start programs that heed SIGINT: what a shell runs in the background is to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what the journeys through the studio took: `tests/browser/test_journeys.py`."""
    reports = [each for many in terminalreporter.stats.values() for each in many]
    noted = [pair for each in reports for pair in getattr(each, "user_properties", ())]
    told = {text for name, text in noted if name == "journey"}
    if told:
        terminalreporter.section("from an empty page to a proven file")
        for line in sorted(told):
            terminalreporter.write_line(line)
