"""Which form of the text in a code every decoder reads right, in cards and networks with accents.

    pip install "campaignkit[judges]" segno    # OpenCV, pyzbar; zbar comes from the system
    python tests/benchmarks/accents.py

24 names in 10 scripts, each as a vCard and as a Wi-Fi network, in the forms that makers of codes
use, written by segno; and as we write them. Each is read at 3, 4, 6 and 8 pixels a module. A name
counts where a decoder gives the very text at one size at least; how many it does not read at all
sizes is told beside. With opencv-contrib its decoder of WeChat judges too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BytesIO

import numpy as np
import segno
import zxingcpp
from PIL import Image

from campaignkit import qr
from campaignkit.link_kinds import vcard, wifi

NAMES = (
    *("Jürgen Müller", "José Peña", "François Lefèvre", "Łukasz Żółć", "Nguyễn Thị Hoà"),
    *("Çağrı Öztürk", "Søren Ångström", "João Conceição", "Ștefan Mureșan", "Dvořák & Čapek"),
    *("Καφέ Αθήνα", "Γιώργος", "Кафе Солнце", "Їжачок", "متجر الشمس", "کافه سارا", "קפה שמש"),
    *("चाय की दुकान", "चाय ☕", "சாய் கடை", "చాయ్", "ร้านกาแฟ", "日光咖啡", "ひかりカフェ"),
)
SIZES = (3, 4, 6, 8)
Reader = Callable[[np.ndarray], set[str]]
Matrix = np.ndarray


def readers() -> dict[str, Reader]:
    """Return the decoders by their names."""
    import cv2
    from pyzbar.pyzbar import ZBarSymbol, decode

    plain, aruco = cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()

    def with_opencv(image: np.ndarray) -> set[str]:
        texts = set()
        for each in (plain, aruco):
            try:
                texts.add(each.detectAndDecode(image)[0])
            except (cv2.error, UnicodeDecodeError):  # bytes that are no UTF-8
                continue
        return texts

    def with_zbar(image: np.ndarray) -> set[str]:
        found = decode(Image.fromarray(image), symbols=[ZBarSymbol.QRCODE])
        return {each.data.decode("utf-8", "replace") for each in found}

    known: dict[str, Reader] = {
        "zxing-cpp": lambda image: {found.text for found in zxingcpp.read_barcodes(image)},
        "OpenCV": with_opencv,
        "zbar": with_zbar,
    }
    if hasattr(cv2, "wechat_qrcode"):
        wechat = cv2.wechat_qrcode.WeChatQRCode()

        def with_wechat(image: np.ndarray) -> set[str]:
            try:
                return set(wechat.detectAndDecode(image)[0])
            except UnicodeDecodeError:
                return set()

        known["WeChat"] = with_wechat
    return known


def texts() -> dict[str, list[str]]:
    """Return the names as cards and as networks."""
    return {
        "cards": [vcard.link(name, phone="+5511987654321") for name in NAMES],
        "networks": [wifi.link(name, "pao quente 123") for name in NAMES],
    }


def by_segno(text: str, **options: object) -> Matrix | None:
    """Return the modules that segno makes; None: the text is not of that encoding."""
    try:
        code = segno.make(text, error="m", micro=False, mode="byte", **options)
    except UnicodeError:
        return None
    out = BytesIO()
    code.save(out, kind="png", scale=1, border=0)
    return np.asarray(Image.open(out).convert("L")) < 128


FORMS: dict[str, Callable[[str], Matrix | None]] = {
    "UTF-8, no mark": lambda text: by_segno(text, encoding="utf-8", eci=False),
    "UTF-8, ECI 26": lambda text: by_segno(text, encoding="utf-8", eci=True),
    "UTF-8 behind a byte order mark": lambda text: by_segno(
        f"\ufeff{text}", encoding="utf-8", eci=False
    ),
    "ISO 8859-1": lambda text: by_segno(text, encoding="iso-8859-1", eci=False),
    "as we write them": lambda text: qr.encode(text, level="M").modules,
}


def pictures(modules: Matrix) -> Iterator[np.ndarray]:
    """Yield a code in each size, with its quiet zone."""
    light = np.where(np.pad(modules, 4), 0, 255).astype(np.uint8)
    for size in SIZES:
        yield np.ascontiguousarray(np.kron(light, np.ones((size, size), np.uint8)))


def figures(form: Callable[[str], Matrix | None], wanted: list[str], read: Reader) -> str:
    """Return how many texts a decoder reads right, of how many, and how often it missed a size."""
    right = possible = missed = 0
    for text in wanted:
        modules = form(text)
        if modules is None:
            continue
        possible += 1
        reads = [text in {each.removeprefix("\ufeff") for each in read(image)}
                 for image in pictures(modules)]  # fmt: skip
        right += any(reads)
        missed += any(reads) and not all(reads)
    return f"{right} of {possible}" + (f" ({missed} not at all sizes)" if missed else "")


def main() -> None:
    """Print a table for cards and one for networks."""
    os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")  # it complains of every mark, and reads it
    judges = readers()
    for kind, wanted in texts().items():
        print(f"{kind}, {len(wanted)} names")
        print(f"  {'':32}" + "".join(f"{name:26}" for name in judges))
        for form, make in FORMS.items():
            said = (figures(make, wanted, read) for read in judges.values())
            print(f"  {form:32}" + "".join(f"{each:26}" for each in said))


if __name__ == "__main__":
    main()
