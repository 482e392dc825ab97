"""Store -> the network as GraphML, written by networkx."""

from dataclasses import asdict
from typing import BinaryIO

import networkx
from pyoxigraph import Store

from gongkai.export.network import Edge, Network, Node, describe, network_of


def export(store: Store, stream: BinaryIO) -> None:
    # not write_graphml, whose bytes depend on whether lxml is installed
    networkx.write_graphml_xml(graph_of(network_of(store)), stream)


def graph_of(network: Network) -> networkx.Graph:
    """The network for networkx: IRIs as nodes, all else as attributes, what is empty left out."""
    graph = networkx.Graph(description=describe(network))
    graph.add_nodes_from((node.iri, _attributes(node)) for node in network.nodes)
    graph.add_edges_from((edge.source, edge.target, _attributes(edge)) for edge in network.edges)
    return graph


def _attributes(item: Node | Edge) -> dict[str, str | int | float]:
    ends = ("iri", "source", "target")
    return {name: value for name, value in asdict(item).items() if name not in ends and value != ""}
