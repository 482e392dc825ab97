"""Extract, corrections -> the Extract in force: each correction finds its figure and holds, or is listed as open.

A correction is never applied to a figure that it may not mean: its words must stand where they stood or just once
in the report, and one figure must start there, or one of the metric that it names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai import iris
from gongkai.corrections.fields import changed, fields_of
from gongkai.corrections.naming import agencies_of, channels_of
from gongkai.corrections.places import Found, Lost, find
from gongkai.model import (
    Account,
    Correction,
    CorrectionStatus,
    Extract,
    Issue,
    NoValue,
    Observation,
    Pending,
    Provenance,
    Quantity,
    Settled,
    Settlement,
    Spot,
)
from gongkai.text import Span
from gongkai.vocabulary import Vocabulary

_REPORTS = iris.BASE + "report/"
_ISSUE = "open-correction"
_REJECTED = "rejected"
_READER = "reader"


def concerning(given: Iterable[Correction], sha256: str, report: str) -> list[Correction]:
    """Those of this very file, or of the report of this IRI in another version."""
    name = report.removeprefix(_REPORTS)
    return [one for one in given if one.spot.sha256 == sha256 or one.spot.report == name]


def apply(extract: Extract, given: Sequence[Correction], words: Vocabulary) -> Extract:
    """The Extract in which the corrections hold, in the order given: a later one has the last word."""
    sha256 = extract.document.manuscript.source.sha256
    ours = concerning(given, sha256, iris.report(extract.masthead))
    if not ours:
        return extract
    work = _Work(extract, words, {figure.key: figure for figure in extract.observations()})
    settlements = tuple(work.settle(one) for one in ours)
    return work.result(settlements)


@dataclass(slots=True)
class _Work:
    """The figures in force by key, while corrections are applied one after the other."""

    extract: Extract
    words: Vocabulary
    figures: dict[str, Observation]
    rejected: list[Observation] = field(default_factory=list)

    def settle(self, correction: Correction) -> Settlement:
        found = find(correction.spot, self.extract.document)
        if isinstance(found, Lost):
            return self._open(correction, found.reason)
        if correction.action == "add":
            return self._add(correction, found)
        figure = self._figure(correction, found)
        if correction.action == "reject":
            return self._reject(correction, found, figure)
        if isinstance(figure, Lost):
            return self._open(correction, figure.reason)
        reading = self._set(figure, correction)
        self.figures[figure.key] = reading
        status: CorrectionStatus = "agreeing" if self._machine(figure.key) == reading else "applied"
        return _settled(correction, found, status, (figure.key,))

    def result(self, settlements: tuple[Settlement, ...]) -> Extract:
        extract, machine = self.extract, {figure.key: figure for figure in self.extract.observations()}
        kept = [self.figures.get(fact.key) if isinstance(fact, Observation) else fact for fact in extract.facts]
        added = [figure for key, figure in self.figures.items() if key not in machine]
        facts = [*(fact for fact in kept if fact is not None), *added]
        return replace(
            extract,
            facts=tuple(sorted(facts, key=lambda fact: (fact.provenance.span.start, fact.provenance.span.end))),
            accounts=tuple(self._accounts(added)),
            issues=(*extract.issues, *_issues(one for one in settlements if isinstance(one, Pending))),
            settlements=settlements,
            superseded=tuple(figure for key, figure in machine.items() if self.figures.get(key) != figure),
        )

    def _machine(self, key: str) -> Observation | None:
        return next((figure for figure in self.extract.observations() if figure.key == key), None)

    def _open(self, correction: Correction, reason: str) -> Pending:
        last = len(self.extract.document.manuscript.text)
        span = correction.spot.span
        return Pending(correction, reason, Span(min(span.start, last), min(span.end, last)))

    def _figure(self, correction: Correction, found: Found) -> Observation | Lost:
        """The one figure that starts there; of several the one that has the metric, or had it before it was set."""
        there = [figure for figure in self.figures.values() if _is_at(figure, found.span, correction.spot)]
        if not correction.metric:
            if len(there) > 1:
                return Lost(f"{len(there)} figures start there; say which by its metric")
            return there[0] if there else Lost("no figure is read there any more")
        machine = {figure.key: figure.metric for figure in self.extract.observations()}
        for metrics in ({correction.metric}, {dict(correction.new).get("metric")}):
            meant = [one for one in there if {one.metric, machine.get(one.key)} & metrics]
            if len(meant) == 1:
                return meant[0]
        return Lost(f"no figure of the metric {correction.metric} is read there any more")

    def _set(self, figure: Observation, correction: Correction) -> Observation:
        pairs = correction.new
        agencies = agencies_of(pairs, self.extract, self.words)
        return changed(figure, pairs, agencies, channels_of(pairs, self.extract))

    def _reject(self, correction: Correction, found: Found, figure: Observation | Lost) -> Settlement:
        """What was a part of the figure is a part of nothing; where none is read any more, all are of one mind."""
        if isinstance(figure, Lost):
            several = any(_is_at(one, found.span, correction.spot) for one in self.figures.values())
            if several and not correction.metric:
                return self._open(correction, figure.reason)
            return _settled(correction, found, "agreeing", ())
        del self.figures[figure.key]
        self.rejected.append(figure)
        parts = [one for one in self.figures.values() if one.part_of == figure.key]
        self.figures |= {one.key: replace(one, part_of="") for one in parts}
        return _settled(correction, found, "applied", (figure.key, *(one.key for one in parts)))

    def _add(self, correction: Correction, found: Found) -> Settlement:
        figure = self._set(self._blank(found.span), correction)
        there = [one for one in self.figures.values() if one.provenance.span.start == found.span.start]
        for one in there:
            if one.metric == figure.metric:
                if set(correction.new) <= set(fields_of(one)):
                    return _settled(correction, found, "agreeing", (one.key,))
                return self._open(correction, "a figure of this metric is read there; change it, do not add another")
        taken = {*self.figures, *(one.key for one in self.extract.observations())}
        key = next(key for key in _keys(figure) if key not in taken)
        self.figures[key] = replace(figure, key=key)
        return _settled(correction, found, "applied", (key,))

    def _blank(self, span: Span) -> Observation:
        """A figure at a place, of which nothing is known yet."""
        document, masthead = self.extract.document, self.extract.masthead
        text = document.manuscript.text
        around = [(document.place(one.span), one.section) for one in document.sentences]
        line = Span(text.rfind("\n", 0, span.start) + 1, (text + "\n").index("\n", span.end))
        sentence, section = next(((one, at) for one, at in around if span in one), (line, -1))
        return Observation(
            key=str(span.start),
            metric="other",
            quantity=NoValue("", "not-stated"),
            label="",
            scope="jurisdiction",
            period=masthead.period,
            jurisdiction=masthead.jurisdiction,
            agencies=(),
            areas=(),
            channels=(),
            dimensions=(),
            part_of="",
            provenance=Provenance(span, text[span.start : span.end], sentence, section, _READER),
        )

    def _accounts(self, added: Sequence[Observation]) -> Iterator[Account]:
        """Every numeral once: without those that are figures now, and with those that are none any more."""
        spans = [figure.provenance.span for figure in added]
        yield from (one for one in self.extract.accounts if not any(one.span.touches(span) for span in spans))
        figures = {figure.provenance.span for figure in self.figures.values()}
        for figure in self.rejected:
            span = figure.provenance.span
            if span not in figures and isinstance(figure.quantity, Quantity):
                yield Account(span, figure.provenance.quote, _REJECTED)
                figures.add(span)


def _settled(correction: Correction, found: Found, status: CorrectionStatus, keys: tuple[str, ...]) -> Settled:
    statuses: tuple[CorrectionStatus, ...] = (status, "carried-over") if found.moved else (status,)
    return Settled(correction, statuses, keys, found.span)


def _is_at(figure: Observation, span: Span, spot: Spot) -> bool:
    """A figure in a table is found by its column too: all blank cells of a row stand for the row."""
    provenance = figure.provenance
    if (provenance.cell is None) != (spot.cell is None):
        return False
    same_column = provenance.cell is None or spot.cell is None or provenance.cell.column == spot.cell.column
    return provenance.span.start == span.start and same_column


def _keys(figure: Observation) -> Iterator[str]:
    yield figure.key
    yield f"{figure.key}-{figure.metric}"
    number = 2
    while True:
        yield f"{figure.key}-{figure.metric}-{number}"
        number += 1


def _issues(pending: Iterable[Pending]) -> Iterator[Issue]:
    """One for each place: an issue is known by where it stands."""
    at_place: dict[int, list[Pending]] = {}
    for one in pending:
        at_place.setdefault(one.span.start, []).append(one)
    for _, several in sorted(at_place.items()):
        yield Issue(_ISSUE, "; ".join(map(_told, several)), several[0].span)


def _told(one: Pending) -> str:
    return f"{one.correction.action} {one.correction.spot.words} ({one.correction.who}): {one.reason}"
