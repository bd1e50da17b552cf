"""A clumsy hand at every control: words, never a traceback, and the studio lives.

The same steps in every run: a seed each.
"""

from __future__ import annotations

import random
import re
from datetime import date

import ipywidgets as w
import pytest
from traitlets import TraitError

from campaignkit.business import Business
from campaignkit.widgets import studio

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
STEPS = 120
TEXTS = [
    *("", " ", "a", "0", "-1", "1e999", "Padaria & <b>Sol</b>", "x" * 3000, "قهوة", "🥐", "\u202e"),
    *("\x00", "{{", "{{ n }}", "{% if", "{{ n|nope }}", "#abc", "red", "en", "xx_YY", "BRL", "."),
    *("..", "/", "rows.csv", "no.csv", "products.csv", "logo.png", "binary.bin", "pack.wastickers"),
    *(
        "template.json",
        "https://sol.example",
        "htps:/x",
        "(11) 98765-4321",
        "A4",
        "menu",
        "out.pdf",
    ),
    *("a | b", "a: b", "\n\n", "Sim\nNão", "L7160", "campaign.toml", "con.pdf", "x" * 300 + ".pdf"),
]
MARKED = re.compile(r"<b>Sol</b>")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.csv").write_text("n,phone\n1,(11) 98765-4321\n2,x\n", encoding="utf-8")
    (tmp_path / "products.csv").write_text("id,title,price\np1,Pão,5\np2,,x\n", encoding="utf-8")
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)))
    (tmp_path / "template.json").write_text('{"name": 5, "components": [5]}', encoding="utf-8")
    (tmp_path / "pack.wastickers").write_bytes(b"PK\x03\x04 no archive")


def controls(widget):
    """Yield every control that can be seen, from the top down."""
    if widget.layout.display == "none":
        return
    if isinstance(widget, (w.Button, w.ValueWidget)) and not isinstance(widget, w.HTML):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from controls(child)


def value_of(control, chance):
    """Return something that may be typed or chosen."""
    if isinstance(control, (w.Dropdown, w.Select)):
        option = chance.choice(control.options or [None])
        return option[1] if isinstance(option, tuple) else option
    if isinstance(control, (w.Checkbox, w.ToggleButton)):
        return not control.value
    if isinstance(control, (w.BoundedIntText, w.BoundedFloatText, w.FloatSlider)):
        return chance.choice([control.min, control.max, 7, 63.5, 120])
    if isinstance(control, w.DatePicker):
        return chance.choice([None, date(2026, 11, 28)])
    return chance.choice(TEXTS)


def step(made, chance):
    """Do one thing; return what was done."""
    if chance.random() < 0.08:
        return f"turned to {made.show(chance.choice(list(made.panels))).title}"
    control = chance.choice([*controls(made.front), *controls(made.file.box)])
    if isinstance(control, w.FileUpload):
        return ""
    if isinstance(control, w.Button):
        control.click()
        return control.description
    value = value_of(control, chance)
    try:
        control.value = type(control.value)(value) if isinstance(value, float) else value
    except TraitError:  # the browser would not have sent it
        return ""
    return f"{control.description} = {value!r:.60}"


@pytest.mark.parametrize("seed", range(6))
def test_any_hand_gets_words_and_the_studio_lives(seed):
    chance = random.Random(seed)
    made = studio(SHOP, text="Oi!")
    done = []

    for _ in range(STEPS):
        done.append(step(made, chance))
        front = made.front
        said = "".join((front.error.value, front.words.value, front.saved.value))
        seen = said + front.picture.value + made.file.words.value
        assert "Traceback" not in seen, done
        assert not MARKED.search(seen), done
        assert front.made is not None or "alert" in front.error.value + front.words.value, done
