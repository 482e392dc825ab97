"""Three invented reports as the extraction would give them: values of every kind that crosses into the graph.

The places do not exist; the figures are made to try the checks: the prefecture's applicants leave out a bracketed list
(319 of 328, the nine missing stand in brackets), one county states a figure twice with two values,
and the other county's breakdown by channel exceeds its total. The spans are found by searching the text.
"""

import hashlib
import re
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from gongkai import pipeline, shards
from gongkai.model import (
    Account,
    Agency,
    Cell,
    Channel,
    Citation,
    Correction,
    Disclosure,
    Document,
    Extract,
    Fact,
    Issue,
    Jurisdiction,
    Manuscript,
    Masthead,
    Match,
    Observation,
    Period,
    Provenance,
    Qualifier,
    Quantity,
    Reference,
    Section,
    Sentence,
    Settled,
    Shortcoming,
    Source,
    Spot,
)
from gongkai.shards import Kept, Statements
from gongkai.text import Reading, Span
from gongkai.told import Told

YUNJIANG = Jurisdiction("990100", "云江市", "prefecture")
BAIXI = Jurisdiction("990102", "白溪区", "county")
QINGSHI = Jurisdiction("990121", "青石县", "county")

PREFECTURE_TEXT = """云江市2016年政府信息公开工作年度报告
本年报所列数据的统计期限自2016年1月1日起至2016年12月31日止。如有疑问，请与市政府办公室联系（电话：0999-1234567）。
一、主动公开政府信息情况
2016年，我市主动公开政府信息96750条。其中，市政府本级主动公开政府信息10413条。
根据《关于全面推进政务公开工作的意见》（云政发〔2016〕8号），市财政局通过“中国云江”网站集中公开涉企财税政策。
市环保局在该局网站公开环境管理类信息718条。市环保局每周在该局网站公布空气质量信息。
市人社局共发放各类社保补贴7568万元，岗位补贴3372万元。
行政事业性收费目录的收费部门从32个精简至29个。
“云江发布”微博拥有粉丝66万余人，发布微博4700条，阅读量超1800万人次，同比增长12.5%。
共发放调查问卷22000份，回收16665份，问卷回收率为75.8%。
二、依申请公开政府信息情况
2016年度，全市共受理政府信息公开申请328件。从申请来源看，公民申请283件（其中律师申请5件，科研人员申请4件），企业申请16件，\
其他申请20件。从申请渠道看，信函申请165件、网络申请99件、当面申请62件、传真申请2件。从办理情况看，属于已主动公开范围41件，\
同意公开126件，部分公开29件，不同意公开24件（其中，不是《条例》所指政府信息17件），信息不存在108件。
其中，市政府本级受理政府信息公开申请25件。信函、网络申请量分别为11件、14件。
三、行政复议和行政诉讼情况
全市因依申请回复引起的行政复议31件、行政诉讼26件。行政复议中结果维持25件、结果纠正6件。其中，针对市政府本级的行政复议2件、行政诉讼1件。
四、主要问题和改进措施
一是公开意识有待增强。2017年，我市将加强业务培训。市大数据办在“云江通”平台公开数据。
"""

COUNTY_TEXT = """青石县2017年政府信息公开工作年度报告
本年报所列数据的统计期限自2017年1月1日起至2017年12月31日止。
一、主动公开情况
全县主动公开政府信息9304条。在《云江日报》《青石日报》发表税收信息70余篇。
县教育局在“青石教育”微信公众号发布招生信息115条，关注人数28423人。
县人社局通过人才网公布就业创业补贴信息。
全年主动公开政府信息9340条。
二、依申请公开及复议、诉讼情况
2017年共受理依申请公开66件，其中网络申请65件，信函申请1件。同意公开50件，不予公开16件。已按时办结66件。
全县无行政复议、行政诉讼。
三、存在的问题及改进措施
工作人员不足。今后将充实工作人员。
"""

NEIGHBOUR_TEXT = """白溪区2017年政府信息公开工作年度报告
全区主动公开政府信息5000条。
2017年共受理依申请公开34件，其中网络申请30件，信函申请9件。同意公开34件。
行政诉讼未经复议直接起诉3件，复议后起诉2件。制发规范性文件12件，行政许可处理决定256件。
"""


