"""Style sheets inside an SVG: rules by tag, class, id and what stands around. CSS 2.1, 5 and 6.

Rules of a state or a medium (`:hover`, `@media`) are passed over: paper has none. A selector that
is not known here is refused, for its rule may be the one that counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from campaignkit.errors import BadInput, TooBig

MOST_RULES = 2000
_LONGEST = 1000  # characters of a selector
_MOST_TRIED = 2_000_000  # rules tried on elements
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"([.#]?)([\w-]+|\*)")
_COMPOUND = re.compile(r"(?:[\w-]+|\*)?(?:[.#][\w-]+)*")
_PARTS = re.compile(r"\s*(>)\s*|\s+")


class Name(NamedTuple):
    """What selectors can see of an element."""

    tag: str
    id: str
    classes: frozenset[str]


class _Rule(NamedTuple):
    weight: tuple[int, int, int, int]  # ids, classes, tags, order
    compounds: tuple[tuple[tuple[str, str], ...], ...]  # from the outermost; the last is the one
    child: tuple[bool, ...]  # whether each but the first must be a child, no mere descendant
    said: dict[str, str]


class StyleSheet:
    """All rules of a file."""

    def __init__(self, text: str = "") -> None:
        self._rules: list[_Rule] = []
        self._by_key: dict[tuple[str, str], list[_Rule]] = {}
        self._left = _MOST_TRIED
        for selectors, body in _blocks(_COMMENT.sub(" ", text)):
            said = declarations(body)
            for selector in selectors.split(","):
                self._add(selector.strip(), said)

    def _add(self, selector: str, said: dict[str, str]) -> None:
        if not selector or ":" in selector.replace(":root", ""):
            return
        if len(self._rules) >= MOST_RULES or len(selector) > _LONGEST:
            raise TooBig(
                f"the SVG has more than {MOST_RULES:,} rules of style, or one of more than "
                f"{_LONGEST:,} letters. Save it as PNG.",
                rule="svg.rules",
            )
        parts = [part for part in _PARTS.split(selector.replace(":root", "svg")) if part]
        names = [part for part in parts if part != ">"]
        if not all(_COMPOUND.fullmatch(name) for name in names):
            raise BadInput(
                f"the SVG styles {selector[:40]!r}, a selector that is not known. Save it as PNG.",
                rule="svg.selector",
            )
        compounds = tuple(tuple(_SIMPLE.findall(name)) for name in names)
        child = tuple(
            parts[at - 1] == ">" for at, part in enumerate(parts) if part != ">" and at > 0
        )
        kinds = [kind for compound in compounds for kind, _ in compound]
        weight = (kinds.count("#"), kinds.count("."), kinds.count(""), len(self._rules))
        rule = _Rule(weight, compounds, child, said)
        self._rules.append(rule)
        self._by_key.setdefault(compounds[-1][-1], []).append(rule)

    def said(self, ancestors: Sequence[Name]) -> dict[str, str]:
        """Return what the rules say of the last of these, the others being around it."""
        if not self._rules:
            return {}
        own = ancestors[-1]
        keys = [("", "*"), ("", own.tag), ("#", own.id), *((".", each) for each in own.classes)]
        found = [rule for key in keys for rule in self._by_key.get(key, ())]
        self._left -= len(found)
        if self._left < 0:
            raise TooBig(
                "the SVG has too many rules of style for its elements. Save it as PNG.",
                rule="svg.rules",
            )
        matching = [rule for rule in found if _meets(rule, ancestors)]
        said: dict[str, str] = {}
        for rule in sorted(matching, key=lambda each: each.weight):
            said |= rule.said
        return said


def declarations(text: str) -> dict[str, str]:
    """Return what a style says, by property.

    >>> declarations("fill: red; stroke:none !important")
    {'fill': 'red', 'stroke': 'none'}
    """
    said = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            said[name.strip().lower()] = value.partition("!important")[0].strip()
    return said


def _blocks(text: str) -> list[tuple[str, str]]:
    """Return selectors and bodies of the rules; those inside of @-rules are left out."""
    blocks, depth, head, start = [], 0, "", 0
    for found in re.finditer(r"[{};]", text):
        sign = found[0]
        if sign == "{":
            if depth == 0:
                head, start = text[start : found.start()].strip(), found.end()
            depth += 1
        elif sign == "}":
            depth = max(0, depth - 1)
            if depth == 0:
                if head and not head.startswith("@"):
                    blocks.append((head, text[start : found.start()]))
                start = found.end()
        elif depth == 0:  # the end of @import or @charset
            start = found.end()
    return blocks


def _meets(rule: _Rule, ancestors: Sequence[Name]) -> bool:
    if not _is(rule.compounds[-1], ancestors[-1]):
        return False
    at = len(ancestors) - 2
    for number in range(len(rule.compounds) - 2, -1, -1):
        must_be_parent = rule.child[number]
        while at >= 0 and not _is(rule.compounds[number], ancestors[at]):
            if must_be_parent:
                return False
            at -= 1
        if at < 0:
            return False
        at -= 1
    return True


def _is(compound: tuple[tuple[str, str], ...], name: Name) -> bool:
    known: Mapping[str, frozenset[str]] = {
        "": frozenset((name.tag, "*")),
        "#": frozenset((name.id,)),
        ".": name.classes,
    }
    return all(value in known[kind] for kind, value in compound)
