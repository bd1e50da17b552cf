"""The pictures of products that lie here as files: format, size, weight and shape.

Nothing is fetched: a picture on the web is judged by its address alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from campaignkit.errors import CampaignError, NotFound
from campaignkit.pictures import head, open_within, seen
from campaignkit.problems import Problem, of_error
from campaignkit.products.items import Product
from campaignkit.products.rules import problem

_NARROW, _WIDE = 0.8, 1.91  # width to height: 4:5 to 1.91:1
_JUDGED_PX = 256  # enough to find damage, and that there is something to see
_SUFFIX = re.compile(r"\.(webp|gif|svg|bmp|tiff?|heic|avif)(?:[?#].*)?$", re.IGNORECASE)
_LOCAL = re.compile(r"\.(jpe?g|png|webp|gif|bmp|tiff?)$", re.IGNORECASE)


def path_of(product: Product, folder: str) -> Path | None:
    """Return where a product's picture lies here, None if it has none.

    The column `image` says so, or `image_link` where it is no web address.
    """
    text = product.text("image") or product.text("image_link")
    if not text or not (product.text("image") or looks_local(text)):
        return None
    return Path(folder) / text


def looks_local(text: str) -> bool:
    """Say whether a text is the path of a picture rather than a web address.

    >>> looks_local("photos/tea.jpg"), looks_local("https://a.example/tea.jpg")
    (True, False)
    """
    return "://" not in text and bool(_LOCAL.search(text))


def check(product: Product, folder: str) -> Iterator[Problem]:
    """Return what is wrong with a product's picture."""
    link = product.text("image_link")
    if "://" in link and (found := _SUFFIX.search(link)) is not None:
        where = replace(product.where, column="image_link")
        yield problem("image-format", where, found[0])
    path = path_of(product, folder)
    if path is None:
        return
    where = replace(product.where, column="image" if product.text("image") else "image_link")
    try:
        picture = head(path)
        seen(open_within(path, _JUDGED_PX), path.name)
    except NotFound as err:
        yield problem("image-missing", where, str(path.name), better=_advice(err))
        return
    except CampaignError as err:
        if err.rule == "picture.empty":
            yield from (replace(each, where=where) for each in of_error(err))
            return
        yield problem("image-unreadable", where, str(path.name), better=_advice(err))
        return
    if picture.format not in ("JPEG", "PNG"):
        yield problem("image-format", where, path.name)
    if min(picture.width, picture.height) < 500:
        yield problem("image-size", where, f"{picture.width} x {picture.height}")
    weight = path.stat().st_size
    if weight > 8 * 1024 * 1024:
        yield problem("image-weight", where, weight)
    shape = picture.width / picture.height
    if not _NARROW <= shape <= _WIDE:
        yield problem("image-shape", where, f"{picture.width} x {picture.height}")


def _advice(error: CampaignError) -> str:
    """Return what an error says to do, without naming the file again."""
    return error.halves()[1] or "Check the path."
