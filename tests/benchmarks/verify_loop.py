"""What the way back promises: references, matches, draws, limits, power, exports, privacy.

python tests/benchmarks/verify_loop.py [PART …]

Parts: slips, chat, modules, anonymous, phones, export, draws, power; all of them if none is named.
"""

from __future__ import annotations

import math
import pickle
import random
import re
import resource
import string
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import numpy as np
from babel import Locale, dates, localedata

import campaignkit as ck
from campaignkit import evidence, locales
from campaignkit.chats import chat_export
from campaignkit.chats.dates import day_of, orders
from campaignkit.evidence import randomizing
from campaignkit.qr import encode
from campaignkit.tracking import Spotter, reference
from campaignkit.tracking.references import ALPHABET

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PIECES = 10_000
CAMPAIGNS = 2_000
DRAWS = 999  # of each of the 2,000: a p is then told to a thousandth


def slip(code: str, kind: str, chance: random.Random) -> str:
    """Return a reference as a thumb may write it."""
    at = chance.randrange(len(code) - 1)
    if kind == "substitution":
        return code[:at] + chance.choice(KEYS.replace(code[at], "")) + code[at + 1 :]
    if kind == "deletion":
        return code[:at] + code[at + 1 :]
    if kind == "insertion":
        return code[:at] + chance.choice(KEYS) + code[at:]
    if kind == "transposition":
        return code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    return code.lower() if kind == "case" else code.translate(ARABIC)


KEYS = string.ascii_uppercase + string.digits  # a thumb knows no alphabet without twins
KINDS = ("substitution", "deletion", "insertion", "transposition", "case", "Arabic digits")


def pieces() -> list[str]:
    taken: set[str] = set()
    for key in range(PIECES):
        taken.add(reference("spring", str(key), taken=taken).code)
    return sorted(taken)


def slips() -> None:
    """Print what becomes of 10,000 references with one slip each."""
    codes, chance = pieces(), random.Random(1)
    spotter = Spotter(set(codes))
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for number, code in enumerate(codes):
        kind = KINDS[number % len(KINDS)]
        typed = slip(f"{code[:4]}-{code[4:]}", kind, chance)
        (told, *_) = [*spotter.found(f"Oi! Vi o cartaz (ref {typed})"), None]
        if told is None:
            fate = "lost"
        elif told.code is None:
            fate = "flagged"
        else:
            fate = "recovered" if told.code == code else "WRONG"
        found[kind][fate] += 1
    every = sum(found.values(), Counter())
    for kind, fates in found.items():
        print(f"  {kind:<14} {dict(fates)}")
    well = every["recovered"] + every["flagged"]
    print(
        f"  of {PIECES:,}: {well / PIECES:.2%} recovered or flagged, {every['WRONG']} wrong piece"
    )


