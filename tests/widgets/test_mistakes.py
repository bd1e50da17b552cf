"""Every mistake of `mistakes.py` is told in the language of the studio, in plain words."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from campaignkit.translations import LANGUAGES, use_language
from campaignkit.widgets import studio

sys.path.insert(0, str(Path(__file__).parent))
from mistakes import MISTAKES, SHOP, litter, said

OTHERS = [each for each in LANGUAGES if each != "en"]
# Words that only an English sentence has, in no other of the languages.
ENGLISH = {
    *("the", "is", "are", "of", "not", "with", "this", "it", "its", "give", "take", "needs"),
    *("have", "must", "which", "that", "there", "here", "write", "than", "for", "what", "look"),
    *("put", "add", "leave", "shorten", "between", "cannot", "does", "print", "choose", "and"),
}
JARGON = re.compile(r"\b(?:Jinja|payload|traceback|regex|NoneType|repr|str|dict)\b")
WORD = re.compile(r"[A-Za-z]+")
# What was typed or is called so, and what another program says of a broken file.
GIVEN = re.compile(
    r"""'[^']*'|"[^"]*"|\{[^}]*\}|`[^`]*`|https?://\S+|\S+\.\w{3,4}\b|\(.*?\)|Expected .*?\)"""
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAMPAIGNKIT_HOME", str(tmp_path))
    litter(tmp_path)
    yield
    use_language("en")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_without_an_english_word_and_in_the_language_chosen_later(name):
    made = studio(SHOP, text="Oi!", language="pt_BR")
    MISTAKES[name](made)

    for language in OTHERS:
        made.language.value = language
        MISTAKES[name](made)
        for text in (*said(made.front), *said(made.file.box)):
            bare = GIVEN.sub("", text)
            assert not ENGLISH & set(WORD.findall(bare)), (language, text)
            assert not JARGON.search(bare), (language, text)
