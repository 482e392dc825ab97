"""Node, Edge -> what is told of each, by the name of its column, in order: for GraphML and CSV."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from gongkai.export.network import Edge, Network, Node

Value = str | int | float

_NODE = ("kind", "label", "label_en", "years", "degree", "weighted_degree", "betweenness", "pagerank", "community")
_EDGE = ("source", "target", "kind", "weight", "years")


def of_node(network: Network, node: Node) -> dict[str, Value]:
    told: dict[str, Value] = {"id": node.iri} | {name: getattr(node, name) for name in _NODE}
    told |= dict(zip(network.names, node.attributes, strict=True))
    x, y = node.place or ("", "")
    return told | {"x": x, "y": y}


def of_edge(edge: Edge) -> dict[str, Value]:
    return {name: getattr(edge, name) for name in _EDGE}


def write(stream: BinaryIO, columns: Iterable[str], rows: Iterable[dict[str, Value]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(row.values() for row in rows)
    stream.write(text.getvalue().encode())


def node_columns(network: Network) -> tuple[str, ...]:
    return ("id", *_NODE, *network.names, "x", "y")


EDGE_COLUMNS = _EDGE
