"""Edges between numbered nodes -> degree, betweenness, PageRank and community of each, measured with networkx.

networkx is given plain numbers for nodes in a fixed order, so that neither the order of the store nor the hashing of
strings shows. All is measured on the undirected network, PageRank along the arrows where there are any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy

if TYPE_CHECKING:
    import networkx

# Betweenness takes a pass over the whole network for each node that it starts from. Beyond this many steps
# (nodes and edges, about a minute) it is estimated from as many starting nodes as there is time for.
STEPS: Final = 100_000_000

# As in the paper of Page and others. After a hundred rounds what is still in motion is below 0.85 ** 100.
_DAMPING: Final = 0.85
_ROUNDS: Final = 100


@dataclass(frozen=True, slots=True)
class Link:
    """An edge by the numbers of its ends."""

    source: int
    target: int
    weight: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Values by the number of the node; `starts` is the number of nodes that betweenness was measured from."""

    degree: tuple[int, ...]
    weighted_degree: tuple[int, ...]
    betweenness: tuple[float, ...]
    pagerank: tuple[float, ...]
    community: tuple[int, ...]
    starts: int


def measure(nodes: int, links: Sequence[Link], *, directed: bool = False, steps: int = STEPS) -> Measures:
    """`steps`: so many are taken for betweenness at most."""
    import networkx  # takes 0.1 s, which those who only draw a network need not wait for

    graph = networkx.Graph()
    graph.add_nodes_from(range(nodes))
    for link in links:  # several kinds of edges between the same two count together
        before = graph.get_edge_data(link.source, link.target, {"weight": 0})["weight"]
        graph.add_edge(link.source, link.target, weight=before + link.weight)
    starts = min(nodes, max(1, steps // (graph.order() + graph.size() + 1)))
    betweenness = networkx.betweenness_centrality(graph, k=starts if starts < nodes else None, seed=0)
    return Measures(
        degree=tuple(degree for _, degree in graph.degree()),
        weighted_degree=tuple(degree for _, degree in graph.degree(weight="weight")),
        betweenness=tuple(round(betweenness[place], 6) for place in graph),
        pagerank=_pagerank(nodes, links, directed=directed),
        community=_communities(graph),
        starts=starts,
    )


def _pagerank(nodes: int, links: Sequence[Link], *, directed: bool) -> tuple[float, ...]:
    """By power iteration: that of networkx needs scipy. What has no way out gives to all alike."""
    if not nodes:
        return ()
    ways = [(link.source, link.target, link.weight) for link in links]
    if not directed:
        ways += [(target, source, weight) for source, target, weight in ways]
    sources, targets, weights = (
        (numpy.array(list(column)) for column in zip(*ways, strict=True)) if ways else [numpy.zeros(0, dtype=int)] * 3
    )
    out = numpy.bincount(sources, weights, minlength=nodes)
    rank = numpy.full(nodes, 1 / nodes)
    for _ in range(_ROUNDS):
        passed = numpy.bincount(targets, weights * rank[sources] / out[sources], minlength=nodes)
        rank = (1 - _DAMPING) / nodes + _DAMPING * (passed + rank[out == 0].sum() / nodes)
    return tuple(round(float(value), 6) for value in rank)


def _communities(graph: "networkx.Graph") -> tuple[int, ...]:
    """The number of each node's community (Louvain), 0 the largest, equal ones by their first node."""
    import networkx

    communities = networkx.community.louvain_communities(graph, weight="weight", seed=0)
    ranked = sorted(communities, key=lambda members: (-len(members), min(members)))
    numbers = {node: number for number, members in enumerate(ranked) for node in members}
    return tuple(numbers[node] for node in graph)
