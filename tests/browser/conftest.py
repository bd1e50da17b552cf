"""One Chromium, one JupyterLab and one served studio for all tests of the folder's one module.

They end with it: while it is open, Playwright keeps an event loop running in this process, and
what asks for one would believe to be in a kernel.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

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


@pytest.fixture(scope="module")
def lab(chromium, tmp_path_factory):
    """A page with JupyterLab in it; `.address` is the server's, `.root` the folder it shows."""
    with ExitStack() as stack:
        address, root = stack.enter_context(driving.lab(tmp_path_factory.mktemp("lab")))
        page = driving.new_page(chromium)
        driving.open_lab(page, address)
        page.address, page.root = address, root
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
