"""What real texts do to characters, headings and labels: a report -> the same, said otherwise."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import yaml

from generator.model import (
    PRINTED_NUMBER,
    Cell,
    Heading,
    Paragraph,
    Report,
    Table,
    with_headings,
    with_tables,
    with_texts,
)

RADICALS = str.maketrans(
    "一二八十人力口土大女小工心户支文方日月比水民气用生目示网老而自至色行见西长门青面页风食高龙黄",
    "⼀⼆⼋⼗⼈⼒⼝⼟⼤⼥⼩⼯⼼⼾⽀⽂⽅⽇⽉⽐⽔⺠⽓⽤⽣⽬⽰⽹⽼⽽⾃⾄⾊⾏⻅⻄⻓⻔⻘⾯⻚⻛⻝⾼⻰⻩",
)
FULL_WIDTH = str.maketrans("0123456789.%-", "０１２３４５６７８９．％－")
CIRCLED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨"
NUMERALS = "一二三四五六七八九"
LEADING = re.compile(r"^（?([一二三四五六七八九])[）、]")
MISPRINTS = {
    "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开",
    "3.补正后申请内容仍不明确": "3.补正后内容仍不明确",
    "8.属于行政查询事项": "8.行政查询事项",
    "4.无正当理由大量反复申请": "4.无正当理由反复申请",
    "5.要求行政机关确认或重新出具已获取信息": "5.要求确认或重新出具已获取信息",
    "一、本年新收政府信息公开申请数量": "一、本年新收申请数量",
    "二、上年结转政府信息公开申请数量": "二、上年结转申请数量",
    "四、结转下年度继续办理": "四、结转下年继续办理",
    "1.本机关不掌握相关政府信息": "1.本机关不掌握相关信息",
    "3.危及“三安全一稳定”": "3.危及三安全一稳定",
}


def radicals(report: Report, rng: Random) -> Report:
    return with_texts(report, lambda text: text.translate(RADICALS))


def full_width(report: Report, rng: Random) -> Report:
    return with_texts(report, lambda text: text.translate(FULL_WIDTH))


def spaced_digits(report: Report, rng: Random) -> Report:
    """In prose; 3119 件, 第 711 号."""
    return with_texts(report, lambda text: PRINTED_NUMBER.sub(r" \g<0> ", text).strip(), cells=False)


def spaced_cells(report: Report, rng: Random) -> Report:
    """概 述 in headings, 规  章 in cells."""

    def change(text: str) -> str:
        return f"{text[0]}  {text[1]}" if len(text) == 2 and not text.isascii() else text

    spaced = with_texts(report, change)
    return with_headings(spaced, lambda heading: replace(heading, text=re.sub("^(.)、", r"\1 、", heading.text)))


@cache
def _traditional() -> dict[int, str]:
    text = Path(__file__).with_name("traditional.yaml").read_text(encoding="utf-8")
    loaded: dict[str, str] = yaml.safe_load(text)
    return str.maketrans(loaded["simplified"], loaded["traditional"])


def traditional(report: Report, rng: Random) -> Report:
    return with_texts(report, lambda text: text.translate(_traditional()))


def misprints(report: Report, rng: Random) -> Report:
    def change(cell: Cell) -> Cell:
        return replace(cell, text=MISPRINTS.get(cell.text, cell.text)) if rng.random() < 0.7 else cell

    def changed(table: Table) -> Table:
        return replace(table, rows=tuple(tuple(change(cell) for cell in row) for row in table.rows))

    return with_tables(report, changed, "requests")


def heading_marks(report: Report, rng: Random) -> Report:
    """㈠, (一), 1. and so on where the form has （一）; 一. and 一 、 where it has 一、."""
    first = rng.choice(("{0}.", "{0} 、", "{0}，", "第{0}部分 "))
    second = rng.choice(("{1}", "({0})", "{2}.", "{2}、", "（{2}）"))

    def change(heading: Heading) -> Heading:
        def mark(match: re.Match[str]) -> str:
            index = NUMERALS.index(match.group(1))
            shape = first if heading.level == 1 else second
            return shape.format(match.group(1), CIRCLED[index], index + 1)

        return replace(heading, text=LEADING.sub(mark, heading.text))

    return with_headings(report, change)


def restarted(report: Report, rng: Random) -> Report:
    """Numbers of headings that repeat or skip."""

    def change(heading: Heading) -> Heading:
        if rng.random() < 0.6:
            return heading
        other = rng.choice(NUMERALS[:6])
        return replace(heading, text=LEADING.sub(lambda m: m.group(0).replace(m.group(1), other), heading.text))

    return with_headings(report, change)


def glued(report: Report, rng: Random) -> Report:
    """A heading and its paragraph are one line, with a full stop or nothing between."""
    joint = rng.choice(("。", "", "　"))
    blocks: list[Heading | Paragraph | Table] = []
    for block in report.blocks:
        last = blocks[-1] if blocks else None
        if isinstance(block, Paragraph) and isinstance(last, Heading) and (last.level == 2 or rng.random() < 0.4):
            blocks[-1] = replace(block, text=f"{last.text}{joint}{block.text}")
        else:
            blocks.append(block)
    return replace(report, blocks=tuple(blocks))


def lost(report: Report, rng: Random) -> Report:
    """No headings of the second level, and the first level's numbers gone."""
    blocks = (
        replace(block, text=LEADING.sub("", block.text)) if isinstance(block, Heading) else block
        for block in report.blocks
        if not isinstance(block, Heading) or block.level == 1
    )
    return replace(report, blocks=tuple(blocks))
