"""What the documents say is run, parsed or looked up, so that it stays true."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
import tomllib
from itertools import takewhile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
COMMAND = str(Path(sys.executable).with_name("campaignkit"))
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/decisions.md"]
MARKETS = "NOME_FEIRA,BAIRRO\nVila Formosa,VL FORMOSA\nPraça Santa Helena,VL ZELINA\nConcórdia,\n"


def read(document):
    return (PROJECT / document).read_text(encoding="utf-8")


def blocks(document, language):
    """Return the fenced blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", read(document), re.MULTILINE | re.DOTALL)


def commands(program):
    """Return every command line of `program` in the documents, without its comment."""
    lines = [
        line for name in DOCUMENTS for block in blocks(name, "sh") for line in block.split("\n")
    ]
    split = [line.split("#")[0].split() for line in lines]
    return [words for words in split if words[:1] == [program]]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder to work in, with the table that the README speaks of."""
    (tmp_path / "markets.csv").write_text(MARKETS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_first_page_of_the_readme_runs_as_it_stands(desk):
    said = {}

    for block in blocks("README.md", "python"):
        exec(compile(block, "README.md", "exec"), said)
    assert (desk / "stickers.pdf").read_bytes().startswith(b"%PDF-")
    assert (desk / "markets.pdf").read_bytes().startswith(b"%PDF-")
    assert f"`{said['link']}`" in read("README.md")


def test_the_campaign_file_of_the_readme_builds(desk):
    (block,) = blocks("README.md", "toml")
    (desk / "campaign.toml").write_text(block, encoding="utf-8")

    command = [COMMAND, "build", "campaign.toml", "-o", "out"]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stderr.count("Traceback")) == (0, 0), built.stderr
    assert list((desk / "out").rglob("*.pdf"))


def test_the_commands_in_the_documents_exist():
    named = {words[1] for words in commands("campaignkit")}

    for name in sorted(named):
        asked = [COMMAND, name, "--help"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert (answer.returncode, "Usage:" in answer.stdout) == (0, True), answer.stderr


def test_the_make_targets_in_the_documents_exist():
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))

    said = {words[1] for words in commands("make")}
    assert {"demo", "test"} <= said <= targets


def test_the_scripts_in_the_documents_exist():
    scripts = [words[1] for words in commands("python")]

    assert scripts
    assert [name for name in scripts if not (PROJECT / name).is_file()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_somewhere(document):
    targets = re.findall(r"\]\(([^)#]+)\)", read(document))

    beside = (PROJECT / document).parent
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (beside / target).exists()] == []


def test_the_tour_of_the_house_passes_every_room():
    tour, package = read("docs/architecture.md"), PROJECT / "campaignkit"
    rooms = {
        f"{each.name}/" if each.is_dir() else each.name
        for each in package.iterdir()
        if not each.name.startswith("__") and (each.is_dir() or each.suffix == ".py")
    }

    assert {room for room in rooms if f"`{room}" not in tour} == set()


def test_what_the_tour_of_the_house_speaks_of_is_there():
    tour, package = read("docs/architecture.md"), PROJECT / "campaignkit"
    paths = {str(path.relative_to(PROJECT)) for path in package.rglob("*.py")}
    paths |= {str(path.relative_to(PROJECT)) for path in (PROJECT / "tests").rglob("*.py")}
    paths |= {str(Path(path).parent) for path in paths}
    spoken = re.findall(r"`([a-z_]+(?:/[a-z_]+)*(?:\.py|/))`", tour)
    names = re.findall(r"`((?:[a-z_]+\.)+\w+)(?:\(\))?`", tour)

    gone = [
        each
        for each in spoken
        if not any(f"/{path}".endswith(f"/{each.rstrip('/')}") for path in paths)
    ]
    assert gone == []
    assert [
        each for each in names if not each.endswith((".py", ".md", ".toml")) and not known(each)
    ] == []


def known(name):
    """Say whether a dotted name leads somewhere in campaignkit, such as layout.ready.Compiled."""
    try:
        pkgutil.resolve_name(f"campaignkit.{name}")
    except (AttributeError, ImportError):
        return False
    return True


def test_the_decisions_give_a_reason_for_every_dependency_and_extra():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    declared = [re.split(r"[\s<>=!~\[;]", line)[0] for line in project["dependencies"]]

    rows = [line.split(" | ") for line in read("docs/decisions.md").splitlines() if "|" in line]
    reasons = {row[0].strip("| "): row[-1].strip("| ") for row in rows}
    missing = [
        name for name in [*declared, *project["optional-dependencies"]] if name not in reasons
    ]
    assert missing == []
    assert all(reasons[name] for name in declared)


def test_the_decisions_speak_of_no_dependency_that_is_gone():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    declared = {re.split(r"[\s<>=!~\[;]", line)[0] for line in project["dependencies"]}

    table = read("docs/decisions.md").split("| dependency |")[1].splitlines()[2:]
    listed = {line.split(" | ")[0].strip("| ") for line in takewhile(bool, table)}
    assert listed == declared


def test_the_readme_names_every_extra_that_brings_fonts():
    extras = tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]
    fonts = {name for name in extras if name not in ("test", "notebooks", "cluster", "stores")}

    assert [
        name for name in sorted(fonts) if not re.search(rf"[`\[,]{name}[`\],]", read("README.md"))
    ] == []
