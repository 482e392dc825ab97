"""The same figure, stated more than once."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.figures import Figure, Names, Sheet
from gongkai.checks.finding import Finding, Status
from gongkai.checks.settings import Message, amount, counted, settings


def check(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A finding for each figure that stands in the report at least twice."""
    by_iri = {figure.iri: figure for figure in sheet.figures}
    same: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in sheet.figures:
        if figure.metric in settings().stated_once and figure.value is not None and not _is_share(figure):
            whole = by_iri.get(figure.whole)
            if whole is None or (whole.metric, whole.scope, whole.dimensions) != (
                figure.metric, figure.scope, figure.dimensions,
            ):  # fmt: skip
                same[(figure.metric, figure.dimensions, figure.setting)].append(figure)
    for figures in same.values():
        if len(figures) > 1:
            yield _finding(sheet, figures, names)


def _is_share(figure: Figure) -> bool:
    return figure.unit == settings().rates.unit


def _finding(sheet: Sheet, figures: list[Figure], names: Names) -> Finding:
    first = figures[0]
    other = next((figure for figure in figures if figure.value != first.value), first)
    expected, found = first.value or Decimal(), other.value or Decimal()
    said = {
        "whole": counted(first, names),
        "expected": amount(expected, first.unit),
        "found": amount(found, other.unit),
        "gap": amount(abs(found - expected), first.unit),
    }
    status: Status = "passed"
    message = Message().also("repeated-equal", **said)
    if other is not first:
        status, message = "failed", Message().also("repeated-differs", **said)
        if any(figure.qualifier for figure in figures):
            status, message = "not-judged", message.also("inexact")
    return Finding(
        rule="repeated-figure",
        report=sheet.report,
        key=first.key,
        involved=tuple(figure.iri for figure in figures),
        expected=expected,
        found=found,
        status=status,
        zh=message.zh,
        en=message.en,
    )
