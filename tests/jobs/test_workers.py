"""Builds shared among processes, threads and clusters: the same bytes, and a dead worker told."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import campaignkit as ck
from campaignkit.jobs import workers
from campaignkit.jobs.workers import Task, Workers

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
ROWS = [{"n": n} for n in range(1, 301)]
LABELS = {"design": "chat-with-us", "text": "Oi {{ n }}", "title": "Mesa {{ n }}"}
CAMPAIGN = ck.Campaign(
    SHOP,
    stickers=[
        {"name": "sheet", **LABELS, "rows": ROWS, "stock": "Avery L7159"},
        {"name": "each", **LABELS, "rows": ROWS[:40]},
    ],
    codes=[{"name": "codes", "text": "{{ n }}", "rows": ROWS[:20], "formats": ["svg", "png"]}],
    links=[{"name": "links", "kind": "chat", "fields": {"text": "{{ n }}"}, "rows": ROWS[:9]}],
)


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: str) -> dict[str, bytes]:
    below = (path for path in Path(folder).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in below}


def double(number: int) -> int:
    return number * 2


def die(flag: str) -> str:
    """End the worker, once if `flag` names a file that is not there yet; else always."""
    if flag and Path(flag).exists():
        return "lived"
    if flag:
        Path(flag).touch()
    os._exit(9)


def refuse(_number: int) -> None:
    raise ck.BadInput("no.", rule="test.no")


class Remote(Executor):
    """A worker that shares nothing with this process but bytes, as a cluster's does."""

    def submit(self, call: Any, /, *given: Any, **named: Any) -> Future[Any]:
        import pickle

        done: Future[Any] = Future()
        sent = pickle.dumps((call, given, named))
        call, given, named = pickle.loads(sent)
        done.set_result(pickle.loads(pickle.dumps(call(*given, **named))))
        return done


@pytest.mark.parametrize(
    "made",
    [
        lambda: {"executor": ThreadPoolExecutor(2)},
        lambda: {"executor": ProcessPoolExecutor(2)},
        lambda: {"executor": Remote()},
        lambda: {"jobs": 2},
    ],
    ids=["threads", "processes", "remote", "jobs"],
)
def test_whoever_does_the_work_the_bytes_are_the_same(made: Any):
    CAMPAIGN.build("here", check=False)

    assert CAMPAIGN.build("there", check=False, **made())
    assert files("there") == files("here")


def test_results_come_in_order_and_our_errors_are_results():
    tasks = [Task("a", double, (n,)) for n in range(50)] + [Task("b", refuse, (1,))]

    with ProcessPoolExecutor(2) as executor:
        found = list(Workers(executor).run(tasks))

    assert [each.value for each in found[:50]] == [n * 2 for n in range(50)]
    assert found[50].fault is not None
    assert found[50].fault.rule == "test.no"


def test_a_worker_of_our_own_that_dies_is_replaced_once(desk: Path):
    crew = Workers(jobs=2)
    tasks = [Task("a", double, (1,)), Task("a", die, ("flag",)), Task("a", double, (2,))]

    found = list(crew.run(tasks))
    crew.close()

    assert [each.value for each in found] == [2, "lived", 4]


def test_one_that_dies_again_is_told_and_what_follows_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
):
    # One process at a time, so that what was done before a death is known here before it.
    monkeypatch.setattr(workers, "_pool", lambda _jobs: ProcessPoolExecutor(1))
    crew = Workers(jobs=2)
    tasks = [
        *(Task("a", double, (1,)), Task("a", die, ("",)), Task("a", double, (2,))),
        *(Task("b", None), Task("b", double, (3,))),
    ]

    found = list(crew.run(tasks))
    crew.close()

    assert [each.value for each in found] == [2, None, None, None, 6]
    assert [each.fault.rule for each in found if each.fault] == ["executor.died"] * 2
    assert crew.executor is None


def test_what_cannot_be_sent_is_done_here():
    with ProcessPoolExecutor(1) as executor:
        (found,) = Workers(executor).run([Task("a", lambda: 5)])

    assert found.value == 5


def test_few_tasks_are_under_way_at_once():
    taken = 0

    def tasks() -> Any:
        nonlocal taken
        for number in range(500):
            taken += 1
            yield Task("a", double, (number,))

    with ThreadPoolExecutor(1) as executor:
        for count, _found in enumerate(Workers(executor).run(tasks()), 1):
            assert taken - count <= workers._IN_FLIGHT


