"""Photos of up to 200 megapixels: unpacked smaller, within stated memory."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import large_photos as large
import numpy as np
import pytest
from PIL import Image

from campaignkit.errors import BadInput, TooBig
from campaignkit.pictures import head, open_for, open_picture, open_within, png_strips

PEAK_MB = {"jpeg": 60, "png": 100, "png-alpha": 100}  # as the docstring of open_within says
SLACK_MB = 30  # of what a process took before, and of other versions


@pytest.mark.parametrize("kind", list(large.KINDS))
def test_200_megapixels_are_unpacked_smaller_in_stated_memory(kind, tmp_path):
    (tmp_path / "photo").write_bytes(large.KINDS[kind]())
    limit = str(300 + PEAK_MB[kind])

    answer = subprocess.run(
        [sys.executable, Path(large.__file__), tmp_path / "photo", "1200", limit],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    width, height, peak = map(int, answer.stdout.split())
    assert (width, height) in ((1200, 891), (1200, 890))
    assert peak <= PEAK_MB[kind] + SLACK_MB


def test_more_is_refused_in_words_while_it_is_packed():
    data = large.png()
    more = data[:16] + (20_000).to_bytes(4, "big") + data[20:]

    with pytest.raises(TooBig, match="has 20,000 x 12,160 pixels; at most 200,000,000 in all"):
        open_within(more, 1200)
    with pytest.raises(TooBig, match="has 16,384 x 12,160 pixels; at most 50,000,000 in all"):
        open_picture(data)
    assert head(data) == (16384, 12160, "PNG")


def test_a_progressive_jpeg_that_takes_too_much_is_refused():
    out = BytesIO()
    Image.new("RGB", (64, 64)).save(out, "JPEG", progressive=True, subsampling=0)
    data = bytearray(out.getvalue())
    frame = data.index(b"\xff\xc2")
    data[frame + 5 : frame + 9] = (12_160).to_bytes(2, "big") + (16_384).to_bytes(2, "big")

    with pytest.raises(TooBig, match="takes 1,195 MB to unpack; at most 800"):
        open_within(bytes(data), 1200)


@pytest.mark.parametrize("mode", ["L", "RGB", "LA", "RGBA", "P"])
@pytest.mark.parametrize("rows", [1, 7, 64])
def test_strips_give_what_the_whole_gives(mode, rows, monkeypatch):
    rng = np.random.default_rng(3)
    shape = (61, 45, 4)
    smooth = np.cumsum(rng.integers(-3, 4, shape), axis=0).astype(np.uint8)
    image = Image.fromarray(smooth)
    image = image.convert("RGB").convert(mode) if mode == "P" else image.convert(mode)
    out = BytesIO()
    image.save(out, "PNG")
    monkeypatch.setattr(png_strips, "_STRIP_BYTES", rows * 3 * 180)

    made = png_strips.reduced(out.getvalue(), "x.png", 3)

    plain = image.convert("RGBA" if "A" in mode else "RGB").reduce(3)
    assert np.array_equal(np.asarray(made), np.asarray(plain))


def test_a_large_png_that_breaks_off_or_comes_interlaced_is_told():
    data = large.png()
    deep = data[:24] + b"\x10" + data[25:]

    with pytest.raises(BadInput, match="damaged or breaks off"):
        open_within(data[: len(data) // 2], 400)
    with pytest.raises(TooBig, match="interlaced or have not 8 bits a channel"):
        open_within(deep, 400)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_reduced_photo_stands_upright(orientation):
    image = Image.new("RGB", (800, 400), "navy")
    image.paste("white", (0, 0, 100, 100))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)

    found = open_within(out.getvalue(), 200)

    corner = {1: (5, 5), 3: (-5, -5), 6: (5, -5), 8: (-5, 5)}[orientation]
    assert (found.width, found.height) == ((200, 100) if orientation < 5 else (100, 200))
    assert found.array()[corner].min() > 200
    assert (head(out.getvalue())[:2] == (800, 400)) == (orientation < 5)


def test_a_box_in_print_gets_600_pixels_an_inch_and_no_more():
    out = BytesIO()
    Image.effect_noise((3000, 1500), 90).save(out, "JPEG")

    assert open_for(out.getvalue(), 25.4, 25.4).width == 600
    assert open_for(out.getvalue(), 254.0, 25.4).height == 600
    assert open_for(out.getvalue(), 254.0, 254.0).width == 3000
