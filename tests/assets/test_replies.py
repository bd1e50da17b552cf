"""From what came back to the piece that brought it: chats, webhooks, tables, orders."""

from __future__ import annotations

import csv
import json
import pickle
import random
import zipfile
from datetime import datetime
from decimal import Decimal

import pytest

import campaignkit as ck
from campaignkit.errors import BadInput, NotFound
from campaignkit.tracking import reference
from tests.chats.exports import EXPORTS, REF

ANA = "+55 11 98765-4321"
SOL = "+55 11 91234-5678"


def printed(count=3):
    return [
        {
            "asset": "markets",
            "row": number,
            "place": f"Feira {number}",
            "token": str(reference("spring", str(number))),
            "payload": ck.chat_link(
                SOL, f"Oi! Estou na feira {number} (ref {reference('spring', str(number))})"
            ),
            "status": "ok",
        }
        for number in range(1, count + 1)
    ]


def token(number):
    return str(reference("spring", str(number)))


def android(path, *lines):
    text = "".join(f"{day} {hour} - {sender}: {words}\n" for day, hour, sender, words in lines)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", EXPORTS)
def test_every_form_of_export_finds_its_piece(tmp_path, form):
    export = EXPORTS[form]
    archive, _, name = export.file.rpartition("/")
    path = tmp_path / (archive or name)
    if archive:
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr(name, export.text())
            packed.writestr("__MACOSX/._chat.txt", "x")
    else:
        path.write_text(export.text(), encoding="utf-8")
    pieces = [{"payload": f"Oi! (ref {REF})", "row": 17}]

    found = ck.replies(path).match(pieces)

    (one,) = found
    assert (one.how, one.sender, one.place, one.edited) == ("exact", "Ana", "17", True)
    assert one.first.replace(second=0) == datetime(2025, 12, 31, 23, 59)
    assert one.answered == pytest.approx(6, abs=1)


def test_a_conversation_counts_once_for_each_piece(tmp_path):
    chat = android(
        tmp_path / f"WhatsApp Chat with {ANA}.txt",
        ("13/01/2026", "08:00", ANA, f"Oi! Estou na feira 1 (ref {token(1)})"),
        ("13/01/2026", "08:01", "Padaria Sol", f"Recebi (ref {token(2)})"),
        ("14/01/2026", "09:00", ANA, f"de novo (ref {token(1)})"),
        ("15/01/2026", "09:00", ANA, f"Oi! Estou na feira 3 (ref {token(3)})"),
    )

    found = ck.replies(chat).match(printed())

    assert [(one.place, one.edited, one.answered) for one in found] == [
        ("Feira 1", False, 1.0),
        ("Feira 3", False, None),
    ]


def test_a_text_without_a_reference_counts_where_one_piece_says_it(tmp_path):
    pieces = [
        {"payload": ck.chat_link(SOL, "Oi, vi na feira"), "row": 1},
        {"payload": ck.chat_link(SOL, "Oi"), "row": 2},
        {"payload": ck.chat_link(SOL, "Oi"), "row": 3},
    ]
    said = [{"phone": ANA, "message": "oi,  vi na feira"}, {"phone": ANA, "message": "Oi"}]

    (one,) = ck.replies(said).match(pieces)

    assert (one.how, one.place) == ("text", "1")
    assert len(ck.replies(said).match(pieces, by_text=False)) == 0


def test_a_slip_is_repaired_and_what_is_unclear_is_told():
    said = [
        {"phone": "+551", "message": f"Oi (ref {token(1)[:-1]})"},
        {"phone": "+552", "message": f"Oi (ref {reference('autumn', '1')})"},
    ]

    found = ck.replies(said).match(printed())

    assert [(one.how, one.place) for one in found] == [("repaired", "Feira 1"), ("unknown", "")]
    assert [problem.rule for problem in found.problems()] == ["replies.unknown-reference"]
    assert len(found.matched) == 1


