"""Words under ids -> all of them in a text, in one pass."""

from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

Told = TypeVar("Told")


class Lexicon(Generic[Told]):
    """Words -> what each tells, found in one pass over a text: the leftmost, longest word wins (Aho-Corasick)."""

    __slots__ = ("_automaton", "_told")

    def __init__(self, words: dict[str, Told]) -> None:
        self._told = list(words.values())
        self._automaton = AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, Told]]:
        """(start, end, what it tells) in order, none overlapping."""
        told = self._told
        return [(start, end, told[index]) for index, start, end in self._automaton.find_matches_as_indexes(text)]
