"""A printer is a value that cannot be wrong; by name, and kept in a file of the user's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import campaignkit as ck
from campaignkit import printers
from campaignkit.printers import profiles
from campaignkit.printers.profiles import KINDS, chosen


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"dpi": 0}, r"dpi=0 is no number from 50 to 10000 dots an inch"),
        ({"dpi": True}, r"dpi=True is no number"),
        ({"ink": "cmyk"}, r"ink='cmyk' is not known\. Use 'mono'"),
        ({"margin_mm": -1}, r"margin_mm=-1\.0 is no number from 0 to 50 mm"),
        ({"margin_mm": (1, 2)}, r"neither a number nor 4 of them \(left, top, right, bottom\)"),
        ({"offset_mm": 3}, r"offset_mm=3 is one number\. Give two: \(right, down\)"),
        ({"offset_mm": (30, 0)}, r"offset_mm=30\.0 is no number from -20 to 20 mm"),
        ({"scale": 2}, r"scale=2\.0 is no number from 0\.9 to 1\.1 times"),
        ({"scale": float("nan")}, r"scale=nan is neither"),
        ({"skew": 9}, r"skew=9 is no number from -1 to 1 degrees"),
        ({"spread_mm": 1}, r"spread_mm=1 is no number from -0\.2 to 0\.3 mm"),
        ({"dpi": 10**5000}, r"dpi=a int is no number from 50"),
        ({"name": 3}, r"3 is no name of a printer"),
    ],
)
def test_what_no_printer_does_is_refused_in_numbers(wrong, said):
    with pytest.raises(ck.BadInput, match=said):
        ck.Printer(**wrong)


def test_numbers_of_numpy_are_numbers():
    printer = ck.Printer(dpi=np.int64(203), spread_mm=np.float32(0.5**4), margin_mm=np.int8(4))

    assert (printer.dot_mm, printer.spread_mm, printer.margins[0]) == (0.125, 0.0625, 4.0)


def test_203_dpi_are_8_dots_a_mm():
    assert ck.Printer(dpi=203).dot_mm == 0.125
    assert ck.Printer(dpi=300).dot_mm == pytest.approx(25.4 / 300)


@given(
    x=st.floats(0, 300),
    y=st.floats(0, 300),
    offset=st.tuples(st.floats(-5, 5), st.floats(-5, 5)),
    scale=st.tuples(st.floats(0.98, 1.02), st.floats(0.98, 1.02)),
    skew=st.floats(-1, 1),
)
def test_what_is_moved_comes_back(x, y, offset, scale, skew):
    machine = ck.Printer(offset_mm=offset, scale=scale, skew=skew)

    assert machine.unmoved(*machine.moved(x, y)) == pytest.approx((x, y), abs=1e-9)


def test_marks_are_turned_clockwise_about_the_top_left():
    x, y = ck.Printer(skew=1).moved(100, 0)

    assert x == pytest.approx(99.985, abs=0.001)
    assert y == pytest.approx(1.745, abs=0.001)  # the right end goes down


@pytest.mark.parametrize("name", KINDS)
def test_ready_kinds_are_there_by_name(name):
    assert ck.printer(name).name == name
    assert ck.printer(name).dpi == KINDS[name].dpi


def test_a_printer_is_kept_by_name_beside_the_others(monkeypatch, tmp_path):
    monkeypatch.setenv("CAMPAIGNKIT_HOME", str(tmp_path / "home"))
    counter = ck.Printer(
        dpi=203, ink="mono", margin_mm=(1, 2, 3, 4), offset_mm=(0.8, -0.3), scale=1.002, skew=0.1
    )

    path = printers.save(counter, "counter")
    printers.save(ck.Printer(dpi=600), "office")

    assert path == tmp_path / "home" / "printers.toml"
    kept = ck.printer("counter")
    assert kept.facts() == counter.facts()
    assert ck.printer("office").dpi == 600


def test_a_file_may_begin_from_a_kind(tmp_path):
    file = tmp_path / "shop.toml"
    file.write_text('[counter]\nkind = "laser"\noffset_mm = [0.8, -0.3]\n')

    found = ck.printer("counter", file=file)

    assert (found.margins[0], found.offset_mm) == (4.2, (0.8, -0.3))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[counter]\ndots = 3\n", r"printer 'counter' has no 'dots'\. There are: kind, dpi"),
        ("[counter]\nofset_mm = [1, 2]\n", r"no 'ofset_mm'\. Did you mean 'offset_mm'\?"),
        ('[counter]\nkind = "lazer"\n', r"kind='lazer' is not known\. Did you mean 'laser'\?"),
        ("[counter\n", r"is not TOML: .*Write a table a printer: \[counter\]"),
        ("[counter]\nkind = ['laser']\n", r"kind=\['laser'\] is not known"),
        ("counter = 3\n", r"printer 'counter' is no table"),
        (f"[counter]\ndpi = {'9' * 5000}\n", r"not TOML: a number has too many digits\."),
        (f"counter = {'[' * 9999}", r"not TOML: its brackets are nested too deep\."),
    ],
)
def test_a_file_with_a_slip_is_answered_in_words(tmp_path, text, said):
    file = tmp_path / "shop.toml"
    file.write_text(text)

    with pytest.raises(ck.BadInput, match=said):
        ck.printer("counter", file=file)
    with pytest.raises(ck.BadInput, match=said):
        profiles.save(ck.Printer(), "office", file=file)
    assert file.read_text() == text


def test_a_name_that_is_none_gets_the_nearest(monkeypatch, tmp_path):
    monkeypatch.setenv("CAMPAIGNKIT_HOME", str(tmp_path))

    with pytest.raises(ck.NotFound, match=r"no printer called 'lasr' in .*Did you mean 'laser'\?"):
        ck.printer("lasr")


@pytest.mark.parametrize("given", [3, ["laser"], object()])
def test_what_is_no_printer_is_said(given):
    with pytest.raises(ck.BadInput, match=r"is no printer\. Give a name such as 'laser'"):
        chosen(given)


def test_without_a_variable_profiles_are_where_the_system_keeps_them(monkeypatch):
    monkeypatch.delenv("CAMPAIGNKIT_HOME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/somewhere")
    monkeypatch.setattr("sys.platform", "linux")

    assert printers.profiles_file() == Path("/somewhere/campaignkit/printers.toml")


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("darwin", "Library/Application Support/campaignkit/printers.toml"),
        ("linux", ".config/campaignkit/printers.toml"),
        ("win32", "campaignkit/printers.toml"),  # where Windows does not say where
    ],
)
def test_each_system_has_a_place_of_its_own_for_them(monkeypatch, tmp_path, system, place):
    for name in ("CAMPAIGNKIT_HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    assert printers.profiles_file() == tmp_path / place


def test_a_printer_written_by_hand_stays_whatever_its_name(tmp_path):
    file = tmp_path / "printers.toml"
    file.write_text('["the \\"old\\" one"]\nkind = "laser"\n', encoding="utf-8")

    profiles.save(ck.Printer(dpi=203), "counter", file=file)

    assert profiles.printer('the "old" one', file=file).dpi == KINDS["laser"].dpi
    assert profiles.printer("counter", file=file).dpi == 203


def test_what_people_wrote_beside_their_printers_stays(tmp_path):
    file = tmp_path / "printers.toml"
    file.write_text(
        '# the shop in Moema\n[counter]\nkind = "laser"\nmargin_mm = 4_2e-1  # measured\n'
    )

    profiles.save(ck.Printer(dpi=203), "balcão 2", file=file)
    profiles.save(ck.Printer(dpi=300), "balcão 2", file=file)

    assert file.read_text() == (
        '# the shop in Moema\n[counter]\nkind = "laser"\nmargin_mm = 4_2e-1  # measured\n'
        '\n["balcão 2"]\ndpi = 300\n'
    )
    assert profiles.printer("counter", file=file).margins == (4.2, 4.2, 4.2, 4.2)


@pytest.mark.parametrize("name", ["हिन्दी दुकान", "شباك الدفع", "counter 1", "A-4_b.2", "می‌خواهم"])
def test_a_name_may_be_of_any_script(tmp_path, name):
    file = tmp_path / "printers.toml"

    profiles.save(ck.Printer(dpi=203), name, file=file)
    assert profiles.printer(name, file=file).dpi == 203


@pytest.mark.parametrize("name", ["", " ", ".", "ends ", "a/b", "a\nb", "x" * 61, '"', None])
def test_a_name_that_cannot_be_said_or_seen_is_refused(tmp_path, name):
    with pytest.raises(ck.BadInput, match="cannot name a printer"):
        profiles.save(ck.Printer(dpi=203), name, file=tmp_path / "printers.toml")


def test_what_is_kept_must_be_a_printer(tmp_path):
    with pytest.raises(ck.BadInput, match="printer='laser' is no printer"):
        profiles.save("laser", "counter", file=tmp_path / "printers.toml")


def test_an_own_printer_called_as_a_kind_stands_for_it(monkeypatch, tmp_path):
    monkeypatch.setenv("CAMPAIGNKIT_HOME", str(tmp_path))
    profiles.save(ck.Printer(dpi=1200), "laser")

    assert [each.name for each in profiles.known()].count("laser") == 1
    assert ck.printer("laser").dpi == 1200


@pytest.mark.parametrize(
    ("name", "file", "words"), [([], None, "no name of a printer"), ("laser", 5, "is not a path")]
)
def test_a_name_or_a_file_of_a_wrong_type_is_told(name, file, words):
    with pytest.raises(ck.BadInput, match=words):
        profiles.printer(name, file=file)
