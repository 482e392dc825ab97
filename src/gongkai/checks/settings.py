"""ontology/checks.yaml -> what is held against what, and the words of the findings."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache

from gongkai.checks.figures import Figure
from gongkai.frozen import frozen
from gongkai.values import plain
from gongkai.vocabulary.concepts import Names
from gongkai.vocabulary.files import Leaf, yaml_of


@frozen
class Breakdown:
    """Figures of `metric` by `dimension` against the first stated of `totals`; ids throughout.

    A list that names all categories of one of the sets `closing` is meant to be complete.
    """

    rule: str
    dimension: str
    closing: tuple[frozenset[str], ...]
    metric: str
    totals: tuple[str, ...]

    def closed(self, categories: set[str]) -> bool:
        return any(needed <= categories for needed in self.closing)


@frozen
class Balance:
    """Metrics whose sums are equal."""

    rule: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@frozen
class Succession:
    """`now` of a year is the sum of `before` of the year before, and `plus` less `minus` of the year itself.

    `leaving` says that things go without being counted; `signless`, of which metrics some reports leave out the sign.
    """

    rule: str
    now: str
    before: tuple[str, ...]
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    leaving: bool
    signless: tuple[str, ...]


@frozen
class Years:
    """How a report says which year it is about: what stands before its days, and how a sentence of a year begins."""

    rule: str
    within: int
    lead: re.Pattern[str]
    opening: re.Pattern[str]
    comparing: re.Pattern[str]


@frozen
class Chapter:
    """What a report must hold: how it is headed, words that speak of it, and metrics of its table, if it is one."""

    name: "Message"
    heading: re.Pattern[str]
    words: re.Pattern[str]
    metrics: tuple[str, ...]


@frozen
class Form:
    """The chapters that reports of some editions must have, under one rule."""

    rule: str
    editions: tuple[str, ...]
    chapters: tuple[Chapter, ...]


@frozen
class Rates:
    """The unit of rates, how the label of one ends, and the rules of extraction whose figures are no shares."""

    unit: str
    ending: str
    not_shares: tuple[str, ...]


@frozen
class Settings:
    """All of the file; `messages` maps a name to the Chinese and the English wording.

    `plain` has for a metric the labels that name all of it and no part, `counted_with` what prose may count with it.
    """

    breakdowns: tuple[Breakdown, ...]
    balances: tuple[Balance, ...]
    successions: tuple[Succession, ...]
    stated_once: tuple[str, ...]
    plain: dict[str, re.Pattern[str]]
    counted_with: dict[str, tuple[str, ...]]
    rates: Rates
    years: Years
    forms: tuple[Form, ...]
    messages: dict[str, tuple[str, str]]


@cache
def settings() -> Settings:
    file = yaml_of("checks.yaml")
    rates = file["rates"]
    return Settings(
        breakdowns=tuple(
            Breakdown(
                rule=entry["rule"].text(),
                dimension=entry["dimension"].text(),
                closing=tuple(frozenset(needed.texts()) for needed in entry["closing"].each()),
                metric=added["metric"].text(),
                totals=added["totals"].texts(),
            )
            for entry in file["breakdowns"].each()
            for added in entry["add"].each()
        ),
        balances=tuple(
            Balance(entry["rule"].text(), entry["left"].texts(), entry["right"].texts())
            for entry in file["balances"].each()
        ),
        successions=tuple(_succession(entry) for entry in file["successions"].each()),
        stated_once=file["stated-once"].texts(),
        plain={metric: leaf.pattern() for metric, leaf in file["plain-labels"].items()},
        counted_with={metric: leaf.texts() for metric, leaf in file["counted-with"].items()},
        rates=Rates(rates["unit"].text(), rates["ending"].text(), rates["not-shares"].texts()),
        years=_years(file["years"]),
        forms=tuple(_form(entry) for entry in file["forms"].each()),
        messages={name: (wording["zh"].text(), wording["en"].text()) for name, wording in file["messages"].items()},
    )


def _succession(entry: Leaf) -> Succession:
    return Succession(
        rule=entry["rule"].text(),
        now=entry["now"].text(),
        before=entry["before"].texts(),
        plus=entry.get("plus").texts(),
        minus=entry.get("minus").texts(),
        leaving=bool(entry.get("leaving")),
        signless=entry.get("signless").texts(),
    )


def _years(entry: Leaf) -> Years:
    return Years(
        rule=entry["rule"].text(),
        within=entry["within"].number(),
        lead=entry["lead"].pattern(),
        opening=entry["opening"].pattern(),
        comparing=entry["comparing"].pattern(),
    )


def _form(entry: Leaf) -> Form:
    chapters = (
        Chapter(
            name=Message(chapter["zh"].text(), chapter["en"].text()),
            heading=chapter["heading"].pattern(),
            words=chapter["words"].pattern(),
            metrics=chapter.get("metrics").texts(),
        )
        for chapter in entry["chapters"].each()
    )
    return Form(entry["rule"].text(), entry["editions"].texts(), tuple(chapters))


@frozen
class Message:
    """A sentence in the making, in both languages."""

    zh: str = ""
    en: str = ""

    def also(self, name: str, **values: "Message") -> "Message":
        """With the wording `name` behind it, its places filled."""
        zh, en = settings().messages[name]
        chinese = zh.format_map({place: value.zh for place, value in values.items()})
        english = en.format_map({place: value.en for place, value in values.items()})
        return Message(self.zh + chinese, f"{self.en} {english}".strip())


def label(names: Names, scheme: str, identifier: str = "") -> Message:
    """What a concept is called, or the scheme itself; its id where it has no name."""
    pair = (scheme, identifier)
    return Message(names.zh.get(pair, identifier), names.en.get(pair, identifier))


def listed(names: Iterable[Message]) -> Message:
    """Several things in a row."""
    pairs = list(names)
    return Message("、".join(name.zh for name in pairs), "; ".join(name.en for name in pairs))


def amount(value: Decimal, unit: str) -> Message:
    """A number without exponent, in Chinese with its unit."""
    number = plain(value)
    return Message(number + unit, number)


def counted(figure: Figure, names: Names) -> Message:
    """What a figure counts: its metric with categories and scope, or its own label where it has no statutory metric."""
    if figure.metric == "other":
        return Message(figure.label, figure.label)
    return _counted(figure.metric, figure.dimensions, figure.scope, names)


@lru_cache(4096)
def _counted(metric_id: str, dimensions: tuple[tuple[str, str], ...], scope: str, names: Names) -> Message:
    metric = label(names, "metric", metric_id)
    categories = [label(names, *pair) for pair in (*dimensions, ("scope", scope))]
    zh = "，".join(category.zh for category in categories)
    en = ", ".join(category.en for category in categories)
    return Message(f"{metric.zh}（{zh}）", f"{metric.en} ({en})")
