"""ontology/places/*.csv -> the register: what is known of each holder of a code, and how they followed each other.

What a text means by a name is asked of the gazetteer in `places`; this is what the graph says of every place.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from gongkai.errors import BadOntology
from gongkai.model import Jurisdiction
from gongkai.vocabulary.files import rows_of
from gongkai.vocabulary.places import OPEN, Division, division_rows


@dataclass(frozen=True, slots=True)
class Point:
    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """One holder of a code, or a functional zone; ids are empty where there is none that is sound."""

    division: Division
    point: Point | None
    geonames: str
    wikidata: str
    iso: str


@dataclass(frozen=True, slots=True)
class Succession:
    """The area of one holder went to another; `kind` is an id of the scheme succession, `sources` of sources.csv."""

    year: int
    old: Jurisdiction
    new: Jurisdiction
    kind: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that the register was built of."""

    id: str
    title: str
    homepage: str
    licence: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Register:
    """Entries by code and start, then zones by code."""

    entries: tuple[Entry, ...]
    successions: tuple[Succession, ...]
    origins: tuple[Origin, ...]


def load() -> Register:
    entries = tuple(_entry(row, division) for row, division in division_rows())
    return Register(
        (*entries, *(_zone(row) for row in rows_of("places/zones.csv"))), _successions(entries), tuple(_origins())
    )


def _entry(row: dict[str, str], division: Division) -> Entry:
    point = Point(Decimal(row["latitude"]), Decimal(row["longitude"])) if row["latitude"] else None
    return Entry(division, point, row["geonames"], row["wikidata"], row["iso3166_2"])


def _zone(row: dict[str, str]) -> Entry:
    return _entry(row, Division(Jurisdiction(row["code"], row["name"], "functional-zone"), row["parent"], 0, OPEN))


def _successions(entries: tuple[Entry, ...]) -> tuple[Succession, ...]:
    holders: dict[str, list[Division]] = defaultdict(list)
    for entry in entries:
        holders[entry.division.jurisdiction.code].append(entry.division)
    return tuple(_succession(row, holders) for row in rows_of("places/successions.csv"))


def _succession(row: dict[str, str], holders: dict[str, list[Division]]) -> Succession:
    """The old one ended in the year, or lives on if it only gave up a part; the new one is there at its end."""
    year, live_on = int(row["year"]), row["kind"] == "transferred"
    old = [one for one in holders[row["old_code"]] if (one.holds_at_end_of(year) if live_on else one.last == year)]
    new = [one for one in holders[row["new_code"]] if one.holds_at_end_of(year)]
    if len(old) != 1 or len(new) != 1:
        line = ",".join(row.values())
        raise BadOntology(
            f"ontology/places/successions.csv: {line}: divisions.csv has no such holders; build both anew"
        )
    return Succession(year, old[0].jurisdiction, new[0].jurisdiction, row["kind"], tuple(row["sources"].split()))


def _origins() -> list[Origin]:
    return [
        Origin(row["id"], f"{row['title']} {row['version']}", row["homepage"], row["licence"],
               row["file"].rsplit("/", 1)[-1], row["sha256"])
        for row in rows_of("places/sources.csv")
    ]  # fmt: skip
