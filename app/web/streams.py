"""Answers that are sent as they are made."""

from collections.abc import Generator
from typing import Any

import anyio
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

Chunks = Generator[bytes, None, None]


class Stream(StreamingResponse):
    """What `made` yields; then, or when whoever asked has gone, `made` and what it was made `of` are closed.

    A generator that is only forgotten keeps its session, and so a connection, until the garbage is collected.
    """

    def __init__(
        self,
        made: Chunks,
        of: Generator[Any, None, None],
        *,
        media_type: str,
        headers: dict[str, str],
    ) -> None:
        super().__init__(made, media_type=media_type, headers=headers)
        self._open = (made, of)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all of it, as far as it is wanted."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                for one in self._open:
                    await run_in_threadpool(one.close)
