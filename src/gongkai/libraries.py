"""Name of a library that only some formats need -> that it is there, or the line that says how to get it."""

from importlib.util import find_spec

from gongkai.errors import GongkaiError


def require(extra: str, *libraries: str, wanted_by: str) -> None:
    """GongkaiError where a library of the group `extra` is not installed."""
    missing = [library for library in libraries if find_spec(library) is None]
    if missing:
        raise GongkaiError(f"{wanted_by} needs {' and '.join(missing)}; install with: pip install 'gongkai[{extra}]'")
