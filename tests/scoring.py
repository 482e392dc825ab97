"""Facts and a table of gold -> how many are right: precision, recall, recall of the statutory figures, attributes.

A fact is right when its value and unit, its metric or else its label, its scope, dimensions and whole are those of a
gold row at its place. Gold cells: `*` is not judged, `a|b` is either; the columns are explained beside the reports.
"""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from gongkai.flat import Row

# Items and things counted are judged by what their labels say; the other metrics by their ids.
LABELLED = frozenset(("items-published", "other"))
UNJUDGED = "*"


@dataclass(frozen=True)
class Gold:
    """One line of numbers.tsv."""

    report: str
    start: str
    end: str
    text: str
    kind: str
    value: str
    unit: str
    metric: str
    label: str
    scope: str
    agency: str
    policy_area: str
    channel: str
    dims: str
    qualifier: str

    @property
    def is_figure(self) -> bool:
        return self.kind.startswith("observation")

    @property
    def is_core(self) -> bool:
        """Whether one of its metrics is statutory."""
        return bool(set(self.metric.split("|")) - LABELLED)


@dataclass
class Tally:
    """What was wanted, said and right; `attributes` counts right and judged ones by name."""

    wanted: int = 0
    right: int = 0
    said: int = 0
    said_right: int = 0
    core_wanted: int = 0
    core_right: int = 0
    attributes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """The shares that are pinned, rounded down so that no rounding lifts a floor."""
        shares = {
            "precision": (self.said_right, self.said),
            "recall": (self.right, self.wanted),
            "core_recall": (self.core_right, self.core_wanted),
            **{name: (right, judged) for name, (right, judged) in sorted(self.attributes.items())},
        }
        return {name: (10_000 * right // total) / 10_000 for name, (right, total) in shares.items() if total}


def gold_of(path: Path) -> list[Gold]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [Gold(*row) for row in csv.reader(lines, delimiter="\t")][1:]


def corpus_hash(folder: Path) -> str:
    """Over the reports and their gold, by name and bytes."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.tsv")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def tally_of(gold: Iterable[Gold], rows: Iterable[Row]) -> Tally:
    """Hold the facts of the reports that the gold speaks of against it; each fact meets one gold row at most."""
    tally = Tally()
    wanted: dict[tuple[str, str], list[Gold]] = defaultdict(list)
    for line in gold:
        wanted[line.report, line.start].append(line)
    said: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        said[row.report, row.start].append(row)
    for place in sorted(wanted.keys() | said.keys(), key=lambda place: (place[0], int(place[1]))):
        _tally_place(tally, wanted.get(place, []), said.get(place, []))
    return tally


def _tally_place(tally: Tally, wanted: list[Gold], said: list[Row]) -> None:
    if wanted and all(line.kind == "optional" for line in wanted):
        return
    left = list(said)
    tally.said += len(said)
    for line in wanted:
        if not line.is_figure:
            continue
        tally.wanted += 1
        tally.core_wanted += line.is_core
        met = next((row for row in left if not fault_in(line, row)), None)
        if met is None:
            faults = " / ".join(fault_in(line, row) for row in left) or "not found"
            tally.misses.append(f"{line.report}@{line.start} {line.text}: {faults}")
            continue
        left.remove(met)
        tally.right += 1
        tally.said_right += 1
        tally.core_right += line.is_core
        _tally_attributes(tally, line, met)
    for row in left if not any(line.is_figure for line in wanted) else ():
        tally.misses.append(f"{row.report}@{row.start} {row.text}: no figure, but read as {row.metric} {row.label}")


def fault_in(line: Gold, row: Row) -> str:
    """What the row says otherwise than the gold; empty where nothing."""
    wanted = dict(pair.split("=", 1) for pair in line.dims.split(";") if pair)
    whole = wanted.pop("part-of", "")
    seen = dict(pair.split("=", 1) for pair in row.dimensions.split(";") if pair)
    metrics, labels = line.metric.split("|"), [label for label in line.label.split("|") if label]
    checks = (
        ("value", row.value, Decimal(row.value) == Decimal(line.value)),
        ("unit", row.unit, line.unit in ("", row.unit)),
        ("metric", row.metric, not line.is_core or row.metric in metrics),
        ("scope", row.scope, not line.is_core or line.scope in (UNJUDGED, row.scope)),
        ("label", row.label, line.is_core or not labels or any(label in row.label for label in labels)),
        ("part-of", row.part_of, whole in ("", row.part_of)),
        ("dimensions", row.dimensions, seen == wanted if line.is_core else wanted.items() <= seen.items()),
    )
    return ", ".join(f"{name} {said!r}" for name, said, right in checks if not right)


def _tally_attributes(tally: Tally, line: Gold, row: Row) -> None:
    for name in ("agency", "policy_area", "channel", "qualifier"):
        wanted = getattr(line, name)
        if wanted == UNJUDGED or (not wanted and name != "qualifier"):
            continue
        right = _names_channel(wanted, row) if name == "channel" else _shares(wanted, getattr(row, name))
        tally.attributes[name][0] += right
        tally.attributes[name][1] += 1
        if not right:
            tally.misses.append(f"{line.report}@{line.start} {line.text}: {name} {getattr(row, name)!r}")


def _shares(wanted: str, said: str) -> bool:
    return bool(set(wanted.split("|")) & set(said.split("|")))


def _names_channel(wanted: str, row: Row) -> bool:
    """NAME, NAME|TYPE or type:TYPE."""
    types = row.channel_type.split("|")
    if wanted.startswith("type:"):
        return wanted.removeprefix("type:") in types
    name, _, kind = wanted.partition("|")
    return any(name in one for one in row.channel.split("|")) and (not kind or kind in types)
