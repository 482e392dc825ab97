"""A story of a Word file (its body, its notes) -> paragraphs and tables, in the order of the document."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

from gongkai.reading.composing import Composer, Placed
from gongkai.reading.grids import holds_data
from gongkai.reading.numbering import Numbering

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _BOX = qn("w:r"), qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Not shown: what was deleted or moved away, what stands in for newer drawings, properties.
_UNSHOWN = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:tblPr"), qn("w:sectPr"), _FALLBACK}
_SIGNS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_TEXTS = {qn("w:t"), qn("m:t")}


class Story:
    """Writes what a reader sees; numbering goes on from one story to the next."""

    def __init__(self, composer: Composer, numbering: Numbering) -> None:
        self._composer = composer
        self._numbering = numbering

    def write(self, root: etree._Element) -> None:
        """Text boxes come after the paragraph that they hang on; cells of a table that arranges a page one by one."""
        for block in _found(root, {_PARAGRAPH, _TABLE}):
            if block.tag == _PARAGRAPH:
                self._composer.paragraph(self._words(block))
                for box in _found(block, {_BOX}):
                    self.write(box)
            elif _is_data(block):
                self._composer.table(self._cells(block))
            else:
                for row in _rows(block):
                    self.write(row)

    def _words(self, paragraph: etree._Element) -> str:
        """The words of a paragraph, after the number that Word draws before them."""
        marker, words = self._numbering.marker_of(paragraph), _text(paragraph)
        if not marker or not words.strip():
            return words
        return f"{marker} {words}" if marker[-1].isascii() and words[0].isascii() else marker + words

    def _cells(self, table: etree._Element) -> list[Placed]:
        """The cells in the grid; what is merged downwards is one cell."""
        cells: list[Placed] = []
        above: dict[int, int] = {}  # column -> index of the cell that may go on below
        for row, line in enumerate(_rows(table)):
            column, open_cells = _stated(line, "w:trPr", "w:gridBefore"), dict[int, int]()
            for element in _found(line, {_CELL}):
                colspan, merge = max(_stated(element, "w:tcPr", "w:gridSpan"), 1), _merge(element)
                if merge == "continue" and column in above:
                    cell = cells[above[column]]
                    cells[above[column]] = Placed(cell.row, cell.column, cell.rowspan + 1, cell.colspan, cell.text)
                    open_cells[column] = above[column]
                else:
                    cells.append(Placed(row, column, 1, colspan, self._entry(element)))
                    if merge:
                        open_cells[column] = len(cells) - 1
                column += colspan
            above = open_cells
        return cells

    def _entry(self, cell: etree._Element) -> str:
        return "\n".join(self._words(paragraph) for paragraph in _paragraphs(cell)).strip()


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


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _UNSHOWN and child.tag != _BOX and not (child.tag == _RUN and _is_hidden(child)):
            yield from _pieces(child)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "1") not in ("0", "false", "off")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (row for row in _found(table, {_ROW}) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None)


def _is_data(table: etree._Element) -> bool:
    """Whether the table holds data, judged like those of web pages."""
    rows = [list(_found(row, {_CELL})) for row in _rows(table)]
    own = [[sum(map(_length, _own_paragraphs(cell))) for cell in row] for row in rows]
    whole = sum(_length(paragraph) for row in rows for cell in row for paragraph in _paragraphs(cell))
    return holds_data(own, whole - sum(map(sum, own)))


def _own_paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    return (block for block in _found(cell, {_PARAGRAPH, _TABLE}) if block.tag == _PARAGRAPH)


def _length(paragraph: etree._Element) -> int:
    return len("".join(_text(paragraph).split()))


def _merge(cell: etree._Element) -> str:
    """`restart` begins a merge, `continue` goes on with that of the cell above."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge.get(qn("w:val"), "continue") if merge is not None else ""


def _stated(element: etree._Element, properties: str, name: str) -> int:
    """A count of columns among the properties of a row or cell; 0 where there is none."""
    stated = element.find(f"{qn(properties)}/{qn(name)}")
    value = stated.get(qn("w:val"), "") if stated is not None else ""
    return int(value) if value.isdecimal() and len(value) < 4 else 0
