"""Sizes by the names that print shops use: "A6", "A6 landscape", "business card"."""

from __future__ import annotations

from campaignkit.errors import BadInput, did_you_mean, near_or_all

# Width x height, mm, upright unless the thing usually lies. A and B: ISO 216; DL and C: ISO 269;
# Letter and its kin: ANSI/ASME Y14.1; the others as print shops offer them.
SIZES = {
    "A0": (841.0, 1189.0),
    "A1": (594.0, 841.0),
    "A2": (420.0, 594.0),
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A6": (105.0, 148.0),
    "A7": (74.0, 105.0),
    "A8": (52.0, 74.0),
    "B5": (176.0, 250.0),
    "DL": (99.0, 210.0),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
    "Tabloid": (279.4, 431.8),
    "half Letter": (139.7, 215.9),
    "business card": (85.0, 55.0),
    "US business card": (88.9, 50.8),
    "postcard": (148.0, 105.0),
    "bookmark": (50.0, 160.0),
    "square": (100.0, 100.0),
    "door hanger": (99.0, 210.0),
    "table tent": (148.0, 210.0),
    "street banner": (2000.0, 500.0),
    "story": (90.0, 160.0),
}
_BY_KEY = {name.casefold(): size for name, size in SIZES.items()}


def named_size(name: str) -> tuple[float, float]:
    """Return width and height, mm, of a size by its name, upright or "landscape".

    Raises:
        BadInput: there is no such size.

    >>> named_size("A4"), named_size("A6 landscape"), named_size("business card")
    ((210.0, 297.0), (148.0, 105.0), (85.0, 55.0))
    """
    words = name.casefold().replace("-", " ").replace("_", " ").split()
    turned = words[-1] if words and words[-1] in ("landscape", "portrait") else ""
    key = " ".join(words[:-1] if turned else words)
    found = _BY_KEY.get(key)
    if found is None:
        lying = (f"{each} landscape" for each in SIZES)
        near = did_you_mean(name, [*SIZES, *lying]) or near_or_all(name, SIZES)
        raise BadInput(
            f"size_mm={name!r} is not a size.{near} Or give width and height in mm.",
            rule="size.name",
            name=name,
        )
    short, long = sorted(found)
    return {"landscape": (long, short), "portrait": (short, long)}.get(turned, found)
