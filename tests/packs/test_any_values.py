"""Whatever a file holds, reading and judging it answers with findings, never with a traceback."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.packs import contents, judge, mending, webp

KEYS = st.sampled_from(
    [
        *("android_play_store_link", "ios_app_store_link", "sticker_packs", "identifier", "name"),
        *("publisher", "tray_image_file", "image_data_version", "animated_sticker_pack"),
        *("publisher_email", "publisher_website", "stickers", "image_file", "emojis"),
        *("accessibility_text", "foo"),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)
STICKERS = st.fixed_dictionaries(
    {}, optional={"image_file": VALUES, "emojis": VALUES, "accessibility_text": VALUES}
)
PACKS = st.fixed_dictionaries(
    {"stickers": st.lists(STICKERS, max_size=4)},
    optional={"identifier": VALUES, "name": VALUES, "animated_sticker_pack": VALUES},
)


@settings(max_examples=150, deadline=None)
@given(VALUES | st.fixed_dictionaries({"sticker_packs": st.lists(PACKS, max_size=3)}), st.binary())
def test_any_contents_json_is_judged_and_mended(value: object, data: bytes):
    text = json.dumps(value).encode()

    packs = contents.read(text, lambda *_: data, file="contents.json", source="app")

    assert packs
    assert judge.together(packs).errors
    for pack in packs:
        mending.mended(pack)


@given(st.binary(max_size=300))
def test_any_bytes_are_looked_at(data: bytes):
    look = webp.look(b"RIFF" + len(data).to_bytes(4, "little") + b"WEBP" + data)

    assert look.end <= len(data) + 12