def reading_of(folded: str, kept: Iterable[int]) -> Reading:
    """Read the characters at the offsets `kept` (rising) of a text that is folded."""
    places = array("l", kept)
    bounds = pairwise((-1, *places, len(folded)))
    unread = tuple(Span(before + 1, after) for before, after in bounds if before + 1 < after)
    return Reading("".join(map(folded.__getitem__, places)), places, unread)


@dataclass(frozen=True, slots=True)
class Indifferent:
    """A judge that looks at no report and finds the same each time: lines of N-Triples."""

    found: Iterable[str] = ()

    properties: Collection[bytes] = ()

    def kept(self, _: Statements, __: Told) -> Sequence[bytes]:
        return ()

    def neighbours(self, _: str) -> Sequence[str]:
        return ()

    def lines(self, _: Iterable[Kept]) -> Iterable[str]:
        return self.found


@dataclass(frozen=True, slots=True)
class Draft:
    """A report in the making: its text, and who reports on what."""

    text: str
    masthead: Masthead

    def span(self, words: str, inside: Span | None = None) -> Span:
        """The first place of `words`, which must be there."""
        start = self.text.index(words, inside.start if inside else 0)
        return Span(start, start + len(words))

    def sentence(self, words: str) -> Span:
        """The sentence that begins with `words`, or holds them, up to its full stop."""
        start = self.text.index(words)
        start = max(self.text.rfind(end, 0, start) for end in "。\n") + 1
        stop = re.compile("[。\n]").search(self.text, start)
        assert stop is not None
        return Span(start, stop.end() if stop.group() == "。" else stop.start())

    def provenance(self, context: str, quote: str, rule: str) -> Provenance:
        """`quote` at or after the words `context`, which say which of several places is meant."""
        at = self.text.index(context)
        span = self.span(quote, Span(at, at))
        section = self.text.count("\n", 0, at)
        headings = [index for index, line in enumerate(self.text.split("\n")) if re.match("[一二三四]、", line)]
        return Provenance(span, quote, self.sentence(context), sum(line < section for line in headings) - 1, rule)

    def figure(
        self,
        context: str,
        quote: str,
        metric: str,
        label: str,
        value: str = "",
        *,
        unit: str = "件",
        scope: str = "jurisdiction",
        rule: str = "statutory",
        qualifier: Qualifier = "",
        agencies: tuple[Agency, ...] = (),
        areas: tuple[str, ...] = (),
        channels: tuple[Channel, ...] = (),
        part_of: Fact | None = None,
        **dimensions: str,
    ) -> Observation:
        """An observation whose value is the digits of `quote` where none is given."""
        provenance = self.provenance(context, quote, rule)
        return Observation(
            key=str(provenance.span.start),
            metric=metric,
            quantity=Quantity(Decimal(value or quote), unit, qualifier),
            label=label,
            scope=scope,
            period=self.masthead.period,
            jurisdiction=self.masthead.jurisdiction,
            agencies=agencies,
            areas=areas,
            channels=channels,
            dimensions=tuple(sorted((name.replace("_", "-"), value) for name, value in dimensions.items())),
            part_of=str(part_of.provenance.span.start) if part_of else "",
            provenance=provenance,
        )

    def extract(
        self, name: str, facts: Iterable[Fact], accounts: Iterable[tuple[str, str]] = (), issues: Iterable[Issue] = ()
    ) -> Extract:
        text = self.text
        source = Source(name, hashlib.sha256(text.encode()).hexdigest(), "text/plain")
        sentences = (Sentence(Span(*found.span()), -1, 0) for found in re.finditer("[^。\n]+。?", text))
        return Extract(
            document=Document(
                manuscript=Manuscript(source, text),
                folded=text,
                reading=reading_of(text, range(len(text))),
                title=Span(0, text.index("\n")),
                sections=tuple(self._sections()),
                sentences=tuple(sentences),
            ),
            masthead=self.masthead,
            facts=tuple(sorted(facts, key=lambda fact: fact.provenance.span.start)),
            accounts=tuple(Account(self.span(words), words, kind) for words, kind in accounts),
            issues=tuple(issues),
        )

    def _sections(self) -> Iterable[Section]:
        headings = [Span(*found.span()) for found in re.finditer("^[一二三四]、.+$", self.text, re.MULTILINE)]
        ends = [*(heading.start for heading in headings[1:]), len(self.text)]
        for heading, end in zip(headings, ends, strict=False):
            yield Section(self.text[heading.start], heading, Span(heading.start, end), 1, -1)


