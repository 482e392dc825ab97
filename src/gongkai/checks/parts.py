"""Figures that the report names as parts of another one, against that one, list by list: a list is one sentence."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from gongkai.checks.figures import Figure, Sheet
from gongkai.checks.settings import Message, amount, counted, settings
from gongkai.model import Finding, FindingStatus
from gongkai.vocabulary.concepts import Names

RULE: Final = "parts-of-whole"


def check(sheet: Sheet, names: Names, judged: Sequence[Finding]) -> Iterator[Finding]:
    """A finding for each list of parts, except those that `judged` holds against the same whole already."""
    done = {(whole, part) for finding in judged for whole in finding.stated for part in finding.against}
    by_iri = sheet.by_iri
    lists: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for part in sheet.figures:
        whole = by_iri.get(part.whole) if part.whole else None
        if whole is not None and (whole.iri, part.iri) not in done and _comparable(part, whole):
            names_of = tuple(name for name, _ in part.dimensions if (name, part.category(name)) not in whole.dimensions)
            lists[(whole.iri, part.sentence, part.metric, part.scope, names_of)].append(part)
    for (iri, *_), parts in lists.items():
        outermost = _outermost(parts, names)
        yield from _finding(sheet, _meant(by_iri[str(iri)], outermost, by_iri), outermost, names)


def _meant(whole: Figure, parts: Sequence[Figure], by_iri: Mapping[str, Figure]) -> Figure:
    """The whole; or that of the whole itself, where the parts come to it: 5308件，其中县3626件。当面…网络…分别为…"""
    above = by_iri.get(whole.whole)
    return above if above is not None and whole.value != _sum(parts) == above.value else whole


def _comparable(part: Figure, whole: Figure) -> bool:
    """Whether the two are numbers of things at one time: no shares, nothing before or after a change."""
    share = settings().rates.unit
    return (
        part.value is not None
        and whole.value is not None
        and share not in (part.unit, whole.unit)
        and not part.category("change")
        and not whole.category("change")
    )


def _outermost(parts: Sequence[Figure], names: Names) -> list[Figure]:
    """Without the parts whose category is within that of another."""
    kept = []
    for part in parts:
        others = {pair for other in parts if other is not part for pair in other.dimensions}
        if not any((name, above) in others for name, own in part.dimensions for above in names.above(name, own)):
            kept.append(part)
    return kept


def _finding(sheet: Sheet, whole: Figure, parts: Sequence[Figure], names: Names) -> Iterator[Finding]:
    expected, found = whole.value or Decimal(), _sum(parts)
    if (
        found != expected
    ):  # 45个: 行政单位1个, 小学2所: schools and offices add up, but nothing else in different units does
        parts = [part for part in parts if part.unit == whole.unit]
        found = _sum(parts)
    if not parts:
        return
    status, message = _judge(whole, parts, expected, found, names)
    yield Finding(
        rule=RULE,
        report=sheet.report,
        key=parts[0].key,
        stated=(whole.iri,),
        against=tuple(part.iri for part in parts),
        expected=expected,
        found=found,
        status=status,
        zh=message.zh,
        en=message.en,
    )


def _sum(parts: Sequence[Figure]) -> Decimal:
    return sum((part.value or Decimal() for part in parts), Decimal())


def _judge(
    whole: Figure, parts: Sequence[Figure], expected: Decimal, found: Decimal, names: Names
) -> tuple[FindingStatus, Message]:
    said = {
        "whole": counted(whole, names),
        "expected": amount(expected, whole.unit),
        "found": amount(found, whole.unit),
        "gap": amount(abs(found - expected), whole.unit),
    }
    if found <= expected:
        return "passed", Message().also("parts-equal" if found == expected else "parts-less", **said)
    message = Message().also("parts-more", **said)
    if any(figure.qualifier for figure in (*parts, whole)):
        return "not-judged", message.also("inexact")
    if len(parts) > 2 and any(part.value == found - expected for part in parts):
        return "not-judged", message.also("one-beside")
    if len(parts) > 1 and all((part.value or Decimal()) <= expected for part in parts) and not _one_criterion(parts):
        return "not-judged", message.also("two-criteria")
    return "failed", message


def _one_criterion(parts: Sequence[Figure]) -> bool:
    """Whether the parts are different categories of the same single dimension, and so exclude each other."""
    dimensions = [part.dimensions for part in parts]
    return all(len(pairs) == 1 for pairs in dimensions) and len(set(dimensions)) == len(parts)
