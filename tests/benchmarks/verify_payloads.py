"""Random payloads of every mode, script and length, drawn at their smallest safe size, read back.

    python tests/benchmarks/verify_payloads.py [--codes N] [--seed S]

Each code is a page of its own PDF: exactly as wide as its modules at the smallest safe module
size and its quiet zone. The finished pages are rasterised at 300 dpi and read by zxing-cpp.
Prints how many there were of each kind, and every payload that did not come back.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from campaignkit import qr
from campaignkit.drawing import CodeBox, Drawing, Page, Placed
from campaignkit.errors import TooBig
from campaignkit.proof.compare import Expected
from campaignkit.proof.pages import check_pdf
from campaignkit.render import pdf

SCRIPTS = {
    "digits": "0123456789",
    "alphanumeric": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:",
    "latin": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,!?&=#@_~()",
    "accents": "áàâãéêíóôõúçñüßøåÁÉÍÓÚÇ aeiou",
    "greek": "αβγδεζηθικλμνξοπρστυφχψω ",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюя ",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ،؟",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת ",
    "devanagari": "अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह ािीुूेैोौ्ं",
    "bengali": "অআইঈউকখগঘচছজঝটঠডঢণতথদধনপফবভমযরলশষসহ ািীুূে",
    "tamil": "அஆஇஈஉஊஎஏகஙசஞடணதநபமயரலவழளறன ாிீுூெே",
    "thai": "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศสหอฮ ะาิีึืุูเแโ",
    "chinese": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动",
    "japanese": "あいうえおかきくけこさしすせそアイウエオカキクケコ日本語営業中",
    "emoji": "😀🎉👋🏽☕🛒🥐🍞✅",
    "controls": "\n\t ab:;\\\"'",
}
LEVELS = "LMQH"


def payloads(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, text, level): each script in turn, mixed ones, links; 1 to 2,900 bytes."""
    chance = random.Random(seed)
    kinds = [*SCRIPTS, "mixed", "link"]
    for number in range(count):
        kind = kinds[number % len(kinds)]
        length = min(int(chance.lognormvariate(4, 1.2)) + 1, 2900)
        if kind == "link":
            text = f"https://wa.me/{chance.randint(10**9, 10**14)}?text=" + "".join(
                f"%{chance.randint(32, 255):02X}" for _ in range(length // 3)
            )
        elif kind == "mixed":
            pool = "".join(SCRIPTS.values())
            text = "".join(chance.choice(pool) for _ in range(length))
        else:
            text = "".join(chance.choice(SCRIPTS[kind]) for _ in range(length))
        yield kind, _cut(text), chance.choice(LEVELS)


def _cut(text: str, most: int = 1200) -> str:
    return text.encode()[:most].decode(errors="ignore") or "x"


def main(count: int, seed: int) -> int:
    """Draw, read, compare; return how many did not come back."""
    begun = time.perf_counter()
    made = list(payloads(count, seed))
    symbols = [_symbol(text, level) for _, text, level in made]
    boxes = [
        CodeBox(x=0, y=0, side=(len(s.modules) + 8) * qr.MIN_MODULE_MM, symbol=s) for s in symbols
    ]
    pages = [
        Page(box.side, box.side, (Placed(0, 0, Drawing(box.side, box.side, (box,))),))
        for box in boxes
    ]
    out = BytesIO()
    pdf.write(pages, out)
    expected = [
        [
            Expected(
                text=box.symbol.text,
                x_mm=4 * box.module,
                y_mm=4 * box.module,
                size_mm=box.side - 8 * box.module,
            )
        ]
        for box in boxes
    ]
    bad = Counter[str]()
    for (kind, text, level), page in zip(
        made, check_pdf(out.getvalue(), expected=expected), strict=True
    ):
        if page.problems:
            bad[kind] += 1
            print(f"page {page.page}, {kind}, level {level}: {page.problems}\n    {text[:80]!r}")
    kinds = Counter(kind for kind, _, _ in made)
    modes = Counter(str(mode) for symbol in symbols for mode, _ in symbol.segments)
    versions = [symbol.version for symbol in symbols]
    print(f"kinds: {dict(kinds)}")
    print(f"segments by mode: {dict(modes)}; versions {min(versions)} to {max(versions)}")
    read = count - sum(bad.values())
    print(
        f"{read} of {count} read back at {qr.MIN_MODULE_MM} mm a module, 300 dpi, without", end=""
    )
    print(f" any finding, in {time.perf_counter() - begun:.0f} s")
    return count - read


def _symbol(text: str, level: str) -> qr.Symbol:
    try:
        return qr.encode(text, level=level)
    except TooBig:
        return qr.encode(text, level="L")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--codes", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    raise SystemExit(1 if main(options.codes, options.seed) else 0)
