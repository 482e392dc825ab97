"""What is left of a projection -> the picture of it: nodes with places and degrees, and edges between their numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.export import layout
from gongkai.export.network import attributes_of, edges_of, label_of, links_of, years_of
from gongkai.export.projections import Projection, Standing, by_node
from gongkai.export.sieve import Extent, Sifted
from gongkai.pages.addresses import address_of


@dataclass(frozen=True, slots=True)
class Dot:
    """A node, named as the pages name things; `address` is that of its page, empty where it has none."""

    iri: str
    address: str
    kind: str
    label_zh: str
    label_en: str
    years: str
    degree: int
    weight: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """An edge by the numbers of its nodes; `weight` is the number of pieces of evidence."""

    source: int
    target: int
    kind: str
    weight: int
    years: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """`kinds` and `years` are those of the whole projection, the kinds each with its number of nodes."""

    directed: bool
    kinds: tuple[tuple[str, int], ...]
    years: tuple[str, ...]
    extent: Extent
    nodes: tuple[Dot, ...]
    edges: tuple[Line, ...]


def drawing_of(whole: Projection, sifted: Sifted) -> Drawing:
    """Its places are those of the files of the same part."""
    found = sifted.projection
    edges = edges_of(found)
    grouped = by_node(found.standings)
    links = links_of(grouped, edges)
    pairs = {frozenset((link.source, link.target)) for link in links}
    degrees = Counter(end for pair in pairs for end in (pair if len(pair) > 1 else (*pair, *pair)))
    weights: Counter[int] = Counter()
    for link in links:
        weights[link.source] += link.weight
        weights[link.target] += link.weight
    places = layout.places_of(len(grouped), links)
    said = attributes_of(found)
    dots = tuple(
        _dot(group, said, degrees[number], weights[number], places[number]) for number, group in enumerate(grouped)
    )
    lines = tuple(
        Line(link.source, link.target, edge.kind, edge.weight, edge.years)
        for link, edge in zip(links, edges, strict=True)
    )
    return Drawing(found.directed, _kinds(whole), _years(whole), sifted.extent, dots, lines)


def _dot(
    group: Sequence[Standing], said: dict[tuple[str, str], str], degree: int, weight: int, place: tuple[float, float]
) -> Dot:
    iri = group[0].node
    return Dot(
        iri=iri,
        address=address_of(iri),
        kind=group[0].kind,
        label_zh=label_of(iri, said),
        label_en=said.get((iri, "label_en"), ""),
        years=years_of(one.year for one in group),
        degree=degree,
        weight=weight,
        x=place[0],
        y=place[1],
    )


def _kinds(whole: Projection) -> tuple[tuple[str, int], ...]:
    counted = Counter(group[0].kind for group in by_node(whole.standings))
    return tuple(sorted(counted.items()))


def _years(whole: Projection) -> tuple[str, ...]:
    stated = {tie.year for tie in whole.ties} | {standing.year for standing in whole.standings}
    return tuple(sorted(year for year in stated if year))
