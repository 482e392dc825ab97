"""Store -> a network as GEXF 1.3 for Gephi, with colours by kind, sizes by degree, and places.

Static, the years are an attribute. Dynamic, they are timestamps of nodes and edges, and `evidence` has the weight of
an edge year by year: `weight` is that of all years, whatever part of them the timeline shows.
Written here and not by networkx, whose files Gephi rejects or misreads: control characters, z="None",
attributes of mixed types, weights that turn into dynamic ones.
"""

from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Store

from gongkai import __version__
from gongkai.errors import EmptyNetwork
from gongkai.export.network import WHOLE, Network, Node, View, describe, network_of

_NODE_COLUMNS = {
    "kind": "string",
    "label_en": "string",
    "years": "string",
    "degree": "integer",
    "weighted_degree": "integer",
    "betweenness": "double",
    "pagerank": "double",
    "community": "integer",
}
_EDGE_COLUMNS = {"kind": "string", "years": "string"}

# The colours of Okabe and Ito, which the colour-blind can tell apart.
_COLOURS = {
    "agency": (0, 114, 178),
    "area": (230, 159, 0),
    "channel": (0, 158, 115),
    "jurisdiction": (204, 121, 167),
    "document": (213, 94, 0),
    "report": (86, 180, 233),
}
_OTHER = (153, 153, 153)
_NOTHING: Mapping[str, object] = {}

_SMALLEST, _LARGEST = 4.0, 40.0  # sizes of nodes


def export(store: Store, stream: BinaryIO, view: View = WHOLE) -> Network:
    """EmptyNetwork where there is nothing to draw: a file without nodes is none that Gephi opens."""
    network = network_of(store, view)
    if not network.nodes:
        raise EmptyNetwork(
            f"the network {view.projection} is empty: no report here states any of it; no file was written, for GEXF "
            "has none without nodes; choose another with --projection, or build with more reports"
        )
    put(network, stream, view)
    return network


def put(network: Network, stream: BinaryIO, view: View = WHOLE) -> None:
    stream.writelines(f"{line}\n".encode() for line in lines_of(network, dynamic=view.dynamic))


def lines_of(network: Network, *, dynamic: bool = False) -> Iterator[str]:
    """The file, line by line; a network without nodes gives an empty graph, which is valid."""
    kind = "directed" if network.directed else "undirected"
    time = ' timeformat="integer" timerepresentation="timestamp"' if dynamic else ""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield f"<meta><creator>gongkai {__version__}</creator>"
    yield f"<description>{escape(describe(network))}</description></meta>"
    yield f'<graph mode="{"dynamic" if dynamic else "static"}"{time} defaultedgetype="{kind}" idtype="string">'
    yield from _columns("node", "static", _NODE_COLUMNS | dict.fromkeys(network.names, "string"))
    yield from _columns("edge", "static", _EDGE_COLUMNS)
    if dynamic:
        yield from _columns("edge", "dynamic", {"evidence": "integer"})
    yield f'<nodes count="{len(network.nodes)}">'
    most = max((node.degree for node in network.nodes), default=0)
    for node in network.nodes:
        named = _attributes(id=node.iri, label=node.label)
        more = dict(zip(network.names, node.attributes, strict=True))
        values = _values({name: getattr(node, name) for name in _NODE_COLUMNS}, more)
        yield f"<node{named}>{values}{_spells(node.years, dynamic)}{_look(node, most)}</node>"
    yield "</nodes>"
    yield f'<edges count="{len(network.edges)}">'
    for number, edge in enumerate(network.edges):
        ends = _attributes(id=number, source=edge.source, target=edge.target, weight=edge.weight)
        values = _values({name: getattr(edge, name) for name in _EDGE_COLUMNS}, yearly=edge.yearly if dynamic else ())
        yield f"<edge{ends}>{values}{_spells(edge.years, dynamic)}</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _attributes(**values: object) -> str:
    return "".join(f" {name}={quoteattr(str(value))}" for name, value in values.items())


def _columns(kind: str, mode: str, columns: Mapping[str, str]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="{mode}">'
    for name, datatype in columns.items():
        yield f"<attribute{_attributes(id=name, title=name, type=datatype)}/>"
    yield "</attributes>"


def _values(
    stated: Mapping[str, object], more: Mapping[str, object] = _NOTHING, yearly: tuple[tuple[str, int], ...] = ()
) -> str:
    """The values of the columns; what is empty has none."""
    values = ((name, value) for name, value in {**stated, **more}.items() if value != "")
    cells = [f"<attvalue{_attributes(**{'for': name, 'value': value})}/>" for name, value in values]
    cells += [
        f"<attvalue{_attributes(**{'for': 'evidence', 'value': evidence, 'timestamp': year})}/>"
        for year, evidence in yearly
        if year
    ]
    return f"<attvalues>{''.join(cells)}</attvalues>"


def _spells(years: str, dynamic: bool) -> str:
    """The years as timestamps; what has none is always there."""
    if not (dynamic and years):
        return ""
    return f"<spells>{''.join(f'<spell{_attributes(timestamp=year)}/>' for year in years.split('|'))}</spells>"


def _look(node: Node, most: int) -> str:
    """Colour by kind, size by degree, so that the area of a node grows with it; and the place."""
    red, green, blue = _COLOURS.get(node.kind, _OTHER)
    size = _SMALLEST + (_LARGEST - _SMALLEST) * (node.degree / most if most else 0) ** 0.5
    place = _attributes(x=node.place[0], y=node.place[1], z="0.0") if node.place else ""
    placed = f"<viz:position{place}/>" if place else ""
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{size:.2f}"/>{placed}'