TALK = {
    "pt": "oi bom dia quero um bolo de cenoura para sábado quanto custa obrigada pode ser",
    "es": "hola buenas quiero dos docenas de empanadas para mañana cuánto sale gracias puede ser",
    "en": "hi good morning can i order a cake for saturday how much is it thanks see you then",
    "ar": "مرحبا اريد طلب كعكة ليوم السبت كم السعر شكرا هل يوجد توصيل الى المنزل",
    "hi": "नमस्ते मुझे शनिवार के लिए केक चाहिए कितने का है धन्यवाद क्या घर पर मिलेगा",
}
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def thing(chance: random.Random) -> str:
    """Return a number, a price, a plate, an address or a code as chats are full of."""

    def signs(count: int, of: str = "0123456789") -> str:
        return "".join(chance.choices(of, k=count))

    kinds = (
        lambda: f"R$ {signs(2)},{signs(2)}",
        lambda: f"{signs(3, _CAPITALS)}{signs(1)}{signs(1, _CAPITALS)}{signs(2)}",  # a plate
        lambda: f"{signs(2, _CAPITALS)}{signs(2)} {signs(2, _CAPITALS)} {signs(4)}",
        lambda: f"Rua {signs(2)} de Julho, {signs(4)} apto {signs(2)}{signs(1, _CAPITALS)}",
        lambda: f"+55 11 9{signs(4)}-{signs(4)}",
        lambda: f"{signs(5)}-{signs(3)}",
        lambda: f"{signs(2)}/{signs(2)}/2026 {signs(2)}:{signs(2)}",
        lambda: f"ref {signs(6)}",
        lambda: f"ref. pedido {signs(4)}",
        lambda: f"Nr. {signs(4)}-{signs(4)}",
        lambda: f"{chance.choice(('ref', 'rif', 'réf', 'kode'))}: {signs(2, _CAPITALS)}-{signs(6)}",
        lambda: f"#{signs(5)}",
        lambda: f"₹{signs(2)},{signs(3)} / {signs(3)}٫{signs(2)} د.إ",
        lambda: f"+91 {signs(5)} {signs(5)}",
        lambda: f"cod {signs(4, _CAPITALS + '0123456789')}-{signs(4, _CAPITALS + '0123456789')}",
        lambda: f"https://x.example/{signs(8, _CAPITALS + _CAPITALS.lower())}",
        lambda: f"BR{signs(9)}BR",
        lambda: signs(8, ALPHABET),
        lambda: f"{signs(4, ALPHABET).lower()} {signs(4, ALPHABET).lower()}",
        lambda: signs(8).translate(ARABIC),
        lambda: f"رمز {signs(6)}".translate(ARABIC),
        lambda: f"कोड {signs(6)}",
    )
    return chance.choice(kinds)()


def chat() -> None:
    """Print what is found in 100,000 messages in which there is nothing."""
    spotter, chance = Spotter(set(pieces())), random.Random(2)
    fates: Counter[str] = Counter()
    for number in range(100_000):
        words = TALK[list(TALK)[number % len(TALK)]].split()
        said = [*chance.sample(words, 6), *(thing(chance) for _ in range(chance.randrange(4)))]
        chance.shuffle(said)
        fates.update(told.how for told in spotter.found(" ".join(said)))
    false = fates["exact"] + fates["repaired"]
    print(f"  100,000 messages, {PIECES:,} pieces: {false} false matches, {dict(fates)} flagged")


def town(chance: np.random.Generator, seed: int, effect: float) -> tuple[list[float], ...]:
    """Return what 80 places brought whose arms our own draw gave them, in four cities."""
    units = [evidence.Unit(str(n), f"city {n % 4}") for n in range(80)]
    drawn = evidence.assigned(units, {"a": 0.5, "b": 0.5}, seed=seed)
    own = chance.gamma(4, 0.25, 80)  # places differ: a spread of 0.5
    treated = [drawn[unit.key].arm == "a" for unit in units]
    values = chance.poisson(5 * own * np.where(treated, effect, 1.0))
    return values, treated, [drawn[unit.key].block for unit in units]


def draws() -> None:
    """Print how 2,000 simulated campaigns are judged: of a null effect, and of a real one."""
    from statsmodels.stats.proportion import proportion_confint

    randomizing.DRAWS = DRAWS
    chance, effect = np.random.default_rng(3), 1.5
    called = held = seen = 0
    for seed in range(CAMPAIGNS):
        null = evidence.ratio(*town(chance, seed, 1.0), seed=seed)
        real = evidence.ratio(*town(chance, seed, effect), seed=seed)
        called += null.p <= 0.05
        held += real.low <= effect <= real.high
        seen += real.p <= 0.05
    print(f"  type I error of a ratio: {called / CAMPAIGNS:.2%} (5 % +- 1)")
    print(f"  its 95 % limits hold:    {held / CAMPAIGNS:.2%} (95 % +- 1.5)")
    _told_power((40, 40), 4, effect, seen / CAMPAIGNS, CAMPAIGNS)
    differences(chance)
    wilson = sum(low <= 0.3 <= high for _, low, high in _shares(chance))
    print(f"  Wilson's limits hold:    {wilson / CAMPAIGNS:.2%} (95 % +- 1.5)")
    apart = max(
        abs(
            evidence.share_interval(hits, 40)[at + 1]
            - proportion_confint(hits, 40, method="wilson")[at]
        )
        for hits in range(41)
        for at in (0, 1)
    )
    print(f"  and are those of statsmodels to {apart:.1e}")


