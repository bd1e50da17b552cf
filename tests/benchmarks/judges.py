"""What two other decoders say of the codes that we call safe. Run it, do not import it.

    pip install "campaignkit[judges]"      # OpenCV and pyzbar; zbar itself comes from the system
    python tests/benchmarks/judges.py [codes]

Codes as people make them: any level, style and colour, some with a logo, from version 1 to 13.
Each is drawn, checked and graded; then zxing-cpp, OpenCV and zbar read it as it was drawn, and in
five captures of it: small, soft, tilted, shaded, noisy. A code that we call safe and zxing-cpp
reads as it was drawn, but both others do not, is a finding to explain: it is listed.
"""

from __future__ import annotations

import random
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from campaignkit import pictures, qr
from campaignkit.assets.code import Code
from campaignkit.assets.code_style import Look
from campaignkit.assets.printed_asset import pdf_page
from campaignkit.proof.document import labels_of
from campaignkit.proof.pages import check_pdf
from campaignkit.render import raster

Gray = np.ndarray
DPI = 300
COLORS = ("#000000", "#000000", "#0F4C5C", "#075E54", "#128C7E", "#7B2D26")


def readers() -> dict[str, Callable[[Gray], set[str]]]:
    import cv2
    from pyzbar.pyzbar import ZBarSymbol, decode

    detector, aruco = cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()

    def with_zxing(image: Gray) -> set[str]:
        return {found.text for found in zxingcpp.read_barcodes(np.ascontiguousarray(image))}

    def with_opencv(image: Gray) -> set[str]:
        texts = set()
        for each in (detector, aruco):
            try:
                texts.add(each.detectAndDecode(image)[0])
            except cv2.error:
                continue
        return texts

    def with_zbar(image: Gray) -> set[str]:
        found = decode(Image.fromarray(image), symbols=[ZBarSymbol.QRCODE])
        return {each.data.decode("utf-8", "replace") for each in found}

    return {"zxing-cpp": with_zxing, "OpenCV": with_opencv, "zbar": with_zbar}


def codes(count: int) -> Iterator[tuple[str, Code]]:
    """Yield codes and what each is like."""
    chance = random.Random(5)
    logo = pictures.Picture(40, 40, "RGB", bytes((20, 90, 60)) * 1600)
    while count:
        level = chance.choice(qr.LEVELS)
        text = f"https://wa.me/55119{chance.randrange(10**8):08d}"
        text += "?text=" + "Oi%21%20" * chance.randrange(24) if chance.random() < 0.8 else ""
        style = chance.choice(("square", "square", "dots", "rounded"))
        with_logo = level in "MQH" and chance.random() < 0.3
        look = Look(style, chance.choice(COLORS), logo if with_logo else None)
        symbol = qr.encode(text, level=level)
        if with_logo and not qr.logo_modules(symbol.version, level):
            continue
        side = (len(symbol.modules) + 8) * chance.choice((0.33, 0.4, 0.6))
        yield (
            f"{symbol.version}-{level} {style} {look.dark}{' logo' * with_logo}",
            Code(symbol, (side, side), look=look),
        )
        count -= 1


def captures(page: Gray, modules: int) -> dict[str, Gray]:
    """Return pictures of a page that a camera might take."""
    picture = Image.fromarray(np.pad(page, 30, constant_values=255))
    module = page.shape[0] / (modules + 8)  # pixels
    small = picture.resize([round(length * 3 / module) for length in picture.size])
    width, height = picture.size
    corners = (0, 0, 0.06 * width, height, width, height, 0.9 * width, 0.05 * height)
    tilted = picture.transform(
        picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=255
    )
    shade = np.linspace(1, 0.35, width)
    noise = np.random.default_rng(modules).normal(0, 30, (height, width))
    return {
        "as drawn": np.array(picture),
        "small": np.array(small),
        "soft": np.array(picture.filter(ImageFilter.GaussianBlur(0.3 * module))),
        "tilted": np.array(tilted),
        "shaded": (np.array(picture) * shade).astype(np.uint8),
        "noisy": np.clip(np.array(picture) + noise, 0, 255).astype(np.uint8),
    }


def verdict(code: Code) -> tuple[str, Gray]:
    """Return what we say of a code, and its page in grey."""
    data = code.pdf()
    expected = [each for label in labels_of(pdf_page(code.drawing())) for each in label.codes]
    (checked,) = check_pdf(data, expected=[expected], grades=None)
    given = checked.found[0].grade if checked.found else None
    safe = given is not None and given.is_good and not checked.problems.errors
    return "safe" if safe else "not safe", raster.page(data, 1, dpi=DPI)


def compare(count: int) -> None:
    judges = readers()
    read: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    agreed: Counter[str] = Counter()
    findings = []
    for name, code in codes(count):
        said, page = verdict(code)
        agreed[said] += 1
        for capture, image in captures(page, len(code.modules)).items():
            got = {judge: code.text in texts(image) for judge, texts in judges.items()}
            for judge, good in got.items():
                read[capture][said, judge] += good
            if said == "safe" and capture == "as drawn":
                agreed["all three"] += all(got.values())
                agreed["two"] += sum(got.values()) == 2
                if got["zxing-cpp"] and not (got["OpenCV"] or got["zbar"]):
                    findings.append(name)
    print(f"{count} codes: {agreed['safe']} called safe, {agreed['not safe']} not")
    print(f"safe ones as drawn: read by all three {agreed['all three']}, by two {agreed['two']}")
    for said in ("safe", "not safe"):
        if agreed[said]:
            print(f"{said:12}" + "".join(f"{judge:>12}" for judge in judges))
            for capture, counts in read.items():
                shares = (counts[said, judge] / agreed[said] for judge in judges)
                print(f"  {capture:10}" + "".join(f"{share:12.1%}" for share in shares))
    print(f"read by zxing-cpp alone, though called safe: {len(findings)}")
    for name in findings:
        print(f"  {name}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    compare(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
