from __future__ import annotations

from decimal import Decimal

import pytest

from campaignkit import locales
from campaignkit.errors import BadInput

# WhatsApp's languages for message templates: Meta, "Supported languages" (November 2025).
WHATSAPP = """af sq ar ar_EG ar_AE ar_LB ar_MA ar_QA az be_BY bn bn_IN bg ca zh_CN zh_HK zh_TW hr cs
da prs_AF nl nl_BE en en_GB en_US en_AE en_AU en_CA en_GH en_IE en_IN en_JM en_MY en_NZ en_QA en_SG
en_UG en_ZA et fil fi fr fr_BE fr_CA fr_CH fr_CI fr_MA ka de de_AT de_CH el gu ha he hi hu id ga it
ja kn kk rw_RW ko ky_KG lo lv lt mk ms ml mr nb ps_AF fa pl pt_BR pt_PT pa ro ru sr si_LK sk sl es
es_AR es_CL es_CO es_CR es_DO es_EC es_HN es_MX es_PA es_PE es_ES es_UY sw sv ta te th tr uk ur uz
vi zu"""
# CLDR calls these otherwise: zh_CN is "Simplified Chinese (China)", prs is fa_AF; it has no en_QA.
CALLED = [each for each in WHATSAPP.split() if not each.startswith(("zh_", "prs", "en_QA"))]


@pytest.mark.parametrize("language", WHATSAPP.split())
def test_every_language_of_whatsapp_is_known_and_spelled_as_whatsapp_spells_it(language):
    assert locales.parse(language.replace("_", "-").lower()) == language
    assert locales.money(Decimal("12.5"), "USD", language)
    assert (locales.direction(language) == "rtl") == (
        language.partition("_")[0] in {"ar", "fa", "he", "ps", "prs", "ur"}
    )


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("portugese", "Did you mean 'pt'"),
        ("pt_XQ", "'XQ' is no country"),
        ("", "is no language"),
        ("../en", "is no language"),
        ("Klingon", "neither its code nor its name. Write it as in pt_BR"),
        ("Brasil", "neither its code nor its name. Write it as in pt_BR"),
        (None, "is not text"),
    ],
)
def test_an_unknown_language_is_refused_with_a_hint(language, says):
    with pytest.raises(BadInput, match=says):
        locales.parse(language)


@pytest.mark.parametrize(
    ("written", "language"),
    [
        *(("Português", "pt"), ("PORTUGUES ", "pt"), ("Portuguese", "pt"), ("Portugis", "pt")),
        *(("العربية", "ar"), ("اللغة العربية", "ar"), ("عربي", "ar"), ("árabe", "ar")),
        *(("हिन्दी", "hi"), ("हिंदी", "hi"), ("Hindi", "hi"), ("Inglês", "en"), ("anglais", "en")),
        *(("Deutsch", "de"), ("中文", "zh"), ("Kiswahili", "sw"), ("Bahasa Indonesia", "id")),
        *(("Español (México)", "es_MX"), ("Spanish - Mexico", "es_MX"), ("ES-MX", "es_MX")),
        *(("Brazilian Portuguese", "pt_BR"), ("Portuguese (Brazilian)", "pt_BR")),
        *(("português do Brasil", "pt_BR"), ("PT (BR)", "pt_BR"), ("pt_Brasil", "pt_BR")),
        *(("English (UK)", "en_GB"), ("en-UK", "en_GB"), ("US English", "en_US")),
        *(("Deutsch (Österreich)", "de_AT"), ("Chinese (Simplified)", "zh_Hans")),
        *(("eng", "en"), ("por", "pt"), ("iw", "he"), ("Farsi", "fa"), ("PT", "pt")),
    ],
)
def test_a_language_may_be_called_as_people_call_it(written, language):
    assert locales.parse(written) == language


def test_what_languages_are_called_tells_them_apart():
    for within in ("en", "pt", "es", "ar", "hi", "fr", "id"):
        for language in (*CALLED, "es_419"):
            assert locales.parse(locales.language_name(language, within=within)) == language


