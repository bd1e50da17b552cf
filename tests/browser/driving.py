"""Chromium, JupyterLab and the studio's page, started and driven: for tests and measurements.

Chromium is Debian's; Playwright only speaks to it. No name is resolved but 127.0.0.1, so a
request for anything else fails at once, and is on the list `offsite` besides.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import nbformat

HOST = "127.0.0.1"
FLAGS = ["--disable-gpu", f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {HOST}"]
NEEDED = ("playwright", "jupyterlab", "voila", "ipykernel")
START_MOST = 240.0  # seconds
STATE_MOST = 120_000  # milliseconds, for any state to be reached

OPEN = """async path => {
  const app = window.jupyterapp;
  const shown = await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
  await shown.context.ready; await shown.sessionContext.ready;
  await shown.sessionContext.session.kernel.info;
  return shown.id; }"""
RUN = "async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
ERRORS = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
  .flatMap(cell => cell.toJSON().outputs || [])
  .filter(output => output.output_type === 'error')
  .map(output => output.ename + ': ' + output.evalue)"""
IDLE = """() => {
  const status = document.querySelector('.jp-NotebookKernelStatus-fade');
  return status && !status.classList.contains('jp-NotebookKernelStatus-info')
    && document.querySelector('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
    && !!document.querySelector('.jp-KernelName')?.innerText.includes('Python 3'); }"""
TAKEN = """() => {
  const prompt = document.querySelector('.jp-CodeCell .jp-InputPrompt')?.innerText ?? '';
  return /\\[(\\*|[0-9]+)\\]/.test(prompt); }"""
BELOW = "head => getComputedStyle(head.nextElementSibling).display !== 'none'"
REST = """() => new Promise(done => {
  let timer = setTimeout(end, 200);
  const later = () => { clearTimeout(timer); timer = setTimeout(end, 200); };
  const observer = new MutationObserver(later);
  observer.observe(document.body, {subtree: true, childList: true, attributes: true});
  function end() { observer.disconnect(); done(); }
})"""
CLOSE = """async () => { const shown = window.jupyterapp.shell.currentWidget;
  await shown.sessionContext.shutdown(); shown.context.model.dirty = false; shown.dispose(); }"""


def missing():
    """Return what a browser test needs and this machine lacks, in a sentence, or ""."""
    if chromium() is None:
        return "there is no chromium: as root, apt-get install chromium"
    absent = [name for name in NEEDED if find_spec(name) is None]
    return f'not installed: {", ".join(absent)}: pip install -e ".[test]"' if absent else ""


def chromium():
    """Return the path of Chromium, or None."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def expect(locator, what=None):
    """Return Playwright's assertions, which wait; `what` is said when one fails."""
    from playwright.sync_api import expect as waiting

    waiting.set_options(timeout=STATE_MOST)  # its own is five seconds: no limit for a busy machine
    return waiting(locator, what)


