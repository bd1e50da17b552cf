"""The command as people type it: what it says, where, and its exit status."""

from __future__ import annotations

import inspect
import json
import os
import signal
import socket
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from PIL import Image

import campaignkit as ck
from campaignkit.assets.file_check import checked_pages
from campaignkit.cli import cli

COMMAND = [sys.executable, "-m", "campaignkit"]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("campaignkit.progress.SECONDS", 3600)  # however busy the machine is
    return tmp_path


def run(*words):
    """Run the command here; return its status, what it said, and what it complained of."""
    result = CliRunner().invoke(cli, [str(word) for word in words], prog_name="campaignkit")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def process(*words, **variables):
    env = {**os.environ, **variables}
    return subprocess.run(
        [*COMMAND, *map(str, words)], capture_output=True, check=False, env=env, timeout=600
    )


def test_alone_it_says_what_it_can_do(desk):
    status, said, _ = run()

    assert status == 0
    assert [line.split()[0] for line in said.split("Commands:\n")[1].splitlines()] == [
        *("build", "calibrate", "catalog", "check", "designs", "diff", "init", "kit", "measure"),
        *("message", "pack", "plan", "printers", "qr", "redeem", "replies", "report", "reprint"),
        *("spending", "stocks", "studio", "template", "themes"),
    ]


def test_it_tells_its_version():
    assert run("--version")[1] == f"campaignkit {ck.__version__}\n"


def test_an_unknown_command_or_option_is_a_wrong_usage(desk):
    assert run("biuld")[0] == 2
    assert run("qr", "x", "-o", "x.png", "--colour", "red")[0] == 2
    assert run("qr", "x")[0] == 2


def every_command(group=cli):
    for command in group.commands.values():
        yield from every_command(command) if isinstance(command, click.Group) else ()
        yield pytest.param(command, id=command.name)


@pytest.mark.parametrize("command", [*every_command()])
def test_each_command_takes_what_its_options_give_and_all_that_it_needs_is_given(command):
    takes = inspect.signature(command.callback).parameters.values()
    gives = {option.name for option in command.params}

    open_ended = any(each.kind is each.VAR_KEYWORD for each in takes)
    named = {each.name for each in takes if each.kind is not each.VAR_KEYWORD} - {"context"}
    assert named <= gives
    assert open_ended or gives == named


# -- init and build ------------------------------------------------------------------------------


def test_the_starter_campaign_builds_and_every_code_in_it_reads_back(desk):
    status, said, _ = run("init", "bakery")
    assert (status, "wrote bakery/campaign.toml" in said) == (0, True)

    status, said, complained = run("build", "bakery/campaign.toml", "-o", "out")
    assert (status, complained) == (0, "")
    assert "out/places.pdf" in said
    assert said.endswith("files in out, every code read back.\n")
    assert not ck.check("out/window.pdf")
    assert not ck.check("out/tables.pdf")
    assert not ck.check("out/menu.pdf")
    assert len(ck.StickerPack.open("out/chat-stickers.wastickers")) == 15
    assert "wa.me/5511961234501?text=" in Path("out/orders-ready.csv").read_text(encoding="utf-8")


def test_the_starter_campaign_has_twelve_places_and_no_problem(desk):
    run("init", "bakery", "--from", "bakery")

    campaign = ck.campaign("bakery/campaign.toml")
    plan = {each.asset: each.labels for each in campaign.plan()}
    assert not campaign.problems()
    assert plan["places"] == 12


def test_init_overwrites_nothing(desk):
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine", encoding="utf-8")

    status, _, complained = run("init", "mine")
    assert status == 2
    assert "mine is not empty. Choose a new folder: nothing is overwritten." in complained
    assert [path.name for path in Path("mine").iterdir()] == ["notes.txt"]


def test_init_fills_an_empty_folder(desk):
    Path("mine").mkdir()

    assert run("init", "mine")[0] == 0


def test_an_unknown_starter_is_answered_with_those_there_are(desk):
    status, _, complained = run("init", "x", "--from", "bakrey")

    assert (status, "Did you mean 'bakery'?" in complained) == (2, True)
    assert not Path("x").exists()