DESIGNS = (  # places of both arms, in how many strata, and the effect
    ((12, 12), 1, 2.0),
    ((20, 20), 1, 2.0),
    ((32, 8), 1, 2.0),
    ((8, 32), 1, 2.0),
    ((40, 40), 1, 1.5),
    ((40, 40), 4, 1.5),
    ((100, 100), 1, 1.3),
)
PAIRS = ((20, 2.0), (8, 3.0))  # of places that are alike by chance alone, and the effect
MET = 6_000  # campaigns of each: a power is met to 1.2 points, 95 times in 100


def power() -> None:
    """Print what is foretold of arms of many sizes, what statsmodels says, what campaigns met."""
    randomizing.DRAWS = DRAWS
    chance = np.random.default_rng(6)
    for arms, strata, effect in DESIGNS:
        treated, met = np.arange(sum(arms)) < arms[0], 0
        blocks = [str(place % strata) for place in range(sum(arms))]
        for seed in range(MET):
            own = chance.gamma(4, 0.25, sum(arms))
            values = chance.poisson(5 * own * np.where(treated, effect, 1.0))
            met += evidence.ratio(values, treated, blocks, seed=seed).p <= 0.05
        _told_power(arms, strata, effect, met / MET, MET)
    for pairs, effect in PAIRS:
        treated, met = np.arange(2 * pairs) < pairs, 0
        blocks = [str(place % pairs) for place in range(2 * pairs)]
        for seed in range(MET):
            own = chance.gamma(4, 0.25, 2 * pairs)
            values = chance.poisson(5 * own * np.where(treated, effect, 1.0))
            met += evidence.ratio(values, treated, blocks, seed=seed).p <= 0.05
        _told_power_of_pairs(pairs, effect, met / MET)


def _told_power_of_pairs(pairs: int, effect: float, met: float) -> None:
    """Print one line. statsmodels: Student's t of pairs (TTestPower), of what their counts differ
    by, at the p that so few draws can reach."""
    from statsmodels.stats.power import TTestPower

    apart = math.sqrt(sum(rate + (rate / 2) ** 2 for rate in (5 * effect, 5.0)))
    alpha = 2 * math.floor(0.025 * 2**pairs) / 2**pairs if pairs < 14 else 0.05
    theirs = TTestPower().power(5 * (effect - 1) / apart, nobs=pairs, alpha=alpha)
    ours = evidence.power_of_ratio(effect, pieces=(pairs, pairs), rate=5, spread=0.5, strata=pairs)
    slack = 1.96 * math.sqrt(met * (1 - met) / MET)
    print(
        f"  power of {effect} x, {pairs} pairs: foretold {ours:.1%}, met {met:.1%} +- {slack:.1%}, "
        f"statsmodels {theirs:.1%}",
        flush=True,
    )


def _told_power(
    arms: tuple[int, int], strata: int, effect: float, met: float, campaigns: int
) -> None:
    """Print one line. statsmodels: Student's t of two arms (TTestIndPower) after Welch, of the
    difference of their logarithms; and of spreads that are known (negative binomial)."""
    from statsmodels.stats.power import TTestIndPower
    from statsmodels.stats.rates import power_negbin_ratio_2indep

    one, other = arms
    parts = [(1 / rate + 0.25) / count for rate, count in ((5 * effect, one), (5.0, other))]
    below = sum(part**2 / (count - strata) for part, count in zip(parts, arms, strict=True))
    student = TTestIndPower().power(
        math.log(effect) / math.sqrt(sum(parts) / (1 / one + 1 / other)),
        nobs1=one,
        ratio=other / one,
        alpha=0.05,
        df=sum(parts) ** 2 / below,
    )
    known = power_negbin_ratio_2indep(
        *(5 * effect, 5, one),
        nobs_ratio=other / one,
        dispersion=0.25,
        method_var="alt",
        return_results=False,
    )
    ours = evidence.power_of_ratio(effect, pieces=arms, rate=5, spread=0.5, strata=strata)
    slack = 1.96 * math.sqrt(met * (1 - met) / campaigns)
    print(
        f"  power of {effect} x, {one} and {other} places in {strata} strata: foretold {ours:.1%}, "
        f"met {met:.1%} +- {slack:.1%}, statsmodels {student:.1%} (spread known: {known:.1%})",
        flush=True,
    )


