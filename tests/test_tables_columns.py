"""Values under their columns in tables whose merged cells, places or labels are left out: right, or not read at all."""

from collections.abc import Callable

import pytest

from gongkai.flat import Row
from gongkai.model import Extract

Facts = Callable[..., list[Row]]
Extractor = Callable[..., Extract]
Said = Callable[[str], dict[tuple[str, str], str]]

TITLE = "广元市2020年政府信息公开工作年度报告"
RESULTS = "结果维持 结果纠正 其他结果 尚未审结 总计"
DISPUTES = (
    "行政复议 行政诉讼",
    f"{RESULTS} 未经复议直接起诉 复议后起诉",
    f"{RESULTS} {RESULTS}",
    "3 1 0 2 6 0 0 5 0 5 4 0 0 0 4",
)
OTHERS = "商业企业 科研机构 社会公益组织 法律服务机构 其他"
APPLICANTS = ("（本列数据的勾稽关系） 申请人情况", "自然人 法人或其他组织 总计", OTHERS)
RECEIVED = "一、本年新收政府信息公开申请数量 31 4 0 0 1 0 36"
CARRIED = "二、上年结转政府信息公开申请数量 2 0 0 0 0 0 2"
GRANTED = "三、本年度办理结果 （一）予以公开 7 0 0 0 0 0 7"
SECRET = "（三）不予公开 1.属于国家秘密 3 2 0 0 0 1 6"
FORBIDDEN = "2.其他法律行政法规禁止公开 5 0 0 0 0 0 5"
SERVICES = "信息内容 上一年项目数量 本年增/减 处理决定数量"


def tabs(*rows: str) -> str:
    return "表\n\n" + "\n".join(row.replace(" ", "\t") for row in rows)


def pipes(*rows: str) -> str:
    """With the blanks behind each row that converters leave for the cells that they do not know."""
    width = max(len(row.split(" ")) for row in rows)
    return "表\n\n" + "\n".join(" | ".join(row.split(" ")) + " | " + "|" * (width - row.count(" ") - 1) for row in rows)


def stacked(*rows: str) -> str:
    return "表\n\n" + "\n".join("\n".join(row.split(" ")) for row in rows)


@pytest.fixture
def said(facts: Facts) -> Said:
    """What the tables of a text state: value by metric and dimensions."""
    return lambda body: {(row.metric, row.dimensions): row.value for row in facts(body, TITLE) if row.rule == "table"}


@pytest.fixture
def codes(extract: Extractor) -> Callable[[str], list[str]]:
    return lambda body: [issue.code for issue in extract(body, TITLE).issues]


@pytest.mark.parametrize("written", [tabs, pipes, stacked])
def test_the_disputes_are_read_where_merged_cells_are_left_out(said: Said, written: Callable[..., str]) -> None:
    stated = said(written(*DISPUTES))
    assert len(stated) == 15
    assert stated["reconsiderations", "result=pending"] == "2"
    assert stated["litigations", "result=other;route=direct"] == "5"
    assert stated["litigations", "result=upheld;route=after-reconsideration"] == "4"


@pytest.mark.parametrize("written", [tabs, pipes, stacked])
def test_the_requests_are_read_where_merged_cells_are_left_out(said: Said, written: Callable[..., str]) -> None:
    stated = said(written(*APPLICANTS, RECEIVED, CARRIED, GRANTED, SECRET, FORBIDDEN))
    assert len(stated) == 35
    assert stated["application-outcomes", "applicant=commercial-enterprise;outcome=refused-state-secret"] == "2"
    assert stated["application-outcomes", "outcome=refused-other-law"] == "5"


def test_columns_without_places_are_told_by_their_labels(said: Said) -> None:
    first, _, *rest = DISPUTES
    stated = said(tabs(first, f"{RESULTS} 复议后起诉 未经复议直接起诉", *rest))
    assert stated["litigations", "result=other;route=after-reconsideration"] == "5"
    assert stated["litigations", "result=upheld;route=direct"] == "4"
    stated = said(
        tabs(
            APPLICANTS[0],
            "总计 自然人 法人或其他组织",
            OTHERS,
            f"{RECEIVED[: -len(' 31 4 0 0 1 0 36')]} 36 31 4 0 0 1 0",
        )
    )
    assert stated["applications-received", ""] == "36"
    assert stated["applications-received", "applicant=natural-person"] == "31"


