"""A query by name, from a file or as text, with its parameters -> a table or triples.

A query file says in its comment head what it asks and what it needs; a line that begins with `#   ` goes on with
the one above:

    # title: What reports say of a policy area
    # title-zh: 某一政策领域的全部内容
    # description: Every figure and statement about the area
    # parameter: area concept policy-area -- id of the policy area
    # parameter: former string = no -- what need not be given has a default
    # columns: report, jurisdiction, year

Parameters are given as text and become terms by the type that the head declares: `concept SCHEME` (an id),
`jurisdiction` (a code), `report` (the name of a report's file, without its ending), `iri` (whole, or what follows
https://w3id.org/gongkai/), `integer`, `string`. They are bound, never written into the query's text; the query
projects them (the engine demands it), the result leaves them out.
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

Cell = str | int | Decimal | bool | None
Term = NamedNode | BlankNode | Literal | Triple

_HEAD: Final = re.compile(r"#\s?(?P<key>title-zh|title|description|parameter|columns):\s*(?P<text>.*)")
_MORE: Final = re.compile(r"#\s{2,}(?P<text>\S.*)")
_PARAMETER: Final = re.compile(
    r"(?P<name>\w+)\s+(?P<kind>[a-z]+)(?:\s+(?P<scheme>[\w-]+))?(?:\s+=\s+(?P<default>[\w-]+))?\s+--\s+(?P<meaning>.+)"
)
_KINDS: Final = ("concept", "jurisdiction", "report", "iri", "integer", "string")

_LONGEST: Final = 200

_XSD: Final = iris.PREFIXES["xsd"]
_INTEGER: Final = _XSD + "integer"
_NUMBERS: Final = frozenset(_XSD + name for name in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query needs to know; `scheme` is set where `kind` is concept, `default` where it need not be given."""

    name: str
    kind: str
    scheme: str
    default: str
    meaning: str

    @property
    def setting(self) -> str:
        """How it is given on the command line."""
        return f"[--set {self.name}={self.default}]" if self.default else f"--set {self.name}=..."


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
    if not found or found["kind"] not in _KINDS or (found["kind"] == "concept") != bool(found["scheme"]):
        raise BadQuery(f"{name}: its head says `parameter: {line}`; write NAME KIND [= DEFAULT] -- MEANING, KIND one "
                       f"of concept SCHEME, {', '.join(_KINDS[1:])}")  # fmt: skip
    return Parameter(found["name"], found["kind"], found["scheme"] or "", found["default"] or "", found["meaning"])


def select(store: Store, query: Query, given: Mapping[str, str]) -> Table | Triples:
    """Run a query with its parameters, given as text; BadQuery where it cannot be run."""
    _refuse_service(query)
    terms = {Variable(name): term for name, term in bound(store, query, given)}
    try:
        found = store.query(query.text, prefixes=iris.PREFIXES, substitutions=terms)
    except (SyntaxError, RuntimeError) as error:
        raise BadQuery(f"{query.name}: {_line(error)}") from error
    if isinstance(found, QueryBoolean):
        return Table(("answer",), ((bool(found),),))
    try:
        if isinstance(found, QuerySolutions):
            return _table(found, frozenset(parameter.name for parameter in query.parameters))
        return Triples(tuple(sorted(set(found), key=str)))
    except (RuntimeError, OSError) as error:
        raise BadQuery(f"{query.name}: {_line(error)}") from error


def _refuse_service(query: Query) -> None:
    if federation.asks_others(query.text):
        raise BadQuery(f"{query.name}: SERVICE is refused, since a query must not reach the network; leave it out")


def bound(store: Store, query: Query, given: Mapping[str, str]) -> Iterator[tuple[str, Term]]:
    """The parameters as terms; BadQuery where one is missing, too much, or not to be had."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise BadQuery(f"{query.name} has no parameter {name!r}; {_usage(query)}")
    for name, parameter in known.items():
        if name not in given and not parameter.default:
            raise BadQuery(f"{query.name} needs {name} ({parameter.meaning}); {_usage(query)}")
        yield name, _term(store, parameter, given.get(name, parameter.default).strip())


def _usage(query: Query) -> str:
    sets = " ".join(parameter.setting for parameter in query.parameters)
    return f"say {sets}" if sets else "it takes none"


def _term(store: Store, parameter: Parameter, text: str) -> Term:
    match parameter.kind:
        case "concept":
            return _concept(store, parameter, text)
        case "jurisdiction":
            return NamedNode(f"{iris.BASE}jurisdiction/{iris.segment(text)}")
        case "report":
            return _iri(parameter, text) if "/" in text else NamedNode(report_named(store, text, parameter.name))
        case "iri":
            return _iri(parameter, text)
        case "integer":
            if not re.fullmatch(r"[+-]?[0-9]+", text):
                raise BadQuery(f"{parameter.name} must be a whole number, not {text!r}")
            return Literal(int(text))
        case _:
            return Literal(text)


def _concept(store: Store, parameter: Parameter, text: str) -> NamedNode:
    concept = NamedNode(iris.concept(parameter.scheme, text))
    in_scheme, scheme = NamedNode(iris.term("skos:inScheme")), NamedNode(f"{iris.BASE}concept/{parameter.scheme}")
    if next(store.quads_for_pattern(concept, in_scheme, scheme), None) is None:
        start = f"{scheme.value}/"
        members = (quad.subject for quad in store.quads_for_pattern(None, in_scheme, scheme))
        names = sorted(member.value.removeprefix(start) for member in members if isinstance(member, NamedNode))
        raise BadQuery(f"{parameter.name}: there is no {parameter.scheme} {text!r}; there are: {', '.join(names)}")
    return concept


def report_named(store: Store, name: str, what: str = "report") -> str:
    """The IRI of the report that was read from the file of that name; where there are more, it must be given."""
    label, source = NamedNode(iris.term("rdfs:label")), NamedNode(iris.term("dcterms:source"))
    found = sorted(
        report.subject.value
        for report in store.quads_for_pattern(None, source, None)
        for file in store.quads_for_pattern(report.object, label, None)  # type: ignore[arg-type]
        if isinstance(report.subject, NamedNode)
        and isinstance(file.object, Literal)
        and re.sub(r"[.][^.]*$", "", file.object.value) == name
    )
    if not found:
        raise BadQuery(f"{what}: there is no report {name!r}; `gongkai query reports` lists them")
    if len(found) > 1:
        raise BadQuery(f"{what}: {name!r} is the name of several reports; say which: {', '.join(found)}")
    return found[0]


def _iri(parameter: Parameter, text: str) -> NamedNode:
    try:
        return NamedNode(text if re.match(r"[a-z][a-z0-9+.-]*:", text) else iris.BASE + text.lstrip("/"))
    except ValueError as error:
        raise BadQuery(f"{parameter.name}: {text!r} is no IRI ({error})") from error


def _table(found: QuerySolutions, left_out: frozenset[str]) -> Table:
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


def _line(error: Exception) -> str:
    """What the engine says, in one line; its lists of all that might stand in a place are cut short."""
    return " ".join(str(error).split())[:_LONGEST]
