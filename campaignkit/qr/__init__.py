"""Text in, QR modules out. Nothing here draws.

The one door to the `qrcode` package, whose tables it uses and whose modules it makes: given
the same segments, module for module. A symbol is a square of booleans *without* its quiet
zone: whoever draws it leaves QUIET_MODULES of light on every side. Same text and level, same
modules, on any machine. Never Micro QR, structured append or kanji: phones stumble there; an ECI
mark only where readers were seen to need it.
"""

from __future__ import annotations

from campaignkit.qr.budgets import MIN_MODULE_MM, MODULE_MM, QUIET_MODULES, Budget, budget
from campaignkit.qr.logos import logo_modules, logo_share
from campaignkit.qr.patterns import alignments, finders, fixed_modules
from campaignkit.qr.segments import Mode
from campaignkit.qr.symbols import Symbol, encode, encode_many
from campaignkit.qr.tables import LEVELS

__all__ = [
    "LEVELS",
    "MIN_MODULE_MM",
    "MODULE_MM",
    "QUIET_MODULES",
    "Budget",
    "Mode",
    "Symbol",
    "alignments",
    "budget",
    "encode",
    "encode_many",
    "finders",
    "fixed_modules",
    "logo_modules",
    "logo_share",
]
