"""Mentions of agencies by place, level and year: the official full name and the kind, or that it is not sure."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from gongkai import iris, mentions
from gongkai.linking import home_of
from gongkai.model import Extract
from gongkai.vocabulary import Vocabulary

Extractor = Callable[..., Extract]
TAIL = "年政府信息公开工作年度报告"

# What is wanted of a mention: name and kind; or, of names that could mean several or none, the code of the issue.
Case = tuple[str, str, str, str]
AMBIGUOUS, UNLINKED, NOTHING = "ambiguous-agency", "unlinked-agency", "nothing"

PREFECTURE: list[Case] = [
    ("苏州市2008", "市环保局", "苏州市环境保护局", "environmental-protection"),
    ("苏州市2016", "市环境保护局", "苏州市环境保护局", "environmental-protection"),
    ("苏州市2018", "市环保局", "苏州市环境保护局", "environmental-protection"),
    ("苏州市2018", "市生态环境局", "苏州市生态环境局", "ecology-environment"),
    ("苏州市2020", "市生态环境局", "苏州市生态环境局", "ecology-environment"),
    ("苏州市2008", "市交通局", "苏州市交通局", "transport-old"),
    ("苏州市2013", "市交通局", "苏州市交通运输局", "transport"),
    ("苏州市2013", "市交通运输局", "苏州市交通运输局", "transport"),
    ("苏州市2008", "市建设局", "苏州市建设局", "construction"),
    ("苏州市2014", "市住建局", "苏州市住房和城乡建设局", "housing-urban-rural"),
    ("苏州市2008", "市人事局", "苏州市人事局", "personnel"),
    ("苏州市2009", "市劳动保障局", "苏州市劳动和社会保障局", "labour-social-security"),
    ("苏州市2015", "市人社局", "苏州市人力资源和社会保障局", "human-resources-social-security"),
    ("苏州市2012", "市卫生局", "苏州市卫生局", "health-bureau"),
    ("苏州市2012", "市人口计生委", "苏州市人口和计划生育委员会", "family-planning"),
    ("苏州市2016", "市卫计委", "苏州市卫生和计划生育委员会", "health-family-planning"),
    ("苏州市2019", "市卫健委", "苏州市卫生健康委员会", "health"),
    ("苏州市2012", "市工商局", "苏州市工商行政管理局", "industry-commerce"),
    ("苏州市2012", "市质监局", "苏州市质量技术监督局", "quality-supervision"),
    ("苏州市2016", "市食药监局", "苏州市食品药品监督管理局", "food-drug"),
    ("苏州市2016", "市药监局", "苏州市食品药品监督管理局", "food-drug"),
    ("苏州市2020", "市市场监管局", "苏州市市场监督管理局", "market-regulation"),
    ("苏州市2020", "市市监局", "苏州市市场监督管理局", "market-regulation"),
    ("苏州市2016", "市国土局", "苏州市国土资源局", "land-resources"),
    ("苏州市2016", "市规划局", "苏州市规划局", "urban-planning"),
    ("苏州市2020", "市资规局", "苏州市自然资源和规划局", "natural-resources"),
    ("南京市2020", "市规资局", "南京市规划和自然资源局", "natural-resources"),
    ("苏州市2016", "市文广新局", "苏州市文化广电新闻出版局", "culture-press"),
    ("苏州市2016", "市旅游局", "苏州市旅游局", "tourism"),
    ("苏州市2020", "市文广旅局", "苏州市文化广电和旅游局", "culture-tourism"),
    ("苏州市2016", "市安监局", "苏州市安全生产监督管理局", "work-safety"),
    ("苏州市2020", "市应急局", "苏州市应急管理局", "emergency-management"),
    ("苏州市2016", "市农委", "苏州市农业委员会", "agriculture"),
    ("苏州市2020", "市农业农村局", "苏州市农业农村局", "agriculture-rural"),
    ("苏州市2016", "市经信委", "苏州市经济和信息化委员会", "industry-information"),
    ("苏州市2020", "市工信局", "苏州市工业和信息化局", "industry-information"),
    ("苏州市2020", "市医保局", "苏州市医疗保障局", "healthcare-security"),
    ("苏州市2020", "市退役军人局", "苏州市退役军人事务局", "veterans"),
    ("苏州市2016", "市金融办", "苏州市金融工作办公室", "local-financial"),
    ("苏州市2020", "市金融监管局", "苏州市地方金融监督管理局", "local-financial"),
    ("苏州市2024", "市金融局", "苏州市地方金融管理局", "local-financial"),
    ("苏州市2020", "市大数据局", "苏州市大数据局", "data-bureau"),
    ("苏州市2024", "市数据局", "苏州市数据局", "data-bureau"),
    ("苏州市2016", "市国税局", "苏州市国家税务局", "state-tax"),
    ("苏州市2016", "市地税局", "苏州市地方税务局", "local-tax"),
    ("苏州市2020", "市税务局", "国家税务总局苏州市税务局", "tax"),
    ("苏州市2014", "市粮食局", "苏州市粮食局", "grain-reserves"),
    ("苏州市2021", "市粮食局", "苏州市粮食和物资储备局", "grain-reserves"),
    ("苏州市2021", "市林草局", "苏州市林业和草原局", "forestry-grassland"),
    ("苏州市2016", "市扶贫办", "苏州市扶贫开发办公室", "poverty-alleviation"),
    ("苏州市2022", "市乡村振兴局", "苏州市乡村振兴局", "rural-revitalization"),
    ("苏州市2016", "市政府办", "苏州市人民政府办公室", "general-office"),
    ("南京市2016", "市政府办", "南京市人民政府办公厅", "general-office"),
    ("苏州市2016", "市法制办", "苏州市人民政府法制办公室", "legislative-affairs"),
    ("苏州市2016", "市国资委", "苏州市人民政府国有资产监督管理委员会", "state-assets"),
    ("苏州市2014", "市物价局", "苏州市物价局", "price-bureau"),
    ("苏州市2023", "市国动办", "苏州市国防动员办公室", "civil-defence"),
    ("苏州市2016", "市监察局", "苏州市监察局", "supervision"),
    ("深圳市2016", "市市场监管委", "深圳市市场和质量监督管理委员会", "market-regulation"),
    ("广州市2016", "市交委", "广州市交通委员会", "transport"),
    ("深圳市2016", "市交委", "深圳市交通运输委员会", "transport"),
    ("恩施土家族苗族自治州2016", "州教育局", "恩施土家族苗族自治州教育局", "education"),
    ("兴安盟2016", "盟环保局", "兴安盟环境保护局", "environmental-protection"),
]  # fmt: skip

PROVINCE: list[Case] = [
    ("江苏省2016", "省环保厅", "江苏省环境保护厅", "environmental-protection"),
    ("江苏省2008", "省环保局", "江苏省环境保护局", "environmental-protection"),
    ("江苏省2020", "省生态环境厅", "江苏省生态环境厅", "ecology-environment"),
    ("江苏省2016", "省教育厅", "江苏省教育厅", "education"),
    ("江苏省2016", "省人社厅", "江苏省人力资源和社会保障厅", "human-resources-social-security"),
    ("江苏省2016", "省住建厅", "江苏省住房和城乡建设厅", "housing-urban-rural"),
    ("江苏省2016", "省发改委", "江苏省发展和改革委员会", "development-reform"),
    ("江苏省2020", "省卫健委", "江苏省卫生健康委员会", "health"),
    ("江苏省2016", "省统计局", "江苏省统计局", "statistics"),
    ("江苏省2020", "省药监局", "江苏省药品监督管理局", "drug-administration"),
    ("江苏省2016", "省药监局", "江苏省食品药品监督管理局", "food-drug"),
    ("江苏省2016", "省政府办公厅", "江苏省人民政府办公厅", "general-office"),
    ("江苏省2016", "省府办", "江苏省人民政府办公厅", "general-office"),
    ("江苏省2020", "省农业农村厅", "江苏省农业农村厅", "agriculture-rural"),
    ("江苏省2020", "省文旅厅", "江苏省文化和旅游厅", "culture-tourism"),
    ("宁夏回族自治区2016", "自治区环保厅", "宁夏回族自治区环境保护厅", "environmental-protection"),
    ("广西壮族自治区2020", "自治区发展改革委", "广西壮族自治区发展和改革委员会", "development-reform"),
    ("上海市2020", "市生态环境局", "上海市生态环境局", "ecology-environment"),
    ("上海市2016", "市交通委", "上海市交通委员会", "transport"),
    ("北京市2016", "市教委", "北京市教育委员会", "education"),
    ("北京市2012", "市药品监督管理局", "北京市药品监督管理局", "food-drug"),
    ("北京市2020", "市药监局", "北京市药品监督管理局", "drug-administration"),
    ("天津市2020", "市规划资源局", "天津市规划和自然资源局", "natural-resources"),
    ("重庆市2020", "市交通局", "重庆市交通局", "transport"),
    ("上海市2016", "市政府办", "上海市人民政府办公厅", "general-office"),
]  # fmt: skip

COUNTY: list[Case] = [
    ("昆山市2016", "市环保局", "昆山市环境保护局", "environmental-protection"),
    ("攸县2020", "县农业农村局", "攸县农业农村局", "agriculture-rural"),
    ("攸县2016", "县卫计局", "攸县卫生和计划生育局", "health-family-planning"),
    ("攸县2020", "县卫健局", "攸县卫生健康局", "health"),
    ("攸县2020", "县教体局", "攸县教育和体育局", "education"),
    ("攸县2009", "县民政局", "攸县民政局", "civil-affairs"),
    ("杭州市西湖区2016", "区住建局", "杭州市西湖区住房和城乡建设局", "housing-urban-rural"),
    ("北京市海淀区2016", "区住建委", "北京市海淀区住房和城乡建设委员会", "housing-urban-rural"),
    ("杭州市西湖区2016", "区教育局", "杭州市西湖区教育局", "education"),
    ("杭州市西湖区2016", "我区教育局", "杭州市西湖区教育局", "education"),
    ("准格尔旗2016", "旗财政局", "准格尔旗财政局", "finance"),
    ("攸县2016", "县政府办", "攸县人民政府办公室", "general-office"),
    ("攸县2016", "县府办", "攸县人民政府办公室", "general-office"),
    ("攸县2020", "县市场监督管理局", "攸县市场监督管理局", "market-regulation"),
    ("攸县2015", "县水务局", "攸县水务局", "water"),
    ("攸县2020", "县税务局", "国家税务总局攸县税务局", "tax"),
    ("重庆市渝中区2020", "区交通局", "重庆市渝中区交通局", "transport"),
]  # fmt: skip

ABOVE_AND_BELOW: list[Case] = [
    ("攸县2016", "省环保厅", "湖南省环境保护厅", "environmental-protection"),
    ("攸县2016", "环保厅", "湖南省环境保护厅", "environmental-protection"),
    ("攸县2016", "市环保局", "株洲市环境保护局", "environmental-protection"),
    ("攸县2016", "株洲市环保局", "株洲市环境保护局", "environmental-protection"),
    ("昆山市2016", "苏州市环保局", "苏州市环境保护局", "environmental-protection"),
    ("苏州市2016", "吴江区教育局", "苏州市吴江区教育局", "education"),
    ("苏州市2010", "吴江市教育局", "吴江市教育局", "education"),
    ("苏州市2016", "昆山市国土局", "昆山市国土资源局", "land-resources"),
    ("苏州市2016", "苏州市吴江区住建局", "苏州市吴江区住房和城乡建设局", "housing-urban-rural"),
    ("苏州市2016", "苏州教育局", "苏州市教育局", "education"),
    ("苏州市2016", "吴江教育局", "苏州市吴江区教育局", "education"),
    ("攸县2016", "湖南省国土资源厅", "湖南省国土资源厅", "land-resources"),
    ("杭州市西湖区2016", "市规划局", "杭州市规划局", "urban-planning"),
    ("北京市海淀区2016", "市规委", "北京市规划委员会", "urban-planning"),
    ("长春市2016", "北京市朝阳区教育局", "北京市朝阳区教育局", "education"),
    ("长春市2016", "朝阳区教育局", "长春市朝阳区教育局", "education"),
    ("福州市2016", "鼓楼区教育局", "福州市鼓楼区教育局", "education"),
    ("南京市2016", "鼓楼区教育局", "南京市鼓楼区教育局", "education"),
    ("攸县2008", "国家环保总局", "国家环境保护总局", "environmental-protection"),
    ("攸县2016", "环境保护部", "环境保护部", "environmental-protection"),
    ("攸县2016", "环保部", "环境保护部", "environmental-protection"),
    ("攸县2020", "生态环境部", "生态环境部", "ecology-environment"),
    ("攸县2016", "国务院办公厅", "国务院办公厅", "general-office"),
    ("攸县2020", "国家林草局", "国家林业和草原局", "forestry-grassland"),
    ("攸县2020", "国家税务总局攸县税务局", "国家税务总局攸县税务局", "tax"),
]  # fmt: skip

MERGED: list[Case] = [
    ("攸县2016", "县农业和水务局", "攸县农业和水务局", ""),
    ("攸县2016", "县住房和城乡建设交通局", "攸县住房和城乡建设交通局", ""),
    ("攸县2016", "县文化体育局", "攸县文化体育局", "culture-press"),
    ("攸县2016", "县文体广新局", "攸县文化体育广电新闻出版局", "culture-press"),
    ("攸县2016", "县文体局", "攸县文化体育局", "culture-press"),
    ("攸县2016", "县教育体育局", "攸县教育体育局", "education"),
    ("攸县2016", "县教育和体育局", "攸县教育和体育局", "education"),
    ("攸县2016", "县教育文化体育局", "攸县教育文化体育局", "education"),
    ("攸县2016", "县卫生和计划生育局", "攸县卫生和计划生育局", "health-family-planning"),
    ("攸县2020", "县文化旅游广电体育局", "攸县文化旅游广电体育局", ""),
    ("攸县2016", "县环保和水务局", "攸县环保和水务局", ""),
    ("攸县2016", "县水利渔业局", "攸县水利渔业局", ""),
    ("攸县2016", "县旅游和文物局", "攸县旅游和文物局", ""),
    ("上海市2012", "市城乡建设和交通委员会", "上海市城乡建设和交通委员会", ""),
    ("深圳市2014", "市规划和国土资源委员会", "深圳市规划和国土资源委员会", ""),
    ("攸县2020", "县农业农村和水利局", "攸县农业农村和水利局", "agriculture-rural"),
    ("攸县2020", "县科技和工业信息化局", "攸县科学技术和工业信息化局", "science-technology"),
    ("攸县2014", "县发展改革和统计局", "攸县发展改革和统计局", "development-reform"),
]  # fmt: skip

APART: list[Case] = [
    ("苏州市2016", "市委宣传部", "中共苏州市委宣传部", "party-publicity"),
    ("苏州市2016", "市委组织部", "中共苏州市委组织部", "party-organization"),
    ("攸县2016", "县委政法委", "中共攸县委政法委员会", "party-political-legal"),
    ("江苏省2016", "省委办公厅", "中共江苏省委办公厅", "party-office"),
    ("攸县2016", "县委办", "中共攸县委办公室", "party-office"),
    ("苏州市2016", "市委网信办", "中共苏州市委网络安全和信息化领导小组办公室", "party-cyberspace"),
    ("苏州市2020", "市委网信办", "中共苏州市委网络安全和信息化委员会办公室", "party-cyberspace"),
    ("苏州市2016", "市网信办", "苏州市互联网信息办公室", "party-cyberspace"),
    ("苏州市2016", "市委农办", "中共苏州市委农村工作办公室", "party-rural-work"),
    ("苏州市2020", "市委农办", "中共苏州市委农村工作领导小组办公室", "party-rural-work"),
    ("苏州市2016", "市编办", "苏州市机构编制委员会办公室", "party-staffing"),
    ("苏州市2021", "市委编办", "中共苏州市委机构编制委员会办公室", "party-staffing"),
    ("苏州市2024", "市委社会工作部", "中共苏州市委社会工作部", "party-social-work"),
    ("苏州市2024", "市委金融办", "中共苏州市委金融委员会办公室", "party-finance"),
    ("苏州市2016", "市纪委", "中共苏州市纪律检查委员会", "discipline-supervision"),
    ("苏州市2020", "市纪委监委", "中共苏州市纪律检查委员会、苏州市监察委员会", "discipline-supervision"),
    ("苏州市2020", "市监委", "苏州市监察委员会", "discipline-supervision"),
    ("杭州市西湖区2020", "区委宣传部", "中共杭州市西湖区委宣传部", "party-publicity"),
    ("苏州市2016", "团市委", "中国共产主义青年团苏州市委员会", "youth-league"),
    ("苏州市2016", "苏州海关", "苏州海关", "customs"),
    ("苏州市2016", "市总工会", "苏州市总工会", "trade-union"),
    ("苏州市2016", "市妇联", "苏州市妇女联合会", "womens-federation"),
    ("苏州市2016", "市残联", "苏州市残疾人联合会", "disabled-persons-federation"),
    ("苏州市2016", "市科协", "苏州市科学技术协会", "science-association"),
    ("苏州市2016", "市工商联", "苏州市工商业联合会", "industry-commerce-federation"),
    ("苏州市2016", "市红十字会", "苏州市红十字会", "red-cross"),
    ("苏州市2016", "市档案局", "苏州市档案局", "archives"),
    ("苏州市2016", "市档案馆", "苏州市档案馆", "archive"),
    ("苏州市2016", "市图书馆", "苏州市图书馆", "library"),
    ("苏州市2016", "市公积金中心", "苏州市住房公积金管理中心", "housing-fund"),
    ("苏州市2020", "市疾控中心", "苏州市疾病预防控制中心", "disease-control"),
    ("苏州市2020", "市公共资源交易中心", "苏州市公共资源交易中心", "public-resources"),
    ("苏州市2020", "市公管局", "苏州市公共资源交易监督管理局", "public-resources-administration"),
    ("苏州市2020", "市政务服务中心", "苏州市政务服务中心", "service-centre"),
    ("苏州市2020", "市第一人民医院", "苏州市第一人民医院", "hospital"),
    ("苏州市2020", "市第三中学", "苏州市第三中学", "school"),
    ("苏州市2020", "市供电公司", "苏州市供电公司", "company"),
    ("苏州市2020", "市水务集团", "苏州市水务集团", "company"),
    ("苏州市2020", "市公交集团公司", "苏州市公交集团公司", "company"),
    ("苏州市2020", "市中级人民法院", "苏州市中级人民法院", "court"),
    ("苏州市2020", "市检察院", "苏州市人民检察院", "procuratorate"),
    ("攸县2020", "县法院", "攸县人民法院", "court"),
]  # fmt: skip

UNSURE: list[Case] = [
    ("株洲市2016", "县环保局", AMBIGUOUS, "攸县环境保护局"),
    ("株洲市2016", "县财政局", AMBIGUOUS, "茶陵县财政局"),
    ("江苏省2016", "市教育局", AMBIGUOUS, "南京市教育局"),
    ("苏州市2009", "市交通局", AMBIGUOUS, "苏州市交通运输局"),
    ("苏州市2010", "市建委", AMBIGUOUS, "苏州市建设委员会"),
    ("江苏省2018", "省药监局", AMBIGUOUS, "江苏省食品药品监督管理局"),
    ("贵阳市2016", "鼓楼区教育局", AMBIGUOUS, "福州市鼓楼区教育局"),
    ("苏州市2016", "市财政厅", UNLINKED, "市财政厅"),
    ("江苏省2016", "省教育局", UNLINKED, "省教育局"),
    ("苏州市2016", "吴江市教育局", UNLINKED, "吴江市教育局"),
    ("杭州市西湖区2016", "高新区教育局", UNLINKED, "高新区教育局"),
    ("杭州市西湖区2016", "度假区教育局", UNLINKED, "度假区教育局"),
    ("恩施土家族苗族自治州2016", "赣州教育局", UNLINKED, "赣州教育局"),
    ("苏州市2023", "市药监局", UNLINKED, "市药监局"),
]  # fmt: skip

NONE: list[Case] = [
    ("株洲市2016", "各县环保局", NOTHING, ""),
    ("株洲市2016", "各县（市、区）教育局", NOTHING, ""),
    ("株洲市2016", "县（区）教育局", NOTHING, ""),
    ("株洲市2016", "各区县财政局", NOTHING, ""),
    ("株洲市2016", "县区财政局", NOTHING, ""),
    ("株洲市2016", "各县区财政局、教育局", NOTHING, ""),
    ("株洲市2016", "财政部门", NOTHING, ""),
    ("株洲市2016", "环保部门", NOTHING, ""),
    ("株洲市2016", "法院", NOTHING, ""),
    ("株洲市2016", "纪委", NOTHING, ""),
]  # fmt: skip

SURE = {
    "prefecture": PREFECTURE, "province": PROVINCE, "county": COUNTY, "above and below": ABOVE_AND_BELOW,
    "merged": MERGED, "kept apart": APART,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a sentence name, with its kind; and the issues about agencies: their code and message."""

    agencies: list[tuple[str, str]]
    issues: list[tuple[str, str]]


