"""The server's client is ready as soon as the kernel says so, and says when there is none."""

from __future__ import annotations

import asyncio
from queue import Empty

import pytest

manager = pytest.importorskip("jupyter_client.manager", reason="the studio's server is absent")
pytest.importorskip("ipykernel", reason="the studio's server is absent")

FACTORY = "campaignkit.serving.kernels.ReadyClient"


def tried(act):
    """Return what `act(managed, client)` answers for a kernel and a client of its own."""

    async def run():
        managed = manager.AsyncKernelManager(client_factory=FACTORY)
        await managed.start_kernel()
        client = managed.client()
        client.start_channels(hb=False)  # a thread that opens a socket while all are closed
        try:
            return await act(managed, client)
        finally:
            client.stop_channels()
            await managed.shutdown_kernel(now=True)

    return asyncio.run(run())


async def executed(client, code):
    """Run code; return the text of its last value."""
    question = client.execute(code)
    while True:
        message = await client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != question:
            raise AssertionError(f"left from before: {message['msg_type']}")
        if message["msg_type"] == "execute_result":
            return message["content"]["data"]["text/plain"]


def test_the_first_thing_heard_after_it_is_ready_is_of_the_first_thing_asked():
    async def act(_managed, client):
        await client.wait_for_ready(timeout=120)
        return await executed(client, "6 * 7")

    assert tried(act) == "42"


def test_a_kernel_that_ended_is_told_at_once():
    async def act(managed, client):
        await managed.provisioner.kill()
        await managed.provisioner.wait()
        with pytest.raises(RuntimeError, match="ended before it answered"):
            await client.wait_for_ready(timeout=120)

    tried(act)


def test_a_kernel_that_does_not_answer_is_told_after_the_time():
    async def act(_managed, client):
        async def silent(timeout=None):
            raise Empty

        client.get_shell_msg = silent
        with pytest.raises(RuntimeError, match="did not answer within 0 s"):
            await client.wait_for_ready(timeout=0)

    tried(act)
