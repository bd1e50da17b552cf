"""Whom a message goes to: numbers, user ids, and usernames whose ids are known."""

from __future__ import annotations

import pytest

from campaignkit.assets.template import MessageTemplate
from campaignkit.errors import BadInput
from campaignkit.messaging.contacts import Contacts
from campaignkit.messaging.recipients import identity, is_user_id, is_username, recipient
from campaignkit.rows import read

NEWS = MessageTemplate("news", language="en", body="There is news for you today.")
JASPER = "US.13491208655302741918"

LISTED = {  # how the platform lists the button that copies a code
    "type": "URL",
    "text": "Copy code",
    "url": "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}",
}


@pytest.mark.parametrize("text", [JASPER, "BR.1502576394655843", "US.ENT.11815799212886844830"])
def test_a_user_id_is_one(text):
    assert is_user_id(text)
    assert recipient(f" {text} ") == text


@pytest.mark.parametrize("text", ["US13491208655302741918", "us.1349", "USA.1349", "US.", "US.a-b"])
def test_what_is_no_user_id_is_none(text):
    assert not is_user_id(text)


@pytest.mark.parametrize("name", ["jasper.market", "my_shop1", "abc", "a" * 35, "@Loja.Sol"])
def test_a_username_is_one(name):
    assert is_username(name)


@pytest.mark.parametrize(
    "name",
    [
        *("ab", "a" * 36, "12345", ".shop", "shop.", "my..shop", "www.shop", "shop.com"),
        *("loja.in", "my-shop", "açaí", "", "@"),
    ],
)
def test_what_is_no_username_is_none(name):
    assert not is_username(name)


def test_a_user_id_is_addressed_as_the_platform_has_it():
    sent = NEWS.payload(JASPER, {})

    assert sent["recipient"] == JASPER
    assert "to" not in sent


def test_usernames_are_recipients_where_their_ids_are_known():
    rows = [{"to": "@Jasper.Market"}, {"to": "jasper.market"}, {"to": "+5511987654321"}]

    made = NEWS.bind(rows, to="to", contacts={"@jasper.market": JASPER})
    assert [p.get("recipient") or p["to"] for p in made.payloads()] == [
        JASPER,
        JASPER,
        "+5511987654321",
    ]


def test_contacts_may_be_a_table(tmp_path):
    file = tmp_path / "contacts.csv"
    file.write_text(f"username,user_id\njasper.market,{JASPER}\n,US.1\n", encoding="utf-8")

    made = NEWS.bind([{"to": "@jasper.market"}], to="to", contacts=file)
    assert next(made.payloads())["recipient"] == JASPER


def test_a_username_that_nobody_knows_is_refused_with_the_reason():
    made = NEWS.bind([{"to": "@my_shop1"}], to="to", contacts={"@jasper.market": JASPER})

    (problem,) = made.problems()
    assert (problem.rule, problem.where.row) == ("send.username", 1)
    assert "which the platform sends nothing to" in problem.message


def test_consents_may_name_people_by_their_usernames():
    consent = [{"phone": "@jasper.market", "when": "2026-03-04", "how": "chat", "wording": "Yes"}]

    made = NEWS.bind(
        [{"to": JASPER}, {"to": "@jasper.market"}],
        to="to",
        consent=consent,
        contacts={"jasper.market": JASPER},
    )
    assert [each.status for each in made.outcomes()] == ["send", "held"]
    assert made.held[2].rule == "consent.duplicate"


def test_contacts_without_their_columns_are_refused():
    with pytest.raises(BadInput, match=r"no username and user_id\. There are: a, b"):
        Contacts.read([{"a": 1, "b": 2}])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+5571991234567", "+557191234567"),
        ("+5215512345678", "+525512345678"),
        ("+5491123456789", "+541123456789"),
    ],
)
def test_two_ways_to_write_an_account_are_one_person(one, other):
    assert identity(one) == identity(other)


def test_other_numbers_are_told_apart():
    assert identity("+551133456789") == "+551133456789"
    assert identity("+5511987654321") != identity("+5511987654322")


@pytest.mark.parametrize("button", [{"type": "OTP", "otp_type": "COPY_CODE"}, LISTED])
def test_a_one_time_code_goes_to_a_number_alone(button):
    made = MessageTemplate.from_api(
        {
            "name": "code",
            "language": "en",
            "category": "AUTHENTICATION",
            "components": [{"type": "BODY"}, {"type": "BUTTONS", "buttons": [button]}],
        }
    )

    assert made.payload("+5511987654321", {"code": "123456"})["to"] == "+5511987654321"
    with pytest.raises(BadInput, match="one-time codes cannot go to the user id"):
        made.payload("BR.1234567890", {"code": "123456"})


def test_a_username_mapped_to_no_recipient_is_the_fault_of_the_contacts():
    contacts = {"@jasper.market": "nobody", "@my_shop1": JASPER}

    made = NEWS.bind([{"to": "@jasper.market"}, {"to": "@my_shop1"}], to="to", contacts=contacts)

    (problem,) = made.problems()
    assert problem.rule == "send.contacts-id"
    assert problem.message.startswith(
        "the contacts have 'nobody' for the username '@jasper.market': 'nobody' is neither"
    )
    assert (problem.where.row, problem.where.column) == (1, "to")
    assert [each.status for each in made.outcomes()] == ["failed", "send"]


def test_a_row_keeps_its_line_when_its_username_becomes_an_id(tmp_path):
    table = tmp_path / "people.csv"
    table.write_text("to,obs\n\n@my_shop1,x\n@jasper.market,y\n", encoding="utf-8")

    known = Contacts.read({"@my_shop1": JASPER})
    made = list(known.resolved(read(table), "to").outcomes())

    assert [(row["to"], row.line) for row in made] == [(JASPER, 3), ("@jasper.market", 4)]
