"""Exported chats of two dozen phones: every message, its time, its kind, whoever wrote it."""

from __future__ import annotations

import random
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import campaignkit as ck
from campaignkit.chats import chat_export
from campaignkit.chats.dates import orders
from campaignkit.chats.sources import chat_sources
from campaignkit.errors import BadInput
from tests.chats.exports import EXPORTS, REF


def read(text, order=None):
    lines = text.split("\n")
    possible = orders([found.day for found in chat_export.heads(lines)])
    return list(chat_export.messages(lines, order or possible[0], chat="Ana", file="chat.txt"))


@pytest.mark.parametrize("form", EXPORTS)
def test_every_form_gives_the_same_conversation(form):
    asked, told, answer, picture, edited = read(EXPORTS[form].text())

    assert (asked.sender, asked.kind, asked.text) == (
        "Ana",
        "text",
        f"Oi! (ref {REF})\nsegunda linha: 2/3 - ok",
    )
    assert told.kind in ("system", "media")  # an iPhone lets the chat's name say it
    assert (answer.sender, answer.text) == ("Padaria Sol", "Bom dia: sim!")
    assert (picture.kind, picture.text) == ("media", "")
    assert (edited.text, edited.edited) == ("pronto", True)


@pytest.mark.parametrize("form", EXPORTS)
def test_every_form_tells_the_time(form):
    asked, _told, answer, *_ = read(EXPORTS[form].text())

    assert asked.time.replace(second=0) == datetime(2025, 12, 31, 23, 59)
    assert answer.time.replace(second=0) == datetime(2026, 1, 1, 0, 5)


@pytest.mark.parametrize(
    "line",
    [
        "31 cakes, 12 rolls - thank you",
        "2/3 - ok",
        "10:30 - 11:30 works for me",
        "+55 11 98765-4321",
        "1. 2. 3. go",
        "[31/12/2025] was a Wednesday",
        "31/12/2025 99:59 - no such hour",
    ],
)
def test_what_people_write_is_no_head(line):
    assert chat_export.head(line) is None


def test_a_caption_stays_and_a_deleted_message_has_no_words():
    text = (
        "31/12/2025 23:59 - Ana: IMG-20251231-WA0001.jpg (file attached)\nBolo de hoje\n"
        "31/12/2025 23:59 - Ana: This message was deleted\n"
        '31/12/2025 23:59 - Ana changed the group name to "Sol: novo"'
    )

    kinds = [(said.kind, said.text, said.sender) for said in read(text)]

    assert kinds[:2] == [("media", "Bolo de hoje", "Ana"), ("deleted", "", "Ana")]
    assert kinds[2][0] == "system"


def test_what_looks_like_a_head_of_another_phone_is_part_of_the_message():
    text = (
        "31/12/2025 23:59 - Ana: amanhã:\n01/01/2026 10:30: forno\n12:00, 1 Jan 2026 - pão\n"
        "01/01/2026 00:05 - Padaria Sol: ok"
    )

    first, second = read(text, "dmy")

    assert (first.text.count("\n"), second.text) == (2, "ok")


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))), min_size=1))
def test_whatever_is_written_is_read_and_nothing_is_lost(texts):
    lines = [f"31/12/2025 23:59 - Ana: {text}" for text in texts]

    assert len(read("\n".join(lines), "dmy")) == len(texts)


def test_a_long_message_of_many_lines_is_one():
    words = [f"linha {number}" for number in range(500)]
    random.Random(3).shuffle(words)

    (said,) = read("31/12/2025 23:59 - Ana: " + "\n".join(words), "dmy")

    assert said.text.split("\n") == words


DAYS = st.sampled_from(["31/12/2025", "1/1/26", "31.12.25", "2025. 12. 31.", "2025년 12월 31일"])
TIMES = st.sampled_from(
    ["9:05", "09:05", "23:59", "11:59:08", "오후 11:59", "klo 23.59", "11:59 pm"]
)
LINES = st.lists(
    st.builds(
        lambda mark, form, day, at, words: f"{mark}{form.format(f'{day}, {at}')}Ana: {words}",
        st.sampled_from(["", "\u200e"]),
        st.sampled_from(["{} - ", "[{}] ", "{} ", "{}-"]),
        DAYS,
        TIMES,
        st.sampled_from(["oi - 9:05 - tudo", "12/1/26, 9:05 - x", "] y", ""]),
    ),
    max_size=12,
)


@given(LINES)
def test_heads_that_were_met_before_are_read_as_at_the_first_time(lines):
    known = chat_export.HeadReader()

    assert [known.of(line) for line in [*lines, *lines]] == [
        chat_export.head(line) for line in [*lines, *lines]
    ]


@pytest.mark.parametrize(
    ("clock", "hour"),
    [
        *[("பிற்பகல் 4:03", 16), ("முற்பகல் 4:03", 4), ("4:03 ಅಪರಾಹ್ನ", 16), ("4:03 ਬਾ.ਦੁ.", 16)],
        *[("4:03 অপরাহ্ণ", 16), ("4:03 शाम", 16), ("12:03 दोपहर", 12), ("4:03 بعد دوپہر", 16)],
        *[("晚上9:03", 21), ("凌晨4:03", 4), ("下午4:03", 16), ("中午12:03", 12), ("午後0:03", 12)],
        *[("ප.ව. 4:03", 16), ("පෙ.ව. 4:03", 4), ("4:03 ល្ងាច", 16), ("4:03 jioni", 16)],
        *[("9:03 usiku", 21), ("4:03 ng hapon", 16), ("4:03 hapon", 16), ("9:03 da noite", 21)],
        *[("2:03 du matin", 2), ("11:03 du matin", 11), ("11:03 ночи", 23), ("4:03 foo", None)],
    ],
)
def test_the_part_of_the_day_is_read_in_any_language_or_not_at_all(clock, hour):
    found = chat_export.head(f"25/11/25, {clock} - Mary: Oi")

    assert (found.at.hour, found.beside) == ((4, found.beside) if hour is None else (hour, None))
    assert hour is not None or found.beside


