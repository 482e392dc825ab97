"""Statutory tables: each cell by its labels, and what a cell says apart from a number kept as it is."""

from collections.abc import Callable

import pytest

from gongkai.flat import Row
from gongkai.model import Extract, NoValue
from gongkai.tables.labels import bare

Facts = Callable[..., list[Row]]
Cells = Callable[[str], dict[tuple[str, str], str]]

DISCLOSURES = """二、主动公开政府信息情况

| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
|---|---|---|---|
| 规章 | 0 | - | / |
| 行政规范性文件 | 7 |  | 41 |
| 信息内容 | 本年处理决定数量 | | |
| 行政许可 | 8614 | | |
| 信息内容 | 本年收费金额（单位：万元） | | |
| 行政事业性收费 | 27.5 | | |
"""

REQUESTS = """三、收到和处理政府信息公开申请情况

| 申请情况 | 申请情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
|---|---|---|---|---|---|---|---|---|
| 一、本年新收政府信息公开申请数量 |  | 31 | 4 | 0 | 0 | 1 | 0 | 36 |
| 二、上年结转政府信息公开申请数量 |  | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
| （三）不予公开 | 1.属于国家秘密 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
| （三）不予公开 | 7.属于行政执法案卷 | 5 | 1 | 0 | 0 | 0 | 0 | 6 |
| （六）其他处理 | 3.其他 | 8 | 0 | 0 | 0 | 0 | 0 | 8 |
| （七）总计 |  | 16 | 1 | 0 | 0 | 0 | 0 | 17 |
"""

DISPUTES = """四、政府信息公开行政复议、行政诉讼情况

| 行政复议 | | | | | 行政诉讼 | | | | | | | | | |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
| | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
| 3 | 1 | 0 | 2 | 6 | 0 | 0 | 5 | 0 | 5 | 4 | 0 | 0 | 0 | 4 |
"""

STATISTICS = """附：政府信息公开情况统计表

| 统计指标 | 单位 | 统计数 |
|---|---|---|
| 一、主动公开情况 | —— | —— |
| （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | 5238 |
| 制发规范性文件总数 | 件 | 44 |
| 2.政府网站公开政府信息数 | 条 | 3905 |
| （二）被依法纠错数 | 件 | 9 |
| 四、行政复议数量 | 件 | 7 |
| （一）维持具体行政行为数 | 件 | 5 |
| （二）被依法纠错数 | 件 | 2 |
| 五、行政诉讼数量 | 件 | 3 |
| （二）被依法纠错数 | 件 | 1 |
| 七、依申请公开信息收取的费用 | 万元 | 0.42 |
| 1.专职人员数（不包括政府公报及政府网站工作人员数） | 人 | 8 |
| 2.兼职人员数 | 人 | 61 |
"""

TITLE = "广元市2023年政府信息公开工作年度报告"


@pytest.fixture
def cells(facts: Facts) -> Cells:
    """What a table states: value by metric and dimensions."""
    return lambda body: {(row.metric, row.dimensions): row.value for row in facts(body, TITLE) if row.rule == "table"}


def test_rows_belong_to_the_columns_last_named(cells: Cells) -> None:
    stated = cells(DISCLOSURES)
    assert stated["documents-issued", "document-type=normative-documents"] == "7"
    assert stated["documents-in-force", "document-type=normative-documents"] == "41"
    assert stated["decisions", "act=licence"] == "8614"


def test_an_amount_in_ten_thousands_is_stored_in_yuan(facts: Facts) -> None:
    (fee,) = [row for row in facts(DISCLOSURES, TITLE) if row.metric == "administrative-fees"]
    assert (fee.value, fee.unit, fee.text) == ("275000", "元", "27.5")


def test_blank_nought_dash_and_slash_are_kept_apart(extract: Callable[..., Extract]) -> None:
    extracted = extract(DISCLOSURES, TITLE)
    said = {
        (fact.metric, dict(fact.dimensions)["document-type"]): (
            fact.quantity.status if isinstance(fact.quantity, NoValue) else str(fact.quantity.value)
        )
        for fact in extracted.observations()
        if fact.metric.startswith("documents")
    }
    assert said["documents-issued", "rules"] == "0"
    assert said["documents-repealed", "rules"] == "dash"
    assert said["documents-in-force", "rules"] == "slash"
    assert said["documents-repealed", "normative-documents"] == "not-stated"


