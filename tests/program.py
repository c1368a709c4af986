"""The program in processes of its own, as an operator runs it: commands, server, and its workers."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.settings import ROOT

YISHILU = (sys.executable, "-c", "from app.cli import main; main()")
PATIENCE = 120
"""Seconds that a server may take to begin, answer or end: a machine busy with other things is no fault."""
_ESTABLISHED, _CLOSE_WAIT = "01", "08"


def environment(data: Path, **settings: str) -> dict[str, str]:
    """That of the tests, without what is set of the program in it; the archive is in `data`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YISHILU_")}
    given = {f"YISHILU_{name.upper()}": value for name, value in settings.items()}
    return kept | {"YISHILU_DATA": str(data), "PYTHONIOENCODING": "utf-8"} | given


def run(data: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A command of the program, when it has ended."""
    command = [*YISHILU, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment(data), capture_output=True, text=True)


@dataclass(frozen=True)
class Worker:
    """A process that answers, known by its number."""

    pid: int

    def memory(self) -> dict[str, float]:
        """Its memory in MB: `own`, and of `files` that the system keeps in memory and may take back."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        sizes = dict(line.split(":", 1) for line in lines)
        own, files = (int(sizes[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))
        return {"own": own, "files": files}

    def connections(self, port: int) -> int:
        """How many clients it is connected with at that port."""
        mine = {os.readlink(file) for file in Path(f"/proc/{self.pid}/fd").iterdir() if file.is_symlink()}
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        at_port = [row for row in rows if row[1].endswith(f":{port:04X}")]
        return sum(row[3] in (_ESTABLISHED, _CLOSE_WAIT) and f"socket:[{row[9]}]" in mine for row in at_port)

    def kill(self, port: int) -> int:
        """End it at once; how many clients it was connected with in its last moment."""
        os.kill(self.pid, signal.SIGSTOP)  # so that none comes or goes while they are counted
        connected = self.connections(port)
        os.kill(self.pid, signal.SIGKILL)
        return connected


@dataclass(frozen=True)
class Server:
    """A running server at a port of this machine."""

    process: subprocess.Popen[str]
    port: int

    def workers(self) -> list[Worker]:
        """The processes that answer: those that the server started, or itself where it started none."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        found = [Worker(int(child)) for child in children if _is_worker(int(child))]
        return found or [Worker(pid)]


def _is_worker(pid: int) -> bool:
    """Python starts a process beside the workers that only clears away after them."""
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@contextmanager
def serving(data: Path, *, workers: int, log: IO[str] | int = subprocess.DEVNULL) -> Iterator[Server]:
    """A server that is ready; what it says of errors goes to `log`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*YISHILU, "serve", "--port", str(port), "--workers", str(workers)],
        cwd=ROOT,
        env=environment(data, log_level="error", max_request_seconds=str(PATIENCE)),
        stdout=subprocess.DEVNULL,
        stderr=log,
        text=True,
    )
    try:
        _wait(process, port)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[str], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        with suppress(OSError), asked(port, "/readyz") as status:
            if status == 200:
                return
        assert process.poll() is None, "the server did not start"
        assert time.monotonic() < deadline, "the server is not ready"
        time.sleep(0.1)


@contextmanager
def asked(port: int, address: str) -> Iterator[int]:
    """The status of an answer, while the connection that it came by is kept. Raises OSError without one."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", address)
        yield connection.getresponse().status
    finally:
        connection.close()
