"""Would the tests notice? So many seeded changes of single places, each tried by its room's tests.

    pip install cosmic-ray
    python tests/benchmarks/mutation.py [COUNT] [SEED] [ROOM ...] [--found FILE] [--shard K/N]

cosmic-ray finds the places and changes them, in a copy of the checkout. A change that no test
notices "survives": either a test is missing, or the change makes no difference to anybody.

--found: what was tried is kept in this file, a line a change; started again with it, a stopped
trial goes on. The same seed draws the same changes of the same code only: a line whose change is
drawn no more stands for nothing. --shard 2/3: the second of three parts; they may share a file.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

PROJECT = Path(__file__).resolve().parents[2]
LEFT_OUT = ("NumberReplacer",)  # most numbers are measures of a drawing: goldens show those
LONGEST = 400  # seconds of work of one trial: a change that never ends is noticed, however
# busy the machine is
HANGS = 3600  # seconds by the clock, for one that only waits
ENDLESS = "its never ending"
Change = tuple[Path, str, str, str]  # the file, what is done, its text before and after
_TRIAL = (sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider")


def places(code: str) -> list[tuple[str, int]]:
    """Return what could be changed in a file: an operator, and which of its occurrences."""
    nodes = list(ast_nodes(get_ast(code)))
    found: list[tuple[str, int]] = []
    for name in operator_names():
        operator = get_operator(name)
        if name.endswith(LEFT_OUT) or operator.arguments():
            continue
        count = sum(1 for node in nodes for _ in operator().mutation_positions(node))
        found += [(name, number) for number in range(count)]
    return found


def without_types(code: str) -> str:
    """Return what a program does: annotations, which nothing here reads, are left out."""

    class Bare(ast.NodeTransformer):
        def visit_arg(self, node: ast.arg) -> ast.arg:
            node.annotation = None
            return node

        def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
            node.returns = None
            return self.generic_visit(node)

        def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
            node.annotation = ast.Constant("")
            return self.generic_visit(node)

        def visit_If(self, node: ast.If) -> ast.AST | None:
            return None if "TYPE_CHECKING" in ast.dump(node.test) else self.generic_visit(node)

    return ast.dump(Bare().visit(ast.parse(code)))


def changes(modules: list[Path], chance: random.Random) -> Iterator[Change]:
    """Yield seeded changes without end.

    A file is drawn by its lines; only then are its places looked for, which takes a second.
    """
    codes = {module: (PROJECT / module).read_text(encoding="utf-8") for module in modules}
    lines = [code.count("\n") for code in codes.values()]
    while True:
        module = chance.choices(modules, lines)[0]
        if not (found := places(codes[module])):
            continue
        name, number = chance.choice(found)
        after = mutate_code(codes[module], get_operator(name)(), number)
        try:
            if after is None or without_types(after) == without_types(codes[module]):
                continue
        except SyntaxError:
            continue  # no program: nothing that could be in the code
        yield module, name.rpartition("/")[2], codes[module], after


def tests_of(module: Path) -> list[list[str]]:
    """Return the tests to try, one after the other: of the file, then of its whole room."""
    room, own = module.parts[1].removesuffix(".py"), module.stem
    of_file = [f"tests/{room}/test_{own}.py", f"tests/test_{own}.py", str(module)]
    of_room = [f"tests/{room}", f"tests/test_{room}.py"]
    if room == "widgets":
        of_room.append("tests/campaigns/test_campaign.py")
    if module.parts[1:] == ("assets", "template.py"):
        of_file.append("tests/messaging")  # what it is made of has no other door
    if module.stem == "starters":
        of_file.append("tests/test_cli.py")
    if module.parts[1:3] == ("messaging", "interactive"):
        of_room.append("tests/assets/test_interactive_message.py")
    if room == "calibrating":
        of_room.append("tests/assets/test_calibration.py")
    if room == "packs":
        of_room.append("tests/assets/test_pack.py")
    if room in ("jobs", "manifests"):
        of_room.append("tests/campaigns")
    if room == "cli":
        of_room += ["tests/test_cli.py", "tests/test_cli_shops.py", "tests/test_bad_input.py"]
        of_room.append("tests/assets/test_report.py")
    if room in ("tracking", "chats", "evidence"):
        of_room += ["tests/assets/test_replies.py", "tests/assets/test_report.py"]
    if room in ("display", "frozen", "disk_list", "parallel"):
        of_room += ["tests/test_problems.py", "tests/assets/test_sticker.py", "tests/campaigns"]
    stages = ([path for path in paths if (PROJECT / path).exists()] for paths in (of_file, of_room))
    return [paths for paths in stages if paths]


def noticed_by(copy: Path, module: Path, before: str, after: str) -> str:
    """Return the test that fails with the change, or nothing: it survives.

    Raises:
        AssertionError: that test fails without the change, too, and so says nothing.
    """
    target = copy / module
    target.write_text(after, encoding="utf-8")
    try:
        first = next(filter(None, (failing(copy, paths) for paths in tests_of(module))), "")
    finally:
        target.write_text(before, encoding="utf-8")
    if first in ("", ENDLESS):
        return first
    whole = first.partition("[")[0]  # an id with signs beyond ASCII cannot be asked for
    assert not failing(copy, [whole]), f"{first} fails without any change"
    return first


def failing(copy: Path, paths: list[str]) -> str:
    """Return the first test that fails, or nothing. A change that never ends is noticed."""
    try:
        ended = subprocess.run(
            ["sh", "-c", f'ulimit -t {LONGEST}; exec "$@"', "sh", *_TRIAL, *paths],
            cwd=copy,
            env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin", "HOME": str(copy)},
            capture_output=True,
            text=True,
            timeout=HANGS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ENDLESS
    if ended.returncode in (0, 5):  # 5: none of these is a test
        return ""
    named = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", ended.stdout, re.MULTILINE)
    return named[1] if named else ENDLESS if ended.returncode < 0 else paths[0]


def changed_lines(before: str, after: str) -> str:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    at, (old, new) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    return f"line {at}\n      - {old.strip()}\n      + {new.strip()}"


def drawn(seed: int, rooms: list[str]) -> Iterator[Change]:
    files = (path.relative_to(PROJECT) for path in (PROJECT / "campaignkit").rglob("*.py"))
    modules = sorted(
        path for path in files if not rooms or path.parts[1].removesuffix(".py") in rooms
    )
    return changes(modules, random.Random(seed))


def kept(found: Path | None) -> dict[str, str]:
    """Return of each change that was tried before the test that notices it, or nothing."""
    if found is None or not found.exists():
        return {}
    lines = found.read_text(encoding="utf-8").splitlines()
    return {each["change"]: each["noticed"] for each in map(json.loads, lines)}


def keep(found: Path | None, change: str, noticed: str) -> None:
    if found is not None:
        with found.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"change": change, "noticed": noticed}) + "\n")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", nargs="?", type=int, default=100)
    asked.add_argument("seed", nargs="?", type=int, default=7)
    asked.add_argument("rooms", nargs="*")
    asked.add_argument("--found", type=Path)
    asked.add_argument("--shard", default="1/1")
    given = asked.parse_args()
    shard, shards = map(int, given.shard.split("/"))
    every = enumerate(islice(drawn(given.seed, given.rooms), given.count), 1)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        left = shutil.ignore_patterns(".venv*", ".git", "out", "node_modules")
        shutil.copytree(PROJECT, copy, ignore=left)
        counts = Counter(tried(copy, islice(every, shard - 1, None, shards), given.found))
    print(f"{dict(counts)} (seed {given.seed}, shard {given.shard})")


def tried(copy: Path, some: Iterable[tuple[int, Change]], found: Path | None) -> Iterator[str]:
    """Yield what came of each change, after telling it."""
    known = kept(found)
    for number, (module, name, before, after) in some:
        change = f"{module}\n      {name}, {changed_lines(before, after)}"
        try:
            if change not in known:
                known[change] = noticed_by(copy, module, before, after)
                keep(found, change, known[change])
            came, test = "noticed" if known[change] else "SURVIVES", known[change]
        except AssertionError as flaw:  # not kept: it is tried when started again
            came, test = "UNKNOWN", str(flaw)
        print(f"{number:4} {change}\n      {came} {test}", flush=True)
        yield came


if __name__ == "__main__":
    main()
