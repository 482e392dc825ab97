"""Requests received and carried over against those processed and carried forward: 一＋二＝三（七）＋四 of the form."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.checks.figures import Figure, Sheet, settled
from gongkai.checks.settings import Balance, Message, amount, counted, settings
from gongkai.model import Finding, FindingStatus
from gongkai.vocabulary.concepts import Names


def check(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A finding for each setting and category, such as a kind of applicant, of which all terms are there, if blank."""
    for rule in settings().balances:
        if not all(map(sheet.of, (*rule.left, *rule.right))):
            continue
        stated: dict[tuple[object, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
        for metric in dict.fromkeys((*rule.left, *rule.right)):
            for figure in sheet.of(metric):
                stated[(figure.dimensions, figure.setting)][figure.metric].append(figure)
        for by_metric in stated.values():
            left, right = _terms(by_metric, rule.left), _terms(by_metric, rule.right)
            if left and right and any(term.value is not None for term in (*left, *right)):
                yield _finding(rule, sheet, left, right, names)


def _terms(stated: dict[str, list[Figure]], metrics: Sequence[str]) -> list[Figure]:
    """A figure for each metric, that of the table where the prose states it too; none where one is missing."""
    chosen = [settled(stated.get(metric, [])) for metric in metrics]
    return [figure for figure in chosen if figure] if all(chosen) else []


def _finding(rule: Balance, sheet: Sheet, left: list[Figure], right: list[Figure], names: Names) -> Finding:
    expected, found = _sum(left), _sum(right)
    said = {
        "whole": counted(left[0], names),
        "expected": amount(expected, left[0].unit),
        "found": amount(found, left[0].unit),
        "gap": amount(abs(found - expected), left[0].unit),
    }
    status, message = _judge(left, right, found == expected, said)
    return Finding(
        rule=rule.rule,
        report=sheet.report,
        key=left[0].key,
        stated=tuple(figure.iri for figure in left),
        against=tuple(figure.iri for figure in right),
        expected=expected,
        found=found,
        status=status,
        zh=message.zh,
        en=message.en,
    )


def _judge(
    left: list[Figure], right: list[Figure], equal: bool, said: dict[str, Message]
) -> tuple[FindingStatus, Message]:
    """A blank counts as 0 only where the sums are equal so, and each side has something that is printed."""
    terms = (*left, *right)
    blank = any(term.value is None for term in terms)
    message = Message().also("balance-equal" if equal else "balance-differs", **said)
    if equal and all(any(term.value is not None for term in side) for side in (left, right)):
        return "passed", message.also("blank-fits") if blank else message
    for doubt, holds in (
        ("blank", blank),
        ("inexact", any(term.qualifier for term in terms)),
        ("in-prose", not all(term.in_table for term in terms)),
    ):
        if holds:
            return "not-judged", message.also(doubt)
    return "failed", message


def _sum(figures: list[Figure]) -> Decimal:
    return sum((figure.value for figure in figures if figure.value is not None), Decimal())
