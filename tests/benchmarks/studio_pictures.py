"""Pictures of every studio, to be looked at: five languages, wide and narrow, light and dark.

    python tests/benchmarks/studio_pictures.py FOLDER [LOCALE ...]

The page of `campaignkit studio` in Chromium. LOCALE: of the browser; all five, if none is given.
Dark pictures are taken in the first locale only: colours do not depend on words.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "browser"))
import driving

SIZES = {"wide": (1280, 1000), "narrow": (390, 860)}
LOCALES = ("pt-BR", "ar-EG", "hi-IN", "es-MX", "en-GB")


def fonts(folder):
    """Have the browser find the fonts that campaignkit's packages bring, Devanagari among them."""
    from campaignkit.text.font_files import in_packages

    place = Path(folder) / "fonts"
    place.mkdir()
    for number, file in enumerate(in_packages()):
        (place / f"{number}{Path(file).suffix}").symlink_to(file)
    os.environ["XDG_DATA_HOME"] = str(folder)


def main(folder, *locales):
    from campaignkit.serving import served

    folder = Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as shared, ExitStack() as stack:
        fonts(shared)
        browser = stack.enter_context(driving.browser())
        os.chdir(shared)
        with served() as (address, _server):
            for locale in locales or LOCALES:
                for dark in (False, True):
                    if dark and locale != (locales or LOCALES)[0]:
                        continue
                    for size, (width, height) in SIZES.items():
                        options = {"width": width, "height": height, "dark": dark}
                        page = driving.new_page(browser, locale=locale, **options)
                        page.goto(address)
                        shade = "-dark" if dark else ""
                        photograph(page, folder, f"{locale}-{size}{shade}")
                        driving.close(page)


def photograph(page, folder, name):
    """Write pictures of the first page, and of each tab: as it opens, and with all unfolded."""
    page.locator(".ck-goals button").first.wait_for(timeout=driving.STATE_MOST)
    page.locator("#ck-starting").wait_for(state="detached")
    snap(page, folder / f"{name}-0-start.png")
    page.locator(".ck-goals button").first.click()
    page.get_by_role("tab").first.wait_for()
    for number, tab in enumerate(page.get_by_role("tab").all(), 1):
        tab.click()
        shown = page.locator(".ck-panel:visible")
        shown.locator("figure:visible, [role=figure]:visible, button:visible").first.wait_for()
        page.wait_for_timeout(1500)
        snap(page, folder / f"{name}-{number}.png")
        driving.unfold_all(shown)
        page.wait_for_timeout(500)
        snap(page, folder / f"{name}-{number}-open.png")


def snap(page, file):
    """Write a picture of all of a page, which is made as high as what is on it."""
    size = page.viewport_size
    most = {**size, "height": 6000}
    page.set_viewport_size(most)  # nothing scrolls, so nothing is out of sight
    driving.at_rest(page)
    bottom = page.evaluate("document.querySelector('.campaignkit').getBoundingClientRect().bottom")
    page.set_viewport_size({**size, "height": max(size["height"], int(bottom) + 12)})
    page.wait_for_timeout(200)
    page.screenshot(path=str(file))
    page.set_viewport_size(size)
    print(file.name, flush=True)


if __name__ == "__main__":
    if lacking := driving.missing():
        sys.exit(lacking)
    main(*sys.argv[1:])
