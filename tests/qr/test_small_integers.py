"""The same modules where numpy's default integers have 32 bits, as they do in a browser tab.

A process of its own makes numpy's functions behave as they do there: what they make without a
dtype has 32 bits, and counts and places of 64 bits are refused where they would be.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys

from campaignkit import qr

TEXTS = [
    *("0", "A1", "a", "1" * 300, "https://wa.me/5511987654321?text=Oi%21%20Estou%20aqui"),
    *("नमस्ते", "WIFI:S:Café do Müller;;", "x" * 2000, "A" * 4000, "7" * 5000),
]
LEVELS = ["L", "M", "Q", "H"]

NARROW = """
import numpy as np

def narrow(made):
    small = made.dtype == np.int64 and (not made.size or abs(made).max() < 1 << 31)
    return made.astype(np.int32) if small else made

def without_dtype(function):
    def made(*given, **named):
        typed = "dtype" in named or any(isinstance(each, type) for each in given)
        taken = any(isinstance(each, np.ndarray) for each in given)
        result = function(*given, **named)
        return result if typed or taken else narrow(result)
    return made

def places(function):
    return lambda *given, **named: narrow(np.asarray(function(*given, **named)))

def refuse(values):
    if isinstance(values, np.ndarray) and values.dtype == np.int64:
        raise TypeError("Cannot cast array data from dtype('int64') to dtype('int32')")

def bincount(values, *given, was=np.bincount, **named):
    refuse(values)
    return narrow(was(values, *given, **named))

def repeat(values, counts, *given, was=np.repeat, **named):
    refuse(counts)
    return was(values, counts, *given, **named)

for name in ("arange", "array", "full"):
    setattr(np, name, without_dtype(getattr(np, name)))
for name in ("flatnonzero", "argsort", "searchsorted"):
    setattr(np, name, places(getattr(np, name)))
np.bincount, np.repeat, np.intp = bincount, repeat, np.int32
"""
MADE = """
import hashlib
from campaignkit import qr
for level in {levels!r}:
    for text in {texts!r}:
        try:
            symbol = qr.encode(text, level=level)
        except ValueError as err:
            print(type(err).__name__, err)
        else:
            print(symbol.version, hashlib.sha256(symbol.modules.tobytes()).hexdigest())
"""


def test_the_encoder_makes_the_same_modules_with_32_bits() -> None:
    script = NARROW + MADE.format(levels=LEVELS, texts=TEXTS)
    narrow = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )

    assert narrow.stderr == ""
    assert narrow.stdout.splitlines() == [told(text, level) for level in LEVELS for text in TEXTS]


def told(text: str, level: str) -> str:
    try:
        symbol = qr.encode(text, level=level)
    except ValueError as err:
        return f"{type(err).__name__} {err}"
    return f"{symbol.version} {hashlib.sha256(symbol.modules.tobytes()).hexdigest()}"
