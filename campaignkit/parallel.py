"""The same work here or in any `concurrent.futures.Executor`: results in order, few in flight."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import islice
from typing import Any, TypeVar

from campaignkit.arguments import shown
from campaignkit.errors import BadInput

T = TypeVar("T")
R = TypeVar("R")

DIED = "executor.died"
_IN_FLIGHT = 32  # tasks handed over and not yet taken back: more would only fill memory


def check_executor(executor: object) -> None:
    """Raise unless something can be given work.

    Raises:
        BadInput: it has no `submit`.
    """
    if not callable(getattr(executor, "submit", None)):
        raise BadInput(
            f"executor={shown(executor)} runs nothing. Give one of concurrent.futures, or of a "
            "cluster.",
            rule="executor.type",
        )


def ordered(
    function: Callable[..., R], tasks: Iterable[tuple[Any, ...]], executor: Executor | None
) -> Iterator[R]:
    """Yield `function(*task)` for each task, in order. No executor: here, one by one.

    Raises:
        BadInput: a worker died. What `function` raises comes through.
    """
    if executor is None:
        yield from (function(*task) for task in tasks)
        return
    check_executor(executor)
    waiting: deque[Future[R]] = deque()
    try:
        for task in tasks:
            waiting.append(executor.submit(function, *task))
            if len(waiting) >= _IN_FLIGHT:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor as err:
        raise BadInput(
            f"a worker of the executor died ({err}). Give it fewer workers or more memory; in a "
            "script, make the executor under: if __name__ == '__main__'.",
            rule=DIED,
            reason=str(err),
        ) from err
    finally:
        for future in waiting:
            future.cancel()


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of `size`, the last one shorter.

    >>> list(chunks("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    stream = iter(items)
    while chunk := list(islice(stream, size)):
        yield chunk
