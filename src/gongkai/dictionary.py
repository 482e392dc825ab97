"""ontology/tables.yaml -> what the exported tables hold: the one description that every format takes its own from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from gongkai.errors import BadOntology
from gongkai.vocabulary.files import Leaf, yaml_of

Type = Literal["text", "concept", "key", "iri", "integer", "decimal", "year", "date"]

_FILE = "tables.yaml"


@dataclass(frozen=True, slots=True)
class Target:
    """A column of another table, whose values name its rows."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Column:
    """`each` is the column by which several values are told apart; empty where there is one value at most."""

    name: str
    type: Type
    zh: str
    en: str
    about: str
    required: bool
    each: str
    refers: Target | None


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    zh: str
    en: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Dictionary:
    zh: str
    en: str
    licence: str
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        found = next((table for table in self.tables if table.name == name), None)
        if found is None:
            raise KeyError(name)
        return found


@cache
def dictionary() -> Dictionary:
    """What ontology/tables.yaml says; BadOntology where it contradicts itself."""
    leaf = yaml_of(_FILE)
    read = Dictionary(
        zh=leaf["title"]["zh"].text(),
        en=leaf["title"]["en"].text(),
        licence=leaf["licence"].text(),
        tables=tuple(_table(name, one) for name, one in leaf["tables"].items()),
    )
    _check(read)
    return read


@dataclass(frozen=True, slots=True)
class Additions:
    """Columns that are added to known tables, by table, and tables besides them."""

    columns: Mapping[str, tuple[Column, ...]]
    tables: tuple[Table, ...]


@cache
def additions(file: str) -> Additions:
    """What a file of ontology/ adds to the tables of ontology/tables.yaml."""
    leaf = yaml_of(file)
    added = {
        name: tuple(_column(column, each) for column, each in one.items()) for name, one in leaf["columns"].items()
    }
    return Additions(added, tuple(_table(name, one) for name, one in leaf["tables"].items()))


def _table(name: str, leaf: Leaf) -> Table:
    return Table(
        name=name,
        zh=leaf["zh"].text(),
        en=leaf["en"].text(),
        about=leaf["about"].text(),
        key=leaf["key"].texts(),
        columns=tuple(_column(column, one) for column, one in leaf["columns"].items()),
    )


def _column(name: str, leaf: Leaf) -> Column:
    table, dot, column = leaf.get("refers").text().partition(".")
    return Column(
        name=name,
        type=_type(leaf["type"]),
        zh=leaf["zh"].text(),
        en=leaf["en"].text(),
        about=leaf["about"].text(),
        required=bool(leaf.get("required")),
        each=leaf.get("each").text(),
        refers=Target(table, column) if dot else None,
    )


def _type(leaf: Leaf) -> Type:
    for known in get_args(Type):
        if leaf.text() == known:
            return known  # type: ignore[no-any-return]
    raise BadOntology(f"{leaf.where}: {leaf.text()!r} is no type; use one of {', '.join(get_args(Type))}")


def _check(read: Dictionary) -> None:
    known = {(table.name, column) for table in read.tables for column in table.names}
    for table in read.tables:
        named = {*table.key, *(column.each for column in table.columns if column.each)}
        targets = {column.refers for column in table.columns if column.refers}
        missing = {f"{table.name}.{name}" for name in named if name not in table.names}
        missing |= {f"{at.table}.{at.column}" for at in targets if (at.table, at.column) not in known}
        if missing:
            raise BadOntology(f"ontology/{_FILE}: {table.name} names columns that are not there: {sorted(missing)}")
