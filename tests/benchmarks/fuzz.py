"""Seeded nonsense for every door, without end: who hangs, grows, dies or shows a traceback?

    python tests/benchmarks/fuzz.py [--seconds N] [--seed S] [SURFACE ...]
    python tests/benchmarks/fuzz.py --record FILE [--seconds N] [--minutes N] [SURFACE ...]

Each surface (`surfaces.py`) runs in a child for N seconds of processor time (default 60; that of
children which read foreign files counts), so that a busy machine tries as much as an idle one,
input after input; input number k is made from (surface, seed, k) alone, so what was found is found
again by its number.
A fault is an exception that is not ours, an answer that takes over 10 seconds of processor time, a
child that died or asked for more than 1.5 GB, or memory that kept growing: over 64 MB more after
the last input than after the first third. Prints the table (with the most memory that a child
held), then every fault once with its number.

--record: a CSV file that grows by a line a run (surface, seed, seconds, inputs, faults, day).
Whatever surface has the least time in it is next, with a seed that it has not had, until each has N
minutes (default 30): hours of trials can be spread over weeks, and ended at any time.
`fuzz_record.csv` beside this file is the project's own.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import faulthandler
import json
import os
import random
import resource
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import surfaces

from campaignkit.errors import CampaignError

LONGEST = 10  # seconds of processor time for one input
STUCK = 60  # seconds by the clock until a silent child shows where it is, and is ended
MEMORY = 1_500_000_000
GROWTH_MB = 64
WORDS_MOST = 3_000  # characters of one finding; more is no answer


class Hang(BaseException):
    """An input took too long. No `except Exception` catches it."""


def memory_mb() -> float:
    """Return what this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def ring(*_: object) -> None:
    """End what runs."""
    raise Hang


def worked() -> float:
    """Return the seconds of processor time of this process and of its children that ended."""
    return sum(os.times()[:4])


