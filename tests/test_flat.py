"""Extracts -> rows: what stands in each cell, in the order of the text, and a class for every numeral."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import flat, graph
from gongkai.model import Extract

Extractor = Callable[..., Extract]
COUNTY = "正定县2008年政府信息公开工作年度报告"
COLUMNS = (
    "report,start,end,text,value,unit,metric,label,scope,jurisdiction,agency,policy_area,channel,channel_type,"
    "dimensions,part_of,qualifier,period_start,period_end,table,row,column,quote,rule"
)


def test_the_columns_are_those_that_users_rely_on() -> None:
    assert ",".join(flat.COLUMNS) == COLUMNS


def test_a_row_says_all_that_the_report_says(extract: Extractor) -> None:
    text = "统计期限为2008年5月1日至12月31日。\n一、依申请公开情况\n全县收到申请41件，其中网络申请近29件。"
    *_, row = flat.rows_of(extract(text, COUNTY))
    assert row == flat.Row(
        report="report-1",
        start=str(len(COUNTY) + 1 + text.index("29件")),
        end=str(len(COUNTY) + 1 + text.index("29件") + 2),
        text="29",
        value="29",
        unit="件",
        metric="applications-received",
        label=row.label,
        scope="jurisdiction",
        jurisdiction="130123",
        agency="",
        policy_area="",
        channel="",
        channel_type="",
        dimensions="request-channel=network",
        part_of=str(len(COUNTY) + 1 + text.index("41件")),
        qualifier="near",
        period_start="2008-05-01",
        period_end="2008-12-31",
        table="",
        row="",
        column="",
        quote="全县收到申请41件，其中网络申请近29件。",
        rule="breakdown",
    )
    assert "网络申请" in row.label


def test_several_agencies_and_channels_are_joined(extract: Extractor) -> None:
    (row,) = flat.rows_of(extract("县公安局、县交通局通过“正定交警”微博、“平安正定”微信公众号发布提示25条。", COUNTY))
    assert row.agency.split("|") == ["正定县公安局", "正定县交通局"]
    assert (row.channel, row.channel_type) == ("正定交警|平安正定", "weibo|wechat")


def test_places_are_those_of_the_stored_text(extract: Extractor) -> None:
    extracted = extract("全县公开信息 1 2 条，阅读量　３４次。\n- 3 -\n培训56人。", COUNTY)
    text = extracted.document.manuscript.text
    rows = flat.rows_of(extracted)
    assert rows
    assert [text[int(row.start) : int(row.end)] for row in rows] == [row.text for row in rows]


def test_every_numeral_is_listed_in_the_order_of_the_text(extract: Extractor) -> None:
    extracted = extract("一、概述\n2008年3月召开会议12次，电话0311-88021234，组织培训两次。", COUNTY)
    listed = [(one.row.text, one.kind) for one in flat.numerals_of(extracted)]
    assert listed == [
        ("2008", "date"),
        ("2008", "date"),
        ("3", "date"),
        ("12", "observation"),
        ("0311", "contact"),
        ("88021234", "contact"),
        ("两", "observation-in-words"),
    ]


def test_a_nought_in_words_is_an_observation_in_words(extract: Extractor) -> None:
    listed = flat.numerals_of(extract("二、行政复议和诉讼情况\n无行政复议、行政诉讼。", COUNTY))[1:]
    assert [(one.row.text, one.row.metric, one.kind) for one in listed] == [
        ("无", "litigations", "observation-in-words"),
        ("无", "reconsiderations", "observation-in-words"),
    ]


def test_a_numeral_that_is_no_fact_has_place_and_text_and_nothing_else(extract: Extractor) -> None:
    (classed,) = flat.numerals_of(extract("无。", COUNTY))
    row = classed.row
    said = {name: cell for name, cell in zip(flat.COLUMNS, row.cells(), strict=True) if cell}
    assert said == {"report": "report-1", "start": "3", "end": "7", "text": "2008", "jurisdiction": "130123"}


def test_cells_have_the_class_last_where_all_numerals_are_asked_for(extract: Extractor) -> None:
    extracted = extract("全县公开信息12条。", COUNTY)
    (figure,) = flat.cells_of(extracted, all_numerals=False)
    year, same = flat.cells_of(extracted, all_numerals=True)
    assert len(figure) == len(flat.COLUMNS)
    assert same == (*figure, "observation")
    assert year[-1] == "date"


def test_labels_are_of_two_to_thirty_characters(extract: Extractor) -> None:
    long = "关于加强和改进全县各乡镇各部门各单位政务公开和政府信息公开工作制度建设情况的专题督查"
    rows = flat.rows_of(extract(f"开展{long}6次，村5个，{long}报告7份，涉及8家。", COUNTY))
    assert len(rows) == 4
    assert all(2 <= len(row.label) <= 30 for row in rows)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_a_number_is_written_plainly_and_exactly(value: Decimal) -> None:
    text = flat.plain_number(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize("number", ["9" * 40, "1" * 30 + ".25"])
def test_a_figure_of_very_many_digits_is_not_rounded(number: str, extract: Extractor) -> None:
    table = f"| 指标 | 单位 | 统计数 |\n| --- | --- | --- |\n| 主动公开政府信息数 | 条 | {number} |"
    found = extract(f"{table}\n| 其中：1.政府公报公开政府信息数 | 条 | 3 |")
    assert [row.value for row in flat.rows_of(found)] == [number, "3"]
    assert any(f'obsValue> "{number}"^^' in line for line in graph.triples_of(found))


@pytest.mark.parametrize(
    ("value", "text"), [("1E+6", "1000000"), ("75.80", "75.8"), ("0", "0"), ("1065000.0", "1065000")]
)
def test_numbers_have_neither_exponent_nor_noughts_behind(value: str, text: str) -> None:
    assert flat.plain_number(Decimal(value)) == text
