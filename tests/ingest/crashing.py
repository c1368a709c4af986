"""Kills `ingest` by SIGKILL at random moments, again and again, while a server answers from the same archive.

    python -m tests.ingest.crashing [--kills 200] [--seed 1]

After each kill, in this order: the archive opens, `check` finds nothing but an index that it can mend itself,
the next ingest completes, and every row is what an undisturbed run has written. Everything runs in processes
forked from one that has imported the program and done nothing with it, so that a case takes part of a second.
"""

import argparse
import http.client
import json
import mmap
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from sqlmodel import SQLModel, select

import app.search.engines.tantivy  # noqa: F401  (loaded once, not in every fork)
from app.archive.db import open_engine, session_factory
from app.archive.models import GENERATION_MARK
from app.ingest import ingest, pipeline
from app.ingest.check import check, repair_index
from app.ingest.stamps import reader_stamp
from app.main import create_app
from app.parse import read
from app.search.dictionary import open_analyzer
from app.search.generations import IndexFolder
from app.settings import Settings

PHASES = ("start", "reading", "rows", "index", "swap", "end")
ROUNDS = 10
"""Kills of one archive; then another one is begun."""
_NOT_ROWS = {"run_id", "id", "started", "finished"}
_PATIENCE = 120
"""Seconds that an answer or a phase may take: a machine that is busy with other things is no fault."""

_NAMES = ("沈若棠", "邵景和", "阮青禾", "周小舟", "秦文")
_TOPICS = ("老旧小区加装电梯", "社区食堂", "公交线路调整", "河道清淤", "学校周边停车")


@dataclass
class Outcome:
    """What came of it: kills by phase, requests by status, and what went wrong, a line each."""

    kills: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def paper(number: int, wording: int = 0) -> str:
    """A small document; another `wording` of it is another edition of the same."""
    speeches = []
    for at in range(3):
        name, topic = _NAMES[(number + at) % len(_NAMES)], _TOPICS[(number * 3 + at) % len(_TOPICS)]
        end = "，并请每季度公布进展" if wording and at == 1 else ""
        speeches.append(
            f"{name}代表：\n建议把{topic}列入第{number + 1}批民生实事，由街道统一受理，"
            f"分{at + 2}类制定补贴标准，让居民少跑腿、早受益{end}。\n"
        )
    return f"市人大代表第{number + 1}次分组审议发言摘要\n\n" + "\n".join(speeches)


def give(folder: Path, seeds: Path, number: int) -> None:
    """What is new in a round: two documents, at times another edition of one, or another dictionary."""
    for half in (0, 1):
        (folder / f"{number:02}-{half}.txt").write_text(paper(2 * number + half), encoding="utf-8")
    if number % 4 == 3:
        (folder / f"{number - 2:02}-0.txt").write_text(paper(2 * (number - 2), 1), encoding="utf-8")
    if number % 5 == 2:  # the index is of another dictionary now, so that it is built anew and swapped
        with (seeds / "words.txt").open("a", encoding="utf-8") as file:
            file.write(f"民生实事{'甲乙丙丁'[number // 5]}\n")


def settings_of(place: Path) -> Settings:
    """An archive in `place`, and the seeds it is given."""
    (place / "seeds").mkdir(parents=True, exist_ok=True)
    return Settings(
        data=place / "data",
        seeds=place / "seeds",
        database_url=None,
        site_url="",
        max_request_seconds=_PATIENCE,
    )


def rows(settings: Settings) -> list[str]:
    """Every row, but for when and by which run it was written."""
    lines: list[str] = []
    engine = open_engine(settings)
    with session_factory(engine)() as session:
        for table in (one for one in SQLModel.__subclasses__() if hasattr(one, "__table__")):
            if table.__name__ == "IngestRun":
                continue
            found = [row.model_dump(exclude=_NOT_ROWS) for row in session.exec(select(table))]
            found = [row for row in found if row.get("name") != GENERATION_MARK]  # drawn by lot
            lines += sorted(f"{table.__name__} {row}" for row in found)
    engine.dispose()
    return lines


