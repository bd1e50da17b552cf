"""Gathers the findings about one template, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from campaignkit.messaging import rules
from campaignkit.messaging.templates import Template
from campaignkit.problems import Problem, Where


@dataclass(slots=True)
class LintFindings:
    """What is wrong with a template so far. A place is a key, as in "buttons[0].url"."""

    template: Template
    items: list[Problem] = field(default_factory=list)

    def add(self, rule: str, key: str, value: Any = None, /, **words: Any) -> None:
        """Note that `value` at `key` breaks the rule "template.<rule>"."""
        self.items.append(rules.problem(f"template.{rule}", Where(key=key), value, **words))

    def too_long(self, rule: str, key: str, text: str | None, **words: Any) -> bool:
        """Note a text that is longer than the rule's limit; say whether it is."""
        length = len(text or "")
        over: bool = length > rules.limit(f"template.{rule}")
        if over:
            self.add(rule, key, length, **{"text": text, "why": "", **words})
        return over
