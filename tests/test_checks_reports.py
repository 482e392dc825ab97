"""Whole reports against each other and against their form: year against year, table against prose, years, sections."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from gongkai import auditing, iris, pipeline, shards, store
from gongkai.model import Finding
from gongkai.vocabulary import Vocabulary

Judge = Callable[..., list[Finding]]

PLACE = "甘肃省两当县"
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
PREAMBLE = "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
SECTIONS = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况",
            "政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项")  # fmt: skip


def row(label: str, *cells: object) -> str:
    return "| " + " | ".join([label, *map(str, cells)]) + " |\n"


def line(label: str, people: object, firms: object, total: object) -> str:
    return row(label, people, firms, 0, 0, 0, 0, total)


def requests(received: str, carried: str, granted: str, total: str, forward: str) -> str:
    """The table of requests, each row given as `people firms total`, `.` for a blank."""
    labels = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "（七）总计",
              "四、结转下年度继续办理")  # fmt: skip
    rows = zip(labels, (received, carried, granted, total, forward), strict=True)
    body = "".join(line(label, *(cell.replace(".", "") for cell in cells.split())) for label, cells in rows)
    return row("申请情况", *COLUMNS) + row("---", *["---"] * 7) + body


def documents(issued: object, repealed: object, in_force: object) -> str:
    return (row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数") + row("---", "---", "---", "---")
            + row("行政规范性文件", issued, repealed, in_force))  # fmt: skip


def items(last: object, change: object) -> str:
    return (row("信息内容", "上一年项目数量", "本年增/减", "处理决定数量") + row("---", "---", "---", "---")
            + row("行政许可", last, change, 7))  # fmt: skip


def report(year: int, *parts: str, title: int = 0, place: str = PLACE, preamble: str = PREAMBLE) -> str:
    return "\n".join([f"{place}{title or year}年政府信息公开工作年度报告", preamble.format(year=year), *parts, ""])


@pytest.fixture
def judge(tmp_path: Path, words: Vocabulary) -> Judge:
    """judge(rule, *reports): what the rule comes to in a store of them."""

    def findings(rule: str, *reports: str) -> list[Finding]:
        with store.open_store(built(tmp_path, words, *reports)) as opened:
            return [finding for finding in auditing.findings(opened) if finding.rule == rule]

    return findings


def built(tmp_path: Path, words: Vocabulary, *reports: str) -> Path:
    made = []
    folder = tmp_path / f"store-{len(list(tmp_path.iterdir()))}"
    (folder / "shards").mkdir(parents=True)
    for number, text in enumerate(reports):
        path = folder / f"report-{number}.txt"
        path.write_text(text, encoding="utf-8")
        made.append(shards.write(folder / "shards", path.stem, pipeline.triples_of(pipeline.extract_of(path, words))))
    store.assemble(made, folder / "store", auditing.judge)
    return folder / "store"


def said(found: list[Finding]) -> list[tuple[str, object, object]]:
    return [(finding.status, finding.expected, finding.found) for finding in found]


def test_findings_of_every_status_keep_the_shapes(tmp_path: Path, words: Vocabulary) -> None:
    earlier = report(2019, items(15, -3), requests("5 . 6", "0 0 0", "5 0 5", "5 0 5", "0 0 0"))
    later = report(2020, items(13, 0), requests("5 0 5", "1 0 1", "5 0 5", "5 0 5", "0 0 0"))
    with store.open_store(built(tmp_path, words, earlier, later)) as opened:
        assert {finding.status for finding in auditing.findings(opened)} == {"passed", "failed", "not-judged"}
        assert list(auditing.violations(opened)) == []


# --- Blanks and printed totals ----------------------------------------------------------------------------------------

BLANKS = {
    "the total fits": ("5 . 5", [("passed", 5, 5)]),
    "the total does not fit": ("5 . 6", [("not-judged", 6, 5)]),
    "nothing is blank": ("5 0 6", [("failed", 6, 5)]),
    "the total is blank": ("5 1 .", [("not-judged", None, 6)]),
    "the total is printed as 0": ("5 1 0", [("failed", 0, 6)]),
}


@pytest.mark.parametrize(("cells", "found"), BLANKS.values(), ids=BLANKS)
def test_a_blank_counts_as_0_only_where_the_printed_total_then_fits(
    judge: Judge, cells: str, found: list[tuple[str, object, object]]
) -> None:
    table = requests(cells, "0 0 0", "0 0 0", "0 0 0", "0 0 0")
    assert said(judge("breakdown-applicant", report(2022, table)))[0:1] == found


def test_a_row_of_blanks_says_nothing(judge: Judge) -> None:
    blank = row("二、上年结转政府信息公开申请数量", *[""] * 7)
    assert judge("breakdown-applicant", report(2022, row("申请情况", *COLUMNS), row("---", *["---"] * 7) + blank)) == []


def test_a_balance_takes_a_blank_as_0_where_it_then_fits(judge: Judge) -> None:
    fits = requests("6 1 7", ". . .", "6 1 7", "6 1 7", ". . .")
    assert {finding.status for finding in judge("balance", report(2022, fits))} == {"passed"}


def test_a_balance_with_blanks_that_does_not_fit_is_not_judged(judge: Judge) -> None:
    open_ended = requests("6 1 7", ". . .", "6 0 6", "6 0 6", ". . .")
    assert ("not-judged", 7, 6) in said(judge("balance", report(2022, open_ended)))


def test_a_wrong_total_in_the_table_fails_though_the_prose_has_the_right_one(judge: Judge) -> None:
    table = requests("6 1 0", "0 0 0", "6 1 7", "6 1 7", "0 0 0")
    found = judge("breakdown-applicant", report(2022, "全县收到政府信息公开申请7件。", table))
    assert said(found)[0] == ("failed", 0, 7)


# --- Table against prose ----------------------------------------------------------------------------------------------

TABLE = requests("20 2 22", "3 0 3", "21 2 23", "21 2 23", "2 0 2")
PROSE = {
    "the same": ("全县收到政府信息公开申请22件。", [("passed", 22, 22)]),
    "another": ("全县收到政府信息公开申请21件。", [("failed", 22, 21)]),
    "with what was carried over": ("全县受理政府信息公开申请25件。", [("not-judged", 22, 25)]),
    "approximate": ("全县收到政府信息公开申请20余件。", [("not-judged", 22, 20)]),
    "a narrower scope": ("县政府办公室收到政府信息公开申请9件。", []),
    "an agency": ("县公安局收到政府信息公开申请9件。", []),
    "another year": ("2021年，全县收到政府信息公开申请9件。", []),
}


@pytest.mark.parametrize(("prose", "found"), PROSE.values(), ids=PROSE)
def test_the_prose_is_held_against_the_table_of_the_same_scope(
    judge: Judge, prose: str, found: list[tuple[str, object, object]]
) -> None:
    assert said(judge("repeated-figure", report(2022, prose, TABLE))) == found


def test_both_sides_are_named(tmp_path: Path, words: Vocabulary) -> None:
    folder = built(tmp_path, words, report(2022, "全县收到政府信息公开申请21件。", TABLE))
    with store.open_store(folder) as opened:
        finding = next(one for one in auditing.findings(opened) if one.rule == "repeated-figure")
        sides = auditing.sides(opened, finding)
        assert [(one.words, one.value) for one in sides.expected] == [("本年新收政府信息公开申请数量", "22件")]
        assert [(one.words, one.value) for one in sides.found] == [("政府信息公开申请", "21件")]
        assert linked(opened, finding, "gk:foundFrom") == set(finding.against)
        assert linked(opened, finding, "gk:involves") == {*finding.stated, *finding.against}


def linked(opened: Store, finding: Finding, prefixed: str) -> set[str]:
    quads = opened.quads_for_pattern(NamedNode(finding.iri), NamedNode(iris.term(prefixed)), None)
    return {str(quad.object.value) for quad in quads}


# --- Year against year ------------------------------------------------------------------------------------------------

BEFORE = report(2021, requests("9 0 9", "0 0 0", "7 0 7", "7 0 7", "2 0 2"), documents(4, 1, 40))


def after(carried: str = "2 0 2", issued: object = 3, repealed: object = 5, in_force: object = 38, **more: int) -> str:
    table = requests("20 2 22", carried, "22 2 24", "22 2 24", "0 0 0")
    return report(more.pop("year", 2022), table, documents(issued, repealed, in_force), **more)


def test_what_was_carried_forward_is_carried_over_by_each_kind_of_applicant(judge: Judge) -> None:
    found = judge("carried-over", BEFORE, after())
    assert {finding.status for finding in found} == {"passed"}
    assert len(found) == len(COLUMNS)


def test_what_was_carried_forward_but_is_not_carried_over_fails_in_the_later_report(judge: Judge) -> None:
    found = [one for one in judge("carried-over", BEFORE, after("2 1 3")) if one.status == "failed"]
    assert said(found) == [("failed", 0, 1), ("failed", 2, 3)]
    assert {finding.report.rsplit("/", 1)[1] for finding in found} == {"2022"}
    assert all("/2021/observation/" in iri for one in found for iri in one.stated)
    assert "2022年报告为3件，按2021年报告应为2件，相差1件" in found[1].zh


def test_the_order_in_which_reports_were_read_does_not_matter(judge: Judge) -> None:
    assert judge("carried-over", after("2 1 3"), BEFORE) == judge("carried-over", BEFORE, after("2 1 3"))


@pytest.mark.parametrize(
    "other",
    [after(year=2023), report(2022, place="甘肃省徽县")],
    ids=["a year between", "another place"],
)
def test_without_the_report_of_the_year_before_there_is_no_finding(judge: Judge, other: str) -> None:
    assert judge("carried-over", BEFORE, other) == []


def test_a_blank_before_or_after_is_not_judged_unless_it_fits(judge: Judge) -> None:
    found = {finding.status for finding in judge("carried-over", BEFORE, after(". . ."))}
    assert found == {"passed", "not-judged"}


IN_FORCE = {
    "as many": (38, "passed"),
    "more than were made": (39, "failed"),
    "fewer, which may have lapsed": (37, "not-judged"),
    "blank": ("", "not-judged"),
}


@pytest.mark.parametrize(("in_force", "status"), IN_FORCE.values(), ids=IN_FORCE)
def test_documents_in_force_are_held_against_those_of_the_year_before(
    judge: Judge, in_force: object, status: str
) -> None:
    assert [one.status for one in judge("documents-in-force", BEFORE, after(in_force=in_force))] == [status]


ITEMS = {"kept": (15, -3, 12, "passed"), "differs": (15, -3, 13, "failed"), "no sign": (15, 3, 12, "not-judged")}


@pytest.mark.parametrize(("last", "change", "now", "status"), ITEMS.values(), ids=ITEMS)
def test_items_of_the_year_before_are_held_against_its_own_report(
    judge: Judge, last: int, change: int, now: int, status: str
) -> None:
    found = judge("items-last-year", report(2019, items(last, change)), report(2020, items(now, 0)))
    assert [finding.status for finding in found] == [status]


# --- The year of the text ---------------------------------------------------------------------------------------------


def test_the_period_of_another_year_fails_with_its_words_as_evidence(tmp_path: Path, words: Vocabulary) -> None:
    with store.open_store(built(tmp_path, words, report(2021, title=2022))) as opened:
        finding = next(one for one in auditing.findings(opened) if one.rule == "reporting-year")
        assert said([finding]) == [("failed", 2022, 2021)]
        assert [one.words for one in auditing.sides(opened, finding).found] == ["自2021年1月1日起至2021年12月31日"]
        assert list(auditing.violations(opened)) == []


PERIODS = {
    "the right one": ("统计期限自2022年1月1日起至12月31日止。", ["passed"]),
    "one torn apart by a line end": ("统计期限为2022年1\n月1日至2022年12\n月31日。", ["passed"]),
    "more than a year": ("统计期限为2021年1月1日至2022年12月31日。", ["not-judged"]),
    "days of something else": ("2021年3月1日至2021年4月1日开展培训。", ["not-judged"]),
    "none": ("本报告由县政府办公室编制。", []),
    "a date": ("截至2023年1月31日，均已办结。", []),
}


@pytest.mark.parametrize(("preamble", "statuses"), PERIODS.values(), ids=PERIODS)
def test_only_a_period_of_another_year_fails(judge: Judge, preamble: str, statuses: list[str]) -> None:
    found = judge("reporting-year", report(2022, preamble=preamble))
    assert [finding.status for finding in found] == statuses


SENTENCES = {
    "this year's figures under last year": ("2021年，我县主动公开政府信息2100条。", ["not-judged"]),
    "a comparison": ("2021年，我县主动公开政府信息2100条，比上年增加5条。2022年，我县主动公开政府信息2200条。", []),
    "a figure of this year beside": ("2022年，我县主动公开政府信息2200条，较2021年增长5%。", []),
    "a plan": ("2023年，我县将举办培训3期。", []),
    "a document": ("印发《2021年政务公开工作要点》，主动公开政府信息2100条。", []),
}


@pytest.mark.parametrize(("text", "statuses"), SENTENCES.values(), ids=SENTENCES)
def test_figures_of_a_sentence_about_another_year_are_not_judged(judge: Judge, text: str, statuses: list[str]) -> None:
    assert [one.status for one in judge("reporting-year", report(2022, text, preamble=""))] == statuses


# --- Sections and tables ----------------------------------------------------------------------------------------------


def chapters(*names: str) -> str:
    return "\n".join(f"{'一二三四五六'[at]}、{name}\n略。" for at, name in enumerate(names))


def test_a_report_with_all_sections_passes(judge: Judge) -> None:
    assert said(judge("sections", report(2022, chapters(*SECTIONS)))) == [("passed", 6, 6)]


def test_a_missing_section_is_named(judge: Judge) -> None:
    found = judge("sections", report(2022, chapters(*SECTIONS[:3], *SECTIONS[4:])))
    assert said(found) == [("failed", 6, 5)]
    assert found[0].zh.endswith("缺少：政府信息公开行政复议、行政诉讼情况。")
    assert "reconsiderations and lawsuits" in found[0].en
    assert len(found[0].against) == 5


def test_a_section_whose_heading_is_lost_is_not_judged(judge: Judge) -> None:
    text = (
        chapters(*SECTIONS[:3], *SECTIONS[4:]) + "全县发生行政复议2件，均已办结，未发生行政诉讼，纠错率为零，无新情况。"
    )
    assert said(judge("sections", report(2022, text))) == [("not-judged", 6, 5)]


def test_what_an_overview_says_of_requests_is_no_section_of_them(judge: Judge) -> None:
    text = chapters(*SECTIONS[:2], *SECTIONS[3:]).replace("略。", "（一）依申请公开\n办理及时。", 1)
    assert said(judge("sections", report(2022, text))) == [("not-judged", 6, 5)]


def test_the_older_form_has_sections_of_its_own(judge: Judge) -> None:
    names = ("概述", "主动公开情况", "依申请公开情况", "收费及减免情况", "复议诉讼情况", "主要问题和改进措施")
    assert said(judge("sections", report(2012, chapters(*names)))) == [("passed", 5, 5)]
    assert said(judge("sections", report(2012, chapters(*names[:3], *names[4:])))) == [("failed", 5, 4)]


def test_a_piece_of_a_report_is_not_judged(judge: Judge) -> None:
    assert [one.status for one in judge("sections", report(2022, chapters(SECTIONS[0])))] == ["not-judged"]


def test_tables_that_may_be_images_are_not_judged(judge: Judge) -> None:
    found = judge("tables", report(2022, chapters(*SECTIONS), TABLE))
    assert said(found) == [("not-judged", 3, 1)]
    assert "主动公开政府信息情况表" in found[0].zh


def test_an_older_report_needs_no_tables(judge: Judge) -> None:
    assert judge("tables", report(2012, chapters("概述"))) == []
