"""The guide runs from top to bottom, and what it shows is committed, small and the same everywhere.

python tests/test_notebooks.py  runs every notebook and writes its outputs anew.
"""

from __future__ import annotations

import base64
import re
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
MOST = 300_000  # bytes of a notebook with its outputs
COLOURS = 8  # of a committed picture
LIVE = "application/vnd.jupyter.widget-view+json"  # shown while a kernel runs; says nothing later
# Of this machine, or of this run: places of people and of programs, addresses in memory, times.
OURS_ALONE = re.compile(
    r"/(home|root|tmp|usr|var|work|Users)/|[A-Z]:\\\\|\bat 0x[0-9a-f]{6}|\d+(\.\d+)? ?(ms|µs)\b"
)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def run(path, folder):
    """Return the notebook as it is after running in `folder`, without what needs a kernel."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=900,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in code_cells(notebook):
        for output in cell.outputs:
            output.get("data", {}).pop(LIVE, None)
    return notebook


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def kinds(notebook):
    """Return what each cell shows: texts as they are, pictures by their kind."""
    return [[shown(output) for output in cell.outputs] for cell in code_cells(notebook)]


def shown(output):
    if output.output_type == "stream":
        return output.name, output.text
    return output.output_type, sorted(output.data), output.data.get("text/plain")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_what_is_committed(path, tmp_path):
    committed = nbformat.read(path, as_version=4)

    assert kinds(run(path, tmp_path)) == kinds(committed)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_its_outputs_are_committed_in_order_and_small(path):
    notebook = nbformat.read(path, as_version=4)
    cells = code_cells(notebook)

    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert any("text/html" in output.get("data", {}) for cell in cells for output in cell.outputs)
    assert path.stat().st_size <= MOST


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_its_outputs_say_nothing_of_this_machine(path):
    notebook = nbformat.read(path, as_version=4)
    texts = [
        re.sub(r"base64,[A-Za-z0-9+/=]+", "", str(text))
        for cell in code_cells(notebook)
        for output in cell.outputs
        for text in (output.get("text", ""), *output.get("data", {}).values())
        if text != output.get("data", {}).get("image/png")
    ]

    assert [found[0] for text in texts if (found := OURS_ALONE.search(text))] == []
    assert all(cell.metadata == {} for cell in notebook.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_picture_has_its_words(path):
    notebook = nbformat.read(path, as_version=4)

    pages = [
        output.data.get("text/html", "")
        for cell in code_cells(notebook)
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    assert all(re.search(r'<img alt="[^"]{10,}', page) for page in pages)


def made_small(notebook):
    """Have every picture in few colours: a page that is looked at needs no more."""
    for cell in code_cells(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            if "image/png" in data:
                data["image/png"] = fewer_colours(data["image/png"])
            if "text/html" in data:
                inside = re.compile(r"(?<=data:image/png;base64,)[A-Za-z0-9+/=]+")
                data["text/html"] = inside.sub(
                    lambda found: fewer_colours(found[0]), data["text/html"]
                )
    return notebook


def fewer_colours(encoded):
    from PIL import Image

    with Image.open(BytesIO(base64.b64decode(encoded))) as picture:
        reduced = picture.convert("RGB").quantize(
            COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        out = BytesIO()
        reduced.save(out, "PNG", optimize=True, dpi=picture.info["dpi"])
    return base64.b64encode(out.getvalue()).decode()


if __name__ == "__main__":
    for chosen in map(Path, sys.argv[1:] or NOTEBOOKS):
        with tempfile.TemporaryDirectory() as desk:
            nbformat.write(made_small(run(chosen, Path(desk))), chosen)
