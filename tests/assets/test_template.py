"""A message template as a user holds it: files, parity, the notebook."""

from __future__ import annotations

import datetime
import json
import pickle
from io import BytesIO

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.assets.template import (
    MessageTemplate,
    check_files,
    language_problems,
    people_twice,
)
from campaignkit.errors import BadInput, NotFound
from campaignkit.messaging.templates import Header, QuickReply
from campaignkit.messaging.variants import variant_of

GOOD = MessageTemplate(
    "order_ready",
    language="en",
    category="UTILITY",
    body="Hello {{who}}, your order {{order}} is ready.",
    examples={"who": "Ana", "order": "A-17"},
)
BAD = GOOD.with_(name="Order-Ready", language="pt-BR")


def test_it_stays_a_message_template_through_every_change():
    assert isinstance(BAD.fixed(), MessageTemplate)
    assert isinstance(MessageTemplate.from_api(GOOD.to_api()), MessageTemplate)
    assert MessageTemplate.from_api(GOOD.to_api()) == GOOD


def test_it_can_be_pickled_and_compared():
    assert pickle.loads(pickle.dumps(GOOD)) == GOOD
    assert len({GOOD, BAD, MessageTemplate.from_api(GOOD.to_api())}) == 2


def test_fixed_mends_what_problems_names():
    assert len(BAD.problems().errors) == 2
    assert not BAD.fixed().problems()
    assert (BAD.fixed().name, BAD.fixed().language) == ("order_ready", "pt_BR")


def test_it_saves_and_opens(tmp_path):
    GOOD.save(tmp_path / "a.json")

    assert MessageTemplate.open_all(tmp_path / "a.json") == [GOOD]
    stream = BytesIO()
    GOOD.save(stream)
    assert json.loads(stream.getvalue()) == GOOD.to_api()


def test_a_template_with_errors_is_not_saved_unless_told(tmp_path):
    with pytest.raises(BadInput, match="template 'Order-Ready': 2 problems"):
        BAD.save(tmp_path / "a.json")
    assert not (tmp_path / "a.json").exists()
    BAD.save(tmp_path / "a.json", check=False)
    assert MessageTemplate.open_all(tmp_path / "a.json") == [BAD]


def test_it_is_saved_as_json_only(tmp_path):
    with pytest.raises(BadInput, match=r"ends with \.json"):
        GOOD.save(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "wrap", [lambda x: x, lambda x: [x], lambda x: {"data": [x], "paging": {}}]
)
def test_a_file_holds_one_template_a_list_or_the_platforms_listing(tmp_path, wrap):
    file = tmp_path / "templates.json"
    file.write_text(json.dumps(wrap(GOOD.to_api())), encoding="utf-8")

    assert MessageTemplate.open_all(file) == [GOOD]


def test_a_file_that_is_not_json_says_where(tmp_path):
    file = tmp_path / "a.json"
    file.write_text('{"name":\n  oops}', encoding="utf-8")

    with pytest.raises(BadInput, match="line 2, column 3, is not JSON"):
        MessageTemplate.open_all(file)
    with pytest.raises(NotFound, match="there is no template file"):
        MessageTemplate.open_all(tmp_path / "b.json")


def test_check_files_places_each_finding_in_its_template(tmp_path):
    file = tmp_path / "a.json"
    other = GOOD.with_(language="es", components=BAD.components[:0])
    file.write_text(json.dumps([GOOD.to_api(), other.to_api()]), encoding="utf-8")

    found = check_files(file)
    assert [str(problem.where) for problem in found] == [
        f"{file}, key order_ready[es].components",
        f"{file}, key order_ready[es].components",
    ]
    assert [problem.rule for problem in found] == [
        "template.body-missing",
        "languages.components",
    ]


def test_languages_in_several_files_are_compared(tmp_path):
    for template in (GOOD, GOOD.with_(language="es", category="MARKETING")):
        template.save(tmp_path / f"{template.language}.json")

    (problem,) = check_files(tmp_path / "en.json", tmp_path / "es.json")
    assert str(problem.where) == "key order_ready[es].category"


def test_languages_that_differ_are_named():
    other = MessageTemplate(
        "order_ready",
        language="es",
        category="UTILITY",
        body="Hola {{who}}, ya está.",
        examples=["a"],
    )

    (problem,) = language_problems([GOOD, other])
    assert problem.rule == "languages.variables"


