"""A label sheet by its name, by its number, or by what it is like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from campaignkit.errors import BadInput, NotFound, did_you_mean, near_or_all
from campaignkit.stock.measures import by_measures
from campaignkit.stock.sheet import (
    PAGES,
    Pair,
    Shape,
    Stock,
    check_known_shape,
    check_pair,
    is_number,
)
from campaignkit.stock.table import by_name, by_part, exactly, folded, lines, stock_of, vendors
from campaignkit.units import MM_PER_INCH, SLACK_MM, mm_text

_SIDES = r"(\d+(?:[.,]\d+)?)x(\d+(?:[.,]\d+)?)(?:mm)?"
_SAME_MM = 0.5  # names of labels round their sides
_INCHES_MOST = 8.0  # on both sides: no label of a brand is so small in mm
NEAR_MM = 2.0  # search() by size: our guess at what people mean by "about 50 mm"
# Other names of a brand, and brands of one house whose numbers do not collide: never another's.
_BRANDS = {
    "zweckform": ("Avery Zweckform",),
    "averyzweckform": ("Avery Zweckform", "Zweckform", "Avery"),
    "azweckform": ("Avery Zweckform",),
    "avery": ("Avery", "Avery Zweckform"),
    "averydennison": ("Avery", "Avery Zweckform"),
    "onlinelabel": ("Online Labels",),
    "onlinelabelscom": ("Online Labels",),
    "worldlabelcom": ("Worldlabel",),
    "apli": ("APLI", "Apli"),
    "aplipaper": ("APLI", "Apli"),
    "dymolabelwriter": ("Dymo",),
    "brotherql": ("Brother",),
    "pimacolabel": ("Pimaco",),
    "pimacoetiquetas": ("Pimaco",),
}
# Avery print-to-the-edge shapes: what is sold under the number, and that nothing more is certain.
_NOMINAL = {
    "22804": "ovals of 63.5 x 38.1 mm, 18 a sheet",
    "22805": "squares of 38.1 mm, 24 a sheet",
    "22806": "squares of 50.8 mm, 12 a sheet",
    "22807": "rounds of 50.8 mm, 12 a sheet",
    "22808": "rounds of 63.5 mm, 9 a sheet",
    "22830": "rounds of 63.5 mm, 9 a sheet",
    "22822": "labels of 76.2 x 50.8 mm, 8 a sheet",
    "94107": "squares of 50.8 mm, 12 a sheet",
    "94500": "rounds of 44.5 mm by some lists and of 63.5 mm by others",
    **dict.fromkeys(
        ("22817", "22825", "22921", "22923", "22933", "22961", "41464", "41494", "80510", "92807"),
        "rounds of 50.8 mm, 12 a sheet",
    ),
}


def find(name: str | int) -> Stock:
    """Return the sheet called `name`; case, spaces and punctuation do not matter.

    The part number alone will do if every vendor using it means the same sheet. A sheet may be
    told by its measures: "A4 3x7 63.5x38.1", see `campaignkit.stock.measures`.

    Raises:
        NotFound: no such sheet (names the nearest), several different ones (names them), or
            one whose measures its vendor does not publish.
        BadInput: labels of the measures told cannot lie so on their page.

    >>> find("avery l7160").label
    (63.5, 38.1)
    >>> find("L7160").name
    'Avery L7160'
    """
    name = str(name)  # a part number may come from a table as a number
    wanted = folded(name)
    line = exactly(name) or by_name().get(wanted) or _by_other_name(name)
    if line is not None:
        return stock_of(line)
    if (told := by_measures(name)) is not None:
        return told
    if (sized := _of_size(name)) is not None:
        return sized
    same_part = [stock_of(found) for found in by_part().get(wanted, ())]
    if len({_geometry(stock) for stock in same_part}) == 1:
        return same_part[0]
    raise _not_found(name, same_part)


def search(
    text: str | None = None,
    *,
    width: float | None = None,
    height: float | None = None,
    page: str | Pair | None = None,
    vendor: str | None = None,
    shape: Shape | None = None,
) -> list[Stock]:
    """Return the sheets that match everything asked for; no question gives them all.

    Args:
        text: Words that all occur in the name or the description, in any order; "54x17" is a
            size, whichever way the label is held.
        width, height: Of the label, mm, within NEAR_MM; the nearest come first.
        page: "A4", "US-Letter" ("Letter" will do), "A4-landscape" ..., or (width, height).
        vendor: Such as "Avery"; case does not matter.
        shape: "rect", "round" or "ellipse".

    Raises:
        BadInput: `shape` is none of the three.
        NotFound: no such page or vendor.

    >>> [stock.name for stock in search("round", width=50, page="A4", vendor="Tower")]
    ['Tower CIL-W117']
    """
    check_known_shape(shape)
    for key, value in {"text": text, "vendor": vendor}.items():
        if value is not None and not isinstance(value, str):
            raise BadInput(
                f"{key}={value!r} is not text, as in {key}='Avery'.",
                rule="stock.search-text",
                key=key,
                value=value,
            )
    for key, length in {"width": width, "height": height}.items():
        if length is not None and not is_number(length):
            raise BadInput(
                f"{key}={length!r} is no length. Give mm.",
                rule="stock.search-length",
                key=key,
                length=length,
            )
    size = None if page is None else page_size(page)
    maker = None if vendor is None else _vendor(vendor)
    said = () if text is None else tuple(text.replace("×", "x").casefold().split())
    sides = next((told for word in said if (told := _sides(word))), None)
    words = [word for word in said if not _sides(word)]
    found = [
        (off, stock)
        for stock in map(stock_of, lines())
        if (maker is None or stock.vendor == maker)
        and (shape is None or stock.shape == shape)
        and (size is None or _off(stock.page, size) <= SLACK_MM)
        and (off := _off(stock.label, (width, height))) <= NEAR_MM
        and all(word in _words(stock) for word in words)
        and (sides is None or _apart(stock, sides) <= NEAR_MM)
    ]
    return [stock for _, stock in sorted(found, key=lambda pair: pair[0])]


def page_size(page: str | Pair) -> Pair:
    """Return a page's width and height in mm, from its name or as given.

    Raises:
        NotFound: no page of that name.

    >>> page_size("letter")
    (215.9, 279.4)
    """
    if not isinstance(page, str):
        check_pair("page", "page", page)
        return page
    known = {folded(name): size for name, size in PAGES.items()}
    wanted = folded(page)
    size = known.get(wanted) or known.get("us" + wanted)
    if size is None:
        near = near_or_all(page, PAGES)
        raise NotFound(
            f"no page called {page!r}.{near} Or give (width, height) in mm.",
            rule="stock.page",
            page=page,
        )
    return size


def is_page(name: object) -> bool:
    """Say whether this is a page's name, such as "A4", and no label sheet's.

    >>> is_page("A4"), is_page("Avery L7160")
    (True, False)
    """
    known = {folded(page) for page in PAGES}
    return isinstance(name, str) and bool({folded(name), "us" + folded(name)} & known)


def names() -> list[str]:
    """Return every sheet's name, in the table's order."""
    return [" ".join(line.split("\t", 2)[:2]) for line in lines()]


def _by_other_name(name: str) -> str | None:
    """Return the row of a name whose brand is written in another of its ways."""
    words = name.split()
    for count in range(len(words) - 1, 0, -1):
        brands = _BRANDS.get(folded("".join(words[:count])), ())
        for brand in brands:
            line = by_name().get(folded(brand + "".join(words[count:])))
            if line is not None:
                return line
    return None


def _geometry(stock: Stock) -> tuple[object, ...]:
    return stock.page, stock.label, stock.grid, stock.margin, stock.gap, stock.shape


def _off(size: Pair, wanted: tuple[float | None, float | None]) -> float:
    pairs = zip(size, wanted, strict=True)
    return max((abs(is_ - want) for is_, want in pairs if want is not None), default=0.0)


def _words(stock: Stock) -> str:
    return f"{stock.name} {stock.description} {stock.shape}".casefold()


def _vendor(name: str) -> str:
    known = {vendor.casefold(): vendor for vendor in vendors()}
    if name.casefold() not in known:
        near = did_you_mean(name, known.values()) or f" There are: {', '.join(known.values())}."
        raise NotFound(f"no vendor called {name!r}.{near}", rule="stock.vendor", name=name)
    return known[name.casefold()]


def _not_found(name: str, same_part: Iterable[Stock]) -> NotFound:
    several = [
        f"{stock.name!r} ({_size(stock)}, {stock.per_sheet} on {stock.page_name})"
        for stock in same_part
    ]
    if several:
        return NotFound(
            f"{name!r} is {len(several)} different sheets. Say {' or '.join(several)}.",
            rule="stock.ambiguous",
            name=name,
        )
    nominal = _NOMINAL.get(folded(name).removeprefix("avery"))
    if nominal is not None:
        return NotFound(
            f"{name!r}: sold as {nominal}; its vendor does not publish its margins, and drawings "
            "that are passed on contradict each other (22807 is drawn as 3 x 4 and as 4 x 5 "
            "labels). Measure a sheet and pass Stock(name=..., page=..., label=..., grid=..., "
            "margin=..., gap=...).",
            rule="stock.unpublished",
            name=name,
            nominal=nominal,
        )
    if is_page(name):
        page = name.strip()
        return NotFound(
            f"{page!r} is a page, and no label sheet. Say how it is cut: '{page} 2x4' are eight "
            f"pieces of it, '{page} 90x50 gap 4' as many of 90 x 50 mm as it has room for.",
            rule="stock.whole-page",
            page=page,
        )
    return NotFound(
        f"no label sheet called {name!r}.{_near(name)}", rule="stock.unknown", name=name
    )


def _of_size(name: str) -> Stock | None:
    """Return the one label of a brand that a name tells by its size, as in "Brother 62x29".

    Raises:
        NotFound: the brand has several of that size, or none; names them, or the nearest.
    """
    *words, last = name.replace("×", "x").split() or [""]
    wanted = _sides(last)
    brand = _brand(" ".join(words)) if wanted and words else None
    if wanted is None or brand is None:
        return None
    sheets = [stock_of(line) for line in lines() if line.split("\t", 1)[0] in brand]
    alike = [each for each in sheets if _apart(each, wanted) <= _SAME_MM]
    if len({_geometry(stock) for stock in alike}) > 1:
        raise _not_found(name, alike)
    if alike:
        return alike[0]
    near = sorted(sheets, key=lambda each: _apart(each, wanted))[:3]
    maker, size = near[0].vendor, f"{mm_text(wanted[0]).removesuffix(' mm')} x {mm_text(wanted[1])}"
    nearest = ", ".join(f"{each.name!r} ({_size(each)})" for each in near)
    raise NotFound(
        f"{maker} has no label of {size} that is known. The nearest: {nearest}.",
        rule="stock.size-of-brand",
        name=name,
    )


def _sides(word: str) -> Pair | None:
    """Return the size that a word tells, in mm; None if it tells none. "4x6" are inches."""
    found = re.fullmatch(_SIDES, word)
    if found is None:
        return None
    width, height = (float(side.replace(",", ".")) for side in found.groups())
    if max(width, height) <= _INCHES_MOST and not word.endswith("mm"):
        return width * MM_PER_INCH, height * MM_PER_INCH
    return width, height


def _apart(stock: Stock, size: Pair) -> float:
    """Return how far a label's sides are from a size in mm, whichever way it is held."""
    return max(abs(a - b) for a, b in zip(sorted(stock.label), sorted(size), strict=True))


