"""Memory that was freed -> kept at hand by the C library while much comes and goes, or given back to the system."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Parameters of mallopt(3), and what they are by default there.
_LARGEST_FAST: Final = 1
_TRIM_THRESHOLD: Final = -1
_TOP_PAD: Final = -2
_DEFAULTS: Final = {_LARGEST_FAST: 128, _TRIM_THRESHOLD: 128 << 10, _TOP_PAD: 128 << 10}
# Who frees what it will soon ask for again spares the way to the system and back, and small chunks that are joined at
# once are not all gone through whenever a large one is freed. Measured with the loader of triples: a tenth of its time.
_KEEPING: Final = {_LARGEST_FAST: 0, _TRIM_THRESHOLD: 64 << 20, _TOP_PAD: 16 << 20}


@contextmanager
def kept() -> Iterator[None]:
    """Keep what is freed for what is allocated next, for a while; nothing where the C library is not glibc."""
    _set(_KEEPING)
    try:
        yield
    finally:
        _set(_DEFAULTS)
        give_back()


def give_back() -> None:
    """Give back what was freed; nothing where the C library is not glibc."""
    if library := _glibc():
        library.malloc_trim(0)


def _set(parameters: dict[int, int]) -> None:
    if library := _glibc():
        for parameter, value in parameters.items():
            library.mallopt(parameter, value)


def _glibc() -> ctypes.CDLL | None:
    """The C library, if it has what others lack."""
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") else None
