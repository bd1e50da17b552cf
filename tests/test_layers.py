"""The house, held by reading every file: who may know whom, and who may touch the disk.

A room is a file or folder directly under `campaignkit/`, or a folder in one that has a floor of
its own. To add a room, give it a floor; to add a dependency, give it a door. Imports inside
functions and for the type checker count too.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import campaignkit

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "campaignkit"
FACE = "campaignkit"  # the name of the face's room, __init__.py

FLOORS = (
    ("closeable", "display", "frozen", "progress", "units", "child_programs"),
    ("problems",),
    ("errors",),
    ("arguments",),
    (
        "error_values",
        "missing_words",
        "formulas",
        "unfinished_text",
        "parallel",
        "remote",
        "resources",
        "rule_tables",
        "characters",
        "spec_errors",
        "toml_text",
        "fixed_environment",
    ),
    ("locales", "pictures", "rows", "disk_list", "stores", "svg_paths", "specs"),
    ("phones", "prices", "translations", "vectors"),
    ("wording",),
    ("business", "printers", "stock", "text"),
    ("link_kinds", "payments", "qr"),
    ("drawing", "payload"),
    ("chats", "evidence", "merge"),
    ("artwork", "tracking"),
    ("messaging", "products", "layout"),
    ("sheets", "pages"),
    ("render",),
    ("proof", "packs"),
    ("calibrating", "label_streams"),
    ("assets", "manifests"),
    ("jobs", "presentation"),
    ("campaigns.forms",),
    ("campaigns",),
    ("serving",),
    ("widgets",),
    (FACE, "cli"),
    ("__main__",),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


# What is imported, and its door: a room, a file of a room, or several. The longest name decides.
DOORS: dict[str, tuple[str, ...]] = {
    "altair": ("assets.report_chart",),
    "av": ("packs.animations",),
    "babel": ("locales",),
    "babel.messages": ("translations.catalogs",),
    "click": ("cli",),
    "cv2": ("proof.second_opinion",),
    "deflate": ("render.document",),
    "fontTools": ("text",),
    "fontTools.pens": ("text", "svg_paths"),
    "fontTools.svgLib": ("svg_paths",),
    "fpdf": ("text.bidi",),
    "fsspec": ("remote",),
    "IPython": ("widgets",),
    "ipywidgets": ("widgets",),
    "jinja2": ("wording",),
    "jupyter_client": ("serving.kernels",),
    "loky": ("jobs.workers",),
    "narwhals": ("rows.frames",),
    "numpy": ("",),  # everywhere: an array is the language the rooms speak
    "phonenumbers": ("phones",),
    "psutil": ("child_programs",),
    "PIL": ("pictures",),
    "pydantic": ("specs",),
    "pylopdf": ("proof.second_opinion",),
    "pypdfium2": ("render.raster", "render.pdf_probe_child"),
    "pyarrow": ("rows.columnar",),
    "python_calamine": ("rows.calamine_child",),
    "qrcode": ("qr",),
    "rlottie_python": ("packs.lottie_child",),
    "reportlab": ("render.document",),
    "stdnum": ("payments",),
    "tqdm": ("progress",),
    "tomlkit": ("toml_text",),
    "traitlets": ("widgets",),
    "uharfbuzz": ("text",),
    "voila": ("serving.server",),
    "zxingcpp": ("proof",),
}
# Distributions whose import bears another name; those without one are found as data.
IMPORTED_AS = {
    "fonttools": "fontTools",
    "fpdf2": "fpdf",
    "pillow": "PIL",
    "python-calamine": "python_calamine",
    "python-stdnum": "stdnum",
    "rlottie-python": "rlottie_python",
    "zxing-cpp": "zxingcpp",
    "fontpkg-noto-sans": None,
    "fontpkg-noto-sans-arabic": None,
    "distributed": None,  # its executor is given by whoever has a cluster
    "tzdata": None,  # zoneinfo finds it
}

IMPORTED = ("cluster", "films", "plots", "tables")  # extras that are imported where they are there

# The rooms that open paths; and single files elsewhere that do, with the calls.
OPENERS = {"assets", "campaigns", "jobs", "manifests", "remote", "resources", "rows", "stores"}
ALSO_OPEN: dict[str, set[str]] = {
    "disk_list": {"tempfile"},
    "campaigns.forms.packs": {"iterdir"},  # which pictures a pack of a folder reads
    "chats.sources": {"open", "os.walk"},  # exported chats, as they are
    "packs.animations": {"open"},  # av.open reads bytes
    "pictures.opening": {"open"},  # Pillow gets bytes
    "pictures.sources": {"read_bytes"},  # pictures by their path
    "pictures.png_strips": {"open"},  # Pillow gets bytes
    "render.pdf_probe_child": {"PdfDocument"},  # a process of its own
    "render.raster": {"PdfDocument"},  # PDFium reads a long file piece by piece, from its path
    "text.faces": {"from_file_path"},  # HarfBuzz maps a font into memory from its path
    "text.font_files": {"rglob"},  # where the fonts of packages and of the system are
    "wording.sandbox": {"read_text"},  # a template that ships, below resources.root()
    "serving": {"open"},  # webbrowser.open: no path
    "widgets.served_page": {"open"},  # the form of a campaign file
}

# Dataclasses that change: each gathers what a piece of work finds, and is gone after it.
GATHERING = {
    "jobs.asset_lines.Asset",
    "jobs.builder.Builder",
    "jobs.parts.Part",
    "jobs.running.Work",
    "link_kinds._whatsapp_addresses.AddressReading",
    "manifests.contact_sheet._Files",
    "manifests.problem_list.Kind",
    "messaging.lint.finding.LintFindings",
    "messaging.markup.parsing._Inlines",
    "messaging.templates.checking._Column",
    "messaging.templates.checking._Length",
    "packs.contents._Reading",
    "packs.design_stickers._Place",
    "products.exports.Told",
    "products.exports.records.ExportRecord",
    "proof.lints.clear_areas._Boxes",
}

PATH_CALLS = {
    *("glob", "iterdir", "mkdir", "open", "read_bytes", "read_text", "rename", "rglob", "rmdir"),
    *("symlink_to", "touch", "unlink", "write_bytes", "write_text"),
    *("from_file_path", "from_path", "PdfDocument"),  # uharfbuzz, python-calamine, pypdfium2
}
PATH_MODULES = {"glob", "shutil", "tempfile"}
OS_CALLS = {
    *("chmod", "fdopen", "link", "listdir", "makedirs", "mkdir", "open", "remove", "rename"),
    *("replace", "rmdir", "scandir", "symlink", "truncate", "unlink", "walk"),
}


# Files that import each other, imports inside functions and for the type checker included.
CIRCLES: tuple[tuple[str, ...], ...] = ()


class Import(NamedTuple):
    module: str  # who imports, without "campaignkit."
    name: str  # what is imported, in full
    line: int

    def __str__(self) -> str:
        return f"{self.module}, line {self.line}: {self.name}"


def test_a_room_imports_lower_floors_only():
    offences = [
        str(found)
        for found in every_import()
        if (target := room_imported(found.name)) is not None
        and not allowed(room(found.module), target)
    ]

    assert offences == []


def test_every_room_has_a_floor():
    rooms = {room(module_name(path)) for path in python_files()}

    assert rooms - FLOOR_OF.keys() == set()


def test_each_dependency_has_one_door():
    offences = [
        str(found)
        for found in every_import()
        if is_foreign(found.name) and not any(is_in(found.module, door) for door in doors(found))
    ]

    assert offences == []


def test_the_doors_are_those_of_the_declared_dependencies():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for name in IMPORTED for line in extras[name])]
    declared = {re.split(r"[\s<>=!~\[;]", line)[0] for line in lines}

    imported = {IMPORTED_AS.get(name, name) for name in declared} - {None}
    top = {name.split(".")[0] for name in DOORS} - {
        *("IPython", "traitlets"),  # they come with ipywidgets
        *(
            "cv2",
            "jupyter_client",
            "psutil",
            "pylopdf",
            "voila",
        ),  # they come with the extra that needs them
    }
    assert imported == top


def test_no_name_of_the_face_is_also_a_rooms_name():
    names = set(getattr(campaignkit, "__all__", ()))

    assert names & FLOOR_OF.keys() == set()


def test_only_these_rooms_open_paths():
    offences = [
        f"{name}, line {line}: {call}"
        for path in python_files()
        if room(name := module_name(path)) not in OPENERS
        for call, line in opening_calls(tree(path))
        if call not in ALSO_OPEN.get(name, ())
    ]

    assert offences == []


def test_an_exception_that_is_no_longer_needed_is_gone():
    used = {
        name: {call for call, _ in opening_calls(tree(PACKAGE / as_path(name)))}
        for name in ALSO_OPEN
    }

    assert {
        name: calls - used[name] for name, calls in ALSO_OPEN.items() if calls - used[name]
    } == {}


def test_importing_campaignkit_loads_no_dependency():
    code = f"import sys, campaignkit; print(*sorted(sys.modules.keys() & {set(DOORS)!r}))"

    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert answer.stdout.strip() == ""


def test_an_import_counts_wherever_it_stands():
    source = """
