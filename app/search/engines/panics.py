"""What a library in Rust raises when it meets what it thought impossible: bytes that it never wrote."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.search.errors import damaged


@contextmanager
def no_panic() -> Iterator[None]:
    """For methods of an engine. A panic is raised as IndexDamagedError; everything else passes as it is."""
    try:
        yield
    except BaseException as error:
        if not is_panic(error):
            raise
        raise damaged(error) from error


def is_panic(error: BaseException) -> bool:
    """Whether it is a panic. PyO3 makes it a BaseException, beside KeyboardInterrupt and SystemExit, and each
    library has a class of its own that cannot be imported: the names of class and module are all there is."""
    return (type(error).__module__, type(error).__name__) == ("pyo3_runtime", "PanicException")
