"""The page that is seen while the studio starts says what the studio says, in each language.

    python tests/serving/test_first_page.py

makes the file anew that the page is drawn from.
"""

from __future__ import annotations

from pathlib import Path

from campaignkit import serving
from campaignkit.presentation.first_page import first_page

PAGE = Path(serving.__file__).parent / "web" / "voila" / "templates" / "campaignkit"


def test_the_first_page_shows_the_studios_pictures_in_its_words():
    assert (PAGE / "first.json").read_text(encoding="utf-8") == first_page()


def test_the_server_can_put_it_into_a_page():
    page = first_page()

    assert [mark for mark in ("{{", "{%", "{#", "</") if mark in page] == []
    assert "{% include 'first.json' %}" in (PAGE / "index.html.j2").read_text(encoding="utf-8")


if __name__ == "__main__":
    (PAGE / "first.json").write_text(first_page(), encoding="utf-8")
