"""Ready wording: every message in every language, and what happens with wrong facts."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

import pytest

from campaignkit import locales
from campaignkit.business import Business
from campaignkit.errors import BadInput, NotFound
from campaignkit.messaging import markup
from campaignkit.messaging.markup import Marked, bold
from campaignkit.messaging.wordings import check_facts, find, languages, names, takes, write

SHOP = Business(
    "Padaria Sol",
    phone="(11) 98765-4321",
    country="BR",
    language="pt_BR",
    hours="8–18h",
    address="Rua das Flores, 12",
)
BARE = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
FACTS = {
    "customer": "Ana",
    "order": "A-17",
    "items": 3,
    "total": Decimal("1500.50"),
    "minutes": 20,
    "track": "https://sol.example/t/17",
    "due": datetime.date(2026, 7, 4),
    "pay": "https://sol.example/pay",
    "product": "Pão de queijo",
    "price": "4.50",
    "link": "https://sol.example",
    "products": 11,
    "day": datetime.date(2026, 7, 4),
    "time": "15:30",
    "service": "Bolo",
    "offer": "10%",
    "until": "2026-07-04",
    "code": "SOL10",
    "map": "https://sol.example/map",
    "fee": "0",
    "ways": "Pix",
}
EVERY = [(language, name) for language in languages() for name in names(language)]
WANTED = {
    *("greeting", "away", "order-received", "order-ready", "out-for-delivery"),
    *("payment-reminder", "back-in-stock", "catalog-share", "appointment", "review-request"),
    *("opt-in", "opt-out", "seasonal-offer"),
}


def facts_of(name, language, *, optional=True):
    script = find(name, language)
    known = script.needed | (script.optional if optional else set())
    return {key: FACTS[key] for key in known}


def text_of(name, language="en", shop=SHOP, **facts):
    return write(name, shop, facts, language=language).text


def test_there_are_five_languages_with_the_same_messages():
    assert languages() == ["ar", "en", "es", "hi", "pt_BR"]
    for language in languages():
        assert set(names(language)) == set(names("en"))
        assert set(names(language)) >= WANTED
        assert sum(name.startswith("quick-reply-") for name in names(language)) >= 3


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_every_message_reads_well_with_all_facts_and_with_the_needed_ones(language, name):
    for optional in (True, False):
        said = write(name, SHOP, facts_of(name, language, optional=optional), language=language)

        assert said.language == language
        assert not markup.advice(said.text)
        assert not re.search(r"\n\n\n|[{}]|None| [,.!?;:।،]| $", said.text, re.MULTILINE)
        assert len(said.text) <= 1024


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_the_languages_of_a_message_ask_for_the_same_facts(language, name):
    theirs, ours = find(name, language), find(name, "en")

    assert (theirs.needed, theirs.optional) == (ours.needed, ours.optional)


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_a_hostile_name_changes_no_formatting(language, name):
    facts = facts_of(name, language)
    calm = markup.parse(write(name, SHOP, facts, language=language).text)
    wild = {k: f"*{v}_ ~" if k in ("customer", "order") else v for k, v in facts.items()}

    hostile = markup.parse(write(name, SHOP, wild, language=language).text)
    assert shape(hostile) == shape(calm)


def shape(tree):
    return [
        [type(part).__name__ + getattr(part, "mark", "") for part in line.children]
        for line in tree.lines
    ]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "منتج واحد"),
        (2, "منتجان"),
        (3, "3 منتجات"),
        (11, "11 منتجًا"),
        (100, "100 منتج"),
    ],
)
def test_arabic_has_a_form_for_every_number(count, said):
    assert said in text_of("order-received", "ar", order="1", items=count).split("\n")[1]


@pytest.mark.parametrize(
    ("language", "one", "three"),
    [
        ("en", "1 item", "3 items"),
        ("pt_BR", "1 item", "3 itens"),
        ("es", "1 artículo", "3 artículos"),
    ],
)
def test_one_is_singular(language, one, three):
    for count, said in ((1, one), (3, three)):
        assert (
            text_of("order-received", language, order="1", items=count)
            .split("\n")[1]
            .endswith(said)
        )


def test_money_and_dates_are_written_as_the_language_writes_them():
    text = text_of("payment-reminder", "pt_BR", total="1500.5", due="2026-07-04")

    assert "R$\u00a01.500,50" in text
    assert "4 de julho de 2026" in text


def test_the_currency_may_be_another():
    assert "US$\u00a05,00" in text_of("order-received", "pt_BR", order="1", total=5, currency="USD")


def test_nought_is_an_amount():
    assert "R$" in text_of("quick-reply-delivery", "pt_BR", fee=0)


def test_a_sign_of_a_foreign_currency_keeps_its_order_in_arabic():
    assert "\u2066R$\u2069" in text_of("order-received", "ar", order="1", total="5")


def test_addresses_in_arabic_stay_bare_so_that_phones_link_them():
    text = text_of("catalog-share", "ar", link="https://sol.example/catalogo?x=1")

    assert "\nhttps://sol.example/catalogo?x=1\n" in text
    assert locales.direction("ar") == "rtl"


def test_formatting_that_is_meant_is_kept():
    text = text_of("seasonal-offer", offer=Marked("10% off"), code="A", customer=bold("Ana"))

    assert text.startswith("Hi *Ana*!")


@pytest.mark.parametrize("facts", [{}, {"order": None}, {"order": " "}])
def test_a_missing_fact_is_named_with_the_facts_there_are(facts):
    with pytest.raises(BadInput, match=r"'order' is missing\. Its facts: customer\?, order\."):
        text_of("order-ready", **facts)


def test_a_misspelled_fact_is_matched_with_the_missing_one():
    with pytest.raises(BadInput, match=r"'order' is missing\. Did you mean it by 'ordr'"):
        text_of("order-ready", ordr="A-17")


def test_a_fact_that_is_not_used_is_named_with_the_nearest():
    with pytest.raises(BadInput, match=r"no fact 'custumer' in it\. Did you mean 'customer'"):
        text_of("order-ready", order="A-17", custumer="Ana")


def test_every_wrong_fact_is_told_at_once():
    with pytest.raises(BadInput) as caught:
        text_of("appointment", tim="9:00", colour="red")

    assert "'day' is missing" in str(caught.value)
    assert "'time' is missing. Did you mean it by 'tim'" in str(caught.value)
    assert "no fact 'colour'" in str(caught.value)


def test_a_fact_that_the_shop_lacks_may_be_given_or_is_asked_for():
    assert "8–18h" in text_of("quick-reply-hours", shop=BARE, hours="8–18h")
    with pytest.raises(BadInput, match="the fact 'hours' is missing"):
        text_of("quick-reply-hours", shop=BARE)


def test_a_fact_that_the_shop_lacks_is_left_out_where_it_may_be():
    assert "🕗" not in text_of("away", shop=BARE)
    assert "🕗" in text_of("away", shop=SHOP)


def test_a_count_that_is_no_number_is_refused():
    with pytest.raises(BadInput, match="items='many' is not a number"):
        text_of("order-received", order="1", items="many")


def test_an_unknown_message_is_named_with_the_nearest():
    with pytest.raises(NotFound, match="Did you mean 'order-ready'"):
        text_of("order-redy", order="1")


@pytest.mark.parametrize(
    ("asked", "found"), [("pt_PT", "pt_BR"), ("es_MX", "es"), ("ar_EG", "ar"), ("sw", "en")]
)
def test_the_nearest_language_answers(asked, found):
    assert write("greeting", SHOP, {}, language=asked).language == found


def test_a_file_of_ones_own_works_the_same(tmp_path):
    file = tmp_path / "bake.txt.j2"
    file.write_text(
        "{# facts: kilos, note? #}\n"
        "Mix *{{ kilos }}* kilo{% if kilos_form != 'one' %}s{% endif %}.\n"
        "{% if note %}\n\n{{ note }}\n{% endif %}\nBye\n",
        encoding="utf-8",
    )

    assert write(str(file), SHOP, {"kilos": 2}, language="en").text == "Mix *2* kilos.\nBye"
    assert (
        write(str(file), SHOP, {"kilos": 1, "note": "*"}, language="en").text
        == "Mix *1* kilo.\n\n∗\nBye"
    )
    with pytest.raises(BadInput, match="'kilos' is missing"):
        write(str(file), SHOP, {}, language="en")


def test_a_file_without_a_list_of_facts_says_what_it_misses_and_where(tmp_path):
    file = tmp_path / "own.txt.j2"
    file.write_text("{% if true %}\nHello {{ who }}\n{% endif %}\n", encoding="utf-8")

    assert write(str(file), SHOP, {"who": "Ana"}, language="en").text == "Hello Ana"
    with pytest.raises(BadInput, match="line 2: there is no fact called 'who'"):
        write(str(file), SHOP, {}, language="en")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFound, match="there is no message file"):
        write(str(tmp_path / "no.txt.j2"), SHOP, {}, language="en")


def test_what_the_shop_has_not_said_may_be_left_out_if_the_message_can_do_without():
    with pytest.raises(BadInput, match=r"Its facts: address\?, customer\?, hours\?, order\."):
        write("order-ready", BARE, {}, language="en")


def test_a_message_takes_what_it_is_about_and_not_what_the_shop_knows(tmp_path):
    path = tmp_path / "mine.txt.j2"
    path.write_text("{{ who }}, {{ n }} {{ n_form }} · {{ shop }} {{ phone }} {{ total | money }}")

    assert takes(find("order-received", "en"), SHOP) == {"customer", "order", "items", "total"}
    assert takes(find(str(path), "en"), SHOP) == {"who", "n", "total"}


def test_names_of_facts_are_checked_before_there_are_any():
    script = find("order-ready", "en")

    check_facts(script, SHOP, {"order", "customer"})
    with pytest.raises(BadInput, match=r"the fact 'order' is missing\. Did you mean it by 'ordre'"):
        check_facts(script, SHOP, {"ordre"})
