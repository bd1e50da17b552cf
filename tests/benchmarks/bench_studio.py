"""How long a change takes to be on screen, measured inside the browser.

    python tests/benchmarks/bench_studio.py [changes]

From the moment a letter is typed (or a label clicked) to the frame in which the new picture is
decoded and shown: the wait for a pause (0.08 to 0.18 s), the kernel, the wire and the browser
together. In JupyterLab and on the page of `campaignkit studio`. Promised: 400 ms. The library is
compiled first, as pip does when it installs it.
"""

from __future__ import annotations

import compileall
import os
import re
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "browser"))
import driving

PROMISED = 400  # ms
NOTEBOOK = """
import campaignkit as ck
shop = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
ck.studio(shop, text="Oi!")
"""
BOXES = (
    ("Code", "Other phone", lambda n: f"+55 11 98765-43{n:02}"),
    ("Sticker", "Title", lambda n: f"Pão quente {n}"),
    ("Sticker", "Width mm", lambda n: f"{70 + n}"),
    ("Message", "Order", lambda n: f"A-{n}"),
)
# A list of 300 products in English and Arabic.
TEAS = "id,title,title_ar,price,description,description_ar\n" + "".join(
    f"T-{n},Karak tea number {n},شاي كرك رقم {n},{n + 5}.50,"
    f"Boiled with milk and cardamom {n},مغلي مع الحليب والهيل {n}\n"
    for n in range(300)
)
# Starts a clock at the next input or click in the page; stops it when another picture is seen.
WATCH = """result => {
  window.measured = new Promise((done, failed) => {
    setTimeout(() => failed('no other picture within 10 s'), 10000);
    let began = 0;
    const start = () => { began = began || performance.now(); };
    for (const kind of ['input', 'click', 'change'])
      document.addEventListener(kind, start, {capture: true, once: true});
    const shown = () => result.querySelector('figure, [role=figure]')?.outerHTML;
    const before = shown();
    new MutationObserver(async (_changes, observer) => {
      if (!shown() || shown() === before) return;
      observer.disconnect();
      await Promise.all([...result.querySelectorAll('figure img')].map(image => image.decode()));
      requestAnimationFrame(() => done(performance.now() - began));
    }).observe(result, {subtree: true, childList: true, attributes: true});
  });
}"""


def took(page, panel, act):
    """Return the milliseconds from what `act` does until the picture that it causes is seen."""
    panel.locator(".ck-result").evaluate(WATCH)
    act()
    spent = page.evaluate("window.measured")
    page.wait_for_timeout(400)  # the slower words and files come after the picture
    return spent


def changes(page, studio, count):
    """Yield a name and the times of each kind of change."""
    studio.locator(".ck-panel:visible figure img").first.wait_for(timeout=60_000)
    page.wait_for_timeout(1000)
    for tab, label, write in BOXES:
        panel = shown(studio, tab)
        texts = [write(n) for n in range(count)]
        typed_in = panel.locator("input, textarea")  # a slider has its box's name, too
        box = panel.get_by_label(label, exact=True).and_(typed_in)
        yield f"{tab}: {label}", [took(page, panel, partial(typed, box, text)) for text in texts]
    panel = shown(studio, "Sheet")
    driving.unfold(panel, "A sheet that was begun")
    panel.get_by_label("Copies").fill("3")
    panel.get_by_label("Copies").press("Tab")
    page.wait_for_timeout(1000)
    cells = [panel.get_by_role("button", name=re.compile(f"^position {n},")) for n in range(2, 12)]
    yield "Sheet: a label", [took(page, panel, cell.click) for cell in cells[:count]]
    yield from pack_changes(page, shown(studio, "Pack"), count)
    yield from catalog_changes(page, studio, count)


