"""Are the variables of a text written, named, numbered and exemplified as the platform asks?"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from campaignkit.messaging import rules
from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.templates import variables

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def check(
    found: LintFindings, part: str, key: str, text: str, samples: Mapping[str, str] | None
) -> None:
    """Check the variables of a header or body.

    part: what a message calls it. samples: by variable; None where they cannot be told apart.
    """
    names = variables.names(text)
    if variables.has_stray_brace(text):
        found.add("braces", key, text)
    for name in dict.fromkeys(n for n in variables.raw_names(text) if n != n.strip()):
        better = f"{{{{{name.strip()}}}}}"
        found.add("variable-spaces", key, f"{{{{{name}}}}}", better=better)
    numbered = [name for name in names if name.isdecimal()]
    named = [name for name in names if not name.isdecimal()]
    if numbered and named:
        found.add("variables-mixed", key, shown(names), part=part)
    elif numbered:
        _numbers(found, part, key, numbered)
    _names(found, part, key, named)
    _format(found, part, key, has_names=bool(named), has_numbers=bool(numbered))
    if len(names) > rules.limit("template.variables-many"):
        found.add("variables-many", key, len(names), part=part)
    if samples is not None:
        _examples(found, part, key, names, samples)


def shown(names: tuple[str, ...] | list[str]) -> str:
    """Return variables as they are written, "{{1}}, {{2}}"."""
    return ", ".join(f"{{{{{name}}}}}" for name in names)


def better_name(name: str) -> str:
    """Return a name that the platform takes; accents go.

    >>> better_name("Order-No"), better_name("Pão de milho")
    ('order_no', 'pao_de_milho')
    """
    apart = unicodedata.normalize("NFKD", name.strip().lower())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    plain = re.sub("[^a-z0-9_]+", "_", bare).strip("_")
    return plain if _NAME.fullmatch(plain) else f"value_{plain}".rstrip("_")


def _numbers(found: LintFindings, part: str, key: str, numbered: list[str]) -> None:
    once = list(dict.fromkeys(numbered))
    wanted = [str(number) for number in range(1, len(once) + 1)]
    if set(once) != set(wanted):  # their order is free: approved templates have "{{3}} … {{2}}"
        found.add("variables-sequence", key, shown(once), part=part, limit=shown(wanted))
        return
    everywhere = shown([str(number) for number in range(1, len(numbered) + 1)])
    for name, times in Counter(numbered).items():
        if times > 1:
            found.add("variable-again", key, name, part=part, limit=everywhere)


def _names(found: LintFindings, part: str, key: str, named: list[str]) -> None:
    for name, times in Counter(named).items():
        if not _NAME.fullmatch(name):
            found.add("variable-name", key, name, better=better_name(name))
        elif re.search("[0-9]", name):
            found.add("variable-digits", key, name)
        if times > 1:
            found.add("variable-twice", key, name, part=part, times=times)


def _format(
    found: LintFindings, part: str, key: str, *, has_names: bool, has_numbers: bool
) -> None:
    given = found.template.parameter_format
    if has_names and not found.template.is_named:
        words = {"found": "named", "part": part, "better": "named"}
        found.add("variables-format", key, given or "positional (when left out)", **words)
    elif has_numbers and not has_names and found.template.is_named:
        words = {"found": "numbered", "part": part, "better": "positional"}
        found.add("variables-format", key, given, **words)


def _examples(
    found: LintFindings, part: str, key: str, names: tuple[str, ...], samples: Mapping[str, str]
) -> None:
    for name in dict.fromkeys(names):
        if not samples.get(name, "").strip():
            own = "header" if part == "header" and name.isdecimal() else name
            better = f": examples={{{own!r}: '…'}}" if part in ("header", "body") else ""
            found.add("example-missing", key, f"{{{{{name}}}}}", part=part, better=better)
    for name, sample in samples.items():
        if name not in names and sample:  # an empty one stands between two that were given
            found.add("example-unused", key, sample or name, part=part)
