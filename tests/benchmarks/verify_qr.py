"""Compare campaignkit's codes with those of `qrcode`, module by module, in great number.

    python tests/benchmarks/verify_qr.py [--texts N] [--whole N] [--searched N] [--versions A-B]

For each of the 40 versions and 4 levels it makes `--texts` random texts that need just that
version: digits, capitals, links with percent-escapes, many scripts, any characters, one
character repeated, and mixtures. Four comparisons, each counted and printed:

1. Every text, all modules, under our mask: with what `qrcode`'s functions make of our segments.
   As `qrcode` takes up to 30 ms a code, its functions are asked beforehand for what they do and
   the answers applied on arrays: `create_bytes` for the correction of every single data bit
   (correction is linear), `makeImpl` for the place of every bit and for all modules of a code of
   zeros under each mask. Data bits and padding are written out plainly below.
2. Every text: the choice of the mask, with a plain reading of `lost_point` on booleans.
3. `--whole` texts of each version and level, all modules: with `qrcode.QRCode` itself, untouched,
   given our segments and mask. This proves the answers of 1 as well as our codes.
4. `--searched` of these: with `qrcode.QRCode` choosing the mask itself; and its `lost_point` under
   each mask with the plain reading of 2.

`qrcode` cannot encode a text that fills a whole block with zeros (long runs of "0" or NUL: its
`glog(0)` raises). Such texts are counted apart in 3; 1 and 2 include them.
"""

from __future__ import annotations

import random
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache

import numpy as np
from qrcode import base, util
from qrcode.main import QRCode

from campaignkit.qr import LEVELS, Symbol, encode_many
from campaignkit.qr.tables import CAPACITY

CONSTANT = {"L": 1, "M": 0, "Q": 3, "H": 2}
CAPITALS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SCRIPTS = (  # ASCII; Latin; Greek and Cyrillic; Hebrew and Arabic; Devanagari; Chinese; emoji
    *((0x20, 0x7F), (0xA1, 0x24F), (0x391, 0x4FF), (0x5D0, 0x6FF), (0x905, 0x97F)),
    *((0x4E00, 0x9FFF), (0x1F300, 0x1F6FF)),
)


@dataclass
class Tally:
    """What was compared, and how often it differed."""

    texts: int = 0
    modules: int = 0
    differing: int = 0
    other_choice: int = 0
    whole: int = 0
    whole_differing: int = 0
    refused: int = 0
    searched: int = 0
    searched_differing: int = 0
    scores: int = 0
    scores_differing: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


# ---- texts


def digits(chance: random.Random, n: int) -> str:
    """Numbers only."""
    return "".join(chance.choices("0123456789", k=n))


def capitals(chance: random.Random, n: int) -> str:
    """Alphanumeric characters only."""
    return "".join(chance.choices(CAPITALS, k=n))


def escapes(chance: random.Random, n: int) -> str:
    """The text of a link: percent-escapes among letters and numbers."""
    some = [f"%{chance.randrange(128, 256):02X}" for _ in range(40)] + [*"aeo", "%20", "07", "&x="]
    return "".join(chance.choices(some, k=n))[:n]


def script(chance: random.Random, n: int) -> str:
    """Characters of one script."""
    return "".join(map(chr, chance.choices(range(*chance.choice(SCRIPTS)), k=n)))


def anything(chance: random.Random, n: int) -> str:
    """Any characters that UTF-8 can write, control characters too."""
    points = (*range(0xD800), *range(0xE000, 0x110000, 97))
    return "".join(map(chr, chance.choices(points, k=n)))


def same(chance: random.Random, n: int) -> str:
    """One character again and again: the largest penalties."""
    return chance.choice("0A~ \x00U") * n


