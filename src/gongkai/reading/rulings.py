"""Straight lines on paper -> grids: the boxes that they part, merged ones as one, in common rows and columns."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# Points. Rules this near to each other are one; a gap this wide in a rule (dashes, cells drawn one by one) is none.
_NEAR = 3.0
# A rule that goes on this far beyond the last crossing one leads to a side that is not drawn.
_BEYOND = 6.0
# So much of the border between two boxes must be ruled for them to be two.
_RULED = 0.6
# A single box higher than this is a frame around text.
_FRAME = 120.0
# More pairs of rules than this to compare are a drawing.
_MOST_CROSSINGS = 100_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at this height from start to end if it lies, at this distance from the left if it stands."""

    lying: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the grid, from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruled grid on a page: its lines from left to right and from top to bottom, its boxes in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point that it holds."""
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return row, min(bisect_right(self.xs, x), len(self.xs) - 1) - 1


def rulings_of(rules: Iterable[Rule]) -> list[Ruling]:
    """Grids of at least two boxes, or one low box (the first row of a table at the end of a page), small ones first."""
    rules = list(rules)
    lying = _whole(rule for rule in rules if rule.lying)
    standing = _whole(rule for rule in rules if not rule.lying)
    if len(lying) * len(standing) > _MOST_CROSSINGS:
        return []
    found = [_ruling(*group) for group in _connected(lying, standing)]
    kept = [one for one in found if one and (len(one.boxes) > 1 or one.ys[-1] - one.ys[0] <= _FRAME)]
    return sorted(kept, key=lambda one: ((one.xs[-1] - one.xs[0]) * (one.ys[-1] - one.ys[0]), one.ys, one.xs))


def _clusters(values: Iterable[float]) -> list[list[float]]:
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][0] <= _NEAR:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return clusters


def _whole(rules: Iterable[Rule]) -> list[Rule]:
    """Rules drawn in pieces or twice, as one."""
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: (one.at, one.start, one.end)):
        if rows and rule.at - rows[-1][0].at <= _NEAR:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    return [whole for row in rows for whole in _joined(row)]


def _joined(row: list[Rule]) -> Iterator[Rule]:
    at = sum(rule.at for rule in row) / len(row)
    start, end = None, 0.0
    for rule in sorted(row, key=lambda one: (one.start, one.end)):
        if start is None or rule.start - end > _NEAR:
            if start is not None:
                yield Rule(rule.lying, at, start, end)
            start, end = rule.start, rule.end
        end = max(end, rule.end)
    if start is not None:
        yield Rule(row[0].lying, at, start, end)


def _connected(lying: list[Rule], standing: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that cross or touch."""
    owner = list(range(len(lying) + len(standing)))
    for at, one in enumerate(lying):
        for other, two in enumerate(standing, len(lying)):
            if _reaches(one, two.at) and _reaches(two, one.at):
                _unite(owner, at, other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate([*lying, *standing]):
        groups.setdefault(_root(owner, at), ([], []))[0 if rule.lying else 1].append(rule)
    return iter(groups.values())


def _reaches(rule: Rule, at: float) -> bool:
    return rule.start - _NEAR <= at <= rule.end + _NEAR


def _root(owner: list[int], at: int) -> int:
    while owner[at] != at:
        owner[at] = owner[owner[at]]
        at = owner[at]
    return at


def _unite(owner: list[int], one: int, other: int) -> None:
    one, other = _root(owner, one), _root(owner, other)
    owner[max(one, other)] = min(one, other)


def _ruling(lying: list[Rule], standing: list[Rule]) -> Ruling | None:
    xs, ys = _edges(standing, lying), _edges(lying, standing)
    if len(xs) < 2 or len(ys) < 2:
        return None
    boxes = _boxes(len(ys) - 1, len(xs) - 1, _walls(standing, xs, ys), _walls(lying, ys, xs))
    return _tight(xs, ys, boxes)


def _edges(rules: list[Rule], crossing: list[Rule]) -> list[float]:
    """Where the rules stand, and a side that is not drawn, where at least two crossing rules end beyond them."""
    edges = [sum(cluster) / len(cluster) for cluster in _clusters(rule.at for rule in rules)]
    starts, ends = sorted(rule.start for rule in crossing), sorted((rule.end for rule in crossing), reverse=True)
    if len(crossing) > 1 and edges:
        if starts[1] < edges[0] - _BEYOND and starts[1] - starts[0] <= _NEAR:
            edges.insert(0, starts[0])
        if ends[1] > edges[-1] + _BEYOND and ends[0] - ends[1] <= _NEAR:
            edges.append(ends[0])
    return edges


def _walls(rules: list[Rule], edges: list[float], across: list[float]) -> list[list[bool]]:
    """For each edge and each stretch between two crossing ones: whether it is ruled; the outermost edges are."""
    by_edge: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_edge[_nearest(edges, rule.at)].append(rule)
    last = len(edges) - 1
    return [
        [edge in (0, last) or _covered(by_edge[edge], start, end) for start, end in pairwise(across)]
        for edge in range(len(edges))
    ]


def _nearest(edges: list[float], at: float) -> int:
    """Which of the rising edges is nearest to a place."""
    after = min(max(bisect_right(edges, at), 1), len(edges) - 1)
    return after if edges[after] - at < at - edges[after - 1] else after - 1


def _covered(rules: list[Rule], start: float, end: float) -> bool:
    ruled = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return ruled >= _RULED * (end - start)


def _boxes(rows: int, columns: int, upright: list[list[bool]], level: list[list[bool]]) -> list[Box]:
    """Boxes with no wall between them become one: first to the right, then down as far as the whole breadth is open."""
    taken: set[tuple[int, int]] = set()
    boxes = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right, bottom = column + 1, row + 1
            while right < columns and not upright[right][row] and (row, right) not in taken:
                right += 1
            while bottom < rows and not any(level[bottom][column:right] + _inner(upright, bottom, column, right)):
                bottom += 1
            taken.update((down, along) for down in range(row, bottom) for along in range(column, right))
            boxes.append(Box(row, column, bottom - row, right - column))
    return boxes


def _inner(upright: list[list[bool]], row: int, start: int, end: int) -> list[bool]:
    """The walls of the row between two of its edges."""
    return [upright[edge][row] for edge in range(start + 1, end)]


def _tight(xs: list[float], ys: list[float], boxes: list[Box]) -> Ruling:
    """The grid without the lines at which no box begins."""
    columns = sorted({box.column for box in boxes})
    rows = sorted({box.row for box in boxes})
    return Ruling(
        (*(xs[column] for column in columns), xs[-1]),
        (*(ys[row] for row in rows), ys[-1]),
        tuple(
            Box(
                bisect_left(rows, box.row),
                bisect_left(columns, box.column),
                bisect_left(rows, box.row + box.rowspan) - bisect_left(rows, box.row),
                bisect_left(columns, box.column + box.colspan) - bisect_left(columns, box.column),
            )
            for box in boxes
        ),
    )
