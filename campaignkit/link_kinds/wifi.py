"""Join a Wi-Fi network.

The form that phones read is ZXing's: fields with backslash escapes. The Wi-Fi Alliance's WPA3
specification, section 7, escapes with "%" instead; the two agree on plain ASCII without any of
\\ ; , : " %, and `advice` says so where they part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from campaignkit.errors import BadInput
from campaignkit.link_kinds import _address
from campaignkit.problems import Problem

SSID_BYTES = 32  # IEEE 802.11, 9.4.2.2
Security = Literal["WPA", "WEP", "nopass"]

_ESCAPED = re.compile(r'([\\;,:"])')
_FIELD = re.compile(r"([A-Z0-9]+):((?:[^\\;]|\\.)*);", re.DOTALL)
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
        security: "WPA" stands for WPA2 and WPA3 too; it is the default with a password.
        hidden: The network does not show its name.

    Raises:
        BadInput: the name or password cannot be one.

    >>> link("Padaria Sol", "pao;quente")
    'WIFI:T:WPA;S:Padaria Sol;P:pao\\\\;quente;;'
    >>> link("Feira livre")
    'WIFI:T:nopass;S:Feira livre;;'
    """
    name = _address.clean(ssid, key="ssid")
    size = len(name.encode())
    if not 1 <= size <= SSID_BYTES or re.search(r"[\x00-\x1f]", name):
        raise BadInput(
            f"ssid={ssid!r} has {size} bytes; a network's name has 1 to {SSID_BYTES}.",
            rule="wifi.ssid",
            ssid=ssid,
            size=size,
            limit=SSID_BYTES,
        )
    password = _address.clean(password, key="password")
    kind = ("WPA" if password else "nopass") if security is None else security
    _check_password(password, kind)
    fields = [("T", kind), ("S", name), *([("P", password)] if password else [])]
    fields += [("H", "true")] if hidden else []
    return f"WIFI:{''.join(f'{key}:{_escape(value)};' for key, value in fields)};"


def _check_password(password: str, kind: str) -> None:
    if kind == "nopass":
        if password:
            raise BadInput(
                "security='nopass' has no password. Leave one of the two out.",
                rule="wifi.password-without-security",
            )
    elif kind == "WPA":
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


def advice(_text: str, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Warn where phones by the two conventions would read something else."""
    for key in ("ssid", "password"):
        value = fields[key]
        if not value.isascii() or re.search(r'[\\;,:"%]', value):
            yield Problem(
                rule="link.wifi-signs",
                message=f"the {key} has signs that some phones read otherwise.",
                value=value if key == "ssid" else None,
                limit='ASCII without \\ ; , : " %',
                fix="Try the code on an iPhone and on an Android phone, or change it.",
                severity="warning",
                source="WPA3 Specification, section 7",
            )
