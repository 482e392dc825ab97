"""Codes of places -> lines: the prefectures they lie in or are, with all their counties, each with its years.

A report tells of its own place only. How many counties did not report can be asked because these are there.
"""

from collections.abc import Collection, Iterator

from gongkai import iris
from gongkai.graph.lines import describe, iri, typed
from gongkai.graph.shared import describe_jurisdiction
from gongkai.vocabulary.places import OPEN, Division, Gazetteer


def divisions_around(codes: Collection[str], places: Gazetteer) -> list[str]:
    """Sorted, each once. A code that the gazetteer does not have adds nothing."""
    held = {code: places.by_code.get(code, ()) for code in codes}
    above = {division.parent for found in held.values() for division in found} - {"", places.country.code}
    wanted = {*above, *(code for code, found in held.items() if found)}
    counties = [
        division
        for found in places.by_code.values()
        for division in found
        if division.parent in wanted and division.jurisdiction.level == "county"
    ]
    lines = {line for county in counties for line in _lines(county, places)}
    return sorted(lines)


def _lines(county: Division, places: Gazetteer) -> Iterator[str]:
    subject = iris.jurisdiction(county.jurisdiction)
    yield from _dated(county)
    for parent in places.by_code.get(county.parent, ()):
        if parent.first <= county.last and county.first <= parent.last:
            yield from describe(subject, ("schema:containedInPlace", iri(iris.jurisdiction(parent.jurisdiction))))
            yield from _dated(parent)


def _dated(division: Division) -> Iterator[str]:
    """A division and the years of its holding the code, where they are known to begin or to end."""
    subject = iris.jurisdiction(division.jurisdiction)
    yield from describe_jurisdiction(division.jurisdiction)
    if division.first:
        yield from describe(subject, ("schema:validFrom", typed(division.first, "gYear")))
    if division.last < OPEN:
        yield from describe(subject, ("schema:validThrough", typed(division.last, "gYear")))
