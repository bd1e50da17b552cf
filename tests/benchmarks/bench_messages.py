"""How fast messages are: rows bound to a template, templates linted, wording, markup.

python tests/benchmarks/bench_messages.py
"""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable
from pathlib import Path

from campaignkit.assets.template import MessageTemplate
from campaignkit.business import Business
from campaignkit.messaging import markup, wordings
from campaignkit.messaging.lint import problems
from campaignkit.messaging.orders import Item, Order
from campaignkit.messaging.preview import of_template
from campaignkit.messaging.pricing import cost
from campaignkit.messaging.templates import Template
from campaignkit.messaging.templates.binding import bind

DATA = Path(__file__).parent.parent / "messages" / "data" / "samples.json"
ROWS = 10_000
GREETING = Template(
    "greeting",
    language="pt_BR",
    body="Oi {{nome}} de {{cidade}}, seu {{item}} custa {{valor}} até {{dia}} na nossa feira.",
)


def rows(count: int = ROWS) -> list[dict[str, str]]:
    return [
        {
            "nome": f"Ana {n}",
            "cidade": "São Paulo",
            "item": "bolo de milho",
            "valor": "R$ 10,00",
            "dia": "sexta-feira",
            "phone": f"+5511987{n:06d}",
        }
        for n in range(count)
    ]


def timed(what: str, count: int, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    taken = time.perf_counter() - start
    print(f"{what:<48} {taken:7.3f} s  {count / taken:12,.0f} a second")


NEWS = MessageTemplate("news", language="pt_BR", body="Temos novidades para você hoje.")
NOON = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)
# One number of each of thirty countries, but for its last four digits.
ABROAD = (
    *("+549112345", "+551198765", "+5696123", "+57321123", "+20100123", "+3361234"),
    *("+491512345", "+8525123", "+3620123", "+91812345", "+6281234", "+97250234"),
    *("+39312345", "+6012345", "+52222123", "+3161234", "+234802123", "+92301234"),
    *("+5191234", "+4851234", "+96651234", "+2771123", "+3461234", "+90501234"),
    *("+97150123", "+44740012", "+1201555", "+25471212", "+6141234", "+59399123"),
)


def cost_of(count: int) -> object:
    recipients = ((n, {}, f"{ABROAD[n % 30]}{n % 10_000:04d}") for n in range(count))
    return cost(recipients, category="marketing")


def joined(table: list[dict[str, str]]) -> object:
    consent = [{"phone": r["phone"], "when": "2026-03-04", "how": "loja"} for r in table]
    return NEWS.bind(table, to="phone", consent=consent, at=NOON)


def divided(table: list[dict[str, str]]) -> object:
    return NEWS.bind(table, to="phone", variants={"a": None, "b": None}, by="cidade")


def orders(count: int) -> object:
    items = [Item("Bolo", "12.50", 2), Item("Pão", "1.20", 10), Item("Café", "5")]
    link = "https://pay.example/1"
    return [
        Order(f"A-{n}", items, currency="BRL", payment_link=link, shipping="5").to_api()
        for n in range(count)
    ]


def main() -> None:
    table = rows()
    templates = [Template.from_api(sample) for sample in json.loads(DATA.read_text("utf-8"))] * 20
    shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    text = "*Sale* of _today_: `A` ~10~ - (*x*)\n- one\n- two\n> three\n" * 10
    facts = [{"order": f"A-{n}", "items": n % 5, "total": "12.50"} for n in range(2000)]

    timed(f"bind, {ROWS:,} rows x 5 variables", ROWS, lambda: bind(GREETING, table))
    timed("bind, phone numbers checked too", ROWS, lambda: bind(GREETING, table, to="phone"))
    bound = bind(GREETING, table, to="phone")
    timed("payloads of them", ROWS, lambda: list(bound.payloads()))
    timed("lint of templates", len(templates), lambda: [problems(t) for t in templates])
    timed("previews of templates", len(templates), lambda: [of_template(t) for t in templates])
    timed("cost of them, 30 countries", ROWS, lambda: cost_of(ROWS))
    timed("consents of them joined", ROWS, lambda: joined(table))
    timed("divided into two variants", ROWS, lambda: divided(table))
    timed("orders written, 3 items each", 2_000, lambda: orders(2_000))
    timed(
        "messages in wording",
        len(facts),
        lambda: [wordings.write("order-received", shop, f, language="pt_BR") for f in facts],
    )
    timed(
        "markup.parse, texts of 590 characters",
        500,
        lambda: [markup.parse(text) for _ in facts[:500]],
    )
    timed("markup.advice, the same", 500, lambda: [markup.advice(text) for _ in facts[:500]])


if __name__ == "__main__":
    main()
