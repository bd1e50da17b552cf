"""stocks() and designs(): lists that show themselves."""

from __future__ import annotations

import campaignkit as ck
from campaignkit.assets.listing import SHOWN, Listing


def test_a_sheet_told_by_its_measures_is_shown_as_any_other():
    assert "63.5 x 38.1 mm" in str(ck.stocks("A4 3x7 63.5x38.1"))
    assert not ck.stocks("A4 3x7 63.5x38.1", vendor="Avery")


def test_label_sheets_are_found_by_words_and_sizes():
    found = ck.stocks("round", width=40, page="A4", vendor="Avery")

    assert found
    assert all(sheet.shape == "round" and abs(sheet.label[0] - 40) <= 2 for sheet in found)


def test_designs_come_with_their_needs_and_languages():
    needs = {design.name: set(design.needs) for design in ck.designs()}

    assert {"chat-with-us", "open-for-business", "see-our-catalog"} <= needs.keys()
    assert needs["table-number"] == {"table"}
    assert all({"en", "pt_BR", "ar", "hi", "es"} <= set(each.languages) for each in ck.designs())


def test_a_listing_is_a_list_and_a_table():
    sheets = ck.stocks("L7160", vendor="Avery")

    assert isinstance(sheets, list)
    assert str(sheets).splitlines()[1].startswith("Avery L7160  63.5 x 38.1 mm  3 x 7 = 21  A4")
    assert "<td dir='auto'>63.5 x 38.1 mm</td>" in sheets._repr_html_()


def test_a_long_listing_shows_its_beginning_and_counts_the_rest():
    every = ck.stocks()

    shown = every._repr_html_()
    assert shown.count("<tr>") == SHOWN + 1
    assert shown.endswith(f"<p>{len(every) - SHOWN:,} more.</p>")


def test_names_from_files_are_escaped():
    listing = Listing(["<script>"], {"<b>": str})

    assert "<td dir='auto'>&lt;script&gt;</td>" in listing._repr_html_()
    assert "<th scope='col'>&lt;b&gt;</th>" in listing._repr_html_()


def test_messages_come_with_their_languages_and_facts():
    from campaignkit.assets.listing import ready_messages

    ready = {each.name: each for each in ready_messages()}
    assert {"ar", "en", "es", "hi", "pt_BR"} <= set(ready["greeting"].languages)
    assert ready["order-ready"].facts == ("order", "customer?")
    assert "order-ready  " in str(ready_messages())
