"""One finished document: a verdict for every label, on whichever page and by whoever reads it."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest

from campaignkit import qr, svg_paths
from campaignkit.drawing import CodeBox, Drawing, Page, Placed, Shape
from campaignkit.problems import Problem, Where
from campaignkit.proof.document import PAGES, errors_in, finished, labels_of, together

SIDE = 30.0
COUNT = 2 * PAGES + 3  # more pages than two tasks read


def page(number: int, *, spoilt: bool = False) -> Page:
    """Return a page with one code; spoilt: something lies on a third of it."""
    code = CodeBox(x=0, y=0, side=SIDE, symbol=qr.encode(f"https://example.com/{number}"))
    cover = Shape(path=svg_paths.rounded(8, 8, 16, 16, 0), fill="#FFFFFF")
    items = (code, cover) if spoilt else (code,)
    return Page(SIDE, SIDE, (Placed(0, 0, Drawing(SIDE, SIDE, items, row=number)),))


@pytest.mark.parametrize("bad", [1, PAGES, PAGES + 1, COUNT])
def test_a_spoilt_code_is_found_on_its_page_and_no_other(bad: int) -> None:
    pages = [page(number, spoilt=number == bad) for number in range(1, COUNT + 1)]

    with finished(pages, title="x", language="en") as made:
        verdicts = list(made.verdicts())

    assert [
        at for at, verdict in enumerate(verdicts, 1) if any(map(errors_in, verdict.values()))
    ] == [bad]
    assert {problem.where.page for problem in verdicts[bad - 1][0]} == {bad}


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_says_the_same(kind: type) -> None:
    pages = [page(number, spoilt=number % 5 == 0) for number in range(1, COUNT + 1)]

    with finished(pages, title="x", language="en") as made:
        alone = list(made.verdicts())
        with kind(2) as executor:
            shared = list(made.verdicts(executor=executor))

    assert shared == alone


def test_steps_are_counted_for_every_page_drawn_and_read() -> None:
    steps: list[str] = []
    pages = [page(number) for number in range(1, 4)]

    with finished(pages, title="x", language="en", step=lambda: steps.append("drawn")) as made:
        list(made.verdicts(step=lambda: steps.append("read")))

    assert steps == ["drawn"] * 3 + ["read"] * 3
    assert made.page_count == 3


def test_what_is_kept_is_the_very_file_that_was_read() -> None:
    with finished([page(1)], title="x", language="en") as made:
        assert not made.problems()
        data = BytesIO(made.pdf.read()).getvalue()

    assert data.startswith(b"%PDF-")


def test_labels_know_their_row_payload_and_place() -> None:
    (label,) = labels_of(page(7))

    assert (label.row, label.payload) == (7, "https://example.com/7")
    assert label.box == (0, 0, SIDE, SIDE)
    assert label.level == "M"


def test_what_a_row_and_its_page_tell_alike_is_told_once() -> None:
    of_row = Problem(rule="link.http", message="known before", where=Where(row=3))
    other = replace(of_row, where=Where(row=4))
    of_page = replace(of_row, message="seen on the page")

    assert together([of_row, other], [of_page]) == [other, of_page]


def test_the_first_code_and_one_of_every_sixteen_pages_get_a_grade() -> None:
    with finished(
        [page(number) for number in range(1, COUNT + 1)], title="x", language="en"
    ) as made:
        list(made.verdicts())
        shared = dict(made.grades)
        with ProcessPoolExecutor(2) as executor:
            list(made.verdicts(executor=executor))

    assert made.grades == shared == {(1, 0): "A", (17, 0): "A"}


def test_a_graded_code_below_c_is_a_finding_with_its_row() -> None:
    code = CodeBox(x=0, y=0, side=SIDE, symbol=qr.encode("https://example.com"), dark="#D50000")
    red = Page(SIDE, SIDE, (Placed(0, 0, Drawing(SIDE, SIDE, (code,), row=7)),))

    with finished([red], title="x", language="en") as made:
        (found,) = made.problems()

    assert (found.rule, found.severity, found.where.row) == ("scan.grade", "warning", 7)
    assert found.params["cause"] == "red ink"
    assert made.grades == {(1, 0): "D: red ink"}
