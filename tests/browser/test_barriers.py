"""Nothing in the studio is a barrier to those who do not see, or use no mouse: by axe-core."""

from __future__ import annotations

from pathlib import Path

import driving
import pytest

from campaignkit.widgets.studios import studios

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async rules => {
  const only = rules && {runOnly: {type: 'rule', values: rules}};
  const found = await axe.run(document, {resultTypes: ['violations'], ...only});
  return found.violations
    .filter(each => ['serious', 'critical'].includes(each.impact))
    .flatMap(each => each.nodes.map(node => `${each.id}: ${node.html.slice(0, 160)}`));
}"""
pytestmark = pytest.mark.skipif(
    not AXE.exists(),
    reason="THE STUDIO WAS NOT SEARCHED FOR BARRIERS: npm install --no-save --no-package-lock "
    "--prefix tests/browser axe-core",
)


def barriers(page):
    """Return what axe finds, by theme. What depends on colours is looked for in the dark, too."""
    driving.at_rest(page)
    page.emulate_media(color_scheme="light")
    light = page.evaluate(RUN)
    page.emulate_media(color_scheme="dark")
    return {"light": light, "dark": page.evaluate(RUN, ["color-contrast", "link-in-text-block"])}


@pytest.mark.parametrize("locale", ["en-US", "ar-EG"])
def test_no_tab_has_a_serious_barrier(locale, visit):
    page = visit(locale=locale)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {"start": barriers(page)}

    page.locator(".ck-goals button").first.click()
    page.get_by_role("tab").first.wait_for()
    for tab in page.get_by_role("tab").all():
        tab.click()
        panel = page.locator(".ck-panel:visible")
        panel.locator("figure:visible, [role=figure]:visible, button:visible").first.wait_for()
        driving.unfold_all(panel)
        found[tab.inner_text()] = barriers(page)
    assert len(found) == 1 + len(studios())
    none = {"light": [], "dark": []}
    assert {name: each for name, each in found.items() if each != none} == {}


def test_a_sheet_is_made_with_the_keyboard_alone(visit):
    page = visit()

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
