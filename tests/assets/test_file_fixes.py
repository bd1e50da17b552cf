"""fix() says what it mended, each with its place, and what is left."""

from __future__ import annotations

import json
import pickle
import zipfile
from pathlib import Path

import numpy as np
from click.testing import CliRunner

import campaignkit as ck
from campaignkit import pictures
from campaignkit.cli import cli


def template(folder: Path) -> Path:
    path = folder / "t.json"
    body = {"type": "BODY", "text": "Hi {{1}}, your order {{3}} is ready to be picked up today."}
    told = {"name": "Order Ready", "language": "en", "category": "UTILITY", "components": [body]}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def pack(folder: Path) -> Path:
    path = folder / "bad.wastickers"
    pixels = np.full((512, 512, 3), 70, np.uint8)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("title.txt", "Sol " * 50)
        archive.writestr("author.txt", "Sol")
        for number in range(3):
            pixels[:9] = number
            archive.writestr(f"{number}.webp", pictures.webp(pixels) + b"<html>" * (number == 1))
    return path


def test_templates_that_are_mended_are_told_by_their_key(tmp_path: Path):
    path = template(tmp_path)
    before = ck.check_templates(path)

    fixed = ck.fix(path, tmp_path / "out.json")

    assert fixed.mended
    assert {each.rule for each in fixed.mended} <= {each.rule for each in before}
    assert len(fixed.mended) + len(fixed) >= len(before)
    assert all(each.where.key for each in fixed.mended)
    assert "mended: " in str(fixed)
    assert "mended" in repr(fixed)
    assert pickle.loads(pickle.dumps(fixed)).mended == fixed.mended


def test_stickers_that_are_mended_are_told_with_their_file(tmp_path: Path):
    fixed = ck.fix(pack(tmp_path), tmp_path / "good.wastickers")

    told = {each.rule: str(each.where) for each in fixed.mended}
    assert {"pack.name", "pack-sticker.trailing"} <= told.keys()
    assert "1.webp" in told["pack-sticker.trailing"]


def test_a_sound_file_has_nothing_mended(tmp_path: Path):
    ck.fix(pack(tmp_path), tmp_path / "good.wastickers")

    again = ck.fix(tmp_path / "good.wastickers", tmp_path / "again.wastickers")

    assert not again.mended
    assert not again.errors


def test_the_commands_say_what_they_mended(tmp_path: Path):
    run = CliRunner()

    packs = run.invoke(cli, ["pack", "fix", str(pack(tmp_path)), "-o", str(tmp_path / "g.zip")])
    words = run.invoke(
        cli, ["template", "fix", str(template(tmp_path)), "-o", str(tmp_path / "o.json")]
    )

    assert "mended: " in packs.output and "before, " in packs.output
    assert "mended: " in words.output
