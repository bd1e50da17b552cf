"""The studios: one file each, such as code.py with a class `CodeStudio` that takes a `SharedForms`.

The folder is the registry: a new file is a new tab of `studio()`. PLACE says where it stands.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from campaignkit.widgets.studio_panel import Panel


@cache
def studios() -> dict[str, type[Panel]]:
    """Return every studio's class by the name of its file, in the order of their tabs.

    >>> list(studios())[:3]
    ['code', 'sticker', 'sheet']
    """
    names = (found.name for found in iter_modules(__path__))
    modules = {name: import_module(f"{__name__}.{name}") for name in names}
    ordered = sorted(modules.items(), key=lambda pair: pair[1].PLACE)
    return {name: getattr(module, f"{name.capitalize()}Studio") for name, module in ordered}
