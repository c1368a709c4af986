"""What the soak sees as a fault, and a short one. `make soak` asks for a minute."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.soak.asking import Answer
from tests.soak.judging import WARM_UP, Seen, faults, grown
from tests.soak.papers import BASE, SPEECHES, State
from tests.soak.soaking import Size, Soak

BEFORE, AFTER = State(BASE, 0), State(BASE + 1, 1)


def seen(*answers: Answer, connected: int = 0) -> Seen:
    """Of an ingest from second 10 to 20, and a worker that was killed in second 30."""
    return Seen(
        begun=[(0.0, BEFORE), (10.0, AFTER)],
        ended=[(0.0, BEFORE), (20.0, AFTER)],
        answers=list(answers),
        killed=30.0,
        connected=connected,
    )


def counted(control: str, total: int, begun: float) -> Answer:
    return Answer("json", "/", begun, begun + 0.5, 200, control=control, total=total)


def lost(at: float) -> Answer:
    return Answer("record", "/r/x", at - 0.1, at, 0)


@pytest.mark.parametrize(
    "answers",
    [
        [counted("fixed", BASE, 1), counted("fixed", BASE, 12), counted("fixed", BASE, 25)],
        [counted("coming", BASE * SPEECHES, 1), counted("coming", BASE * SPEECHES, 12)],
        [counted("coming", BASE * SPEECHES, 12), counted("coming", (BASE + 1) * SPEECHES, 13)],
        [counted("former", BASE, 12), counted("former", BASE - 1, 13), counted("later", 1, 25)],
        [counted("coming", (BASE + 1) * SPEECHES, 12), counted("coming", BASE * SPEECHES, 12.2)],  # at a time
    ],
)
def test_totals_that_were_true_are_no_fault(answers: list[Answer]) -> None:
    assert faults(seen(*answers)) == []


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ([counted("fixed", BASE - 1, 1)], "44 found where it was 45 to 45"),
        ([counted("coming", (BASE + 1) * SPEECHES, 1)], "138 found where it was 135 to 135"),
        ([counted("coming", BASE * SPEECHES + 1, 12)], "136 found where it was 135 to 138"),
        ([counted("coming", BASE * SPEECHES, 25)], "135 found where it was 138 to 138"),
        ([counted("coming", 138, 12), counted("coming", 135, 13)], "135 found after 138 had been"),
        ([counted("former", BASE - 1, 12), counted("former", BASE, 13)], "45 found after 44 had been"),
        ([counted("either", BASE - 1, 12)], "44 found where it was 45 to 45"),
        ([replace(counted("fixed", BASE, 1), wrong="the kinds add up to 44 of 45")], "add up to 44 of 45"),
        ([Answer("list", "/coverage", 1, 2, 503, "status 503")], "/coverage: status 503"),
    ],
)
def test_a_total_that_was_never_true_is_a_fault(answers: list[Answer], fault: str) -> None:
    (said,) = faults(seen(*answers))
    assert fault in said


def test_only_what_the_killed_worker_had_open_may_break_off() -> None:
    assert faults(seen(lost(30.1), lost(30.2), connected=2)) == []
    assert faults(seen(lost(30.1), lost(30.2), connected=1)) == [
        "2 requests broke off, the killed worker had 1 connections"
    ]
    assert faults(seen(lost(29.0), connected=2)) == ["/r/x: broke off 1.0 s before a worker was killed"]


def test_what_a_command_or_the_server_says_of_errors_is_a_fault() -> None:
    what = seen()
    what.failed, what.said = ["yishilu reindex failed: no room"], ["Traceback"]
    assert faults(what) == ["yishilu reindex failed: no room", "Traceback"]


@pytest.mark.parametrize(("last", "grows"), [(140.0, False), (160.0, True)])
def test_memory_is_compared_once_a_worker_is_warm(last: float, grows: bool) -> None:
    what = seen(*(counted("fixed", BASE, at * 6 / WARM_UP) for at in range(2 * WARM_UP)))
    what.memory = {7: [(at / 10, 80.0 if at < 60 else 130.0 if at < 80 else last) for at in range(120)]}
    assert grown(what) == ([f"worker 7 grew from 130 to {last:.0f} MB"] if grows else [])
    what.answers = what.answers[:WARM_UP]
    assert grown(what) == ["too few requests to tell whether memory grows: ask for longer"]


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_short_soak_finds_no_fault(tmp_path: Path) -> None:
    found = Soak(tmp_path, Size(seconds=3, clients=3, megabytes=0)).run()
    assert faults(found) == []
    assert found.rebuilt
    assert len(found.ended) > 1
    assert {one.control for one in found.answers} >= {"fixed", "coming", "former", "later", "either"}
