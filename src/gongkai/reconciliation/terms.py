"""ontology/reconciliation.yaml, queries/reconcile/ -> the service's types, conditions and properties."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from gongkai.reconciliation.basis import names_in, query
from gongkai.vocabulary.files import Leaf, yaml_of

_FILE: Final = "reconciliation.yaml"


@dataclass(frozen=True, slots=True)
class Type:
    """`within` is the wider type, `level` that of its places, `scheme` that of its concepts; empty where none."""

    id: str
    zh: str
    en: str
    about: str
    within: str
    level: str
    scheme: str

    @property
    def name(self) -> str:
        return f"{self.en} · {self.zh}"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a row may say besides the name; `stands_for` is the id by which it is looked up, its own or another's."""

    id: str
    zh: str
    en: str
    about: str
    of: frozenset[str]
    stands_for: str


@dataclass(frozen=True, slots=True)
class Property:
    """What can be fetched of things of the types `of`; `gives` is the type of its values, empty for plain ones."""

    id: str
    zh: str
    en: str
    about: str
    of: frozenset[str]
    gives: str

    @property
    def name(self) -> str:
        return f"{self.en} · {self.zh}"


@dataclass(frozen=True, slots=True)
class Terms:
    """`name` is that of the service."""

    name: str
    types: dict[str, Type]
    conditions: dict[str, Condition]
    properties: dict[str, Property]

    def kinds_of(self, identifier: str) -> tuple[str, ...]:
        """A type and those that it lies within: county, jurisdiction."""
        found = self.types[identifier]
        return (identifier, *(self.kinds_of(found.within) if found.within else ()))


@cache
def load() -> Terms:
    """Read once per process; BadOntology where the file contradicts itself."""
    top = yaml_of(_FILE)
    return Terms(
        top["name"].text(),
        {name: _type(name, leaf) for name, leaf in top["types"].items()},
        {name: _condition(name, leaf) for name, leaf in top["conditions"].items()},
        {one.id: one for one in _properties(name for name, leaf in top["types"].items() if not leaf.get("within"))},
    )


def type_of(entity: str) -> str:
    """The type of which the id says that it is: agency of agency/320500/government; empty where it says none."""
    first, _, rest = entity.partition("/")
    if first == "concept":
        first, _, rest = rest.partition("/")
        return first if rest and first in load().types and load().types[first].scheme else ""
    return first if rest and first in load().types and not load().types[first].scheme else ""


def _type(name: str, leaf: Leaf) -> Type:
    return Type(
        name,
        leaf["zh"].text(),
        leaf["en"].text(),
        leaf["about"].text(),
        leaf.get("within").text(),
        leaf.get("level").text(),
        leaf.get("scheme").text(),
    )


def _condition(name: str, leaf: Leaf) -> Condition:
    return Condition(
        name,
        leaf["zh"].text(),
        leaf["en"].text(),
        leaf["about"].text(),
        frozenset(leaf["of"].texts()),
        leaf.get("same").text() or name,
    )


def _properties(types: Iterable[str]) -> Iterator[Property]:
    """One for each name of a file, whatever types have it."""
    found: dict[str, list[str]] = {}
    for one in types:
        for name in names_in(one):
            found.setdefault(name, []).append(one)
    for name, of in found.items():
        asked = query(of[0], name)
        gives = asked.columns[0].replace("_", "-")
        yield Property(
            name, asked.title_zh, asked.title, asked.description, frozenset(of), "" if gives == "value" else gives
        )