def test_a_request_is_told_by_its_applicant_and_its_outcome(cells: Cells) -> None:
    stated = cells(REQUESTS)
    assert stated["applications-received", "applicant=legal-services"] == "1"
    assert stated["applications-carried-over", ""] == "2"
    assert stated["application-outcomes", "applicant=natural-person;outcome=refused-enforcement-file"] == "5"
    assert stated["applications-processed", ""] == "17"


def test_a_row_named_other_is_that_of_its_group(cells: Cells) -> None:
    assert cells(REQUESTS)["application-outcomes", "outcome=otherwise-handled-other"] == "8"


def test_fifteen_values_in_a_line_are_told_by_their_order(cells: Cells) -> None:
    stated = cells(DISPUTES)
    assert stated["reconsiderations", "result=pending"] == "2"
    assert stated["litigations", "result=other;route=direct"] == "5"
    assert stated["litigations", "route=after-reconsideration"] == "4"


def test_a_fact_of_a_table_names_its_cell(facts: Facts) -> None:
    (row,) = [row for row in facts(DISCLOSURES, TITLE) if row.value == "8614"]
    assert (row.table, row.row, row.column) == ("0", "4", "1")


def test_a_number_that_no_layout_explains_is_accounted_for(extract: Callable[..., Extract]) -> None:
    extracted = extract("| 项目 | 甲 |\n|---|---|\n| 乙 | 77 |\n", TITLE)
    assert [(one.text, one.kind) for one in extracted.accounts if one.text == "77"] == [("77", "unknown")]


@pytest.mark.parametrize("label", ["1.属于国家秘密", "（1）属于国家秘密", "属于“国家秘密”", "属于 国家秘密（件）"])
def test_numbering_marks_and_remarks_do_not_change_a_label(label: str) -> None:
    assert bare(label) == "属于国家秘密"


def test_the_statistics_of_2014_are_read_row_by_row(facts: Facts) -> None:
    rows = facts(STATISTICS, "广元市2016年政府信息公开工作年度报告")
    assert [(row.metric, row.dimensions, row.value) for row in rows] == [
        ("proactive-disclosures", "", "5238"),
        ("documents-issued", "document-type=normative-documents", "44"),
        ("items-published", "", "3905"),
        ("reconsiderations", "", "7"),
        ("reconsiderations", "result=upheld", "5"),
        ("reconsiderations", "result=corrected", "2"),
        ("litigations", "", "3"),
        ("litigations", "result=corrected", "1"),
        ("request-fees", "", "4200"),
        ("other", "", "8"),
        ("other", "", "61"),
    ]
    assert [(row.channel, row.channel_type) for row in rows if row.channel] == [("政府网站", "website")]


def test_a_row_that_belongs_to_a_group_counts_nothing_outside_of_it(extract: Callable[..., Extract]) -> None:
    accounts = extract(STATISTICS, "广元市2016年政府信息公开工作年度报告").accounts
    assert ("9", "unknown") in [(one.text, one.kind) for one in accounts]


def test_the_annexed_statistics_make_the_edition(extract: Callable[..., Extract]) -> None:
    title = "广元市2016年政府信息公开工作年度报告"
    assert extract(STATISTICS, title).masthead.edition == "statistics-2014"
    assert extract("全年无行政复议。", title).masthead.edition == "narrative"


# --- What real tables do ----------------------------------------------------------------------------------------------


def said(facts: list[Row]) -> list[tuple[str, str, str, str]]:
    """Of the facts of tables: metric, dimensions, value and label where it is of no statutory metric."""
    return [
        (row.metric, row.dimensions, row.value, row.label if row.metric == "other" else "")
        for row in facts
        if row.rule == "table"
    ]


def documents(*rows: str) -> str:
    return "\n".join(["| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |", "|---|---|---|---|", *rows])


def requests(*rows: str) -> str:
    names = "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"
    return "\n".join([f"| 申请情况 | 分项 | {names} |", "|---|---|---|---|---|---|---|---|---|", *rows])


