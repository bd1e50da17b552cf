"""A TOML file is read against a form, and every mistake is named with its line."""

from typing import Annotated, Literal

import pytest
from pydantic_core._pydantic_core import list_all_errors

from campaignkit.errors import BadInput
from campaignkit.spec_errors import words as said_of
from campaignkit.specs import Field, Form, Names, parse, read


class Text(Form):
    kind: Literal["text"]
    size: float


class Code(Form):
    kind: Literal["qr"]
    quiet: int = Field(default=4, ge=4)


class Layout(Form):
    name: str
    element: tuple[Annotated[Text | Code, Field(discriminator="kind")], ...] = ()


class Design(Form):
    title: str
    wording: dict[str, str] = Field(default_factory=dict)
    layout: tuple[Layout, ...] = ()


GOOD = """title = "Chat"

[wording]
en = "Hi"

[[layout]]
name = "label"

[[layout.element]]
kind = "text"
size = 3

[[layout.element]]
kind = "qr"
"""


def wrong(text: str) -> list[tuple[int | None, str | None, str]]:
    found, problems = parse(text, Design, file="a.toml")
    assert found is None
    assert all(problem.where.file == "a.toml" for problem in problems)
    return [(p.where.line, p.where.key, p.rule) for p in problems]


def test_a_good_file_is_a_value() -> None:
    design = read(GOOD, Design, file="a.toml")

    assert design.layout[0].element[1] == Code(kind="qr")


def test_a_value_is_frozen() -> None:
    with pytest.raises(Exception, match="frozen"):
        read(GOOD, Design, file="a.toml").title = "other"  # type: ignore[misc]


def test_all_mistakes_come_at_once_each_with_its_line() -> None:
    text = GOOD.replace('title = "Chat"', "titel = 5").replace("size = 3", 'size = "big"')

    assert sorted(wrong(text), key=str) == [
        (1, "titel", "toml.extra-forbidden"),
        (11, "layout.1.element.1.size", "toml.float-parsing"),
        (None, "title", "toml.missing"),
    ]


def test_an_unknown_key_names_the_nearest() -> None:
    _, problems = parse(GOOD.replace("title", "titel"), Design, file="a.toml")

    unknown = next(p for p in problems if p.rule == "toml.extra-forbidden")
    assert "no key 'titel' here" in unknown.message
    assert unknown.fix == "Did you mean 'title'?"


def test_the_second_table_of_a_list_is_told_from_the_first() -> None:
    text = GOOD + "quiet = 1\n"

    assert wrong(text) == [(15, "layout.1.element.2.quiet", "toml.greater-than-equal")]


def test_an_unknown_kind_is_named_with_its_line() -> None:
    ((line, _, rule),) = wrong(GOOD.replace('"qr"', '"barcode"'))

    assert (line, rule) == (13, "toml.union-tag-invalid")


def test_an_unknown_kind_is_told_which_there_are() -> None:
    _, problems = parse(GOOD.replace('"qr"', '"barcode"'), Design, file="a.toml")

    (problem,) = problems
    assert problem.message == "there is no kind 'barcode' here."
    assert problem.fix == "There are: 'text', 'qr'."


class Sheet(Form):
    element: tuple[Text, ...] = Field(min_length=1)


def test_a_list_is_not_called_too_short_for_what_is_wrong_in_it() -> None:
    _, wrong_inside = parse('[[element]]\nkind = "text"\nsize = "big"\n', Sheet, file="a.toml")
    _, empty = parse("element = []\n", Sheet, file="a.toml")

    assert [problem.rule for problem in wrong_inside] == ["toml.float-parsing"]
    assert [problem.rule for problem in empty] == ["toml.too-short"]


@pytest.mark.parametrize(
    ("text", "line"), [("a = \n", 1), ('x = 1\ny = "open\n', 2), ("[a\n", 1), ("a = 1\na = 2", 2)]
)
def test_what_is_not_toml_is_said_with_its_line(text: str, line: int) -> None:
    assert wrong(text) == [(line, None, "toml.syntax")]


def test_text_over_many_lines_hides_no_keys() -> None:
    text = 'title = """\nlayout = 1\n[[layout]]\n"""\nwrong = 2\n'

    assert wrong(text) == [(5, "wrong", "toml.extra-forbidden")]


def test_reading_raises_with_all_problems() -> None:
    with pytest.raises(BadInput, match=r"a\.toml: .*'title' is missing") as caught:
        read("", Design, file="a.toml")

    assert caught.value.problems is not None
    assert len(caught.value.problems) == 1


def test_a_key_of_fifty_thousand_names_is_refused_at_its_line():
    found, problems = parse("a = 1\n" + "a." * 50_000 + "a = 1\n", Form, file="x.toml")

    assert found is None
    assert [p.where.line for p in problems] == [2]
    assert "more than 64 names one within another" in problems[0].message


def test_no_word_of_the_library_is_shown_whatever_the_mistake():
    for known in list_all_errors():
        kind, foreign = known["type"], known["example_message_python"]
        message, fix = said_of(kind, foreign, ["x"] * 40, known["example_context"] or {})

        if kind not in ("value_error", "assertion_error"):  # those are raised by us, in our words
            assert foreign.casefold() not in message.casefold(), kind
        assert message.endswith("."), kind
        assert "{" not in message + fix.replace("{ key", ""), kind


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("title = 5", "5 is no text.", 'Write a text in quotes: "…".'),
        ('wording = "a"', "'a' is no table.", "Write its keys below a line in [brackets]"),
        ("layout = 1", "1 is no list.", "Write it in brackets, with commas between"),
        ('layout = [{name = "a", element = [{kind = "qr", quiet = 1}]}]', "1 is less than 4.", "4"),
        (
            'layout = [{name = "a", element = [{kind = "text", size = nan}]}]',
            "nan is no finite number.",
            "Write one such as 2.5.",
        ),
        (
            'layout = [{name = "a", element = [{kind = "qr", quiet = "x"}]}]',
            "'x' is no whole number.",
            "without quotes",
        ),
    ],
)
def test_a_value_of_a_wrong_kind_is_told_in_our_words(line, message, fix):
    _, problems = parse(line if "title" in line else f'title = "x"\n{line}', Design, file="a.toml")

    (problem,) = problems
    assert problem.message == message
    assert fix in problem.fix


class Composed(Form):
    composition: Names = ""


@pytest.mark.parametrize(
    ("text", "read_as"), [('"card"', "card"), ('["card", "label"]', ("card", "label"))]
)
def test_one_name_or_several_are_taken(text, read_as):
    assert read(f"composition = {text}", Composed, file="a.toml").composition == read_as


@pytest.mark.parametrize("text", ["5", "[1, 2]", '["card", 5]', "{ name = 1 }"])
def test_what_is_neither_is_told_once_and_by_its_key(text):
    _, problems = parse(f"composition = {text}", Composed, file="a.toml")

    (problem,) = problems
    assert str(problem).startswith("a.toml, line 1, key composition: give a name in quotes")
