"""A story of a Word file (its body, its notes) -> paragraphs and tables, in the order of the document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from gongkai.reading.composing import Composer, Placed
from gongkai.reading.grids import holds_data
from gongkai.reading.numbering import Numbering, child_of

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _BOX = qn("w:r"), qn("w:txbxContent")
_RUN_PROPERTIES, _VANISH, _VALUE = qn("w:rPr"), qn("w:vanish"), qn("w:val")
_ROW_PROPERTIES, _DELETED, _BEFORE = qn("w:trPr"), qn("w:del"), qn("w:gridBefore")
_CELL_PROPERTIES, _SPAN, _MERGE = qn("w:tcPr"), qn("w:gridSpan"), qn("w:vMerge")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Not shown: what was deleted or moved away, what stands in for newer drawings, properties.
_UNSHOWN = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:tblPr"), qn("w:sectPr"), _FALLBACK}
_WITHOUT_WORDS = {*_UNSHOWN, _BOX}
_SIGNS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_TEXTS = {qn("w:t"), qn("m:t")}


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph that is shown; `own` is False of those that stand in a table or a box within the cell."""

    element: etree._Element
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class _Cell:
    element: etree._Element
    paragraphs: list[_Paragraph]


@dataclass(frozen=True, slots=True)
class _Row:
    element: etree._Element
    cells: list[_Cell]


class Story:
    """Writes what a reader sees; numbering goes on from one story to the next."""

    def __init__(self, composer: Composer, numbering: Numbering) -> None:
        self._composer = composer
        self._numbering = numbering

    def write(self, root: etree._Element) -> None:
        """Text boxes come after the paragraph that they hang on; cells of a table that arranges a page one by one."""
        for block in _found(root, {_PARAGRAPH, _TABLE}):
            if block.tag == _PARAGRAPH:
                self._composer.paragraph(self._words(block, _text(block)))
                for box in _found(block, {_BOX}):
                    self.write(box)
            elif _is_data(rows := _rows(block)):
                self._composer.table(self._cells(rows))
            else:
                for row in rows:
                    self.write(row.element)

    def _words(self, paragraph: etree._Element, words: str) -> str:
        """The words of a paragraph, after the number that Word draws before them."""
        marker = self._numbering.marker_of(paragraph)
        if not marker or not words.strip():
            return words
        return f"{marker} {words}" if marker[-1].isascii() and words[0].isascii() else marker + words

    def _cells(self, rows: Sequence[_Row]) -> list[Placed]:
        """The cells in the grid; what is merged downwards is one cell."""
        cells: list[Placed] = []
        above: dict[int, int] = {}  # column -> index of the cell that may go on below
        for row, line in enumerate(rows):
            column, open_cells = _stated(line.element, _ROW_PROPERTIES, _BEFORE), dict[int, int]()
            for entry in line.cells:
                colspan, merge = max(_stated(entry.element, _CELL_PROPERTIES, _SPAN), 1), _merge(entry.element)
                if merge == "continue" and column in above:
                    cell = cells[above[column]]
                    cells[above[column]] = Placed(cell.row, cell.column, cell.rowspan + 1, cell.colspan, cell.text)
                    open_cells[column] = above[column]
                else:
                    cells.append(Placed(row, column, 1, colspan, self._entry(entry)))
                    if merge:
                        open_cells[column] = len(cells) - 1
                column += colspan
            above = open_cells
        return cells

    def _entry(self, cell: _Cell) -> str:
        return "\n".join(self._words(one.element, one.text) for one in cell.paragraphs).strip()


def _found(root: etree._Element, tags: set[str]) -> Iterator[etree._Element]:
    """The elements of these tags that are shown below `root`, not those inside of each other."""
    for child in root:
        if child.tag in tags:
            yield child
        elif child.tag not in _UNSHOWN:
            yield from _found(child, tags)


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """All paragraphs that are shown, those of nested tables and text boxes too."""
    for paragraph in _found(root, {_PARAGRAPH}):
        yield paragraph
        yield from _paragraphs(paragraph)


def _text(paragraph: etree._Element) -> str:
    """What is shown of a paragraph, text boxes left out."""
    return "".join(_pieces(paragraph)).strip("\n")


def _pieces(element: etree._Element) -> list[str]:
    pieces: list[str] = []
    for child in element:
        tag = child.tag
        if tag in _TEXTS:
            pieces.append(child.text or "")
        elif tag in _SIGNS:
            pieces.append(_SIGNS[tag])
        elif tag not in _WITHOUT_WORDS and not (tag == _RUN and _is_hidden(child)):
            pieces += _pieces(child)
    return pieces


def _is_hidden(run: etree._Element) -> bool:
    vanish = child_of(child_of(run, _RUN_PROPERTIES), _VANISH)
    return vanish is not None and vanish.get(_VALUE, "1") not in ("0", "false", "off")


def _rows(table: etree._Element) -> list[_Row]:
    return [
        _Row(row, [_Cell(cell, list(_shown(cell))) for cell in _found(row, {_CELL})])
        for row in _found(table, {_ROW})
        if child_of(child_of(row, _ROW_PROPERTIES), _DELETED) is None
    ]


def _shown(cell: etree._Element) -> Iterator[_Paragraph]:
    """All that is shown in a cell, in its order."""
    for block in _found(cell, {_PARAGRAPH, _TABLE}):
        if block.tag == _PARAGRAPH:
            yield _Paragraph(block, _text(block), own=True)
        for paragraph in _paragraphs(block):
            yield _Paragraph(paragraph, _text(paragraph), own=False)


def _is_data(rows: Sequence[_Row]) -> bool:
    """Whether a table holds data, judged like those of web pages."""
    lengths = [[[(one.own, _length(one.text)) for one in cell.paragraphs] for cell in row.cells] for row in rows]
    own = [[sum(length for is_own, length in cell if is_own) for cell in row] for row in lengths]
    nested = sum(length for row in lengths for cell in row for is_own, length in cell if not is_own)
    return holds_data(own, nested)


def _length(text: str) -> int:
    return len("".join(text.split()))


def _merge(cell: etree._Element) -> str:
    """`restart` begins a merge, `continue` goes on with that of the cell above."""
    merge = child_of(child_of(cell, _CELL_PROPERTIES), _MERGE)
    return merge.get(_VALUE, "continue") if merge is not None else ""


def _stated(element: etree._Element, properties: str, name: str) -> int:
    """A count of columns among the properties of a row or cell; 0 where there is none."""
    stated = child_of(child_of(element, properties), name)
    value = stated.get(_VALUE, "") if stated is not None else ""
    return int(value) if value.isdecimal() and len(value) < 4 else 0