def test_two_figures_of_one_cell_stand_at_two_places(facts: Facts) -> None:
    rows = facts(documents("| 行政规范性文件 | 22（其中修订16件） | 0 | 41 |"), TITLE)
    places = {row.text: (row.table, row.row) for row in rows if row.text in ("22", "16")}
    assert places["22"] != ("", "")
    assert places["16"] == ("", "")


@pytest.mark.parametrize("remark", ["（其中修订16件）", "，其中修订16件", "（修订16）", "（含：修订16件）"])
def test_a_figure_in_a_remark_is_a_part_of_the_cell(facts: Facts, remark: str) -> None:
    rows = [row for row in facts(documents(f"| 行政规范性文件 | 22{remark} | 0 | 41 |"), TITLE) if row.rule == "table"]
    whole, part = rows[0], rows[1]
    assert (whole.metric, whole.value, whole.text) == ("documents-issued", "22", "22")
    assert (part.metric, part.label, part.value, part.unit, part.text) == ("other", "修订", "16", "件", "16")
    assert part.part_of == whole.start


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("251000元", "251000"), ("1276.5534万元", "12765534"), ("27.5", "275000"), ("约3万元", "30000"),
        ("-35", "-350000"), ("1,250.5", "12505000"),
    ],
)  # fmt: skip
def test_a_unit_in_the_cell_outweighs_that_of_the_form(facts: Facts, cell: str, value: str) -> None:
    body = f"| 信息内容 | 本年收费金额（单位：万元） |\n|---|---|\n| 行政事业性收费 | {cell} |"
    assert [row.value for row in facts(body, TITLE) if row.rule == "table"] == [value]


def test_a_unit_above_the_column_outweighs_that_of_the_form(facts: Facts) -> None:
    body = "| 信息内容 | 本年收费金额（单位：元） |\n|---|---|\n| 行政事业性收费 | 27500 |"
    assert [(row.value, row.unit) for row in facts(body, TITLE) if row.rule == "table"] == [("27500", "元")]


@pytest.mark.parametrize(
    ("cell", "value"), [("增10", "10"), ("+10", "10"), ("-10", "-10"), ("减10", "-10"), ("10", "10")]
)
def test_a_change_keeps_its_sign(facts: Facts, cell: str, value: str) -> None:
    body = f"| 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n|---|---|---|---|\n| 行政许可 | 5 | {cell} | 7 |"
    assert ("service-items-change", "act=licence", value, "") in said(
        facts(body, "广元市2019年政府信息公开工作年度报告")
    )


def test_a_row_that_the_form_does_not_have_counts_by_its_own_words(facts: Facts) -> None:
    rows = said(facts(documents("| 规章 | 1 | 0 | 3 |", "| 党委文件 | 6 | 2 | 9 |"), TITLE))
    assert rows[3:] == [
        ("other", "", "6", "党委文件本年制发件数"),
        ("other", "", "2", "党委文件本年废止件数"),
        ("other", "", "9", "党委文件现行有效件数"),
    ]


def test_a_row_without_its_total_has_the_columns_that_its_values_stand_under(facts: Facts) -> None:
    body = requests(
        "| 一、本年新收政府信息公开申请数量 |  | 31 | 4 | 0 | 0 | 1 | 0 | 36 |",
        "| （三）不予公开 | 1.属于国家秘密 | 3 | 2 | 0 | 0 | 0 | 1 |",
    )
    refused = [row[1:3] for row in said(facts(body, TITLE)) if "refused" in row[1]]
    assert refused[0] == ("applicant=natural-person;outcome=refused-state-secret", "3")
    assert refused[5] == ("applicant=other-organisation;outcome=refused-state-secret", "1")
    assert len(refused) == 6


STRANGER = """三、收到和处理政府信息公开申请情况

|申请情况|申请情况|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他{inner}|总计{outer}|
|---|---|---|---|---|---|---|---|---|---|
|一、本年新收政府信息公开申请数量||30|4|0|0|1|0{two}|35{three}|
|（一）予以公开||20|3|0|0|1|0{two}|24{three}|
|（七）总计||29|4|0|0|1|0{two}|34{three}|
"""


