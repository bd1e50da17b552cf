"""What a notebook keeps of studios that were shown and closed: 20 times, in a real kernel.

    python tests/benchmarks/studio_memory.py [times]

Each is shown by a cell, then every page of it is looked at. (IPython keeps what a cell has shown
for its `%history`: a studio that is shown after all pages were made is kept with all their
pictures, of 3 MB, whatever becomes of it.) Told are the kernel's memory, the widgets that are left,
and the objects. Exits 1 if memory grows by more than 5 MB after the third.
"""

from __future__ import annotations

import sys

from jupyter_client.manager import start_new_kernel

GROWTH_MOST = 5.0  # MB
BEGIN = """
import gc, os, tempfile
import psutil
from ipywidgets.widgets.widget import _instances
import campaignkit as ck
os.environ["CAMPAIGNKIT_HOME"] = tempfile.mkdtemp()
shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
"""
OPEN = """
made = ck.studio(shop, text="Oi!")
made
"""
LOOK = """
for name in made.panels:
    made.show(name)
"""
CLOSE = """
made.close()
del made
gc.collect()
print(psutil.Process().memory_info().rss / 1e6, len(_instances), len(gc.get_objects()))
"""


def run(client, code):
    """Run a cell; return what it prints."""
    told = []
    client.execute_interactive(code, timeout=600, output_hook=told.append)
    raised = [each["content"]["evalue"] for each in told if each["msg_type"] == "error"]
    if raised:
        sys.exit("; ".join(raised))
    return "".join(each["content"]["text"] for each in told if each["msg_type"] == "stream")


def main(times):
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        run(client, BEGIN)
        kept = []
        for number in range(1, times + 1):
            run(client, OPEN)
            run(client, LOOK)
            memory, widgets, objects = run(client, CLOSE).split()
            kept.append(float(memory))
            print(
                f"{number:3}  {kept[-1]:6.1f} MB  {widgets} widgets  {objects} objects", flush=True
            )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    grown = kept[-1] - kept[2]
    print(f"after the third: {grown:+.1f} MB")
    return int(grown > GROWTH_MOST)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
