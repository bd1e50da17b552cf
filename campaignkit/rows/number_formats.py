"""How a spreadsheet shows a number: the codes of ECMA-376 part 1, 18.8.30 and 18.8.31.

A number under a mask of digits (00000, (00) 00000-0000) is a code or a phone: its text is what
people see. Amounts and dates stay numbers and dates, and what is shown otherwise is told.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, NamedTuple

BUILT_IN = {
    **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **{11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy"},
    **{16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm"},
    **{21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00"},
    **{40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00"},
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@"},
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd"),  # dates of East Asia
}
_PIECE = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|(\[[^\]]*\])|_.|\*.|(.)', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)\]")
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    **{"<=": operator.le, ">=": operator.ge, "<>": operator.ne},
    **{"<": operator.lt, ">": operator.gt, "=": operator.eq},
}
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)


class Format(NamedTuple):
    """A code, taken apart. pieces: (is it a sign of the code, text)."""

    code: str
    pieces: tuple[tuple[bool, str], ...]
    is_date: bool
    has_day: bool
    has_time: bool

    @property
    def signs(self) -> str:
        """The code without its own words."""
        return "".join(text for is_sign, text in self.pieces if is_sign)

    @property
    def is_mask(self) -> bool:
        """Whether it is made for codes: two zeros or more, and nothing of amounts."""
        signs = self.signs
        digits = sum(signs.count(sign) for sign in "0#?")
        return signs.count("0") > 1 and not set(signs) & set(".,%/Ee@") and digits > 1


@lru_cache(maxsize=1000)
def parsed(code: str) -> Format:
    """Return a number format of one section, taken apart; of several, the first.

    >>> parsed("00000").is_mask, parsed("dd/mm/yyyy").is_date, parsed('"R$" #,##0.00').is_mask
    (True, True, False)
    """
    pieces: list[tuple[bool, str]] = []
    for found in _PIECE.finditer(code):
        quoted, escaped, currency, bracket, sign = found.groups()
        if sign == ";":
            break
        if sign is not None:
            pieces.append((True, sign))
        elif bracket is not None:
            if _ELAPSED.fullmatch(bracket):
                pieces.append((True, bracket[1:-1]))
        else:
            pieces.append((False, quoted or escaped or currency or ""))
    signs = "".join(text for is_sign, text in pieces if is_sign).casefold()
    signs = "" if "general" in signs else signs.replace("am/pm", "h")
    has_day = any(letter in signs for letter in "yd") or ("m" in signs and not set(signs) & {*"hs"})
    has_time = any(letter in signs for letter in "hs")
    is_date = (has_day or has_time) and not set(signs) & {*"0#?"} - {"0"}
    return Format(code, tuple(pieces), is_date, has_day, has_time)


def section(value: float, code: str) -> str:
    """Return the section of a format that shows a number: 18.8.31, and those with conditions.

    >>> phone = "[<=9999999999](00) 0000-0000;(00) 00000-0000"
    >>> section(1133334444, phone), section(11987654321, phone)
    ('[<=9999999999](00) 0000-0000', '(00) 00000-0000')
    >>> section(-3, "0;(0)"), section(0, '0;-0;"free"'), section(-3, "0.0")
    ('(0)', '"free"', '0.0')
    """
    parts = _sections(code)[:3]
    conditions = [_CONDITION.search(part) for part in parts]
    if not any(conditions):
        if value > 0 or len(parts) == 1 or (value == 0 and len(parts) == 2):
            return parts[0]
        return parts[1] if value < 0 else parts[2]
    for part, found in zip(parts, conditions, strict=True):
        if found is None or _HOLDS[found[1]](value, float(found[2])):
            return part
    return parts[-1]


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[str, ...]:
    """Return a format's sections; a ";" in its own words ends none."""
    found, begin = [], 0
    for piece in _PIECE.finditer(code):
        if piece[5] == ";":
            found.append(code[begin : piece.start()])
            begin = piece.end()
    return (*found, code[begin:])


