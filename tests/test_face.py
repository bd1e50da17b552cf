"""The names that `import campaignkit` promises, and what importing it costs."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

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
    *("links", "messages", "qr_codes", "stickers", "studio"),
}
VALUES = {
    *("Business", "Campaign", "Catalog", "Code", "InteractiveMessage", "Message"),
    *("MessageTemplate", "PriceList", "Sheet", "Sticker", "StickerPack", "Stock"),
    *("Consents", "Order", "OrderItem", "OrderStatus", "QuietHours", "Rates"),
    *("CopyCode", "OpenOrder", "PhoneButton", "QuickReply", "UrlButton"),
}
ANSWERS = {
    *(
        "Problem",
        "Problems",
        "check",
        "check_packs",
        "codes",
        "table",
        "check_templates",
        "designs",
        "fix",
        "init",
    ),
    *("order_rows", "people_twice", "qr_budget", "ready_messages", "seller", "stocks"),
    *("Manifest", "manifest"),
    *(
        "ChatReplies",
        "Conversations",
        "Coupons",
        "Experiment",
        "Spending",
        "spending",
        "coupons",
        "Report",
        "Tokens",
        "replies",
        "report",
    ),
    *("use_language", "variant_of"),
}
PRINTING = {
    *("Printer", "printer", "CalibrationSheet", "PrinterMeasurement"),
    *("calibration", "measure_printer"),
    *("Kit", "kit", "logo_colors", "palettes", "seasons", "themes"),
}
ERRORS = {"BadInput", "CampaignError", "NotFound", "TooBig"}


def fresh(code):
    """Return what a new process prints."""
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    return answer.stdout.strip()


def test_the_face_is_pinned():
    assert (
        set(campaignkit.__all__) == LINKS | PAYMENTS | MAKERS | VALUES | ANSWERS | PRINTING | ERRORS
    )


def test_the_face_is_sorted_and_complete():
    assert campaignkit.__all__ == sorted(campaignkit.__all__)
    assert [name for name in campaignkit.__all__ if not hasattr(campaignkit, name)] == []


def test_what_is_seen_from_outside_is_the_face_and_nothing_else():
    assert dir(campaignkit) == campaignkit.__all__


def test_help_shows_a_function_under_the_name_it_has_here():
    named = {name: getattr(campaignkit, name) for name in campaignkit.__all__}

    assert [name for name, value in named.items() if value.__name__ != name] == []
    assert pickle.loads(pickle.dumps(campaignkit.chat_link)) is campaignkit.chat_link


def test_every_name_is_known_to_a_type_checker_and_a_slip_is_an_error(tmp_path):
    names = [*campaignkit.__all__, "__version__", "chat_lnik"]
    lines = "".join(f"ck.{name}\n" for name in names)
    (tmp_path / "slip.py").write_text(f"import campaignkit as ck\n{lines}")

    said = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path), "slip.py"],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(Path(campaignkit.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert re.findall(r"error: .*? \"(\w+)\"", said) == ["chat_lnik"]


def test_names_have_a_docstring_each():
    names = [name for name in campaignkit.__all__ if not getattr(campaignkit, name).__doc__]

    assert names == []


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'campaignkit' has no attribute 'stikcer'"):
        _ = campaignkit.stikcer


def test_a_name_of_the_first_edition_is_understood_and_the_new_one_told():
    with pytest.warns(DeprecationWarning, match=r"ck\.budget is called ck\.qr_budget"):
        assert campaignkit.budget is campaignkit.qr_budget


def test_the_version_is_that_of_the_installed_package():
    assert campaignkit.__version__ == version("campaignkit")


def test_importing_loads_no_dependency_at_all():
    loaded = fresh("import sys, campaignkit; print(*sys.modules)").split()

    assert HEAVY & set(loaded) == set()


def test_importing_loads_nothing_of_campaignkit_but_the_face():
    loaded = fresh("import sys, campaignkit; print(*sys.modules)").split()

    assert [name for name in loaded if name.startswith("campaignkit")] == ["campaignkit"]


def test_links_and_errors_need_neither_pixels_nor_pdf():
    made = "ck.chat_link('+254712345678', 'Habari')"

    loaded = fresh(f"import sys, campaignkit as ck; {made}; print(*sys.modules)").split()
    assert {"reportlab", "PIL", "pypdfium2", "zxingcpp", "pydantic"} & set(loaded) == set()


@pytest.mark.parametrize("room", ["link_kinds.chat", "messaging.wordings"])
@pytest.mark.parametrize("name", ["links", "messages"])
def test_a_stream_of_the_face_stays_a_function_whatever_was_imported(name, room):
    code = f"import campaignkit as ck, campaignkit.{room}; print(callable(ck.{name}))"

    assert fresh(code) == "True"