@pytest.mark.parametrize("jobs", [0, -1, True, "two", 1.5, 100_000])
def test_a_number_of_jobs_that_is_none_is_said(jobs: Any):
    with pytest.raises(ck.BadInput, match="is no number of processes"):
        CAMPAIGN.build("out", jobs=jobs)


def test_a_build_whose_worker_dies_makes_the_other_assets(monkeypatch: pytest.MonkeyPatch):
    with ProcessPoolExecutor(1) as executor:
        executor.submit(os._exit, 1).exception()
        built = CAMPAIGN.build("out", check=False, executor=executor)

    with Path("out/manifest.csv").open(newline="", encoding="utf-8") as file:
        fates = {(line["asset"], line["status"]) for line in csv.DictReader(file)}
    assert ("sheet", "failed") in fates
    assert {("each", "unchecked"), ("codes", "unchecked"), ("links", "unchecked")} <= fates
    assert str(built.problems).count("a worker of the executor died") == 1


ORPHANS = """
import os, signal, sys, time
from campaignkit.jobs.workers import Task, Workers

def pid(wait):
    time.sleep(wait)
    return os.getpid()

if __name__ == "__main__":
    found = list(Workers(jobs=2).run([Task("a", pid, (0.2,)) for _ in range(6)]))
    print(*{each.value for each in found}, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="processes are asked for as POSIX has them")
def test_workers_end_with_the_one_that_began_them_even_if_it_is_killed(desk: Path):
    Path("orphans.py").write_text(ORPHANS, encoding="utf-8")
    done = subprocess.run([sys.executable, "orphans.py"], stdout=subprocess.PIPE, check=False)
    pids = set(map(int, done.stdout.split()))

    assert pids
    while any(map(is_running, pids)):  # the suite's own limit of time ends a test that waits
        time.sleep(0.1)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def test_what_goes_to_workers_holds_no_table(desk: Path):
    """A long table lies beside the memory, where no worker could open it; it stays here."""
    sent: list[int] = []

    class Weighed(Remote):
        def submit(self, call: Any, /, *given: Any, **named: Any) -> Future[Any]:
            import pickle

            sent.append(len(pickle.dumps((call, given, named))))
            return super().submit(call, *given, **named)

    Path("rows.csv").write_text(
        "n,about\n" + "".join(f"{n},{'x' * 5_000}\n" for n in range(1_000)), encoding="utf-8"
    )
    sheet = {"name": "sheet", **LABELS, "rows": "rows.csv", "stock": "Avery L7159"}
    made = ck.Campaign(SHOP, stickers=[{**sheet, "title": "{{ n }}"}])

    built = made.build("out", check=False, executor=Weighed())

    assert built.made == 1_000
    assert len(sent) == 6  # none of them was done here, since it could not be sent
    assert max(sent) < 192 * 5_200 + 50_000


@pytest.mark.parametrize("wrong", ["loky", 4, object()])
def test_what_can_be_given_no_work_is_told_before_any(wrong: Any):
    with pytest.raises(ck.BadInput, match="runs nothing"):
        Workers(wrong)


class Noting(Executor):
    """Does its work at once, and notes how many calls came together."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def submit(self, call: Any, /, calls: Any) -> Future[Any]:
        self.sizes.append(len(calls))
        made: Future[Any] = Future()
        made.set_result(call(calls))
        return made


@pytest.mark.parametrize(("jobs", "together"), [(2, 4), (5, 3), (8, 2), (16, 1)])
def test_tasks_of_long_work_go_together_and_the_first_ones_alone(
    jobs: int, together: int, monkeypatch: pytest.MonkeyPatch
):
    pool = Noting()
    monkeypatch.setattr(workers, "_pool", lambda _jobs: pool)
    tasks = [Task("a", half, (n,)) for n in range(101)]

    found = [*Workers(jobs=jobs).run(tasks)]
    assert [each.value if each.fault is None else str(each.fault) for each in found] == [
        n // 2 if n % 2 == 0 else f"{n} is odd." for n in range(101)
    ]
    assert pool.sizes[:8] == [1] * 8
    assert set(pool.sizes[8:-1]) == {together}
    assert sum(pool.sizes) == 101


def half(number: int) -> int:
    if number % 2:
        raise ck.BadInput(f"{number} is odd.", rule="test.odd")
    return number // 2


def test_an_executor_of_the_callers_own_gets_each_task_alone():
    pool = Noting()

    found = [*Workers(pool).run(Task("a", half, (2 * n,)) for n in range(60))]
    assert [each.value for each in found] == [*range(60)]
    assert set(pool.sizes) == {1}
