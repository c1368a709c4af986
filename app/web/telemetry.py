"""What operators see of the requests: a log line, figures, a number that ties both to a reader's."""

import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.logs import request_id
from app.web.metrics import Metrics

REQUEST_ID = "X-Request-ID"
_USABLE = re.compile(r"[0-9A-Za-z._-]{1,64}")
_UNMATCHED = "(no page)"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Counted by name: of made-up ones there is no end, and each would be kept."""
_log = logging.getLogger("yishilu.requests")


class Telemetry:
    """ASGI middleware: numbers each request, measures it, logs it when it is answered.

    A number that a proxy gave is kept. What was searched for is personal: the query string is logged only
    where `log_queries` is switched on.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, *, log_queries: bool) -> None:
        self.app = app
        self._metrics = metrics
        self._log_queries = log_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; whatever becomes of it is counted and logged."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        number = given if _USABLE.fullmatch(given) else uuid.uuid4().hex[:16]
        token = request_id.set(number)
        scope.setdefault("state", {})["request_id"] = number
        begun, status, size = time.perf_counter(), 500, 0

        async def send_measured(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = number
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_measured)
        except BaseException:
            # The number stays with this request's task: the server writes the traceback after us.
            self._finished(scope, 500, size, time.perf_counter() - begun)
            raise
        self._finished(scope, status, size, time.perf_counter() - begun)
        request_id.reset(token)

    def _finished(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", _UNMATCHED)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.requests.labels(method, route, str(status)).inc()
        self._metrics.latency.labels(route).observe(seconds)
        fields = {
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "ms": round(seconds * 1000, 1),
            "bytes": size,
        }
        if self._log_queries:
            fields["query"] = scope["query_string"].decode("latin-1")
        _log.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra={"fields": fields})
