"""A font for Chinese text whose PDF names a font without holding it: every character of it is the same small square.

Where such a font is not installed, pdfium takes a character that is drawn alone for empty and leaves it out of the
text, be it a cell's only one. And what is installed differs from machine to machine, but the text must not.
"""

import ctypes
from struct import pack

import pypdfium2 as pdfium

_GLYPH = 1
_EM = 1000
_SIDE = 20  # small, so that the breadths of characters are those that the PDF states
_CHARSETS = frozenset({128, 129, 134, 136})  # of Japan, Korea, the mainland and Taiwan, as Windows numbers them


class Substitute(pdfium.PdfSysfontBase):  # type: ignore[misc]  # the library is untyped
    """Gives this font for all East Asian ones, and none for others, for which pdfium has its own."""

    def __init__(self) -> None:
        super().__init__()
        self._tables = _tables()
        self._whole = _file(self._tables)

    def MapFont(  # noqa: N802
        self, _: object, weight: int, italic: int, charset: int, pitch: int, face: object, exact: object
    ) -> int | None:
        return _GLYPH if charset in _CHARSETS else None

    def GetFont(self, _: object, face: object) -> int | None:  # noqa: N802
        return None

    def GetFontData(self, _: object, font: int, table: int, buffer: int, size: int) -> int:  # noqa: N802
        """The size of a table, or of the whole file for 0; and the bytes, if there is room for them."""
        content = self._tables.get(table.to_bytes(4, "big"), b"") if table else self._whole
        if buffer and size >= len(content):
            ctypes.memmove(buffer, content, len(content))
        return len(content)

    def GetFaceName(self, _: object, font: int, buffer: int, size: int) -> int:  # noqa: N802
        return 0

    def GetFontCharset(self, _: object, font: int) -> int:  # noqa: N802
        return min(_CHARSETS)

    def EnumFonts(self, _: object, mapper: object) -> None:  # noqa: N802
        return None

    def DeleteFont(self, _: object, font: int) -> None:  # noqa: N802
        return None


def _tables() -> dict[bytes, bytes]:
    """The tables of a TrueType font with .notdef and one glyph, to which its cmap (format 13) maps all characters."""
    square = pack(">5h2H", 1, 0, 0, _SIDE, _SIDE, 3, 0) + bytes([1] * 4)
    square += pack(">8h", 0, _SIDE, 0, -_SIDE, 0, 0, _SIDE, 0)
    cmap = pack(">HHIIIIII", 13, 0, 28, 0, 1, 0x20, 0x10FFFF, _GLYPH)
    return {
        b"cmap": pack(">4HI", 0, 1, 3, 10, 12) + cmap,
        b"glyf": square * 2,
        b"head": pack(">IIIIHHQQ4h2H3h", 0x10000, 0, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, 0, _SIDE, _SIDE, 0, 8, 2, 0, 0),
        b"hhea": pack(">I3hH11hH", 0x10000, _EM, 0, 0, _EM, *[0] * 11, 1),
        b"hmtx": pack(">Hhh", _EM, 0, 0),
        b"loca": pack(">3H", 0, len(square) // 2, len(square)),
        b"maxp": pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }


def _file(tables: dict[bytes, bytes]) -> bytes:
    """A TrueType file: its directory, then the tables, each at a multiple of four bytes."""
    start = 12 + 16 * len(tables)
    search = 16 << (len(tables).bit_length() - 1)
    directory = pack(">I4H", 0x10000, len(tables), search, len(tables).bit_length() - 1, 16 * len(tables) - search)
    body = b""
    for name, table in sorted(tables.items()):
        directory += pack(">4s3I", name, 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return directory + body
