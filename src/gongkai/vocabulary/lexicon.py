"""Words under ids -> all of them in a text, in one pass."""

from ahocorasick_rs import AhoCorasick, MatchKind


class Lexicon:
    """Words -> ids, found in one pass over a text: the leftmost, longest word wins (Aho-Corasick)."""

    __slots__ = ("_automaton", "_ids", "_words")

    def __init__(self, words: dict[str, str]) -> None:
        self._words = list(words)
        self._ids = list(words.values())
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, id) in order, none overlapping."""
        return [(start, end, self._ids[index]) for index, start, end in self._automaton.find_matches_as_indexes(text)]