def mixture(chance: random.Random, n: int) -> str:
    """Short runs of the other kinds."""
    stock = [kind(chance, 3 * n // 2 + 30) for kind in (digits, capitals, escapes, script)]
    text = ""
    while len(text) < n:
        size, at = chance.choice((1, 2, 3, 5, 8, 13, 21)), chance.randrange(n)
        text += chance.choice(stock)[at : at + size]
    return text[:n]


KINDS = (digits, capitals, escapes, script, anything, same, mixture, mixture, mixture)


def symbols_of(version: int, level: str) -> Iterator[Symbol]:
    """Yield symbols of just this version and level, of random texts, for ever."""
    chance = random.Random(f"{version} {level}")
    row = LEVELS.index(level)
    high = int(CAPACITY[row, version - 1]) - (60 if version == 40 else 0)  # else none would fit
    low = int(CAPACITY[row, version - 2]) if version > 1 else 5
    while True:
        tries = candidates(chance, low, high)
        symbols = encode_many(tries, level=level)
        yield from (symbol for symbol in symbols if symbol.version == version)


def candidates(chance: random.Random, low: int, high: int) -> list[str]:
    """Return texts of one kind that need somewhat more than `low` bits and no more than `high`."""
    make = chance.choice(KINDS)
    longest = make(chance, high // 3 + 200)
    texts = []
    for _ in range(12):
        start = chance.randrange(len(longest) - high // 3)
        bits = chance.uniform(low, high)
        texts.append(cut(longest[start:], bits - 14))
    return texts


def cut(text: str, bits: float) -> str:
    """Cut a text to some bits, as `qrcode` would divide it: never fewer than we need."""
    kept: list[bytes] = []
    for chunk in util.optimal_data_chunks(text[: int(bits / 3.3) + 1], minimum=8):
        each = {1: 10 / 3, 2: 5.5, 4: 8.0}[chunk.mode]
        bits -= 20 if kept else 6
        room = max(0, int(bits / each))
        kept.append(chunk.data[:room])
        bits -= len(chunk.data) * each
        if room < len(chunk.data):
            break
    return b"".join(kept).decode(errors="ignore") or text[0]


# ---- what qrcode's functions say, as tables


@dataclass(frozen=True)
class Answers:
    """What qrcode makes of one version and level."""

    blocks: list[base.RSBlock]
    place: np.ndarray  # of each bit of the codewords, in the order drawn
    zeros: np.ndarray  # (mask, row, column): all modules of a code of zeros
    flips: np.ndarray  # (mask, row, column): data modules that the mask turns
    told: np.ndarray  # (row, column): modules of format and version information


@lru_cache(maxsize=4)
def answers(version: int, level: str) -> Answers:
    """Ask qrcode for everything that all codes of a version and level share."""
    blocks = base.rs_blocks(version, CONSTANT[level])
    total = sum(block.total_count for block in blocks)
    nothing = matrix(version, level, [0] * total)
    at = np.zeros(nothing.shape, np.int64)
    for k in range((total * 8).bit_length()):  # bit n is dark where bit k of n + 1 is set
        marks = (np.arange(1, total * 8 + 1) >> k & 1).astype(np.uint8)
        drawn = matrix(version, level, np.packbits(marks).tolist())
        at |= (drawn ^ nothing).astype(np.int64) << k
    place = np.empty(total * 8, np.int64)
    flat = at.ravel()
    place[flat[flat > 0] - 1] = np.flatnonzero(flat)
    zeros = np.array([matrix(version, level, [0] * total, mask) for mask in range(8)])
    return Answers(blocks, place, zeros, *planes(version, level))


def matrix(version: int, level: str, codewords: list[int], mask: int = 0) -> np.ndarray:
    """Let qrcode draw codewords."""
    code = QRCode(version=version, error_correction=CONSTANT[level])
    code.data_cache = codewords
    code.makeImpl(False, mask)
    return np.array(code.modules, np.bool_)


def planes(version: int, level: str) -> tuple[np.ndarray, np.ndarray]:
    """Return what each mask flips, and where information stands, by qrcode's own methods."""
    code = QRCode(version=version, error_correction=CONSTANT[level])
    size = code.modules_count = 17 + 4 * version

    def touched() -> np.ndarray:
        return np.array([[module is not None for module in row] for row in code.modules])

    code.modules = [[None] * size for _ in range(size)]
    code.setup_type_info(True, 0)
    if version >= 7:
        code.setup_type_number(True)
    told = touched()
    for row, column in ((0, 0), (size - 7, 0), (0, size - 7)):
        code.setup_position_probe_pattern(row, column)
    code.setup_position_adjust_pattern()
    code.setup_timing_pattern()
    span, data = range(size), ~touched()
    masks = [[[util.mask_func(m)(i, j) for j in span] for i in span] for m in range(8)]
    return np.array(masks) & data, told


@lru_cache(maxsize=256)
def correction(block: base.RSBlock) -> np.ndarray:
    """Ask qrcode for the correction codewords of each single bit of a block, all values made."""
    found = np.zeros((block.data_count, 256, block.total_count - block.data_count), np.uint8)
    for i in range(block.data_count):
        for bit in range(8):
            buffer = util.BitBuffer()
            buffer.buffer = [0] * block.data_count
            buffer.buffer[i] = 1 << bit
            alone = util.create_bytes(buffer, [block])[block.data_count :]
            found[i, 1 << bit] = alone
        for value in range(256):
            low = value & -value
            found[i, value] = found[i, low] ^ found[i, value ^ low]
    return found


def by_tables(symbol: Symbol) -> np.ndarray:
    """Return all modules of the symbol as qrcode's answers have it."""
    known = answers(symbol.version, symbol.level)
    data = plain_data(symbol, 8 * sum(block.data_count for block in known.blocks))
    stream = np.unpackbits(interleaved(data, known.blocks))
    modules = known.zeros[symbol.mask].copy()
    modules.ravel()[known.place] ^= stream.astype(np.bool_)
    return modules


def plain_data(symbol: Symbol, capacity: int) -> np.ndarray:
    """Write the segments and what follows them, as `create_data` does."""
    bits = ""
    for mode, data in symbol.segments:
        bits += f"{int(mode):04b}{len(data):0{util.length_in_bits(int(mode), symbol.version)}b}"
        text = data.decode("latin-1")
        if mode == util.MODE_NUMBER:
            parts = [text[i : i + 3] for i in range(0, len(text), 3)]
            bits += "".join(f"{int(part):0{util.NUMBER_LENGTH[len(part)]}b}" for part in parts)
        elif mode == util.MODE_ALPHA_NUM:
            values = [CAPITALS.index(c) for c in text]
            pairs = zip(values[::2], values[1::2], strict=False)
            bits += "".join(f"{45 * a + b:011b}" for a, b in pairs)
            bits += f"{values[-1]:06b}" if len(values) % 2 else ""
        else:
            bits += "".join(f"{byte:08b}" for byte in data)
    bits += "0" * min(4, capacity - len(bits))
    bits += "0" * (-len(bits) % 8)
    filling = "1110110000010001" * (capacity // 16)
    bits += filling[: capacity - len(bits)]
    return np.packbits(np.frombuffer(bits.encode(), np.uint8) - ord("0"))


def interleaved(data: np.ndarray, blocks: list[base.RSBlock]) -> np.ndarray:
    """Add correction, and take a codeword of each block in turn."""
    parts, more, read = [], [], 0
    for block in blocks:
        part = data[read : read + block.data_count]
        read += block.data_count
        table = correction(block)
        parts.append(part)
        more.append(np.bitwise_xor.reduce(table[np.arange(len(part)), part], axis=0))
    out = [part[i] for i in range(max(map(len, parts))) for part in parts if i < len(part)]
    return np.concatenate([np.array(out, np.uint8), np.array(more).T.ravel()])


# ---- qrcode itself


def by_qrcode(symbol: Symbol, mask: int | None) -> QRCode:
    """Return what `qrcode` makes of the symbol's segments."""
    code = QRCode(
        version=symbol.version, error_correction=CONSTANT[symbol.level], mask_pattern=mask
    )
    for mode, data in symbol.segments:
        code.add_data(util.QRData(data, mode=int(mode), check_data=False))
    code.make(fit=False)
    return code


def qrcode_scores(code: QRCode) -> list[int]:
    """Return what `qrcode` itself finds for each mask of a code it has made."""
    found = []
    for mask in range(8):
        code.makeImpl(True, mask)
        found.append(util.lost_point(code.modules))
    return found


# ---- penalties, read plainly


def plain_scores(symbol: Symbol) -> list[int]:
    """Score the symbol under each mask, as `lost_point` is asked: no information bits yet."""
    known = answers(symbol.version, symbol.level)
    bare = (symbol.modules & ~known.told) ^ known.flips[symbol.mask]
    modules = bare ^ known.flips
    across, down = lines_points(modules), lines_points(modules.transpose(0, 2, 1).copy())
    return (across + down + area_points(modules)).tolist()


FINDER_LIKE = [[c == "1" for c in pattern] for pattern in ("10111010000", "00001011101")]


def lines_points(modules: np.ndarray) -> np.ndarray:
    """Score runs of five and more, and finder-like patterns, along each row."""
    size = modules.shape[2]
    equal = modules[:, :, 1:] == modules[:, :, :-1]
    fives = equal[:, :, :-3] & equal[:, :, 1:-2] & equal[:, :, 2:-1] & equal[:, :, 3:]
    begins = fives.copy()
    begins[:, :, 1:] &= ~fives[:, :, :-1]
    points = count(fives) + 2 * count(begins)
    light = ~modules
    for pattern in FINDER_LIKE:
        seen = np.ones_like(modules[:, :, : size - 10])
        for k, dark in enumerate(pattern):
            seen &= (modules if dark else light)[:, :, k : size - 10 + k]
        points += 40 * count(seen)
    return points


def area_points(modules: np.ndarray) -> np.ndarray:
    """Score squares of two by two, and the share of dark modules."""
    a, b, c, d = (modules[:, i : i - 1 or None, j : j - 1 or None] for i in (0, 1) for j in (0, 1))
    squares = (a == b) & (a == c) & (a == d)
    percent = [float(n) / modules[0].size for n in count(modules)]
    return 3 * count(squares) + np.array([10 * int(abs(p * 100 - 50) / 5) for p in percent])


def count(booleans: np.ndarray) -> np.ndarray:
    """Count the true ones under each mask."""
    return np.array([np.count_nonzero(plane) for plane in booleans])


# ---- the comparison


def compare(version: int, level: str, amount: int, whole: int, searched: int) -> Tally:
    """Make all comparisons of one version and level."""
    tally = Tally()
    for symbol in symbols_of(version, level):
        if tally.texts == amount:
            return tally
        scores = plain_scores(symbol)
        tally.texts += 1
        tally.modules += symbol.modules.size
        tally.differing += not np.array_equal(by_tables(symbol), symbol.modules)
        tally.other_choice += scores.index(min(scores)) != symbol.mask
        if tally.whole < whole:
            compare_whole(symbol, scores, tally, choose=tally.searched < searched)
    return tally


def compare_whole(symbol: Symbol, scores: list[int], tally: Tally, *, choose: bool) -> None:
    """Compare with qrcode itself."""
    try:
        theirs = by_qrcode(symbol, None if choose else symbol.mask)
    except ValueError:  # glog(0)
        tally.refused += 1
        return
    same_modules = np.array_equal(theirs.modules, symbol.modules)
    tally.whole += 1
    tally.whole_differing += not same_modules
    if choose:
        tally.searched += 1
        tally.searched_differing += not same_modules
        tally.scores += 8
        pairs = zip(qrcode_scores(theirs), scores, strict=True)
        tally.scores_differing += sum(a != b for a, b in pairs)


def main() -> None:
    """Compare, and say what was compared."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=2000, help="of each version and level")
    parser.add_argument("--whole", type=int, default=8, help="of them, with qrcode itself")
    parser.add_argument("--searched", type=int, default=2, help="of these, by its own choice")
    parser.add_argument("--versions", default="1-40")
    asked = parser.parse_args()
    first, last = map(int, asked.versions.split("-"))
    begin = time.perf_counter()
    total = Tally()
    for version in range(first, last + 1):
        for level in LEVELS:
            total += compare(version, level, asked.texts, asked.whole, asked.searched)
        wrong = total.differing + total.other_choice + total.whole_differing
        took = time.perf_counter() - begin
        print(
            f"to version {version}: {total.texts:,} texts, {wrong} differ, {took:.0f} s", flush=True
        )
    print(f"""
versions {asked.versions}, levels {LEVELS}, {asked.texts:,} random texts each, {took:.0f} s
1. {total.texts:,} codes ({total.modules:,} modules) under our mask, with qrcode's functions
   tabulated: {total.differing} differ
2. {total.texts:,} choices of the mask, with a plain reading of lost_point:
   {total.other_choice} differ
3. {total.whole:,} codes with qrcode.QRCode itself: {total.whole_differing} differ
   ({total.refused:,} more it cannot encode)
4. {total.searched:,} of these under qrcode's own choice of the mask:
   {total.searched_differing} differ; {total.scores:,} results of lost_point with the plain
   reading: {total.scores_differing} differ""")


if __name__ == "__main__":
    main()
