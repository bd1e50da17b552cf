"""Every address of WhatsApp's is judged by what it would open, and the right one computed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaignkit import link_kinds
from campaignkit.errors import BadInput, TooBig
from campaignkit.link_kinds import chat, judge, judge_within

RIGHT = "https://wa.me/5511987654321"

SOUND = [
    RIGHT,
    f"{RIGHT}?text=Oi%21%0AVi%20o%20adesivo%20%F0%9F%91%8B",
    f"{RIGHT}/?text=Oi",
    "https://wa.me/?text=Oi",
    "https://wa.me/c/5511987654321",
    "https://wa.me/p/5826448410763231/85298672794",
    "https://wa.me/call/5511987654321?biz_payload=shelf%20A",
    "https://wa.me/message/4O4YGZEG3RIVE1",
    "https://wa.me/qr/4O4YGZEG3RIVE1",
    "https://wa.me/stickerpack/b1946ac9",
    "https://wa.me/5511987654321/signup/8841",
    "https://wa.me/tos/20210210",
    "https://chat.whatsapp.com/BfJXQ2mCzhd3Ld0mV2qZ5T",
    "https://whatsapp.com/channel/0029Va4K0PZ5a245NkngBA2M",
    "https://www.whatsapp.com/",
    "https://business.whatsapp.com/products",
    "https://example.com/wa.me",
    "https://example.com/5511987654321",
    "https://we.me/about",
    "https://wa.gov/5511",
    "https://wa.link/4x7k2q",
    "https://whatsup.example/send?phone=5511987654321",
    "https://wa.me@example.com/15551234567",
    "wa.men",
    "Mesa 5",
    "",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_address_or_another_text_has_no_findings(text):
    assert str(judge(text)) == "no problems"


BROKEN = {
    # what was written: (rule, what the fix says)
    "https://wa.me/+5511987654321": ("number-signs", RIGHT),
    "https://wa.me/55 11 98765-4321": ("number-signs", RIGHT),
    "https://wa.me/55-11-98765-4321?text=Oi": ("number-signs", f"{RIGHT}?text=Oi"),
    "https://wa.me/%2B5511987654321": ("number-signs", RIGHT),
    "https://wa.me/+44 (0)20 7946 0958": ("number-signs", "https://wa.me/442079460958"),
    "https://wa.me/0040741254459": ("number-zeros", "https://wa.me/40741254459"),
    "https://wa.me/0712345678": ("number-zeros", "Put the country code"),
    "https://wa.me/491711234567.0": ("number-float", "https://wa.me/491711234567"),
    "https://wa.me/5.51198E+12": ("number-exponent", "Make the column text"),
    "https://wa.me/nan": ("missing", "Fill the cell"),
    "https://wa.me/None": ("missing", "Fill the cell"),
    "https://wa.me/#N/A": ("missing", "Fill the cell"),
    "https://wa.me/%23N/A": ("missing", "Fill the cell"),
    "https://wa.me/%23VALOR!": ("missing", "Fill the cell"),
    f"https://wa.me/{RIGHT}": ("doubled", RIGHT),
    f"https://wa.me/{RIGHT}?text=Oi": ("doubled", f"{RIGHT}?text=Oi"),
    "https://wa.me/https%3A%2F%2Fwa.me%2F5511987654321": ("doubled", RIGHT),
    "https://wa.me/wa.me/5511987654321": ("doubled", RIGHT),
    "wa.me/wa.me/5511987654321": ("doubled", RIGHT),
    f"{RIGHT}{RIGHT}": ("doubled", RIGHT),
    "https://wa.me//5511987654321": ("slash", RIGHT),
    "wa.me//5511987654321": ("slash", RIGHT),
    "https://wame.com/5511987654321": ("host", RIGHT),
    "https://wame/5511987654321?text=Oi": ("host", f"{RIGHT}?text=Oi"),
    "https://wa.mee/5511987654321": ("host", RIGHT),
    "https://waa.me/5511987654321": ("host", RIGHT),
    "https://wa.em/5511987654321": ("host", RIGHT),
    "https://wa.me.com/5511987654321": ("host", RIGHT),
    "wa.mee/+55 11 98765-4321": ("host", RIGHT),
    "https://wa me/5511987654321": ("host", RIGHT),
    "https://whatsap.com/5511987654321": ("host", RIGHT),
    "https://watsapp.com/5511987654321": ("host", RIGHT),
    "https://whatsapp.com/send?phone=5511987654321": ("host", RIGHT),
    "https://api.whatsap.com/send?phone=5511987654321": ("host", RIGHT),
    "https://api.watsapp.com/send?phone=5511987654321&text=Oi": ("host", f"{RIGHT}?text=Oi"),
    "https://aip.whatsapp.com/send?phone=5511987654321": ("host", RIGHT),
    "https://chat.watsapp.com/BfJXQ2mCzhd3Ld0mV2qZ5T": (
        "host",
        "https://chat.whatsapp.com/BfJXQ2mCzhd3Ld0mV2qZ5T",
    ),
    "https://wa.me.br/5511987654321": ("host", RIGHT),
    "https://vva.rne/5511987654321": ("host", RIGHT),
    "https://w\u0430.m\u0435/5511987654321": ("host", RIGHT),  # Cyrillic letters
    "https://wa.me /5511987654321": ("slash", RIGHT),
    "whatsapp:5511987654321": ("scheme", RIGHT),
    "https://wa.me/phone=5511987654321": ("parameter", RIGHT),
    "wa.me.5511987654321": ("number-signs", RIGHT),
    "https://wa.me/{{ phone }}": ("template", "Fill the template"),
    "https://wa.me/<number>": ("template", "Fill the template"),
    "https://wa.me/padariasol": ("user-name", "Use the number"),
    "https://wa.me/u/padariasol": ("user-name", "Use the number"),
    "https://wa.me/@padariasol": ("user-name", "Use the number"),
    "https://wa.me/US.13491208655302741918": ("user-name", "Use the number"),
    "https://wa.me/": ("empty", "Put the number in"),
    "https://wa.me": ("empty", "Put the number in"),
    "https://wa.me/?text=": ("empty", "Put the number in"),
    "https://chat.whatsapp.com/": ("empty", "Copy the invitation anew"),
    "https://whatsapp.com/channel/": ("empty", "Copy the link anew"),
    f"{RIGHT}&text=Oi": ("question-mark", f"{RIGHT}?text=Oi"),
    f"{RIGHT}??text=Oi": ("question-mark", f"{RIGHT}?text=Oi"),
    f"{RIGHT}/text=Oi": ("question-mark", f"{RIGHT}?text=Oi"),
    f"{RIGHT}?text=Olá mundo": ("unescaped", f"{RIGHT}?text=Ol%C3%A1%20mundo"),
    f"{RIGHT}?text=pão & leite": ("cut", f"{RIGHT}?text=p%C3%A3o%20%26%20leite"),
    f"{RIGHT}?text=Oi&mais": ("cut", f"{RIGHT}?text=Oi%26mais"),
    f"{RIGHT}?text=mesa#3": ("cut", f"{RIGHT}?text=mesa%233"),
    f"{RIGHT}?text=Oi?text=Tchau": ("cut", f"{RIGHT}?text=Oi"),
    f"{RIGHT}?text=Pre%C3": ("cut", f"{RIGHT}?text=Pre"),
    f"{RIGHT}?text=Oi%F0%9F%91": ("cut", f"{RIGHT}?text=Oi"),
    f"{RIGHT}?text=Oi%2": ("cut", f"{RIGHT}?text=Oi"),
    f"{RIGHT}?text=50% off": ("escape", f"{RIGHT}?text=50%25%20off"),
    f"{RIGHT}?text=caf%E9": ("encoding", f"{RIGHT}?text=caf%C3%A9"),
    f"{RIGHT}?text=Ol%25C3%25A1": ("encoded-twice", f"{RIGHT}?text=Ol%C3%A1"),
    f"{RIGHT}?text=None": ("missing", RIGHT),
    f"{RIGHT}?text=Oi%20%7B%7B%20nome%20%7D%7D": ("template", "Fill the template"),
    f"{RIGHT}?text=Oi%20%24%7Bnome%7D": ("template", "Fill the template"),
    f"{RIGHT}?text=%5Bobject%20Object%5D": ("missing", RIGHT),
    f"{RIGHT}\nhttps://wa.me/5511987654322": ("several", "Make a code for each."),
    f"{RIGHT} ou https://wa.me/5511987654322": ("several", "Make a code for each."),
    "https://api.whatsapp.com/send?phone=5511987654321&phone=5511912345678": (
        *("cut", "Leave the one that is meant."),
    ),
    f"{RIGHT}?mensagem=Oi": ("parameter", f"{RIGHT}?text=Oi"),
    f"{RIGHT}?Text=Oi": ("parameter", f"{RIGHT}?text=Oi"),
    "https://wa.me/send?phone=5511987654321": ("host", RIGHT),
    "https://whatsapp.com/5511987654321": ("host", RIGHT),
    "https://api.whatsapp.com/5511987654321": ("host", RIGHT),
    "https://api.whatsapp.com/send?phone=5511987654321&amp;text=Oi": ("html", f"{RIGHT}?text=Oi"),
    "https://api.whatsapp.com/send?number=5511987654321": ("parameter", RIGHT),
    "https://https://wa.me/5511987654321": ("scheme", RIGHT),
    "http://https://wa.me/5511987654321": ("scheme", RIGHT),
    "https//wa.me/5511987654321": ("scheme", RIGHT),
    "https:/wa.me/5511987654321": ("scheme", RIGHT),
    "htps://wa.me/5511987654321": ("scheme", RIGHT),
    "https://wa,me/5511987654321": ("host", RIGHT),
    "https://wa.me:443/5511987654321": ("host", RIGHT),
    "https://www.whatsap.com/5511987654321": ("host", RIGHT),
    '"https://wa.me/5511987654321"': ("signs-around", RIGHT),
    "https://wa.me/5511987654321.": ("signs-around", RIGHT),
    "https://wa.me/55119876543210000000": ("phone", "country code"),
    "https://wa.me/c/+5511987654321": ("number-signs", "https://wa.me/c/5511987654321"),
    "https://wa.me/message/4o4ygzeg3rive1": ("short-code", "Copy the link anew"),
    "Fale: https://wa.me/nan!": ("missing", "Fill the cell"),
}


@pytest.mark.parametrize(("written", "rule", "fix"), [(k, *v) for k, v in BROKEN.items()])
def test_a_broken_address_is_an_error_with_the_right_one(written, rule, fix):
    errors = judge(written).errors

    assert f"link.{rule}" in [problem.rule for problem in errors]
    assert any(fix in problem.fix for problem in errors)
    if fix.startswith("https"):
        assert all(problem.fix == f"Write {fix}" for problem in errors)
        assert str(judge(fix)) == "no problems"


LOOSE = {
    "http://wa.me/5511987654321": "http",
    "wa.me/5511987654321": "no-scheme",
    "HTTPS://WA.ME/5511987654321": "capitals",
    "https://WA.ME/5511987654321": "capitals",
    "https://www.wa.me/5511987654321": "www",
    " https://wa.me/5511987654321\n": "blanks",
    "whatsapp://send?phone=5511987654321": "app-scheme",
    "https://api.whatsapp.com/send?phone=5511987654321": "long-form",
    "https://web.whatsapp.com/send/?phone=5511987654321&app_absent=0": "long-form",
    f"{RIGHT}?utm_source=poster": "parameter",
    f"{RIGHT}?id=5": "parameter",
}


@pytest.mark.parametrize(("written", "rule"), LOOSE.items())
def test_an_address_that_opens_but_is_not_the_published_form_is_a_warning(written, rule):
    (problem,) = judge(written)

    assert (problem.rule, problem.severity) == (f"link.{rule}", "warning")
    assert problem.fix == f"Write {RIGHT}"


@pytest.mark.parametrize(
    ("written", "rule", "says"),
    [
        (f"{RIGHT}?text=Oi%20%7Bnome%7D", "template", "holds '{nome}', a template not filled in"),
        (f"{RIGHT}/5511912345678", "page", "is no page of WhatsApp's that we know"),
        (f"{RIGHT}/text/Oi", "page", "is no page of WhatsApp's that we know"),
    ],
)
def test_what_may_be_meant_so_is_a_warning_and_offers_no_other_address(written, rule, says):
    (problem,) = judge(written)

    assert (problem.rule, problem.severity) == (f"link.{rule}", "warning")
    assert says in problem.message
    assert "https" not in problem.fix


def test_a_raw_plus_is_told_and_rewritten_as_what_arrives():
    (problem,) = judge(f"{RIGHT}?text=1+1")

    assert (problem.rule, problem.severity) == ("link.plus", "warning")
    assert problem.fix == f"Write {RIGHT}?text=1%201"


def test_a_local_number_is_completed_where_the_country_is_known():
    (problem,) = judge("https://wa.me/0712345678", country="KE")

    assert problem.rule == "link.number-zeros"
    assert problem.fix == "Write https://wa.me/254712345678"


@pytest.mark.parametrize(
    ("digits", "country", "right"),
    [
        ("4733800800", "BR", "554733800800"),
        ("51987654321", "BR", "5551987654321"),
        ("2025550123", "US", "12025550123"),
    ],
)
def test_a_local_number_that_reads_as_another_countrys_is_told(digits, country, right):
    told = {problem.rule: problem for problem in judge(f"https://wa.me/{digits}", country=country)}

    assert told["phone.elsewhere"].fix.endswith(f"write {right}.")
    assert "phone.elsewhere" not in [each.rule for each in judge(f"https://wa.me/{digits}")]
    assert "phone.elsewhere" in [
        each.rule for each in judge(f"http://wa.me/{digits}?text=Oi", country=country)
    ]


@pytest.mark.parametrize(
    ("written", "country", "right"),
    [
        *(("9876543210", "IN", "919876543210"), ("712345678", "KE", "254712345678")),
        *(("98765 43210", "IN", "919876543210"), ("(11) 98765-4321", "BR", "5511987654321")),
        *(("33 99876-5432", "BR", "5533998765432"), ("4004-1234", "BR", "5540041234")),
    ],
)
def test_a_local_number_is_told_with_the_shops_country_and_never_with_another(
    written, country, right
):
    """As digits it would be of Iran, Russia, France or Romania: there the shop is not."""
    for before in ("https", "http"):
        found = judge(f"{before}://wa.me/{written}", country=country)

        (problem,) = (each for each in found if each.rule != "link.http")
        assert (problem.rule, problem.severity) == ("link.number-local", "error")
        assert right in problem.fix


def test_a_number_with_a_plus_is_of_the_country_that_it_says():
    found = judge("https://wa.me/+33 99876-5432", country="BR")

    assert found[0].fix == "Write https://wa.me/33998765432"


@pytest.mark.parametrize("digits", ["5511987654321", "447911123456", "4791234567", "919876543210"])
def test_a_number_in_full_of_any_country_is_none_of_the_shops(digits):
    found = judge(f"https://wa.me/{digits}?text=Oi", country="GB")

    assert "phone.elsewhere" not in [problem.rule for problem in found]


def test_every_fault_of_one_address_is_told_at_once():
    found = judge("http://wa.me/+55 11 98765-4321&text=Olá mundo")

    assert [problem.rule for problem in found] == [
        *("link.http", "link.question-mark", "link.unescaped", "link.number-signs"),
    ]
    assert {problem.fix for problem in found} == {f"Write {RIGHT}?text=Ol%C3%A1%20mundo"}


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("tel:190", "link.phone", "warning"),  # phones dial short numbers
        ("tel:abc", "link.unreadable", "error"),
        ("WIFI:T:WPA;P:12345678;;", "link.unreadable", "error"),
        ("mailto:sol", "link.unreadable", "error"),
        ("geo:north", "link.unreadable", "error"),
        ("WIFI:T:WPA;S:;P:12345678;;", "wifi.ssid", "error"),
        (f"WIFI:T:WPA;S:{'x' * 33};P:12345678;;", "wifi.ssid", "error"),
        ("WIFI:S:Sol;P:12345678;;", "wifi.password-without-security", "error"),
        ("WIFI:T:WPA;S:nan;P:12345678;;", "link.missing", "error"),
        ("WIFI:T:WPA;S:Sol;P:{{ password }};;", "link.template", "error"),
        ("BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nEND:VCARD", "vcard.name", "error"),
        ("BEGIN:VCARD\nVERSION:3.0\nFN:nan\nEND:VCARD", "link.missing", "error"),
        ("BEGIN:VCARD\nFN:{{ name }}\nEND:VCARD", "link.template", "error"),
        ("BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nTEL:+5511987654321", "vcard.cut", "warning"),
        ("BEGIN:VCARD\nFN:Ana\nTEL:5.51198E+12\nEND:VCARD", "vcard.phone", "error"),
        ("https://sol.example/nan", "link.missing", "warning"),
        ("https://sol.example/?id=None&b=1", "link.missing", "warning"),
        ("https://sol.example/{{ id }}", "link.template", "error"),
        ("Mesa ${table}", "link.template", "error"),
        ("Mesa [table_name]", "link.template", "warning"),
        ("https://sol.example/menu do dia", "link.blank-within", "warning"),
    ],
)
def test_other_kinds_are_judged_by_their_own_rules(text, rule, severity):
    (problem,) = judge(text)

    assert (problem.rule, problem.severity) == (rule, severity)


@example("%_")
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r{}"), max_size=60))
def test_nothing_that_we_make_is_an_error(text):
    made = chat.link("+5511987654321", text)

    assert [problem.rule for problem in judge(made).errors] in ([], ["link.missing"])


@given(st.text(alphabet="htps:/wa.me?&=%+ #5511987654321nte\\u2069é{}<>@,xE", max_size=60))
def test_no_text_breaks_the_judge_and_every_right_address_is_sound(tail):
    for problem in judge(f"https://wa.me/{tail}"):
        right = problem.params.get("right")
        if right:
            assert not [each for each in judge(right).errors if each.rule != "link.phone"]


def test_a_text_of_20_000_signs_is_refused_before_it_is_read():
    for read in (link_kinds.parse, judge):
        with pytest.raises(TooBig, match="20,000 characters is no link: servers take 8,000"):
            read("wa.me/" + "w" * 19_994)


def test_what_is_no_text_is_refused_in_words():
    with pytest.raises(BadInput, match="5 is not the text of a link"):
        judge(5)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Peça aqui: https://wa.me/nan.", "link.missing"),
        ("Oi!\nhttps://wa.me/0712345678\nObrigado", "link.number-zeros"),
        ("(https://wa.me/5511987654321&text=Oi)", "link.question-mark"),
    ],
)
def test_a_broken_address_inside_a_message_is_told(text, rule):
    assert [problem.rule for problem in judge_within(text)] == [rule]


def test_a_sound_address_inside_a_message_is_nobodys_mistake():
    assert not judge_within(f"Peça aqui: {RIGHT}?text=Oi. Ou ligue.")


@pytest.mark.parametrize(
    "word", ["nan", "None", "undefined", "NULL", "#N/A", "#REF!", "#NAME?", "%23REF%21"]
)
@pytest.mark.parametrize(
    "link",
    [
        *("https://wa.me/message/{}", "https://wa.me/qr/{}", "https://wa.me/stickerpack/{}"),
        *("https://chat.whatsapp.com/{}", "https://chat.whatsapp.com/invite/{}"),
        *("https://whatsapp.com/channel/{}", "https://api.whatsapp.com/message/{}"),
        "https://wa.me/p/{}/5511987654321",
        *("https://wa.me/c/{}", "https://wa.me/p/1234567/{}", "https://wa.me/call/{}"),
    ],
)
def test_an_empty_cell_in_the_place_of_a_code_is_told_for_what_it_is(link, word):
    if "/p/{}/" in link and "#" in word:
        pytest.skip("what follows a raw '#' is no path")
    address = link.format(word)
    found = judge(address)

    assert [(each.rule, each.severity) for each in found] == [("link.missing", "error")]
    assert found[0].fix == "Fill the cell, or leave the row out."
    with pytest.raises(BadInput):
        link_kinds.parse(address)


@pytest.mark.parametrize("kind", ["short", "group", "channel", "pack"])
def test_no_link_is_made_of_the_word_of_an_empty_cell(kind):
    with pytest.raises(BadInput, match=r"'nan' is what programs write where nothing is"):
        link_kinds.kinds()[kind]("nan")