def test_it_binds_rows_and_makes_payloads():
    rows = [{"NAME": "Ana", "order": 7, "phone": "+55 11 98765-4321"}]

    bound = GOOD.bind(rows, columns={"who": "NAME"}, to="phone")
    assert not bound.problems()
    assert repr(bound) == "<1 row for the template 'order_ready': 0 errors, 0 warnings>"
    (sent,) = bound.payloads()
    assert sent == GOOD.payload("+5511987654321", {"who": "Ana", "order": "7"})
    assert [slot.key for slot in GOOD.slots] == ["who", "order"]


def test_one_of_several_templates_is_opened_by_its_name_and_language(tmp_path):
    other = GOOD.with_(language="pt_BR")
    file = tmp_path / "all.json"
    file.write_text(json.dumps([GOOD.to_api(), other.to_api()]), encoding="utf-8")

    assert MessageTemplate.open(file, language="pt_BR") == other
    with pytest.raises(BadInput, match=r"holds 2 templates: order_ready \(en\), order_ready \(pt"):
        MessageTemplate.open(file, name="order_ready")
    with pytest.raises(NotFound, match=r"no template with the name 'order_redy'\. Did you mean"):
        MessageTemplate.open(file, name="order_redy")
    with pytest.raises(NotFound, match=r"language 'hi'\. There are: en, pt_BR"):
        MessageTemplate.open(file, language="hi")


ROWS = """NAME,order,phone
Ana,7,+55 11 98765-4321
Bia,8,12
Caio,9,+55 11 98765-4322
"""


def bound(tmp_path, text=ROWS):
    (tmp_path / "orders.csv").write_text(text, encoding="utf-8")
    return GOOD.bind(tmp_path / "orders.csv", columns={"who": "NAME"}, to="phone")


def test_its_rows_are_saved_as_a_payload_a_line(tmp_path):
    made = bound(tmp_path)

    with pytest.raises(BadInput, match="row 2"):
        made.save(tmp_path / "sent.jsonl")
    assert not (tmp_path / "sent.jsonl").exists()
    made.save(tmp_path / "sent.jsonl", check=False)
    lines = (tmp_path / "sent.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == list(made.payloads(check=False))
    assert [json.loads(line)["to"] for line in lines] == ["+5511987654321", "+5511987654322"]


def test_numbers_may_be_in_the_local_form_of_a_country(tmp_path):
    local = [{"who": "Ana", "order": 1, "phone": "(11) 98765-4321"}]

    assert "no country code" in str(GOOD.bind(local, to="phone").problems())
    (sent,) = GOOD.bind(local, to="phone", country="BR").payloads()
    assert sent["to"] == "+5511987654321"
    with pytest.raises(BadInput, match="country='XX'"):
        GOOD.bind(local, to="phone", country="XX")


def test_a_row_that_cannot_be_read_is_left_out_of_the_payloads(tmp_path):
    made = bound(tmp_path, ROWS.replace("Bia,8,12", "Bia,8"))

    assert len(list(made.payloads(check=False))) == len(list(made.texts())) == 2


def test_one_row_is_shown_as_a_bubble(tmp_path):
    made = bound(tmp_path)

    assert "Caio" in made.html(3)
    with pytest.raises(BadInput, match="no row 4 that can be read: the table has 3 rows"):
        made.html(4)


def test_it_shows_its_bubble_and_what_is_wrong_with_it():
    data, _ = GOOD._repr_mimebundle_()
    assert data["text/plain"] == "Hello Ana, your order A-17 is ready."
    assert "<table>" not in data["text/html"]

    data, _ = BAD._repr_mimebundle_()
    assert "<table>" in data["text/html"]
    assert "name-characters" in data["text/html"]


def test_a_picture_may_stand_in_the_header(tmp_path):
    file = tmp_path / "cover.png"
    file.write_bytes(pictures.png(np.zeros((1500, 3000, 3), dtype=np.uint8)))
    template = MessageTemplate("x", language="en", header=Header(format="IMAGE"), body="Look")

    html = template.html(picture=file, theme="dark")
    assert "data:image/png;base64," in html
    assert len(html) < 20_000


def test_str_is_what_it_says():
    template = MessageTemplate("x", language="en", body="Stay?", buttons=[QuickReply("Yes")])

    assert str(template) == "Stay?\n[ Yes ]"


CODES = {"name": "c", "language": "en", "category": "AUTHENTICATION"}
OTP = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}


