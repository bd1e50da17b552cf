"""Pictures of every studio, to be looked at: light and dark, wide and narrow, three languages.

    python tests/benchmarks/studio_pictures.py FOLDER [NAME ...]

The page of `campaignkit studio` in Chromium. NAME: of tabs; all, if none is given.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "browser"))
import driving

SIZES = {"wide": (1280, 1250), "narrow": (400, 2000)}
SHOPS = {
    "pt": ("Padaria Sol", "(11) 98765-4321", "BR", "pt_BR", "Oi! Vi o adesivo na vitrine."),
    "ar": ("مقهى الشمس", "050 123 4567", "AE", "ar", "مرحبًا! رأيت الملصق."),
    "hi": ("सूर्या बेकरी", "096503 45678", "IN", "hi", "नमस्ते!"),
}
FILE = """
[business]
name = "{0}"
phone = "{1}"
country = "{2}"
language = "{3}"

[[stickers]]
name = "window"
design = "chat-with-us"
text = "{4}"
"""


def main(folder, *names):
    from campaignkit.widgets.serve import served
    from campaignkit.widgets.studios import studios

    titles = names or [made.title for made in studios().values()]
    folder = Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as shared, driving.browser() as browser:
        os.chdir(shared)
        for language, facts in SHOPS.items():
            Path("campaign.toml").write_text(FILE.format(*facts), encoding="utf-8")
            with served("campaign.toml") as (address, _server):
                for dark in (False, True):
                    for size, (width, height) in SIZES.items():
                        page = driving.new_page(browser, width=width, height=height, dark=dark)
                        page.goto(address)
                        shade = "dark" if dark else "light"
                        photograph(page, titles, folder, f"{language}-{shade}-{size}")
                        page.context.close()


def photograph(page, titles, folder, name):
    """Write a picture of each tab."""
    page.locator(".campaignkit img").first.wait_for(timeout=60_000)
    for title in titles:
        page.get_by_role("tab", name=title, exact=True).click()
        page.locator(".ck-panel:visible").locator("figure, [role=figure]").first.wait_for()
        page.wait_for_timeout(1500)
        file = folder / f"{title.lower()}-{name}.png"
        page.screenshot(path=str(file))
        print(file.name)


if __name__ == "__main__":
    if lacking := driving.missing():
        sys.exit(lacking)
    main(*sys.argv[1:])
