"""No request is worked on for ever: whoever waits gets an answer, though the work may still go on."""

import asyncio

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LATE = "这个请求花的时间太长，已经停止。请缩小检索范围，或稍后再试。\n"


class Deadline:
    """ASGI middleware: 503 for an answer that has not begun after so many seconds.

    One that has begun may take longer: a download over a slow line.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, for as long as it may take."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False
        try:
            async with asyncio.timeout(self.seconds) as left:

                async def send_begun(message: Message) -> None:
                    nonlocal begun
                    begun = True
                    left.reschedule(None)
                    await send(message)

                await self.app(scope, receive, send_begun)
        except TimeoutError:
            if begun:
                raise
            await PlainTextResponse(_LATE, 503, headers={"Retry-After": "10"})(scope, receive, send)
