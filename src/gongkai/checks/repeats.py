"""The same figure, stated more than once."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Final

from gongkai.checks.figures import Figure, Sheet
from gongkai.checks.settings import Message, amount, counted, settings
from gongkai.model import Finding, FindingStatus
from gongkai.vocabulary.concepts import Names

RULE: Final = "repeated-figure"


def check(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A finding for each figure that stands in the report at least twice."""
    same: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for metric in settings().stated_once:
        stated = sheet.of(metric)
        for figure in stated if len(stated) > 1 else ():
            if figure.value is not None and not _is_share(figure) and not _within_its_like(figure, sheet):
                same[(metric, figure.dimensions, figure.setting)].append(figure)
    for figures in same.values():
        if len(figures) > 1:
            yield from _finding(sheet, figures, names)


def _within_its_like(figure: Figure, sheet: Sheet) -> bool:
    whole = sheet.by_iri.get(figure.whole)
    return whole is not None and (whole.metric, whole.scope, whole.dimensions) == (
        figure.metric, figure.scope, figure.dimensions,
    )  # fmt: skip


def _is_share(figure: Figure) -> bool:
    return figure.unit == settings().rates.unit


def _finding(sheet: Sheet, figures: list[Figure], names: Names) -> Iterator[Finding]:
    apart = _apart(figures)
    if apart is None and len({figure.value for figure in figures}) > 1:
        return
    first, other = apart or (figures[0], figures[-1])
    same = tuple(figure.iri for figure in figures if figure.value == first.value)
    stated = same if first.value != other.value else same[:1]
    status, message = _judge(first, other, sheet, names)
    yield Finding(
        rule=RULE,
        report=sheet.report,
        key=figures[0].key,
        stated=stated,
        against=tuple(figure.iri for figure in figures if figure.iri not in stated),
        expected=first.value or Decimal(),
        found=other.value or Decimal(),
        status=status,
        zh=message.zh,
        en=message.en,
    )


def _apart(figures: list[Figure]) -> tuple[Figure, Figure] | None:
    """Two figures of different values, rather of the same words; those of one sentence are a list and no repetition.

    Of a table and the prose, the table comes first.
    """
    pairs = [
        (one, two) if one.in_table >= two.in_table else (two, one)
        for one, two in combinations(figures, 2)
        if one.value != two.value and (one.label == two.label or one.sentence != two.sentence)
    ]
    return min(pairs, key=lambda pair: not _same_words(*pair), default=None)


def _same_words(one: Figure, two: Figure) -> bool:
    """Whether the two are called the same; or one stands in a table, and the prose names just what that counts."""
    plain = settings().plain.get(one.metric)
    return one.label == two.label or bool(plain and one.in_table and not two.in_table and plain.fullmatch(two.label))


def _judge(first: Figure, other: Figure, sheet: Sheet, names: Names) -> tuple[FindingStatus, Message]:
    expected, found = first.value or Decimal(), other.value or Decimal()
    said = {
        "whole": counted(first, names),
        "expected": amount(expected, first.unit),
        "found": amount(found, other.unit),
        "gap": amount(abs(found - expected), first.unit),
    }
    if expected == found:
        return "passed", Message().also("repeated-equal", **said)
    mixed = first.in_table and not other.in_table
    message = Message().also("table-and-prose" if mixed else "repeated-differs", **said)
    if not _same_words(first, other):
        labels = {"one": Message(first.label, first.label), "two": Message(other.label, other.label)}
        return "not-judged", message.also("other-words", **labels)
    if first.qualifier or other.qualifier:
        return "not-judged", message.also("inexact")
    if mixed and found - expected in _added(first, sheet):
        return "not-judged", message.also("added-in-prose")
    return "failed", message


def _added(figure: Figure, sheet: Sheet) -> set[Decimal]:
    """What prose may count with the figure: 受理 can mean new, or new and carried over."""
    more = settings().counted_with.get(figure.metric, ())
    at = (figure.dimensions, figure.setting)
    return {
        other.value or Decimal()
        for other in sheet.figures
        if other.metric in more and (other.dimensions, other.setting) == at and other.value
    }