def test_a_reference_of_none_is_told_once_however_many_show_it():
    other = str(reference("autumn", "1"))
    said = [
        {"phone": f"+55{n}", "message": f"Oi (ref {other if n % 2 else other.lower()})"}
        for n in range(40)
    ]

    found = ck.replies(said).match(printed())

    (problem,) = found.problems()
    assert (problem.value, problem.where.line, len(found)) == (other.lower(), 1, 40)


def webhook(sender, text, *, stamp="1767226740", **more):
    said = {"id": "wamid.X", "timestamp": stamp, "type": "text", "text": {"body": text}}
    said |= {"from": sender} if sender else {}
    value = {
        "messaging_product": "whatsapp",
        "contacts": [{"profile": {"name": "Ana"}, "wa_id": sender}],
        "messages": [said | more],
    }
    change = {"field": "messages", "value": value}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [change]}],
    }


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_webhooks_are_read_with_a_phone_or_a_user_id(tmp_path, suffix):
    events = [
        webhook("5511987654321", f"Oi (ref {token(1)})"),
        webhook(None, f"Oi (ref {token(2)})", from_user_id="BR.1349120865530274"),
        webhook("5511987654322", "", type="reaction", reaction={"emoji": "x"}),
    ]
    path = tmp_path / f"events{suffix}"
    lines = map(json.dumps, events)
    path.write_text(json.dumps(events) if suffix == ".json" else "\n".join(lines))

    found = ck.replies(path).match(printed())

    assert [(one.conversation, one.place) for one in found] == [
        ("+5511987654321", "Feira 1"),
        ("BR.1349120865530274", "Feira 2"),
    ]
    assert found.rows[0].first == datetime(2026, 1, 1, 0, 19)


def test_news_of_what_was_sent_is_passed_over_and_what_the_app_sent_is_the_shops(tmp_path):
    status = {"statuses": [{"id": "w", "status": "read", "recipient_id": "551"}]}
    echo = {"from": "5511912345678", "to": "5511987654321", "timestamp": "1767226860"}
    echo |= {"type": "text", "text": {"body": "Bom dia!"}}
    events = [
        status,
        {"entry": [{"changes": [{"field": "messages", "value": status}]}]},
        webhook("5511987654321", f"Oi (ref {token(1)})"),
        {"entry": [{"changes": [{"value": {"message_echoes": [echo]}}]}]},
    ]
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join(map(json.dumps, events)))

    (one,) = ck.replies(path).match(printed())

    assert (one.place, one.answered) == ("Feira 1", 2.0)


def test_a_broken_line_of_webhooks_is_told_with_its_number(tmp_path):
    said = json.dumps(webhook("5511987654321", f"Oi (ref {token(1)})"))
    path = tmp_path / "Ana.jsonl"
    path.write_text(f'{said}\n\n{said[:-3]}\n"Ana"\n')
    read = ck.replies(path)
    hidden = ck.replies(path, anonymous=True)

    found = read.match(printed())

    assert len(found) == 1
    for problems in (read.problems(), found.problems(), ck.report(printed(), found).problems()):
        told = [one for one in problems if one.rule == "table.json"]
        assert [one.where.line for one in told] == [3, 4]
    for problems in (hidden.problems(), hidden.match(printed()).problems()):
        assert [one.where.line for one in problems] == [3, 4]
        assert "Ana" not in str(problems)


def test_one_event_alone_is_read_too(tmp_path):
    path = tmp_path / "event.json"
    path.write_text(json.dumps(webhook("5511987654321", "Oi")))

    assert [said.text for said in ck.replies(path)] == ["Oi"]


def test_orders_count_once_for_the_piece_that_came_first(tmp_path):
    said = [
        {"phone": ANA, "message": f"(ref {token(2)})", "date": "2026-01-14T10:00"},
        {"phone": ANA, "message": f"(ref {token(1)})", "date": "2026-01-13T10:00"},
        {"phone": "+5511987650000", "message": f"(ref {token(3)})", "date": "2026-01-13T10:00"},
    ]
    orders = [
        {"telefone": "(11) 98765-4321", "valor": "R$ 12,50", "data": "2026-01-15"},
        {"telefone": "(11) 98765-4321", "valor": "7,50", "data": "2026-01-16"},
        {"telefone": "(11) 98765-4321", "valor": "99,00", "data": "2026-01-01"},
    ]

    found = ck.replies(said).match(printed(), orders=orders, country="BR")

    assert {one.place: (one.orders, one.money) for one in found} == {
        "Feira 2": (0, Decimal(0)),
        "Feira 1": (2, Decimal("20.00")),
        "Feira 3": (0, Decimal(0)),
    }


