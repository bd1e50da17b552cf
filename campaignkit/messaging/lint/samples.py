"""The samples of a header or body: in the form that the platform reads, one line each.

Numbered variables have a list, that of a body in a list of its own: {"body_text": [["Ana"]]};
named ones have pairs. A file's sample is the handle that an upload gave.
"""

from __future__ import annotations

import re
from typing import Any

from campaignkit.messaging.lint.finding import LintFindings
from campaignkit.messaging.templates import Body, Header
from campaignkit.messaging.templates.json_values import WireRecord
from campaignkit.messaging.templates.variables import names

_BROKEN = re.compile(r"[\n\r\t]| {5}")
_FILE = re.compile(r"[^:]*\.(?:png|jpe?g|webp|gif|mp4|3gp|mov|pdf|docx?|xlsx?)", re.IGNORECASE)
_LOCAL = re.compile(r"[A-Za-z]:\\|[A-Za-z]:/|data:|file:|\\\\", re.IGNORECASE)
_HANDLE = re.compile(r"[A-Za-z]")  # "4::aW1hZ2U…": digits alone are the id of an upload to send
_ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def check(found: LintFindings, part: Header | Body, name: str, key: str) -> bool:
    """Check the samples of a text; say whether each can be told from the others.

    name: what a message calls the part. key: its place, "body.text".
    """
    place = f"{key.removesuffix('.text')}.example"
    stem = "header_text" if isinstance(part, Header) else "body_text"
    example = part.example
    variables = names(part.text)
    if example is None and part.extra.get("example") is not None:
        found.add("form", place, part.extra["example"], key=place, limit="an object")
        return False
    if not isinstance(example, WireRecord):
        return True
    if isinstance(listed := example.get(stem), str):
        right = {stem: [listed] if stem == "header_text" else [[listed]]}
        found.add("example-text", place, listed, part=name, better=right)
    for variable, sample in part.samples.items():
        if names(sample):
            found.add("example-variable", place, sample, part=name, name=f"{{{{{variable}}}}}")
        if _BROKEN.search(sample):
            found.add("example-lines", place, sample, part=name, name=f"{{{{{variable}}}}}")
    if not variables:
        if example and not any(part.samples.values()):
            found.add("example-empty", place, dict(example), part=name)
        return True
    numbered = all(variable.isdecimal() for variable in variables)
    if numbered == found.template.is_named:  # variables-format has said so
        return True
    if (better := _other_form(example, stem, variables[0], numbered=numbered)) is not None:
        found.add("example-form", place, dict(example), part=name, better=better)
        return False
    if stem == "body_text" and is_flat(listed := example.get(stem)):
        severity = "error" if len(set(variables)) > 1 else "warning"  # one alone is tolerated
        found.add("example-flat", place, list(_texts(listed)), part=name, severity=severity)
    return True


def _other_form(
    example: WireRecord, stem: str, variable: str, *, numbered: bool
) -> dict[str, Any] | None:
    """Return the form that samples should have, None if they have it."""
    listed, paired = example.get(stem), example.get(f"{stem}_named_params")
    if numbered and paired is not None and listed is None:
        return {stem: ["…"] if stem == "header_text" else [["…"]]}
    if not numbered and listed is not None and paired is None:
        return {f"{stem}_named_params": [{"param_name": variable, "example": "…"}]}
    return None


def is_flat(listed: Any) -> bool:
    """Say whether the samples of a body stand in one list instead of a list in a list."""
    return isinstance(listed, tuple) and any(not isinstance(item, tuple) for item in listed)


def _texts(listed: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in listed)


def handles(found: LintFindings, part: Header, key: str) -> None:
    """Check the handle of a file's sample; a listing has addresses of its own there."""
    if "id" in found.template.extra:
        return
    listed = part.example.get("header_handle") if isinstance(part.example, WireRecord) else None
    if isinstance(listed, str):
        better = {"header_handle": [listed]}
        found.add("example-text", f"{key}.example", listed, part="header", better=better)
    for handle in map(str.strip, part.handles):
        if _ADDRESS.match(handle):
            found.add("header-handle", f"{key}.example", handle, kind=part.kind, what="an address")
        elif _FILE.fullmatch(handle):
            what = "the name of a file"
            found.add("header-handle", f"{key}.example", handle, kind=part.kind, what=what)
        elif _LOCAL.match(handle) or not _HANDLE.search(handle):
            what = "no handle"
            found.add("header-handle", f"{key}.example", handle, kind=part.kind, what=what)
