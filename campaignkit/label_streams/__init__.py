"""Labels for label printers: pages as dots, dots as the bytes a printer takes, and back again.

One file a language: `zpl` (Zebra and what speaks as it does), `tspl` (TSC, Xprinter, Argox in that
mode), `escpos` (receipt and label printers with ESC/POS rasters) and `ql` (Brother's raster). Each
has `write` and `read`: what is proven is the very stream that would be sent, decoded again. One bit
a dot, so text of any script prints on machines that know no such font.
"""

from campaignkit.label_streams.dots import Bits, dots_of, machine_for
from campaignkit.label_streams.languages import DPI, LANGUAGES, SUFFIXES, read, written

__all__ = [
    "DPI",
    "LANGUAGES",
    "SUFFIXES",
    "Bits",
    "dots_of",
    "machine_for",
    "read",
    "written",
]