@pytest.fixture
def campaign(desk):
    """A campaign of three codes, the second of which is too long."""
    Path("rows.csv").write_text(f"text,n\nOi,1\n{'x' * 5000},2\nOlá,3\n", encoding="utf-8")
    path = desk / "campaign.toml"
    path.write_text(
        '[business]\nname = "Sol"\nphone = "+5511987654321"\ncountry = "BR"\n'
        '[[codes]]\nname = "codes"\ntext = "{{ text }}"\nrows = "rows.csv"\n',
        encoding="utf-8",
    )
    return path


def test_a_bad_row_ends_with_status_1_and_the_rest_is_made(campaign):
    status, said, complained = run("build", campaign, "-o", "out")

    assert status == 1
    assert said.splitlines()[:2] == ["out/codes/0001.pdf", "out/codes/0003.pdf"]
    assert complained.startswith("error: ")
    assert "rows.csv, line 3, row 2: " in complained


def test_strict_makes_nothing_of_it(campaign):
    status, said, _ = run("build", campaign, "-o", "out", "--strict")

    assert status == 1
    assert said == "Nothing was made in out.\n"
    assert sorted(path.name for path in Path("out").iterdir()) == ["manifest.csv", "problems.csv"]


def test_diff_ends_with_status_1_if_a_build_would_change_anything(campaign):
    status, said, _ = run("diff", campaign, "out")
    assert (status, "new" in said) == (1, True)

    run("build", campaign, "-o", "out", "--no-check")

    assert run("diff", campaign, "out")[0] == 0


def test_no_check_is_said_in_words(campaign):
    assert run("build", campaign, "-o", "out", "--no-check")[1].endswith(
        "2 files in out, 2 of 3 made, not read back, 1 failed (see the manifest).\n"
    )


def test_many_problems_are_counted_and_all_in_the_manifest(campaign):
    rows = "".join(f"{'x' * 5000},{number}\n" for number in range(50))
    Path("rows.csv").write_text(f"text,n\n{rows}", encoding="utf-8")

    status, _, complained = run("build", campaign, "-o", "out")
    assert status == 1
    assert complained.count("error: ") == 1
    assert "rows.csv, 50 rows (1-50), such as row 1: " in complained
    assert "All 50 are in out/problems.csv." in complained
    assert Path("out/manifest.csv").read_text(encoding="utf-8").count("failed") == 50


def test_one_problem_is_not_called_all_of_them(campaign):
    Path("rows.csv").write_text(f"text,n\n{'x' * 5000},1\nOi,2\n", encoding="utf-8")

    _, _, complained = run("build", campaign, "-o", "out")

    assert "It is in out/problems.csv." in complained


# -- check ---------------------------------------------------------------------------------------


def test_check_says_what_each_code_holds_and_that_it_is_well(desk):
    ck.qr_code("https://wa.me/5511987654321").save("code.pdf")

    status, said, complained = run("check", "code.pdf")
    assert (status, complained) == (0, "")
    assert "page 1, 2 x 2 mm: https://wa.me/5511987654321 (version 2-M, " in said
    assert "modules of 0.40 mm, grade A)" in said
    assert said.endswith("no problems\n")


def test_check_of_a_distance_says_how_large_it_must_be(desk):
    ck.qr_code("https://wa.me/5511987654321").save("code.png")

    status, _, complained = run("check", "code.png", "--distance-mm", "3000")
    assert status == 1
    assert "Print it at least" in complained


def test_check_as_json_has_codes_with_their_grades_and_problems_with_their_places(desk):
    ck.qr_code("https://wa.me/5511987654321", dark="#25D366").save(desk / "code.pdf", check=False)
    _, out, _ = run("check", "code.pdf", "--json")
    said = json.loads(out)
    (code,), (problem, *_) = said["codes"], said["problems"]

    assert (code["text"], code["page"], code["version"]) == (
        *("https://wa.me/5511987654321", 1, 2),
    )
    assert (code["grade"]["letter"], code["grade"]["cause"]) == ("C", "pale")
    assert code["grade"]["marks"]["quiet zone"] == "A"
    assert (problem["rule"], problem["severity"]) == ("scan.contrast", "error")
    assert problem["where"]["file"] == "code.pdf"


