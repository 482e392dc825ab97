"""queries/network/*.rq, or a file of one's own, and an opened store -> the edges and nodes of a network as rows.

A projection is a query that gives source, target and kind, and may give year and evidence (1 where it does not). The
kind is SOURCE-TARGET, as agency-area, which is what its ends are. Its head may say `# edges: directed`. Nodes without
an edge come from a file of the same name in the folder `nodes` beside it (node, kind, year), if there is one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from gongkai import queries, resources
from gongkai.errors import BadQuery
from gongkai.queries import Cell, Query, Table

ALL: Final = "all"
_NEEDED: Final = ("source", "target", "kind")
_DIRECTED: Final = re.compile(r"^#\s*edges:\s*directed\b", re.MULTILINE)

Row = dict[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """An edge in one year, with its evidence; `year` is empty where none is known."""

    source: str
    target: str
    kind: str
    year: str
    evidence: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A node by what it is, in one year."""

    node: str
    kind: str
    year: str


@dataclass(frozen=True, slots=True)
class Projection:
    """What a query found, sorted, each once; `said` has the attributes of the nodes, as (node, name, value)."""

    title: str
    about: str
    directed: bool
    ties: tuple[Tie, ...]
    standings: tuple[Standing, ...]
    said: tuple[tuple[str, str, str], ...]


def catalogue() -> tuple[Query, ...]:
    """The projections of this installation, by name."""
    return tuple(queries.query_of(path) for path in sorted(folder().glob("*.rq")))


def project(store: Store, name: str) -> Projection:
    """A named projection, or the one in the file of that path; BadQuery where it is none."""
    path = _path(name)
    query = queries.query_of(path)
    ties = tuple(sorted(_tie(row, query) for row in _rows(store, query)))
    alone = path.parent / "nodes" / path.name
    rows = _rows(store, queries.query_of(alone)) if alone.is_file() else []
    standings = {(row["node"], row["kind"], row.get("year", "")) for row in rows}
    for tie in ties:
        source, _, target = tie.kind.partition("-")
        standings |= {(tie.source, source, tie.year), (tie.target, target or source, tie.year)}
    nodes = {node for node, _, _ in standings}
    attributes = _rows(store, queries.query_of(folder() / "nodes" / "attributes.rq"))
    said = {(row["node"], row["name"], row["value"]) for row in attributes if row["node"] in nodes}
    return Projection(
        title=query.title or query.name,
        about=query.description,
        directed=_DIRECTED.search(query.text) is not None,
        ties=ties,
        standings=tuple(Standing(*one) for one in sorted(standings)),
        said=tuple(sorted(said)),
    )


def folder() -> Path:
    return resources.folder("queries") / "network"


def _path(name: str) -> Path:
    named = folder() / f"{name}.rq"
    path = named if re.fullmatch(r"[\w-]+", name) and named.is_file() else Path(name)
    if not path.is_file():
        known = ", ".join(query.name for query in catalogue())
        raise BadQuery(f"there is no projection and no file {name!r}; the projections are: {known}")
    return path


def _rows(store: Store, query: Query) -> list[Row]:
    found = queries.select(store, query, {})
    if not isinstance(found, Table):
        raise BadQuery(f"{query.name}: this makes triples; a projection selects {', '.join(_NEEDED)}")
    return [dict(zip(found.columns, map(_text, row), strict=True)) for row in found.rows]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _tie(row: Row, query: Query) -> Tie:
    missing = [name for name in _NEEDED if not row.get(name)]
    evidence = row.get("evidence") or "1"
    if missing or not evidence.isdecimal():
        wanted = "let it select source, target and kind, none of them unbound, and as evidence a whole number"
        raise BadQuery(f"{query.name}: {', '.join(missing) or 'evidence'} is not as it must be; {wanted}")
    return Tie(row["source"], row["target"], row["kind"], row.get("year", ""), int(evidence))


def by_edge(ties: Iterable[Tie]) -> list[list[Tie]]:
    """The ties of each pair and kind together, in their order."""
    pairs = groupby(ties, key=lambda tie: (tie.source, tie.target, tie.kind))
    return [list(group) for _, group in pairs]


def by_node(standings: Iterable[Standing]) -> list[list[Standing]]:
    return [list(group) for _, group in groupby(standings, key=lambda one: one.node)]
