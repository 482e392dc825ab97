"""Bytes of a PDF -> sheets, one a page, or one line that says why not. This module and two beside it know pdfium."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.errors import UnreadableReport
from gongkai.reading.pdf.characters import glyphs_of
from gongkai.reading.pdf.glyphs import Sheet, turned, uprighted
from gongkai.reading.pdf.streams import Flaw, flaw_of
from gongkai.reading.pdf.substitute import Substitute
from gongkai.reading.rulings import Rule

# The longest real reports have some 60 pages; what has thousands is a yearbook or a collection.
_MOST_PAGES = 400
# Characters, lines and shapes of all pages.
_MOST_PIECES = 600_000
# By the standard a PDF says what it is within its first 1024 bytes, and that it ends within its last.
_HEAD, _END, _WITHIN = b"%PDF-", b"%%EOF", 1024

_FLAWS = {
    Flaw.OVERFLOW: "this PDF unfolds to more than a report can hold; print it to a new PDF",
    Flaw.DAMAGE: "this PDF is damaged within, its text may not be what was written; fetch the report again",
}

# A rule may be drawn as a line or as a thin rectangle; a filled area is not one, nor is what shows white on white.
_THICKEST = 3.0
_WHITE = 250
_ALIGNED = 1.0
# A page of more pieces than this is a drawing: its text is read, its rules are not.
_MOST_SEGMENTS = 20_000
# A page without text may be blank; with a picture of this share of it, or so many shapes drawn, text is lost there.
_PICTURE_SHARE = 0.2
_DRAWN_SHAPES = 100
# No more characters than these beside a picture are a page mark; than those, on all pages, the stamp of a scanner.
_PAGE_MARK = 8
_STAMP = 30

# So large a share of characters that the font does not name is text that cannot be had.
_MOST_UNNAMED = 0.05

Point = tuple[float, float]

Substitute().setup()  # for the whole process, as pdfium has it


def sheets_of(path: Path, content: bytes) -> list[Sheet]:
    """All pages; raises UnreadableReport where one cannot be read, also where pdfium would make do with the rest."""
    if _HEAD not in content[:_WITHIN]:
        raise UnreadableReport(f"{path}: this is no PDF; fetch the report again")
    if _END not in content[-_WITHIN:]:
        raise UnreadableReport(f"{path}: this PDF is cut short, its end is missing; fetch the report again")
    flaw = flaw_of(content)
    if flaw:
        raise UnreadableReport(f"{path}: {_FLAWS[flaw]}")
    document = _opened(path, content)
    try:
        sheets = [*_sheets(path, document)]
    finally:
        document.close()
    _check_text(path, sheets)
    return sheets


def _opened(path: Path, content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableReport(f"{path}: this PDF asks for a password; save a copy without one") from error
        raise UnreadableReport(f"{path}: this PDF is broken; fetch the report again") from error
    if len(document) > _MOST_PAGES:
        number = len(document)
        document.close()
        raise UnreadableReport(
            f"{path}: {number} pages are no single annual report (the limit is {_MOST_PAGES}); split it"
        )
    return document


def _sheets(path: Path, document: pdfium.PdfDocument) -> Iterator[Sheet]:
    pieces = 0
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            textpage = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise UnreadableReport(f"{path}: page {number} of this PDF is broken; fetch the report again") from error
        pieces += raw.FPDFPage_CountObjects(page) + textpage.count_chars()
        if pieces > _MOST_PIECES:
            raise UnreadableReport(f"{path}: this PDF draws more than a report can hold by page {number}; split it")
        yield _sheet(page, textpage, number)
        textpage.close()
        page.close()


def _check_text(path: Path, sheets: list[Sheet]) -> None:
    """Refuse a scan: text that is only a picture must not be missing in silence, be it of a single page."""
    if not any(len(sheet.glyphs) > (_STAMP if sheet.pictured else 0) for sheet in sheets):
        raise UnreadableReport(
            f"{path}: this PDF holds no text, it may be a scan; "
            "add the text by OCR (ocrmypdf -l chi_sim) and read the result"
        )
    lost = ", ".join(str(sheet.number) for sheet in sheets if sheet.lost)
    if lost:
        raise UnreadableReport(
            f"{path}: no text can be read on page {lost}, which is a picture or in a font without characters; "
            "add the text by OCR (ocrmypdf -l chi_sim --skip-text) and read the result"
        )


def _sheet(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, number: int) -> Sheet:
    """Read one page, turned so that most of its text is upright; text that slants (a watermark) is left out."""
    found, unnamed = glyphs_of(textpage)
    turn = Counter(glyph.turn for glyph in found).most_common(1)[0][0] if found else 0
    left, bottom, right, top = page.get_cropbox()
    heights = [turned(x, -y, turn)[1] for x, y in ((left, bottom), (right, top))]
    rules, shapes, picture = _drawn(page, turn)
    pictured = picture >= _PICTURE_SHARE * (right - left) * (top - bottom)
    unseen = (pictured and len(found) <= _PAGE_MARK) or (not found and shapes > _DRAWN_SHAPES)
    glyphs = tuple(uprighted(glyph, turn) for glyph in found) if turn else tuple(found)
    lost = unseen or unnamed > _MOST_UNNAMED * len(found)
    return Sheet(number, min(heights), max(heights), glyphs, tuple(rules), pictured, lost)


def _drawn(page: pdfium.PdfPage, turn: int) -> tuple[list[Rule], int, float]:
    """The rules, the number of shapes, and the area of the largest picture."""
    rules, shapes, segments, pictured = list[Rule](), 0, 0, 0.0
    for drawn in _paths_and_pictures(page):
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictured = max(pictured, abs(_determinant(_matrix(drawn))))
            continue
        shapes += 1
        segments += max(raw.FPDFPath_CountSegments(drawn), 0)
        if segments > _MOST_SEGMENTS:
            return [], shapes, pictured
        rules.extend(_rules(drawn, turn))
    return rules, shapes, pictured


def _paths_and_pictures(page: pdfium.PdfPage) -> Iterator[pdfium.PdfObject]:
    """Those of the page and of the forms on it. Text, of which there is most, is not wrapped, half of the time."""
    handle, wanted = page.raw, (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    for index in range(raw.FPDFPage_CountObjects(handle)):
        found = raw.FPDFPage_GetObject(handle, index)
        kind = raw.FPDFPageObj_GetType(found)
        if kind in wanted:
            yield pdfium.PdfObject(found, page=page)
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            yield from page.get_objects(filter=wanted, form=pdfium.PdfObject(found, page=page), level=1)


def _matrix(drawn: pdfium.PdfObject) -> pdfium.PdfMatrix:
    """From the object's own space to the page's, through the forms that hold it."""
    matrix = drawn.get_matrix()
    while drawn.container is not None:
        drawn = drawn.container
        matrix = matrix.multiply(drawn.get_matrix())
    return matrix


def _determinant(matrix: pdfium.PdfMatrix) -> float:
    return float(matrix.a * matrix.d - matrix.b * matrix.c)


def _rules(drawn: pdfium.PdfObject, turn: int) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    path = drawn.raw
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    filled = fill.value != raw.FPDF_FILLMODE_NONE and _shows(raw.FPDFPageObj_GetFillColor, path)
    stroked = bool(stroke.value) and _shows(raw.FPDFPageObj_GetStrokeColor, path)
    if not filled and not stroked:
        return
    matrix = _matrix(drawn)
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(path, width)
    fine = width.value * math.sqrt(abs(_determinant(matrix))) <= _THICKEST
    for points in _outlines(path):
        placed = [turned(x, -y, turn) for x, y in (matrix.on_point(*point) for point in points)]
        if stroked and fine:
            for start, end in pairwise(placed):
                yield from _line(start, end)
        elif filled:
            yield from _thin(placed)


def _shows(colour_of: "ctypes._FuncPointer", drawn: "raw.FPDF_PAGEOBJECT") -> bool:
    """Whether a colour can be seen on white paper; one that is not known (a pattern) can."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(drawn, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _outlines(path: "raw.FPDF_PAGEOBJECT") -> Iterator[list[Point]]:
    """The straight pieces of a path, each as the points it runs through; curves part them."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) != raw.FPDF_SEGMENT_LINETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            yield [*points, points[0]]
            points = []
    if points:
        yield points


def _line(start: Point, end: Point) -> Iterator[Rule]:
    (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if bottom - top <= _ALIGNED < right - left:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left <= _ALIGNED < bottom - top:
        yield Rule(False, (left + right) / 2, top, bottom)


def _thin(points: list[Point]) -> Iterator[Rule]:
    """The rule that a filled shape is, if it is thin enough."""
    (left, *_, right), (top, *_, bottom) = sorted(x for x, _ in points), sorted(y for _, y in points)
    if bottom - top <= _THICKEST and right - left > bottom - top:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left <= _THICKEST and bottom - top > right - left:
        yield Rule(False, (left + right) / 2, top, bottom)
