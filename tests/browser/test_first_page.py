"""Pictures are there before the studio is; what is chosen meanwhile is opened; "back" works."""

from __future__ import annotations

import driving
import pytest

from campaignkit.translations.catalogs import catalog

LOCALES = {"pt-BR": "pt_BR", "ar-EG": "ar", "hi-IN": "hi", "es-MX": "es", "en-GB": "en"}


@pytest.fixture
def early(chromium, studio_server):
    """A function that opens the page in a locale, and waits for nothing but its first pictures."""
    pages = []

    def opened(locale, query=""):
        pages.append(driving.new_page(chromium, locale=locale))
        pages[-1].goto(studio_server.address + query, wait_until="commit")
        pages[-1].locator("#ck-starting .ck-progress").wait_for()
        return pages[-1]

    yield opened
    for page in pages:
        assert page.offsite == []
        driving.close(page)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_chosen_while_it_starts_is_opened_when_it_has(locale, early):
    page, words = early(locale), catalog(LOCALES[locale]).words

    first = page.locator("#ck-starting")
    driving.expect(first).to_contain_text(words.get("Starting the studio …", "Starting"))
    assert page.locator("html").get_attribute("dir") == ("rtl" if locale == "ar-EG" else "ltr")
    first.get_by_role(
        "button", name=words.get("A sign to be paid at", "A sign to be paid at")
    ).click()
    first.wait_for(state="detached")
    panel = page.locator(".ck-panel:visible")
    title = words.get("Pay here", "Pay here")
    assert page.get_by_role("tab", name=title, exact=True).get_attribute("aria-selected") == "true"
    panel.locator("figure").wait_for()


def test_the_studio_takes_over_where_the_pictures_were(early):
    page = early("en-GB")
    button = page.locator("#ck-starting").get_by_role("button", name="Labels and stickers")
    button.focus()
    before = button.bounding_box()

    page.locator("#ck-starting").wait_for(state="detached")
    after = page.get_by_role("button", name="Labels and stickers")
    assert after.evaluate("one => one === document.activeElement")
    assert abs(after.bounding_box()["y"] - before["y"]) < 24
    assert abs(after.bounding_box()["x"] - before["x"]) < 24


def test_a_campaign_file_and_a_language_of_the_command_are_waited_for_without_pictures(early):
    page = early("en-GB", "&file=1&language=hi")

    assert page.locator("#ck-starting button").count() == 0
    driving.expect(page.locator("html")).to_have_attribute("lang", "hi")


def test_back_leads_to_the_pictures_and_work_is_not_left_unasked(early):
    page = early("en-GB")
    page.locator("#ck-starting").get_by_role("button", name="Labels and stickers").click()
    panel = page.locator(".ck-panel:visible")
    panel.locator("figure img").wait_for()

    page.go_back()
    page.locator(".ck-goals button").first.wait_for()
    page.get_by_role("button", name="Labels and stickers").click()
    panel.get_by_label("Shop", exact=True).fill("Corner Café")
    page.get_by_role("button", name="What do you want to make?").click()
    page.locator(".ck-goals button").first.wait_for()
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload(wait_until="commit")
    assert asked == ["beforeunload"]
    page.locator("#ck-starting").wait_for()
