"""Runs wording that strangers wrote.

Jinja's sandbox keeps a template from reaching Python; by itself it does not keep one from
running for ever or from filling the memory. So the parsed template is looked at before it is
compiled: only the tags and expressions listed here pass, every loop and every "~" is replaced
by one that counts, and operators, filters and calls count too. Without macros, namespaces and
nested lists nothing can grow faster than it is counted.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import BuiltinMethodType, CodeType, TracebackType
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
)
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer

from campaignkit import resources
from campaignkit.errors import BadInput, CampaignError, did_you_mean
from campaignkit.wording import filters
from campaignkit.wording.values import (
    MOST_BITS,
    Empty,
    EmptyFact,
    MissingFact,
    TooMuch,
    begin,
    charge,
    check_bits,
    check_length,
    printed,
    sized,
    weighed,
)

RANGE = 1000  # the most that range() counts to
_HIDDEN = ("self", "super", "caller", "varargs", "kwargs")  # Jinja's own, of no use to wording
_LONGEST_NAME = 200  # characters of an included template's path
_DEEPEST = 15  # blocks within blocks; Python compiles 20
# No template can write these names; nor reach them as map(' counted'): see `call_filter`.
_COUNTED, _JOINED, _FLAT, _WEIGHED = " counted", " joined", " flat", " weighed"

_TAGS = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign,
    nodes.With, nodes.Scope, nodes.Include,
)  # fmt: skip
_EXPRESSIONS = (
    nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair, nodes.Keyword,
    nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.Compare,
    nodes.Operand, nodes.BinExpr, nodes.UnaryExpr, nodes.Concat, nodes.CondExpr, nodes.Call,
)  # fmt: skip
_BLOCKS = (nodes.For, nodes.If, nodes.With, nodes.Scope)
_SAID = 200  # characters of another's message that ours repeats
_LACKING = re.compile(r"'(\w+)' object has no attribute '(\w+)'")
_METHODS = (
    "upper lower title capitalize strip lstrip rstrip split startswith endswith find count "
    "isdigit isalpha isupper islower items keys values get isoformat date time"
)
_EMPTY = "Expected an expression"
_UNENDED = re.compile(
    r"unexpected '?end of |missing end of|.*, got 'end of ", re.IGNORECASE | re.DOTALL
)
_UNEXPECTED = re.compile(
    r"(?:Expected an expression|expected token '.+'), got '(?P<got>.+)'"
    r"|(?:Encountered unknown tag|unexpected(?: char)?) (?P<quoted>'.+?'|\".+?\")"
    r"(?: at \d+|\. .*|, expected '.+')?",
    re.DOTALL,
)
_OPERANDS = (
    re.compile(
        r"unsupported operand type\(s\) for (?P<sign>\S+)(?: or pow\(\))?: '(?P<first>\w+)' and "
        r"'(?P<second>\w+)'"
    ),
    re.compile(
        r"'(?P<sign>\S+)' not supported between instances of '(?P<first>\w+)' and "
        r"'(?P<second>\w+)'"
    ),
    re.compile(r"can only (?P<sign>concatenate) (?P<first>\w+) \(not \"(?P<second>\w+)\"\) to \w+"),
)
_TYPES = {
    **{"str": "a text", "int": "a number", "float": "a number", "Decimal": "a number"},
    **{"list": "a list", "tuple": "a list", "dict": "a mapping", "NoneType": "nothing"},
    **{"date": "a day", "datetime": "a moment", "bool": "true or false"},
}
_NOT_HERE = " is not for wording, which has if, for, set, with and include"
_OWNERS = (str, dict, list, tuple, date, Decimal)


class _Missing(StrictUndefined):
    """A name that is not there: any use of it tells which, and what there is instead."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: Any = None,
        exc: Callable[[str | None], Exception] = UndefinedError,
    ) -> None:
        def missed(_message: str | None = None) -> Exception:
            if exc is not UndefinedError:  # the sandbox hides it
                return SecurityError(f"read {name!r} of a {type(obj).__name__}.")
            if name is None:  # of a filter: first, last, min, max of nothing
                return BadInput(
                    "an empty list or text has no first, last, smallest or largest. Ask before: "
                    "{% if names %}{{ names | first }}{% endif %}.",
                    rule="wording.empty-list",
                )
            if obj is missing:
                return MissingFact(str(name))
            known = [str(key) for key in obj] if isinstance(obj, Mapping) else []
            owner = "that row" if isinstance(obj, Mapping) else f"a {type(obj).__name__}"
            return MissingFact(str(name), owner=owner, known=known)

        super().__init__(hint, obj, name, missed)  # type: ignore[arg-type]


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        _check_operands(operator, weighed(left), weighed(right))
        return sized(super().call_binop(context, operator, left, right))

    def is_safe_callable(self, obj: Any) -> bool:
        if obj is _range or isinstance(obj, StrictUndefined):
            return True
        owner = getattr(obj, "__self__", None)
        return (
            isinstance(obj, BuiltinMethodType)
            and isinstance(owner, _OWNERS)
            and obj.__name__ in _METHODS.split()
        )

    def call(_self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        weighed([*args, *kwargs.values()])
        if isinstance(__obj, Empty):  # {{ name.upper() }} of an empty cell
            return __obj
        if not _self.is_safe_callable(__obj):
            name = getattr(__obj, "__name__", type(__obj).__name__)
            raise SecurityError(f"call {name!r}. Use a filter.")
        owner = weighed(getattr(__obj, "__self__", None))
        if getattr(__obj, "__name__", "").endswith("strip"):  # each sign is looked up in a text
            charge(sum(len(owner) * len(arg) // 64 for arg in args if isinstance(arg, str)))
        return sized(super().call(__context, __obj, *args, **kwargs))

    def call_filter(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call the filter that `map` or `select` name; not one of those kept from templates."""
        if name.startswith(" "):
            raise SecurityError(f"call the filter {name!r}.")
        return super().call_filter(name, *args, **kwargs)


def _check_operands(operator: str, left: Any, right: Any) -> None:
    for side in (left, right):
        if isinstance(side, Empty):
            raise EmptyFact(side.name)
    if operator == "+" and _is_sequence(left) and _is_sequence(right):
        check_length(len(left) + len(right))
    elif operator == "*":
        for one, other in ((left, right), (right, left)):
            if _is_sequence(one) and isinstance(other, int):
                check_length(len(one) * other)
        if isinstance(left, int) and isinstance(right, int):
            check_bits(left.bit_length() + right.bit_length())
    elif operator == "**" and not isinstance(left, float):
        check_bits(int(abs(right)) * max(1, int(abs(left)).bit_length()))
    elif operator == "%" and isinstance(left, str):
        several = isinstance(right, (tuple, Mapping))
        values = right.values() if isinstance(right, Mapping) else right
        filters.check_format(left, values if several else (right,))


def _is_sequence(value: object) -> bool:
    return isinstance(value, (str, bytes, list, tuple))


def _range(*bounds: int) -> range:
    made = range(*bounds)
    if len(made) > RANGE:
        raise TooMuch(f"range() of {len(made):,}; at most {RANGE:,}.")
    return made


def _printed(value: Any) -> Any:
    return str(value) if isinstance(value, StrictUndefined) else printed(value)


def _joined(parts: list[Any]) -> str:
    texts = [str(_printed(part)) for part in parts]
    check_length(sum(map(len, texts)))
    return str(sized("".join(texts)))


def _flat(items: Any) -> Any:
    """Return a list, tuple or dict that a template wrote, if no list is in it."""
    for item in items.values() if isinstance(items, dict) else items:
        if isinstance(item, (list, tuple, dict)):
            raise BadInput("a list within a list cannot be made here.", rule="wording.nested-list")
    return items


class _Guard(NodeTransformer):
    """Lets the allowed nodes pass, and puts counting ones in place of those that can grow."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        if not isinstance(node, (*_TAGS, *_EXPRESSIONS)):
            tag = type(node).__name__.lower()
            raise TemplateSyntaxError(f"{tag!r}{_NOT_HERE}", node.lineno)
        return super().generic_visit(node, *args, **kwargs)

    _depth = 0

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(node, _BLOCKS):
            return super().visit(node, *args, **kwargs)
        self._depth += 1
        if self._depth > _DEEPEST:
            said = f"more than {_DEEPEST} blocks one within another{_NOT_HERE}"
            raise TemplateSyntaxError(said, node.lineno)
        try:
            return super().visit(node, *args, **kwargs)
        finally:
            self._depth -= 1

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802
        if node.name in _HIDDEN:
            said = f'{node.name!r} as a name{_NOT_HERE}, and row["{node.name}"]'
            raise TemplateSyntaxError(said, node.lineno)
        return node

    def visit_Const(self, node: nodes.Const) -> nodes.Node:  # noqa: N802
        large = isinstance(node.value, int) and node.value.bit_length() > MOST_BITS
        if large or (isinstance(node.value, float) and not math.isfinite(node.value)):
            said = f"a number of more than {MOST_BITS:,} bits{_NOT_HERE}"
            raise TemplateSyntaxError(said, node.lineno)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = _filtered(node.expr, _WEIGHED)
        for operand in node.ops:
            operand.expr = _filtered(operand.expr, _WEIGHED)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        if node.recursive:
            raise TemplateSyntaxError(f"a recursive loop{_NOT_HERE}", node.lineno)
        cost = 1 + sum(1 for part in node.body for _ in part.find_all(nodes.Node))
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _COUNTED, nodes.Const(cost))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), _JOINED)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, _FLAT)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, _FLAT) if node.ctx == "load" else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, _FLAT)

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        if not isinstance(node.template, nodes.Const):
            raise TemplateSyntaxError("include takes a name in quotes", node.lineno)
        return node


