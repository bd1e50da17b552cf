"""A clumsy hand at the studio: 10,000 random steps, and what became of it.

    python tests/benchmarks/monkey.py [STEPS] [SEED]

The steps of `tests/widgets/test_monkey.py`: anything typed, chosen and clicked in any studio, files
of all kinds uploaded, campaign files saved and opened, the language changed. After each: no
traceback, no markup of a text that was typed, something made or words that say why not, and the
call that is shown is a program. Every hundred steps the studio is put right, and must recover; then
it is closed, and another begins. The memory that is kept is told. Exits 1 at the first fault, and
says what was done.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "widgets"))
import test_monkey as monkey

TOLD = 500  # steps


def memory():
    """Return the memory that this process keeps, in MB."""
    import psutil

    return psutil.Process().memory_info().rss // 1_000_000


def main(steps, seed):
    from campaignkit.translations import use_language

    chance, began, kinds = random.Random(seed), time.process_time(), Counter()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["CAMPAIGNKIT_HOME"] = folder
        monkey.litter(Path(folder))
        made, done = monkey.fresh(), []
        for number in range(1, steps + 1):
            done.append(monkey.step(made, chance))
            kinds[done[-1].partition(" ")[0]] += 1
            monkey.check(made, done)
            if number % monkey.LIFE == 0:
                monkey.recover(made, done)
                made.close()
                made, done = monkey.fresh(), []
            if number % TOLD == 0:
                spent = time.process_time() - began
                print(
                    f"{number:6} steps, {spent:5.0f} s of work, {memory():4} MB, no fault",
                    flush=True,
                )
        use_language("en")
    print(f"{steps} steps with seed {seed}: no traceback, no frozen control, no message lost")
    print(", ".join(f"{count} x {kind}" for kind, count in kinds.most_common(8)))


if __name__ == "__main__":
    main(*(int(each) for each in (*sys.argv[1:], *("10000", "1")[len(sys.argv) - 1 :])))
