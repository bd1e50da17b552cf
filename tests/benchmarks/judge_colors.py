"""What three decoders read of coloured codes, beside the mark that we give their contrast.

    pip install "campaignkit[judges]"      # OpenCV and pyzbar; zbar itself comes from the system
    python tests/benchmarks/judge_colors.py

Codes in inks from black to yellow on white, as a phone sees them (luminance) and as a hand scanner
does (the red channel), each in captures that get darker, softer and noisier. A mark is deserved if
codes that have a better one are read at least as often.
"""

from __future__ import annotations

import sys
import warnings
from collections import defaultdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

sys.path.insert(0, str(Path(__file__).parent))
from judges import readers

from campaignkit.assets.code import qr_code
from campaignkit.proof.grade import LETTERS
from campaignkit.proof.grading import grade
from campaignkit.proof.reader import read

INKS = (
    *("#000000", "#0F4C5C", "#075E54", "#7B2D26", "#4A148C", "#0D47A1", "#1B5E20", "#BF360C"),
    *("#128C7E", "#00838F", "#2E7D32", "#E53935", "#FF0000", "#25D366", "#00BCD4", "#8BC34A"),
    *("#FF9800", "#F2A541", "#FFD600", "#FFEB3B", "#CDDC39", "#B0BEC5", "#F8BBD0", "#E0E0E0"),
)
PX = 6
TEXTS = [f"https://wa.me/55119{n * 7919 % 10**8:08d}?text=Oi%21%20{n}" for n in range(6)]
# Share of the light, noise and blur (modules) of a capture.
CAPTURES = ((1.0, 4, 0.2), (0.6, 10, 0.3), (0.35, 12, 0.35), (0.25, 12, 0.4))


def seen(modules: np.ndarray, ink: str, *, red: bool) -> np.ndarray:
    """Return linear light, 0 to 1: what comes back of a code."""
    rgb = np.array(list(bytes.fromhex(ink[1:]))) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    dark = linear[0] if red else float(linear @ (0.2126, 0.7152, 0.0722))
    wide = np.kron(np.pad(modules, 5), np.ones((PX, PX), bool))
    return np.where(wide, dark, 1.0)


def captured(light: np.ndarray, share: float, noise: float, blur: float, seed: int) -> np.ndarray:
    """Return what a camera makes of it: sRGB, 8 bits."""
    array = light * share
    coded = np.where(array <= 0.0031308, array * 12.92, 1.055 * array ** (1 / 2.4) - 0.055) * 255
    image = Image.fromarray(np.clip(coded, 0, 255).astype(np.uint8))
    image = image.filter(ImageFilter.GaussianBlur(blur * PX))
    grain = np.random.default_rng(seed).normal(0, noise, coded.shape)
    return np.clip(np.array(image) + grain, 0, 255).astype(np.uint8)


def mark(ink: str) -> tuple[str, str]:
    """Return the letter and the cause of a code in this ink."""
    modules = np.kron(np.pad(qr_code(TEXTS[0]).modules, 6), np.ones((8, 8), bool))
    rgb = tuple(bytes.fromhex(ink[1:]))
    image = np.where(modules[..., None], rgb, 255).astype(np.uint8)
    black = np.where(modules, 0, 255).astype(np.uint8)
    (found,) = read(image, dpi=300, thorough=True) or read(black, dpi=300)
    contrast = grade(image, found, dpi=300, stress=False)["contrast"]
    return contrast.letter, contrast.cause


def main() -> None:
    judges = readers()
    by_letter: dict[str, list[tuple[float, float]]] = defaultdict(list)
    print(f"{'ink':9}{'mark':6}{'cause':9}" + "".join(f"{name:>11}" for name in judges) + "  red")
    for ink in INKS:
        letter, cause = mark(ink)
        shares = {}
        for red in (False, True):
            for name, texts in judges.items():
                got = [
                    text in texts(captured(seen(qr_code(text).modules, ink, red=red), *how, seed))
                    for seed, text in enumerate(TEXTS)
                    for how in CAPTURES
                ]
                shares[red, name] = sum(got) / len(got)
        phones = [shares[False, name] for name in judges]
        scanner = max(shares[True, name] for name in judges)
        by_letter[letter].append((sum(phones) / len(phones), scanner))
        told = "".join(f"{share:11.0%}" for share in phones)
        print(f"{ink:9}{letter:6}{cause:9}{told}{scanner:5.0%}")
    print("read, mean of three decoders and the best in red light:")
    for letter in reversed(LETTERS):
        if found := by_letter[letter]:
            phones, scanner = (sum(column) / len(column) for column in zip(*found, strict=True))
            print(f"  {letter}: {len(found):2} inks, {phones:4.0%} {scanner:4.0%}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
