"""A named query -> its twin in SQL, which gives the same rows from the warehouse; and these rows.

`queries/sql/NAME.sql` has the columns and parameters of `queries/NAME.rq`, whose head describes both. A parameter is
bound as the engine of SPARQL has it: a concept or report by its IRI.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gongkai import iris, queries, resources
from gongkai.parameters import InStore, terms_of
from gongkai.queries import Query, Table
from gongkai.warehouse.asking import ask_ours

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyoxigraph import Store


@cache
def twin(query: Query) -> str:
    """The SQL that answers a query of the catalogue; empty where there is none."""
    path = resources.folder("queries") / "sql" / f"{query.name}.sql"
    return path.read_text("utf-8") if query in queries.catalogue() and path.is_file() else ""


@dataclass(frozen=True, slots=True)
class _InFacts:
    """What there is, with the reports as the flat facts have them: their files' names are a column there."""

    connection: "DuckDBPyConnection"
    store: InStore

    def concepts(self, scheme: str) -> Sequence[str]:
        return self.store.concepts(scheme)

    def reports(self, name: str) -> Sequence[str]:
        found = self.connection.execute("SELECT id FROM reports WHERE report = $name", {"name": name})
        return sorted(f"{iris.BASE}report/{key}" for (key,) in found.fetchall())


def ask_twin(connection: "DuckDBPyConnection", store: "Store", query: Query, given: Mapping[str, str]) -> Table:
    """The rows of a query that has a twin, with its parameters given as text."""
    known = _InFacts(connection, InStore(store))
    terms = {name: term.value for name, term in terms_of(query.name, query.parameters, given, known)}
    return ask_ours(connection, twin(query), terms, query.name)