def _filtered(node: nodes.Node, name: str, *args: nodes.Expr) -> nodes.Filter:
    """Return an expression with one of our own filters on it."""
    assert isinstance(node, nodes.Expr)
    return nodes.Filter(node, name, list(args), [], None, None, lineno=node.lineno)


@cache
def _environment() -> _Sandbox:
    made = _Sandbox(
        undefined=_Missing,
        finalize=_printed,
        loader=FunctionLoader(_shipped),
        optimized=False,  # no expression is worked out before the count begins
    )
    made.globals = {"range": _range}
    made.tests["none"] = lambda value: value is None or isinstance(value, Empty)
    made.tests["defined"] = lambda value: not isinstance(value, (StrictUndefined, Empty))
    made.tests["undefined"] = lambda value: isinstance(value, (StrictUndefined, Empty))
    tests: Mapping[str, Any] = made.tests
    made.tests = {name: _asked(test) for name, test in tests.items()}
    made.filters = filters.every() | {
        _COUNTED: filters.counted,
        _JOINED: _joined,
        _FLAT: _flat,
        _WEIGHED: weighed,
    }
    return made


def _asked(test: Callable[..., Any]) -> Callable[..., Any]:
    """Return a test that charges what it looks at."""
    mark = getattr(test, "jinja_pass_arg", None)
    at = 0 if mark is None else 1

    def asked(*args: Any, **kwargs: Any) -> Any:
        weighed([*args[at:], *kwargs.values()])
        return test(*args, **kwargs)

    if mark is not None:
        asked.jinja_pass_arg = mark  # type: ignore[attr-defined]
    return asked


