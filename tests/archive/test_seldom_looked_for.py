"""Garbage is looked for seldom while much is made, and as before afterwards, whatever happens."""

import gc

import pytest

from app.archive.garbage import seldom_looked_for


def breaks_off() -> None:
    with seldom_looked_for():
        assert gc.get_threshold()[0] > 10_000
        assert gc.get_freeze_count() > 0
        raise ValueError("broken off")


def test_garbage_is_looked_for_seldom_inside_and_as_before_outside() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="broken off"):
        breaks_off()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
