"""Whatever is asked, in whatever way: an answer below 500 with all its headers, and never a look inside."""

import gc
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session
from starlette.routing import Route

from app.archive.db import open_engine, session_factory
from app.main import create_app
from app.settings import Settings
from app.web.deadline import Deadline
from app.web.deps import Archive
from app.web.headers import SECURITY
from app.web.routes import ROUTERS
from tests.browser.serving import running
from tests.web.city import City
from tests.web.client import Client

JUNK = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(max_codepoint=0x7F), max_size=40),
    st.sampled_from(
        (
            "../../etc/passwd",
            "..%2f..%2fetc%2fpasswd",
            "%00",
            "%c0%ae%c0%ae/",
            "a" * 5000,
            "\ud7ff\ufeff\u202e",
            "%s%n{0}{{7*7}}",
            "' OR 1=1 --",
            "<script>alert(1)</script>",
            "1e999",
            "-1",
            "99999999999999999999",
            "NaN",
            "٣",
        )
    ),
)


@pytest.fixture(scope="module")
def paths() -> list[str]:
    """The declared paths of every public route."""
    found = sorted({route.path for router in ROUTERS for route in router.routes if isinstance(route, Route)})
    assert len(found) > 20
    return found


def quoted(text: str) -> str:
    """As a client that knows no better would send it: only what HTTP itself forbids is encoded."""
    forbidden = {*map(chr, range(0x21)), "#", "?", "\x7f"}
    return "".join(
        "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
        if char in forbidden or not char.isascii()
        else char
        for char in text
    )


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_that_is_asked_fails_the_server(
    client: Client, paths: list[str], rows: City, data: st.DataObject
) -> None:
    known = st.sampled_from((rows.speech.key, rows.source.sha256, rows.npc_person.key, "1", "csv"))
    path = data.draw(st.sampled_from(paths))
    while "{" in path:
        begin, end = path.index("{"), path.index("}")
        value = data.draw(st.one_of(known, JUNK))
        path = path[:begin] + quoted(value).replace("{", "%7B").replace("}", "%7D") + path[end + 1 :]
    names = st.sampled_from(
        ("q", "page", "year", "body", "kind", "sort", "person", "dept", "similar", "literal", "at", "from")
    )
    query = "&".join(
        f"{data.draw(names)}={quoted(data.draw(JUNK)).replace('&', '%26')}"
        for _ in range(data.draw(st.integers(0, 3)))
    )
    answer = client.get(f"{path}?{query}" if query else path)
    assert answer.status_code < 500 or answer.status_code == 503, answer.text
    assert all(answer.headers[name] == value for name, value in SECURITY.items())
    assert "Traceback" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_public_pages_know_only_get_and_head(client: Client, paths: list[str], method: str) -> None:
    for path in paths:
        answer = client.request(method, path.replace("{typed}", "x"), content=b"x" * 100)
        assert answer.status_code in (404, 405), path
        assert "Traceback" not in answer.text


@pytest.fixture
def hosted(settings: Settings, rows: City) -> Client:
    return Client(create_app(settings.model_copy(update={"site_url": "https://Archive.Test:8443"})))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("archive.test", 200),
        ("archive.test:8443", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("localhost", 200),
        ("evil.test", 400),
        ("archive.test.evil.test", 400),
        ("archive.test@evil.test", 400),
        ("", 400),
    ],
)
def test_only_the_names_of_the_archive_are_answered(hosted: Client, host: str, status: int) -> None:
    answer = hosted.get("/", headers={"Host": host})
    assert answer.status_code == status
    assert "evil.test" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_hosts_may_be_named_or_let_open(settings: Settings, rows: City) -> None:
    named = settings.model_copy(update={"hosts": "one.test, TWO.test"})
    client = Client(create_app(named))
    assert [client.get("/", headers={"Host": host}).status_code for host in ("two.test", "three.test")] == [
        200,
        400,
    ]
    anyone = Client(create_app(settings))
    assert anyone.get("/", headers={"Host": "whatever.test"}).status_code == 200


