"""Percentages against the counts that they are reckoned from, where these stand in the same sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from gongkai.checks.figures import Figure, Sheet
from gongkai.checks.settings import Message, amount, counted, settings
from gongkai.model import Finding, FindingStatus
from gongkai.vocabulary.concepts import Names

RULE: Final = "rate"

_BRACKET = 3  # characters that may stand between a count and the share behind it: its unit and a bracket
_SHORTEST = 2  # characters that the label of a count must share with that of its rate


@dataclass(frozen=True, slots=True)
class Ratio:
    """A count and the count that it is a share of, which is not zero."""

    count: Figure
    whole: Figure

    @property
    def per_cent(self) -> Decimal:
        return 100 * (self.count.value or Decimal()) / (self.whole.value or Decimal(1))

    def gives(self, rate: Figure) -> bool:
        """Whether the ratio, rounded as the rate is printed, is the rate."""
        return abs(self.per_cent - (rate.value or Decimal())) <= _step(rate.words) / 2


def check(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A finding for each percentage of which the report states the counts."""
    unit = settings().rates.unit
    for rate in sheet.figures:
        if rate.unit == unit and _is_share(rate):
            ratios = [ratio for ratio in (*_behind(rate, sheet), *_by_label(rate, sheet)) if ratio.whole.value]
            meant = next((ratio for ratio in ratios if ratio.gives(rate)), None) or _meant(rate, ratios, sheet)
            if meant:
                yield _finding(sheet, rate, meant, names)


def _is_share(figure: Figure) -> bool:
    return (
        figure.value is not None
        and figure.rule not in settings().rates.not_shares
        and not figure.category("change")
        and not figure.qualifier
    )


def _behind(rate: Figure, sheet: Sheet) -> Iterator[Ratio]:
    """A share in brackets directly behind a count: the count against its whole, or against the total of its metric."""
    for count in _counts(rate, sheet):
        if 0 <= rate.start - count.end <= _BRACKET and count.end > 0:
            for whole in sheet.figures:
                if whole is not count and (whole.iri == count.whole or _is_total(whole, count)):
                    yield Ratio(count, whole)


def _is_total(whole: Figure, count: Figure) -> bool:
    """Whether `whole` is the undivided figure of the metric of `count`."""
    return whole.metric == count.metric != "other" and not whole.dimensions and whole.setting == count.setting


def _by_label(rate: Figure, sheet: Sheet) -> Iterator[Ratio]:
    """A rate named after a count of its sentence (回收…份, 回收率): it against a greater one, the nearer first."""
    ending = settings().rates.ending
    if not rate.label.endswith(ending):
        return
    stem = rate.label.removesuffix(ending)
    counts = list(_counts(rate, sheet))
    for length in range(len(stem), _SHORTEST - 1, -1):
        named = [count for count in counts if stem[-length:] in count.label]
        if named:
            for count in reversed(named):
                for whole in reversed(counts):
                    if whole is not count and whole.unit == count.unit and (whole.value or 0) >= (count.value or 0):
                        yield Ratio(count, whole)
            return


def _meant(rate: Figure, ratios: list[Ratio], sheet: Sheet) -> Ratio | None:
    """Of ratios that do not give the rate, the one that it must be meant to be: its counts stand right before it."""
    order = [figure.iri for figure in sheet.figures]
    at = order.index(rate.iri)
    behind = next(iter(_behind(rate, sheet)), None)
    right_before = (ratio for ratio in ratios if {ratio.count.iri, ratio.whole.iri} == set(order[max(at - 2, 0) : at]))
    return behind or next(right_before, None)


def _counts(rate: Figure, sheet: Sheet) -> Iterator[Figure]:
    """The exact counts that stand before the rate in its sentence."""
    for figure in sheet.figures:
        if (
            figure.sentence == rate.sentence
            and figure.start < rate.start
            and figure.unit != rate.unit
            and figure.value is not None
            and not figure.qualifier
        ):
            yield figure


def _finding(sheet: Sheet, rate: Figure, ratio: Ratio, names: Names) -> Finding:
    stated, fits = rate.value or Decimal(), ratio.gives(rate)
    found = ratio.per_cent.quantize(_step(rate.words) / 100, ROUND_HALF_UP)
    count, whole = (amount(figure.value or Decimal(), figure.unit) for figure in (ratio.count, ratio.whole))
    message = Message().also(
        "rate-fits" if fits else "rate-differs",
        whole=counted(rate, names),
        parts=Message(f"{count.zh}/{whole.zh}", f"{count.en}/{whole.en}"),
        expected=amount(stated, ""),
        found=amount(found, ""),
    )
    status: FindingStatus = "passed" if fits else "not-judged"
    return Finding(
        rule=RULE,
        report=sheet.report,
        key=rate.key,
        stated=(rate.iri,),
        against=(ratio.count.iri, ratio.whole.iri),
        expected=stated,
        found=found,
        status=status,
        zh=message.zh,
        en=message.en,
    )


def _step(words: str) -> Decimal:
    """The last place that the words print: 0.01 for 17.46%."""
    digits = "".join(char for char in words if char.isdigit() or char in ".．")
    return Decimal(1).scaleb(-len(digits.replace("．", ".").partition(".")[2]))
