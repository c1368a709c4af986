"""ETags: what has not changed since the browser last had it is answered by 304, without the page.

An answer is known by a hash of its bytes, so the tag is right whatever the page was made from: rows, index,
code, the date of a citation.
"""

from hashlib import blake2b

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REVALIDATE = "no-cache"
"""Browsers may keep a page, but ask before they show it again."""
_NOT_IN_304 = ("content-length", "content-type", "content-disposition")


class ConditionalRequests:
    """ASGI middleware for GET and HEAD: tags every 200 that comes in one piece, and answers If-None-Match.

    What is streamed (downloads, exports) passes untouched, so that it is never held in memory as a whole.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and what comes back, unless the asker has it."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        known = Headers(scope=scope).get("if-none-match", "")
        start: Message | None = None
        answered = False

        async def send_tagged(message: Message) -> None:
            nonlocal start, answered
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                begun, start = start, None
                _tag(begun, message)
                if _becomes_304(begun, known):
                    answered = True
                    message = {"type": "http.response.body", "body": b""}
                await send(begun)
            elif answered:
                return
            await send(message)

        await self.app(scope, receive, send_tagged)


def _tag(start: Message, body: Message) -> None:
    """Tag the answer that `start` begins, if it is whole; one that has a tag already keeps it."""
    headers = MutableHeaders(scope=start)
    if start["status"] != 200 or (body.get("more_body") and "etag" not in headers):
        return
    if "etag" not in headers:
        headers["ETag"] = f'W/"{blake2b(body.get("body", b""), digest_size=12).hexdigest()}"'
    headers.setdefault("Cache-Control", REVALIDATE)


def is_known(etag: str, known: str) -> bool:
    """True when `known`, an If-None-Match, names `etag`."""
    if not etag or not known:
        return False
    opaque = [one.strip().removeprefix("W/") for one in known.split(",")]
    return known.strip() == "*" or etag.removeprefix("W/") in opaque


def _becomes_304(start: Message, known: str) -> bool:
    """True, and `start` becomes that of a 304, when the asker has this answer (RFC 9110, 13.1.2)."""
    headers = MutableHeaders(scope=start)
    etag = headers.get("etag", "")
    if start["status"] != 200 or not is_known(etag, known):
        return False
    start["status"] = 304
    for name in _NOT_IN_304:
        if name in headers:
            del headers[name]
    return True
