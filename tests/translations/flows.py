"""Sentences that the code puts together in one place and raises in another, followed to where.

A sentence is often an argument of a function that raises it, what a function returns, or a name
with one of two texts. `readings` gives every text that an expression may be, with what only a run
knows as a place in braces; in the id of a rule that is a "*". What cannot be followed is left out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, product
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent.parent / "campaignkit"
DEEPEST = 4  # calls and names that are followed
MOST = 60  # texts that one expression may be
# What holds a finding without naming its rule: where its rule, sentence and advice stand, and what
# the sentence gets behind it later.
HOLDERS = {"Fault": (0, 1, 3, "."), "Wrong": (0, 1, 2, "")}
OF_TEXTS = ("strip", "rstrip", "capitalize", "format")

Function = ast.FunctionDef | None


@dataclass(frozen=True)
class Scope:
    """A function of a file, and what its arguments are in one of its calls."""

    path: Path
    function: Function = None
    given: Mapping[str, tuple[ast.expr, Scope]] = field(default_factory=dict)
    depth: int = 0

    def deeper(self, function: Function = None, given: Mapping = {}) -> Scope:
        return Scope(self.path, function, given, self.depth + 1)


@cache
def trees() -> dict[Path, ast.Module]:
    return {
        path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def calls() -> list[tuple[Path, Function, ast.Call]]:
    """Return every call of the package, with its file and the function around it."""
    found: list[tuple[Path, Function, ast.Call]] = []

    def walk(path: Path, node: ast.AST, around: Function) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                found.append((path, around, child))
            walk(path, child, child if isinstance(child, ast.FunctionDef) else around)

    for path, tree in trees().items():
        walk(path, tree, None)
    return found


@cache
def constants() -> dict[str, ast.expr]:
    """Return what the package's modules call so: rules have such names."""
    return {
        target.id: node.value
        for tree in trees().values()
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


@cache
def tables(path: Path) -> dict[str, ast.Dict]:
    """Return the tables of a module: what is said of each of several kinds."""
    return {
        target.id: node.value
        for node in trees()[path].body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def sentences() -> Iterator[tuple[str, str]]:
    """Yield the sentences of every rule, each with its rule."""
    for path, function, call in calls():
        rule, said, fix = _parts(call)
        if rule is not None:
            for scope in _callers(path, function, (rule, said, fix)):
                yield from _under(rule, (said, fix), scope)


def readings(node: ast.expr | None, scope: Scope) -> list[str]:
    """Return what an expression may say, as a catalog has it."""
    return list(dict.fromkeys(islice(_read(node, scope), MOST)))


def _parts(call: ast.Call) -> tuple[ast.expr | None, ast.expr | None, ast.expr | None]:
    """Return the rule, the sentence and the advice of what a call makes."""
    by_name = {each.arg: each.value for each in call.keywords}
    at = HOLDERS.get(_called(call) or "")
    if at is not None:
        args = [*call.args, None, None, None]
        return args[at[0]], _ended(args[at[1]], at[3]), args[at[2]]
    said = by_name.get("message") or (call.args[0] if call.args else None)
    return by_name.get("rule"), said, by_name.get("fix")


def _ended(node: ast.expr | None, end: str) -> ast.expr | None:
    """Return a sentence with what it gets behind it."""
    return ast.BinOp(node, ast.Add(), ast.Constant(end)) if node is not None and end else node


def _under(
    rule: ast.expr, said: tuple[ast.expr | None, ...], scope: Scope
) -> Iterator[tuple[str, str]]:
    for name in readings(rule, scope):
        shown = "".join("*" if at % 2 else part for at, part in enumerate(_pieces(name)))
        for node in said:
            for text in readings(node, scope):
                yield shown, text


def _pieces(text: str) -> list[str]:
    """Return a text apart: what it says, a place, what it says, …"""
    return text.replace("}", "{").split("{")


def _callers(path: Path, function: Function, parts: tuple[ast.expr | None, ...]) -> list[Scope]:
    """Return the scopes that words are put together in: of all calls, where arguments are words."""
    here = Scope(path, function)
    if function is None or not _is_wrapper(function, parts):
        return [here]
    found = [
        Scope(path, function, _bound(call, function, Scope(at, around)), 1)
        for at, around, call in calls()
        if _called(call) == function.name
        and (at.parent == path.parent or _asked(call) == path.parent.name)
    ]
    return found or [here]


def _is_wrapper(function: ast.FunctionDef, parts: tuple[ast.expr | None, ...]) -> bool:
    """Say whether a function is given the rule, the sentence or the advice that it tells."""
    names = {argument.arg for argument in _arguments(function)}
    rule, *said = parts
    inside = {each.id for each in ast.walk(rule) if isinstance(each, ast.Name)} if rule else set()
    bare = {each.left if isinstance(each, ast.BinOp) else each for each in said}
    return bool(names & (inside | {each.id for each in bare if isinstance(each, ast.Name)}))


def _read(  # noqa: PLR0912  # a table: a case for each kind of expression
    node: ast.expr | None, scope: Scope, index: int | None = None
) -> Iterator[str]:
    if scope.depth > DEEPEST:
        return
    match node:
        case ast.Tuple(elts=parts) if index is not None and index < len(parts):
            yield from _read(parts[index], scope)
        case ast.Constant(value=str(text)):
            yield text.replace("{", "{{").replace("}", "}}")
        case ast.JoinedStr(values=parts):
            yield from map("".join, product(*(_part(part, scope) for part in parts)))
        case ast.BinOp(left=left, right=right, op=ast.Add()):
            texts = (list(_read(each, scope)) or [_place(each)] for each in (left, right))
            yield from map("".join, product(*texts))
        case ast.IfExp(body=body, orelse=other):
            yield from _read(body, scope, index)
            yield from _read(other, scope, index)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _read(value, scope, index)
        case ast.Name(id=name):
            yield from _named(name, scope, index)
        case ast.Subscript(value=ast.Name(id=name)) if name in tables(scope.path):
            for value in tables(scope.path)[name].values:
                yield from _read(value, scope, index)
        case ast.Call(func=ast.Attribute(value=text, attr="format")):
            yield from (each.replace("{{", "{").replace("}}", "}") for each in _read(text, scope))
        case ast.Call(func=ast.Attribute(value=text, attr=method)) if method in OF_TEXTS:
            yield from _read(text, scope)
        case ast.Call(func=ast.Name(id=name)):
            for function in _functions(scope.path, name):
                inner = scope.deeper(function, _bound(node, function, scope))
                for each in ast.walk(function):
                    if isinstance(each, ast.Return):
                        yield from _read(each.value, inner, index)


def _part(node: ast.expr, scope: Scope) -> list[str]:
    """Return what a part of an f-string may be: an argument that is a text, or a place."""
    if not isinstance(node, ast.FormattedValue):
        return list(_read(node, scope))
    value = node.value
    is_bare = node.conversion == -1 and node.format_spec is None
    if is_bare and isinstance(value, ast.Name) and value.id in scope.given:
        return readings(value, scope) or [_place(value)]
    return [_place(value)]


def _named(name: str, scope: Scope, index: int | None) -> Iterator[str]:
    if name in scope.given:
        node, where = scope.given[name]
        yield from _read(node, where, index)
        return
    assigned = list(_assigned(name, scope.function)) if scope.function is not None else []
    for node, at in assigned:
        yield from _read(
            node, scope.deeper(scope.function, scope.given), index if at is None else at
        )
    if not assigned and name in constants():
        yield from _read(constants()[name], scope.deeper(), index)


def _assigned(name: str, function: ast.FunctionDef) -> Iterator[tuple[ast.expr, int | None]]:
    """Yield what a name is set to in a function; the place in it, if it is one of several."""
    for node in ast.walk(function):
        if isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple):
            rows = [each for each in node.iter.elts if isinstance(each, ast.Tuple)]
            for at, each in enumerate(getattr(node.target, "elts", ())):
                if isinstance(each, ast.Name) and each.id == name:
                    yield from ((row.elts[at], None) for row in rows)
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Name) and target.id == name:
                yield node.value, None
            for at, each in enumerate(getattr(target, "elts", ())):
                if isinstance(each, ast.Name) and each.id == name:
                    yield node.value, at


