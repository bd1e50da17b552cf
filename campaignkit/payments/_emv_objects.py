"""EMVCo's data objects: two digits of id, two of length, the value; nested; sealed with a CRC.

Source: EMVCo, "QR Code Specification for Payment Systems, Merchant-Presented Mode" 1.1,
its data object rules. Lengths count characters, as EMVCo's own sample with Chinese letters does.
What is written stands in the order of the ids, 00 first and 63 last; what is read may stand in
any order between them.
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from collections.abc import Iterable, Mapping

from campaignkit.errors import BadInput, TooBig

Objects = tuple[tuple[str, str], ...]  # (id, value) in the order they stand
Tree = Mapping[str, "str | Mapping[str, str]"]  # values by id; a template's values by theirs

LONGEST = 512  # EMVCo: characters of a whole payload
LONGEST_VALUE = 99  # the length has two digits
_CHARACTERS = "[^\ud800-\udfff]"


def crc(text: str) -> str:
    """Return the check sum of a text that ends with "6304".

    CRC-16 with polynomial 0x1021, start 0xFFFF, over the UTF-8 bytes (EMVCo, object 63).

    >>> crc("123456789")
    '29B1'
    """
    return f"{crc_hqx(text.encode(), 0xFFFF):04X}"


def joined(values: Iterable[tuple[str, str]], *, within: str = "") -> str:
    """Return data objects as text.

    Raises:
        TooBig: a value has more than 99 characters.

    >>> joined([("00", "br.gov.bcb.pix"), ("01", "123")])
    '0014br.gov.bcb.pix0103123'
    """
    parts = []
    for number, value in values:
        if len(value) > LONGEST_VALUE:
            raise TooBig(
                f"object {within}{number} has {len(value)} characters; {LONGEST_VALUE} fit."
                f" Shorten it by {len(value) - LONGEST_VALUE}.",
                rule="emv.value-length",
                object=f"{within}{number}",
                length=len(value),
                limit=LONGEST_VALUE,
            )
        parts.append(f"{number}{len(value):02}{value}")
    return "".join(parts)


def sealed(tree: Tree) -> str:
    """Return a whole payload: the objects in the order of their ids, and the check sum.

    Raises:
        TooBig: a value has more than 99 characters, or the whole more than 512.
    """
    flat = {
        number: value
        if isinstance(value, str)
        else joined(sorted(value.items()), within=f"{number}-")
        for number, value in tree.items()
    }
    return seal(sorted(flat.items()))


def seal(values: Iterable[tuple[str, str]]) -> str:
    """Return a whole payload of objects in the order given, and the check sum.

    >>> seal([("00", "01"), ("58", "BR")])
    '0002015802BR6304D1D4'
    """
    body = f"{joined(values)}6304"
    if len(body) + 4 > LONGEST:
        raise TooBig(
            f"the payload has {len(body) + 4} characters; {LONGEST} are allowed (EMVCo). "
            "Leave out what the payer does not need.",
            rule="emv.length",
            length=len(body) + 4,
            limit=LONGEST,
        )
    return body + crc(body)


def looks_sealed(text: str) -> bool:
    """Say whether this begins like an EMVCo payload, right or damaged.

    >>> looks_sealed("00020126580014br.gov.bcb.pix"), looks_sealed("upi://pay?pa=a@b")
    (True, False)
    """
    text = text.strip()
    return text.startswith("000201") or re.search("6304[0-9A-Fa-f]{4}$", text) is not None


def opened(text: str) -> Objects:
    """Return the objects of a whole payload without its check sum, which is verified first.

    Raises:
        BadInput: the check sum does not fit, or the objects do not fit into each other.
    """
    text = text.strip()
    _verify(text)
    values = split(text[:-8])
    if not values or values[0] != ("00", "01"):
        raise BadInput(
            "the code does not begin with 000201, as every EMVCo payload does.", rule="emv.start"
        )
    if any(number == "63" for number, _ in values):
        raise BadInput(
            "the code has object 63, the check sum, before its end.", rule="emv.check-sum-place"
        )
    return values


def _verify(text: str) -> None:
    body, given = text[:-4], text[-4:]
    if not body.endswith("6304") or not re.fullmatch("[0-9A-Fa-f]{4}", given):
        raise BadInput(
            "the code does not end with 6304 and a check sum of four digits: it was cut short. "
            "Copy it again, whole.",
            rule="emv.cut",
        )
    if re.search("[\ud800-\udfff]", body):
        raise BadInput(
            "the code has half a character in it. Copy it again, whole.", rule="text.half"
        )
    right = crc(body)
    if given not in (right, right.lower()):
        raise BadInput(
            f"the code's check sum is {given}, but its text gives {right}: a character was "
            "changed or lost. Copy it again, whole.",
            rule="emv.check-sum",
            given=given,
            right=right,
        )


def split(text: str, *, within: str = "") -> Objects:
    """Return the data objects of a text.

    Raises:
        BadInput: an id or a length is no number, a value runs past the end or is empty, or an
            id stands twice; says where.

    >>> split("0014br.gov.bcb.pix0103123")
    (('00', 'br.gov.bcb.pix'), ('01', '123'))
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        head = text[at : at + 4]
        if not re.fullmatch("[0-9]{4}", head):
            raise BadInput(
                f"the code has {head!r} {_place(at, within)}, where an id and a length of two "
                "digits each should stand.",
                rule="emv.object",
                at=at + 1,
            )
        number, size = head[:2], int(head[2:])
        value = text[at + 4 : at + 4 + size]
        if not size or len(value) < size:
            said = "is empty" if not size else f"says {size} characters, but {len(value)} follow"
            raise BadInput(
                f"the code's object {within}{number} {said}.",
                rule="emv.object",
                object=f"{within}{number}",
            )
        if number in found:
            raise BadInput(
                f"the code has object {within}{number} twice.",
                rule="emv.twice",
                object=f"{within}{number}",
            )
        found[number] = value
        at += 4 + size
    return tuple(found.items())


