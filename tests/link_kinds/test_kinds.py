"""Every kind: the specification's own forms, what is refused, and a round trip."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaignkit import link_kinds
from campaignkit.business import Business
from campaignkit.errors import BadInput, TooBig
from campaignkit.link_kinds._plain_text import unfilled

SHOP = Business(
    "Padaria Sol",
    phone="(11) 98765-4321",
    country="BR",
    website="https://padariasol.com.br",
    email="sol@example.com",
    address="Rua das Flores, 12; São Paulo",
)
KINDS = link_kinds.kinds()


def test_the_folder_is_the_list_of_kinds():
    files = Path(link_kinds.__file__).parent.glob("[!_]*.py")

    assert sorted(KINDS) == sorted(file.stem for file in files)
    assert set(KINDS) == {
        *("call", "catalog", "channel", "chat", "geo", "group", "mailto"),
        *("pack", "product", "short", "sms", "tel", "vcard", "wifi"),
    }


@pytest.mark.parametrize(
    ("kind", "given", "options", "expected"),
    [
        # WhatsApp Business Platform: "Share products", "QR codes", "Call button … deep links"
        ("catalog", ["15555455657"], {}, "https://wa.me/c/15555455657"),
        ("catalog", [SHOP], {}, "https://wa.me/c/5511987654321"),
        (
            "product",
            ["+852 9867 2794", "5826448410763231"],
            {},
            "https://wa.me/p/5826448410763231/85298672794",
        ),
        ("short", ["4O4YGZEG3RIVE1"], {}, "https://wa.me/message/4O4YGZEG3RIVE1"),
        ("short", ["ANED2T5QRU7HG1"], {"form": "qr"}, "https://wa.me/qr/ANED2T5QRU7HG1"),
        ("short", ["wa.me/message/5QBPAD2DC6L5A1"], {}, "https://wa.me/message/5QBPAD2DC6L5A1"),
        (
            "call",
            ["15551234567", "shelf A/3"],
            {},
            "https://wa.me/call/15551234567?biz_payload=shelf%20A%2F3",
        ),
        ("call", [SHOP], {}, "https://wa.me/call/5511987654321"),
        (
            "group",
            ["https://chat.whatsapp.com/BfJXQ2mCzhd3Ld0mV2qZ5T?mode=r_c"],
            {},
            "https://chat.whatsapp.com/BfJXQ2mCzhd3Ld0mV2qZ5T",
        ),
        (
            "channel",
            ["www.whatsapp.com/channel/0029Va4K0PZ5a245NkngBA2M"],
            {},
            "https://whatsapp.com/channel/0029Va4K0PZ5a245NkngBA2M",
        ),
        (
            "pack",
            ["https://api.whatsapp.com/stickerpack/b1946ac9"],
            {},
            "https://wa.me/stickerpack/b1946ac9",
        ),
        # RFC 3966, RFC 5724, RFC 6068, RFC 5870
        ("tel", ["+55 11 3333-4444"], {}, "tel:+551133334444"),
        ("sms", [SHOP, "Oi! 1+1\nção"], {}, "SMSTO:+5511987654321:Oi! 1+1\nção"),
        ("sms", [SHOP], {}, "SMSTO:+5511987654321:"),
        (
            "sms",
            [SHOP, "Oi! 1+1"],
            {"form": "sms"},
            "sms:+5511987654321?body=Oi%21%201%2B1",
        ),
        ("mailto", ["a.b+c@example.com"], {}, "mailto:a.b%2Bc@example.com"),
        (
            "mailto",
            ["list@example.com"],
            {"subject": "café", "body": "one\ntwo & three"},
            "mailto:list@example.com?subject=caf%C3%A9&body=one%0D%0Atwo%20%26%20three",
        ),
        ("geo", ["-23.55", "-46.63"], {}, "geo:-23.55,-46.63"),
        ("geo", [0, Decimal("36.80")], {}, "geo:0,36.8"),
        ("geo", [1e-9, -1e-9, "Zero"], {}, "geo:0,0?q=Zero"),
        ("geo", [48.2010, 16.3695], {}, "geo:48.201,16.3695"),
        # ZXing's Wi-Fi form
        ("wifi", ["Padaria Sol", "paoquente"], {}, "WIFI:T:WPA;S:Padaria Sol;P:paoquente;;"),
        ("wifi", ["Feira"], {"hidden": True}, "WIFI:T:nopass;S:Feira;H:true;;"),
        (
            "wifi",
            ["Loja P:1", 'a;b,c:d"\\e'],
            {},
            'WIFI:T:WPA;S:Loja P\\:1;P:a\\;b\\,c\\:d\\"\\\\e;;',
        ),
        ("wifi", ["Old", "12345"], {"security": "WEP"}, "WIFI:T:WEP;S:Old;P:12345;;"),
        # as routers have it
        ("wifi", ["A", "12345678"], {"security": "WPA2-PSK"}, "WIFI:T:WPA;S:A;P:12345678;;"),
        ("wifi", ["A", "12345678"], {"security": "wpa2/wpa3"}, "WIFI:T:WPA;S:A;P:12345678;;"),
        ("wifi", ["A"], {"security": "Open"}, "WIFI:T:nopass;S:A;;"),
    ],
)
def test_a_link_is_written_as_specified(kind, given, options, expected):
    assert KINDS[kind](*given, **options) == expected


def test_a_shops_card_has_all_that_phones_read():
    assert KINDS["vcard"](SHOP, note="Aberto\ntodo dia").split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:;;;;",
        "FN:Padaria Sol",
        "ORG:Padaria Sol",
        "TEL;TYPE=CELL:+5511987654321",
        "EMAIL:sol@example.com",
        "URL:https://padariasol.com.br",
        r"ADR:;;Rua das Flores\, 12\; São Paulo;;;;",
        r"NOTE:Aberto\ntodo dia",
        "END:VCARD",
        "",
    ]


@pytest.mark.parametrize(
    ("kind", "given", "options", "says"),
    [
        ("catalog", ["98765 43210"], {}, "no country code"),
        ("catalog", [None], {}, "phone=None is not a phone number"),
        ("product", [SHOP, "pao-frances"], {}, "product='pao-frances' is not one of WhatsApp's"),
        ("short", ["aned2t5qru7hg1"], {}, "It looks like '4O4YGZEG3RIVE1'"),
        ("short", ["ANED2T5QRU7HG"], {}, "is not one of WhatsApp's"),
        ("short", ["ANED2T5QRU7HG12"], {}, "is not one of WhatsApp's"),
        ("short", ["ANED2T5-RU7HG1"], {}, "is not one of WhatsApp's"),
        ("short", ["ANED2T5QRU7HG1"], {"form": "c"}, "form='c'"),
        ("group", ["my group"], {}, "invite='my group'"),
        ("channel", [None], {}, "channel=None"),
        ("pack", ["a/b"], {}, "pack='a/b'"),
        ("mailto", ["shop"], {}, "is not an e-mail address"),
        ("mailto", ["a@b.c, d@e.f"], {}, "is not an e-mail address"),
        ("sms", [SHOP], {"form": "smsto"}, "neither 'SMSTO' nor 'sms'"),
        ("sms", [SHOP, "\udc00"], {}, "half a character"),
        ("geo", [90.1, 0], {}, "latitude=90.1 is not between -90 and 90"),
        ("geo", [0, "-180.5"], {}, "longitude='-180.5' is not between -180 and 180"),
        ("geo", ["NaN", 0], {}, "is not between"),
        ("geo", ["north", 0], {}, "is not a number of degrees"),
        ("wifi", ["é" * 17], {}, "has 34 bytes; a network's name has 1 to 32"),
        ("wifi", [""], {}, "has 0 bytes"),
        ("wifi", ["Sol", "pãoquente"], {}, "has 'ã' in it: WPA takes A-Z"),
        ("wifi", ["None"], {}, "is only 'None': the cell it came from was empty"),
        ("wifi", ["Sol", "{{ senha }}"], {}, "holds '{{ senha }}', a template not filled in"),
        ("wifi", ["Sol\n", "12345678"], {}, "has a line break or a tab in it"),
        ("wifi", ["Sol", "short"], {}, "a password of 5 characters"),
        ("wifi", ["Sol", "12345678"], {"security": "nopass"}, "has no password"),
        ("wifi", ["Sol", "12345678"], {"security": "802.1X"}, "'WPA' .also for WPA2"),
        ("wifi", ["Sol", "1234"], {"security": "WEP"}, "5 or 13 characters"),
        ("vcard", [" "], {}, "needs a name"),
        ("vcard", ["Sol"], {"website": "two words"}, "has a space in it"),
    ],
)
def test_what_would_not_work_is_refused(kind, given, options, says):
    with pytest.raises(BadInput, match=says):
        KINDS[kind](*given, **options)


@pytest.mark.parametrize("kind", ["call", "sms"])
def test_no_link_is_longer_than_servers_take(kind):
    with pytest.raises(TooBig, match="servers take 8,000"):
        KINDS[kind](SHOP, "x" * 8000)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30)
PHONES = st.sampled_from(["5511987654321", "919876543210", "971501234567", "15551234567"])
ID = st.text("abcdefghijkXYZ0123456789", min_size=22, max_size=22)
ASCII = st.characters(min_codepoint=0x20, max_codepoint=0x7E)


def _is_filled(text):
    return not list(unfilled({"text": text}))


CALLS = {
    "call": {"phone": PHONES, "payload": TEXT},
    "catalog": {"phone": PHONES},
    "channel": {"channel": ID},
    "chat": {"phone": PHONES, "text": TEXT},
    "geo": {
        "latitude": st.decimals(-90, 90, places=6),
        "longitude": st.decimals(-180, 180, places=6),
        "label": TEXT,
    },
    "group": {"invite": ID},
    "mailto": {"address": st.just("a+b@example.com"), "subject": TEXT, "body": TEXT},
    "pack": {"pack": ID},
    "product": {"phone": PHONES, "product": st.integers(10**15, 10**17).map(str)},
    "short": {"code": st.text("ABCDEF234567", min_size=14, max_size=14)},
    "sms": {"phone": PHONES, "text": TEXT, "form": st.sampled_from(["SMSTO", "sms"])},
    "tel": {"phone": PHONES},
    "vcard": {
        "name": TEXT.filter(str.strip),
        "phone": PHONES,
        **dict.fromkeys(("family", "given", "organization", "title", "email", "note"), TEXT),
        "address": TEXT,
        "website": st.just("https://example.com/a,b;c?d=1"),
    },
    "wifi": {  # "None" and "{{ wifi }}" are refused: see above
        "ssid": st.text(ASCII, min_size=1, max_size=32).filter(_is_filled),
        "password": st.text(ASCII, min_size=8, max_size=63).filter(_is_filled),
        "hidden": st.booleans(),
    },
}


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
def test_what_was_made_is_read_back(kind, data):
    said = data.draw(st.fixed_dictionaries(CALLS[kind]))
    made = KINDS[kind](**said)

    found = link_kinds.parse(made)

    assert found.kind == kind
    assert link_kinds.rebuild(found) == made
    for key, value in said.items():
        read = found.fields.get(key, "")
        if kind == "vcard" and isinstance(value, str):
            value = value.strip()  # a card has no blanks at the ends of a line  # noqa: PLW2901
        if isinstance(value, Decimal):
            read = Decimal(read)
        assert read == value


@pytest.mark.parametrize(
    ("written", "kind", "fields"),
    [
        (
            "https://api.whatsapp.com/message/4O4YGZEG3RIVE1?autoload=1&app_absent=0",
            "short",
            {"code": "4O4YGZEG3RIVE1", "form": "message"},
        ),
        ("https://wa.me/qr/ANED2T5QRU7HG1", "short", {"code": "ANED2T5QRU7HG1", "form": "qr"}),
        ("TEL:+55 (11) 3333-4444", "tel", {"phone": "551133334444"}),
        (
            "WIFI:S:Loja;;",
            "wifi",
            {"ssid": "Loja", "password": "", "security": "nopass", "hidden": False},
        ),
        (
            "geo:48.2010,16.3695,183;u=35",
            "geo",
            {"latitude": "48.2010", "longitude": "16.3695", "label": ""},
        ),
        (
            "BEGIN:VCARD\nVERSION:4.0\nN:Silva;Ana;;;\nFN:Ana\n Silva\nTEL;VALUE=uri:tel:+5511"
            "\nX-A:b\nEND:VCARD",
            "vcard",
            {"family": "Silva", "given": "Ana", "name": "AnaSilva", "phone": "5511"},
        ),
    ],
)
def test_forms_made_by_others_are_read(written, kind, fields):
    found = link_kinds.parse(written)

    assert (found.kind, found.fields) == (kind, fields)


def test_advice_knows_each_kind():
    assert [p.rule for p in link_kinds.advice("tel:+541123456789")] == ["phone.argentina-nine"]
    assert [p.rule for p in link_kinds.advice("https://wa.me/message/abc")] == ["link.short-code"]
    assert [p.rule for p in link_kinds.advice("WIFI:T:WPA;S:São;P:abc%4567;;")] == [
        "link.wifi-signs",
        "link.wifi-signs",
    ]
    assert [p.rule for p in link_kinds.advice("WIFI:T:WPA;S: Sol ;P:12345678 ;;")] == [
        "link.wifi-blank",
        "link.wifi-blank",
    ]
    assert [p.rule for p in link_kinds.advice("geo:0,0")] == ["link.geo"]
    assert [p.rule for p in link_kinds.advice("geo:-23.5,-246")] == ["geo.range", "link.geo"]
    assert not link_kinds.advice("https://chat.whatsapp.com/BfJXQ2mCzhd3Ld0mV2qZ5T")
    assert not link_kinds.advice(KINDS["vcard"](SHOP))
