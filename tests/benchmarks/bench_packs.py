"""Sticker packs, in CPU time on one core: python tests/benchmarks/bench_packs.py

30 stickers from the built-in vectors; 30 from phone photos of 12 megapixels; a pack judged; and
1,000 corrupted archives, each answered in words. Nothing is compared: these are limits we set.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from random import Random

import numpy as np
from PIL import Image, ImageFilter

from campaignkit import Business
from campaignkit.assets.pack import StickerPack, sticker_pack
from campaignkit.errors import CampaignError
from campaignkit.packs import archives

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
PHOTO = (4032, 3024)


@contextmanager
def timed(what: str, most: float | None = None) -> Iterator[None]:
    start = time.process_time()
    yield
    spent = time.process_time() - start
    print(f"{what:48} {spent:7.2f} s" + (f"   (at most {most:g} s)" if most else ""))


def photo(seed: int) -> bytes:
    """Return a JPEG as heavy as a phone's: detail on every scale, some noise."""
    chance = np.random.default_rng(seed)
    whole = np.zeros((PHOTO[1], PHOTO[0], 3), np.float32)
    for cells, weight in ((6, 0.5), (60, 0.3), (600, 0.15)):
        part = chance.integers(0, 256, (cells * 3 // 4, cells, 3), np.uint8)
        whole += weight * np.asarray(Image.fromarray(part).resize(PHOTO, Image.Resampling.BICUBIC))
    grain = chance.normal(0, 4, (PHOTO[1], PHOTO[0], 1)).astype(np.float32)
    image = Image.fromarray(np.clip(whole + grain, 0, 255).astype(np.uint8))
    out = BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=90)
    return out.getvalue()


def saved(pack: StickerPack) -> bytes:
    out = BytesIO()
    pack.save(out)
    return out.getvalue()


def corrupted(data: bytes, chance: Random) -> bytes:
    """Return an archive damaged as a whole, or (each second) whole with damaged pictures in it."""
    if chance.random() < 1 / 2:
        return damaged(data, chance)
    files = archives.unpack(data, "pack")
    names = chance.sample([name for name in files if name.endswith((".webp", ".png"))], 3)
    return archives.pack_up({**files, **{name: damaged(files[name], chance) for name in names}})


def damaged(data: bytes, chance: Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made[: chance.randrange(len(made))] if chance.random() < 1 / 3 else made)


def answered(data: bytes) -> str:
    try:
        StickerPack.open(BytesIO(data)).problems()
    except CampaignError:
        return "refused"
    return "read"


def main() -> None:
    warm = replace(
        SHOP, name="Warm"
    )  # fonts and templates are, and nothing of SHOP's is remembered
    sticker_pack("open-for-business", warm, language=["pt_BR", "en"])
    with timed("30 stickers from vectors", 3):
        vectors = sticker_pack("open-for-business", SHOP, language=["pt_BR", "en"])
    assert len(vectors) == 30
    phrases = [f"Bom dia {number}!" for number in range(30)]
    sticker_pack("phrases", SHOP, phrases=phrases)
    with timed("30 phrases, one of them changed"):
        sticker_pack("phrases", SHOP, phrases=["Boa noite!", *phrases[1:]])
    photos = [photo(seed) for seed in range(30)]
    print(f"{'a photo of 12 megapixels':48} {sum(map(len, photos)) / 30e6:7.2f} MB")
    with timed("30 stickers from photos of 12 megapixels", 15):
        pictured = sticker_pack(photos, SHOP)
    for name, pack in (("vectors", vectors), ("photos", pictured)):
        sizes = [len(each.data or b"") / 1000 for each in pack.stickers]
        print(f"{f'kB a sticker, {name}: mean, largest':48} {np.mean(sizes):.1f}, {max(sizes):.1f}")
    with timed("30 stickers judged"):
        assert not pictured.problems()
    data = saved(StickerPack(vectors.pack))
    chance, worst, counts = Random(1), 0.0, {"read": 0, "refused": 0}
    with timed("1,000 corrupted archives"):
        for _ in range(1000):
            broken = corrupted(data, chance)
            start = time.process_time()
            counts[answered(broken)] += 1
            worst = max(worst, time.process_time() - start)
    print(f"{'of them read and judged, refused; the slowest':48} {counts}, {worst:.2f} s")


if __name__ == "__main__":
    main()
