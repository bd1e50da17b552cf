"""What a reference costs: more text is a larger code, and smaller modules in the same space."""

from __future__ import annotations

import re
from dataclasses import replace

from campaignkit import link_kinds
from campaignkit.errors import CampaignError
from campaignkit.qr import encode
from campaignkit.tracking.spotting import SOUND, reference_in
from campaignkit.tracking.wording import LABELS

_QUIET = 8  # modules that stay light: four on each side
_WORDS = "|".join(map(re.escape, dict.fromkeys(LABELS.values())))
_TAGS = re.compile(r"[?&]utm_(?:source=print|medium=qr|campaign=[^&]*|content=[^&]*)")
_TYPED = ("text", "body")


def module_cost(payload: str, *, level: str) -> str:
    """Return what the reference in a code costs, in words; "": there is none.

    >>> module_cost("https://wa.me/5511987654321?text=Oi%20%28ref%20K4K6-RD2H%29", level="M")
    'the reference makes version 4 of 3: 33 modules a side for 29, each 10 % smaller'
    """
    bare = without_reference(payload)
    if bare == payload:
        return ""
    before, after = (encode(text, level=level) for text in (bare, payload))
    one, other = len(before.modules), len(after.modules)
    if one == other:
        return f"the reference costs nothing: version {after.version} with it and without"
    smaller = 1 - (one + _QUIET) / (other + _QUIET)
    return (
        f"the reference makes version {after.version} of {before.version}: {other} modules a side "
        f"for {one}, each {smaller:.0%} smaller".replace("%", " %")
    )


def without_reference(payload: str) -> str:
    """Return the text of a code as it is without its reference and the word before it.

    >>> without_reference("https://example.com/?a=1&utm_source=print&utm_content=K4K6-RD2H")
    'https://example.com/?a=1'
    """
    if not reference_in(payload):
        return payload
    try:
        link = link_kinds.parse(payload)
    except CampaignError:
        return _bare(_TAGS.sub("", payload))
    name = next((name for name in _TYPED if link.fields.get(name)), None)
    if name is None:
        return payload
    bare = _bare(str(link.fields[name]))
    return link_kinds.rebuild(replace(link, fields={**link.fields, name: bare}))


def _bare(text: str) -> str:
    said = rf"\s*[(\[]?\s*(?:{_WORDS})?[\s:.#-]*{SOUND.pattern}\s*[)\]]?"
    return re.sub(said, "", text, count=1).strip()