def _draft(place: Jurisdiction, year: int, text: str) -> Draft:
    masthead = Masthead(
        title=text.partition("\n")[0],
        jurisdiction=place,
        issuer=Agency(place.code, "government", f"{place.name}人民政府"),
        year=year,
        edition="narrative",
        period=Period(date(year, 1, 1), date(year, 12, 31)),
    )
    return Draft(text, masthead)


def prefecture() -> Extract:
    """云江市 2016: all dimensions, disclosures, a reference, problems, accounts, issues."""
    draft = _draft(YUNJIANG, 2016, PREFECTURE_TEXT)
    facts = [*_prefecture_figures(draft), *_prefecture_requests(draft), *_prefecture_statements(draft)]
    issues = [
        Issue("unlinked-agency", "市大数据办", draft.span("市大数据办")),
        Issue("unlinked-channel", "云江通", draft.span("云江通")),
    ]
    accounts = [
        ("2016年1月1日", "date"),
        ("2016年12月31日", "date"),
        ("0999-1234567", "contact"),
        ("一、", "ordinal"),
        ("〔2016〕8号", "identifier"),
    ]
    return draft.extract("yunjiang-2016.txt", facts, accounts, issues)


def _prefecture_figures(draft: Draft) -> list[Fact]:
    code, figure = YUNJIANG.code, draft.figure
    environment = Agency(code, "environmental-protection", "云江市环境保护局")
    website = Channel(code, "website", "云江市环境保护局网站")
    disclosed, weibo = "proactive-disclosures", (Channel(code, "weibo", "云江发布"),)
    whole = figure("我市主动公开", "96750", disclosed, "主动公开政府信息", unit="条")
    labour = (Agency(code, "human-resources-social-security", "云江市人力资源和社会保障局"),)
    return [
        whole,
        figure("市政府本级主动", "10413", disclosed, "主动公开政府信息", unit="条", scope="own", part_of=whole),
        figure("环境管理类", "718", "items-published", "环境管理类信息", unit="条", rule="counted",
               agencies=(environment,), areas=("environment",), channels=(website,)),
        figure("社保补贴", "7568万元", "other", "社保补贴", "75680000", unit="元", rule="counted",
               agencies=labour, areas=("employment",)),
        figure("岗位补贴", "3372万元", "other", "岗位补贴", "33720000", unit="元", rule="counted",
               agencies=labour, areas=("employment",)),
        figure("收费部门", "32", "other", "收费部门", unit="个", rule="from-to", areas=("prices-fees",), change="from"),
        figure("收费部门", "29", "other", "收费部门", unit="个", rule="from-to", areas=("prices-fees",), change="to"),
        figure("拥有粉丝", "66万余", "followers", "粉丝", "660000", unit="人", rule="account", qualifier="over",
               channels=weibo),
        figure("发布微博", "4700", "items-published", "微博", unit="条", rule="account", channels=weibo),
        figure("阅读量", "1800万", "views", "阅读量", "18000000", unit="人次", rule="account", qualifier="over",
               channels=weibo),
        figure("同比增长", "12.5%", "other", "阅读量同比增长", "12.5", unit="%", rule="growth", channels=weibo),
        figure("发放调查问卷", "22000", "other", "调查问卷", unit="份", rule="counted"),
        figure("回收", "16665", "other", "回收调查问卷", unit="份", rule="counted"),
        figure("问卷回收率", "75.8%", "other", "问卷回收率", "75.8", unit="%", rule="share"),
    ]  # fmt: skip