@pytest.mark.parametrize(
    ("said", "expected"),
    [((300, 300), "page 2, 2 x 2 mm: Oi (version 1-M, modules of 0.40 mm"), (None, "page 2: Oi (")],
)
def test_check_says_mm_only_of_pictures_that_say_how_large_they_are(desk, said, expected):
    page = Image.open(BytesIO(ck.qr_code("Oi").png(dpi=300))).convert("L")
    sized = {} if said is None else {"dpi": said}
    page.save("code.tiff", save_all=True, append_images=[page.copy()], **sized)

    lines = run("check", "code.tiff")[1].splitlines()

    assert lines[1].startswith(expected)
    assert ("mm" in lines[1]) == (said is not None)


def test_strict_check_asks_a_second_renderer_and_decoder(desk):
    pytest.importorskip("pylopdf")
    ck.qr_code("https://wa.me/5511987654321").save(desk / "code.pdf")
    status, said, complained = run("check", "code.pdf", "--strict")

    assert (status, complained) == (0, "")
    assert said.endswith("no problems\n")


def test_check_of_a_page_without_code_is_a_problem(desk):
    from PIL import Image

    Image.new("RGB", (200, 200), "white").save("white.png")

    status, _, complained = run("check", "white.png")
    assert (status, "There is no QR code that can be read." in complained) == (1, True)


def test_a_code_cannot_steer_the_terminal(desk):
    ck.qr_code("a\x1b[2Jb\nc").save("code.png")

    said = run("check", "code.png")[1]
    assert said.startswith(r"a\x1b[2Jb\nc (version")


# -- qr ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_qr_of_a_text_saves_one_code(desk, ending):
    status, said, _ = run("qr", "Olá, Sol!", "-o", f"code.{ending}", "--level", "H")

    assert status == 0
    assert said.startswith(f"code.{ending}: version 2-H, 13.2 mm wide, read back: Olá, Sol!")
    assert Path(f"code.{ending}").stat().st_size > 300


def test_qr_of_a_kind_makes_the_link(desk):
    run("qr", "chat", "phone=+55 11 98765-4321", "text=Oi = olá", "-o", "code.png")

    said = run("check", "code.png")[1]
    assert said.startswith("https://wa.me/5511987654321?text=Oi%20%3D%20ol%C3%A1 ")


def test_qr_reads_a_local_phone_where_it_is_from_and_asks_for_that(desk):
    status, said, _ = run("qr", "chat", "phone=(47) 3380-0800", "--country", "BR", "-o", "x.png")
    assert (status, "https://wa.me/554733800800" in said) == (0, True)

    status, _, complaint = run("qr", "chat", "phone=(47) 3380-0800", "-o", "x.png")
    assert status != 0
    assert "or say where it is from: --country BR. If it is from Norway" in complaint


def test_qr_takes_yes_and_no_and_numbers_as_text(desk):
    status, said, _ = run("qr", "wifi", "ssid=Sol", "hidden=yes", "-o", "w.svg")
    assert (status, "H:true" in said) == (0, True)

    status, said, _ = run("qr", "geo", "latitude=-23.5", "longitude=-46.6", "-o", "g.svg")
    assert (status, "geo:-23.5,-46.6" in said) == (0, True)


def test_qr_of_a_payment(desk):
    status, said, _ = run(
        *("qr", "pix", "key=sol@example.com", "name=Sol", "city=Recife", "amount=12.50"),
        *("-o", "pix.png"),
    )

    assert status == 0
    assert ck.parse_payment(said.strip().rpartition("read back: ")[2]).kind == "pix"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("pix", ["key=sol@example.com", "name=Sol", "city=Recife"]),
        ("upi", ["address=sol@okbank", "name=Sol", "amount=120"]),
        ("epc", ["name=Sol", "iban=DE89 3704 0044 0532 0130 00", "amount=9.90"]),
        ("bharat", ["address=sol@okbank", "name=Sol", "city=Pune", "postal_code=411001"]),
    ],
)
def test_qr_of_every_payment_reads_back_as_itself(desk, kind, fields):
    status, _, complained = run("qr", kind, *fields, "-o", "pay.png")
    assert (status, complained) == (0, "")

    ((code,),) = [page.found for page in checked_pages("pay.png")]
    assert ck.parse_payment(code.text).kind == kind


