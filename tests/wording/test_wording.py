from __future__ import annotations

import datetime
import pickle
from datetime import date
from decimal import Decimal

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit.errors import BadInput
from campaignkit.wording import Wording, compile_text
from campaignkit.wording.values import printed

FACTS = {
    "NOME_FEIRA": "VILA FORMOSA",
    "Nome da feira": "Vila Formosa",
    "price": Decimal("1234.5"),
    "phone_e164": "+5511987654321",
    "country": "BR",
    "currency": "BRL",
    "language": "pt_BR",
    "day": date(2026, 3, 4),
    "nothing": None,
    "items": [{"name": "Pão", "price": 2}, {"name": "Bolo", "price": 12.5}],
    "long": "x" * 60_000,
}


def filled(source, **facts):
    return compile_text(source, name="title").render({**FACTS, **facts})


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime.time(8, 30), "08:30"),
        (datetime.time(8, 30, 15), "08:30:15"),
        (datetime.datetime(2026, 12, 24, 9), "2026-12-24 09:00"),
        (datetime.date(2026, 12, 24), "2026-12-24"),
        (datetime.datetime(2026, 12, 24), "2026-12-24"),  # as data frames hold a day
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (1e17, "100000000000000000"),
        (12.5, "12.5"),
    ],
)
def test_times_and_numbers_are_printed_as_people_write_them(value, said):
    for text in ("{{ at }}", "{% if at %}{{ at }}{% endif %}"):
        assert compile_text(text).render({"at": value}) == said


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Aberto!", "Aberto!"),
        ("{ 1 } % # }}", "{ 1 } % # }}"),
        ("Oi! Estou na feira {{ NOME_FEIRA }}", "Oi! Estou na feira VILA FORMOSA"),
        ("{{ NOME_FEIRA | title }}", "Vila Formosa"),
        ('{{ row["Nome da feira"] }}', "Vila Formosa"),
        ("[{{ nothing }}]", "[]"),
        ("{{ 'a' ~ nothing ~ 1 }}", "a1"),
        ("{{ price | money }}", "R$\u00a01.234,50"),
        ("{{ items[1].price | money('USD', 'en') }}", "$12.50"),
        ("{{ phone_e164 | phone }}", "(11) 98765-4321"),
        ("{{ day | date }}; {{ '2026-03-04' | date('short') }}", "4 de março de 2026; 04/03/2026"),
        ("{{ '%.2f' | format(price) }}", "1234.50"),
        ("{% for i in items %}{{ loop.index }}. {{ i.name }}\n{% endfor %}", "1. Pão\n2. Bolo\n"),
        ("{% if hours is defined %}{{ hours }}{% else %}-{% endif %}", "-"),
        ("{{ hours | default('8h') }}", "8h"),
        ("{{ items | map(attribute='name') | join(', ') }}", "Pão, Bolo"),
        ("{% set total = items | sum(attribute='price') %}{{ total }}", "14.5"),
    ],
)
def test_wording_is_jinja_over_the_facts(source, text):
    assert filled(source) == text


def test_arabic_dates_and_digits_follow_the_language():
    assert filled("{{ 24 | digits }}", language="ar_EG") == "٢٤"
    assert filled("{{ day | date }}", language="ar_EG") == "٤ مارس ٢٠٢٦"


