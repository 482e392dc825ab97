"""Sentences of the sections on problems and plans -> what is wrong and what is meant to be done, by concern."""

import re
from collections.abc import Iterable, Iterator

from gongkai.model import Document, Provenance, Sentence, Shortcoming
from gongkai.prose.keeping import first_in
from gongkai.prose.passages import Passage
from gongkai.prose.surroundings import Surroundings
from gongkai.text import Span

_CLAUSE = re.compile(r"[^；。！？\n]+")
_OTHER = "other"
_TOPICS = frozenset(("problems", "measures"))
_SHORTEST = 8


def concerns_of(passages: Iterable[Passage], around: Surroundings) -> Iterator[Shortcoming]:
    """One for each clause between semicolons; what names no known concern is of the concern `other`."""
    for passage in passages:
        if topics := _TOPICS & around.headings.all_topics(passage.sentence.section):
            yield from _concerns(passage, topics, around)


def _concerns(passage: Passage, topics: frozenset[str], around: Surroundings) -> Iterator[Shortcoming]:
    document, known, sentence = around.document, around.words.cues.concerns, passage.sentence
    for match in _CLAUSE.finditer(document.reading.plain, sentence.span.start, sentence.span.end):
        text = match.group()
        if len(text) < _SHORTEST:
            continue
        if "measures" in topics and _is_plan(text, sentence, topics, around):
            kind = first_in(text, known.measures) or _OTHER
            yield Shortcoming("measure", kind, _provenance(document, passage, match, "measure"))
        elif "problems" in topics and known.problem_words.search(text):
            kind = first_in(text, known.problems) or _OTHER
            yield Shortcoming("problem", kind, _provenance(document, passage, match, "problem"))


def _is_plan(text: str, sentence: Sentence, topics: frozenset[str], around: Surroundings) -> bool:
    """In a section on both, plans begin with a sentence that starts with the next year or with 下一步, 今后."""
    document, known, year = around.document, around.words.cues.concerns, around.home.masthead.year + 1
    if "problems" not in topics or known.plan_clause.match(text):
        return True
    plain, start = document.reading.plain, document.sections[sentence.section].span.start
    here = re.match(rf"(?:{year}年|{known.plans_start})", document.quote(sentence.span))
    begun = here or re.search(rf"[。：；\n](?:{year}年|{known.plans_start})", plain[start : sentence.span.start + 1])
    return begun is not None


def _provenance(document: Document, passage: Passage, match: "re.Match[str]", rule: str) -> Provenance:
    span = document.place(Span(match.start(), match.end()))
    quote = document.manuscript.text[span.start : span.end]
    return Provenance(span, quote, passage.place, passage.sentence.section, rule)
