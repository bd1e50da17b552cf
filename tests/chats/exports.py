"""Chats as phones of many languages export them: the same conversation, each in its own form.

Every form has an incoming message with a reference and a second line, an answer, WhatsApp's own
words, a picture that was left out, and an edited message, on 31 December 2025 and 1 January 2026.
"""

from __future__ import annotations

from typing import NamedTuple

L, R, N = "\u200e", "\u200f", "\u202f"
REF = "K4K6-RD2H"


class Export(NamedTuple):
    """A form: how its heads are written, of both days; what its phone says for a picture."""

    last: str  # 31 December 2025, 23:59
    first: str  # 1 January 2026, 00:05
    picture: str
    system: str
    file: str = "WhatsApp Chat with Ana.txt"

    def text(self) -> str:
        lines = (
            f"{self.first.replace('{}', self.system)}",
            f"{self.last.replace('{}', f'Ana: Oi! (ref {REF})')}",
            "segunda linha: 2/3 - ok",
            f"{self.first.replace('{}', 'Padaria Sol: Bom dia: sim!')}",
            f"{self.first.replace('{}', f'Ana: {self.picture}')}",
            f"{self.first.replace('{}', f'Ana: pronto {L}<This message was edited>')}",
        )
        return "\n".join(lines[1:2] + lines[2:3] + lines[:1] + lines[3:]) + "\n"


