"""Streams of label printers: 5 sizes, 2 densities, 3 scripts, 4 languages, each decoded and read.

    python tests/benchmarks/verify_streams.py

The stream is decoded by our own reader of it, and the dots are read by zxing-cpp. Said: how many
are read, the bytes of a label, and what is refused with its reason.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import zxingcpp

import campaignkit as ck
from campaignkit.label_streams import read

SIZES = ((40, 30), (50, 30), (57, 32), (60, 40), (62, 29))
DENSITIES = (203, 300)
SHOPS = {
    "Latin": ck.Business("Padaria Sol", phone="+5511987654321", country="BR", language="pt_BR"),
    "Arabic": ck.Business("مخبز الشمس", phone="+971501234567", country="AE", language="ar"),
    "Hindi": ck.Business("सूरज बेकरी", phone="+919876543210", country="IN", language="hi"),
}


def main(designs: list[str]) -> None:
    sizes, reads, refused = defaultdict(list), defaultdict(int), []
    with TemporaryDirectory() as folder:
        for design in designs:
            for size in SIZES:
                for dpi in DENSITIES:
                    for script, shop in SHOPS.items():
                        for language in ("zpl", "tspl", "escpos", "ql"):
                            if language == "ql" and dpi != 300:
                                continue
                            path = Path(folder) / f"label.{language}"
                            try:
                                label = ck.sticker(design, shop, size_mm=size)
                                label.save(path, printer=ck.Printer(dpi=dpi))
                            except ck.CampaignError as err:
                                refused.append((design, size, dpi, script, language, str(err)[:90]))
                                continue
                            data = path.read_bytes()
                            (bits,) = read(data, language)
                            gray = np.where(bits, 0, 255).astype(np.uint8).repeat(3, 0).repeat(3, 1)
                            found = {code.text for code in zxingcpp.read_barcodes(gray)}
                            reads[language, dpi] += found == {label.payload}
                            sizes[language, dpi].append(len(data))
    for key, found in sizes.items():
        language, dpi = key
        print(
            f"{language:7} {dpi} dpi: {reads[key]} of {len(found)} read; bytes a label "
            f"{min(found):,} to {max(found):,}; over 20,000: {sum(n > 20_000 for n in found)}"
        )
    for each in refused:
        print("  refused:", *each)


if __name__ == "__main__":
    main(sys.argv[1:] or ["chat-with-us"])