@pytest.mark.parametrize("written", [tabs, pipes, stacked])
@pytest.mark.parametrize(
    ("row", "other"),
    [
        (0, "行政诉讼 行政复议"),
        (1, f"{RESULTS} 复议后起诉"),
        (1, f"{RESULTS.replace('结果维持', '备注')} 复议后起诉 未经复议直接起诉"),
        (2, f"{RESULTS} {RESULTS.replace('结果纠正', '总计')}"),
        (2, f"总计 {RESULTS} {RESULTS}"),
        (3, "3 1 0 2 6 0 0 5 0 5 4 0 0 0"),
        (3, "3 1 0 2 6 0 0 5 0 5 4 0 0 0 4 4"),
    ],
)
def test_disputes_whose_labels_do_not_fit_are_refused(
    said: Said, codes: Callable[[str], list[str]], written: Callable[..., str], row: int, other: str
) -> None:
    body = written(*(other if at == row else line for at, line in enumerate(DISPUTES)))
    assert said(body) == {}
    assert written is stacked or codes(body) == ["unread-table"]


@pytest.mark.parametrize("written", [tabs, pipes])
@pytest.mark.parametrize(
    ("row", "other"),
    [
        (1, "自然人 总计"),
        (1, "法人或其他组织 总计"),
        (2, f"外资企业 {OTHERS}"),
        (2, OTHERS.replace("商业企业 ", "")),
        (2, "甲 乙 丙 丁 戊"),
    ],
)
def test_requests_below_other_columns_are_refused(
    said: Said, written: Callable[..., str], row: int, other: str
) -> None:
    body = written(*(other if at == row else line for at, line in enumerate(APPLICANTS)), RECEIVED, CARRIED, GRANTED)
    assert said(body) == {}


def test_one_line_of_labels_one_below_the_other_in_another_order_is_refused(said: Said) -> None:
    body = stacked(APPLICANTS[0], "总计 自然人 法人或其他组织", OTHERS, RECEIVED, CARRIED, GRANTED)
    assert said(body) == {}


def test_blanks_behind_the_values_are_no_columns(said: Said) -> None:
    assert len(said("\n".join(f"{line}| |" if "|" in line else line for line in pipes(*DISPUTES).split("\n")))) == 15


def test_labels_over_others_in_the_same_cell_are_known_by_their_end(said: Said) -> None:
    labels = f"行政复议{RESULTS} 行政诉讼未经复议直接起诉{RESULTS} 复议后起诉{RESULTS}"
    assert said(tabs(labels, DISPUTES[-1]))["litigations", "result=other;route=direct"] == "5"
    swapped = labels.replace("结果纠正 其他结果", "其他结果 结果纠正")
    assert said(tabs(swapped, DISPUTES[-1])) == {}


def test_a_row_with_a_cell_less_is_refused_where_no_place_tells_which(
    said: Said, codes: Callable[[str], list[str]]
) -> None:
    rows = (*APPLICANTS, RECEIVED, CARRIED, GRANTED, "（三）不予公开 1.属于国家秘密 3 2 0 0 0 1", FORBIDDEN)
    assert codes(tabs(*rows)) == ["unread-row"]
    stated = said(tabs(*rows))
    assert not [key for key in stated if "refused-state-secret" in key[1]]
    assert stated["application-outcomes", "outcome=refused-other-law"] == "5"


def test_a_blank_at_the_end_of_a_row_shifts_no_value(said: Said) -> None:
    rows = (*APPLICANTS, RECEIVED, CARRIED, GRANTED, "（三）不予公开 1.属于国家秘密 3 2 0 0 0 1 ", FORBIDDEN)
    stated = said(tabs(*rows))
    assert stated["application-outcomes", "applicant=natural-person;outcome=refused-state-secret"] == "3"
    assert stated["application-outcomes", "outcome=refused-state-secret"] == ""


