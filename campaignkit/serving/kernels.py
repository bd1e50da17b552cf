"""Kernels of the server: a `spare_kernel` is begun with it for the first page, others as asked for.

The one door to jupyter_client, which asks a provisioner for a kernel's process, and a client to
speak with it. Its `wait_for_ready` waits for a fifth of a second in which nothing comes. The kernel
says "idle" on the same channel once it has sent all that a question made it send: nothing of it can
come after that, and nobody waits.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from importlib.metadata import EntryPoint
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from campaignkit.serving.spare_kernel import LAUNCHER

_NAME, _GROUP = "campaignkit-spare", "jupyter_client.kernel_provisioners"
_ASK_AGAIN = 1.0  # seconds; the kernel may not have been listening yet
_BEHIND = 0.1  # seconds by which "idle" follows the answer; before it is subscribed to, it is lost
_READY: list[subprocess.Popen[bytes]] = []


def give(spare: subprocess.Popen[bytes]) -> None:
    """Have a spare be the first kernel that is asked for."""
    _READY.append(spare)
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[_NAME] = EntryPoint(_NAME, f"{__name__}:SpareProvisioner", _GROUP)
    factory.default_provisioner_name = _NAME


class SpareProvisioner(LocalProvisioner):
    """Gives the spare, once, to a kernel of this Python; else begins a process."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Return how the kernel is reached."""
        spare = _READY.pop() if _READY and _is_ours(cmd) else None
        if spare is None or not _told(spare, cmd, kwargs):
            return await super().launch_kernel(cmd, **kwargs)
        self.process = spare
        self.pid = spare.pid
        self.pgid = os.getpgid(spare.pid)
        return self.connection_info


def _is_ours(cmd: list[str]) -> bool:
    return cmd[0] == sys.executable and LAUNCHER in cmd


def _told(spare: subprocess.Popen[bytes], cmd: list[str], kwargs: dict[str, Any]) -> bool:
    """Say which kernel it is to be; False if it has ended."""
    asked = {
        "arguments": cmd[cmd.index(LAUNCHER) + 1 :],
        "env": {**kwargs["env"], "JPY_PARENT_PID": str(os.getpid())},
        "folder": str(kwargs.get("cwd") or Path.cwd()),
    }
    assert spare.stdin is not None
    try:
        spare.stdin.write(json.dumps(asked).encode() + b"\n")
        spare.stdin.close()
    except BrokenPipeError:
        return False
    return True


class ReadyClient(AsyncKernelClient):
    """A client that is ready when the kernel has answered and both channels are connected."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel answers.

        Raises:
            RuntimeError: it has ended, or `timeout` seconds went by.
        """
        end = float("inf") if timeout is None else time.monotonic() + timeout
        while not await self._answers(self.kernel_info()):
            if not await self.is_alive():
                raise RuntimeError("the kernel ended before it answered")
            if time.monotonic() > end:
                raise RuntimeError(f"the kernel did not answer within {timeout} s")

    async def _answers(self, question: str) -> bool:
        """Return whether a question is answered, and all that it made the kernel say is heard."""
        answer = self._heard(self.get_shell_msg, question, "kernel_info_reply", _ASK_AGAIN)
        return await answer and await self._heard(self.get_iopub_msg, question, "idle", _BEHIND)

    async def _heard(self, get_message: Any, question: str, wanted: str, most: float) -> bool:
        """Take messages until one answers as wanted; False if none comes for so many seconds."""
        while True:
            try:
                message = await get_message(timeout=most)
            except Empty:
                return False
            said = message["content"].get("execution_state", message["msg_type"])
            if message["parent_header"].get("msg_id") == question and said == wanted:
                return True
