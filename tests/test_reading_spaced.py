"""Lines that end with as many values become tables where single blanks part them; prose and contents never do."""

import time

import pytest

from gongkai.reading.spaced import tables_of

TITLE = "韶关市2017年政府信息公开工作年度报告\n"
ROWS = "一、新收申请数量 3 0 3\n二、结转申请数量 1 0 1\n三、予以公开 4 - 4\n"


def words(text: str, *, even: bool = False) -> list[list[list[str]]]:
    """The words of every cell by table and row."""
    tables = []
    for table in tables_of(text, even=even):
        rows: list[list[str]] = [[] for _ in range(max(cell.row for cell in table.cells) + 1)]
        for cell in table.cells:
            rows[cell.row].append(text[cell.span.start : cell.span.end])
        tables.append(rows)
    return tables


def test_lines_that_end_with_as_many_values_are_rows() -> None:
    assert words(TITLE + ROWS) == [
        [["一、新收申请数量", "3", "0", "3"], ["二、结转申请数量", "1", "0", "1"], ["三、予以公开", "4", "-", "4"]]
    ]


def test_labels_that_head_no_column_of_their_own_stand_in_rows_of_their_own() -> None:
    (rows,) = words(TITLE + "自然人 法人 总计\n商业企业 其他\n" + ROWS)
    assert rows[:5] == [["自然人"], ["法人"], ["总计"], ["商业企业"], ["其他"]]


def test_a_line_with_a_label_for_each_cell_of_the_one_below_heads_its_columns() -> None:
    (rows,) = words(
        TITLE
        + "信息内容 制发件数 废止件数\n规章 3 1\n信息内容 决定数量\n行政许可 51\n信息内容 收费金额\n收费 9.5万元\n"
    )
    assert rows[::2] == [["信息内容", "制发件数", "废止件数"], ["信息内容", "决定数量"], ["信息内容", "收费金额"]]
    assert rows[-1] == ["收费", "9.5万元"]


def test_labels_of_columns_stand_over_the_values_also_where_signs_follow_them() -> None:
    text = (
        TITLE + "统计指标 单位 统计数\n一、主动公开情况 —— ——\n公报公开数 条 12\n网站公开数 条 34\n微博公开数 条 56\n"
    )
    (table,) = tables_of(text)
    places = {text[cell.span.start : cell.span.end]: cell.column for cell in table.cells}
    assert places["统计数"] == places["12"] == places["56"]


def test_a_label_on_two_lines_belongs_to_the_values_between_them() -> None:
    (rows,) = words(TITLE + ROWS + "1.申请人逾期不补正、行政机关\n3 0 3\n不再处理其申请\n2.其他 0 0 0\n")
    assert ["1.申请人逾期不补正、行政机关", "3", "0", "3"] in rows
    assert ["2.其他", "0", "0", "0"] in rows


def test_values_of_a_row_with_a_blank_cell_stand_below_none_of_the_columns() -> None:
    text = TITLE + ROWS + "四、结转下年度 1 1\n"
    (table,) = tables_of(text)
    whole, short = ({cell.column for cell in table.cells if cell.row == row and cell.column} for row in (0, 3))
    assert whole & short == set()
    assert tables_of(text, even=True) == ()


def test_one_row_of_many_values_is_a_table_below_as_many_labels() -> None:
    text = TITLE + "结果维持 结果纠正 其他结果 尚未审结 总计\n4 0 1 0 5\n"
    assert words(text)[0][-1] == ["4", "0", "1", "0", "5"]
    assert words(text, even=True) == []


def test_a_heading_of_a_section_parts_tables() -> None:
    first, second = words(TITLE + ROWS + "四、复议情况\n结果维持 结果纠正 其他结果 尚未审结 总计\n4 0 1 0 5\n")
    assert len(first) == 3
    assert ["四、复议情况"] not in second


@pytest.mark.parametrize(
    "text",
    [
        "目 录\n一、概述 1\n二、主动公开情况 3\n三、存在的问题 5\n",
        "全市公开信息，其中微博 34 12\n微信发布 5 6\n网站发布 7 8\n",
        "邮编 512000\n电话 8888888\n传真 9999999\n",
        "发布会 3 次\n培训 4 次\n检查 5 次\n",
        "公开文件 3 4\n公开信息 5 6\n全市未收费。\n",
    ],
)
def test_other_lines_with_numbers_are_no_table(text: str) -> None:
    assert tables_of(TITLE + text) == ()


def test_a_table_of_thousands_of_rows_is_read_at_once() -> None:
    started = time.process_time()
    found = tables_of("收到 2 3\n" * 6000)
    assert len(found) == 1
    assert time.process_time() - started < 3  # as the square of the length it would be more than ten times that
