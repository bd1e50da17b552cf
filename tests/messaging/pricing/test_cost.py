"""The cost of a send, by country and currency, against sums made by hand."""

from __future__ import annotations

import datetime
from collections import Counter
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from campaignkit import locales
from campaignkit.assets.template import MessageTemplate
from campaignkit.errors import BadInput
from campaignkit.messaging import rules
from campaignkit.messaging.pricing import Rates, cost

UTC = datetime.UTC
SENT = datetime.datetime(2026, 8, 1, 12, tzinfo=UTC)
BEFORE, AFTER = "2026-08-01T09:00+00:00", "2026-08-01T18:00+00:00"
# A number of each country, and what a marketing message to it costs (made by hand).
BY_HAND = {
    "AR": ("+5491123456789", "0.0512"),
    "BR": ("+5511987654321", "0.0518"),
    "CL": ("+56961234567", "0.0736"),
    "CO": ("+573211234567", "0.0104"),
    "EG": ("+201001234567", "0.0533"),
    "FR": ("+33612345678", "0.0712"),
    "DE": ("+4915123456789", "0.1131"),
    "HK": ("+85251234567", "0.0606"),
    "HU": ("+36201234567", "0.0712"),
    "IN": ("+918123456789", "0.0099"),
    "ID": ("+62812345678", "0.0341"),
    "IL": ("+972502345678", "0.0292"),
    "IT": ("+393123456789", "0.0658"),
    "MY": ("+60123456789", "0.0712"),
    "MX": ("+522221234567", "0.0253"),
    "NL": ("+31612345678", "0.1323"),
    "NG": ("+2348021234567", "0.0428"),
    "PK": ("+923012345678", "0.0392"),
    "PE": ("+51912345678", "0.0582"),
    "PL": ("+48512345678", "0.0303"),
    "SA": ("+966512345678", "0.0414"),
    "ZA": ("+27711234567", "0.0314"),
    "ES": ("+34612345678", "0.0585"),
    "TR": ("+905012345678", "0.0090"),
    "AE": ("+971501234567", "0.0415"),
    "GB": ("+447400123456", "0.0526"),
    "US": ("+12015550123", "0.0207"),
    "KE": ("+254712123456", "0.0186"),
    "AU": ("+61412345678", "0.0606"),
    "EC": ("+593991234567", "0.0612"),
    "JO": ("+962790123456", "0.0282"),
    "PT": ("+351912345678", "0.0490"),
    "GR": ("+306912345678", "0.0712"),
    "DO": ("+18092345678", "0.0612"),
    "KZ": ("+77710009998", "0.0664"),
    "CU": ("+5351234567", "0.0500"),
}


def template(category="MARKETING", /, **more):
    return MessageTemplate("t", language="en", category=category, body="News for you.", **more)


def bound(rows, category="MARKETING"):
    return template(category).bind(rows, to="to")


def test_a_hand_made_table_is_met_to_the_last_digit():
    countries = list(BY_HAND)
    rows = [{"to": BY_HAND[countries[n % len(countries)]][0]} for n in range(2_000)]
    counts = Counter(countries[n % len(countries)] for n in range(2_000))

    made = bound(rows).cost()
    assert {line.country: line.messages for line in made.lines} == counts
    wanted = {code: Decimal(BY_HAND[code][1]) * count for code, count in counts.items()}
    assert {line.country: line.amount for line in made.lines} == wanted
    assert made.totals == {"EUR": sum(wanted.values())}


@pytest.mark.parametrize(
    ("category", "amount"),
    [("MARKETING", "0.0099"), ("UTILITY", "0.0012"), ("AUTHENTICATION", "0.0012")],
)
def test_each_category_has_its_own_rate(category, amount):
    parts = {"body": None} if category == "AUTHENTICATION" else {}
    one = [(1, {}, "+918123456789")]

    made = cost(one, category=category.lower())
    assert made.totals == {"EUR": Decimal(amount)}
    assert not parts or made.lines[0].category == "authentication"


def test_codes_that_go_abroad_have_a_rate_of_their_own_where_there_is_one():
    to = [(1, {}, "+918123456789"), (2, {}, "+5511987654321")]

    made = cost(to, category="authentication", abroad=True)
    assert [(line.category, line.each) for line in made.lines] == [
        ("authentication", Decimal("0.0056")),
        ("authentication_international", Decimal("0.0252")),
    ]


