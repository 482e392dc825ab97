"""Name of a library -> that it is there, or the line that says how to get it; or as if it were not there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from types import ModuleType
from typing import cast

from gongkai.errors import GongkaiError


def require(extra: str, *libraries: str, wanted_by: str) -> None:
    """GongkaiError where a library of the group `extra` is not installed."""
    missing = [library for library in libraries if find_spec(library) is None]
    if missing:
        raise GongkaiError(f"{wanted_by} needs {' and '.join(missing)}; install with: pip install 'gongkai[{extra}]'")


@contextmanager
def without(library: str) -> Iterator[None]:
    """What is imported meanwhile finds the library missing, unless it is loaded already."""
    if library in sys.modules:
        yield
        return
    sys.modules[library] = cast("ModuleType", None)  # as import itself marks what cannot be imported
    try:
        yield
    finally:
        del sys.modules[library]
