"""A query of queries/auditing/ -> its rows."""

from pyoxigraph import Store

from gongkai import queries, resources
from gongkai.queries import Cell, Table


def rows(store: Store, name: str, **given: str) -> tuple[tuple[Cell, ...], ...]:
    """What the query of that name finds."""
    query = queries.query_of(resources.folder("queries") / "auditing" / f"{name}.rq")
    table = queries.select(store, query, given)
    assert isinstance(table, Table)
    return table.rows
