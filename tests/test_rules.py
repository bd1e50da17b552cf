"""Every finding and every error has a rule: a stable id, born with it, on the page docs/rules.md.

The page is made of the code and the tables of rules, never written:
python tests/test_rules.py > docs/rules.md
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "campaignkit"
ERRORS = {"BadInput", "NotFound", "TooBig"}
ID = re.compile(r"[a-z][a-z0-9-]*\.[a-z0-9][a-z0-9.-]*")
HEAD = """# Rules

Everything campaignkit refuses or warns of has an id that stays the same: `problem.rule`,
`error.rule`, and the column "rule" of what is shown in a notebook. What is in braces is filled in,
and kept as the problem's `params`.

This page is made from the code: `python tests/test_rules.py > docs/rules.md`.
"""


class Rule(NamedTuple):
    id: str
    says: str
    room: str


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls() -> Iterator[tuple[str, ast.Call]]:
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield name, node


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def words(node: ast.expr | None) -> str:
    """Return a sentence of the code as it is read: what is filled in, in braces."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}"
            for part in node.values
        )
    if isinstance(node, ast.BinOp):
        return words(node.left) + words(node.right)
    return ""


def rules_of_the_code() -> Iterator[Rule]:
    for name, call in calls():
        rule = keyword(call, "rule")
        if isinstance(rule, ast.Constant) and isinstance(rule.value, str) and rule.value:
            says = keyword(call, "message") or (call.args[0] if call.args else None)
            yield Rule(rule.value, words(says), name.partition("/")[0].removesuffix(".py"))


def rules_of_the_tables() -> Iterator[Rule]:
    for path in sorted(PACKAGE.rglob("rules.toml")):
        for table, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name, entry in entries.items():
                if isinstance(entry, dict) and "says" in entry:
                    prefix = "feed" if table == "rules" else table
                    says = f"{entry['says']} {entry.get('fix', '')}".strip()
                    yield Rule(f"{prefix}.{name}", says, path.parent.name)


def every_rule() -> list[Rule]:
    found: dict[str, Rule] = {}
    for rule in (*rules_of_the_tables(), *rules_of_the_code()):
        known = found.get(rule.id)
        if known is None or (rule.says and not known.says):
            found[rule.id] = rule
    return sorted(found.values())


def page() -> str:
    lines = [HEAD]
    subject = ""
    for rule in every_rule():
        if rule.id.partition(".")[0] != subject:
            subject = rule.id.partition(".")[0]
            lines += ["", f"## {subject}", "", "| id | says |", "|---|---|"]
        says = " ".join(rule.says.replace("|", "\\|").split())
        lines.append(f"| `{rule.id}` | {says} |")
    return "\n".join(lines) + "\n"


def test_every_error_is_born_with_its_rule():
    nameless = [
        f"{name}, line {call.lineno}"
        for name, call in calls()
        if isinstance(call.func, ast.Name)
        and call.func.id in ERRORS
        and not {"rule", "gathered"} & {each.arg for each in call.keywords}
        and not any(each.arg is None for each in call.keywords)  # **given: it comes from elsewhere
    ]

    assert nameless == []


def test_an_id_is_a_subject_and_what_is_wrong_with_it():
    assert [rule.id for rule in every_rule() if not ID.fullmatch(rule.id)] == []


def test_one_id_has_one_subject_room():
    """A subject belongs to printed things or to packs, never to both: "sticker." once meant two."""
    packs = {rule.id.partition(".")[0] for rule in every_rule() if rule.room == "packs"}
    others = {rule.id.partition(".")[0] for rule in every_rule() if rule.room != "packs"}

    assert packs & others <= {"pack", "pack-sticker", "picture"}


def test_the_page_of_rules_is_made_from_the_code():
    assert (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    sys.stdout.write(page())
