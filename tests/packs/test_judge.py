"""What is found in packs: every limit on both sides, and all faults of a pack in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.packs import fitting, judge, new_packs
from campaignkit.packs.values import Pack, PackSticker

SQUARE = np.zeros((512, 512, 4), np.uint8)


def dot(shade: int) -> pictures.Pixels:
    """Return a sticker's pixels: a disc in one of 200 colours."""
    y, x = np.ogrid[:512, :512]
    made = SQUARE.copy()
    made[np.hypot(x - 256, y - 256) < 200] = (shade % 256, 90, 160, 255)
    return made


def sticker(shade: int = 10, **changes: Any) -> PackSticker:
    data = pictures.webp(dot(shade))
    usual = {"file": f"{shade:02}.webp", "data": data, "emojis": ("🏪",), "spoken": "Open"}
    return PackSticker(**{**usual, **changes})


def film(times: list[int]) -> bytes:
    """Return a moving WebP with these times; every frame differs from the one before."""
    frames = []
    for number, time in enumerate(times):
        pixels = dot(40).copy()
        pixels[:8, : 8 + 4 * (number % 100)] = (255, 255 * (number % 2), 0, 255)
        frames.append((pixels, time))
    return pictures.webp_film(frames, quality=10)


GOOD = Pack(
    identifier="padaria-sol",
    name="Padaria Sol",
    publisher="Padaria Sol",
    stickers=tuple(sticker(10 + 20 * number) for number in range(3)),
    tray=fitting.tray(dot(10)),
    animated=False,
    version="1",
)


def rules(pack: Pack, **changes: Any) -> list[str]:
    return [problem.rule for problem in judge.problems(replace(pack, **changes))]


def with_first(**changes: Any) -> Pack:
    first, *rest = GOOD.stickers
    return replace(GOOD, stickers=(replace(first, **changes), *rest))


def padded(data: bytes, size: int) -> bytes:
    """Return a WebP grown to exactly `size` bytes by a part that readers skip."""
    room = size - len(data) - 8
    body = b"EXIF" + (room).to_bytes(4, "little") + bytes(room)
    whole = data + body + bytes(room % 2)
    return b"RIFF" + (len(whole) - 8).to_bytes(4, "little") + whole[8:]


def test_a_good_pack_has_no_problems():
    assert rules(GOOD) == []


@pytest.mark.parametrize(
    ("count", "found"), [(2, ["pack.count"]), (3, []), (30, []), (31, ["pack.count"])]
)
def test_a_pack_has_3_to_30_stickers(count: int, found: list[str]):
    stickers = tuple(sticker(5 * number) for number in range(count))

    assert rules(GOOD, stickers=stickers) == found


@pytest.mark.parametrize(
    ("size", "found"), [(102_400, []), (102_402, ["pack-sticker.static-bytes"])]
)
def test_a_still_sticker_has_102400_bytes_at_most(size: int, found: list[str]):
    data = padded(sticker().data or b"", size)

    assert len(data) == size
    assert rules(with_first(data=data)) == found


@pytest.mark.parametrize(
    ("size", "found"),
    [
        (500_000, []),
        (500_002, ["pack-sticker.animated-iphone"]),
        (512_000, ["pack-sticker.animated-iphone"]),
        (512_002, ["pack-sticker.animated-bytes"]),
    ],
)
def test_a_moving_sticker_has_512000_bytes_at_most_and_for_iphones_500000(
    size: int, found: list[str]
):
    moving = film([100, 100])
    stickers = [replace(each, data=film([100, 90 + n])) for n, each in enumerate(GOOD.stickers)]
    stickers[0] = replace(stickers[0], data=padded(moving, size - size % 2 - len(moving) % 2))

    assert rules(GOOD, stickers=tuple(stickers), animated=True) == found


