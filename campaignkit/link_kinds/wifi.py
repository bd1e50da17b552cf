"""Join a Wi-Fi network.

The form that phones read is ZXing's: fields with backslash escapes. The Wi-Fi Alliance's WPA3
specification, section 7, escapes with "%" instead; the two agree on plain ASCII without any of
\\ ; , : " %, and `advice` says so where they part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from campaignkit.arguments import check_text, truth
from campaignkit.errors import BadInput
from campaignkit.link_kinds import _address
from campaignkit.link_kinds._plain_text import unfilled
from campaignkit.problems import Problem, Problems

SSID_BYTES = 32  # IEEE 802.11, 9.4.2.2
Security = Literal["WPA", "WEP", "nopass"]
_WORDS = {"ssid": "network's name", "password": "password"}
_OPEN = ("NOPASS", "OPEN", "NONE", "ABERTA", "ABIERTA")

_ESCAPED = re.compile(r'([\\;,:"])')
_FIELD = re.compile(r"([A-Z0-9]+):((?:[^\\;]|\\.)*);", re.DOTALL)
_PIECE = re.compile(r"((?:[^\\;]|\\.)*)(?:;|$)", re.DOTALL)  # up to a ";" that is not escaped
_NAMED = re.compile(r"[A-Z0-9]+:")
_PASSPHRASE = re.compile(r"[\x20-\x7e]{8,63}|[0-9A-Fa-f]{64}")  # IEEE 802.11, J.4
_WEP = re.compile(r"[\x20-\x7e]{5}|[\x20-\x7e]{13}|[0-9A-Fa-f]{10}|[0-9A-Fa-f]{26}")


def link(
    ssid: str, password: str = "", *, security: Security | None = None, hidden: bool = False
) -> str:
    """Return what joins a network.

    Args:
        ssid: The network's name, 1 to 32 bytes of UTF-8.
        password: WPA: 8 to 63 printable ASCII characters, or 64 hexadecimal digits. Empty: an
            open network.
        security: "WPA" stands for WPA2 and WPA3 too, which may be written so; it is the default
            with a password.
        hidden: The network does not show its name.

    Raises:
        BadInput: the name or password cannot be one, or is what programs write for an empty cell.

    >>> link("Padaria Sol", "pao;quente")
    'WIFI:T:WPA;S:Padaria Sol;P:pao\\\\;quente;;'
    >>> link("Feira livre")
    'WIFI:T:nopass;S:Feira livre;;'
    """
    name = _address.clean(ssid, key="ssid")
    size = len(name.encode())
    if re.search(r"[\x00-\x1f]", name):
        raise BadInput(
            f"ssid={ssid!r} has a line break or a tab in it, as no network's name has. "
            "Take it out.",
            rule="wifi.ssid-sign",
            ssid=ssid,
        )
    if not 1 <= size <= SSID_BYTES:
        raise BadInput(
            f"ssid={ssid!r} has {size} bytes; a network's name has 1 to {SSID_BYTES}.",
            rule="wifi.ssid",
            ssid=ssid,
            size=size,
            limit=SSID_BYTES,
        )
    password = _address.clean(password, key="password")
    Problems(unfilled({"ssid": name, "password": password})).raise_errors()
    kind = ("WPA" if password else "nopass") if security is None else _security(security)
    _check_password(password, kind)
    fields = [("T", kind), ("S", name), *([("P", password)] if password else [])]
    fields += [("H", "true")] if truth(hidden, "hidden") else []
    return f"WIFI:{''.join(f'{key}:{_escape(value)};' for key, value in fields)};"


def _security(written: str) -> str:
    """Return a kind of security as codes have it: routers say "WPA2-PSK", "WPA/WPA3", "Open".

    >>> _security("wpa2"), _security("WPA2/WPA3-Personal"), _security("Open"), _security("wep")
    ('WPA', 'WPA', 'nopass', 'WEP')
    """
    check_text(written, "security")
    bare = written.strip().upper()
    if bare == "WEP":
        return bare
    if re.match(r"WPA[23]?\b", bare):
        return "WPA"
    return "nopass" if bare in _OPEN else written


def _check_password(password: str, kind: str) -> None:
    if kind == "nopass":
        if password:
            raise BadInput(
                "security='nopass' has no password. Leave one of the two out.",
                rule="wifi.password-without-security",
            )
    elif kind == "WPA":
        odd = next((sign for sign in password if not " " <= sign <= "~"), None)
        if odd is not None:
            raise BadInput(
                f"the password has {odd!r} in it: WPA takes A-Z, a-z, 0-9 and the signs of an "
                "English keyboard. Compare it with the router's.",
                rule="wifi.password-sign",
                sign=odd,
            )
        if not _PASSPHRASE.fullmatch(password):
            raise BadInput(
                f"a password of {len(password)} characters: WPA takes 8 to 63 of ASCII (A-Z, a-z, "
                "0-9 and signs), or 64 hexadecimal digits.",
                rule="wifi.password",
            )
    elif kind != "WEP":
        raise BadInput(
            f"security={kind!r} is none of 'WPA' (also for WPA2, WPA3), 'WEP', 'nopass'.",
            rule="wifi.security",
            kind=kind,
        )
    elif not _WEP.fullmatch(password):
        raise BadInput(
            "a WEP key has 5 or 13 characters, or 10 or 26 hexadecimal digits.", rule="wifi.wep-key"
        )


def _escape(value: str) -> str:
    return _ESCAPED.sub(r"\\\1", value)


def read(text: str) -> dict[str, Any] | None:
    """Return the arguments of a network, None if `text` is none."""
    if text[:5].upper() != "WIFI:":
        return None
    found = {key: re.sub(r"\\(.)", r"\1", value) for key, value in _FIELD.findall(text[5:])}
    if "S" not in found:
        return None
    return {
        "ssid": found["S"],
        "password": found.get("P", ""),
        "security": found.get("T", "nopass") or "nopass",
        "hidden": found.get("H", "").lower() == "true",
    }


def advice(text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Tell what is cut or cannot be joined, and where phones by the two conventions differ."""
    cut = list(_cut(text))
    yield from cut or (*_unnamed(fields), *_unsecured(fields), *_unjoined(fields))
    for key in ("ssid", "password"):
        value, what = fields[key], _WORDS[key]
        if value != value.strip():
            yield Problem(
                rule="link.wifi-blank",
                message=f"the {what} begins or ends with a blank, which phones take as part of it.",
                value=value if key == "ssid" else None,
                fix="Take the blank out, unless the router has it, too.",
                severity="warning",
                params={"what": what},
            )
        # ZXing escapes by a backslash, the standard by percent signs: phones follow one of the two
        if not value.isascii() or re.search(r'[\\;,:"%]', value):
            yield Problem(
                rule="link.wifi-signs",
                message=f"the {what} has signs that some phones read otherwise.",
                value=value if key == "ssid" else None,
                limit='ASCII without \\ ; , : " %',
                fix="Try the code on an iPhone and on an Android phone, or change it.",
                severity="warning",
                source="WPA3 Specification, section 7",
                params={"what": what},
            )


