"""What a build says when it ends."""

from __future__ import annotations

from campaignkit.label_streams import SUFFIXES
from campaignkit.manifests.results import STREAMS, Built, Diff, RowChange
from campaignkit.problems import Problems
from campaignkit.translations import use_language


def built(*files: str) -> Built:
    return Built("out", files, Problems(), "out/manifest.csv", checked=True, made=1, codes=1)


def test_a_build_says_how_its_pdfs_are_printed_at_their_size():
    (said,) = built("markets.pdf", "links.csv").how_to_print

    assert said == "Open the PDF and print it at 100 % or “Actual size”, never “Fit to page”."


def test_a_build_says_how_streams_reach_a_label_printer():
    said = built("a.pdf", "b.zpl", "c.ql").how_to_print

    assert len(said) == 2
    assert said[1].startswith("Send .zpl, .ql files to the label printer as they are (raw)")


def test_every_stream_of_a_label_printer_is_known():
    assert STREAMS == SUFFIXES


def test_it_is_said_in_the_language_in_use():
    with use_language("pt_BR"):
        assert "nunca em “Ajustar à página”" in built("markets.pdf").how_to_print[0]


def test_a_build_of_nothing_to_print_says_nothing_of_it():
    assert built("links.csv").how_to_print == ()
    assert "Actual size" not in built("links.csv")._repr_html_()
    assert "Actual size" in built("a.pdf")._repr_html_()


def change(row: int, was: str | None, now: str | None) -> RowChange:
    return RowChange("tags", row, 1, row, was, now, "its code says something else")


def test_many_changes_of_one_kind_are_told_by_the_first_of_them():
    rows = [change(row, None, f"Oi {row}") for row in range(1, 2321)]
    rows[7:7] = [change(9000, "a", "b"), change(9001, "c", None)]
    names = tuple(f"tags/{number}.pdf" for number in range(40))

    said = str(Diff(names, (), (), (), tuple(rows))).splitlines()

    assert said[9:11] == ["new  tags/9.pdf", "new  and 30 more"]
    assert said[11] == "row  tags, row 1, page 1, position 1: new: 'Oi 1'"
    assert said[21] == "row  and 2,310 more of tags new"
    assert said[22:] == [
        "row  tags, row 9000, page 1, position 9000: changed: 'a' -> 'b'",
        "row  tags, row 9001, page 1, position 9001: gone: 'c'",
        "0 files stay as they are.",
    ]


def test_one_file_that_stays_is_one_file():
    assert str(Diff((), (), ("a.pdf",), ())) == "1 file stays as it is."
    assert "<p>1 file stays as it is.</p>" in Diff((), (), ("a.pdf",), ())._repr_html_()


def test_few_changes_are_told_one_by_one():
    said = str(Diff((), (), ("a.pdf",), (), tuple(change(row, "a", "b") for row in range(10))))

    assert len(said.splitlines()) == 11
    assert "more" not in said
