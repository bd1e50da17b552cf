from __future__ import annotations

from campaignkit.qr.bits import fill, message_bytes
from campaignkit.qr.segments import plan


def message(text: str) -> str:
    """The bits of a text's segments, without what fills the code."""
    division = plan([text.encode()], 1)
    row = message_bytes(division)[0].tobytes()
    return "".join(f"{byte:08b}" for byte in row)[: int(division.bits[0])]


def codewords(text: str, capacity: int) -> str:
    division = plan([text.encode()], 1)
    data = fill(message_bytes(division), division.bits, capacity)
    return data[:, 0].tobytes().hex(" ")


def test_digits_are_written_three_at_a_time():
    # ISO/IEC 18004 7.4.3, example 1: 01234567 in version 1
    expected = "0001 0000001000 0000001100 0101011001 1000011"

    assert message("01234567") == expected.replace(" ", "")


def test_sixteen_digits_end_with_one_alone():
    # ISO/IEC 18004 7.4.3, example 2, with the count field of version 1
    expected = "0001 0000010000 0000001100 0101011001 1010100110 1110000101 0011101010 0101"

    assert message("0123456789012345") == expected.replace(" ", "")


def test_letters_are_written_two_at_a_time():
    # ISO/IEC 18004 7.4.4: AC-42 in version 1
    assert message("AC-42") == "0010 000000101 00111001110 11100111001 000010".replace(" ", "")


def test_other_characters_are_bytes_of_utf_8():
    assert message("é") == "0100 00000010 11000011 10101001".replace(" ", "")


def test_segments_follow_each_other_each_with_its_header():
    expected = "0100 00000001 01111010" + "0001 0000001001" + "0001111011 0111001000 1100010101"

    assert message("z123456789") == expected.replace(" ", "")


def test_the_rest_is_terminator_and_padding():
    # ISO/IEC 18004 annex I: 01234567 in 1-M, 16 data codewords
    expected = "10 20 0c 56 61 80 ec 11 ec 11 ec 11 ec 11 ec 11"

    assert codewords("01234567", 128) == expected


def test_a_full_code_has_neither_terminator_nor_padding():
    # 14 bytes take 4 + 8 + 112 of the 128 bits of 1-M: the terminator is the last four
    assert codewords("a" * 14, 128) == "40 e6" + " 16" * 13 + " 10"
    # 34 digits take 4 + 10 + 114 = 128
    assert codewords("9" * 34, 128).endswith("9")