@pytest.mark.parametrize(("day", "free"), [(30, 1), (1, 0)])
def test_a_service_message_was_free_until_october(day, free):
    at = datetime.date(2026, 9 if day == 30 else 10, day)
    made = cost([(1, {}, "+918123456789")], category="service", at=at)

    assert made.free == free
    assert made.totals == {"EUR": Decimal("0.0012") * (1 - free)}


def test_a_market_that_has_left_its_region_is_told_with_the_day():
    later, before = datetime.date(2026, 12, 1), datetime.date(2026, 9, 1)
    to_morocco = [(1, {}, "+212612345678")]

    made = cost(to_morocco, category="marketing", at=later)
    told = {problem.rule: problem.message for problem in made.problems()}
    assert "Morocco, which has a rate of its own since 2026-10-01" in told["cost.own-market"]
    assert "of 2026-07-01" in told["cost.own-market"]
    earlier = cost(to_morocco, category="marketing", at=before).problems()
    assert "cost.own-market" not in {problem.rule for problem in earlier}
    own = Rates.read([{"market": "Morocco", "marketing": "0.02"}], currency="USD", effective=before)
    mine = cost(to_morocco, category="marketing", at=later, rates=own).problems()
    assert "cost.own-market" not in {problem.rule for problem in mine}


def test_a_service_message_costs_what_a_utility_one_does():
    made = cost([(1, {}, "+918123456789")], category="service")

    assert made.totals == {"EUR": Decimal("0.0012")}


def test_a_user_id_counts_for_its_country():
    made = bound([{"to": "BR.13491208655302741918"}]).cost()

    assert (made.lines[0].country, made.lines[0].amount) == ("BR", Decimal("0.0518"))


def test_rows_with_errors_cost_nothing():
    made = bound([{"to": "+5511987654321"}, {"to": "nope"}]).cost()

    assert made.messages == 1


def test_the_platforms_own_rate_card_may_take_the_place_of_the_table(tmp_path):
    card = tmp_path / "card.csv"
    card.write_text(
        "Market,Currency,Marketing,Utility,Authentication,Authentication-International,Service\n"
        "Brazil,$US,$0.0625,$0.0068,$0.0068,n/a,n/a\n"
        "Morocco,$US,0.0250,0.0100,0.0100,,\n"
        "Rest of Africa,$US,0.0225,0.0040,0.0040,n/a,n/a\n",
        encoding="utf-8",
    )
    rates = Rates.read(card, effective=datetime.date(2026, 10, 1))

    made = bound([{"to": to} for to in ("+5511987654321", "+212650123456", "+254712123456")])
    assert set(made.cost(rates).totals) == {"USD"}
    lines = {line.country: (line.market, line.each) for line in made.cost(rates).lines}
    assert lines == {
        "BR": ("BR", Decimal("0.0625")),
        "MA": ("MA", Decimal("0.0250")),
        "KE": ("Rest of Africa", Decimal("0.0225")),
    }


def test_each_currency_has_its_own_total():
    rates = [
        {"country": "BR", "marketing": "0.30", "currency": "BRL"},
        {"country": "India", "marketing": 0.78, "currency": "INR"},
    ]

    made = bound([{"to": "+5511987654321"}, {"to": "+918123456789"}] * 2).cost(rates)
    assert made.totals == {"BRL": Decimal("0.60"), "INR": Decimal("1.56")}
    assert "0.60 BRL + 1.56 INR" in str(made)


def test_a_table_that_cannot_be_read_says_every_reason():
    rows = [
        {"market": "Atlantis", "marketing": "0.1", "currency": "EUR"},
        {"market": "Brazil", "marketing": "dear", "currency": "EUR"},
        {"market": "India", "marketing": "0.1", "currency": "rupees"},
    ]

    with pytest.raises(BadInput, match="3 problems") as caught:
        Rates.read(rows)
    assert [(p.rule, p.where.row) for p in caught.value.problems] == [
        ("cost.rate-market", 1),
        ("cost.rate-amount", 2),
        ("cost.rate-currency", 3),
    ]


