"""What a report tells below its table: what was tried, and what it cost, in the shop's language."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from campaignkit import locales
from campaignkit.assets.experiment_results import ArmResult, ReadOut
from campaignkit.assets.report_words import ReportWords
from campaignkit.assets.spending import Spending
from campaignkit.locales import direction
from campaignkit.pages import PlainTable
from campaignkit.tracking.experiments import ALL, HELD

_RARE = 0.001  # a chance below this is told as less than it


def tried(found: ReadOut, words: ReportWords) -> PlainTable:
    """Return what the variants did, arm by arm."""
    heads = ("arm", "places", "in_all", "each_place", "effect", "chance")
    return PlainTable(
        words.of("tried"),
        tuple(words.of(head) for head in heads),
        tuple(_arm(arm, words) for arm in found),
        tuple(_doubts(found, words)),
    )


def _arm(arm: ArmResult, words: ReportWords) -> tuple[str, ...]:
    whole = arm.total == int(arm.total)
    brought = (words.number(arm.total, 0 if whole else 2), words.number(arm.mean))
    head = (
        _named(arm.name, words),
        words.number(arm.places, 0),
        *(brought if arm.is_told else ("", "")),
    )
    if arm.effect is None or arm.effect.value is None:
        return (*head, "", "")
    is_more = arm.against == HELD
    limits = {name: getattr(arm.effect, name) for name in ("value", "low", "high")}
    shown = {name: _limit(value, words, signed=is_more) for name, value in limits.items()}
    kind = "more" if is_more else "times"
    return (
        *head,
        words.of(kind, other=_named(arm.against, words), **shown),
        _chance(arm.effect.p, words),
    )


def _limit(value: float, words: ReportWords, *, signed: bool) -> str:
    if math.isinf(value):
        return "∞"
    sign = "+" if signed and value > 0 else ""
    written = f"{sign}{words.number(value)}"
    # or its sign would stand at its other end, right to left
    return f"\u2066{written}\u2069" if direction(words.language) == "rtl" else written


def _named(arm: str, words: ReportWords) -> str:
    ours = {HELD: "held", ALL: "printed"}
    return words.of(ours[arm]) if arm in ours else arm


def _chance(p: float, words: ReportWords) -> str:
    if p < _RARE:
        return words.of("under", limit=locales.percent(_RARE, words.written, decimals=1))
    return locales.percent(p, words.written, decimals=0 if p >= 0.1 else 1)


def _doubts(found: ReadOut, words: ReportWords) -> Iterator[str]:
    if any(arm.effect is not None for arm in found):
        limit = locales.percent(found.allowed_p, words.written, decimals=1)
        yield words.of("chance_note", limit=limit)
    if found.part is not None and found.part < 1:
        yield words.of("early", part=locales.percent(found.part, words.written))
    if any(problem.rule == "experiment.no-outcomes" for problem in found.problems()):
        yield words.of("outcomes")


def spent(found: Spending, words: ReportWords) -> PlainTable:
    """Return what paper and answers cost, for each conversation and each order, too."""
    heads = ["what", "count", "in_all", "each_conversation"]
    counts = [found.conversations]
    if found.orders:
        heads, counts = [*heads, "each_order"], [*counts, found.orders]
    costs = [("paper", found.pieces, found.currency, found.printing)]
    if found.fees is not None:
        fees = found.fees.totals.items()
        costs += [("answers", found.fees.messages, code, amount) for code, amount in fees]
    lines = (
        (
            *(words.of(what), words.number(count, 0), words.money(amount, currency)),
            *(_each(amount, of, currency, words) for of in counts),
        )
        for what, count, currency, amount in costs
    )
    return PlainTable(
        words.of("cost"),
        tuple(words.of(head) for head in heads),
        tuple(lines),
        (words.of("expected"),) if found.is_plan else (),
    )


def _each(amount: Decimal, count: Decimal | None, currency: str, words: ReportWords) -> str:
    """Return the share of each; of less than a cent its first two digits."""
    if not count:
        return ""
    share = amount / count
    if not amount or share >= Decimal(1).scaleb(-locales.cents(currency)):
        return words.money(share, currency)
    fine = share.quantize(Decimal(1).scaleb(share.adjusted() - 1), ROUND_HALF_UP)
    return f"{words.number(fine, -int(fine.as_tuple().exponent))} {currency}"
