"""Chats of twenty phones, with all that stands in chats: nothing is lost, and nothing made up."""

from __future__ import annotations

import zipfile

import pytest

import campaignkit as ck
from campaignkit.chats.sources import chat_name
from tests.chats.phones import CUSTOMER, PHONES, REF, SHOP


@pytest.fixture
def written(tmp_path):
    """A function that writes an export as its phone does: zipped with its pictures, or a text."""

    def write(phone, text=None):
        name, _, inside = phone.file.partition("/")
        place = tmp_path / name
        if not inside:
            place.write_text(phone.export() if text is None else text, encoding="utf-8")
            return place
        with zipfile.ZipFile(place, "w") as packed:
            packed.writestr("00000012-PHOTO-2026-03-15-09-15-10.jpg", b"\xff\xd8")
            packed.writestr(inside, phone.export())
        return place

    return write


@pytest.mark.parametrize("name", PHONES)
def test_every_message_is_read_with_its_moment_and_whoever_wrote_it(name, written):
    phone = PHONES[name]

    found = list(ck.replies(written(phone), shop=SHOP))

    assert [said.time for said in found] == phone.moments()
    assert [said.sender for said in found] == [one.sender for one in phone.said]


@pytest.mark.parametrize("name", PHONES)
def test_what_is_no_text_is_none_and_texts_are_whole(name, written):
    phone = PHONES[name]

    found = list(ck.replies(written(phone), shop=SHOP))

    told = [(one, said) for one, said in zip(phone.said, found, strict=True) if one.kind]
    assert [(said.kind, said.text) for _, said in told] == [(one.kind, one.read) for one, _ in told]


@pytest.mark.parametrize("name", PHONES)
def test_whoever_the_file_is_named_after_is_the_customer(name, written):
    found = ck.replies(written(PHONES[name])).match([{"payload": f"Oi (ref {REF})", "place": "a"}])

    assert [(one.sender, one.conversation, one.place) for one in found] == [
        (CUSTOMER, CUSTOMER, "a")
    ]


def test_a_chat_in_two_files_or_exported_twice_is_one_conversation(written, tmp_path):
    phone = PHONES["android pt_BR"]
    lines = phone.export().splitlines(keepends=True)
    (tmp_path / "again").mkdir()

    written(phone, "".join(lines[:9]))
    (tmp_path / "Conversa do WhatsApp com Ana Souza (1).txt").write_text(
        "".join(lines[9:]), encoding="utf-8"
    )
    (tmp_path / "again" / phone.file).write_text(phone.export() * 2, encoding="utf-8")
    found = ck.replies(tmp_path).match([{"payload": f"Oi (ref {REF})", "place": "a"}])

    assert [(one.conversation, one.first) for one in found] == [(CUSTOMER, phone.moments()[1])]


def test_a_chat_that_begins_within_a_message_is_told(tmp_path):
    chat = tmp_path / "Conversa do WhatsApp com Ana.txt"
    chat.write_text("de cenoura, por favor\n\nobrigada\n31/12/2025 23:59 - Ana: Oi\n", "utf-8")

    read = ck.replies(chat)

    assert [said.text for said in read] == ["Oi"]
    assert f"{chat.name} begins within a message: lines of nobody: 2" in str(read.problems())
    assert "Join the parts" in str(read.match([{"payload": "Oi", "status": "ok"}]).problems())


@pytest.mark.parametrize(
    "text",
    [
        "a mensagem foi apagada? era (ref K4K6-RD2H)",
        "Oi ref K4K6.RD2H (bom dia)",
        "This message was deleted\nbut I meant (ref K4K6-RD2H)",
        "<a href>: b.jpg> (ref K4K6-RD2H)",
    ],
)
def test_what_only_looks_like_a_note_of_the_phone_is_read(text, tmp_path):
    chat = tmp_path / "chat.txt"
    chat.write_text(f"31/12/2025 23:59 - Ana: {text}\n", encoding="utf-8")

    (said,) = ck.replies(chat)

    assert (said.kind, said.text) == ("text", text)


@pytest.mark.parametrize(
    "name",
    [
        *["WhatsApp Chat with {}.txt", "WhatsApp-Chat mit {}.txt", "WhatsApp-chat met {}.txt"],
        *["Conversa do WhatsApp com {}.txt", "Chat de WhatsApp con {}.txt"],
        *["Discussion WhatsApp avec {}.txt", "Chat di WhatsApp con {}.txt"],
        *["محادثة واتساب مع {}.txt", "دردشة WhatsApp مع {}.txt", "گپ واتساپ با {}.txt"],
        *["{} के साथ WhatsApp चैट.txt", "{} এর সাথে WhatsApp চ্যাট.txt", "{} ile WhatsApp Sohbeti.txt"],
        *["Чат WhatsApp с контактом {}.txt", "Czat WhatsApp z użytkownikiem {}.txt"],
        *["Chat WhatsApp dengan {}.txt", "Cuộc trò chuyện WhatsApp với {}.txt"],
        *["Συνομιλία WhatsApp με {}.txt", "แชท WhatsApp กับ {}.txt", "צ'אט WhatsApp עם {}.txt"],
        *[
            "{}님과의 WhatsApp 대화.txt",
            "與{}的 WhatsApp 對話.txt",
            "{}さんとのWhatsAppチャット.txt",
        ],
        *["WhatsApp Chat - {}.zip/_chat.txt", "Conversa do WhatsApp - {}.zip/_chat.txt"],
        *["دردشة واتساب - {}.zip/_chat.txt", "WhatsApp Business Chat with {} (3).txt"],
    ],
)
def test_the_name_of_a_file_tells_whose_chat_it_is(name):
    for person in ("Ana Souza", "+55 11 98765-4321", "أمل"):
        assert chat_name(name.format(person)) == person


@pytest.mark.parametrize(
    "name", ["whatsapp.txt", "chat.txt", "export whatsapp 2026.txt", "Bolo com Ana.txt"]
)
def test_a_file_of_another_name_tells_nothing(name):
    assert chat_name(name) == ""
