"""A thing as the calls that make it: they can be made, and written down as Python.

Both come from the same value, so what a widget shows and the call it offers cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

_LINE = 76  # characters of a line of code; longer calls are broken, one argument a line
_INDENT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """One call. Arguments may be `Call` themselves: they are made, and written, first.

    variable: what the result is called. name: of the function, as `campaignkit as ck` has it.
    is_method: of the first argument, see `method`.
    """

    variable: str
    name: str
    function: Callable[..., Any]
    args: tuple[Any, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    is_method: bool = False

    def make(self) -> Any:
        """Return what the call gives.

        Raises:
            CampaignError: what the function raises.
        """
        args = [_made(value) for value in self.args]
        return self.function(*args, **{key: _made(value) for key, value in self.options.items()})

    def source(self, *, save: str = "", by: str = "save", **options: Any) -> str:
        """Return a program that makes the same thing, and saves it if `save` names a file.

        by: the method that saves it, called with the name and the options.

        >>> print(Call("n", "qr_budget", len, ("hello",)).source())
        import campaignkit as ck
        <BLANKLINE>
        n = ck.qr_budget("hello")
        """
        steps = list(dict.fromkeys(self._steps()))
        lines = ["import campaignkit as ck", "", *(step._line() for step in steps)]
        if any(isinstance(value, date) for step in steps for value in step._given()):
            lines.insert(0, "from datetime import date\n")
        if save:
            lines.append(_call(f"{self.variable}.{by}", [literal(save), *_named(options)]))
        return "\n".join(lines)

    def _given(self) -> tuple[Any, ...]:
        return (*self.args, *self.options.values())

    def _steps(self) -> Iterator[Call]:
        for value in self._given():
            if isinstance(value, Call):
                yield from value._steps()
        yield self

    def _line(self) -> str:
        given = [_written(value) for value in self.args]
        owner = given.pop(0) if self.is_method else "ck"
        given += _named(self.options)
        return _call(f"{self.variable} = {owner}.{self.name}", given)


def _call(head: str, given: list[str]) -> str:
    line = f"{head}({', '.join(given)})"
    if len(line) <= _LINE and "\n" not in line:
        return line
    return "\n".join([f"{head}(", *(f"    {one}," for one in given), ")"])


def _named(options: Mapping[str, Any]) -> list[str]:
    return [f"{key}={_written(value, len(key) + 1)}" for key, value in options.items()]


def method(variable: str, owner: Call, name: str, /, *args: Any, **options: Any) -> Call:
    """Return the call of a method of what another call makes.

    >>> text = Call("text", "upper", str.upper, ("oi",))
    >>> print(method("count", text, "count", "O").source().splitlines()[-1])
    count = text.count("O")
    """

    def called(made: Any, /, *given: Any, **named: Any) -> Any:
        return getattr(made, name)(*given, **named)

    return Call(variable, name, called, (owner, *args), options, is_method=True)


def literal(value: object) -> str:
    """Return a value as Python reads it; texts stand in double quotes, and stay readable.

    >>> print(literal('Say "Oi"'), literal("قهوة"), literal((63.5, 38.0)), literal({"a": None}))
    "Say \\"Oi\\"" "قهوة" (63.5, 38) {"a": None}
    """
    if isinstance(value, str):
        return f'"{"".join(map(_sign, value))}"'
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    if isinstance(value, list | tuple):
        inside = ", ".join(map(literal, value))
        end = "," if len(value) == 1 else ""
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{end})"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{literal(key)}: {literal(one)}" for key, one in value.items())
        return f"{{{pairs}}}"
    return repr(value)


def _sign(sign: str) -> str:
    if sign in ('"', "\\"):
        return f"\\{sign}"
    return sign if sign.isprintable() else repr(sign)[1:-1]


def _made(value: Any) -> Any:
    return value.make() if isinstance(value, Call) else value


def _written(value: Any, before: int = 0) -> str:
    """Return what stands for a value in a call. before: characters that stand before it."""
    return value.variable if isinstance(value, Call) else broken(value, _INDENT, before)


def broken(value: object, indent: int = 0, before: int = 0) -> str:
    """Return a value as Python reads it; a long list or mapping, and a table, takes
    a line for each item.

    >>> print(broken({"name": "x" * 40, "parts": ["y" * 40]}))
    {
        "name": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "parts": ["yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"],
    }
    """
    flat = literal(value)
    fits = indent + before + len(flat) <= _LINE and not _is_table(value)
    if fits or not isinstance(value, Mapping | list | tuple):
        return flat
    inside = indent + _INDENT
    if isinstance(value, Mapping):
        keys = [f"{literal(key)}: " for key in value]
        items = [
            f"{key}{broken(one, inside, len(key))}"
            for key, one in zip(keys, value.values(), strict=True)
        ]
    else:
        items = [broken(one, inside) for one in value]
    opening, closing = ("{", "}") if isinstance(value, Mapping) else ("[", "]")
    if isinstance(value, tuple):
        opening, closing = "(", ")"
    lines = "".join(f"{' ' * inside}{item},\n" for item in items)
    return f"{opening}\n{lines}{' ' * indent}{closing}"


def _is_table(value: object) -> bool:
    return isinstance(value, list) and len(value) > 1 and isinstance(value[0], Mapping)
