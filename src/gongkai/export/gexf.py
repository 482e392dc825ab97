"""Store -> the network as GEXF 1.3 for Gephi, static: the years are an attribute.

Written here and not by networkx, whose files Gephi rejects or misreads: control characters, z="None",
attributes of mixed types, weights that turn into dynamic ones. Spells are left out: on Gephi's timeline
a part of the years would stand beside the weight of all.
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Store

from gongkai import __version__
from gongkai.export.network import Edge, Network, Node, describe, network_of

_NODE_COLUMNS = {
    "kind": "string",
    "label_en": "string",
    "years": "string",
    "degree": "integer",
    "weighted_degree": "integer",
    "betweenness": "double",
    "community": "integer",
}
_EDGE_COLUMNS = {"kind": "string", "years": "string"}

# The colours of Okabe and Ito, which the colour-blind can tell apart.
_COLOURS = {
    "agency": (0, 114, 178),
    "area": (230, 159, 0),
    "channel": (0, 158, 115),
    "jurisdiction": (204, 121, 167),
}


def export(store: Store, stream: BinaryIO) -> None:
    stream.writelines(f"{line}\n".encode() for line in lines_of(network_of(store)))


def lines_of(network: Network) -> Iterator[str]:
    """The file, line by line; a network without nodes gives an empty graph, which is valid."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield f"<meta><creator>gongkai {__version__}</creator>"
    yield f"<description>{escape(describe(network))}</description></meta>"
    yield '<graph mode="static" defaultedgetype="undirected" idtype="string">'
    yield from _columns("node", _NODE_COLUMNS)
    yield from _columns("edge", _EDGE_COLUMNS)
    yield f'<nodes count="{len(network.nodes)}">'
    for node in network.nodes:
        named = _attributes(id=node.iri, label=node.label)
        yield f"<node{named}>{_values(node, _NODE_COLUMNS)}{_colour(node.kind)}</node>"
    yield "</nodes>"
    yield f'<edges count="{len(network.edges)}">'
    for number, edge in enumerate(network.edges):
        ends = _attributes(id=number, source=edge.source, target=edge.target, weight=edge.weight)
        yield f"<edge{ends}>{_values(edge, _EDGE_COLUMNS)}</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _attributes(**values: object) -> str:
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in values.items())


def _columns(kind: str, columns: dict[str, str]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">'
    for name, datatype in columns.items():
        yield f"<attribute{_attributes(id=name, title=name, type=datatype)}/>"
    yield "</attributes>"


def _values(item: Node | Edge, columns: dict[str, str]) -> str:
    """The values of the columns; what is empty has none."""
    values = ((name, getattr(item, name)) for name in columns)
    stated = ((name, value) for name, value in values if value != "")
    cells = "".join(f'<attvalue for="{name}"{_attributes(value=value)}/>' for name, value in stated)
    return f"<attvalues>{cells}</attvalues>"


def _colour(kind: str) -> str:
    red, green, blue = _COLOURS[kind]
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
