"""Facts and a table of gold -> how many are right: precision, recall, recall of the statutory figures, attributes.

A fact is right when its value and unit, its metric or else its label, its scope, dimensions and whole are those of a
gold row at its place. Gold cells: `*` is not judged, `a|b` is either; docs/corrections.md explains the columns.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from gongkai.errors import BadGold
from gongkai.flat import COLUMNS as FACTS
from gongkai.flat import Row

# Items and things counted are judged by what their labels say; the other metrics by their ids.
LABELLED = frozenset(("items-published", "other"))
UNJUDGED = "*"
COLUMNS = (
    "report", "start", "end", "text", "class", "value", "unit", "metric", "label", "scope",
    "agency", "policy_area", "channel", "dims", "qualifier",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
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


@dataclass(slots=True)
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

    def shares(self) -> dict[str, tuple[int, int]]:
        """Right ones and all, by what is measured."""
        return {
            "precision": (self.said_right, self.said),
            "recall": (self.right, self.wanted),
            "core_recall": (self.core_right, self.core_wanted),
            **{name: (counts[0], counts[1]) for name, counts in sorted(self.attributes.items())},
        }

    def figures(self) -> dict[str, float]:
        """The shares rounded down, so that no rounding lifts a floor."""
        return {name: (10_000 * right // total) / 10_000 for name, (right, total) in self.shares().items() if total}


def gold_of(path: Path) -> list[Gold]:
    """The lines of a table of gold; BadGold where it is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            head, *rows = csv.reader(lines, delimiter="\t")
    except OSError as error:
        raise BadGold(f"{path}: {error.strerror or error}; check the name and its permissions") from error
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise BadGold(f"{path}: this is no table in UTF-8 ({error}); save it so, cells parted by tabs") from error
    if tuple(head) != COLUMNS:
        raise BadGold(f"{path}: line 1: the columns must be, parted by tabs: {' '.join(COLUMNS)}")
    for at, row in enumerate(rows, 2):
        if len(row) != len(COLUMNS) or not row[1].isdecimal():
            raise BadGold(f"{path}: line {at}: {len(COLUMNS)} cells are needed, the second one a whole number")
    return [Gold(*row) for row in rows]


def rows_of(path: Path) -> list[Row]:
    """What `gongkai facts --format csv` or jsonl wrote; BadGold where it is no such file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            if path.suffix == ".jsonl":
                found: list[dict[str, str]] = [json.loads(line) for line in lines if line.strip()]
            else:
                found = list(csv.DictReader(lines))
        figures = [one for one in found if one.get("class", "observation").startswith("observation")]
        return [Row(**{name: one[name] for name in FACTS}) for one in figures]
    except OSError as error:
        raise BadGold(f"{path}: {error.strerror or error}; check the name and its permissions") from error
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise BadGold(f"{path}: these are no rows of gongkai facts ({error}); write them with --format csv") from error


def tally_of(gold: Iterable[Gold], rows: Iterable[Row], *, partial: bool = False) -> Tally:
    """Hold the facts of the reports that the gold speaks of against it; each fact meets one gold row at most.

    Of partial gold nothing follows for places that it does not name: facts there are not judged.
    """
    tally = Tally()
    wanted: dict[tuple[str, str], list[Gold]] = defaultdict(list)
    for line in gold:
        wanted[line.report, line.start].append(line)
    said: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        said[row.report, row.start].append(row)
    places = wanted.keys() if partial else wanted.keys() | said.keys()
    for place in sorted(places, key=lambda place: (place[0], int(place[1]))):
        _tally_place(tally, wanted.get(place, []), said.get(place, []), partial)
    return tally


def _tally_place(tally: Tally, wanted: list[Gold], said: list[Row], partial: bool) -> None:
    """Partial gold may know one of two figures that start at a place: it judges as many as it knows."""
    if wanted and all(line.kind == "optional" for line in wanted):
        return
    left = list(said)
    figures = sum(line.is_figure for line in wanted)
    tally.said += min(len(said), figures) if partial and figures else len(said)
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
