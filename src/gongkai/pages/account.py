"""IRI -> all that its page tells: what the store says of it, with names for everything, and what points at it."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from gongkai import iris
from gongkai.pages.asking import rows_in
from gongkai.pages.describing import fragments
from gongkai.pages.naming import Named, named, property_named, rank
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import Reply

FEW: Final = 12
PAGE: Final = 100
# So many are put in the order of their IRIs; more come in that of the store, which is the same every time.
_SORTED: Final = 5000
_DEEPEST: Final = 6
_TYPE: Final = NamedNode(iris.term("rdf:type"))
_MOST_PARTS: Final = 500


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: a thing with a name, or words; what is said of a blank node stands within it."""

    text: str
    language: str
    thing: Named | None
    statements: tuple["Statement", ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A property, `called` as it is written with its prefix, and all its values."""

    property: Named
    called: str
    objects: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Pointing:
    """Things that have this one as their value of a property: how many, and some of them."""

    property: Named
    called: str
    count: int
    things: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """`parts` are things with the IRI and a fragment behind it."""

    thing: Named
    types: tuple[Named, ...]
    statements: tuple[Statement, ...]
    parts: tuple[Named, ...]
    pointing: tuple[Pointing, ...]


@dataclass(frozen=True, slots=True)
class Accounting:
    """The task that gives the account of a thing; with `by`, a page of all that point at it by that property."""

    iri: str
    by: str = ""
    page: int = 1

    def answer(self, store: Store, reply: Reply) -> None:
        thing = NamedNode(self.iri)
        account = Account(
            named(store, thing),
            tuple(_types(store, thing)),
            said(store, thing),
            tuple(named(store, part) for part in self._parts(store, thing)),
            tuple(self._pointing(store, thing)),
        )
        if not account.statements and not account.pointing:
            raise Refused(404, f"the store says nothing of {self.iri}")
        reply.begin("application/json").write(json.dumps(asdict(account), ensure_ascii=False).encode())

    def _parts(self, store: Store, thing: NamedNode) -> Sequence[NamedNode]:
        """Not those of a text: they are marked in it."""
        return fragments(store, thing)[:_MOST_PARTS] if not thing.value.endswith("/text") else ()

    def _pointing(self, store: Store, thing: NamedNode) -> list[Pointing]:
        counted = {
            str(row["property"]): int(row["count"] or 0) for row in rows_in(store, "pages/pointing", thing=self.iri)
        }
        wanted = {name: count for name, count in counted.items() if self.by in ("", name)}
        first, most = ((self.page - 1) * PAGE, PAGE) if self.by else (0, FEW)
        return [
            Pointing(*property_named(store, name), count, _pointers(store, thing, NamedNode(name), count, first, most))
            for name, count in wanted.items()
        ]


def _types(store: Store, thing: NamedNode) -> list[Named]:
    found = (quad.object for quad in store.quads_for_pattern(thing, _TYPE, None))
    return sorted((named(store, one) for one in found if isinstance(one, NamedNode)), key=lambda one: one.iri)


def said(store: Store, thing: NamedNode | BlankNode, depth: int = _DEEPEST) -> tuple[Statement, ...]:
    values: dict[str, list[Value]] = defaultdict(list)
    for quad in store.quads_for_pattern(thing, None, None):
        if not isinstance(thing, BlankNode) and quad.predicate == _TYPE:
            continue
        values[quad.predicate.value].append(_value(store, quad.object, depth - 1))
    return tuple(
        Statement(*property_named(store, name), tuple(sorted(values[name], key=_order)))
        for name in sorted(values, key=rank)
    )


def _value(store: Store, term: object, depth: int) -> Value:
    match term:
        case NamedNode():
            return Value("", "", named(store, term), ())
        case Literal():
            return Value(term.value, term.language or "", None, ())
        case BlankNode() if depth:
            return Value("", "", None, said(store, term, depth))
    return Value("…", "", None, ())


def _order(value: Value) -> tuple[str, float, str]:
    """Numbers by their size, words by language, things by name."""
    number = float(value.text) if value.text.isdecimal() else 0.0
    return value.language, number, value.text or (value.thing.iri if value.thing else repr(value.statements))


def _pointers(store: Store, thing: NamedNode, name: NamedNode, count: int, first: int, most: int) -> tuple[Named, ...]:
    found = (quad.subject for quad in store.quads_for_pattern(None, name, thing))
    things = sorted(found, key=str) if count <= _SORTED else found
    return tuple(
        named(store, one) for one in islice(things, first, first + most) if isinstance(one, (NamedNode, BlankNode))
    )