def _shipped(name: str) -> str | None:
    """Return a template that ships with campaignkit, by its path under `templates/`."""
    if len(name) > _LONGEST_NAME or "\0" in name:
        return None
    parts = name.split("/")
    if not name.endswith(".j2") or any(part.startswith(".") or "\\" in part for part in parts):
        return None
    found = resources.root().joinpath(*parts)
    return found.read_text(encoding="utf-8") if found.is_file() else None


def compiled(
    source: str, place: Callable[[int | None], str]
) -> tuple[frozenset[str], Callable[[Mapping[str, Any]], str]]:
    """Return the names that a template may ask for, and what fills it.

    Raises:
        BadInput: see `campaignkit.wording.compile_text`.
    """
    environment = _environment()
    try:
        tree = _Guard().visit(environment.parse(source))
        names = frozenset(meta.find_undeclared_variables(tree)) - {"range", "row"}
        code = environment.compile(tree, None, None)
    except TemplateSyntaxError as err:
        raise BadInput(place(err.lineno) + ": " + _syntax(err), rule="wording.syntax") from err
    except (RecursionError, MemoryError, SyntaxError) as err:
        raise BadInput(
            f"{place(None)}: its brackets are nested too deep. Write it plainer.",
            rule="wording.depth",
        ) from err
    except Exception as err:  # of text that strangers wrote: a number of 5,000 digits, for one
        digits = "digits" in str(err)
        why = "a number in it has too many digits" if digits else str(err)[:_SAID]
        raise BadInput(
            f"{place(None)}: it cannot be read ({why}). Write it plainer, long numbers in quotes.",
            rule="wording.syntax",
        ) from err
    return names, _Filler(code, place)


