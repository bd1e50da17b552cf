"""What long campaigns cost: rates, memory, kills, repeated builds, many shops. Not a test.

python tests/benchmarks/bench_batch.py                          # all, in small sizes
python tests/benchmarks/bench_batch.py stickers --rows 1000000 --jobs 2
python tests/benchmarks/bench_batch.py stickers --rows 100000 --check
python tests/benchmarks/bench_batch.py kills --rows 4000 --kills 50
python tests/benchmarks/bench_batch.py again --rows 100000
python tests/benchmarks/bench_batch.py shops --shops 2000 --labels 10 --bad 30
python tests/benchmarks/bench_batch.py tags --rows 2000 --jobs 1
python tests/benchmarks/bench_batch.py bad --rows 10000
python tests/benchmarks/bench_batch.py cluster --rows 2000
python tests/benchmarks/bench_batch.py store --rows 60
python tests/benchmarks/bench_batch.py disk --rows 5000

Seconds of the processor are counted here and in all processes begun here; on a machine that is busy
with other work they say more than the clock.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import logging
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import campaignkit as ck

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
SHEET = {
    "name": "tags",
    "design": "chat-with-us",
    "text": "Oi {{ id }}",
    "title": "{{ place }}",
    "note": "{{ price }}",
    "stock": "Avery L7160",
}


def table(path: str, count: int, changed: int | None = None) -> None:
    with Path(path).open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["id", "place", "price"])
        for n in range(1, count + 1):
            cents = 99 if n == changed else 50
            lines.writerow([f"P{n}", f"Feira {n}", f"R$ {n % 90},{cents}"])


def campaign(rows: str = "rows.csv", **more: Any) -> ck.Campaign:
    return ck.Campaign(SHOP, stickers=[{**SHEET, "rows": rows, **more}])


def lines(out: str = "out") -> list[dict[str, str]]:
    with Path(out, "manifest.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def digests(out: str) -> dict[str, str]:
    root = Path(out)
    below = sorted(path for path in root.rglob("*") if path.is_file())
    return {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest() for p in below}


@dataclass
class Measured:
    """What work took. cpu, workers: seconds of the processor, here and in processes begun here.

    here_mb, worker_mb: the most memory that this process, and any of those, ever had.
    """

    wall: float = 0.0
    cpu: float = 0.0
    workers: float = 0.0
    here_mb: float = 0.0
    worker_mb: float = 0.0

    def __str__(self) -> str:
        others = ""
        if self.workers:
            share = self.cpu / (self.cpu + self.workers)
            others = f" + {self.workers:.1f} in workers (here {share:.1%})"
            others += f"; at most {self.worker_mb:.0f} MB a worker"
        load = os.getloadavg()[0]
        return (
            f"{self.wall:.1f} s, {self.cpu:.1f} CPU s{others}, {self.here_mb:.0f} MB here; "
            f"load of the machine {load:.1f}"
        )


@contextmanager
def timed(what: str, count: int = 0) -> Iterator[Measured]:
    """Measure work and say what it took. count: of labels, for the rate of a core."""
    took, seen, done = Measured(), dict[int, tuple[float, float]](), threading.Event()
    watching: list[float] = []
    watcher = threading.Thread(target=_watch, args=(seen, done, watching), daemon=True)
    watcher.start()
    before = _of_children()  # those of work before may not have ended yet
    wall, cpu = time.perf_counter(), time.process_time()
    yield took
    took.wall, took.cpu = time.perf_counter() - wall, time.process_time() - cpu
    done.set()
    watcher.join()
    took.cpu -= sum(watching)
    took.workers = sum(seconds - before.get(pid, 0.0) for pid, (seconds, _) in seen.items())
    took.worker_mb = max((most for _, most in seen.values()), default=0.0)
    took.here_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = f"; {count / (took.cpu + took.workers):,.0f} a core and second" if count else ""
    print(f"{what}: {took}{rate}", flush=True)


def _of_children() -> dict[int, float]:
    import psutil

    found = {}
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            times = child.cpu_times()
            found[child.pid] = times.user + times.system
    return found


def _watch(
    seen: dict[int, tuple[float, float]], done: threading.Event, watching: list[float]
) -> None:
    """Note what the processes begun here use, until it is done. watching: what that itself took."""
    import psutil

    here = psutil.Process()
    while not done.wait(0.2):
        for child in here.children(recursive=True):
            with suppress(psutil.Error, OSError, IndexError):
                times = child.cpu_times()
                status = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")
                most = int(status.partition("VmHWM:")[2].split()[0]) / 1024
                seen[child.pid] = times.user + times.system, most
    watching.append(time.thread_time())


def stickers(given: argparse.Namespace) -> None:
    table("rows.csv", given.rows)
    took: dict[int, Measured] = {}
    for jobs in dict.fromkeys(given.counts or (1, given.jobs)):
        shutil.rmtree("out", ignore_errors=True)
        said = "proven" if given.check else "unchecked"
        with timed(f"{given.rows:,} stickers, {said}, jobs={jobs}", given.rows) as took[jobs]:
            built = campaign().build("out", check=given.check, jobs=jobs)
        size = sum(path.stat().st_size for path in Path("out").glob("*.pdf"))
        print(f"  {built.summary} {size / given.rows:.0f} bytes each")
    if len(took) == 2:
        one, more = took.values()
        busiest = max(more.cpu, (more.workers + more.cpu) / given.jobs)
        print(f"  by the clock {given.jobs} processes are {one.wall / more.wall:.2f} x one;")
        print(
            f"  by time of the processor, were {given.jobs} cores free: {one.cpu / busiest:.2f} x"
        )


def again(given: argparse.Namespace) -> None:
    table("rows.csv", given.rows)
    with timed(f"first build of {given.rows:,}", given.rows):
        campaign().build("out", check=False, jobs=given.jobs)
    before = digests("out")
    with timed("second build, nothing changed"):
        built = campaign().build("out", check=False)
    print(f"  {built.reused:,} used again; files that differ: {before != digests('out')}")
    table("rows.csv", given.rows, changed=given.rows // 2)
    with timed("one price changed"):
        built = campaign().build("out", check=False)
    after = digests("out")
    print(f"  {built.made - built.reused:,} labels made anew, in {differing(before, after)}")
    with timed("diff of that"):
        print(f"  {campaign().diff('out')}")
    own = {key: value for key, value in SHEET.items() if key != "stock"}
    few = min(given.rows, 2_000)
    for changed in (None, 7):
        table("own.csv", few, changed)
        built = ck.Campaign(SHOP, stickers=[{**own, "rows": "own.csv"}]).build("own", check=False)
        if changed is None:
            before = digests("own")
    print(f"  files of their own, one price changed: {differing(before, digests('own'))}")


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(name for name in {**before, **after} if before.get(name) != after.get(name))


KILLED = """
import sys
sys.path.insert(0, {here!r})
import bench_batch
if __name__ == "__main__":
    built = bench_batch.campaign().build("killed", check={check}, jobs={jobs})
    print(built.made, built.reused)
