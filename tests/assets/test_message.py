"""A message as a user holds it."""

from __future__ import annotations

import pytest

from campaignkit.assets.message import Message, message
from campaignkit.business import Business
from campaignkit.errors import BadInput, NotFound, TooBig

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def test_a_message_is_in_the_language_of_the_shop_unless_told():
    assert message("greeting", SHOP).text.startswith("Oi! 👋")
    assert message("greeting", SHOP, language="ar").language == "ar"


def test_its_link_opens_a_chat_with_it_typed():
    said = Message("Oi! *Tudo bem?*")

    assert said.link("+55 11 98765-4321").startswith("https://wa.me/5511987654321?text=Oi%21%20")
    assert said.link(SHOP) == said.link("+55 11 98765-4321")
    assert said.link().startswith("https://wa.me/?text=")
    assert said.link_length == len(said.link(SHOP))


def test_it_is_saved_as_text(tmp_path):
    path = Message("Oi! *Tudo* ☀️").save(tmp_path / "oi.txt")

    assert path.read_text(encoding="utf-8") == "Oi! *Tudo* ☀️\n"
    with pytest.raises(BadInput, match=r"\.txt"):
        Message("Oi").save(tmp_path / "oi.docx")


def test_its_language_is_one_that_there_is():
    with pytest.raises(BadInput, match="Portugese"):
        Message("Oi", language="Portugese")


def test_it_counts_its_characters():
    assert Message("नमस्ते 🎉").characters == 8


def test_a_fact_that_is_called_as_an_option_goes_into_facts():
    said = message("review-request", SHOP, facts={"link": "https://sol.example"}, customer="Ana")

    assert "https://sol.example" in said.text


def test_what_is_doubtful_is_a_warning():
    assert not message("greeting", SHOP).problems()
    (problem,) = Message("(*a*)").problems()
    assert problem.rule == "markup.after-sign"
    (problem,) = Message("x" * 5000).problems()
    assert (problem.rule, problem.value, problem.limit) == ("message.api-length", 5000, 4096)
    (problem,) = Message("x" * 1001).problems()
    assert problem.rule == "message.long-for-link"


def test_wording_in_another_language_than_asked_is_a_warning():
    (problem,) = message("greeting", SHOP, language="sw").problems()

    assert str(problem).startswith("key text: there is no wording in sw; this is en.")


def test_a_kin_language_is_no_warning():
    assert not message("greeting", SHOP, language="pt_PT").problems()


def test_it_shows_itself_as_text_and_as_html():
    data, metadata = message("greeting", SHOP)._repr_mimebundle_()

    assert data.keys() == {"text/plain", "text/html"}
    assert data["text/plain"].startswith("Oi! 👋")
    assert "<b>Padaria Sol</b>" in data["text/html"]
    assert metadata == {}


def test_a_message_without_words_is_refused():
    with pytest.raises(BadInput, match="is no message"):
        Message("  ")


def test_a_message_too_long_for_a_link_says_so():
    with pytest.raises(TooBig, match="8,000"):
        Message("x" * 9000).link(SHOP)


def test_an_unknown_message_is_not_found():
    with pytest.raises(NotFound, match="Did you mean 'greeting'"):
        message("greting", SHOP)


def test_its_link_takes_a_number_as_it_is_written_in_the_country_of_the_shop():
    said = message("order-ready", SHOP, order="A-17")
    own = Message.of_text("Oi!", SHOP)

    assert said.link("(11) 91234-5678").startswith("https://wa.me/5511912345678?text=")
    assert said.link("+91 98765 43210").startswith("https://wa.me/919876543210?text=")
    assert own.link("11 91234-5678").startswith("https://wa.me/5511912345678?text=")
    with pytest.raises(BadInput, match="has no country code"):
        Message("Oi!").link("(11) 91234-5678")  # nobody said which country
