"""Files made to harm, one after another: each is answered in words within limits.

python tests/benchmarks/hostile_files.py FOLDER

Campaign files are built, tables, pictures and documents given to the command or function that
reads their kind, each in a child with 10 s of processor time and 700 MB of its own. Prints a row
for each: seconds of processor time, peak of memory in MB, exit status, the first words said.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 10
BYTES = 700 * 1024**2
TABLE = """
import sys
from campaignkit import rows
from campaignkit.errors import CampaignError
try:
    print(sum(1 for _ in rows.read(sys.argv[1])), "rows read")
except CampaignError as err:
    sys.exit(str(err))
"""
PICTURE = """
import sys
import campaignkit as ck
try:
    code = ck.qr_code("https://wa.me/5511987654321", level="H", logo=sys.argv[1])
    print(code.check() or "a code made of it, no problems")
except ck.CampaignError as err:
    sys.exit(str(err))
"""
PACK = """
import sys
import campaignkit as ck
shop = ck.Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
try:
    print(ck.sticker_pack([sys.argv[1]], shop).problems() or "a sticker made of it, no problems")
except ck.CampaignError as err:
    sys.exit(str(err))
"""


def command(path: Path, out: str) -> list[str]:
    """Return what reads a file of this kind."""
    python = [sys.executable]
    match path.suffix:
        case ".toml":
            return [*python, "-m", "campaignkit", "build", str(path), "-o", out]
        case ".pdf" | ".png":
            return [*python, "-m", "campaignkit", "check", str(path)]
        case ".svg":
            return [*python, "-c", PACK, str(path)]
        case ".gif":
            return [*python, "-c", PICTURE, str(path)]
        case _:
            return [*python, "-c", TABLE, str(path)]


def limited() -> None:
    """Set the limits of a child."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))


def answer(path: Path) -> tuple[float, float, int, str]:
    """Return a file's seconds of processor time, peak in MB, exit status and words."""
    with tempfile.TemporaryDirectory() as out, tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command(path, out), stdout=said, stderr=said, preexec_fn=limited)  # noqa: PLW1509 (one thread)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = " ".join(said.read().split())
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, child.returncode, words


def main(folder: str) -> int:
    """Print the table; return how many files were not answered in words."""
    failed = 0
    print(f"{'file':<24} {'s':>5} {'MB':>5} exit  words")
    for path in sorted(Path(folder).iterdir()):
        seconds, peak, status, words = answer(path)
        bad = status not in (0, 1, 2) or "Traceback" in words
        failed += bad
        sign = "!" if bad else " "
        print(
            f"{path.name:<24} {seconds:5.1f} {peak:5.0f} {status:4}{sign} {words[:150]}", flush=True
        )
    print(f"{failed} not answered in words")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) > 0)
