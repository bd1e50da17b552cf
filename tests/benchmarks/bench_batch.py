"""What long campaigns cost: rates, memory, kills, repeated builds, many shops. Not a test.

python tests/benchmarks/bench_batch.py                          # all, in small sizes
python tests/benchmarks/bench_batch.py stickers --rows 1000000 --jobs 2
python tests/benchmarks/bench_batch.py stickers --rows 100000 --check
python tests/benchmarks/bench_batch.py kills --rows 4000 --kills 50
python tests/benchmarks/bench_batch.py again --rows 100000
python tests/benchmarks/bench_batch.py shops --shops 2000 --labels 10 --bad 30
python tests/benchmarks/bench_batch.py bad --rows 10000
python tests/benchmarks/bench_batch.py cluster --rows 2000
python tests/benchmarks/bench_batch.py disk --rows 5000
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
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


def memory() -> str:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"at most {own:.0f} MB here, {child:.0f} MB in a child"


@contextmanager
def timed(what: str, count: int = 0) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    rate = f", {count / wall:,.0f} a second, {count / max(cpu, 0.01):,.0f} a CPU second here"
    print(
        f"{what}: {wall:.2f} s, {cpu:.2f} CPU s here{rate if count else ''}; {memory()}", flush=True
    )


def stickers(given: argparse.Namespace) -> None:
    table("rows.csv", given.rows)
    took = {}
    for jobs in dict.fromkeys((1, given.jobs)):
        shutil.rmtree("out", ignore_errors=True)
        begun = time.perf_counter()
        said = "proven" if given.check else "unchecked"
        with timed(f"{given.rows:,} stickers, {said}, {jobs} processes", given.rows):
            built = campaign().build("out", check=given.check, jobs=jobs)
        took[jobs] = time.perf_counter() - begun
        size = sum(path.stat().st_size for path in Path("out").glob("*.pdf"))
        print(f"  {built.summary} {size / given.rows:.0f} bytes each")
    if len(took) == 2:
        one, more = took.values()
        print(f"  {given.jobs} processes are {one / more:.2f} x one")


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
    campaign().build("whole", check=given.check)
    took, wanted = time.perf_counter() - begun, digests("whole")
    chance, kills, differ, extra = random.Random(7), 0, 0, []
    while kills < given.kills:
        shutil.rmtree("killed", ignore_errors=True)
        made = 0
        while True:
            child = subprocess.Popen([sys.executable, "killed.py"], stdout=subprocess.PIPE)
            try:
                said, _ = child.communicate(timeout=0.4 + chance.random() * took)
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
                child.communicate()
                kills += 1
                if kills < given.kills or made:
                    continue
                said, _ = (
                    subprocess.run(
                        [sys.executable, "killed.py"], stdout=subprocess.PIPE, check=True
                    ).stdout,
                    None,
                )
            made, reused = map(int, said.split())
            extra.append(made - reused)
            break
        differ += digests("killed") != wanted
    print(f"{kills} kills at random moments: {differ} folders differ from one that was not killed;")
    print(f"  labels the last runs had to make: {extra} of {given.rows:,}")


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


def disk(given: argparse.Namespace) -> None:
    """A disk that fills, which wants the right to mount one; a folder that refuses a file."""
    table("rows.csv", given.rows)
    Path("full").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={given.rows * 900}", "tmpfs", "full"]
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
    Path("locked/tags.pdf").mkdir(parents=True, exist_ok=True)
    built = campaign().build("locked", check=False)
    print(f"a place that refuses: {str(built)[:300]}")


RUNS = {run.__name__: run for run in (stickers, again, kills, shops, bad, cluster, disk)}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("what", nargs="*", choices=[*RUNS, []], default=[])
    asked.add_argument("--rows", type=int, default=2_000)
    asked.add_argument("--jobs", type=int, default=2)
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
