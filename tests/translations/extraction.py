"""The words and sentences of the code, read from its text: what a catalog should have.

python tests/translations/extraction.py            how much each catalog has
python tests/translations/extraction.py SUBJECT…   the sentences of rules of these subjects
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

sys.path.insert(0, str(Path(__file__).parent))
import flows
from elsewhere import is_elsewhere

PACKAGE = Path(__file__).resolve().parent.parent.parent / "campaignkit"
CATALOGS = PACKAGE / "translations" / "catalogs"
ERRORS = {"BadInput", "NotFound", "TooBig", "CampaignError"}


@cache
def calls() -> tuple[ast.Call, ...]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py")))
    return tuple(node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))


def written(node: ast.expr | None) -> str:
    """Return a sentence as a catalog has it; "" for one that the code puts together elsewhere."""
    match node:
        case ast.Constant(value=str(text)):
            return text.replace("{", "{{").replace("}", "}}")
        case ast.JoinedStr(values=parts):
            return "".join(written(part) for part in parts)
        case ast.FormattedValue(value=value):
            name = ast.unparse(value)
            return "{" + ("".join(c for c in name if c not in "{}")) + "}"
        case ast.BinOp(left=left, right=right, op=ast.Add()):
            return written(left) + written(right)
    return ""


@cache
def births() -> dict[str, set[str]]:
    """Return the files of the package that raise a rule of the code."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            rule = keyword(node, "rule") if isinstance(node, ast.Call) else None
            if isinstance(rule, ast.Constant):
                found.setdefault(str(rule.value), set()).add(path.relative_to(PACKAGE).as_posix())
    return found


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def words() -> set[str]:
    """Return every plain word: the arguments of `_`."""
    return {
        call.args[0].value
        for call in calls()
        if isinstance(call.func, ast.Name)
        and call.func.id == "_"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
        and call.args[0].value
    }


@cache
def sentences() -> set[tuple[str, str]]:
    """Return the sentences of every rule, each with its rule."""
    found = (*_of_the_code(), *_of_the_tables(), *flows.sentences())
    return {(rule, said) for rule, said in found if rule and said}


def _of_the_code() -> Iterator[tuple[str, str]]:
    for call in calls():
        rule = keyword(call, "rule")
        if isinstance(rule, ast.Constant) and isinstance(rule.value, str) and rule.value:
            said = keyword(call, "message") or (call.args[0] if call.args else None)
            yield rule.value, written(said)
            yield rule.value, written(keyword(call, "fix"))


def _of_the_tables() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("rules.toml")):
        for table, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name, entry in entries.items():
                if isinstance(entry, dict) and "says" in entry:
                    rule = f"{'feed' if table == 'rules' else table}.{name}"
                    yield rule, entry["says"]
                    yield rule, entry.get("fix", "")


@cache
def catalog(language: str) -> dict[tuple[str | None, str], str]:
    """Return what a catalog has, by context and English words."""
    with (CATALOGS / f"{language}.po").open("rb") as file:
        found = read_po(file)
    return {key: forms[-1] for key, forms in _forms(found).items()}


@cache
def plurals(language: str) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """Return all forms of the messages that bend with a number."""
    with (CATALOGS / f"{language}.po").open("rb") as file:
        forms = _forms(read_po(file))
    return {key: many for key, many in forms.items() if len(many) > 1}


def _forms(found: Catalog) -> dict[tuple[str | None, str], tuple[str, ...]]:
    return {
        (each.context, each.id[0]) if each.pluralizable else (each.context, each.id): tuple(
            each.string if each.pluralizable else (each.string,)
        )
        for each in found
        if each.id
    }


def rules_of(language: str) -> set[str]:
    return {context for context, _ in catalog(language) if context and "." in context}


def of_the_studio() -> set[tuple[str, str]]:
    """Return the sentences that can be met in the studio, and say something themselves."""
    return {
        (rule, said)
        for rule, said in sentences()
        if not is_elsewhere(rule, births().get(rule, ()))
        and re.search(r"[^\W\d_]", re.sub(r"\{[^{}]*\}", "", said))
    }


if __name__ == "__main__":
    if sys.argv[1:]:
        for rule, said in sorted(sentences()):
            if rule.partition(".")[0] in sys.argv[1:] or rule in sys.argv[1:]:
                print(f"{rule}\t{said}")
    else:
        met = {rule for rule, _ in of_the_studio()}
        print(f"{len(words())} words; {len({rule for rule, _ in sentences()})} rules, of which")
        print(f"{len(met)} can be met in the studio, with {len(of_the_studio())} sentences")
        for language in ("pt_BR", "es", "ar", "hi"):
            here = of_the_studio() & catalog(language).keys()
            plain = {key for key in catalog(language) if key[0] is None}
            print(
                f"{language}: {len(plain)} words, {len(met & rules_of(language))} of these rules, "
                f"{len(here)} of these sentences, {len(plurals(language))} with plural forms"
            )
