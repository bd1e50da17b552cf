"""Built-in packs: whole in every language, within the margin on every label, and for any shop."""

from __future__ import annotations

import numpy as np
import pytest

from campaignkit.business import Business
from campaignkit.layout import HEADLINE
from campaignkit.packs import designs

LANGUAGES = {"en", "pt_BR", "ar", "hi", "es"}
LONG = "Supermercados e Padaria Nossa Senhora Aparecida"
SHOPS = {
    "long": Business(LONG, phone="(11) 98765-4321", country="BR", language="pt_BR"),
    "pale": Business(
        "محل الحاج عبد الرحمن", phone="0501234567", country="SA", colors=["#FFD166", "#118AB2"]
    ),
}


@pytest.mark.parametrize("name", designs.names())
def test_every_sticker_has_words_in_every_language(name: str):
    pack = designs.load(name)

    assert set(pack.languages) == LANGUAGES
    for emojis, design in pack.stickers.values():
        assert set(design.languages) == LANGUAGES
        assert 1 <= len(emojis) <= 3
        assert all(words[HEADLINE] and words["spoken"] for words in design.wording.values())


@pytest.mark.parametrize("who", SHOPS)
@pytest.mark.parametrize("name", designs.names())
def test_any_shop_fits_and_the_art_keeps_its_margin(name: str, who: str):
    pack = designs.load(name)

    for language in LANGUAGES if who == "long" else ("ar",):
        for title, (_, design) in pack.stickers.items():
            drawn = designs.drawing(design, SHOPS[who], language)
            seen = designs.bare_pixels(drawn)[:, :, 3] > 0
            rows, columns = (np.flatnonzero(seen.any(axis=axis)) for axis in (1, 0))
            edges = (rows[0], columns[0], 511 - rows[-1], 511 - columns[-1])
            assert min(edges) >= 23, (title, language, edges)


def test_every_file_of_a_pack_is_in_it():
    from campaignkit import resources

    for name in designs.names():
        files = set(resources.names(f"{designs.FOLDER}/{name}", ".toml")) - {"pack"}
        assert files == set(designs.load(name).stickers)
