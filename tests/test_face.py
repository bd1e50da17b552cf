"""The names that `import campaignkit` promises, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

import campaignkit

HEAVY = {
    *("babel", "click", "fontTools", "fpdf", "fsspec", "ipywidgets", "jinja2", "narwhals", "numpy"),
    *("phonenumbers", "PIL", "pydantic", "pypdfium2", "python_calamine", "qrcode", "reportlab"),
    *("tqdm", "uharfbuzz", "zxingcpp"),
}
LINKS = {
    *("call_link", "catalog_link", "channel_link", "chat_link", "group_link", "pack_link"),
    *("product_link", "short_link", "geo", "mailto", "sms", "tel", "vcard", "wifi", "parse_link"),
}
PAYMENTS = {"epc", "pix", "upi", "parse_payment"}
MAKERS = {
    *("campaign", "catalog", "message", "pay_here", "qr_code", "sheet", "sticker", "sticker_pack"),
    *("stickers", "studio"),
}
VALUES = {
    *("Business", "Campaign", "Catalog", "Code", "Message", "MessageTemplate", "PriceList"),
    *("Sheet", "Sticker", "StickerPack", "Stock"),
}
ANSWERS = {"Problem", "Problems", "budget", "check", "designs", "stocks"}
ERRORS = {"BadInput", "CampaignError", "NotFound", "TooBig"}


def fresh(code):
    """Return what a new process prints."""
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    return answer.stdout.strip()


def test_the_face_is_pinned():
    assert set(campaignkit.__all__) == LINKS | PAYMENTS | MAKERS | VALUES | ANSWERS | ERRORS


def test_the_face_is_sorted_and_complete():
    assert campaignkit.__all__ == sorted(campaignkit.__all__)
    assert [name for name in campaignkit.__all__ if not hasattr(campaignkit, name)] == []


def test_what_is_seen_from_outside_is_the_face():
    assert set(campaignkit.__all__) <= set(dir(campaignkit))


def test_names_have_a_docstring_each():
    names = [name for name in campaignkit.__all__ if not getattr(campaignkit, name).__doc__]

    assert names == []


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'campaignkit' has no attribute 'stikcer'"):
        _ = campaignkit.stikcer


def test_the_version_is_that_of_the_installed_package():
    assert campaignkit.__version__ == version("campaignkit")


def test_importing_loads_no_dependency_at_all():
    loaded = fresh("import sys, campaignkit; print(*sys.modules)").split()

    assert HEAVY & set(loaded) == set()


def test_importing_takes_less_than_50_ms():
    code = "import time as t; s = t.perf_counter(); import campaignkit; print(t.perf_counter() - s)"

    assert min(float(fresh(code)) for _ in range(3)) < 0.05


def test_links_and_errors_need_neither_pixels_nor_pdf():
    made = "ck.chat_link('+254712345678', 'Habari')"

    loaded = fresh(f"import sys, campaignkit as ck; {made}; print(*sys.modules)").split()
    assert {"reportlab", "PIL", "pypdfium2", "zxingcpp", "pydantic"} & set(loaded) == set()
