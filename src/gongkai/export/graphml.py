"""Store -> a network as GraphML, written by networkx."""

from typing import BinaryIO

import networkx
from pyoxigraph import Store

from gongkai.export.columns import Value, of_edge, of_node
from gongkai.export.network import WHOLE, Network, View, describe, network_of


def export(store: Store, stream: BinaryIO, view: View = WHOLE) -> Network:
    network = network_of(store, view)
    put(network, stream)
    return network


def put(network: Network, stream: BinaryIO, _: View = WHOLE) -> None:
    # not write_graphml, whose bytes depend on whether lxml is installed
    networkx.write_graphml_xml(graph_of(network), stream)


def graph_of(network: Network) -> networkx.Graph:
    """The network for networkx: IRIs as nodes, all else as attributes, what is empty left out."""
    several = len({(edge.source, edge.target) for edge in network.edges}) < len(network.edges)
    undirected, directed = (
        (networkx.MultiGraph, networkx.MultiDiGraph) if several else (networkx.Graph, networkx.DiGraph)
    )
    graph = (directed if network.directed else undirected)(description=describe(network))
    for node in network.nodes:
        graph.add_node(node.iri, **_stated(of_node(network, node)))
    for edge in network.edges:
        graph.add_edge(edge.source, edge.target, **_stated(of_edge(edge)))
    return graph


def _stated(values: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name not in ("id", "source", "target") and value != ""}
