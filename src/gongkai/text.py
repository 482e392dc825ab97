"""Text as stored -> text as read: one code point for one, layout left out, every character's place kept."""

import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

# NFKC folds the Kangxi radicals (U+2F00-2FD5) but none of the CJK radicals supplement (U+2E80-2EFF);
# these are the ones that PDF fonts put in place of the characters of ordinary words.
_RADICALS = {
    "⺠": "民",
    "⻓": "长",
    "⻔": "门",
    "⻋": "车",
    "⻅": "见",
    "⻆": "角",
    "⻉": "贝",
    "⻚": "页",
    "⻛": "风",
    "⻜": "飞",
    "⻢": "马",
    "⻥": "鱼",
    "⻦": "鸟",
    "⻧": "卤",
    "⻩": "黄",
    "⻬": "齐",
    "⻰": "龙",
    "⺟": "母",
    "⻝": "食",
    "⻘": "青",
    "⺫": "目",
    "⺮": "竹",
    "⺼": "肉",
    "⻄": "西",
    "⻒": "镸",
    "⻙": "韦",
    "⻟": "饣",
    "⻨": "麦",
}


def _folding() -> dict[int, str]:
    """Full-width forms, Kangxi and CJK radicals -> the usual character, wherever that is one for one."""
    table = {ord(radical): character for radical, character in _RADICALS.items()}
    kept = set("，：；！？（）～＜＞")  # the grammar knows these as they are; half-width ones are turned into them
    for start, end in ((0x2F00, 0x2FD6), (0xFF01, 0xFF5F), (0xF900, 0xFAFF)):
        for point in range(start, end):
            folded = unicodedata.normalize("NFKC", chr(point))
            if chr(point) not in kept and len(folded) == 1:
                table[point] = folded
    return table | {
        **dict(zip(map(ord, "();!﹪﹒"), "（）；！%.", strict=True)),  # not , and : which stand inside numbers and URLs
        **dict.fromkeys(map(ord, "\t\r\v\f\u00a0\u2002\u2003\u2009\u202f\u3000\ufeff\u200b"), " "),
    }


_FOLDING = _folding()


def fold(text: str) -> str:
    """`text` with variant forms made usual; same length, so that offsets stay what they are."""
    return text.translate(_FOLDING)


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of code points."""

    start: int
    end: int

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """What an eye reads: folded characters without layout, and for each its place in the stored text."""

    plain: str
    places: "array[int]"

    def place(self, span: Span) -> Span:
        """The stretch of stored text that `span` of the reading was read from."""
        if span.start >= span.end:
            at = self.places[span.start] if span.start < len(self.places) else self.places[-1] + 1
            return Span(at, at)
        return Span(self.places[span.start], self.places[span.end - 1] + 1)

    def quote(self, span: Span) -> str:
        return self.plain[span.start : span.end]


def reading_of(text: str, kept: Iterable[int]) -> Reading:
    """Read the characters at the offsets `kept` (rising)."""
    places = array("l", kept)
    folded = fold(text)
    return Reading("".join(folded[place] for place in places), places)
