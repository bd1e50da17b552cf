"""Every kind of message as a bubble, in five languages, light and dark: pictures to look at.

python tests/benchmarks/message_pictures.py FOLDER

Writes a page (HTML) and its picture (PNG) for each language and theme.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "browser"))
import driving

from campaignkit.assets.interactive_message import InteractiveMessage
from campaignkit.assets.template import MessageTemplate
from campaignkit.messaging.orders import Order, OrderItem, OrderStatus
from campaignkit.messaging.preview import document


class Words(NamedTuple):
    """What a shop says in one language."""

    language: str
    head: str
    body: str
    foot: str
    yes: str
    no: str
    see: str
    bread: str
    cake: str
    more: str
    name: str


SAID = (
    Words("en", "Fresh bread", "Hi *{{1}}*, order {{2}} is ready:\n- bread\n- _cake_\n7:00–19:00",
          "Reply STOP to opt out", "Yes, please", "Not now", "See the menu", "Corn bread",
          "Carrot cake with chocolate", "Baked every hour, sold by weight", "Ana"),
    Words("pt_BR", "Pão fresquinho", "Oi *{{1}}*, pedido {{2}} pronto:\n- pão\n- _bolo_\n7h–19h",
          "Responda SAIR para não receber", "Sim, quero", "Agora não", "Ver o cardápio",
          "Pão de milho", "Bolo de cenoura com chocolate", "Assado de hora em hora", "Ana"),
    Words("es", "Pan recién hecho", "Hola *{{1}}*, pedido {{2}}:\n- pan\n- _pastel_\n7:00–19:00",
          "Responde BAJA para salir", "Sí, por favor", "Ahora no", "Ver el menú", "Pan de maíz",
          "Pastel de zanahoria con chocolate", "Se hornea cada hora", "Ana"),
    Words("ar", "خبز طازج", "مرحبًا *{{1}}*، طلبك {{2}} جاهز:\n- خبز\n- _كعك_\n7:00–19:00",
          "أرسل إيقاف لإلغاء الاشتراك", "نعم من فضلك", "ليس الآن", "عرض القائمة", "خبز الذرة",
          "كعكة الجزر بالشوكولاتة", "يُخبز كل ساعة ويباع بالوزن", "آنا"),
    Words("hi", "ताज़ी ब्रेड", "नमस्ते *{{1}}*, आपका ऑर्डर {{2}} तैयार है:\n- ब्रेड\n- _केक_\n7:00–19:00",
          "बंद करने के लिए STOP लिखें", "हाँ, ज़रूर", "अभी नहीं", "मेन्यू देखें", "मक्के की ब्रेड",
          "चॉकलेट वाला गाजर का केक", "हर घंटे ताज़ा बनता है", "अना"),
)  # fmt: skip


def templates(w: Words) -> Iterator[MessageTemplate]:
    """Yield one template of each kind."""
    body = {"type": "BODY", "text": w.body, "example": {"body_text": [[w.name, "A-17"]]}}
    foot = {"type": "FOOTER", "text": w.foot}
    for header in (
        {"type": "HEADER", "format": "TEXT", "text": w.head},
        *(
            {"type": "HEADER", "format": kind}
            for kind in ("IMAGE", "VIDEO", "DOCUMENT", "LOCATION")
        ),
    ):
        yield made(w, "head", "MARKETING", [header, body, foot])
    url = {"type": "URL", "text": w.see, "url": "https://a.example/{{1}}", "example": ["x"]}
    phone = {"type": "PHONE_NUMBER", "text": w.yes, "phone_number": "+5511987654321"}
    replies = [{"type": "QUICK_REPLY", "text": text} for text in (w.yes, w.no)]
    yield made(w, "buttons", "MARKETING", [body, buttons(*replies, url, phone)])
    yield made(w, "buttons", "MARKETING", [body, buttons(*replies)])
    yield made(
        w, "coupon", "MARKETING", [body, buttons({"type": "COPY_CODE", "example": "SOL10"}, url)]
    )
    offer = {"text": w.head, "has_expiration": True}
    limited = {"type": "LIMITED_TIME_OFFER", "limited_time_offer": offer}
    code = {"type": "COPY_CODE", "example": "SOL10"}
    yield made(
        w,
        "offer",
        "MARKETING",
        [{"type": "HEADER", "format": "IMAGE"}, limited, body, buttons(code, url)],
    )
    for kind in ("CATALOG", "MPM", "SPM", "FLOW", "VOICE_CALL"):
        yield made(
            w, kind.lower(), "MARKETING", [body, foot, buttons({"type": kind, "text": w.see})]
        )
    card = [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": w.cake},
        buttons(replies[0], url),
    ]
    carousel = {"type": "CAROUSEL", "cards": [{"components": card}] * 3}
    yield made(w, "carousel", "MARKETING", [body, carousel])
    otp = {"type": "OTP", "otp_type": "COPY_CODE"}
    for minutes in (1, 5, 15):
        parts = [
            {"type": "BODY", "add_security_recommendation": True},
            {"type": "FOOTER", "code_expiration_minutes": minutes},
            buttons(otp),
        ]
        yield made(w, "code", "AUTHENTICATION", parts)
    yield made(w, "permission", "MARKETING", [body, {"type": "CALL_PERMISSION_REQUEST"}])


def buttons(*listed: dict[str, Any]) -> dict[str, Any]:
    """Return buttons as the API lists them."""
    return {"type": "BUTTONS", "buttons": list(listed)}


def made(w: Words, name: str, category: str, parts: list[Any]) -> MessageTemplate:
    """Return a template as the API lists it."""
    facts = {"name": name, "language": w.language, "category": category, "components": parts}
    return MessageTemplate.from_api(facts)


def orders(w: Words) -> Iterator[InteractiveMessage]:
    """Yield the orders and the news of them, as messages."""
    items = [OrderItem(w.bread, "12.50", 2), OrderItem(w.cake, "38", 1)]
    many = [OrderItem(f"{w.bread} {n}", "1.10", n) for n in range(1, 10)]
    link = {"payment_link": "https://pay.example/17"}
    for order in (
        Order("A-17", items, currency="BRL", shipping="5", discount="3.10", tax="1", **link),
        Order("A-18", many, currency="BRL", **link),
    ):
        yield InteractiveMessage.order(w.head, order, language=w.language, footer=w.foot)
    status = OrderStatus("A-17", "shipped", text=w.more)
    yield InteractiveMessage.order_status(w.head, status, language=w.language)


def messages(w: Words) -> Iterator[InteractiveMessage]:
    """Yield one interactive message of each kind."""
    kind, more = InteractiveMessage, {"language": w.language, "footer": w.foot}
    yield kind.buttons(w.more, [w.yes, w.no], header=w.head, **more)
    rows = {w.head: [(w.bread, w.more), w.cake[:20]], w.see: [w.bread[:8]]}
    yield kind.list(w.more, w.see, rows, header=w.head, **more)
    yield kind.link(w.more, w.see, "https://a.example", header=w.head, **more)
    yield kind.location(w.more, language=w.language)
    yield kind.address(w.more, country="IN", language=w.language)
    yield kind.contact(w.more, language=w.language)
    yield kind.catalog(w.more, **more)
    yield kind.product(w.more, "p1", catalog_id="1", **more)
    yield kind.products(w.more, {w.head: ["p1", "p2", "p3"]}, catalog_id="1", header=w.head, **more)
    yield kind.flow(w.more, w.see, flow_id="1", token="t", **more)


def pictures(folder: Path) -> None:
    """Write the pages and their pictures."""
    with driving.browser() as chromium:
        for w in SAID:
            for theme in ("light", "dark"):
                shown = [
                    each.html(theme=theme) for each in (*templates(w), *orders(w), *messages(w))
                ]
                opened = [html.replace("<details>", "<details open>") for html in shown]
                path = folder / f"{w.language}-{theme}.html"
                path.write_text(document(opened, title=w.language, theme=theme), encoding="utf-8")
                page = chromium.new_page(viewport={"width": 1640, "height": 900})
                page.goto(path.resolve().as_uri())
                page.screenshot(path=str(path.with_suffix(".png")), full_page=True)
                page.close()


if __name__ == "__main__":
    pictures(Path(sys.argv[1]))