@pytest.mark.parametrize(
    ("inner", "outer", "two", "three"),
    [("", "", "", ""), ("|未成年人", "", "|2", ""), ("", "|同比增减", "", "|7"), ("|未成年人", "", "|", "")],
)
def test_a_column_that_the_form_does_not_have_shifts_no_value(
    cells: Cells, inner: str, outer: str, two: str, three: str
) -> None:
    stated = cells(STRANGER.format(inner=inner, outer=outer, two=two, three=three))
    assert stated["applications-received", "applicant=natural-person"] == "30"
    assert stated["application-outcomes", "applicant=legal-services;outcome=granted"] == "1"
    assert stated["applications-received", "applicant=other-organisation"] == "0"
    assert stated["applications-processed", ""] == "34"


@pytest.mark.parametrize(("inner", "two", "read"), [("", "", "30"), ("|未成年人", "|2", None)])
def test_a_label_in_other_words_is_known_by_its_place_unless_there_are_other_columns(
    cells: Cells, inner: str, two: str, read: str | None
) -> None:
    table = STRANGER.format(inner=inner, outer="", two=two, three="").replace("法律服务机构", "律师事务所")
    stated = cells(table)
    assert stated.get(("applications-received", "applicant=natural-person")) == read


def test_the_values_of_such_a_column_are_accounted_for(extract: Callable[..., Extract]) -> None:
    extracted = extract(STRANGER.format(inner="|未成年人", outer="", two="|2", three=""), TITLE)
    assert [one.kind for one in extracted.accounts if one.text == "2"] == ["unknown"] * 3
    assert [one.code for one in extracted.issues] == ["unread-row"] * 3


def test_columns_in_another_order_are_told_by_their_labels(facts: Facts) -> None:
    body = (
        "| 申请情况 | 总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n"
        "|---|---|---|---|---|---|---|---|\n| 一、本年新收政府信息公开申请数量 | 36 | 31 | 4 | 0 | 0 | 1 | 0 |"
    )
    rows = said(facts(body, TITLE))
    assert rows[0] == ("applications-received", "", "36", "")
    assert rows[1] == ("applications-received", "applicant=natural-person", "31", "")


@pytest.mark.parametrize("label", ["1.属于国家秘密", "（三）不予公开1.属于国家秘密", "1.属于国家密秘", "1.属国家秘密"])
def test_a_row_is_known_without_the_label_of_its_group(facts: Facts, label: str) -> None:
    body = requests(f"|  | {label} | 3 | 2 | 0 | 0 | 0 | 1 | 6 |", "| （七）总计 |  | 3 | 2 | 0 | 0 | 0 | 1 | 6 |")
    assert ("application-outcomes", "outcome=refused-state-secret", "6", "") in said(facts(body, TITLE))


def test_a_cell_with_other_words_is_an_issue_and_the_others_are_read(extract: Callable[..., Extract]) -> None:
    body = requests(
        "| 一、本年新收政府信息公开申请数量 |  | 31 | 4 | 0 | 0 | 1 | 0 | 36 |",
        "| 二、上年结转政府信息公开申请数量 |  | 2 | 见附件 | 0 | 0 | 0 | 0 | 2 |",
    )
    extracted = extract(body, TITLE)
    assert [issue.code for issue in extracted.issues] == ["unread-cell"]
    carried = [fact for fact in extracted.observations() if fact.metric == "applications-carried-over"]
    assert len(carried) == 6


def test_no_cell_is_a_part_of_one_that_states_nothing(extract: Callable[..., Extract]) -> None:
    body = """三、收到和处理政府信息公开申请情况

| 申请情况 | 总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |
|---|---|---|---|---|---|---|---|
| 一、本年新收政府信息公开申请数量 | 见附件 | 31 | 4 | 0 | 0 | 1 | 0 |
| 二、上年结转政府信息公开申请数量 | 2 | 2 | 0 | 0 | 0 | 0 | 0 |
"""
    wholes = {fact.metric: fact.part_of for fact in extract(body, TITLE).observations() if fact.dimensions}
    assert wholes == {"applications-received": "", "applications-carried-over": "table-0-2-1"}


