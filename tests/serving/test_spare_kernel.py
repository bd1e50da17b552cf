"""The first kernel is begun beside the server; later ones, and one that is lost, are as ever."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from campaignkit.serving import spare_kernel

manager = pytest.importorskip("jupyter_client.manager", reason="the studio's server is absent")
pytest.importorskip("ipykernel", reason="the studio's server is absent")
if not hasattr(os, "getpgid"):
    pytest.skip("spares are for systems with process groups", allow_module_level=True)


@pytest.fixture
def given():
    """A spare kernel that was given to whoever asks first."""
    from jupyter_client.provisioning import KernelProvisionerFactory

    from campaignkit.serving import kernels

    first = spare_kernel.begin()
    kernels.give(first)
    yield first
    KernelProvisionerFactory.clear_instance()
    kernels._READY.clear()
    first.kill()
    first.wait()


def kernel(folder):
    """Start a kernel; return its process's number, and what it says of itself."""
    managed, client = manager.start_new_kernel(kernel_name="python3", cwd=str(folder))
    told = []
    try:
        said = "os.getpid(), os.getcwd(), 'campaignkit.widgets' in sys.modules"
        ends_with = "kernelapp.IPKernelApp.instance().parent_handle"
        code = f"import os, sys; from ipykernel import kernelapp; print({said}, {ends_with})"
        client.execute_interactive(code, timeout=240, output_hook=told.append)
    finally:
        client.stop_channels()
        managed.shutdown_kernel(now=True)
    *text, parent = "".join(each["content"].get("text", "") for each in told).split()
    assert parent == str(os.getpid())  # it ends when the server does
    return text


def test_the_first_kernel_is_the_spare_which_has_loaded_the_library(given, tmp_path):
    assert kernel(tmp_path) == [str(given.pid), str(tmp_path), "True"]

    pid, _folder, has_loaded = kernel(tmp_path)
    assert (pid != str(given.pid), has_loaded) == (True, "False")


def test_a_spare_that_has_died_is_replaced(given, tmp_path):
    given.kill()
    given.wait()

    assert kernel(tmp_path)[1:] == [str(tmp_path), "False"]


def test_a_spare_that_nobody_asks_for_ends():
    command = [sys.executable, "-m", "campaignkit.serving.spare_kernel", "json"]

    subprocess.run(command, input=b"", timeout=240, check=True)