@pytest.mark.parametrize(
    "body", [{"type": "BODY"}, {"type": "BODY", "text": "*{{1}}* is your verification code."}]
)
def test_a_one_time_code_reads_alike_in_payload_text_and_bubble(body):
    template = MessageTemplate.from_api({**CODES, "components": [body, OTP]})
    bound = template.bind([{"to": "+5511987654321", "code": "481516"}], to="to")

    assert list(bound.texts()) == ["*481516* is your verification code."]
    assert "481516" in bound.html(1)
    assert "123456" not in bound.html(1)
    made = template.payload("+5511987654321", ["481516"])
    assert made == next(bound.payloads())


def test_a_text_keeps_the_variable_that_its_row_does_not_fill():
    template = MessageTemplate("t", language="pt_BR", body="Hello {{1}}, until {{2}} then.")
    rows = [{"1": None, "2": datetime.date(2026, 3, 4)}]
    bound = template.bind(rows)

    assert list(bound.texts()) == ["Hello {{1}}, until 4 de março de 2026 then."]
    assert "4 de março de 2026" in bound.html(1)


def test_what_is_no_send_is_no_traceback():
    template = MessageTemplate("t", language="en", body="There is news for you.")

    with pytest.raises(BadInput, match=r"is no send\. Give templates with their rows"):
        people_twice(template)
    with pytest.raises(BadInput, match="payload=5 is no mapping"):
        variant_of(5)
    with pytest.raises(BadInput, match="buttons='Sim' is not what a template takes"):
        MessageTemplate("t", language="en", body="Hi", buttons="Sim")


def test_an_approved_template_has_no_errors():
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["C:\\v.png"]}}
    body = {"type": "BODY", "text": "{{1}}", "example": {"body_text": [["Ana"]]}}
    data = {"name": "t", "language": "en", "category": "MARKETING", "components": [header, body]}

    assert MessageTemplate.from_api(data).problems().errors
    found = MessageTemplate.from_api({**data, "status": "APPROVED"}).problems()
    assert found
    assert not found.errors


@pytest.mark.parametrize(
    "handle",
    ["C:\\v.mp4", "data:image/png;base64,AAAA", "file:///a.jpg", "123456789", "4:", "5"],
)
def test_what_is_no_handle_is_told(handle):
    header = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [handle]}}
    body = {"type": "BODY", "text": "There is news."}
    template = MessageTemplate.from_api(
        {**CODES, "category": "MARKETING", "components": [header, body]}
    )

    assert "template.header-handle" in {problem.rule for problem in template.problems()}


@pytest.mark.parametrize(
    ("button", "key"),
    [
        ({"type": "PHONE_NUMBER", "text": "Call", "phone_number": 5511987654321}, "phone_number"),
        ({"type": "FLOW", "text": "Go", "flow_id": 1}, "flow_id"),
        ({"type": "URL", "text": "Go", "url": 5}, "url"),
    ],
)
def test_a_value_of_another_form_is_told_as_that_alone(button, key):
    parts = [{"type": "BODY", "text": "There is news."}, {"type": "BUTTONS", "buttons": [button]}]
    template = MessageTemplate.from_api({**CODES, "category": "MARKETING", "components": parts})

    found = [each for each in template.problems() if each.where.key == f"buttons[0].{key}"]
    assert [each.rule for each in found] == ["template.form"]


def test_a_missing_example_says_where_it_is_written():
    template = MessageTemplate(
        "t", language="en", header="Order {{1}}", body="Hello {{1}}, your order is here."
    )

    found = [each for each in template.problems() if each.rule == "template.example-missing"]
    assert [each.fix.partition(": ")[2] for each in found] == [
        "examples={'header': '…'}.",
        "examples={'1': '…'}.",
    ]


