"""Document, Mentions -> Passages: each sentence with its figures, the words around each, and the cues among them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.model import Document, Mentions, Numeral, Quantity, Sentence
from gongkai.text import Span
from gongkai.vocabulary.cues import Cues

_DELIMITERS = "，。；：、（）！？\n:,;"
_DELIMITER = re.compile(f"[{_DELIMITERS}]")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells what is counted: scheme and id, as in outcome/granted."""

    span: Span
    scheme: str
    id: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity with its surroundings.

    lead: from the comma, bracket or figure before it; region: from the figure before it, over all commas;
    tail: up to the next comma, bracket or figure; owner: index of the figure that its bracket stands behind, or -1.
    """

    index: int
    numeral: Numeral
    quantity: Quantity
    lead: Span
    region: Span
    tail: Span
    owner: int
    bracketed: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, ready to be read: its figures and cues in order."""

    sentence: Sentence
    figures: tuple[Figure, ...]
    cues: tuple[Cue, ...]

    def within(self, span: Span) -> list[Cue]:
        """The cues that end in the span, which may have begun before it."""
        return [cue for cue in self.cues if span.start < cue.span.end <= span.end and cue.span.start < span.end]


def passages_of(document: Document, mentions: Mentions, cues: Cues) -> Iterator[Passage]:
    plain = document.reading.plain
    found = [Cue(Span(start, end), *word.split("/")) for start, end, word in cues.lexicon.find(plain)]
    starts = [cue.span.start for cue in found]
    counted = [numeral for numeral in mentions.numerals if numeral.quantity]
    places = [numeral.span.start for numeral in counted]
    for sentence in document.sentences:
        span = sentence.span
        numerals = counted[bisect_left(places, span.start) : bisect_left(places, span.end)]
        here = found[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        yield Passage(sentence, tuple(_figures(plain, span, numerals)), tuple(here))


def _figures(plain: str, sentence: Span, numerals: Iterable[Numeral]) -> Iterator[Figure]:
    known = list(numerals)
    for index, numeral in enumerate(known):
        assert numeral.quantity is not None  # chosen so
        before = known[index - 1].phrase.end if index else sentence.start
        after = known[index + 1].phrase.start if index + 1 < len(known) else sentence.end
        start, end = numeral.phrase.start, numeral.phrase.end
        lead = max(before, *(plain.rfind(mark, before, start) + 1 for mark in _DELIMITERS))
        stop = _DELIMITER.search(plain, end, after)
        bracket = _open_bracket(plain, sentence.start, start)
        yield Figure(
            index=index,
            numeral=numeral,
            quantity=numeral.quantity,
            lead=Span(lead, start),
            region=Span(before, start),
            tail=Span(end, max(end, stop.start() if stop else after)),
            owner=_owner(plain, bracket, known[:index]),
            bracketed=bracket >= 0,
        )


def _open_bracket(plain: str, start: int, at: int) -> int:
    """Where the innermost bracket around `at` opens, or -1."""
    depth = 0
    for place in range(at - 1, start - 1, -1):
        if plain[place] == "）":
            depth += 1
        elif plain[place] == "（":
            if depth == 0:
                return place
            depth -= 1
    return -1


def _owner(plain: str, bracket: int, before: list[Numeral]) -> int:
    """The figure right behind which the bracket opens, or -1."""
    for index in range(len(before) - 1, -1, -1):
        end = before[index].phrase.end
        if end <= bracket:
            return index if not _DELIMITER.search(plain, end, bracket) else -1
    return -1