def _place(at: int, within: str) -> str:
    return f"at character {at + 1} of object {within[:-1]}" if within else f"at character {at + 1}"


def template(number: str, value: str) -> dict[str, str] | None:
    """Return the objects of a template, None if the value holds none.

    >>> template("26", "0014br.gov.bcb.pix"), template("26", "4111")
    ({'00': 'br.gov.bcb.pix'}, None)
    """
    try:
        return dict(split(value, within=f"{number}-"))
    except BadInput:
        return None


def has_gui(number: str, value: str, gui: str) -> bool:
    """Say whether a value is a template that begins with this globally unique identifier."""
    inner = template(number, value)
    return inner is not None and inner.get("00", "").casefold() == gui.casefold()


def with_extra(tree: Tree, extra: Mapping[str, str]) -> Tree:
    """Return `tree` with more objects, by their checked path: "27", or "62-50" inside 62.

    Raises:
        BadInput: an object that is there already.

    >>> with_extra({"62": {"05": "***"}}, {"62-07": "T1", "61": "400001"})
    {'62': {'05': '***', '07': 'T1'}, '61': '400001'}
    """
    whole: dict[str, str | dict[str, str]] = {
        number: value if isinstance(value, str) else dict(value) for number, value in tree.items()
    }
    for path, value in extra.items():
        outer, _, inner = path.partition("-")
        if not inner:
            if outer in whole:
                raise _made_twice(path)
            whole[outer] = value
            continue
        into = whole.setdefault(outer, {})
        if isinstance(into, str) or inner in into:
            raise _made_twice(path)
        into[inner] = value
    return whole


def _made_twice(path: str) -> BadInput:
    return BadInput(
        f"extra has object {path}, which the other facts make. Leave one.",
        rule="emv.extra-twice",
        object=path,
    )


def checked(extra: object) -> Mapping[str, str]:
    """Return objects given by path, none for None.

    Raises:
        BadInput: no mapping, no such path, or a value that is empty or no text.
    """
    if extra is None:
        return {}
    if not isinstance(extra, Mapping):
        raise BadInput(
            f"extra={extra!r} is no mapping such as {{'62-07': 'T1'}}.",
            rule="emv.extra",
            value=extra,
        )
    for path, value in extra.items():
        _check_extra(path, value)
    return extra


def _check_extra(path: object, value: object) -> None:
    known = isinstance(path, str) and re.fullmatch("[0-9]{2}(-[0-9]{2})?", path)
    if not known or path in ("00", "63"):
        raise BadInput(
            f"extra has {path!r}, which is no object's id. Write two digits, as in '27', or four, "
            "as in '62-50'; 00 and 63 are made by themselves.",
            rule="emv.extra",
            value=path,
        )
    if not isinstance(value, str) or not re.fullmatch(f"{_CHARACTERS}+", value, re.DOTALL):
        raise BadInput(
            f"extra[{path!r}]={value!r} is not text of at least one character.",
            rule="emv.extra",
            value=value,
        )
