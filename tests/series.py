"""One series over the four editions: invented reports of Yangzhou (扬州) and of three of its counties, as files.

The divisions are real, the figures are not. Yangzhou had seven counties until 2011 and has had six since. What is odd
is meant so: 仪征 wrote no report of 2019 and a narrative one of 2016; 高邮 states its requests of 2010 twice with two
values; the prose of Yangzhou of 2019 gives 受理 with what was carried over; the table of 2022 has blank cells.
"""

from collections.abc import Iterable
from pathlib import Path

# The rows of （一） to （六） with their parts, by edition.
ROWS = (
    "（一）予以公开", "（二）部分公开",
    "（三）不予公开|1.属于国家秘密", "（三）不予公开|2.其他法律行政法规禁止公开",
    "（三）不予公开|3.危及“三安全一稳定”",
    "（三）不予公开|4.保护第三方合法权益", "（三）不予公开|5.属于三类内部事务信息",
    "（三）不予公开|6.属于四类过程性信息",
    "（三）不予公开|7.属于行政执法案卷", "（三）不予公开|8.属于行政查询事项",
    "（四）无法提供|1.本机关不掌握相关政府信息", "（四）无法提供|2.没有现成信息需要另行制作",
    "（四）无法提供|3.补正后申请内容仍不明确",
    "（五）不予处理|1.信访举报投诉类申请", "（五）不予处理|2.重复申请", "（五）不予处理|3.要求提供公开出版物",
    "（五）不予处理|4.无正当理由大量反复申请", "（五）不予处理|5.要求行政机关确认或重新出具已获取信息",
)  # fmt: skip
OTHERWISE = {
    2019: ("（六）其他处理",),
    2022: (
        "（六）其他处理|1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "（六）其他处理|2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "（六）其他处理|3.其他",
    ),
}

STATISTICS = (
    "（一）主动公开政府信息数|条", "制发规范性文件总数|件",
    "（一）收到申请数|件",
    "1.当面申请数|件", "2.传真申请数|件", "3.网络申请数|件", "4.信函申请数|件",
    "（二）申请办结数|件", "（三）申请答复数|件", "1.属于已主动公开范围数|件",
    "2.同意公开答复数|件",
    "3.同意部分公开答复数|件", "4.不同意公开答复数|件",
    "其中：1.涉及国家秘密|件", "2.涉及商业秘密|件",
    "3.涉及个人隐私|件",
    "4.危及国家安全、公共安全、经济安全和社会稳定|件", "5.不是《条例》所指政府信息|件", "6.法律法规规定的其他情形|件",
    "5.不属于本行政机关公开数|件", "6.申请信息不存在数|件", "7.告知作出更改补充数|件", "8.告知通过其他途径办理数|件",
    "四、行政复议数量|件", "（一）维持具体行政行为数|件", "（二）被依法纠错数|件", "（三）其他情形数|件",
    "五、行政诉讼数量|件",
    "（一）维持具体行政行为或者驳回原告诉讼请求数|件", "（二）被依法纠错数|件", "（三）其他情形数|件",
)  # fmt: skip

APPLICANTS = "|申请情况|申请情况|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计|"
ENDS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def prose(who: str, year: int, *sentences: str) -> str:
    """A narrative report."""
    return "\n".join(
        [f"{who}{year}年政府信息公开工作年度报告", "一、依申请公开政府信息情况", *sentences, "二、存在的主要问题", ""]
    )


def statistics(who: str, values: str, *sentences: str) -> str:
    """A report of 2016 with the statistics table; `values` in the order of its rows."""
    lines = [f"|{label}|{value}|" for label, value in zip(STATISTICS, values.split(), strict=True)]
    head = ["附：政府信息公开情况统计表", "", "|统计指标|单位|统计数|", "|---|---|---|"]
    return prose(who, 2016, *sentences) + "\n".join([*head, *lines, ""])


def tables(who: str, year: int, requests: str, disputes: str, *sentences: str) -> str:
    """A report of 2019 or 2022: `requests`, all from natural persons, down the rows, `.` for a row of blank cells."""
    received, carried, *ended, total, forward = requests.split()
    lines = [
        _line("一、本年新收政府信息公开申请数量", received),
        _line("二、上年结转政府信息公开申请数量", carried),
        *(_line(label, value) for label, value in zip((*ROWS, *OTHERWISE[year]), ended, strict=True)),
        _line("（七）总计", total),
        _line("四、结转下年度继续办理", forward),
    ]
    return "\n".join(
        [
            f"{who}{year}年政府信息公开工作年度报告", "一、总体情况", *sentences,
            "三、收到和处理政府信息公开申请情况", "", APPLICANTS, "|---" * 9 + "|", *lines, "",
            "四、政府信息公开行政复议、行政诉讼情况", "",
            "|行政复议" + "|" * 5 + "行政诉讼" + "|" * 10, "|---" * 15 + "|",
            f"|{'|'.join(ENDS)}|未经复议直接起诉|||||复议后起诉|||||", f"{'|' * 6}{'|'.join(ENDS * 2)}|",
            f"|{'|'.join(disputes.split())}|", "",
        ]
    )  # fmt: skip