ENCRYPTED = "Messages and calls are end-to-end encrypted. Tap to learn more."
EXPORTS = {
    "android pt": Export(
        "31/12/2025 23:59 - {}",
        "01/01/2026 00:05 - {}",
        "<Mídia oculta>",
        "As mensagens são protegidas com a criptografia de ponta a ponta.",
        "Conversa do WhatsApp com Ana.txt",
    ),
    "android us": Export(
        f"12/31/25, 11:59{N}PM - {{}}", f"1/1/26, 12:05{N}AM - {{}}", "<Media omitted>", ENCRYPTED
    ),
    "iphone us": Export(
        f"[12/31/25, 11:59:08{N}PM] {{}}",
        f"{L}[1/1/26, 12:05:09{N}AM] {{}}",
        f"{L}image omitted",
        f"Ana: {L}Messages and calls are end-to-end encrypted.",
        "WhatsApp Chat - Ana.zip/_chat.txt",
    ),
    "android de": Export(
        "31.12.25, 23:59 - {}",
        "01.01.26, 00:05 - {}",
        "<Medien ausgeschlossen>",
        "Nachrichten sind Ende-zu-Ende-verschlüsselt.",
        "WhatsApp Chat mit Ana.txt",
    ),
    "iphone de": Export(
        "[31.12.25, 23:59:08] {}",
        "[01.01.26, 00:05:09] {}",
        f"{L}Bild weggelassen",
        f"Ana: {L}Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
        "WhatsApp Chat - Ana.zip/_chat.txt",
    ),
    "android ar": Export(
        f"٣١{R}/١٢{R}/٢٠٢٥، ١١:٥٩ م - {{}}",
        f"١{R}/١{R}/٢٠٢٦، ١٢:٠٥ ص - {{}}",
        "<تم استبعاد الوسائط>",
        "الرسائل والمكالمات مشفرة تمامًا بين الطرفين.",
        "محادثة واتساب مع Ana.txt",
    ),
    "iphone ar": Export(
        f"[٣١{R}/١٢{R}/٢٠٢٥، ١١:٥٩:٠٨ م] {{}}",
        f"{R}[١{R}/١{R}/٢٠٢٦، ١٢:٠٥:٠٩ ص] {{}}",
        f"{L}تم استبعاد الصورة",
        f"Ana: {L}الرسائل والمكالمات مشفرة تمامًا بين الطرفين.",
        "WhatsApp Chat - Ana.zip/_chat.txt",
    ),
    "android hi": Export(
        "31/12/25, 11:59 pm - {}",
        "01/01/26, 12:05 am - {}",
        "<मीडिया छोड़ा गया>",
        "मैसेज और कॉल एंड-टू-एंड एन्क्रिप्टेड हैं.",
        "Ana के साथ WhatsApp चैट.txt",
    ),
    "android es": Export(
        "31/12/25, 11:59 p. m. - {}",
        "1/1/26, 12:05 a. m. - {}",
        "<Multimedia omitido>",
        "Los mensajes y las llamadas están cifrados de extremo a extremo.",
        "Chat de WhatsApp con Ana.txt",
    ),
    "android ko": Export(
        "2025년 12월 31일 오후 11:59 - {}",
        "2026년 1월 1일 오전 12:05 - {}",
        "<미디어 파일 제외됨>",
        ENCRYPTED,
    ),
    "android ja": Export(
        "2025/12/31, 23:59 - {}", "2026/01/01, 0:05 - {}", "<メディアは含まれていません>", ENCRYPTED
    ),
    "android fi": Export(
        "31.12.2025 klo 23.59 - {}", "1.1.2026 klo 0.05 - {}", "<Media jätettiin pois>", ENCRYPTED
    ),
    "android th": Export("31/12/2568 23:59 - {}", "1/1/2569 00:05 - {}", "<ไม่รวมไฟล์สื่อ>", ENCRYPTED),
    "android hu": Export(
        "2025. 12. 31. 23:59 - {}", "2026. 01. 01. 0:05 - {}", "<Média kihagyva>", ENCRYPTED
    ),
    "iphone fr": Export(
        "[31/12/2025 à 23:59:08] {}",
        "[01/01/2026 à 00:05:09] {}",
        f"{L}image absente",
        f"Ana: {L}Les messages et les appels sont chiffrés de bout en bout.",
        "WhatsApp Chat - Ana.zip/_chat.txt",
    ),
    "iphone zh": Export(
        "[2025/12/31 下午11:59:08] {}",
        f"{L}[2026/1/1 上午12:05:09] {{}}",
        f"{L}忽略图片",
        f"Ana: {L}消息和通话已进行端到端加密。",
        "WhatsApp Chat - Ana.zip/_chat.txt",
    ),
    "android mr": Export(
        "३१/१२/२५, ११:५९ म.उ. - {}", "०१/०१/२६, १२:०५ म.पू. - {}", "<मीडिया वगळला>", ENCRYPTED
    ),
    "android es_MX": Export(
        f"31/12/2025, 11:59{N}p.\u00a0m. - {{}}",
        f"1/1/2026, 12:05{N}a.\u00a0m. - {{}}",
        "<Multimedia omitido>",
        ENCRYPTED,
        "Chat de WhatsApp con Ana.txt",
    ),
    "android fa": Export(
        f"۲۰۲۵/۱۲/۳۱،{R} ۲۳:۵۹ - {{}}", f"۲۰۲۶/۱/۱،{R} ۰:۰۵ - {{}}", "<رسانه پیوست نشد>", ENCRYPTED
    ),
    "android tr": Export(
        "31.12.2025 23:59 - {}",
        "1.01.2026 00:05 - {}",
        "<Medya dahil edilmedi>",
        ENCRYPTED,
        "Ana ile WhatsApp Sohbeti.txt",
    ),
    "android once": Export(
        "23:59, 31 Dec 2025 - {}", "00:05, 1 Jan 2026 - {}", "<Media omitted>", ENCRYPTED
    ),
    "android once, us": Export(
        "Dec 31, 2025, 11:59 PM - {}", "Jan 1, 2026, 12:05 AM - {}", "<Media omitted>", ENCRYPTED
    ),
    "iphone once": Export(
        "31/12/25 23:59:08: {}", "01/01/26 00:05:09: {}", f"{L}<image omitted>", ENCRYPTED
    ),
    "iso": Export("2025-12-31, 23:59 - {}", "2026-01-01, 00:05 - {}", "<Media omitted>", ENCRYPTED),
    "iphone fr_CA": Export(
        "[2025-12-31 23 h 59 min 08 s] {}",
        "[2026-01-01 0 h 05 min 09 s] {}",
        f"{L}image absente",
        f"Ana: {L}Les messages et les appels sont chiffrés de bout en bout.",
        "WhatsApp Chat - Ana.zip/_chat.txt",
    ),
    "android fr_CA": Export(
        "2025-12-31 23 h 59 - {}",
        "2026-01-01 0 h 05 - {}",
        "<Médias omis>",
        ENCRYPTED,
        "Discussion WhatsApp avec Ana.txt",
    ),
    "iphone vi": Export(
        "[23:59:08 31/12/2025] {}",
        f"{L}[00:05:09 1/1/2026] {{}}",
        f"{L}hình ảnh đã bị bỏ qua",
        f"Ana: {L}Tin nhắn và cuộc gọi được mã hóa đầu cuối.",
        "WhatsApp Chat - Ana.zip/_chat.txt",
    ),
    "android vi": Export("23:59, 31/12/2025 - {}", "00:05, 1/1/2026 - {}", "<Media>", ENCRYPTED),
    "copied from the web": Export(
        "[23:59, 31/12/2025] {}", "[00:05, 01/01/2026] {}", "<Media omitted>", ENCRYPTED
    ),
    "copied from the web, us": Export(
        "[11:59 PM, 12/31/2025] {}", "[12:05 AM, 1/1/2026] {}", "<Media omitted>", ENCRYPTED
    ),
    "copied from the web, ko": Export(
        "[오후 11:59, 2025. 12. 31.] {}",
        "[오전 12:05, 2026. 1. 1.] {}",
        "<Media omitted>",
        ENCRYPTED,
    ),
}