def _near(name: str) -> str:
    """Return what may have been meant: of the same brand, for other brands' sheets differ."""
    by_size = " stocks() finds one by its size."
    said = name.replace(" ", "").casefold()
    if (size := _sides(said)) and not said.startswith(f"{size[0]:g}"):
        return f" Sizes are in mm: if these are inches, it is '{size[0]:g}x{size[1]:g}'."
    brand = _brand(name)
    if brand is None and not any(sign.isdigit() for sign in name.split(" ", maxsplit=1)[0]):
        words = [word for word in name.split() if not any(sign.isdigit() for sign in word)]
        makers = get_close_matches(" ".join(words).casefold(), map(str.casefold, vendors()), n=1)
        rest = " ".join(word for word in name.split() if word not in words)
        line = by_name().get(folded(f"{makers[0]}{rest}")) if makers else None
        if line is not None:
            return f" Did you mean {stock_of(line).name!r}?"
        return f" No brand of that name is known.{by_size}"
    known = [
        " ".join(line.split("\t", 2)[:2])
        for line in lines()
        if brand is None or line.split("\t", 1)[0] in brand
    ]
    alike = [each for each in known if _seen(each) == _seen(name)]
    return f" Did you mean {alike[0]!r}?" if alike else did_you_mean(name, known) or by_size


def _brand(name: str) -> tuple[str, ...] | None:
    """Return the brands that a name begins with; None: it begins with none that is known."""
    words = name.split()
    for count in range(len(words), 0, -1):
        said = folded("".join(words[:count]))
        if said in _BRANDS:
            return _BRANDS[said]
        same = tuple(vendor for vendor in vendors() if folded(vendor) == said)
        if same:
            return same
    return None


def _seen(name: str) -> str:
    """Return a name as it looks on a box: the letters O, I and L are taken for 0 and 1."""
    return folded(name).translate(str.maketrans("oil", "011"))


def _size(stock: Stock) -> str:
    width, height = stock.label
    if stock.shape == "round":
        return f"{mm_text(width)} across"
    return f"{mm_text(width).removesuffix(' mm')} x {mm_text(height)}"