def catalog_changes(page, studio, count):
    """Yield the same of the catalog studio, with a long table."""
    panel = shown(studio, "Catalog")
    panel.get_by_label("Make", exact=True).wait_for()  # the sheet, too, has a table
    driving.unfold_all(panel)
    typed(panel.get_by_label("Table", exact=True), "teas.csv")
    page.wait_for_timeout(2000)
    panel.get_by_label("Beside it", exact=True).select_option("العربية")
    page.wait_for_timeout(2000)
    title = panel.get_by_label("Title", exact=True)
    acts = [partial(typed, title, f"Menu {n}") for n in range(count)]
    yield "Catalog: Title", [took(page, panel, act) for act in acts]
    turn = panel.get_by_role("button", name="Next page")
    yield "Catalog: a page", [took(page, panel, turn.click) for _ in range(min(count, 8))]
    paper = panel.get_by_label("Paper", exact=True)
    acts = [partial(paper.select_option, ("A5", "A4")[n % 2]) for n in range(count)]
    yield "Catalog: Paper", [took(page, panel, act) for act in acts]
    panel.get_by_label("Make", exact=True).select_option("Shelf tags")
    page.wait_for_timeout(1000)
    driving.unfold(panel, "A sheet that was begun")
    cells = [panel.get_by_role("button", name=re.compile(f"^position {n},")) for n in range(2, 12)]
    yield "Catalog: a label", [took(page, panel, cell.click) for cell in cells[:count]]


def pack_changes(page, panel, count):
    """Yield times of a change of one sticker of a pack, and of one that changes all of them."""
    box = panel.get_by_label("Shop", exact=True)
    if not box.is_visible():
        panel.get_by_role("button", name="Shop").click()
    page.wait_for_timeout(1000)
    names = [f"Padaria {n}" for n in range(count)]
    yield "Pack: all of it", [took(page, panel, partial(typed, box, name)) for name in names]
    panel.get_by_label("Pack", exact=True).select_option("My own phrases")
    page.wait_for_timeout(1000)
    box = panel.get_by_label("Phrases", exact=True)
    texts = [f"Bom dia {n}!\nPão quente\nVolte sempre" for n in range(count)]
    yield "Pack: a phrase", [took(page, panel, partial(box.fill, text)) for text in texts]


def typed(box, text):
    box.fill(text)
    box.press("Enter")


def shown(studio, tab):
    panel = driving.tab(studio, tab)
    panel.locator("figure, [role=figure]").first.wait_for()
    return panel


def report(where, page, studio, count):
    for name, times in changes(page, studio, count):
        verdict = "" if max(times) <= PROMISED else f"   more than {PROMISED}"
        print(
            f"{where:12} {name:18} median {median(times):4.0f}  most {max(times):4.0f} ms{verdict}"
        )


def main(count):
    import campaignkit
    from campaignkit.serving import served

    compileall.compile_dir(Path(campaignkit.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder, driving.browser() as browser:
        with driving.lab(Path(folder)) as (address, root):
            (root / "teas.csv").write_text(TEAS, encoding="utf-8")
            page = driving.new_page(browser)
            driving.open_lab(page, address)
            notebook = driving.run_notebook(page, root, "bench", NOTEBOOK)
            report("JupyterLab", page, notebook.locator(".campaignkit").first, count)
        os.chdir(folder)
        Path("teas.csv").write_text(TEAS, encoding="utf-8")
        began = time.monotonic()
        with served() as (address, _server):
            served_after = time.monotonic() - began
            page = driving.new_page(browser)
            began = time.monotonic()
            page.goto(address, wait_until="commit")
            page.locator("#ck-starting button").first.wait_for()
            pictures = time.monotonic() - began
            page.locator(".ck-goals button").first.wait_for()
            ready = time.monotonic() - began
            page.locator(".ck-goals button").first.click()
            page.locator(".ck-panel:visible figure img").wait_for()
            print(
                f"start        the server answers after {served_after:.1f} s; then the first "
                f"pictures are seen after {pictures:.1f}, the studio is ready after {ready:.1f}, "
                f"a sheet is seen after {time.monotonic() - began:.1f} s"
            )
            report("its own page", page, page.locator(".campaignkit").first, count)


if __name__ == "__main__":
    if lacking := driving.missing():
        sys.exit(lacking)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