def test_every_language_may_be_called_as_it_calls_itself():
    for language in CALLED:
        assert locales.parse(locales.language_name(language)) == language


@pytest.mark.parametrize(
    ("written", "named"),
    [
        *(("English / Spanish", "en, es"), ("Português e Inglês", "pt, en"), ("hi, en", "hi, en")),
        ("isiNdebele", "nd, nr"),  # of the north, of the south
    ],
)
def test_of_several_languages_none_is_chosen(written, named):
    with pytest.raises(BadInput, match=f"several languages: {named}. Write one") as caught:
        locales.parse(written)

    assert caught.value.rule == "language.several"


@pytest.mark.parametrize(
    ("country", "says"),
    [
        ("Brzil", r"Did you mean 'BR' \(Brazil\)"),
        ("XX", "Write it as in BR"),
        ("", "Write it as in BR"),
        ("EU", "neither its code"),
        ("Atlantis", "neither its code"),
        (None, "is not text"),
    ],
)
def test_an_unknown_country_is_refused_with_the_code_of_the_nearest(country, says):
    with pytest.raises(BadInput, match=says):
        locales.country(country)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *(("Brazil", "BR"), ("Brasil", "BR"), ("BRASIL ", "BR"), ("bra", "BR"), ("UK", "GB")),
        *(("India", "IN"), ("Índia", "IN"), ("भारत", "IN"), ("مصر", "EG"), ("Égypte", "EG")),
        *(("Egypte", "EG"), ("Emirados Árabes Unidos", "AE"), ("السعودية", "SA"), ("UAE", "AE")),
        *(("Deutschland", "DE"), ("日本", "JP"), ("Côte d'Ivoire", "CI"), ("EE.UU.", "US")),
        *(("الإمارات العربية المتحدة", "AE"), ("México", "MX"), ("Estados Unidos", "US")),
    ],
)
def test_a_country_may_be_called_as_people_call_it(written, code):
    assert locales.country(written) == code


def test_what_countries_are_called_tells_them_apart():
    for language in ("en", "pt", "es", "ar", "hi", "fr"):
        for code in locales.countries():
            assert locales.country(locales.country_name(code, language)) == code


def test_every_country_has_a_currency_a_paper_and_a_name_in_its_visitors_languages():
    for code in locales.countries():
        assert len(locales.currency_of(code)) == 3
        assert locales.paper(code) in {"A4", "Letter"}
        assert locales.country_name(code, "pt_BR")


def test_money_has_the_signs_and_digits_of_the_language_and_the_cents_of_the_currency():
    assert locales.money(Decimal("1234567.5"), "INR", "en_IN") == "₹12,34,567.50"
    assert "١٬٢٣٤٫٥٠" not in locales.money(Decimal("1234.5"), "AED", "ar_AE")
    assert "١٬٢٣٤٫٥٠" in locales.money(Decimal("1234.5"), "EGP", "ar_EG")
    assert locales.money(1500, "JPY", "ja") == "￥1,500"
    assert locales.money(0, "USD", "en") == "$0.00"


@pytest.mark.parametrize(
    ("amount", "currency", "says"),
    [
        (0.1, "BRL", "is a float"),
        ("abc", "BRL", "is not a number"),
        ("NaN", "BRL", "not a finite number"),
        ("1", "R$", "is not a currency code"),
        ("1", "BRR2", "is not a currency code"),
    ],
)
def test_an_inexact_amount_or_an_unknown_currency_is_refused(amount, currency, says):
    with pytest.raises(BadInput, match=says):
        locales.money(amount, currency, "en")


def test_zero_one_and_many_take_the_forms_of_the_language():
    assert [locales.plural(n, "ar") for n in (0, 1, 2, 3, 11, 100)] == [
        "zero", "one", "two", "few", "many", "other",
    ]  # fmt: skip
    assert [locales.plural(n, "hi") for n in (0, 1, 2)] == ["one", "one", "other"]
