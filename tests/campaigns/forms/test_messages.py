"""[[messages]]: rows become texts with links, or payloads of a template; a template its JSON."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from weakref import WeakSet

import pytest

import campaignkit as ck
from campaignkit.jobs import ledger

READY = """
[[messages]]
name = "ready"
message = "order-ready"
rows = "orders.csv"
to = "tel"
facts = { order = "{{ ORDER }}", customer = "{{ who }}" }
"""
PAYLOADS = """
[[messages]]
name = "send"
template = "templates.json"
rows = "orders.csv"
to = "tel"
columns = { "1" = "who", "2" = "{{ ORDER }}" }
"""
TEMPLATE = """
[[messages]]
name = "template"
template = "templates.json"
"""
ORDERS = """\
ORDER,who,tel
A-17,Célia,(11) 96123-4501
A-18,José,+44 20 7946 0958
A-19,=Zé,11 96123-4503
"""


def template(
    name="order_ready", language="pt_BR", text="Oi {{1}}, seu pedido {{2}} já chegou aqui."
):
    example = {"body_text": [["Ana", "A-17"]]}
    body = {"type": "BODY", "text": text, "example": example}
    return {"name": name, "language": language, "category": "UTILITY", "components": [body]}


@pytest.fixture
def desk(bench):
    bench.write("orders.csv", ORDERS)
    bench.write("templates.json", json.dumps(template()))
    return bench


# -- ready wording -------------------------------------------------------------------------------


def test_each_row_becomes_a_text_and_the_link_that_types_it_to_the_customer(desk, sol):
    built = desk.campaign(READY).build(desk.out)

    rows = desk.table("ready.csv")
    said = ck.message("order-ready", sol, order="A-17", customer="Célia")
    assert built
    assert built.files == ("ready.csv",)
    assert list(rows[0]) == ["ORDER", "who", "tel", "message", "link"]
    assert (rows[0]["message"], rows[0]["link"]) == (said.text, said.link("+5511961234501"))
    assert ck.parse_link(rows[1]["link"]).fields["phone"] == "442079460958"


def test_each_row_is_a_line_of_the_manifest_with_its_link(desk):
    desk.campaign(READY).build(desk.out)

    links = [row["link"] for row in desk.table("ready.csv")]
    lines = desk.manifest()
    assert [(line["row"], line["payload"]) for line in lines] == [
        (str(number), link) for number, link in enumerate(links, 1)
    ]
    assert {(line["file"], line["status"]) for line in lines} == {("ready.csv", "ok")}


def test_cells_do_not_run_as_formulas(desk):
    desk.campaign(READY).build(desk.out)

    assert desk.table("ready.csv")[2]["who"] == "'=Zé"


def test_without_a_phone_whoever_opens_the_link_picks_the_chat(desk):
    desk.campaign(READY.replace('to = "tel"\n', "")).build(desk.out)

    assert desk.table("ready.csv")[0]["link"].startswith("https://wa.me/?text=")


def test_without_rows_there_is_one_message_of_the_shop(desk, sol):
    desk.campaign('[[messages]]\nname = "hello"\nmessage = "greeting"\nlanguage = "es"').build(
        desk.out
    )

    (row,) = desk.table("hello.csv")
    said = ck.message("greeting", sol, language="es")
    assert row == {"message": said.text, "link": said.link()}


OWN = READY.replace('message = "order-ready"', 'text = "Oi {{ who }}! *{{ ORDER }}* chegou."')
OWN = OWN.partition("facts")[0]


def test_words_of_ones_own_are_filled_from_each_row(desk, sol):
    built = desk.campaign(OWN).build(desk.out)

    rows = desk.table("ready.csv")
    assert not built.problems.errors
    assert rows[0]["message"] == "Oi Célia! *A-17* chegou."
    said = ck.Message.of_text("Oi {{ who }}! *{{ ORDER }}* chegou.", sol, who="*Zé*", ORDER=1)
    assert said.text == "Oi ∗Zé∗! *1* chegou."  # a fact cannot make words bold


def test_words_that_name_no_column_are_told_with_their_line(desk):
    campaign = desk.campaign(OWN.replace("{{ who }}", "{{ hwo }}"))

    (problem,) = campaign.problems()
    assert "text speaks of 'hwo', which is no column of orders.csv. Did you mean 'who'" in str(
        problem
    )
    assert desk.line(problem).startswith("text = ")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("text", '"{{"', "text"), ("template", "[1]", "Give the path of a JSON file")],
)
def test_a_mistake_is_told_once(desk, key, value, said):
    text = f'[[messages]]\nname = "m"\n{key} = {value}\nrows = "orders.csv"\nto = "tel"'

    try:
        problems = list(desk.campaign(text).problems())
    except ck.BadInput as err:
        problems = list(err.problems)
    (problem,) = problems
    assert said in str(problem)
    assert problem.where.key == f"messages.1.{key}"


def test_files_are_made_without_a_folder(desk):
    campaign = desk.campaign(READY, OWN.replace('name = "ready"', 'name = "own"'))
    campaign.build(desk.out)

    made = campaign.files()
    assert list(made) == ["ready.csv", "own.csv"]
    assert made == {name: (desk.out / name).read_bytes() for name in made}
    with pytest.raises(ck.BadInput, match="row 1"):
        desk.campaign(READY.replace("tel", "who")).files()


def test_a_column_that_bears_the_name_of_a_fact_needs_no_mention(desk, sol):
    desk.write("orders.csv", "order,customer,phone\nB-1,,11 96123-4501\n")
    plain = '[[messages]]\nname = "m"\nmessage = "order-ready"\nrows = "orders.csv"\nto = "phone"'

    desk.campaign(plain).build(desk.out)
    (row,) = desk.table("m.csv")
    assert row["message"] == ck.message("order-ready", sol, order="B-1").text
    assert ck.parse_link(row["link"]).fields["phone"] == "5511961234501"


def test_the_shops_own_wording_lies_beside_the_campaign(desk):
    desk.write("mine.txt.j2", "{# facts: who #}\n{{ who }}, aqui é da {{ shop }}: {{ phone }}")
    mine = READY.replace("order-ready", "mine.txt.j2").replace(
        'facts = { order = "{{ ORDER }}", customer = "{{ who }}" }\n', ""
    )

    desk.campaign(mine).build(desk.out)
    assert desk.table("ready.csv")[0]["message"] == (
        "Célia, aqui é da Padaria Sol: (11) 98765-4321"
    )


def test_columns_called_message_and_link_keep_their_names(desk):
    desk.write("orders.csv", "link,message,made link,order\nl,m,x,A-1\n")
    plain = '[[messages]]\nname = "m"\nmessage = "order-ready"\nrows = "orders.csv"'

    desk.campaign(plain).build(desk.out)
    (row,) = desk.table("m.csv")
    assert list(row) == [
        *("link", "message", "made link", "order"),
        *("made message", "made made link"),
    ]
    assert (row["link"], row["message"]) == ("l", "m")


def test_rows_of_an_iterator_keep_their_columns(bench, sol):
    rows = ({"order": n, "tel": 11961234500.0 + n} for n in range(2))
    orders = {"name": "m", "message": "order-ready", "rows": rows, "to": "tel"}

    ck.Campaign(sol, messages=[orders]).build(bench.out)
    made = bench.table("m.csv")
    assert [row["order"] for row in made] == ["0", "1"]
    assert "wa.me/5511961234501?" in made[1]["link"]


def test_a_bad_row_is_recorded_and_the_rest_is_made(desk):
    desk.write("orders.csv", ORDERS + "A-20,Ana,nope\n,Bia,11 96123-4504\nA-22,x,y,z\n")

    made = desk.campaign(READY)
    built = made.build(desk.out)
    failed = {line["row"]: line["problem"] for line in desk.manifest() if not line["file"]}
    assert not built
    assert len(desk.table("ready.csv")) == 3
    assert "phone='nope' is not a phone number" in failed["4"]
    assert "needs the fact 'order', and here it is empty" in failed["5"]
    assert "this row has 4 cells; the header has 3" in failed["6"]
    assert [problem.where.row for problem in made.problems()] == [4, 5, 6]


def test_strict_makes_nothing_if_a_row_is_bad(desk):
    desk.write("orders.csv", ORDERS + "A-20,Ana,nope\n")

    built = desk.campaign(READY, PAYLOADS).build(desk.out, strict=True)
    assert built.files == ()
    assert {line["status"] for line in desk.manifest()} == {"failed"}


def test_unchecked_messages_are_made_without_advice(desk):
    long = READY.replace("{{ who }}", "{{ who }}" + "x" * 1000)

    advised = desk.campaign(long).build(desk.out)
    plain = desk.campaign(long).build(desk.folder / "plain", check="none")
    assert {problem.severity for problem in advised.problems} == {"warning"}
    assert "characters" in str(advised.problems)
    assert not plain.problems
    assert {line["status"] for line in desk.manifest("plain")} == {"unchecked"}
    assert desk.files()["ready.csv"] == desk.files("plain")["ready.csv"]


# -- templates -----------------------------------------------------------------------------------


def test_a_template_without_rows_becomes_its_json(desk):
    built = desk.campaign(TEMPLATE).build(desk.out)

    assert built.files == ("template.json",)
    assert json.loads(desk.files()["template.json"]) == template()
    assert [line["row"] for line in desk.manifest()] == [""]


def test_a_template_that_would_be_refused_is_not_written_and_says_why(desk):
    desk.write("templates.json", json.dumps(template(name="Order Ready", text="{{1}} {{2}}")))

    made = desk.campaign(TEMPLATE, READY)
    built = made.build(desk.out)
    (line,) = [line for line in desk.manifest() if line["asset"] == "template"]
    assert built.files == ("ready.csv",)
    assert line["status"] == "failed"
    assert "'Order Ready'" in line["problem"]
    assert len(made.problems().errors) == len(built.problems.errors) > 1


def test_rows_become_a_line_of_json_each_that_sends_the_template(desk):
    desk.campaign(PAYLOADS).build(desk.out)

    lines = desk.files()["send.jsonl"].decode().split("\n")
    first = json.loads(lines[0])
    bound = ck.MessageTemplate.from_api(template())
    assert lines.pop() == ""
    assert len(lines) == 3
    assert first == bound.payload("+5511961234501", ["Célia", "A-17"])
    assert json.loads(lines[1])["to"] == "+442079460958"


def test_a_bad_row_sends_nothing_and_the_rest_is_made(desk):
    desk.write("orders.csv", ORDERS + "A-20,,nope\nA-21,Bia,BR.13491208655302741918\n")

    built = desk.campaign(PAYLOADS).build(desk.out)
    lines = [json.loads(line) for line in desk.files()["send.jsonl"].splitlines()]
    (bad,) = [line for line in desk.manifest() if line["status"] == "failed"]
    assert lines[-1]["recipient"] == "BR.13491208655302741918"
    assert len(lines) == 4
    assert bad["row"] == "4"
    assert "'nope' is neither a phone number nor a user id" in bad["problem"]
    assert {(problem.where.row, problem.where.column) for problem in built.problems.errors} == {
        (4, "who"),
        (4, "tel"),
    }


def test_one_template_of_several_is_picked_by_name_and_language(desk):
    several = [template(), template(language="en"), template("welcome")]
    desk.write("templates.json", json.dumps({"data": several}))
    picked = TEMPLATE + 'template_name = "order_ready"\nlanguage = "en"\n'
    by_shop = TEMPLATE.replace('"template"', '"own"', 1) + 'template_name = "order_ready"\n'

    desk.campaign(picked, by_shop).build(desk.out)
    assert json.loads(desk.files()["template.json"])["language"] == "en"
    assert json.loads(desk.files()["own.json"])["language"] == "pt_BR"


def test_a_template_that_is_not_there_is_told_with_those_that_are(desk):
    several = [template(), template(language="en"), template("welcome", "en")]
    desk.write("templates.json", json.dumps(several))

    made = desk.campaign(
        TEMPLATE + 'language = "en"',
        TEMPLATE.replace('"template"', '"b"', 1) + 'template_name = "order_redy"',
        TEMPLATE.replace('"template"', '"c"', 1) + 'template_name = "welcome"\nlanguage = "ar"',
    )
    said = {desk.line(problem): str(problem) for problem in made.problems()}
    assert "order_ready [en], welcome [en]" in said['template = "templates.json"']
    assert "Did you mean 'order_ready'?" in said['template_name = "order_redy"']
    assert "It is in: en." in said['language = "ar"']


def test_a_file_without_templates_says_so(desk):
    desk.write("templates.json", "[]")

    (problem,) = desk.campaign(TEMPLATE).problems()
    assert "there is no template in it" in problem.message


@pytest.mark.parametrize("to", ["phone", "{{ phone }}", "+55 {{ phone_e164 }}"])
def test_the_shops_own_phone_is_never_taken_for_a_customers(desk, to):
    (problem,) = desk.campaign(READY.replace('"tel"', f'"{to}"')).problems()

    assert (problem.where.key, desk.line(problem)) == ("messages.1.to", f'to = "{to}"')
    assert "no column of orders.csv" in problem.message


def test_a_row_without_a_phone_is_not_sent_to_the_shop(bench, sol):
    rows = [{"order": "A-1", "phone": "11 96123-4501"}, {"order": "A-2"}]
    orders = {"name": "m", "message": "order-ready", "rows": rows, "to": "{{ phone }}"}

    ck.Campaign(sol, messages=[orders]).build(bench.out)
    assert [line["status"] for line in bench.manifest()] == ["ok", "failed"]


# -- mistakes ------------------------------------------------------------------------------------


def test_every_mistake_is_told_at_once_with_its_line(desk):
    made = desk.campaign(
        READY.replace("{{ ORDER }}", "{{ ODER }}").replace('"tel"', '"telefon"'),
        PAYLOADS.replace('"who"', '"whom"').replace("{{ ORDER }}", "{{ ODER }}"),
        READY.replace('"ready"', '"b"', 1).replace("order-ready", "order-redy"),
        READY.replace('"ready"', '"c"', 1).replace("customer =", "costumer ="),
        READY.replace('"ready"', '"d"', 1).replace("orders.csv", "order.csv"),
        PAYLOADS.replace('"send"', '"e"', 1).replace('"2" =', '"3" ='),
    )

    said = {
        f"{problem.where.key}: {desk.line(problem)}": str(problem) for problem in made.problems()
    }
    assert list(said) == [
        'messages.1.facts.order: facts = { order = "{{ ODER }}", customer = "{{ who }}" }',
        'messages.1.to: to = "telefon"',
        'messages.2.columns.2: columns = { "1" = "whom", "2" = "{{ ODER }}" }',
        'messages.2.columns.1: columns = { "1" = "whom", "2" = "{{ ODER }}" }',
        'messages.3.message: message = "order-redy"',
        'messages.4.facts: facts = { order = "{{ ORDER }}", costumer = "{{ who }}" }',
        'messages.5.rows: rows = "order.csv"',
        'messages.6.columns: columns = { "1" = "who", "3" = "{{ ORDER }}" }',
    ]
    near = ["'ORDER'", "'tel'", "'ORDER'", "'who'", "'order-ready'", "'customer'", "'orders.csv'"]
    for text, name in zip(said.values(), near, strict=False):
        assert f"Did you mean {name}" in text.replace("the column ", "")
    assert "There are: 1, 2." in list(said.values())[-1]


def test_keys_that_are_wrong_are_told_at_once_with_their_lines(desk):
    with pytest.raises(ck.BadInput) as raised:
        desk.campaign(
            READY + 'template_name = "x"\ncolumns = { "1" = "who" }\nstock = "A4"\n',
            TEMPLATE + 'facts = { order = "1" }\nto = "tel"\nlanguage = 5\n',
        )

    said = {desk.line(problem): str(problem) for problem in raised.value.problems}
    assert set(said) == {
        *('template_name = "x"', 'columns = { "1" = "who" }', 'stock = "A4"'),
        *('facts = { order = "1" }', 'to = "tel"', "language = 5"),
    }
    assert "template_name goes with template, and this is a message" in str(raised.value)
    assert "facts goes with message, and this is a template" in str(raised.value)
    assert "to speaks of rows, and there are none" in str(raised.value)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "a message .* or a template .*: give one"),
        ('message = "greeting"\ntemplate = "templates.json"', "give one"),
        ('template = "templates.json"\nrows = "orders.csv"', "needs to: the column"),
    ],
)
def test_what_is_sent_must_be_said(desk, keys, said):
    with pytest.raises(ck.BadInput, match=said):
        desk.campaign(f'[[messages]]\nname = "m"\n{keys}\n')


# -- as all assets -------------------------------------------------------------------------------


def test_the_same_rows_give_the_same_bytes_with_any_executor(desk):
    made = desk.campaign(READY, PAYLOADS, TEMPLATE)

    made.build(desk.out)
    with ProcessPoolExecutor(2) as processes:
        made.build(desk.folder / "other", executor=processes)
    assert desk.files() == desk.files("other")
    assert not made.diff(desk.out)


def test_the_plan_names_the_files_and_counts_the_rows(desk):
    plan = desk.campaign(READY, PAYLOADS, TEMPLATE).plan()

    assert [(each.kind, each.file, each.rows, each.files, each.labels) for each in plan] == [
        ("messages", "ready.csv", 3, 1, 0),
        ("messages", "send.jsonl", 3, 1, 0),
        ("messages", "template.json", 1, 1, 0),
    ]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("ready", "a table of messages"),
        ("send", "a file of payloads"),
        ("template", "a message template"),
    ],
)
def test_a_reprint_says_that_there_is_no_label(desk, name, what):
    with pytest.raises(ck.BadInput, match=f"'{name}' is {what}: there is no label to print again"):
        desk.campaign(READY, PAYLOADS, TEMPLATE).reprint(name, rows=[1])


def test_progress_counts_the_rows(desk):
    seen = {}

    desk.campaign(READY, PAYLOADS, TEMPLATE).build(
        desk.out, progress=lambda asset, done, total: seen.update({asset: (done, total)})
    )
    assert seen == {"ready": (3, 3), "send": (3, 3), "template": (1, 1)}


def test_what_a_campaign_reads_is_not_written_over(desk):
    desk.write("template.json", json.dumps(template()))
    own = TEMPLATE.replace("templates.json", "template.json")
    orders = READY.replace('"ready"', '"orders"', 1)

    built = desk.campaign(own, orders).build(desk.folder)
    assert built.files == ()
    assert str(built.problems).count("is a file that the campaign reads") == 2
    assert (desk.folder / "orders.csv").read_text(encoding="utf-8") == ORDERS


class Cell(str):
    """A text that can be seen to be gone."""

    __slots__ = ("__weakref__",)


@pytest.mark.parametrize("kind", ["message", "template"])
def test_rows_are_gone_before_many_more_come(desk, sol, kind):
    alive, counts = WeakSet(), []
    sent = {"message": {"message": "order-ready"}}
    sent["template"] = {"template": "templates.json", "columns": {"1": "who", "2": "order"}}

    def orders():
        for number in range(600):
            row = {"order": Cell(f"A-{number}"), "who": "Ana", "tel": "11 96123-4501"}
            alive.add(row["order"])
            counts.append(len(alive))
            yield row

    table = {"name": "m", "rows": orders(), "to": "tel", **sent[kind]}
    built = ck.Campaign(sol, messages=[table], folder=desk.folder).build(desk.out)
    assert built
    assert len(desk.manifest()) == len(counts) == 600
    assert max(counts) <= ledger._TOGETHER + 3


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "the template has no name"),
        ({"components": [{"type": "BODDY", "text": "Oi {{1}}"}]}, "the component 'BODDY' at"),
        ({"components": [{"type": "BODY", "text": "Oi"}, 5]}, "the component '5' at"),
    ],
)
def test_a_template_that_cannot_be_sent_is_told_at_its_line(desk, data, words):
    desk.write("templates.json", json.dumps(data))
    campaign = desk.campaign(PAYLOADS.partition("columns")[0])

    said = [problem for problem in campaign.problems() if words in problem.message]
    assert desk.line(said[0]) == 'template = "templates.json"'
    with pytest.raises(ck.BadInput, match=words):
        campaign.build(desk.out)
    assert not desk.out.exists()


# -- who is written to ---------------------------------------------------------------------------

CONSENTS = """\
phone,when,how,wording,status
11 96123-4501,2026-01-02,loja,Quero receber,opt-in
+44 20 7946 0958,2026-01-02,loja,Quero receber,opt-in
+44 20 7946 0958,2026-03-04,SAIR,Quero receber,opt-out
"""


def payloads_of(desk, name="send"):
    return [json.loads(line) for line in desk.files()[f"{name}.jsonl"].splitlines()]


def test_rows_without_a_consent_are_held_back_with_the_reason_and_are_no_fault(desk):
    desk.write("consents.csv", CONSENTS)

    made = desk.campaign(PAYLOADS + 'consent = "consents.csv"\n')
    built = made.build(desk.out)

    lines = {line["row"]: (line["status"], line["problem"]) for line in desk.manifest()}
    assert [each["to"] for each in payloads_of(desk)] == ["+5511961234501"]
    assert [status for status, _ in lines.values()] == ["ok", "held", "held"]
    assert "took the consent back on 2026-03-04" in lines["2"][1]
    assert "has given no consent" in lines["3"][1]
    assert built
    assert not made.problems().errors
    assert not made.diff(desk.out)


def test_rows_whose_hour_is_quiet_are_held_back(desk):
    quiet = 'at = 2026-12-01T23:30:00-03:00\nquiet = { BR = "22:00-07:00", "*" = "" }\n'

    desk.campaign(PAYLOADS + quiet).build(desk.out)

    assert [each["to"] for each in payloads_of(desk)] == ["+442079460958"]


def test_a_person_in_two_rows_is_told(desk):
    desk.write("orders.csv", ORDERS + "A-20,Célia,+55 11 96123-4501\n")

    told = desk.campaign(PAYLOADS).problems()
    meant = desk.campaign(PAYLOADS + "repeats = true\n").problems()

    assert [(each.rule, each.where.row) for each in told] == [("send.again", 4)]
    assert not meant


def test_variants_are_those_that_bind_gives(desk):
    rows = [{"who": f"Ana {n}", "ORDER": f"A-{n}", "tel": f"+55119612345{n:02}"} for n in range(40)]
    table = "\n".join(",".join(row.values()) for row in rows)
    desk.write("orders.csv", f"who,ORDER,tel\n{table}\n")
    other = template("order_here", text="Oi {{1}}, venha buscar seu pedido {{2}} hoje mesmo.")
    desk.write("templates.json", json.dumps([template(), other]))
    asked = 'template_name = "order_ready"\nseed = 7\n'
    asked += 'variants = { a = {}, b = "order_here", c = { "1" = "Bia" } }\n'

    desk.campaign(PAYLOADS + asked).build(desk.out)

    one, two = (ck.MessageTemplate.from_api(each) for each in (template(), other))
    bound = one.bind(
        rows,
        columns={"1": "who", "2": "ORDER"},
        to="tel",
        variants={"a": None, "b": two, "c": {"1": "Bia"}},
        seed=7,
    )
    assert payloads_of(desk) == list(bound.payloads())
    assert {ck.variant_of(each) for each in payloads_of(desk)} == {"a", "b", "c"}


def test_variants_are_divided_evenly_in_each_value_of_a_column(desk):
    table = "\n".join(f"A-{n},{'AB'[n % 2]},+55119612345{n:02}" for n in range(40))
    desk.write("orders.csv", f"ORDER,who,tel\n{table}\n")

    desk.campaign(PAYLOADS + 'variants = { a = {}, b = {} }\nby = "who"\n').build(desk.out)

    drawn = [ck.variant_of(each) for each in payloads_of(desk)]
    assert [drawn[start::2].count("a") for start in (0, 1)] == [10, 10]


@pytest.mark.parametrize(
    ("keys", "key", "says"),
    [
        ('consent = "no.csv"', "consent", "there is no file"),
        ("at = 2026-12-01T10:00:00", "at", "has no zone"),
        ('quiet = "22:00-07:00"', "quiet", "needs the moment"),
        ("variants = { a = {} }", "variants", "no test of two or more"),
        ('variants = { a = {}, b = { "9" = "x" } }', "variants", "no place for"),
        ('variants = { a = {}, b = "order_redy" }', "variants", "Did you mean 'order_ready'"),
        ('variants = { a = {}, b = {} }\nby = "city"', "by", "is no column"),
        ('by = "who"', "messages.1", "there are none"),
    ],
)
def test_what_makes_no_sense_about_people_is_a_fault_at_its_key(desk, keys, key, says):
    with pytest.raises(ck.CampaignError) as caught:
        desk.campaign(PAYLOADS + keys + "\n").build(desk.out)

    assert key in str(caught.value)
    assert says in str(caught.value)


def test_consents_go_with_a_template_and_rows(desk):
    with pytest.raises(ck.CampaignError, match="consent goes with a template and rows"):
        desk.campaign(READY + 'consent = "consents.csv"\n').build(desk.out)


def test_an_order_twice_is_a_fault_of_the_second_row(desk):
    pay = {
        "name": "pay",
        "language": "pt_BR",
        "category": "UTILITY",
        "components": [
            {"type": "BODY", "text": "Seu pedido está pronto para pagar."},
            {"type": "BUTTONS", "buttons": [{"type": "ORDER_DETAILS", "text": "Review and Pay"}]},
        ],
    }
    desk.write("pay.json", json.dumps(pay))
    desk.write(
        "pay.csv",
        "tel,reference,total,payment_link\n"
        "11 96123-4501,A-17,12.50,https://pay.example/1\n"
        "11 96123-4503,A-17,15.00,https://pay.example/2\n",
    )
    asked = '[[messages]]\nname = "pay"\ntemplate = "pay.json"\nrows = "pay.csv"\nto = "tel"\n'

    found = desk.campaign(asked).problems().errors

    assert [(each.rule, each.where.row) for each in found] == [("order.reference-again", 2)]


def test_advice_about_a_number_names_its_row_and_the_shops_its_line(tmp_path):
    (tmp_path / "mexico.csv").write_text("who,tel\nAna,525512345678\nBia,5215512345679\n")
    file = tmp_path / "campaign.toml"
    file.write_text("""
[business]
name = "Sol"
phone = "55 1234 5678"
country = "MX"

[[links]]
name = "links"
kind = "chat"
rows = "mexico.csv"
fields = { phone = "{{ tel }}" }

[[messages]]
name = "texts"
text = "Hola {{ who }}"
rows = "mexico.csv"
to = "tel"
""")

    made = ck.campaign(file).build(tmp_path / "out")

    told = {str(problem).partition(": ")[0] for problem in made.problems}
    assert told == {
        "links, line 2, row 1",
        "texts, line 2, row 1",
        f"{file}, line 4, key business.phone",
    }
