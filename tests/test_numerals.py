"""What each numeral is: a figure with its hedge, scale and unit, or why it is none; none is dropped."""

import re
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TITLE
from gongkai import flat, pipeline
from gongkai.flat import Row
from gongkai.model import Extract
from gongkai.text import Span, fold
from gongkai.vocabulary import Vocabulary

LOOK_ALIKES = [
    ("telephone", "联系电话：0732-8226510。", {"0732": "contact", "8226510": "contact"}),
    ("telephone-with-extension", "电话0771—5532188转8006。",
     {"0771": "contact", "5532188": "contact", "8006": "contact"}),
    ("mobile-telephone", "监督电话：13907331122。", {"13907331122": "contact"}),
    ("fax", "传真：（0732）8226511。", {"0732": "contact", "8226511": "contact"}),
    ("postcode", "邮编：411100。", {"411100": "contact"}),
    ("postcode-in-full", "邮政编码628017。", {"628017": "contact"}),
    ("street-number", "地址：滨江中路215号。", {"215": "contact"}),
    ("street-number-and-room", "地址：建设大道36号4楼402室。", {"36": "contact", "4": "contact", "402": "contact"}),
    ("mail-address", "电子邮箱gk2009@163.com。", {"2009": "contact", "163": "contact"}),
    ("document-number", "依据国办发〔2019〕14号文件。", {"2019": "identifier", "14": "identifier"}),
    ("document-number-in-square-brackets", "按照湘政办发[2012]27号要求。", {"2012": "identifier", "27": "identifier"}),
    ("decree-number", "《条例》（国务院令第492号）施行。", {"492": "identifier"}),
    ("article", "根据《条例》第15条、第33条第2款。", {"15": "identifier", "33": "identifier", "2": "identifier"}),
    ("hotline", "受理12345热线转办件。", {"12345": "identifier"}),
    ("hotline-in-quotes", "开通“12369”环保举报电话。", {"12369": "identifier"}),
    ("hotline-behind-its-word", "消费者投诉热线12315全天畅通。", {"12315": "identifier"}),
    ("plan-name", "落实“1+X”政策。", {"1": "identifier"}),
    ("plan-name-of-three", "构建3+8+N工作体系。", {"3": "identifier", "8": "identifier"}),
    ("web-address", "网址http://www.xiangtan.gov.cn/2016/1203。", {"2016": "identifier", "1203": "identifier"}),
    ("technology", "4G网络与PM10监测。", {"4": "identifier", "10": "identifier"}),
    ("rank", "综合评估列全省第3名。", {"3": "rank"}),
    ("rank-among-the-first", "网站绩效进入全国前20强。", {"20": "rank"}),
    ("rank-by-strength", "入选百佳县、全国30强。", {"30": "rank"}),
    ("deadline", "在7个工作日内公开。", {"7": "deadline"}),
    ("deadline-in-days", "自收到申请之日起15日内答复。", {"15": "deadline"}),
    ("date", "自2016年3月18日起施行。", {"2016": "date", "3": "date", "18": "date"}),
    ("date-with-points", "统计期限为2016.1.1至2016.12.31。", {"2016.1.1": "date", "2016.12.31": "date"}),
    ("range-of-years", "实施2014—2017年行动计划。", {"2014": "date", "2017": "date"}),
    ("range-of-years-full-width", "编制２０１６－２０２０年规划。", {"２０１６": "date", "２０２０": "date"}),
    ("range-of-years-in-a-title", "印发《城市总体规划（2015-2035）》。", {"2015": "title", "2035": "title"}),
    ("task-count-in-a-title", "解读《关于推进18项改革任务的通知》。", {"18": "title"}),
    ("name-in-quotes", "宣传“4·15”国家安全日。", {"4": "date", "15": "date"}),
    ("ordinal-of-a-meeting", "召开第12次常务会议。", {"12": "ordinal"}),
    ("year-alone", "发布2016两会专题。", {"2016": "date"}),
]  # fmt: skip

