"""Those who ask: threads of one process, each with a connection, at full speed until told to stop."""

import http.client
import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from tests.program import PATIENCE
from tests.soak.papers import BASE, CONTROLS, FIXED

KEPT = 25
"""Requests that a connection is used for: then another one, which another worker may take."""
_SHARES = {"control": 5, "walk": 1, "search": 6, "record": 4, "delegate": 2, "document": 2, "source": 2}
_SHARES |= {"export": 1, "list": 1, "operator": 1}
"""How often each kind is asked for, beside the others."""
_FIXED_PAGES = 3


@dataclass(frozen=True)
class Answer:
    """What came of a request; `begun` and `ended` are seconds of the clock that all processes share.

    `status` is 0 where the connection broke off, and `wrong` says what cannot be. `control` names the search
    of which the total was looked at.
    """

    kind: str
    address: str
    begun: float
    ended: float
    status: int
    wrong: str = ""
    control: str = ""
    total: int = 0


@dataclass(frozen=True)
class Plan:
    """What to ask where, and by how many, until the file `stop` is there; `addresses` are those by kind."""

    port: int
    addresses: Mapping[str, Sequence[str]]
    clients: int
    stop: Path


def ask(plan: Plan) -> list[Answer]:
    """Every answer there was."""
    with ThreadPoolExecutor(plan.clients) as pool:
        return list(
            chain.from_iterable(pool.map(lambda number: _Client(plan, number).run(), range(plan.clients)))
        )


def controls(port: int, rounds: int) -> list[Answer]:
    """The totals that are known, asked for by connections of their own."""
    client = _Client(Plan(port, {}, 1, Path()), 0)
    for _ in range(rounds):
        for name in CONTROLS:
            client.control(name)
            client.leave()
    client.walk()
    return client.answers


@dataclass
class _Client:
    """One of those who ask."""

    plan: Plan
    number: int
    answers: list[Answer] = field(default_factory=list)
    _connection: http.client.HTTPConnection | None = None
    _asked: int = 0

    def run(self) -> list[Answer]:
        """Everything that came of it."""
        chance = random.Random(self.number)  # noqa: S311
        kinds, weights = list(_SHARES), list(_SHARES.values())
        while not self.plan.stop.exists():
            (kind,) = chance.choices(kinds, weights)
            if kind == "control":
                self.control(chance.choice(list(CONTROLS)))
            elif kind == "walk":
                self.walk()
            else:
                self._get(kind, chance.choice(self.plan.addresses[kind]))
        self.leave()
        return self.answers

    def control(self, name: str) -> None:
        """Ask for a total that is known."""
        q = CONTROLS[name].q
        self._get("json", f"/api/v1/search?q={quote(q)}", control=name)

    def walk(self) -> None:
        """Go through all pages of a result that never changes: each hit is on one of them."""
        seen: list[str] = []
        folded = 0
        for page in range(1, _FIXED_PAGES + 1):
            address = f"/api/v1/search?q={quote(CONTROLS['fixed'].q)}&sort=newest&page={page}"
            body = self._get("json", address, control="fixed")
            if not body:
                return
            found = json.loads(body)
            seen += [hit["key"] for hit in found["hits"]]
            folded = found["folded"]
        if len(seen) != BASE - folded or len(set(seen)) != len(seen):
            self._wrong(f"{len(seen)} hits on all pages, {len(set(seen))} of them different, of {BASE}")

    def _wrong(self, what: str) -> None:
        last = self.answers.pop()
        self.answers.append(Answer(**{**last.__dict__, "wrong": what}))

    def _get(self, kind: str, address: str, control: str = "") -> bytes:
        """The body of a good answer. What broke off is asked for once more, by another connection."""
        for again in (False, True):
            begun = time.monotonic()
            try:
                status, body = self._answer(address)
            except (OSError, http.client.HTTPException) as error:
                self.leave()
                name = type(error).__name__
                lost = Answer(kind, address, begun, time.monotonic(), 0, f"{name} twice" if again else "")
                self.answers.append(lost)
                continue
            ended = time.monotonic()
            wrong, total = _looked_at(status, address, body)
            self.answers.append(Answer(kind, address, begun, ended, status, wrong, control, total))
            return body if status == 200 else b""
        return b""

    def _answer(self, address: str) -> tuple[int, bytes]:
        if self._connection is None or self._asked >= KEPT:
            self.leave()
            self._connection = http.client.HTTPConnection("127.0.0.1", self.plan.port, timeout=PATIENCE)
        self._asked += 1
        self._connection.request("GET", address)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def leave(self) -> None:
        """Give up the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection, self._asked = None, 0


def _looked_at(status: int, address: str, body: bytes) -> tuple[str, int]:
    """What is wrong with an answer, and the total in it."""
    if status != 200:
        return f"status {status}", 0
    if address.startswith("/api/v1/search"):
        found = json.loads(body)
        total = int(found["total"])
        kinds = sum(value["count"] for value in found["facets"]["kind"])
        return ("" if kinds == total else f"the kinds add up to {kinds} of {total}"), total
    if address.startswith("/search.json"):
        found = json.loads(body)
        hits = len(found["hits"])
        return ("" if hits == found["total"] else f"{hits} hits in an export of {found['total']}"), 0
    if address == "/readyz":
        return ("" if json.loads(body)["status"] == "ok" else "not ready"), 0
    return ("" if body else "nothing in it"), 0


def searches(words: Sequence[str]) -> Iterator[str]:
    """Pages of searches: plain, narrowed, sorted, further on, misspelt."""
    for place, q in enumerate(words):
        narrowed = ("", "&body=npc", "&kind=speech", "&year=2020", "&sort=newest", "&page=2")[place % 6]
        yield f"/search?q={quote(q)}{narrowed}"
    yield from ("/search", "/search?q=", "/search?body=npc&page=3", f"/search?q={quote('停东 收费')}")


def exports(words: Sequence[str]) -> Iterator[str]:
    """A search in each of the forms in which it can be taken away."""
    for place, q in enumerate([FIXED, *words]):
        yield f"/search.{('json', 'csv', 'atom', 'xlsx')[place % 4]}?q={quote(q)}"
