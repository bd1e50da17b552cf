"""Who is written to: consents with their proof, quiet hours, a person once and in one language."""

from __future__ import annotations

import datetime
import json
import random
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from campaignkit.assets.template import MessageTemplate, people_twice
from campaignkit.errors import BadInput
from campaignkit.messaging import rules
from campaignkit.messaging.consent import Consents, QuietHours
from campaignkit.messaging.templates import Body, OneTimeCode

BRAZIL = ZoneInfo("America/Sao_Paulo")
NOON = datetime.datetime(2026, 11, 30, 12, tzinfo=BRAZIL)  # a Monday
NIGHT = NOON.replace(hour=23)
NEWS = MessageTemplate("news", language="pt_BR", body="Temos novidades para você hoje.")
ANA, BIA, CAIO = "+5511987654321", "+5511987654322", "+5511987654323"


def person(phone=ANA, **changes):
    yes = {"phone": phone, "when": "2026-03-04", "how": "balcão", "wording": "Quero novidades"}
    return {**yes, **changes}


def bound(rows, consent=None, **more):
    table = [{"to": to} if isinstance(to, str) else to for to in rows]
    return NEWS.bind(table, to="to", consent=[person()] if consent is None else consent, **more)


def held(made):
    return {number: problem.rule.removeprefix("consent.") for number, problem in made.held.items()}


def test_those_who_agreed_are_written_to_and_the_others_are_held_back():
    made = bound([ANA, BIA])

    assert [payload["to"] for payload in made.payloads()] == [ANA]
    assert held(made) == {2: "none"}
    (problem,) = made.problems()
    assert (problem.where.row, problem.where.column) == (2, "to")
    assert "held back" in repr(made)


def test_every_row_has_an_outcome_and_a_held_one_no_payload():
    made = bound([ANA, BIA, "nope"])

    assert [(each.row, each.status, each.to) for each in made.outcomes()] == [
        (1, "send", ANA),
        (2, "held", BIA),
        (3, "failed", None),
    ]
    sent, kept, failed = made.outcomes()
    assert sent.payload["to"] == ANA
    assert kept.payload is failed.payload is None
    assert "has given no consent" in str(kept.problems)
    assert [payload["to"] for payload in made.payloads(check=False)] == [ANA]


@pytest.mark.parametrize("status", ["opt-out", "OUT", "não", "STOP", "لا", "नहीं", False, 0])
def test_the_last_word_counts(status):
    table = [person(status="opt-in"), person(when="2026-05-01", how="chat", status=status)]

    (problem,) = bound([ANA], table).problems()
    assert problem.rule == "consent.opted-out"
    assert "took the consent back on 2026-05-01 (chat): row 2 of the consents" in problem.message
    again = [*table, person(when="2026-06-01", status="sim")]
    assert not bound([ANA], again).held


def test_on_the_same_moment_and_without_one_a_no_counts():
    same = [person(status="no"), person(status="yes")]
    timeless = [person(status="yes", when="2026-09-01"), person(status="no", when=None)]

    assert held(bound([ANA], same)) == held(bound([ANA], timeless)) == {1: "opted-out"}


def test_a_column_with_the_day_of_an_opt_out_is_understood():
    table = [person(opt_out="2026-05-01"), person(BIA, opt_out=None)]

    assert held(bound([ANA, BIA], table)) == {1: "opted-out"}


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [({"when": None}, "when"), ({"how": " "}, "how"), ({"when": "", "how": None}, "when and how")],
)
def test_a_yes_needs_proof(changes, lacks):
    (problem,) = bound([ANA], [person(**changes)]).problems()

    assert problem.rule == "consent.no-proof"
    assert problem.message == f"the consent of {ANA} does not say {lacks}: row 1 of the consents."


def test_a_consent_given_after_the_send_is_none():
    table = [person(when="2026-12-24")]

    assert held(bound([ANA], table, at=NOON)) == {1: "none"}
    assert not bound([ANA], table).held


