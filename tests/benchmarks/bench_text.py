"""Text a second beside plain reportlab, on one core: python tests/benchmarks/bench_text.py

10,000 different strings of 25 to 40 characters, a third each Arabic, Hindi and Latin, a third of
each with a number. reportlab draws them plainly, which is wrong for two thirds; campaignkit
shapes them, painting not included. The two take turns, in CPU time; medians over the rounds.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from io import BytesIO
from random import Random
from statistics import median

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from campaignkit.text import bidi, fit, fitting, font_program, shape, shaping, stack
from campaignkit.text.font_files import in_default_packages

WORDS = {
    language: words.split(" ")
    for language, words in (
        ("ar", "مرحبا بكم في متجرنا اليوم خصم كبير على جميع المنتجات الطازجة لا إله الآن"),
        ("hi", "नमस्ते आपका स्वागत है हमारी दुकान में आज विशेष छूट ताज़ा सब्ज़ी क्षेत्र श्री"),
        ("pt", "Oi! Vi o adesivo na feira e quero comprar pão queijo maçã AVISO São João"),
    )
}
FONTS = {path.name.split("[")[0]: path for path in in_default_packages()}
FONT_OF = {"ar": "NotoSansArabic", "hi": "NotoSans", "pt": "NotoSans"}


def strings(count: int, *, numbers: bool = True) -> list[tuple[str, str]]:
    """Return different strings, each with its language."""
    chance = Random(7)
    made: dict[str, str] = {}
    while len(made) < count:
        language = ("ar", "hi", "pt")[len(made) % 3]
        words = chance.choices(WORDS[language], k=8)
        if numbers and len(made) % 9 < 3:
            words.insert(2, str(chance.randrange(1, 999)))
        text = " ".join(words)[: chance.randrange(25, 41)].strip()
        made[text] = language
    return [(language, text) for text, language in made.items()]


def with_reportlab(texts: list[tuple[str, str]]) -> None:
    canvas = Canvas(BytesIO())
    for at, (language, text) in enumerate(texts):
        canvas.setFont(FONT_OF[language], 10)
        canvas.drawString(20, 20 + at % 100 * 8, text)
        if at % 100 == 99:
            canvas.showPage()
    canvas.save()


def with_campaignkit(texts: list[tuple[str, str]]) -> None:
    stacks = {language: stack(language=language) for language in WORDS}
    for language, text in texts:
        shape(text, stacks[language])


def shaped(texts: list[str]) -> None:
    fonts = stack(language="pt")
    for text in texts:
        shape(text, fonts)


def cpu(run: Callable[[], object]) -> float:
    """Return CPU seconds with nothing remembered but the fonts' clusters."""
    shaping._shape.cache_clear()
    bidi._ask.cache_clear()
    fitting._fit.cache_clear()
    start = time.process_time()
    run()
    return time.process_time() - start


def report_one(name: str, run: Callable[[], object], times: int, rounds: int) -> None:
    seconds = median(cpu(run) for _ in range(rounds))
    print(f"{name:<58} {seconds / times * 1e6:9.1f} µs each")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    for name in set(FONT_OF.values()):
        pdfmetrics.registerFont(TTFont(name, str(FONTS[name])))
    texts = strings(10_000)
    with_campaignkit(texts[:300])
    with_reportlab(texts[:300])
    pairs = [
        (cpu(lambda: with_reportlab(texts)), cpu(lambda: with_campaignkit(texts)))
        for _ in range(rounds)
    ]
    plain, ours = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(b / a for a, b in pairs)
    print(f"reportlab drawString, 10,000 mixed strings                 {plain:9.2f} s")
    print(f"campaignkit shape, the same                                {ours:9.2f} s")
    print(f"ratio, median of {rounds} rounds                                  {ratio:9.2f}")
    for language in WORDS:
        some = [pair for pair in strings(3_000) if pair[0] == language]
        report_one(f"shape, {language}", partial(with_campaignkit, some), len(some), rounds)
    latin = [f"Oi! Feira numero {at:05} abc"[:25] for at in range(1_000)]
    fonts = stack(language="pt")
    report_one("shape, 25 Latin characters", partial(shaped, latin), 1_000, rounds)
    room = partial(fit, width_mm=40, height_mm=12, min_size_mm=2, stack=fonts)
    report_one("fit, one line", lambda: [room(t, size_mm=2.5) for t in latin], 1_000, rounds)
    report_one("fit, two lines, shrunk", lambda: [room(t, size_mm=6) for t in latin], 1_000, rounds)
    report_program(rounds)


def report_program(rounds: int) -> None:
    letters = [chr(code) for code in (*range(0x21, 0x7F), *range(0xC0, 0x180))]
    (run,) = shape("".join(letters), stack()).runs
    clusters = list(dict.fromkeys(run.clusters))
    name = f"font_program, {len(clusters)} clusters"
    start = time.process_time()
    program = font_program(run.face, clusters)
    first = (time.process_time() - start) * 1e3
    again = median(cpu(lambda: font_program(run.face, clusters)) for _ in range(rounds)) * 1e3
    print(f"{name:<58} {first:9.1f} ms first, {again:.1f} ms again, {len(program)} bytes")


if __name__ == "__main__":
    main()
