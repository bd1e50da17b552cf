"""The doors that `fuzz.py` knocks at. Each makes its own input of the chance it is given."""

from __future__ import annotations

import datetime
import io
import json
import random
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

import campaignkit as ck
from campaignkit import formulas, resources, rows, stores
from campaignkit.messaging import markup

Surface = Callable[[random.Random], None]
FOREIGN_WORDS = (
    *("input should be", "field required", "extra inputs", "valid string", "pydantic"),
    *("unable to parse", "validation error", "value error,", "object has no attribute"),
)
TO = "+5511987654321"
SIGNS = (
    *"aZ09 \t\n\r\0\x1b\x7f\x85\"'\\/<>&%{}[]()*_~`|=+-@#$,;:.?!",
    *"éñçßİıſΩжשاهثक्ष中日한\u0301\u200b\u200c\u200d\u200e\u202e\u2066\u2069\ufeff\ufffe\uffff",
    *"😀👩🏽🇧🇷\U000e0067\ud83d\udc00\U0010ffff＝＋；١٢٣௧",
)
PIECES = (
    *(
        "{{ 1 }}",
        "{{",
        "}}",
        "{% for a in [1] %}",
        "{{1}}",
        "{{nome}}",
        "=cmd",
        "1e999",
        "nan",
        "-0",
    ),
    *("9" * 400, "a" * 3000, "../..", "con", "CONIN$", "https://wa.me/5511987654321?text=Oi", TO),
    *("<!DOCTYPE a [<!ENTITY b 'c'>]>", "%PDF-1.4", "PK\x03\x04", "upi://pay?pa=a@ybl&pn=Sol"),
    *("00020126", "BCD\n002\n1\nSCT\n", "WIFI:T:WPA;S:a;;", "BEGIN:VCARD", "MECARD:", "geo:1,2"),
)


def text(chance: random.Random, most: int = 40) -> str:
    """Return a text of signs and pieces that have done harm somewhere."""
    parts = [
        chance.choice(PIECES) if chance.random() < 0.1 else chance.choice(SIGNS)
        for _ in range(chance.randrange(most))
    ]
    return "".join(parts)


def anything(chance: random.Random, depth: int = 2) -> Any:
    """Return a value of any type."""
    plain: list[Any] = [
        *(None, True, 0, -1, 1, 10**400, 2**31, 0.0, -0.5, float("nan"), float("inf"), 1e308),
        *(Decimal("1.5"), Decimal("NaN"), Decimal("1e400"), b"\xff", 1j, object(), int, ...),
        *(datetime.date(2026, 1, 1), datetime.datetime(1, 1, 1), Path("/x"), np.float32(2)),
        *(np.array([1, 2]), range(3), "", "x", "auto", "pt_BR", "BR", TO, "#123456", "1.50"),
    ]
    kind = chance.random()
    if depth and kind < 0.12:
        return [anything(chance, depth - 1) for _ in range(chance.randrange(4))]
    if depth and kind < 0.2:
        return {text(chance, 6): anything(chance, depth - 1) for _ in range(chance.randrange(4))}
    if depth and kind < 0.24:
        return tuple(anything(chance, depth - 1) for _ in range(chance.randrange(4)))
    return text(chance) if kind < 0.5 else chance.choice(plain)


