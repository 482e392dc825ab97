"""Columns that only tabs or wide blanks part become tables where nothing else can be meant; prose never does."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model import Extract, Quantity
from gongkai.reading.columns import tables_of
from gongkai.reading.pipes import tables_of as piped


def words(text: str) -> list[list[list[str]]]:
    """The words of every cell by table and row."""
    tables = []
    for table in tables_of(text, ()):
        rows: list[list[str]] = [[] for _ in range(max(cell.row for cell in table.cells) + 1)]
        for cell in table.cells:
            rows[cell.row].append(text[cell.span.start : cell.span.end])
        tables.append(rows)
    return tables


# Tabs


def test_lines_with_tabs_and_figures_are_a_table() -> None:
    text = "前言。\n信息内容\t制发件数\t废止件数\n规章\t3\t\n规范性文件 \t -\t12\n后文。"
    assert words(text) == [[["信息内容", "制发件数", "废止件数"], ["规章", "3", ""], ["规范性文件", "-", "12"]]]


def test_a_table_covers_its_lines_and_no_more() -> None:
    text = "前言。\n\t规章\t3\n\t文件\t4 \n后文。"
    (table,) = tables_of(text, ())
    assert text[table.span.start : table.span.end] == "\t规章\t3\n\t文件\t4 "


def test_a_row_may_begin_with_a_blank_cell() -> None:
    assert words("规章\t3\n\t4") == [[["规章", "3"], ["", "4"]]]


def test_the_name_of_a_part_stands_between_rows_and_a_heading_does_not() -> None:
    rows = "规章\t3\n文件\t4\n{}\n许可\t5\n处罚\t6"
    assert words(rows.format("第二十条第（五）项")) == [
        [["规章", "3"], ["文件", "4"], ["第二十条第（五）项"], ["许可", "5"], ["处罚", "6"]]
    ]
    assert len(words(rows.format("三、收到和处理申请情况"))) == 2
    assert len(words(rows.format("全年无此情况。"))) == 2


def test_a_page_mark_between_rows_is_none_of_their_words() -> None:
    assert words("规章\t3\n— 4 —\n文件\t5") == [[["规章", "3"], ["文件", "5"]]]


@pytest.mark.parametrize(
    "text",
    [
        "1.\t全年公开信息30条。\n2.\t收到申请3件。",
        "\t全年公开信息30条\n\t收到申请3件",
        "联系人\t张三\n地址\t人民路",
        "规章\t3",
        "规章3\n文件4",
        "",
    ],
    ids=["a-list", "indents", "no-figures", "one-line", "no-tabs", "empty"],
)
def test_other_lines_with_tabs_are_none(text: str) -> None:
    assert words(text) == []


# Blanks


def test_cells_below_each_other_with_a_column_of_figures_are_a_table() -> None:
    text = "信息内容        制发件数  备注\n规章                   3  无\n行政规范性文件        12  另有修订\n"
    assert words(text) == [
        [["信息内容", "制发件数", "备注"], ["规章", "3", "无"], ["行政规范性文件", "12", "另有修订"]]
    ]


def test_an_indent_is_no_cell_and_full_width_blanks_part_as_well() -> None:
    text = "　　规章　　　3\n　　文件　　　4\n　　命令　　　5\n"
    assert words(text) == [[["规章", "3"], ["文件", "4"], ["命令", "5"]]]


@pytest.mark.parametrize(
    "text",
    [
        "规章    3\n文件    4\n",
        "规章    3\n规范性文件总数    4\n令  5\n",
        "规章    3\n文件    四\n命令    5\n",
        "规章 3\n文件 4\n命令 5\n",
        "规章  3\n文件  4  5\n命令  6\n",
        "规章  3件。\n文件  4件。\n命令  6件。\n",
    ],
    ids=["two-lines", "overlapping", "no-figure", "single-blanks", "unlike-rows", "sentences"],
)
def test_blanks_that_may_be_an_accident_part_nothing(text: str) -> None:
    assert words(text) == []


def test_a_table_that_is_drawn_already_is_not_read_twice() -> None:
    text = "|规章   |  3|\n|文件   |  4|\n|命令   |  5|\n"
    assert tables_of(text, piped(text)) == ()


def test_a_table_with_tabs_states_what_the_statutory_form_means(extract: Callable[..., Extract]) -> None:
    title = "广元市2022年政府信息公开工作年度报告"
    found = extract("信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t7\t\t22\n", title).observations()
    assert [str(one.quantity.value) for one in found if isinstance(one.quantity, Quantity)] == ["7", "22"]


@given(st.text(alphabet=" \t　规3。\n", max_size=90))
def test_cells_are_stretches_of_the_lines_of_their_table(text: str) -> None:
    for table in tables_of(text, ()):
        assert text[table.span.start - 1 : table.span.start] in ("", "\n")
        for cell in table.cells:
            assert cell.span in table.span
            assert not {"\n", "\t"} & set(text[cell.span.start : cell.span.end])


def test_a_line_of_thousands_of_cells_is_passed_over_at_once() -> None:
    started = time.process_time()
    found = tables_of("无  " * 20_000 + "\n", ())
    assert len(found) == 0
    assert time.process_time() - started < 3  # as the square of the length it would be more than ten times that