def test_a_row_with_a_value_more_than_there_are_columns_is_refused(
    said: Said, codes: Callable[[str], list[str]]
) -> None:
    rows = (*APPLICANTS, RECEIVED, CARRIED, f"{FORBIDDEN} 9", GRANTED)
    assert codes(tabs(*rows)) == ["unread-row"]
    assert len(said(tabs(*rows))) == 21
    assert codes(tabs(SERVICES, "行政许可 10 1 7 8")) == ["unread-table"]


def test_a_block_ends_at_labels_of_columns_that_no_form_has(said: Said, codes: Callable[[str], list[str]]) -> None:
    body = tabs(SERVICES, "行政许可 10 1 7", "信息内容 检查数量 抽查数量 结果数量", "行政处罚 20 9 8")
    assert codes(body) == ["unread-row"]
    assert {dimensions for _, dimensions in said(body)} == {"act=licence"}


def test_a_block_does_not_end_at_the_name_of_a_part(said: Said) -> None:
    body = tabs(SERVICES, "行政许可 10 1 7", "第二十条第（六）项", "行政处罚 20 9 8")
    assert said(body)["decisions", "act=penalty"] == "8"


def test_a_label_broken_in_its_cell_is_known(said: Said) -> None:
    broken = [line.replace("结果", "结果<br>").replace("未经复议", "未经复议<br/>") for line in DISPUTES]
    assert len(said(pipes(*broken))) == 15


def test_labels_of_the_form_out_of_their_places_refuse_its_order(said: Said) -> None:
    """One label is missing, so that the grid does not tell all columns."""
    known = ["总计", "自然人", *OTHERS.split()[:-1]]
    head = "|项目|" + "|".join(known) + "||"
    values = "|一、本年新收政府信息公开申请数量|36|31|4|0|0|1|0|"
    assert said(f"{head}\n|---|---|---|---|---|---|---|---|\n{values}\n") == {}
    head = "|项目|" + "|".join([*known[1:], "", "总计"]) + "|"
    stated = said(
        f"{head}\n|---|---|---|---|---|---|---|---|\n{values.replace('|36|31', '|31').replace('|1|0|', '|1|0|36|')}\n"
    )
    assert stated["applications-received", "applicant=other-organisation"] == "0"
    assert stated["applications-received", ""] == "36"


def test_labels_in_one_row_are_in_their_places_only_if_all_that_are_known_are(said: Said) -> None:
    over = ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")
    assert len(said(pipes(*over, f"{RESULTS} {RESULTS} {RESULTS}", DISPUTES[-1]))) == 15
    swapped = RESULTS.replace("结果纠正 其他结果", "其他结果 结果纠正")
    assert said(pipes(*over, f"{swapped} {swapped} {swapped}", DISPUTES[-1])) == {}


def test_a_label_over_others_that_stands_beside_them_makes_no_grid(said: Said) -> None:
    heads = "| 自然人 | 法人或其他组织 | 总计 | | | | | |\n|---|---|---|---|---|---|---|---|\n"
    values = "| 一、本年新收政府信息公开申请数量 | 31 | 36 | 4 | 0 | 0 | 1 | 0 |"
    assert said(f"{heads}| | | | {' | '.join(OTHERS.split())} |\n{values}") == {}


def test_blanks_alone_are_no_figures_of_a_form_of_one_column(said: Said) -> None:
    assert said(pipes("行政复议 行政诉讼", "3 1 0 2 6 0 0 5 0 5 4 0 0 0 4")) == {}


def test_a_label_that_stands_over_two_columns_tells_neither(said: Said) -> None:
    labels = (
        f"| 申请情况 | 自然人 | {' | '.join(OTHERS.split())} | 总计 | 总计 |\n|---|---|---|---|---|---|---|---|---|\n"
    )
    assert said(f"{labels}| 一、本年新收政府信息公开申请数量 | 31 | 4 | 0 | 0 | 1 | 0 | 36 |") == {}
