"""Paragraphs and tables become one text; each cell is a stretch of it."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.model import Manuscript, Source
from gongkai.reading.composing import Composer, Placed, one_line
from gongkai.text import Span

SOURCE = Source("report.pdf", "0" * 64, "application/pdf")


def composed(*blocks: str | list[Placed]) -> Manuscript:
    composer = Composer()
    for block in blocks:
        if isinstance(block, str):
            composer.paragraph(block)
        else:
            composer.table(block, page=2)
    return composer.manuscript(SOURCE)


def row(number: int, *words: str) -> list[Placed]:
    return [Placed(number, column, 1, 1, word) for column, word in enumerate(words)]


def test_paragraphs_are_parted_by_a_blank_line() -> None:
    assert composed("甲", "乙").text == "甲\n\n乙\n"


def test_a_paragraph_keeps_its_lines() -> None:
    assert composed("甲\r\n乙\n", "丙").text == "甲\n乙\n\n丙\n"


def test_blank_paragraphs_and_tables_without_cells_add_nothing() -> None:
    assert composed("", " \n\u3000", "甲", []) == composed("甲")
    assert composed().text == ""


def test_a_table_is_a_row_a_line_with_tabs_between_cells() -> None:
    manuscript = composed("前", row(0, "规章", "3") + row(1, "文件", "4"), "后")
    assert manuscript.text == "前\n\n规章\t3\n文件\t4\n\n后\n"
    (table,) = manuscript.tables
    assert (table.span, table.page) == (Span(3, 12), 2)


def test_a_blank_cell_has_an_empty_span_in_its_place() -> None:
    manuscript = composed(row(0, "甲", " \u00a0", "", "0"))
    assert manuscript.text == "甲\t\t\t0\n"
    assert [cell.span for cell in manuscript.tables[0].cells] == [Span(0, 1), Span(2, 2), Span(3, 3), Span(4, 5)]


def test_a_row_that_only_merged_cells_reach_is_an_empty_line() -> None:
    manuscript = composed([Placed(2, 0, 1, 1, "乙"), Placed(0, 0, 2, 1, "甲")])
    assert manuscript.text == "甲\n\n乙\n"
    assert [(cell.row, cell.rowspan) for cell in manuscript.tables[0].cells] == [(0, 2), (2, 1)]


def test_a_break_inside_a_cell_parts_latin_words_only() -> None:
    assert one_line(" 无法\n提供 ") == "无法提供"
    assert one_line("（四）\r\n\t3") == "（四）3"
    assert one_line("12\n34") == "12 34"
    assert one_line("信息 公开") == "信息 公开"


@given(st.lists(st.one_of(st.text(max_size=9), st.lists(st.lists(st.text(max_size=5), max_size=4), max_size=4))))
def test_every_cell_says_its_words_inside_its_table(blocks: list[str | list[list[str]]]) -> None:
    tables = [
        [placed for number, words in enumerate(block) for placed in row(number, *words)]
        for block in blocks
        if isinstance(block, list)
    ]
    given_tables = iter(tables)
    manuscript = composed(*(block if isinstance(block, str) else next(given_tables) for block in blocks))
    filled = [table for table in tables if table]
    assert len(manuscript.tables) == len(filled)
    for table, cells in zip(manuscript.tables, filled, strict=True):
        assert [manuscript.text[cell.span.start : cell.span.end] for cell in table.cells] == [
            one_line(cell.text) for cell in cells
        ]
        assert all(cell.span in table.span for cell in table.cells)
        assert not any({"\n", "\t"} & set(one_line(cell.text)) for cell in cells)
