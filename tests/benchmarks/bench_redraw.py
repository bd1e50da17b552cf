"""What a change in the studio costs until it is seen, in processor time: on a busy machine, too.

    python tests/benchmarks/bench_redraw.py [changes]

For each page a change of its own is made in a studio without a browser. Told are the pause before a
redraw (`debounce`: as long as the last one took, within limits), the work until another picture is
there, both together at the median and at most, and all the work, with checks and files that follow
the picture. Promised: 400 ms at the median. `bench_studio.py` measures by the clock, in a browser.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from campaignkit.business import Business
from campaignkit.widgets import debounce, studio

PROMISED = 400  # ms
SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
# What is changed: a control by page; elsewhere the shop's name.
OWN = {
    "message": lambda panel, n: setattr(panel.form.facts.box_of("order"), "value", f"A-{n}"),
    "code": lambda panel, n: setattr(panel.fields.boxes["text"], "value", f"Oi! {n}"),
    "sticker": lambda panel, n: setattr(panel.shared.label.title, "value", f"Pão quente {n}"),
}


def renamed(panel, number):
    panel.shared.shop.name.value = f"Padaria {number}"


def main(changes):
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["CAMPAIGNKIT_HOME"] = str(Path(folder))
        made = studio(SHOP, text="Oi!")
        for name in made.panels:
            panel, seen = made.show(name), []
            panel.picture.observe(lambda _c, seen=seen: seen.append(time.process_time()), "value")
            report(name, panel, seen, changes)
        made.close()


def report(name, panel, seen, changes):
    firsts, wholes = [], []
    for number in range(changes):
        seen.clear()
        began = time.process_time()
        OWN.get(name, renamed)(panel, number)
        wholes.append(1000 * (time.process_time() - began))
        if seen:
            firsts.append(1000 * (seen[0] - began))
    if not firsts:
        print(f"{name:10} nothing of this is in its picture", flush=True)
        return
    pause = 1000 * min(debounce.WAIT, max(debounce.SHORTEST, median(wholes) / 1000))
    at_median = pause + median(firsts)
    verdict = "" if at_median <= PROMISED else f"   more than {PROMISED}"
    print(
        f"{name:10} pause {pause:4.0f} + picture {median(firsts):4.0f} = {at_median:4.0f}, at most "
        f"{pause + max(firsts):4.0f} ms; all of it {median(wholes):4.0f} ms{verdict}",
        flush=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