@contextmanager
def browser():
    """Give a headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield launched
        launched.close()


def new_page(launched, *, width=1280, height=1000, dark=False, locale="en-US"):
    """Return a page; `page.offsite` lists every request that left this machine."""
    context = launched.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        color_scheme="dark" if dark else "light",
        locale=locale,
    )
    context.set_default_timeout(STATE_MOST)
    page = context.new_page()
    page.offsite = []
    page.on("request", lambda request: _note(page.offsite, request.url))
    page.on("websocket", lambda socket_: _note(page.offsite, socket_.url))
    return page


def close(page):
    """Close a page as a person does: it says so to the server, which ends its kernel."""
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    page.context.close()


def at_rest(page):
    """Wait until nothing on a page has changed for 0.2 s: what the kernel sent has been drawn."""
    page.evaluate(REST)


def _note(offsite, address):
    scheme, _, rest = address.partition("://")
    if scheme in ("http", "https", "ws", "wss") and not rest.startswith(f"{HOST}:"):
        offsite.append(address)


@contextmanager
def lab(folder):
    """Serve JupyterLab, with settings of its own; give its address and the folder it shows."""
    root = folder / "root"
    root.mkdir()
    _settings(folder / "settings")
    port = free_port()
    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}"),
                *("--ServerApp.port_retries=0", f"--ServerApp.ip={HOST}"),
                *("--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True"),
                *("--allow-root", f"--ServerApp.root_dir={root}"),
                "--LabApp.expose_app_in_browser=True",
            ],
            env=_environment(folder),
            cwd=root,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(server, f"http://{HOST}:{port}/api/status", folder / "log.txt")
            yield f"http://{HOST}:{port}", root
        finally:
            server.terminate()
            server.wait(20)


def _settings(folder):
    """Have Lab draw every cell, and show no news."""
    quiet = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
    for extension, name, values in (
        ("apputils-extension", "notification", quiet),
        ("notebook-extension", "tracker", {"windowingMode": "none"}),
    ):
        place = folder / "@jupyterlab" / extension
        place.mkdir(parents=True)
        (place / f"{name}.jupyterlab-settings").write_text(json.dumps(values))


def _environment(folder):
    own = {"CONFIG": "config", "DATA": "data", "RUNTIME": "runtime"}
    return {
        **os.environ,
        **{f"JUPYTER_{name}_DIR": str(folder / place) for name, place in own.items()},
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }


def free_port():
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_for(server, address, log):
    end = time.monotonic() + START_MOST
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(log.read_text())


def open_lab(page, address):
    """Open JupyterLab in a page, its side bar closed."""
    page.goto(f"{address}/lab?reset")
    page.wait_for_function("() => !!window.jupyterapp", timeout=240_000)
    page.evaluate("async () => { await window.jupyterapp.restored; }")
    page.evaluate("""async () => { const commands = window.jupyterapp.commands;
      if (commands.isToggled('application:toggle-left-area'))
        await commands.execute('application:toggle-left-area'); }""")


def write_notebook(path: Path, *cells):
    """Write a notebook of code cells."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, path)


def run_notebook(page, root: Path, name, *cells):
    """Write a notebook, open it in Lab and run it; return what shows it."""
    write_notebook(root / f"{name}.ipynb", *cells)
    shown = page.evaluate(OPEN, f"{name}.ipynb")
    page.evaluate(RUN)
    if raised := page.evaluate(ERRORS):
        raise AssertionError("; ".join(raised))
    return page.locator(f"#{shown}")


def run_in_notebook_7(page):
    """Run all cells of the notebook that Notebook 7 shows, once its kernel takes them.

    The kernel's name is shown long before it is ready, and what is run then may be lost without a
    word: so the first cell is looked at, and cells that were not taken are run again.
    """
    from playwright.sync_api import TimeoutError as NotYet

    page.wait_for_function(IDLE, timeout=240_000)
    for _ in range(8):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            page.wait_for_function(TAKEN, timeout=30_000)
        except NotYet:
            page.keyboard.press("Escape")
        else:
            return
    raise AssertionError("the kernel took no cell: " + page.inner_text("body")[:1000])


def tab(studio, name):
    """Bring a studio to the front; return what is shown of it."""
    studio.get_by_role("tab", name=name, exact=True).click()
    panel = studio.locator(".ck-panel:visible")
    panel.locator("figure, [role=figure]").first.wait_for()  # it is made when it is first seen
    return panel


def unfold(panel, name):
    """Open what is folded under a name, if it is closed."""
    head = panel.locator("button.ck-fold:visible").filter(has_text=re.compile(f"^{name}$")).first
    if "mod-active" not in (head.get_attribute("class") or ""):
        head.click()


def unfold_all(panel):
    """Open everything that is folded, what is folded within it too."""
    at_rest(panel.page)
    closed = panel.locator("button.ck-fold:visible:not(.mod-active)")
    while closed.count():
        head = closed.first.element_handle()
        head.click()
        panel.page.wait_for_function(BELOW, arg=head)  # the kernel opens it: folds may lie within


def upload(page, panel, name, path):
    """Give a file to the upload button of a name."""
    with page.expect_file_chooser() as chooser:
        panel.get_by_role("button", name=re.compile(name)).first.click()
    chooser.value.set_files(path)


def seen(panel):
    """Return a mark of the picture that is shown, which is decoded first."""
    return panel.locator("figure img").evaluate(
        "async image => { await image.decode(); return image.src.length + image.src.slice(-60) }"
    )


def changed(panel, before):
    """Wait until another picture is shown than `before`; return its mark."""
    end = time.monotonic() + 120
    while (now := seen(panel)) == before:
        assert time.monotonic() < end, "the picture did not change"
        time.sleep(0.02)
    return now