@pytest.fixture
def read(extract: Extractor, words: Vocabulary) -> Callable[[str, str], Reading]:
    """read(who, words): of a report of `who`, with these words behind a comma."""

    def reading(who: str, said: str) -> Reading:
        extracted = extract(f"按照要求，{said}公开信息31条。", who + TAIL)
        found = mentions.mentions_of([extracted.document], [home_of(extracted.masthead, words)], words)[0].agencies
        title = extracted.document.title.end
        return Reading(
            [(one.meaning.name, one.meaning.kind) for one in found if one.span.start >= title],
            [(one.code, one.message) for one in extracted.issues if one.code.endswith("agency")],
        )

    return reading


@pytest.mark.parametrize(("sort", "case"), [(sort, case) for sort, cases in SURE.items() for case in cases])
def test_a_mention_gets_the_official_name_of_its_place_level_and_year(
    sort: str, case: Case, read: Callable[[str, str], Reading]
) -> None:
    who, said, name, kind = case
    found = read(who, said)
    assert found.agencies == [(name, kind)], sort
    assert [code for code, _ in found.issues] == ([] if kind else [UNLINKED])


@pytest.mark.parametrize("case", UNSURE)
def test_what_may_be_several_or_none_is_said_and_not_guessed(case: Case, read: Callable[[str, str], Reading]) -> None:
    who, said, code, candidate = case
    found = read(who, said)
    assert found.agencies == []
    assert [one for one, _ in found.issues] == [code]
    assert candidate in found.issues[0][1]