if TYPE_CHECKING:
    from campaignkit.text.lines import Line
def draw():
    import reportlab.pdfgen.canvas as canvas
    from . import raster
    from ..qr import Symbol
    from campaignkit import check, qr
    import_module("campaignkit.assets")
"""

    found = [name for name, _ in imported_names(ast.parse(source), "render.pdf", package=False)]
    assert found == [
        "campaignkit.text.lines.Line",
        "reportlab.pdfgen.canvas",
        "campaignkit.render.raster",
        "campaignkit.qr.Symbol",
        "campaignkit.check",
        "campaignkit.qr",
        "campaignkit.assets",
    ]
    assert [room_imported(name) for name in found] == [
        *("text", None, "render", "qr", FACE, "qr", "assets")
    ]


def test_sideways_and_upward_are_refused():
    assert not allowed("link_kinds", "qr")
    assert not allowed("qr", "assets")
    assert not allowed("widgets", FACE)
    assert allowed("assets", "qr")
    assert allowed("text", "text")


def test_no_files_import_each_other_in_a_circle():
    found = circles(imported_files())

    assert [circle for circle in found if circle not in CIRCLES] == []
    assert [circle for circle in CIRCLES if circle not in found] == []  # mended: strike it out


def test_a_circle_is_seen():
    files = {"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": {"e"}, "e": set()}

    assert circles(files) == [("a", "b", "c")]


def test_no_room_is_called_like_what_tools_write():
    assert FLOOR_OF.keys() & {"build", "dist", "out", "env", "venv", "target", "lib"} == set()


def test_calls_that_open_a_path_are_seen():
    source = """
