"""How well measure_printer() tells what a printer does, on synthetic scans and photographs.

    python tests/benchmarks/verify_calibration.py [scans] [photographs]

A calibration sheet is drawn, moved, stretched and turned as a printer might, and scanned at 150 to
600 dpi with blur, noise, JPEG and one code in ten painted over; or photographed on a dark table
from aside. Promised: offset within 0.1 mm, scale within 0.05 %, skew within 0.02 degrees in scans;
offset within 0.3 mm in photographs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

import campaignkit as ck
from campaignkit.calibrating import marks_of
from campaignkit.calibrating.marks import SIDE_MM
from campaignkit.render import raster

STOCKS = ("Avery L7160", "Avery 5160", "Avery Zweckform 3651")
MASTER_DPI = 600


def printed(rng, stock: str) -> tuple[np.ndarray, tuple[float, float], dict]:
    """Return the paper as the printer leaves it, at MASTER_DPI, and what the printer did."""
    sheet = ck.calibration(stock)
    clean = raster.page(sheet.page(1).pdf(), 1, dpi=MASTER_DPI)
    page = sheet.stock.page
    px = MASTER_DPI / 25.4
    marks = marks_of(page)
    for at in rng.choice(len(marks), max(1, len(marks) // 10), replace=False):
        mark = marks[at]
        left, top = (int((c - SIDE_MM / 2) * px) for c in (mark.x, mark.y))
        clean[top : top + int(SIDE_MM * px * 0.6), left : left + int(SIDE_MM * px * 0.6)] = 128
    truth = {
        "offset": rng.uniform(-2.5, 2.5, 2),
        "scale": rng.uniform(0.994, 1.006, 2),
        "skew": float(rng.uniform(-0.5, 0.5)),
    }
    turn = np.radians(truth["skew"])
    linear = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ np.diag(
        truth["scale"]
    )
    shift = truth["offset"] * px + linear @ [0.5, 0.5] - 0.5  # a pixel's middle is at .5
    moved = cv2.warpAffine(
        clean,
        np.column_stack([linear, shift]),
        clean.shape[::-1],
        flags=cv2.INTER_CUBIC,
        borderValue=255,
    )
    return moved, page, truth


def scanned(paper: np.ndarray, page, rng) -> tuple[np.ndarray, int, int]:
    dpi = int(rng.choice([150, 200, 300, 400, 600]))
    size = tuple(round(length / 25.4 * dpi) for length in page)
    seen = cv2.resize(paper, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.4, 1.1))
    light, dark = rng.uniform(225, 252), rng.uniform(15, 60)
    seen = dark + seen / 255 * (light - dark) + rng.normal(0, rng.uniform(1, 8), seen.shape)
    return np.clip(seen, 0, 255).astype(np.uint8), dpi, int(rng.integers(60, 95))


def photographed(paper: np.ndarray, rng) -> np.ndarray:
    height, width = 4000, 3000  # 12 megapixels
    h, w = paper.shape
    inset = 240 + rng.uniform(-150, 150, (4, 2))
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    inward = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)])
    to = (corners + inset * inward).astype(np.float32)
    to[[0, 1]] += rng.uniform(0, 160) * np.array([(1, 0), (-1, 0)])  # from below
    middle = to.mean(axis=0)
    to = middle + (to - middle) * (min(1, (w / h) / (width / height)) * 0.97, 0.97)
    start = np.array([(-0.5, -0.5), (w - 0.5, -0.5), (w - 0.5, h - 0.5), (-0.5, h - 0.5)])
    matrix = cv2.getPerspectiveTransform(start.astype(np.float32), to.astype(np.float32))
    light = paper.astype(np.float32) * 0.82 + 25
    table = float(rng.uniform(40, 110))
    seen = cv2.warpPerspective(
        cv2.GaussianBlur(light, (0, 0), 2.0), matrix, (width, height), borderValue=table
    )
    shade = np.linspace(rng.uniform(0.8, 1), 1, width)[None, :]
    seen = cv2.GaussianBlur(seen * shade, (0, 0), rng.uniform(0.6, 1.4))
    seen += rng.normal(0, rng.uniform(2, 6), seen.shape)
    return np.clip(seen, 0, 255).astype(np.uint8)


def figures(kind: str, errors: list[tuple], limits: tuple[float, float, float]) -> None:
    table = np.abs(np.array([each[:5] for each in errors]))
    names = ("offset x mm", "offset y mm", "scale x %", "scale y %", "skew deg")
    print(f"{kind}: {len(errors)} measured")
    for name, column, limit in zip(
        names, table.T, (limits[0],) * 2 + (limits[1],) * 2 + (limits[2],), strict=True
    ):
        inside = (column <= limit).mean()
        print(
            f"  {name:12} median {np.median(column):.4f}, 95 % {np.quantile(column, 0.95):.4f}, "
            f"worst {column.max():.4f}; within {limit}: {inside:.1%}"
        )
    print(f"  codes read: {np.mean([each[5] for each in errors]):.1%}")


def main(scans: int, photographs: int) -> None:
    with TemporaryDirectory() as folder:
        for kind, count, limits in (
            ("scans", scans, (0.1, 0.05, 0.02)),
            ("photographs", photographs, (0.3, 0.3, 0.1)),
        ):
            errors, lost = [], []
            for number in range(count):
                rng = np.random.default_rng(number)
                paper, page, truth = printed(rng, STOCKS[number % len(STOCKS)])
                if kind == "scans":
                    image, dpi, quality = scanned(paper, page, rng)
                else:
                    image, dpi, quality = photographed(paper, rng), 72, 88
                path = Path(folder) / "scan.jpg"
                cv2.imwrite(str(path), image, [cv2.IMWRITE_JPEG_QUALITY, quality])
                try:
                    found = ck.measure_printer(path)
                except ck.CampaignError as err:
                    lost.append((number, dpi, str(err)))
                    continue
                errors.append(
                    (
                        *(np.array(found.offset_mm) - truth["offset"]),
                        *((np.array(found.scale) - truth["scale"]) * 100),
                        found.skew - truth["skew"],
                        found.found / found.of,
                    )
                )
            if errors:
                figures(kind, errors, limits)
            for each in lost:
                print("  not measured:", *each)


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:], "200", "40")[:2]))
