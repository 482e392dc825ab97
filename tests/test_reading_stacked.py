"""Cells that stand one a line become tables where labels and values take turns; lists in prose never do."""

import pytest

from gongkai.reading.pipes import tables_of as piped
from gongkai.reading.stacked import tables_of

TITLE = "韶关市2017年政府信息公开工作年度报告\n"
DISCLOSURES = "信息内容\n制发件数\n废止件数\n规章\n3\n-\n文件\n4\n12\n信息内容\n决定数量\n行政许可\n5120\n"


def words(text: str) -> list[list[list[str]]]:
    """The words of every cell by table and row."""
    tables = []
    for table in tables_of(text):
        rows: list[list[str]] = [[] for _ in range(max(cell.row for cell in table.cells) + 1)]
        for cell in table.cells:
            rows[cell.row].append(text[cell.span.start : cell.span.end])
        tables.append(rows)
    return tables


def test_a_row_is_the_last_label_with_the_values_below_it_and_the_labels_of_its_columns_are_one_row() -> None:
    assert words(TITLE + DISCLOSURES) == [
        [
            ["信息内容"],
            ["制发件数", "废止件数"],
            ["规章", "3", "-"],
            ["文件", "4", "12"],
            ["信息内容"],
            ["决定数量"],
            ["行政许可", "5120"],
        ]
    ]


def test_a_label_of_a_group_is_a_row_of_its_own() -> None:
    (rows,) = words(TITLE + "规章\n3\n4\n（三）不予公开\n1.属于国家秘密\n0\n0\n2.其他\n0\n1\n")
    assert rows[1:3] == [["（三）不予公开"], ["1.属于国家秘密", "0", "0"]]


def test_a_counter_goes_with_its_label() -> None:
    (rows,) = words(TITLE + "收到申请数\n件\n38\n1.当面申请数\n件\n6\n2.传真申请数\n件\n无\n3.网络申请数\n件\n7\n")
    assert rows[0] == ["收到申请数", "件", "38"]
    assert rows[2] == ["2.传真申请数", "件", "无"]


def test_values_of_a_row_with_a_blank_cell_stand_below_none_of_the_columns() -> None:
    (table,) = tables_of(TITLE + "规章\n3\n4\n9\n文件\n4\n12\n办法\n1\n2\n3\n")
    places = [{cell.column for cell in table.cells if cell.row == row} for row in range(3)]
    assert places[0] == places[2]
    assert places[0] & places[1] == {0}


def test_a_section_whose_table_has_labels_of_its_own_parts_tables() -> None:
    text = (
        TITLE
        + DISCLOSURES
        + "三、处理申请情况\n"
        + "自然人\n法人\n一、新收\n2\n3\n二、结转\n4\n5\n三、办理结果\n（一）公开\n0\n1\n"
    )
    tables = words(text)
    assert len(tables) == 2
    assert ["三、处理申请情况"] not in tables[0] + tables[1]
    assert ["三、办理结果"] in tables[1]


def test_pipes_behind_cells_and_alone_between_rows_are_none_of_their_words() -> None:
    text = TITLE + "规章 |\n3 |\n4 |\n|\n文件 |\n0 |\n1 |\n|\n办法 |\n0 |\n9 |\n"
    assert piped(text) == ()
    assert words(text) == [[["规章", "3", "4"], ["文件", "0", "1"], ["办法", "0", "9"]]]


def test_a_mark_of_a_page_is_no_value() -> None:
    (rows,) = words(TITLE + "规章\n3\n4\n- 2 -\n文件\n0\n1\n办法\n0\n9\n")
    assert rows == [["规章", "3", "4"], ["文件", "0", "1"], ["办法", "0", "9"]]


@pytest.mark.parametrize(
    "text",
    [
        "首页\n政务公开\n互动交流\n办事服务\n1\n2\n3\n下一页\n末页\n共\n12\n页\n",  # a menu and a pager
        "地址：中山路\n电话：0751-8888888\n邮编：512000\n传真：0751-9999999\n",
        "2017-01-01\n2017-02-03\n2017-05-06\n要闻\n公告\n",
        "一、概述\n全年公开信息。\n12\n二、问题\n人员不足。\n13\n三、措施\n加强培训。\n14\n",
        "日\n一\n二\n三\n四\n五\n六\n" + "\n".join(map(str, range(1, 32))) + "\n",  # a calendar
    ],
)
def test_other_short_lines_are_no_table(text: str) -> None:
    assert tables_of(TITLE + text) == ()
