"""No word is missing in any language and none is left over; sentences keep what is filled in."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import campaignkit as ck
from campaignkit import layout, link_kinds, locales, payments
from campaignkit.assets.kit import SCREENS
from campaignkit.layout import themes
from campaignkit.messaging import wordings
from campaignkit.messaging.markup import advice
from campaignkit.problems import Problem, Problems, Where
from campaignkit.translations import LANGUAGES, again, in_use, word
from campaignkit.translations.catalogs import Plurals, places

sys.path.insert(0, str(Path(__file__).parent))
import elsewhere
import extraction

OTHERS = [language for language in LANGUAGES if language != "en"]
NAMED = ("preview", "place", "part", "list", "value")  # contexts that are no rules
KIT = (
    *("window-poster", "counter-card", "opening-hours", "business-card", "business-card-back"),
    *("labels", "table-tent", "pay-sign", "price-list", "sticker-pack", *SCREENS),
)
SHOWN_BY_NAME = {  # what designs, wordings and packs are called: others may add some
    *(layout.load(name).title for name in layout.names()),
    *(name.replace("-", " ").capitalize() for name in wordings.names()),
    "Phrases",
    *(themes.load_theme(name).title for name in themes.names()),
    *(themes.load_season(name).title for name in themes.season_names()),
    *(name.replace("-", " ").capitalize() for name in KIT),
}


def names_of_fields() -> set[str]:
    """Return the labels that are made of names in the code: facts, kinds of links, their fields."""
    from campaignkit.widgets.studios.code import STYLES, Fields

    paid = {kind: payments.kinds()[kind] for kind in ("pix", "upi", "epc")}
    boxes = (
        box
        for make in {**link_kinds.kinds(), **paid}.values()
        for box in Fields(make).boxes.values()
    )
    scripts = [wordings.find(name, "en") for name in wordings.names()]
    facts = {fact for each in scripts for fact in (*(each.needed or ()), *each.optional)}
    facts |= {need for name in layout.names() for need in layout.load(name).needs}
    hints = {hint for name in layout.names() for hint in layout.load(name).needs.values() if hint}
    return {
        *hints,
        *(str(box.description) for box in boxes),
        *(fact.replace("_", " ").capitalize() for fact in facts),
        *(kind.capitalize() for kind in link_kinds.kinds()),
        *(style.capitalize() for style in STYLES),
    }


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_of_the_studio_is_there(language):
    known = {text for context, text in extraction.catalog(language) if context is None}

    assert sorted(extraction.words() - known) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_name_that_is_shown_is_there(language):
    known = {text for context, text in extraction.catalog(language) if context is None}

    assert sorted((SHOWN_BY_NAME | names_of_fields()) - known) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_is_left_over(language):
    known = {text for context, text in extraction.catalog(language) if context is None}

    used = extraction.words() | names_of_fields() | SHOWN_BY_NAME
    assert sorted(known - used) == []


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_are_those_of_the_code(language):
    """One that the code has changed is said in English until it is translated anew."""
    listed = {key for key in extraction.catalog(language) if key[0] and key[0] not in NAMED}

    now = listed & extraction.sentences()
    assert len(now) >= 0.98 * len(listed), sorted(listed - now)


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_empty_and_nothing_that_is_filled_in_gets_lost(language):
    entries = extraction.catalog(language)

    assert [key for key, said in entries.items() if not said] == []
    assert [key for key, said in entries.items() if {*places(said)} != {*places(key[1])}] == []


def test_all_languages_say_the_same():
    keys = [set(extraction.catalog(language)) for language in OTHERS]

    assert all(each == keys[0] for each in keys)


@pytest.mark.parametrize(
    ("language", "script"), [("ar", r"[\u0600-\u06ff]"), ("hi", r"[\u0900-\u097f]")]
)
def test_a_language_is_written_in_its_script(language, script):
    loan = re.compile(r"[A-Z]{2,}|[\W\d_]|Python|Pix|Wi-Fi|Logo|Ctrl")
    plain = {
        key: said
        for key, said in extraction.catalog(language).items()
        if not re.search(script, said)
    }

    bare = {key: loan.sub("", re.sub(r"\{[^{}]*\}", "", said)) for key, said in plain.items()}
    assert [key for key, left in bare.items() if left] == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_rule_that_can_be_met_in_the_studio_is_translated(language):
    met = {rule for rule, _ in extraction.of_the_studio()}

    assert sorted(met - extraction.rules_of(language)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_nearly_every_sentence_of_these_rules_is_translated(language):
    """A sentence that the code changes is said in English until it is translated anew."""
    met = extraction.of_the_studio()

    lacking = met - extraction.catalog(language).keys()
    assert len(lacking) <= 0.02 * len(met), sorted(lacking)


def test_what_is_said_to_be_elsewhere_is_a_rule():
    rules = {rule for rule, _ in extraction.sentences()}
    subjects = {rule.partition(".")[0] for rule in rules}

    named = {each for many in elsewhere.RULES.values() for each in many}
    assert sorted(named - rules) == []
    assert {each for many in elsewhere.SUBJECTS.values() for each in many} <= subjects


@pytest.mark.parametrize("language", OTHERS)
def test_forms_of_a_number_leave_out_nothing_but_the_number(language):
    for (_, source), forms in extraction.plurals(language).items():
        known = {*places(source)}
        counted = Plurals(forms, "(n != 1)" if len(forms) == 2 else ARABIC).counted

        assert counted in known, source
        assert all({*places(each)} | {counted} == known for each in forms), source


ARABIC = (
    "(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 : "
    "n % 100 >= 11 && n % 100 <= 99 ? 4 : 5)"
)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "في نص الخيار حرف واحد؛ والحد 60."),
        (2, "في نص الخيار حرفان؛ والحد 60."),
        (7, "في نص الخيار 7 أحرف؛ والحد 60."),
        (61, "في نص الخيار 61 حرفًا؛ والحد 60."),
        (100, "في نص الخيار 100 حرف؛ والحد 60."),
        (1025, "في نص الخيار 1025 حرفًا؛ والحد 60."),
    ],
)
def test_arabic_counts_in_six_forms(count, said):
    english = f"the footer has {count} characters; at most 60."

    with ck.use_language("ar"):
        found = str(Problem(rule="template.footer-length", message=english))
    assert found == said.replace("نص الخيار", "التذييل")


@pytest.mark.parametrize("language", OTHERS)
def test_what_one_error_says_of_another_is_said_whole(language):
    """A template's rule says what the phone's rule found, then its own advice."""
    template = ck.MessageTemplate.from_api(
        {
            "name": "call_us",
            "language": "pt_BR",
            "category": "MARKETING",
            "components": [
                {"type": "BODY", "text": "Oi!"},
                {
                    "type": "BUTTONS",
                    "buttons": [
                        {"type": "PHONE_NUMBER", "text": "Ligar", "phone_number": "0 11 2222"}
                    ],
                },
            ],
        }
    )
    (english,) = (each for each in template.problems() if each.rule == "template.phone-form")

    with ck.use_language(language):
        (found,) = (each for each in template.problems() if each.rule == "template.phone-form")
        said = str(found)
    assert found == english
    assert extraction.catalog(language)["template.phone-form", english.fix] in said
    assert english.message not in said
    assert "11 2222" in said


# -- what is said ----------------------------------------------------------------------------------


def test_an_error_is_said_in_the_language_in_use_and_its_rule_stays():
    with ck.use_language("pt-PT"), pytest.raises(ck.NotFound) as raised:
        ck.sheet([], stock="Avrey L7160")
    error = raised.value

    assert error.rule == "stock.unknown"
    assert "no label sheet" in str(error)  # English again: the block has ended
    with ck.use_language("pt_BR"):
        said = "não há folha de etiquetas chamada 'Avrey L7160'. Você quis dizer 'Avery L7160'"
        assert str(error).startswith(said)


@pytest.mark.parametrize("language", OTHERS)
def test_a_problem_is_said_with_its_place(language):
    found = Problem(
        rule="feed.missing",
        message="price is empty.",
        fix="The feed needs it for every product.",
        where=Where(file="a.csv", row=3, column="price"),
    )

    with ck.use_language(language):
        words = extraction.catalog(language)
        row = words["place", "row {n}"].replace("{n}", "3")
        fix = words["feed.missing", "The feed needs it for every product."]
        assert row in str(found)
        assert fix in str(found)
        assert "is empty" not in str(found)
        assert fix in Problems([found])._repr_html_()
    assert found.message == "price is empty."


def test_what_no_catalog_has_is_said_in_english():
    with ck.use_language("ar"):
        assert str(Problem(rule="none.such", message="Nothing.")) == "Nothing."


def test_several_problems_are_counted_in_the_language():
    each = Problem(rule="feed.empty", message="there is no product.")

    with ck.use_language("es"):
        said = str(Problems([each, each]))
    assert said.splitlines()[0] == "2 problemas"
    assert "error: no hay ningún producto." in said


def test_a_language_that_is_not_spoken_is_said():
    with pytest.raises(ck.BadInput, match=r"language='sw' is not spoken here"):
        ck.use_language("sw")
    assert in_use() == "en"


def test_a_word_is_said_again_in_another_language():
    said = word("Download {name}", name="a.pdf")

    with ck.use_language("es"):
        assert again(said) == "Descargar a.pdf"


def test_what_is_made_does_not_change_with_the_language():
    shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    made = ck.sticker("open-for-business", shop).pdf()

    with ck.use_language("ar"):
        assert ck.sticker("open-for-business", shop).pdf() == made


def test_arabic_alone_runs_from_the_right():
    assert [each for each in LANGUAGES if locales.direction(each) == "rtl"] == ["ar"]


@pytest.mark.parametrize("language", OTHERS)
def test_what_a_message_says_of_its_marks_is_said_in_the_language(language):
    told = advice("(*new*)\n*old\nprice*")
    assert len(told) == 2

    with ck.use_language(language):
        said = [str(found) for found in told]
    listed = extraction.catalog(language)
    assert listed["markup.*", "Put a space before the mark."] in said[0]
    assert listed["markup.*", "Close it on each line."] in said[1]
    assert not [each for each in told if each.fix in "".join(said)]


@pytest.mark.parametrize("language", OTHERS)
def test_a_kind_of_many_is_said_in_the_language(language):
    """Its sentence stands in a table, under the rule of all kinds."""
    row = Problem(
        rule="replies.orders-amount",
        message="Orders whose amount cannot be read: 3, such as 'x' in row 2. They count without "
        "money.",
        fix="Write amounts as in 19.90.",
    )

    with ck.use_language(language):
        said = str(row)
    assert "Orders" not in said and "Write" not in said
    assert "3" in said and "'x'" in said