def test_qr_of_a_payment_that_cannot_be_is_refused_in_words(desk):
    status, said, complained = run("qr", "epc", "name=Sol", "iban=DE00", "-o", "pay.png")

    assert (status, said, "iban" in complained.lower()) == (2, "", True)
    assert not Path("pay.png").exists()


def test_qr_in_a_size(desk):
    run("qr", "Oi", "-o", "code.pdf", "--size-mm", "40")

    from campaignkit.render import raster

    width, height = raster.page_size("code.pdf", 1)
    assert (round(width, 2), round(height, 2)) == (40, 40)


def test_a_text_that_begins_with_a_dash_is_a_text(desk):
    assert run("qr", "-o", "code.svg", "--", "-5 %")[0] == 0


# -- message -------------------------------------------------------------------------------------

SOL = ("--name", "Sol", "--phone", "(11) 98765-4321", "--country", "BR")


def test_message_writes_for_the_shop_of_a_campaign_file(desk):
    run("init", "bakery")

    status, said, _ = run("message", "order-ready", "order=A-17", "--shop", "bakery/campaign.toml")
    shop = ck.campaign("bakery/campaign.toml").business
    assert (status, said) == (0, f"{ck.message('order-ready', shop, order='A-17')}\n")


def test_message_writes_in_another_language_for_a_shop_of_three_facts(desk):
    status, said, complained = run("message", "order-ready", "order=A-17", *SOL, "--language", "es")

    assert (status, complained) == (0, "")
    assert said.startswith("¡Buenas noticias! Tu pedido *A-17* está listo.")


def test_message_takes_numbers_and_money_as_text(desk):
    facts = ("order=A-1", "items=3", "total=12.50")

    said = run("message", "order-received", *facts, *SOL, "--language", "pt_BR")[1]
    assert "3 itens\nTotal: *R$\xa012,50*" in said


def test_message_says_the_link_that_types_it(desk):
    said = run("message", "greeting", *SOL, "--link", "+44 20 7946 0018")[1]

    text, _, link = said.rstrip("\n").rpartition("\n\n")
    parsed = ck.parse_link(link)
    assert (parsed.phone, parsed.text) == ("442079460018", text)


def test_message_keeps_the_signs_that_direction_needs(desk):
    said = run("message", "order-ready", "order=A-17", *SOL, "--language", "ar")[1]

    assert "*\u2066A-17\u2069*" in said


def test_message_cannot_steer_the_terminal(desk):
    said = run("message", "order-ready", "order=A\x1b[2J", *SOL)[1]

    assert r"A\x1b[2J" in said


def test_message_draws_its_bubble(desk):
    status, said, _ = run("message", "greeting", *SOL, "-o", "bubble.html", "--theme", "dark")

    page = Path("bubble.html").read_text(encoding="utf-8")
    assert (status, said.startswith("Hi! 👋")) == (0, True)
    assert page.count('role="figure"') == 1
    assert "color-scheme:dark" in page


def test_message_alone_lists_names_languages_and_facts(desk):
    status, said, _ = run("message")

    lines = {line.split()[0]: line for line in said.splitlines()}
    assert status == 0
    assert lines["order-ready"].split() == [
        *("order-ready", "ar,", "en,", "es,", "hi,", "pt_BR", "order,", "customer?")
    ]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["greting", *SOL], "Did you mean 'greeting'?"),
        (["order-ready", *SOL], "the fact 'order' is missing."),
        (["order-ready", "A-17", *SOL], "'A-17' is no fact. Write facts as in order=A-17."),
        (["order-ready", "order=1", "order=2", *SOL], "the fact 'order' is given twice."),
        (["greeting"], "say who writes: either --shop campaign.toml, or --name"),
        (["greeting", "--name", "Sol"], "say who writes"),
        (["greeting", "--shop", "none.toml"], "none.toml"),
        (["greeting", *SOL, "--language", "zz"], "zz"),
        (["greeting", *SOL, "--link", "98"], "98"),
        (["greeting", *SOL, "-o", "bubble.png"], ".html"),
    ],
)
def test_a_message_that_cannot_be_is_answered_in_words(desk, words, answer):
    status, said, complained = run("message", *words)

    assert (status, said) == (2, "")
    assert answer in complained
    assert list(desk.iterdir()) == []


