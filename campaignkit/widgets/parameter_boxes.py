"""A control for each argument of a function, made from its signature."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

import ipywidgets as w

from campaignkit.business import Business
from campaignkit.widgets import controls
from campaignkit.widgets.calls import Call

_LONG = ("text", "body", "note", "address", "message")
_ITSELF = "as usual"  # a choice left to the function


class Fields:
    """Controls for a function's arguments. What is left empty is left out of the call.

    The first argument that may be a Business is the shop when it is empty. An argument that is a
    mapping has no control.
    """

    def __init__(self, function: Callable[..., str]) -> None:
        hints = get_type_hints(function)
        self._parameters = {
            name: parameter
            for name, parameter in inspect.signature(function).parameters.items()
            if not _is_mapping(hints[name])
        }
        self._shop = next((name for name in self._parameters if _is_shop(hints[name])), None)
        self.boxes = {
            name: self._box(name, hints[name], parameter)
            for name, parameter in self._parameters.items()
        }

    def arguments(self, shop: Call) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return what the controls say: the first argument, and the others by their names.

        All by their names, if the function takes them so.
        """
        given: dict[str, Any] = {}
        for name, box in self.boxes.items():
            usual = self._parameters[name].default
            if name == self._shop and not box.value.strip():
                given[name] = shop
            elif usual is inspect.Parameter.empty or box.value not in ("", None, usual):
                given[name] = box.value
        first = next(iter(self.boxes))
        if self._parameters[first].kind is inspect.Parameter.KEYWORD_ONLY:
            return (), given
        head = (given.pop(first),) if first in given else ()
        return head, given

    def fill(self, values: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says."""
        for name, value in values.items():
            box = self.boxes[name]
            box.value = str(value) if isinstance(box.value, str) else value

    def table(self) -> dict[str, Any]:
        """Return what the controls say as a campaign file has it; the shop is left out."""
        said = {name: box.value for name, box in self.boxes.items()}
        return {
            name: value
            for name, value in said.items()
            if value not in ("", None, self._parameters[name].default)
        }

    def _box(self, name: str, hint: Any, parameter: inspect.Parameter) -> w.Widget:
        label = name.replace("_", " ")
        label = f"Other {label}" if name == self._shop else label.capitalize()
        usual = "" if parameter.default in (parameter.empty, None) else parameter.default
        choices = _choices(hint)
        if choices:
            pairs = [(str(value), value) for value in choices]
            missing = [] if usual else [(_ITSELF, None)]
            return controls.choice(label, [*missing, *pairs], usual or None)
        if hint is bool:
            return controls.tick(label, value=bool(usual))
        if name in _LONG:
            return controls.area(label, str(usual))
        hint_text = "empty: the shop's" if name == self._shop else ""
        return controls.line(label, str(usual), hint=hint_text)


def _is_shop(hint: Any) -> bool:
    return Business in (hint, *get_args(hint))


def _is_mapping(hint: Any) -> bool:
    return any(get_origin(each) is Mapping for each in (hint, *get_args(hint)))


def _choices(hint: Any) -> tuple[Any, ...]:
    """Return the values of a Literal, alone or beside None."""
    for each in (hint, *get_args(hint)):
        if get_origin(each) is Literal:
            return get_args(each)
    return ()