FIGURES = [
    ("exact", "接待群众318人次。", ("318", "318", "人次", "")),
    ("wan", "拨付资金62万元。", ("62", "620000", "元", "")),
    ("yi", "完成投资1.08亿元。", ("1.08", "108000000", "元", "")),
    ("wan-ren-ci", "接待游客9.7万人次。", ("9.7", "97000", "人次", "")),
    ("wan-without-a-unit", "阅读量达到44万。", ("44", "440000", "", "")),
    ("separators", "受理工单19,470件。", ("19,470", "19470", "件", "")),
    ("decimal", "绿化面积3.5公顷。", ("3.5", "3.5", "公顷", "")),
    ("per-cent", "办结率99.6%。", ("99.6", "99.6", "%", "")),
    ("per-mille", "发生率2.4‰。", ("2.4", "2.4", "‰", "")),
    ("full-width-digits", "共查处案件２７件。", ("２７", "27", "件", "")),
    ("full-width-per-cent", "覆盖率为91.5％。", ("91.5", "91.5", "%", "")),
    ("blanks-around", "制作展板 54 块。", ("54", "54", "块", "")),
    ("over-behind", "发放手册4600余册。", ("4600", "4600", "册", "over")),
    ("over-behind-a-scale", "发送短信13万余条。", ("13", "130000", "条", "over")),
    ("over-before", "植树超过720棵。", ("720", "720", "棵", "over")),
    ("near", "惠及居民近2万户。", ("2", "20000", "户", "near")),
    ("about", "印制读本约850本。", ("850", "850", "本", "about")),
    ("about-behind", "每日巡查35公里左右。", ("35", "35", "公里", "about")),
    ("at-most", "收费标准在40元以内。", ("40", "40", "元", "at-most")),
    ("at-least", "配备讲解员不少于6名。", ("6", "6", "名", "at-least")),
    ("at-least-behind", "参会人员200人以上。", ("200", "200", "人", "at-least")),
    ("working-days-won", "平均办理时间压缩4个工作日。", ("4", "4", "工作日", "")),
    ("no-hedge-in-a-word", "签约26个项目。", ("26", "26", "个", "")),
    ("no-unit-in-a-word", "建设标准化厂房8项目部。", ("8", "8", "", "")),
    ("compound-unit", "氨氮浓度0.62毫克/立方米。", ("0.62", "0.62", "毫克/立方米", "")),
]  # fmt: skip

WORDS = [
    ("twice", "组织应急演练两次。", ("两", "2", "次", "")),
    ("twelve", "举办专题讲座十二场。", ("十二", "12", "场", "")),
    ("twenty-odd", "开展执法检查二十余次。", ("二十余", "20", "次", "over")),
    ("hundred-and-sixteen", "走访企业一百一十六家。", ("一百一十六", "116", "家", "")),
    ("conference-held-once", "新闻发布会只举办一场。", ("一", "1", "场", "")),
]  # fmt: skip

PLANS = [
    ("next-step", "五、存在的问题及改进措施\n下一步，将新建便民服务站45个。", "45"),
    ("next-year", "五、下一步工作打算\n2017年，将组织业务培训6期。", "6"),
    ("aim", "力争年底前办结率达到98%。", "98"),
    ("hereafter", "六、改进措施\n今后，计划每年抽查单位30家。", "30"),
]

TORN = """本年度在便民服务和政务公开方面做了大量扎实工作，群众
对此表示满意，各类业务的办理总量已经达到了三年来的最
高值，其中窗口部门在全年一共办理了群众各类申报事项68
24件，得到好评。"""

Extractor = Callable[..., Extract]
Reader = Callable[..., list[Row]]


def kinds_in(extract: Extract) -> dict[str, str]:
    """Each numeral behind the title, and its class."""
    start = len(TITLE)
    return {one.row.text: one.kind for one in flat.numerals_of(extract) if int(one.row.start) > start}


@pytest.mark.parametrize(("sentence", "kinds"), [one[1:] for one in LOOK_ALIKES], ids=[one[0] for one in LOOK_ALIKES])
def test_what_looks_like_a_figure_has_another_class(sentence: str, kinds: dict[str, str], extract: Extractor) -> None:
    assert kinds_in(extract(sentence)) == kinds


@pytest.mark.parametrize(("sentence", "figure"), [one[1:] for one in FIGURES], ids=[one[0] for one in FIGURES])
def test_a_figure_is_read_in_its_base_unit(sentence: str, figure: tuple[str, ...], facts: Reader) -> None:
    assert [(row.text, row.value, row.unit, row.qualifier) for row in facts(sentence)] == [figure]


@pytest.mark.parametrize(("sentence", "figure"), [one[1:] for one in WORDS], ids=[one[0] for one in WORDS])
def test_a_figure_in_words_is_read(sentence: str, figure: tuple[str, ...], extract: Extractor) -> None:
    extracted = extract(sentence)
    assert [(row.text, row.value, row.unit, row.qualifier) for row in flat.rows_of(extracted)] == [figure]
    assert kinds_in(extracted) == {figure[0]: "observation-in-words"}


def test_a_nought_stands_inside_a_figure_in_words(facts: Reader) -> None:
    assert [(row.text, row.value) for row in facts("走访企业一百零六家。")] == [("一百零六", "106")]


