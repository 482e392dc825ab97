"""Edges between numbered nodes -> a place on the plane for each: ForceAtlas2 (Jacomy and others, 2014), seeded.

Written here: that of networkx holds all pairs of nodes at once (0.8 GB and 79 s for 50 rounds of 4,000 nodes), the
package fa2 is under the GPL. Repulsion is exact and takes the nodes in pieces: 20,000 nodes need 0.25 GB and 4 s a
round on two busy cores, so that large networks get fewer rounds: 50 there (3 min), 200 up to 10,000 (4,000: 50 s).
"""

from collections.abc import Sequence
from typing import Final

import numpy
from numpy.typing import NDArray

from gongkai.export.measures import Link

LARGEST: Final = 20_000  # nodes; beyond it no places are given
_ROUNDS: Final = 200
_PAIRS: Final = 20_000_000_000  # in all rounds: some three minutes
_PIECE: Final = 512

# The paper's names: scaling of repulsion, gravity (the strong one), influence of the weight of edges, tolerance of
# swinging; and the least square of a distance. With strong gravity and half the influence, what hangs together in the
# seeds fills two thirds of the picture; with the plain gravity of 1 and all the influence it is a third of it, crowded.
_SCALING: Final = 2.0
_GRAVITY: Final = 0.05
_INFLUENCE: Final = 0.5
_TOLERANCE: Final = 1.0
_NEAREST: Final = 0.01

Points = NDArray[numpy.float64]


def places_of(nodes: int, links: Sequence[Link]) -> tuple[tuple[float, float], ...]:
    """By the number of the node; the same network has the same places."""
    if not nodes:
        return ()
    ends = numpy.array([(link.source, link.target) for link in links], dtype=int).reshape(-1, 2)
    weights: Points = numpy.array([link.weight for link in links], dtype=numpy.float64) ** _INFLUENCE
    mass: Points = 1.0 + numpy.bincount(ends.ravel(), minlength=nodes).astype(numpy.float64)
    points = (numpy.random.default_rng(0).random((nodes, 2)) - 0.5) * 10 * nodes**0.5
    before, speed = numpy.zeros_like(points), 1.0
    for _ in range(max(30, min(_ROUNDS, _PAIRS // nodes**2))):
        forces = _repulsion(points, mass) + _attraction(points, ends, weights) + _gravity(points, mass)
        swinging = numpy.hypot(*(forces - before).T)
        traction = numpy.hypot(*(forces + before).T) / 2
        total = float((mass * swinging).sum())
        wanted = _TOLERANCE * float((mass * traction).sum()) / total if total else speed
        speed = min(wanted, 1.5 * speed)
        points = points + forces * (speed / (1.0 + speed * swinging**0.5))[:, None]
        before = forces
    return tuple((round(float(x), 2), round(float(y), 2)) for x, y in points)


def _repulsion(points: Points, mass: Points) -> Points:
    """Between all pairs, by their masses and against their distance."""
    found = numpy.empty_like(points)
    squares = (points * points).sum(axis=1)
    for start in range(0, len(points), _PIECE):
        some = slice(start, start + _PIECE)
        pull = points[some] @ points.T
        pull *= -2
        pull += squares[some, None]
        pull += squares[None, :]
        numpy.maximum(pull, _NEAREST, out=pull)
        numpy.divide(mass[None, :], pull, out=pull)
        found[some] = points[some] * pull.sum(axis=1)[:, None] - pull @ points
    found *= _SCALING * mass[:, None]
    return found


def _attraction(points: Points, ends: NDArray[numpy.int_], weights: Points) -> Points:
    """Along the edges, by their weight and their length."""
    pulls = (points[ends[:, 1]] - points[ends[:, 0]]) * weights[:, None]
    found = numpy.zeros_like(points)
    numpy.add.at(found, ends[:, 0], pulls)
    numpy.subtract.at(found, ends[:, 1], pulls)
    return found


def _gravity(points: Points, mass: Points) -> Points:
    """Towards the middle, the more the farther, which keeps together what no edge does."""
    pulled: Points = -_GRAVITY * points * mass[:, None]
    return pulled
