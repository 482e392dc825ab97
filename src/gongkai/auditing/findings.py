"""A store -> the findings that lie in it, as its reports and their neighbours were judged when it was built."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import get_args

from pyoxigraph import Store

from gongkai import iris
from gongkai.auditing.answers import rows
from gongkai.checks import rules
from gongkai.model import Finding, FindingStatus
from gongkai.queries import Cell

STATUSES: tuple[FindingStatus, ...] = get_args(FindingStatus)


def counts(store: Store) -> dict[str, int]:
    """How many findings came to each status."""
    found = {str(status): int(number or 0) for status, number in rows(store, "counts")}
    return {status: found.get(status, 0) for status in STATUSES}


def findings(store: Store, statuses: Collection[str] = STATUSES) -> list[Finding]:
    """Those of some statuses: report by report, in the order of the rules, and for each in that of the text."""
    order = {rule: at for at, rule in enumerate(rules())}
    found = [finding for status in STATUSES if status in statuses for finding in _of(store, status)]
    return sorted(found, key=lambda one: (one.report, order.get(one.rule, len(order)), _natural(one.key)))


def _of(store: Store, status: FindingStatus) -> list[Finding]:
    state = iris.concept("finding-status", status)
    sides: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for finding, stated, evidence in rows(store, "sides", state=state):
        sides[str(finding), bool(stated)].append(str(evidence))
    return [_finding(row, sides, status) for row in rows(store, "findings", state=state)]


def _finding(row: tuple[Cell, ...], sides: Mapping[tuple[str, bool], list[str]], status: FindingStatus) -> Finding:
    name, report, rule, expected, found, zh, en = row
    return Finding(
        rule=str(rule),
        report=str(report),
        key=str(name).removeprefix(f"{report}/finding/{rule}/"),
        stated=tuple(sorted(sides.get((str(name), True), ()), key=_natural)),
        against=tuple(sorted(sides.get((str(name), False), ()), key=_natural)),
        expected=None if expected is None else Decimal(expected),
        found=Decimal(found or 0),
        status=status,
        zh=str(zh),
        en=str(en),
    )


def _natural(name: str) -> tuple[list[int], str]:
    """By the numbers in it: an offset in a text is one, and so is a year."""
    return [int(digits) for digits in re.findall(r"\d+", name)], name