open("a")
Path("b").read_text()
folder.joinpath("c").open()
os.replace("d", "e")
from os import walk
import tempfile
"text".replace("x", "y")
reader.read()
"""

    calls = [call for call, _ in opening_calls(ast.parse(source))]
    assert sorted(calls) == ["open", "open", "os.replace", "os.walk", "read_text", "tempfile"]


def test_the_lower_floors_come_first_and_no_room_is_twice():
    rooms = [name for floor in FLOORS for name in floor]

    assert len(rooms) == len(set(rooms))
    assert all(FLOOR_OF[low[0]] < FLOOR_OF[high[0]] for low, high in pairwise(FLOORS))


# -- reading the source ----------------------------------------------------------------------------


def python_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_name(path: Path) -> str:
    """Return "render.pdf" for campaignkit/render/pdf.py, "qr" for qr/__init__.py, and the face."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or FACE


def as_path(name: str) -> str:
    """Return the file of a module name that stands in a table above."""
    file = name.replace(".", "/")
    return f"{file}.py" if (PACKAGE / f"{file}.py").exists() else f"{file}/__init__.py"


def room(module: str) -> str:
    inner = ".".join(module.split(".")[:2])
    return inner if inner in FLOOR_OF else module.split(".", maxsplit=1)[0]


def room_imported(name: str) -> str | None:
    """Return the room that a full name leads into, or None for what is not ours."""
    ours, _, rest = name.partition(".")
    if ours != "campaignkit":
        return None
    return room(rest) if room(rest) in FLOOR_OF else FACE


def allowed(importer: str, target: str) -> bool:
    if importer == target:
        return True
    return FLOOR_OF[target] < FLOOR_OF.get(importer, 0)


