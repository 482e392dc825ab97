"""An edition and a seed -> a report with prose, statutory tables and truth."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal, get_args

import yaml

from generator import forms
from generator.counts import requests_of, results_of
from generator.model import Block, Heading, Paragraph, Report, Table
from generator.places import Issuer, issuer_of
from generator.prose.ledger import Ledger
from generator.prose.sentences import Writer
from generator.statistics import statistics

Edition = Literal["narrative", "statistics-2014", "tables-2019", "tables-2021"]
EDITIONS: tuple[Edition, ...] = get_args(Edition)
YEARS = {
    "narrative": range(2009, 2014),
    "statistics-2014": range(2014, 2019),
    "tables-2019": range(2019, 2021),
    "tables-2021": range(2021, 2026),
}
LISTED = re.compile(r"\{list ([a-z/]+)\|")
NEEDED = {"reconsiderations": "reconsiderations", "litigations": "litigations", "outcomes": "processed"}


Groups = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a wording takes the place of, which issuers can say it, and what must not have happened."""

    groups: Groups
    only: str = ""
    without: str = ""


@cache
def _patterns(name: str) -> Groups:
    text = Path(__file__).with_name("prose").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loaded: Groups = yaml.safe_load(text)
    return loaded


@cache
def _wording(extra: str) -> Wording:
    if not extra:
        return Wording({})
    text = Path(__file__).with_name("prose").joinpath("extras.yaml").read_text(encoding="utf-8")
    entry = dict(yaml.safe_load(text)[extra])
    return Wording(only=entry.pop("only", ""), without=entry.pop("without", ""), groups=entry)


def _issuer(rng: Random, kind: str) -> Issuer:
    while True:
        issuer = issuer_of(rng)
        if kind in ("", issuer.kind):
            return issuer


def report_of(rng: Random, edition: Edition, extra: str = "") -> Report:
    """By any issuer that can say what `extra` asks for, of any year of the edition."""
    issuer, year = _issuer(rng, issuers_of(extra)), rng.choice(YEARS[edition])
    return report_by(issuer, year, rng, edition, extra)


def issuers_of(extra: str) -> str:
    """The one kind of issuer that can say it; empty where all can."""
    return _wording(extra).only


def report_by(issuer: Issuer, year: int, rng: Random, edition: Edition, extra: str = "") -> Report:
    """With sentences of a certain wording where `extra` names one, and then without tables, which would drown them."""
    wording = _wording(extra)
    old = edition in ("narrative", "statistics-2014")
    counts = requests_of(rng, replace(issuer, size=0) if wording.without == "requests" else issuer, old=old)
    quiet = replace(issuer, size=0) if wording.without else issuer
    ledger = Ledger(
        issuer, _words(rng, issuer, year), counts, _courts(rng, quiet, old=old), _disclosed(rng, issuer), old
    )
    title = f"{issuer.name}{year}年政府信息公开工作年度报告"
    if old:
        blocks = _old_blocks(rng, ledger, {**_patterns("narrative"), **wording.groups})
        if edition == "statistics-2014" and not extra:
            table = statistics(rng, counts, _stated(blocks, ledger), ledger.courts)
            blocks += [Heading("附件：政府信息公开情况统计表"), table]
        return Report(title, tuple(blocks))
    blocks = _new_blocks(rng, ledger, edition, {**_patterns("tables"), **wording.groups})
    return Report(title, tuple(block for block in blocks if not extra or not isinstance(block, Table)))


def _stated(blocks: Sequence[Block], ledger: Ledger) -> dict[str, Decimal]:
    """What the prose has said, so that the table says the same."""
    paragraphs = (block for block in blocks if isinstance(block, Paragraph))
    figures = [figure for block in paragraphs for figure in block.figures if not figure.dimensions]
    said = {figure.metric: figure.value for figure in figures if figure.value is not None}
    return {**said, "proactive-disclosures": Decimal(ledger.disclosed)}


