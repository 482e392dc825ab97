"""Title and preamble -> whose report, of which year, edition and days; what cannot be told is said."""

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.errors import UnreadableReport
from gongkai.linking import home_of
from gongkai.model import Extract, Masthead, Period
from gongkai.vocabulary import Vocabulary
from places import Case, cases

Extractor = Callable[..., Extract]
TAIL = "年政府信息公开工作年度报告"
GOVERNMENT = "government"


@pytest.fixture
def masthead(extract: Extractor) -> Callable[..., Masthead]:
    """masthead(title, body)."""

    def masthead_of(title: str, body: str = "一、概述\n工作有序开展。") -> Masthead:
        return extract(body, title).masthead

    return masthead_of


# Title without its tail; code, name and level of the place; kind and name of the issuer.
TITLES = [
    ("province", "湖南省2014", "430000", "湖南省", "province", GOVERNMENT, "湖南省人民政府"),
    ("municipality", "天津市2014", "120000", "天津市", "province", GOVERNMENT, "天津市人民政府"),
    ("autonomous-region", "宁夏回族自治区2014", "640000", "宁夏回族自治区", "province", GOVERNMENT,
     "宁夏回族自治区人民政府"),
    ("prefecture", "保山市2014", "530500", "保山市", "prefecture", GOVERNMENT, "保山市人民政府"),
    ("prefecture-with-its-government", "保山市人民政府2014", "530500", "保山市", "prefecture", GOVERNMENT,
     "保山市人民政府"),
    ("year-first", "2014年度保山市政府信息公开工作报告", "530500", "保山市", "prefecture", GOVERNMENT,
     "保山市人民政府"),
    ("autonomous-prefecture-in-short", "凉山州2014", "513400", "凉山彝族自治州", "prefecture", GOVERNMENT,
     "凉山彝族自治州人民政府"),
    ("league", "兴安盟2014", "152200", "兴安盟", "prefecture", GOVERNMENT, "兴安盟人民政府"),
    ("county", "正定县2014", "130123", "正定县", "county", GOVERNMENT, "正定县人民政府"),
    ("county-below-its-prefecture", "云南省大理白族自治州洱源县2014", "532930", "洱源县", "county", GOVERNMENT,
     "洱源县人民政府"),
    ("autonomous-county", "融水苗族自治县2014", "450225", "融水苗族自治县", "county", GOVERNMENT,
     "融水苗族自治县人民政府"),
    ("autonomous-county-in-short", "融水县2014", "450225", "融水苗族自治县", "county", GOVERNMENT,
     "融水苗族自治县人民政府"),
    ("district-below-its-city", "杭州市西湖区2014", "330106", "西湖区", "county", GOVERNMENT, "杭州市西湖区人民政府"),
    ("district-of-a-municipality", "徐汇区2014", "310104", "徐汇区", "county", GOVERNMENT, "上海市徐汇区人民政府"),
    ("banner", "准格尔旗2014", "150622", "准格尔旗", "county", GOVERNMENT, "准格尔旗人民政府"),
    ("township", "正定县曲阳桥镇人民政府2014", "130123", "正定县", "county", "", "正定县曲阳桥镇人民政府"),
    ("subdistrict", "西安市雁塔区小寨路街道办事处2014", "610113", "雁塔区", "county", "",
     "西安市雁塔区小寨路街道办事处"),
    ("department-of-a-province", "湖南省水利厅2014", "430000", "湖南省", "province", "water", "湖南省水利厅"),
    ("department-of-a-prefecture", "保山市财政局2014", "530500", "保山市", "prefecture", "finance", "保山市财政局"),
    ("department-of-a-county", "正定县教育局2014", "130123", "正定县", "county", "education", "正定县教育局"),
    ("central-body", "国家林业局2014", "100000", "中华人民共和国", "country", "forestry-grassland", "国家林业局"),
    ("central-ministry", "交通运输部2014", "100000", "中华人民共和国", "country", "transport", "交通运输部"),
    ("local-tax-office", "国家税务总局保山市税务局2021", "530500", "保山市", "prefecture", "tax",
     "国家税务总局保山市税务局"),
    ("local-tax-office-of-a-county", "国家税务总局正定县税务局2021", "130123", "正定县", "county", "tax",
     "国家税务总局正定县税务局"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "code", "name", "level", "kind", "issuer"), [one[1:] for one in TITLES], ids=[one[0] for one in TITLES]
)
def test_a_title_says_whose_report_it_is(
    who: str, code: str, name: str, level: str, kind: str, issuer: str, masthead: Callable[..., Masthead]
) -> None:
    found = masthead(who if who.endswith("报告") else who + TAIL)
    assert (found.jurisdiction.code, found.jurisdiction.name, found.jurisdiction.level) == (code, name, level)
    assert (found.issuer.kind, found.issuer.name) == (kind, issuer)


