"""How many functions the title of a sticker passes through, from campaign.toml to the page.

A run-time trace: `sys.setprofile` sees every call within campaignkit while a campaign of one
sticker is opened and built. A call is a hop if it is handed the title: as a text by itself, or as
a value of a mapping or list. Each function counts once, however often it is called. What a
container does with its own items is no hop, nor is a question about the title (what answers yes or
no); what sets its letters (`text/`, `render/`) is past the page.

    python tests/benchmarks/trace_hops.py [-v]
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import campaignkit
from campaignkit import campaign

TITLE = "Feira da Vila Formosa"
FILE = f"""
[business]
name = "Padaria Sol"
phone = "(11) 98765-4321"
country = "BR"

[[stickers]]
name = "fair"
design = "chat-with-us"
title = "{TITLE}"
stock = "Avery L7160"
"""
PACKAGE = str(Path(campaignkit.__file__).parent)
CONTAINERS = re.compile(r"<.*>|__(len|iter|getitem|contains|eq|hash)__")
PAST_THE_PAGE = ("text", "render", "qr")


def main() -> None:
    hops: dict[str, None] = {}

    asked: set[str] = set()

    def seen(frame: FrameType, event: str, answer: object) -> None:
        code = frame.f_code
        if event not in ("call", "return") or not code.co_filename.startswith(PACKAGE):
            return
        where = Path(code.co_filename).relative_to(PACKAGE).with_suffix("")
        if where.parts[0] in PAST_THE_PAGE or CONTAINERS.fullmatch(code.co_name):
            return
        if event == "return":
            if isinstance(answer, bool):
                asked.add(f"{'.'.join(where.parts)}.{code.co_qualname}")
            return
        count = code.co_argcount + code.co_kwonlyargcount
        given = [frame.f_locals.get(name) for name in code.co_varnames[:count]]
        if any(map(holds, given)):
            hops[f"{'.'.join(where.parts)}.{code.co_qualname}"] = None

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "campaign.toml"
        path.write_text(FILE, encoding="utf-8")
        sys.setprofile(seen)
        try:
            campaign(path).build(Path(folder) / "out", check="none")
        finally:
            sys.setprofile(None)
    passed = [name for name in hops if name not in asked]
    print(f"{len(passed)} functions are handed the title, from campaign.toml to the page")
    if "-v" in sys.argv:
        print(*passed, sep="\n")


def holds(value: Any) -> bool:
    """Say whether a value is the title, or a mapping or list with it."""
    if isinstance(value, str):
        return value == TITLE
    try:
        values = value.values() if isinstance(value, Mapping) else value
        return isinstance(value, Mapping | list | tuple) and any(map(holds, values))
    except AttributeError:  # a mapping that is being made
        return False


if __name__ == "__main__":
    main()