def apart(work: Callable[[], Any]) -> int:
    """Do `work` in a forked process, the leader of a group of its own; its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.setsid()
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def done(child: int) -> bool:
    """Wait for a forked process; whether it ended well."""
    return os.waitpid(child, 0)[1] == 0


class Marks:
    """Where an ingest in another process is: a phase and when it began, in memory that both see."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, len(PHASES))

    def clear(self) -> None:
        self._memory[:] = bytes(len(PHASES))

    def has_begun(self, phase: int) -> bool:
        return self._memory[phase] > 0

    @property
    def phase(self) -> str:
        """The last one that began: `start` is 0 and always there."""
        return PHASES[max((at for at in range(len(PHASES)) if self._memory[at]), default=0)]

    def ingest(self, settings: Settings, folder: Path) -> None:
        """Ingest, marking each phase as it begins."""

        def marked(holder: Any, name: str, phase: int, after: int | None = None) -> None:
            original = getattr(holder, name)

            def wrapper(*args: Any, **kwargs: Any) -> Any:
                self._memory[phase] = 1
                try:
                    return original(*args, **kwargs)
                finally:
                    if after is not None:
                        self._memory[after] = 1

            setattr(holder, name, wrapper)

        marked(pipeline, "opened", 1)
        marked(pipeline.SourceWriter, "write", 2)
        marked(pipeline, "update_index", 3)
        marked(IndexFolder, "use", 4, after=5)
        assert not ingest(settings, [folder]).failed


