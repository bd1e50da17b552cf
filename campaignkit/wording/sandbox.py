"""Runs wording that strangers wrote.

Jinja's sandbox keeps a template from reaching Python; by itself it does not keep one from
running for ever or from filling the memory. So the parsed template is looked at before it is
compiled: only the tags and expressions listed here pass, every loop and every "~" is replaced
by one that counts, and operators, filters and calls count too. Without macros, namespaces and
nested lists nothing can grow faster than it is counted.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    LONGEST,
    Empty,
    EmptyFact,
    MissingFact,
    TooMuch,
    begin,
    charge,
    printed,
    sized,
)

RANGE = 1000  # the most that range() counts to
_BITS = 4096  # of the largest whole number
_COUNTED, _JOINED, _FLAT = " counted", " joined", " flat"  # no template can name these

_TAGS = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign,
    nodes.With, nodes.Scope, nodes.Include,
)  # fmt: skip
_EXPRESSIONS = (
    nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair, nodes.Keyword,
    nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.Compare,
    nodes.Operand, nodes.BinExpr, nodes.UnaryExpr, nodes.Concat, nodes.CondExpr, nodes.Call,
)  # fmt: skip
_METHODS = (
    "upper lower title capitalize strip lstrip rstrip split startswith endswith find count "
    "isdigit isalpha isupper islower items keys values get isoformat date time"
)
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
                    "{% if names %}{{ names | first }}{% endif %}."
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
        _check_operands(operator, left, right)
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
        charge(1)
        if isinstance(__obj, Empty):  # {{ name.upper() }} of an empty cell
            return __obj
        if not _self.is_safe_callable(__obj):
            name = getattr(__obj, "__name__", type(__obj).__name__)
            raise SecurityError(f"call {name!r}. Use a filter.")
        return sized(super().call(__context, __obj, *args, **kwargs))


def _check_operands(operator: str, left: Any, right: Any) -> None:
    for side in (left, right):
        if isinstance(side, Empty):
            raise EmptyFact(side.name)
    if operator == "+" and _is_sequence(left) and _is_sequence(right):
        _check_length(len(left) + len(right))
    elif operator == "*":
        for one, other in ((left, right), (right, left)):
            if _is_sequence(one) and isinstance(other, int):
                _check_length(len(one) * other)
        if isinstance(left, int) and isinstance(right, int):
            _check_bits(left.bit_length() + right.bit_length())
    elif operator == "**" and not isinstance(left, float):
        _check_bits(int(abs(right)) * max(1, int(abs(left)).bit_length()))
    elif operator == "%" and isinstance(left, str):
        filters.check_format(left)


def _is_sequence(value: object) -> bool:
    return isinstance(value, (str, bytes, list, tuple))


def _check_length(length: int) -> None:
    if length > LONGEST:
        raise TooMuch(f"a text or list in it would have {length:,} parts; at most {LONGEST:,}.")


def _check_bits(bits: int) -> None:
    if bits > _BITS:
        raise TooMuch(f"a number in it would have {bits:,} bits; at most {_BITS:,}.")


def _range(*bounds: int) -> range:
    made = range(*bounds)
    if len(made) > RANGE:
        raise TooMuch(f"range() of {len(made):,}; at most {RANGE:,}.")
    return made


def _counted(items: Iterable[Any], cost: int) -> Iterator[Any]:
    for item in items:
        charge(cost)
        yield item


def _printed(value: Any) -> Any:
    return str(value) if isinstance(value, StrictUndefined) else printed(value)


def _joined(parts: list[Any]) -> str:
    texts = [str(_printed(part)) for part in parts]
    _check_length(sum(map(len, texts)))
    return str(sized("".join(texts)))


def _flat(items: Any) -> Any:
    """Return a list, tuple or dict that a template wrote, if no list is in it."""
    for item in items.values() if isinstance(items, dict) else items:
        if isinstance(item, (list, tuple, dict)):
            raise BadInput("a list within a list cannot be made here.")
    return items


class _Guard(NodeTransformer):
    """Lets the allowed nodes pass, and puts counting ones in place of those that can grow."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        if not isinstance(node, (*_TAGS, *_EXPRESSIONS)):
            tag = type(node).__name__.lower()
            raise TemplateSyntaxError(f"{tag!r}{_NOT_HERE}", node.lineno)
        return super().generic_visit(node, *args, **kwargs)

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
    made.filters = filters.every() | {_COUNTED: _counted, _JOINED: _joined, _FLAT: _flat}
    return made


def _shipped(name: str) -> str | None:
    """Return a template that ships with campaignkit, by its path under `templates/`."""
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
        tree = environment.parse(source)
        names = frozenset(meta.find_undeclared_variables(tree)) - {"range", "row"}
        code = environment.compile(_Guard().visit(tree), None, None)
    except TemplateSyntaxError as err:
        raise BadInput(f"{place(err.lineno)}: {_syntax(err)}") from err
    except RecursionError as err:
        raise BadInput(f"{place(None)}: its brackets are nested too deep.") from err
    return names, _Filler(code, place)


def _syntax(err: TemplateSyntaxError) -> str:
    said = (err.message or "it cannot be read").rstrip(".")
    if said.startswith("No filter named"):
        known = [name for name in _environment().filters if name[0] != " "]
        wanted = ast.literal_eval(said.removeprefix("No filter named "))
        return f"{said}.{did_you_mean(wanted, known)} There are: {', '.join(sorted(known))}."
    return f"{said}." if _NOT_HERE in said else f"{said}. Check the signs {{{{ }}}} and {{% %}}."


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
            raise BadInput(f"{self._place(self._line(err.__traceback__))}: {err}") from err
        except TemplateNotFound as err:
            raise BadInput(f"{self._place(None)}: there is no template {err.name!r}.") from err
        except SecurityError as err:
            raise BadInput(f"{self._where(err)}: wording may not {err}") from err
        except TemplateRuntimeError as err:  # a filter's argument that it does not take
            raise BadInput(
                f"{self._where(err)}: {err.message or err}. Look at the filter."
            ) from err
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as err:
            raise BadInput(f"{self._where(err)}: {err}. Look at the facts in it.") from err
        except RecursionError as err:
            raise BadInput(f"{self._place(None)}: it includes itself.") from err

    def _text(self, facts: Mapping[str, Any]) -> str:
        pieces: list[str] = []
        length = 0
        for piece in self._template.root_render_func(self._template.new_context(dict(facts))):
            length += len(piece)
            _check_length(length)
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