def _prefecture_requests(draft: Draft) -> list[Fact]:
    figure, received, outcomes = draft.figure, "applications-received", "application-outcomes"
    whole = figure("全市共受理", "328", received, "政府信息公开申请")
    citizens = figure("公民申请", "283", received, "公民申请", applicant="citizen", part_of=whole)
    refused = figure("不同意公开", "24", outcomes, "不同意公开", outcome="refused", part_of=whole)
    own = figure("市政府本级受理", "25", received, "政府信息公开申请", scope="own", part_of=whole)
    lawsuits = figure("行政诉讼26", "26", "litigations", "行政诉讼")
    appeals = figure("行政复议31", "31", "reconsiderations", "行政复议")
    ways = (("信函", "165", "letter"), ("网络", "99", "network"), ("当面", "62", "in-person"), ("传真", "2", "fax"))
    ends = (
        ("属于已主动公开范围", "41", "already-public"),
        ("同意公开", "126", "granted"),
        ("部分公开", "29", "partially-granted"),
        ("信息不存在", "108", "does-not-exist"),
    )
    return [
        whole, citizens, refused, own, lawsuits, appeals,
        figure("律师申请", "5", received, "律师申请", applicant="lawyer", part_of=citizens),
        figure("科研人员申请", "4", received, "科研人员申请", applicant="researcher", part_of=citizens),
        figure("企业申请", "16", received, "企业申请", applicant="enterprise", part_of=whole),
        figure("其他申请", "20", received, "其他申请", applicant="other", part_of=whole),
        *(figure(f"{words}申请{count}", count, received, f"{words}申请", request_channel=way, part_of=whole)
          for words, count, way in ways),
        *(figure(words + count, count, outcomes, words, outcome=end, part_of=whole) for words, count, end in ends),
        figure("所指政府信息", "17", outcomes, "不是《条例》所指政府信息", outcome="not-government-information",
               part_of=refused),
        figure("申请量分别为", "11", received, "信函申请", scope="own", request_channel="letter", part_of=own),
        figure("件、14", "14", received, "网络申请", scope="own", request_channel="network", part_of=own),
        figure("结果维持", "25", "reconsiderations", "结果维持", result="upheld", part_of=appeals),
        figure("结果纠正", "6", "reconsiderations", "结果纠正", result="corrected", part_of=appeals),
        figure("本级的行政复议", "2", "reconsiderations", "行政复议", scope="own", part_of=appeals),
        figure("行政诉讼1件", "1", "litigations", "行政诉讼", scope="own", part_of=lawsuits),
    ]  # fmt: skip


def _prefecture_statements(draft: Draft) -> list[Fact]:
    code = YUNJIANG.code
    environment = Agency(code, "environmental-protection", "云江市环境保护局")
    website = Channel(code, "website", "云江市环境保护局网站")
    portal = Channel(code, "website", "中国云江")
    citation = Citation("关于全面推进政务公开工作的意见", "云政发〔2016〕8号", "")
    return [
        Reference(citation, draft.provenance("《关于", "《关于全面推进政务公开工作的意见》", "citation")),
        Disclosure((Agency(code, "finance", "云江市财政局"),), ("tax-management",), (portal,),
                   draft.provenance("市财政局通过", "市财政局通过“中国云江”网站集中公开涉企财税政策", "clause")),
        Disclosure((environment,), ("environment",), (website,),
                   draft.provenance("市环保局每周", "市环保局每周在该局网站公布空气质量信息", "clause")),
        Shortcoming("problem", "awareness", draft.provenance("公开意识", "公开意识有待增强", "problem")),
        Shortcoming("measure", "training", draft.provenance("我市将加强", "加强业务培训", "measure")),
    ]  # fmt: skip


