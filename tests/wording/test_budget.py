"""What a template does is charged by the size of what it looks at; what breaks it is told."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from campaignkit.errors import BadInput
from campaignkit.wording import compile_text

CPU_SECONDS = 20  # generous: each took 20 s or more before it was charged, and takes 2 at most
BIG = "[1]*70000"
FACTS = {"long": "ab " * 20_000, "huge": Decimal("1e999999999"), "n": 10**1000}


def filled(source):
    return compile_text(source, name="text").render(FACTS)


@pytest.mark.parametrize(
    "source",
    [
        f"{{{{ ([-1]*70000)|select('in',{BIG})|list|length }}}}",
        f"{{{{ ([-1]*70000)|reject('in',{BIG})|list|length }}}}",
        f"{{% set a = {BIG} %}}{{% for i in range(1000) %}}{{{{ a|max }}}}{{% endfor %}}",
        f"{{% set a = {BIG} %}}{{% for i in range(1000) %}}{{{{ a|sort|first }}}}{{% endfor %}}",
        f"{{% set a = {BIG} %}}{{% for i in range(1000) %}}{{{{ a|sum }}}}{{% endfor %}}",
        f"{{% set a = {BIG} %}}{{% for i in range(1000) %}}{{{{ a|unique|first }}}}{{% endfor %}}",
        f"{{% set a = {BIG} %}}{{% for i in range(1000) %}}{{{{ -1 in a }}}}{{% endfor %}}",
        f"{{% set a = {BIG} %}}{{% for i in range(1000) %}}{{{{ a == a + [] }}}}{{% endfor %}}",
        f"{{% set a = {BIG} %}}{{% for i in range(1000) %}}{{{{ a.count(2) }}}}{{% endfor %}}",
        "{% for i in range(1000) %}{{ long|wordcount }}{% endfor %}",
        "{% for i in range(1000) %}{{ 'z' in long }}{% endfor %}",
        "{% for i in range(1000) %}{{ long.strip(long)|length }}{% endfor %}",
        "{{ ([long]*70000)|join|length }}",
        "{{ '%(a)s' * 10000 % {'a': long} }}",
        "{{ huge|int }}",
        "{{ n * n * n }}",
        "{{ [1]|map(' counted', -9999999)|list }}",
        "{{ [long]|map(' joined')|list }}",
    ],
)
def test_work_is_charged_by_the_size_of_what_is_looked_at(source):
    began = time.process_time()

    with pytest.raises(BadInput, match=r"too long|at most|wording may not"):
        filled(source)
    assert time.process_time() - began < CPU_SECONDS


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ 0x" + "f" * 4000 + " }}", "a number of more than 4,096 bits is not for wording"),
        ("{{ " + "9" * 5000 + " }}", "a number in it has too many digits.*long numbers in quotes"),
        ("{% include '" + "a" * 300 + ".j2' %}", "there is no template 'aaa"),
        ("{% include 'a\0.j2' %}", "there is no template"),
        ("{% for a in [1] %}" * 21 + "x" + "{% endfor %}" * 21, "more than 15 blocks one within"),
        ("{{ 'abc def'|truncate(-5) }}", "expected length >= 3, got -5. Look at the filter"),
        ("{{ self }}", "'self' as a name is not for wording"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "nested too deep"),
        ("{{ ['a']|sum(start='') }}", "sum adds numbers"),
    ],
)
def test_what_breaks_a_template_is_told_in_words(source, words):
    with pytest.raises(BadInput, match=words):
        filled(source)


def test_an_ordinary_text_over_a_long_fact_is_filled():
    assert filled("{{ long|upper|truncate(9) }} {{ 'ab' in long }}") == "AB AB... True"