@pytest.mark.parametrize(
    ("size", "found"),
    [
        ((96, 96), []),
        ((95, 96), ["tray.square"]),
        ((24, 24), ["tray.square"]),
        ((23, 24), ["tray.pixels"]),
        ((513, 512), ["tray.pixels"]),
    ],
)
def test_a_tray_icon_is_96_by_96(size: tuple[int, int], found: list[str]):
    icon = pictures.png(np.full((size[1], size[0], 4), 200, np.uint8))

    assert rules(GOOD, tray=icon) == found


@pytest.mark.parametrize(("size", "found"), [(51_200, []), (51_201, ["tray.bytes"])])
def test_a_tray_icon_has_51200_bytes_at_most(size: int, found: list[str]):
    icon = GOOD.tray or b""

    assert rules(GOOD, tray=icon + bytes(size - len(icon))) == found


@pytest.mark.parametrize(
    ("times", "found"),
    [
        ([7, 100], ["pack-sticker.frame-time"]),
        ([8, 100], []),
        ([5000, 5000], []),
        ([5000, 5001], ["pack-sticker.total-time"]),
    ],
)
def test_frames_stand_8_ms_and_ten_seconds_in_all(times: list[int], found: list[str]):
    stickers = tuple(
        replace(each, data=film([100, 90 + n])) for n, each in enumerate(GOOD.stickers)
    )
    stickers = (replace(stickers[0], data=film(times)), *stickers[1:])

    assert rules(GOOD, stickers=stickers, animated=True) == found


def test_a_sticker_of_511_by_512_is_told_with_its_size():
    (problem,) = judge.problems(with_first(data=pictures.webp(dot(1)[:, :511])))

    assert (problem.rule, problem.value, problem.limit) == (
        "pack-sticker.pixels",
        (511, 512),
        (512, 512),
    )


@pytest.mark.parametrize(
    ("count", "found"),
    [(0, ["pack-sticker.no-emoji"]), (1, []), (3, []), (4, ["pack-sticker.emojis"])],
)
def test_a_sticker_has_1_to_3_emojis(count: int, found: list[str]):
    assert rules(with_first(emojis=("🎉",) * count)) == found


def test_125_characters_are_spoken_of_a_still_sticker_counted_as_java_does():
    assert rules(with_first(spoken="a" * 125)) == []
    assert rules(with_first(spoken="a" * 126)) == ["pack-sticker.spoken"]
    assert rules(with_first(spoken="😀" * 62)) == []
    assert rules(with_first(spoken="😀" * 63)) == ["pack-sticker.spoken"]


def test_255_characters_are_spoken_of_a_moving_one():
    moving = tuple(replace(each, data=film([100, 90 + n])) for n, each in enumerate(GOOD.stickers))

    for length, found in ((255, []), (256, ["pack-sticker.spoken"])):
        first = replace(moving[0], spoken="a" * length)
        assert rules(GOOD, stickers=(first, *moving[1:]), animated=True) == found


@pytest.mark.parametrize("identifier", ["loja.1", "my pack", "a_b-c"])
def test_identifiers_that_are_right(identifier: str):
    assert rules(GOOD, identifier=identifier) == []


@pytest.mark.parametrize("identifier", ["a..b", "a/b", "açaí", "", "x" * 129])
def test_identifiers_that_are_wrong(identifier: str):
    assert rules(GOOD, identifier=identifier) == ["pack.identifier"]


def test_a_comma_in_an_identifier_is_a_warning_as_sources_disagree():
    (problem,) = judge.problems(replace(GOOD, identifier="it's, ok"))

    assert (problem.rule, problem.severity) == ("pack.identifier-signs", "warning")


def test_an_apple_link_of_today_is_a_warning():
    (problem,) = judge.problems(replace(GOOD, ios_link="https://apps.apple.com/app/id1"))

    assert (problem.rule, problem.severity) == ("pack.ios-link", "warning")


