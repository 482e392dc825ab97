"""The SHACL shapes, run as queries over a whole store -> violations; the shapes are in the store as data.

Property shapes are checked by one query for each kind of constraint (queries/shapes/*.rq), constraints that are
SPARQL themselves (sh:sparql) as they stand: our shapes bind $this in them by a pattern of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Store

from gongkai import queries, resources
from gongkai.auditing.answers import rows
from gongkai.queries import Query, Table


@dataclass(frozen=True, slots=True)
class Violation:
    """What breaks a shape: the node, the property and its value (empty where there is none), and how to mend it."""

    focus: str
    path: str
    value: str
    en: str
    zh: str


def violations(store: Store) -> Iterator[Violation]:
    """All violations, first those of property shapes by kind of constraint, then those found by sh:sparql."""
    for file in sorted(resources.folder("queries").glob("shapes/*.rq")):
        for found in _found(store, queries.query_of(file)):
            yield Violation(found["focus"], found["path"], found["value"], found["message"], found["messageZh"])
    for constraint, text, en, zh in rows(store, "constraints"):
        hits = {
            (found["this"], found.get("path", ""), found.get("value", ""))
            for found in _found(store, queries.parse(str(text), str(constraint)))
        }
        for focus, path, value in sorted(hits):
            yield Violation(focus, path, value, str(en), str(zh))


def _found(store: Store, query: Query) -> Iterator[dict[str, str]]:
    """Rows as texts by column, empty for blank."""
    table = queries.select(store, query, {})
    assert isinstance(table, Table)
    for row in table.rows:
        yield {name: "" if cell is None else str(cell) for name, cell in zip(table.columns, row, strict=True)}