@cache
def _functions(path: Path, name: str) -> tuple[ast.FunctionDef, ...]:
    nodes = (node for node in ast.walk(trees()[path]) if isinstance(node, ast.FunctionDef))
    return tuple(node for node in nodes if node.name == name)


def _bound(
    call: ast.Call, function: ast.FunctionDef, scope: Scope
) -> dict[str, tuple[ast.expr, Scope]]:
    """Return a function's arguments in a call, each with where its names are known."""
    named = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    if named[:1] == ["self"]:
        named = named[1:]
    usual = zip(named[::-1], function.args.defaults[::-1], strict=False)
    only = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    defaults = {**dict(usual), **{each.arg: value for each, value in only if value is not None}}
    home = Scope(scope.path)
    return {
        **{name: (value, home) for name, value in defaults.items()},
        **{name: (value, scope) for name, value in zip(named, call.args, strict=False)},
        **{each.arg: (each.value, scope) for each in call.keywords if each.arg},
    }


def _arguments(function: ast.FunctionDef) -> list[ast.arg]:
    given = function.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs]


def _called(call: ast.Call) -> str | None:
    return getattr(call.func, "id", None) or getattr(call.func, "attr", None)


def _asked(call: ast.Call) -> str | None:
    """Return the room in whose name a function is called: prices.unclear(…)."""
    return getattr(getattr(call.func, "value", None), "id", None)


def _place(node: ast.expr) -> str:
    """Return the place of what only a run knows, called as the code writes it."""
    return "{" + "".join(sign for sign in ast.unparse(node) if sign not in "{}") + "}"
