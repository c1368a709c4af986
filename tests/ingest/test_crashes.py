"""`ingest` killed by SIGKILL at random moments; `make crash` kills it 200 times."""

import subprocess
import sys

import pytest

from app.settings import ROOT


@pytest.mark.slow
@pytest.mark.sqlite
def test_no_kill_loses_or_doubles_anything() -> None:
    """In a process of its own, which is forked for each case: the tests' has threads."""
    command = [sys.executable, "-m", "tests.ingest.crashing", "--kills", "20", "--seed", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1500)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("  20 kills"), done.stdout
