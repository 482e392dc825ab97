"""Words and signs that texts are put together from: those that gongkai looks for, and those that nobody foresaw."""

import csv
import re
from collections.abc import Iterator
from functools import cache

import yaml
from hypothesis import strategies as st

from gongkai import resources

TITLE = "广元市2016年政府信息公开工作年度报告"
TITLES = (
    TITLE,
    "广元市人民政府办公室2023年政府信息公开工作年度报告",
    "苏州市吴江区2014年政府信息公开工作年度报告",
    "四川省2020年政府信息公开工作年度报告",
    "二〇一八年度北京市朝阳区教育委员会信息公开年报",
)
NUMERALS = (
    "0", "3", "15", "1,234", "1，234", "1,23", "12,345,67", "28,913.50", "3.14", "1.2.3", "00012", "１２３", "１２．５％",
    "٣٤", "१२", "²", "①", "㈠", "½", "Ⅳ", "𝟙𝟚", "一", "十", "百", "万", "亿", "零", "〇", "两", "一万万万亿",
    "一亿亿亿亿亿亿", "十十十", "百千万亿", "三百二十", "两百多", "零零一", "三分之二", "万分之三", "百分之八十", "1/3", "5—7", "3至5", "3-5", "2～4",
    "-5", "+5", "－３", "1e5", "1E999999", "0x1F", "NaN", "∞", "9" * 30, "9" * 999, "九" * 60, "7" * 1000, "1," * 40 + "1",
    "2016", "0000", "9999", "1899", "2016年", "2016年13月45日", "2024年2月30日", "0年0月0日", "2016.1.1", "2016-12-31",
    "12月31日", "24:60", "13800138000", "0999-1234567", "〔2016〕8号", "第9999号", "68\n24", "1 234", "1\u00a0234",
    "1\u200b2", "9.99万", "1.5亿", "3成", "5‰", "8.8折", "20%", "第3", "3、", "（3）", "3.", "3)", "Q3", "COVID-19", "12345热线",
)  # fmt: skip
TAILS = (
    "件", "条", "条（次）", "个", "份", "人次", "人", "元", "万元", "亿元", "%", "％", "‰", "余件", "多条", "左右", "以上", "以内", "次", "期",
    "部", "篇", "万人次", "工作日", "个百分点", "号", "年", "月", "日", "岁", "公里", "",
)  # fmt: skip
SIGNS = (
    "，", "。", "；", "、", "：", "！", "？", "（", "）", "(", ")", "“", "”", "《", "》", "\n", "\n\n", " ", "　", "\t", "|", " | ", "  ",
    "-", "—", "——", "/", "…", "·", ",", ".", ";", ":", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029",
)  # fmt: skip
STRANGE = (
    "\u202e", "\u2066", "\u200d", "\u200b", "\ufeff", "\u0301", "\ufe0f", "\U000e0041", "\ufffe", "\uffff", "\U0010ffff",
    "\x01", "\x1b[2J", "\x7f", "\xad", "\ufffd", "\ue000", "𠮷", "🏛", "⺀", "⼀", "\uf900", "ﬁ", "İ", "ß", "ǅ", "한", "ま",
    "<", ">", "&", '"', "'", "\\", "`", "{", "}", "^", "%2F", "%", "#", "?", "..", "../", "\\u0000", "\\n",
    "http://例.cn/a?b=1#c", "a@b.cn", "=cmd()", "null", "NaN",
)  # fmt: skip
FRAME = (
    "一、", "二、", "（一）", "（二）", "1.", "1、", "第一章 ", "第一部分", "十一、", "附件：", "注：", "主动公开", "依申请公开", "收到", "受理", "办结",
    "政府信息公开申请", "其中", "分别为", "比上年增长", "同比下降", "由", "增加到", "共计", "全市", "我市", "本机关", "市政府", "本级", "行政复议",
    "行政诉讼", "未发生", "无", "没有", "微信", "微博", "门户网站", "粉丝", "阅读量", "公开", "信息", "上年结转", "结转下年度继续办理", "总计",
    "予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理", "自然人", "法人或其他组织", "商业企业", "科研机构", "规章", "行政规范性文件",
    "行政许可", "行政处罚", "行政强制", "行政事业性收费", "结果维持", "结果纠正", "其他结果", "尚未审结", "存在的问题", "改进措施", "今年将", "下一步",
)  # fmt: skip
_WORD = re.compile(r"[\u4e00-\u9fff]{2,12}")


@cache
def known() -> tuple[str, ...]:
    """Words of the vocabulary itself: those in its YAML, and names of agencies and places."""
    found: set[str] = set()
    for path in sorted(resources.folder("ontology").rglob("*.yaml")):
        for text in _texts(yaml.safe_load(path.read_text("utf-8"))):
            found.update(_WORD.findall(text))
    with (resources.folder("ontology") / "wordings" / "agencies.csv").open(encoding="utf-8", newline="") as lines:
        found.update(word for row in csv.reader(lines) for cell in row for word in _WORD.findall(cell))
    return tuple(sorted(found))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from (str(key), *_texts(one))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def numeral() -> st.SearchStrategy[str]:
    """One that somebody might write, or one that a program might."""
    digits = st.text("0123456789,.０１２９，．", min_size=1, max_size=12)
    chinese = st.text("零〇一二两三四五六七八九十百千万亿", min_size=1, max_size=12)
    return st.one_of(st.sampled_from(NUMERALS), digits, chinese, st.integers(0, 10**7).map(str))


def figure() -> st.SearchStrategy[str]:
    hedge = st.sampled_from(("", "", "", "近", "约", "超过", "不少于", "达", "第", "共"))
    return st.tuples(hedge, numeral(), st.sampled_from(TAILS)).map("".join)


def piece() -> st.SearchStrategy[str]:
    return st.one_of(
        figure(), figure(), st.sampled_from(FRAME), st.sampled_from(SIGNS), st.sampled_from(SIGNS[:8]),
        st.deferred(lambda: st.sampled_from(known())), st.sampled_from(STRANGE),
    )  # fmt: skip


def prose() -> st.SearchStrategy[str]:
    return st.lists(piece(), min_size=1, max_size=40).map("".join)


def sentence() -> st.SearchStrategy[str]:
    """Of what is really said, in an order that nobody would say it in."""
    part = st.tuples(st.deferred(lambda: st.sampled_from(known())), figure()).map("".join)
    return st.lists(part, min_size=1, max_size=8).flatmap(
        lambda parts: st.sampled_from(("，", "、", "；", "和", "，其中", "")).map(lambda sign: sign.join(parts) + "。")
    )


def report(body: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Below a title that tells whose report it is, so that the rest is read at all."""
    return st.tuples(st.sampled_from(TITLES), body).map("\n".join)
