"""Store, View -> a network with its measures and places, ready to be written.

Everything is sorted before it is measured. Reports are nodes of the citations only: elsewhere each would tie together
all that it names; there they are the years.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Store

from gongkai.export import layout
from gongkai.export.measures import STEPS, Link, Measures, measure
from gongkai.export.projections import ALL, Projection, Standing, Tie, by_edge, by_node, project
from gongkai.export.sieve import EVERYTHING, Sieve, Sifted, sifted

# XML 1.0 has no place for control characters, not even escaped: their pictures stand for them.
_LEGIBLE = {point: 0x2400 + point for point in range(0x20)} | dict.fromkeys(map(ord, "\t\n\r"), " ")
_LEGIBLE |= {0x7F: 0x2421, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
_LABELS = ("label", "label_en")

# Somebody waits: some seconds of betweenness at most, whatever of the rest there is.
_HURRIED: Final = 2_000_000

Place = tuple[float, float]
Attributes = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class View:
    """Which network, what of it, and how it is written: with its years as a timeline, with places for its nodes.

    `hurried`: somebody waits for it, so betweenness is estimated from fewer nodes.
    """

    projection: str = ALL
    dynamic: bool = False
    placed: bool = True
    sieve: Sieve = EVERYTHING
    hurried: bool = False


WHOLE: Final = View()


@dataclass(frozen=True, slots=True)
class Node:
    """`label` is Chinese and never empty, `label_en` empty where none is known, `years` as 2016|2017.

    `attributes` are what else is said of it, one value for each name that the network knows; `place` is () where the
    network has none.
    """

    iri: str
    kind: str
    label: str
    label_en: str
    years: str
    degree: int
    weighted_degree: int
    betweenness: float
    pagerank: float
    community: int
    attributes: tuple[str, ...]
    place: Place | tuple[()]


@dataclass(frozen=True, slots=True)
class Edge:
    """`weight` is the number of pieces of evidence, as of sentences that name both ends; `yearly` has it by year."""

    source: str
    target: str
    kind: str
    weight: int
    years: str
    yearly: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges sorted by IRI; `names` are those of the nodes' attributes, in order.

    `about` says what its edges, weights and years are, in the words of the query.
    `part` tells what of the projection this is; empty where it is all of it.
    """

    title: str
    about: str
    directed: bool
    names: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    starts: int
    part: str = ""


def network_of(store: Store, view: View = WHOLE) -> Network:
    """The network that the reports of the store state, as a query of queries/network/ asks for it."""
    return measured(sifted(store, project(store, view.projection), view.sieve), view)


def measured(sifted: Sifted, view: View) -> Network:
    """What was found, with its measures and places."""
    found = sifted.projection
    edges = edges_of(found)
    grouped = by_node(found.standings)
    links = links_of(grouped, edges)
    measures = measure(len(grouped), links, directed=found.directed, steps=_HURRIED if view.hurried else STEPS)
    placed = view.placed and len(grouped) < layout.LARGEST
    places = layout.places_of(len(grouped), links) if placed else ((),) * len(grouped)
    said = attributes_of(found)
    names = tuple(sorted({name for _, name in said} - set(_LABELS)))
    nodes = tuple(_node(group, number, said, names, measures, places[number]) for number, group in enumerate(grouped))
    return Network(
        found.title, found.about, found.directed, names, nodes, edges, measures.starts, _part(sifted)
    )  # fmt: skip


def edges_of(found: Projection) -> tuple[Edge, ...]:
    return tuple(map(_edge, by_edge(found.ties)))


def links_of(grouped: Sequence[Sequence[Standing]], edges: Iterable[Edge]) -> list[Link]:
    """The edges by the numbers of their ends, which are those of the groups."""
    numbers = {group[0].node: number for number, group in enumerate(grouped)}
    return [Link(numbers[edge.source], numbers[edge.target], edge.weight) for edge in edges]


def _part(sifted: Sifted) -> str:
    extent, stated = sifted.extent, sifted.sieve.conditions
    if extent.kept_nodes == extent.nodes and extent.kept_edges == extent.edges:
        return ""
    bounded = extent.kept_nodes < extent.fitting_nodes or extent.kept_edges < extent.fitting_edges
    return (
        f"This is a part: {extent.kept_nodes} of {extent.nodes} nodes and {extent.kept_edges} of {extent.edges} edges"
        f"{f', by {stated}' if stated else ''}{', and of these the strongest' if bounded else ''}."
    )


def attributes_of(found: Projection) -> Attributes:
    """The first value of each name."""
    said: Attributes = {}
    for node, name, value in found.said:
        said.setdefault((node, name), _legible(value))
    return said


def _edge(ties: Sequence[Tie]) -> Edge:
    first = ties[0]
    yearly = tuple((tie.year, tie.evidence) for tie in ties)
    weight = sum(tie.evidence for tie in ties)
    return Edge(first.source, first.target, first.kind, weight, years_of(tie.year for tie in ties), yearly)


def years_of(years: Iterable[str]) -> str:
    return "|".join(sorted({year for year in years if year}))


def _node(
    group: Sequence[Standing], number: int, said: Attributes, names: Sequence[str],
    measures: Measures, place: Place | tuple[()],
) -> Node:  # fmt: skip
    iri = group[0].node
    return Node(
        iri=iri,
        kind=group[0].kind,
        label=label_of(iri, said),
        label_en=said.get((iri, "label_en"), ""),
        years=years_of(one.year for one in group),
        degree=measures.degree[number],
        weighted_degree=measures.weighted_degree[number],
        betweenness=measures.betweenness[number],
        pagerank=measures.pagerank[number],
        community=measures.community[number],
        attributes=tuple(said.get((iri, name), "") for name in names),
        place=place,
    )


def label_of(iri: str, said: Attributes) -> str:
    """What the node is called in Chinese, else the end of its IRI."""
    return said.get((iri, "label")) or _legible(unquote(iri.rpartition("/")[2])) or iri


def _legible(text: str) -> str:
    return text.translate(_LEGIBLE).strip()


def describe(network: Network) -> str:
    """What a reader of the file has to know of its numbers."""
    exact = network.starts == len(network.nodes)
    source = "all nodes" if exact else f"{network.starts} of {len(network.nodes)} nodes, so an estimate"
    about = f" {network.about.rstrip('.')}." if network.about else ""
    placed = " Places: ForceAtlas2." if network.nodes and network.nodes[0].place else ""
    return (
        f"{network.title}, from annual reports on government information disclosure.{about} "
        "Weights are that evidence over all years. "
        f"Betweenness (unweighted, normalised) is measured from {source}. "
        f"Communities: Louvain, by weight, 0 the largest.{placed}{f' {network.part}' if network.part else ''}"
    )
