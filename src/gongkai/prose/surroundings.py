"""A place in the reading -> whose scope it is in, and the agencies, areas and channels that it speaks of."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.model import Agency, Channel, Document, Home, Mention, Mentions, Period, Sentence
from gongkai.prose.drafts import Draft
from gongkai.prose.headings import Headings, headings_of
from gongkai.prose.keeping import first_in
from gongkai.prose.named import Named
from gongkai.prose.passages import Passage
from gongkai.text import Span
from gongkai.vocabulary import Vocabulary

_BREAK = "；;。"
_UP_TO_BREAK = re.compile(f".*[{_BREAK}]", re.DOTALL)
_ASIDE = 8
_OPENS = 12
# Meetings and papers publish what is said of them, not the figures of the clauses behind.
MEETINGS = frozenset(("press-conference", "online-interview", "hearing-consultation", "open-day", "leaflet"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The names of a document, ready to be asked for by place; `actors` are the agencies that can have done what is
    counted."""

    document: Document
    home: Home
    actors: Named[Agency]
    channels: Named[Channel]
    areas: Named[str]
    headings: Headings
    words: Vocabulary

    def scope_at(self, passage: Passage, at: int, paragraph: Sequence[Passage]) -> str:
        """The last word for a scope at or before `at` in the paragraph; a government speaks of its whole place."""
        first = passage.sentence.span.start
        for one in reversed(paragraph):
            if not one.scopes or (one is not passage and one.sentence.span.end > first):
                continue
            for start, end, scope in one.scopes:
                if end <= at and not self._is_aside(one, start, end, at):
                    return scope
        return self.default_scope()

    def _is_aside(self, passage: Passage, start: int, end: int, at: int) -> bool:
        """行政复议29件，其中省政府本级4件；: an aside within a sentence holds up to the next semicolon."""
        plain, first = self.document.reading.plain, passage.sentence.span.start
        opened = plain.rfind(self.words.cues.aside, max(first, start - _ASIDE), start)
        return opened > first and any(mark in plain[end:at] for mark in _BREAK)

    def default_scope(self) -> str:
        return "jurisdiction" if self.home.masthead.issuer.kind == "government" else "own"

    def agencies_at(self, sentence: Sentence, at: int) -> tuple[Agency, ...]:
        """The agencies last named before `at` in the same part of the sentence, several where they stand in a list."""
        if not self.actors.between(sentence.span.start, at):  # as in most sentences
            return self._issuer()
        plain = self.document.reading.plain
        before = self.actors.between(self._part_start(sentence.span, at), at)
        own = [one for one in before if one.meaning.code == self.home.masthead.jurisdiction.code]
        before = own or before  # 市发改委按照国家、省发改委部署: the one of this place acts
        if not before:
            return self._issuer()
        chosen = [before[-1]]
        for mention in reversed(before[:-1]):
            if self.words.cues.name_joints.fullmatch(plain, mention.span.end, chosen[0].span.start):
                chosen.insert(0, mention)
        return tuple(dict.fromkeys(mention.meaning for mention in chosen))

    def _issuer(self) -> tuple[Agency, ...]:
        """An agency's report speaks of the agency; a government's of nobody in particular."""
        issuer = self.home.masthead.issuer
        return () if issuer.kind == "government" else (issuer,)

    def _part_start(self, sentence: Span, at: int) -> int:
        found = _UP_TO_BREAK.match(self.document.reading.plain, sentence.start, at)
        return found.end() if found else sentence.start

    def channels_at(self, draft: Draft) -> tuple[Channel, ...]:
        """The channels last named before the figure in its sentence, or in the bracket behind it."""
        if draft.channels:
            return draft.channels
        figure, sentence = draft.figure, draft.passage.sentence
        plain = self.document.reading.plain
        at = figure.numeral.span.start
        if plain.startswith("（", figure.numeral.phrase.end):
            close = plain.find("）", figure.numeral.phrase.end, sentence.span.end)
            inside = self.channels.between(figure.numeral.phrase.end, close)
            if inside:
                return (inside[-1].meaning,)
        near = figure.wide.start
        before = [
            one
            for one in self.channels.between(sentence.span.start, at)
            if one.meaning.type not in MEETINGS or one.span.start >= near
        ]
        if not before:
            return ()
        last = before[-1]
        newer = self.actors.between(last.span.end, at)
        broken = any(mark in plain[last.span.end : at] for mark in _BREAK)
        publishes = draft.metric != "other" or self.words.cues.published_verbs.search(plain, near, at)
        if broken and (newer or not publishes):
            return ()
        chosen = [last]
        for mention in reversed(before[:-1]):
            joint = plain[mention.span.end : chosen[0].span.start]
            if joint in ("", "、", "和", "及", "与") and mention.span.end <= chosen[0].span.start:
                chosen.insert(0, mention)
        return tuple(dict.fromkeys(mention.meaning for mention in chosen))

    def areas_at(self, draft: Draft, label: str) -> tuple[str, ...]:
        """By the heading, the clause that opens the part (住房方面，…), the label, the words nearest to the figure."""
        sentence, figure = draft.passage.sentence, draft.figure
        at = figure.numeral.span.start
        heading = self.headings.areas(sentence.section)
        if heading:
            return heading
        start = self._part_start(sentence.span, at)
        opening = self.words.cues.openings.match(self.document.reading.plain, start, at)
        if opening:
            found = self.areas.between(start, opening.end())
            if found:
                return (found[0].meaning,)
        if in_label := first_in(label, self.words.names.areas):
            return (in_label,)
        near = self.areas.between(figure.lead.start, figure.tail.end)
        bodies = self.actors.between(start, at)
        part = self.areas.between(bodies[-1].span.start if bodies else start, at)
        if near or part:
            before = [one for one in near if one.span.end <= at]
            return ((before or near or part)[-1].meaning,)
        return self._area_of_agency(sentence, at) or self._carried_area(at)

    def _area_of_agency(self, sentence: Sentence, at: int) -> tuple[str, ...]:
        """What the agency that acts stands for; not the issuer, who does this and that."""
        kinds = [agency.kind for agency in self.agencies_at(sentence, at) if agency != self.home.masthead.issuer]
        table = self.words.names.area_of_kind
        return tuple(dict.fromkeys(table[kind] for kind in kinds if kind in table))

    def period_at(self, draft: Draft) -> Period:
        """The days that the words before the figure name, unless others stand between; else those of the report."""
        whole, known = self.home.masthead.period, self.words.cues.figure_periods
        plain, start, end = self.document.reading.plain, draft.figure.region.start, draft.figure.numeral.span.start
        if not known.marks.search(plain, start, end):
            return whole
        before = plain[start:end]
        before = before[max([match.end() for match in known.whole.finditer(before)], default=0) :]
        if until := known.until.search(before):
            return _until(until, whole)
        if known.half.search(before):
            return Period(date(whole.start.year, 1, 1), date(whole.start.year, 6, 30))
        if year := known.year.search(before):
            return Period(date(int(year["year"]), 1, 1), date(int(year["year"]), 12, 31))
        return whole

    def _carried_area(self, at: int) -> tuple[str, ...]:
        """The area that the last sentence before in the paragraph opened with: 全面推进环境保护信息公开，…"""
        plain = self.document.reading.plain
        start = plain.rfind("\n", 0, at) + 1
        for mention in reversed(self.areas.between(start, at)):
            opening = max(start, *(plain.rfind(mark, start, mention.span.start) + 1 for mark in _BREAK))
            if mention.span.start - opening <= _OPENS:
                return (mention.meaning,)
        return ()


def surroundings_of(document: Document, home: Home, mentions: Mentions, words: Vocabulary) -> Surroundings:
    areas = Named(mentions.areas)
    return Surroundings(
        document=document,
        home=home,
        actors=Named(_acting(mentions, home, words)),
        channels=Named(mentions.channels),
        areas=areas,
        headings=headings_of(document, areas, words.layout),
        words=words,
    )


def _acting(mentions: Mentions, home: Home, words: Vocabulary) -> Iterator[Mention[Agency]]:
    """No government as a whole, no court, no archive, and no body of the centre in a local report, which only asked
    for what is counted."""
    country, never = words.places.country.code, words.names.agencies.never_acts
    local = home.masthead.jurisdiction.code != country
    for one in mentions.agencies:
        central = local and one.meaning.code == country
        if one.meaning.kind != "government" and one.meaning.kind not in never and not central:
            yield one


def _until(match: re.Match[str], whole: Period) -> Period:
    """A date to which a count runs is one day; the end of the report's own period is that period."""
    year, month = whole.start.year, int(match["month"])
    if not 1 <= month <= 12:
        return whole
    last = monthrange(year, month)[1]
    day = date(year, month, min(int(match["day"] or last), last))
    return whole if day == whole.end else Period(day, day)
