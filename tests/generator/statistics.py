"""Counts -> the table of nine parts that notices of 2014 asked for: 统计指标, 单位, 统计数."""

from decimal import Decimal
from random import Random

from generator.counts import CHANNELS, OLD_REFUSALS, Requests, amount_of, split
from generator.forms import head, money, value
from generator.model import Cell, Row, Table
from generator.truth import Figure, dimensions_of

OUTCOME_ROWS = {
    "already-public": "1.属于已主动公开范围数",
    "granted": "2.同意公开答复数",
    "partially-granted": "3.同意部分公开答复数",
    "refused": "4.不同意公开答复数",
    "refused-state-secret": "其中：1.涉及国家秘密",
    "refused-trade-secret": "2.涉及商业秘密",
    "refused-privacy": "3.涉及个人隐私",
    "refused-security-stability": "4.危及国家安全、公共安全、经济安全和社会稳定",
    "not-government-information": "5.不是《条例》所指政府信息",
    "other-legal-ground": "6.法律法规规定的其他情形",
    "not-this-agency": "5.不属于本行政机关公开数",
    "does-not-exist": "6.申请信息不存在数",
    "correction-requested": "7.告知作出更改补充数",
    "referred-elsewhere": "8.告知通过其他途径办理数",
}
CHANNEL_ROWS = {
    "in-person": "1.当面申请数",
    "fax": "2.传真申请数",
    "network": "3.网络申请数",
    "letter": "4.信函申请数",
}
# No edition's metric is meant by these rows: any of the kind will do.
DOCUMENTS = "documents-issued|documents-made|documents-newly-public|documents-public|other"
ANSWERED = "applications-processed|application-outcomes|other"
MEDIA = ("政府网站", "政府公报", "政务微博", "政务微信", "其他方式")
RESPONSES = (
    ("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "other", "回应"),
    ("（二）通过不同渠道和方式回应解读的情况", "", "", ""),
    ("1.参加或举办新闻发布会总次数", "次", "press-conferences", ""),
    ("其中：主要负责同志参加新闻发布会次数", "次", "press-conferences|other", ""),
    ("2.政府网站在线访谈次数", "次", "other", "访谈"),
    ("其中：主要负责同志参加政府网站在线访谈次数", "次", "other", "访谈"),
    ("3.政策解读稿件发布数", "篇", "items-published|other", "解读"),
    ("4.微博微信回应事件数", "次", "other", "回应"),
    ("5.其他方式回应事件数", "次", "other", "回应"),
)
MEANS = (
    ("（一）政府信息公开工作专门机构数", "个", "other", "机构"),
    ("（二）设置政府信息公开查阅点数", "个", "other", "查阅点"),
    ("（三）从事政府信息公开工作人员数", "人", "other", "人员"),
    ("1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", "other", "专职"),
    ("2.兼职人员数", "人", "other", "兼职"),
)
MEETINGS = (
    ("（一）召开政府信息公开工作会议或专题会议数", "次", "other", "会议"),
    ("（二）举办各类培训班数", "次", "other", "培训班"),
    ("（三）接受培训人员数", "人次", "other", "培训"),
)


def statistics(rng: Random, counts: Requests, stated: dict[str, Decimal], courts: dict[str, dict[str, int]]) -> Table:
    """`stated` holds by metric what the report's prose says already."""
    rows: list[Row] = [(head("统计指标"), head("单位"), head("统计数"))]
    conferences = int(stated.get("press-conferences", rng.randint(0, 90)))
    rows += [*_disclosures(rng, int(stated["proactive-disclosures"])), *_responses(rng, conferences)]
    rows += _requests(counts)
    for number, name, metric in (("四", "行政复议", "reconsiderations"), ("五", "行政诉讼", "litigations")):
        results = courts[metric]
        rows.append(_row(f"{number}、{name}数量", "件", metric, sum(results.values())))
        upheld = "维持具体行政行为数" if number == "四" else "维持具体行政行为或者驳回原告诉讼请求数"
        labels = {"upheld": f"（一）{upheld}", "corrected": "（二）被依法纠错数", "other": "（三）其他情形数"}
        rows += [_row(label, "件", metric, results[result], result=result) for result, label in labels.items()]
    rows.append(_row("六、举报投诉数量", "件", "complaints", rng.choice((0, 0, rng.randint(1, 9)))))
    fees = (stated.get("request-fees", Decimal(0)) / 10_000).normalize()
    rows.append((head("七、依申请公开信息收取的费用"), head("万元"), money("request-fees", fees)))
    rows.append(_section("八、机构建设和保障经费情况"))
    full, part = rng.randint(0, 60), rng.randint(0, 150)
    means = (rng.randint(0, 40), rng.randint(1, 90), full + part, full, part)
    rows += [_row(*row[:3], count, label=row[3]) for row, count in zip(MEANS, means, strict=True)]
    budget = "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）"
    figure = Figure("other", amount_of(rng, 90) * 10_000, "元", label="经费", origin="table")
    rows.append((head(budget), head("万元"), value(figure, text=f"{(figure.value or 0) / 10_000:f}")))
    rows.append(_section("九、政府信息公开会议和培训情况"))
    rows += [_row(*row[:3], rng.randint(0, 400), label=row[3]) for row in MEETINGS]
    return Table("statistics", tuple(rows), heads=1)


def _section(label: str) -> Row:
    return head(label), head("——"), head("——")


def _row(words: str, unit: str, metric: str, count: int, *, label: str = "", **pairs: str) -> Row:
    figure = Figure(metric, Decimal(count), unit, dimensions_of(**pairs), label=label, origin="table")
    return head(words), Cell(unit, header=True), value(figure)


def _disclosures(rng: Random, disclosed: int) -> list[Row]:
    shares = split(rng, disclosed, MEDIA, (60, 2, 15, 15, 8))
    files = rng.randint(0, min(60, disclosed))
    either = "proactive-disclosures|items-published"
    return [
        _section("一、主动公开情况"),
        _row("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "proactive-disclosures", disclosed),
        _row("其中：主动公开规范性文件数", "条", f"{either}|{DOCUMENTS}", files, label="规范性文件"),
        _row("制发规范性文件总数", "件", DOCUMENTS, files, label="规范性文件"),
        _section("（二）通过不同渠道和方式公开政府信息的情况"),
        *(
            _row(f"{number}.{name}公开政府信息数", "条", either, shares[name])
            for number, name in enumerate(("政府公报", "政府网站", "政务微博", "政务微信", "其他方式"), 1)
        ),
    ]


def _responses(rng: Random, conferences: int) -> list[Row]:
    """A row of a part, 其中, holds no more than the row before it."""
    rows = [_section("二、回应解读情况")]
    most = 0
    for words, unit, metric, label in RESPONSES:
        count = rng.randint(0, most) if words.startswith("其中") else rng.randint(0, 90)
        most = count = conferences if metric == "press-conferences" else count
        rows.append(_row(words, unit, metric, count, label=label) if unit else _section(words))
    return rows


def _requests(counts: Requests) -> list[Row]:
    received, done = counts.received, counts.processed
    late = done // 9
    rows = [_section("三、依申请公开情况"), _row("（一）收到申请数", "件", "applications-received", received)]
    rows += [
        _row(label, "件", "applications-received", counts.channels[channel], request_channel=channel)
        for channel, label in CHANNEL_ROWS.items()
        if channel in CHANNELS
    ]
    rows.append(_row("（二）申请办结数", "件", "applications-processed", done))
    rows.append(_row("1.按时办结数", "件", "applications-processed|other", done - late, label="按时"))
    rows.append(_row("2.延期办结数", "件", "applications-processed|other", late, label="延期"))
    rows.append(_row("（三）申请答复数", "件", ANSWERED, done, label="答复"))
    for outcome, label in OUTCOME_ROWS.items():
        parts = OLD_REFUSALS if outcome == "refused" else (outcome,)
        count = sum(counts.outcome(part) for part in parts)
        rows.append(_row(label, "件", "application-outcomes", count, outcome=outcome))
    return rows
