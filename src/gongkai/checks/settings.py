"""ontology/checks.yaml -> what is held against what, and the words of the findings."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gongkai.checks.figures import Figure, Names
from gongkai.vocabulary.files import yaml_of


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Balance:
    """Metrics whose sums are equal."""

    rule: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rates:
    """The unit of rates, how the label of one ends, and the rules of extraction whose figures are no shares."""

    unit: str
    ending: str
    not_shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """All of the file; `messages` maps a name to the Chinese and the English wording."""

    breakdowns: tuple[Breakdown, ...]
    balances: tuple[Balance, ...]
    stated_once: tuple[str, ...]
    rates: Rates
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
        stated_once=file["stated-once"].texts(),
        rates=Rates(rates["unit"].text(), rates["ending"].text(), rates["not-shares"].texts()),
        messages={name: (wording["zh"].text(), wording["en"].text()) for name, wording in file["messages"].items()},
    )


@dataclass(frozen=True, slots=True)
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


def amount(value: Decimal, unit: str) -> Message:
    """A number without exponent, in Chinese with its unit."""
    number = f"{value.normalize():f}" if value else "0"
    return Message(number + unit, number)


def counted(figure: Figure, names: Names) -> Message:
    """What a figure counts: its metric with categories and scope, or its own label where it has no statutory metric."""
    if figure.metric == "other":
        return Message(figure.label, figure.label)
    metric = label(names, "metric", figure.metric)
    categories = [label(names, *pair) for pair in (*figure.dimensions, ("scope", figure.scope))]
    zh = "，".join(category.zh for category in categories)
    en = ", ".join(category.en for category in categories)
    return Message(f"{metric.zh}（{zh}）", f"{metric.en} ({en})")
