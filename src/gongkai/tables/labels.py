"""Words of a label cell -> the heading of a layout that they mean, tolerant of numbering, remarks and misprints."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from gongkai.vocabulary.layouts import Heading

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十]{1,3}）|[㈠-㈩]|\d{1,2}[、.．)）]|（\d{1,2}）)"
)
_INNER = re.compile(r"(?<=[^\d.．（、])\d{1,2}[.．、]")
_REMARK = re.compile(r"（[^（）]*）?")
_NOISE = re.compile(r"[“”\"'、，。：:；\s]|<br/?>")
# A label misprinted or shortened still shares so much of its characters with the form's. Of two labels of one form
# the closest share 0.79 (本年新收…, 上年结转…), so the best fit decides; below this a label means none of them.
_ALIKE = 0.72
# Shorter labels must be the same; a misprint loses or adds a few characters at the most.
_LEAST = 3
_SLIP = 6
# Labels recur from report to report.
_REMEMBERED = 65536


def bare(words: str) -> str:
    """A label without numbering, remarks and punctuation."""
    if words.isdecimal():
        return words
    words = words.replace("\\", "")  # 3\\.其他: an escape of Markdown
    before = ""
    while before != words:
        before, words = words, _NUMBERING.sub("", words)
    return _NOISE.sub("", _REMARK.sub("", words))


def wordings_of(words: str) -> list[str]:
    """What a label may say: all of it, and what stands behind a number within it: （三）不予公开1.属于国家秘密."""
    inner = _INNER.search(words)
    return [words, words[inner.end() :]] if inner else [words]


class Labels:
    """Headings of a layout, ready to be asked which of them some words mean; one is the same as itself only."""

    def __init__(self, headings: Iterable[Heading]) -> None:
        self.headings: tuple[Heading, ...] = tuple(headings)
        self._said = [(heading, [bare(label) for label in heading.labels]) for heading in self.headings]
        labels = [label for _, labels in self._said for label in labels]
        self._characters = frozenset("".join(labels))
        # Of words that are longer than any label by more than a slip, only the beginning can tell.
        self._telling = max(map(len, labels), default=0) + _SLIP + 1

    def meant(self, said: str) -> Heading | None:
        """The heading whose label fits bare words best, of several the first."""
        return None if self._characters.isdisjoint(said) else _closest(self, said[: self._telling])

    def first_meant(self, wordings: Iterable[str]) -> Heading | None:
        """What the first of these bare wordings means that means any."""
        return next((heading for said in wordings if (heading := self.meant(said))), None)

    def closest(self, said: str) -> Heading | None:
        best, most = None, 0.0
        for heading, labels in self._said:
            likeness = max(_likeness(said, label) for label in labels)
            if likeness > most:
                best, most = heading, likeness
        return best if most >= _ALIKE else None


@lru_cache(_REMEMBERED)
def _closest(labels: Labels, said: str) -> Heading | None:
    return labels.closest(said)


@lru_cache(_REMEMBERED)
def _likeness(said: str, label: str) -> float:
    """1 for the same words, nearly so where one begins with the other, else the share of common characters."""
    if said == label:
        return 1.0
    if len(said) >= _LEAST and (said.startswith(label) or label.startswith(said)):
        return 0.95
    return SequenceMatcher(None, said, label, autojunk=False).ratio() if abs(len(said) - len(label)) <= _SLIP else 0.0