def differences(chance: np.random.Generator) -> None:
    """Print how differences against places that were held out are judged."""
    called = held = 0
    for seed in range(CAMPAIGNS):
        units = [evidence.Unit(str(n), f"city {n % 4}") for n in range(80)]
        drawn = evidence.assigned(units, {"printed": 0.8, "none": 0.2}, seed=seed)
        treated = [drawn[unit.key].arm == "printed" for unit in units]
        blocks = [drawn[unit.key].block for unit in units]
        sold = chance.gamma(4, 25, 80)
        called += evidence.difference(sold, treated, blocks, seed=seed).p <= 0.05
        more = sold + 30 * np.array(treated)
        found = evidence.difference(more, treated, blocks, seed=seed)
        held += found.low <= 30 <= found.high
    print(f"  type I error of a difference against a holdout: {called / CAMPAIGNS:.2%} (5 % +- 1)")
    print(f"  its 95 % limits hold:    {held / CAMPAIGNS:.2%} (95 % +- 1.5)")


def _shares(chance: np.random.Generator) -> list[evidence.Interval]:
    hits = chance.binomial(40, 0.3, CAMPAIGNS)
    return [evidence.share_interval(int(each), 40) for each in hits]


def modules() -> None:
    """Print what a reference costs in modules."""
    shop = "+5511987654321"
    for text in ("", "Oi!", "Oi! Vi o cartaz na feira da Vila Formosa", "مرحبا! رأيت الملصق"):
        bare = encode(ck.chat_link(shop, text), level="M")
        borne = encode(ck.chat_link(shop, f"{text} (ref K4K6-RD2H)".strip()), level="M")
        grown = len(borne.modules) - len(bare.modules)
        print(
            f"  {text[:24]!r:<28} version {bare.version} -> {borne.version}: {grown} modules "
            f"wider, {1 - len(bare.modules) / len(borne.modules):.0%} smaller ones at the same size"
        )


