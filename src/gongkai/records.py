"""Store + table of the dictionary -> its rows as plain values, always in one order, one report in memory at a time.

queries/tables/TABLE.rq gives a row for each combination of what a record has several of; here they are joined again.
A query with the parameter `annual` is run for each report in turn, so that a large store takes no more memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode, QuerySolutions, Store, Variable

from gongkai import iris, resources
from gongkai.dictionary import Table, Type
from gongkai.errors import BadOntology

Value = str | int | Decimal | date | None
Row = tuple[Value, ...]
Reading = Callable[[str], Value]

SEPARATOR: Final = "|"
_SEPARATOR_IN_A_NAME: Final = "｜"
_ANNUAL: Final = "annual"


def rows_of(store: Store, table: Table) -> Iterator[Row]:
    """The rows of `table`; several values in one cell are joined by SEPARATOR, blank is None."""
    text = (resources.folder("queries") / "tables" / f"{table.name}.rq").read_text("utf-8")
    if f"parameter: {_ANNUAL} " not in text:
        yield from _rows(store, table, text, {})
        return
    for report in _reports(store):
        yield from _rows(store, table, text, {Variable(_ANNUAL): report})


def rows_by(store: Store, table: Table, text: str) -> Iterator[Row]:
    """The rows of `table` that another query gives."""
    return _rows(store, table, text, {})


def plain(text: str, kind: Type) -> Value:
    """An IRI or literal as a value of that type."""
    return _READINGS[kind](text)


def _reports(store: Store) -> list[NamedNode]:
    """By IRI, which is by code of the place, issuer and year."""
    kind, report = NamedNode(iris.term("rdf:type")), NamedNode(iris.term("gk:Report"))
    found = {quad.subject.value for quad in store.quads_for_pattern(None, kind, report)
             if isinstance(quad.subject, NamedNode)}  # fmt: skip
    return [NamedNode(iri) for iri in sorted(found)]


def _rows(store: Store, table: Table, text: str, given: Mapping[Variable, NamedNode]) -> Iterator[Row]:
    solutions = store.query(text, prefixes=iris.PREFIXES, substitutions=dict(given))
    assert isinstance(solutions, QuerySolutions)
    named = {variable.value: at for at, variable in enumerate(solutions.variables)}
    missing = [name for name in table.names if name not in named]
    if missing:
        raise BadOntology(
            f"the query of {table.name} gives no {', '.join(missing)}; ontology/ has it among its columns"
        )
    readings = [(named[column.name], _READINGS[column.type]) for column in table.columns]
    key = itemgetter(*(table.names.index(name) for name in table.key))
    several = [(table.names.index(column.each), at) for at, column in enumerate(table.columns) if column.each]
    for _, group in groupby((_plain(tuple(solution), readings) for solution in solutions), key):
        yield _joined(list(group), several)


def _plain(terms: Sequence[object], readings: Iterable[tuple[int, Reading]]) -> Row:
    return tuple(None if (term := terms[at]) is None else read(term.value) for at, read in readings)  # type: ignore[attr-defined]


@lru_cache(1 << 14)
def _concept(text: str) -> str:
    return unquote(text.rpartition("/")[2]) if text.startswith(iris.BASE) else text


@lru_cache(1 << 14)
def _key(text: str) -> str:
    return text.removeprefix(iris.BASE).partition("/")[2]


_READINGS: Final[Mapping[Type, Reading]] = {
    "text": str,
    "iri": str,
    "concept": _concept,
    "key": _key,
    "integer": int,
    "year": int,
    "decimal": Decimal,
    "date": lru_cache(1 << 10)(date.fromisoformat),
}


def _joined(rows: list[Row], several: Sequence[tuple[int, int]]) -> Row:
    """One row of those of one record: what it can have several of, each once, in their order."""
    joined = list(rows[0])
    for key, place in several:
        if joined[place] is not None or len(rows) > 1:
            joined[place] = _several((row[key], row[place]) for row in rows)
    return tuple(joined)


def _several(pairs: Iterable[tuple[Value, Value]]) -> Value:
    """The values of the distinct keys; a name that holds the separator is written with the wide form of it."""
    found: dict[Value, Value] = {}
    for key, value in pairs:
        if key is not None and value is not None:
            found.setdefault(key, value)
    texts = [str(value).replace(SEPARATOR, _SEPARATOR_IN_A_NAME) for value in found.values()]
    return SEPARATOR.join(texts) or None
