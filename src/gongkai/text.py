"""Text as stored -> text as read: one code point for one, layout left out, every character's place kept."""

import csv
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable
from functools import cache

from gongkai import resources
from gongkai.frozen import frozen

# A tenth of the Chinese characters beyond GB 2312 makes a text a traditional one: in 23 simplified reports it was
# never more than a thousandth, in the same reports turned into traditional characters never less than a quarter.
_TRADITIONAL = 0.1
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@cache
def _folding() -> dict[int, str]:
    """Full-width forms, Kangxi and CJK radicals -> the usual character, wherever that is one for one.

    NFKC folds the Kangxi radicals (U+2F00-2FD5) but none of the CJK radicals supplement (U+2E80-2EFF); those are in
    a file, which has what Unicode's EquivalentUnifiedIdeograph.txt says of them.
    """
    with resources.folder("ontology").joinpath("wordings", "radicals.csv").open(encoding="utf-8", newline="") as lines:
        table = {ord(row["radical"]): row["character"] for row in csv.DictReader(lines)}
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


def fold(text: str) -> str:
    """`text` with variant forms made usual; same length, so that offsets stay what they are."""
    table = _folding()
    return _variants().sub(lambda found: found[0].translate(table), text)


@cache
def _variants() -> re.Pattern[str]:
    """The characters that folding changes: to find them takes a tenth of the time of asking for each character."""
    return re.compile("[" + "".join(re.escape(chr(point)) for point in sorted(_folding())) + "]+")


def simplified(text: str) -> str:
    """A text in traditional characters in simplified ones, character for character; any other as it is."""
    if _has_no_others(text):
        return text
    chinese = "".join(_CHINESE.findall(text))
    if 2 * len(chinese) - len(chinese.encode("gb2312", "ignore")) <= 2 * _TRADITIONAL * len(chinese):
        return text
    converted = _converter()(text)
    return converted if len(converted) == len(text) else text


def _has_no_others(text: str) -> bool:
    """Whether GB 2312 has all of its characters, as of most texts."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplified_character(character: str) -> str:
    """One character in its simplified form, whatever it stands beside; as it is where it has none of its own."""
    converted = _converter()(character) if unicodedata.category(character) == "Lo" else character
    return converted if len(converted) == 1 else character


@cache
def _converter() -> Callable[[str], str]:
    import opencc  # few reports need it

    convert: Callable[[str], str] = opencc.OpenCC("hk2s").convert
    return convert


@frozen
class Span:
    """Half-open range of code points."""

    start: int
    end: int

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


class Cover:
    """Stretches that are taken: asked in the time of the stretch, however many there are."""

    __slots__ = ("_taken",)

    def __init__(self, spans: "Iterable[Span]" = ()) -> None:
        self._taken: set[int] = set()
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        self._taken.update(range(span.start, span.end))

    def touches(self, span: Span) -> bool:
        return any(at in self._taken for at in range(span.start, span.end))


@frozen
class Reading:
    """What an eye reads: folded characters without layout, and for each its place in the stored text.

    `unread` are the stretches of the stored text that are left out: blanks, tables, page marks.
    """

    plain: str
    places: "array[int]"
    unread: tuple[Span, ...]

    def place(self, span: Span) -> Span:
        """The stretch of stored text that `span` of the reading was read from."""
        places, start, end = self.places, span.start, span.end
        if start >= end:
            at = places[start] if start < len(places) else places[-1] + 1
            return Span(at, at)
        return Span(places[start], places[end - 1] + 1)

    def quote(self, span: Span) -> str:
        return self.plain[span.start : span.end]


def reading_along(folded: str, stretches: Iterable[Span]) -> Reading:
    """Read the stretches (rising) of a text that is folded: a tenth of the time of one character after the other."""
    places, words, unread, end = array("l"), list[str](), list[Span](), 0
    rising = _rising(len(folded).bit_length())
    for stretch in stretches:
        start = stretch.start
        if start > end:
            unread.append(Span(end, start))
        end = stretch.end
        places.extend(rising[start:end])
        words.append(folded[start:end])
    if len(folded) > end:
        unread.append(Span(end, len(folded)))
    return Reading("".join(words), places, tuple(unread))


@cache
def _rising(bits: int) -> "array[int]":
    """The offsets of any text whose length has so many bits, to be copied in stretches instead of counted anew."""
    return array("l", range(1 << bits))
