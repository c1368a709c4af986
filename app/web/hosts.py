"""Only the names that the archive is known by are answered: a forged one would end up in links and feeds."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.settings import Settings

ANY = "*"
_OWN_MACHINE = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Health checks, collectors of figures and reverse proxies ask by these."""
_REFUSED = "本站不以这个主机名提供服务，请检查网址。（管理员可在 YISHILU_HOSTS 中列出本站的主机名。）\n"


def known_hosts(settings: Settings) -> frozenset[str]:
    """The host names to answer, in lower case without port; `*` among them stands for any.

    Those of the setting `hosts`, or else that of `site_url`; without either, any name is answered.
    """
    named = {name.strip().lower() for name in settings.hosts.split(",") if name.strip()}
    own = _name(urlsplit(settings.site_url).netloc)
    return frozenset(named or {own or ANY}) | _OWN_MACHINE | ({own} if own else set())


def _name(host: str) -> str:
    """`Archive.test:8000` → `archive.test`, `[::1]:8000` → `[::1]`."""
    bare = host.rpartition("@")[2].lower()
    return bare[: bare.index("]") + 1] if "]" in bare else bare.partition(":")[0]


class KnownHosts:
    """ASGI middleware: 400 for a request that names another host."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http" or ANY in self.hosts:
            await self.app(scope, receive, send)
            return
        if _name(Headers(scope=scope).get("host", "")) in self.hosts:
            await self.app(scope, receive, send)
            return
        # No page: its links would carry the forged name.
        await PlainTextResponse(_REFUSED, 400)(scope, receive, send)
