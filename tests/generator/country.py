"""A seed and a count -> documents of a whole country: no two of the same body and year, each edition, format and
peculiarity in turn; a document is the same however many there are.

    cd tests && ../.venv/bin/python -m generator.country 10000 /tmp/reports

writes them, a thousand to a folder, and prints a hash over all. Places are taken from the gazetteer in a drawn order,
each with all years of the edition before the next, so that reports have those of the year before beside them. What a
body carries over does not follow from its report of the year before.
"""

import argparse
import csv
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

from generator.corpus import Case, Document, cases
from generator.places import DEPARTMENTS, Issuer, department_of, government_of
from generator.reports import YEARS, issuers_of, report_by
from generator.writing import write

SEED = 2026
DIVISIONS = Path(__file__).parents[2] / "ontology/places/divisions.csv"
FIRST = min(year for years in YEARS.values() for year in years)
PER_FOLDER = 1000
# Every fourth body is a department. Of the governments some are kept back for the wordings that only they can say,
# so that departments can stand in for the others beyond some 20,000 documents; at some 115,000 the country ends.
DEPARTMENT_SHARE = 0.25
RESERVED = 0.2


@dataclass(frozen=True, slots=True)
class Place:
    """`name` as its bodies bear it, a district's with its city's; `brand` what its channels are named after."""

    code: str
    name: str
    level: str
    brand: str


@dataclass(frozen=True, slots=True)
class Order:
    """What a document shall be, before it is written."""

    seed: int
    index: int
    case: Case
    issuer: Issuer
    year: int


@cache
def places() -> tuple[Place, ...]:
    """Divisions with a government of their own in all years, and with a name that is theirs alone.

    Those of the autonomous names are left out: what their channels are called does not follow from them.
    """
    with DIVISIONS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    lasting = {
        row["code"]: row
        for row in rows
        if (not row["valid_from"] or int(row["valid_from"]) < FIRST) and not row["valid_to"]
    }
    bearers = Counter(row["name"] for row in rows if not row["name"].endswith("区"))
    found = []
    for row in lasting.values():
        name, district = row["name"], row["level"] == "county" and row["name"].endswith("区")
        whole = lasting[row["parent"]]["name"] + name if district and row["parent"] in lasting else name
        known = whole != name if district else bearers[name] == 1 and name[-1] in "省市县旗"
        if known and "自治" not in whole and "地区" not in whole:
            stem = name.removesuffix("新区") if name.endswith("新区") else name[:-1]
            found.append(Place(row["code"], whole, row["level"], stem if len(stem) > 1 else name))
    return tuple(found)


def orders(seed: int, count: int) -> Iterator[Order]:
    """Raises ValueError where the country has no more bodies and years for a document."""
    kinds = list(cases())
    Random(f"{seed}-cases").shuffle(kinds)
    drawn = list(places())
    Random(f"{seed}-places").shuffle(drawn)
    taken: Counter[tuple[str, str]] = Counter()
    for index in range(count):
        case = kinds[index % len(kinds)]
        years = YEARS[case.edition]
        most = len(drawn) * len(years)
        only = issuers_of(case.peculiarity.extra)
        kind = only or ("department" if Random(f"{seed}-{index}-kind").random() < DEPARTMENT_SHARE else "government")
        if not only and taken[case.edition, "government"] >= most * (1 - RESERVED):
            kind = "department"
        number, year = divmod(taken[case.edition, kind], len(years))
        taken[case.edition, kind] += 1
        yield Order(seed, index, case, _issuer(drawn, kind, number), years[year])


def _issuer(drawn: Sequence[Place], kind: str, number: int) -> Issuer:
    which = 0
    if kind == "department":
        number, which = divmod(number, len(DEPARTMENTS))
    if number >= len(drawn):
        raise ValueError(f"the country has no more than {len(drawn)} places with a {kind}; ask for fewer documents")
    place = drawn[number]
    if kind == "department":
        return department_of(place.code, place.name, place.brand, which)
    return government_of(place.code, place.name, place.brand, place.level)


def document_of(order: Order) -> Document:
    case, peculiarity = order.case, order.case.peculiarity
    rng = Random(f"{order.seed}-{order.index}-country")
    report = report_by(order.issuer, order.year, rng, case.edition, peculiarity.extra)
    report = peculiarity.change(report, rng)
    folder = f"{order.index // PER_FOLDER:03d}"
    name = f"{folder}/{order.index:06d}-{peculiarity.id}-{case.edition}.{case.form}"
    return Document(name, write(report, case.form, peculiarity.style), report.figures, case)


def documents(seed: int, count: int) -> Iterator[Document]:
    return map(document_of, orders(seed, count))


def write_into(folder: Path, seed: int, count: int, jobs: int = 1) -> str:
    """The hash over names and contents of all that was written."""
    for number in range(-(-count // PER_FOLDER)):
        (folder / f"{number:03d}").mkdir(parents=True, exist_ok=True)
    shares = [(folder, seed, count, worker, jobs) for worker in range(jobs)]
    with ProcessPoolExecutor(jobs) as pool:
        lines = sorted(line for share in pool.map(_written, shares) for line in share)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _written(share: tuple[Path, int, int, int, int]) -> list[str]:
    folder, seed, count, worker, jobs = share
    lines = []
    for order in islice(orders(seed, count), worker, None, jobs):
        document = document_of(order)
        (folder / document.name).write_bytes(document.content)
        lines.append(f"{document.name} {hashlib.sha256(document.content).hexdigest()}\n")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    print(write_into(options.folder, options.seed, options.count, options.jobs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
