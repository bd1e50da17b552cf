"""Small campaigns that hung, ate the memory or ended in a traceback: each is answered in words.

Every one runs in a child with 10 seconds of processor time and 700 MB of its own.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

resource = pytest.importorskip("resource", reason="this system sets no limits on processes")

SHOP = '[business]\nname = "Sol"\nphone = "(11) 98765-4321"\ncountry = "BR"\n'
CODE = '[[codes]]\nname = "a"\ntext = """%s"""\n'
STICKER = '[[stickers]]\nname = "a"\ndesign = "./odd.toml"\n'
DESIGN = """title = "t"
size = [60, 40]
[wording.en]
headline = "x"
[[layout]]
name = "l"
width = [1, 5000]
height = [1, 5000]
element = [
{ kind = "qr", box = ["w-h+2", 2, "h-4", "h-4"] },
%s
]
"""
PATH = '{ kind = "path", box = [1, 1, 50, 5], data = "%s", fill = "#000000"%s }'
RECT = '{ kind = "rect", box = ["%s", 1, 5, 5], fill = "#000000" }'
DESIGNS = {
    "a tiny arc": (PATH % ("M0 0 A1e-300 1e-300 0 0 0 1 1", ""), "is not SVG path data"),
    "a number of 400 digits": (RECT % ("1" * 400), "is inf mm"),
    "a sum of 900 terms": (RECT % "+".join("1" * 900), "has 1,799 characters"),
    "five million copies": (
        PATH % ("M0 0L1 1", ', view = [0, 0, 1e-6, 1], fit = "repeat"'),
        "at most 100,000",
    ),
    "a view that is no number": (
        PATH % ("M0 0L1 1", ', view = [0, 0, nan, 1], fit = "repeat"'),
        "finite",
    ),
}
TEXTS = {
    "a list looked for in a list": (
        "{{ ([-1]*70000)|select('in',[1]*70000)|list|length }}",
        "take too long",
    ),
    "a number of 5,000 digits": ("{{ %s }}" % ("9" * 5000), "too many digits"),
    "21 loops": ("{% for a in [1] %}" * 21 + "x" + "{% endfor %}" * 21, "more than 15 blocks"),
    "a long name": ("{% include '" + "a" * 300 + ".j2' %}", "there is no template"),
    "a text cut to less than nothing": ("{{ 'abc'|truncate(-5) }}", "Look at the filter"),
}


def limited():
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    resource.setrlimit(resource.RLIMIT_DATA, (700 * 1024**2, 700 * 1024**2))


def answer(folder, spec):
    (folder / "campaign.toml").write_text(spec)
    done = subprocess.run(
        [sys.executable, "-m", "campaignkit", "build", "campaign.toml", "-o", "out"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == 1, done.stderr
    return " ".join((done.stdout + done.stderr).split())


@pytest.mark.parametrize("what", DESIGNS)
def test_a_design_that_cannot_be_drawn_is_answered_in_words(what, tmp_path):
    element, words = DESIGNS[what]
    (tmp_path / "odd.toml").write_text(DESIGN % element)

    assert words in answer(tmp_path, SHOP + STICKER)


@pytest.mark.parametrize("what", TEXTS)
def test_a_text_that_runs_long_or_breaks_is_answered_in_words(what, tmp_path):
    text, words = TEXTS[what]

    assert words in answer(tmp_path, SHOP + CODE % text)


def test_a_grid_of_a_million_and_a_key_of_fifty_thousand_names_are_refused(tmp_path):
    stock = "{page = 'A4', label = [0.0001, 0.0001], grid = [1000000, 1000000], margin = [10, 5]}"

    assert "10,000 labels" in answer(tmp_path, f"{SHOP}{CODE % 'x'}stock = {stock}\n")
    assert "more than 64 names" in answer(tmp_path, "a." * 50_000 + "a = 1\n" + SHOP)
