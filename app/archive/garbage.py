"""How often Python looks for garbage while much is read and written."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 50_000
"""So many new objects between two looks, some megabytes. Python's own 700 take a seventh of an ingest's time:
hardly anything that it makes is in a cycle."""


def look_seldom() -> None:
    """Look for garbage seldom from now on, and never among what is there already."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


@contextmanager
def seldom_looked_for() -> Iterator[None]:
    """Look for garbage seldom inside, and afterwards as before."""
    before = gc.get_threshold()
    look_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
