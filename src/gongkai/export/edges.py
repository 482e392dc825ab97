"""Store -> the edges of a network as CSV: a row each, its ends by the IRIs that the table of nodes has."""

from dataclasses import replace
from typing import BinaryIO

from pyoxigraph import Store

from gongkai.export.columns import EDGE_COLUMNS, of_edge, write
from gongkai.export.network import WHOLE, Network, View, network_of


def export(store: Store, stream: BinaryIO, view: View = WHOLE) -> Network:
    network = network_of(store, replace(view, placed=False))
    put(network, stream)
    return network


def put(network: Network, stream: BinaryIO, _: View = WHOLE) -> None:
    write(stream, EDGE_COLUMNS, map(of_edge, network.edges))
