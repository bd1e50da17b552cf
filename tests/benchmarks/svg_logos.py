"""How many real logos are read, and how near they come to what resvg draws.

    pip install resvg-py
    npm pack simple-icons devicon flag-icons @iconify-json/logos    # and unpack them
    python tests/benchmarks/svg_logos.py FOLDER… [--each 200] [--out PICTURES]

A folder holds .svg files, at any depth, or an icons.json of Iconify. Of each, `--each` files are
drawn at 256 pixels by both, and compared pixel by pixel, ours also drawn four times as large, since
renderers differ in how they draw lines thinner than a pixel. Prints how many are equal, different
and refused, with the reasons.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from campaignkit import vectors
from campaignkit.drawing import Drawing, Image, Page, Placed
from campaignkit.errors import CampaignError
from campaignkit.render import pdf, raster

SIDE = 256
FAR, SHARE, MEAN = 48, 0.02, 3.0  # levels of 255 a pixel may be off; how many may be further


def logos(folder: Path) -> dict[str, bytes]:
    """Return the logos of a folder by their names."""
    found = {str(path): path.read_bytes() for path in sorted(folder.rglob("*.svg"))}
    for path in sorted(folder.rglob("icons.json")):
        table = json.loads(path.read_text())
        for name, icon in table["icons"].items():
            width = icon.get("width", table.get("width", 16))
            height = icon.get("height", table.get("height", 16))
            found[f"{path}:{name}"] = (
                '<svg xmlns="http://www.w3.org/2000/svg" '
                'xmlns:xlink="http://www.w3.org/1999/xlink" '
                f'viewBox="0 0 {width} {height}">{icon["body"]}</svg>'
            ).encode()
    return found


def drawn(vector: vectors.Vector) -> bytes:
    """Return a logo as a PDF whose long side has SIDE points."""
    scale = SIDE / 72 * 25.4 / max(vector.width, vector.height)
    width, height = vector.width * scale, vector.height * scale
    image = Image(x=0, y=0, width=width, height=height, picture=vector)
    out = BytesIO()
    page = Page(width, height, (Placed(0, 0, Drawing(width, height, (image,))),))
    pdf.write([page], out)
    return out.getvalue()


def ours(data: bytes) -> Iterator[np.ndarray]:
    """Yield a page at SIDE pixels, and four times as large made smaller."""
    yield raster.page(data, 1, dpi=72, grayscale=False)
    large = raster.page(data, 1, dpi=288, grayscale=False)
    yield np.asarray(Pillow.fromarray(large).reduce(4))


def theirs(data: bytes, width: int, height: int) -> np.ndarray:
    """Return what resvg draws."""
    import resvg_py

    made = resvg_py.svg_to_bytes(
        svg_string=data.decode(), width=width, height=height, background="white"
    )
    image = Pillow.open(BytesIO(bytes(made))).convert("RGB")
    return np.asarray(image.resize((width, height)))


def verdict(data: bytes) -> tuple[str, str, list[np.ndarray]]:
    """Return "equal", "different" or "refused", why, and the pictures."""
    try:
        vector = vectors.read(data)
    except CampaignError as err:
        return "refused", re.sub(r"\d[\d,]*", "N", str(err))[:90], []
    first, second = ours(drawn(vector))
    try:
        right = theirs(data, first.shape[1], first.shape[0])
    except (ValueError, UnicodeDecodeError) as err:
        return "resvg fails", str(err), []
    for mine in (first, second):
        if mine.shape != right.shape:
            continue
        off = np.abs(mine.astype(int) - right).max(axis=2)
        if (off > FAR).mean() < SHARE and off.mean() < MEAN:
            return "equal", "", []
    return "different", "", [first, right]


def main() -> None:
    """Print the table."""
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("folders", nargs="+", type=Path)
    given.add_argument("--each", type=int, default=200)
    given.add_argument("--out", type=Path, help="where pairs that differ are written as PNG")
    said = given.parse_args()
    whole: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for folder in said.folders:
        found = logos(folder)
        names = random.Random(7).sample(sorted(found), min(said.each, len(found)))
        counted: Counter[str] = Counter()
        for name in names:
            kind, why, pair = verdict(found[name])
            counted[kind] += 1
            if why:
                reasons[why] += 1
            if kind == "different":
                print("  different:", name)
                if said.out:
                    picture = Pillow.fromarray(np.hstack(pair))
                    picture.save(said.out / f"{Path(name).stem.replace(':', '-')}.png")
        print(f"{folder}: {len(names)} files: {dict(counted)}")
        whole += counted
    print(f"in all: {dict(whole)}")
    for why, count in reasons.most_common():
        print(f"{count:5} {why}")


if __name__ == "__main__":
    main()
