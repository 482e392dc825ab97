"""Mentions of one kind -> those within a stretch of the reading, found without looking at the others."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic

from gongkai.model import Meaning, Mention


class Named(Generic[Meaning]):
    """In the order of the text."""

    __slots__ = ("_mentions", "_starts")

    def __init__(self, mentions: Iterable[Mention[Meaning]]) -> None:
        self._mentions = tuple(mentions)
        self._starts = [mention.span.start for mention in self._mentions]

    def between(self, start: int, end: int) -> list[Mention[Meaning]]:
        """Those that stand within the stretch."""
        starts = self._starts
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:  # as in most stretches
            return []
        last = bisect_left(starts, end, first)
        return [mention for mention in self._mentions[first:last] if mention.span.end <= end]
