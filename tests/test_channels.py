"""Channels by name and type: quoted names, sites of their owners, papers, hotlines, and words that stand for one."""

from collections.abc import Callable

import pytest

from gongkai import mentions
from gongkai.linking import home_of
from gongkai.model import Extract
from gongkai.vocabulary import Vocabulary

Named = Callable[..., list[tuple[str, str]]]
TAIL = "年政府信息公开工作年度报告"


@pytest.fixture
def named(extract: Callable[..., Extract], words: Vocabulary) -> Named:
    """named(body, who): names and types of the channels that the body names."""

    def names_of(body: str, who: str = "株洲市2018") -> list[tuple[str, str]]:
        extracted = extract(body, who + TAIL)
        found = mentions.mentions_of([extracted.document], [home_of(extracted.masthead, words)], words)[0].channels
        return [(one.meaning.name, one.meaning.type) for one in found]

    return names_of


@pytest.mark.parametrize(
    ("body", "channel"),
    [
        ("“株洲交警”微博更新及时。", ("株洲交警", "weibo")),
        ("微信公众号“株洲教育”更新及时。", ("株洲教育", "wechat")),
        ("“株洲教育”微信公众号更新及时。", ("株洲教育", "wechat")),
        ("“诸事达”APP更新及时。", ("诸事达", "mobile-app")),
        ("“诸事达”小程序更新及时。", ("诸事达", "mini-program")),
        ("“文旅株洲”抖音号更新及时。", ("文旅株洲", "short-video")),
        ("“株洲发布”粉丝增长快。", ("株洲发布", "new-media")),
        ("市环保局网站更新及时。", ("株洲市环境保护局网站", "website")),
        ("市财政局门户网站更新及时。", ("株洲市财政局网站", "website")),
        ("天元区教育局网站更新及时。", ("株洲市天元区教育局网站", "website")),
        ("市政府门户网站更新及时。", ("株洲市人民政府网站", "website")),
        ("在《株洲日报》刊登。", ("株洲日报", "newspaper")),
        ("《株洲市人民政府公报》按时出版。", ("株洲市人民政府公报", "gazette")),
        ("开通12345政务服务热线。", ("12345", "hotline")),
        ("通过国家企业信用信息公示系统公示。", ("国家企业信用信息公示系统", "website")),
        ("设立“株洲阳光采购平台”。", ("株洲阳光采购平台", "website")),
    ],
)
def test_a_channel_has_its_name_and_its_type(body: str, channel: tuple[str, str], named: Named) -> None:
    assert named(body) == [channel]


def test_the_site_of_that_bureau_is_its_own(named: Named) -> None:
    assert named("市水务局负责，在该局网站公布。") == [("株洲市水务局网站", "website")]


@pytest.mark.parametrize("word", ["我局网站", "本局网站", "局门户网站"])
def test_the_site_of_an_issuer_is_its_own(word: str, named: Named) -> None:
    assert named(f"在{word}公布。", "株洲市水务局2018") == [("株洲市水务局网站", "website")]


def test_names_side_by_side_share_the_word_behind_them(named: Named) -> None:
    assert named("“株洲交警”“株洲公安”微博更新及时。") == [("株洲交警", "weibo"), ("株洲公安", "weibo")]


def test_a_type_alone_is_the_account_named_before_it(named: Named) -> None:
    assert named("“株洲发布”微信公众号更新及时，微信公众号粉丝增长快。") == [("株洲发布", "wechat")] * 2


def test_a_type_alone_is_the_only_account_of_its_kind_that_the_report_names(named: Named) -> None:
    assert named("“株洲发布”微信公众号更新及时。\n微信公众号更新及时。")[1] == ("株洲发布", "wechat")


@pytest.mark.parametrize("body", ["通过网站、微信等公布。", "发放宣传单，并用微信转发。"])
def test_a_type_in_passing_stands_for_all_of_its_kind(body: str, named: Named) -> None:
    assert ("株洲发布", "wechat") not in named(f"“株洲发布”微信公众号更新及时。\n{body}")[1:]


def test_a_type_alone_stands_for_all_of_its_kind_where_the_report_names_several(named: Named) -> None:
    body = "“株洲发布”微信公众号更新及时。\n“株洲教育”微信公众号更新及时。\n微信公众号更新及时。"
    assert named(body)[2] == ("微信公众号", "wechat")


@pytest.mark.parametrize(
    "body",
    ["网站群建设有序。", "落实“双随机”监管。", "推进“互联网+监管”。", "宣传“八五”普法。", "《株洲市地方志》出版。"],
)
def test_what_only_looks_like_a_channel_is_none(body: str, named: Named) -> None:
    assert named(body) == []


def test_a_national_system_is_the_countrys(extract: Callable[..., Extract], words: Vocabulary) -> None:
    extracted = extract("通过国家企业信用信息公示系统公示。", "株洲市2018" + TAIL)
    home = home_of(extracted.masthead, words)
    (mention,) = mentions.mentions_of([extracted.document], [home], words)[0].channels
    assert mention.meaning.code == "100000"
    assert extracted.document.quote(mention.span) == "国家企业信用信息公示系统"


@pytest.mark.parametrize("body", ["在“工程招标”专栏公布。", "开设“环保督察整改”专栏。"])
def test_a_quoted_column_is_a_channel(body: str, named: Named) -> None:
    assert [(name, kind) for name, kind in named(body) if name in body and kind == "website"]


def test_a_column_of_a_site_that_is_named_is_that_site(named: Named) -> None:
    assert named("在市财政局网站“工程招标”专栏公布。") == [("株洲市财政局网站", "website")]


@pytest.mark.xfail(strict=True, reason="平台 behind a quoted name is no type")
def test_a_quoted_platform_is_a_channel(named: Named) -> None:
    assert [kind for name, kind in named("设立“阳光采购”信息平台。") if name == "阳光采购"] == ["website"]


@pytest.mark.parametrize("body", ["“两微一端”更新及时。", "两微更新及时。", "“广元发布”微博、政务新媒体更新及时。"])
def test_all_accounts_together_are_none_of_them(body: str, named: Named) -> None:
    assert ("new-media", True) in [(kind, name in ("两微", "两微一端", "政务新媒体")) for name, kind in named(body)]