# -- template ------------------------------------------------------------------------------------

GOOD = {
    "name": "order_ready",
    "language": "en_US",
    "category": "UTILITY",
    "components": [
        {
            "type": "BODY",
            "text": "Good news: your order {{1}} is ready for you.",
            "example": {"body_text": [["A-17"]]},
        }
    ],
}
MENDABLE = {**GOOD, "name": "Order ready", "language": "en-US"}
HOPELESS = {**GOOD, "components": [{"type": "BODY", "text": ""}]}


def written(name, data):
    Path(name).write_text(json.dumps(data), encoding="utf-8")
    return name


def test_a_good_template_has_no_problems(desk):
    assert run("template", "check", written("good.json", GOOD)) == (0, "no problems\n", "")


def test_every_problem_of_every_file_is_said_at_once(desk):
    files = [written("a.json", [MENDABLE, GOOD]), written("b.json", {"data": [HOPELESS]})]

    status, said, complained = run("template", "check", *files)
    assert status == 1
    assert len(complained.splitlines()) >= 3
    assert "error: a.json, key Order ready[en-US].name: " in complained
    assert "error: b.json, key " in complained
    assert said.startswith(f"{complained.count('error: ')} errors")


def test_warnings_alone_are_no_failure(desk):
    doubtful = {**GOOD, "components": [*GOOD["components"], {"type": "BUTTONS", "buttons": [
        {"type": "QUICK_REPLY", "text": "Yes"},
        {"type": "URL", "text": "See", "url": "https://sol.example/"},
    ]}]}  # fmt: skip

    status, said, complained = run("template", "check", written("t.json", doubtful))
    assert (status, said) == (0, "1 warning\n")
    assert complained.startswith("warning: t.json, key buttons: ")


def test_what_is_no_template_is_a_wrong_usage(desk):
    Path("broken.json").write_text('{"name": ', encoding="utf-8")

    assert "broken.json, line 1, column" in run("template", "check", "broken.json")[2]
    assert run("template", "check", "broken.json")[0] == 2
    assert run("template", "check", "none.json")[0] == 2
    assert run("template", "check")[0] == 2


def test_fix_mends_what_it_can(desk):
    status, said, complained = run(
        "template", "fix", written("t.json", MENDABLE), "-o", "mended.json"
    )

    assert status == 0
    assert [line.partition(":")[0] for line in complained.splitlines()] == ["mended", "mended"]
    assert "key language: 'en-US' is no language" in complained
    assert said == "mended.json: 2 errors before, no problems now\n"
    assert json.loads(Path("mended.json").read_text(encoding="utf-8")) == GOOD


def test_fix_of_several_says_what_is_left(desk):
    status, said, complained = run(
        "template", "fix", written("t.json", [MENDABLE, HOPELESS]), "-o", "mended.json"
    )

    assert status == 1
    assert complained.startswith("error: mended.json, key order_ready[en_US].")
    assert said.startswith("mended.json: ")
    assert len(json.loads(Path("mended.json").read_text(encoding="utf-8"))) == 2


def test_fix_writes_json_and_nothing_else(desk):
    status, _, complained = run("template", "fix", written("t.json", GOOD), "-o", "t.txt")

    assert (status, ".json" in complained) == (2, True)
    assert not Path("t.txt").exists()


