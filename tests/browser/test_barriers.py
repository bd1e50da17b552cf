"""Nothing in the studio is a barrier to those who do not see, or use no mouse: by axe-core."""

from __future__ import annotations

from pathlib import Path

import driving
import pytest

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations
    .filter(each => ['serious', 'critical'].includes(each.impact))
    .flatMap(each => each.nodes.map(node => `${each.id}: ${node.html.slice(0, 160)}`));
}"""

pytestmark = pytest.mark.skipif(
    not AXE.exists(),
    reason="THE STUDIO WAS NOT SEARCHED FOR BARRIERS: npm install --no-save --no-package-lock "
    "--prefix tests/browser axe-core",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    from campaignkit.widgets.serve import served

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("barriers"))
        with served() as (address, _server):
            yield address


def barriers(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "ar-EG"])
def test_no_tab_has_a_serious_barrier(locale, dark, chromium, address):
    page = driving.new_page(chromium, locale=locale, dark=dark)
    page.goto(address)
    page.locator(".ck-goals button").first.wait_for()
    page.wait_for_timeout(500)
    found = {"start": barriers(page)}

    page.locator(".ck-goals button").first.click()
    page.get_by_role("tab").first.wait_for()
    for tab in page.get_by_role("tab").all():
        tab.click()
        panel = page.locator(".ck-panel:visible")
        panel.locator("figure, [role=figure]").first.wait_for()
        driving.unfold_all(panel)
        page.wait_for_timeout(500)
        found[tab.inner_text()] = barriers(page)
    assert len(found) == 9
    assert {name: each for name, each in found.items() if each} == {}
    page.context.close()


def test_a_sheet_is_made_with_the_keyboard_alone(chromium, address):
    page = driving.new_page(chromium)
    page.goto(address)
    page.locator(".ck-goals button").first.wait_for()

    def press_until(name, key="Tab", most=80):
        for _ in range(most):
            page.keyboard.press(key)
            here = page.evaluate(
                "() => { const e = document.activeElement; return e.getAttribute('aria-label') "
                "|| document.querySelector(`label[for='${e.id}']`)?.textContent || e.textContent }"
            )
            if here.strip() == name:
                return
        raise AssertionError(f"the keyboard does not reach {name!r}")

    press_until("Labels and stickers")
    page.keyboard.press("Enter")
    panel = page.locator(".ck-panel:visible")
    panel.locator("figure img").wait_for()
    press_until("Shop")
    press_until("Shop")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Duka la Amina")
    picture = driving.seen(panel)
    press_until("Make the PDF, read every code back")
    page.keyboard.press("Enter")
    panel.get_by_text("Every code was read back").wait_for()
    assert driving.seen(panel) != "" != picture
    page.context.close()
