"""Text -> the words by which it is found, alike in index and wish; a Chinese character is a word of its own.

Latin letters and digits that stand together are one word, in small letters, without accents; 3,289 is 3289, and 75.8
one word. Width, radicals and traditional characters are made usual, each character for itself, so that the same is done
to a few characters as to all. Blanks, brackets and quotation marks are passed over; other signs part what stands before
them from what stands behind, as one word BREAK, so that 环境，保护 is not found by 环境保护.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from typing import Final

from gongkai.text import Span, fold, simplified_character

BREAK: Final = "."

_PASSED: Final = " "
_PARTING: Final = ";"
_QUOTES: Final = "\"'"
_SIGNS: Final = ";.,"
_ASCII: Final = "\x7f"
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?![0-9a-z])(?:\.\d+)?|(?<![.])\d+\.\d+(?!\.?\d)"
_SIGN: Final = rf"[{_SIGNS}][{_SIGNS} ]*"
_WORD: Final = re.compile(rf"(?P<number>{_NUMBER})|[0-9a-z]+|[^\x00-\x7f]|(?P<sign>{_SIGN})", re.ASCII)
# The same, with what is not ASCII in one piece: half the time.
_PIECE: Final = re.compile(rf"{_NUMBER}|[0-9a-z]+|[^\x00-\x7f]+|{_SIGN}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands in the text that was given."""

    word: str
    span: Span


class _Folding(dict[int, str]):
    """Code point -> what stands for it; filled as characters are met."""

    def __missing__(self, point: int) -> str:
        usual = unicodedata.normalize("NFKD", fold(chr(point))).casefold()
        self[point] = "".join(_sort(simplified_character(character)) for character in usual)
        return self[point]


_folding: Final = _Folding({ord("."): ".", ord(","): ","})


def _sort(character: str) -> str:
    """A character that makes words, a parting sign, one that is passed over, or none."""
    category = unicodedata.category(character)
    if character == "." or category[0] in "LN" or category == "Co":
        return character
    if category[0] == "M" or category in ("Cf", "Cs", "Cn"):
        return ""
    if category[0] in "ZC" or category in ("Ps", "Pe", "Pi", "Pf") or character in _QUOTES:
        return _PASSED
    return character if category[0] == "S" and not character.isascii() else _PARTING


def words_of(text: str) -> list[str]:
    """Its words in their order, without BREAK at either end."""
    words: list[str] = []
    for piece in _PIECE.findall(text.translate(_folding)):
        if piece > _ASCII:
            words.extend(piece)
        elif piece[0] in _SIGNS:
            words.append(BREAK)
        else:
            words.append(piece.replace(",", ""))
    return _trimmed(words)


def placed_words_of(text: str) -> list[Word]:
    """The same words with their places; BREAKs at the ends are left where they are."""
    pieces, places = [], array("l")
    for at, character in enumerate(text):
        piece = _folding[ord(character)]
        pieces.append(piece)
        places.extend([at] * len(piece))
    return [
        Word(_plain(found), Span(places[found.start()], places[found.end() - 1] + 1))
        for found in _WORD.finditer("".join(pieces))
    ]


def marks(text: str, phrases: "tuple[tuple[str, ...], ...]") -> tuple[Span, ...]:
    """The stretches of `text` in which one of the phrases stands, those that touch as one."""
    words = placed_words_of(text)
    plain = [word.word for word in words]
    found = sorted(
        (words[at].span.start, words[at + len(phrase) - 1].span.end)
        for phrase in set(phrases)
        for at in _places(plain, phrase)
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(Span(*pair) for pair in joined)


def _places(words: list[str], phrase: tuple[str, ...]) -> list[int]:
    size = len(phrase)
    return [
        at for at in range(len(words) - size + 1) if words[at] == phrase[0] and tuple(words[at : at + size]) == phrase
    ]


def _plain(found: re.Match[str]) -> str:
    if found["sign"]:
        return BREAK
    return found[0].replace(",", "") if found["number"] else found[0]


def _trimmed(words: list[str]) -> list[str]:
    start = words[:1] == [BREAK]
    end = len(words) - (words[-1:] == [BREAK] and len(words) > start)
    return words[start:end]
