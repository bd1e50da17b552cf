"""Words that turn a utility template into a marketing one are named where they stand."""

from __future__ import annotations

import pytest

from campaignkit.messaging import rules
from campaignkit.messaging.lint import problems
from campaignkit.messaging.lint.marketing_words import promoting
from campaignkit.messaging.templates import Footer, QuickReply, Template

PROMOTE = [
    ("en", "As a thank you, take 15% off with the promo code LOYAL", ("% off", "promo code")),
    ("en_US", "Don't miss our FLASH  SALE", ("Don't miss", "FLASH  SALE")),
    ("pt_BR", "Seu pedido saiu! Aproveite: PROMOÇÃO só hoje", ("Aproveite", "PROMOÇÃO", "só hoje")),
    ("pt_BR", "promocao e cupom de cashback", ("promocao", "cupom", "cashback")),
    ("es", "Tu pedido salió. 2x1 y envío gratis", ("2x1", "envío gratis")),
    ("ar", "طلبك جاهز. والعروض الخاصة: كوبون وتخفيضات", ("كوبون", "وتخفيضات")),
    ("ar", "لا تفوّت خصم بنسبة 20", ("لا تفوّت", "خصم بنسبة")),
    ("hi", "आपका ऑर्डर तैयार है। 10% छूट और मुफ़्त उपहार", ("छूट", "मुफ़्त", "उपहार")),
    ("sw", "Oda yako iko tayari. Black Friday!", ("Black Friday",)),
]
# The platform's own examples of utility, in other words, and what shops write about an order.
KEEP = [
    ("en", "Thank you! Your order is confirmed. We will let you know once it is on its way."),
    ("en", "Your refund has been processed. Reach our point of sale or after-sales service."),
    ("en", "You only have 12 minutes remaining in your plan. Remember to top up your account."),
    ("en", "There is an offset in the ordeal of wholesale dealers."),
    ("pt_BR", "Seu pedido saiu para entrega. O frete e o boleto seguem abaixo."),
    ("pt_BR", "Confirmamos a sua inscrição. Responda PARAR para sair."),
    ("es", "Hemos recibido tu pedido y lo estamos preparando."),
    ("ar", "تم خصم المبلغ من حسابك. طلبك في الطريق."),
    ("hi", "आपका ऑर्डर रास्ते में है। सेलम से भेजा गया।"),
]


@pytest.mark.parametrize(("language", "text", "words"), PROMOTE)
def test_words_that_promote_are_found_as_they_stand(language, text, words):
    assert promoting(text, language) == words


@pytest.mark.parametrize(("language", "text"), KEEP)
def test_words_about_an_order_are_let_alone(language, text):
    assert promoting(text, language) == ()


def test_every_part_that_promotes_is_named_and_only_in_utility():
    template = Template(
        "ready",
        language="en",
        category="UTILITY",
        header="Special offer",
        body="Your order is ready.",
        footer=Footer("Black Friday"),
        buttons=[QuickReply("Shop now")],
    )

    found = [p for p in problems(template) if p.rule == "template.category-marketing"]
    assert [p.where.key for p in found] == ["header.text", "footer.text", "buttons[0].text"]
    assert found[0].severity == "warning"
    assert "'Special offer'" in found[0].message
    assert "Template categorization (read 2026-04-17)" in found[0].source
    rest = problems(template.with_(category="MARKETING"))
    assert "template.category-marketing" not in {problem.rule for problem in rest}


def test_the_languages_of_the_wordings_have_words():
    for language in ("en", "pt", "es", "ar", "hi"):
        assert len(rules.promoting(language)) > 15


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("خصم 20٪ على طلبك القادم", "ar"),
        ("لديك شحن مجاني لهذا الطلب", "ar"),
        ("Indique um amigo e ganhe", "pt_BR"),
        ("Feliz Natal para todos", "pt_BR"),
        ("Con cada pedido gana puntos", "es"),
        ("Your order is ready, invite a friend", "en"),
    ],
)
def test_greetings_rewards_and_free_shipping_promote(text, language):
    assert promoting(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tiene una oferta laboral para revisar", "es"),
        ("Your discount of 5.00 was applied to order A-17", "en"),
        ("Sua oferta de emprego está pronta", "pt_BR"),
    ],
)
def test_what_only_looks_like_promoting_is_not_told(text, language):
    assert not promoting(text, language)


def test_a_sample_that_promotes_is_told():
    template = Template(
        "t", language="en", category="UTILITY", body="Hello, {{1}} is here.", examples=["20% off"]
    )

    found = {each.where.key: each.rule for each in problems(template)}
    assert found["body.example"] == "template.category-marketing"
