"""A finding -> what stands on both of its sides, in the words and figures of the reports."""

from dataclasses import dataclass

from pyoxigraph import Store

from gongkai.checks.figures import rows
from gongkai.checks.finding import Finding


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding involves: its words, and for a figure the value with its unit, empty where it is blank."""

    iri: str
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Sides:
    """What a finding expected something from, and what it found."""

    expected: tuple[Evidence, ...]
    found: tuple[Evidence, ...]


def sides(store: Store, finding: Finding) -> Sides:
    """The evidence of a finding; `store` is that of the finding."""
    known = {place.iri: Evidence(place.iri, place.words, "") for place in finding.places}

    def of(iri: str) -> Evidence:
        return known.get(iri) or _evidence(store, iri)

    return Sides(tuple(map(of, finding.stated)), tuple(map(of, finding.against)))


def _evidence(store: Store, iri: str) -> Evidence:
    for words, value, unit in rows(store, "evidence", evidence=iri):
        return Evidence(iri, str(words), "" if value is None else f"{value}{unit or ''}")
    return Evidence(iri, "", "")
