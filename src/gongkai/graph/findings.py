"""Findings -> what is said of them: what the checks came to, each with what it involves on both sides."""

from collections.abc import Iterable, Iterator

from gongkai import iris
from gongkai.graph.facts import describe_place
from gongkai.graph.lines import Said, iri, name, number, say, text
from gongkai.model import Finding

_INVOLVES, _EXPECTED_FROM, _FOUND_FROM = name("gk:involves"), name("gk:expectedFrom"), name("gk:foundFrom")


def describe_findings(findings: Iterable[Finding]) -> Iterator[Said]:
    for finding in findings:
        yield iri(finding.iri), _said(finding)
        for place in finding.places:
            yield describe_place(place.iri, place.span, place.words)


def _said(finding: Finding) -> list[str]:
    said = say(
        ("rdf:type", name("gk:Finding")),
        ("gk:findingRule", iri(iris.concept("finding-rule", finding.rule))),
        ("gk:status", iri(iris.concept("finding-status", finding.status))),
        ("gk:found", number(finding.found)),
        ("gk:message", text(finding.zh, "zh")),
        ("gk:message", text(finding.en, "en")),
    )
    said += [f"{_INVOLVES} <{evidence}>" for evidence in finding.involved]
    said += [f"{_EXPECTED_FROM} <{evidence}>" for evidence in dict.fromkeys(finding.stated)]
    said += [f"{_FOUND_FROM} <{evidence}>" for evidence in dict.fromkeys(finding.against)]
    if finding.expected is not None and finding.difference is not None:
        said += say(("gk:expected", number(finding.expected)), ("gk:difference", number(finding.difference)))
    return said