@pytest.mark.parametrize(
    "title",
    [
        "保山市2014年政府信息公开工作年度报告",
        "保山市2014年政府信息公开年度报告",
        "保山市2014年度政府信息公开工作报告",
        "保山市人民政府2014年信息公开年报",
        "保山市人民政府关于2014年政府信息公开工作情况的报告",
        "2014年保山市政府信息公开工作年度报告",
    ],
)
def test_titles_of_other_wordings_give_the_same_year(title: str, masthead: Callable[..., Masthead]) -> None:
    found = masthead(title)
    assert (found.jurisdiction.code, found.year) == ("530500", 2014)


def test_the_year_of_a_title_may_stand_behind_the_work(masthead: Callable[..., Masthead]) -> None:
    assert masthead("保山市政府信息公开工作2014年度报告").year == 2014


def test_an_issuer_in_short_gets_its_full_name(masthead: Callable[..., Masthead]) -> None:
    assert masthead("保山市人社局2014" + TAIL).issuer.name == "保山市人力资源和社会保障局"


def test_a_zone_is_not_a_government(masthead: Callable[..., Masthead]) -> None:
    found = masthead("保山工贸园区管理委员会2014" + TAIL)
    assert found.issuer.name == "保山工贸园区管理委员会"


def test_a_zone_below_its_city_issues_in_its_own_name(masthead: Callable[..., Masthead]) -> None:
    found = masthead("保山市工贸园区管理委员会2014" + TAIL)
    assert (found.jurisdiction.code, found.issuer.kind, found.issuer.name) == ("530500", "", "保山市工贸园区管理委员会")


def test_a_year_out_of_range_is_no_year(extract: Extractor) -> None:
    try:
        issues = extract("好。", "保山市2091" + TAIL).issues
    except UnreadableReport:
        return
    assert [issue.code for issue in issues] == ["odd-year"]


def test_an_ambiguous_place_is_refused_with_those_it_may_be(extract: Extractor) -> None:
    with pytest.raises(UnreadableReport) as refused:
        extract("好。", "鼓楼区2016" + TAIL)
    said = str(refused.value)
    assert "南京市鼓楼区" in said
    assert "福州市鼓楼区" in said
    assert "\n" not in said


def test_an_ambiguous_place_is_clear_where_the_preamble_names_what_is_above(masthead: Callable[..., Masthead]) -> None:
    found = masthead("鼓楼区2016" + TAIL, "本报告由福州市鼓楼区人民政府编制。")
    assert (found.jurisdiction.code, found.issuer.name) == ("350102", "福州市鼓楼区人民政府")


def test_an_unknown_place_is_an_issue(extract: Extractor) -> None:
    extracted = extract("全市主动公开政府信息12条。", "云梦泽市2016" + TAIL)
    assert [(issue.code, issue.span.start) for issue in extracted.issues] == [("unlinked-place", 0)]
    assert "云梦泽市" in extracted.issues[0].message
    assert [fact.quantity.value for fact in extracted.observations()] == [12]


