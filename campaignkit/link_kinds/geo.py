"""Show a place on a map. Source: RFC 5870, with the label that map apps read after "?q=".

Android opens it; support in the iPhone's camera is uneven: for printed codes a map's own https
link is surer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import unquote

from campaignkit.arguments import check_text
from campaignkit.errors import BadInput
from campaignkit.link_kinds import _address
from campaignkit.problems import Problem, of_error

PLACES = 6  # decimal places of a degree; the sixth is 11 cm at the equator
Degrees = Decimal | float | int | str


def link(latitude: Degrees, longitude: Degrees, label: str = "") -> str:
    """Return what shows a place.

    Args:
        latitude: Degrees north, -90 to 90.
        longitude: Degrees east, -180 to 180.
        label: What the pin is called.

    Raises:
        BadInput: no number, or out of range.

    >>> link("-23.55", "-46.63", "Padaria Sol")
    'geo:-23.55,-46.63?q=Padaria%20Sol'
    >>> link(0, 36.8)
    'geo:0,36.8'
    """
    north = _degrees(latitude, 90, key="latitude")
    east = _degrees(longitude, 180, key="longitude")
    check_text(label, "label")
    query = f"?q={_address.encoded(label, key='label')}" if label else ""
    return _address.limited(f"geo:{north},{east}{query}")


def _degrees(value: Degrees, most: int, *, key: str) -> str:
    try:
        exact = Decimal(str(value))
    except InvalidOperation as err:
        raise BadInput(
            f"{key}={value!r} is not a number of degrees, as in -23.55.",
            rule="geo.number",
            key=key,
            value=value,
        ) from err
    if not exact.is_finite() or abs(exact) > most:
        raise BadInput(
            f"{key}={value!r} is not between -{most} and {most} degrees.",
            rule="geo.range",
            key=key,
            value=value,
            most=most,
        )
    written = f"{round(exact, PLACES):f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written in ("-0", "0") else written


def read(text: str) -> dict[str, str] | None:
    """Return the arguments of a place, None if `text` is none."""
    number = r"(-?[0-9]+(?:\.[0-9]+)?)"
    found = re.fullmatch(rf"geo:{number},{number}(?:[,;][^?]*)?(?:\?q=(.*))?", text.strip(), re.I)
    if found is None:
        return None
    label = unquote(found.group(3) or "")
    return {"latitude": found.group(1), "longitude": found.group(2), "label": label}


def advice(_text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Tell a place that is none; warn that not every camera opens it."""
    for key, most in (("latitude", 90), ("longitude", 180)):
        try:
            _degrees(fields[key], most, key=key)
        except BadInput as err:
            yield from of_error(err)
    yield Problem(
        rule="link.geo",
        message="not every phone's camera opens a geo: code.",
        fix="For print, use the https link that a map app shares.",
        severity="warning",
    )
