"""Codes a second, side by side, on one core: python tests/benchmarks/bench_qr.py [--rounds N]

Every maker turns the same kind of text, each one different, into the modules of a code at
level M; nobody draws. Makers take turns within a round, so that a busy machine slows all of
them; the table shows medians over the rounds and the spread of the ratio to campaignkit.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import count, islice
from statistics import median

import qrcode
import segno
import zxingcpp

from campaignkit.qr import encode, encode_many

LINK = "https://wa.me/5511987654321?text=Oi%21%20Vi%20o%20adesivo%20da%20loja%20{:09}"


def texts() -> Iterator[str]:
    """Yield 81-character chat links for ever, no two alike."""
    return (LINK.format(number) for number in count(1))


def with_campaignkit(links: list[str]) -> None:
    for symbol in encode_many(links):
        assert symbol.modules is not None


def with_campaignkit_one_by_one(links: list[str]) -> None:
    for link in links:
        encode(link)


def with_qrcode(links: list[str]) -> None:
    for link in links:
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M)
        code.add_data(link)
        code.make()


def with_segno(links: list[str]) -> None:
    for link in links:
        segno.make(link, error="m", boost_error=False, micro=False)


def with_zxing(links: list[str]) -> None:
    for link in links:
        zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="M")


MAKERS: dict[str, tuple[Callable[[list[str]], None], int]] = {  # and codes in a round
    f"campaignkit {version('campaignkit')} encode_many": (with_campaignkit, 10_240),
    "campaignkit, one encode a code": (with_campaignkit_one_by_one, 200),
    f"zxing-cpp {version('zxing-cpp')} writer": (with_zxing, 1_000),
    f"segno {version('segno')}": (with_segno, 30),
    f"qrcode {version('qrcode')}": (with_qrcode, 30),
}


def measure(rounds: int) -> dict[str, list[float]]:
    """Return codes a second of each maker in each round, after one round to warm up."""
    supply = texts()
    rates: dict[str, list[float]] = {name: [] for name in MAKERS}
    for number in range(rounds + 1):
        for name, (make, amount) in MAKERS.items():
            links = list(islice(supply, amount))
            begin = time.process_time()
            make(links)
            if number:
                rates[name].append(amount / (time.process_time() - begin))
    return rates


def main() -> None:
    """Measure and print the table."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rates = measure(parser.parse_args().rounds)
    ours = next(iter(rates.values()))
    print(
        f"{len(next(texts()))} characters, level M, one core, processor time, numpy "
        f"{version('numpy')}, {len(ours)} rounds"
    )
    print(f"{'':<36}{'codes/s':>10}{'ours is':>12}   over the rounds")
    for name, found in rates.items():
        ratios = [a / b for a, b in zip(ours, found, strict=True)]
        print(
            f"{name:<36}{median(found):>10,.0f}{median(ratios):>10.1f} x"
            f"   {min(ratios):.1f} to {max(ratios):.1f}"
        )


if __name__ == "__main__":
    main()