@pytest.mark.parametrize("case", NONE)
def test_words_that_mean_many_or_no_agency_name_none_and_are_no_issue(
    case: Case, read: Callable[[str, str], Reading]
) -> None:
    found = read(*case[:2])
    assert (found.agencies, found.issues) == ([], [])


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert sum(len(cases) for cases in (*SURE.values(), UNSURE, NONE)) >= 200


SENTENCES = [
    ("a list goes on in the same place", "苏州市2016", "吴江区财政局、教育局和水务局参加。",
     ["苏州市吴江区财政局", "苏州市吴江区教育局", "苏州市吴江区水务局"]),
    ("a list of a province", "株洲市2016", "省教育厅、财政厅发文。", ["湖南省教育厅", "湖南省财政厅"]),
    ("a list with its own places", "株洲市2016", "省财政厅、市财政局发文。", ["湖南省财政厅", "株洲市财政局"]),
    ("a bureau that provinces do not have", "株洲市2016", "省发改委、财政局参加。",
     ["湖南省发展和改革委员会", "株洲市财政局"]),
    ("tasks in short and a bureau at the end", "株洲市2016", "市发改、财政、环保局参加。", ["株洲市环境保护局"]),
    ("government and bureau", "株洲市2016", "市政府和环保局参加。", ["株洲市人民政府", "株洲市环境保护局"]),
    ("two bureaus are not one", "株洲市2016", "市农业局和水务局参加。", ["株洲市农业局", "株洲市水务局"]),
    ("a second name in brackets", "株洲市2016", "市住房和城乡建设局（人防办）参加。", ["株洲市住房和城乡建设局"]),
    ("bare at the beginning", "株洲市2016", "财政局、教育局参加。", ["株洲市财政局", "株洲市教育局"]),
    ("many are none, nor what follows", "株洲市2016", "各县（市、区）财政局、教育局参加。", []),
    ("a party body and a bureau", "株洲市2016", "市委宣传部、市文旅局参加。",
     ["中共株洲市委宣传部", "株洲市文化和旅游局"]),
    ("a list of party bodies", "株洲市2016", "市委组织部、宣传部参加。", ["中共株洲市委组织部", "中共株洲市委宣传部"]),
    ("a place where papers lie", "株洲市2016", "在市档案馆、市图书馆设查阅点。", []),
    ("the same as one who acts", "株洲市2016", "市档案馆接收文件。", ["株洲市档案馆"]),
    ("a town is no bureau", "株洲市2016", "加强城区教育局部建设。", []),
    ("a ministry is no department", "株洲市2016", "财政部门和教育部门参加。", []),
    ("the centre and its office", "株洲市2020", "国家税务总局株洲市税务局参加。", ["国家税务总局株洲市税务局"]),
    ("the centre alone", "株洲市2020", "国家税务总局要求公开。", ["国家税务总局"]),
    ("that bureau is the one in doubt", "株洲市2016", "市财政局参加，县环保局落实，该局公开。", ["株洲市财政局"]),
    ("that bureau is the last one sure", "株洲市2016", "市财政局参加，该局公开。", ["株洲市财政局", "株洲市财政局"]),
    ("a district named like its city", "苏州市2016", "苏州工业园区教育局参加。", ["苏州工业园区教育局"]),
    ("a prefecture's district is not the city's", "杭州市西湖区2016", "滨江高新区财政局参加。", []),
    ("a branch named like a district", "苏州市2020", "市吴江生态环境局参加。", ["苏州市吴江生态环境局"]),
    ("the level is an adjective", "攸县2020", "县级财政局和省市教育局参加。", []),
    ("companies have names of their own", "株洲市2020", "市水务集团、市公交公司参加。",
     ["株洲市水务集团", "株洲市公交公司"]),
]  # fmt: skip


