"""What readers corrected -> what is said of it: each with its author, and what the machine said in its place.

What is no longer in force is not asserted: it is told in rdf:Statements, so that no query takes it for a figure.
"""

import hashlib
from collections.abc import Iterator

from gongkai import iris
from gongkai.graph.facts import describe_fact
from gongkai.graph.lines import Said, describe, iri, name, text, typed
from gongkai.model import Extract, Observation, Pairs, Pending, Settled, Settlement


def describe_settlements(extract: Extract, report: str) -> Iterator[Said]:
    figures = {figure.key: figure for figure in extract.observations()}
    machine = {figure.key: figure for figure in extract.superseded}
    for settlement in extract.settlements:
        yield from _correction(settlement, report)
        if isinstance(settlement, Settled):
            for key in settlement.keys:
                yield from _link(settlement, key, report, key in figures, key in machine)
    for key, figure in machine.items():
        yield from _superseded(figure, figures.get(key), report)


def _correction(settlement: Settlement, report: str) -> Iterator[Said]:
    correction, span = settlement.correction, settlement.span
    subject, author = iris.correction(report, correction), iris.reader(correction.who)
    yield describe(
        subject,
        ("rdf:type", name("gk:Correction")),
        ("dcterms:isPartOf", iri(report)),
        ("dcterms:type", iri(iris.concept("correction", correction.action))),
        ("dcterms:date", typed(correction.when.isoformat(), "date")),
        ("prov:wasAttributedTo", iri(author)),
        ("oa:start", typed(span.start, "integer")),
        ("oa:end", typed(span.end, "integer")),
        ("gk:correctedWords", text(correction.spot.words, "zh")),
    )
    yield describe(author, ("rdf:type", name("prov:Agent")), ("rdfs:label", text(correction.who)))
    if correction.why:
        yield describe(subject, ("rdfs:comment", text(correction.why)))
    for property_, pairs in (("gk:readerSays", correction.new), ("gk:machineSaid", correction.old)):
        if pairs:
            yield describe(subject, (property_, text(_said(pairs))))
    if isinstance(settlement, Pending):
        yield describe(subject, ("gk:openBecause", text(settlement.reason, "en")))
    statuses = settlement.statuses if isinstance(settlement, Settled) else ("open",)
    for status in statuses:
        yield describe(subject, ("gk:correctionStatus", iri(iris.concept("correction-status", status))))


def _said(pairs: Pairs) -> str:
    return ";".join(f"{field}={value}" for field, value in pairs)


def _link(settled: Settled, key: str, report: str, in_force: bool, superseded: bool) -> Iterator[Said]:
    """A figure in force knows its corrections; of one that was rejected what the machine said does."""
    figure = f"{report}/observation/{key}"
    subject = figure if in_force else f"{figure}/machine"
    if not (in_force or superseded):
        return
    yield describe(subject, ("gk:correction", iri(iris.correction(report, settled.correction))))
    if in_force and superseded:
        yield describe(
            figure,
            ("prov:wasRevisionOf", iri(f"{figure}/machine")),
            ("prov:wasAttributedTo", iri(iris.reader(settled.correction.who))),
        )


def _superseded(machine: Observation, reading: Observation | None, report: str) -> Iterator[Said]:
    """What the machine said, statement by statement, as far as it is no longer said."""
    figure = f"{report}/observation/{machine.key}"
    subject, provenance = f"{figure}/machine", machine.provenance
    place = iris.cell(report, provenance.cell) if provenance.cell else iris.place(report, provenance.span)
    now = describe_fact(reading, report) if reading else ()
    still = {words for about, said in now if about == iri(figure) for words in said.split(b"\n")}
    yield describe(subject, ("rdf:type", name("gk:Superseded")), ("prov:wasDerivedFrom", iri(place)))
    for about, said in describe_fact(machine, report):
        if about != iri(figure):
            yield about, said  # the words that were read
            continue
        for words in said.split(b"\n"):
            if words not in still:
                yield _statement(subject, about, words)


def _statement(machine: str, about: bytes, words: bytes) -> Said:
    predicate, value = words.split(b" ", 1)
    subject = f"{machine}/{hashlib.sha256(b'%b %b .' % (about, words)).hexdigest()[:16]}"
    return describe(
        subject,
        ("rdf:type", name("rdf:Statement")),
        ("dcterms:isPartOf", iri(machine)),
        ("rdf:subject", about),
        ("rdf:predicate", predicate),
        ("rdf:object", value),
    )