def _words(rng: Random, issuer: Issuer, year: int) -> dict[str, str]:
    return {
        "whole": issuer.whole,
        "own": issuer.own,
        "name": issuer.name,
        "brand": issuer.brand,
        "agencies": "各级行政机关" if issuer.kind == "government" else "",
        "year": str(year),
        "next": str(year + 1),
        "post": f"{rng.randint(100, 899)}{rng.randint(0, 999):03d}",
        "phone": f"0{rng.randint(310, 999)}-{rng.randint(2_000_000, 8_999_999)}",
    }


def _courts(rng: Random, issuer: Issuer, *, old: bool) -> dict[str, dict[str, int]]:
    most = issuer.size // 8
    if old:
        return {name: results_of(rng, most, old=True) for name in ("reconsiderations", "litigations")}
    keys = ("reconsiderations", "litigations/direct", "litigations/after-reconsideration")
    return {key: results_of(rng, most) for key in keys}


def _disclosed(rng: Random, issuer: Issuer) -> int:
    return rng.randint(60, 200 + issuer.size * 90)


def _paragraph(rng: Random, ledger: Ledger, groups: Groups, *parts: str) -> Paragraph:
    """One sentence of each group; the scope that one sets does not reach into the next."""
    writers = []
    texts = []
    for part in parts:
        patterns = [pattern for pattern in groups[part] if _can_say(ledger, pattern)]
        writer = Writer(ledger, rng)
        texts.append(writer.write(rng.choice(patterns)))
        writers.append(writer)
    return Paragraph("".join(texts), tuple(figure for writer in writers for figure in writer.figures))


def _can_say(ledger: Ledger, pattern: str) -> bool:
    needed = [NEEDED[kind] for kind in LISTED.findall(pattern) if kind in NEEDED]
    return all(ledger.can_say(name) for name in needed)


def _new_blocks(rng: Random, ledger: Ledger, edition: Edition, groups: Groups) -> list[Block]:

    def say(*parts: str) -> Paragraph:
        return _paragraph(rng, ledger, groups, *parts)

    courts = list(ledger.courts.values())
    return [
        say("intro"),
        Heading("一、总体情况"),
        *_titled("（一）主动公开", say("disclosure", "disclosure-more")),
        *_titled("（二）依申请公开", say("requests", "outcomes"), say("courts")),
        *_titled("（三）政府信息管理", say("management")),
        *_titled("（四）平台建设", say("platforms")),
        *_titled("（五）监督保障", say("supervision")),
        Heading("二、主动公开政府信息情况"),
        _disclosures(rng, edition),
        Heading("三、收到和处理政府信息公开申请情况"),
        forms.requests(ledger.requests, edition),
        Heading("四、政府信息公开行政复议、行政诉讼情况"),
        forms.disputes(courts[0], courts[1], courts[2]),
        Heading("五、存在的主要问题及改进情况"),
        say("problems"),
        Heading("六、其他需要报告的事项"),
        say("fees"),
    ]


def _disclosures(rng: Random, edition: Edition) -> Table:
    return forms.disclosures_2019(rng) if edition == "tables-2019" else forms.disclosures_2021(rng)


def _old_blocks(rng: Random, ledger: Ledger, groups: Groups) -> list[Block]:
    sections: Sequence[tuple[str, tuple[str, ...]]] = (
        ("一、概述", ("overview",)),
        ("二、主动公开政府信息情况", ("disclosure", "disclosure-more")),
        ("三、依申请公开政府信息情况", ("requests", "outcomes")),
        ("四、政府信息公开的收费及减免情况", ("fees",)),
        ("五、因政府信息公开申请行政复议、提起行政诉讼情况", ("courts",)),
        ("六、存在的主要问题及改进措施", ("problems",)),
    )
    blocks: list[Block] = [_paragraph(rng, ledger, groups, "intro")]
    for heading, parts in sections:
        blocks += [Heading(heading), _paragraph(rng, ledger, groups, *parts)]
    return blocks


def _titled(heading: str, *paragraphs: Paragraph) -> list[Block]:
    return [Heading(heading, 2), *paragraphs]
