"""A clumsy hand at every control: words, never a traceback, and the studio lives.

The same steps in every run: a seed each. `tests/benchmarks/monkey.py` takes 10,000 of them.
"""

from __future__ import annotations

import ast
import random
import re
from datetime import UTC, date, datetime
from io import BytesIO

import ipywidgets as w
import pytest
from traitlets import TraitError

from campaignkit.business import Business
from campaignkit.translations import LANGUAGES, use_language
from campaignkit.widgets import studio

SHOP = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
LIFE = 100  # steps, after which everything is put right, and a new studio begins
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
    *(
        "12,50",
        "R$ 1.234,50",
        "sol@example.com",
        "shop@okbank",
        "DE89370400440532013000",
        "{n}",
        "[n]",
    ),
]
MARKED = re.compile(r"<b>Sol</b>")
WORDS_OF_BUGS = ("Traceback", "fault of campaignkit")
FILES = {
    "rows.csv": b"n,phone\n1,(11) 98765-4321\n2,x\n",
    "products.csv": "id,title,price\np1,Pão,5\np2,,x\n".encode(),
    "binary.bin": bytes(range(256)),
    "template.json": b'{"name": 5, "components": [5]}',
    "pack.wastickers": b"PK\x03\x04 no archive",
}


def litter(folder):
    """Put files of all kinds into a folder."""
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    (folder / "logo.png").write_bytes(picture())


def picture():
    """Return a small PNG."""
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (60, 40), "#C0392B").save(out, "PNG")
    return out.getvalue()


def fresh():
    """Return a studio of the shop."""
    use_language("en")
    return studio(SHOP, text="Oi!")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAMPAIGNKIT_HOME", str(tmp_path))
    litter(tmp_path)
    yield
    use_language("en")


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


def uploaded(chance):
    """Return what a browser sends for a file of any kind, under any kind's name."""
    contents = [*FILES.values(), picture(), b""]
    return {
        "name": chance.choice([*FILES, "logo.png", "a b.csv", "../x.png", "é.jpg"]),
        "type": "",
        "size": 1,
        "content": memoryview(chance.choice(contents)),
        "last_modified": datetime(2026, 11, 28, tzinfo=UTC),
    }


def step(made, chance):
    """Do one thing; return what was done."""
    turn = chance.random()
    if turn < 0.08:
        return f"turned to {made.show(chance.choice(list(made.panels))).title.source}"
    if turn < 0.09:
        made.language.value = chance.choice(LANGUAGES)
        return f"spoke {made.language.value}"
    seen = [each for each in controls(made.front) if each is not made.front.call]
    control = chance.choice([*seen, *controls(made.file.box)])
    if isinstance(control, w.FileUpload):
        control.value = (file := uploaded(chance),)
        return f"uploaded {file['name']}, {len(file['content'])} bytes"
    if isinstance(control, w.Button):
        control.click()
        return f"clicked {control.description}"
    value = value_of(control, chance)
    try:
        control.value = type(control.value)(value) if isinstance(value, float) else value
    except TraitError:  # the browser would not have sent it
        return "nothing"
    return f"typed {control.description} = {value!r:.60}"


def check(made, done):
    """Fail if something is not as it should be after what was done."""
    front = made.front
    said = "".join((front.error.value, front.words.value, front.saved.value, front.links.value))
    seen = said + front.picture.value + made.file.words.value
    assert not [word for word in WORDS_OF_BUGS if word in seen], done
    assert not MARKED.search(seen), done
    told = front.error.value + front.words.value
    assert front.made is not None or "alert" in told or "status" in told, done
    if front.error.value:
        assert front.error in everything(front), done  # a message that stands nowhere is lost
    if front.call.value:
        ast.parse(front.call.value)


def everything(widget):
    """Yield a widget, and all that is in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from everything(child)


def recover(made, done):
    """Put the sticker right by hand; the studio must make it, and say nothing is wrong."""
    made.language.value = "en"
    panel, shop = made.show("sticker"), made.front.shared.shop
    label = panel.shared.label
    shop.fill(SHOP)
    label.fill({"design": "open-for-business", "text": "Oi!"})
    label.size.fill(None)
    panel.file.value = ""
    assert panel.error.value == "", done
    assert panel.made is not None, done
    assert panel.made.payload.endswith("text=Oi%21"), done
    assert "Pão 9" not in panel.made.svg().decode()
    label.title.value = "Pão 9"
    assert panel.made.facts["title"] == "Pão 9", done


@pytest.mark.parametrize("seed", range(4))
def test_any_hand_gets_words_and_the_studio_lives(seed):
    chance = random.Random(seed)
    made, done = fresh(), []

    for _ in range(LIFE):
        done.append(step(made, chance))
        check(made, done)
    recover(made, done)