@pytest.mark.parametrize(("who", "body", "names"), [one[1:] for one in SENTENCES], ids=[one[0] for one in SENTENCES])
def test_a_sentence_names_these_agencies(
    who: str, body: str, names: list[str], extract: Extractor, words: Vocabulary
) -> None:
    extracted = extract(body, who + TAIL)
    found = mentions.mentions_of([extracted.document], [home_of(extracted.masthead, words)], words)[0].agencies
    assert [one.meaning.name for one in found if one.span.start >= extracted.document.title.end] == names


@pytest.mark.parametrize(
    "body",
    [
        "按照生态环境部要求，公开环境信息31条。",
        "经市中级人民法院判决，公开环境信息31条。",
        "市政协提案办理情况公开31条。",
    ],
)
def test_those_who_ask_or_judge_do_not_publish(body: str, extract: Extractor) -> None:
    (fact,) = extract(body, "株洲市2020" + TAIL).observations()
    assert fact.agencies == ()


def test_an_issue_lists_the_candidates_and_how_many_more(extract: Extractor) -> None:
    (issue,) = extract("县环保局公开环境信息。", "昆明市2016" + TAIL).issues
    assert issue.code == "ambiguous-agency"
    assert issue.message.startswith("县环保局 may be ")
    assert "富民县环境保护局" in issue.message


@pytest.mark.parametrize(
    ("who", "kind", "name"),
    [
        ("攸县农业和水务局2016", "", "攸县农业和水务局"),
        ("苏州市工业园区教育局2016", "", "苏州市工业园区教育局"),
        ("苏州市交通局2009", "transport-old", "苏州市交通局"),
        ("苏州市环保局2016", "environmental-protection", "苏州市环境保护局"),
    ],
)
def test_an_issuer_gets_its_kind_only_from_its_whole_name(who: str, kind: str, name: str, extract: Extractor) -> None:
    issuer = extract("好。", who + TAIL).masthead.issuer
    assert (issuer.kind, issuer.name) == (kind, name)


def test_of_hospitals_each_has_its_own_iri(extract: Extractor, words: Vocabulary) -> None:
    extracted = extract("市第一人民医院、市第二人民医院参加。", "株洲市2020" + TAIL)
    found = mentions.mentions_of([extracted.document], [home_of(extracted.masthead, words)], words)[0].agencies
    assert [iris.agency(one.meaning).rsplit("/", 1)[1] for one in found[-2:]] == [
        "株洲市第一人民医院",
        "株洲市第二人民医院",
    ]
