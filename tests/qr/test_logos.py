"""What a logo may take of a code: never what a reader looks for, never more than it can spare."""

import numpy as np
import pytest

from campaignkit import qr
from campaignkit.qr.correction import corrected
from campaignkit.qr.matrix import Workspace, codewords_shown, draw
from campaignkit.qr.tables import CAPACITY, VERSIONS, blocks, function_patterns, masks

CODES = [(version, level) for version in VERSIONS for level in "MQH"]


def square(version: int, level: str) -> tuple[slice, slice]:
    size, modules = 17 + 4 * version, qr.logo_modules(version, level)
    first = (size - modules) // 2
    return slice(first, first + modules), slice(first, first + modules)


@pytest.mark.parametrize("version", VERSIONS)
def test_level_l_spares_nothing(version: int) -> None:
    assert qr.logo_modules(version, "L") == 0


def test_a_logo_takes_at_most_its_share_and_lies_on_whole_modules() -> None:
    for version, level in CODES:
        modules = qr.logo_modules(version, level)

        assert modules**2 <= {"M": 0.05, "Q": 0.08, "H": 0.10}[level] * (17 + 4 * version) ** 2
        assert modules == 0 or (modules >= 5 and modules % 2 == 1)


def test_only_the_smallest_codes_have_no_room() -> None:
    assert [code for code in CODES if not qr.logo_modules(*code)] == [(1, level) for level in "MQH"]


def test_in_version_1_five_modules_would_touch_the_format_information() -> None:
    assert function_patterns(1)[8:13, 8:13].max() == 0


def test_a_logo_covers_no_function_module_but_alignment_patterns_in_the_middle() -> None:
    for version, level in CODES:
        covered = function_patterns(version)[square(version, level)] >= 0

        assert not covered.any() or (
            np.array_equal(covered, qr.alignments(version)[square(version, level)])
            and qr.logo_modules(version, level) ** 2 <= 0.05 * (17 + 4 * version) ** 2
        )


@pytest.mark.parametrize("version", range(1, 7))
def test_below_version_7_no_alignment_pattern_is_touched(version: int) -> None:
    for level in "MQH":
        assert not qr.alignments(version)[square(version, level)].any()


def test_whatever_the_logo_looks_like_a_quarter_of_each_blocks_correction_is_left() -> None:
    for version, level in CODES:
        shown, block_of = codewords_shown(version, level)
        spoilt = np.unique(shown[square(version, level)])

        lost = np.bincount(block_of[spoilt[spoilt >= 0]], minlength=len(blocks(version, level)))
        assert (2 * lost <= 0.75 * blocks(version, level)[0][1]).all()


@pytest.mark.parametrize(("version", "level"), [(1, "L"), (5, "Q"), (7, "H"), (14, "M")])
def test_a_changed_codeword_changes_the_modules_that_show_it_and_no_other(
    version: int, level: str
) -> None:
    held = int(CAPACITY["LMQH".index(level), version - 1]) // 8
    codewords = corrected(np.zeros((held, 1), np.uint8), version, level)
    shown, block_of = codewords_shown(version, level)
    assert len(block_of) == len(codewords) - 1  # behind them, the two bits that never change
    changed = codewords.copy()
    changed[3] ^= 0xFF
    room = Workspace(version, 1)
    (before,), (mask,) = draw(codewords, version, level, room)
    (after,), (other,) = draw(changed, version, level, room)

    flips = masks(len(before))
    data = function_patterns(version) < 0
    differ = (before ^ flips[mask]) != (after ^ flips[other])
    assert np.array_equal(differ & data, shown == 3)
    assert (shown == 3).sum() == 8


def test_finder_patterns_are_dark_squares_of_seven_with_a_light_ring() -> None:
    for version in (1, 7, 40):
        dark = function_patterns(version) == 1

        assert qr.finders(version).sum() == 3 * 49
        assert dark[qr.finders(version)].sum() == 3 * 33


def test_alignment_patterns_are_dark_squares_of_five_with_a_light_ring() -> None:
    for version in VERSIONS[1:]:
        count = {2: 1, 7: 6, 14: 13, 21: 22, 28: 33, 35: 46}[max(2, version // 7 * 7)]
        dark = function_patterns(version) == 1

        assert qr.alignments(version).sum() == 25 * count
        assert dark[qr.alignments(version)].sum() == 17 * count
