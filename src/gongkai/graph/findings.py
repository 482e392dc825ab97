"""Findings -> lines: what the checks came to, each with what it involves on both sides."""

from collections.abc import Iterator

from gongkai import iris
from gongkai.graph.facts import describe_place
from gongkai.graph.lines import describe, iri, name, number, text
from gongkai.model import Finding


def describe_finding(finding: Finding) -> Iterator[str]:
    subject = finding.iri
    yield from describe(
        subject,
        ("rdf:type", name("gk:Finding")),
        ("gk:findingRule", iri(iris.concept("finding-rule", finding.rule))),
        ("gk:status", iri(iris.concept("finding-status", finding.status))),
        *(("gk:involves", iri(evidence)) for evidence in finding.involved),
        *(("gk:expectedFrom", iri(evidence)) for evidence in finding.stated),
        *(("gk:foundFrom", iri(evidence)) for evidence in finding.against),
        ("gk:found", number(finding.found)),
        ("gk:message", text(finding.zh, "zh")),
        ("gk:message", text(finding.en, "en")),
    )
    if finding.expected is not None and finding.difference is not None:
        yield from describe(
            subject, ("gk:expected", number(finding.expected)), ("gk:difference", number(finding.difference))
        )
    for place in finding.places:
        yield from describe_place(place.iri, place.span, place.words)