def test_numbers_are_compared_as_accounts_however_they_are_written():
    spelled = ["(11) 98765-4321", 5511987654321, "+55 11 98765 4321"]

    for written in spelled:
        table = [person(written)]
        assert not bound([ANA], table, country="BR").held
    assert not bound(["+5571981234567"], [person("+557181234567")]).held
    assert not bound(["BR.1349"], [person("BR.1349")]).held


def test_the_columns_may_be_called_otherwise():
    table = [{"TEL": ANA, "DATA": "2026-03-04", "ONDE": "loja"}]
    columns = {"person": "TEL", "when": "DATA", "how": "ONDE"}

    assert not NEWS.bind([{"to": ANA}], to="to", consent=Consents.read(table, columns=columns)).held


def test_a_table_of_consents_may_be_a_file(tmp_path):
    file = tmp_path / "yes.csv"
    file.write_text(f"telefone,quando,origem\n{ANA},2026-03-04,feira\n", encoding="utf-8")

    assert not NEWS.bind([{"to": ANA}], to="to", consent=file).held


def test_what_cannot_be_read_in_the_table_is_told_and_counts_for_nobody():
    table = [person("nope"), person(BIA, status="perhaps"), person(CAIO, when="ontem")]

    made = bound([BIA, CAIO], table)
    told = {problem.rule: problem for problem in made.problems() if problem.where.file}
    assert set(told) == {"consent.person", "consent.status", "consent.when"}
    assert told["consent.person"].where.row == 1
    assert held(made) == {1: "opted-out", 2: "no-proof"}
    assert not made.problems().errors


def test_consents_without_their_words_are_counted():
    (problem,) = Consents.read([person(wording=None), person(BIA)]).problems()

    assert problem.rule == "consent.wording"
    assert "1 consents do not say in which words" in problem.message


