"""Work shared among processes, threads or machines: results in order, few in flight.

A task goes to any `concurrent.futures.Executor` as plain bytes and comes back as such, so that
the workers of a cluster need not see this machine's folders. A pool of our own (`jobs=`) is
replaced once when a worker dies; after that, and with an executor of the caller's, it is told, and
what is left is done in this process.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from itertools import groupby, islice
from typing import Any, Generic, NamedTuple, TypeVar

from campaignkit.errors import BadInput, CampaignError
from campaignkit.parallel import DIED, check_executor

T = TypeVar("T")

_IN_FLIGHT = 24  # tasks handed over and not yet taken back: more would only fill memory
# Tasks of long work that are sent together to processes of our own: what sending and taking back
# costs is for the most part the same for one and for four. The first ones go alone, so that short
# work is shared out, too; and never so many together that a process has nothing to do.
_TOGETHER, _ALONE = 4, 8
_MOST_JOBS = 256
_LAST_WORDS_S = 5.0  # for a worker whose parent is gone


class Task(NamedTuple):
    """A call to be made somewhere. owner: tasks of one owner fail together. call None: no work.

    note: for whoever gets the result; it is not sent to the worker.
    """

    owner: object
    call: Callable[..., Any] | None
    given: tuple[Any, ...] = ()
    note: Any = None


class Result(NamedTuple, Generic[T]):
    """What became of a task. fault: why nothing did."""

    task: Task
    value: T | None = None
    fault: CampaignError | None = None


class Workers:
    """Makes calls with an executor, or here. executor: the caller's. jobs: a pool of our own."""

    def __init__(self, executor: Executor | None = None, jobs: int | None = None) -> None:
        if executor is not None:
            check_executor(executor)
        self._jobs = _checked(jobs)
        self._executor = executor
        self._replaced = executor is not None or self._jobs < 2
        self._together = 1
        if executor is None and self._jobs > 1:
            self._together = max(1, min(_TOGETHER, 2 * _IN_FLIGHT // (3 * self._jobs)))
            self._executor = _pool(self._jobs)

    @property
    def executor(self) -> Executor | None:
        """Who does the work; None: this process."""
        return self._executor

    def close(self, *, now: bool = False) -> None:
        """End a pool of our own. now: do not wait for what it is doing."""
        if self._jobs > 1 and self._executor is not None:
            with suppress(Exception):  # a broken pool may not want to end
                self._executor.shutdown(wait=not now, cancel_futures=True)

    def run(self, tasks: Iterable[Task]) -> Iterator[Result[Any]]:
        """Yield what becomes of each task, in order.

        A task that cannot be sent to a worker is done here. What a call raises that is none of
        our errors comes through.
        """
        stream, waiting = iter(tasks), deque[_Waiting]()
        lost: object = None  # whose tasks are given up, since a worker died over them
        try:
            while True:
                self._fill(waiting, stream)
                if not waiting:
                    return
                each = waiting.popleft()
                task = each.task
                if task.owner is lost and task.call is not None:
                    yield Result(task, fault=_died("a worker before"))
                    continue
                try:
                    yield _done(each)
                except _Dead as err:
                    if self._replace():
                        waiting = deque(
                            _Waiting(one, self._submit([one])) for one in (task, *_tasks(waiting))
                        )
                        continue
                    lost = task.owner
                    waiting = deque(map(_Waiting, _tasks(waiting)))
                    yield Result(task, fault=_died(str(err)))
        finally:
            for each in waiting:
                if each.future is not None:
                    each.future.cancel()

    def _fill(self, waiting: deque[_Waiting], stream: Iterator[Task]) -> None:
        """Hand over more tasks, together where there is enough to do."""
        if self._executor is None:
            if not waiting and (task := next(stream, None)) is not None:
                waiting.append(_Waiting(task))
            return
        while len(waiting) + self._together <= _IN_FLIGHT:
            wanted = self._together if len(waiting) >= _ALONE else 1
            tasks = [*islice(stream, wanted)]
            if not tasks:
                return
            for is_work, group in groupby(tasks, key=lambda task: task.call is not None):
                sent = [*group]
                future = self._submit(sent) if is_work else None
                waiting.extend(_Waiting(task, future, at) for at, task in enumerate(sent))

    def _submit(self, tasks: Sequence[Task]) -> Future[Any] | None:
        if self._executor is None or tasks[0].call is None:
            return None
        calls = [(task.call, task.given) for task in tasks if task.call is not None]
        try:
            return self._executor.submit(_called, calls)
        except (BrokenExecutor, RuntimeError) as err:  # broken, or shut down
            failed: Future[Any] = Future()
            failed.set_exception(BrokenExecutor(str(err)))
            return failed

    def _replace(self) -> bool:
        """Begin a new pool in place of one that broke; say whether that was still to be done."""
        self.close(now=True)
        if self._replaced:
            self._executor = None
            return False
        self._replaced = True
        self._executor = _pool(self._jobs)
        return True


class _Waiting(NamedTuple):
    """A task, and where its result will be: at a place of a future's; None: it is made here."""

    task: Task
    future: Future[Any] | None = None
    at: int = 0


def _tasks(waiting: Iterable[_Waiting]) -> Iterator[Task]:
    return (each.task for each in waiting)


class _Dead(Exception):
    """A worker died over a task."""


def _done(waiting: _Waiting) -> Result[Any]:
    task, future, at = waiting
    if task.call is None:
        return Result(task)
    try:
        if future is None:
            return Result(task, value=task.call(*task.given))
        kind, value = future.result()[at]
    except CampaignError as err:
        return Result(task, fault=err)
    except (BrokenExecutor, CancelledError) as err:
        raise _Dead(str(err)) from err
    except (pickle.PicklingError, AttributeError, TypeError) as err:
        if not _is_about_sending(err):
            raise
        return _done(_Waiting(task))
    except Exception as err:
        if type(err).__module__.partition(".")[0] == "distributed":  # a cluster gave it up
            return Result(task, fault=_died(str(err)))
        raise
    return Result(task, value=value) if kind == "made" else Result(task, fault=value)


def _called(calls: Iterable[tuple[Callable[..., Any], tuple[Any, ...]]]) -> list[tuple[str, Any]]:
    """Make calls in a worker. Our errors are results: not every executor brings errors whole."""
    made: list[tuple[str, Any]] = []
    for call, given in calls:
        try:
            made.append(("made", call(*given)))
        except CampaignError as err:
            made.append(("fault", err))
    return made


def _is_about_sending(err: Exception) -> bool:
    return isinstance(err, pickle.PicklingError) or "pickle" in str(err)


def _died(reason: str) -> BadInput:
    return BadInput(
        f"a worker of the executor died ({reason}). Give it fewer workers or more memory; in a "
        "script, make the executor under: if __name__ == '__main__'.",
        rule=DIED,
        reason=reason,
    )


def _checked(jobs: object) -> int:
    if jobs is None:
        return 1
    if isinstance(jobs, bool) or not isinstance(jobs, int) or not 1 <= jobs <= _MOST_JOBS:
        raise BadInput(
            f"jobs={jobs!r} is no number of processes. Give 1 to {_MOST_JOBS}.",
            rule="build.jobs",
            jobs=jobs,
        )
    return jobs


def _pool(jobs: int) -> Executor:
    """Return processes: loky's where it is installed, which work from any script and notebook."""
    try:
        from loky import ProcessPoolExecutor as LokyPool
    except ImportError:
        return _standard_pool(jobs)
    with _deaf():
        from loky.backend import resource_tracker

        resource_tracker.ensure_running()  # it keeps count of what the others leave behind
    pool: Executor = LokyPool(max_workers=jobs, timeout=None, initializer=_stay_with_parent)
    return pool


@contextmanager
def _deaf() -> Iterator[None]:
    """Begin processes that a terminal which closes does not end before the one that asks them."""
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(hangup, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(hangup, before)


def _stay_with_parent() -> None:
    """End this worker when the process that began it is gone, whatever ended that.

    What the terminal says is for the parent alone, which lets the workers finish or ends them.
    """
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if os.name == "posix":  # elsewhere a parent that is gone is still told as one
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        threading.Thread(target=_end_after, args=(os.getppid(),), daemon=True).start()


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os.kill(os.getpid(), signal.SIGTERM)  # temporary files go with what has them open
    time.sleep(_LAST_WORDS_S)
    os._exit(1)


def _standard_pool(jobs: int) -> Executor:
    """Return the standard library's processes. They begin fresh: a fork of threads may hang."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(["campaignkit.jobs.label_sheet"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_stay_with_parent)
