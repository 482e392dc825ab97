"""Bytes of a PDF -> whether a stream in it unfolds to more than a report can hold, told before pdfium unfolds it."""

import re
import zlib
from collections.abc import Iterable, Iterator

# Far beyond the drawing commands and the fonts of any page; a picture may be larger, but nobody unfolds it.
_LARGEST = 32 * 1024 * 1024
# Bytes that are read, and unfolded, in one step.
_STEP, _MOST = 16 * 1024, 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 400
_DEFLATED = re.compile(rb"/Fl(?:ateDecode)?\b")


def overflows(content: bytes) -> bool:
    """Whether any deflated stream that is no picture is larger than pages need; those deflated twice are followed."""
    for match in _STREAM.finditer(content):
        about = content[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b" obj")[2]
        times = len(_DEFLATED.findall(about))
        if times and b"/Image" not in about:
            pieces = _cut(content, match.end())
            for _ in range(times):
                pieces = _inflated(pieces)
            if _exceeds(pieces):
                return True
    return False


def _cut(content: bytes, start: int) -> Iterator[bytes]:
    for at in range(start, len(content), _STEP):
        yield content[at : at + _STEP]


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The data in steps, as far as they can be read."""
    inflater = zlib.decompressobj()
    try:
        for piece in pieces:
            rest = piece
            while rest:
                yield inflater.decompress(rest, _MOST)
                rest = inflater.unconsumed_tail
            if inflater.eof:
                return
    except zlib.error:
        return


def _exceeds(pieces: Iterable[bytes]) -> bool:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > _LARGEST:
            return True
    return False
