"""WhatsApp's formatting: the table of cases on which both implementations compared agree."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.errors import BadInput, TooBig
from campaignkit.messaging import markup
from campaignkit.messaging.markup import (
    Marked,
    bold,
    bullets,
    code,
    from_markdown,
    italic,
    join,
    literal,
    mono,
    numbered,
    plain,
    quote,
    strike,
    to_html,
)
from campaignkit.messaging.markup.tree import StyledWords

OURS = r'</?(?:b|i|s|br|code|ul|ol|li|blockquote)>|<li value="[0-9]+">'
# Texts dense in what the parser looks at.
dense = st.lists(
    st.sampled_from([*"*_~` \n->1.aé\r\u00a0🙂\ufe0f)(", "```", "- ", "> ", "12. "])
).map("".join)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*bold*", "<b>bold</b>"),
        ("_italic_", "<i>italic</i>"),
        ("~strike~", "<s>strike</s>"),
        ("*bold* _italic_ ~strike~", "<b>bold</b> <i>italic</i> <s>strike</s>"),
        ("*a*.", "<b>a</b>."),
        ("*a*,", "<b>a</b>,"),
        ("*a*!", "<b>a</b>!"),
        ("*a*b*", "<b>a*b</b>"),
        ("*a*_b", "<b>a</b>_b"),
        ("file_name_v2 and _x_", "file_name_v2 and <i>x</i>"),
        ("**a**", "<b>*a</b>*"),
        ("~~a~~", "<s>~a</s>~"),
        ("__a__", "<i>_a</i>_"),
        ("_a_b_", "<i>a_b</i>"),
        ("*a**b*", "<b>a</b>*b*"),
        ("*50%* off", "<b>50%</b> off"),
        ("Price: *R$ 10,00*", "Price: <b>R$ 10,00</b>"),
        ("*Sale*: _today_ only", "<b>Sale</b>: <i>today</i> only"),
        ("*مرحبا*", "<b>مرحبا</b>"),
        ("*नमस्ते* दुनिया", "<b>नमस्ते</b> दुनिया"),
        ("*a*🙂", "<b>a</b>🙂"),
        ("*abc*✌️ *xyz* 123", "<b>abc</b>✌️ <b>xyz</b> 123"),
        ("a\n*b*", "a<br><b>b</b>"),
        ("*a*\u00a0x", "<b>a</b>\u00a0x"),
        ("_*x*_", "<i><b>x</b></i>"),
        ("*_~x~_*", "<b><i><s>x</s></i></b>"),
    ],
)
def test_marks_format_what_they_enclose(typed, shown):
    assert to_html(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        *("a*b*", "*a*b", "*a*1", "1*a*", "~a~b", "2*3*4", "snake_case_name"),
        *("https://a.example/x_y_z", "*", "**", "***", "____", "*a", "a*", "كلمة*مرحبا*", "🙂*a*"),
        *("*️⃣ one *️⃣", "(*a*)", "*a *", "x * a*", "*olá*é", "2 * 3 * 4", "-a", "1.a", "123. a"),
        *("``", "` `", "``` ```", "- "),
    ],
)
def test_marks_elsewhere_stay_as_typed(typed):
    assert to_html(typed) == typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*a\nb*", "*a<br>b*"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("- a\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("3. a\n7. *b*", '<ol><li value="3">a</li><li value="7"><b>b</b></li></ol>'),
        ("hi\n> a\n> _b_\nbye", "hi<blockquote>a<br><i>b</i></blockquote>bye"),
        ("`*a*`", "<code>*a*</code>"),
        ("```a\n- *b*```", "<code>a<br>- *b*</code>"),
        ("x```a```y", "x<code>a</code>y"),
        ("*see `a*b` now*", "<b>see <code>a*b</code> now</b>"),
        ("``` ```a```", "``` <code>a</code>"),
    ],
)
def test_lines_lists_quotes_and_code(typed, shown):
    assert to_html(typed) == shown


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("(*a*)", "after-sign"),
        ('"*a*"', "after-sign"),
        ("-*a*-", "after-sign"),
        ("*a *", "space-inside"),
        ("x * a*", "space-inside"),
        ("2 * 3 * 4", "space-inside"),
        ("*olá*é", "accent-after"),
        ("*a\nb*", "across-lines"),
        ("*_a_*", "nested"),
        ("*a _b* c_", "overlap"),
        ("* x*", "bullet-or-bold"),
    ],
)
def test_what_phones_may_show_differently_is_a_warning(typed, rule):
    (problem,) = markup.advice(typed)

    assert (problem.rule, problem.severity) == (f"markup.{rule}", "warning")
    assert problem.where.line == 1


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "*a* _b_ ~c~",
            "a*b*",
            "*a*b*",
            "**a**",
            "https://a.example/_x_y_",
            "- *a*\n- b",
            "*a*\nb*",
        ),
        *("snake_case and more_", "`(*a*)`", "5*3 or 3*5", "*مرحبا* بكم", "* a\n* b", "____"),
    ],
)
def test_what_phones_agree_on_is_not_warned_about(typed):
    assert not markup.advice(typed)


def test_advice_names_the_line():
    (problem,) = markup.advice("one\n```two\nthree```\nfour (*five*)")

    assert problem.where.line == 4


@given(dense | st.text())
@settings(deadline=None)
def test_parsing_loses_no_character_and_never_raises(text):
    assert markup.parse(text).source == text


@given(dense | st.text(), st.sampled_from("<>&\"'"))
@settings(deadline=None)
def test_html_has_no_tag_but_ours(text, sign):
    shown = to_html(text.replace("a", sign))

    assert not re.search("[<>\"']", re.sub(OURS, "", shown))


@given(dense | st.text())
@settings(deadline=None)
def test_advice_and_plain_words_can_be_asked_of_any_text(text):
    assert all(problem.severity == "warning" for problem in markup.advice(text))
    assert set(plain(text)) - set("- .") <= set(text)


HOSTILE = ["*a ", "*a", "```", "`", "*_~", "* ", "*a _b* ", "(*a", "\n*a", "- *", "*a _b\n"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_hostile_text_keeps_the_reader_busy(piece, ends):
    text = piece * (20_000 // len(piece))

    with ends():
        assert markup.parse(text).source == text
        markup.advice(text)


@pytest.mark.parametrize(
    ("made", "typed"),
    [
        (bold("Sale"), "*Sale*"),
        (bold(" Sale "), " *Sale* "),
        (bold("a\nb"), "*a*\n*b*"),
        (bold("a\n\nb"), "*a*\n\n*b*"),
        (bold(""), ""),
        (bold("5*3"), "*5∗3*"),
        (bold(bold("x")), "*x*"),
        (italic(bold("x")), "_*x*_"),
        (bold(bullets(["a", "b"])), "- *a*\n- *b*"),
        (bold("read https://sol.example/a*b_"), "*read https://sol.example/a%2Ab%5F*"),
        (strike("10"), "~10~"),
        (bullets(["a", "b"]), "- a\n- b"),
        (bullets(["a\nb", "*c*"]), "- a b\n- ∗c∗"),
        (numbered(["a", "b"]), "1. a\n2. b"),
        (numbered(["a"], start=99), "99. a"),
        (quote("a\nb"), "> a\n> b"),
        (code("x_y"), "`x_y`"),
        (code("a`b"), "```a`b```"),
        (mono("a\nb"), "```a\nb```"),
        (mono(" "), " "),
    ],
)
def test_builders_emit_what_every_phone_formats(made, typed):
    assert made == typed


def test_a_numbered_list_ends_where_phones_stop_reading_one():
    with pytest.raises(TooBig, match="goes to 99; this one is 1 to 100"):
        numbered("x" * 100)


def test_mono_refuses_backticks_that_would_close_it():
    with pytest.raises(BadInput, match="Take them out"):
        mono("a```b")


@pytest.mark.parametrize("build", [bold, italic, strike])
@given(words=dense | st.text())
@settings(deadline=None)
def test_whatever_a_customer_is_called_a_style_encloses_the_whole_name(build, words):
    for line in markup.parse(f"Hello {join('to ', build(words), ' you')}").lines:
        styles = [part for part in line.children if isinstance(part, StyledWords)]
        assert len(styles) <= 1
        assert all(
            not isinstance(child, StyledWords) for style in styles for child in style.children
        )


@given(dense | st.text())
@settings(deadline=None)
def test_literal_words_are_never_formatted(words):
    for before in ("", "*", "_a ", "> "):
        tree = markup.parse(f"{before}{literal(words)}*")

        parts = [part for line in tree.lines for part in line.children]
        assert not [
            p for p in parts if not isinstance(p, StyledWords) and p.source[0] == "`" != p.source
        ]
        assert "_" not in before or all(getattr(part, "mark", "") != "_" for part in parts)


def test_literal_keeps_what_is_harmless_and_addresses_whole():
    assert literal("ana_sol@sol.example: 2*3") == "ana_sol@sol.example: 2*3"
    assert literal("https://sol.example/_a_b_") == "https://sol.example/%5Fa_b%5F"
    assert literal("- one\n1. Mai\n> x") == "-\u00a0one\n1.\u00a0Mai\n>\u00a0x"
    assert literal(Marked("*meant*")) == "*meant*"


def test_join_drops_a_style_that_would_show_its_marks():
    assert join("un", bold("believ"), "able") == "unbelievable"
    assert join("(", bold("a"), ")") == "(a)"
    assert join("see: ", bold("a"), " now") == "see: *a* now"
    assert join("line\n", bold("a"), "\nline") == "line\n*a*\nline"


@pytest.mark.parametrize(
    ("markdown", "typed"),
    [
        ("**x**", "*x*"),
        ("*x*", "_x_"),
        ("__x__", "*x*"),
        ("_x_", "_x_"),
        ("~~x~~", "~x~"),
        ("***x***", "_*x*_"),
        ("[t](https://u.example)", "t (https://u.example)"),
        ("<https://u.example>", "https://u.example"),
        ("![cake](https://u.example/c.png)", "cake (https://u.example/c.png)"),
        ("# H", "*H*"),
        ("## **H** ##", "*H*"),
        ("**a *b* c**", "*a _b_ c*"),
        ("un**a**b", "unab"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("\\*a\\*", "∗a∗"),
        ("- a\n* b\n+ c", "- a\n- b\n- c"),
        ("1) a\n2. b", "1. a\n2. b"),
        ("> a **b**", "> a *b*"),
        ("`a*b`", "`a*b`"),
        ("```py\na*b\n```\nx", "```a*b```\nx"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_markdown_becomes_whatsapps_marks(markdown, typed):
    assert from_markdown(markdown) == typed


@given(dense | st.text())
@settings(deadline=None)
def test_any_text_can_be_read_as_markdown(text):
    assert markup.parse(from_markdown(text)).source == from_markdown(text)


def test_plain_words_have_no_marks():
    assert plain("*Sale*\n- _a_\n2. `b`\n> ~c~") == "Sale\n- a\n2. b\nc"