def test_preview_draws_every_template_of_a_file(desk):
    file = written("t.json", [GOOD, {**GOOD, "language": "pt_BR"}])

    status, said, _ = run("template", "preview", file, "-o", "t.html", "--theme", "light")
    page = Path("t.html").read_text(encoding="utf-8")
    assert (status, said) == (0, "t.html: 2 templates\n")
    assert page.count('role="figure"') == 2
    assert "your order A-17 is ready" in page


# -- studio --------------------------------------------------------------------------------------


def test_studio_says_a_wrong_file_before_it_serves(desk):
    status, _, complained = run("studio", "none.toml", "--no-browser")

    assert (status, "none.toml" in complained) == (2, True)


def test_studio_says_that_a_port_is_taken(desk):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        status, _, complained = run("studio", "--no-browser", "--port", port)

    assert (status, f"port {port} cannot be used" in complained) == (2, True)


# -- lists ---------------------------------------------------------------------------------------


def test_stocks_by_name_and_by_size(desk):
    assert "Avery L7160  " in run("stocks", "L7160")[1]

    by_size = run("stocks", "--width", "63.5", "--height", "38.1", "--page", "A4")[1]
    assert {line.split()[-1] for line in by_size.splitlines()} >= {"description", "labels"}
    assert any(line.startswith("Avery L7160  ") for line in by_size.splitlines())


def test_stocks_that_are_not_there_end_with_status_1(desk):
    status, said, complained = run("stocks", "no such sheet")

    assert (status, said) == (1, "")
    assert "no label sheet matches" in complained


def test_designs_are_listed_with_what_they_need(desk):
    said = run("designs")[1]

    assert [line.split()[0] for line in said.splitlines()[1:]] == [
        design.name for design in ck.designs()
    ]


# -- the process ---------------------------------------------------------------------------------


def test_a_terminal_that_lacks_a_letter_shows_its_number(desk):
    ck.qr_code("Olá नमस्ते").save("code.png")

    answer = process("check", "code.png", PYTHONIOENCODING="latin-1")
    assert answer.returncode == 0
    assert answer.stdout.startswith("Olá \\u0928".encode("latin-1"))


def test_a_reader_that_leaves_early_gets_no_traceback(desk):
    shown = subprocess.run(
        f"{' '.join(COMMAND)} stocks | head -n 1",
        shell=True,
        capture_output=True,
        check=False,
        text=True,
    )

    assert (shown.stdout.split()[0], shown.stderr) == ("name", "")


def test_no_progress_is_drawn_where_nobody_watches(campaign):
    assert b"it/s" not in process("build", campaign, "-o", "out", "--no-check").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_on_a_terminal_a_bar_shows_how_far_it_is(campaign):
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    answer = subprocess.run(
        [*COMMAND, "build", str(campaign), "-o", "out", "--no-check"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
    )
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    os.close(theirs)

    assert "codes: " in seen
    assert "| 0/3 [" in seen
    assert answer.stdout.decode().endswith("made, not read back, 1 failed (see the manifest).\n")


def loaded_by(*words):
    """Return the modules that a command loads."""
    code = (
        "import sys; from campaignkit.cli import cli\n"
        f"try: cli({list(map(str, words))!r})\n"
        "finally: print(*sys.modules)"
    )
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, capture_output=True, check=False, text=True)
    return set(answer.stdout.split())


HEAVY = {"numpy", "pydantic", "reportlab", "jinja2", "babel", "PIL", "tqdm", "phonenumbers"}


@pytest.mark.parametrize("words", [["--help"], ["init", "new"], ["template", "--help"]])
def test_help_and_init_load_nothing_heavy(desk, words):
    loaded = loaded_by(*words)

    assert "click" in loaded
    assert HEAVY & loaded == set()


def test_a_build_that_does_not_check_loads_no_reader(desk):
    run("init", "bakery")
    text = Path("bakery/campaign.toml").read_text(encoding="utf-8")
    only_pdf = text.replace('"png"', '"pdf"').replace("[[packs]]", "[[codes]]\ntext = 'Oi'\n")
    only_pdf = only_pdf.replace('pack = "open-for-business"\n', "")  # stickers are pictures
    Path("bakery/campaign.toml").write_text(only_pdf, encoding="utf-8")

    loaded = loaded_by("build", "bakery/campaign.toml", "-o", "out", "--no-check")
    assert "reportlab" in loaded
    assert {"zxingcpp", "pypdfium2", "fsspec", "tqdm", "narwhals"} & loaded == set()


