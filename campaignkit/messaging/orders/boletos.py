"""A boleto's line of digits (Brazil): its check digits, and the amount it asks for.

Sources: Febraban, "Layout padrão de arrecadação" 7 (bills of utilities, 48 digits) and the
banks' boleto of 47 digits (Circular BCB 3.598): three fields with a check digit modulo 10, a
general one modulo 11, four digits of the due day, ten of the amount in cents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

BANK, BILL = 47, 48


@dataclass(frozen=True, slots=True)
class Boleto:
    """A line that can be typed. amount: None where the line leaves it open."""

    line: str
    amount: Decimal | None


def read(text: str) -> Boleto | str:
    """Return the boleto, or what is wrong with the line, in words.

    >>> read("03399026944140000002628346101018898510000008848").amount
    Decimal('88.48')
    >>> read("03399026945140000002628346101018898510000008848")
    'the check digit of its second field is 6, not 5'
    """
    line = re.sub(r"[\s.-]", "", text)
    if not (line.isascii() and line.isdecimal()) or len(line) not in (BANK, BILL):
        return f"it has {len(line)} digits, not {BANK} (or {BILL}, for bills)"
    wrong = _bank_fault(line) if len(line) == BANK else _bill_fault(line)
    return wrong or Boleto(line, _amount(line))


def _bank_fault(line: str) -> str:
    fields = (("first", line[0:9], line[9]), ("second", line[10:20], line[20]))
    for name, digits, check in (*fields, ("third", line[21:31], line[31])):
        if check != _modulo_10(digits):
            return f"the check digit of its {name} field is {check}, not {_modulo_10(digits)}"
    code = line[0:4] + line[33:47] + line[4:9] + line[10:20] + line[21:31]
    wanted = _modulo_11(code)
    return "" if line[32] == wanted else f"its general check digit is {line[32]}, not {wanted}"


def _bill_fault(line: str) -> str:
    if line[0] != "8":
        return "a line of 48 digits begins with 8"
    by_ten = line[2] in "67"  # 8 and 9: modulo 11
    for at in range(4):
        digits, check = line[at * 12 : at * 12 + 11], line[at * 12 + 11]
        wanted = _modulo_10(digits) if by_ten else _bill_modulo_11(digits)
        if check != wanted:
            return f"the check digit of its block {at + 1} is {check}, not {wanted}"
    return ""


def _amount(line: str) -> Decimal | None:
    if len(line) == BANK:
        cents = int(line[37:47])
    else:
        joined = "".join(line[at * 12 : at * 12 + 11] for at in range(4))
        cents = int(joined[4:15]) if joined[2] in "68" else 0  # 7 and 9: a quantity, not reais
    return Decimal(cents) / 100 if cents else None


def _modulo_10(digits: str) -> str:
    total = 0
    for at, sign in enumerate(reversed(digits)):
        product = int(sign) * (2 if at % 2 == 0 else 1)
        total += product // 10 + product % 10
    return str(-total % 10)


def _remainder_11(digits: str) -> int:
    return sum(int(sign) * (2 + at % 8) for at, sign in enumerate(reversed(digits))) % 11


def _modulo_11(digits: str) -> str:
    found = 11 - _remainder_11(digits)
    return "1" if found in (0, 10, 11) else str(found)


def _bill_modulo_11(digits: str) -> str:
    rest = _remainder_11(digits)
    return "0" if rest in (0, 1) else "1" if rest == 10 else str(11 - rest)