def test_anonymous_keeps_no_name_that_whatsapp_itself_tells(tmp_path):
    lines = [
        '13/01/2026 08:00 - Rosa Prado criou o grupo "Clientes"',
        "13/01/2026 08:01 - Rosa Prado adicionou Zeca",
        f"13/01/2026 08:02 - Ana: Oi (ref {token(1)})",
    ]
    (tmp_path / "Conversa do WhatsApp com Clientes.txt").write_text(
        "\n".join(lines) + "\n", "utf-8"
    )

    said = list(ck.replies(tmp_path, anonymous=True, key="ours"))

    assert [each.kind for each in said] == ["system", "system", "text"]
    assert not any(name in str(said) for name in ("Rosa", "Prado", "Zeca", "Clientes", "Ana"))


def test_an_order_of_a_day_before_the_chat_does_not_count_however_days_are_written():
    said = [{"phone": ANA, "message": f"(ref {token(1)})", "date": "2026-01-13T10:00"}]
    orders = [
        {"telefone": "(11) 98765-4321", "valor": "12,50", "data": day}
        for day in ("12/01/2026", "02/02/2026")
    ]

    (one,) = ck.replies(said).match(printed(), orders=orders, country="BR")

    assert (one.orders, one.money) == (1, Decimal("12.50"))


@pytest.mark.parametrize(
    ("chat", "listed", "country"),
    [
        ("+55 21 8888-1111", "(21) 98888-1111", "BR"),
        ("+52 1 55 1234 5678", "55 1234 5678", "MX"),
        ("+54 9 11 2345-6789", "11 2345-6789", "AR"),
    ],
)
def test_one_account_is_found_by_both_ways_to_write_its_number(chat, listed, country):
    said = [{"phone": chat, "message": f"(ref {token(1)})"}]

    (one,) = ck.replies(said).match(
        printed(), orders=[{"phone": listed, "total": "10"}], country=country
    )
    assert one.orders == 1


def test_without_a_column_of_amounts_no_money_is_told():
    said = [{"phone": ANA, "message": f"(ref {token(1)})"}]
    found = ck.replies(said).match(printed(), orders=[{"phone": ANA}])
    report = ck.report(printed(), found)

    assert [(one.orders, one.money) for one in found] == [(1, None)]
    assert {row.money for row in report.rows} == {None}
    assert sorted(row.orders for row in report.rows)[-2:] == [0, 1]


def test_orders_join_by_the_number_that_a_chat_names(tmp_path):
    android(
        tmp_path / "Conversa do WhatsApp com Ana.txt",
        ("13/01/2026", "08:00", "Ana", f"Oi (ref {token(1)})"),
        ("13/01/2026", "08:05", "Padaria Sol", "Anotado! Seu pedido nº 1042 fica em R$ 2026"),
    )
    android(
        tmp_path / "Conversa do WhatsApp com Bia.txt",
        ("14/01/2026", "08:00", "Bia", f"Oi (ref {token(2)})"),
        ("14/01/2026", "08:01", "Bia", "é sobre a encomenda SOL-7781, e chegou 1042?"),
    )
    orders = [
        {"pedido": "#1042", "telefone": "", "valor": "12,50"},
        {"pedido": "2026", "telefone": "", "valor": "99,00"},
        {"pedido": "sol-7781", "telefone": "", "valor": "40,00"},
    ]

    found = ck.replies(tmp_path).match(printed(), orders=orders, country="BR")

    assert {one.sender: (one.orders, one.money, one.numbers) for one in found} == {
        "Ana": (1, Decimal("12.50"), ("1042",)),
        "Bia": (1, Decimal("40.00"), ("sol-7781",)),
    }