@pytest.mark.parametrize(
    ("title", "key", "name"),
    [
        ("襄樊市2009", "420600-2010", "襄樊市"),
        ("襄阳市2012", "420600", "襄阳市"),
        ("富阳市2013", "330183", "富阳市"),
        ("富阳区2016", "330111", "富阳区"),
        ("潞西市2009", "533103-2010", "潞西市"),
        ("芒市2014", "533103", "芒市"),
    ],
)
def test_a_place_is_the_one_that_bore_the_name_in_that_year(
    title: str, key: str, name: str, masthead: Callable[..., Masthead]
) -> None:
    place = masthead(title + TAIL).jurisdiction
    assert (place.key, place.name) == (key, name)


def test_a_name_given_up_before_the_year_is_unknown(extract: Extractor) -> None:
    assert [issue.code for issue in extract("好。", "襄樊市2014" + TAIL).issues] == ["unlinked-place"]


@pytest.mark.parametrize(
    ("who", "code", "issuer"),
    [
        ("苏州吴江2010", "320584", "吴江市人民政府"),
        ("苏州吴江2014", "320509", "苏州市吴江区人民政府"),
        ("江苏苏州吴江2014", "320509", "苏州市吴江区人民政府"),
        ("福州鼓楼2016", "350102", "福州市鼓楼区人民政府"),
        ("恩施州2016", "422800", "恩施土家族苗族自治州人民政府"),
        ("广西2016", "450000", "广西壮族自治区人民政府"),
        ("吴江财政局2014", "320509", "苏州市吴江区财政局"),
        ("黑龙江2016", "230000", "黑龙江省人民政府"),
    ],
)
def test_a_title_may_name_a_place_by_its_stem(
    who: str, code: str, issuer: str, masthead: Callable[..., Masthead]
) -> None:
    found = masthead(who + TAIL)
    assert (found.jurisdiction.code, found.issuer.name) == (code, issuer)


def test_a_stem_of_several_is_refused_with_those_it_may_be(extract: Extractor) -> None:
    with pytest.raises(UnreadableReport, match="430121 长沙县"):
        extract("好。", "长沙2016" + TAIL)


def test_a_stem_of_several_is_clear_where_the_preamble_names_the_county(masthead: Callable[..., Masthead]) -> None:
    assert masthead("长沙2016" + TAIL, "长沙县人民政府编制，长沙市备案。").jurisdiction.code == "430121"
    with pytest.raises(UnreadableReport):
        masthead("长沙2016" + TAIL, "长沙市备案。")


def test_a_misspelt_parent_does_no_harm(masthead: Callable[..., Masthead]) -> None:
    assert masthead("福洲市鼓楼区2016" + TAIL).jurisdiction.code == "350102"


@pytest.mark.parametrize("who", ["福州市鼓搂区2016", "苏洲市2016"])
def test_a_misspelt_place_is_mended_only_if_the_report_itself_has_it_right(who: str, extract: Extractor) -> None:
    mended = extract("苏州市、鼓楼区开展工作。", who + TAIL)
    assert mended.masthead.jurisdiction.code in ("350102", "320500")
    assert mended.issues == ()
    left = extract("开展工作。", who + TAIL)
    assert [issue.code for issue in left.issues] == ["unlinked-place"]


_TITLES = [
    case for case in cases()
    if case.year >= 2008 and not case.home and case.expected[0].isdigit()
    and "misspelt" not in case.kind and "slip" not in case.kind and "中国" not in case.name and "town" not in case.kind
][::12]  # fmt: skip


@pytest.mark.parametrize("case", _TITLES, ids=lambda case: f"{case.name}-{case.year}")
def test_names_of_the_test_set_lead_as_titles_where_they_lead_by_themselves(
    case: Case, masthead: Callable[..., Masthead]
) -> None:
    assert masthead(f"{case.name}{case.year}{TAIL}").jurisdiction.key == case.expected


