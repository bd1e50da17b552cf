"""Variants for a test: who gets which is decided by a seeded hash of the recipient.

The same seed and the same person give the same variant, in any table and on any machine. Where a
column is named, each of its values is divided evenly (to one message); then the division is that
of this table, and rows added later may change it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

from campaignkit.errors import BadInput
from campaignkit.frozen import Frozen
from campaignkit.messaging.recipients import identity
from campaignkit.messaging.templates.template import Template

Values = Mapping[str, Any]
CALLBACK = "biz_opaque_callback_data"  # comes back with every status of the message
CALLBACK_LENGTH = 512  # characters (Meta, "Messages API")


@dataclass(frozen=True, slots=True)
class Variants:
    """Templates by the name of their variant, and the values that each sets.

    shares: how much of all people each gets; alike if left out. seed: another one divides
    otherwise. by: the column whose values are each divided evenly.
    """

    templates: Mapping[str, Template]
    values: Mapping[str, Values]
    shares: Mapping[str, float]
    seed: int | str = 0
    by: str | None = None

    @classmethod
    def of(
        cls,
        template: Template,
        given: Any,
        *,
        shares: Mapping[str, float] | None = None,
        seed: int | str = 0,
        by: str | None = None,
    ) -> Self:
        """Return the variants of a template.

        given: by name a template of its own, values that the variant sets ({"1": "10%"}), or None
            for the template as it is.

        Raises:
            BadInput: fewer than two; something else; templates of another category or language;
                shares that name others, or are not above zero.
        """
        if not isinstance(given, Mapping) or len(given) < 2:
            raise BadInput(
                f"variants={given!r} is no test of two or more. Write it as in "
                "{'a': template, 'b': other}.",
                rule="variant.few",
                value=given,
            )
        templates: dict[str, Template] = {}
        values: dict[str, Values] = {}
        for name, what in given.items():
            key = _checked_name(name)
            templates[key] = what if isinstance(what, Template) else template
            values[key] = _values(key, what)
            if templates[key].kind != template.kind:
                raise BadInput(
                    f"variant {key!r} is of the category {templates[key].kind}, the template of "
                    f"{template.kind}: a test compares like with like. Use one category.",
                    rule="variant.category",
                    variant=key,
                )
            if templates[key].language != template.language:
                raise BadInput(
                    f"variant {key!r} is in {templates[key].language}, the template in "
                    f"{template.language}: people would be tested in a language that they may not "
                    "read. Make a test for each language.",
                    rule="variant.language",
                    variant=key,
                )
        return cls(Frozen(templates), Frozen(values), Frozen(_shares(templates, shares)), seed, by)

    def assign(self, people: Mapping[int, tuple[str, Any]]) -> dict[int, str]:
        """Return the variant of each row; people: recipient and value of `by`, by row number.

        >>> made = Variants.of(Template("t", language="en"), {"a": None, "b": None})
        >>> made.assign({1: ("+5511987654321", None), 2: ("+5511987654325", None)})
        {1: 'a', 2: 'b'}
        """
        if self.by is None:
            return {number: self._drawn(to) for number, (to, _) in people.items()}
        strata: dict[str, list[int]] = {}
        for number, (_, stratum) in people.items():
            strata.setdefault("" if stratum is None else str(stratum), []).append(number)
        made: dict[int, str] = {}
        for stratum, numbers in strata.items():
            ranked = sorted(numbers, key=lambda number: (self._hash(people[number][0]), number))
            first = self._hash(f"stratum {stratum}")  # the odd one is not always the same
            made |= dict(zip(ranked, self._dealt(len(ranked), first), strict=True))
        return {number: made[number] for number in people}

    def _hash(self, to: str) -> int:
        text = f"{self.seed}\x1f{identity(to)}"
        return int.from_bytes(sha256(text.encode()).digest()[:8])

    def _drawn(self, to: str) -> str:
        """Return the variant on which a person's number falls."""
        place = self._hash(to) / 2**64 * sum(self.shares.values())
        for name, share in self.shares.items():
            place -= share
            if place < 0:
                return name
        return name

    def _dealt(self, count: int, first: int) -> list[str]:
        """Return variants dealt out by their shares, whoever is furthest behind next."""
        names = list(self.shares)
        at = first % len(names)
        order = names[at:] + names[:at]
        whole = sum(self.shares.values())
        dealt = dict.fromkeys(order, 0)
        made = []
        for number in range(1, count + 1):
            due = {name: number * self.shares[name] / whole - dealt[name] for name in order}
            name = max(order, key=lambda each: (round(due[each], 9), -order.index(each)))
            dealt[name] += 1
            made.append(name)
        return made


def _checked_name(name: object) -> str:
    text = str(name).strip()
    if not text or len(text) > CALLBACK_LENGTH - len("variant="):
        raise BadInput(
            f"{name!r} is no name of a variant. Write a short one, such as 'a'.",
            rule="variant.name",
            value=name,
        )
    return text


def _values(name: str, what: Any) -> Values:
    if what is None or isinstance(what, Template):
        return Frozen()
    if isinstance(what, Mapping):
        return Frozen({str(key): value for key, value in what.items()})
    raise BadInput(
        f"variant {name!r} is {what!r}: neither a template, nor values such as {{'1': '10%'}}.",
        rule="variant.form",
        variant=name,
    )


def _shares(names: Mapping[str, Any], given: Mapping[str, float] | None) -> dict[str, float]:
    if given is None:
        return dict.fromkeys(names, 1)
    sound = isinstance(given, Mapping) and set(given) == set(names)
    if not sound or not all(_is_share(value) for value in given.values()):
        raise BadInput(
            f"shares={given!r} do not give each of {', '.join(names)} a share above zero. Write "
            "them as in {'a': 0.8, 'b': 0.2}.",
            rule="variant.shares",
            value=given,
        )
    return {name: float(given[name]) for name in names}


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 10**9


def variant_of(payload: Mapping[str, Any]) -> str | None:
    """Return the variant that a payload, or the status of its message, was sent as.

    Raises:
        BadInput: it is no mapping.

    >>> variant_of({"biz_opaque_callback_data": "variant=a"})
    'a'
    """
    if not isinstance(payload, Mapping):
        raise BadInput(
            f"payload={payload!r} is no mapping. Give what was sent, or the status that came back.",
            rule="variant.payload",
            value=payload,
        )
    said = str(payload.get(CALLBACK) or "")
    return said.removeprefix("variant=") if said.startswith("variant=") else None