def test_an_order_with_a_phone_and_a_number_counts_once():
    said = [
        {"phone": ANA, "message": f"(ref {token(1)}) pedido 1042", "date": "2026-01-13"},
        {"phone": SOL, "message": f"(ref {token(2)}) pedido 1042", "date": "2026-01-14"},
    ]
    orders = [{"Name": "#1042", "Phone": ANA, "Total": "10.00", "Created at": "2026-01-15"}]

    found = ck.replies(said).match(printed(), orders=orders)

    assert [(one.orders, one.money) for one in found] == [(1, Decimal(10)), (0, Decimal(0))]


def test_anonymous_keeps_hashes_alone_and_orders_still_join():
    said = [{"phone": ANA, "message": f"Sou Ana, {ANA} (ref {token(1)})"}]
    orders = [{"phone": ANA, "total": "10.00"}]

    found = ck.replies(said, anonymous=True, key="ours").match(printed(), orders=orders)

    (one,) = found
    assert (one.place, one.orders) == ("Feira 1", 1)
    assert "98765" not in repr(found.records()) + one.text
    again = ck.replies(said, anonymous=True, key="ours").match(printed())
    assert again.rows[0].sender == one.sender
    assert ck.replies(said, anonymous=True).match(printed()).rows[0].sender != one.sender


def test_dates_that_can_be_read_two_ways_are_asked_about(tmp_path):
    one = android(tmp_path / "WhatsApp Chat with Ana.txt", ("03/04/26", "10:00", "Ana", "Oi"))

    with pytest.raises(BadInput, match=r"is 3/4/26 written day first or month first\?"):
        ck.replies(one)

    (said,) = ck.replies(one, dates="mdy")
    assert said.time == datetime(2026, 3, 4, 10)


def test_another_file_of_the_phone_tells_the_order(tmp_path):
    android(tmp_path / "WhatsApp Chat with Ana.txt", ("03/04/26", "10:00", "Ana", "Oi"))
    android(tmp_path / "WhatsApp Chat with Bia.txt", ("23/04/26", "10:00", "Bia", "Oi"))

    first, _ = ck.replies(tmp_path)
    assert first.time == datetime(2026, 4, 3, 10)


def test_without_a_name_in_the_file_whoever_says_the_reference_is_the_customer(tmp_path):
    chat = android(
        tmp_path / "_chat.txt",
        ("13/01/2026", "08:00", "Sol", "Bom dia a todos"),
        ("13/01/2026", "08:02", "Ana", f"Oi (ref {token(1)})"),
        ("13/01/2026", "08:05", "Sol", f"Recebi o seu {token(1)}"),
    )

    (one,) = ck.replies(chat).match(printed())
    assert (one.sender, one.answered) == ("Ana", 3.0)
    (same,) = ck.replies(chat, shop="Sol").match(printed())
    assert same.sender == "Ana"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_end_as_any_system_ends_them(tmp_path, end):
    lines = [f"31/12/2025 23:59 - Ana: Oi! (ref {REF})", "tudo bem?", "31/12/2025 23:59 - Sol: Sim"]
    path = tmp_path / "WhatsApp Chat with Ana.txt"
    path.write_bytes(b"\xef\xbb\xbf" + end.join(lines).encode())

    assert [said.text for said in ck.replies(path)] == [f"Oi! (ref {REF})\ntudo bem?", "Sim"]


def test_a_chat_named_after_a_group_does_not_say_who_the_customer_is(tmp_path):
    chat = android(
        tmp_path / "WhatsApp Chat with Clientes da Sol.txt",
        ("13/01/2026", "08:00", "Sol", "Bom dia a todos"),
        ("13/01/2026", "08:02", "Ana", f"Oi (ref {token(1)})"),
        ("13/01/2026", "08:03", "Bia", f"Oi (ref {token(2)})"),
        ("13/01/2026", "08:05", "Sol", "Oi!"),
    )

    found = ck.replies(chat, shop="Sol").match(printed())

    assert [(one.sender, one.place, one.answered) for one in found] == [
        ("Ana", "Feira 1", 3.0),
        ("Bia", "Feira 2", 2.0),
    ]
    assert len(ck.replies(chat).match(printed())) == 2


