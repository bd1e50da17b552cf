"""Scripts by name: which OpenType rules they need, and what to install where one has no font."""

from __future__ import annotations

from typing import NamedTuple


class Script(NamedTuple):
    """A script: its English name, the GSUB tags without which it cannot be set, its extra."""

    name: str
    tags: tuple[str, ...] = ()
    extra: str = ""


# GSUB tags: OpenType specification, "Script tags". Extras: this project's pyproject.toml.
SCRIPTS = {
    "Arab": Script("Arabic", ("arab",)),
    "Beng": Script("Bengali", ("bng2", "bng3", "beng"), "india"),
    "Bopo": Script("Chinese", extra="cjk"),
    "Cyrl": Script("Cyrillic"),
    "Deva": Script("Devanagari", ("dev2", "dev3", "deva")),
    "Grek": Script("Greek"),
    "Gujr": Script("Gujarati", ("gjr2", "gjr3", "gujr")),
    "Guru": Script("Gurmukhi", ("gur2", "gur3", "guru")),
    "Hang": Script("Korean", extra="cjk"),
    "Hani": Script("Chinese", extra="cjk"),
    "Hebr": Script("Hebrew", extra="hebrew"),
    "Hira": Script("Japanese", extra="cjk"),
    "Kana": Script("Japanese", extra="cjk"),
    "Khmr": Script("Khmer", ("khmr",)),
    "Knda": Script("Kannada", ("knd2", "knd3", "knda")),
    "Laoo": Script("Lao"),
    "Latn": Script("Latin"),
    "Mlym": Script("Malayalam", ("mlm2", "mlm3", "mlym")),
    "Mymr": Script("Myanmar", ("mym2", "mymr")),
    "Orya": Script("Odia", ("ory2", "ory3", "orya")),
    "Sinh": Script("Sinhala", ("sinh",)),
    "Syrc": Script("Syriac", ("syrc",)),
    "Taml": Script("Tamil", ("tml2", "tml3", "taml"), "india"),
    "Telu": Script("Telugu", ("tel2", "tel3", "telu"), "india"),
    "Thai": Script("Thai", extra="thai"),
    "Tibt": Script("Tibetan", ("tibt",)),
}


def script_named(code: str) -> Script:
    """Return what is known of a script by its ISO 15924 code.

    >>> script_named("Beng").extra, script_named("Cham")
    ('india', Script(name='Cham', tags=(), extra=''))
    """
    return SCRIPTS.get(code, Script(code))
