"""The text of a page as pdfium has it -> its glyphs: what each character is, and where it stands."""

import ctypes
import math
import struct
from collections.abc import Callable
from functools import lru_cache

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.reading.pdf.glyphs import Glyph

_QUARTER = math.pi / 2
_SLANT = math.radians(10)
# Codes of characters that the font does not name.
_UNNAMED = frozenset({0x0, 0xFFFD, 0xFFFE, 0xFFFF})
_PRIVATE = range(0xE000, 0xF900)
_LINE_END_HYPHEN = 0x2  # what pdfium gives for a hyphen that ends a line
# The part of a character that is above its base line.
_ASCENT = 0.88


def glyphs_of(textpage: pdfium.PdfTextPage) -> tuple[list[Glyph], int]:
    """The characters that show, those of private use as they are, and how many more the file does not name."""
    found, unnamed = list[Glyph](), 0
    place = _Place(textpage.raw)
    page = place.page
    for index in range(textpage.count_chars()):
        code = _get_unicode(page, index)
        if code in _UNNAMED:
            unnamed += 1
            continue
        text = _shown(code)
        glyph = place.glyph(index, text) if text and not _is_generated(page, index) else None
        if glyph:
            found.append(glyph)
    return found, unnamed


@lru_cache(4096)
def _shown(code: int) -> str:
    """The character; empty for one that does not show."""
    text = "-" if code == _LINE_END_HYPHEN else chr(code)
    return text if not text.isspace() and (text.isprintable() or code in _PRIVATE) else ""


def _called(function: "ctypes._FuncPointer") -> Callable[..., int]:
    """The same function of pdfium without what converts its arguments, so that a call takes half the time.

    A page has a thousand characters, and each takes five calls. What is passed must be an int, or `byref` of something.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address  # that of a function is never null
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)


_get_unicode, _is_generated = _called(raw.FPDFText_GetUnicode), _called(raw.FPDFText_IsGenerated)
_get_matrix, _get_origin = _called(raw.FPDFText_GetMatrix), _called(raw.FPDFText_GetCharOrigin)
_get_box = _called(raw.FPDFText_GetLooseCharBox)


class _Place:
    """Where the characters of a page stand. What pdfium writes its answers to is made once, not for each of them."""

    # x and y of the origin; a to f of the matrix; left, top, right and bottom of the box.
    _ANSWERS = struct.Struct("2d6f4f")
    _MATRIX, _BOX = struct.calcsize("2d"), struct.calcsize("2d6f")

    def __init__(self, page: "raw.FPDF_TEXTPAGE") -> None:
        self._page = page
        self.page = ctypes.byref(page.contents)
        self._answers = ctypes.create_string_buffer(self._ANSWERS.size)
        self._x, self._y = (ctypes.byref(self._answers, at) for at in (0, struct.calcsize("d")))
        self._matrix, self._box = (ctypes.byref(self._answers, at) for at in (self._MATRIX, self._BOX))

    def glyph(self, index: int, text: str) -> Glyph | None:
        """One character, unless it slants; those of a font for vertical writing stand as if turned clockwise.

        Such a font is told by its characters' origins, which are to the left of their line's and below it; pdfium
        gives no right box for them.
        """
        page = self.page
        _get_matrix(page, index, self._matrix)
        _get_origin(page, index, self._x, self._y)
        _get_box(page, index, self._box)
        x, y, a, _, c, d, e, f, left, top, right, bottom = self._ANSWERS.unpack_from(self._answers)
        turn = 0 if c == 0 < a else self._turn(index)
        if turn is None:
            return None
        aside, below = e - x, y - f
        if turn == 0 and aside > 0 > below:
            size = raw.FPDFText_GetFontSize(self._page, index) * math.hypot(c, d)
            if aside < size and below < -size / 2:
                left, top = e - size / 2, -y - _ASCENT * size
                return Glyph(text, left, top, left + size, top + size, left, top, 3)
        return Glyph(text, left, -top, right, -bottom, x, -y, turn)

    def _turn(self, index: int) -> int | None:
        """How many quarter turns, counter-clockwise; none for what slants."""
        angle = raw.FPDFText_GetCharAngle(self._page, index)
        turns = round(angle / _QUARTER)
        return -turns % 4 if abs(angle - turns * _QUARTER) <= _SLANT else None
