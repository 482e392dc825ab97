"""Requests received and carried over against those processed and carried forward: 一＋二＝三（七）＋四 of the form."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.checks.figures import Figure, Names, Sheet
from gongkai.checks.finding import Finding, Status
from gongkai.checks.settings import Balance, Message, amount, counted, settings

_TABLE = "table"


def check(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A finding for each setting and category, such as a kind of applicant, of which all terms are stated once."""
    for rule in settings().balances:
        settled: dict[tuple[object, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
        for figure in sheet.figures:
            if figure.metric in (*rule.left, *rule.right):
                settled[(figure.dimensions, figure.setting)][figure.metric].append(figure)
        for stated in settled.values():
            left, right = _terms(stated, rule.left), _terms(stated, rule.right)
            if left and right:
                yield _finding(rule, sheet, left, right, names)


def _terms(stated: dict[str, list[Figure]], metrics: Sequence[str]) -> list[Figure]:
    """A figure for each metric, that of the table where the prose states it too; none where one is missing."""
    chosen: list[Figure] = []
    for metric in metrics:
        figures = stated.get(metric, [])
        figures = [figure for figure in figures if figure.rule == _TABLE] or figures
        if len({figure.value for figure in figures}) != 1:
            return []
        chosen.append(figures[0])
    return chosen


def _finding(rule: Balance, sheet: Sheet, left: list[Figure], right: list[Figure], names: Names) -> Finding:
    expected, found = _sum(left), _sum(right)
    said = {
        "whole": counted(left[0], names),
        "expected": amount(expected, left[0].unit),
        "found": amount(found, left[0].unit),
        "gap": amount(abs(found - expected), left[0].unit),
    }
    status, message = _judge([*left, *right], found == expected, said)
    return Finding(
        rule=rule.rule,
        report=sheet.report,
        key=left[0].key,
        involved=tuple(figure.iri for figure in (*left, *right)),
        expected=expected,
        found=found,
        status=status,
        zh=message.zh,
        en=message.en,
    )


def _judge(terms: list[Figure], equal: bool, said: dict[str, Message]) -> tuple[Status, Message]:
    blank = any(term.value is None for term in terms)
    message = Message().also("balance-equal" if equal else "balance-differs", **said)
    if blank:
        return "not-judged", message.also("blank")
    if equal:
        return "passed", message
    for doubt, holds in (
        ("inexact", any(term.qualifier for term in terms)),
        ("in-prose", any(term.rule != _TABLE for term in terms)),
    ):
        if holds:
            return "not-judged", message.also(doubt)
    return "failed", message


def _sum(figures: list[Figure]) -> Decimal:
    return sum((figure.value for figure in figures if figure.value is not None), Decimal())