def test_a_part_of_the_day_that_nobody_knows_is_asked_about(tmp_path):
    chat = tmp_path / "WhatsApp Chat with Mary.txt"
    chat.write_text("25/11/25, 4:03 foo - Mary: Oi\n25/11/25, 4:04 PM - Sol: Oi\n", "utf-8")

    with pytest.raises(BadInput, match=r"time with 'foo' before noon or after it\? Put AM or PM"):
        chat_sources(chat)


@pytest.mark.parametrize(
    "lines",
    [
        ["4:03 foo - Mary: Oi", "16:03 foo - Mary: Oi"],
        ["klo 4.03 - Mary: Oi"],
        ["4:03 - Mary: Oi", "4:03 foo - Mary: Oi"],
    ],
)
def test_words_that_a_clock_of_24_hours_has_beside_it_are_not_asked_about(tmp_path, lines):
    chat = tmp_path / "chat.txt"
    chat.write_text("\n".join(f"25/11/25, {line}" for line in lines), "utf-8")

    (source,) = chat_sources(chat)
    assert next(source.messages("dmy")).time.hour == 4


@pytest.mark.parametrize(
    "marker", ["<This message was edited>", "<Mensagem editada>", "<تم تعديل هذه الرسالة>"]
)
def test_a_marker_of_an_edit_is_known_without_its_mark_of_direction(marker):
    edited, other = read(
        f"31/12/2025 23:59 - Ana: oi {marker}\n31/12/2025 23:59 - Ana: a <b c d e f>"
    )

    assert (edited.text, edited.edited) == ("oi", True)
    assert (other.text, other.edited) == ("a <b c d e f>", False)


@pytest.mark.parametrize("codec", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_the_encoding_is_found(tmp_path, codec):
    chat = tmp_path / "Conversa do WhatsApp com Zé.txt"
    chat.write_bytes("31/12/2025 23:58 - Ana: Oi\n31/12/2025 23:59 - Zé: Pão já".encode(codec))

    (source,) = chat_sources(chat)
    assert [said.text for said in source.messages("dmy")] == ["Oi", "Pão já"]
    assert [note.rule for note in source.notes] == ["replies.encoding"] * (codec == "cp1252")


def test_arabic_of_an_old_code_page_is_read(tmp_path):
    chat = tmp_path / "chat.txt"
    chat.write_bytes("31/12/2025 23:59 - أمل: مرحبا كيف الحال".encode("cp1256"))

    (source,) = chat_sources(chat)
    assert next(source.messages("dmy")).text == "مرحبا كيف الحال"


def test_one_broken_byte_does_not_make_utf8_another_encoding(tmp_path):
    chat = tmp_path / "chat.txt"
    chat.write_bytes("31/12/2025 23:59 - Zé: Pão\n".encode() + b"31/12/2025 23:59 - Ana: \xe3\n")

    (source,) = chat_sources(chat)
    assert [said.text for said in source.messages("dmy")] == ["Pão", "\ufffd"]


def test_an_empty_file_among_chats_is_told_and_passed_over(tmp_path):
    (tmp_path / "a.txt").write_text("\ufeff \r\n", "utf-8")
    (tmp_path / "b.txt").write_text("31/12/2025 23:59 - Ana: Oi", "utf-8")

    read_ = ck.replies(tmp_path)

    assert [said.text for said in read_] == ["Oi"]
    assert "a.txt is empty, and was passed over" in str(read_.problems())
    assert "a.txt" in str(read_.match([{"payload": "Oi", "status": "ok"}]).problems())
    with pytest.raises(BadInput, match=r"a\.txt is empty: nobody said anything"):
        ck.replies(tmp_path / "a.txt")


def table(*days):
    return [{"phone": "+551", "message": "Oi", "date": day} for day in days]


@pytest.mark.parametrize(
    "days",
    [
        ("13/04/2026 10:30", "14/04/2026 10:31"),
        ("14/04/2026 10:30", "02/04/2026"),  # the newest first
        ("10:30, 14/04/2026", "10:31, 15/04/2026"),
        ("14.04.2026, 10:30:12", "15.04.2026, 10:30:12"),
    ],
)
def test_the_days_of_a_table_tell_their_order_themselves(days):
    found = [said.time for said in ck.replies(table(*days))]

    assert all((when.year, when.month) == (2026, 4) for when in found)


def test_days_of_a_table_that_can_be_read_two_ways_are_asked_about():
    with pytest.raises(BadInput, match=r"the rows: is 3/4/2026 written day first or month first"):
        ck.replies(table("3/4/2026 10:00", "7/1/2026 10:00", "5/4/2026"))

    assert [said.time.month for said in ck.replies(table("3/4/2026"), dates="dmy")] == [4]
    assert [said.time.month for said in ck.replies(table("2026-04-03 10:00"))] == [4]


def test_what_is_no_day_at_all_is_told_and_the_rest_is_read():
    read_ = ck.replies(table("yesterday", "soon"))

    assert [said.time for said in read_] == [None, None]
    assert "2 messages have no date that can be read" in str(read_.problems())
