"""A named query -> its twin in SQL, which gives the same rows from the warehouse; and these rows.

`queries/sql/NAME.sql` has the columns and parameters of `queries/NAME.rq`, whose head describes both. A parameter is
bound as the engine of SPARQL has it: a concept or report by its IRI.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from gongkai import queries, resources
from gongkai.queries import Query, Table
from gongkai.warehouse.asking import ask

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyoxigraph import Store


@cache
def twin(query: Query) -> str:
    """The SQL that answers a query of the catalogue; empty where there is none."""
    path = resources.folder("queries") / "sql" / f"{query.name}.sql"
    return path.read_text("utf-8") if query in queries.catalogue() and path.is_file() else ""


def ask_twin(connection: "DuckDBPyConnection", store: "Store", query: Query, given: Mapping[str, str]) -> Table:
    """The rows of a query that has a twin, with its parameters given as text."""
    terms = {name: getattr(term, "value", "") for name, term in queries.bound(store, query, given)}
    return ask(connection, twin(query), terms, query.name)