def broken(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some of them changed, cut, doubled or moved."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(6):
            case 0 if made:
                made[at % len(made)] = chance.randrange(256)
            case 1 if made:
                made[at % len(made)] ^= 1 << chance.randrange(8)
            case 2:
                del made[at : at + chance.choice((1, 4, 50, 1000))]
            case 3:
                made[at:at] = made[at : at + chance.choice((1, 10, 300))]
            case 4:
                made[at:at] = bytes(chance.choices((0, 255, 32, 60, 10), k=chance.randrange(1, 9)))
            case _:
                made[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999"))
    return bytes(made)


def mutated(value: Any, chance: random.Random, share: float = 0.15) -> Any:
    """Return JSON-like values with some of them left out or exchanged."""
    if chance.random() < share / 3:
        return anything(chance)
    if isinstance(value, dict):
        kept = {
            k: mutated(v, chance, share) for k, v in value.items() if chance.random() > share / 4
        }
        if chance.random() < share / 4:
            kept[text(chance, 6)] = anything(chance)
        return kept
    if isinstance(value, list):
        made = [mutated(each, chance, share) for each in value if chance.random() > share / 4]
        return made * chance.choice((1, 1, 1, 1, 2, 30)) if chance.random() < share else made
    return value


def options(known: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return options some of which are anything: whoever gives unknown ones is told by Python."""
    return {key: mutated(value, chance, 0.5) for key, value in known.items()}


def words_broken(source: str, chance: random.Random) -> str:
    """Return a text with pieces of it changed, cut or moved."""
    made = source
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(4):
            case 0:
                made = made[:at] + text(chance, 6) + made[at:]
            case 1:
                made = made[:at] + made[at + chance.choice((1, 3, 40)) :]
            case 2:
                lines = made.split("\n")
                one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[one], lines[other] = lines[other], lines[one]
                made = "\n".join(lines)
            case _:
                numbers = ("0", "-1", "1e9", "99999999999", "nan", "inf", '"x"', "true", "[]", "{}")
                spots = [i for i, sign in enumerate(made) if sign.isdigit()]
                if spots:
                    spot = chance.choice(spots)
                    made = made[:spot] + chance.choice(numbers) + made[spot + 1 :]
    return made


@cache
def shop() -> ck.Business:
    """Return a shop."""
    return ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


def written(name: str, data: bytes) -> str:
    """Return the path of a file with these bytes, in the folder the child works in."""
    Path(name).write_bytes(data)
    return name


# Tables


@cache
def table_of(ending: str) -> bytes:
    """Return a good table of a kind."""
    head = "name,phone,price\n"
    if ending == "csv":
        return (head + "Ana,+5511987654321,1.50\nعلي,010 01234567,2\n" * 5).encode()
    if ending == "json":
        return json.dumps([{"name": "Ana", "phone": TO, "n": 1.5}, {"name": "Bo"}]).encode()
    if ending == "jsonl":
        return b'{"name": "Ana"}\n{"name": "Bo", "x": [1]}\n'
    return _zipped(_BOOKS[ending])


def _zipped(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_BOOKS = {
    "xlsx": {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets><sheet name="A" '
        'sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        'package/2006/relationships"><Relationship Id="r1" Target="worksheets/sheet1.xml" '
        f'Type="{_RELS}/worksheet"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" count="2"><si><t>name</t></si><si><t>Ana</t>'
        "</si></sst>",
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="164" '
        'formatCode="0.00%;[Red]-0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" '
        't="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>n</t></is></c></row><row r="2"><c r="A2" '
        't="s"><v>1</v></c><c r="B2" s="1"><v>0.5</v></c></row><row r="4" hidden="1"><c r="A4" '
        's="2"><v>45000</v></c><c r="B4" t="e"><v>#N/A</v></c></row></sheetData></worksheet>',
    },
    "ods": {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f'<o:document-content xmlns:o="{_OFFICE}" xmlns:t="{_TABLE}" xmlns:x='
        f'"{_TEXT}"><o:body><o:spreadsheet><t:table t:name="A"><t:table-row><t:table-cell '
        'o:value-type="string"><x:p>name</x:p></t:table-cell></t:table-row><t:table-row '
        't:number-rows-repeated="3"><t:table-cell o:value-type="float" o:value="1.5" '
        't:number-columns-repeated="2"><x:p>1,5</x:p></t:table-cell></t:table-row></t:table>'
        "</o:spreadsheet></o:body></o:document-content>",
    },
}


def tables(chance: random.Random) -> None:
    """CSV, JSON and JSON Lines."""
    ending = chance.choice(("csv", "json", "jsonl"))
    data = table_of(ending)
    path = written(f"t.{ending}", broken(data, chance))
    list(rows.read(path, encoding=chance.choice((None, None, "cp1252", "utf-16"))))


def spreadsheets(chance: random.Random) -> None:
    """XLSX and ODS: bytes of the file, or the XML within."""
    ending = chance.choice(("xlsx", "ods"))
    if chance.random() < 0.3:
        data = broken(table_of(ending), chance)
    else:
        parts = dict(_BOOKS[ending])
        name = chance.choice(list(parts))
        parts[name] = words_broken(parts[name], chance).encode(errors="replace").decode()
        data = _zipped(parts)
    list(rows.read(written(f"t.{ending}", data)))


def old_books(chance: random.Random) -> None:
    """XLS and XLSB: what looks like one."""
    cfb = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0" + bytes(480)
    )
    biff = b"\x09\x08\x10\0\0\x06\x05\0" + bytes(12) + b"\x85\0\x08\0" + bytes(8) + b"\x0a\0\0\0"
    data = chance.choice((cfb + bytes(1024), cfb[:512] + biff, biff, table_of("xlsx")))
    list(rows.read(written(chance.choice(("t.xls", "t.xlsb")), broken(data, chance))))


def values(chance: random.Random) -> None:
    """Rows of anything."""
    given = [{text(chance, 5): anything(chance) for _ in range(3)} for _ in range(3)]
    list(rows.read(given if chance.random() < 0.8 else anything(chance)))


# Campaigns, designs, words


@cache
def _campaign() -> str:
    return resources.root().joinpath("campaigns/bakery/campaign.toml").read_text(encoding="utf-8")


@cache
def _design(name: str) -> str:
    return resources.root().joinpath(f"stickers/{name}.toml").read_text(encoding="utf-8")


def campaigns(chance: random.Random) -> None:
    """A campaign file that was edited badly."""
    source = words_broken(_campaign(), chance)
    Path("campaign.toml").write_bytes(source.encode("utf-8", "surrogatepass"))
    str(ck.campaign("campaign.toml").problems())


SMALL = {
    "stickers": {"name": "a", "design": "chat-with-us", "text": "Oi", "title": "{{ t }}"},
    "codes": {"name": "b", "text": "{{ t }}", "size_mm": 20, "level": "M"},
    "links": {"name": "c", "kind": "chat", "fields": {"text": "{{ t }}"}},
}


def builds(chance: random.Random) -> None:
    """A campaign of values, built."""
    kind = chance.choice(list(SMALL))
    asset = options(SMALL[kind], chance) if chance.random() < 0.5 else dict(SMALL[kind])
    asset["rows"] = [{"t": text(chance)}, {"t": anything(chance, 1)}]
    ck.Campaign(shop(), **{kind: [asset]}).build("out", check="none")


def designs(chance: random.Random) -> None:
    """A design that was edited badly, drawn."""
    name = chance.choice(("chat-with-us", "table-number", "open-for-business"))
    Path("d.toml").write_bytes(words_broken(_design(name), chance).encode("utf-8", "replace"))
    facts = {"table": 1} if name == "table-number" else {}
    ck.sticker("./d.toml", shop(), text="Oi", facts=facts).check()


def wording(chance: random.Random) -> None:
    """Jinja of a user."""
    filters = "upper lower replace join sort sum max unique batch slice truncate wordwrap center "
    filters += (
        "format indent int float list tojson groupby map select reject money date phone xmlattr"
    )
    names = [*filters.split(), "abs", "round", "default", "first", "length", "items", "urlize"]
    atoms = (
        "x",
        "1",
        "'a'",
        "[1]*999",
        "{}",
        "self",
        "loop",
        "range(99)",
        "9**9",
        "-1",
        "none",
        "y.z",
    )
    parts = []
    for _ in range(chance.randrange(1, 5)):
        value = chance.choice(atoms)
        for _ in range(chance.randrange(3)):
            value += f"|{chance.choice(names)}"
            if chance.random() < 0.6:
                value += f"({chance.choice(atoms)})"
        other = chance.choice(("+", "*", "~", "in", "//", "**", "%", "==", "<", "is", "and"))
        value = f"{value} {other} {chance.choice(atoms)}" if chance.random() < 0.4 else value
        head = chance.choice(
            (
                "{{ %s }}",
                "{{ %s }}",
                "{%% if %s %%}a{%% endif %%}",
                "{%% for a in %s %%}{{ a }}{%% endfor %%}",
                "{%% set b = %s %%}",
            )
        )
        parts.append(head % value)
    source = "".join(parts)
    source = words_broken(source, chance) if chance.random() < 0.3 else source
    facts = {"x": anything(chance), "y": anything(chance)}
    for made in ck.messages([facts], shop(), text=source):
        str(made)


def texts(chance: random.Random) -> None:
    """Any text on a sticker."""
    where = chance.choice(("title", "note"))
    ck.sticker("chat-with-us", shop(), text=text(chance), **{where: text(chance)}).check()


def guards(chance: random.Random) -> None:
    """A cell that must not become a formula, and a name of a file."""
    given = anything(chance)
    formulas.guarded(given)
    stores.safe_name(given)


# Pictures and files that are read back


@cache
def _picture(kind: str) -> bytes:
    made = io.BytesIO()
    picture = Image.fromarray(np.arange(32 * 32 * 3, dtype=np.uint8).reshape(32, 32, 3))
    if kind == "GIF":
        picture.save(made, kind, save_all=True, append_images=[picture.rotate(90)], duration=100)
    else:
        picture.save(made, kind)
    return made.getvalue()


def pictures(chance: random.Random) -> None:
    """A logo that is broken."""
    kind = chance.choice(("PNG", "GIF", "JPEG", "TIFF", "WEBP", "BMP"))
    path = written(f"p.{kind.lower()}", broken(_picture(kind), chance))
    ck.qr_code("https://wa.me/5511987654321", logo=path, level="H").svg()


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><path id="a" d="M0 0L5 5A2 2 '
    '0 0 1 9 9Z"/></defs><g transform="rotate(10) scale(2) translate(1,2)"><use href="#a"/><rect '
    'x="1" y="1" width="3" height="3" rx="1" fill="#f00" stroke="blue" stroke-width=".5"/><circle '
    'cx="5" cy="5" r="2"/><text x="1" y="2">a</text></g></svg>'
)


def svgs(chance: random.Random) -> None:
    """An SVG that was drawn badly."""
    path = written("p.svg", words_broken(SVG, chance).encode("utf-8", "replace"))
    ck.qr_code("https://wa.me/5511987654321", logo=path, level="H").svg()


@cache
def _pdf() -> bytes:
    made = io.BytesIO()
    ck.sheet(ck.sticker("chat-with-us", shop(), text="Oi"), stock="Avery L7160").save(
        made, check=False
    )
    return made.getvalue()


def checked_pdfs(chance: random.Random) -> None:
    """A PDF of somebody."""
    str(ck.check(written("f.pdf", broken(_pdf(), chance))))


def checked_pictures(chance: random.Random) -> None:
    """A picture of somebody."""
    kind = chance.choice(("PNG", "GIF", "JPEG", "TIFF", "WEBP", "BMP"))
    str(ck.check(written(f"p.{kind.lower()}", broken(_picture(kind), chance))))


@cache
def _pack() -> bytes:
    made = io.BytesIO()
    ck.sticker_pack("phrases", shop(), phrases=["Oi", "Bom dia", "Tchau"]).save(made)
    return made.getvalue()


def packs(chance: random.Random) -> None:
    """A sticker pack of somebody."""
    str(ck.StickerPack.open(written("p.wastickers", broken(_pack(), chance))).problems())


# Links, payments, codes


LINKS = (
    *(
        "https://wa.me/5511987654321?text=Oi%21",
        "wa.me/p/123/5511987654321",
        "https://wa.me/c/55119",
    ),
    *("https://api.whatsapp.com/send?phone=5511987654321", "sms:+55?body=a", "tel:+5511987654321"),
    *("mailto:a@b.c?subject=x", "WIFI:T:WPA;S:a;P:b;;", "BEGIN:VCARD\nVERSION:3.0\nN:a\nEND:VCARD"),
    *("geo:1.5,2?q=a", "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv"),
)


_GIVEN = {
    **dict.fromkeys(("chat_link", "sms", "wifi", "geo"), 2),
    **dict.fromkeys(("tel", "mailto", "short_link", "call_link", "catalog_link"), 1),
}


def links(chance: random.Random) -> None:
    """A link of somebody, and links of anything."""
    if chance.random() < 0.6:
        ck.parse_link(words_broken(chance.choice(LINKS), chance))
    kind = chance.choice(list(_GIVEN))
    getattr(ck, kind)(*(anything(chance) for _ in range(_GIVEN[kind])))


def payments(chance: random.Random) -> None:
    """A payment text of somebody, and payments of anything."""
    made = {"key": "+5511987654321", "name": "Sol", "city": "Bauru", "amount": "1.50"}
    if chance.random() < 0.5:
        ck.parse_payment(words_broken(ck.pix(**made), chance))
    elif chance.random() < 0.5:
        ck.pix(**options(made, chance))
    else:
        ck.epc(**options({"name": "Sol", "iban": "DE89370400440532013000"}, chance))


def codes(chance: random.Random) -> None:
    """Any text in a code."""
    options: dict[str, Any] = {"level": chance.choice("LMQH")}
    if chance.random() < 0.3:
        options[chance.choice(("level", "size_mm", "dark", "style", "boost"))] = anything(chance)
    ck.qr_code(anything(chance) if chance.random() < 0.2 else text(chance, 300), **options).svg()


def shops(chance: random.Random) -> None:
    """Facts of a shop."""
    facts = {"phone": "(11) 98765-4321", "country": "BR", "language": "pt_BR", "colors": "#123456"}
    name = anything(chance) if chance.random() < 0.5 else "Sol"
    ck.Business(name, **options(facts, chance))


# Messages


TEMPLATE = {
    "name": "offer",
    "language": "pt_BR",
    "category": "MARKETING",
    "components": [
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "Oi {{1}}",
            "example": {"header_text": ["A"]},
        },
        {
            "type": "BODY",
            "text": "Temos {{1}} por {{2}} hoje.",
            "example": {"body_text": [["a", "b"]]},
        },
        {"type": "FOOTER", "text": "Sol"},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Sim"},
                {"type": "URL", "text": "Ver", "url": "https://a.example/{{1}}", "example": ["x"]},
                {"type": "PHONE_NUMBER", "text": "Ligar", "phone_number": TO},
                {"type": "COPY_CODE", "example": "A1"},
            ],
        },
        {
            "type": "CAROUSEL",
            "cards": [
                {
                    "components": [
                        {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4"]}},
                        {"type": "BODY", "text": "a {{1}}!", "example": {"body_text": [["c"]]}},
                    ]
                }
            ]
            * 2,
        },
    ],
}  # fmt: skip


def templates(chance: random.Random) -> None:
    """A template of the API, judged, mended, shown, filled."""
    made = ck.MessageTemplate.from_api(mutated(TEMPLATE, chance, 0.25))
    str(made.problems())
    made.html()
    made.to_api()
    slots = {slot.name: text(chance) for slot in made.slots}
    made.payload(TO, slots)


def interactive(chance: random.Random) -> None:
    """An interactive message as JSON."""
    kinds: tuple[dict[str, Any], ...] = (
        {"type": "button", "body": {"text": "Oi"}, "action": {"buttons": [
            {"type": "reply", "reply": {"id": "1", "title": "Sim"}}]}},
        {"type": "list", "body": {"text": "Oi"}, "action": {"button": "Ver", "sections": [
            {"title": "A", "rows": [{"id": "1", "title": "a", "description": "b"}]}]}},
        {"type": "cta_url", "body": {"text": "Oi"}, "action": {"name": "cta_url", "parameters": {
            "display_text": "Ver", "url": "https://a.example"}}},
        {"type": "product_list", "header": {"type": "text", "text": "A"}, "body": {"text": "Oi"},
         "action": {"catalog_id": "1", "sections": [
             {"title": "A", "product_items": [{"product_retailer_id": "p"}]}]}},
    )  # fmt: skip
    data = mutated(chance.choice(kinds), chance, 0.4)
    Path("m.json").write_text(json.dumps(data, default=str), encoding="utf-8")
    made = ck.InteractiveMessage.open("m.json")
    str(made.problems())
    made.html()
    made.json()


def orders(chance: random.Random) -> None:
    """An order of anything."""
    item = options({"name": "Bolo", "amount": "12.50", "quantity": 2}, chance)
    facts = options({"currency": "BRL", "shipping": "5", "tax": "1"}, chance)
    ck.Order("A-1", [ck.OrderItem(**item)], **facts).to_api()


def bindings(chance: random.Random) -> None:
    """A template bound to rows of anything."""
    made = ck.MessageTemplate("n", language="pt_BR", body="Oi {{nome}}, chegou {{item}} hoje.")
    table = [
        {"nome": anything(chance), "item": text(chance), "to": anything(chance, 1)} for _ in "ab"
    ]
    consent = [{"phone": TO, "when": anything(chance), "how": "loja"}]
    now = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
    bound = made.bind(table, to="to", consent=consent, at=now)
    str(bound.problems())
    list(bound.payloads())
    bound.cost()


def rates(chance: random.Random) -> None:
    """A table of rates."""
    row = mutated({"market": "Brazil", "currency": "USD", "marketing": "0.05"}, chance, 0.5)
    ck.Rates.read([row] if chance.random() < 0.9 else anything(chance))


def markups(chance: random.Random) -> None:
    """WhatsApp's formatting."""
    signs = ("*", "_", "~", "`", "```", "- ", "1. ", "> ", "\n", "a", "é", "👩🏽", "ا", " ", "**")
    source = "".join(chance.choices(signs, k=chance.randrange(400)))
    markup.to_html(source)
    markup.plain(source)
    list(markup.advice(source))


def catalogs(chance: random.Random) -> None:
    """A catalog of anything."""
    row = {
        "id": "1",
        "title": "Pão",
        "price": "1,50",
        "availability": "in stock",
        "link": "https://a.b",
    }
    table = [mutated(row, chance, 0.4) for _ in range(3)]
    made = ck.catalog(table, shop())
    str(made.problems())
    made.save_feed(io.BytesIO(), check=False)


# Doors of other kinds


def places(chance: random.Random) -> None:
    """Where a file goes."""
    schemes = ("s3:/", "zip", "memory", "file", "reference", "github", "data", "dir", "", "xyz")
    address = (
        f"{chance.choice(schemes)}://{text(chance, 8)}" if chance.random() < 0.6 else text(chance)
    )
    address = address.replace("/", "-") if address.startswith(("/", "..")) else address
    stores.safe_name(address)
    if not address.startswith(("file:", "dir:", "github", "s3")) and ".." not in address:
        ck.qr_code("x").save(address)


COMMANDS = ("build", "check", "qr", "message", "template", "pack", "catalog", "stocks", "designs")
ARGUMENTS = (
    "-o",
    "--help",
    "--no-check",
    "x.toml",
    "x.png",
    "out",
    "--port",
    "-1",
    "--level",
    "H",
    "[",
)


def commands(chance: random.Random) -> None:
    """A command line of anything."""
    from campaignkit.cli import cli

    given = [chance.choice(COMMANDS)]
    for _ in range(chance.randrange(5)):
        given.append(chance.choice(ARGUMENTS) if chance.random() < 0.6 else text(chance, 8))
    try:
        cli.main([each.replace("\0", "") for each in given], prog_name="campaignkit")
    except SystemExit as end:
        if end.code not in (0, 1, 2):
            raise RuntimeError(f"exit status {end.code} of {given}") from None


def calls(chance: random.Random) -> None:
    """The face, with values of the wrong type."""
    ask: tuple[Callable[[], Any], ...] = (
        lambda: ck.sticker(anything(chance), shop(), text=anything(chance)),
        lambda: ck.sticker("chat-with-us", shop(), **{text(chance, 4): anything(chance)}),
        lambda: ck.sheet(ck.qr_code("x"), stock=anything(chance), copies=anything(chance)),
        lambda: ck.sheet(anything(chance), stock="Avery L7160", start=anything(chance)),
        lambda: ck.Stock(**options({"name": "x", "page": (210, 297), "label": (50, 50),
                                    "grid": (2, 2), "margin": (1, 1)}, chance)),
        lambda: ck.message(anything(chance), shop(), facts=anything(chance)),
        lambda: ck.catalog(anything(chance), currency=anything(chance)),
        lambda: ck.sticker_pack(anything(chance), anything(chance)),
        lambda: ck.MessageTemplate(text(chance), language=anything(chance), body=anything(chance)),
        lambda: ck.Campaign(shop(), codes=anything(chance)),
        lambda: ck.stocks(anything(chance), width=anything(chance)),
        lambda: ck.pay_here(anything(chance), shop()),
        lambda: ck.Consents.read(anything(chance)),
        lambda: ck.QuietHours.of(anything(chance)),
        lambda: ck.qr_budget(anything(chance)),
        lambda: ck.InteractiveMessage.buttons(anything(chance), anything(chance)).problems(),
        lambda: ck.InteractiveMessage.list(text(chance), text(chance), anything(chance)).problems(),
    )  # fmt: skip
    chance.choice(ask)()


ALL: dict[str, Surface] = {
    made.__name__: made
    for made in (
        *(tables, spreadsheets, old_books, values, campaigns, builds, designs, wording, texts),
        *(guards, pictures, svgs, checked_pdfs, checked_pictures, packs, links, payments, codes),
        *(shops, templates, interactive, orders, bindings, rates, markups, catalogs, places),
        *(commands, calls),
    )
}
