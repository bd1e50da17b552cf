"""What WhatsApp itself writes around a template, in our words, in the languages of the wording."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

CODE, CARE, EXPIRES = "code", "care", "expires"
COPY, SHARE, OPTIONS, ENDS, COUPON = "copy", "share", "options", "ends", "coupon"

_PHRASES: Final = MappingProxyType(
    {
        "en": {
            CODE: "*{{code}}* is your verification code.",
            CARE: "For your security, do not share this code.",
            EXPIRES: "This code expires in {minutes} min.",
            COPY: "Copy code",
            SHARE: "Share contact",
            OPTIONS: "See all options",
            ENDS: "Offer ends in …",
            COUPON: "Code: {code}",
        },
        "pt": {
            CODE: "*{{code}}* é o seu código de verificação.",
            CARE: "Para sua segurança, não compartilhe este código.",
            EXPIRES: "Este código expira em {minutes} min.",
            COPY: "Copiar código",
            SHARE: "Compartilhar contato",
            OPTIONS: "Ver todas as opções",
            ENDS: "A oferta termina em …",
            COUPON: "Código: {code}",
        },
        "es": {
            CODE: "*{{code}}* es tu código de verificación.",
            CARE: "Por tu seguridad, no compartas este código.",
            EXPIRES: "Este código caduca en {minutes} min.",
            COPY: "Copiar código",
            SHARE: "Compartir contacto",
            OPTIONS: "Ver todas las opciones",
            ENDS: "La oferta termina en …",
            COUPON: "Código: {code}",
        },
        "ar": {
            CODE: "رمز التحقق الخاص بك هو *{{code}}*.",
            CARE: "حفاظًا على أمانك، لا تشارك هذا الرمز.",
            EXPIRES: "تنتهي صلاحية هذا الرمز خلال {minutes} دقيقة.",
            COPY: "نسخ الرمز",
            SHARE: "مشاركة جهة الاتصال",
            OPTIONS: "عرض كل الخيارات",
            ENDS: "ينتهي العرض خلال …",
            COUPON: "الرمز: {code}",
        },
        "hi": {
            CODE: "*{{code}}* आपका सत्यापन कोड है।",
            CARE: "अपनी सुरक्षा के लिए यह कोड किसी को न बताएँ।",
            EXPIRES: "यह कोड {minutes} मिनट में समाप्त हो जाएगा।",
            COPY: "कोड कॉपी करें",
            SHARE: "संपर्क भेजें",
            OPTIONS: "सभी विकल्प देखें",
            ENDS: "ऑफ़र समाप्त होने में …",
            COUPON: "कोड: {code}",
        },
    }
)


def phrase(name: str, language: str | None) -> str:
    """Return a phrase in a language, in English where there is none.

    >>> phrase(COPY, "pt_BR"), phrase(COPY, "sw")
    ('Copiar código', 'Copy code')
    """
    return _PHRASES.get((language or "").partition("_")[0], _PHRASES["en"])[name]
