"""What a spreadsheet writes where a formula failed: #N/A and its kin, in its user's language.

Saved as text they look like words, and would be printed. The list is what Excel and LibreOffice
show in sixteen languages, as far as we know it: no page has them all. In Arabic and in Hindi both
show the English words; Spanish ones are told with and without their first "¡" or "¿". Only a whole
cell counts. A row of # and nothing else is no error: a value was there, in too narrow a column.
"""

from __future__ import annotations

# By language: an intersection of nothing, a division by zero, a wrong value, a lost reference, an
# unknown name, an impossible number, nothing found.
_OLD = """
#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A
#NULO! #DIV/0! #VALOR! #REF! #NOMBRE? #NUM! #N/D
#NULO! #VALOR! #NOME? #NÚM!
#NUL! #VALEUR! #NOM? #NOMBRE!
#WERT! #BEZUG! #ZAHL! #NV
#NULLO! #VALORE! #RIF!
#LEEG! #DEEL/0! #WAARDE! #VERW! #NAAM? #GETAL! #N/B
#BOŞ! #SAYI/0! #DEĞER! #BAŞV! #AD? #SAYI! #YOK
#ZERO! #DZIEL/0! #ARG! #ADR! #NAZWA? #LICZBA!
#ПУСТО! #ДЕЛ/0! #ЗНАЧ! #ССЫЛКА! #ИМЯ? #ЧИСЛО! #Н/Д
#SKÄRNING! #DIVISION/0! #VÄRDEFEL! #REFERENS! #NAMN? #OGILTIGT! #SAKNAS!
#VÆRDI! #REFERENCE! #NAVN? #I/T
#VERDI! #TYHJÄ! #JAKO/0! #ARVO! #VIITTAUS! #NIMI? #LUKU! #PUUTTUU!
#DĚLENÍ_NULOU! #HODNOTA! #NÁZEV? #NENÍ_K_DISPOZICI
#NULLA! #ZÉRÓOSZTÓ! #ÉRTÉK! #HIV! #NÉV? #SZÁM! #HIÁNYZIK
"""
_NEW = """
#GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY! #UNKNOWN! #EXTERNAL! #PYTHON!
#TIMEOUT! #ERROR! #MACRO? #DATEN_ABRUFEN #OBTENTION_DONNEES #OBTENIENDO_DATOS #DESBORDAMIENTO!
#DESPEJAR! #DESPEJO! #PROPAGATION! #ÜBERLAUF!
#ESPANSIONE! #OVERLOOP! #TAŞMA! #ROZLANIE!
"""
ERROR_VALUES = frozenset((*_OLD.split(), *_NEW.split(), *(f"ERR:{n}" for n in range(501, 540))))
_TURNED = str.maketrans("", "", "¡¿")
_FEWEST = 3  # signs of a column that is too narrow: LibreOffice shows so many
_LONGEST = max(map(len, ERROR_VALUES))


def is_error_value(text: str) -> bool:
    """Say whether a cell holds the error of a formula and nothing else.

    >>> is_error_value(" #n/a "), is_error_value("#¡VALOR!"), is_error_value("#PROMO!")
    (True, True, False)
    """
    if not text or len(text) > _LONGEST + 20 or ("#" not in text and text[0] not in " eE"):
        return False
    return text.strip().upper().translate(_TURNED) in ERROR_VALUES or is_too_narrow(text)


def is_too_narrow(text: str) -> bool:
    """Say whether a cell holds what a spreadsheet shows where a value does not fit its column.

    >>> is_too_narrow("########"), is_too_narrow("#"), is_too_narrow("##1")
    (True, False, False)
    """
    bare = text.strip()
    return len(bare) >= _FEWEST and not bare.strip("#")