def test_conversations_are_saved_as_a_table(tmp_path):
    said = [{"phone": ANA, "message": f"=1+1 (ref {token(1)})"}]

    ck.replies(said).match(printed()).save(tmp_path / "found.csv")

    text = (tmp_path / "found.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    assert (row["place"], row["how"], row["piece_row"]) == ("Feira 1", "exact", "1")


def test_failed_and_held_lines_of_a_manifest_were_never_printed():
    states = ("ok", "failed", "held")
    pieces = [{**row, "status": state} for row, state in zip(printed(), states, strict=True)]

    found = ck.replies([{"phone": ANA, "message": f"(ref {token(2)})"}]).match(pieces)

    assert len(found.pieces.every) == 1
    assert found.rows[0].how == "unknown"


@pytest.mark.parametrize(
    ("name", "text", "error", "words"),
    [
        ("note.txt", "buy bread\n", BadInput, "note.txt is not an exported chat"),
        ("none.txt", None, NotFound, "there is no file"),
        ("table.csv", "a,b\n1,2\n", BadInput, "no column of messages"),
    ],
)
def test_what_is_no_chat_is_told(tmp_path, name, text, error, words):
    path = tmp_path / name
    if text is not None:
        path.write_text(text)

    with pytest.raises(error, match=words):
        list(ck.replies(path))


def test_no_piece_is_found_in_ordinary_messages():
    chance = random.Random(11)
    words = "oi quero pão ref pedido 2 3 kg ABC-1234 código 98765-4321 10:30 Pix R$ 5,00 ok"
    said = [
        {
            "phone": "+551",
            "message": " ".join(chance.choices(words.split(), k=chance.randint(1, 9))),
        }
        for _ in range(20_000)
    ]

    assert len(ck.replies(said).match(printed(500)).matched) == 0


def test_an_anonymous_reading_tells_no_name_and_no_number_anywhere(tmp_path):
    name, number = "Ana Souza", "+55 11 98765-4321"
    android(
        tmp_path / f"Conversa do WhatsApp com {name}.txt",
        ("31/12/2025", "10:00", name, f"Oi, aqui é a Ana, {number} (ref {token(1)})"),
    )
    read = ck.replies(tmp_path, anonymous=True, key="ours")

    found = read.match(printed())
    found.save(tmp_path / "found.csv")

    told = [repr(list(read)), repr(read), read._repr_html_(), repr(found.rows), found._repr_html_()]
    told += [
        (tmp_path / "found.csv").read_text("utf-8"),
        pickle.dumps(found.rows).decode("latin-1"),
    ]
    told.append(ck.report(printed(), found).html())
    assert len(found.matched) == 1
    assert [word for word in ("Ana", "Souza", "98765") if any(word in each for each in told)] == []
    with pytest.raises(BadInput, match="is not stored"):
        pickle.dumps(read)


def test_what_was_found_is_a_frame():
    said = [{"phone": ANA, "message": f"Oi! (ref {token(2)})", "sent": "2026-03-05 10:00"}]

    frame = ck.replies(said).match(printed()).frame

    assert frame["place"].to_list() == ["Feira 2"]
    assert frame["piece_row"].to_list() == ["2"]
    assert frame["confidence"].to_list() == [1.0]


def test_orders_of_nobody_who_wrote_are_told():
    said = [
        {
            "phone": "+5511987654321",
            "message": f"Oi (ref {reference('spring', '1')})",
            "sent": "2026-03-01",
        }
    ]
    orders = [
        {"phone": "(11) 98765-4321", "amount": "5"},
        {"phone": "(21) 99999-0000", "amount": "7"},
        {"phone": None, "amount": "9"},
    ]

    found = ck.replies(said).match(printed(), orders=orders, country="BR")

    assert found.rows[0].orders == 1
    assert "Orders of nobody whom a piece brought: 2 of 3" in str(found.problems())
    assert not ck.replies(said).match(printed(), orders=orders[:1], country="BR").problems()