def test_names_are_the_facts_a_text_may_ask_for():
    source = "{% for i in items %}{{ i.name }} {{ row['x'] }}{% endfor %}{{ hours | default('') }}"

    assert compile_text(source).names == {"items", "hours"}
    assert compile_text("{{ a }} {{b}}").names == {"a", "b"}
    assert compile_text("plain").names == set()


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "{{ NOME_FERA }}",
            "title: there is no fact called 'NOME_FERA'. Did you mean 'NOME_FEIRA'",
        ),
        ("a\n{{ hours }}", "title, line 2: there is no fact called 'hours'. There are: NOME_FEIRA"),
        ("a\n{{ hours | upper }}", "title, line 2: there is no fact called 'hours'"),
        ("{{ Nome_da_feira }}", r"Did you mean \{\{ row\['Nome da feira'\] \}\}"),
        ("{{ items[0].prise }}", "there is no 'prise' in that row. Did you mean 'price'"),
        ("{{ NOME_FEIRA.foo }}", "there is no 'foo' in a str"),
        ("{{ hours() }}", "there is no fact called 'hours'"),
        ("{{ items }}", "title: a list cannot be printed. Use"),
        ("{{ items | map('upper') }}", "a generator cannot be printed"),
        ("{{ NOME_FEIRA.upper }}", r"'upper' is called with \(\)"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ 'a' + 1 }}", "a text and a number cannot stand around"),
        ("{{ 'x' | money }}", "amount='x' is not a number"),
        ("{{ 'x' | date }}", "'x' is not a date. Write it as in 2026-03-04"),
        ("{{ '12' | phone }}", "a number in Brazil has 10 or 11"),
    ],
)
def test_what_cannot_be_filled_is_told_with_its_place(source, says):
    with pytest.raises(BadInput, match=says):
        filled(source)


def test_a_filter_that_follows_the_language_says_when_there_is_none():
    with pytest.raises(BadInput, match="the filter 'money' needs a fact called 'currency'"):
        compile_text("{{ 5 | money }}").render({})


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("a\n{{ NOME", r"title \(a\.toml\), line 2: something is missing at its end"),
        ("{% if NOME_FEIRA %}Oi", "something is missing at its end"),
        ("{{ 1 +", "something is missing at its end"),
        ("{# later", "something is missing at its end"),
        ("{{ 1 + }}", "something is missing at its end"),
        ("{{ (1 }}", r"'}' is not expected there\. Check"),
        ("{% if %}", "Expected an expression"),
        ("{{ x | titel }}", "No filter named 'titel'. Did you mean 'title'"),
        ("{{ x | centre }}", "There are: abs, capitalize, count"),
        ("{% macro f() %}{% endmacro %}", "'macro' is not for wording, which has if, for, set"),
        ("{% import 'a.j2' as a %}", "'import' is not for wording"),
        ("{% extends 'a.j2' %}", "'extends' is not for wording"),
        ("{% set x %}{% endset %}", "'assignblock' is not for wording"),
        ("{{" + "(" * 5000 + "1" + ")" * 5000 + "}}", "nested too deep"),
        ("x" * 100_001, "has 100,001 characters; at most 100,000"),
        (7, "title=7 is not text"),
    ],
)
def test_what_is_no_wording_is_refused_with_its_line(source, says):
    with pytest.raises(BadInput, match=says):
        compile_text(source, name="title", path="a.toml")


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''.__class__ }}",
        "{{ NOME_FEIRA | attr('__class__') }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ items.append(1) }}",
        "{{ items[0].update({'name': 'x'}) }}",
        "{{ namespace(a=1) }}",
        "{{ lipsum() }}",
        "{{ self.__init__ }}",
        "{{ range.__globals__ }}",
        "{% include '../pyproject.toml' %}",
        "{% include '/etc/passwd' %}",
        "{% include 'x/../../a.j2' %}",
        "{% include NOME_FEIRA %}",
    ],
)
def test_the_sandbox_has_no_way_out(source):
    with pytest.raises(BadInput):
        filled(source)
    assert FACTS["items"][0]["name"] == "Pão"


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'x' * 10 ** 9 }}",
        "{{ 10 ** 9 * 'x' }}",
        "{{ [1] * 10 ** 9 }}",
        "{{ (9 ** 999) ** 999 }}",
        "{{ range(10 ** 9) | join }}",
        "{{ 'x'.ljust(10 ** 9) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%1000000000d' | format(1) }}",
        "{{ '%*d' | format(10 ** 9, 1) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ long ~ long }}",
        "{{ long + long }}",
        "{{ long | replace('x', long) }}",
        "{{ long.replace('x', long) }}",
        "{{ range(1000) | join(long) }}",
        "{{ 1.5 | round(10 ** 9) }}",
        "{% set a = [1] %}{% set a = [a, a] %}",
        "{% set a = 'xy' %}" + "{% set a = a ~ a %}" * 60,
        "{% set a = [1, 2] %}" + "{% set a = a + a %}" * 60,
        "{% for i in range(1000) %}{{ long }}{% endfor %}",
        "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}"
        "{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in range(999) %}{% for b in range(999) %}{% set z = long.split('x') %}"
        "{% endfor %}{% endfor %}",
    ],
)
def test_no_wording_runs_long_or_grows_without_end(source, ends):
    refused = pytest.raises(
        BadInput, match=r"at most|too long|wider|call|places|more than|a list within"
    )

    with ends(), refused:
        filled(source)


