"""Opened store + name of a format -> a file: one module per format, imported when it is asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from gongkai.errors import GongkaiError

# Takes a store, a stream to write to, and a View where it writes a network.
Exporter = Callable[..., None]

# A format's name is the name of its module; what it is stands beside it, for people.
FORMATS: Final = {
    "edges": "a network's edges (CSV)",
    "gexf": "a network, for Gephi (GEXF 1.3)",
    "gold": "the figures that readers confirmed, added or rejected, for gongkai score (TSV)",
    "graphml": "a network, for networkx, igraph, yEd and the like (GraphML)",
    "jsonld": "all statements as JSON-LD 1.1, one subject a line",
    "nodes": "a network's nodes, with measures (CSV)",
    "nt": "all statements as sorted N-Triples; equal graphs are equal bytes",
    "turtle": "all statements as Turtle with prefixes",
}

# These write a network, and their function takes a View of it (gongkai.export.network) besides.
NETWORKS: Final = ("edges", "gexf", "graphml", "nodes")


def exporter(name: str) -> Exporter:
    """The function that writes a store in the format `name`."""
    if name not in FORMATS:
        raise GongkaiError(f"There is no export format {name!r}; choose one of {', '.join(FORMATS)}.")
    export: Exporter = import_module(f"{__name__}.{name}").export
    return export
