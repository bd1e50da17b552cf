"""The words people read, in their language: of the studio, and of every error and problem.

Words are data: one gettext catalog a language in `catalogs/`, English being the words of the code.
A plain word is looked up by itself. A problem is looked up by its rule: the catalog has the
sentence as the code writes it, with what is filled in between braces; what an English sentence
says there goes into the sentence of the other language. What no catalog has stays English.

The language is the process's: `use_language` sets it, and what is shown afterwards speaks it.
Nothing that is made (a sticker, a message, a file) depends on it: that is `language=` of a shop.
"""

from __future__ import annotations

from campaignkit.translations.catalogs import LANGUAGES
from campaignkit.translations.current_language import (
    Word,
    again,
    direction,
    in_use,
    isolated,
    nearest,
    problem,
    sentence,
    use_language,
    word,
    word_in,
)

__all__ = [
    "LANGUAGES",
    "Word",
    "again",
    "direction",
    "in_use",
    "isolated",
    "nearest",
    "problem",
    "sentence",
    "use_language",
    "word",
    "word_in",
]
