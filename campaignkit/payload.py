"""What a code means to the phone that scans it: the one judge above links and payments.

A code that reads back letter by letter may still open nothing, another chat, or pay another
amount. `judge` decides by what a text is: a payment, an address, or plain text, which may be
anything.
"""

from __future__ import annotations

from functools import lru_cache

from campaignkit import link_kinds, payments
from campaignkit.errors import CampaignError
from campaignkit.problems import Problems, of_error


def judge(text: str, *, country: str | None = None) -> Problems:
    """Return what is wrong or doubtful in the text of a code, errors with their fix.

    A well-formed chat link takes some 10 microseconds; nothing is opened or asked.

    Args:
        country: ISO 3166-1 code of the shop's country: where a number in local form is from.

    >>> print(judge("https://wa.me/nan"))
    it has 'nan' in the place of a number: the cell it came from was empty. Fill the cell, or \
leave the row out.
    >>> judge("Mesa 5"), judge("https://wa.me/5511987654321")
    (Problems(0 errors, 0 warnings), Problems(0 errors, 0 warnings))
    """
    try:
        if payments.is_meant(text):
            return _of_payment(text)
        return link_kinds.judge(text, country=country)
    except CampaignError as err:
        return Problems(of_error(err))


_of_payment = lru_cache(maxsize=128)(payments.judge)  # one code may stand on every sticker


def is_payment(text: str) -> bool:
    """Say whether a text is, or was meant as, a code that asks for money."""
    return payments.is_meant(text)
