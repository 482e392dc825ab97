"""Bytes of a PDF -> what is wrong with its deflated streams, told before pdfium makes of them what it can."""

import re
import zlib
from collections.abc import Iterable, Iterator
from enum import Enum, auto

# Far beyond the drawing commands and the fonts of any page; a picture may be larger, but nobody unfolds it.
_LARGEST = 32 * 1024 * 1024
# Bytes that are read, and unfolded, in one step.
_STEP, _MOST = 16 * 1024, 1024 * 1024
_STREAM = re.compile(rb"stream(?<!endstream)\r?\n")  # what begins with letters is found ten times as fast
_END = b"endstream"
_DICTIONARY = 400
_DEFLATED = re.compile(rb"/Fl(?:ateDecode)?\b")
# Of a stream that is deflated and nothing else, the bytes are the deflated ones unless all is encrypted.
_FIRST_DEFLATED = re.compile(rb"/F(?:ilter)?\s*\[?\s*/Fl(?:ateDecode)?\b")
_ENCRYPTED = b"/Encrypt"


class Flaw(Enum):
    """What keeps a PDF from being read: a stream that unfolds to too much, or bytes that are not those written."""

    OVERFLOW = auto()
    DAMAGE = auto()


class _DamagedError(Exception):
    """Bytes that cannot be unfolded, or only to what their checksum contradicts."""


def flaw_of(content: bytes) -> Flaw | None:
    """The first flaw of a stream that is no picture; those deflated twice are followed.

    pdfium reads a damaged stream as far as it goes, or as other text, and says nothing. A checksum that is missing
    is no damage, as some programs write none.
    """
    encrypted = _ENCRYPTED in content
    for match in _STREAM.finditer(content):
        about = content[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b" obj")[2]
        times = len(_DEFLATED.findall(about))
        if not times or b"/Image" in about:
            continue
        sound = not encrypted and _FIRST_DEFLATED.search(about) is not None
        end = content.find(_END, match.end()) if sound else -1
        pieces = _inflated(_cut(content, match.end(), end if end >= 0 else len(content)), sound=sound)
        for _ in range(1, times):
            pieces = _inflated(pieces, sound=False)
        try:
            if _exceeds(pieces):
                return Flaw.OVERFLOW
        except _DamagedError:
            return Flaw.DAMAGE
    return None


def _cut(content: bytes, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, _STEP):
        yield content[at : min(at + _STEP, end)]


def _inflated(pieces: Iterable[bytes], *, sound: bool) -> Iterator[bytes]:
    """The data in steps, as far as they can be read; where they must be sound, raises _DamagedError."""
    inflater = zlib.decompressobj()
    try:
        for piece in pieces:
            rest = piece
            while rest:
                yield inflater.decompress(rest, _MOST)
                rest = inflater.unconsumed_tail
            if inflater.eof:
                return
    except zlib.error as error:
        if sound:
            raise _DamagedError from error


def _exceeds(pieces: Iterable[bytes]) -> bool:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > _LARGEST:
            return True
    return False
