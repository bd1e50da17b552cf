"""Our reader of catalogs reads what babel's does."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from campaignkit.translations import catalogs
from campaignkit.translations.catalogs.po_files import PoMessage, messages, plural_rule

FILES = sorted(Path(catalogs.__file__).parent.glob("*.po"))
ODD = r"""
# a comment with "quotes"
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=n != 1;\n"

#~ msgid "gone"
#~ msgstr "fort"

#, fuzzy
msgctxt "a \"place\""
msgid ""
"one "
"line\n"
msgid_plural "{n}\tlines \\n"
msgstr[0] ""
"eine"
msgstr[1] "{n} \\Zeilen"

msgid "not translated"
msgstr ""
"""


def of_babel(data):
    """Return what babel reads: sources, contexts and strings, and the rule of plurals."""
    read = read_po(BytesIO(data))
    made = [
        PoMessage(
            each.id[0] if each.pluralizable else each.id,
            each.context,
            each.id[1] if each.pluralizable else None,
            tuple(each.string) if each.pluralizable else (each.string,),
        )
        for each in read
        if each.id
    ]
    return made, read.plural_expr


def of_ours(data):
    head, *made = messages(data.decode())
    return made, plural_rule(head.strings[0])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_catalog_is_read_as_babel_reads_it(path):
    data = path.read_bytes()

    (ours, rule), (theirs, their_rule) = of_ours(data), of_babel(data)
    assert ours == theirs
    assert rule == their_rule


def test_signs_lines_and_plurals_are_read_as_babel_reads_them():
    (ours, rule), (theirs, their_rule) = of_ours(ODD.encode()), of_babel(ODD.encode())

    assert ours == theirs
    assert len(ours) == 2
    assert rule == their_rule
