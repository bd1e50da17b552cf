"""Folders of chats: what is in them that is none, and folders that are half a machine."""

from __future__ import annotations

from pathlib import Path

import pytest

import campaignkit as ck
from campaignkit.chats import sources
from campaignkit.chats.sources import chat_sources
from campaignkit.errors import TooBig

CHAT = "12/11/2026, 09:15 - Ana: Oi!\n13/11/2026, 09:16 - Ana: Obrigada\n"


def test_what_nobody_may_look_at_is_passed_over(tmp_path, monkeypatch):
    for name in ("b/Ana.txt", "a/closed.txt", "a/notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(CHAT, encoding="utf-8")
    look = Path.stat

    def stat(path, **options):
        if path.name == "closed.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, **options)

    monkeypatch.setattr(Path, "stat", stat)
    assert [each.name for each in chat_sources(tmp_path)] == ["Ana.txt"]


def test_a_folder_of_more_files_than_anybody_has_chats_is_refused(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(CHAT, encoding="utf-8")
    monkeypatch.setattr(sources, "_MOST_FILES", 2)

    with pytest.raises(
        TooBig, match=r"holds more than 2 files\. Give the folder that has the chats"
    ):
        chat_sources(tmp_path)


def test_files_of_one_name_are_told_apart_and_read_each_in_its_order(tmp_path):
    first = {"pt": "31/12/2025, 09:15", "us": "12/31/25, 9:15 AM", "deep/us": "12/30/25, 9:15 AM"}
    for folder, head in first.items():
        (tmp_path / folder).mkdir(parents=True)
        chat = f"{head} - Ana: Oi!\n"
        (tmp_path / folder / "WhatsApp Chat with Ana.txt").write_text(chat, encoding="utf-8")

    read = ck.replies(tmp_path)

    assert {said.time.month for said in read} == {12}
    assert {said.conversation for said in read} == {"Ana"}
    assert len({source.name for source in read.sources}) == 3


def test_a_chat_out_of_its_archive_is_named_after_its_folder(tmp_path):
    for name in ("Ana", "Bia"):
        folder = tmp_path / f"WhatsApp Chat - {name}"
        folder.mkdir()
        chat = f"[31/12/2025, 09:15:00] {name}: Oi!\n"
        (folder / "_chat.txt").write_text(chat, encoding="utf-8")

    assert [said.conversation for said in ck.replies(tmp_path)] == ["Ana", "Bia"]
    alone = tmp_path / "WhatsApp Chat - Bia" / "_chat.txt"
    assert [said.conversation for said in ck.replies(alone)] == ["Bia"]