@pytest.mark.parametrize(
    ("read", "says"),
    [
        (lambda: Consents.read([{"name": "Ana"}]), "no column with phone numbers"),
        (lambda: Consents.read([person()], columns={"person": "TEL"}), "no column 'TEL'"),
        (lambda: Consents.read([person()], columns={"whom": "TEL"}), "has no 'whom'"),
        (lambda: NEWS.bind([{"to": ANA}], consent=[person()]), "name their column"),
        (lambda: bound([ANA], at=datetime.datetime(2026, 12, 1, 9)), "is no moment"),
        (lambda: bound([ANA], at=NOON, quiet="late"), "are no hours"),
        (lambda: NEWS.bind([{"to": ANA}], to="to", quiet="22:00-07:00"), "needs the moment"),
        (lambda: bound([ANA], at=NOON, quiet={"Atlantis": ""}), "Atlantis"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(read, says):
    with pytest.raises(BadInput, match=says):
        read()


def test_a_quiet_hour_is_that_of_the_number():
    made = bound([ANA, "+33612345678"], [person(), person("+33612345678")], at=NIGHT)

    assert held(made) == {1: "quiet-hours", 2: "quiet-hours"}
    assert "it is 23:00 in America/Sao_Paulo" in made.held[1].message
    assert "it is 03:00 in Europe/Paris" in made.held[2].message
    assert not bound([ANA], at=NOON).held


def test_countries_have_their_own_hours_and_sundays():
    at = {
        "sunday": datetime.datetime(2026, 11, 29, 15, tzinfo=datetime.UTC),
        "saturday": datetime.datetime(2026, 11, 28, 21, tzinfo=datetime.UTC),
        "monday": datetime.datetime(2026, 11, 30, 15, tzinfo=datetime.UTC),
    }
    colombia = "+573211234567"

    quiet = QuietHours.of(None)
    assert quiet.broken(colombia, at["sunday"]) is not None
    assert quiet.broken(colombia, at["saturday"]) is not None  # 16:00 there
    assert quiet.broken(colombia, at["monday"]) is None
    assert "Ley 2300" in bound([colombia], [person(colombia)], at=at["sunday"]).held[1].source


def test_quiet_hours_can_be_others_or_none():
    assert held(bound([ANA], at=NOON, quiet="11:00-13:00")) == {1: "quiet-hours"}
    assert not bound([ANA], at=NIGHT, quiet=False).held
    assert not bound([ANA], at=NIGHT, quiet={"BR": "", "*": "00:00-00:00"}).held
    assert held(bound([ANA], at=NOON, quiet={"BR": "", "*": "00:00-00:00"})) == {}


def test_a_user_id_has_the_hours_of_its_country():
    india = "IN.1349"

    made = bound(
        [india], [person(india)], at=datetime.datetime(2026, 11, 30, 3, tzinfo=datetime.UTC)
    )
    assert "it is 08:30 in Asia/Kolkata" in made.held[1].message


def test_one_time_codes_are_sent_at_any_hour():
    code = MessageTemplate(
        "otp", language="pt_BR", category="AUTHENTICATION", body=Body(), buttons=[OneTimeCode()]
    )
    assert not code.bind([{"to": ANA, "code": "1"}], to="to", at=NIGHT).held


def test_a_person_twice_is_written_to_once():
    made = bound([ANA, "+55 (11) 98765-4321"])

    assert held(made) == {2: "duplicate"}
    assert "is the person of row 1" in made.held[2].message
    assert not bound([ANA, ANA], repeats=True).held
    assert not NEWS.bind([{"to": ANA}] * 2, to="to").held  # orders may be several


def test_a_person_in_two_languages_is_told():
    rows = [{"to": ANA, "idioma": "pt_BR"}, {"to": ANA, "idioma": "es"}]

    made = bound(rows)
    assert held(made) == {2: "two-languages"}
    assert "in 'es' here, in 'pt' in row 1" in made.held[2].message
    assert held(bound(rows, repeats=True)) == {2: "two-languages"}
    named = [{"to": ANA, "fala": "pt-br"}, {"to": ANA, "fala": "pt"}]
    assert held(bound(named, language="fala")) == {2: "duplicate"}


def test_a_person_of_two_sends_is_told_and_in_which_languages():
    spanish = NEWS.with_(language="es", body="Tenemos novedades para ti hoy.")
    one = NEWS.bind([{"to": ANA}, {"to": BIA}], to="to")
    two = spanish.bind([{"to": CAIO}, {"to": "+55 11 98765-4321"}], to="to")
    three = NEWS.bind([{"to": BIA}], to="to")

    told = people_twice(one, two, three)
    assert [(p.rule, p.where.key, p.where.row) for p in told] == [
        ("consent.two-languages", "news[es]", 2),
        ("consent.duplicate", "news[pt_BR]", 1),
    ]
    assert "in 'es' here, in 'pt' in row 1 of news[pt_BR]" in told[0].message
    assert not people_twice(one, NEWS.bind([{"to": CAIO}], to="to"))


def test_saved_payloads_are_those_of_the_rest(tmp_path):
    bound([ANA, BIA]).save(tmp_path / "a.jsonl")

    (line,) = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["to"] == ANA


def test_every_rule_of_consent_has_a_case():
    text = Path(__file__).read_text("utf-8")
    known = {name.removeprefix("consent.") for name in rules.every() if name.startswith("consent.")}
    assert {name for name in known if f'"{name}"' not in text and f".{name}" not in text} == set()


def planted(seed=7, count=10_000, faults=300):
    """Return rows, consents, and which rows have which planted fault, 60 of each kind."""
    chance = random.Random(seed)
    people = [f"+55{11 + n // 2500}9{80_000_000 + n * 7:08d}" for n in range(count)]
    rows = [{"to": phone, "language": "pt_BR"} for phone in people]
    yes = {phone: person(phone, status="in") for phone in people}
    table = list(yes.values())
    at = chance.sample(range(1, count), faults)
    kinds = ("none", "opted-out", "quiet-hours", "duplicate", "two-languages")
    wanted = {}
    gone, extra = set(), []
    untouched = [n for n in range(count) if n not in set(at)]
    for place, number in enumerate(sorted(at)):
        kind = kinds[place % len(kinds)]
        wanted[number + 1] = kind
        earlier = chance.choice([n for n in untouched[:50] if n < number] or [0])
        if kind == "none":
            gone.add(people[number])
        elif kind == "opted-out":
            extra.append(person(people[number], status="out", when="2026-06-01"))
        elif kind == "quiet-hours":
            abroad = f"+6141{number:07d}"  # Australia: past midnight at noon in Brazil
            rows[number] = {"to": abroad, "language": "en"}
            extra.append(person(abroad, status="in"))
        else:
            spelled = (
                people[earlier].replace("+55", "0055 (0)")
                if kind == "duplicate"
                else people[earlier]
            )
            rows[number] = {"to": spelled, "language": "pt" if kind == "duplicate" else "es"}
    table = [row for row in table if row["phone"] not in gone] + extra
    chance.shuffle(table)
    return rows, table, wanted


def test_all_of_300_planted_faults_in_10_000_rows_are_found_and_nothing_else():
    rows, table, wanted = planted()

    made = NEWS.bind(rows, to="to", consent=table, at=NOON)
    assert held(made) == wanted
    assert sum(1 for _ in made.payloads()) == len(rows) - len(wanted)


def test_one_person_in_two_languages_is_told_without_a_table_of_consents():
    rows = [{"to": "+5511987654321", "l": "pt"}, {"to": "+5511987654321", "l": "es"}]
    news = MessageTemplate("n", language="en", body="There is news for you today.")

    for repeats in (True, False):
        (problem,) = news.bind(rows, to="to", language="l", repeats=repeats).problems()
        assert problem.rule == "consent.two-languages"
        assert "in 'es' here, in 'pt' in row 1" in problem.message
    with pytest.raises(BadInput, match="language='zz' is no column"):
        news.bind(rows, to="to", language="zz")
    with pytest.raises(BadInput, match="service_until='nope' is no column"):
        news.bind(rows, to="to").cost(service_until="nope")


def test_a_day_that_cannot_be_read_is_told_as_that():
    given = [{"phone": "+5511987654321", "when": "04/03/2026", "how": "balcão"}]
    news = MessageTemplate("n", language="en", body="There is news for you today.")

    found = news.bind([{"to": "+5511987654321"}], to="to", consent=given).problems()
    (held,) = [each for each in found if each.rule == "consent.no-proof"]
    assert "when ('04/03/2026' cannot be read as a day)" in held.message


def days(*said):
    return [person(phone, when=when) for phone, when in zip((ANA, BIA, CAIO), said, strict=False)]


def test_one_day_above_twelve_tells_how_all_of_a_table_are_written():
    consents = Consents.read(days("04/03/2026", "25/03/2026 9:30"))

    assert consents.last(ANA).when == datetime.datetime(2026, 3, 4, tzinfo=datetime.UTC)
    assert consents.last(BIA).when == datetime.datetime(2026, 3, 25, 9, 30, tzinfo=datetime.UTC)
    assert not consents.problems()


def test_days_that_may_be_two_are_asked_for_once_and_are_no_proof():
    table = days("04/03/2026", "5.6.2026", "07-08-26")

    (asked,) = Consents.read(table).problems()
    made = bound([ANA, BIA, CAIO], consent=table)

    assert asked.rule == "consent.day-or-month"
    assert asked.message == (
        "'04/03/2026' is 2026-03-04 or 2026-04-03, and nothing in the table tells which: 3 rows "
        "have no proof."
    )
    assert held(made) == {1: "no-proof", 2: "no-proof", 3: "no-proof"}


@pytest.mark.parametrize(("dates", "month"), [("day-first", 3), ("month-first", 4)])
def test_who_says_how_days_are_written_is_not_asked(dates, month):
    consents = Consents.read(iter(days("04/03/2026")), dates=dates)

    assert consents.last(ANA).when.month == month
    assert not consents.problems()
    assert bound([ANA], consent=consents).payloads()


def test_a_day_that_is_two_alike_is_no_question():
    assert not Consents.read(days("05/05/2026")).problems()


def test_days_of_both_kinds_in_one_table_are_told_one_by_one():
    told = [each.rule for each in Consents.read(days("25/03/2026", "03/25/2026")).problems()]

    assert told == ["consent.when", "consent.when"]


def test_dates_are_day_first_or_month_first():
    with pytest.raises(BadInput, match="Use 'day-first'"):
        Consents.read(days("04/03/2026"), dates="dmy")
