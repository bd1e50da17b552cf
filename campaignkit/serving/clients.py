"""How the server speaks with a kernel: as jupyter_client does, but ready when the kernel says so.

`wait_for_ready` of that package waits for a fifth of a second in which nothing comes. The kernel
says "idle" on the same channel once it has sent all that a question made it send: nothing of it can
come after that, and nobody waits.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

_ASK_AGAIN = 1.0  # seconds; the kernel may not have been listening yet


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
        return await self._heard(self.get_shell_msg, question, "kernel_info_reply") and (
            await self._heard(self.get_iopub_msg, question, "idle")
        )

    async def _heard(self, get_message: Any, question: str, wanted: str) -> bool:
        """Take messages until one answers as wanted; False if none comes for a second."""
        while True:
            try:
                message = await get_message(timeout=_ASK_AGAIN)
            except Empty:
                return False
            said = message["content"].get("execution_state", message["msg_type"])
            if message["parent_header"].get("msg_id") == question and said == wanted:
                return True