"""


def kills(given: argparse.Namespace) -> None:
    table("rows.csv", given.rows)
    here = str(Path(__file__).parent)
    Path("killed.py").write_text(
        KILLED.format(here=here, check=given.check, jobs=given.jobs), encoding="utf-8"
    )
    begun = time.perf_counter()
    run = [sys.executable, "killed.py"]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
    took, wanted = time.perf_counter() - begun, digests("killed")
    chance, kills, differ, most, ends = random.Random(7), 0, 0, 0.0, 0
    while kills < given.kills:
        shutil.rmtree("killed", ignore_errors=True)
        while True:
            kept = journalled("killed")
            child = subprocess.Popen(run, stdout=subprocess.PIPE, start_new_session=True)
            try:
                said, _ = child.communicate(timeout=took * chance.uniform(0.05, 1.0))
            except subprocess.TimeoutExpired:
                if kills < given.kills:
                    os.killpg(child.pid, signal.SIGKILL)
                    kills += 1
                    child.wait()
                    continue
                said, _ = child.communicate()
            break
        made, reused = map(int, said.split())
        ends += 1
        if made > kept:
            most = max(most, (made - reused) / (made - kept) - 1)
        differ += len(differing(wanted, digests("killed")))
    print(
        f"{kills} kills of {given.rows:,} labels at random moments, {ends} builds ended after them:"
    )
    print(f"  files that differ from those of a build that was not killed: {differ};")
    print(f"  most work after a kill: what was missing + {most:.1%}; left over: {leftovers()}")


def journalled(folder: str) -> int:
    """Return how many labels an interrupted build has left whole."""
    found = 0
    for part in sorted(Path(folder, "unfinished").glob("*")):
        pieces = part.read_bytes().split(b"\n", 2)
        with suppress(IndexError, ValueError):
            found += len(json.loads(pieces[1])["pieces"])
    return found


def leftovers() -> list[str]:
    return sorted(path.name for path in Path().rglob("*.part"))


def shops(given: argparse.Namespace) -> None:
    every = max(given.shops // max(given.bad, 1), 1)
    bad = set(list(range(0, given.shops, every))[: given.bad])
    with Path("shops.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["id", "name", "phone", "country", "language", "primary"])
        for n in range(given.shops):
            phone = "12" if n in bad else f"(11) 9{80000000 + n}"
            out.writerow(
                [f"s{n}", f"Loja {n}", phone, "BR", "pt_BR", f"#{n * 7919 % 0x600000:06X}"]
            )
    with Path("places.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["id", "shop", "place"])
        for n in range(given.shops):
            out.writerows([f"s{n}-{k}", f"s{n}", f"Ponto {k}"] for k in range(given.labels))
    places = {
        **SHEET,
        "name": "places",
        "rows": "places.csv",
        "by": "shop",
        "text": "Oi {{ place }}",
    }
    del places["note"]
    made = ck.Campaign(shops="shops.csv", stickers=[places])
    count = given.shops * given.labels
    for what in ("first build", "again"):
        with timed(f"{given.shops:,} shops x {given.labels} labels, {len(bad)} bad: {what}", count):
            built = made.build("many", check=given.check, jobs=given.jobs)
        print(f"  {built}")
    statuses = Counter(line["status"] for line in lines("many"))
    told = {line["shop"] for line in lines("many") if line["status"] == "failed"}
    print(f"  lines of one manifest: {dict(statuses)}; bad shops told: {len(told)}")


def tags(given: argparse.Namespace) -> None:
    """Shelf tags of a table, and of one eight times as long: the memory is to be the same."""
    for count in (given.rows, given.rows * 8):
        with Path("products.csv").open("w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(["id", "title", "price", "description"])
            out.writerows([f"P{n}", f"Bolo {n}", f"{n % 90}.50", "Um bolo"] for n in range(count))
        made = {"name": "tags", "make": "shelf-tags", "stock": "Avery L7165"}
        campaign_ = ck.Campaign(SHOP, catalogs=[{**made, "rows": "products.csv"}])
        shutil.rmtree("out", ignore_errors=True)
        with timed(f"{count:,} shelf tags", count):
            built = campaign_.build("out", check=given.check, jobs=given.jobs)
        print(f"  {built.summary}")


def bad(given: argparse.Namespace) -> None:
    kinds = [
        *("", " ", "x" * 4000, "\U00013000", "\U0001f9ff" * 60, "{{ 1/0 }}", "é" * 3000, "\u0f56"),
        *("https://wa.me/", "https://wa.me/12", "wa.me/0", "\u0f40\u0f7c", "𐎀", "\ud7ff" * 900),
        *("\u202e" * 50, "\n" * 40, "W" * 300, "ﷺ" * 90, "\u1680" * 20, "界" * 200),
    ]
    with Path("bad.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["id", "place", "price"])
        step = given.rows // 200
        for n in range(1, given.rows + 1):
            text = kinds[n // step % len(kinds)] if n % step == 0 else f"Feira {n}"
            out.writerow([f"P{n}", text, "1,00"])
    with timed(f"200 odd rows of {len(kinds)} kinds among {given.rows:,}", given.rows):
        built = campaign("bad.csv", link="{{ place }}", text=None).build(
            "bad", check=given.check, jobs=given.jobs
        )
    listed = {line["row"] for line in lines("bad")}
    print(f"  {built}")
    print(f"  rows in: {given.rows:,}; rows in the manifest: {len(listed):,}")


def cluster(given: argparse.Namespace) -> None:
    from distributed import Client, LocalCluster

    table("rows.csv", given.rows)
    campaign().build("here", check=False)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as machines,
        Client(machines) as client,
    ):
        killed = []

        def kill(_asset: str, done: int, _of: int | None) -> None:
            if not killed:
                killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)

        with timed(f"{given.rows:,} on Dask, a worker killed", given.rows):
            built = campaign().build(
                "there", check=False, executor=client.get_executor(), progress=kill
            )
    differ = differing(digests("here"), digests("there"))
    print(f"  {built.summary} killed: {killed}; differs: {differ}")


def store(given: argparse.Namespace) -> None:
    """Builds into a store (moto's server) whose every tenth write fails, in four ways."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    import s3fs
    import test_remote as faults
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it tells every request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    proxy = faults.Proxy(server.get_host_and_port()[1])
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    os.environ |= {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{proxy.server_port}",
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_MAX_ATTEMPTS": "1",
    }
    rows = [{"id": n, "place": f"Feira {n}", "price": "1"} for n in range(1, given.rows + 1)]
    own = {key: value for key, value in SHEET.items() if key != "stock"}
    made = ck.Campaign(SHOP, stickers=[{**own, "rows": rows}])
    made.build("here", check=False)
    files = len(digests("here"))
    s3fs.S3FileSystem().mkdir("shop")
    print(f"{files} files into a store, every tenth write fails:")
    print(f"  {'way':<16}{'planted':>8}{'made':>6}{'failed':>8}{'told':>6}  then again")
    for way in ("InternalError", "SlowDown", "reset", "AccessDenied"):
        proxy.way, proxy.puts, proxy.planted = way, 0, 0
        out = f"s3://shop/{way.lower()}"
        try:
            built = made.build(out, check=False)
            said = f"{built.made:>6}{built.failed:>8}{len(built.problems.errors):>6}"
        except ck.CampaignError as err:
            said = f"  {str(err)[:70]}"
        planted, proxy.way = proxy.planted, ""
        again = made.build(out, check=False)
        there = s3fs.S3FileSystem(skip_instance_cache=True)
        whole = {
            name: hashlib.sha256(there.cat_file(f"shop/{way.lower()}/{name}")).hexdigest()
            for name in digests("here")
        }
        same = differing(whole, digests("here"))
        print(f"  {way:<16}{planted:>8}{said}  {again.failed} failed, differs: {same}")
    proxy.shutdown()
    server.stop()


def disk(given: argparse.Namespace) -> None:
    """A disk that fills, which wants the right to mount one; a folder that refuses a file."""
    table("rows.csv", given.rows)
    Path("full").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={given.rows * 300}", "tmpfs", "full"]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        print("a disk that fills: not tried, no right to mount one")
    else:
        try:
            own = {key: value for key, value in SHEET.items() if key != "stock"}
            small = {**own, "name": "own", "rows": [{"id": "P1", "place": "a", "price": "1"}]}
            made = ck.Campaign(SHOP, stickers=[{**SHEET, "rows": "rows.csv"}, small])
            try:
                print(f"a disk that fills: {str(made.build('full', check=False))[:500]}")
            except ck.CampaignError as err:
                print(f"a disk that fills: {err}")
            print(f"  there: {sorted(path.name for path in Path('full').iterdir())}")
        finally:
            subprocess.run(["umount", "full"], check=True)
    Path("fixed").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", "fixed"]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        print("a folder that cannot be written: not tried, no right to mount one")
    else:
        try:
            campaign().build("fixed", check=False)
            print("a folder that cannot be written: WAS NOT TOLD")
        except ck.CampaignError as err:
            print(f"a folder that cannot be written: {err}")
        finally:
            subprocess.run(["umount", "fixed"], check=True)
    Path("locked/tags.pdf").mkdir(parents=True, exist_ok=True)
    built = campaign().build("locked", check=False)
    print(f"a place that refuses: {str(built)[:300]}")


ALL = (stickers, again, kills, shops, tags, bad, cluster, store, disk)
RUNS = {run.__name__: run for run in ALL}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("what", nargs="*", choices=[*RUNS, []], default=[])
    asked.add_argument("--rows", type=int, default=2_000)
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--counts", type=int, nargs="*", help="Processes, instead of 1 and --jobs.")
    asked.add_argument("--kills", type=int, default=10)
    asked.add_argument("--shops", type=int, default=60)
    asked.add_argument("--labels", type=int, default=10)
    asked.add_argument("--bad", type=int, default=3)
    asked.add_argument("--check", action="store_true", help="Read every code back.")
    given = asked.parse_args()
    for name in given.what or RUNS:
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            RUNS[name](given)
            os.chdir("/")


if __name__ == "__main__":
    main()
