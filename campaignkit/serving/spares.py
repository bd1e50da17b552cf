"""Kernels for the server: the first is a `spare` that is begun with it, later ones are its own.

The one door to jupyter_client, which asks a provisioner for a kernel's process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from campaignkit.serving.spare import LAUNCHER

_NAME, _GROUP = "campaignkit-spare", "jupyter_client.kernel_provisioners"
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
