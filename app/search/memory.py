"""Memory that was in use for a moment."""

import ctypes


def give_back() -> None:
    """Give what is free back to the system, where the C library keeps it otherwise (glibc does)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
