"""A query by name, from a file or as text, with its parameters -> a table or triples.

A query file says in its comment head what it asks and what it needs; a line that begins with `#   ` goes on with
the one above:

    # title: What reports say of a policy area
    # title-zh: 某一政策领域的全部内容
    # description: Every figure and statement about the area
    # parameter: area concept policy-area -- id of the policy area
    # parameter: former string = no -- what need not be given has a default
    # columns: report, jurisdiction, year

Parameters are given as text and become terms by the type that the head declares (see `parameters`). They are bound,
never written into the query's text; the query projects them (the engine demands it), the result leaves them out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    Store,
    Triple,
    Variable,
)

from gongkai import federation, iris, resources
from gongkai.errors import BadQuery
from gongkai.parameters import KINDS, InStore, Parameter, terms_of

Cell = str | int | Decimal | bool | None
Term = NamedNode | BlankNode | Literal | Triple

_HEAD: Final = re.compile(r"#\s?(?P<key>title-zh|title|description|parameter|columns):\s*(?P<text>.*)")
_MORE: Final = re.compile(r"#\s{2,}(?P<text>\S.*)")
_PARAMETER: Final = re.compile(
    r"(?P<name>\w+)\s+(?P<kind>[a-z]+)(?:\s+(?P<scheme>[\w-]+))?(?:\s+=\s+(?P<default>[\w-]+))?\s+--\s+(?P<meaning>.+)"
)

_LONGEST: Final = 200

_XSD: Final = iris.PREFIXES["xsd"]
_INTEGER: Final = _XSD + "integer"
_NUMBERS: Final = frozenset(_XSD + name for name in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its head; what the head lacks is empty. `columns` are those of the result, without parameters."""

    name: str
    title: str
    title_zh: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under named columns; None is blank."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """What CONSTRUCT and DESCRIBE give, sorted."""

    triples: tuple[Triple, ...]


@cache
def catalogue() -> tuple[Query, ...]:
    """The named queries, by name."""
    return tuple(query_of(path) for path in sorted(resources.folder("queries").glob("*.rq")))


def find(name: str) -> Query:
    """A named query, or the one in the file of that path."""
    for query in catalogue():
        if query.name == name:
            return query
    path = Path(name)
    if not path.is_file():
        names = ", ".join(query.name for query in catalogue())
        raise BadQuery(f"there is no query and no file {name!r}; the named queries are: {names}")
    return query_of(path)


@cache
def served() -> Mapping[str, Query]:
    """What may be asked for by name over the network: the named queries, and those of pages by their path."""
    folder = resources.folder("queries")
    names = (path.relative_to(folder).with_suffix("").as_posix() for path in sorted(folder.glob("pages/**/*.rq")))
    of_pages = (replace(query_of(folder / f"{name}.rq"), name=name) for name in names)
    return {query.name: query for query in (*catalogue(), *of_pages)}


def query_of(path: Path) -> Query:
    try:
        return parse(path.read_text("utf-8"), path.name.removesuffix(".rq"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuery(f"{path} cannot be read as a query in UTF-8 ({error})") from error


def parse(text: str, name: str = "query") -> Query:
    """A query from its text, head and all."""
    head = list(_head(text))

    def said(key: str) -> str:
        return " ".join(value for found, value in head if found == key)

    return Query(
        name=name,
        title=said("title"),
        title_zh=said("title-zh"),
        description=said("description"),
        parameters=tuple(_parameter(value, name) for key, value in head if key == "parameter"),
        columns=tuple(column.strip() for column in said("columns").split(",") if column.strip()),
        text=text,
    )


def _head(text: str) -> Iterator[tuple[str, str]]:
    """Keys and values of the comment lines at the beginning, continued lines joined."""
    key, words = "", [""]
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if found := _HEAD.match(line):
            if key:
                yield key, " ".join(words)
            key, words = found["key"], [found["text"].strip()]
        elif more := _MORE.match(line):
            words.append(more["text"].strip())
    if key:
        yield key, " ".join(words)


def _parameter(line: str, name: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if not found or found["kind"] not in KINDS or (found["kind"] == "concept") != bool(found["scheme"]):
        raise BadQuery(f"{name}: its head says `parameter: {line}`; write NAME KIND [= DEFAULT] -- MEANING, KIND one "
                       f"of concept SCHEME, {', '.join(KINDS[1:])}")  # fmt: skip
    return Parameter(found["name"], found["kind"], found["scheme"] or "", found["default"] or "", found["meaning"])


def select(store: Store, query: Query, given: Mapping[str, str]) -> Table | Triples:
    """Run a query with its parameters, given as text; BadQuery where it cannot be run."""
    refuse_service(query)
    terms = {Variable(name): term for name, term in bound(store, query, given)}
    try:
        found = store.query(query.text, prefixes=iris.PREFIXES, substitutions=terms)
    except (SyntaxError, RuntimeError) as error:
        raise BadQuery(f"{query.name}: {line_of(error)}") from error
    if isinstance(found, QueryBoolean):
        return Table(("answer",), ((bool(found),),))
    try:
        if isinstance(found, QuerySolutions):
            return table_of(found, frozenset(parameter.name for parameter in query.parameters))
        return Triples(tuple(sorted(set(found), key=str)))
    except (RuntimeError, OSError) as error:
        raise BadQuery(f"{query.name}: {line_of(error)}") from error


def refuse_service(query: Query) -> None:
    if federation.asks_others(query.text):
        raise BadQuery(f"{query.name}: SERVICE is refused, since a query must not reach the network; leave it out")


def bound(store: Store, query: Query, given: Mapping[str, str]) -> Iterator[tuple[str, Term]]:
    """The parameters as terms; BadQuery where one is missing, too much, or not to be had."""
    return terms_of(query.name, query.parameters, given, InStore(store))


def table_of(found: QuerySolutions, left_out: frozenset[str]) -> Table:
    names = [variable.value for variable in found.variables]
    kept = [at for at, name in enumerate(names) if name not in left_out]
    rows = tuple(tuple(_cell(row[at]) for at in kept) for row in found)
    return Table(tuple(names[at] for at in kept), rows)


def _cell(term: Term | None) -> Cell:
    """A term as a plain value: IRIs and literals that are no numbers as their text."""
    if term is None or isinstance(term, (BlankNode, Triple)):
        return None if term is None else str(term)
    if isinstance(term, NamedNode):
        return term.value
    datatype = term.datatype.value
    if datatype == _INTEGER:
        return int(term.value)
    if datatype in _NUMBERS:
        number = Decimal(term.value)
        return number if number.is_finite() else term.value
    if datatype == _XSD + "boolean":
        return term.value in ("true", "1")
    return term.value


def line_of(error: Exception) -> str:
    """What the engine says, in one line; its lists of all that might stand in a place are cut short."""
    return " ".join(str(error).split())[:_LONGEST]
