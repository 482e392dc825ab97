"""Counts -> the three statutory tables as the editions of 2019 and 2021 print them."""

from decimal import Decimal
from random import Random

from generator.counts import APPLICANTS, GROUPS, Requests, amount_of
from generator.model import Cell, Row, Table
from generator.truth import Figure, cell_figure

APPLICANT_HEADS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ROWS = {
    "granted": "（一）予以公开",
    "partially-granted": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "refused-state-secret": "1.属于国家秘密",
    "refused-other-law": "2.其他法律行政法规禁止公开",
    "refused-security-stability": "3.危及“三安全一稳定”",
    "refused-third-party": "4.保护第三方合法权益",
    "refused-internal-affairs": "5.属于三类内部事务信息",
    "refused-process-information": "6.属于四类过程性信息",
    "refused-enforcement-file": "7.属于行政执法案卷",
    "refused-administrative-query": "8.属于行政查询事项",
    "not-held": "1.本机关不掌握相关政府信息",
    "needs-creation": "2.没有现成信息需要另行制作",
    "unclear-after-correction": "3.补正后申请内容仍不明确",
    "complaint-or-petition": "1.信访举报投诉类申请",
    "duplicate": "2.重复申请",
    "public-publication": "3.要求提供公开出版物",
    "excessive": "4.无正当理由大量反复申请",
    "reconfirmation": "5.要求行政机关确认或重新出具已获取信息",
    "correction-overdue": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "fee-unpaid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "otherwise-handled-other": "3.其他",
    "otherwise-handled": "（六）其他处理",
}
GROUP_HEADS = {
    "refused": "（三）不予公开",
    "not-provided": "（四）无法提供",
    "not-processed": "（五）不予处理",
    "otherwise-handled": "（六）其他处理",
}


def head(text: str, *, rowspan: int = 1, colspan: int = 1) -> Cell:
    return Cell(text, rowspan, colspan, header=True)


def value(figure: Figure, *, colspan: int = 1, text: str = "") -> Cell:
    return Cell(text or f"{figure.value:f}", 1, colspan, (figure,))


def money(metric: str, amount: Decimal, *, colspan: int = 1, unit: str = "") -> Cell:
    """An amount in 万元, which is said in the column's head or in the cell."""
    return value(cell_figure(metric, amount * 10_000, "元"), colspan=colspan, text=f"{amount:f}{unit}")


