"""Telegram's moving stickers and films of phones become moving stickers; losses are told."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lottie import Color, NVector, objects
from lottie.exporters.core import export_tgs

from campaignkit import pictures
from campaignkit.assets.pack import StickerPack, sticker_pack
from campaignkit.business import Business
from campaignkit.errors import BadInput, CampaignError, TooBig
from campaignkit.packs import animations, lottie, webp
from campaignkit.packs.converting import converted

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
CODECS = {
    "webm": ("libvpx-vp9", "yuva420p", "libopus"),
    "mp4": ("libx264", "yuv420p", "aac"),
}


def video(kind: str, *, frames: int = 30, rate: int = 30, side: int = 256, sound: bool = False):
    """Return a WebM or MP4 in which a red square 80 pixels wide goes right, 4 pixels a frame."""
    name, pixels, tone = CODECS[kind]
    out = BytesIO()
    with av.open(out, "w", format=kind) as file:
        stream = file.add_stream(name, rate=rate)
        stream.width = stream.height = side
        stream.pix_fmt = pixels
        heard = file.add_stream(tone, rate=48_000) if sound else None
        for number in range(frames):
            square = np.zeros((side, side, 4), np.uint8)
            left = number * 4 % (side - 80)
            square[60:140, left : left + 80] = (220, 40, 30, 255)
            frame = av.VideoFrame.from_ndarray(square, format="rgba").reformat(format=pixels)
            file.mux(stream.encode(frame))
        if heard is not None:
            quiet = av.AudioFrame.from_ndarray(
                np.zeros((1, 1920), np.float32), format="flt", layout="stereo"
            )
            quiet.sample_rate = 48_000
            resampler = av.AudioResampler(format=heard.format, layout=heard.layout, rate=48_000)
            for part in resampler.resample(quiet):
                file.mux(heard.encode(part))
            file.mux(heard.encode(None))
        file.mux(stream.encode(None))
    return out.getvalue()


def tgs(*, frames: int = 90, rate: int = 60) -> bytes:
    """Return a .tgs in which a red square of 200 pixels goes from the left to the right."""
    made = objects.Animation(frames - 1)
    made.width = made.height = 512
    made.frame_rate = rate
    layer = objects.ShapeLayer()
    made.add_layer(layer)
    group = layer.add_shape(objects.Group())
    square = group.add_shape(objects.Rect())
    square.size.value = NVector(200, 200)
    square.position.add_keyframe(0, NVector(120, 256))
    square.position.add_keyframe(frames - 1, NVector(392, 256))
    group.add_shape(objects.Fill(Color(1, 0, 0)))
    out = BytesIO()
    export_tgs(made, out)
    return out.getvalue()


def first_frame(data: bytes) -> pictures.Pixels:
    return next(iter(pictures.film(data, 512)))[0]


@pytest.mark.parametrize("sample", [video("webm"), video("mp4"), tgs()], ids=["webm", "mp4", "tgs"])
def test_what_moves_in_telegram_becomes_a_moving_sticker_under_the_limits(sample: bytes):
    data, found = converted(sample)

    look = webp.look(data)
    assert (look.width, look.height, look.animated, look.why) == (512, 512, True, "")
    assert len(data) <= 500_000
    assert len(look.times) >= 10
    assert min(look.times) >= 8
    assert not found


def test_time_is_kept_to_a_frame():
    for sample, lasts in ((video("webm"), 1000), (video("mp4", rate=25), 1200), (tgs(), 1500)):
        assert sum(webp.look(converted(sample).data).times) == pytest.approx(lasts, abs=45)


def test_what_shines_through_a_webm_and_a_tgs_still_does():
    for sample in (video("webm"), tgs()):
        pixels = first_frame(converted(sample, outline=False).data)

        assert not pixels[:10, :, 3].any()
        red, green, blue, share = pixels[pixels[:, :, 3] == 255].mean(axis=0)
        assert (red > 200, green < 60, blue < 60, share) == (True, True, True, 255)


def test_a_film_drawn_at_once_has_straight_colours_at_its_edges():
    film = animations.opened(tgs(), 100)
    pixels = next(film.frames())[0]

    half = pixels[(pixels[:, :, 3] > 20) & (pixels[:, :, 3] < 235)]
    assert len(half)
    assert (half[:, 0] > 230).all()


def test_sound_that_is_left_out_is_told():
    data, (problem,) = converted(video("mp4", sound=True))

    assert webp.look(data).animated
    assert problem.rule == "pack-sticker.sound"
    assert "it has sound, which a sticker has no room for" in str(problem)


def test_a_film_cut_at_ten_seconds_is_told_with_its_file(tmp_path: Path):
    for number in range(3):
        (tmp_path / f"{number}.webm").write_bytes(video("webm", frames=24 + number, rate=2))

    pack = sticker_pack(tmp_path, SHOP)

    assert [sum(webp.look(each.data).times) for each in pack.stickers] == [10_000] * 3
    cut = [each for each in pack.problems() if each.rule == "pack-sticker.cut"]
    assert [Path(each.where.file).name for each in cut] == ["0.webm", "1.webm", "2.webm"]
    assert "longer than 10 s, the most a sticker may: what comes after is left out" in str(cut[0])


def test_a_folder_of_telegram_stickers_becomes_a_pack(tmp_path: Path):
    for number in range(3):
        (tmp_path / f"{number}.tgs").write_bytes(tgs(frames=60 + 10 * number))
    seen: list[int] = []

    pack = sticker_pack(tmp_path, SHOP, progress=seen.append)

    assert not pack.problems()
    assert seen == [1, 1, 1]
    assert pack.save(tmp_path / "pack.wastickers")


def test_films_in_an_archive_are_told_and_mended(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "pack.wastickers", "w") as made:
        made.writestr("title.txt", "Sol")
        made.writestr("author.txt", "Sol")
        for number in range(3):
            made.writestr(f"{number}.tgs", tgs(frames=60 + number * 10))

    pack = StickerPack.open(tmp_path / "pack.wastickers")
    told = [str(each) for each in pack.problems() if each.rule == "pack-sticker.format"]
    assert len(told) == 3
    assert "this is a TGS film, a Telegram sticker; a sticker is a WebP" in told[0]
    assert not pack.fixed().problems().errors


def test_without_the_extra_the_line_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch):
    sample, drawn = video("webm"), tgs()
    monkeypatch.setitem(sys.modules, "av", None)
    monkeypatch.setitem(sys.modules, "rlottie_python", None)

    for data in (sample, drawn):
        with pytest.raises(BadInput, match=r"pip install campaignkit\[films\]") as caught:
            converted(data)
        assert caught.value.rule == "picture.films-extra"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"assets": [{"id": "a", "u": "/etc/", "p": "x.png"}]}, "shows picture files"),
        ({"w": 0}, "no Telegram sticker"),
        ({"layers": 5}, "no Telegram sticker"),
        ({"fr": 0}, "no frame that can be shown"),
    ],
)
def test_a_tgs_that_would_open_files_or_draw_nothing_is_refused(change: dict, said: str):
    table = {**json.loads(gzip.decompress(tgs())), **change}

    with pytest.raises(BadInput, match=said):
        list(animations.opened(gzip.compress(json.dumps(table).encode()), 512).frames())


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_an_animation_changed_anywhere_is_drawn_or_refused_and_ends_nobody(data: st.DataObject):
    table = json.loads(ANIMATION)
    place = data.draw(st.sampled_from(list(_places(table))))
    value: object = table
    for key in place[:-1]:
        value = value[key]  # type: ignore[index]
    value[place[-1]] = data.draw(st.sampled_from(ODD))  # type: ignore[index]

    try:
        list(animations.opened(gzip.compress(json.dumps(table).encode()), 32).frames())
    except CampaignError as err:
        assert err.rule.startswith("picture.")


ANIMATION = gzip.decompress(tgs(frames=6))
ODD = [None, -1, 0, 1e300, 1e9, "x", [], {}, [[]], 10**20, [{"t": 5, "s": [1]}, {"t": 1}]]


def _places(value, so_far=()):
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in rows:
        yield (*so_far, key)
        if isinstance(inner, dict | list):
            yield from _places(inner, (*so_far, key))


def test_what_ends_rlottie_is_a_damaged_sticker_to_us(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    child = tmp_path / "child.py"
    child.write_text("import os; os.abort()", encoding="utf-8")
    monkeypatch.setattr(lottie, "_CHILD", child)

    with pytest.raises(BadInput, match="cannot be drawn: it is damaged"):
        list(animations.opened(tgs(), 64).frames())


def test_a_film_that_is_not_read_to_its_end_leaves_no_process_behind(
    monkeypatch: pytest.MonkeyPatch,
):
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(
        subprocess,
        "Popen",
        lambda *given, **more: started.append(popen(*given, **more)) or started[-1],
    )
    frames = animations.opened(tgs(), 64).frames()
    next(frames)
    frames.close()

    (child,) = started
    assert child.poll() is not None


def test_a_tgs_that_unpacks_without_end_is_refused():
    with pytest.raises(TooBig, match="more than 8,000,000 bytes"):
        animations.opened(gzip.compress(b"[" + b" " * 9_000_000 + b"]"), 512)


def test_lists_in_lists_without_end_are_refused():
    nested = b'{"w":512,"h":512,"layers":[' + b"[" * 500 + b"]" * 500 + b"]}"

    with pytest.raises(BadInput, match="nests deeper than 200"):
        animations.opened(gzip.compress(nested), 512)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(4, 2000), kind=st.sampled_from(["webm", "mp4"]))
def test_a_film_that_breaks_off_is_answered_in_words(cut: int, kind: str):
    sample = SAMPLES[kind][: -cut or None]

    try:
        list(animations.opened(sample, 128).frames())
    except CampaignError as err:
        assert err.rule.startswith("picture.")


SAMPLES = {kind: video(kind, frames=8) for kind in ("webm", "mp4")}
