"""Words of a label cell -> the heading of a layout that they mean, tolerant of numbering, remarks and misprints."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from gongkai.vocabulary.layouts import Heading

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十]{1,3}）|[㈠-㈩]|\d{1,2}[、.．)）]|（\d{1,2}）)"
)
_REMARK = re.compile(r"（[^（）]*）?")
_NOISE = re.compile(r"[“”\"'、，。：:；\s]")
# A label misprinted or shortened still shares so much of its characters with the form's. Of two labels of one form
# the closest share 0.79 (本年新收…, 上年结转…), so the best fit decides; below this a label means none of them.
_ALIKE = 0.72


def bare(words: str) -> str:
    """A label without numbering, remarks and punctuation."""
    before = ""
    while before != words:
        before, words = words, _NUMBERING.sub("", words)
    return _NOISE.sub("", _REMARK.sub("", words))


def meant(words: str, headings: Sequence[Heading], group: str = "") -> Heading | None:
    """The heading whose label fits best; rows of a group count only within it."""
    said = bare(words)
    if not said:
        return None
    best, most = None, 0.0
    for heading in headings:
        if heading.under and heading.under != group:
            continue
        likeness = max(_likeness(said, bare(label)) for label in heading.labels)
        likeness += 0.001 if heading.under else 0.0
        if likeness > most:
            best, most = heading, likeness
    return best if most >= _ALIKE else None


def _likeness(said: str, label: str) -> float:
    """1 for the same words, nearly so where one begins with the other, else the share of common characters."""
    if said == label:
        return 1.0
    if len(said) >= _LEAST and (said.startswith(label) or label.startswith(said)):
        return 0.95
    return SequenceMatcher(None, said, label, autojunk=False).ratio() if abs(len(said) - len(label)) <= _SLIP else 0.0


# Shorter labels must be the same; a misprint loses or adds a few characters at the most.
_LEAST = 3
_SLIP = 6
