"""Agencies by their full official names, whatever a report calls them; those it does not know are said."""

from collections.abc import Callable

import pytest

from gongkai import mentions
from gongkai.linking import home_of
from gongkai.model import Extract
from gongkai.vocabulary import Vocabulary

Extractor = Callable[..., Extract]
TAIL = "年政府信息公开工作年度报告"


@pytest.fixture
def named(extract: Extractor, words: Vocabulary) -> Callable[..., list[tuple[str, str]]]:
    """named(body, who): names and kinds of the agencies that the body names."""

    def names_of(body: str, who: str = "株洲市2016") -> list[tuple[str, str]]:
        extracted = extract(body, who + TAIL)
        found = mentions.mentions_of([extracted.document], [home_of(extracted.masthead, words)], words)[0].agencies
        title = extracted.document.title.end
        return [(one.meaning.name, one.meaning.kind) for one in found if one.span.start >= title]

    return names_of


@pytest.mark.parametrize(
    ("who", "body", "name", "kind"),
    [
        ("株洲市2016", "市人社局负责。", "株洲市人力资源和社会保障局", "human-resources-social-security"),
        ("株洲市2016", "市卫计委负责。", "株洲市卫生和计划生育委员会", "health-family-planning"),
        ("株洲市2016", "市食药监局负责。", "株洲市食品药品监督管理局", "food-drug"),
        ("株洲市2016", "市发改委负责。", "株洲市发展和改革委员会", "development-reform"),
        ("株洲市2016", "市教育局负责。", "株洲市教育局", "education"),
        ("株洲市2016", "株洲市教育局负责。", "株洲市教育局", "education"),
        ("株洲市2016", "省教育厅负责。", "湖南省教育厅", "education"),
        ("株洲市2016", "湖南省财政厅负责。", "湖南省财政厅", "finance"),
        ("株洲市2016", "攸县财政局负责。", "攸县财政局", "finance"),
        ("株洲市2016", "天元区财政局负责。", "株洲市天元区财政局", "finance"),
        ("株洲市2012", "市卫生局负责。", "株洲市卫生局", "health-bureau"),
        ("株洲市2012", "市工商局负责。", "株洲市工商行政管理局", "industry-commerce"),
        ("株洲市2020", "市卫健委负责。", "株洲市卫生健康委员会", "health"),
        ("株洲市2020", "市市场监管局负责。", "株洲市市场监督管理局", "market-regulation"),
        ("株洲市2020", "市应急局负责。", "株洲市应急管理局", "emergency-management"),
        ("株洲市2020", "市退役军人局负责。", "株洲市退役军人事务局", "veterans"),
        ("株洲市2024", "市数据局负责。", "株洲市数据局", "data-bureau"),
        ("株洲市2016", "市国土局负责。", "株洲市国土资源局", "land-resources"),
        ("株洲市2020", "市自然资源局负责。", "株洲市自然资源局", "natural-resources"),
        ("湖南省2020", "省生态环境厅负责。", "湖南省生态环境厅", "ecology-environment"),
        ("株洲市天元区2016", "区教育局负责。", "株洲市天元区教育局", "education"),
        ("攸县2016", "县水利局负责。", "攸县水利局", "water"),
        ("攸县2016", "市水利局负责。", "株洲市水利局", "water"),
    ],
)
def test_a_short_name_becomes_the_official_one_of_its_year_and_place(
    who: str, body: str, name: str, kind: str, named: Callable[..., list[tuple[str, str]]]
) -> None:
    assert named(body, who) == [(name, kind)]


def test_that_bureau_is_the_last_one_that_ends_so(named: Callable[..., list[tuple[str, str]]]) -> None:
    names = [name for name, _ in named("市发改委、市财政局参加，该局牵头，该委配合。")]
    assert names == ["株洲市发展和改革委员会", "株洲市财政局", "株洲市财政局", "株洲市发展和改革委员会"]


def test_that_bureau_does_not_look_beyond_its_paragraph(named: Callable[..., list[tuple[str, str]]]) -> None:
    assert [name for name, _ in named("市财政局参加。\n该局牵头。")] == ["株洲市财政局"]


@pytest.mark.parametrize("word", ["我局", "本局", "本部门", "本机关", "本单位"])
def test_an_issuer_speaks_of_itself(word: str, named: Callable[..., list[tuple[str, str]]]) -> None:
    assert named(f"{word}负责。", "株洲市水利局2016") == [("株洲市水利局", "water")]


def test_a_town_speaks_of_itself(named: Callable[..., list[tuple[str, str]]]) -> None:
    assert named("镇政府负责。", "正定县曲阳桥镇人民政府2016") == [("正定县曲阳桥镇人民政府", "")]


@pytest.mark.parametrize(
    "body",
    ["各县区财政局负责。", "社区教育开展得好。", "各市水利局均已报送。", "办公室工作有序。", "结局很好。"],
)
def test_words_that_mean_many_or_none_name_no_agency(body: str, named: Callable[..., list[tuple[str, str]]]) -> None:
    assert named(body) == []


def test_government_services_are_no_government(named: Callable[..., list[tuple[str, str]]]) -> None:
    assert named("市政府采购和政府网站建设有序，政府信息公开。") == []


def test_an_unknown_body_is_kept_by_its_name_and_said(extract: Extractor) -> None:
    extracted = extract("市珍珠湖管理局公布水质信息31条。", "株洲市2016" + TAIL)
    (fact,) = extracted.observations()
    assert [(body.name, body.kind) for body in fact.agencies] == [("株洲市珍珠湖管理局", "")]
    assert [(issue.code, issue.message.split(":")[0]) for issue in extracted.issues] == [
        ("unlinked-agency", "株洲市珍珠湖管理局")
    ]


def test_an_unknown_body_is_said_once(extract: Extractor) -> None:
    extracted = extract("市珍珠湖管理局负责。市珍珠湖管理局落实。", "株洲市2016" + TAIL)
    assert [issue.code for issue in extracted.issues] == ["unlinked-agency"]
