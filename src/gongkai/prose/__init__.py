"""Document, Home, Mentions -> facts of the prose: figures, zeros, disclosures, references, problems and plans."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from gongkai.model import Document, Fact, Home, Mentions, Observation, Provenance, Quantity, Sentence
from gongkai.prose import clauses, concerns, labels, lists, parts, statutory, zeros
from gongkai.prose.drafts import Draft, Topic
from gongkai.prose.passages import Figure, Passage, passages_of
from gongkai.prose.references import references_of
from gongkai.prose.surroundings import WITHOUT_AREA, WITHOUT_CHANNEL, Surroundings
from gongkai.text import Span
from gongkai.vocabulary import Vocabulary


def facts_of(document: Document, home: Home, mentions: Mentions, words: Vocabulary) -> list[Fact]:
    """All facts of the prose in the order of the text."""
    around = Surroundings(document, home, mentions, words)
    facts: list[Fact] = []
    earlier: list[Draft] = []
    section = -1
    for paragraph in _paragraphs(passages_of(document, home, mentions, words)):
        topic = Topic(_section_topics(document, paragraph[0].sentence, words), "")
        topic.now = next((one for one in topic.section if one in ("requests", "fees", "disclosures")), "")
        if section != paragraph[0].sentence.section:
            section, earlier = paragraph[0].sentence.section, []
        for passage in paragraph:
            drafts = _drafts(around, passage, topic, earlier, paragraph)
            earlier += drafts
            for draft in drafts:
                facts.append(_observation(around, draft))
                facts += [_twin(_observation(around, draft), metric) for metric in draft.twins]
            facts += _nothings(around, passage, paragraph)
            facts += clauses.disclosures_of(passage, around)
            facts += concerns.concerns_of(document, passage.sentence, home.masthead.year, words)
    facts += references_of(document, mentions)
    return sorted(facts, key=lambda fact: (fact.provenance.span.start, fact.provenance.span.end))


def _paragraphs(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    paragraph: list[Passage] = []
    for passage in passages:
        if paragraph and passage.sentence.paragraph != paragraph[0].sentence.paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(passage)
    if paragraph:
        yield paragraph


def _section_topics(document: Document, sentence: Sentence, words: Vocabulary) -> tuple[str, ...]:
    """The topics of the nearest heading that names any."""
    for heading in document.headings(sentence.section):
        topics = words.layout.topics_of(document.quote(heading))
        if topics:
            return topics
    return ()


def _drafts(
    around: Surroundings, passage: Passage, topic: Topic, earlier: list[Draft], paragraph: list[Passage]
) -> list[Draft]:
    plain, cues = around.document.reading.plain, around.words.cues
    drafts = statutory.drafts_of(plain, passage, topic, earlier, cues)
    for draft in drafts:
        draft.scope = around.scope_at(passage, draft.figure.numeral.span.start, paragraph)
    lists.deal_out(plain, drafts, around.mentions.channels, cues)
    lists.tie_changes(plain, drafts, cues)
    parts.tie_parts(plain, drafts, earlier, cues)
    for at, draft in enumerate(drafts):
        draft.label = draft.label or _label(around, drafts, at)
    return drafts


def _label(around: Surroundings, drafts: list[Draft], at: int) -> str:
    """What stands behind the figure, else before it, else the clause before, else what the figure before counts."""
    plain, words = around.document.reading.plain, around.words.cues.labels
    draft = drafts[at]
    figure = draft.figure
    lead = plain[figure.lead.start : figure.lead.end]
    before = labels.label_before(lead, words)
    if draft.rule == "share" and figure.owner >= 0 and not before:
        return labels.joined(drafts[figure.owner].label, "占比", words)
    if draft.rule == "growth":
        thing = drafts[at - 1].label if at and drafts[at - 1].rule != "growth" else ""
        return labels.joined(thing, lead[-20:], words) if thing else labels.clean(lead, words)
    if lead.endswith("等") or 0 < len(before) <= _SHORT:
        before = labels.label_before(plain[figure.wide.start : figure.wide.end], words) or before
    found = labels.chosen(before, labels.label_behind(_tail(plain, figure), figure.quantity.unit, words), words)
    if found in words.superlatives and at:
        return labels.joined(labels.without_superlative(drafts[at - 1].label, words), found, words)
    return found if len(found) > 1 else _label_from_further(around, drafts, at)


# A label so short may want the words before the 、 too: 公告、公示74则.
_SHORT = 2


def _tail(plain: str, figure: Figure) -> str:
    """The words behind the figure; over a bracket where only a character or two stand before it: 8个县（区）民政局."""
    tail = plain[figure.tail.start : figure.tail.end]
    if 0 < len(tail) <= _SHORT and plain[figure.tail.end : figure.tail.end + 1] == "（":
        close = plain.find("）", figure.tail.end) + 1
        rest = re.match(r"[^，。；：、（\d]*", plain[close:])
        return plain[figure.tail.start : close] + (rest.group() if rest and close else "")
    return tail


def _label_from_further(around: Surroundings, drafts: list[Draft], at: int) -> str:
    plain, words = around.document.reading.plain, around.words.cues.labels
    figure = drafts[at].figure
    region = plain[figure.region.start : figure.region.end]
    for clause in reversed(_split(region)):
        found = labels.label_before(clause, words)
        if len(found) > 1:
            return found
    if at:
        return drafts[at - 1].label
    for heading in around.document.headings(drafts[at].passage.sentence.section):
        found = labels.clean(around.document.quote(heading), words)
        if len(found) > 1:
            return found
    return labels.clean(plain[figure.lead.start : figure.tail.end], words)


def _split(region: str) -> list[str]:
    for mark in "，。；：、（）":
        region = region.replace(mark, "\n")
    return [clause for clause in region.split("\n") if clause]


def _observation(around: Surroundings, draft: Draft) -> Observation:
    document, masthead = around.document, around.home.masthead
    at = draft.figure.numeral.span.start
    statutory_without = draft.metric in WITHOUT_AREA
    return Observation(
        key=str(document.place(draft.figure.numeral.span).start),
        metric=draft.metric,
        quantity=draft.figure.quantity,
        label=draft.label,
        scope=draft.scope,
        period=masthead.period,
        jurisdiction=masthead.jurisdiction,
        agencies=around.agencies_at(draft.passage.sentence, at),
        areas=() if statutory_without else around.areas_at(draft, draft.label),
        channels=() if draft.metric in WITHOUT_CHANNEL else around.channels_at(draft),
        dimensions=tuple(sorted(draft.dimensions.items())),
        part_of=str(document.place(draft.whole.figure.numeral.span).start) if draft.whole else "",
        provenance=_provenance(document, draft.figure.numeral.span, draft.passage.sentence, draft.rule),
    )


def _twin(observation: Observation, metric: str) -> Observation:
    return replace(observation, key=f"{observation.key}-{metric}", metric=metric)


def _provenance(document: Document, span: Span, sentence: Sentence, rule: str) -> Provenance:
    place = document.place(span)
    return Provenance(
        span=place,
        quote=document.manuscript.text[place.start : place.end],
        sentence=document.place(sentence.span),
        section=sentence.section,
        rule=rule,
    )


def _nothings(around: Surroundings, passage: Passage, paragraph: list[Passage]) -> Iterator[Observation]:
    """Zeros in words; the second metric of the same word has it in its key."""
    document, masthead = around.document, around.home.masthead
    keys: set[str] = set()
    for zero in zeros.zeros_of(document, passage, around.words.cues, around.words.layout):
        key = str(document.place(zero.span).start)
        key = key if key not in keys else f"{key}-{zero.metric}"
        keys.add(key)
        yield Observation(
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
            provenance=_provenance(document, zero.span, passage.sentence, "zero"),
        )


def _zero_label(document: Document, zero: zeros.Zero, around: Surroundings) -> str:
    """The name of the thing, up to the next comma; the heading where the sentence is nothing but 无."""
    longest = around.words.cues.labels.longest
    if zero.thing < 0:
        heading = next(document.headings(_section_at(document, zero.span)), zero.span)
        return document.quote(heading)[:longest]
    clause = _split(document.reading.plain[zero.thing : zero.thing + longest])
    return clause[0] if clause else document.quote(zero.span)


def _section_at(document: Document, span: Span) -> int:
    return next((one.section for one in document.sentences if span in one.span), -1)
