"""The truth of a document and what was read from it -> how many figures are right, and what is wrong."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.truth import CORE, LABELLED, UNJUDGED, Dimensions, Figure


@dataclass(frozen=True, slots=True)
class Said:
    """One figure that was read; `status` is empty where it has a value."""

    metric: str
    value: Decimal | None
    status: str
    unit: str
    dimensions: Dimensions
    scope: str
    label: str
    qualifier: str
    start: str

    def line(self) -> str:
        what = self.status if self.value is None else f"{self.value:f}{self.unit}"
        dimensions = " ".join(f"{name}={value}" for name, value in self.dimensions)
        return f"{self.metric} {what} {dimensions} {self.scope} [{self.label}] {self.qualifier}".rstrip()


@dataclass
class Tally:
    """Sums over documents; `confused` counts figures read with another status, blank as 0 say."""

    documents: int = 0
    wanted: int = 0
    found: int = 0
    core_wanted: int = 0
    core_found: int = 0
    core_said: int = 0
    core_said_right: int = 0
    said: int = 0
    said_right: int = 0
    prose_wanted: int = 0
    prose_found: int = 0
    confused: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def core_recall(self) -> float:
        return self.core_found / self.core_wanted if self.core_wanted else 1.0

    @property
    def prose_recall(self) -> float:
        return self.prose_found / self.prose_wanted if self.prose_wanted else 1.0

    @property
    def core_precision(self) -> float:
        return self.core_said_right / self.core_said if self.core_said else 1.0

    @property
    def precision(self) -> float:
        return self.said_right / self.said if self.said else 1.0


def tally_of(name: str, truth: Sequence[Figure], said: Sequence[Said]) -> Tally:
    """Each figure meets one that was read at most; those with fewest readings choose first."""
    left: dict[tuple[Decimal | None, str], list[Said]] = defaultdict(list)
    for one in said:
        left[one.value, one.status].append(one)
    tally = Tally(documents=1, wanted=len(truth), said=len(said))
    tally.core_wanted = sum(figure.is_core for figure in truth)
    tally.prose_wanted = sum(figure.origin == "prose" for figure in truth)
    tally.core_said = sum(one.metric in CORE for one in said)
    missed: list[Figure] = []
    for figure in sorted(truth, key=lambda figure: (figure.metric.count("|"), figure.scope == UNJUDGED)):
        here = left[figure.value, figure.status]
        met = next((one for one in here if not fault_in(figure, one)), None)
        if met is None:
            missed.append(figure)
            continue
        here.remove(met)
        tally.found += 1
        tally.core_found += figure.is_core
        tally.prose_found += figure.origin == "prose"
        tally.said_right += 1
        tally.core_said_right += met.metric in CORE
    extra = [one for rest in left.values() for one in rest]
    tally.confused = sum(any(_confuses(figure, one) for one in extra) for figure in missed)
    tally.misses = [f"{name}: missed {_line(figure)}" for figure in missed]
    tally.misses += [f"{name}: extra @{one.start} {one.line()}" for one in extra]
    return tally


def fault_in(figure: Figure, one: Said) -> str:
    """Which of the things judged is wrong; empty where none is."""
    metrics = figure.metric.split("|")
    loose = bool(LABELLED & set(metrics))
    wanted, dimensions = dict(figure.dimensions), dict(one.dimensions)
    by_label = loose and one.metric in LABELLED
    labels = figure.label.split("|")
    judged = (
        ("metric", one.metric in metrics or by_label),
        ("unit", figure.unit in (UNJUDGED, one.unit)),
        ("scope", by_label or figure.scope in (UNJUDGED, one.scope)),
        ("dimensions", wanted.items() <= dimensions.items() if loose else wanted == dimensions),
        ("label", not by_label or any(label in one.label for label in labels)),
        ("qualifier", figure.origin == "table" or one.qualifier == figure.qualifier),
    )
    return next((name for name, right in judged if not right), "")


def _confuses(figure: Figure, one: Said) -> bool:
    same = one.metric in figure.metric.split("|") and one.dimensions == figure.dimensions
    return same and (bool(figure.status) or (figure.value == 0 and bool(one.status)))


def _line(figure: Figure) -> str:
    return Said(
        figure.metric, figure.value, figure.status, figure.unit, figure.dimensions, figure.scope, figure.label,
        figure.qualifier, figure.origin,
    ).line()  # fmt: skip
