"""The page "What it brought" in a real browser: a manifest and chats become a report."""

from __future__ import annotations

import csv
import re
import zipfile

import driving
import pytest

from campaignkit.translations.catalogs import catalog
from tests.chats.exports import EXPORTS, REF

PEOPLE = {  # language, the chat's form, what a report is called, the best place
    "pt-BR": ("pt_BR", "android pt", "Lugar", "Feira da Sé"),
    "ar-EG": ("ar", "iphone ar", "المكان", "سوق الميناء"),
}
WIDTHS = {"wide": 1280, "narrow": 390}
TWO_LINES = 60  # px of a row: no word is broken into its letters


@pytest.fixture
def files(tmp_path):
    """A function that writes a manifest and an export of a language; returns their paths."""

    def write(form, place):
        listed = tmp_path / "manifest.csv"
        with listed.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(["place", "payload", "status", "design"])
            lines.writerow([place, f"Oi! (ref {REF})", "ok", "chat-with-us"])
            lines.writerow(["Largo", "Oi! (ref CJKN-R96P)", "ok", "poster"])
        name, _, inside = EXPORTS[form].file.partition("/")
        chat = tmp_path / name
        if inside:
            with zipfile.ZipFile(chat, "w") as packed:
                packed.writestr(inside, EXPORTS[form].text())
        else:
            chat.write_text(EXPORTS[form].text(), encoding="utf-8")
        return listed, chat

    return write


@pytest.fixture
def asked(visit):
    """A function that opens the page in a language; gives what is shown, and how it says words."""

    def opened(locale, language, width):
        page = visit(locale=locale, width=width)
        words = catalog(language).words

        def say(word):
            return words.get(word, word)

        page.get_by_role("button", name=say("What it brought"), exact=True).click()
        return page, page.locator(".ck-panel:visible"), say

    return opened


def downloaded(page, panel, folder):
    """Click the link of the page; return the file."""
    with page.expect_download() as waiting:
        panel.get_by_role("link", name=re.compile(r"report\.html")).first.click()
    file = folder / "made.html"
    waiting.value.save_as(file)
    return file


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("locale", PEOPLE)
def test_chats_and_a_manifest_become_a_report(locale, width, asked, files, tmp_path):
    language, form, head, best = PEOPLE[locale]
    listed, chat = files(form, best)
    page, panel, say = asked(locale, language, WIDTHS[width])

    driving.upload(page, panel, re.escape(say("Upload manifest.csv")), listed)
    driving.upload(page, panel, re.escape(say("Upload exported chats")), chat)

    report = panel.locator(".ck-report")
    driving.expect(report.locator("tbody tr").first).to_contain_text(best)
    driving.expect(report.locator("thead")).to_contain_text(head)
    assert report.locator("tbody svg title").count() == 2
    driving.at_rest(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert report.evaluate("one => one.scrollWidth <= one.clientWidth")  # nor the table by itself
    cells = "td" if width == "narrow" else "tr"  # on a phone a row is a card
    heights = report.locator(cells).evaluate_all("all => all.map(one => one.offsetHeight)")
    assert max(heights) < TWO_LINES
    made = downloaded(page, panel, tmp_path)
    page.goto(made.as_uri())
    driving.expect(page.locator("html")).to_have_attribute("lang", language.replace("_", "-"))
    driving.expect(page.locator("tbody tr").first).to_contain_text(best)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator(".t").first.evaluate("one => one.scrollWidth <= one.clientWidth")