def test_a_compiled_text_pickles_and_is_made_once():
    for source in ("plain", "Oi {{ NOME_FEIRA }}", "{{ NOME_FEIRA | title }}"):
        wording = compile_text(source)

        assert pickle.loads(pickle.dumps(wording)).render(FACTS) == wording.render(FACTS)
        assert compile_text(source) is wording


def test_what_ships_can_be_included(monkeypatch, tmp_path):
    from campaignkit import resources

    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "footer.txt.j2").write_text("-- {{ NOME_FEIRA }}")
    monkeypatch.setattr(resources, "root", lambda: tmp_path)

    assert filled("Oi! {% include 'messages/footer.txt.j2' %}") == "Oi! -- VILA FORMOSA"


PIECES = st.sampled_from(
    [
        *("{{ a }}", "{{b}}", "{{\na }}", "{{ _c }}", "{{ ação }}", "{{ missing }}", "{{- a }}"),
        *("{", "}", "{{", "}}", "%}", " ", "x", "\n", "\r\n"),
        *("{{ true }}", "{{ none }}", "{{ 1 }}", "{# a #}"),
    ]
)
VALUES = st.one_of(
    st.text(max_size=5),
    st.integers(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.none(),
)


@given(st.lists(PIECES, max_size=8).map("".join), VALUES, VALUES)
def test_text_with_names_in_it_is_filled_as_jinja_fills_it(source, a, b):
    facts = {"a": a, "b": b, "_c": "c", "ação": "é"}
    plain = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: printed(value) if value is None or type(value) is float else value,
    )
    try:
        expected = plain.from_string(source).render(facts)
    except jinja2.TemplateError:
        expected = None

    try:
        made = Wording(source, name="text", path=None).render(facts)
    except BadInput:
        made = None

    assert made == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"Ana", bytearray(b"Ana")])
def test_what_has_no_text_is_refused(value):
    with pytest.raises(BadInput, match=r"has no text\. Write what is meant"):
        compile_text("{{ it }}").render({"it": value})


@pytest.mark.parametrize(
    ("hours", "rows"),
    [
        ("Mon–Fri 7–18; Sat 8–14", ["Mon–Fri\u20037–18", "Sat\u20038–14"]),
        ("Seg–sex, 6h–20h · Sáb 7h–18h", ["Seg–sex\u20036h–20h", "Sáb\u20037h–18h"]),
        ("السبت–الخميس ٨–٢٢؛ الجمعة ١٤–٢٢", ["السبت–الخميس\u2003٨–٢٢", "الجمعة\u2003١٤–٢٢"]),
        ("Seg 8–18; Domingo: fechado", ["Seg\u20038–18", "Domingo\u2003fechado"]),
        ("Mon 9–12, 14–18\nSat by appointment", ["Mon 9–12, 14–18", "Sat by appointment"]),
        ("Todo dia, 6h às 20h", ["Todo dia, 6h às 20h"]),
        ("24 h", ["24 h"]),
    ],
)
def test_opening_hours_are_a_table_where_two_entries_have_days_and_times(hours, rows):
    assert (
        compile_text("{{ hours | timetable }}", name="hours").render({"hours": hours}).split("\n")
        == rows
    )