# -- qr with a look ------------------------------------------------------------------------------


def test_qr_says_what_is_doubtful_in_the_code_it_made(desk):
    status, said, complained = run("qr", "chat", "phone=+55 11 8765-4321", "-o", "code.png")

    assert status == 0 and "read back: https://wa.me/551187654321" in said
    assert complained.startswith("warning: ") and "Write +5511987654321" in complained


def test_qr_takes_a_style_a_colour_and_a_logo(desk):
    from PIL import Image

    Image.new("RGB", (60, 60), "#C0392B").save("sol.png")
    look = ("--style", "rounded", "--dark", "#075E54", "--logo", "sol.png")

    status, said, complained = run("qr", "https://wa.me/5511987654321", *look, "-o", "code.png")
    assert status == 0
    assert complained.startswith("warning: ") and "A logo lies on a code of level M" in complained
    assert said.startswith("code.png: version 2-M")
    wanted = ck.qr_code(
        "https://wa.me/5511987654321", style="rounded", dark="#075E54", logo="sol.png"
    )
    assert Path("code.png").read_bytes() == wanted.png()


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (("--style", "dot"), "no style called 'dot'. Did you mean 'dots'?"),
        (("--dark", "green"), "dark='green' is not a colour"),
        (("--logo", "sol.png"), "there is no picture 'sol.png'"),
    ],
)
def test_qr_says_what_is_wrong_with_a_look(desk, look, said):
    status, _, complained = run("qr", "https://wa.me/5511987654321", *look, "-o", "code.png")

    assert (status, said in complained) == (2, True)
    assert not Path("code.png").exists()


def test_the_help_of_qr_names_the_styles(desk):
    said = run("qr", "--help")[1]

    assert "square, dots or rounded" in said
    assert "--logo PICTURE" in said


# -- printing again, parts of a campaign, being stopped ------------------------------------------


@pytest.fixture
def tables(desk):
    Path("rows.csv").write_text("id,n\na,1\nb,2\nc,3\n", encoding="utf-8")
    business = '[business]\nname = "Sol"\nphone = "(11) 98765-4321"\ncountry = "BR"\n'
    codes = '[[codes]]\nname = "{0}"\ntext = "{0} {{{{ n }}}}"\nrows = "rows.csv"\n'
    sheet = 'stock = "Avery L7160"\n'
    Path("c.toml").write_text(
        business + codes.format("tags") + sheet + codes.format("own"), encoding="utf-8"
    )
    return desk


def test_a_reprint_that_says_no_rows_is_answered_in_the_words_of_the_command():
    status, _, complained = run("reprint", "c.toml", "tags", "-o", "again.pdf")

    assert status == 2
    assert "--row 3 --row 17, --key P7, --payload TEXT" in complained


def test_rows_are_printed_again_on_a_part_used_sheet(tables):
    status, said, _ = run(
        "reprint", "c.toml", "tags", "-o", "again.pdf", "--key", "b", "--start", "5"
    )

    assert (status, said) == (0, "wrote again.pdf: 1 page\n")
    assert [code.text for code in ck.codes("again.pdf")] == ["tags 2"]


def test_what_changed_since_a_build_is_printed_again(tables):
    run("build", "c.toml", "-o", "out", "--no-check")
    Path("rows.csv").write_text("id,n\na,1\nb,9\nc,3\n", encoding="utf-8")

    run("reprint", "c.toml", "tags", "-o", "again.pdf", "--changed", "out")

    assert [code.text for code in ck.codes("again.pdf")] == ["tags 9"]


def test_where_nothing_changed_there_is_nothing_to_print_and_nothing_wrong(tables):
    run("build", "c.toml", "-o", "out", "--no-check")

    status, said, complained = run(
        "reprint", "c.toml", "tags", "-o", "again.pdf", "--changed", "out"
    )

    assert (status, complained) == (0, "")
    assert said.startswith("nothing to print: no row of rows.csv is another than when 'tags' was")
    assert not Path("again.pdf").exists()


