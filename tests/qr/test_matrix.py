from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from qrcode.main import QRCode
from qrcode.util import QRData

from campaignkit.qr import LEVELS, Symbol, budget, encode, encode_many

CONSTANT = {"L": 1, "M": 0, "Q": 3, "H": 2}
KINDS = ("0123456789", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", "abcxyz?=&~", "éжم😀")


def by_qrcode(symbol: Symbol, mask: int | None) -> np.ndarray:
    """The modules that `qrcode` makes of the same segments; with its own choice if no mask."""
    code = QRCode(
        version=symbol.version, error_correction=CONSTANT[symbol.level], mask_pattern=mask
    )
    for mode, data in symbol.segments:
        code.add_data(QRData(data, mode=int(mode), check_data=False))
    code.make(fit=False)
    return np.array(code.modules, np.bool_)


def texts_for(version: int, level: str, amount: int) -> list[str]:
    """Mixed texts that need this version at this level."""
    chance = np.random.default_rng([version, ord(level)])
    return [text_for(version, level, chance) for _ in range(amount)]


def text_for(version: int, level: str, chance: np.random.Generator) -> str:
    """Runs of all kinds for half the room, then letters until little is left of it."""
    room = ROOM[level][version - 1]
    text = ""
    while len(text.encode()) < room // 2 - 3:
        text += "".join(chance.choice([*str(chance.choice(KINDS))], 1 + room // 20))
    used = budget(text or "0", level=level).bits_used
    headers = 3 if version < 10 else 10  # bytes that headers may grow by in this version
    return text + "z" * (room - used // 8 - headers)


# bytes that versions 1 to 40 hold (ISO/IEC 18004 table 7)
ROOM = {
    level: list(map(int, text.split()))
    for level, text in {
        "L": "17 32 53 78 106 134 154 192 230 271 321 367 425 458 520 586 644 718 792 858 929 1003 "
        "1091 1171 1273 1367 1465 1528 1628 1732 1840 1952 2068 2188 2303 2431 2563 2699 2809 2953",
        "M": "14 26 42 62 84 106 122 152 180 213 251 287 331 362 412 450 504 560 624 666 711 779 "
        "857 911 997 1059 1125 1190 1264 1370 1452 1538 1628 1722 1809 1911 1989 2099 2213 2331",
        "Q": "11 20 32 46 60 74 86 108 130 151 177 203 241 258 292 322 364 394 442 482 509 565 611 "
        "661 715 751 805 868 908 982 1030 1112 1168 1228 1283 1351 1423 1499 1579 1663",
        "H": "7 14 24 34 44 58 64 84 98 119 137 155 177 194 220 250 280 310 338 382 403 439 461 "
        "511 535 593 625 658 698 742 790 842 898 958 983 1051 1093 1139 1219 1273",
    }.items()
}


@pytest.mark.parametrize("level", LEVELS)
def test_every_version_holds_what_the_standard_says_and_no_byte_more(level: str):
    sizes = ROOM[level]

    full = [symbol.version for symbol in encode_many(["a" * n for n in sizes], level=level)]
    over = [
        symbol.version for symbol in encode_many(["a" * (n + 1) for n in sizes[:-1]], level=level)
    ]

    assert full == list(range(1, 41))
    assert over == list(range(2, 41))


@pytest.mark.parametrize(("version", "level"), [*product(range(1, 41), LEVELS)])
def test_modules_are_those_of_qrcode_with_the_same_segments_and_mask(version: int, level: str):
    symbols = [*encode_many(texts_for(version, level, 2), level=level)]

    for symbol in symbols:
        assert symbol.version == version
        assert np.array_equal(symbol.modules, by_qrcode(symbol, symbol.mask))


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13])
def test_the_mask_is_the_one_qrcode_chooses(version: int):
    symbols = [s for level in "LQ" for s in encode_many(texts_for(version, level, 3), level=level)]

    for symbol in symbols:
        assert np.array_equal(symbol.modules, by_qrcode(symbol, None))


@pytest.mark.parametrize("version", [27, 28, 40])
def test_the_mask_is_the_one_qrcode_chooses_where_a_line_takes_three_words(version: int):
    (text,) = texts_for(version, "M", 1)

    symbol = encode(text)

    assert np.array_equal(symbol.modules, by_qrcode(symbol, None))


def test_plain_texts_of_one_character_score_alike_too():
    # long runs, many squares, few dark modules: the penalties at their largest
    symbols = [*encode_many([c * n for c in "0A~\x00 " for n in (1, 7, 40, 80, 150)], level="L")]

    for symbol in symbols:
        assert np.array_equal(symbol.modules, by_qrcode(symbol, None))


def test_three_corners_carry_finders_and_the_quiet_zone_is_left_to_the_drawing():
    modules = encode("01234567").modules

    corners = [modules[:7, :7], modules[:7, -7:], modules[-7:, :7]]
    assert modules.shape == (21, 21)
    assert [picture(corner) for corner in corners] == [FINDER] * 3
    assert picture(modules[-7:, -7:]) != FINDER


FINDER = """
#######
#.....#
#.###.#
#.###.#
#.###.#
#.....#
#######"""


def picture(modules: np.ndarray) -> str:
    return "".join("\n" + "".join(".#"[int(dark)] for dark in row) for row in modules)