@pytest.mark.parametrize(
    ("value", "amount"),
    [("٠٫٠٥", "0.05"), ("$0.0625", "0.0625"), ("0,063", "0.063"), (0.05, "0.05")],
)
def test_a_rate_is_read_in_the_digits_of_the_world(value, amount):
    rates = Rates.read([{"market": "Brazil", "marketing": value}], currency="USD")

    assert rates.rate("BR", "marketing").amount == Decimal(amount)


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("5c", "cost.rate-amount"),
        ("6%", "cost.rate-amount"),
        ("approx 0.05 or 7", "cost.rate-amount"),
        ("-0.05", "cost.rate-amount"),
        ("1.250", "cost.rate-unclear"),
        ("R$ 0,06", "cost.rate-sign"),
    ],
)
def test_what_is_no_one_rate_of_the_currency_is_refused(value, rule):
    with pytest.raises(BadInput) as caught:
        Rates.read([{"market": "Brazil", "marketing": value}], currency="USD")
    assert [problem.rule for problem in caught.value.problems] == [rule]


def test_a_market_with_two_rates_and_a_currency_that_is_none_are_refused():
    twice = [{"market": "Brazil", "marketing": "0.1"}, {"market": "BR", "marketing": "0.2"}]

    with pytest.raises(BadInput, match=r"another rate here \(0.2 USD\) than in row 1") as caught:
        Rates.read(twice, currency="USD")
    assert caught.value.problems[0].rule == "cost.rate-twice"
    same = Rates.read(twice[:1] * 2, currency="USD")
    assert same.rate("BR", "marketing").amount == Decimal("0.1")
    with pytest.raises(BadInput, match="'XYZ' is no currency"):
        Rates.read(twice[:1], currency="XYZ")


def test_a_table_without_rates_is_refused():
    with pytest.raises(BadInput, match="has no rate in it"):
        Rates.read([{"market": "Brazil", "currency": "EUR"}])


@pytest.mark.parametrize(
    "row",
    [
        {"País": "BR", "Serviço": "0,05", "Moeda": "BRL", "Vigência": "2026-10-01"},
        {"Mercado": "Brazil", "Servicio": "0,05", "Moneda": "BRL", "Desde": "2026-10-01"},
        {"الدولة": "BR", "الخدمة": "0.05", "العملة": "BRL", "سارية من": "2026-10-01"},
        {"देश": "BR", "सेवा": "0.05", "मुद्रा": "BRL", "कब से": "2026-10-01"},
    ],
)
def test_a_table_that_a_shop_keeps_is_known_by_heads_of_its_language(row):
    rates = Rates.read([row])

    found = rates.rate("BR", "service")
    assert (found.amount, found.currency) == (Decimal("0.05"), "BRL")
    assert rates.effective == datetime.date(2026, 10, 1)


def test_a_table_without_markets_is_told_once_and_not_row_by_row():
    with pytest.raises(BadInput, match=r"has no rate in it\. Name the columns market"):
        Rates.read([{"place": "BR", "service": "0.05"}] * 3, currency="BRL")


def test_old_rates_are_told_by_the_day_of_the_send():
    one = bound([{"to": "+5511987654321"}])

    assert not one.cost(at=datetime.date(2026, 9, 29)).problems()
    (problem,) = one.cost(at=datetime.date(2026, 11, 29)).problems()
    assert problem.rule == "cost.old"
    assert "those of 2026-07-01, 151 days before the send" in problem.message
    (early,) = one.cost(at=datetime.date(2026, 6, 1)).problems()
    assert early.rule == "cost.future"


def test_what_the_rates_do_not_say_is_told():
    one = bound([{"to": "+5511987654321"}, {"to": "+918123456789"}])

    made = one.cost([{"market": "Brazil", "marketing": "0.1", "currency": "EUR"}])
    assert [problem.rule for problem in made.problems()] == ["cost.no-rate", "cost.undated"]
    assert made.totals == {"EUR": Decimal("0.1")}


def test_a_country_without_a_market_is_counted_as_other():
    (problem,) = bound([{"to": "+5351234567"}]).cost().problems()

    assert problem.rule == "cost.other"
    assert "1 messages go to Cuba" in problem.message


WINDOWS = [
    {"to": "+5511987654321", "open": AFTER, "ad": None},
    {"to": "+5511987654322", "open": BEFORE, "ad": ""},
    {"to": "+5511987654323", "open": None, "ad": AFTER},
    {"to": "+5511987654324", "open": None, "ad": datetime.datetime(2026, 8, 1, 13, tzinfo=UTC)},
]


