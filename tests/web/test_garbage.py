"""A running server looks for garbage less often than once a page."""

import asyncio
import gc
from pathlib import Path

from app.main import COLLECTED
from tests.web.large import build


def test_a_running_server_collects_less_often(tmp_path: Path) -> None:
    client, _ = build(tmp_path, 2)
    before = gc.get_threshold()

    async def run() -> tuple[int, int, int]:
        async with client.app.router.lifespan_context(client.app):
            return gc.get_threshold()

    assert asyncio.run(run()) == COLLECTED
    assert gc.get_threshold() == before
