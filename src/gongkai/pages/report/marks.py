"""A text and the stretches that something was read from -> pieces, in none of which anything begins or ends.

Offsets count code points, as everywhere; here, so that no browser need count them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from gongkai.text import Span

# These are sentences, in which the others stand: they are no links, so that they can be read and copied as text.
WIDE: Final = ("statement", "problem", "measure")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch and what was read there. `target` is the id of its line on the page; `note` what a blank cell is.

    `fragment` is the id that the place itself shall have; empty where a cell has it. `number` is that of its line, as
    of an end note, for what is printed; 0 where it has none.
    """

    span: Span
    kind: str
    target: str
    fragment: str
    flags: tuple[str, ...] = ()
    note: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with all marks over them, the narrowest first; those that begin and that end with it.

    `ids` are those of the places that begin here, of which no other piece has one.
    """

    span: Span
    text: str
    marks: tuple[Mark, ...]
    ids: tuple[str, ...]

    @property
    def link(self) -> Mark | None:
        """What the words lead to."""
        return next((mark for mark in self.marks if mark.kind not in WIDE), None)

    @property
    def begins(self) -> bool:
        return self.link is not None and self.link.span.start == self.span.start

    @property
    def ended(self) -> list[Mark]:
        """Sentences that end here."""
        return [mark for mark in self.marks if mark.kind in WIDE and mark.span.end == self.span.end]

    @property
    def targets(self) -> str:
        return " ".join(dict.fromkeys(mark.target for mark in self.marks))

    @property
    def classes(self) -> str:
        return " ".join(dict.fromkeys(name for mark in self.marks for name in (mark.kind, *mark.flags)))


def pieces_of(text: str, marks: Iterable[Mark], cuts: Iterable[int]) -> list[Piece]:
    """The whole text in pieces, cut at `cuts` as well; a mark without words has a piece of its own, without words."""
    within = [mark for mark in marks if mark.span.end <= len(text)]
    begin: dict[int, list[Mark]] = defaultdict(list)
    for mark in sorted(within, key=_width):
        begin[mark.span.start].append(mark)
    bounds = {0, len(text), *cuts, *begin, *(mark.span.end for mark in within)}
    seen: set[str] = set()
    return [
        Piece(span, text[span.start : span.end], tuple(over), tuple(_fresh(over, span, seen)))
        for span, over in _stretches(sorted(bounds), begin)
    ]


def _stretches(bounds: Sequence[int], begin: dict[int, list[Mark]]) -> Iterator[tuple[Span, list[Mark]]]:
    over: list[Mark] = []
    for start, end in pairwise([*bounds, bounds[-1]]):
        starting = begin.get(start, [])
        if empty := [mark for mark in starting if mark.span.end == start]:
            yield Span(start, start), empty
        over = [mark for mark in over if mark.span.end > start] + [mark for mark in starting if mark.span.end > start]
        if end > start:
            yield Span(start, end), sorted(over, key=_width)


def _fresh(marks: Iterable[Mark], span: Span, seen: set[str]) -> Iterator[str]:
    for mark in marks:
        if mark.span.start == span.start and mark.fragment and mark.fragment not in seen:
            seen.add(mark.fragment)
            yield mark.fragment


def _width(mark: Mark) -> tuple[int, int, str]:
    return mark.span.end - mark.span.start, mark.span.start, mark.target