def disclosures_2021(rng: Random) -> Table:
    rows: list[Row] = [(head("第二十条第（一）项", colspan=4),)]
    rows.append(tuple(head(text) for text in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")))
    for label, kind in (("规章", "rules"), ("行政规范性文件", "normative-documents")):
        issued, repealed = rng.randint(0, 9), rng.randint(0, 5)
        counts = (issued, repealed, issued + rng.randint(0, 80))
        metrics = ("documents-issued", "documents-repealed", "documents-in-force")
        cells = (
            value(cell_figure(metric, count, "件", document_type=kind))
            for metric, count in zip(metrics, counts, strict=True)
        )
        rows.append((head(label), *cells))
    for item, acts in (("五", ("licence",)), ("六", ("penalty", "coercion"))):
        rows.append((head(f"第二十条第（{item}）项", colspan=4),))
        rows.append((head("信息内容"), head("本年处理决定数量", colspan=3)))
        for act in acts:
            figure = cell_figure("decisions", rng.choice((0, rng.randint(1, 99_999))), "件", act=act)
            rows.append((head(ACTS[act]), value(figure, colspan=3)))
    rows.append((head("第二十条第（八）项", colspan=4),))
    rows.append((head("信息内容"), head("本年收费金额（单位：万元）", colspan=3)))
    rows.append((head("行政事业性收费"), money("administrative-fees", amount_of(rng, 9000), colspan=3)))
    return Table("disclosures", tuple(rows))


ACTS = {"licence": "行政许可", "other-service": "其他对外管理服务事项", "penalty": "行政处罚", "coercion": "行政强制"}


def disclosures_2019(rng: Random) -> Table:
    rows: list[Row] = [(head("第二十条第（一）项", colspan=4),)]
    rows.append(tuple(head(text) for text in ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")))
    for label, kind in (("规章", "rules"), ("规范性文件", "normative-documents")):
        made = rng.randint(0, 12)
        public = rng.randint(0, made)
        counts = (made, public, public + rng.randint(0, 90))
        metrics = ("documents-made", "documents-newly-public", "documents-public")
        cells = (
            value(cell_figure(metric, count, "件", document_type=kind))
            for metric, count in zip(metrics, counts, strict=True)
        )
        rows.append((head(label), *cells))
    for item, acts in (("五", ("licence", "other-service")), ("六", ("penalty", "coercion"))):
        rows.append((head(f"第二十条第（{item}）项", colspan=4),))
        heads = ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")
        rows.append(tuple(head(text) for text in heads))
        rows += [(head(ACTS[act]), *_service_cells(rng, act)) for act in acts]
    rows.append((head("第二十条第（八）项", colspan=4),))
    rows.append((head("信息内容"), head("上一年项目数量"), head("本年增/减", colspan=2)))
    items, change = rng.randint(5, 60), rng.choice((0, rng.randint(-5, 8)))
    fees = value(cell_figure("fee-items-change", change, "项"), colspan=2)
    rows.append((head("行政事业性收费"), value(cell_figure("fee-items", items, "项")), fees))
    rows.append((head("第二十条第（九）项", colspan=4),))
    inside = rng.random() < 0.5
    total = "采购总金额" if inside else "采购总金额（单位：万元）"
    rows.append((head("信息内容"), head("采购项目数量"), head(total, colspan=2)))
    projects = value(cell_figure("procurement-projects", rng.randint(1, 300), "个"))
    amount = money("procurement-amount", amount_of(rng, 50_000), colspan=2, unit="万元" if inside else "")
    rows.append((head("政府集中采购"), projects, amount))
    return Table("disclosures", tuple(rows))


def _service_cells(rng: Random, act: str) -> Row:
    items = rng.randint(20, 900)
    change = rng.choice((0, rng.randint(-20, 60)))
    decisions = rng.choice((0, rng.randint(1, 99_999)))
    return (
        value(cell_figure("service-items", items, "项", act=act)),
        value(cell_figure("service-items-change", change, "项", act=act)),
        value(cell_figure("decisions", decisions, "件", act=act)),
    )


def requests(counts: Requests, edition: str) -> Table:
    """In 2019 and 2020 其他处理 was one row; from 2021 it has three parts."""
    heads: list[Row] = [
        (head(NOTE, rowspan=3, colspan=3), head("申请人情况", colspan=7)),
        (head("自然人", rowspan=2), head("法人或其他组织", colspan=5), head("总计", rowspan=2)),
        tuple(head(text) for text in APPLICANT_HEADS),
    ]
    rows = [*heads]
    rows.append((head("一、本年新收政府信息公开申请数量", colspan=3), *_line("applications-received", counts.new)))
    over = _line("applications-carried-over", counts.over)
    rows.append((head("二、上年结转政府信息公开申请数量", colspan=3), *over))
    rows += _outcome_rows(counts, edition)
    forward = _line("applications-carried-forward", counts.forward)
    rows.append((head("四、结转下年度继续办理", colspan=3), *forward))
    return Table("requests", tuple(rows), heads=3)


def _line(metric: str, by_applicant: dict[str, int], outcome: str = "") -> Row:
    cells = [
        value(cell_figure(metric, by_applicant[name], "件", applicant=name, outcome=outcome)) for name in APPLICANTS
    ]
    total = sum(by_applicant.values())
    return (*cells, value(cell_figure(metric, total, "件", outcome=outcome)))


def _outcome_rows(counts: Requests, edition: str) -> list[Row]:
    rows: list[Row] = []

    def add(outcome: str, *labels: Cell) -> None:
        parts = GROUPS.get(outcome, (outcome,))
        sums = {name: sum(counts.outcomes[part, name] for part in parts) for name in APPLICANTS}
        rows.append((*labels, *_line("application-outcomes", sums, outcome)))

    add("granted", head(ROWS["granted"], colspan=2))
    add("partially-granted", head(ROWS["partially-granted"], colspan=2))
    for group, parts in GROUPS.items():
        if group == "otherwise-handled" and edition == "tables-2019":
            add(group, head(ROWS[group], colspan=2))
            continue
        for index, part in enumerate(parts):
            group_head = Cell(GROUP_HEADS[group], len(parts), header=True, upright=True)
            add(part, *((group_head,) if index == 0 else ()), head(ROWS[part]))
    totals = {name: sum(counts.outcomes[part, name] for part, who in counts.outcomes if who == name)
              for name in APPLICANTS}  # fmt: skip
    rows.append((head("（七）总计", colspan=2), *_line("applications-processed", totals)))
    whole = Cell("三、本年度办理结果", len(rows), header=True, upright=True)
    rows[0] = (whole, *rows[0])
    return rows


def disputes(reviews: dict[str, int], direct: dict[str, int], after: dict[str, int]) -> Table:
    kinds = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    heads: list[Row] = [
        (head("行政复议", colspan=5), head("行政诉讼", colspan=10)),
        (
            *(head(kind, rowspan=2) for kind in kinds),
            head("未经复议直接起诉", colspan=5),
            head("复议后起诉", colspan=5),
        ),
        tuple(head(kind) for kind in kinds + kinds),
    ]
    cells: list[Cell] = []
    for metric, results, route in (
        ("reconsiderations", reviews, ""),
        ("litigations", direct, "direct"),
        ("litigations", after, "after-reconsideration"),
    ):
        cells += [value(cell_figure(metric, n, "件", result=name, route=route)) for name, n in results.items()]
        cells.append(value(cell_figure(metric, sum(results.values()), "件", route=route)))
    return Table("disputes", (*heads, tuple(cells)), heads=3)
