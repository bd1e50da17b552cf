"""The environment kept away from reportlab: same input, same bytes, whoever's account it is.

reportlab takes settings from variables `RL_…` and the date of a file from SOURCE_DATE_EPOCH (one
that is no number ends in a traceback); when it is imported it runs `reportlab_settings.py` from
the path or `~/.reportlab_settings`. Nothing that was imported before is changed: a program's own
use of reportlab goes on as it was.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from types import ModuleType

_SETTINGS = "reportlab_settings"
_FLAGS = {"invariant": 1, "pdfMultiLine": 0, "pdfComments": 0}  # all that change how a file is set
_alone = RLock()  # the environment is the whole process's


@contextmanager
def hidden_environment() -> Iterator[None]:
    """Hide what reportlab would read of the environment, for as long as the block runs."""
    with _alone:
        names = [name for name in os.environ if name.startswith("RL_")]
        hidden = {
            name: os.environ.pop(name)
            for name in (*names, "SOURCE_DATE_EPOCH")
            if name in os.environ
        }
        before = sys.modules.get(_SETTINGS)
        sys.modules[_SETTINGS] = ModuleType(_SETTINGS)  # empty: no file is looked for
        try:
            yield
        finally:
            os.environ.update(hidden)
            if before is None:
                del sys.modules[_SETTINGS]
            else:
                sys.modules[_SETTINGS] = before


@contextmanager
def fixed_flags(config: ModuleType) -> Iterator[None]:
    """Set the flags of `reportlab.rl_config` that decide bytes, for as long as the block runs."""
    before = {name: getattr(config, name) for name in _FLAGS}
    if before == _FLAGS:
        yield
        return
    with _alone:
        try:
            vars(config).update(_FLAGS)
            yield
        finally:
            vars(config).update(before)
