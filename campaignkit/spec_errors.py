"""What is wrong with a value of a file, in our words: a sentence and a cure for each mistake.

The kinds are the codes by which pydantic tells its mistakes apart; no word of its own is shown.
Of a kind that is not here the value is told, and that it cannot stand where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from campaignkit.errors import did_you_mean

_LONGEST = 60  # characters of a value that a sentence quotes

_TEXT = ("{value} is no text.", 'Write a text in quotes: "…".')
_WHOLE = ("{value} is no whole number.", "Write one without quotes or a point, as in 3.")
_NUMBER = ("{value} is no number.", "Write one without quotes, as in 2.5.")
_YES_NO = ("{value} is neither true nor false.", "Write true or false, without quotes.")
_LIST = ("{value} is no list.", "Write it in brackets, with commas between: [1, 2].")
_TABLE = ("{value} is no table.", "Write its keys below a line in [brackets], or as { key = 1 }.")
_SAYINGS = {
    **dict.fromkeys(("string_type", "string_sub_type", "string_unicode", "bytes_type"), _TEXT),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), _WHOLE),
    **dict.fromkeys(("float_type", "float_parsing", "decimal_type", "decimal_parsing"), _NUMBER),
    **dict.fromkeys(("bool_type", "bool_parsing"), _YES_NO),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "iterable_type"), _LIST),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type", "model_attributes_type"), _TABLE),
    "finite_number": ("{value} is no finite number.", "Write one such as 2.5."),
    "greater_than": ("{value} is not above {gt}.", "Give more."),
    "greater_than_equal": ("{value} is less than {ge}.", "Give {ge} or more."),
    "less_than": ("{value} is not below {lt}.", "Give less."),
    "less_than_equal": ("{value} is more than {le}.", "Give {le} or less."),
    "too_short": ("it has {actual_length} entries; at least {min_length} is due.", "Add one."),
    "too_long": (
        "it has {counted} entries; at most {max_length} may stand here.",
        "Leave some out.",
    ),
    "string_too_short": ("{value} is too short.", "Give at least {min_length} characters."),
    "string_too_long": ("{value} is too long.", "Give at most {max_length} characters."),
    "string_pattern_mismatch": ("{value} is not written as it must be.", ""),
}
_CHOICES = ("literal_error", "enum")
_OURS = ("value_error", "assertion_error")  # raised by a form of ours, in words of ours


def words(kind: str, said: str, value: Any, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Return a sentence about a mistake, and what to do; "" where nothing can be advised.

    kind: The code of the mistake; said: the words it came with; facts: its limits.

    >>> words("greater_than_equal", "…", 1, {"ge": 4})
    ('1 is less than 4.', 'Give 4 or more.')
    >>> words("literal_error", "…", "fed", {"expected": "'feed' or 'price-list'"})
    ("'fed' is none of 'feed' or 'price-list'.", "Did you mean 'feed'?")
    """
    if kind in _OURS:
        own = said.removeprefix("Value error, ").removeprefix("Assertion failed, ").rstrip(".")
        return f"{own[:1].lower()}{own[1:]}{'' if own.endswith('?') else '.'}", ""
    shown = quoted(value)
    if kind in _CHOICES:
        expected = str(facts.get("expected", ""))
        known = [part for part in expected.split("'") if part.strip(" ,") not in ("", "or")]
        return f"{shown} is none of {expected}.", did_you_mean(str(value)[:99], known).strip()
    known_as = {**facts, "value": shown, "counted": _counted(value)}
    message, fix = _SAYINGS.get(kind, ("{value} cannot stand here.", ""))
    return _filled(message, known_as), _filled(fix, known_as)


def _filled(text: str, facts: Mapping[str, Any]) -> str:
    for name, value in facts.items():  # braces of TOML stand in the texts too: no str.format
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _counted(value: Any) -> int | str:
    return len(value) if isinstance(value, Sequence | Mapping) else "too many"


def quoted(value: Any) -> str:
    """Return a value as a sentence quotes it, cut where it is long.

    >>> quoted("a" * 100)[-5:], quoted({"a": 1})
    ("aaa…'", "{'a': 1}")
    """
    try:
        text = repr(value)
    except Exception:  # a number of 5,000 digits; an object of somebody whose repr fails
        return f"a value of type {type(value).__name__}"
    end = text[-1] if text[-1:] in "'\")]}>" else ""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}…{end}"
