"""What stands in chats of many phones: calls, polls, places, contacts, what was deleted.

Each message is written as the phone writes it after its head. Written from public descriptions of
exports and from what phones show; a customer's own words all have the reference in them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

L, R, N = "\u200e", "\u200f", "\u202f"
REF = "K4K6-RD2H"
CUSTOMER, SHOP = "Ana Souza", "Padaria Sol"
_BEGINS = datetime(2026, 3, 15, 9, 14, 10)


class Said(NamedTuple):
    """A message. by: c the customer, s the shop, "" WhatsApp. kind: "": the phone does not tell.

    text: what is read of it; None: its words as they stand; media and what is gone have none.
    """

    by: str
    words: str
    kind: str = "text"
    text: str | None = None

    @property
    def sender(self) -> str | None:
        return {"c": CUSTOMER, "s": SHOP}.get(self.by)

    @property
    def read(self) -> str:
        own = "" if self.kind in ("media", "deleted") else self.words.rstrip("\n")
        return own if self.text is None else self.text


class Phone(NamedTuple):
    """An export. head: how it writes a moment."""

    file: str
    head: Callable[[datetime], str]
    said: tuple[Said, ...]

    @property
    def is_iphone(self) -> bool:
        return self.file.endswith("/_chat.txt")

    def moments(self) -> list[datetime]:
        whole = [_BEGINS + timedelta(minutes=97 * n, seconds=7 * n) for n in range(len(self.said))]
        return whole if self.is_iphone else [each.replace(second=0) for each in whole]

    def export(self) -> str:
        lines = []
        for one, when in zip(self.said, self.moments(), strict=True):
            words = f"{one.sender}: {one.words}" if one.sender else one.words
            mark = L if self.is_iphone and L in words else ""
            head = f"{mark}[{self.head(when)}] " if self.is_iphone else f"{self.head(when)} - "
            lines.append(f"{head}{words}\n")
        return "".join(lines)


ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def _shown(pattern: str) -> Callable[[datetime], str]:
    return lambda when: when.strftime(pattern)


def _in_halves(
    pattern: str, halves: str, digits: dict[int, str | int | None] | None = None
) -> Callable[[datetime], str]:
    """Return a head with a clock of 12 hours. halves: before noon and after it."""

    def head(when: datetime) -> str:
        facts = {"d": when.day, "m": when.month, "mm": f"{when:%m}", "y": when.year, "N": N, "R": R}
        clock = f"{when.hour % 12 or 12}:{when.minute:02}"
        half = halves.split(" ")[when.hour >= 12]
        facts |= {"yy": f"{when:%y}", "s": f"{when:%S}", "clock": clock, "half": half}
        return pattern.format(**facts).translate(digits or {})

    return head


PHONES = {
    "android pt_BR": Phone(
        "Conversa do WhatsApp com Ana Souza.txt",
        _shown("%d/%m/%Y %H:%M"),
        (
            Said(
                "",
                "As mensagens e ligações são protegidas com a criptografia de ponta a ponta.",
                "system",
            ),
            Said("c", f"Oi! Vi o cartaz (ref {REF})"),
            Said("s", "<Mídia oculta>", "media"),
            Said("c", "IMG-20260315-WA0003.jpg (arquivo anexado)", "media"),
            Said("c", "IMG-20260315-WA0004.jpg (arquivo anexado)\nesse aqui", "media", "esse aqui"),
            Said("c", "Mensagem apagada", "deleted"),
            Said("s", "Você apagou esta mensagem", "deleted"),
            Said("c", "tá bom <Mensagem editada>", "text", "tá bom"),
            Said("c", "localização: https://maps.google.com/?q=-23.55,-46.63"),
            Said("c", "João Padeiro.vcf (arquivo anexado)", "media"),
            Said("s", "ENQUETE:\nQual sabor?\nOPÇÃO: Cenoura (2 votos)\nOPÇÃO: Fubá (0 voto)\n"),
            Said("c", "null", ""),
            Said("c", "Ligação de voz perdida", ""),
            Said("", "Ligação de vídeo perdida às 10:21", "system"),
            Said("c", "<Mídia de visualização única oculta>", "media"),
            Said(
                "",
                "Ana Souza mudou o número de telefone. Toque para falar.",
                "system",
            ),
            Said("c", "STK-20260315-WA0001.webp (arquivo anexado)", "media"),
            Said(
                "c",
                "cardápio 2026 (1).pdf (arquivo anexado)\ncardápio 2026 (1)",
                "media",
                "cardápio 2026 (1)",
            ),
            Said("c", "Localização em tempo real compartilhada", ""),
        ),
    ),
    "iphone pt_BR": Phone(
        "Conversa do WhatsApp - Ana Souza.zip/_chat.txt",
        _shown("%d/%m/%Y, %H:%M:%S"),
        (
            Said(
                "c",
                f"{L}As mensagens e ligações são protegidas com a criptografia de ponta a ponta.",
                "media",
            ),
            Said("c", f"Oi! (ref {REF})\n\nlinha 3"),
            Said("s", f"{L}imagem ocultada", "media"),
            Said("c", f"{L}<anexado: 00000012-PHOTO-2026-03-15-09-15-10.jpg>", "media"),
            Said(
                "c",
                f"olha esse {L}<anexado: 00000013-PHOTO-2026-03-15-09-15-10.jpg>",
                "media",
                "olha esse",
            ),
            Said("c", f"cardápio.pdf • {L}2 páginas {L}documento ocultado", "media"),
            Said("c", f"{L}Esta mensagem foi apagada.", "deleted"),
            Said("s", f"{L}Você apagou esta mensagem.", "deleted"),
            Said("c", f"quero dois {L}<Mensagem editada>", "text", "quero dois"),
            Said("c", f"{L}Localização: https://maps.google.com/?q=-23.55,-46.63", ""),
            Said("c", f"{L}Cartão do contato omitido", "media"),
            Said(
                "s",
                f"{L}ENQUETE:\nQual sabor?\n{L}OPÇÃO: Cenoura (2 votos)\n{L}OPÇÃO: Fubá (0)",
                "",
            ),
            Said("c", f"{L}Ligação de voz perdida. {L}Toque para retornar a ligação", "media"),
            Said("c", f"{L}Ligação de voz. {L}2 min", "media"),
            Said(
                "c",
                f"{L}Você recebeu uma mensagem de visualização única. Abra-a no celular.",
                "media",
            ),
            Said("c", f"{L}Aguardando mensagem. Essa ação pode levar alguns instantes.", ""),
        ),
    ),
    "android hi": Phone(
        "Ana Souza के साथ WhatsApp चैट.txt",
        _in_halves("{d}/{m}/{yy}, {clock}{N}{half}", "am pm"),
        (
            Said(
                "",
                "मैसेज और कॉल एंड-टू-एंड एन्क्रिप्टेड हैं. ज़्यादा जानें.",
                "system",
            ),
            Said("c", f"नमस्ते! (कोड {REF})"),
            Said("c", "<मीडिया के बिना>", "media"),
            Said("c", "यह मैसेज मिटाया गया", "deleted"),
            Said("s", "आपने यह मैसेज मिटाया", "deleted"),
            Said("c", "इस मैसेज को डिलीट कर दिया गया है", "deleted"),
            Said("c", "हाँ <इस मैसेज में बदलाव किया गया>", "text", "हाँ"),
            Said("s", "पोल:\nकौन सा?\nविकल्प: गाजर (2 वोट)\nविकल्प: आम (0 वोट)"),
            Said("c", "VID-20260315-WA0002.mp4 (फ़ाइल अटैच है)", "media"),
            Said("", "मिस्ड वॉइस कॉल, 10:21 am", "system"),
        ),
    ),
    "android ar_EG": Phone(
        "دردشة واتساب مع Ana Souza.txt",
        _in_halves("{d}{R}/{m}{R}/{y}، {clock} {half}", "ص م", ARABIC),
        (
            Said(
                "",
                "الرسائل والمكالمات مشفرة تمامًا بين الطرفين.",
                "system",
            ),
            Said("c", f"مرحبا! رأيت الملصق (رمز {REF})"),
            Said("c", "<تم استبعاد الوسائط>", "media"),
            Said("c", "تم حذف هذه الرسالة", "deleted"),
            Said("s", "لقد حذفت هذه الرسالة", "deleted"),
            Said("c", "نعم <تم تعديل هذه الرسالة>", "text", "نعم"),
            Said("c", "IMG-20260315-WA0003.jpg (الملف مرفق)", "media"),
            Said("s", "استطلاع:\nأي طعم؟\nالخيار: جزر (٢ صوت)\n"),
            Said("c", f"\u202b٢ كيلو {L}ref {REF}\u202c", text=f"٢ كيلو {L}ref {REF}"),
        ),
    ),
    "iphone ar_EG": Phone(
        "دردشة واتساب - Ana Souza.zip/_chat.txt",
        _in_halves("{d}{R}/{m}{R}/{y} {clock}:{s} {half}", "ص م", ARABIC),
        (
            Said("c", f"{L}الرسائل والمكالمات مشفرة تمامًا بين الطرفين.", "media"),
            Said("c", f"مرحبا (رمز {REF})"),
            Said("c", f"{L}تم استبعاد الصورة", "media"),
            Said("c", f"{L}تم حذف هذه الرسالة.", "deleted"),
            Said("c", f"{L}<المرفق: 00000012-PHOTO-2026-03-15-09-15-10.jpg>", "media"),
            Said("c", f"تمام {L}<تم تعديل هذه الرسالة>", "text", "تمام"),
        ),
    ),
    "android es_MX": Phone(
        "Chat de WhatsApp con Ana Souza.txt",
        _in_halves("{d}/{m}/{y}, {clock}{N}{half}", "a.\u00a0m. p.\u00a0m."),
        (
            Said(
                "",
                "Los mensajes y las llamadas están cifrados de extremo a extremo.",
                "system",
            ),
            Said("c", f"Hola (ref {REF})"),
            Said("c", "<Multimedia omitido>", "media"),
            Said("c", "Se eliminó este mensaje", "deleted"),
            Said("s", "Eliminaste este mensaje.", "deleted"),
            Said("c", "sí <Se editó este mensaje.>", "text", "sí"),
            Said("c", "ubicación: https://maps.google.com/?q=19.4,-99.1"),
            Said("c", "AUD-20260315-WA0009.opus (archivo adjunto)", "media"),
            Said("s", "ENCUESTA:\n¿Cuál?\nOPCIÓN: Uno (1 voto)\n"),
            Said("", "Llamada perdida a las 9:14 a. m.", "system"),
        ),
    ),
    "iphone es_MX": Phone(
        "WhatsApp Chat - Ana Souza.zip/_chat.txt",
        _in_halves("{d}/{mm}/{yy}, {clock}:{s}{N}{half}", "a.m. p.m."),
        (
            Said(
                "c", f"{L}Los mensajes y las llamadas están cifrados de extremo a extremo.", "media"
            ),
            Said("c", f"Hola (ref {REF})"),
            Said("c", f"{L}imagen omitida", "media"),
            Said("c", f"{L}Se eliminó este mensaje.", "deleted"),
            Said("c", f"{L}<adjunto: 00000012-PHOTO-2026-03-15-09-15-10.jpg>", "media"),
            Said("c", f"va {L}<Se editó este mensaje.>", "text", "va"),
        ),
    ),
    "android de": Phone(
        "WhatsApp-Chat mit Ana Souza.txt",
        _shown("%d.%m.%y, %H:%M"),
        (
            Said(
                "",
                "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Mehr erfahren",
                "system",
            ),
            Said("c", f"Hallo (Nr. {REF})"),
            Said("c", "<Medien ausgeschlossen>", "media"),
            Said("c", "Diese Nachricht wurde gelöscht.", "deleted"),
            Said("s", "Du hast diese Nachricht gelöscht.", "deleted"),
            Said("c", "ja <Diese Nachricht wurde bearbeitet.>", "text", "ja"),
            Said("c", "IMG-20260315-WA0003.jpg (Datei angehängt)", "media"),
            Said("c", "Live-Standort wird geteilt", ""),
            Said("", "Verpasster Sprachanruf um 09:14", "system"),
        ),
    ),
    "iphone fr": Phone(
        "Discussion WhatsApp - Ana Souza.zip/_chat.txt",
        _shown("%d/%m/%Y %H:%M:%S"),
        (
            Said("c", f"{L}Les messages et les appels sont chiffrés de bout en bout.", "media"),
            Said("c", f"Bonjour\u00a0! (réf {REF})"),
            Said("c", f"{L}image absente", "media"),
            Said("c", f"{L}Ce message a été supprimé.", "deleted"),
            Said("s", f"{L}Vous avez supprimé ce message.", "deleted"),
            Said("c", f"{L}<pièce jointe : 00000012-PHOTO-2026-03-15-09-15-10.jpg>", "media"),
            Said("c", f"oui {L}<Ce message a été modifié>", "text", "oui"),
        ),
    ),
    "android fr": Phone(
        "Discussion WhatsApp avec Ana Souza.txt",
        _shown("%d/%m/%Y à %H:%M"),
        (
            Said("", "Les messages et les appels sont chiffrés de bout en bout.", "system"),
            Said("c", f"Bonjour (réf {REF})"),
            Said("c", "<Médias omis>", "media"),
            Said("c", "Ce message a été supprimé", "deleted"),
            Said("s", "Vous avez supprimé ce message", "deleted"),
            Said("c", "PTT-20260315-WA0003.opus (fichier joint)", "media"),
            Said("c", "oui <Ce message a été modifié>", "text", "oui"),
        ),
    ),
    "android id": Phone(
        "Chat WhatsApp dengan Ana Souza.txt",
        _shown("%d/%m/%y %H.%M"),
        (
            Said("", "Pesan dan panggilan dienkripsi secara end-to-end.", "system"),
            Said("c", f"Halo (kode {REF})"),
            Said("c", "<Media tidak disertakan>", "media"),
            Said("c", "Pesan ini dihapus", "deleted"),
            Said("s", "Anda menghapus pesan ini", "deleted"),
            Said("c", "ya <Pesan ini diedit>", "text", "ya"),
            Said("c", "IMG-20260315-WA0003.jpg (file terlampir)", "media"),
        ),
    ),
    "iphone id": Phone(
        "WhatsApp Chat - Ana Souza.zip/_chat.txt",
        _shown("%d/%m/%y %H.%M.%S"),
        (
            Said("c", f"{L}Pesan dan panggilan terenkripsi secara end-to-end.", "media"),
            Said("c", f"Halo (kode {REF})"),
            Said("c", f"{L}gambar tidak disertakan", "media"),
            Said("c", f"{L}Pesan ini dihapus.", "deleted"),
            Said("s", f"{L}Anda menghapus pesan ini.", "deleted"),
        ),
    ),
    "android tr": Phone(
        "Ana Souza ile WhatsApp Sohbeti.txt",
        _shown("%d.%m.%Y %H:%M"),
        (
            Said("", "Mesajlar ve aramalar uçtan uca şifrelidir.", "system"),
            Said("c", f"Merhaba (ref {REF})"),
            Said("c", "<Medya dahil edilmedi>", "media"),
            Said("c", "Bu mesaj silindi", "deleted"),
            Said("s", "Bu mesajı sildiniz", "deleted"),
            Said("c", "evet <Bu mesaj düzenlendi>", "text", "evet"),
            Said("c", "IMG-20260315-WA0003.jpg (dosya ekli)", "media"),
        ),
    ),
    "android ru": Phone(
        "Чат WhatsApp с Ana Souza.txt",
        _shown("%d.%m.%Y, %H:%M"),
        (
            Said("", "Сообщения и звонки защищены сквозным шифрованием.", "system"),
            Said("c", f"Привет (ref {REF})"),
            Said("c", "<Без медиафайлов>", "media"),
            Said("c", "Данное сообщение удалено", "deleted"),
            Said("s", "Вы удалили данное сообщение", "deleted"),
            Said("c", "да <Сообщение изменено>", "text", "да"),
            Said("c", "IMG-20260315-WA0003.jpg (файл добавлен)", "media"),
        ),
    ),
    "iphone zh_CN": Phone(
        "WhatsApp Chat - Ana Souza.zip/_chat.txt",
        _in_halves("{y}/{m}/{d} {half}{clock}:{s}", "上午 下午"),
        (
            Said("c", f"{L}消息和通话已进行端到端加密。", "media"),
            Said("c", f"你好 (ref {REF})"),
            Said("c", f"{L}忽略图片", "media"),
            Said("c", f"{L}此消息已删除。", "deleted"),
            Said("s", f"{L}你删除了此消息。", "deleted"),
            Said("c", f"好的 {L}<消息已编辑>", "text", "好的"),
        ),
    ),
    "android zh_TW": Phone(
        "與Ana Souza的 WhatsApp 對話.txt",
        _in_halves("{y}年{m}月{d}日 {half}{clock}", "上午 下午"),
        (
            Said("", "訊息和通話都會受到端對端加密保護。", "system"),
            Said("c", f"你好 (ref {REF})"),
            Said("c", "<省略多媒體檔案>", "media"),
            Said("c", "此訊息已刪除", "deleted"),
            Said("c", "IMG-20260315-WA0003.jpg (檔案附件)", "media"),
            Said("c", "好 <此訊息已編輯>", "text", "好"),
        ),
    ),
    "android ja": Phone(
        "Ana SouzaさんとのWhatsAppチャット.txt",
        _shown("%Y/%m/%d %H:%M"),
        (
            Said("", "メッセージと通話はエンドツーエンドで暗号化されます。", "system"),
            Said("c", f"こんにちは (ref {REF})"),
            Said("c", "<メディアは含まれていません>", "media"),
            Said("c", "このメッセージは削除されました。", "deleted"),
            Said("s", "あなたはこのメッセージを削除しました。", "deleted"),
            Said("c", "IMG-20260315-WA0003.jpg (添付ファイルあり)", "media"),
            Said("c", "はい <このメッセージは編集されました>", "text", "はい"),
        ),
    ),
    "iphone us": Phone(
        "WhatsApp Chat - Ana Souza.zip/_chat.txt",
        _in_halves("{m}/{d}/{yy}, {clock}:{s}{N}{half}", "AM PM"),
        (
            Said(
                "c",
                f"{L}Messages and calls are end-to-end encrypted.",
                "media",
            ),
            Said("c", f"Hi (ref {REF})"),
            Said("c", f"{L}image omitted", "media"),
            Said("c", f"{L}This message was deleted.", "deleted"),
            Said("s", f"{L}You deleted this message.", "deleted"),
            Said("s", f"{L}You deleted this message as admin.", "deleted"),
            Said("c", f"menu.pdf • {L}2 pages {L}document omitted", "media"),
            Said(
                "c",
                f"two please {L}<attached: 00000012-PHOTO-2026-03-15-09-15-10.jpg>",
                "media",
                "two please",
            ),
            Said("c", f"{L}Missed voice call. {L}Tap to call back", "media"),
            Said("c", f"{L}Video call. {L}5 min {L}• 3 joined", "media"),
            Said(
                "c",
                f"{L}POLL:\nWhich?\n{L}OPTION: Carrot (2 votes)\n{L}OPTION: Corn (0 votes)\n",
                "",
            ),
            Said("c", f"{L}Location: Sol Bakery (12 Main St): https://foursquare.com/v/4b", ""),
            Said("c", f"{L}Location: https://maps.google.com/?q=1.5,2.5", ""),
            Said("c", f"{L}Contact card omitted", "media"),
            Said("c", f"{L}Live location shared", "media"),
            Said(
                "c",
                f"{L}View once message. For added privacy, you can only open it on your phone.",
                "media",
            ),
            Said("c", f"{L}GIF omitted", "media"),
            Said("c", f"{L}sticker omitted", "media"),
            Said("c", "oh\n[not a head] 12:00\nAna Souza: hmm"),
        ),
    ),
    "android en_IN": Phone(
        "WhatsApp Chat with Ana Souza.txt",
        _in_halves("{d}/{mm}/{yy}, {clock}{N}{half}", "am pm"),
        (
            Said(
                "",
                "Messages and calls are end-to-end encrypted. Learn more.",
                "system",
            ),
            Said("c", f"Hi (ref {REF})"),
            Said("c", "<Media omitted>", "media"),
            Said("c", "<View once voice message omitted>", "media"),
            Said("c", "This message was deleted", "deleted"),
            Said("s", "You deleted this message", "deleted"),
            Said("c", "POLL:\nWhich?\nOPTION: Carrot (2 votes)\nOPTION: Corn (0 votes)\n"),
            Said("c", "location: https://maps.google.com/?q=1.5,2.5"),
            Said("c", "live location shared", ""),
            Said("c", "Ravi.vcf (file attached)", "media"),
            Said("c", "null", ""),
            Said("c", "Missed voice call", ""),
            Said("c", "ok <This message was edited>", "text", "ok"),
            Said("s", "Waiting for this message", ""),
            Said("", "Your security code with Ana Souza changed. Tap to learn more.", "system"),
            Said(
                "",
                "This business uses a secure service from Meta. Tap to learn more.",
                "system",
            ),
            Said("c", "@\u2068+91 98765 43210\u2069 see"),
        ),
    ),
}