def test_what_no_layout_explains_is_an_issue(extract: Callable[..., Extract]) -> None:
    assert [issue.code for issue in extract("| 项目 | 甲 |\n|---|---|\n| 乙 | 77 |\n", TITLE).issues] == [
        "unread-table"
    ]


def test_a_row_that_was_not_read_is_an_issue(extract: Callable[..., Extract]) -> None:
    extracted = extract(STATISTICS, "广元市2016年政府信息公开工作年度报告")
    assert [issue.code for issue in extracted.issues] == ["unread-row"]


def test_a_table_says_how_many_of_its_numbers_are_explained(extract: Callable[..., Extract]) -> None:
    (match,) = extract(STATISTICS, "广元市2016年政府信息公开工作年度报告").matches
    assert (match.layouts, match.editions) == (("statistics",), ("statistics-2014",))
    assert (match.explained, match.numbers) == (11, 12)


def test_a_hybrid_of_editions_names_them_both(extract: Callable[..., Extract]) -> None:
    body = documents("| 规章 | 1 | 0 | 3 |") + (
        "\n| 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n| 行政许可 | 5 | 1 | 7 |"
    )
    (match,) = extract(body, TITLE).matches
    assert match.editions == ("tables-2019", "tables-2021")


def test_reconsiderations_and_lawsuits_may_stand_in_tables_of_their_own(facts: Facts) -> None:
    five = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"
    body = f"""| 行政复议 | | | | |
|---|---|---|---|---|
| {five} |
| 1 | 2 | 3 | 4 | 10 |

| 行政诉讼 | | | | | | | | | |
|---|---|---|---|---|---|---|---|---|---|
| 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
| {five} | {five} |
| 1 | 0 | 0 | 0 | 1 | 0 | 5 | 0 | 0 | 5 |"""
    rows = said(facts(body, TITLE))
    assert ("reconsiderations", "", "10", "") in rows
    assert ("litigations", "result=corrected;route=after-reconsideration", "5", "") in rows
    assert len(rows) == 15


def test_a_number_in_a_label_is_a_part_of_the_label(extract: Callable[..., Extract]) -> None:
    accounts = extract(STATISTICS, "广元市2016年政府信息公开工作年度报告").accounts
    assert ("1", "name") in [(one.text, one.kind) for one in accounts]


def test_the_cells_of_a_row_are_parts_of_its_total_and_outcomes_of_all(facts: Facts) -> None:
    rows = {(row.metric, row.dimensions): row for row in facts(REQUESTS, TITLE) if row.rule == "table"}
    total = rows["applications-received", ""]
    assert rows["applications-received", "applicant=natural-person"].part_of == total.start
    secret = rows["application-outcomes", "outcome=refused-state-secret"]
    assert rows["application-outcomes", "applicant=natural-person;outcome=refused-state-secret"].part_of == secret.start
    assert secret.part_of == rows["applications-processed", ""].start
    assert total.part_of == ""


def test_results_are_parts_of_the_total_of_their_group(facts: Facts) -> None:
    rows = {(row.metric, row.dimensions): row for row in facts(DISPUTES, TITLE) if row.rule == "table"}
    after = rows["litigations", "route=after-reconsideration"]
    assert rows["litigations", "result=upheld;route=after-reconsideration"].part_of == after.start


def test_indented_rows_of_the_statistics_are_parts_of_the_row_above(facts: Facts) -> None:
    rows = facts(STATISTICS, "广元市2016年政府信息公开工作年度报告")
    upheld = next(row for row in rows if row.dimensions == "result=upheld")
    assert upheld.part_of == next(row for row in rows if row.metric == "reconsiderations").start


def test_a_row_of_column_labels_is_no_row_of_values(facts: Facts) -> None:
    body = (
        "| 申请人情况 | 自然人 | 法人或其他组织 | 总计 | | | | |\n"
        "| | | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |\n"
        "| 一、本年新收政府信息公开申请数量 | 8 | 0 | 0 | 0 | 0 | 0 | 8 |\n| （七）总计 | 7 | 0 | 0 | 0 | 0 | 1 | 8 |"
    )
    rows = said(facts(body, TITLE))
    assert ("applications-processed", "applicant=natural-person", "7", "") in rows
    assert len(rows) == 14
