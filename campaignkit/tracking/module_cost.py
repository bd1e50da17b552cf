"""What a reference costs: more text is a larger code, and smaller modules in the same space."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from campaignkit import link_kinds
from campaignkit.errors import CampaignError
from campaignkit.qr import encode
from campaignkit.tracking.reference_search import SOUND, reference_in
from campaignkit.tracking.wording import LABELS

_LOOKED_AT = 20  # rows, of which one has a code if any has
_QUIET = 8  # modules that stay light: four on each side
_WORDS = "|".join(map(re.escape, dict.fromkeys(LABELS.values())))
_TAGS = re.compile(r"[?&]utm_(?:source=print|medium=qr|campaign=[^&]*|content=[^&]*)")
_TYPED = ("text", "body")


@dataclass(frozen=True, slots=True)
class ModuleCost:
    """What a reference costs. modules: of a side, without it and with it. versions: likewise."""

    versions: tuple[int, int]
    modules: tuple[int, int]

    @property
    def is_paid(self) -> bool:
        """Whether the code is larger with it."""
        return self.modules[0] != self.modules[1]

    @property
    def smaller(self) -> float:
        """How much smaller each module is in the same space, 0 to 1."""
        before, after = self.modules
        return 1 - (before + _QUIET) / (after + _QUIET)

    def __str__(self) -> str:
        (bare, version), (before, after) = self.versions, self.modules
        if not self.is_paid:
            return f"the reference costs nothing: version {version} with it and without"
        share = f"{self.smaller:.0%}".replace("%", " %")
        return (
            f"the reference makes version {version} of {bare}: {after} modules a side for "
            f"{before}, each {share} smaller"
        )


def module_cost(payload: str, *, level: str) -> ModuleCost | None:
    """Return what the reference in a code costs; None: there is none.

    >>> str(module_cost("https://wa.me/5511987654321?text=Oi%20%28ref%20K4K6-RD2H%29", level="M"))
    'the reference makes version 4 of 3: 33 modules a side for 29, each 10 % smaller'
    """
    bare = without_reference(payload)
    if bare == payload:
        return None
    before, after = (encode(text, level=level) for text in (bare, payload))
    return ModuleCost((before.version, after.version), (len(before.modules), len(after.modules)))


def first_cost(outcomes: Iterable[object]) -> ModuleCost | None:
    """Return what the reference of the first code of some costs; None: it has none."""
    for one in islice(outcomes, _LOOKED_AT):
        if payload := getattr(one, "payload", ""):
            return module_cost(str(payload), level=str(getattr(one, "level", "M")))
    return None


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
