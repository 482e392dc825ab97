"""Memory that was freed -> the system, where the C library keeps it."""

import ctypes
from functools import cache
from typing import Final

_UNPADDED: Final = 0


def give_back() -> None:
    """Give back what was freed; nothing where the C library has no such call (others than glibc)."""
    if trim := _trim():
        trim(_UNPADDED)


@cache
def _trim() -> "ctypes._FuncPointer | None":
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