def test_the_only_variable_of_an_address_is_told_with_two_braces():
    button = {"type": "URL", "text": "See", "url": "https://shop.example/{{2}}"}
    parts = [{"type": "BODY", "text": "There is news."}, {"type": "BUTTONS", "buttons": [button]}]
    template = MessageTemplate.from_api({**CODES, "category": "MARKETING", "components": parts})

    (found,) = [x for x in template.problems() if x.rule == "template.url-variable-number"]
    assert found.fix == "Write {{1}}."


@pytest.mark.parametrize("minutes", ["ten", 5.5, True])
def test_minutes_that_are_no_number_are_told(minutes):
    footer = {"type": "FOOTER", "code_expiration_minutes": minutes}
    template = MessageTemplate.from_api({**CODES, "components": [{"type": "BODY"}, footer, OTP]})

    found = {each.where.key: each.rule for each in template.problems()}
    assert found["footer.code_expiration_minutes"] == "template.form"


def test_an_example_that_was_left_out_is_not_told_as_one():
    template = MessageTemplate(
        "t", language="en", body="Hello {{1}}, you are here.", examples={"1": "Ana", "3": "x"}
    )

    unused = [x.value for x in template.problems() if x.rule == "template.example-unused"]
    assert unused == ["x"]


@pytest.mark.parametrize("examples", [{"1": ["Ana"]}, {"1": None}, [None], [["Ana"], ["Bia"]]])
def test_what_is_no_sample_is_refused(examples):
    with pytest.raises(BadInput, match="is no sample of a variable") as caught:
        MessageTemplate("t", language="en", body="Hello {{1}}, welcome.", examples=examples)
    assert caught.value.rule == "template.example-value"


def test_samples_may_be_nested_as_the_platform_has_them():
    flat, nested = (
        MessageTemplate("t", language="en", body="Hello {{1}}, welcome.", examples=examples)
        for examples in (["Ana"], [["Ana"]])
    )

    assert flat == nested


@pytest.mark.parametrize(
    ("changes", "fix"),
    [
        ({"category": "Utilidade"}, "Did you mean 'UTILITY'?"),
        ({"category": "MARKETNG"}, "Did you mean 'MARKETING'?"),
        ({"language": "english"}, "Write 'en'."),
    ],
)
def test_what_people_call_a_category_or_language_is_understood(changes, fix):
    given = {"language": "en", "category": "UTILITY", **changes}
    template = MessageTemplate("t", body="There is news for you.", **given)

    assert any(each.fix.endswith(fix) for each in template.problems())


def test_a_misspelt_button_and_a_word_for_a_number_are_told():
    button = {"type": "QUICKREPLY", "text": "Yes"}
    parts = [{"type": "BODY", "text": "There is news."}, {"type": "BUTTONS", "buttons": [button]}]
    template = MessageTemplate.from_api({**CODES, "category": "MARKETING", "components": parts})

    (found,) = [each for each in template.problems() if each.rule == "template.button-unknown"]
    assert "Did you mean 'QUICK_REPLY'" in found.fix
    with pytest.raises(BadInput, match="'abc' is neither a phone number nor a user id"):
        template.payload("abc", {})


@pytest.mark.parametrize(
    ("column", "says"),
    [
        ("{{ }}", "Expected an expression, and there is none"),
        ("{{ a b }}", "'b' is not expected there"),
        ("{{ a / 2 }}", "a text and a number cannot stand around '/'"),
        ("{{ a + 2 }}", "a text and a number cannot stand around '+'"),
        ("{{ a < 2 }}", "a text and a number cannot stand around '<'"),
    ],
)
def test_a_column_that_cannot_be_filled_is_told_in_our_words(column, says):
    template = MessageTemplate("t", language="en", body="Hello {{1}}, welcome.", examples=["Ana"])

    try:
        told = str(template.bind([{"a": "x"}], columns={"1": column}).problems())
    except BadInput as err:
        told = str(err)
    assert says in told


@pytest.mark.parametrize("listed", [5, "Yes", {"type": "QUICK_REPLY"}])
def test_buttons_that_are_no_list_are_told_as_that(listed):
    parts = [{"type": "BODY", "text": "There is news."}, {"type": "BUTTONS", "buttons": listed}]
    template = MessageTemplate.from_api({**CODES, "category": "MARKETING", "components": parts})

    found = {each.where.key: each.message for each in template.problems()}
    assert "which is not a list" in found["buttons"]