def test_one_asset_alone_is_made_with_two_processes_and_told_as_json(tables):
    status, said, _ = run("build", "c.toml", "-o", "out", "--only", "tags", "--jobs", "2", "--json")

    told = json.loads(said)
    assert status == 0
    assert (told["files"], told["made"], told["ok"]) == (["tags.pdf"], 3, True)


def test_an_asset_that_is_not_there_is_said(tables):
    status, _, said = run("build", "c.toml", "-o", "out", "--only", "tgas")

    assert status == 2
    assert "Did you mean 'tags'" in said


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_build_that_is_stopped_says_so_and_goes_on(tables, name):
    number = getattr(signal, name)
    code = (
        "import os, signal, sys\n"
        "from campaignkit.jobs import earlier_builds\n"
        "from campaignkit.cli import main\n"
        "if __name__ == '__main__':\n"
        "    keep = earlier_builds.keep_part\n"
        "    def stopped(*given):\n"
        f"        keep(*given); os.kill(os.getpid(), {int(number)})\n"
        "    earlier_builds.keep_part = stopped\n"
        "    sys.argv = ['campaignkit', 'build', 'c.toml', '-o', 'out', '--no-check']\n"
        "    main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert done.returncode == 128 + number
    assert b"Interrupted. What is whole is kept" in done.stderr
    assert Path("out/unfinished.txt").exists()
    assert run("build", "c.toml", "-o", "out", "--no-check")[0] == 0
    assert not Path("out/unfinished.txt").exists()


@pytest.fixture
def faulty(tables):
    """Thirty rows, two of which have an empty cell, built; a good one is another since."""
    rows = [f"r{at},{'' if at in (10, 20) else at}" for at in range(1, 31)]
    Path("rows.csv").write_text("\n".join(["id,n", *rows]), encoding="utf-8")
    run("build", "c.toml", "-o", "out", "--no-check", "--only", "tags")
    rows[24] = "r25,99"
    Path("rows.csv").write_text("\n".join(["id,n", *rows]), encoding="utf-8")
    return tables


def test_what_failed_in_a_build_and_is_the_same_has_not_changed(faulty):
    status, said, complained = run(
        "reprint", "c.toml", "tags", "-o", "again.pdf", "--changed", "out"
    )

    assert (status, said, complained) == (0, "wrote again.pdf: 1 page\n", "")
    assert [code.text for code in ck.codes("again.pdf")] == ["tags 99"]


@pytest.mark.parametrize("ending", [".pdf", ".zpl"])
@pytest.mark.parametrize(
    "how", [["--row", "10", "--row", "11"], ["--where", "id in ['r10', 'r11']"]]
)
def test_good_rows_are_printed_again_and_bad_ones_listed(faulty, how, ending):
    status, said, complained = run("reprint", "c.toml", "tags", "-o", f"again{ending}", *how)

    assert (status, said) == (1, f"wrote again{ending}: 1 page\n")
    assert complained.count("error: ") == 1
    assert "row 10" in complained
    if ending == ".pdf":
        assert [code.text for code in ck.codes("again.pdf")] == ["tags 11"]


def test_where_all_rows_are_bad_nothing_is_written(faulty):
    status, said, complained = run(
        "reprint", "c.toml", "tags", "-o", "again.pdf", "--row", "10", "--row", "20"
    )

    assert (status, said, complained.count("error: ")) == (1, "", 2)
    assert not Path("again.pdf").exists()


def test_a_row_that_is_another_and_bad_is_listed_beside_the_good(faulty):
    text = Path("rows.csv").read_text(encoding="utf-8").replace("r3,3", "r3,")
    Path("rows.csv").write_text(text, encoding="utf-8")

    status, _, complained = run("reprint", "c.toml", "tags", "-o", "again.pdf", "--changed", "out")

    assert (status, complained.count("error: "), "row 3" in complained) == (1, 1, True)
    assert [code.text for code in ck.codes("again.pdf")] == ["tags 99"]