def test_utility_is_free_in_an_open_window_until_october_2026():
    made = bound(WINDOWS, "UTILITY").cost(at=SENT, service_until="open", free_until="ad")

    assert (made.messages, made.free) == (4, 3)
    assert made.totals == {"EUR": Decimal("0.0056")}


def test_since_october_2026_only_the_window_after_an_ad_is_free():
    october = SENT.replace(month=10)
    rows = [{**row, "open": "2026-10-02T00:00+00:00"} for row in WINDOWS]

    made = bound(rows, "UTILITY").cost(at=october, service_until="open")
    assert made.free == 0
    told = {problem.rule: problem for problem in made.problems()}
    assert "4 utility messages go into an open window" in told["cost.window-charged"].message


def test_marketing_is_free_after_an_ad_only():
    made = bound(WINDOWS).cost(at=SENT, service_until="open", free_until="ad")

    assert made.free == 2


def test_a_window_that_cannot_be_read_is_told_and_charged():
    made = bound([{"to": "+5511987654321", "ad": "soon"}]).cost(at=SENT, free_until="ad")

    (problem,) = made.problems()
    assert (problem.rule, problem.where.row, problem.where.column) == ("cost.window", 1, "ad")
    assert made.free == 0


def test_a_window_needs_a_moment():
    with pytest.raises(BadInput, match="depends on the moment"):
        bound(WINDOWS).cost(at=datetime.date(2026, 8, 1), free_until="ad")


def test_a_category_without_rates_is_refused():
    with pytest.raises(BadInput, match="is marketing, utility, authentication or service"):
        bound([{"to": "+5511987654321"}], "PROMO").cost()


def test_the_cost_shows_itself_and_gives_rows():
    made = bound([{"to": "+5511987654321"}]).cost()

    assert "1 messages, 0 of them free: 0.0518 EUR (rates since 2026-07-01)" in str(made)
    assert "<table>" in made._repr_html_()
    assert made.rows()[0]["amount"] == "0.0518"
    assert repr(made) == "<Cost: 1 messages, 0 of them free: 0.0518 EUR>"


def test_every_country_of_a_region_is_one_and_stands_in_one_region():
    shipped = Rates.shipped()

    assert set(shipped.markets) <= set(locales.countries())
    assert len({market for market, _ in shipped.rates}) == 38
    assert all(market in set(shipped.markets.values()) | {"Other"} for market, _ in shipped.rates)


def test_every_rule_of_cost_has_a_case():
    text = Path(__file__).read_text("utf-8")
    known = {name for name in rules.every() if name.startswith("cost.")} - {"cost.rate-none"}
    assert {name for name in known if name not in text} == set()


def test_advice_says_who_gets_none_and_how_long_it_takes():
    rows = [{"to": f"+55119{n:08d}"} for n in range(5_000)] + [{"to": "+12015550123"}]

    told = {problem.rule: problem for problem in bound(rows).advice()}
    assert set(told) == {
        *("advice.limit", "advice.marketing-cap", "advice.american", "advice.pacing"),
        "advice.throughput",
    }
    assert "5001 people need a messaging limit of 10,000" in told["advice.limit"].message
    assert all(p.severity == "warning" and "read 20" in p.source for p in told.values())


def test_a_limit_that_is_known_is_compared():
    rows = [{"to": f"+55119{n:08d}"} for n in range(300)]

    (problem,) = [p for p in bound(rows).advice(limit=250) if p.rule == "advice.over-limit"]
    assert problem.fix == "Send to the other 50 on later days."
    assert "advice.over-limit" not in {p.rule for p in bound(rows).advice(limit=2_000)}


def test_a_utility_template_without_a_life_time_is_told():
    told = {problem.rule for problem in bound([{"to": "+5511987654321"}], "UTILITY").advice()}

    assert "advice.life" in told
    short = template("UTILITY", message_send_ttl_seconds=600).bind([], to="to")
    assert "advice.life" not in {problem.rule for problem in short.advice()}


def test_a_window_is_compared_in_any_zone():
    late = SENT.astimezone(ZoneInfo("America/Sao_Paulo"))

    made = bound(WINDOWS, "UTILITY").cost(at=late, service_until="open", free_until="ad")
    assert made.free == 3
