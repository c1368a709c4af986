"""Work beside other work, where the one thread for it is free."""

from threading import Event, current_thread

import pytest

from app.search.engines.beside import Beside


def test_work_is_begun_at_once_and_by_whoever_comes_second_himself() -> None:
    beside, asked, go_on = Beside(), Event(), Event()

    def slow() -> str:
        asked.set()
        assert go_on.wait(10)
        return current_thread().name

    answer = beside.begun(slow)
    assert asked.wait(10)
    assert beside.begun(lambda: current_thread().name)() == current_thread().name
    go_on.set()
    assert answer() != current_thread().name
    assert beside.begun(lambda: current_thread().name)() != current_thread().name


def test_what_goes_wrong_is_raised_where_the_answer_is_asked_for_and_leaves_the_thread_free() -> None:
    beside = Beside()

    def broken() -> None:
        raise SystemExit("a panic of a library in Rust is no Exception either")

    for _ in range(2):
        with pytest.raises(SystemExit):
            beside.begun(broken)()
    assert beside.begun(lambda: current_thread().name)() != current_thread().name
