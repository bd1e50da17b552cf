"""Text that is right in every language: bidi, fonts, shaping, lines that fit.

A plain pip install shapes Arabic and Hindi properly: HarfBuzz (`uharfbuzz`) shapes, fonts come
from pip packages, levels from fpdf2's UAX #9. reportlab and Pillow shape silently wrong without
system libraries, so neither draws text here. A missing glyph is an error that names its fix.
"""

from __future__ import annotations

from campaignkit.text.bidi import is_rtl
from campaignkit.text.emoji import EmojiImage, emoji_image
from campaignkit.text.faces import Face, open_face, script_of
from campaignkit.text.fitting import Fitted, PreparedText, fit, prepared
from campaignkit.text.font_programs import font_program, widths
from campaignkit.text.font_stacks import MISSING_GLYPH, Stack, missing, no_font_for, stack
from campaignkit.text.glyphs import Cluster
from campaignkit.text.isolates import isolate
from campaignkit.text.lines import Block, Direction, Line, Run
from campaignkit.text.shaping import clean, shape
from campaignkit.text.wrapping import BlockRoom

__all__ = [
    "MISSING_GLYPH",
    "Block",
    "BlockRoom",
    "Cluster",
    "Direction",
    "EmojiImage",
    "Face",
    "Fitted",
    "Line",
    "PreparedText",
    "Run",
    "Stack",
    "clean",
    "emoji_image",
    "fit",
    "font_program",
    "is_rtl",
    "isolate",
    "missing",
    "no_font_for",
    "open_face",
    "prepared",
    "script_of",
    "shape",
    "stack",
    "widths",
]
