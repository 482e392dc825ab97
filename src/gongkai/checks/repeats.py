"""The same figure, stated more than once."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

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
            yield from _finding(sheet, figures, names)


def _is_share(figure: Figure) -> bool:
    return figure.unit == settings().rates.unit


def _finding(sheet: Sheet, figures: list[Figure], names: Names) -> Iterator[Finding]:
    first, other = _apart(figures) or (figures[0], figures[0])
    if first is other and len({figure.value for figure in figures}) > 1:
        return
    status, message = _judge(first, other, names)
    yield Finding(
        rule="repeated-figure",
        report=sheet.report,
        key=figures[0].key,
        involved=tuple(figure.iri for figure in figures),
        expected=first.value or Decimal(),
        found=other.value or Decimal(),
        status=status,
        zh=message.zh,
        en=message.en,
    )


def _apart(figures: list[Figure]) -> tuple[Figure, Figure] | None:
    """Two figures of different values, rather of the same label; those of one sentence are a list and no repetition."""
    pairs = [
        (one, two)
        for one, two in combinations(figures, 2)
        if one.value != two.value and (one.label == two.label or one.sentence != two.sentence)
    ]
    return min(pairs, key=lambda pair: pair[0].label != pair[1].label, default=None)


def _judge(first: Figure, other: Figure, names: Names) -> tuple[Status, Message]:
    expected, found = first.value or Decimal(), other.value or Decimal()
    said = {
        "whole": counted(first, names),
        "expected": amount(expected, first.unit),
        "found": amount(found, other.unit),
        "gap": amount(abs(found - expected), first.unit),
    }
    if expected == found:
        return "passed", Message().also("repeated-equal", **said)
    message = Message().also("repeated-differs", **said)
    if first.label != other.label:
        labels = {"one": Message(first.label, first.label), "two": Message(other.label, other.label)}
        return "not-judged", message.also("other-words", **labels)
    if first.qualifier or other.qualifier:
        return "not-judged", message.also("inexact")
    return "failed", message
