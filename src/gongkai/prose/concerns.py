"""Sentences of the sections on problems and plans -> what is wrong and what is meant to be done, by concern."""

import re
from collections.abc import Iterator

from gongkai.model import Document, Provenance, Sentence, Shortcoming
from gongkai.text import Span
from gongkai.vocabulary import Vocabulary
from gongkai.vocabulary.cues import Concerns
from gongkai.vocabulary.lexicon import Lexicon

_CLAUSE = re.compile(r"[^；。！？\n]+")
_OTHER = "other"
_SHORTEST = 8


def concerns_of(document: Document, sentence: Sentence, year: int, words: Vocabulary) -> Iterator[Shortcoming]:
    """One for each clause between semicolons; what names no known concern is of the concern `other`."""
    headings = [document.quote(heading) for heading in document.headings(sentence.section)]
    topics = {topic for heading in headings for topic in words.layout.topics_of(heading)} & {"problems", "measures"}
    if not topics:
        return
    for match in _CLAUSE.finditer(document.reading.plain, sentence.span.start, sentence.span.end):
        text = match.group()
        if len(text) < _SHORTEST:
            continue
        if "measures" in topics and _is_plan(document, sentence, text, year, topics, words.cues.concerns):
            kind = _first(words.cues.concerns.measures, text)
            yield Shortcoming("measure", kind, _provenance(document, sentence, match, "measure"))
        elif "problems" in topics and words.cues.concerns.problem_words.search(text):
            kind = _first(words.cues.concerns.problems, text)
            yield Shortcoming("problem", kind, _provenance(document, sentence, match, "problem"))


def _is_plan(document: Document, sentence: Sentence, text: str, year: int, topics: set[str], known: Concerns) -> bool:
    """In a section on both, plans begin with a sentence that starts with the next year or with 下一步, 今后."""
    if topics == {"measures"} or known.plan_clause.match(text):
        return True
    plain, start = document.reading.plain, document.sections[sentence.section].span.start
    begun = re.search(rf"[。：；\n](?:{year + 1}年|{known.plans_start})", plain[start : sentence.span.start + 1])
    here = re.match(rf"(?:{year + 1}年|{known.plans_start})", document.quote(sentence.span))
    return bool(begun or here)


def _first(lexicon: Lexicon, text: str) -> str:
    return next((kind for _, _, kind in lexicon.find(text)), _OTHER)


def _provenance(document: Document, sentence: Sentence, match: "re.Match[str]", rule: str) -> Provenance:
    span = document.place(Span(match.start(), match.end()))
    quote = document.manuscript.text[span.start : span.end]
    return Provenance(span, quote, document.place(sentence.span), sentence.section, rule)
