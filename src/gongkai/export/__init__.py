"""Opened store + name of a format -> a file: one module per format, imported when it is asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Final

from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from pyoxigraph import Store

Exporter = Callable[["Store", BinaryIO], None]

# A format's name is the name of its module; what it is stands beside it, for people.
FORMATS: Final = {
    "gexf": "the network, for Gephi (GEXF 1.3)",
    "gold": "the figures that readers confirmed, added or rejected, for gongkai score (TSV)",
    "graphml": "the network, for networkx, igraph, yEd and the like (GraphML)",
    "jsonld": "all statements as JSON-LD 1.1, one subject a line",
    "nt": "all statements as sorted N-Triples; equal graphs are equal bytes",
    "turtle": "all statements as Turtle with prefixes",
}


def exporter(name: str) -> Exporter:
    """The function that writes a store in the format `name`."""
    if name not in FORMATS:
        raise GongkaiError(f"There is no export format {name!r}; choose one of {', '.join(FORMATS)}.")
    export: Exporter = import_module(f"{__name__}.{name}").export
    return export