FAULTS: Mapping[str, Mapping[str, Any]] = {
    "pack.identifier": {"identifier": "a/b"},
    "pack.name": {"name": ""},
    "pack.version": {"version": " "},
    "pack.website": {"privacy": "ftp://shop.example"},
    "pack.email": {"email": "shop at example"},
    "pack.play-link": {"play_link": "https://example.com/app"},
    "pack.ios-link": {"ios_link": "https://apps.apple.com/app/id1"},
    "tray.pixels": {"tray": pictures.png(np.zeros((20, 20, 4), np.uint8))},
    "pack.animated-flag": {"animated": True},
}


def faulty_stickers() -> dict[str, PackSticker]:
    """Return one sticker for each fault of a sticker."""
    data = sticker(1).data or b""
    return {
        "pack-sticker.missing": sticker(2, data=None),
        "pack-sticker.empty": sticker(3, data=b""),
        "pack-sticker.format": sticker(4, data=pictures.png(dot(4))),
        "pack-sticker.damaged": sticker(5, data=data[: len(data) // 2]),
        "pack-sticker.trailing": sticker(6, data=data + b"<script>"),
        "pack-sticker.pixels": sticker(7, data=pictures.webp(dot(7)[:300, :300])),
        "pack-sticker.static-bytes": sticker(8, data=padded(sticker(8).data or b"", 110_000)),
        "pack-sticker.no-emoji": sticker(9, emojis=()),
        "pack-sticker.emojis": sticker(18, emojis=("🎉",) * 4),
        "pack-sticker.animated-iphone": sticker(19, data=padded(film([80, 81]), 505_000)),
        "pack-sticker.emoji": sticker(11, emojis=("shop",)),
        "pack-sticker.spoken": sticker(12, spoken="long " * 40),
        "pack-sticker.twice": sticker(13, data=sticker(60).data),
        "pack-sticker.one-frame": sticker(14, data=one_frame_film()),
        "pack-sticker.frame-time": sticker(15, data=film([3, 100])),
        "pack-sticker.total-time": sticker(16, data=film([9000, 3000])),
        "pack-sticker.first-frame": sticker(
            17, data=pictures.webp_film([(SQUARE, 90), (dot(2), 90)])
        ),
    }


def one_frame_film() -> bytes:
    """Return a WebP that says it moves and has one frame: the second of two is cut off."""
    moving = film([100, 120])
    first = moving.index(b"ANMF")
    length = int.from_bytes(moving[first + 4 : first + 8], "little")
    whole = moving[: first + 8 + length + length % 2]
    return b"RIFF" + (len(whole) - 8).to_bytes(4, "little") + whole[8:]


def test_26_planted_faults_are_found_in_one_pass_and_none_is_invented():
    said = {key: value for changes in FAULTS.values() for key, value in changes.items()}
    planted = {**dict.fromkeys(FAULTS), **faulty_stickers()}
    stickers = tuple(faulty_stickers().values())
    pack = replace(GOOD, **{**said, "animated": False}, stickers=(sticker(60), *stickers))

    found = {problem.rule for problem in judge.problems(pack)}

    # Stickers of both kinds stand in for the flag, which cannot be wrong beside them.
    planted = planted.keys() - {"pack.animated-flag"} | {"pack.mixed"}
    assert len(planted) == 26
    assert found == planted


def test_a_flag_that_says_the_other_kind_is_found():
    assert rules(GOOD, animated=True) == ["pack.animated-flag"]


def test_every_finding_says_where_what_and_how_to_mend_it():
    pack = replace(GOOD, stickers=tuple(faulty_stickers().values()), source="shop.wastickers")

    for problem in judge.problems(pack):
        assert problem.where.file
        assert problem.where.file.startswith("shop.wastickers")
        assert problem.fix
        assert problem.source


def test_the_version_changes_with_a_picture_and_with_nothing_else():
    renamed = tuple(replace(each, file="x.webp", spoken="") for each in GOOD.stickers)

    assert new_packs.version(renamed) == new_packs.version(GOOD.stickers)
    assert new_packs.version(GOOD.stickers[:2]) != new_packs.version(GOOD.stickers)