def _cut(text: str) -> Iterator[Problem]:
    """Tell a ";" that is not escaped, or an end that is missing: phones stop there."""
    *pieces, end = _PIECE.findall(text[5:].removesuffix(";"))[:-1]
    loose = [piece for piece in (*pieces, end) if not _NAMED.match(piece)]
    if text.rstrip().endswith(";;") and not any(loose):
        return
    joined: list[str] = []
    for piece in (*pieces, end):
        if _NAMED.match(piece) or not joined:
            joined.append(piece)
        elif piece:
            joined[-1] += f"\\;{piece}"
    right = f"WIFI:{''.join(f'{each};' for each in joined)};"
    said = "it does not end in ';;': some phones drop what stands last."
    if any(loose):
        said = f"{next(filter(None, loose))!r} stands after a ';' without a name: phones drop it."
    yield Problem(
        rule="link.wifi-cut",
        message=said,
        value=None,
        fix=f"If it is part of what stands before it, write {right}"
        if any(loose)
        else f"Write {right}",
        severity="error" if any(loose) else "warning",
        source="ZXing, Barcode contents: special characters are escaped with a backslash",
    )


def _unnamed(fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Tell a name that no network can have."""
    size = len(fields["ssid"].encode(errors="replace"))
    if not 1 <= size <= SSID_BYTES:
        yield Problem(
            rule="wifi.ssid",
            message=f"the network's name has {size} bytes; a name has 1 to {SSID_BYTES}.",
            value=size,
            limit=SSID_BYTES,
            fix="Compare it with the router's.",
            source="IEEE 802.11, 9.4.2.2",
        )


def _unsecured(fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Tell a password that no phone uses, for the code says of no security."""
    if fields["password"] and fields["security"] == "nopass":
        yield Problem(
            rule="wifi.password-without-security",
            message="the code has a password and no security: phones join without it.",
            fix="Write T:WPA; for the network's security, or leave the password out.",
            source="ZXing, Barcode contents: no T is an open network",
        )


def _unjoined(fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Tell a password that no such network can have."""
    if fields["security"] not in ("WPA", "WEP"):
        return
    few = fields["security"] == "WEP" or len(
        fields["password"].encode(errors="replace")
    ) not in range(8, 64)
    try:
        _check_password(fields["password"], fields["security"])
    except BadInput as err:
        yield Problem(
            rule=err.rule,
            message=f"{str(err).rstrip('.')}.",
            fix="Compare it with the router's.",
            severity="error" if few else "warning",  # some routers take accents
            source="IEEE 802.11, J.4",
        )