def test_what_takes_too_long_is_given_up(
    settings: Settings, rows: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> Iterator[object]:
        time.sleep(0.6)
        return iter(())

    client = Client(create_app(settings.model_copy(update={"max_request_seconds": 0.1})))
    monkeypatch.setattr("app.web.routes.records.queries.entry", slow)
    late = client.get(f"/api/v1/records/{rows.speech.key}")
    assert late.status_code == 503
    assert "时间太长" in late.text
    monkeypatch.undo()
    assert client.get("/healthz").status_code == 200


def test_a_database_that_hangs_keeps_nobody_else_waiting(settings: Settings, rows: City) -> None:
    begun, answered = Event(), Event()
    engine = open_engine(settings)
    app = FastAPI()
    app.state.sessions = session_factory(engine)
    app.add_middleware(Deadline, seconds=0.5)

    @app.get("/")
    def hangs(session: Archive) -> None:
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.create_function("pg_sleep", 1, time.sleep)  # type: ignore[union-attr]
        begun.set()
        connection.exec_driver_sql("SELECT pg_sleep(2)")
        answered.set()

    late = Client(app).get("/")
    assert begun.is_set()
    assert not answered.is_set(), "it waited for the database"
    assert (late.status_code, "时间太长" in late.text) == (503, True)
    assert answered.wait(60)
    until = time.monotonic() + 60
    while engine.pool.checkedout() and time.monotonic() < until:  # type: ignore[attr-defined]
        gc.collect()
        time.sleep(0.05)
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    engine.dispose()


def test_made_up_methods_are_counted_as_one(client: Client) -> None:
    for number in range(3):
        client.request(f"MADEUP{number}", "/")
    figures = client.get("/metrics").text
    assert "MADEUP" not in figures
    assert 'method="other"' in figures


def spoken(address: str, sent: Iterable[bytes]) -> bytes:
    """The first bytes of what a server answers to these, whether or not it takes them all."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port), timeout=20) as line:
        with suppress(ConnectionError):
            for piece in sent:
                line.sendall(piece)
        with suppress(ConnectionError):
            return line.recv(200)
    return b""


def test_oversized_headers_and_bodies_are_refused_and_the_server_goes_on(
    settings: Settings, rows: City
) -> None:
    with running(create_app(settings)) as address:
        long_header = (b"X-Long: " + b"x" * 1000 + b"\r\n" for _ in range(500))
        refused = spoken(address, chain([b"GET / HTTP/1.1\r\nHost: a\r\n"], long_header, [b"\r\n"]))
        assert refused[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 431", b"")
        assert spoken(address, [b"GET /" + b"x" * 200_000])[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 414", b"")
        head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n"
        body = (b"x" * 50_000 for _ in range(1000))
        assert spoken(address, chain([head], body))[:12] in (b"HTTP/1.1 405", b"")
        assert spoken(address, [b"\x16\x03\x01\x00\xff" * 50 + b"\r\n\r\n"])[:12] == b"HTTP/1.1 400"
        longest = httpx.get(f"{address}/search?q={'x' * 60_000}")
        assert longest.status_code == 400
        assert "请缩短后再查" in longest.text, "up to 64 KB it is the archive that answers"
        assert httpx.get(address + "/healthz").status_code == 200


def test_an_unforeseen_error_shows_nothing_of_the_inside(
    settings: Settings, rows: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"password in {Path(__file__)}")

    monkeypatch.setattr(Session, "exec", broken)
    monkeypatch.setattr(Session, "execute", broken)
    for address in (f"/r/{rows.speech.key}", f"/api/v1/records/{rows.speech.key}"):
        answer = Client(create_app(settings)).get(address)
        assert answer.status_code == 500
        assert "password" not in answer.text
        assert ".py" not in answer.text
        assert answer.headers["Content-Security-Policy"] == SECURITY["Content-Security-Policy"]