def _syntax(err: TemplateSyntaxError) -> str:
    """Return what a parser found, in our words: it speaks of its own pieces.

    >>> _syntax(TemplateSyntaxError("expected token 'end of print statement', got 'b'", 1))
    "'b' is not expected there. Check the signs {{ }} and {% %}."
    """
    said = (err.message or "").rstrip(".")
    if said.startswith("No filter named"):
        known = [name for name in _environment().filters if name[0] != " "]
        wanted = ast.literal_eval(said.removeprefix("No filter named "))
        near = did_you_mean(wanted, known)
        return f"No filter named {wanted!r}.{near} There are: {', '.join(sorted(known))}."
    what, is_ours, more = said.partition(_NOT_HERE)
    if is_ours:
        return f"{what} is not for wording, which has if, for, set, with and include{more}."
    if said.startswith(f"{_EMPTY}, got 'end of "):
        return "Expected an expression, and there is none. Check the signs {{ }} and {% %}."
    if _UNENDED.match(said):
        return "something is missing at its end. Check the signs {{ }} and {% %}."
    if found := _UNEXPECTED.fullmatch(said):
        sign = found["quoted"] or repr(found["got"])
        return f"{sign} is not expected there. Check the signs {{{{ }}}} and {{% %}}."
    return f"it cannot be read ({said}). Check the signs {{{{ }}}} and {{% %}}."


def _typed(said: str) -> str:
    """Return in our words that two values do not go together.

    >>> _typed("unsupported operand type(s) for /: 'str' and 'int'")
    "a text and a number cannot stand around '/'"
    """
    for pattern in _OPERANDS:
        if found := pattern.fullmatch(said):
            first, second = (_TYPES.get(found[key], found[key]) for key in ("first", "second"))
            sign = "+" if found["sign"] == "concatenate" else found["sign"]
            return f"{first} and {second} cannot stand around {sign!r}"
    return said


def _failure(err: Exception) -> tuple[str, str]:
    """Return the rule and the words for what happened while a text was filled."""
    said = str(err)[:_SAID]
    if isinstance(err, TemplateNotFound):
        return "wording.include", f"there is no template {str(err.name)[:_SAID]!r}."
    if isinstance(err, SecurityError):
        return "wording.forbidden", f"wording may not {said}"
    if isinstance(err, TemplateRuntimeError | AssertionError):  # an argument it does not take
        return "wording.filter", f"{said or 'a filter cannot do that'}. Look at the filter."
    if isinstance(err, RecursionError):
        return "wording.depth", "it includes itself, or is nested too deep."
    if isinstance(err, AttributeError) and (found := _LACKING.fullmatch(said)):
        said = f"a value of type {found[1]} has no {found[2]}"
    said = _typed(said)
    return "wording.facts", f"{said or type(err).__name__}. Look at the facts in it."


class _Filler:
    """A compiled template. Its context is made anew for each rendering."""

    def __init__(self, code: CodeType, place: Callable[[int | None], str]) -> None:
        environment = _environment()
        self._place = place
        self._template = Template.from_code(environment, code, environment.make_globals(None))

    def __call__(self, facts: Mapping[str, Any]) -> str:
        begin()
        known = {"row": facts, **facts}
        try:
            return self._text(known)
        except (MissingFact, EmptyFact) as err:
            err.line = self._line(err.__traceback__)
            raise
        except CampaignError as err:
            raise BadInput(f"{self._where(err)}: {err.plain}", rule=err.rule, **err.params) from err
        except Exception as err:  # whatever a stranger's text makes of the facts
            rule, said = _failure(err)
            raise BadInput(f"{self._where(err)}: {said}", rule=rule) from err

    def _text(self, facts: Mapping[str, Any]) -> str:
        pieces: list[str] = []
        length = 0
        for piece in self._template.root_render_func(self._template.new_context(dict(facts))):
            length += len(piece)
            check_length(length)
            pieces.append(piece)
        return "".join(pieces)

    def _where(self, err: BaseException) -> str:
        return self._place(self._line(err.__traceback__))

    def _line(self, trace: TracebackType | None) -> int | None:
        """Return the line of the template where an error came from."""
        line = None
        code = self._template.root_render_func.__code__
        while trace is not None:
            if trace.tb_frame.f_code is code:
                line = self._template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return line
