"""A text -> its words, as jieba finds them by its dictionary."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from math import inf, log

from gongkai.libraries import without

# jieba opens its own files through setuptools' pkg_resources where it finds that: a seventh of the time that a process
# takes to start, and in some versions a warning on stderr. Where it finds none, it opens them itself.
with without("pkg_resources"):
    import jieba

_KEPT = 2**16  # strings; 200 generated reports, the seeds and all wordings together had a third of them


_CHINESE = re.compile("[\u4e00-\u9fd5]+")  # what jieba takes for that; of all else it makes words in ways of its own


def cut(text: str, whole: tuple[str, ...]) -> list[str]:
    """All of the text, word by word; those in `whole` are not cut further."""
    tokenizer = _tokenizer(whole)
    return tokenizer.words_of(text) if _CHINESE.fullmatch(text) else list(tokenizer.lcut(text, HMM=False))


class _Likelihoods(dict[str, float | None]):
    """How likely a word is by jieba's dictionary, -inf for what only begins one, None for what does not even that.

    A long report asks for some 1,300 such strings, and most others for fewer than 50 that none before asked for: they
    are a hundredth of the dictionary, and near at hand.
    """

    def __init__(self, frequencies: Mapping[str, int], total: int) -> None:
        super().__init__()
        self._frequencies, self.of_none = frequencies, -log(total)

    def __missing__(self, word: str) -> float | None:
        if len(self) >= _KEPT:
            self.clear()
        count = self._frequencies.get(word)
        found = self[word] = None if count is None else log(count) + self.of_none if count else -inf
        return found


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's, which looks for the words that a text may hold and for the likeliest of them in one pass from its end,
    where jieba makes two and a list for each character: the same words in half the time."""

    _known: _Likelihoods

    def initialize(self, dictionary: str | None = None) -> None:
        """The dictionary as it was installed. jieba's own way is to believe a file in the folder for temporary ones,
        where anybody may have laid one, and to write it there; that saves a twentieth of a second."""
        self.FREQ, self.total = self.gen_pfdict(self.get_dict_file())
        self.initialized = True

    def learn(self, words: Iterable[str]) -> None:
        """Words that are not to be cut further; once, before the first text is cut."""
        self._known = _Likelihoods(self.FREQ, self.total)
        for word in words:
            self.add_word(word)  # which cuts it with what is known so far, and makes all others less likely
            self._known = _Likelihoods(self.FREQ, self.total)

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: N802, jieba's name
        return {}

    def calc(self, sentence: str, DAG: dict[int, list[int]], route: dict[int, tuple[float, int]]) -> None:  # noqa: N803
        """Into `route`, for each place: a number that nobody asks for, and where its first word ends."""
        route.update((start, (0, end - 1)) for start, end in enumerate(self._ends(sentence)))

    def words_of(self, chinese: str) -> list[str]:
        """What `lcut` would give, without its search for what is not Chinese."""
        words, ends, at = list[str](), self._ends(chinese), 0
        while at < len(chinese):
            words.append(chinese[at : ends[at]])
            at = ends[at]
        return words

    def _ends(self, text: str) -> list[int]:
        """For each place, behind its first word in the likeliest way to go on from there. Of two that are alike the
        longer word wins, as it does in jieba."""
        known, size = self._known, len(text)
        rest, ends = [0.0] * (size + 1), list(range(1, size + 1))
        for start in range(size - 1, -1, -1):
            best, end, after = -inf, start + 1, start + 1
            while after <= size and (word := known[text[start:after]]) is not None:
                if (likely := word + rest[after]) >= best:
                    best, end = likely, after
                after += 1
            if best > -inf:
                rest[start], ends[start] = best, end
            else:
                rest[start] = known.of_none + rest[start + 1]
        return ends


@cache
def _tokenizer(words: tuple[str, ...]) -> _Tokenizer:
    """One of our own: jieba's global one is shared by the whole process. Its dictionary takes 0.4 s to load."""
    tokenizer = _Tokenizer()
    tokenizer.initialize()
    tokenizer.learn(words)
    return tokenizer
