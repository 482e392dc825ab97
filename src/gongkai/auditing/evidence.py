"""A finding -> what stands on both of its sides, in the words and figures of the reports."""

from dataclasses import dataclass

from pyoxigraph import Store

from gongkai.auditing.answers import rows
from gongkai.model import Finding


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
    expected, found = (tuple(_evidence(store, iri) for iri in side) for side in (finding.stated, finding.against))
    return Sides(expected, found)


def _evidence(store: Store, iri: str) -> Evidence:
    for words, value, unit in rows(store, "evidence", evidence=iri):
        return Evidence(iri, str(words), "" if value is None else f"{value}{unit or ''}")
    return Evidence(iri, "", "")