def every_import() -> Iterator[Import]:
    for path in python_files():
        module = module_name(path)
        package = path.name == "__init__.py"
        for name, line in imported_names(tree(path), module, package=package):
            yield Import(module, name, line)


def imported_names(code: ast.AST, module: str, *, package: bool) -> Iterator[tuple[str, int]]:
    """Yield each imported name in full with its line; relative ones count from `module`."""
    for node in ast.walk(code):
        match node:
            case ast.Import(names=names):
                yield from ((alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(names=names):
                base = origin(node, module, package=package)
                yield from ((f"{base}.{alias.name}", node.lineno) for alias in names)
            case ast.Call(args=[ast.Constant(value=str(name)), *_], func=called):
                if ast.unparse(called).split(".")[-1] in ("import_module", "__import__"):
                    yield name, node.lineno


def origin(node: ast.ImportFrom, module: str, *, package: bool) -> str:
    """Return the absolute name of what stands between "from" and "import"."""
    if node.level == 0:
        return node.module or ""
    parts = ["campaignkit", *(module.split(".") if module != FACE else [])]
    up = node.level - 1 if package else node.level
    parts = parts[: len(parts) - up]
    return ".".join([*parts, node.module] if node.module else parts)


def imported_files() -> dict[str, set[str]]:
    """Return which files of the package each of them imports, wherever the import stands."""
    names = {module_name(path) for path in python_files()}
    found: dict[str, set[str]] = {name: set() for name in names}
    for each in every_import():
        target = each.name.removeprefix("campaignkit.")
        while target and target not in names:
            target = target.rpartition(".")[0]
        if target and target != each.module and each.name.startswith("campaignkit."):
            found[each.module].add(target)
    return found


def circles(files: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    """Return the groups of files from each of which every other of the group is reached."""
    reached = {name: reachable(name, files) for name in files}
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached[other])) for name in files
    }
    return sorted(group for group in groups if len(group) > 1)


def reachable(name: str, files: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    left = [name]
    while left:
        for target in files[left.pop()] - found:
            found.add(target)
            left.append(target)
    return found


def is_foreign(name: str) -> bool:
    top = name.split(".", maxsplit=1)[0]
    return top != "campaignkit" and top not in sys.stdlib_module_names


def is_in(module: str, door: str) -> bool:
    return door in ("", module) or module.startswith(f"{door}.")


def doors(found: Import) -> tuple[str, ...]:
    """Return the doors of the longest listed name that `found` begins with; none if not listed."""
    listed = [name for name in DOORS if f"{found.name}.".startswith(f"{name}.")]
    return DOORS[max(listed, key=len)] if listed else ()


def opening_calls(code: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield what looks like the opening of a path, with its line."""
    for node in ast.walk(code):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in PATH_CALLS:
                yield name, node.lineno
            case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr=name)):
                if name in OS_CALLS:
                    yield f"os.{name}", node.lineno
            case ast.Call(func=ast.Attribute(attr=name)) if name in PATH_CALLS:
                yield name, node.lineno
            case ast.ImportFrom(module="os", names=names):
                said = (alias.name for alias in names if alias.name in OS_CALLS)
                yield from ((f"os.{name}", node.lineno) for name in said)
            case ast.ImportFrom(module=str(name)) if name in PATH_MODULES:
                yield name, node.lineno
            case ast.Import(names=names):
                said = (alias.name for alias in names if alias.name in PATH_MODULES)
                yield from ((name, node.lineno) for name in said)


def test_no_line_of_the_dependencies_stands_twice():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = {"": project["dependencies"], **project["optional-dependencies"]}

    assert {name: lines for name, lines in listed.items() if len({*lines}) != len(lines)} == {}


def test_dataclasses_are_frozen_but_those_that_gather():
    changing = {
        f"{module_name(path)}.{node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for mark in map(ast.unparse, node.decorator_list)
        if mark.startswith("dataclass") and "frozen=True" not in mark
    }

    assert changing == GATHERING


def test_no_class_name_stands_twice():
    found: dict[str, list[str]] = {}
    for path in python_files():
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(module_name(path))

    assert {name: files for name, files in found.items() if len(files) > 1} == {}
