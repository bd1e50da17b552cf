"""One JupyterLab and one served studio for all tests, one Chromium for those of a module.

Chromium ends with the module: while it is open, Playwright keeps an event loop running in this
process, and what asks for one would believe to be in a kernel.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, chdir
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `driving` is shared with the benchmarks
import driving


def pytest_collection_modifyitems(items):
    """Skip what needs a browser where there is none, and say what to install."""
    lacking = driving.missing()
    if lacking:
        reason = f"THE STUDIO WAS NOT TRIED IN A BROWSER: {lacking}"
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="module")
def chromium():
    with driving.browser() as launched:
        yield launched


@pytest.fixture(scope="session")
def studio_server(tmp_path_factory):
    """What `campaignkit studio` serves: its `.address`, `.folder`, `.command` and `.pid`."""
    from campaignkit.serving import served

    folder = tmp_path_factory.mktemp("served")
    with ExitStack() as stack:
        with chdir(folder):
            address, server = stack.enter_context(served())
        yield SimpleNamespace(address=address, folder=folder, command=server.args, pid=server.pid)


@pytest.fixture
def visit(chromium, studio_server):
    """A function that opens the served studio in a new page, and waits for its first pictures."""
    pages = []

    def opened(address=studio_server.address, **options):
        pages.append(driving.new_page(chromium, **options))
        pages[-1].goto(address)
        pages[-1].locator(".ck-goals button").first.wait_for()
        return pages[-1]

    yield opened
    for page in pages:
        assert page.offsite == []
        driving.close(page)


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory):
    """JupyterLab's address, and the folder it shows."""
    with driving.lab(tmp_path_factory.mktemp("lab")) as found:
        yield found


@pytest.fixture(scope="module")
def lab(chromium, lab_server):
    """A page with JupyterLab in it; `.address` is the server's, `.root` the folder it shows."""
    page = driving.new_page(chromium)
    page.address, page.root = lab_server
    driving.open_lab(page, page.address)
    yield page
    page.context.close()


@pytest.fixture
def notebook(lab):
    """A function that runs a notebook's cells in Lab and returns what shows it."""
    opened = []

    def run(*cells):
        opened.append(f"test-{len(list(lab.root.iterdir()))}")
        return driving.run_notebook(lab, lab.root, opened[-1], *cells)

    yield run
    for _ in opened:
        lab.evaluate(driving.CLOSE)
