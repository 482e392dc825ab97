"""Findings -> what is said of them: what the checks came to, each with what it involves on both sides."""

from collections.abc import Iterable, Iterator

from gongkai import iris
from gongkai.graph.facts import describe_place
from gongkai.graph.lines import Said, describe, iri, name, number, text
from gongkai.model import Finding


def describe_findings(findings: Iterable[Finding]) -> Iterator[Said]:
    for finding in findings:
        yield _finding(finding)
        for place in finding.places:
            yield describe_place(place.iri, place.span, place.words)


def _finding(finding: Finding) -> Said:
    pairs = [
        ("rdf:type", name("gk:Finding")),
        ("gk:findingRule", iri(iris.concept("finding-rule", finding.rule))),
        ("gk:status", iri(iris.concept("finding-status", finding.status))),
        *(("gk:involves", iri(evidence)) for evidence in finding.involved),
        *(("gk:expectedFrom", iri(evidence)) for evidence in finding.stated),
        *(("gk:foundFrom", iri(evidence)) for evidence in finding.against),
        ("gk:found", number(finding.found)),
        ("gk:message", text(finding.zh, "zh")),
        ("gk:message", text(finding.en, "en")),
    ]
    if finding.expected is not None and finding.difference is not None:
        pairs += [("gk:expected", number(finding.expected)), ("gk:difference", number(finding.difference))]
    return describe(finding.iri, *pairs)