def _line(label: str, value: str) -> str:
    cells = [""] * 7 if value == "." else [value, *"00000", value]
    group, _, part = label.partition("|")
    return f"|{group}|{part}|{'|'.join(cells)}|"


def reports() -> dict[str, str]:
    """The texts by the names of their files."""
    return {
        "yangzhou-2010": prose(
            "扬州市", 2010, "全市共受理政府信息公开申请400件。"
            "从申请渠道看，网络申请250件，信函申请100件，当面申请50件。"
            "从办理情况看，属于已主动公开范围60件，同意公开200件，部分公开20件，不予公开30件，信息不存在50件，"
            "不属于本行政机关公开40件。",
            "全市因政府信息公开引起的行政复议12件，行政诉讼4件。",
        ),
        "yangzhou-2016": statistics(
            "扬州市",
            "52000 60 900 100 10 640 150 880 880 150 420 40 90 5 10 25 5 35 10 60 80 25 15 40 20 12 8 18 10 5 3",
            "全市共收到政府信息公开申请900件。",
        ),
        "yangzhou-2019": tables(
            "扬州市", 2019,
            "1200 30 700 60 5 10 5 40 20 20 15 5 100 30 20 60 20 5 10 5 70 1200 30",
            "20 10 10 5 45 5 3 2 5 15 4 2 2 1 9",
            "全市共受理政府信息公开申请1230件。",
        ),
        "yangzhou-2022": tables(
            "扬州市", 2022,
            "1500 40 800 . 5 20 5 60 30 40 30 10 250 50 0 80 40 . 15 5 10 . 80 1530 10",
            "30 5 10 5 50 10 2 4 4 20 5 1 2 2 10",
        ),
        "baoying-2010": prose("宝应县", 2010, "全县共受理政府信息公开申请50件，同意公开40件，不予公开10件。"),
        "yizheng-2010": prose("仪征市", 2010, "全市共受理政府信息公开申请80件，同意公开60件，信息不存在20件。"),
        "gaoyou-2010": prose(
            "高邮市", 2010, "全市共受理政府信息公开申请70件。", "全市全年共受理政府信息公开申请72件。"
        ),
        "baoying-2016": statistics(
            "宝应县", "3100 8 110 10 0 80 20 108 108 20 50 4 12 0 2 4 0 5 1 6 10 4 2 5 3 1 1 2 1 1 0",
        ),
        "yizheng-2016": prose("仪征市", 2016, "全市共收到政府信息公开申请140件，已全部办结。"),
        "gaoyou-2016": statistics(
            "高邮市", "4200 11 130 20 0 90 20 131 131 15 70 6 14 1 1 5 0 6 1 8 12 4 2 4 2 1 1 3 2 0 1",
        ),
        "baoying-2019": tables(
            "宝应县", 2019, "150 5 80 6 1 2 0 5 3 2 2 0 20 4 2 8 2 1 2 0 10 150 5",
            "2 1 0 1 4 1 0 0 0 1 0 0 0 0 0",
        ),
        "gaoyou-2019": tables(
            "高邮市", 2019, "180 4 100 8 0 1 1 6 2 3 2 1 24 5 1 10 3 0 1 1 12 181 3",
            "1 1 1 0 3 1 1 0 0 2 1 0 0 0 1",
        ),
        "baoying-2022": tables(
            "宝应县", 2022, "200 5 110 8 0 2 1 7 4 3 2 1 30 6 0 10 4 0 2 0 2 0 9 201 4",
            "3 0 1 0 4 1 0 0 1 2 1 0 0 0 1",
        ),
        "yizheng-2022": tables(
            "仪征市", 2022, "260 8 140 12 1 3 0 9 5 4 3 2 40 7 1 14 5 1 3 0 2 1 11 264 4",
            "2 1 1 1 5 2 0 0 0 2 0 0 1 0 1",
        ),
        "gaoyou-2022": tables(
            "高邮市", 2022, "220 3 120 10 0 2 1 8 4 3 2 1 34 6 1 12 4 0 2 0 1 0 10 221 2",
            "1 1 0 0 2 1 0 0 0 1 0 0 0 0 0",
        ),
    }  # fmt: skip


def written(folder: Path) -> list[Path]:
    """The reports as files."""
    folder.mkdir(parents=True, exist_ok=True)
    return list(_written(folder))


def _written(folder: Path) -> Iterable[Path]:
    for name, text in reports().items():
        path = folder / f"{name}.txt"
        path.write_text(text, "utf-8")
        yield path
