"""The bubble: static HTML that needs nothing, in two themes and both directions."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from campaignkit.business import contrast
from campaignkit.messaging.preview import document, of_template, of_text, words_of
from campaignkit.messaging.preview.phrases import counted, phrase
from campaignkit.messaging.preview.styles import COLORS
from campaignkit.messaging.templates import (
    Body,
    Buttons,
    Footer,
    Header,
    LimitedTimeOffer,
    OneTimeCode,
    OpenOrder,
    QuickReply,
    Template,
)
from campaignkit.messaging.wordings import languages

SAMPLES = {
    sample["name"]: Template.from_api(sample)
    for sample in json.loads(
        Path(__file__).with_name("data").joinpath("samples.json").read_text("utf-8")
    )
}
HOSTILE = '<script>alert("x")</script>" onload="y\'&'


class Seen(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return "".join(self.texts)


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_bubble_needs_nothing_from_anywhere(name, theme):
    seen = Seen(of_template(SAMPLES[name], theme=theme))

    assert {tag for tag, _ in seen.tags} <= {"div", "span", "b", "br", "img", "details", "summary"}
    for tag, attributes in seen.tags:
        assert attributes.keys() <= {
            "style",
            "role",
            "aria-label",
            "aria-hidden",
            "lang",
            "dir",
            "alt",
            "src",
        }
        if tag == "img":
            assert attributes["alt"]
            assert attributes["src"].startswith("data:image/")
    assert "url(" not in of_template(SAMPLES[name], theme=theme)


def test_the_text_alternative_says_what_the_bubble_shows():
    (_, attributes), *_ = Seen(of_template(SAMPLES["seasonal_promotion"])).tags

    assert attributes["role"] == "figure"
    assert attributes["aria-label"] == (
        "Message template seasonal_promotion: The Spring market is open!\n"
        "Come by on any day before Sunday with code BASKET and take 25% off everything.\n"
        "Tap a button below to choose which of our news you receive..\n"
        "[ Stop promotions ]\n[ Stop everything ]"
    )


def test_the_reader_decides_between_light_and_dark_unless_told():
    auto, dark = of_text("Hi"), of_text("Hi", theme="dark")

    assert "color-scheme:light dark" in auto
    assert re.search(r"background:#ffffff;background:light-dark\(#ffffff,#1f2c34\)", auto)
    assert "color-scheme:dark" in dark
    assert "light-dark" not in dark
    assert COLORS["bubble"][0] not in dark


@pytest.mark.parametrize("ground", ["bubble", "box"])
@pytest.mark.parametrize("ink", ["ink", "soft", "link"])
def test_every_text_can_be_read(ink, ground):
    for below, above in zip(COLORS[ground], COLORS[ink], strict=True):
        assert contrast(below, above) >= 4.5  # WCAG 2.2, 1.4.3


def test_a_variable_without_a_sample_can_be_read_on_its_mark():
    for below, above in zip(COLORS["mark"], COLORS["ink"], strict=True):
        assert contrast(below, above) >= 4.5


def test_arabic_runs_from_the_right():
    (_, attributes), *_ = Seen(of_text("مرحبا *Padaria Sol*", language="ar")).tags

    assert (attributes["dir"], attributes["lang"]) == ("rtl", "ar")


def test_an_unknown_language_is_shown_from_the_left():
    (_, attributes), *_ = Seen(of_template(Template("x", language="??", body="Hi"))).tags

    assert (attributes["dir"], attributes["lang"]) == ("ltr", "??")


def test_data_cannot_add_a_tag_or_an_attribute():
    template = Template(
        HOSTILE,
        language=HOSTILE,
        header=Header(f"{{{{1}}}}{HOSTILE}", example=HOSTILE),
        body=Body(f"{HOSTILE} {{{{1}}}}", example=[HOSTILE]),
        footer=HOSTILE,
        buttons=[QuickReply(HOSTILE)],
    )

    seen = Seen(of_template(template, values={"header": HOSTILE}))
    assert "script" not in {tag for tag, _ in seen.tags}
    assert not any("onload" in attributes for _, attributes in seen.tags)
    assert seen.text.count("<script>") == 6


def test_formatting_is_shown_and_variables_are_filled():
    html = of_template(Template("x", language="en", body="Hi *{{1}}*, `A`", examples=["Ana"]))

    assert "Hi <b>Ana</b>, <code" in html


def test_values_stand_in_for_samples():
    template = SAMPLES["abandoned_cart"]

    seen = Seen(of_template(template, values={"header": "Bia", "1": "Caio", "2": "X", "3": "5%"}))
    assert "Forgot something, Bia?" in seen.text
    assert "wait in your cart, Caio." in seen.text


def test_a_variable_without_a_sample_is_marked():
    html = of_template(Template("x", language="en", body="Hello *{{1}}*, welcome."))

    assert COLORS["mark"][0] in html
    assert "{{1}}</span></b>" in html


def test_of_many_buttons_two_are_shown_and_the_rest_is_a_list():
    buttons = [QuickReply(f"Choice {n}") for n in range(1, 6)]

    html = of_template(Template("x", language="en", body="Choose", buttons=buttons))
    before, _, after = html.partition("<details>")
    assert "Choice 2" in before
    assert "Choice 3" not in before.partition("style=")[2]
    assert "See all options" in after
    assert "Choice 5" in after


def test_a_carousel_has_one_list_item_a_card():
    seen = Seen(of_template(SAMPLES["carousel_template_media_cards_v1"]))

    roles = [attributes.get("role") for _, attributes in seen.tags]
    assert (roles.count("list"), roles.count("listitem")) == (1, 3)
    assert "Code MANGO15 makes" in seen.text


def test_a_one_time_code_shows_the_words_that_whatsapp_writes():
    parts = [Body(add_security_recommendation=True), Footer(code_expiration_minutes=5)]
    template = Template(
        "code",
        language="en",
        category="AUTHENTICATION",
        components=[*parts, Buttons([OneTimeCode()])],
    )

    assert words_of(template, values={"code": "123456"}) == (
        "123456 is your verification code. For your security, do not share this code.\n"
        "This code expires in 5 min.\n[ Copy code ]"
    )
    assert "do not share this code" in Seen(of_template(template)).text


@pytest.mark.parametrize("language", languages())
def test_what_whatsapp_writes_is_in_the_language_of_the_template(language):
    parts = [Body(add_security_recommendation=True), Buttons([OneTimeCode()])]

    said = words_of(Template("c", language=language, category="AUTHENTICATION", components=parts))
    assert (language == "en") == ("verification code" in said)
    assert "{{code}}" in said


@pytest.mark.parametrize(
    ("language", "minutes", "said"),
    [
        ("ar", 1, "خلال دقيقة واحدة."),
        ("ar", 2, "خلال دقيقتين."),
        ("ar", 5, "خلال 5 دقائق."),
        ("ar_EG", 10, "خلال 10 دقائق."),
        ("ar", 15, "خلال 15 دقيقة."),
        ("ar", 90, "خلال 90 دقيقة."),
        ("pt_BR", 1, "em 1 min."),
        ("sw", 1, "in 1 min."),
    ],
)
def test_what_is_counted_takes_the_plural_of_its_language(language, minutes, said):
    parts = [Body(), Footer(code_expiration_minutes=minutes), Buttons([OneTimeCode()])]
    template = Template("c", language=language, category="AUTHENTICATION", components=parts)

    assert said in words_of(template)


@pytest.mark.parametrize("language", ["ar", "en", "es", "hi", "pt_BR"])
@pytest.mark.parametrize("name", ["expires", "items", "more_items"])
def test_each_count_has_a_form_in_each_language(name, language):
    forms = {counted(name, count, language).replace(str(count), "#") for count in range(1, 130)}

    assert all("{" not in form for form in forms)
    assert len(forms) >= (4 if language == "ar" else 1)


def test_an_offer_stands_above_the_body_and_shows_its_code():
    said = words_of(SAMPLES["limited_time_offer_caribbean_pkg_2023"])
    assert said.index("[offer: Ends very soon!]") < said.index("Good news")

    seen = Seen(of_template(SAMPLES["limited_time_offer_caribbean_pkg_2023"]))

    assert "Ends very soon!" in seen.text
    assert "Code: TOUR25" in seen.text


@pytest.mark.parametrize(("told", "ends"), [(True, True), (None, True), (False, False)])
def test_an_offer_says_that_it_ends_unless_it_does_not(told, ends):
    offer = LimitedTimeOffer("10 % less", told)
    made = Template("offer", language="en", components=[offer, Body("Come in.")])

    assert ("Offer ends" in Seen(of_template(made)).text) is ends


def test_lists_and_quotes_of_a_message_are_shown():
    html = of_text("- a\n- b\n1. c\n> d\n```e\nf```")

    for tag in ("<ul style", "<ol style", "<blockquote style", "<code style"):
        assert tag in html


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_a_page_of_bubbles_fetches_nothing_and_runs_nothing(theme):
    page = document([of_text("Oi *Ana*", theme=theme)] * 2, title=HOSTILE, theme=theme)

    seen = Seen(page)
    assert page.startswith("<!doctype html>")
    assert [tag for tag, _ in seen.tags].count("main") == 1
    assert {tag for tag, _ in seen.tags}.isdisjoint({"script", "link", "img", "iframe"})
    assert "default-src 'none'" in page
    assert page.count('role="figure"') == 2
    assert HOSTILE not in page


def test_what_stands_for_a_picture_is_dark_on_a_dark_bubble():
    grounds = {
        theme: [
            attributes["style"].rpartition("background:")[2].rstrip(";")
            for tag, attributes in Seen(
                of_template(SAMPLES["limited_time_offer_caribbean_pkg_2023"], theme=theme)
            ).tags
            if tag == "img"
        ]
        for theme in ("light", "dark", "auto")
    }

    light, dark = COLORS["blank"]
    assert grounds == {
        "light": [light],
        "dark": [dark],
        "auto": [f"light-dark({light},{dark})"],
    }


def test_a_line_without_letters_runs_as_the_language_does():
    text = "مرحبا\n🕗 \u20666:00–20:00\u2069\n*12*\n- 7\nSol"

    arabic, english = of_text(text, language="ar"), of_text(text, language="en")
    assert "<br>\u200f🕗 \u20666:00" in arabic
    assert "<br>\u200f<b>12</b>" in arabic
    assert "\u200fSol" not in arabic
    assert "\u200fمرحبا" not in arabic
    assert "\u200f" not in english


def test_so_does_such_a_line_of_a_template():
    template = Template("t", language="ar", body="طلبك {{1}}\n{{2}}", examples=["7", "12:30"])

    assert "<br>\u200f12:30" in of_template(template)


@pytest.mark.parametrize("language", ["pt_BR", "es", "ar", "hi", "en"])
def test_the_bubble_of_an_order_has_one_button_to_pay(language):
    template = Template("order", language=language, body="Pay here.", buttons=[OpenOrder()])

    shown = of_template(template)

    assert shown.count('role="button"') == 1
    assert phrase("review", language) in shown