def export(size: int = 300_000_000) -> None:
    """Print how fast, and in how much memory, an export of 300 MB is read and matched."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Conversa do WhatsApp com Ana.txt"
        written = _write_export(path, size)
        code = f"import tests.benchmarks.verify_loop as v; v.read_export({str(path)!r})"
        print(f"  {written / 1e6:.0f} MB")
        subprocess.run([sys.executable, "-c", code], check=True)


def _write_export(path: Path, size: int) -> int:
    chance, written, day = random.Random(4), 0, date(2012, 1, 1)
    words = TALK["pt"].split()
    block = "".join(
        f"@ {9 + n // 600 % 12:02}:{n // 10 % 60:02} - {chance.choice(('Ana', 'Padaria Sol'))}: "
        f"{' '.join(chance.choices(words, k=chance.randrange(2, 18)))}\n"
        for n in range(7200)
    )
    with path.open("w", encoding="utf-8") as file:
        while written < size:
            text = block.replace("@ ", f"{day:%d/%m/%Y} ")
            written += len(text.encode())
            file.write(text)
            day += timedelta(days=1)
    return written


def read_export(path: str) -> None:
    begun = time.process_time()
    found = ck.replies(path, shop="Padaria Sol")
    count = sum(1 for _ in found)
    took = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {count:,} messages in {took:.1f} s of CPU: {count / took:,.0f} a second")
    print(f"  at most {memory:.0f} MB of memory, Python and campaignkit in it")
    begun = time.process_time()
    lines = [{"payload": f"Oi (ref {reference('x', str(n))})", "place": n} for n in range(1000)]
    found.match(lines)
    took = time.process_time() - begun
    print(f"  matched with 1,000 pieces: {count / took:,.0f} a second")


def anonymous() -> None:
    """Print whether a name or number is anywhere in what an anonymous reading gives."""
    names = ("Ana Souza", "+55 11 98765-4321", "ana@example.com", "Zé das Couves")
    token = str(reference("x", "1"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"Conversa do WhatsApp com {names[0]}.txt"
        lines = (
            f"{names[0]}: Oi! (ref {token}) aqui é a Ana Souza, {names[1]}, {names[2]}",
            "Padaria Sol: Bom dia, Ana!",
            f"{names[3]}: oi {token}",
        )
        file.write_text(
            "".join(f"31/12/2025 10:0{n} - {x}\n" for n, x in enumerate(lines)), "utf-8"
        )
        read = ck.replies(folder, anonymous=True, key="ours", shop="Padaria Sol")
        found = read.match([{"payload": f"Oi (ref {token})", "place": "Feira"}])
        made = ck.report([{"payload": "x"}], found)
        found.save(Path(folder) / "found.csv")
        outputs = {
            "messages": repr(list(read)),
            "reading": repr(read) + read._repr_html_(),
            "conversations": repr(found) + repr(found.rows) + found._repr_html_(),
            "records": repr(found.records()),
            "csv": (Path(folder) / "found.csv").read_text("utf-8"),
            "report": made.html() + repr(made) + str(made.problems()),
            "problems": str(found.problems()) + str(read.problems()),
            "pickle": pickle.dumps(found).decode("latin-1") + pickle.dumps(made).decode("latin-1"),
        }
    secrets = ("Ana", "Souza", "Zé", "Couves", "98765", "4321", "example.com")
    for name, text in outputs.items():
        told = [secret for secret in secrets if secret in text]
        print(f"  {name:<14} {told or 'nothing'}")


MOMENTS = tuple(
    datetime(*day) for day in ((2026, 3, 15, 9, 14), (2026, 3, 25, 21, 5), (2026, 12, 31, 0, 5))
)


def phones() -> None:
    """Print what becomes of the heads that phones write in all languages of CLDR."""
    fates: Counter[str] = Counter()
    asked: set[str] = set()
    for name in localedata.locale_identifiers():
        locale = Locale.parse(name)
        for whole_year, between, is_iphone in product((False, True), (", ", " "), (False, True)):
            fate = _read_heads(list(_heads(locale, whole_year, between, is_iphone)))
            fates[fate] += 1
            asked |= {locale.language} if fate != "right" else set()
    print(f"  {sum(fates.values()):,} forms of {len(localedata.locale_identifiers())} locales:")
    print(f"  {dict(fates)}; not right in {', '.join(sorted(asked))}")


def _heads(locale: Locale, whole_year: bool, between: str, is_iphone: bool) -> Iterator[str]:
    pattern = str(locale.date_formats["short"].pattern)
    if whole_year:
        pattern = re.sub("y+", "y", pattern)
    clock = str(locale.time_formats["medium" if is_iphone else "short"].pattern)
    for when in MOMENTS:
        day = dates.format_date(when, pattern, locale=locale)
        told = day + between + dates.format_time(when, clock, locale=locale)
        is_latin = str(locale.default_numbering_system) == "latn"
        shown = told if is_latin else locales.digits(told, str(locale))
        yield f"[{shown}] Ana: Oi" if is_iphone else f"{shown} - Ana: Oi"


def _read_heads(lines: list[str]) -> str:
    found, clock = [*chat_export.heads(lines)], chat_export.ClockWords()
    if len(found) < len(lines):
        return "no head"
    for each in found:
        clock.see(each)
    possible = orders([each.day for each in found])
    if clock.unread or len(possible) != 1:
        return "asked about"
    read = [datetime.combine(day_of(each.day, possible[0]), each.at) for each in found]
    return "right" if read == [*MOMENTS] else "WRONG"


PARTS = {
    "slips": slips,
    "chat": chat,
    "modules": modules,
    "anonymous": anonymous,
    "phones": phones,
    "export": export,
    "draws": draws,
    "power": power,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        begun = time.process_time()
        print(part)
        PARTS[part]()
        print(f"  ({math.ceil(time.process_time() - begun)} s of CPU)")