def run(name: str, seed: int, seconds: float, tell: Any) -> None:
    """Try input after input, in a child; write a line of JSON for each fault and at the end."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, ring)
    until, number, early = worked() + seconds, 0, 0.0
    try_one = surfaces.ALL[name]
    while worked() < until:
        tell.write(json.dumps({"trying": number}) + "\n")
        tell.flush()
        fault = one(try_one, random.Random(f"{name} {seed} {number}"))
        if fault:
            tell.write(json.dumps({"number": number, "fault": fault}) + "\n")
        number += 1
        if not early and worked() > until - seconds * 2 / 3:
            early = memory_mb()
    tell.write(json.dumps({"inputs": number, "growth": memory_mb() - early if early else 0}) + "\n")


def one(try_one: surfaces.Surface, chance: random.Random) -> str | None:
    """Try one input; return what went wrong, if something did."""
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        try_one(chance)
    except CampaignError as err:
        words = str(err)
        longest = max(map(len, words.splitlines() or [""]))
        if longest > WORDS_MOST:
            return f"an answer of {longest:,} characters"
        return foreign(words)
    except Hang:
        return f"hang in {place()}"
    except (Exception, SystemExit) as err:
        return f"{type(err).__name__} {place()}: {str(err)[:90]!r}"
    except BaseException as err:  # a panic of Rust
        return f"{type(err).__name__} {place()}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def foreign(words: str) -> str | None:
    """Return what sounds like a library, not like us."""
    low = words.casefold()
    said = [each for each in surfaces.FOREIGN_WORDS if each in low]
    return f"foreign words {said[0]!r}: {words[:160]!r}" if said else None


def place() -> str:
    """Return the last place of ours in a traceback."""
    frames = traceback.extract_tb(sys.exc_info()[2])
    ours = [f for f in frames if "campaignkit" in f.filename and "benchmarks" not in f.filename]
    last = (ours or frames)[-1]
    return f"{Path(last.filename).name} line {last.lineno} in {last.name}"


def child(name: str, seed: int, seconds: float) -> Iterator[dict[str, Any]]:
    """Yield what a child tells; a child that dies or hangs is followed by another."""
    first, left = seed, seconds
    while left > 0:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            with tempfile.TemporaryDirectory() as folder, os.fdopen(writing, "w") as tell:
                os.chdir(folder)
                faulthandler.register(signal.SIGUSR1, os.dup(2))
                quiet = os.open(os.devnull, os.O_WRONLY)
                os.dup2(quiet, 1)
                os.dup2(quiet, 2)
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                with contextlib.suppress(KeyboardInterrupt):
                    run(name, first, left, tell)
            os._exit(0)
        os.close(writing)
        last: dict[str, Any] = {}
        with os.fdopen(reading) as told:
            while line := answered(told, pid):
                last = json.loads(line) | {"seed": first}
                yield last
        _, status, used = os.wait4(pid, 0)
        yield {"seed": first, "peak": used.ru_maxrss / 1024}
        left -= used.ru_utime + used.ru_stime
        if status == 0:
            return
        fault = f"the child died: {os.waitstatus_to_exitcode(status)}"
        yield {"seed": first, "number": last.get("trying"), "fault": fault, "died": True}
        first += 1000


def answered(told: IO[str], pid: int) -> str:
    """Return a line of the child; "" at its end, or where it is ended since it is stuck."""
    if not select.select([told], [], [], STUCK)[0]:
        os.kill(pid, signal.SIGUSR1)
        time.sleep(1)
        os.kill(pid, signal.SIGKILL)
        return ""
    return told.readline()


class Tried(NamedTuple):
    """What a run over one surface gave. faults: by kind, how often, and seed, number and words."""

    name: str
    inputs: int
    growth: float  # MB
    peak: float  # MB
    faults: dict[str, tuple[int, int, int, str]]

    def __str__(self) -> str:
        seen = sum(each[0] for each in self.faults.values())
        told = f"{self.name:<20} {self.inputs:>9,} {seen:>7,} {len(self.faults):>6}"
        return f"{told} {self.growth:>10.1f} {self.peak:>8.0f}"


def tried(name: str, seed: int, seconds: float) -> Tried:
    """Try a surface for so many seconds of processor time."""
    inputs, growth, peak = 0, 0.0, 0.0
    faults: dict[str, tuple[int, int, int, str]] = {}
    for told in child(name, seed, seconds):
        inputs += "trying" in told
        growth = max(growth, told.get("growth", 0))
        peak = max(peak, told.get("peak", 0))
        if "fault" in told:
            kind = told["fault"].partition(":")[0]
            seen, *first = faults.get(kind, (0, told["seed"], told["number"], told["fault"]))
            faults[kind] = (seen + 1, *first)
    if growth > GROWTH_MB:
        faults["growth"] = (1, seed, inputs, f"it grew by {growth:.0f} MB")
    return Tried(name, inputs, growth, peak, faults)


def recorded(path: Path, names: Sequence[str], seconds: float, minutes: float) -> Iterator[Tried]:
    """Yield runs over whatever surface was tried the least, until each has its minutes."""
    heads = ("surface", "seed", "seconds", "inputs", "faults", "day")
    if not path.exists():
        path.write_text(",".join(heads) + "\n", encoding="utf-8")
    while True:
        spent, seeds = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0)
        for line in csv.DictReader(path.open(encoding="utf-8")):
            if line["surface"] in spent:
                spent[line["surface"]] += float(line["seconds"])
                seeds[line["surface"]] = max(seeds[line["surface"]], int(line["seed"]))
        name = min(spent, key=lambda each: spent[each])
        print(f"{sum(spent.values()) / 60:.0f} minutes, {name} next", file=sys.stderr, flush=True)
        if spent[name] >= minutes * 60:
            return
        made = tried(name, seeds[name] + 1, seconds)
        found = sum(each[0] for each in made.faults.values())
        line = (name, seeds[name] + 1, seconds, made.inputs, found, date.today().isoformat())
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(line)
        yield made


def main() -> int:
    """Print the table; return how many faults there are."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("surfaces", nargs="*", default=[])
    asked = parser.parse_args()
    names = asked.surfaces or list(surfaces.ALL)
    if unknown := [name for name in names if name not in surfaces.ALL]:
        parser.error(f"no surface is called {unknown[0]!r}; there are {', '.join(surfaces.ALL)}")
    every = (tried(name, asked.seed, asked.seconds) for name in names)
    if asked.record:
        every = recorded(asked.record, names, asked.seconds, asked.minutes)
    print(
        f"{'surface':<20} {'inputs':>9} {'faults':>7} {'kinds':>6} {'growth MB':>10} {'peak MB':>8}"
    )
    faults = 0
    for made in every:
        print(made, flush=True)
        for seen, seed, number, words in made.faults.values():
            print(f"{made.name} --seed {seed} input {number}, {seen} times: {words}", flush=True)
        faults += len(made.faults)
    return faults


def again(name: str, seed: int, number: int) -> None:
    """Try one input in this process, with its traceback."""
    surfaces.ALL[name](random.Random(f"{name} {seed} {number}"))


if __name__ == "__main__":
    sys.exit(main() > 0)
