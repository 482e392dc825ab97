"""Opened store -> what it has of the things that are asked about: what the workers do for the service.

Answers are JSON, between this module and itself; the functions below the tasks read them again.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, Store, Triple, Variable

from gongkai import iris
from gongkai.reconciliation import basis
from gongkai.reconciliation.basis import Json
from gongkai.serve.tasks import Bound, Reply

# Of a place, of a kind: enough to choose from.
_MOST: Final = 500
_XSD: Final = iris.PREFIXES["xsd"]
_WHOLE: Final = (_XSD + "integer", _XSD + "gYear")
_BROKEN: Final = (_XSD + "decimal", _XSD + "double")
_FIGURE: Final = "metric:"
_PLAIN: Final = "value"


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for: things by id and by whole name, all of a place or of a kind (ids), zones by whole name."""

    ids: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        return bool(self.ids or self.labels or self.places or self.kinds or self.zones)


@dataclass(frozen=True, slots=True)
class Thing:
    """An agency, a channel or a zone: `place` is the id of its place, or the name of what it lies in; `sort` its kind,
    type or level.
    """

    id: str
    type: str
    name: str
    place: str
    sort: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing of which something is asked; `type` is empty where its id can be nobody's."""

    id: str
    type: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A property, and the types that have it."""

    property: str
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a concept; `form` is id, name or other-name."""

    scheme: str
    concept: str
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric of which some report has a key figure for the year."""

    metric: str
    year: str

    @property
    def property(self) -> str:
        return f"{_FIGURE}{self.metric}@{self.year}"


@dataclass(frozen=True, slots=True)
class Lookup:
    """The things that each search finds."""

    searches: tuple[Search, ...]

    def answer(self, store: Store, reply: Reply) -> None:
        _write(reply, [[*_found(store, search)] for search in self.searches])


@dataclass(frozen=True, slots=True)
class Containing:
    """Agencies and channels with these characters in their names, those that begin with them first."""

    part: str

    def answer(self, store: Store, reply: Reply) -> None:
        rows = [*_things(_rows(store, "find", "containing", part=Literal(self.part)))]
        rows.sort(
            key=lambda row: (not str(row[2]).casefold().startswith(self.part.casefold()), str(row[2]), str(row[0]))
        )
        _write(reply, [[*row] for row in rows[:_MOST]])


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Names of concepts, and figures that can be fetched."""

    def answer(self, store: Store, reply: Reply) -> None:
        names: list[Json] = [
            [_text(row["scheme"]), basis.id_of(_text(row["concept"])), _text(row["form"]), _text(row["text"])]
            for row in _rows(store, "find", "concepts")
        ]
        figures: list[Json] = [[_text(row["metric"]), _text(row["year"])] for row in _rows(store, "find", "figures")]
        _write(reply, [names, figures])


@dataclass(frozen=True, slots=True)
class Values:
    """The values of properties, by thing and property, as the protocol writes them."""

    subjects: tuple[Subject, ...]
    wishes: tuple[Wish, ...]

    def answer(self, store: Store, reply: Reply) -> None:
        _write(
            reply,
            {one.id: {wish.property: [*_values(store, one, wish)] for wish in self.wishes} for one in self.subjects},
        )


@dataclass(frozen=True, slots=True)
class Names:
    """What a thing is called, in Chinese first; nothing where the store does not know it."""

    id: str

    def answer(self, store: Store, reply: Reply) -> None:
        _write(reply, [_text(row["name"]) for row in _rows(store, "find", "name", entity=_node(self.id))])


def things_of(content: bytes) -> list[tuple[Thing, ...]]:
    """The answer to a Lookup."""
    return [tuple(Thing(*row) for row in rows) for rows in json.loads(content)]


def containing_of(content: bytes) -> list[Thing]:
    return [Thing(*row) for row in json.loads(content)]


def names_of(content: bytes) -> list[str]:
    return list(json.loads(content))


def catalogue_of(content: bytes) -> tuple[tuple[Name, ...], tuple[Figure, ...]]:
    names, figures = json.loads(content)
    return tuple(Name(*row) for row in names), tuple(Figure(*row) for row in figures)


def figure_of(name: str) -> Figure | None:
    """The figure that a property stands for; None where it stands for none."""
    metric, _, year = name.removeprefix(_FIGURE).partition("@")
    fits = name.startswith(_FIGURE) and year.isascii() and year.isdigit()
    return Figure(metric, year) if fits and metric else None


def _write(reply: Reply, found: Json) -> None:
    reply.begin("application/json").write(json.dumps(found).encode("ascii"))


def _found(store: Store, search: Search) -> Iterator[Json]:
    for entity in search.ids:
        yield from _things(_rows(store, "find", "by-iri", entity=_node(entity)))
    for label in search.labels:
        yield from _things(_rows(store, "find", "by-label", label=Literal(label, language="zh")))
    for entity in search.places:
        yield from _things(_rows(store, "find", "of-place", place=_node(entity)))
    for entity in search.kinds:
        yield from _things(_rows(store, "find", "of-kind", kind=_node(entity)))
    for label in search.zones:
        for row in _rows(store, "find", "zones", label=Literal(label, language="zh")):
            yield [basis.id_of(_text(row["entity"])), "jurisdiction", label, _text(row["above"]), _text(row["level"])]


def _things(rows: Iterable[QuerySolution]) -> Iterator[list[Json]]:
    for row in islice(rows, _MOST):
        kind = "agency" if _text(row["class"]) == iris.term("org:Organization") else "channel"
        place = basis.id_of(_text(row["place"]))
        yield [basis.id_of(_text(row["entity"])), kind, _text(row["label"]), place, _text(row["sort"])]


def _values(store: Store, one: Subject, wish: Wish) -> Iterator[Json]:
    node = _node(one.id)
    if one.type not in wish.of or node is None:
        return
    if figure := figure_of(wish.property):
        metric = NamedNode(iris.concept("metric", figure.metric))
        year = Literal(figure.year, datatype=NamedNode(_XSD + "gYear"))
        rows = _rows(store, "figures", one.type, entity=node, metric=metric, year=year)
        yield from (_cell(row, _PLAIN) for row in rows)
        return
    column = basis.query(one.type, wish.property).columns[0]
    yield from (_cell(row, column) for row in _rows(store, one.type, wish.property, entity=node))


def _rows(store: Store, folder: str, name: str, **bound: Bound | None) -> Iterator[QuerySolution]:
    if None in bound.values():
        return
    given: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
        Variable(key): term for key, term in bound.items() if term is not None
    }
    found = store.query(basis.query(folder, name).text, prefixes=iris.PREFIXES, substitutions=given)
    assert isinstance(found, QuerySolutions)
    yield from found


def _node(entity: str) -> NamedNode | None:
    """None where the id can be nobody's."""
    try:
        return NamedNode(basis.iri_of(entity))
    except ValueError:
        return None


def _text(term: object) -> str:
    return "" if term is None else term.value if isinstance(term, (NamedNode, Literal)) else str(term)


def _cell(row: QuerySolution, column: str) -> Json:
    """A value as the protocol writes it; the column's name says of what type the thing is that it names."""
    term = row[column.replace("-", "_")]
    text = _text(term)
    if column != _PLAIN:
        return {"id": basis.id_of(text), "name": _text(row["name"])}
    datatype = term.datatype.value if isinstance(term, Literal) else ""
    if datatype in _WHOLE:
        return {"int": int(text)}
    return {"float": float(text)} if datatype in _BROKEN else {"str": text}
