"""What a plain install says to a script it has no font for, in an environment that has none.

The environment is real: a folder with every installed package but the optional fonts, no site,
and no fonts of the system.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from campaignkit.text.font_files import in_default_packages

PROJECT = Path(__file__).parents[2]
OPTIONAL = ("justmytype", "deckr_fonts", "fontpkg_noto_sans_thai", "matplotlib")
TEXTS = {
    "hebrew": "שלום עולם",
    "bengali": "বাংলা",
    "tamil": "தமிழ்",
    "telugu": "తెలుగు",
    "thai": "ไทย",
    "chinese": "简体",
    "japanese": "ひらがな",
    "korean": "한국어",
    "emoji": "Sale 🎉",
    "star": "★",
    "default": "Promoção नमस्ते مرحبا Привет Γειά Việt",
}
CODE = """
import json, sys
from campaignkit.errors import NotFound
from campaignkit.text import shape, stack
said = {}
for name, text in json.loads(sys.argv[1]).items():
    try:
        shape(text, stack())
        said[name] = ""
    except NotFound as err:
        said[name] = str(err)
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    bare = tmp_path_factory.mktemp("site")
    home = tmp_path_factory.mktemp("home")
    for entry in in_default_packages()[0].parents[2].iterdir():
        name = entry.name.lower().replace("-", "_")
        if not name.startswith(OPTIONAL):
            (bare / entry.name).symlink_to(entry)
    finished = subprocess.run(
        [sys.executable, "-S", "-c", CODE, json.dumps(TEXTS)],
        capture_output=True,
        check=True,
        cwd=home,
        env={
            "PYTHONPATH": os.pathsep.join([str(PROJECT), str(bare)]),
            "PYTHONUTF8": "1",
            "HOME": str(home),
            "XDG_DATA_DIRS": str(home),
        },
    )
    answer: dict[str, str] = json.loads(finished.stdout)
    return answer


pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="NOT TESTED: hiding the system's fonts; XDG folders are Linux's"
)


def test_the_default_install_has_latin_greek_cyrillic_devanagari_and_arabic(
    said: dict[str, str],
) -> None:
    assert said["default"] == ""


@pytest.mark.parametrize(
    ("text", "name", "extra"),
    [
        ("hebrew", "Hebrew ש (U+05E9), ל (U+05DC)", "hebrew"),
        ("bengali", "Bengali বাং (U+09AC U+09BE U+0982)", "india"),
        ("tamil", "Tamil த (U+0BA4), மி (U+0BAE U+0BBF)", "india"),
        ("telugu", "Telugu తె (U+0C24 U+0C46)", "india"),
        ("thai", "Thai ไ (U+0E44)", "thai"),
        ("chinese", "Chinese 简 (U+7B80)", "cjk"),
        ("japanese", "Japanese ひ (U+3072)", "cjk"),
        ("korean", "Korean 한 (U+D55C)", "cjk"),
        ("emoji", "emoji 🎉 (U+1F389)", "emoji"),
    ],
)
def test_a_script_without_a_font_is_named_with_what_to_install(
    said: dict[str, str], text: str, name: str, extra: str
) -> None:
    assert said[text].startswith(f"No installed font has {name}")
    assert f"run `pip install campaignkit[{extra}]`, or give a font" in said[text]


def test_a_sign_without_a_font_asks_for_one(said: dict[str, str]) -> None:
    assert said["star"] == (
        "No installed font has the character ★ (U+2605). "
        "To mend it, give a font that has it with font= or CAMPAIGNKIT_FONTS."
    )
