"""A table and the columns that say what its rows are of -> the table with links, and the links as a linkset."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai import filenames, iris, vocabulary
from gongkai.errors import BadTable
from gongkai.links.linkset import Linkset, Source, Target, Triple
from gongkai.links.matching import COLUMNS, Asked, Link, Matcher, text_of
from gongkai.links.sheet import Sheet, read
from gongkai.vocabulary import identifiers


@dataclass(frozen=True, slots=True)
class Columns:
    """By which columns to link; empty where there is none. `level` binds all rows."""

    name: str = ""
    code: str = ""
    year: str = ""
    parent: str = ""
    level: str = ""

    @property
    def told(self) -> str:
        """As on the command line."""
        pairs = ((one, getattr(self, one)) for one in ("name", "code", "year", "parent", "level"))
        return " ".join(f"--{option} {value}" for option, value in pairs if value)


@dataclass(frozen=True, slots=True)
class Linked:
    """`sheet` is the table with the columns of links behind its own; `links` and `asked` are by row."""

    sheet: Sheet
    links: tuple[Link, ...]
    asked: tuple[Asked, ...]
    columns: Columns
    source: Source

    @property
    def unlinked(self) -> int:
        return sum(not link.iri for link in self.links)

    @property
    def told(self) -> str:
        ambiguous = sum(not link.iri and bool(link.alternatives) for link in self.links)
        linked = len(self.links) - self.unlinked
        return f"{linked} of {len(self.links)} rows linked, {ambiguous} of the others with alternatives"


def link(file: Path, columns: Columns) -> Linked:
    """BadTable where the file is no table, or lacks one of the columns."""
    table = read(file)
    taken = [column for column in COLUMNS if column in table.columns]
    if taken:
        raise BadTable(f"{file}: the table has a column {taken[0]} already; rename it, or link the table without it")
    try:
        places = [
            table.at(column) if column else -1 for column in (columns.name, columns.code, columns.year, columns.parent)
        ]
    except BadTable as error:
        raise BadTable(f"{file}: {error}") from error
    asked = tuple(Asked(*(text_of(row[at]) if at >= 0 else "" for at in places)) for row in table.rows)
    matcher = Matcher(vocabulary.load(), identifiers.load(), columns.level)
    links = tuple(matcher.link(one) for one in asked)
    rows = tuple((*row, *found.cells) for row, found in zip(table.rows, links, strict=True))
    source = Source(filenames.name_of(file), hashlib.sha256(file.read_bytes()).hexdigest())
    return Linked(Sheet((*table.columns, *COLUMNS), rows), links, asked, columns, source)


def name_of(file: Path) -> str:
    """A name for the linkset of a file: its own, as far as that is letters and digits."""
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "table"


def linkset_of(found: Linked, name: str) -> Linkset:
    return Linkset(
        name,
        found.columns.told,
        found.source,
        Target(f"{iris.BASE}linkset/{name}/table", found.source.name),
        tuple(_triples(found, name)),
    )


def _triples(found: Linked, name: str) -> Iterator[Triple]:
    """A row is named as RFC 7111 counts them, the line of column names being the first."""
    for number, (one, asked) in enumerate(zip(found.links, found.asked, strict=True), 2):
        if one.iri:
            row = f"{iris.BASE}linkset/{name}/table#row={number}"
            relation = "skos:closeMatch" if one.method == "fuzzy" else "skos:exactMatch"
            yield Triple(row, relation, one.iri, one.score, one.method, asked.name or asked.code)
