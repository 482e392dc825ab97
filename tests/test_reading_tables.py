"""Tables that text and Markdown draw with `|` become Tables; the text itself stays as it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import reading
from gongkai.model import Manuscript
from gongkai.reading.pipes import tables_of

FENCED = "| 制发件数 | 废止件数 |\n|---|:--:|\n| 12 | 0 |\n"


def read(folder: Path, text: str) -> Manuscript:
    path = folder / "report.md"
    path.write_text(text, encoding="utf-8")
    return reading.read(path)


def words(text: str) -> list[list[list[str]]]:
    """The words of every cell by table and row."""
    tables = []
    for table in tables_of(text):
        rows: list[list[str]] = [[] for _ in range(max(cell.row for cell in table.cells) + 1)]
        for cell in table.cells:
            rows[cell.row].append(text[cell.span.start : cell.span.end])
        tables.append(rows)
    return tables


def test_the_text_of_a_file_with_a_table_stays_unchanged(tmp_path: Path) -> None:
    text = f"标题\n\n{FENCED}\n尾。\n"
    assert read(tmp_path, text).text == text


def test_a_table_covers_its_lines_and_no_more(tmp_path: Path) -> None:
    manuscript = read(tmp_path, f"标题\n\n{FENCED}\n尾。\n")
    (table,) = manuscript.tables
    assert manuscript.text[table.span.start : table.span.end] == FENCED.rstrip("\n")
    assert table.page == 0


def test_the_line_of_dashes_is_no_row() -> None:
    assert words(FENCED) == [[["制发件数", "废止件数"], ["12", "0"]]]


def test_outer_pipes_may_be_missing() -> None:
    assert words("类别 | 件数\n--- | ---\n规章 | 3\n") == [[["类别", "件数"], ["规章", "3"]]]


def test_the_line_of_dashes_may_be_missing() -> None:
    assert words("| 规章 | 3 |\n| 收费 | 4 |\n") == [[["规章", "3"], ["收费", "4"]]]


def test_blank_nought_dash_slash_and_none_stay_five_things() -> None:
    assert words("|a|b|c|d|e|\n|-|-|-|-|-|\n| |0|-|/|无|\n") == [[list("abcde"), ["", "0", "-", "/", "无"]]]


def test_a_row_of_dashes_further_down_is_a_row() -> None:
    assert words("|维持|纠正|\n|---|---|\n| - | - |\n") == [[["维持", "纠正"], ["-", "-"]]]


@pytest.mark.parametrize(("row", "cells"), [(" | 3", ["", "3"]), ("3 | ", ["3", ""])], ids=["the-first", "the-last"])
def test_a_blank_cell_at_the_border_counts_where_outer_pipes_are_missing(row: str, cells: list[str]) -> None:
    assert words(f"类别 | 件数\n--- | ---\n{row}\n")[0][1] == cells


def test_a_row_keeps_its_own_number_of_cells() -> None:
    assert words("|a|b|c|\n|---|---|---|\n|1|2|\n") == [[["a", "b", "c"], ["1", "2"]]]


def test_an_escaped_pipe_parts_nothing() -> None:
    assert words("|a\\|b|c|\n|---|---|\n|1|2|\n")[0][0] == ["a\\|b", "c"]


def test_blank_lines_between_rows_part_no_table() -> None:
    assert words("|a|b|\n\n|1|2|\n\n|3|4|\n") == [[["a", "b"], ["1", "2"], ["3", "4"]]]


def test_a_page_mark_between_rows_parts_no_table() -> None:
    assert words("|a|b|\n|1|2|\n\n- 3 -\n\n|3|4|\n") == [[["a", "b"], ["1", "2"], ["3", "4"]]]


def test_prose_between_two_tables_parts_them() -> None:
    assert len(tables_of(f"{FENCED}\n说明。\n\n{FENCED}")) == 2


@pytest.mark.parametrize(
    "text", ["首页 | 概况 | 新闻\n正文。\n", "a || b\n", "没有表。\n", ""], ids=["a-menu", "one-line", "none", "empty"]
)
def test_a_line_with_pipes_alone_is_no_table(text: str) -> None:
    assert tables_of(text) == ()


@given(st.text(alphabet="|- \n12无:\\", max_size=80))
def test_cells_are_stretches_of_the_text_inside_their_table(text: str) -> None:
    for table in tables_of(text):
        for cell in table.cells:
            assert cell.span in table.span
            assert not {"\n"} & set(text[cell.span.start : cell.span.end])
        starts = [cell.span.start for cell in table.cells]
        assert starts == sorted(starts)


def test_markup_around_the_words_of_a_cell_is_none_of_them() -> None:
    text = "|**类别**|件数|备注|\n|---|---|---|\n|规章<br>|__3__|&nbsp;|\n"
    assert words(text) == [[["类别", "件数", "备注"], ["规章", "3", ""]]]


def test_a_rule_may_have_crossings() -> None:
    assert words("| a | b |\n|---+---|\n| 1 | 2 |\n") == [[["a", "b"], ["1", "2"]]]


# HTML

TABLE = (
    "<table><tr><td rowspan=2>规章</td><td>1<b>2</b></td></tr><tr><td>&nbsp;</td></tr>"
    "<tr><td>文<br>件</td><td>0</td></tr></table>"
)


def test_a_table_in_html_inside_of_a_text_is_one(tmp_path: Path) -> None:
    manuscript = read(tmp_path, f"# 标题\n\n前言。\n{TABLE}\n后文。\n")
    assert manuscript.text == "# 标题\n\n前言。\n\n规章\t12\n\n文件\t0\n\n后文。\n"
    (table,) = manuscript.tables
    assert [(cell.row, cell.column, cell.rowspan) for cell in table.cells] == [
        (0, 0, 2),
        (0, 1, 1),
        (1, 1, 1),
        (2, 0, 1),
        (2, 1, 1),
    ]


def test_what_converters_write_around_a_table_is_not_read(tmp_path: Path) -> None:
    manuscript = read(tmp_path, f"甲。\n<html><body>{TABLE}</body></html>\n\n{FENCED}乙。")
    assert manuscript.text.startswith("甲。\n\n规章\t12\n")
    assert len(manuscript.tables) == 2
    assert "<" not in manuscript.text


@pytest.mark.parametrize("html", ["<table><tr><td>只有一格</td></tr></table>", "小于<table", "<table>"])
def test_html_that_holds_no_data_stays_as_it_is(html: str, tmp_path: Path) -> None:
    text = f"前言。\n{html}\n后文。\n"
    assert read(tmp_path, text).text == text


def test_pipes_at_the_end_of_all_lines_part_no_cell() -> None:
    text = "结果维持 | 总计 | \n3 | 4 | "
    (table,) = tables_of(text)
    assert [text[cell.span.start : cell.span.end] for cell in table.cells] == ["结果维持", "总计", "3", "4"]
