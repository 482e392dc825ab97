"""A store -> findings: which figures of a report fit each other, and which do not; and what breaks the shapes."""

from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import Store, Triple

from gongkai.checks import balances, breakdowns, forms, parts, rates, repeats, successions, years
from gongkai.checks.evidence import Evidence, Sides, sides
from gongkai.checks.figures import Names, Sheet, names, sheets
from gongkai.checks.finding import Finding, triples_of
from gongkai.checks.shapes import Violation, violations

__all__ = ["Evidence", "Finding", "Sides", "Violation", "findings", "judge", "sides", "violations"]


def findings(store: Store) -> Iterator[Finding]:
    """What the rules come to, report by report, each with the one before it, which may be that of the year before."""
    known = names(store)
    before: Sheet | None = None
    for sheet in sheets(store):
        yield from _distinct(_of(sheet, before, known))
        before = sheet


def judge(store: Store) -> Iterator[Triple]:
    """The findings as triples, each under its report."""
    for finding in findings(store):
        yield from triples_of(finding)


def _of(sheet: Sheet, before: Sheet | None, known: Names) -> list[Finding]:
    broken = list(breakdowns.check(sheet, known))
    return [
        *broken,
        *parts.check(sheet, known, broken),
        *balances.check(sheet, known),
        *repeats.check(sheet, known),
        *rates.check(sheet, known),
        *successions.check(sheet, before, known),
        *years.check(sheet, known),
        *forms.check(sheet, known),
    ]


def _distinct(found: list[Finding]) -> Iterator[Finding]:
    """Each under an IRI of its own: two lists under one total are told apart by the first figure of the list."""
    taken: set[str] = set()
    for finding in found:
        if finding.iri in taken:
            finding = replace(finding, key="-".join(iri.rsplit("/", 1)[1] for iri in finding.involved[:2]))
        taken.add(finding.iri)
        yield finding