def emptied(folder: Path) -> Path:
    """The folder of the documents: the same for every archive, for rows know where a file came from."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def undisturbed(place: Path) -> list[list[str]]:
    """The rows after each round when nothing is killed."""
    settings, documents = settings_of(place), emptied(place.parent / "documents")
    found = []
    for number in range(ROUNDS + 1):
        give(documents, settings.seeds, number)
        assert not ingest(settings, [documents]).failed
        found.append(rows(settings))
    return found


class Crashes:
    """One archive, its server, those who ask it, and an ingest that is killed."""

    def __init__(
        self, place: Path, expected: list[list[str]], outcome: Outcome, chance: random.Random
    ) -> None:
        self._place = place
        self._documents = emptied(place.parent / "documents")
        self._settings = settings_of(place)
        self._expected = expected
        self._outcome = outcome
        self._chance = chance
        self._marks = Marks()
        self._number = 0

    def run(self, most: int) -> None:
        """Kill at most so many ingests."""
        give(self._documents, self._settings.seeds, 0)
        if not done(apart(self._ingest)):
            self._outcome.faults.append("the first ingest failed")
            return
        log = self._place / "asked.json"
        # A port that is let go and taken again by the server may be somebody else's by then.
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            server = apart(lambda: self._serve(listening))
        asker = apart(lambda: ask(port, log, self._place / "stop"))
        try:
            for number in range(1, min(most, ROUNDS) + 1):
                give(self._documents, self._settings.seeds, number)
                self._number = number
                self._kill()
                if not done(apart(self._afterwards)):
                    self._outcome.faults.append(f"round {number} of {self._place.name}: see above")
                    return
        finally:
            (self._place / "stop").touch()
            asked = done(asker)
            os.kill(server, signal.SIGTERM)
            os.waitpid(server, 0)
        if asked:
            self._outcome.requests += Counter(json.loads(log.read_text()))
        else:
            self._outcome.faults.append("who asks the server failed: see above")

    def _ingest(self) -> None:
        assert not ingest(self._settings, [self._documents]).failed

    def _serve(self, listening: socket.socket) -> None:
        config = uvicorn.Config(create_app(self._settings), log_level="error")
        uvicorn.Server(config).run(sockets=[listening])

    def _kill(self) -> None:
        """Begin an ingest and kill it a random time after a random phase has begun."""
        phase = self._chance.choice((0, 1, 2, 2, 3, 3, 4, 4))
        longest = (0.1, 0.1, 0.15, 0.15, 0.003)[phase]
        delay = self._chance.uniform(0, longest)
        self._marks.clear()
        child = apart(lambda: self._marks.ingest(self._settings, self._documents))
        deadline = time.monotonic() + _PATIENCE
        ended = None
        while phase and not self._marks.has_begun(phase) and ended is None:
            assert time.monotonic() < deadline, "the ingest hangs"
            time.sleep(0.0002)
            if os.waitpid(child, os.WNOHANG) != (0, 0):
                ended = "end"
        if ended is None:
            time.sleep(delay)
            where = self._marks.phase
            # The group may not exist yet in the first instant of a process.
            try:
                os.killpg(child, signal.SIGKILL)
            except ProcessLookupError:
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            if os.WIFSIGNALED(status):
                self._outcome.kills[where] += 1

    def _afterwards(self) -> None:
        """Everything that must hold after a kill."""
        settings = self._settings
        engine = open_engine(settings)
        with session_factory(engine)() as session:
            said = check(session, settings).problems
            assert all("check --repair" in one for one in said), said
            if said:
                assert repair_index(session, settings)
                assert check(session, settings).problems == []
        engine.dispose()
        self._ingest()
        if self._number in (1, ROUNDS):
            engine = open_engine(settings)
            with session_factory(engine)() as session:
                said = check(session, settings, deep=True).problems
                assert said == [], said
            engine.dispose()
        other = set(rows(settings)) ^ set(self._expected[self._number])
        assert not other, f"other rows than without the kill: {sorted(other)[:6]}"


def ask(port: int, log: Path, stop: Path) -> None:
    """Ask the server one thing after the other until told to stop; the answers are counted by status."""
    asked: Counter[str] = Counter()
    addresses = ("/", "/search?q=%E7%94%B5%E6%A2%AF", "/documents", "/delegates", "/readyz", "/coverage")
    while not stop.exists():
        for address in addresses:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
            try:
                connection.request("GET", address)
                answer = connection.getresponse()
                answer.read()
                asked[f"{answer.status} {address if answer.status != 200 else ''}".strip()] += 1
            except OSError as error:
                asked[f"{type(error).__name__} {address}"] += 1
            finally:
                connection.close()
            time.sleep(0.05)
    log.write_text(json.dumps(asked))


def crash(place: Path, kills: int, seed: int) -> Outcome:
    """Kill so many ingests, of as many archives as that takes."""
    chance, outcome = random.Random(seed), Outcome()  # noqa: S311
    # What every fork would load or compile anew.
    open_analyzer(settings_of(place / "loaded"))
    reader_stamp()
    read(paper(0))
    told = place / "rows.json"
    assert done(apart(lambda: told.write_text(json.dumps(undisturbed(place / "undisturbed")))))
    expected = json.loads(told.read_text())
    number = 0
    while outcome.kills.total() < kills and not outcome.faults:
        number += 1
        one = Crashes(place / f"archive-{number}", expected, outcome, chance)
        one.run(kills - outcome.kills.total())
    if outcome.requests.keys() != {"200"}:
        outcome.faults.append(f"not every request was answered: {dict(outcome.requests)}")
    return outcome


def main() -> None:
    """Print what came of it; exit code 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.ingest.crashing")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="yishilu-crash-") as place:
        outcome = crash(Path(place), options.kills, options.seed)
    used = os.times()
    print(f"  {outcome.kills.total()} kills: {dict(sorted(outcome.kills.items()))}")
    print(f"  {outcome.requests.total()} requests meanwhile: {dict(outcome.requests)}")
    seconds = used.user + used.system + used.children_user + used.children_system
    print(f"  {seconds:.0f} s of processor time, {time.monotonic() - begun:.0f} s by the clock")
    for fault in outcome.faults:
        print(f"  {fault}")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
