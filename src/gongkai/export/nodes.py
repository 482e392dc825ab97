"""Store -> the nodes of a network as CSV: a row each, with measures and attributes."""

from typing import BinaryIO

from pyoxigraph import Store

from gongkai.export.columns import node_columns, of_node, write
from gongkai.export.network import WHOLE, Network, View, network_of


def export(store: Store, stream: BinaryIO, view: View = WHOLE) -> Network:
    network = network_of(store, view)
    put(network, stream)
    return network


def put(network: Network, stream: BinaryIO, _: View = WHOLE) -> None:
    write(stream, node_columns(network), (of_node(network, node) for node in network.nodes))
