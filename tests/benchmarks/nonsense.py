"""Every door of the face with all nonsense in the place of every argument: who shows a traceback?

python tests/benchmarks/nonsense.py [DOOR ...]

Prints a line for each argument that some values make stumble, then how many calls were made. The
suite tries a third of the values (`tests/test_nonsense.py`).
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import doors


def main(*names: str) -> int:
    """Print the faults; return how many arguments have one."""
    calls, faults = 0, defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        doors.desk(Path(folder))
        for name in names or doors.DOORS:
            door = doors.DOORS[name]
            for parameter in door.parameters():
                for value in doors.NONSENSE:
                    calls += 1
                    if found := doors.fault(door, parameter, value):
                        faults[name, parameter, found[:90]].append(f"{value!r:.30}")
        os.chdir("/")
    for (name, parameter, found), values in faults.items():
        print(f"{name} {parameter}= {found}: {', '.join(values[:4])}")
    print(f"{calls:,} calls of {len(names or doors.DOORS)} doors, {len(faults)} faults")
    return len(faults)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) > 0)