@pytest.mark.parametrize(
    ("year", "edition"),
    [(2008, "narrative"), (2013, "narrative"), (2016, "narrative"), (2019, "tables-2019"), (2020, "tables-2019"),
     (2021, "tables-2021"), (2025, "tables-2021")],
)  # fmt: skip
def test_the_edition_goes_by_the_year(year: int, edition: str, masthead: Callable[..., Masthead]) -> None:
    assert masthead(f"保山市{year}{TAIL}").edition == edition


def test_between_2014_and_2018_the_appended_table_decides(masthead: Callable[..., Masthead]) -> None:
    found = masthead("保山市2016" + TAIL, "一、概述\n好。\n附件：政府信息公开情况统计表\n")
    assert found.edition == "statistics-2014"


@pytest.mark.parametrize(
    ("year", "preamble", "start", "end"),
    [
        (2008, "统计期限从2008年5月1日起至2008年12月31日止。", date(2008, 5, 1), date(2008, 12, 31)),
        (2008, "数据统计期限为2008年5月1日至12月31日。", date(2008, 5, 1), date(2008, 12, 31)),
        (2009, "统计数据自2009.1.1—2009.12.31。", date(2009, 1, 1), date(2009, 12, 31)),
        (2012, "自2012年1月1日起，至2012年12月31日止。", date(2012, 1, 1), date(2012, 12, 31)),
        (2014, "没有说明期限。", date(2014, 1, 1), date(2014, 12, 31)),
        (2014, "上年数据期限为2013年1月1日至2013年12月31日。", date(2014, 1, 1), date(2014, 12, 31)),
        (2014, "统计期限为2014年13月1日至2014年12月41日。", date(2014, 1, 1), date(2014, 12, 31)),
    ],
)
def test_the_period_is_what_the_preamble_states_else_the_year(
    year: int, preamble: str, start: date, end: date, masthead: Callable[..., Masthead]
) -> None:
    assert masthead(f"保山市{year}{TAIL}", preamble).period == Period(start, end)


def test_facts_are_of_the_period_of_the_report(extract: Extractor) -> None:
    extracted = extract("数据统计期限为2008年5月1日至12月31日。\n全市主动公开政府信息77条。", "保山市2008" + TAIL)
    assert [fact.period.start for fact in extracted.observations()] == [date(2008, 5, 1)]


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("截至2014年6月底，全市开通政务微博35个。", None, date(2014, 6, 30)),
        ("2014年上半年，全市举办业务培训9期。", date(2014, 1, 1), date(2014, 6, 30)),
        ("2013年全市举办业务培训12期。", date(2013, 1, 1), date(2013, 12, 31)),
    ],
)
def test_a_figure_of_other_days_says_so(sentence: str, start: date | None, end: date, extract: Extractor) -> None:
    (fact,) = extract(sentence, "保山市2014" + TAIL).observations()
    assert fact.period.end == end
    assert start in (None, fact.period.start)


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("保山市2014", {"市": "保山市", "省": "云南省", "国家": "中华人民共和国"}),
        ("正定县2014", {"县": "正定县", "市": "石家庄市", "省": "河北省"}),
        ("徐汇区2014", {"区": "徐汇区", "市": "上海市"}),
        ("融水县2014", {"县": "融水苗族自治县", "市": "柳州市", "自治区": "广西壮族自治区"}),
        ("凉山州2014", {"州": "凉山彝族自治州", "省": "四川省"}),
    ],
)
def test_words_for_a_level_mean_the_places_above(
    title: str, meant: dict[str, str], masthead: Callable[..., Masthead], words: Vocabulary
) -> None:
    home = home_of(masthead(title + TAIL), words)
    places = {word: home.place(word) for word in meant}
    assert {word: place.name if place else "" for word, place in places.items()} == meant


def test_another_year_reaches_no_further_than_its_clause(extract: Extractor) -> None:
    facts = extract("2013年结转申请1件，全年办理59件。", "保山市2014" + TAIL).observations()
    assert [fact.period.start.year for fact in facts] == [2013, 2014]
