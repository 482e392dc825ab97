"""Grids that a text draws with strokes become tables; their cells may be merged and stand on several lines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import reading
from gongkai.model import Manuscript
from gongkai.reading.boxes import blocks_of


def cells(text: str, at: int = 0) -> dict[tuple[int, int, int, int], str]:
    """The words of the cells of one grid, by row, column, rowspan and colspan; line ends within them as /."""
    grids = [block for block in blocks_of(text) if not isinstance(block, str)]
    return {(one.row, one.column, one.rowspan, one.colspan): one.text.replace("\n", "/") for one in grids[at]}


def rows(text: str, at: int = 0) -> list[list[str]]:
    found = cells(text, at)
    return [[words for key, words in found.items() if key[0] == row] for row in sorted({key[0] for key in found})]


def read(folder: Path, text: str) -> Manuscript:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return reading.read(path)


PLAIN = """\
+----------+------+
| 信息内容 | 件数 |
+==========+======+
| 规章     | 3    |
+----------+------+
| 行政规范 | -    |
| 性文件   |      |
+----------+------+"""


def test_a_grid_of_plus_and_minus_is_a_table_and_a_cell_on_two_lines_is_one() -> None:
    assert rows(PLAIN) == [["信息内容", "件数"], ["规章", "3"], ["行政规范/性文件", "-"]]


def test_without_rules_between_rows_each_line_with_figures_is_one() -> None:
    text = "+------+----+\n| 类别 | 件 |\n+------+----+\n| 规章 | 12 |\n| 文件 | 34 |\n+------+----+"
    assert rows(text) == [["类别", "件"], ["规章", "12"], ["文件", "34"]]


MERGED = """\
┌────┬─────────┐
│申请│法人     │
│人  ├────┬────┤
│    │企业│机构│
├────┼────┼────┤
│合计│ 12 │ 0  │
└────┴────┴────┘"""
MERGED_IN_WIDE_STROKES = """\
┌──┬─────┐
│申请│法人　　　│
│人  ├──┬──┤
│    │企业│机构│
├──┼──┼──┤
│合计│ 12 │ 0  │
└──┴──┴──┘"""


@pytest.mark.parametrize("text", [MERGED, MERGED_IN_WIDE_STROKES], ids=["narrow", "wide"])
def test_merged_cells_are_one_however_wide_the_strokes_are(text: str) -> None:
    assert cells(text) == {
        (0, 0, 2, 1): "申请/人",
        (0, 1, 1, 2): "法人",
        (1, 1, 1, 1): "企业",
        (1, 2, 1, 1): "机构",
        (2, 0, 1, 1): "合计",
        (2, 1, 1, 1): "12",
        (2, 2, 1, 1): "0",
    }


def test_two_grids_below_each_other_are_two() -> None:
    assert rows(f"{PLAIN}\n{MERGED}", 1)[-1] == ["合计", "12", "0"]


def test_the_text_around_a_grid_stays_and_the_grid_is_a_row_a_line(tmp_path: Path) -> None:
    manuscript = read(tmp_path, f"前言。\n后文。\n{PLAIN}\n尾。\n")
    assert manuscript.text == "前言。\n后文。\n\n信息内容\t件数\n规章\t3\n行政规范性文件\t-\n\n尾。\n"
    assert [manuscript.text[one.span.start : one.span.end] for one in manuscript.tables[0].cells[-2:]] == [
        "行政规范性文件",
        "-",
    ]


@pytest.mark.parametrize(
    "text",
    ["+----+\n正文。\n+----+", "+----+\n| 框 |\n+----+", "+--+--+\n+--+--+", "├──┤\n", "+---\n", "1+1\n2+2\n3+3", ""],
    ids=["lines", "a-frame", "no-row", "one-line", "open", "sums", "empty"],
)
def test_what_parts_nothing_stays_as_it_is(text: str, tmp_path: Path) -> None:
    assert list(blocks_of(text)) == [text]


@given(st.text(alphabet="+-| 规3\n┌─┬│└┘├", max_size=90))
def test_no_word_is_lost_or_said_twice(text: str) -> None:
    def words() -> Iterator[str]:
        for block in blocks_of(text):
            yield from [block] if isinstance(block, str) else (cell.text for cell in block)

    assert sorted(sign for sign in "".join(words()) if sign in "规3") == sorted(sign for sign in text if sign in "规3")
