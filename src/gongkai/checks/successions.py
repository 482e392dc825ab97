"""A report against that of the year before, of one issuer: what was carried forward then is carried over now."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.checks.figures import Figure, Sheet, settled
from gongkai.checks.settings import Message, Succession, amount, counted, settings
from gongkai.model import Finding, FindingStatus
from gongkai.vocabulary.concepts import Names

_Terms = dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Account:
    """What a report states now, and the terms that it comes from, each with whether it is added."""

    rule: Succession
    now: Figure
    terms: tuple[tuple[Figure, bool], ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for figure, _ in self.terms)

    @property
    def reckoned(self) -> Decimal:
        return sum(((figure.value or Decimal()) * (1 if added else -1) for figure, added in self.terms), Decimal())

    @property
    def flipped(self) -> Decimal:
        """The same, where what is stated without its sign is a decrease."""
        signless = [figure for figure in self.figures if figure.metric in self.rule.signless]
        return self.reckoned - 2 * sum((figure.value or Decimal() for figure in signless), Decimal())


def check(sheet: Sheet, before: Sheet, names: Names) -> Iterator[Finding]:
    """A finding for each figure that both reports state, for each category that both have."""
    for rule in settings().successions:
        now, then = _stated(sheet, (rule.now, *rule.plus, *rule.minus)), _stated(before, rule.before)
        for at, terms in now.items():
            account = _account(rule, terms, then.get(at, {}))
            if account and any(figure.value is not None for figure in (account.now, *account.figures)):
                yield _finding(account, sheet, before, names)


def _stated(sheet: Sheet, metrics: Sequence[str]) -> dict[tuple[object, ...], _Terms]:
    """By categories and scope, the figure of each metric, where the report states one value only."""
    found: dict[tuple[object, ...], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in sheet.figures:
        if figure.metric in metrics and not figure.category("change") and figure.period == sheet.period:
            found[(figure.dimensions, figure.scope, figure.place, figure.topics)][figure.metric].append(figure)
    stated = {}
    for at, by_metric in found.items():
        chosen = {metric: settled(figures) for metric, figures in by_metric.items()}
        stated[at] = {metric: figure for metric, figure in chosen.items() if figure is not None}
    return stated


def _account(rule: Succession, now: _Terms, then: _Terms) -> Account | None:
    if rule.now not in now or not all(metric in then for metric in rule.before):
        return None
    if not all(metric in now for metric in (*rule.plus, *rule.minus)):
        return None
    terms = (
        *((then[metric], True) for metric in rule.before),
        *((now[metric], True) for metric in rule.plus),
        *((now[metric], False) for metric in rule.minus),
    )
    return Account(rule, now[rule.now], terms)


def _finding(account: Account, sheet: Sheet, before: Sheet, names: Names) -> Finding:
    status, message = _judge(account, sheet, before, names)
    return Finding(
        rule=account.rule.rule,
        report=sheet.report,
        key=account.now.key,
        stated=tuple(figure.iri for figure in account.figures),
        against=(account.now.iri,),
        expected=account.reckoned,
        found=account.now.value or Decimal(),
        status=status,
        zh=message.zh,
        en=message.en,
    )


def _judge(account: Account, sheet: Sheet, before: Sheet, names: Names) -> tuple[FindingStatus, Message]:
    expected, found = account.reckoned, account.now.value or Decimal()
    figures = (account.now, *account.figures)
    blank = any(figure.value is None for figure in figures)
    message = Message().also(
        "year-equal" if expected == found else "year-differs",
        whole=counted(account.now, names),
        year=Message(str(sheet.year), str(sheet.year)),
        last=Message(str(before.year), str(before.year)),
        expected=amount(expected, account.now.unit),
        found=amount(found, account.now.unit),
        gap=amount(abs(found - expected), account.now.unit),
    )
    if expected == found and account.now.value is not None:
        return "passed", message.also("blank-fits") if blank else message
    for doubt, holds in (
        ("blank", blank),
        ("inexact", any(figure.qualifier for figure in figures)),
        ("in-prose", not all(figure.in_table for figure in figures)),
        ("signless", found == account.flipped != expected),
        ("leaving", account.rule.leaving and found < expected),
    ):
        if holds:
            return "not-judged", message.also(doubt)
    return "failed", message.also("not-leaving") if account.rule.leaving else message