@pytest.mark.parametrize("sentence", ["从四个方面推进三项制度。", "实行三级联动、一窗受理。", "坚持两手抓。"])
def test_words_that_count_nothing_are_no_figures(sentence: str, facts: Reader) -> None:
    assert facts(sentence) == []


@pytest.mark.parametrize(("text", "figure"), [one[1:] for one in PLANS], ids=[one[0] for one in PLANS])
def test_an_aim_for_the_future_is_no_fact(text: str, figure: str, extract: Extractor) -> None:
    extracted = extract(text)
    assert flat.rows_of(extracted) == []
    assert kinds_in(extracted)[figure] == "plan"


@pytest.mark.parametrize("sentence", ["下一步，将新建便民服务站45个。", "2017年，计划组织业务培训6期。"])
def test_an_aim_below_no_heading_is_no_fact(sentence: str, facts: Reader) -> None:
    assert facts(sentence) == []


def test_money_that_was_won_is_a_fact(facts: Reader) -> None:
    assert [row.value for row in facts("全年向上争取资金3.2亿元。")] == ["320000000"]


def test_what_was_done_is_a_fact_in_a_section_on_problems(facts: Reader) -> None:
    assert [row.value for row in facts("五、存在的问题及改进措施\n全年仅有培训3期，覆盖面不够。")] == ["3"]


def test_an_ordinal_glued_to_its_datum_is_none_of_it(extract: Extractor) -> None:
    extracted = extract("公开内容：1.机构职能5条;2.规划计划21条;3.统计公报8条。")
    assert [row.text for row in flat.rows_of(extracted)] == ["5", "21", "8"]
    assert [account.text for account in extracted.accounts if account.kind == "ordinal"] == ["1", "2", "3"]


def test_an_ordinal_is_no_part_of_a_label(facts: Reader) -> None:
    assert [row.label for row in facts("公开内容：1.机构职能5条;2.规划计划21条。")] == ["机构职能", "规划计划"]


def test_a_comma_is_no_part_of_a_label(facts: Reader) -> None:
    rows = facts("全市共收到政府信息公开申请80件。其中市级行政机关50件,县(区)30件。")
    assert [row.label for row in rows[1:]] == ["市级行政机关", "县区"]


def test_months_that_something_took_are_no_count_of_things(facts: Reader) -> None:
    assert [(row.value, row.unit) for row in facts("专项整治历时2个月。")] in ([], [("2", "个月")])


def test_a_page_mark_is_layout(extract: Extractor) -> None:
    extracted = extract("全市主动公开政府信息\n— 7 —\n3410条。")
    assert [(account.text, account.kind) for account in extracted.accounts][1:] == [("7", "layout")]


def test_a_number_torn_by_a_line_end_is_one(facts: Reader) -> None:
    assert [(row.text, row.value) for row in facts(TORN)] == [("68\n24", "6824")]


@given(numbers=st.lists(st.integers(min_value=1, max_value=10**9), min_size=1, max_size=6), words_at=st.randoms())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_run_of_digits_is_accounted_for_once(
    numbers: list[int], words_at: Random, tmp_path_factory: pytest.TempPathFactory, words: Vocabulary
) -> None:
    units = ["件", "条，", "号", "年", "万元；", "个工作日内", "%、", "。", "次）", "（第", "-"]
    body = "".join(f"办理{number}{words_at.choice(units)}" for number in numbers)
    path = tmp_path_factory.mktemp("any") / "report.txt"
    path.write_text(f"{TITLE}\n{body}\n", encoding="utf-8")
    extracted = pipeline.extract_of(path, words)
    text = extracted.document.manuscript.text
    spans = [fact.provenance.span for fact in extracted.observations()] + [one.span for one in extracted.accounts]
    for found in re.finditer(r"\d+", fold(text)):
        run = Span(found.start(), found.end())
        assert sum(run in span for span in spans) == 1, text[run.start - 5 : run.end + 5]


@pytest.mark.parametrize("year", ["209年底", "3023年1月", "20 3年", "21017年度"])
def test_a_year_out_of_range_is_no_year_and_no_figure(year: str, extract: Callable[..., Extract]) -> None:
    found = extract(f"截至{year}，全市共有网站31个。")
    assert [fact.provenance.quote for fact in found.observations()] == ["31"]
    assert found.masthead.period.start.year == found.masthead.year
    lost = [account.text for account in found.accounts if account.kind == "unknown"]
    assert lost == re.findall(r"\d+(?!月)(?=\D)", year)
