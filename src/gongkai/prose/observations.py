"""Drafts and zeros with their surroundings -> Observations, each with its evidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gongkai.model import Document, Observation, Provenance, Quantity
from gongkai.prose.drafts import Draft
from gongkai.prose.naming import clauses_of
from gongkai.prose.passages import Passage
from gongkai.prose.surroundings import Surroundings
from gongkai.prose.zeros import Zero, zeros_of
from gongkai.text import Span


def observations_of(drafts: Iterable[Draft], around: Surroundings) -> Iterator[Observation]:
    """One for each figure's metric, and one for each of its twins, whose key bears their metric."""
    for draft in drafts:
        first = _observation(around, draft)
        yield first
        for metric in draft.twins:
            yield replace(first, key=f"{first.key}-{metric}", metric=metric)


def _observation(around: Surroundings, draft: Draft) -> Observation:
    document, masthead = around.document, around.home.masthead
    span = draft.figure.numeral.span
    provenance = _provenance(document, span, draft.passage, draft.rule)
    return Observation(
        key=str(provenance.span.start),
        metric=draft.metric,
        quantity=draft.figure.quantity,
        label=draft.label,
        scope=draft.scope,
        period=around.period_at(draft),
        jurisdiction=masthead.jurisdiction,
        agencies=around.agencies_at(draft.passage.sentence, span.start),
        areas=() if draft.metric in around.words.cues.without_area else around.areas_at(draft, draft.label),
        channels=() if draft.metric in around.words.cues.without_channel else around.channels_at(draft),
        dimensions=tuple(sorted(draft.dimensions.items())) if draft.dimensions else (),
        part_of=str(document.reading.places[draft.whole.figure.numeral.span.start]) if draft.whole else "",
        provenance=provenance,
    )


def nothings_of(paragraphs: Iterable[Sequence[Passage]], around: Surroundings) -> Iterator[Observation]:
    """Zeros in words; the second metric of the same word has it in its key."""
    for paragraph in paragraphs:
        for passage in paragraph:
            zeros = zeros_of(passage, around)
            if not zeros:  # as in most sentences
                continue
            keys: set[str] = set()
            for zero in zeros:
                key = str(around.document.place(zero.span).start)
                key = key if key not in keys else f"{key}-{zero.metric}"
                keys.add(key)
                yield _nothing(key, zero, passage, paragraph, around)


def _nothing(key: str, zero: Zero, passage: Passage, paragraph: Sequence[Passage], around: Surroundings) -> Observation:
    document, masthead = around.document, around.home.masthead
    return Observation(
        key=key,
        metric=zero.metric,
        quantity=Quantity(Decimal(0), zero.unit, ""),
        label=_zero_label(document, zero, around),
        scope=around.scope_at(passage, zero.span.start, paragraph),
        period=masthead.period,
        jurisdiction=masthead.jurisdiction,
        agencies=around.agencies_at(passage.sentence, zero.span.start),
        areas=(),
        channels=(),
        dimensions=zero.dimensions,
        part_of="",
        provenance=_provenance(document, zero.span, passage, "zero"),
    )


def _zero_label(document: Document, zero: Zero, around: Surroundings) -> str:
    """The name of the thing, up to the next comma; the heading where the sentence is nothing but 无."""
    longest = around.words.cues.labels.longest
    if zero.thing < 0:
        heading = next(document.headings(_section_at(document, zero.span)), zero.span)
        return document.quote(heading)[:longest]
    clause = clauses_of(document.reading.plain[zero.thing : zero.thing + longest])
    return clause[0] if clause else document.quote(zero.span)


def _section_at(document: Document, span: Span) -> int:
    return next((one.section for one in document.sentences if span in one.span), -1)


def _provenance(document: Document, span: Span, passage: Passage, rule: str) -> Provenance:
    place = document.place(span)
    return Provenance(
        span=place,
        quote=document.manuscript.text[place.start : place.end],
        sentence=passage.place,
        section=passage.sentence.section,
        rule=rule,
    )
