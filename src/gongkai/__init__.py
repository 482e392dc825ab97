"""Annual reports on government information disclosure in China -> a checked, queryable graph."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.frames import load

__version__ = "0.1.0"
__all__ = ["__version__", "load"]


def __getattr__(name: str) -> Any:
    """`gongkai.load`, with what it needs, when it is asked for: `import gongkai` stays quick."""
    if name != "load":
        raise AttributeError(f"module 'gongkai' has no attribute {name!r}")
    from gongkai.frames import load

    return load
