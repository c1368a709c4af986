"""A server of two workers, asked at full speed while documents come in, the index changes, a worker dies."""

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlmodel import Session, select

from app.archive.db import open_engine, session_factory
from app.archive.models import Document, Person, Record, Source
from app.ingest import ingest
from app.ingest.check import check
from app.settings import Settings
from app.web import addresses
from tests import program
from tests.bench import corpus, folder
from tests.soak.asking import Plan, ask, controls, exports, searches
from tests.soak.judging import Seen
from tests.soak.papers import Papers

WORKERS = 2
KILLED_AFTER = 0.3
"""The share of the time after which a worker is killed: the next one has the rest to show its memory."""
_INGESTED, _REBUILT, _SAMPLED = 4.0, 7.0, 0.25
"""Seconds between two of a kind."""
_EVERY = 300
"""Things of a kind that are asked for, at the most."""
_ROUNDS = 4
"""How often the last totals are asked for: often enough to meet each worker."""
_RETURN = 120
_FIELDS = ("发言人:沈若棠", "年份:2020-2023 停车", "问:停车 答:年底", "机构:人大 养老 -社区")
_LISTS = ("/", "/documents", "/delegates", "/departments", "/meetings", "/coverage", "/plans", "/help")
_LISTS += ("/newest.atom", "/sitemap.xml", "/suggest?q=ting", "/suggest?q=%E5%81%9C")
_OPERATORS = ("/metrics", "/readyz", "/healthz")


@dataclass(frozen=True)
class Size:
    """How long to ask, by how many at once, and megabytes of documents that are there beside the papers."""

    seconds: float
    clients: int
    megabytes: float


@dataclass
class Soak:
    """One archive in `place`, and what was seen of its server."""

    place: Path
    size: Size

    def __post_init__(self) -> None:
        self._data, self._documents = self.place / "data", self.place / "documents"
        self._papers = Papers(self._documents / "papers")
        self._settings = Settings(data=self._data, database_url=None, site_url="")
        self._stopped = threading.Event()
        # What is in the archive when the first question is asked, is known to be.
        self.seen = Seen([(0.0, self._papers.state)], [(0.0, self._papers.state)])

    def run(self) -> Seen:
        """All of it."""
        if self.size.megabytes:
            (self._documents / "city").mkdir()
            folder.fill(self._documents / "city", self.size.megabytes)
        failed = ingest(self._settings, [self._documents]).failed
        self.seen.failed += [f"{one.file}: {one.error}" for one in failed]
        log = self.place / "server.log"
        with log.open("w") as said, program.serving(self._data, workers=WORKERS, log=said) as server:
            self._ask(server)
            self.seen.answers += controls(server.port, _ROUNDS)
        self.seen.failed += self._checked()
        self.seen.said = log.read_text().splitlines()
        return self.seen

    def _ask(self, server: program.Server) -> None:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as asker, self._meanwhile(server):
            plan = Plan(server.port, self._addresses(), self.size.clients, self.place / "stop")
            asker.submit(time.monotonic).result()  # the process is there now
            begun = time.monotonic()
            asked = asker.submit(ask, plan)
            time.sleep(self.size.seconds * KILLED_AFTER)
            self._kill(server)
            # However slow the machine is, everything has happened once.
            while time.monotonic() < begun + self.size.seconds or not self._has_changed():
                time.sleep(0.1)
            plan.stop.touch()
            self.seen.answers += asked.result()

    @contextmanager
    def _meanwhile(self, server: program.Server) -> Iterator[None]:
        """Ingest, rebuild, and watch memory, each over and over."""
        tasks: tuple[tuple[Callable[[], None], float], ...] = (
            (self._ingest, _INGESTED),
            (self._reindex, _REBUILT),
            (lambda: self._watch(server), _SAMPLED),
        )
        with ThreadPoolExecutor(len(tasks)) as pool:
            running = [pool.submit(self._repeat, work, pause) for work, pause in tasks]
            try:
                yield
            finally:
                self._stopped.set()
        for one in running:
            one.result()

    def _repeat(self, work: Callable[[], None], pause: float) -> None:
        work()
        while not self._stopped.wait(pause):
            work()

    def _ingest(self) -> None:
        state = self._papers.give()
        self.seen.begun.append((time.monotonic(), state))
        self._command("ingest", self._documents)
        self.seen.ended.append((time.monotonic(), state))

    def _reindex(self) -> None:
        self._command("reindex")
        self.seen.rebuilt += 1

    def _has_changed(self) -> bool:
        return bool(self.seen.failed) or (len(self.seen.ended) > 1 and self.seen.rebuilt > 0)

    def _command(self, *arguments: str | Path) -> None:
        done = program.run(self._data, *arguments)
        if done.returncode:
            self.seen.failed.append(f"yishilu {arguments[0]} failed: {done.stderr.strip()[-500:]}")

    def _watch(self, server: program.Server) -> None:
        for worker in server.workers():
            try:
                size = worker.memory()["own"]
            except OSError:  # it was killed just now
                continue
            self.seen.memory.setdefault(worker.pid, []).append((time.monotonic(), size))

    def _kill(self, server: program.Server) -> None:
        before = server.workers()
        self.seen.connected = before[0].kill(server.port)
        self.seen.killed = time.monotonic()
        while not self._is_back(server, before):
            if time.monotonic() > self.seen.killed + _RETURN:
                self.seen.failed.append(f"no worker took the place of the one killed in {_RETURN} s")
                return
            time.sleep(0.05)
        self.seen.back = time.monotonic()

    def _is_back(self, server: program.Server, before: list[program.Worker]) -> bool:
        """Whether a new worker answers: one of those who ask, or who asks here, gets to it some time."""
        with suppress(OSError), program.asked(server.port, "/healthz"):
            new = [worker for worker in server.workers() if worker not in before]
            return any(worker.connections(server.port) for worker in new)
        return False

    def _checked(self) -> list[str]:
        with self._session() as session:
            return check(session, self._settings, deep=True).problems

    @contextmanager
    def _session(self) -> Iterator[Session]:
        engine = open_engine(self._settings)
        with session_factory(engine)() as session:
            yield session
        engine.dispose()

    def _addresses(self) -> dict[str, list[str]]:
        """What there is to ask for in the archive, by kind."""
        with self._session() as session:
            records = session.exec(select(Record).order_by(Record.key).limit(_EVERY)).all()
            people = session.exec(select(Person.key).order_by(Person.key).limit(_EVERY)).all()
            documents = session.exec(select(Document.key, Document.genre).limit(_EVERY)).all()
            sources = session.exec(select(Source.sha256).limit(_EVERY)).all()
        texts = [record.text for record in records if len(record.text) > 60]
        words = [*corpus.words(), *(text[20 : 24 + at % 12] for at, text in enumerate(texts[:60]))]
        return {
            "search": list(searches([*words, *_FIELDS])),
            "record": [address for record in records for address in _of_record(record)],
            "delegate": [addresses.delegate(key) for key in people],
            "document": [addresses.document(key, genre) for key, genre in documents],
            "source": [page(sha256) for sha256 in sources for page in (addresses.source, addresses.original)],
            "export": list(exports(words)),
            "list": [*_LISTS],
            "operator": [*_OPERATORS],
        }


def _of_record(record: Record) -> Iterator[str]:
    """Its page, as one arrives from a search, beside the original, and with its exchange."""
    yield addresses.record(record.key)
    yield f"{addresses.record(record.key)}?q={quote('停车')}"
    yield addresses.api_record(record.key)
    if record.text:
        yield addresses.beside(record.key)
    if record.exchange_key:
        yield addresses.exchange(record.exchange_key)
