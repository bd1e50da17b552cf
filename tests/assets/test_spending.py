"""What a campaign costs: paper and answers, before and after, for each conversation and order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import campaignkit as ck
from campaignkit.errors import BadInput
from campaignkit.tracking import reference

TOKENS = [str(reference("spring", str(n))) for n in range(48)]
LINES = [
    {"payload": f"Oi (ref {token})", "file": "a.pdf", "page": 1 + n // 24, "place": f"Feira {n}"}
    for n, token in enumerate(TOKENS)
]
RATES = ck.Rates.read(
    [{"market": "BR", "utility": "0.0068"}, {"market": "IN", "utility": "0.0014"}],
    currency="USD",
    effective=date(2026, 10, 1),
)
LATER = date(2026, 12, 1)


def test_a_plan_costs_its_paper_and_the_answers_it_expects():
    plan = ck.spending(
        LINES,
        country="BR",
        page="4.80",
        piece="0.10",
        setup=20,
        expected=2,
        answers=3,
        rates=RATES,
        at=LATER,
        orders=24,
    )

    assert (plan.pages, plan.pieces, plan.conversations) == (2, 48, 96)
    assert plan.printing == Decimal("34.40")
    assert plan.totals == {"BRL": Decimal("34.40"), "USD": 288 * Decimal("0.0068")}
    assert plan.per_conversation == {"BRL": Decimal("0.3583"), "USD": Decimal("0.0204")}
    assert plan.per_order["BRL"] == Decimal("1.4333")
    assert not plan.problems() and "96 conversations expected" in str(plan)


def test_afterwards_it_costs_what_came_each_in_its_market():
    people = (*("+5511987650001", "+5511987650002"), "+919876543210")
    said = [
        {"phone": phone, "message": f"Oi (ref {TOKENS[n]})", "sent": "2026-12-05"}
        for n, phone in enumerate(people)
    ]
    bought = [{"phone": "+5511987650001", "amount": "50", "date": "2026-12-06"}]
    found = ck.replies(said).match(LINES, orders=bought, country="BR")

    spent = ck.spending(LINES, found, country="BR", page=3, answers=1, rates=RATES)

    assert (spent.conversations, spent.orders) == (3, 1)
    assert spent.fees.totals == {"USD": 2 * Decimal("0.0068") + Decimal("0.0014")}
    assert spent.per_conversation["BRL"] == 2
    assert spent.per_order["BRL"] == 6
    assert "3 conversations came" in str(spent) and "answers" in spent._repr_html_()


def test_answers_inside_the_window_were_free_until_october_and_are_in_the_app():
    def fees(**options):
        given = {"country": "BR", "expected": 1, "answers": 1, "rates": RATES, "at": LATER}
        return ck.spending(LINES, **(given | options)).totals

    assert fees(at=date(2026, 9, 30)) == {"USD": 0}
    assert fees()["USD"] > 0
    assert fees(app=True) == {}


def test_what_is_guessed_is_told():
    plan = ck.spending(LINES, country="BR", expected=1, at=LATER)

    assert "spending.answers" in {one.rule for one in plan.problems()}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"at": LATER}, "says what it expects"),
        ({"expected": 1}, "rates are of a day"),
        ({"expected": 1, "at": LATER, "page": -1}, "is no cost"),
    ],
)
def test_what_is_missing_is_asked_for(options, words):
    with pytest.raises(BadInput, match=words):
        ck.spending(LINES, country="BR", **options)