def county() -> Extract:
    """青石县 2017: zeros, a figure stated twice with two values, newspapers, a public account."""
    draft = _draft(QINGSHI, 2017, COUNTY_TEXT)
    code, figure, received, items = QINGSHI.code, draft.figure, "applications-received", "items-published"
    schools = (Agency(code, "education", "青石县教育局"),)
    labour = (Agency(code, "human-resources-social-security", "青石县人力资源和社会保障局"),)
    account = (Channel(code, "wechat", "青石教育"),)
    papers = (Channel(YUNJIANG.code, "newspaper", "云江日报"), Channel(code, "newspaper", "青石日报"))
    whole = figure("受理依申请公开", "66", received, "依申请公开")
    facts = [
        whole,
        figure("网络申请", "65", received, "网络申请", request_channel="network", part_of=whole),
        figure("信函申请", "1", received, "信函申请", request_channel="letter", part_of=whole),
        figure("同意公开", "50", "application-outcomes", "同意公开", outcome="granted"),
        figure("不予公开", "16", "application-outcomes", "不予公开", outcome="refused"),
        figure("按时办结", "66", "applications-processed", "办结"),
        figure("无行政复议", "无", "reconsiderations", "行政复议", "0", rule="zero"),
        figure("无行政复议", "行政诉讼", "litigations", "行政诉讼", "0", rule="zero"),
        figure("全县主动公开", "9304", "proactive-disclosures", "主动公开政府信息", unit="条"),
        figure("全年主动公开", "9340", "proactive-disclosures", "主动公开政府信息", unit="条"),
        figure("税收信息", "70余", items, "税收信息", "70", unit="篇", rule="counted", qualifier="over",
               areas=("tax-management",), channels=papers),
        figure("招生信息", "115", items, "招生信息", unit="条", rule="counted",
               agencies=schools, areas=("education",), channels=account),
        figure("关注人数", "28423", "followers", "关注人数", unit="人", rule="account", channels=account),
        Disclosure(labour, ("employment",), (Channel(code, "website", "人才网"),),
                   draft.provenance("县人社局", "县人社局通过人才网公布就业创业补贴信息", "clause")),
        Shortcoming("problem", "staff", draft.provenance("工作人员不足", "工作人员不足", "problem")),
        Shortcoming("measure", "staff", draft.provenance("今后将充实", "充实工作人员", "measure")),
    ]  # fmt: skip
    accounts = [("2017年1月1日", "date"), ("2017年12月31日", "date"), ("一、", "ordinal")]
    extract = draft.extract("qingshi-2017.txt", facts, accounts)
    return replace(extract, settlements=(_confirmation(draft, extract, "115"),))


def _confirmation(draft: Draft, extract: Extract, figure: str) -> Settled:
    """A reader holds that the figure is right."""
    span, sentence = draft.span(figure), draft.sentence(figure)
    around = draft.text[sentence.start : span.start], draft.text[span.end : sentence.end]
    report = f"{draft.masthead.jurisdiction.code}/government/{draft.masthead.year}"
    spot = Spot(extract.document.manuscript.source.sha256, report, span, None, figure, *around)
    said = Correction(spot, "", "confirm", (), (("value", figure),), "李晓", date(2026, 5, 31), "")
    return Settled(said, ("agreeing",), (str(span.start),), span)


def neighbour() -> Extract:
    """白溪区 2017: the requests by channel (39) are more than the requests (34)."""
    draft = _draft(BAIXI, 2017, NEIGHBOUR_TEXT)
    received = "applications-received"
    whole = draft.figure("受理依申请公开", "34", received, "依申请公开")
    label = draft.span("受理依申请公开")
    table = Match(0, label, ("statistics",), ("statistics-2014",), 3, 4, (Cell(0, 0, 1, 1, label),))
    extract = draft.extract("baixi-2017.txt", [
        draft.figure("主动公开", "5000", "proactive-disclosures", "主动公开政府信息", unit="条"),
        whole,
        draft.figure("网络申请", "30", received, "网络申请", request_channel="network", part_of=whole),
        draft.figure("信函申请", "9", received, "信函申请", request_channel="letter", part_of=whole),
        draft.figure("同意公开", "34", "application-outcomes", "同意公开", outcome="granted"),
        draft.figure("直接起诉", "3", "litigations", "未经复议直接起诉", route="direct"),
        draft.figure("复议后起诉", "2", "litigations", "复议后起诉", route="after-reconsideration"),
        draft.figure("制发规范性文件", "12", "documents-issued", "规范性文件", document_type="normative-documents"),
        draft.figure("行政许可", "256", "decisions", "行政许可处理决定", act="licence"),
    ])  # fmt: skip
    return replace(extract, matches=(table,))


def extracts() -> tuple[Extract, ...]:
    return prefecture(), county(), neighbour()


def reports_in(folder: Path, count: int = 64, empty: int = 30) -> list[Path]:
    """So many files, as 64 as two processes are worth, of which one is empty and no report."""
    for number in range(count):
        title = f"遵义市{2008 + number % 17}年政府信息公开工作年度报告"
        text = f"{title}\n一、主动公开情况\n全市主动公开政府信息{12000 + number}条。\n"
        folder.joinpath(f"{number:02}.txt").write_text(text, "utf-8")
    folder.joinpath(f"{empty:02}.txt").write_bytes(b"")
    return sorted(folder.iterdir())


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def shards_in(folder: Path) -> list[Path]:
    """A shard of each sample report."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        shards.write(folder, extract.document.manuscript.source.stem, pipeline.triples_of(extract))
        for extract in extracts()
    ]
