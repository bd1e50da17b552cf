"""What messages promise, tried at large: cases, permuted templates, orders, costs, consents.

python tests/benchmarks/verify_messages.py [FOLDER of template cases]
"""

from __future__ import annotations

import datetime
import random
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import campaignkit as ck
from campaignkit.messaging.preview import words_of
from campaignkit.messaging.templates.variables import filled

TO = "+5511987654321"
NOON = datetime.datetime(2026, 12, 1, 15, tzinfo=datetime.UTC)
# One number of each of thirty countries, but for its last four digits.
ABROAD = (
    *("+549112345", "+551198765", "+5696123", "+57321123", "+20100123", "+3361234"),
    *("+491512345", "+8525123", "+3620123", "+91812345", "+6281234", "+97250234"),
    *("+39312345", "+6012345", "+52222123", "+3161234", "+234802123", "+92301234"),
    *("+5191234", "+4851234", "+96651234", "+2771123", "+3461234", "+90501234"),
    *("+97150123", "+44740012", "+1201555", "+25471212", "+6141234", "+59399123"),
)


def cases(folder: Path) -> None:
    """Print what is said of each template of a folder."""
    for path in sorted(folder.glob("*.json")):
        try:
            found = [p for t in ck.MessageTemplate.open_all(path) for p in t.problems()]
            said = "; ".join(f"{p.severity} {p.rule}" for p in found) or "no problems"
        except ck.CampaignError as err:
            said = f"refused: {err}"
        print(f"  {path.name:<32} {said[:200]}")


def permuted(seed: int) -> bool:
    """Say whether payload, preview and text of a template with numbers in any order agree."""
    chance = random.Random(seed)
    count = chance.randint(2, 9)
    numbers = chance.sample(range(1, count + 1), count)
    body = "Hello, " + ", then ".join(f"item {{{{{n}}}}} of yours" for n in numbers) + "."
    row = {str(n): f"value {n * 7 + seed}" for n in range(1, count + 1)}
    template = ck.MessageTemplate("t", language="en", body=body, examples=list(row.values()))
    bound = template.bind([{**row, "to": TO}], to="to")
    (sent,) = bound.payloads()
    (component,) = sent["template"]["components"]
    given = {str(n): p["text"] for n, p in enumerate(component["parameters"], 1)}
    meant = filled(body, row)
    shown = (filled(body, given), words_of(template, values=row), *bound.texts())
    return all(each == meant for each in shown) and meant in template.bind([row]).html(1)


def order(chance: random.Random, currency: str) -> bool:
    """Say whether an order's payload has the sums that are made by hand, to the cent."""
    items, subtotal = [], 0
    for _ in range(chance.randint(1, 12)):
        cents, pieces = chance.randint(1, 9_999_99), chance.randint(1, 40)
        items.append(ck.OrderItem("x", Decimal(cents) / 100, pieces))
        subtotal += cents * pieces
    tax, shipping = chance.randint(0, 9999), chance.randint(0, 9999)
    discount = chance.randint(0, subtotal)
    extra = {"tax": tax, "shipping": shipping, "discount": discount}
    way = (
        {"payment_link": "https://pay.example/1"}
        if currency == "BRL"
        else {"upi": ck.upi(address="sol@ybl", name="Sol")}
    )
    made = ck.Order(
        "A-1", items, currency=currency, **{k: Decimal(v) / 100 for k, v in extra.items()}, **way
    ).to_api()
    listed = made["order"]
    total = subtotal + tax + shipping - discount
    sums = (made["total_amount"]["value"], listed["subtotal"]["value"], listed["tax"]["value"])
    return sums == (total, subtotal, tax) and made["total_amount"]["offset"] == 100


def costs(count: int) -> tuple[float, bool]:
    """Return the seconds that a send to thirty countries takes to count, and if it is right."""
    made = ck.MessageTemplate("news", language="en", category="MARKETING", body="We have news.")
    table = [{"to": f"{ABROAD[n % 30]}{n % 10_000:04d}"} for n in range(count)]
    rates = [{"country": line.country, "currency": "USD", "marketing": f"0.0{n + 11}"}
             for n, line in enumerate(made.bind(table, to="to").cost().lines)]  # fmt: skip
    bound = made.bind(table, to="to")
    each = {row["country"]: Decimal(row["marketing"]) for row in rates}
    start = time.process_time()
    found = bound.cost(rates)
    taken = time.process_time() - start
    counts = {line.country: line.messages for line in found.lines}
    by_hand = sum(each[country] * messages for country, messages in counts.items())
    return taken, found.totals == {"USD": by_hand} and len(counts) == 30


def consents(count: int, planted: int) -> tuple[float, Counter[str], bool]:
    """Return seconds, what was held back by rule, and whether that is just what was planted."""
    table = [{"phone": f"+5511987{n:06d}", "name": "Ana"} for n in range(count)]
    given = [
        {"phone": r["phone"], "when": "2026-03-04", "how": "loja", "wording": "Sim"} for r in table
    ]
    faulty = random.Random(1).sample(range(count), planted)
    missing, gone, none = faulty[: planted // 3], faulty[planted // 3 : 200], faulty[200:]
    for n in gone:
        stop = {"phone": table[n]["phone"], "when": "2026-05-06", "how": "SAIR", "status": "out"}
        given.append(stop | {"wording": "Sair"})
    for n in none:
        table[n]["phone"] = "12"
    lacking = {table[n]["phone"] for n in missing}
    given = [each for each in given if each["phone"] not in lacking]
    made = ck.MessageTemplate(
        "news", language="pt_BR", category="MARKETING", body="Temos {{name}}!"
    )
    start = time.process_time()
    bound = made.bind(table, to="phone", consent=given, at=NOON)
    found = bound.problems()
    sent = sum(1 for _ in bound.payloads(check=False))
    taken = time.process_time() - start
    rows = {p.where.row - 1 for p in found}  # who is held back is told as a warning
    return taken, Counter(p.rule for p in found), rows == set(faulty) and sent == count - planted


def main(folder: str | None) -> None:
    """Print everything."""
    if folder:
        print("cases:")
        cases(Path(folder))
    right = sum(permuted(seed) for seed in range(40))
    print(f"templates in any order: payload, preview and text agree in {right} of 40")
    chance = random.Random(7)
    for currency in ("BRL", "INR"):
        right = sum(order(chance, currency) for _ in range(5000))
        print(f"orders in {currency}: {right:,} of 5,000 right to the cent")
    taken, right_sum = costs(10_000)
    print(
        "cost of 10,000 recipients in 30 countries:", f"{taken:.2f} s of processor time,", end=" "
    )
    print("as by hand:", right_sum)
    taken, held, exact = consents(10_000, 300)
    print("consents of 10,000 rows joined:", f"{taken:.2f} s of processor time,", end=" ")
    print("just the 300 planted:", exact, dict(held))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
