"""Store -> the network of agencies, policy areas, channels and jurisdictions, measured with networkx.

Everything is sorted before it is measured, and networkx is given plain numbers for nodes, so that neither
the order of the store nor the hashing of strings shows. The measures are those of the undirected network as
it is exported. Reports are no nodes, since each would tie together all that it names: they are the years.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from urllib.parse import unquote

import networkx
from pyoxigraph import QuerySolutions, Store

from gongkai import resources

# Betweenness takes a pass over the whole network for each node that it starts from. Beyond this many steps
# (nodes and edges, about a minute) it is estimated from as many starting nodes as there is time for.
_STEPS = 100_000_000

# XML 1.0 has no place for control characters, not even escaped: their pictures stand for them.
_LEGIBLE = {point: 0x2400 + point for point in range(0x20)} | dict.fromkeys(map(ord, "\t\n\r"), " ")
_LEGIBLE |= {0x7F: 0x2421, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """`label` is Chinese and never empty, `label_en` empty where none is known, `years` as 2016|2017."""

    iri: str
    kind: str
    label: str
    label_en: str
    years: str
    degree: int
    weighted_degree: int
    betweenness: float
    community: int


@dataclass(frozen=True, slots=True)
class Edge:
    """`weight` is the number of sentences that name both ends together."""

    source: str
    target: str
    kind: str
    weight: int
    years: str


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges sorted by IRI; `starts` is the number of nodes that betweenness was measured from."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    starts: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Values by the node's place in the order of the IRIs."""

    degree: tuple[int, ...]
    weighted_degree: tuple[int, ...]
    betweenness: tuple[float, ...]
    community: tuple[int, ...]
    starts: int


def network_of(store: Store) -> Network:
    """The network that all reports of the store state, as queries/network/ asks for it."""
    named = [list(rows) for _, rows in groupby(_rows(store, "nodes"), key=itemgetter("node"))]
    edges = tuple(_edges(_rows(store, "edges")))
    measures = _measure([rows[0]["node"] for rows in named], edges)
    nodes = tuple(_node(place, rows, measures) for place, rows in enumerate(named))
    return Network(nodes, edges, measures.starts)


def _rows(store: Store, name: str) -> list[Row]:
    """Rows of a query of queries/network/, sorted; what is unbound is empty."""
    query = (resources.folder("queries") / "network" / f"{name}.rq").read_text("utf-8")
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    rows = [{column: getattr(solution[column], "value", "") for column in columns} for solution in solutions]
    return sorted(rows, key=lambda row: tuple(row.values()))


def _years(rows: Iterable[Row]) -> str:
    return "|".join(sorted({row["year"] for row in rows}))


def _edges(rows: Iterable[Row]) -> Iterator[Edge]:
    for (source, target, kind), group in groupby(rows, key=itemgetter("source", "target", "kind")):
        yearly = list(group)
        yield Edge(source, target, kind, sum(int(row["evidence"]) for row in yearly), _years(yearly))


def _node(place: int, rows: list[Row], measures: Measures) -> Node:
    first = rows[0]
    return Node(
        iri=first["node"],
        kind=first["kind"],
        label=_legible(first["label"]) or _legible(unquote(first["node"].rpartition("/")[2])),
        label_en=_legible(first["label_en"]),
        years=_years(rows),
        degree=measures.degree[place],
        weighted_degree=measures.weighted_degree[place],
        betweenness=measures.betweenness[place],
        community=measures.community[place],
    )


def _legible(text: str) -> str:
    return text.translate(_LEGIBLE).strip()


def _measure(iris: list[str], edges: Iterable[Edge]) -> Measures:
    places = {iri: place for place, iri in enumerate(iris)}
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(iris)))
    graph.add_weighted_edges_from((places[edge.source], places[edge.target], edge.weight) for edge in edges)
    starts = min(len(graph), max(1, _STEPS // (graph.order() + graph.size() + 1)))
    betweenness = networkx.betweenness_centrality(graph, k=starts if starts < len(graph) else None, seed=0)
    return Measures(
        degree=tuple(degree for _, degree in graph.degree()),
        weighted_degree=tuple(degree for _, degree in graph.degree(weight="weight")),
        betweenness=tuple(round(betweenness[place], 6) for place in graph),
        community=_communities(graph),
        starts=starts,
    )


def _communities(graph: networkx.Graph) -> tuple[int, ...]:
    """The number of each node's community (Louvain), 0 the largest, equal ones by their first node."""
    communities = networkx.community.louvain_communities(graph, weight="weight", seed=0)
    ranked = sorted(communities, key=lambda members: (-len(members), min(members)))
    numbers = {node: number for number, members in enumerate(ranked) for node in members}
    return tuple(numbers[node] for node in graph)


def describe(network: Network) -> str:
    """What a reader of the file has to know of its numbers."""
    exact = network.starts == len(network.nodes)
    source = "all nodes" if exact else f"{network.starts} of {len(network.nodes)} nodes, so an estimate"
    return (
        "Agencies, policy areas, channels and jurisdictions of annual reports on government information "
        "disclosure. Weight: the number of sentences that name both ends; years: those of the reports. "
        f"Betweenness (unweighted, normalised) is measured from {source}. "
        "Communities: Louvain, by weight, 0 the largest."
    )
