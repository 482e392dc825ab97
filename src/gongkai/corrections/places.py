"""Spot + Document -> where its words stand now: at the same place, else wherever the same words stand just once.

Blanks, line ends and the forms of characters do not count, so that a copy of a report with other line ends has the
same words. A place is found by the words around it, never by the figure alone.
"""

from dataclasses import dataclass

from gongkai.model import Document, Spot
from gongkai.text import Span, fold

# Fewer characters around a figure might stand anywhere.
_FEWEST_AROUND = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the stored text."""

    span: Span
    moved: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """Why the words were not found."""

    reason: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text without its blanks, each character with its place."""

    text: str
    places: tuple[int, ...]

    def at(self, place: int) -> int:
        """The index of the first character at a place or behind it."""
        low, high = 0, len(self.places)
        while low < high:
            middle = (low + high) // 2
            if self.places[middle] < place:
                low = middle + 1
            else:
                high = middle
        return low


def words_in(text: str, places: tuple[int, ...] | None = None) -> Words:
    folded = fold(text)
    kept = [at for at, character in enumerate(folded) if not character.isspace()]
    return Words("".join(folded[at] for at in kept), tuple(places[at] for at in kept) if places else tuple(kept))


def find(spot: Spot, document: Document) -> Found | Lost:
    stored = words_in(document.manuscript.text)
    before, words, after = (words_in(part).text for part in (spot.before, spot.words, spot.after))
    if spot.sha256 == document.manuscript.source.sha256 and _stands_at(spot, stored, (before, words, after)):
        return Found(spot.span, moved=False)
    if len(before + after) < _FEWEST_AROUND and spot.cell is None:
        return Lost("the report has changed, and too few words stand around the figure to find it again")
    reading = words_in(document.reading.plain, tuple(document.reading.places))
    for text in (reading, stored):
        found = _occurrences(text.text, before + words + after)
        if len(found) > 1:
            return Lost(f"the report has changed, and its words stand there {len(found)} times")
        if found:
            first = found[0] + len(before)
            last = first + len(words) - 1
            return Found(Span(text.places[first], text.places[last] + 1), moved=True)
    return Lost("the report has changed, and its words are no longer there")


def _stands_at(spot: Spot, stored: Words, parts: tuple[str, str, str]) -> bool:
    """Whether the words and those around them stand where they stood."""
    before, words, after = parts
    first = stored.at(spot.span.start)
    whole = before + words + after
    starts = first < len(stored.places) and stored.places[first] == spot.span.start
    return bool(words) and starts and stored.text[first - len(before) :].startswith(whole) and first >= len(before)


def _occurrences(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and words:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def is_unique(text: str, words: str) -> bool:
    """Whether the words, both without blanks, stand just once in the text."""
    return len(_occurrences(text, words)) == 1