def shown(value: float, code: str) -> str | None:
    """Return how a number is shown; None where that is not told here (fractions, powers, dates).

    >>> shown(123, "00000"), shown(11987654321, "(00) 00000-0000"), shown(1234.5, '"R$" #,##0.00')
    ('00123', '(11) 98765-4321', 'R$ 1,234.50')
    >>> shown(0.15, "0%"), shown(12.5, "General"), shown(-5, "#,##0.00_);(#,##0.00)")
    ('15%', '12.5', '(5.00)')
    >>> shown(0, '0;-0;"free"'), shown(12345, '0.0,"k"'), shown(1.5, "0.00##")
    ('free', '12.3k', '1.50')
    """
    used = section(value, code)
    form = parsed(used)
    signs = form.signs
    if "general" in signs.casefold() or signs == "@":
        return str(value)
    if form.is_date or set(signs) & set("/Ee@"):
        return None
    if not set(signs) & set("0#?"):
        return "".join(text for _, text in form.pieces).strip()
    size = abs(value)
    text = _amount(size, form) if set(signs) & set(".,%") else _masked(_rounded(size, 0), form)
    has_own_sign = _sections(code).index(used) > 0 or _CONDITION.search(code) is not None
    return f"-{text}" if value < 0 and not has_own_sign else text


def _masked(digits: str, form: Format) -> str:
    places = [at for at, (is_sign, text) in enumerate(form.pieces) if is_sign and text in "0#?"]
    made: list[str] = []
    for at in range(len(form.pieces) - 1, -1, -1):
        is_sign, text = form.pieces[at]
        if not is_sign or text not in "0#?":
            made.append(text)
        elif at == places[0]:
            made.append(digits or ("0" if text == "0" else ""))
        else:
            made.append(digits[-1:] or ("0" if text == "0" else ""))
            digits = digits[:-1]
    return "".join(reversed(made)).strip()


def _amount(value: float, form: Format) -> str:
    pieces = form.pieces
    places = [at for at, (is_sign, text) in enumerate(pieces) if is_sign and text in "0#?.,"]
    body = "".join(pieces[at][1] for at in places)
    whole, _, behind = body.partition(".")
    thousands = len(body) - len(body.rstrip(",")) or len(whole) - len(whole.rstrip(","))
    decimals = sum(behind.count(sign) for sign in "0#?")
    exact = Decimal(repr(value)).scaleb(2 * form.signs.count("%") - 3 * thousands)
    number = f"{Decimal(_rounded(exact, decimals)):{',' if ',' in whole.rstrip(',') else ''}f}"
    for _ in range(behind.count("#") + behind.count("?")):
        number = number.removesuffix("0")
    number = number.removesuffix(".")
    before = "".join(text for _, text in pieces[: places[0]])
    after = "".join(text for _, text in pieces[places[-1] + 1 :])
    return f"{before}{number}{after}".strip()


def _rounded(value: float | Decimal, decimals: int) -> str:
    """Return a number with so many decimals, halves away from zero."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"


def moment(value: float, form: Format, *, from_1904: bool) -> Any:
    """Return the date, time or both that a number stands for; the number where it is none.

    >>> moment(46380, parsed("dd/mm/yyyy"), from_1904=False)
    datetime.date(2026, 12, 24)
    >>> moment(0.5, parsed("h:mm"), from_1904=False)
    datetime.time(12, 0)
    """
    if not 0 <= value < 2_958_466:  # the day after 9999-12-31
        return value
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    if not from_1904 and value < 60:  # 1900 is a leap year there, and its days stand one off
        start += timedelta(days=1)
    whole = start + timedelta(milliseconds=round(value * 86_400_000))
    if value < 1 and not form.has_day:
        return whole.time()
    return whole.date() if whole.time() == time() and not form.has_time else whole


def is_plain_moment(value: Any, code: str) -> bool:
    """Say whether a date or time is shown as a text writes it: 2026-12-24, 08:30.

    >>> is_plain_moment(time(8, 30), "hh:mm"), is_plain_moment(time(20, 30), "h:mm AM/PM")
    (True, False)
    """
    signs = parsed(code).signs.casefold()
    if isinstance(value, time):
        return signs.startswith("h") and "a" not in signs and not _ELAPSED.search(code)
    return not isinstance(value, date) or signs.startswith("yyyy-mm-dd")
