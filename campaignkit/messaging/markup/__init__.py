"""WhatsApp's text formatting: made safely, read back, shown as HTML.

    *bold*  _italic_  ~strike~  `code`  ```mono```     in a line
    - item   1. item   > quote                         at the start of a line

No official page states where a mark counts; the rules here are those that independent
implementations agree on, and `advice` warns where they do not. Named links, headings and
tables do not exist. Tried instead and not taken: the Markdown packages (none knows these marks).
"""

from __future__ import annotations

from campaignkit.messaging.markup.building import (
    Marked,
    bold,
    bullets,
    code,
    italic,
    join,
    literal,
    mono,
    numbered,
    quote,
    strike,
)
from campaignkit.messaging.markup.disputes import advice
from campaignkit.messaging.markup.markdown import from_markdown
from campaignkit.messaging.markup.parsing import parse
from campaignkit.messaging.markup.rendering import plain, to_html
from campaignkit.messaging.markup.tree import Tree

__all__ = [
    "Marked",
    "Tree",
    "advice",
    "bold",
    "bullets",
    "code",
    "from_markdown",
    "italic",
    "join",
    "literal",
    "mono",
    "numbered",
    "parse",
    "plain",
    "quote",
    "strike",
    "to_html",
]
