"""Nonsense on the way back: whatever replies, reports, coupons, experiments are given, it is told.

Every argument of every door, every cell of every table that comes back, every part of a webhook.
"""

from __future__ import annotations

import csv
import json
import random
import warnings
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import campaignkit as ck

SHOP = ck.Business("Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
LINES = [
    {"payload": f"Oi (ref {ref})", "place": place, "key": key, "value": "10 %"}
    | {"expires": "2026-12-31", "variant": key, "experiment": "seed=7", "block": "x"}
    | {"file": "a.pdf", "page": 1, "status": "ok"}
    for ref, place, key in (("K4K6-RD2H", "Feira", "a"), ("CJKN-R96P", "Largo", "b"))
]
SAID = [{"phone": "+5511987654321", "message": "Oi (ref K4K6-RD2H)", "sent": "2026-03-01 10:00"}]
ORDER = {"phone": "(11) 98765-4321", "amount": "5", "date": "2026-03-02"}
NOON = datetime(2026, 12, 1, 12)
PLACES = [{"id": n} for n in range(4)]
PLAN = {"country": "BR", "page": 0, "expected": 2, "orders": None, "answers": 2, "at": NOON}


def made(**given):
    return list(ck.stickers("chat-with-us", SHOP, PLACES, text="Oi", **given))


def tried(**given):
    experiment = ck.Experiment(**given)
    return experiment.recorded, experiment.arms, made(variants=experiment)


# Each door: what is called, its first arguments, its options.
DOORS = {
    "replies": (lambda *a, **k: list(ck.replies(*a, **k)), [SAID], "shop dates columns key"),
    "replies, anonymous": (
        lambda said, key: list(ck.replies(said, anonymous=True, key=key)),
        *([SAID, "k"], ""),
    ),
    "match": (lambda m, **k: ck.replies(SAID).match(m, **k), [LINES], "orders country by_text"),
    "save": (lambda p: ck.replies(SAID).match(LINES).save(p), ["a.csv"], ""),
    "report": (ck.report, [LINES, SAID], "by orders country since language shop dates"),
    "compare": (lambda *a: ck.report(LINES, SAID).compare(*a), ["Feira", "Largo"], ""),
    "group": (lambda name: ck.report(LINES, SAID)[name], ["Feira"], ""),
    "experiment": (lambda *a, **k: ck.report(LINES, SAID).experiment(*a, **k), [None], "value at"),
    "save a report": (lambda p: ck.report(LINES, SAID).save(p), ["a.html"], ""),
    "arm": (lambda name: ck.report(LINES, SAID).experiment()[name], ["a"], ""),
    "coupons": (ck.coupons, [LINES, None], ""),
    "redeem": (
        lambda *a, **k: ck.coupons(LINES).redeem(*a, **{"at": NOON} | k),
        *(["K4K6-RD2H"], "at amount by"),
    ),
    "coupons by": (lambda column: ck.coupons(LINES).by(column), ["place"], ""),
    "save coupons": (lambda p: ck.coupons(LINES).save(p), ["c.csv"], ""),
    "spending": (
        lambda *a, **k: ck.spending(*a, **PLAN | k),
        *([LINES, None], "country page piece setup expected orders answers app rates at"),
    ),
    "Experiment": (
        lambda **k: tried(**{"variants": {"a": {}, "b": {}}} | k),
        *([], "variants holdout seed key strata match begins ends expected name"),
    ),
    "Tokens": (
        lambda **k: made(token=ck.Tokens(**{"campaign": "x", "secret": "s"} | k)),
        *([], "campaign pattern key secret optional value expires"),
    ),
    "stickers": (made, [], "token variants holdout"),
    "variant": (lambda v: made(variants={"a": v, "b": {}}), [{}], ""),
    "text of a variant": (lambda v: made(variants={"a": {"text": v}, "b": {}}), ["x"], ""),
}
NONSENSE = {
    "nothing": None,
    "truth": True,
    "zero": 0,
    "below zero": -1,
    "a million millions": 10**12,
    "no number": float("nan"),
    "endless": float("inf"),
    "no words": "",
    "a word": "x",
    "a long word": "x" * 5000,
    "half an emoji": "\ud83c",
    "NUL": "\x00",
    "bytes": b"\xff",
    "an empty list": [],
    "numbers": [5],
    "a mapping": {5: 5},
    "an object": object(),
    "a path": Path("x" * 300),
    "a decimal": Decimal("NaN"),
    "a moment": datetime(2026, 1, 1),
    "a complex number": 1 + 2j,
}
CELLS = [
    *(None, "", 0, -1, 2.5, float("nan"), "x", "x" * 3000, "\ud83c", "\x00", "tomorrow"),
    *("seed=x", "seed=7 ends=never", "2026-99-99", [1], {"a": 1}, b"x", date(2026, 1, 1)),
    *(True, "9" * 400, "seed=" + "9" * 5000, object()),
]


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def told(function, *args, **options):
    """Call it: it gives something that shows itself, or says in a few words why not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = function(*args, **options)
            shown = getattr(found, "_repr_html_", str)()
            doubts = found.problems() if hasattr(found, "problems") else ""
            assert isinstance(f"{found}{shown}{doubts}", str)
    except ck.CampaignError as err:
        assert len(str(err)) < 2500
        assert err.rule


@pytest.mark.parametrize("what", NONSENSE)
@pytest.mark.parametrize("door", DOORS)
def test_whatever_is_given_it_is_answered_in_words(door, what):
    call, first, options = DOORS[door]
    value = NONSENSE[what]

    for at in range(len(first)):
        told(call, *first[:at], value, *first[at + 1 :])
    for name in options.split():
        told(call, *first, **{name: value})


def looked_at(lines):
    report = ck.report(lines, SAID)
    report.save("r.csv")
    report.save("r.html")
    report.conversations.save("c.csv")
    return report.conversations.frame


def used(lines):
    coupons = ck.coupons(lines)
    coupons.redeem("K4K6-RD2H", at=NOON, amount=5)
    coupons.save("x.csv")
    return coupons


@pytest.mark.parametrize("column", [*LINES[0], "token", "design"])
def test_whatever_a_manifest_says(column):
    for cell in CELLS:
        lines = [LINES[0] | {column: cell}, LINES[1]]
        told(looked_at, lines)
        told(lambda lines: ck.report(lines, SAID).experiment(), lines)
        told(used, lines)
        told(ck.spending, lines, **PLAN)


@pytest.mark.parametrize("column", SAID[0])
def test_whatever_a_table_of_messages_says(column):
    for cell in CELLS:
        said = [SAID[0] | {column: cell}]
        told(lambda said: list(ck.replies(said)), said)
        told(lambda said: ck.replies(said, anonymous=True, key="k").match(LINES), said)


@pytest.mark.parametrize("column", [*ORDER, "order", "reference"])
def test_whatever_a_table_of_orders_or_of_outcomes_says(column):
    for cell in CELLS:
        order = ORDER | {column: cell}
        told(lambda orders: ck.replies(SAID).match(LINES, orders=orders, country="BR"), [order])
        sold = [{"place": "Feira", "amount": 5}, {"place": "Largo"} | {column: cell}]
        told(ck.report(LINES, SAID).experiment, sold)


@pytest.mark.parametrize("column", ["code", "time", "amount", "by", "redeemed"])
def test_whatever_a_till_wrote(column):
    for cell in CELLS:
        line = {"code": "K4K6-RD2H", "time": "2026-12-01 10:00", "redeemed": "x"} | {column: cell}
        with Path("used.csv").open("w", encoding="utf-8", errors="replace", newline="") as file:
            csv.writer(file).writerows([list(line), list(line.values())])
        told(lambda: list(ck.coupons(LINES, "used.csv")))
        told(lambda: ck.coupons(LINES, "used.csv"))


def webhook():
    said = {"id": "w", "from": "551", "timestamp": "1767226740", "type": "text"}
    value = {
        "contacts": [{"profile": {"name": "Ana"}, "wa_id": "551"}],
        "messages": [said | {"text": {"body": "Oi"}}],
        "statuses": [{"id": "w", "status": "read", "timestamp": "1", "recipient_id": "5"}],
    }
    return {"entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]}


def spots(value, path=()):
    """Yield the way to every part of nested lists and mappings."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items if isinstance(value, dict | list) else ():
        yield (*path, key)
        yield from spots(inner, (*path, key)) if isinstance(inner, dict | list) else ()


def test_whatever_a_webhook_holds():
    for *way, last in spots(webhook()):
        for value in (None, 5, "x", [], {}, [None], {"a": None}, True, "9" * 400, 1e300):
            event = inner = webhook()
            for key in way:
                inner = inner[key]
            inner[last] = value
            Path("w.json").write_text(json.dumps(event))
            told(lambda: ck.replies("w.json").match(LINES))


@pytest.mark.parametrize("name", ["c.txt", "c.csv", "c.json", "c.jsonl", "c.zip", "c.xlsx"])
def test_whatever_became_of_a_file(name):
    chance = random.Random(1)
    good = b"31/12/2025 23:59 - Ana: Oi (ref K4K6-RD2H)\n[1/1/26, 12:05:09 AM] Bia: x\n" * 3
    for _ in range(20):
        damaged = bytearray(good)
        for _ in range(chance.randrange(1, 12)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        Path(name).write_bytes(damaged)
        told(lambda: ck.replies(name, dates="dmy").match(LINES))
