from __future__ import annotations

import pickle
from html.parser import HTMLParser

import pytest

from campaignkit.errors import BadInput, TooBig
from campaignkit.problems import Problem, Problems, Where

THIN = Problem(
    rule="scan.quiet-zone",
    message="The light margin is 2 modules wide.",
    where=Where(file="markets.pdf", page=3, x=12.7, y=40.0),
    value=2,
    limit=4,
    fix="Leave 4 modules of light on every side.",
    source="ISO/IEC 18004",
)
SMALL = Problem(rule="scan.small", message="The code is small.", severity="warning")


class Cells(HTMLParser):
    """The texts of a table's cells, and how deep cells stand inside one another."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "td":
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


def test_no_problems_are_falsy_and_say_so():
    nothing = Problems()

    assert not nothing
    assert str(nothing) == "no problems"
    assert nothing._repr_html_() == "<p>No problems.</p>"


def test_one_problem_is_truthy_even_when_it_is_only_a_warning():
    assert Problems([SMALL])


def test_a_problem_reads_as_its_place_what_is_wrong_and_what_to_do():
    assert str(THIN) == (
        "markets.pdf, page 3, x 12.7 mm, y 40.0 mm: The light margin is 2 modules wide. "
        "Leave 4 modules of light on every side."
    )


def test_a_problem_without_place_or_fix_is_its_message():
    assert str(SMALL) == "The code is small."


def test_a_place_names_what_is_known_and_zero_is_a_value():
    assert str(Where()) == ""
    assert str(Where(file="c.toml", line=8, key="stickers.0.text")) == (
        "c.toml, line 8, key stickers.0.text"
    )
    assert str(Where(page=1, x=0.0)) == "page 1, x 0.0 mm"


def test_several_problems_are_all_listed_with_their_severity():
    assert str(Problems([THIN, SMALL])) == f"2 problems\n  error: {THIN}\n  warning: {SMALL}"


def test_errors_and_warnings_part_in_the_order_they_were_met():
    problems = Problems([SMALL, THIN, SMALL])

    assert problems.errors == Problems([THIN])
    assert problems.warnings == Problems([SMALL, SMALL])


def test_raise_errors_lists_the_errors_and_keeps_the_warnings():
    problems = Problems([THIN, SMALL])

    with pytest.raises(
        BadInput, match=r"^stickers\.pdf: markets\.pdf, page 3.*2 modules"
    ) as caught:
        problems.raise_errors("stickers.pdf")
    assert caught.value.problems is problems
    assert "small" not in str(caught.value)


def test_a_hundred_thousand_errors_are_counted_and_the_first_hundred_said():
    problems = Problems(Problem(rule="r", message=f"Row {n}.") for n in range(100_000))

    with pytest.raises(BadInput) as caught:
        problems.raise_errors("a.csv")

    lines = str(caught.value).split("\n")
    assert (lines[0], lines[100]) == ("a.csv: 100000 problems", "  error: Row 99.")
    assert lines[101:] == ["  and 99,900 more: the error's `problems` has them all"]
    assert len(caught.value.problems) == 100_000
    assert problems._repr_html_().endswith("<p>99,500 more.</p>")


def test_raise_errors_is_silent_about_warnings_alone():
    Problems([SMALL]).raise_errors()  # would raise


def test_raise_errors_raises_the_kind_asked_for():
    with pytest.raises(TooBig, match="2 modules"):
        Problems([THIN]).raise_errors(kind=TooBig)


def test_problems_add_slice_and_compare_like_tuples():
    both = Problems([THIN]) + Problems([SMALL])

    assert both == Problems([THIN, SMALL])
    assert both[1:] == Problems([SMALL])
    assert both[0] is THIN
    assert hash(both) == hash(Problems([THIN, SMALL]))
    assert both != [THIN, SMALL]


def test_problems_cross_to_another_process_unchanged():
    problems = Problems([THIN, SMALL])

    assert pickle.loads(pickle.dumps(problems)) == problems


def test_problems_show_themselves_short_in_a_prompt():
    assert repr(Problems([THIN, SMALL, SMALL])) == "Problems(1 errors, 2 warnings)"


def test_the_table_in_a_notebook_escapes_what_the_data_says():
    nasty = Problem(rule="row", message="<script>alert(1)</script>", value="<b>&", fix='"x"')

    cells = Cells(Problems([nasty])._repr_html_())
    assert cells.tags == {"table", "thead", "tbody", "tr", "th", "td"}
    assert {"<script>alert(1)</script>", "<b>&", '"x"'} <= set(cells.texts)


def test_the_table_leaves_what_is_unknown_empty_and_shows_zero():
    problem = Problem(rule="row", message="m", value=0)

    texts = Cells(Problems([problem])._repr_html_()).texts
    assert "0" in texts
    assert "None" not in texts


def test_each_finding_is_one_row_with_one_cell_for_each_column() -> None:
    texts = Cells(Problems([THIN, SMALL])._repr_html_()).texts

    assert len(texts) == 2 * 8
