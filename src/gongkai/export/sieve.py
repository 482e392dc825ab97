"""What is wanted of a network, and what a projection found -> what is left of it, and how much that leaves out.

Nothing of a network is measured or placed before that: degrees, communities and places are those of what is left.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Store

from gongkai import queries
from gongkai.export.projections import Projection, Tie, by_edge, folder
from gongkai.queries import Table

_AREA: Final = "area"


@dataclass(frozen=True, slots=True)
class Sieve:
    """The conditions that all must be met; an empty one is none.

    `area` is the id of a policy area: what is named with it in a sentence, or speaks of it, is wanted, in the `years`
    if there are any. `weight` is the least of an edge; above 1, nodes without such an edge are left out. Of what
    is left, the `nodes` with the most evidence are kept, then the `edges` with the most.
    """

    kinds: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    area: str = ""
    weight: int = 1
    nodes: float = math.inf
    edges: float = math.inf

    @property
    def conditions(self) -> str:
        """In one line, for those who find the file; empty where everything is wanted."""
        stated = (
            ("kinds", ", ".join(self.kinds)),
            ("years", ", ".join(self.years)),
            ("policy area", self.area),
            ("weight", f"at least {self.weight}" if self.weight > 1 else ""),
        )
        return "; ".join(f"{name}: {text}" for name, text in stated if text)


EVERYTHING: Final = Sieve()


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is: in all, of it what meets the conditions, and of that what is kept.

    `undated`: edges left out because years are asked for and they have none.
    """

    nodes: int
    edges: int
    fitting_nodes: int
    fitting_edges: int
    kept_nodes: int
    kept_edges: int
    undated: int


@dataclass(frozen=True, slots=True)
class Sifted:
    """A projection of which only what is wanted is left."""

    projection: Projection
    sieve: Sieve
    extent: Extent


def sifted(store: Store, found: Projection, sieve: Sieve) -> Sifted:
    """BadQuery where there is no such policy area."""
    nodes = _wanted(store, found, sieve)
    fitting = [
        group
        for group in by_edge(tie for tie in found.ties if _timely(tie.year, sieve))
        if group[0].source in nodes and group[0].target in nodes and _weight(group) >= sieve.weight
    ]
    if sieve.weight > 1:
        nodes = {end for group in fitting for end in (group[0].source, group[0].target)}
    kept, edges = _strongest(nodes, fitting, sieve)
    extent = Extent(
        nodes=len({standing.node for standing in found.standings}),
        edges=len(by_edge(found.ties)),
        fitting_nodes=len(nodes),
        fitting_edges=len(fitting),
        kept_nodes=len(kept),
        kept_edges=len(edges),
        undated=len(by_edge(tie for tie in found.ties if not tie.year)) if sieve.years else 0,
    )
    left = replace(
        found,
        ties=tuple(sorted(tie for group in edges for tie in group)),
        standings=tuple(one for one in found.standings if one.node in kept and _timely(one.year, sieve)),
        said=tuple(one for one in found.said if one[0] in kept),
    )
    return Sifted(left, sieve, extent)


def _wanted(store: Store, found: Projection, sieve: Sieve) -> set[str]:
    nodes = {
        standing.node
        for standing in found.standings
        if (not sieve.kinds or standing.kind in sieve.kinds) and _timely(standing.year, sieve)
    }
    return nodes & _named_with(store, sieve) if sieve.area else nodes


def _named_with(store: Store, sieve: Sieve) -> set[str]:
    """What stands in a sentence with the area."""
    query = queries.query_of(folder() / "filters" / "area.rq")
    table = queries.select(store, query, {_AREA: sieve.area})
    assert isinstance(table, Table)
    return {str(node) for node, year in table.rows if _timely(str(year), sieve)}


def _timely(year: str, sieve: Sieve) -> bool:
    return not sieve.years or year in sieve.years


def _weight(group: Iterable[Tie]) -> int:
    return sum(tie.evidence for tie in group)


def _strongest(nodes: set[str], fitting: list[list[Tie]], sieve: Sieve) -> tuple[set[str], list[list[Tie]]]:
    """The nodes and the edges between them that are kept; of equal ones, those whose IRIs come first."""
    strength: Counter[str] = Counter()
    for group in fitting:
        for end in {group[0].source, group[0].target}:
            strength[end] += _weight(group)
    ranked = sorted(nodes, key=lambda node: (-strength[node], node))
    kept = set(ranked[: _whole(sieve.nodes, len(ranked))])
    within = [group for group in fitting if group[0].source in kept and group[0].target in kept]
    heaviest = sorted(within, key=lambda group: (-_weight(group), group[0]))
    return kept, heaviest[: _whole(sieve.edges, len(heaviest))]


def _whole(bound: float, most: int) -> int:
    return int(min(bound, most))
