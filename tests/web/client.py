"""A browser without a network: requests go straight into the application."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from fastapi import FastAPI

SITE = "http://archive.test"
_OWN_THREAD = ThreadPoolExecutor(1)
"""Where the requests' event loops run: the thread of the tests may have one of its own, a browser's."""


class Client:
    """Synchronous requests; redirects are shown, not followed; the application's errors become a 500."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def request(self, method: str, address: str, **more: Any) -> httpx.Response:
        """The answer to one request."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=SITE) as client:
                return await client.request(method, address, **more)

        return _OWN_THREAD.submit(asyncio.run, ask()).result()

    def get(self, address: str, **more: Any) -> httpx.Response:
        """The answer to a GET."""
        return self.request("GET", address, **more)

    def page(self, address: str, status: int = 200) -> str:
        """The HTML at an address that must answer with `status`."""
        answer = self.get(address)
        assert answer.status_code == status, answer.text
        return answer.text
