"""Document, Mentions -> Passages: each sentence with its figures, the words around each, and the cues among them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from gongkai.frozen import frozen
from gongkai.model import Document, Home, Mentions, Numeral, Quantity, Sentence
from gongkai.text import Span
from gongkai.vocabulary import Vocabulary

_DELIMITERS = "，。；：、（）！？\n:,;"
_UP_TO_LAST = re.compile(f".*[{_DELIMITERS}]", re.DOTALL)
_UP_TO_LAST_BUT_COMMA = re.compile(f".*[{_DELIMITERS.replace('、', '')}]", re.DOTALL)
# A bracket behind a word, with no bracket inside it: 县（市、区）级.
_CLOSED = re.compile(r"([^，。；：、（）！？\n:,;])（[^（）]*）")
_DELIMITER = re.compile(f"[{_DELIMITERS}]")
_BRACKET = re.compile("[（）]")
_SCOPE = "scope"
_END_AND_SCOPE = itemgetter(1, 2)


@frozen
class Cue:
    """A word that tells what is counted: scheme and id, as in outcome/granted; `asks` if it speaks of requests, as
    申请, 网络申请, 企业申请 do."""

    span: Span
    scheme: str
    id: str
    asks: bool


@frozen
class Figure:
    """One quantity with its surroundings.

    lead: from the comma, bracket or figure before it, where a bracket holds nothing else from the words before that;
    wide: the same over 、; region: from the figure before it, over all commas; tail: up to the next comma, bracket
    or figure; owner: index of the figure that its bracket stands behind, or -1.
    """

    index: int
    numeral: Numeral
    quantity: Quantity
    lead: Span
    wide: Span
    region: Span
    tail: Span
    owner: int
    bracketed: bool


@frozen
class Passage:
    """A sentence, ready to be read: its figures and cues in order; `place` is where it stands in the stored text,
    `ends` is where each cue ends, `names_body` tells of a stretch whether it is the name of an agency or a division and
    no more, `scopes` are its words for scopes, the last first: where each starts and ends, and what it says."""

    sentence: Sentence
    place: Span
    figures: tuple[Figure, ...]
    cues: tuple[Cue, ...]
    ends: tuple[int, ...]
    names_body: Callable[[Span], bool]
    channels: tuple[Span, ...]
    scopes: tuple[tuple[int, int, str], ...]

    def channels_in(self, span: Span) -> int:
        """How many channels are named in the stretch."""
        return sum(channel in span for channel in self.channels)

    def within(self, span: Span) -> tuple[Cue, ...]:
        """The cues that end in the span, which may have begun before it."""
        return self.cues[bisect_right(self.ends, span.start) : bisect_right(self.ends, span.end)]


def passages_of(document: Document, home: Home, mentions: Mentions, words: Vocabulary) -> Iterator[Passage]:
    """One for each sentence, also where no figure stands."""
    plain, place = document.reading.plain, document.reading.place
    found = [Cue(Span(start, end), *told) for start, end, told in words.cues.lexicon.find(plain)]
    starts = [cue.span.start for cue in found]
    scopes = _scopes(plain, found, words.cues.own_government)
    scoped = [start for start, _, _ in scopes]
    bodies, year = frozenset(mention.span for mention in mentions.agencies), home.masthead.year

    def names_body(span: Span) -> bool:
        return span in bodies or bool(words.places.named(plain[span.start : span.end], year))

    outlets = tuple(mention.span for mention in mentions.channels)
    openings = [span.start for span in outlets]
    counted = [numeral for numeral in mentions.numerals if numeral.quantity]
    places = [numeral.span.start for numeral in counted]
    for sentence in document.sentences:
        span = sentence.span
        numerals = counted[bisect_left(places, span.start) : bisect_left(places, span.end)]
        here = tuple(found[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
        ends = tuple([cue.span.end for cue in here]) if numerals else ()  # none asks where no figure stands
        channels = outlets[bisect_left(openings, span.start) : bisect_left(openings, span.end)]
        figures = tuple(_figures(plain, span, numerals)) if numerals else ()
        said = scopes[bisect_left(scoped, span.start) : bisect_left(scoped, span.end)]
        said = sorted(said, key=_END_AND_SCOPE, reverse=True) if len(said) > 1 else said
        yield Passage(sentence, place(span), figures, here, ends, names_body, channels, tuple(said))


def _scopes(plain: str, cues: Iterable[Cue], own: re.Pattern[str]) -> list[tuple[int, int, str]]:
    found = [(cue.span.start, cue.span.end, cue.id) for cue in cues if cue.scheme == _SCOPE]
    found += [(*match.span(), "own") for match in own.finditer(plain)]
    return sorted(found)


def _figures(plain: str, sentence: Span, numerals: Iterable[Numeral]) -> Iterator[Figure]:
    known = list(numerals)
    has_bracket = plain.find("（", sentence.start, sentence.end) >= 0
    for index, numeral in enumerate(known):
        assert numeral.quantity is not None  # chosen so
        before = known[index - 1].phrase.end if index else sentence.start
        after = known[index + 1].phrase.start if index + 1 < len(known) else sentence.end
        start, end = numeral.phrase.start, numeral.phrase.end
        stop = _DELIMITER.search(plain, end, after)
        bracket = _open_bracket(plain, sentence.start, start) if has_bracket else -1
        owner = _owner(plain, bracket, known[:index]) if bracket >= 0 else -1
        lead_end = bracket if bracket == start - 1 and owner < 0 else start
        lead = Span(_last(plain, _UP_TO_LAST, before, lead_end), lead_end)
        yield Figure(
            index=index,
            numeral=numeral,
            quantity=numeral.quantity,
            lead=lead,
            wide=_widened(plain, lead, before),
            region=Span(before, start),
            tail=Span(end, max(end, stop.start() if stop else after)),
            owner=owner,
            bracketed=bracket >= 0,
        )


def _widened(plain: str, lead: Span, before: int) -> Span:
    """The lead over 、; itself where something else opens it."""
    if plain[lead.start - 1 : lead.start] != "、" and "（" not in plain[before : lead.end]:
        return lead
    return Span(_last(plain, _UP_TO_LAST_BUT_COMMA, _tail_end(plain, before, lead.end), lead.end), lead.end)


def _tail_end(plain: str, start: int, end: int) -> int:
    """Where the words that belong to the figure before end: behind its 维持 in 1件维持、1件撤销."""
    stop = _DELIMITER.search(plain, start, max(end, start))
    return stop.start() if stop else start


def _last(plain: str, up_to: re.Pattern[str], start: int, end: int) -> int:
    """Right behind the last of the marks in the stretch, or its start; brackets closed inside it part nothing."""
    if plain.find("（", start, end) < 0:
        found = up_to.match(plain, start, end)
        return found.end() if found else start
    stretch = _CLOSED.sub(lambda found: found[1] + "＿" * (len(found[0]) - len(found[1])), plain[start:end])
    found = up_to.match(stretch)
    return start + found.end() if found else start


def _open_bracket(plain: str, start: int, at: int) -> int:
    """Where the innermost bracket around `at` opens, or -1."""
    if plain.find("（", start, at) < 0:
        return -1
    depth = 0
    for place in [match.start() for match in _BRACKET.finditer(plain, start, at)][::-1]:
        if plain[place] == "）":
            depth += 1
        elif depth == 0:
            return place
        else:
            depth -= 1
    return -1


def _owner(plain: str, bracket: int, before: list[Numeral]) -> int:
    """The figure right behind which the bracket opens, or -1."""
    for index in range(len(before) - 1, -1, -1):
        end = before[index].phrase.end
        if end <= bracket:
            return index if not _DELIMITER.search(plain, end, bracket) else -1
    return -1
