"""Findings -> what is said of them: what the checks came to, each with what it involves on both sides."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from gongkai import iris
from gongkai.graph.facts import stretch
from gongkai.graph.lines import Said, fixed, iri, name, number, say, text
from gongkai.model import Finding


def describe_findings(findings: Iterable[Finding]) -> Iterator[Said]:
    for finding in findings:
        yield iri(finding.iri), _said(finding)
        for place in finding.places:
            yield iri(place.iri), stretch(place.span, place.words)


def _said(finding: Finding) -> bytes:
    difference, expected = finding.difference, finding.expected
    known = () if difference is None or expected is None else (number(difference), number(expected))
    stated, against = sorted({*map(iri, finding.stated)}), sorted({*map(iri, finding.against)})
    involved = sorted({*stated, *against})
    return _form(finding.rule, finding.status, bool(known), len(stated), len(against), len(involved)) % (
        *known,
        *stated,
        number(finding.found),
        *against,
        *involved,
        *sorted((text(finding.en, "en"), text(finding.zh, "zh"))),
    )


@lru_cache(1024)
def _form(rule: str, status: str, known: bool, stated: int, against: int, involved: int) -> bytes:
    """What is said of all findings that rest on as many figures, with places for what differs, in their order."""
    return say(
        ("rdf:type", name("gk:Finding")),
        *known * (("gk:difference", b"%b"), ("gk:expected", b"%b")),
        *stated * (("gk:expectedFrom", b"%b"),),
        ("gk:findingRule", fixed(iri(iris.concept("finding-rule", rule)))),
        ("gk:found", b"%b"),
        *against * (("gk:foundFrom", b"%b"),),
        *involved * (("gk:involves", b"%b"),),
        *2 * (("gk:message", b"%b"),),
        ("gk:status", fixed(iri(iris.concept("finding-status", status)))),
    )
