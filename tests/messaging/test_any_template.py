"""Any JSON can be read as a template, written back, checked, mended and shown."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaignkit.errors import BadInput
from campaignkit.messaging.lint import parity, problems
from campaignkit.messaging.lint.mending import fixed
from campaignkit.messaging.preview import of_template, words_of
from campaignkit.messaging.templates import Template
from campaignkit.messaging.templates.binding import bind

words = st.text(max_size=6) | st.sampled_from(
    [
        "{{1}} a {{2}}",
        "{{ who }} x",
        "*a* (_b_)",
        "{{",
        "https://\u2100.example/{{1}}",
        "https://[x",
    ]
)
scalars = st.none() | st.booleans() | st.integers(-2, 10**6) | words
loose = scalars | st.lists(scalars, max_size=2) | st.dictionaries(words, scalars, max_size=2)


def some(required, **optional):
    """Return JSON objects with some of these keys, and perhaps one that nobody knows."""
    return st.fixed_dictionaries(required, optional={**optional, "unknown": loose})


def one_of(*names):
    return st.sampled_from([*names, names[0].lower()])


examples = loose | some(
    {},
    header_text=st.lists(words, max_size=2),
    body_text=st.lists(st.lists(words, max_size=3), max_size=1),
    body_text_named_params=st.lists(some({"param_name": words}, example=scalars), max_size=2),
    header_handle=st.lists(words, max_size=1),
)
buttons = loose | some(
    {"type": one_of("QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "OTP", "FLOW", "MPM", "X")},
    text=scalars,
    url=scalars,
    example=loose,
    phone_number=scalars,
    otp_type=one_of("ONE_TAP", "ZERO_TAP") | scalars,
    supported_apps=loose,
    flow_id=scalars,
)
plain_parts = some(
    {"type": one_of("HEADER", "BODY", "FOOTER", "LIMITED_TIME_OFFER", "call_permission_request")},
    text=scalars,
    format=one_of("TEXT", "IMAGE", "LOCATION", "PRODUCT") | scalars,
    example=examples,
    code_expiration_minutes=scalars,
    limited_time_offer=some({}, text=scalars, has_expiration=scalars) | loose,
)
button_parts = some({"type": one_of("BUTTONS")}, buttons=st.lists(buttons, max_size=3) | loose)
cards = loose | some({}, components=st.lists(plain_parts | button_parts, max_size=2))
carousels = some({"type": one_of("CAROUSEL")}, cards=st.lists(cards, max_size=2) | loose)
templates = some(
    {},
    name=scalars,
    language=one_of("en", "pt-BR", "??") | scalars,
    category=one_of("MARKETING", "UTILITY", "AUTHENTICATION") | scalars,
    parameter_format=one_of("named", "positional") | scalars,
    message_send_ttl_seconds=scalars,
    library_template_name=scalars,
    library_template_body_inputs=loose,
    library_template_button_inputs=st.lists(buttons, max_size=2) | loose,
    components=st.lists(plain_parts | button_parts | carousels | loose, max_size=3) | loose,
)


@given(templates)
@settings(deadline=None)
def test_whatever_json_goes_in_comes_back(data):
    template = Template.from_api(data)

    assert template.to_api() == data
    assert Template.from_api(template.to_api()) == template
    assert hash(template) == hash(Template.from_api(data))


@given(templates)
@settings(max_examples=200, deadline=None)
def test_whatever_json_goes_in_can_be_checked_mended_and_shown(data):
    template = Template.from_api(data)

    assert all(problem.message and problem.fix for problem in problems(template))
    assert fixed(fixed(template)) == fixed(template)
    assert not parity.problems([template])
    assert words_of(template) is not None
    assert balanced(of_template(template))
    bind(template, [{}, {"1": "a"}])


def balanced(html):
    reader = Reader()
    reader.feed(html)
    return reader.open == []


class Reader(HTMLParser):
    """Follows which elements are open."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("nest", [lambda value: [value], lambda value: {"a": value}])
def test_a_template_nested_without_end_is_refused(nest):
    deep = "x"
    for _ in range(150):
        deep = nest(deep)

    with pytest.raises(BadInput, match="nested more than 100 deep"):
        Template.from_api({"name": "a", "language": "en", "components": deep})
